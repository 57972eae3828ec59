// SPDX-License-Identifier: EUPL-1.2
// The kiosk for who has no badge, or needs somebody: by touch and by key, with the server and
// without.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import test, { after, before } from 'node:test';
import { Client } from '../harness/client.mjs';
import { copyEdition, parvis } from '../harness/edition.mjs';
import { keyEvents, makePipe, touched, typed } from '../harness/devices.mjs';
import { faults } from '../harness/faults.mjs';
import { startDoor, startProxy } from '../harness/kiosk.mjs';
import { socketPrinter, zebra } from '../harness/printers.mjs';
import { startServer } from '../harness/server.mjs';
import { pass, until } from '../harness/until.mjs';

const [F5, F6] = [63, 64],
  BACKSPACE = 14,
  ESCAPE = 1;
let edition, server, organiser, host, people;
before(async () => {
  edition = copyEdition('desk', { plan: false });
  people = [...edition.badges];
  server = await startServer(edition.folder);
  organiser = new Client(server.url);
  await organiser.signIn(edition.users.organiser);
  host = new Client(server.url);
  await host.signIn(edition.users.host);
});
after(async () => {
  organiser?.close();
  host?.close();
  await server?.stop();
});

const row = async () =>
  (await host.get('/api/kiosks')).json.kiosks.find(({ role }) => role === 'door');
const set = async (path, body) => {
  const answer = await organiser.post(`/api/kiosks/${(await row()).id}/${path}`, body);
  assert.equal(answer.status, 200, answer.text);
  return answer.json;
};

let doors = 0;
/**
 * A kiosk of 1920 × 1080 units with a touch panel and a keyboard. `moved`: its clock may be moved
 * on, by so many ms since it was started.
 */
async function door({ url = server.url, args = [], hold = 1500, moved = false } = {}) {
  const folder = `${edition.folder}/desk-${doors++}`;
  const pipes = ['keys', 'touch'].map((what) => makePipe(`${folder}.${what}`));
  const clock = `${folder}.clock`;
  const kiosk = startDoor(url, edition.tokens.door, {
    folder,
    args: ['--scanner', pipes[0].path, '--touch', pipes[1].path, ...args],
    size: '960x540',
    hold,
    env: moved ? faults({ FAULT_MONOTONIC: clock }) : {},
  });
  kiosk.move = (ms) => writeFileSync(clock, String(ms));
  const [keys, panel] = await Promise.all(pipes.map((pipe) => pipe.open()));
  kiosk.press = (key) => keys.write(keyEvents(key));
  kiosk.type = (text) => keys.write(typed(text));
  kiosk.touch = (x, y, to) =>
    panel.write(touched(x / 1920, y / 1080, to && [to[0] / 1920, to[1] / 1080]));
  /** Waits for a page that is drawn from now on. */
  kiosk.page = async (page, act) => {
    const before = kiosk.drawn(page);
    await act();
    return readFileSync(await kiosk.shows(page, before));
  };
  kiosk.leave = async () => {
    keys.end();
    panel.end();
    await kiosk.stop();
  };
  await kiosk.shows('check-in-idle');
  await kiosk.ready();
  return kiosk;
}

// Where a finger finds what is drawn, in the kiosk's units.
const help = [1750, 1020];
const choice = (n, of) => [960, 720 - 172 * (of - n)];
const keyboard = ['éèêëàâçîïô', 'azertyuiop', 'qsdfghjklm', "wxcvbn'-.\b"];
function keyAt(sign) {
  if (sign === '\n') return [1590, 865];
  if (sign === ' ') return [1000, 865];
  const down = keyboard.findIndex((signs) => signs.includes(sign));
  assert.ok(down >= 0, sign);
  return [67 + 179.56 * [...keyboard[down]].indexOf(sign) + 85, 501 + 82 * down + 36];
}
async function touchText(kiosk, text) {
  for (const sign of text) {
    kiosk.touch(...keyAt(sign));
    await pass(15); // as fast as a finger may be
  }
}
/**
 * The same, and each sign is on the screen before the next: what another device types comes after.
 */
async function touchSlowly(kiosk, text) {
  for (const sign of text) await kiosk.page('desk-form', () => kiosk.touch(...keyAt(sign)));
}

test('somebody calls the desk by touch; the console sees it, answers, and the kiosk says so', async () => {
  const kiosk = await door();
  const calling = async () => (await row()).health?.help_at;
  await kiosk.page('desk-menu', () => kiosk.touch(...help));
  kiosk.touch(...choice(1, 1), [100, 100]);
  await pass(400);
  assert.ok(!kiosk.has('desk-call'), 'a finger that slides away does nothing');
  await kiosk.page('desk-call', () => kiosk.touch(...choice(1, 1)));
  await until(calling, { what: 'the call at the console' });
  await pass(300); // it has drawn that the desk knows
  const waiting = readFileSync(kiosk.picture('desk-call'));
  const coming = await kiosk.page('desk-call', () =>
    host.post(`/api/kiosks/${1}/command`, { do: 'coming' }),
  );
  assert.notDeepEqual(coming, waiting, 'it says that somebody comes');
  assert.equal(await calling(), null);
  await kiosk.page('check-in-idle', () => kiosk.press(ESCAPE));
  await kiosk.page('desk-call', () => kiosk.press(F6));
  await kiosk.page('check-in-idle', () => kiosk.touch(500, 860)); // the call is cancelled
  await kiosk.page('desk-menu', () => kiosk.press(F6));
  kiosk.type('1');
  await until(calling, { what: 'another call, by key' });
  await kiosk.page('check-in-idle', () => kiosk.press(ESCAPE));
  await pass(500);
  assert.ok(await calling(), 'the call goes on without its page');
  await kiosk.leave();
});

