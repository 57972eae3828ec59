// SPDX-License-Identifier: EUPL-1.2
// Scanners at the real kiosk and the real server: recordings of input events, a serial line, what
// is pulled out and plugged in again, and codes that are no badge.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import test, { after, before } from 'node:test';
import { copyEdition } from '../harness/edition.mjs';
import { keyEvents, makePipe, plug, typed } from '../harness/devices.mjs';
import { startDoor, startProxy } from '../harness/kiosk.mjs';
import { startServer } from '../harness/server.mjs';

let edition, server, badges;
before(async () => {
  edition = copyEdition('scanners', { plan: false });
  badges = [...edition.badges.values()];
  server = await startServer(edition.folder);
});
after(() => server?.stop());

const fresh = () => badges.pop();
const recording = (name, ...parts) => {
  const path = `${edition.folder}/${name}`;
  writeFileSync(path, Buffer.concat(parts));
  return path;
};

const pipe = (name) => makePipe(`${edition.folder}/${name}`);

let doors = 0;
/** A kiosk that reads these scanners. */
const startKiosk = (paths, { url = server.url, ...how } = {}) =>
  startDoor(url, edition.tokens.door, {
    folder: `${edition.folder}/kiosk-${doors++}`,
    args: paths.flatMap((path) => ['--scanner', path]),
    hold: 300,
    ...how,
  });

test('a recording of a scanner admits; upper case by Shift; the same code held up is one scan', async () => {
  const [first, second] = [fresh(), fresh()];
  const path = recording(
    'two.events',
    typed(`${first}\n`, 1000),
    typed(`${first}\n`, 1600),
    typed(`${first.toLowerCase()}\n`, 2300),
    typed(`${first}\n`, 3000),
    typed(`${second}\n`, 3600),
  );
  const kiosk = startKiosk([path]);
  assert.equal((await kiosk.ended).code, 0, kiosk.log);
  // the lower case is another text
  assert.deepEqual(kiosk.statuses(), ['admitted', 'already_in', 'admitted']);
});

test('keys mean what a US keyboard means, whatever the system’s layout; repeats and Ctrl type nothing', async () => {
  const badge = fresh();
  const noise = Buffer.concat([
    keyEvents(29, [1], 500),
    keyEvents(16, [1, 0], 500),
    keyEvents(29, [0], 500),
  ]);
  const held = Buffer.concat([
    typed(badge.slice(0, 20), 500),
    keyEvents(58, [1, 2, 2, 2, 0], 500),
    typed(`${badge.slice(20)}\n`, 500),
  ]);
  const path = recording('layout.events', noise, held);
  const kiosk = startKiosk([path], {
    env: { LANG: 'fr_FR.UTF-8', XKB_DEFAULT_LAYOUT: 'fr', XKB_DEFAULT_VARIANT: 'azerty' },
  });
  assert.equal((await kiosk.ended).code, 0, kiosk.log);
  assert.deepEqual(kiosk.statuses(), ['admitted']);
});

test('two scanners type at the same time, key by key, and neither scrambles the other', async () => {
  const devices = [pipe('left'), pipe('right')];
  const kiosk = startKiosk(devices.map(({ path }) => path));
  const [left, right] = await Promise.all(devices.map(({ open }) => open()));
  await kiosk.says(/scanner \S+left is read/);
  await kiosk.online();
  const [a, b] = [fresh(), fresh()];
  for (let i = 0; i < a.length; i++) {
    left.write(typed(a[i]));
    right.write(typed(b[i]));
  }
  left.write(typed('\n'));
  await kiosk.answered(1);
  right.write(typed('\n'));
  assert.deepEqual(await kiosk.answered(2), ['admitted', 'admitted']);
  left.end();
  right.end();
  await kiosk.stop();
});

test('who does not wait until the one before is answered is answered next', async () => {
  const proxy = await startProxy(server.port);
  const device = pipe('quick');
  const kiosk = startKiosk([device.path], { url: proxy.url });
  const scanner = await device.open();
  await kiosk.ready();
  await kiosk.online();
  proxy.set('silent'); // an answer takes a while
  const [first, second] = [fresh(), fresh()];
  scanner.write(typed(`${first}\n${second}\n${first}\n`));
  assert.deepEqual(await kiosk.answered(2), ['admitted', 'admitted']);
  scanner.end();
  await kiosk.stop();
  proxy.close();
  assert.equal(kiosk.answers.length, 2, 'the same code again is the same person');
});

test('a scanner that is pulled out is missed on the screen, and read again when it is back', async () => {
  const device = pipe('loose');
  rmSync(device.path);
  const kiosk = startKiosk([device.path]);
  await kiosk.says(/loose: not found/);
  assert.equal(spawnSync('mkfifo', [device.path]).status, 0);
  await kiosk.says(/loose is read/);
  const first = await device.open();
  await kiosk.online();
  first.write(typed(`${fresh()}\n`));
  await kiosk.answered(1);
  first.write(typed(fresh().slice(0, 50))); // half a code, then the cable
  first.end();
  await kiosk.says(/loose is gone/);
  const second = await device.open();
  second.write(typed(`${fresh()}\n`));
  assert.deepEqual(await kiosk.answered(2), ['admitted', 'admitted']);
  second.end();
  await kiosk.stop();
});

test('a serial scanner: CR, LF, CR LF, STX and ETX, and no line end at all', async () => {
  const line = await plug('pty');
  const kiosk = startKiosk([line.path]);
  await kiosk.says(/is read/);
  await kiosk.online();
  const ends = [
    ['', '\r'],
    ['', '\n'],
    ['', '\r\n'],
    ['\x02', '\x03'],
    ['', ''],
  ];
  for (const [i, [head, tail]] of ends.entries()) {
    const badge = fresh();
    line.send(`${head}${badge.slice(0, 60)}`);
    // at once: after a pause without a line end a code is over
    line.send(`${badge.slice(60)}${tail}`);
    await kiosk.answered(i + 1);
  }
  assert.deepEqual(kiosk.statuses(), Array(5).fill('admitted'));
  await line.unplug();
  await kiosk.says(/is gone/);
  await kiosk.stop();
});

test('a code that is no badge: the person is told what it is, and nobody comes in', async () => {
  const path = recording(
    'strangers.events',
    typed('https://example.org/menu?table=4\n', 1000),
    typed('3017620422003\n', 2000),
    typed(`${fresh().slice(0, 80)}\n`, 3000),
    typed('begin:vcard\n', 4000),
  );
  const kiosk = startKiosk([path]);
  assert.equal((await kiosk.ended).code, 0, kiosk.log);
  assert.deepEqual(kiosk.statuses(), Array(4).fill('unreadable'));
  assert.ok(readFileSync(kiosk.picture('check-in-unreadable')).length > 1000);
});

test('a scanner of the kernel (uinput) is found by its name, taken for us alone, and types', async (t) => {
  const device = await plug('uinput', 'Parvis Test Barcode Scanner');
  if (!device) return t.skip('this kernel gives us no uinput');
  const kiosk = startKiosk(['auto']);
  await kiosk.says(/is read/);
  await kiosk.online();
  device.send(`${fresh().toLowerCase()}\n`);
  assert.deepEqual(await kiosk.answered(1), ['admitted']);
  await device.unplug();
  await kiosk.says(/is gone/);
  await kiosk.stop();
});
