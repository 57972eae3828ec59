// SPDX-License-Identifier: EUPL-1.2
// The real server's answers against schemas/: every documented route, who may use it, its errors,
// caching, the feed. One edition, one server; what needs another hour or a fresh start makes its
// own.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import http from 'node:http';
import test, { after, before } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { decodeBadge, encodeBadge, signBadge, verifyBadge } from '../harness/badge.mjs';
import { copyEdition, deviceRoles, userRoles } from '../harness/edition.mjs';
import { FeedState, follow } from '../harness/feed.mjs';
import { kinds, lists } from '../harness/kinds.mjs';
import { assertSchema, operations } from '../harness/schemas.mjs';
import { startServer } from '../harness/server.mjs';
import { givePin, staffKey } from '../harness/staff.mjs';
import { CheckedClient, seen } from './checked.mjs';
import { consoleTests } from './console_routes.mjs';
import { deskTests } from './desk_routes.mjs';
import { attendeeTests } from './attendees.mjs';
import { kioskTests } from './kiosks.mjs';

let edition, server, anyone, opening;
const by = {}; // role → client

async function signedIn(role, options) {
  const client = new CheckedClient(server.url, options);
  await client.signIn(edition.users[role]);
  return client;
}

before(async () => {
  edition = copyEdition('contract');
  server = await startServer(edition.folder);
  anyone = new CheckedClient(server.url);
  for (const role of userRoles) by[role] = await signedIn(role);
  for (const role of deviceRoles)
    by[role] = new CheckedClient(server.url, { token: edition.tokens[role] });
  // The door of these tests is the staff's: it searches people.
  const door = (await by.host.get('/api/kiosks')).json.kiosks.find(({ role }) => role === 'door');
  assert.equal((await by.organiser.post(`/api/kiosks/${door.id}/pin`, { set: true })).status, 200);
  by.door.shown = await givePin(by.door, staffKey(edition.folder, door.id));
  opening = (await anyone.get('/api/agenda')).json.edition.opens_at;
});

after(async () => {
  for (const client of [anyone, ...Object.values(by)]) client?.close();
  await server?.stop();
});

const codes = () => [...edition.badges.keys()];
/** A person by the organisers' own code. */
async function personOf(code) {
  const { people } = (await by.host.get(`/api/people?q=${code}`)).json;
  return people.find((person) => person.code === code) ?? assert.fail(`${code} is not found`);
}
const now = async () => (await by.viewer.get('/api/status')).json.now;
async function scan(client, scanned) {
  const answer = await client.post('/api/check-ins', {
    scan_id: randomUUID(),
    occurred_at: await now(),
    ...scanned,
  });
  assert.equal(answer.status, 200, answer.text);
  return answer.json;
}

// ---- reading ----

for (const path of ['agenda', 'pitches', 'stands', 'demonstrations', 'meetings'])
  test(`/api/${path}: a document with ETag, 304, gzip and HEAD`, async () => {
    const url = `/api/${path}`;
    const plain = await by.viewer.get(url);
    const etag = plain.headers.etag;
    assert.match(etag, /^"[^"]+"$/, 'strong');
    const again = await by.viewer.get(url, { headers: { 'if-none-match': `"other", ${etag}` } });
    assert.equal(again.status, 304);
    assert.equal(again.headers.etag, etag);
    const changed = await by.viewer.get(url, { headers: { 'if-none-match': '"other"' } });
    assert.equal(changed.status, 200);
    const packed = await by.viewer.get(url, { headers: { 'accept-encoding': 'br;q=0.1, gzip' } });
    if (plain.bytes.length > 2000) {
      assert.match(plain.headers.vary ?? '', /accept-encoding/i);
      assert.equal(packed.headers['content-encoding'], 'gzip');
      assert.notEqual(packed.headers.etag, etag, 'another form has another tag');
      assert.deepEqual(gunzipSync(packed.bytes), plain.bytes);
      assert.ok(packed.bytes.length < plain.bytes.length / 2);
      const kept = await by.viewer.get(url, {
        headers: { 'accept-encoding': 'gzip', 'if-none-match': packed.headers.etag },
      });
      assert.equal(kept.status, 304);
    }
    const refused = await by.viewer.get(url, { headers: { 'accept-encoding': 'gzip;q=0' } });
    assert.equal(refused.headers['content-encoding'], undefined);
    const head = await by.viewer.request('HEAD', url);
    assert.equal(head.status, 200);
    assert.equal(Number(head.headers['content-length']), plain.bytes.length);
    assert.equal(head.bytes.length, 0);
  });

test('the agenda is the edition: nine pitches, and whoever stands in it by name', async () => {
  const { json } = await anyone.get('/api/agenda');
  assert.equal(json.pitches.length, 9);
  assert.deepEqual(
    json.pitches.map((pitch) => pitch.position).sort((a, b) => a - b),
    [1, 2, 3, 4, 5, 6, 7, 8, 9],
  );
  const named = new Set(json.organisations.map((organisation) => organisation.id));
  for (const list of ['pitches', 'demonstrations', 'meetings', 'stands'])
    for (const row of json[list])
      if (row.company !== null) assert.ok(named.has(row.company), `${list} ${row.id}`);
  const sessions = new Set(json.sessions.map((session) => session.id));
  for (const row of [...json.pitches, ...json.demonstrations]) assert.ok(sessions.has(row.session));
});

test('the public documents tell no person’s name and no planned meeting', async () => {
  const people = (await by.door.get('/api/people?q=P0001')).json.people;
  assert.equal(people[0].code, 'P0001', 'the exact one comes first');
  const text = (await anyone.get('/api/agenda')).text;
  for (const person of people) assert.ok(!text.includes(`"${person.last_name}"`));
  assert.ok(!text.includes('"planned"'));
});

