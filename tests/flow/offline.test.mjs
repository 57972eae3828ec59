// SPDX-License-Identifier: EUPL-1.2
// Kiosks without their server: the real programs, the network between them cut in several ways, the
// server killed. Everybody comes in; each arrival is counted once; every scan is kept.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import test, { after, before } from 'node:test';
import { signBadge } from '../harness/badge.mjs';
import { Client } from '../harness/client.mjs';
import { addDevice, copyEdition, parvis, temporaryFolder } from '../harness/edition.mjs';
import { startDoor, startProxy } from '../harness/kiosk.mjs';
import { startServer } from '../harness/server.mjs';
import { pass, until } from '../harness/until.mjs';

let edition, server, host, badges, tokens;
const proxies = [];

async function connect() {
  host?.close();
  host = new Client(server.url);
  await host.signIn(edition.users.host);
}

before(async () => {
  edition = copyEdition('offline');
  badges = [...edition.badges.values()];
  tokens = ['Porte A', 'Porte B', 'Porte C'].map((name) => addDevice(edition.folder, name, 'door'));
  server = await startServer(edition.folder);
  await connect();
});

after(async () => {
  host?.close();
  for (const proxy of proxies) proxy.close();
  await server?.stop();
});

async function network() {
  const proxy = await startProxy(server.port);
  proxies.push(proxy);
  return proxy;
}

/** Rows of the edition's database. */
function rows(sql) {
  const run = spawnSync('sqlite3', ['-json', `file:${edition.folder}/parvis.db?mode=ro`, sql], {
    encoding: 'utf8',
  });
  assert.equal(run.status, 0, run.stderr);
  return run.stdout.trim() ? JSON.parse(run.stdout) : [];
}

/** A kiosk that has everything it needs to be alone. */
async function readyKiosk(door, name, options) {
  const proxy = await network();
  const folder = temporaryFolder(`kiosk-${name}`);
  const kiosk = startDoor(proxy.url, tokens[door], { folder, stdin: true, ...options });
  await kiosk.ready();
  return { kiosk, proxy, folder };
}

const exceptions = async () => (await host.get('/api/check-ins/exceptions')).json.exceptions;
const statuses = (answers) => answers.map(({ status }) => status);
/** How many scans of these the server has. */
const counted = (answers) =>
  rows(
    `SELECT count(*) AS n FROM scan WHERE id IN (${answers.map(({ scan_id: id }) => `'${id}'`).join()})`,
  )[0].n;

/** Every journal is complete at the server: 1, 2, 3, … without a gap. */
function assertNoGaps() {
  for (const row of rows(
    'SELECT journal, count(*) AS n, max(device_seq) AS last FROM scan WHERE journal IS NOT NULL GROUP BY device_id, journal',
  ))
    assert.equal(row.n, row.last, `journal ${row.journal}`);
}

for (const [i, mode] of ['closed', 'silent', 'deaf'].entries())
  test(`the network is ${mode}: the kiosk goes on, and all is sent once when it is back`, async () => {
    const mine = badges.slice(10 * i, 10 * i + 10);
    const { kiosk, proxy } = await readyKiosk(0, mode);
    assert.equal((await kiosk.scan(mine[0])).status, 'admitted');
    proxy.set(mode);
    const answers = await kiosk.scanAll(mine.slice(1));
    assert.deepEqual([...new Set(statuses(answers))], ['admitted']);
    // How long the one waits is said in test_kiosk_door.
    assert.ok(
      answers.slice(1).every(({ asked }) => !asked),
      'one waits at most, and nobody for a server that is known to be gone',
    );
    assert.equal((await kiosk.scan(mine[1])).status, 'already_in', 'it knows whom it let in');
    proxy.set('open');
    await until(() => counted(answers) === answers.length, {
      what: 'the journal at the server',
    });
    await kiosk.end();
    assert.equal(
      rows(
        `SELECT count(*) AS n FROM scan WHERE status = 'admitted' AND id IN (${answers.map(({ scan_id: id }) => `'${id}'`).join()})`,
      )[0].n,
      answers.length,
    );
    assertNoGaps();
  });

