// SPDX-License-Identifier: EUPL-1.2
// What is offered after the green: a code that opens one's own agenda on one's own phone, once;
// beside the slip that is printed; and not while the kiosk is alone, where nobody could make it.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import test, { after, before } from 'node:test';
import { openLink } from '../harness/attendees.mjs';
import { Client } from '../harness/client.mjs';
import { copyEdition } from '../harness/edition.mjs';
import { keyEvents, makePipe, typed } from '../harness/devices.mjs';
import { startDoor, startProxy } from '../harness/kiosk.mjs';
import { epson, socketPrinter } from '../harness/printers.mjs';
import { startServer } from '../harness/server.mjs';
import { pass, until } from '../harness/until.mjs';

const F5 = 63,
  HOLD_MS = 60_000; // nobody goes away before the next one comes
let edition, server, people;
before(async () => {
  edition = copyEdition('welcome');
  people = [...edition.badges];
  server = await startServer(edition.folder);
});
after(() => server?.stop());

let doors = 0;
async function door(url, args = []) {
  const folder = `${edition.folder}/welcome-${doors++}`;
  const pipe = makePipe(`${folder}.keys`);
  const kiosk = startDoor(url, edition.tokens.door, {
    folder,
    args: ['--scanner', pipe.path, ...args],
    size: '1280x720',
    hold: HOLD_MS,
  });
  const keys = await pipe.open();
  let scans = 0;
  kiosk.enter = async () => {
    const [code, badge] = people.pop();
    kiosk.forget('check-in-admitted');
    keys.write(typed(`${badge}\n`));
    await kiosk.answered(++scans);
    return code;
  };
  kiosk.press = (key) => keys.write(keyEvents(key));
  /** What a phone reads on the screen; '' : nothing. */
  kiosk.read = () => {
    if (!kiosk.has('check-in-admitted')) return '';
    const green = kiosk.picture('check-in-admitted');
    return spawnSync('zbarimg', ['-q', '--raw', green], { encoding: 'utf8' }).stdout.trim();
  };
  kiosk.leave = async () => {
    keys.end();
    await kiosk.stop();
  };
  await kiosk.online();
  return kiosk;
}

/** Opens what a phone read: the answer of the server, and whose day it is. */
async function open(url) {
  const phone = new Client(server.url);
  const answer = await openLink(phone, url.split('#')[1]);
  const day = answer.status === 200 ? (await phone.get('/api/mine')).json : null;
  phone.close();
  return { status: answer.status, day };
}

test('the code on the screen opens one’s own agenda on one phone, once', async () => {
  const kiosk = await door(server.url);
  const host = new Client(server.url);
  await host.signIn(edition.users.host);
  const code = await kiosk.enter();
  const url = await until(kiosk.read, { what: 'a code on the screen' });
  assert.ok(url.startsWith(`${server.url}/mine#`), url);
  const {
    people: [person],
  } = (await host.get(`/api/people?q=${code}`)).json;
  const { status, day } = await open(url);
  assert.equal(status, 200);
  assert.ok(JSON.stringify(day).includes(person.last_name), 'it is their own');
  assert.notEqual(
    (await open(url)).status,
    200,
    'a photograph of the screen opens nothing any more',
  );
  assert.ok(!kiosk.log.includes(url.split('#')[1]), 'it is in no log');
  host.close();
  await kiosk.leave();
});

test('code and slip are offered side by side', async () => {
  const printer = await socketPrinter(epson());
  const kiosk = await door(server.url, ['--printer', `escpos:127.0.0.1:${printer.port}`]);
  await kiosk.says(/printer is ready/);
  await kiosk.enter();
  const url = await until(kiosk.read, { what: 'a code on the screen' });
  kiosk.press(F5);
  await until(() => printer.jobs.length === 1, { what: 'a slip' });
  await pass(300);
  assert.equal(kiosk.read(), url, 'the code is still there');
  assert.equal((await open(url)).status, 200);
  await kiosk.leave();
  await printer.close();
});

test('alone there is no code; who is still in front of it when the server is back gets one', async () => {
  const proxy = await startProxy(server.port);
  const kiosk = await door(proxy.url);
  await kiosk.ready();
  proxy.set('closed');
  await kiosk.says(/the server is gone/);
  await kiosk.enter();
  assert.deepEqual(kiosk.statuses(), ['admitted'], 'it lets in by itself');
  await pass(1500);
  assert.equal(kiosk.read(), '', 'and offers what it can keep');
  proxy.set('open');
  const url = await until(kiosk.read, { what: 'a code once the scan is at the server' });
  assert.equal((await open(url)).status, 200);
  await kiosk.leave();
  proxy.close();
});

test('the next person does not see the code of the one before', async () => {
  const kiosk = await door(server.url);
  await kiosk.enter();
  const first = await until(kiosk.read, { what: 'a code' });
  await kiosk.enter();
  await kiosk.shows('check-in-admitted');
  assert.notEqual(kiosk.read(), first);
  const second = await until(kiosk.read, { what: 'a code' });
  assert.notEqual(second, first);
  await kiosk.leave();
});