test('status counts everyone, and every device', async () => {
  const { json } = await by.viewer.get('/api/status');
  assert.equal(json.pitches.total, 9);
  assert.equal(json.devices.length, deviceRoles.length);
  assert.ok(
    Math.abs(json.now - opening - 5 * 60_000) < 10 * 60_000,
    'the event’s clock is 09:05 and some',
  );
});

test('me tells who is signed in, and the CSRF token again', async () => {
  for (const role of userRoles) {
    const { json } = await by[role].get('/api/me');
    assert.equal(json.user.role, role);
    assert.equal(json.csrf, by[role].csrf);
  }
  assert.equal((await anyone.get('/api/me')).status, 401);
});

test('metrics are Prometheus text', async () => {
  const answer = await anyone.get('/metrics');
  assert.match(answer.headers['content-type'], /^text\/plain; *version=0\.0\.4/);
  const sample = /^[a-zA-Z_:][\w:]*(\{[^}]*\})? [-+0-9.eEnaifNI]+( \d+)?$/;
  const lines = answer.text.trim().split('\n');
  for (const line of lines) assert.ok(/^# (HELP|TYPE) \w+ ./.test(line) || sample.test(line), line);
  assert.ok(lines.length > 5);
});

test('healthz says ok', async () => assert.equal((await anyone.get('/healthz')).json.status, 'ok'));

// ---- people ----

test('people are found by beginnings, without accents, with a typing error', async () => {
  const known = await personOf('P0001');
  const fold = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const queries = [
    `${known.first_name} ${known.last_name}`,
    fold(known.last_name),
    fold(known.last_name).slice(0, 3),
  ];
  for (const q of queries) {
    const { people } = (await by.host.get(`/api/people?q=${encodeURIComponent(q)}`)).json;
    assert.ok(
      people.some((person) => person.id === known.id),
      q,
    );
  }
  const typo = fold(known.first_name);
  const wrong = `${typo.slice(0, 2)}${typo[3]}${typo[2]}${typo.slice(4)} ${fold(known.last_name)}`;
  const { people } = (await by.host.get(`/api/people?q=${encodeURIComponent(wrong)}`)).json;
  assert.ok(
    people.some((person) => person.id === known.id),
    wrong,
  );
  assert.equal((await by.host.get('/api/people?q=a&limit=3')).json.people.length, 3);
  assert.deepEqual((await by.host.get('/api/people?q=zzzzzzzzqqqq')).json.people, []);
});

test('one person: badges, the day, the QR code', async () => {
  const { id } = await personOf('P0001');
  const person = (await by.door.get(`/api/people/${id}`)).json;
  assert.equal(person.badges.length, 1);
  assert.equal(
    person.badges[0].serial,
    decodeBadge(edition.badges.get('P0001')).toString('hex', 1, 9),
  );
  const day = (await by.host.get(`/api/people/${id}/agenda`)).json;
  assert.equal(day.person, id);
  assert.ok(day.jury.length > 0, 'P0001 sits in the jury');
  for (const meeting of day.meetings) assert.equal(meeting.buyer, id);
  assert.deepEqual(
    day.organisations.map((organisation) => organisation.id),
    day.meetings.map(({ company }) => company),
  );
  const drawing = await by.host.get(`/api/people/${id}/badge.svg`);
  assert.match(drawing.text, /<svg[\s\S]*<\/svg>\s*$/);
  for (const path of ['', '/agenda', '/badge.svg'])
    assert.equal((await by.host.get(`/api/people/999999${path}`)).status, 404);
});

test('a walk-in gets a badge that opens the door, a second badge closes the first', async () => {
  const made = await by.door.post('/api/people', {
    first_name: 'Zoé',
    last_name: 'Lefèvre-Öztürk',
    organisation: 'Ville de Roubaix',
    role: 'visitor',
    position: 'Chargée de mission',
    email: 'zoe@ville-de-roubaix.example',
    language: 'fr',
  });
  assert.equal(made.status, 201, made.text);
  const { person, badge } = made.json;
  assert.equal(person.role, 'visitor');
  assert.deepEqual([person.organisation, person.affiliation], [null, 'Ville de Roubaix']);
  const corrected = await by.host.post(`/api/people/${person.id}`, {
    organisation: person.affiliation,
    affiliation: '',
  });
  assert.equal(corrected.json.person.organisation.name, 'Ville de Roubaix', 'a host says so');
  assert.equal(corrected.json.person.affiliation, '');
  const key = (await anyone.get('/api/agenda')).json.edition.public_key;
  assert.ok(verifyBadge(badge, key), 'signed by the edition');
  assert.equal((await scan(by.door, { badge })).status, 'admitted');
  const second = await by.host.post(`/api/people/${person.id}/badges`, {});
  assert.equal(second.status, 201, second.text);
  assert.equal(second.json.revoked.length, 1);
  assert.equal((await scan(by.door, { badge })).status, 'revoked');
  assert.equal((await scan(by.door, { badge: second.json.badge })).status, 'already_in');
  const [last] = (await by.host.get(`/api/people/${person.id}`)).json.badges.filter(
    (row) => row.revoked_at === null,
  );
  assert.equal((await by.host.post(`/api/badges/${last.id}/revocation`, {})).status, 200);
  assert.equal((await scan(by.door, { badge: second.json.badge })).status, 'revoked');
  const alone = await by.host.post('/api/people', {
    first_name: 'Ada',
    last_name: 'Lovelace',
    role: 'speaker',
  });
  assert.equal(alone.json.person.organisation, null);
  assert.equal(
    (await by.host.post(`/api/badges/${last.id}/revocation`, {})).status,
    409,
    'withdrawn before',
  );
  for (const [field, value] of [
    ['role', 'king'],
    ['language', 'xx'],
    ['email', 'nobody'],
    ['first_name', '  '],
  ]) {
    const wrong = await by.host.post('/api/people', {
      first_name: 'Ada',
      last_name: 'Lovelace',
      role: 'press',
      [field]: value,
    });
    assert.equal(wrong.status, 422);
    assert.equal(wrong.json.field, field);
  }
  assert.equal((await by.host.post('/api/badges/999999/revocation', {})).status, 404);
  assert.equal((await by.host.post('/api/people/999999/badges', {})).status, 404);
});