test('the server is killed and comes back: nothing is lost, nothing is counted twice', async () => {
  const mine = badges.slice(40, 60);
  const { kiosk, proxy } = await readyKiosk(0, 'killed');
  const answers = await kiosk.scanAll(mine.slice(0, 8));
  await server.kill();
  answers.push(...(await kiosk.scanAll(mine.slice(8))));
  assert.deepEqual([...new Set(statuses(answers))], ['admitted']);
  server = await startServer(edition.folder, { at: '2017-11-20T09:15' });
  proxy.port = server.port;
  await connect();
  await until(() => counted(answers) === mine.length, { what: 'the journal at the server' });
  await kiosk.end();
  assertNoGaps();
});

test('a kiosk is switched on without its server: it knows the event, who is in, and who may come', async () => {
  const mine = badges.slice(60, 66);
  const { kiosk, proxy, folder } = await readyKiosk(1, 'cold');
  assert.equal((await kiosk.scan(mine[0])).status, 'admitted');
  await kiosk.end();
  proxy.set('closed');
  const again = startDoor(proxy.url, tokens[1], { folder, stdin: true, hold: 50 });
  const answers = await again.scanAll([mine[0], mine[1], mine[2]]);
  assert.deepEqual(statuses(answers), ['already_in', 'admitted', 'admitted']);
  const walkIn = signBadge(
    edition.folder,
    Buffer.concat([
      Buffer.from(again.kept('public_key') && serialTag(mine[0]), 'hex'),
      Buffer.from([1, 2, 3, 4, 5]),
    ]),
  );
  const forged = `${mine[3].slice(0, 60)}${mine[3][60] === 'A' ? 'B' : 'A'}${mine[3].slice(61)}`;
  assert.deepEqual(statuses(await again.scanAll([forged, 'https://example.org', walkIn])), [
    'forged',
    'unreadable',
    'admitted',
  ]);
  assert.ok(again.has('check-in-admitted'), 'green is shown');
  await again.end();
  proxy.set('open');
  const third = startDoor(proxy.url, tokens[1], { folder, stdin: true });
  await until(() => counted(answers) === 3, { what: 'the journal at the server' });
  await third.end();
  const [told] = (await exceptions()).filter(({ kind }) => kind === 'contradicted');
  assert.equal(
    told.said,
    'admitted',
    'a badge that nobody knows was let in by its signature alone',
  );
  assert.equal(told.status, 'unknown');
  assertNoGaps();
});

function serialTag(text) {
  const bits = [...text.slice(0, 8)]
    .map((sign) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(sign).toString(2).padStart(5, '0'))
    .join('');
  return bits
    .slice(8, 32)
    .match(/.{8}/g)
    .map((octet) => parseInt(octet, 2).toString(16).padStart(2, '0'))
    .join('');
}