test('a visitor registers by touch, comes in, and the badge is printed by itself', async () => {
  const printer = await socketPrinter(zebra());
  const kiosk = await door({
    args: ['--printer', `zpl:127.0.0.1:${printer.port}`, '--print', 'badge'],
  });
  await kiosk.says(/printer is ready/);
  await until(async () => (await row()).health?.printer === 'ready', {
    what: 'the printer at the console',
  });
  await kiosk.page('desk-menu', () => kiosk.press(F6));
  kiosk.type('2');
  await pass(400);
  assert.ok(!kiosk.has('desk-form'), 'not where nobody allowed it');
  await kiosk.page('desk-menu', () => set('settings', { registers: true }));
  await kiosk.page('check-in-idle', () => kiosk.press(F6));
  await kiosk.page('desk-menu', () => kiosk.press(F6));
  await kiosk.page('desk-form', () => kiosk.touch(...choice(2, 2)));
  await touchSlowly(kiosk, 'zoé\nd’hau'.replace('’', "'"));
  await kiosk.page('desk-form', () => kiosk.press(BACKSPACE));
  await touchText(kiosk, 'u lefèvre\n');
  await touchText(kiosk, 'mairie de lille\n');
  assert.deepEqual(await kiosk.answered(1), ['admitted']);
  const {
    people: [person],
  } = (await host.get(`/api/people?q=${encodeURIComponent("d'hau lefevre")}`)).json;
  assert.deepEqual(
    [person.first_name, person.last_name, person.organisation, person.affiliation, person.presence],
    ['Zoé', "D'Hau Lefèvre", null, 'Mairie De Lille', 'in'],
  );
  const job = await until(() => printer.jobs[0]?.toString('utf8'), { what: 'the badge' });
  assert.ok(job.includes('Zoé'), job);
  const badge = job.match(/\^FDMA,([A-Z2-7]+)\^FS/)[1];
  const again = await host.post('/api/check-ins', {
    scan_id: 'imprime-1',
    occurred_at: Date.now(),
    badge,
  });
  assert.equal(again.json.status, 'already_in', 'the printed badge is theirs');
  await kiosk.leave();
  await printer.close();
});