// ---- check-in ----

test('every verdict of the door that this hour can give', async () => {
  const [genuine] = edition.badges.values();
  const bytes = decodeBadge(genuine);
  const forged = Buffer.from(bytes),
    foreign = Buffer.from(bytes),
    serial = Buffer.from(bytes.subarray(1, 9));
  forged[40] ^= 1;
  foreign[1] ^= 0xff;
  serial[7] ^= 1;
  const cases = [
    [{ badge: genuine }, 'admitted'],
    [{ badge: genuine }, 'already_in'],
    [{ badge: genuine, direction: 'out' }, 'left'],
    [{ badge: genuine, direction: 'out' }, 'not_in'],
    [{ badge: ` ${genuine.toLowerCase()}\n` }, 'returned'],
    [{ badge: 'https://example.org' }, 'unreadable'],
    [{ badge: encodeBadge(forged) }, 'forged'],
    [{ badge: encodeBadge(foreign) }, 'wrong_edition'],
    [{ badge: signBadge(edition.folder, serial) }, 'unknown'],
  ];
  let first;
  for (const [asked, status] of cases) {
    const answer = await scan(by.door, asked);
    assert.equal(answer.status, status);
    if (status === 'admitted') first = answer;
    if (status === 'already_in')
      assert.deepEqual(answer.first, { at: answer.first.at, place: 'Borne door' });
    else assert.equal(answer.first, null);
    assert.equal(
      answer.person === null,
      ['unreadable', 'forged', 'wrong_edition', 'unknown'].includes(status),
    );
    assert.ok(answer.say.fr !== answer.say.en);
  }
  assert.ok(first.say.fr.includes(first.person.last_name));
});

test('the same scan sent again gets the same answer; the same id for another scan does not', async () => {
  const badge = edition.badges.get(codes()[1]);
  const asked = { scan_id: randomUUID(), badge, occurred_at: await now(), direction: 'in' };
  const one = await by.door.post('/api/check-ins', asked);
  const two = await by.door.post('/api/check-ins', asked);
  assert.equal(one.json.status, 'admitted');
  assert.equal(two.text, one.text);
  const other = await by.door.post('/api/check-ins', { ...asked, direction: 'out' });
  assert.equal(other.json.status, 'scan_id_reused');
});

test('a kiosk’s roster: a page, people by id, nothing that can be read', async () => {
  const page = await by.door.get('/api/roster');
  assert.equal(page.json.rows.length, 64);
  const second = await by.door.get(`/api/roster?from=${page.json.next}`);
  assert.ok(second.json.rows.every(({ badge }) => badge > page.json.next));
  const person = await personOf(codes()[12]);
  const { rows } = (await by.door.get(`/api/roster?people=${person.id}`)).json;
  assert.ok(rows.length >= 1 && rows.every((row) => row.person === person.id));
  assert.ok(!page.text.includes(person.last_name));
  for (const query of [
    'people=',
    'people=a',
    'people=0',
    `people=${Array(17).fill(1).join()}`,
    'from=x',
    'from=',
  ])
    assert.equal((await by.door.get(`/api/roster?${query}`)).status, 422, query);
  assert.equal((await by.screen.get('/api/roster')).status, 403);
});

test('a scan that a kiosk judged alone, and one that cannot be read, are there to be looked at', async () => {
  const badge = edition.badges.get(codes()[13]),
    occurred_at = await now();
  const item = (seq, more) => ({
    scan_id: `contract-alone-${seq}`,
    journal: '0123456789abcdef',
    seq,
    occurred_at,
    device_at: 5,
    ...more,
  });
  const scans = [
    item(1, { badge, said: 'admitted' }),
    item(2, { badge, said: 'admitted' }),
    item(3, { sealed: 'AAAA' }),
  ];
  const { answers } = (await by.door.post('/api/check-ins', { scans })).json;
  assert.deepEqual(
    answers.map(({ status }) => status),
    ['admitted', 'already_in', 'refused'],
  );
  const told = (await by.host.get('/api/check-ins/exceptions')).json.exceptions;
  assert.deepEqual(
    told.map(({ kind, device_seq: seq }) => [kind, seq]),
    [
      ['twice', 2],
      ['refused', 3],
    ],
  );
  assert.equal((await by.viewer.get('/api/check-ins/exceptions')).status, 403, 'names are in it');
  const path = `/api/check-ins/exceptions/${told[0].id}/resolution`;
  assert.equal((await by.host.post(path, {})).status, 200);
  assert.equal((await by.host.post(path, {})).status, 409);
  assert.equal((await by.host.post('/api/check-ins/exceptions/9999/resolution', {})).status, 404);
  const post = async (more) => (await by.door.post('/api/check-ins', item(9, more))).status;
  assert.equal(await post({ badge, said: 'welcome' }), 422, 'no such status');
  assert.equal(await post({ badge, seq: undefined }), 422, 'a journal without a place');
  assert.equal(await post({ badge, sealed: 'AAAA' }), 422, 'two things at once');
  assert.equal(
    (await by.host.post('/api/check-ins', item(10, { badge }))).status,
    422,
    'a user has no journal',
  );
});

