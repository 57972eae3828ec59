// A camera at the real kiosk and the real server: photographs of real badges, a film of one held
// up, a camera that is torn out and put back.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createWriteStream, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import test, { after, before } from 'node:test';
import { makeEdition } from '../harness/edition.mjs';
import { startKiosk, typed } from '../harness/door.mjs';
import {
  convert,
  drawBadge,
  frameOf,
  takePhotograph,
  y4mFrame,
  y4mHeader,
} from '../harness/photos.mjs';
import { startServer } from '../harness/server.mjs';

const size = { width: 640, height: 360, size: 200 };
let edition, server, codes;
before(async () => {
  edition = makeEdition('camera', { plan: false });
  codes = [...edition.badges.keys()];
  server = await startServer(edition.folder);
});
after(() => server?.stop());

let drawn = 0;
const fresh = () =>
  drawBadge(edition.folder, codes[drawn], `${edition.folder}/code-${drawn++}.png`);

async function stream(path) {
  const pipe = createWriteStream(path);
  await once(pipe, 'open');
  return pipe;
}

async function film(pipe, luma, frames) {
  for (let i = 0; i < frames; i++) {
    pipe.write(y4mFrame(luma));
    await sleep(50);
  }
}

test('photographs admit: straight, turned, leaning, blurred, dark, in PNG and JPEG', async () => {
  const folder = `${edition.folder}/photos`;
  mkdirSync(folder);
  takePhotograph(fresh(), `${folder}/1.png`, size);
  takePhotograph(fresh(), `${folder}/2.jpg`, { ...size, turn: 25, noise: 0.3 });
  takePhotograph(fresh(), `${folder}/3.jpeg`, { ...size, lean: 0.1, light: 0.4 });
  takePhotograph(fresh(), `${folder}/4.png`, { ...size, blur: 1, contrast: 0.5 });
  writeFileSync(`${folder}/5.jpg`, 'not a picture');
  writeFileSync(`${folder}/notes.txt`, 'not looked at');
  const kiosk = startKiosk(edition, server.url, ['--camera', folder]);
  assert.equal((await kiosk.ended).code, 0, kiosk.log);
  assert.deepEqual(kiosk.statuses(), Array(4).fill('admitted'));
});

test('a badge held up for seconds is one scan, and the next one another', async () => {
  const [first, second] = [fresh(), fresh()].map((code) => frameOf(code, size));
  const path = `${edition.folder}/held.y4m`;
  const frames = [
    ...Array(50).fill(first),
    ...Array(10).fill(Buffer.alloc(640 * 360, 90)),
    ...Array(20).fill(second),
  ];
  writeFileSync(path, Buffer.concat([y4mHeader(640, 360, 10), ...frames.map(y4mFrame)]));
  const kiosk = startKiosk(edition, server.url, ['--camera', path]);
  assert.equal((await kiosk.ended).code, 0, kiosk.log);
  assert.deepEqual(kiosk.statuses(), ['admitted', 'admitted']);
});

test('a camera that is torn out is missed, and seen with again when it is back; the scanner works meanwhile', async () => {
  const [path, keys] = ['camera', 'keys'].map((name) => `${edition.folder}/${name}`);
  for (const pipe of [path, keys]) assert.equal(spawnSync('mkfifo', [pipe]).status, 0);
  const kiosk = startKiosk(edition, server.url, ['--camera', path, '--scanner', keys], {
    hold: 100,
  });
  const scanner = await stream(keys);
  let camera = await stream(path);
  camera.write(y4mHeader(640, 360, 20));
  await film(camera, frameOf(fresh(), size), 20);
  await kiosk.answered(1);
  // the cable, in the middle of a frame
  camera.write(y4mFrame(frameOf(fresh(), size)).subarray(0, 5000));
  camera.end();
  await kiosk.says(/camera \S+camera: input/i);
  scanner.write(typed(`${[...edition.badges.values()][drawn++]}\n`));
  await kiosk.answered(2);
  camera = await stream(path);
  camera.write(y4mHeader(640, 360, 20));
  await film(camera, frameOf(fresh(), size), 60);
  await kiosk.says(/is back/);
  assert.deepEqual(await kiosk.answered(3), Array(3).fill('admitted'));
  camera.end();
  scanner.end();
  await kiosk.stop();
});

test('a camera that is not there, and a file that is none: said, tried again, and nothing breaks', async () => {
  const none = startKiosk(edition, server.url, ['--camera', '/dev/video-none'], { name: 'none' });
  const wrong = `${edition.folder}/wrong.y4m`;
  writeFileSync(wrong, 'RIFF....AVI LIST\nabc');
  const other = startKiosk(edition, server.url, ['--camera', wrong], { name: 'wrong' });
  await none.says(/video-none: not found/);
  await other.says(/wrong\.y4m: corrupt/);
  await sleep(2500);
  assert.ok(statSync(`${none.folder}/check-in-idle.png`).size > 1000);
  assert.equal(
    convert([`${none.folder}/check-in-idle.png`, '-format', '%w', 'info:']).toString(),
    '640',
  );
  for (const kiosk of [none, other]) {
    // once, however often it is tried
    assert.equal(kiosk.log.match(/camera \S+: /g).length, 1, kiosk.log);
    await kiosk.stop();
  }
});