test('two kiosks apart see the same badges: one arrival counts, the second is reported', async () => {
  const shared = badges.slice(70, 80);
  const [a, b] = await Promise.all([readyKiosk(0, 'apart-a'), readyKiosk(1, 'apart-b')]);
  a.proxy.set('closed');
  b.proxy.set('closed');
  const first = await b.kiosk.scanAll(shared.slice(0, 5)); // B sees the first half first
  first.push(...(await a.kiosk.scanAll(shared.slice(5))));
  const second = await a.kiosk.scanAll(shared.slice(0, 5));
  second.push(...(await b.kiosk.scanAll(shared.slice(5))));
  assert.deepEqual([...new Set(statuses([...first, ...second]))], ['admitted'], 'each is alone');
  a.proxy.set('open'); // A tells its story first, though B was first with half of them
  await until(() => counted([...first.slice(5), ...second.slice(0, 5)]) === 10, {
    what: 'the scans of A',
  });
  b.proxy.set('open');
  await until(() => counted([...first, ...second]) === 20, { what: 'the scans of both' });
  const twice = (await exceptions()).filter(({ kind }) => kind === 'twice');
  for (const [i, { scan_id: id }] of second.entries()) {
    const told = twice.find((row) => row.scan_id === id);
    assert.ok(told, `the second scan of badge ${i} is reported`);
    const place = i < 5 ? 'Porte B' : 'Porte A';
    assert.equal(told.first_place, place, 'the arrival that counts is the first by its own time');
    assert.equal(
      told.first_at,
      rows(`SELECT occurred_at AS at FROM scan WHERE id = '${first[i].scan_id}'`)[0].at,
    );
    const presence = rows(
      `SELECT state, first_at, place FROM presence WHERE person_id = ${told.person}`,
    )[0];
    assert.deepEqual(presence, { state: 'in', first_at: told.first_at, place });
  }
  assert.equal(
    twice.filter(({ scan_id: id }) => first.some((answer) => answer.scan_id === id)).length,
    0,
  );
  await a.kiosk.end();
  await b.kiosk.end();
  const resolved = await host.post(`/api/check-ins/exceptions/${twice[0].id}/resolution`, {});
  assert.equal(resolved.status, 200);
  assert.ok(resolved.json.exception.resolved_at > 0);
  assert.equal(
    (await host.post(`/api/check-ins/exceptions/${twice[0].id}/resolution`, {})).status,
    409,
  );
  assertNoGaps();
});

test('a return that is told before its leaving is a report for a moment only', async () => {
  const [badge] = badges.slice(80, 81);
  const a = await readyKiosk(0, 'leaving', { args: ['--exit'] });
  const b = await readyKiosk(1, 'returning');
  const c = await readyKiosk(2, 'arriving');
  for (const { proxy } of [a, b, c]) proxy.set('closed');
  // Each kiosk's clock is right up to the time that the server's word took to reach it: nobody
  // comes, goes and comes again within that, and scans that close could not be put in order.
  const arrived = await c.kiosk.scan(badge);
  await pass(1000);
  const left = await a.kiosk.scan(badge);
  await pass(1000);
  const back = await b.kiosk.scan(badge);
  assert.deepEqual(statuses([arrived, left, back]), ['admitted', 'left', 'admitted']);
  const open = async () =>
    (await exceptions()).filter(({ scan_id: id }) =>
      [arrived, back].some((answer) => answer.scan_id === id),
    ).length;
  b.proxy.set('open');
  await until(() => counted([back]) === 1, { what: 'the return' });
  c.proxy.set('open');
  await until(() => counted([arrived]) === 1, { what: 'the arrival' });
  assert.equal(await open(), 1, 'in, and in again: as far as anybody knows');
  a.proxy.set('open');
  await until(() => counted([left]) === 1, { what: 'the leaving' });
  await until(async () => (await open()) === 0, { what: 'the explanation' });
  const [presence] = rows(
    `SELECT state, place FROM presence JOIN scan ON scan.person_id = presence.person_id WHERE scan.id = '${back.scan_id}'`,
  );
  assert.deepEqual(presence, { state: 'in', place: 'Porte C' });
  for (const { kiosk } of [a, b, c]) await kiosk.end();
});

test('a kiosk that was revoked lets nobody in, though its feed is all that it heard it by', async () => {
  tokens.push(addDevice(edition.folder, 'Porte D', 'door'));
  const { kiosk, folder } = await readyKiosk(3, 'turned-away');
  assert.equal((await kiosk.scan(badges[91])).status, 'admitted');
  parvis(edition.folder, ['kiosk', 'revoke', 'Porte D']);
  await kiosk.says(/the server turns this kiosk away/);
  const answers = await kiosk.scanAll(badges.slice(92, 94));
  assert.deepEqual(statuses(answers), ['not_allowed', 'not_allowed']);
  assert.equal(counted(answers), 0);
  await kiosk.end();

  const again = startDoor(server.url, tokens[3], { folder, stdin: true });
  await again.says(/the server turns this kiosk away/);
  assert.deepEqual(statuses(await again.scanAll([badges[94]])), ['not_allowed']);
  await again.end();
});