test('somebody is let in by name, and that scan is annulled once', async () => {
  const { id } = await personOf(codes()[2]);
  const answer = await scan(by.host, { person: id });
  assert.equal(answer.status, 'admitted');
  const path = `/api/check-ins/${answer.scan_id}/annulment`;
  const annulled = await by.host.post(path, {});
  assert.equal(annulled.status, 200, annulled.text);
  assert.equal(annulled.json.presence, 'expected');
  assert.equal((await by.host.post(path, {})).status, 409);
  assert.equal((await by.host.post('/api/check-ins/no-such-scan-id/annulment', {})).status, 404);
  assert.equal((await scan(by.host, { person: 999999 })).status, 'unknown');
});

test('a batch is answered item by item, and a malformed item disturbs nobody', async () => {
  const at = await now();
  const scans = [
    { scan_id: randomUUID(), badge: edition.badges.get(codes()[3]), occurred_at: at },
    { scan_id: randomUUID(), badge: 7, occurred_at: at },
    { badge: 'x', occurred_at: at },
    'nonsense',
    { scan_id: randomUUID(), badge: edition.badges.get(codes()[4]), occurred_at: at },
    { scan_id: randomUUID(), badge: edition.badges.get(codes()[4]), occurred_at: at },
  ];
  const answer = await by.door.post('/api/check-ins', { scans });
  assert.equal(answer.status, 200, answer.text);
  assert.deepEqual(
    answer.json.answers.map((item) => item.status),
    ['admitted', 'refused', 'refused', 'refused', 'admitted', 'already_in'],
  );
  assert.equal(answer.json.answers[1].field, 'badge');
  assert.equal(answer.json.answers[2].scan_id, null);
});

for (const [hour, status] of [
  ['07:30', 'not_yet_open'],
  ['17:30', 'closed'],
])
  test(`at ${hour} the door answers ${status}`, async () => {
    const other = copyEdition('hour', { plan: false });
    const house = await startServer(other.folder, { at: `2017-11-20T${hour}` });
    const door = new CheckedClient(house.url, { token: other.tokens.door });
    const viewer = new CheckedClient(house.url);
    await viewer.signIn(other.users.viewer);
    const occurred_at = (await viewer.get('/api/status')).json.now;
    const answer = await door.post('/api/check-ins', {
      scan_id: randomUUID(),
      badge: [...other.badges.values()][0],
      occurred_at,
    });
    assert.equal(answer.json.status, status);
    door.close();
    viewer.close();
    await house.stop();
  });

// ---- bodies that are not what was declared ----

test('a body’s faults are named: 400, 413, 415, 422', async () => {
  const good = { scan_id: randomUUID(), badge: 'x', occurred_at: 1 };
  const post = (json) => by.door.post('/api/check-ins', json);
  for (const [body, field] of [
    [{ ...good, scan_id: 'short' }, 'scan_id'],
    [{ ...good, scan_id: 'x'.repeat(65) }, 'scan_id'],
    [{ ...good, scan_id: 'a_b c d e f' }, 'scan_id'],
    [{ ...good, occurred_at: '1' }, 'occurred_at'],
    [{ ...good, occurred_at: 1.5 }, 'occurred_at'],
    [{ ...good, direction: 'up' }, 'direction'],
    [{ ...good, colour: 'red' }, 'colour'],
    [{ badge: 'x', occurred_at: 1 }, 'scan_id'],
  ]) {
    const answer = await post(body);
    assert.equal(answer.status, 422, JSON.stringify(body));
    assert.equal(answer.json.field, field);
  }
  assert.equal(
    (await post({ scan_id: randomUUID(), occurred_at: 1 })).status,
    422,
    'neither badge nor person',
  );
  assert.equal((await post({ ...good, person: 1 })).status, 422, 'both');
  assert.equal((await post({ scans: Array(257).fill(good) })).status, 422, 'too many');
  const raw = (body, headers = {}) =>
    by.door.request('POST', '/api/check-ins', {
      body,
      headers: { 'content-type': 'application/json', ...headers },
    });
  for (const bytes of ['', '{', '{"a":1}}', '\u0000', `{"scan_id":"${'\\ud800'}"}`]) {
    const { status } = await raw(bytes);
    assert.ok(status === 400 || status === 422, `${JSON.stringify(bytes)} → ${status}`);
  }
  assert.equal((await raw('{"scan_id":"a","scan_id":"b"}')).status, 422, 'a member given twice');
  assert.equal((await raw('[]')).status < 500, true);
  assert.equal((await raw('{}', { 'content-type': 'text/plain' })).status, 415);
  assert.equal((await raw('{}', { 'content-type': null })).status, 415);
  const large = await new CheckedClient(server.url)
    .request('POST', '/api/sessions', {
      body: JSON.stringify({ user: 'a', password: 'b'.repeat(100_000) }),
      headers: { 'content-type': 'application/json' },
    })
    .catch((error) => error);
  assert.ok(
    large.status === 413 || /EPIPE|ECONNRESET/.test(large.code),
    String(large.status ?? large),
  );
});

test('routes that do not exist: 404; methods that do not: 405 with Allow', async () => {
  for (const path of ['/api/nothing', '/api/people/1/nothing', '/api/']) {
    const answer = await by.organiser.get(path);
    assert.equal(answer.status, 404, path);
    assertSchema('problem', answer.json, path);
  }
  for (const [method, path, allow] of [
    ['DELETE', '/api/agenda', 'GET'],
    ['POST', '/api/stands', 'GET'],
    ['PUT', '/api/people', 'POST'],
  ]) {
    const answer = await by.organiser.request(method, path);
    assert.equal(answer.status, 405, `${method} ${path}`);
    assert.match(answer.headers.allow, new RegExp(`\\b${allow}\\b`));
    assertSchema('problem', answer.json, path);
  }
  const options = await anyone.request('OPTIONS', '/api/agenda');
  assert.equal(options.status, 204);
  assert.match(options.headers.allow, /GET/);
});

