// SPDX-License-Identifier: EUPL-1.2
// What a person asks for at the door by a key: to hear the screen (with the real espeak-ng), larger
// type, contrast, more time; and that it ends with them.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  writeFileSync,
} from 'node:fs';
import test, { after, before } from 'node:test';
import { copyEdition } from '../harness/edition.mjs';
import { keyEvents, makePipe, typed } from '../harness/devices.mjs';
import { faults } from '../harness/faults.mjs';
import { startDoor } from '../harness/kiosk.mjs';
import { convert } from '../harness/photos.mjs';
import { startServer } from '../harness/server.mjs';
import { pass, until } from '../harness/until.mjs';

const [F1, F2, F3, F4] = [59, 60, 61, 62];
let edition, server, badges;
before(async () => {
  edition = copyEdition('access', { plan: false });
  badges = [...edition.badges.values()];
  server = await startServer(edition.folder);
});
after(() => server?.stop());

/**
 * The real espeak-ng into a sound file in place of the loudspeaker; then it goes on as if it spoke.
 */
function voice(name) {
  const folder = `${edition.folder}/${name}`;
  mkdirSync(folder);
  const real = spawnSync('sh', ['-c', 'command -v espeak-ng'], { encoding: 'utf8' }).stdout.trim();
  assert.ok(real, 'espeak-ng is installed');
  writeFileSync(
    `${folder}/espeak-ng`,
    `#!/bin/sh
n=$$
cat > ${folder}/$n.txt
echo "$*" > ${folder}/$n.args
${real} "$@" -w ${folder}/$n.wav < ${folder}/$n.txt
echo $n > ${folder}/$n.speaks
exec sleep 30
`,
  );
  chmodSync(`${folder}/espeak-ng`, 0o755);
  const spoken = () =>
    readdirSync(folder)
      .filter((file) => file.endsWith('.speaks'))
      .map((file) => file.slice(0, -7));
  return {
    env: { PATH: `${folder}:${process.env.PATH}` },
    /** Waits for what is said in the n-th place. */
    said: async (pattern) => {
      const pid = await until(
        () => spoken().find((n) => pattern.test(readFileSync(`${folder}/${n}.txt`, 'utf8'))),
        { what: `${pattern} spoken` },
      );
      return {
        pid,
        args: readFileSync(`${folder}/${pid}.args`, 'utf8'),
        sound: readFileSync(`${folder}/${pid}.wav`),
      };
    },
  };
}

// a process that is gone, or a zombie, has none
const speaks = (pid) => existsSync(`/proc/${pid}/cwd`);

let doors = 0;
async function door(options) {
  const folder = `${edition.folder}/access-${doors++}`;
  const pipe = makePipe(`${folder}.keys`);
  const args = ['--scanner', pipe.path];
  const kiosk = startDoor(server.url, edition.tokens.door, { folder, args, hold: 300, ...options });
  const keys = await pipe.open();
  kiosk.press = (key) => keys.write(keyEvents(key));
  kiosk.hold = (text) => keys.write(typed(`${text}\n`));
  kiosk.leave = async () => {
    keys.end();
    await kiosk.stop();
  };
  await kiosk.online();
  await kiosk.ready();
  await kiosk.shows('check-in-idle');
  return kiosk;
}

test('the screen is read aloud at a key, and silence comes with the next person or the key', async () => {
  const heard = voice('fr');
  const kiosk = await door({ env: heard.env, hold: 5000 });
  kiosk.press(F1);
  const idle = await heard.said(/Présentez votre badge/);
  assert.match(idle.args, /^-v fr -s 150 -b 1 --stdin/);
  assert.ok(idle.sound.length > 20_000, 'it is audible');
  const badge = badges.pop();
  kiosk.hold(badge);
  await kiosk.answered(1);
  const welcome = await heard.said(/^(Bienvenue|Welcome|Welkom)\. \p{L}+/u);
  assert.ok(!speaks(idle.pid), 'what was being read ended');
  assert.ok(!welcome.args.includes('Bienvenue'), 'no name among the arguments');
  kiosk.hold('https://example.org');
  const refused = await heard.said(/Code illisible\. .*site/);
  assert.ok(!speaks(welcome.pid), 'the person was forgotten, and their name is not spoken on');
  kiosk.press(F1);
  await until(() => !speaks(refused.pid), { what: 'silence' });
  await kiosk.leave();
});

test('English speaks with an English voice; without espeak-ng nothing breaks', async () => {
  const heard = voice('en');
  const kiosk = await door({ env: heard.env, language: 'en', hold: 3000 });
  kiosk.press(F1);
  const idle = await heard.said(/Hold your badge to the reader/);
  assert.match(idle.args, /^-v en-gb /);
  await kiosk.leave();
  assert.ok(!speaks(idle.pid), 'it ends with the kiosk');
  const dumb = await door({ env: { PATH: '/nowhere' } });
  dumb.press(F1);
  await dumb.says(/no speech/);
  dumb.hold(badges.pop());
  await dumb.answered(1);
  await dumb.leave();
});

test('an answer stays longer at a key, as often as it is pressed', async () => {
  const clock = `${edition.folder}/longer.clock`; // how far the kiosk's clock is ahead, in ms
  writeFileSync(clock, '0');
  const kiosk = await door({ hold: 60_000, env: faults({ FAULT_MONOTONIC: clock }) });
  const idleSince = () => kiosk.drawn('check-in-idle');
  kiosk.hold(badges.pop());
  await kiosk.answered(1);
  for (let i = 0; i < 15; i++) {
    const shown = kiosk.drawn('check-in-admitted');
    kiosk.press(F4); // each gives 20 s
    await kiosk.shows('check-in-admitted', shown);
  }
  const before = idleSince();
  writeFileSync(clock, '250000'); // an answer stays 240 s at most by itself
  await pass(1000);
  assert.equal(idleSince(), before, 'the answer is still shown');
  kiosk.hold(badges.pop()); // the next person need not wait for that
  await kiosk.answered(2);
  // Again and again: the answer is told a moment before its time begins.
  let ahead = 250_000;
  const later = () => {
    writeFileSync(clock, String((ahead += 300_000)));
    return idleSince() !== before;
  };
  await until(later, { what: 'the idle screen', every: 200 });
  await kiosk.leave();
});

test('large type and contrast change the picture, and change it back', async () => {
  const kiosk = await door({ hold: 500 });
  /** Of the picture below its first line, where the time is. */
  const look = (format) => {
    const below = ['-crop', '640x270+0+90', '+repage'];
    return convert([
      kiosk.picture('check-in-idle'),
      ...below,
      '-format',
      format,
      'info:',
    ]).toString();
  };
  const change = async (key, from) => {
    kiosk.press(key);
    return until(() => look('%#') !== from && look('%#'), { what: 'another picture' });
  };
  const large_first = await change(F2, look('%#')); // there and back: what it waited for has come
  const plain = await change(F2, large_first);
  assert.notEqual(look('%[pixel:p{5,110}]'), 'srgb(0,0,0)');
  const large = await change(F2, plain);
  await change(F3, large);
  assert.match(look('%[pixel:p{5,110}]'), /^(srgb\(0,0,0\)|gray\(0\)|black)$/);
  kiosk.press(F2);
  kiosk.press(F3);
  await until(() => look('%#') === plain, { what: 'the picture of before' });
  await kiosk.leave();
});
