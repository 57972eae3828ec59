// SPDX-License-Identifier: EUPL-1.2
// A camera at the real kiosk and the real server: photographs of real badges, a film of one held
// up, a camera that is torn out and put back.
import assert from 'node:assert/strict';
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import test, { after, before } from 'node:test';
import { copyEdition } from '../harness/edition.mjs';
import { makePipe, typed } from '../harness/devices.mjs';
import { startDoor } from '../harness/kiosk.mjs';
import {
  convert,
  drawBadge,
  frameOf,
  takePhotograph,
  y4mFrame,
  y4mHeader,
} from '../harness/photos.mjs';
import { startServer } from '../harness/server.mjs';
import { pass } from '../harness/until.mjs';

const size = { width: 640, height: 360, size: 200 };
let edition, server, codes;
before(async () => {
  edition = copyEdition('camera', { plan: false });
  codes = [...edition.badges.keys()];
  server = await startServer(edition.folder);
});
after(() => server?.stop());

let drawn = 0;
const fresh = () =>
  drawBadge(edition.folder, codes[drawn], `${edition.folder}/code-${drawn++}.png`);

const startKiosk = (args, { name = 'kiosk', hold = 300 } = {}) =>
  startDoor(server.url, edition.tokens.door, { folder: `${edition.folder}/${name}`, args, hold });

/** Films the same thing, twenty frames a second, until `look` gives something. */
async function film(camera, luma, look) {
  const takes = setInterval(() => camera.write(y4mFrame(luma)), 50);
  try {
    await look();
  } finally {
    clearInterval(takes);
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
  const kiosk = startKiosk(['--camera', folder]);
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
  const kiosk = startKiosk(['--camera', path]);
  assert.equal((await kiosk.ended).code, 0, kiosk.log);
  assert.deepEqual(kiosk.statuses(), ['admitted', 'admitted']);
});

test('a camera that is torn out is missed, and seen with again when it is back; the scanner works meanwhile', async () => {
  const [lens, keys] = ['camera', 'keys'].map((name) => makePipe(`${edition.folder}/${name}`));
  const kiosk = startKiosk(['--camera', lens.path, '--scanner', keys.path], {
    hold: 100,
  });
  const scanner = await keys.open();
  let camera = await lens.open();
  camera.write(y4mHeader(640, 360, 20));
  await film(camera, frameOf(fresh(), size), () => kiosk.answered(1));
  // the cable, in the middle of a frame
  camera.write(y4mFrame(frameOf(fresh(), size)).subarray(0, 5000));
  camera.end();
  await kiosk.says(/camera \S+camera: input/i);
  scanner.write(typed(`${[...edition.badges.values()][drawn++]}\n`));
  await kiosk.answered(2);
  camera = await lens.open();
  camera.write(y4mHeader(640, 360, 20));
  await film(camera, frameOf(fresh(), size), async () => {
    await kiosk.says(/is back/);
    await kiosk.answered(3);
  });
  assert.deepEqual(kiosk.statuses(), Array(3).fill('admitted'));
  camera.end();
  scanner.end();
  await kiosk.stop();
});

test('a camera that is not there, and a file that is none: said, tried again, and nothing breaks', async () => {
  const none = startKiosk(['--camera', '/dev/video-none'], { name: 'none' });
  const wrong = `${edition.folder}/wrong.y4m`;
  writeFileSync(wrong, 'RIFF....AVI LIST\nabc');
  const other = startKiosk(['--camera', wrong], { name: 'wrong' });
  await none.says(/video-none: not found/);
  await other.says(/wrong\.y4m: corrupt/);
  await none.shows('check-in-idle');
  assert.ok(statSync(none.picture('check-in-idle')).size > 1000);
  assert.equal(
    convert([none.picture('check-in-idle'), '-format', '%w', 'info:']).toString(),
    '640',
  );
  await pass(2500); // it tries again each second
  for (const kiosk of [none, other]) {
    // once, however often it is tried
    assert.equal(kiosk.log.match(/camera \S+: /g).length, 1, kiosk.log);
    await kiosk.stop();
  }
});