test('an id that is no number names nothing', async () => {
  for (const id of ['0', '-1', 'abc', '1.5', '99999999999999999999', '%00'])
    assert.ok([400, 404, 422].includes((await by.host.get(`/api/people/${id}`)).status), id);
});

// ---- steering ----

/** What a host does when two pitches shall change places and their companies have meetings then. */
async function cancelMeetings(...companies) {
  for (const { id, company, state } of (await by.host.get('/api/meetings')).json.meetings)
    if (companies.includes(company) && state === 'planned')
      assert.equal(
        (await by.host.post(`/api/meetings/${id}/state`, { to: 'cancelled' })).status,
        200,
      );
}

test('a pitch goes through its life; what the state forbids is 409', async () => {
  const [first, second, third, fourth] = (await anyone.get('/api/pitches')).json.pitches.sort(
    (a, b) => a.position - b.position,
  );
  const move = (pitch, to) => by.host.post(`/api/pitches/${pitch.id}/state`, { to });
  const next = async () => (await by.host.post('/api/pitches/next', {})).json.pitch;
  assert.equal((await next()).id, first.id);
  assert.equal((await move(second, 'on_stage')).status, 409, 'one on stage at a time');
  assert.equal(
    (await move(first, 'ready')).status === 200 ? (await move(first, 'on_stage')).status : 200,
    200,
  );
  const longer = await by.host.post(`/api/pitches/${first.id}/time`, { minutes: 2 });
  assert.equal(longer.json.pitch.pitch_ms, first.pitch_ms + 120_000);
  assert.equal((await by.host.post(`/api/pitches/${first.id}/time`, { minutes: 11 })).status, 422);
  assert.equal(
    (await by.host.post(`/api/pitches/${second.id}/time`, { minutes: 1 })).status,
    409,
    'not running',
  );
  assert.equal((await next()).state, 'questions');
  assert.equal((await next()).state, 'done');
  const refused = await by.host.post('/api/pitches/swap', { a: third.id, b: fourth.id });
  // they are elsewhere then
  if (refused.status === 409) await cancelMeetings(third.company, fourth.company);
  const swapped =
    refused.status === 200
      ? refused
      : await by.host.post('/api/pitches/swap', { a: third.id, b: fourth.id });
  assert.equal(swapped.status, 200, swapped.text);
  const positions = Object.fromEntries(
    (await anyone.get('/api/pitches')).json.pitches.map((pitch) => [pitch.id, pitch.position]),
  );
  assert.deepEqual([positions[third.id], positions[fourth.id]], [fourth.position, third.position]);
  assert.equal(
    (await by.host.post('/api/pitches/swap', { a: first.id, b: fourth.id })).status,
    409,
    'one is done',
  );
  assert.ok(
    [404, 422].includes(
      (await by.host.post('/api/pitches/swap', { a: 999999, b: fourth.id })).status,
    ),
  );
  assert.equal((await by.host.post('/api/pitches/999999/state', { to: 'done' })).status, 404);
  assert.equal((await by.host.post('/api/pitches/999999/time', { minutes: 1 })).status, 404);
  assert.equal((await move(second, 'nowhere')).status, 422);
});

/** The plan is full: before a meeting moves, its buyer and its company each cancel another one of
 * that slot. The moved meeting. */
async function moveOne(meetings) {
  for (const one of meetings)
    for (const his of meetings.filter(
      ({ buyer, slot }) => buyer === one.buyer && slot !== one.slot,
    )) {
      const theirs = meetings.find(
        ({ company, slot }) => company === one.company && slot === his.slot,
      );
      if (!theirs) continue;
      const move = () => by.host.post(`/api/meetings/${one.id}/slot`, { slot: his.slot });
      for (const { id } of [his, theirs]) {
        const full = await move();
        assert.equal(full.status, 409, full.text);
        assert.ok(full.json.title.length > 10, 'the reason is told');
        assert.equal(
          (await by.host.post(`/api/meetings/${id}/state`, { to: 'cancelled' })).status,
          200,
        );
      }
      const answer = await move();
      assert.equal(answer.status, 200, answer.text);
      return answer.json.meeting;
    }
  return assert.fail('no two meetings of one buyer and one company in one slot');
}