test('a badge that is revoked while the kiosk follows is refused when it is alone', async () => {
  const code = [...edition.badges.keys()][90],
    old = edition.badges.get(code);
  const { kiosk, proxy } = await readyKiosk(2, 'revoked');
  const { people } = (await host.get(`/api/people?q=${code}`)).json;
  const issued = (await host.post(`/api/people/${people[0].id}/badges`, {})).json;
  await until(
    () =>
      kiosk.query(`SELECT count(*) FROM badge WHERE person = ${people[0].id} AND sealed <> ''`) ===
        '1' &&
      kiosk.query(`SELECT count(*) FROM badge WHERE person = ${people[0].id} AND revoked`) === '1',
    { what: 'the new badge in the roster' },
  );
  proxy.set('closed');
  assert.deepEqual(statuses(await kiosk.scanAll([old, issued.badge])), ['revoked', 'admitted']);
  proxy.set('open');
  await kiosk.end();
});

test('what the server cannot read is parked there, and what comes behind goes on', async () => {
  const door = new Client(server.url, { token: tokens[2] });
  const journal = '00112233445566ff',
    occurred_at = (await host.get('/api/status')).json.now;
  const item = (seq, more) => ({
    scan_id: `parked-${seq}-0000`,
    journal,
    seq,
    occurred_at,
    ...more,
  });
  const scans = [
    item(1, { badge: badges[100] }),
    item(2, { sealed: 'AAAA', said: 'admitted' }),
    item(3, { badge: badges[101], colour: 'red' }),
    item(4, { badge: badges[102] }),
  ];
  for (let i = 0; i < 2; i++) {
    // as often as needed
    const { answers } = (await door.post('/api/check-ins', { scans })).json;
    assert.deepEqual(statuses(answers), ['admitted', 'refused', 'refused', 'admitted']);
  }
  const parked = (await exceptions()).filter(({ kind }) => kind === 'refused');
  assert.deepEqual(
    parked.map(({ device_seq: seq, said }) => [seq, said]),
    [
      [2, 'admitted'],
      [3, null],
    ],
  );
  assert.equal(parked[0].place, 'Porte C');
  assert.match(parked[1].reason, /colour/);
  const { answers } = (
    await door.post('/api/check-ins', {
      scans: [{ ...item(4, { badge: badges[103] }), scan_id: 'another-0004' }],
    })
  ).json;
  assert.equal(answers[0].status, 'scan_id_reused', 'one place in a journal is one scan');
  door.close();
});

test('a stolen kiosk leaks no list', async () => {
  const mine = badges.slice(110, 116);
  const { kiosk, proxy } = await readyKiosk(0, 'stolen');
  await kiosk.scanAll(mine.slice(0, 3));
  proxy.set('closed');
  await kiosk.scanAll(mine.slice(3));
  await kiosk.kill(); // carried away at work
  const files = readdirSync(kiosk.state, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const bytes = files.map(({ path, name }) => readFileSync(`${path}/${name}`));
  const all = Buffer.concat(bytes).toString('latin1');
  assert.ok(all.length > 200_000);
  const people = rows('SELECT first_name, last_name, email FROM person');
  assert.ok(people.length > 200);
  // Organisations that stand in the public programme are not personal; names of people are.
  const publicText = Buffer.from((await host.get('/api/agenda')).text).toString('latin1');
  for (const { first_name: first, last_name: last, email } of people)
    for (const word of [`${first} ${last}`, last, email].filter((text) => text.length > 4)) {
      const needle = Buffer.from(word).toString('latin1');
      assert.ok(!all.includes(needle) || publicText.includes(needle), `${word} can be read`);
    }
  for (const badge of badges) assert.ok(!all.includes(badge), 'a badge can be read');
  for (const { signature } of rows('SELECT hex(signature) AS signature FROM badge LIMIT 300'))
    assert.ok(
      !all.includes(Buffer.from(signature, 'hex').toString('latin1')),
      'a signature can be read',
    );
});

test('at the end the edition verifies', () => parvis(edition.folder, ['verify']));