test('the staff finds somebody by name with the PIN, and nobody does without', async () => {
  const printer = await socketPrinter(zebra());
  const [code, badge] = people.find(([code]) => code.startsWith('P'));
  const {
    people: [person],
  } = (await host.get(`/api/people?q=${code}`)).json;
  const kiosk = await door({
    args: ['--printer', `zpl:127.0.0.1:${printer.port}`, '--print', 'badge'],
  });
  await kiosk.says(/printer is ready/);
  const { pin } = await set('pin', { set: true });
  await until(() => kiosk.kept('staff_salt') && kiosk.kept('complete') === '1', {
    what: 'the names',
  });
  await kiosk.page('desk-menu', () => kiosk.press(F6));
  await kiosk.page('desk-pin', () => kiosk.type('3'));
  await kiosk.page('desk-pin', () => kiosk.type(pin === '00000000' ? '11111111' : '00000000'));
  await kiosk.says(/a wrong PIN/);
  assert.ok(!kiosk.has('desk-search'));
  await kiosk.page('desk-search', () => kiosk.type(pin));
  const plain = `${person.last_name} ${person.first_name}`
    .normalize('NFD')
    .replace(/[^A-Za-z ]/g, '')
    .toLowerCase();
  await kiosk.page('desk-search', () => kiosk.type(plain));
  await kiosk.says(/the server took the staff's PIN/);
  // F5 at once, and once more: the badge is asked for before the day is, and only one is made.
  await kiosk.page('check-in-admitted', async () => {
    kiosk.type('\n');
    await kiosk.answered(1);
    kiosk.press(F5);
    kiosk.press(F5);
  });
  assert.deepEqual(kiosk.statuses(), ['admitted']);
  const found = (await host.get(`/api/people/${person.id}`)).json;
  assert.equal((found.person ?? found).presence, 'in');
  const job = await until(() => printer.jobs[0]?.toString('utf8'), { what: 'a new badge' });
  const fresh = job.match(/\^FDMA,([A-Z2-7]+)\^FS/)[1];
  assert.notEqual(fresh, badge);
  assert.equal(printer.jobs.length, 1);
  const ask = async (text, id) =>
    (await host.post('/api/check-ins', { scan_id: id, occurred_at: Date.now(), badge: text })).json
      .status;
  assert.deepEqual(
    [await ask(badge, 'ancien-badge'), await ask(fresh, 'nouveau-badge')],
    ['revoked', 'already_in'],
    'the lost one ends',
  );
  await kiosk.page('desk-menu', () => kiosk.press(F6));
  await kiosk.page('desk-pin', () => kiosk.type('3'));
  await kiosk.leave();
  await printer.close();
});

test('without the server names are found all the same, and whoever carries the kiosk away finds none', async () => {
  const { pin } = await set('pin', { set: true });
  const proxy = await startProxy(server.port);
  const kiosk = await door({ url: proxy.url });
  await until(() => kiosk.kept('staff_salt').length === 32, { what: 'the salt' });
  const [code] = people.filter(([one]) => one.startsWith('P'))[1];
  const {
    people: [person],
  } = (await host.get(`/api/people?q=${code}`)).json;
  proxy.set('closed');
  await kiosk.says(/the server is gone/);
  const search = async () => {
    await kiosk.page('desk-menu', () => kiosk.press(F6));
    await kiosk.page('desk-pin', () => kiosk.type('3'));
    await kiosk.page('desk-search', () => kiosk.type(pin));
    const plain = `${person.last_name} ${person.first_name}`
      .normalize('NFD')
      .replace(/[^A-Za-z ]/g, '')
      .toLowerCase();
    await kiosk.page('desk-search', () => kiosk.type(plain));
    kiosk.type('\n');
  };
  let idle = kiosk.drawn('check-in-idle');
  await search();
  assert.deepEqual(await kiosk.answered(1), ['admitted']);
  assert.equal(
    (await host.get(`/api/people?q=${code}`)).json.people[0].presence,
    'expected',
    'the server does not know yet',
  );
  await kiosk.shows('check-in-idle', idle);
  idle = kiosk.drawn('check-in-idle');
  await search();
  assert.deepEqual(
    await kiosk.answered(2),
    ['admitted', 'already_in'],
    'it knows whom it let in by name',
  );
  await kiosk.shows('check-in-idle', idle);
  await kiosk.page('desk-menu', () => kiosk.press(F6));
  await kiosk.page('desk-call', () => kiosk.type('1')); // nobody can be told: it says so
  const files = spawnSync('sh', ['-c', `cat ${kiosk.state}/journal ${kiosk.state}/cache/*`], {
    maxBuffer: 64 << 20,
  }).stdout.toString('latin1');
  for (const name of [
    person.last_name,
    Buffer.from(person.last_name).toString('latin1'),
    pin,
    '"first_name"',
  ])
    assert.ok(!files.includes(name), `${name} lies open`);
  proxy.set('open');
  await until(
    async () => (await host.get(`/api/people?q=${code}`)).json.people[0].presence === 'in',
    { what: 'the journal at the server' },
  );
  await until(async () => (await row()).health?.help_at, { what: 'the call, late' });
  const { exceptions } = (await host.get('/api/check-ins/exceptions')).json;
  assert.deepEqual(
    exceptions.filter(({ person: id }) => id === person.id).map(({ kind }) => kind),
    [],
    'one arrival, and a red that stayed red',
  );
  await kiosk.leave();
  proxy.close();
});

test('a badge closes what is open; a code that says it is a name is none', async () => {
  const kiosk = await door();
  await kiosk.page('desk-menu', () => kiosk.press(F6));
  kiosk.type(`${people.at(-1)[1]}\n`);
  assert.deepEqual(await kiosk.answered(1), ['admitted']);
  await kiosk.leave();
  const {
    people: [person],
  } = (await host.get(`/api/people?q=${people.at(-2)[0]}`)).json;
  const child = startDoor(server.url, edition.tokens.door, {
    folder: `${edition.folder}/desk-forger`,
    stdin: true,
  });
  child.child.stdin.write(`\x01person ${person.id}\n\x02\x01person ${person.id}\n`);
  assert.deepEqual(await child.answered(2), ['unreadable', 'unreadable']);
  await child.stop();
  assert.equal(
    (await host.get(`/api/people/${person.id}`)).json.presence ?? 'expected',
    'expected',
  );
});

test('a page that nobody touches closes by itself, and says so before', async () => {
  const kiosk = await door({ moved: true });
  await kiosk.page('desk-menu', () => kiosk.press(F6));
  kiosk.forget('check-in-idle');
  const open = readFileSync(kiosk.picture('desk-menu'));
  kiosk.move(50_000);
  await until(() => !readFileSync(kiosk.picture('desk-menu')).equals(open), {
    what: 'the word that it closes',
  });
  await pass(1000);
  assert.ok(!kiosk.has('check-in-idle'), 'it stays for a minute');
  kiosk.move(61_000);
  await kiosk.shows('check-in-idle');
  await kiosk.leave();
});

test('at the end the edition verifies', () => parvis(edition.folder, ['verify']));