test('meetings are added, moved, and walk through their states', async () => {
  const { meetings } = (await by.host.get('/api/meetings')).json;
  const planned = meetings.filter((meeting) => meeting.state === 'planned');
  assert.ok(planned.length > 20, `${planned.length} planned meetings`);
  const [one, other] = planned;
  const clash = planned.find((meeting) => meeting.buyer === one.buyer && meeting.slot !== one.slot);
  if (clash)
    assert.equal(
      (await by.host.post(`/api/meetings/${one.id}/slot`, { slot: clash.slot })).status,
      409,
    );
  const moved = await moveOne(planned.slice(4));
  assert.equal(
    (await by.host.get('/api/meetings')).json.meetings.find(({ id }) => id === moved.id).slot,
    moved.slot,
  );
  const walk = async (meeting, to) =>
    (await by.host.post(`/api/meetings/${meeting.id}/state`, { to })).status;
  const called = async () =>
    (await by.screen.get('/api/meetings/called')).json.meetings.find(({ id }) => id === other.id);
  const buyer = (await by.host.get(`/api/people/${other.buyer}`)).json;
  const stand = (await anyone.get('/api/stands')).json.stands.find(
    ({ company }) => company === other.company,
  );
  const { kiosks } = (await by.host.get('/api/kiosks')).json;
  const itsKiosk = kiosks.find(({ name }) => name === 'Borne stand').id;
  assert.equal(
    (await by.stand.get(`/api/stands/${stand.id}/meetings`)).status,
    403,
    'no stand was given to it yet',
  );
  const put = await by.organiser.post(`/api/kiosks/${itsKiosk}/settings`, { stand: stand.id });
  assert.equal(put.status, 200, put.text);
  const atStand = async () =>
    (await by.stand.get(`/api/stands/${stand.id}/meetings`)).json.meetings.find(
      ({ id }) => id === other.id,
    );
  assert.equal(await called(), undefined, 'nobody is named before they are called');
  const { first_name, organisation, slot } = await atStand();
  assert.deepEqual(
    { first_name, organisation, slot },
    { first_name: '', organisation: buyer.organisation.name, slot: other.slot },
  );
  assert.equal((await by.stand.get('/api/stands/999999/meetings')).status, 404);
  for (const to of ['called', 'running']) {
    assert.equal(await walk(other, to), 200, to);
    assert.deepEqual(await called(), { id: other.id, first_name: buyer.first_name });
    assert.equal((await atStand()).first_name, buyer.first_name, to);
  }
  assert.equal(await walk(other, 'done'), 200);
  assert.equal(await called(), undefined, 'nor when it is over');
  assert.equal(
    (await by.host.post(`/api/meetings/${other.id}/slot`, { slot: 0 })).status,
    409,
    'it is over',
  );
  const third = planned[2];
  assert.equal(await walk(third, 'cancelled'), 200);
  const back = await by.host.post('/api/meetings', {
    buyer: third.buyer,
    company: third.company,
    slot: third.slot,
  });
  assert.equal(back.status, 200, back.text);
  assert.equal(back.json.meeting.state, 'planned');
  const twice = await by.host.post('/api/meetings', {
    buyer: third.buyer,
    company: third.company,
    slot: third.slot,
  });
  assert.equal(twice.status, 409);
  assert.equal((await by.host.post('/api/meetings/999999/state', { to: 'called' })).status, 404);
  assert.equal((await by.host.post('/api/meetings/999999/slot', { slot: 1 })).status, 404);
  assert.equal(await walk(planned[3], 'asleep'), 422);
});

test('a stand is freed, given, refused when it lacks something, overridden with a motive', async () => {
  const { stands } = (await anyone.get('/api/stands')).json;
  const pitching = new Set(
    (await anyone.get('/api/pitches')).json.pitches.map((pitch) => pitch.company),
  );
  const given = stands.filter((stand) => stand.company !== null && !pitching.has(stand.company));
  const [stand] = given;
  const kept = await by.host.post(`/api/stands/${stand.id}/company`, { company: null });
  assert.equal(kept.status, 409, 'who does not pitch would be nowhere');
  const free = await by.host.post(`/api/stands/${stand.id}/company`, {
    company: null,
    motive: 'La société est repartie.',
  });
  assert.equal(free.status, 200, free.text);
  assert.equal(free.json.stand.company, null);
  const back = await by.host.post(`/api/stands/${stand.id}/company`, { company: stand.company });
  assert.equal(back.status, 200, back.text);
  const taken = await by.host.post(`/api/stands/${given[1].id}/company`, {
    company: stand.company,
  });
  assert.equal(taken.status, 409, 'one stand a company, one company a stand');
  assert.equal((await by.host.post('/api/stands/999999/company', { company: null })).status, 404);
  assert.equal(
    (await by.host.post(`/api/stands/${stand.id}/company`, { company: 'x' })).status,
    422,
  );
});

test('a notice goes up and comes down', async () => {
  const made = await by.host.post('/api/notices', {
    fr: 'Le déjeuner est servi.',
    en: 'Lunch is served.',
    minutes: 15,
  });
  assert.equal(made.status, 200, made.text);
  const { id } = made.json.notice;
  assert.ok((await anyone.get('/api/agenda')).json.notices.some((notice) => notice.id === id));
  assert.ok((await by.host.delete(`/api/notices/${id}`)).status < 300);
  assert.ok(!(await anyone.get('/api/agenda')).json.notices.some((notice) => notice.id === id));
  assert.equal((await by.host.delete(`/api/notices/${id}`)).status, 404);
  assert.equal((await by.host.post('/api/notices', { fr: 'x', en: 'y', minutes: 0 })).status, 422);
});

// ---- the feed ----

const schemaOf = { hello: 'hello', change: 'change', snapshot: 'agenda', clock: 'clock' };
function checkEvents(reader) {
  for (const { event, json } of reader.events)
    if (schemaOf[event]) assertSchema(schemaOf[event], json, `event ${event}`);
}

test('the feed: hello, a snapshot, then every change to its audience, each as described', async () => {
  const open = follow(server.url),
    staff = follow(server.url, { cookie: by.host.cookie });
  const response = await open.opened;
  await staff.opened;
  assert.equal(response.statusCode, 200);
  assert.match(response.headers['content-type'], /^text\/event-stream/);
  assert.match(response.headers['cache-control'], /no-store/);
  const isSnapshot = ({ event }) => event === 'snapshot';
  await open.wait(isSnapshot, { what: 'a snapshot' });
  await staff.wait(isSnapshot, { what: 'a snapshot' });
  assert.deepEqual([open.events[0].event, open.events[0].json.audience], ['hello', 'public']);
  assert.equal(staff.events[0].json.audience, 'host');
  const badge = edition.badges.get(codes()[5]);
  assert.equal((await scan(by.door, { badge })).status, 'admitted');
  await scan(by.door, { badge });
  const notice = (await by.host.post('/api/notices', { fr: 'Un', en: 'One', minutes: 5 })).json
    .notice;
  const isNotice = ({ event, json }) =>
    event === 'change' && json.kind === 'notice' && json.id === notice.id;
  await open.wait(isNotice, { what: 'the notice' });
  await staff.wait(isNotice, { what: 'the notice' });
  checkEvents(open);
  checkEvents(staff);
  const kindsOf = (reader) =>
    new Set(reader.events.filter(({ event }) => event === 'change').map(({ json }) => json.kind));
  assert.ok(kindsOf(staff).has('presence') && kindsOf(staff).has('scan'));
  for (const kind of kindsOf(open)) assert.ok(kinds.get(kind).public, `${kind} is for staff`);
  for (const { id, event, json } of staff.events)
    if (event === 'change') assert.equal(Number(id), json.seq);
  const last = staff.events.at(-1).json.seq;
  const before = staff.events.findLast(isNotice).json.seq - 1;
  open.close();
  staff.close();

  const up = follow(server.url, { after: last, cookie: by.host.cookie });
  await up.wait(({ event }) => event === 'hello');
  const missed = follow(server.url, {
    after: 0,
    lastEventId: before,
    cookie: by.host.cookie,
  });
  await missed.wait(isNotice, { what: 'what was missed since Last-Event-ID' });
  assert.ok(!missed.events.some(isSnapshot), 'Last-Event-ID wins over after');
  assert.ok(!up.events.some(isSnapshot), 'who is up to date gets no snapshot');
  const future = follow(server.url, { after: last + 1_000_000 });
  await future.wait(isSnapshot, { what: 'a snapshot for who is ahead of us' });
  for (const reader of [up, missed, future]) reader.close();
});

test('what the feed told is what the documents say', async () => {
  const reader = follow(server.url),
    state = new FeedState();
  await reader.wait(({ event }) => event === 'snapshot');
  await by.host.post('/api/pitches/next', {});
  await by.host.post('/api/pitches/next', {});
  const { notice } = (await by.host.post('/api/notices', { fr: 'Repère', en: 'Mark', minutes: 5 }))
    .json;
  await reader.wait(
    ({ event, json }) => event === 'change' && json.kind === 'notice' && json.id === notice.id,
  );
  const agenda = (await anyone.get('/api/agenda')).json;
  for (const event of reader.events) state.take(event);
  for (const [kind, list] of lists)
    assert.deepEqual(
      state.rows(kind),
      agenda[list].sort((a, b) => a.id - b.id),
      list,
    );
  reader.close();
});

test('the feed refuses an `after` that is no seq', async () => {
  for (const after of ['abc', '-5', '1e3']) {
    const reader = follow(server.url, { query: `?after=${after}` });
    const { statusCode } = await reader.opened;
    assert.equal(statusCode, 400, after);
    reader.close();
  }
});

test('the heartbeat comes every 15 seconds', async () => {
  const reader = follow(server.url);
  await reader.wait(({ event }) => event === 'clock', { what: 'a clock event' });
  checkEvents(reader);
  reader.close();
});

// ---- kiosks ----

// These want everybody there, and no plan that another test began.
consoleTests(by, signedIn);
deskTests(by, async (account) => {
  const client = new CheckedClient(server.url);
  await client.signIn(account);
  return client;
});
kioskTests(() => ({ server, by, anyone, badges: edition.badges, edition }));

// ---- attendees, exports ----

attendeeTests(() => ({ server, edition, by, anyone }));

// ---- who may ----

const concrete = (path) =>
  path.replace('{scan_id}', 'no-such-scan-id').replace(/\{\w+\}/g, '999999');

function status(client, { method, path }) {
  if (path.endsWith('/feed')) {
    const reader = follow(server.url, { path, token: client.token, cookie: client.cookie });
    return reader.opened.then((response) => {
      reader.close();
      return response.statusCode;
    });
  }
  const json = ['POST', 'PUT'].includes(method) ? {} : undefined;
  return client.request(method, concrete(path), { json }).then((answer) => answer.status);
}

for (const operation of operations())
  test(`${operation.method} ${operation.path} is for ${operation.roles.join(', ')}`, async () => {
    const open = operation.roles.includes('anyone');
    const alone = await status(anyone, operation);
    if (open)
      assert.ok(
        alone !== 403 && (alone !== 401 || operation.path === '/api/sessions'),
        `anyone → ${alone}`,
      );
    else assert.equal(alone, 401, 'anyone');
    for (const role of [...userRoles, ...deviceRoles, 'attendee']) {
      // its own test ends one
      if (role === 'attendee' && operation.path === '/api/mine/phones/current') continue;
      const ends = operation.path === '/api/sessions/current' && userRoles.includes(role);
      const client = ends ? await signedIn(role) : by[role];
      const got = await status(client, operation);
      if (open || operation.roles.includes(role))
        assert.ok(![401, 403].includes(got), `${role} → ${got}`);
      else assert.ok([401, 403].includes(got), `${role} → ${got}`);
      if (ends) client.close();
    }
  });

test('a cookie without its CSRF header changes nothing', async () => {
  for (const operation of operations()) {
    if (operation.method === 'GET' || operation.roles.includes('anyone')) continue;
    for (const csrf of [null, '', 'x'.repeat(by.organiser.csrf.length), by.host.csrf]) {
      const headers = { 'x-parvis-csrf': csrf };
      const json = operation.method === 'POST' ? {} : undefined;
      const client = operation.roles.includes('attendee') ? by.attendee : by.organiser;
      const answer = await client.request(operation.method, concrete(operation.path), {
        json,
        headers,
      });
      assert.equal(answer.status, 403, `${operation.method} ${operation.path} with ${csrf}`);
    }
  }
});

test('tokens and cookies that are not ours open nothing', async () => {
  for (const token of [
    '',
    'x',
    edition.tokens.door.slice(0, -1),
    `${edition.tokens.door}x`,
    'A'.repeat(43),
  ]) {
    const client = new CheckedClient(server.url, { token });
    assert.equal((await client.get('/api/meetings')).status, 401);
    client.close();
  }
  const answer = await anyone.get('/api/meetings', {
    headers: { cookie: `parvis_session=${'A'.repeat(43)}` },
  });
  assert.equal(answer.status, 401);
});

test('the session’s cookie is out of scripts’ and other sites’ reach, and ends when told', async () => {
  const client = new CheckedClient(server.url);
  const answer = await client.signIn(edition.users.viewer);
  const [cookie] = answer.headers['set-cookie'];
  for (const word of [/HttpOnly/i, /SameSite=Strict/i, /Path=\//i]) assert.match(cookie, word);
  assert.doesNotMatch(answer.text, new RegExp(cookie.split('=')[1].split(';')[0]));
  const out = await client.delete('/api/sessions/current');
  assert.equal(out.status, 200, out.text);
  assert.equal((await client.get('/api/me')).status, 401);
  client.close();
});

/**
 * Whoever fails on purpose under a host's name, from her own address, does not keep her browser
 * out.
 */
async function strangersDoNotLockOut(user) {
  const url = `${server.url}/api/sessions`,
    headers = { 'content-type': 'application/json' };
  const ask = (password, cookie) =>
    fetch(url, {
      method: 'POST',
      headers: { ...headers, ...(cookie ? { cookie } : {}) },
      body: JSON.stringify({ user: user.name, password }),
    });
  const first = await ask(user.password);
  const mark = first.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .find((pair) => pair.startsWith('parvis_known='));
  assert.match(
    first.headers.getSetCookie().find((line) => line.startsWith('parvis_known=')),
    /Path=\/api\/sessions; HttpOnly; SameSite=Strict/,
  );
  for (let i = 0; i < 5; i++) assert.equal((await ask('not the password')).status, 401);
  assert.equal((await ask(user.password)).status, 429, 'a stranger waits, even with the right one');
  assert.equal(
    (await ask(user.password, `${mark.slice(0, -1)}${mark.endsWith('0') ? '1' : '0'}`)).status,
    429,
    'a mark that is made up is none',
  );
  assert.equal((await ask(user.password, mark)).status, 200);
  for (let i = 0; i < 5; i++) assert.equal((await ask('not the password', mark)).status, 401);
  assert.equal((await ask(user.password, mark)).status, 429, 'a known browser guesses no faster');
}

/**
 * Attempts count when they come in: sixty at once are not all judged before the first has failed.
 */
async function manyAtOnceAreNotJudged(user) {
  const clients = Array.from({ length: 60 }, () => new CheckedClient(server.url));
  const answers = await Promise.all(
    clients.map((client) =>
      client.post('/api/sessions', { user: user.name, password: 'not the password' }),
    ),
  );
  for (const client of clients) client.close();
  assert.ok(answers.filter(({ status }) => status === 401).length <= 5, 'five are judged');
}

test('after five wrong passwords a name is refused for a minute, and an address never', async () => {
  const stranger = new CheckedClient(server.url, { from: '127.0.0.2' });
  const wrong = (name) =>
    stranger.post('/api/sessions', { user: name, password: 'not the password' });
  for (let i = 0; i < 5; i++) assert.equal((await wrong('nobody')).status, 401, `attempt ${i + 1}`);
  const limited = await wrong('nobody');
  assert.equal(limited.status, 429);
  assert.ok(Number(limited.headers['retry-after']) > 0);
  for (let i = 0; i < 10; i++)
    assert.equal(
      (await wrong(`somebody-else-${i}`)).status,
      401,
      'behind it may be the whole hall',
    );
  const elsewhere = new CheckedClient(server.url, { from: '127.0.0.3' });
  const named = await elsewhere.post('/api/sessions', {
    user: 'nobody',
    password: 'not the password',
  });
  assert.equal(named.status, 429, 'the name too');
  await elsewhere.signIn(edition.users.viewer); // others go on
  await strangersDoNotLockOut(edition.users.viewer);
  await manyAtOnceAreNotJudged(edition.users.organiser);
  stranger.close();
  elsewhere.close();
});

// ---- framing, as far as the description promises it ----

test('an HTTP/1.1 request without Host is refused', async () => {
  const answer = await new Promise((resolve, reject) => {
    const request = http.request(
      { port: server.port, host: '127.0.0.1', path: '/healthz', setHost: false },
      (response) => {
        response.resume();
        response.on('end', () => resolve(response));
      },
    );
    request.on('error', reject);
    request.end();
  });
  assert.equal(answer.statusCode, 400);
});

test('every operation answered well at least once, and every kind of error was met', () => {
  const missing = operations()
    .filter(({ path }) => !path.endsWith('/feed'))
    .filter(
      ({ method, path, operation }) =>
        !Object.keys(operation.responses).some(
          (status) => status.startsWith('2') && seen.has(`${method} ${path} ${status}`),
        ),
    );
  assert.deepEqual(
    missing.map(({ method, path }) => `${method} ${path}`),
    [],
  );
  for (const status of [304, 400, 401, 403, 404, 409, 415, 422, 429])
    assert.ok(
      [...seen].some((line) => line.endsWith(` ${status}`)),
      `${status} was met`,
    );
});
