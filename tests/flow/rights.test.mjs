// SPDX-License-Identifier: EUPL-1.2
// A stream lives as long as the right that opened it: whatever ends, narrows or moves that right
// ends, narrows or moves the stream within a second, and nothing is heard in between.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import test, { after, before } from 'node:test';
import { makeLinks, openLink } from '../harness/attendees.mjs';
import { Client } from '../harness/client.mjs';
import { makeEdition } from '../harness/edition.mjs';
import { follow } from '../harness/feed.mjs';
import { readPairing } from '../harness/pairing.mjs';
import { startServer } from '../harness/server.mjs';
import { pass, until } from '../harness/until.mjs';

let edition, server, organiser, door, links, badges;
const clients = [];

const ok = async (promise) => {
  const answer = await promise;
  assert.ok(answer.status >= 200 && answer.status < 300, `${answer.status} ${answer.text}`);
  return answer.text && answer.json;
};

before(async () => {
  edition = makeEdition('rights');
  badges = [...edition.badges.values()];
  links = [...makeLinks(edition.folder).values()];
  server = await startServer(edition.folder, { at: '2017-11-20T10:20' });
  organiser = await signIn(edition.users.organiser);
  door = new Client(server.url, { token: edition.tokens.door });
  clients.push(door);
});

after(async () => {
  for (const client of clients) client.close();
  await server?.stop();
});

async function signIn(account) {
  const client = new Client(server.url);
  await client.signIn(account);
  clients.push(client);
  return client;
}

/** An account of its own, so that nobody else's rights move. */
async function addUser(role) {
  const { user, password } = await ok(
    organiser.post('/api/users', { name: `${role} ${randomUUID().slice(0, 8)}`, role }),
  );
  return { id: user.id, name: user.name, password };
}

async function addDevice(role, settings = {}) {
  const { kiosk, pairing } = await ok(
    organiser.post('/api/kiosks', { name: `Borne ${randomUUID().slice(0, 8)}`, role, ...settings }),
  );
  return { id: kiosk.id, token: await enrol(pairing) };
}

async function enrol({ code }) {
  const { secret } = readPairing(code);
  const nonce = randomUUID().replaceAll('-', '');
  return (await ok(organiser.post('/api/kiosks/enrolment', { secret, nonce }))).token;
}

let phones = 0;
/** The phone of another guest each time. */
async function openPhone() {
  const phone = new Client(server.url);
  clients.push(phone);
  await openLink(phone, links[phones++].secret);
  const { person } = (await phone.get('/api/mine')).json;
  return { phone, person };
}

async function listen(what) {
  const reader = follow(server.url, what);
  const { json } = await reader.wait(({ event }) => event === 'snapshot', { what: 'a snapshot' });
  reader.begun = reader.events.length;
  reader.seq = json.seq;
  reader.audience = reader.events[0].json.audience;
  return reader;
}

/** Something that the staff and doors hear of, and nobody else. */
const checkIn = async () => {
  const { now } = await ok(organiser.get('/api/status'));
  const badge = badges.pop();
  return ok(door.post('/api/check-ins', { scan_id: randomUUID(), occurred_at: now, badge }));
};

/** What the staff hears of and was told, from the event number `from` on. */
const arrivals = (reader, from) =>
  reader.events.slice(from).filter(({ json }) => json?.kind === 'presence');

/**
 * What is done once the right has ended is no stream's any more: it ends without having heard it.
 */
async function ends(reader, act) {
  await act();
  const from = reader.events.length;
  await checkIn();
  await until(() => reader.ended, { what: 'the end of the stream' });
  assert.deepEqual(arrivals(reader, from), [], 'nothing was heard after the right');
}

/**
 * The stream begins anew as that of another audience, with a snapshot, and stays one; nothing more
 * is sent to it before.
 */
async function becomes(reader, audience, act) {
  await act();
  const from = reader.events.length;
  await notice();
  const options = { from: reader.begun, what: `a hello of ${audience}` };
  const hello = await reader.wait(({ event }) => event === 'hello', options);
  assert.equal(hello.json.audience, audience);
  assert.ok(
    !reader.events
      .slice(from, reader.events.indexOf(hello))
      .some(({ event }) => event === 'change'),
    'no change of what it was',
  );
  await reader.wait(({ event }) => event === 'snapshot', { ...options, what: 'a snapshot' });
  assert.ok(!reader.ended);
  reader.begun = reader.events.length;
}

/** What everybody hears of. */
const notice = async () =>
  (await ok(organiser.post('/api/notices', { fr: 'a', en: 'b', minutes: 1 }))).notice;

/** Whether it hears of a check-in that is made now; a notice tells that all was told. */
async function hears(reader) {
  const from = reader.events.length;
  await checkIn();
  const { id } = await notice();
  await reader.wait(({ json }) => json?.kind === 'notice' && json.id === id, { from });
  return arrivals(reader, from).length > 0;
}

/** Writes what the program has no command for, as a command of another process would. */
function write(sql, kind, id) {
  const run = spawnSync('sqlite3', [`${edition.folder}/parvis.db`], {
    input: `BEGIN IMMEDIATE; ${sql};
      INSERT INTO change (at, kind, id, body) SELECT 1, kind, id, ${
        kind === 'sign_in'
          ? "json_set(body, '$.expires_at', (SELECT expires_at FROM sign_in WHERE id = change.id))"
          : "json_set(body, '$.expires_at', (SELECT expires_at FROM phone WHERE id = change.id))"
      } FROM change WHERE seq = (SELECT max(seq) FROM change WHERE kind = '${kind}' AND id = ${id});
      COMMIT;`,
    encoding: 'utf8',
  });
  assert.equal(run.status, 0, run.stderr);
}

test('a user who signs out, or is signed out by somebody else', async () => {
  const account = await addUser('host');
  const own = await signIn(account),
    other = await signIn(account);
  const [first, second] = [
    await listen({ cookie: own.cookie }),
    await listen({ cookie: other.cookie }),
  ];
  assert.deepEqual([first.audience, await hears(first)], ['host', true]);
  await ends(first, () => ok(own.delete('/api/sessions/current')));
  assert.ok(!second.ended, 'another session of the same user goes on');
  const { sessions } = await ok(organiser.get('/api/sessions'));
  const { id } = sessions.filter(({ user }) => user === account.name).at(-1);
  await ends(second, () => ok(organiser.delete(`/api/sessions/${id}`)));
});

test('an account that is revoked, or gets another password, or another role', async () => {
  const gone = await addUser('viewer'),
    renewed = await addUser('host'),
    demoted = await addUser('host');
  const session = async (account) => listen({ cookie: (await signIn(account)).cookie });
  await ends(await session(gone), () => ok(organiser.post(`/api/users/${gone.id}/revocation`, {})));
  await ends(await session(renewed), () =>
    ok(organiser.post(`/api/users/${renewed.id}/password`, {})),
  );
  const reader = await session(demoted);
  const lower = (role) => () => ok(organiser.post(`/api/users/${demoted.id}/role`, { role }));
  await becomes(reader, 'viewer', lower('viewer'));
  await becomes(reader, 'organiser', lower('organiser'));
  reader.close();
});

test('a session and a phone that run out, by the clock alone', async () => {
  const account = await addUser('host');
  const client = await signIn(account);
  const reader = await listen({ cookie: client.cookie });
  const { sessions } = await ok(organiser.get('/api/sessions'));
  const { id } = sessions.find(({ user }) => user === account.name);
  const in_ms = 1500,
    expiry = Date.now() + in_ms;
  write(`UPDATE sign_in SET expires_at = ${expiry} WHERE id = ${id}`, 'sign_in', id);
  const { phone } = await openPhone();
  const mine = await listen({ cookie: phone.cookie, path: '/api/mine/feed' });
  const row = spawnSync('sqlite3', [`${edition.folder}/parvis.db`, 'SELECT max(id) FROM phone'], {
    encoding: 'utf8',
  });
  const number = Number(row.stdout);
  write(`UPDATE phone SET expires_at = ${expiry} WHERE id = ${number}`, 'phone', number);
  await pass(Math.max(0, expiry - Date.now() - 200));
  const ended = reader.ended || mine.ended;
  assert.ok(!ended || Date.now() >= expiry, 'until then they go on');
  await ends(reader, () => pass(Math.max(0, expiry - Date.now())));
  await until(() => mine.ended, { what: 'the end of the phone’s stream' });
  assert.equal((await client.get('/api/status')).status, 401);
  assert.equal((await phone.get('/api/mine')).status, 401);
});

test('a phone that is forgotten, and one whose bearer is erased', async () => {
  const first = await openPhone(),
    second = await openPhone();
  const mine = ({ phone }) => listen({ cookie: phone.cookie, path: '/api/mine/feed' });
  await ends(await mine(first), () => ok(first.phone.delete('/api/mine/phones/current')));
  const reader = await mine(second);
  await ends(reader, () =>
    ok(organiser.post(`/api/people/${second.person.id}/erasure`, { confirm: true })),
  );
});

test('a device that becomes something else, gets another stand, is revoked, or has its code used by another box', async () => {
  const { stands } = await ok(organiser.get('/api/stands'));
  const [one, two] = stands.filter(({ company }) => company);
  const device = await addDevice('door');
  const reader = await listen({ token: device.token });
  const set = (settings) => () => ok(organiser.post(`/api/kiosks/${device.id}/settings`, settings));
  assert.ok(await hears(reader));
  await becomes(reader, 'hall', set({ role: 'screen' }));
  assert.ok(!(await hears(reader)), 'a screen hears of no check-in');
  await becomes(reader, 'stand', set({ role: 'stand', stand: one.id }));
  await becomes(reader, 'stand', set({ stand: two.id }));
  const { json } = reader.events.findLast(({ event }) => event === 'snapshot');
  for (const { company } of json.meetings) assert.equal(company, two.company);
  await becomes(reader, 'door', set({ role: 'door' }));
  assert.ok(await hears(reader));
  await ends(reader, () => ok(organiser.post(`/api/kiosks/${device.id}/revocation`, {})));

  const twice = await addDevice('door');
  const old = await listen({ token: twice.token });
  const { pairing } = await ok(organiser.post(`/api/kiosks/${twice.id}/pairing`, {}));
  let fresh;
  await ends(old, async () => {
    fresh = await enrol(pairing);
  });
  const again = await listen({ token: fresh });
  assert.ok(await hears(again));
  again.close();
});

test('a stand whose company changes places hears of the other one from then on', async () => {
  const { stands } = await ok(organiser.get('/api/stands'));
  const [one, two] = stands.filter(({ company }) => company);
  const { token } = await addDevice('stand', { stand: one.id });
  const reader = await listen({ token });
  await becomes(reader, 'stand', () =>
    ok(organiser.post('/api/stands/swap', { a: one.id, b: two.id, motive: 'Essai' })),
  );
  const { json } = reader.events.findLast(({ event }) => event === 'snapshot');
  for (const { company } of json.meetings) assert.equal(company, two.company);
  reader.close();
});

test('nobody else’s stream is touched', async () => {
  const anyone = await listen({}),
    viewer = await listen({ cookie: (await signIn(await addUser('viewer'))).cookie });
  const { token } = await addDevice('screen');
  const screen = await listen({ token });
  const account = await addUser('host');
  await ends(await listen({ cookie: (await signIn(account)).cookie }), () =>
    ok(organiser.post(`/api/users/${account.id}/revocation`, {})),
  );
  for (const reader of [anyone, viewer, screen]) {
    assert.ok(!reader.ended);
    assert.ok(
      !reader.events
        .slice(reader.begun)
        .some(({ event }) => event === 'hello' || event === 'snapshot'),
    );
    reader.close();
  }
});

test('the public hears who meets whom of those called when the edition lets it, and only then', async () => {
  const { meetings } = await ok(organiser.get('/api/meetings'));
  const [meeting, next] = meetings.filter(({ state }) => state === 'planned');
  const set = (called_names) => () => ok(organiser.post('/api/settings', { called_names }));
  const anyone = new Client(server.url);
  clients.push(anyone);
  const told = async (id) =>
    (await anyone.get('/api/agenda')).json.meetings.find((one) => one.id === id);
  const whole = ['company', 'id', 'organisation', 'place', 'slot', 'state', 'state_at'];
  const places = ['id', 'place', 'slot', 'state', 'state_at'];
  await ok(organiser.post(`/api/meetings/${meeting.id}/state`, { to: 'called' }));
  assert.deepEqual(Object.keys(await told(meeting.id)).sort(), places);

  const reader = await listen({}),
    { phone } = await openPhone();
  const mine = await listen({ cookie: phone.cookie, path: '/api/mine/feed' });
  const { token } = await addDevice('stand', {
    stand: (await ok(anyone.get('/api/stands'))).stands[0].id,
  });
  const stand = await listen({ token });
  assert.equal(reader.audience, 'public');
  const bound = await ok(organiser.get('/healthz'));
  await becomes(reader, 'hall', set('public'));
  await mine.wait(({ event, json }) => event === 'hello' && json.audience === 'hall', {
    from: mine.begun,
  });
  const told_now = reader.events.findLast(({ event }) => event === 'snapshot').json.meetings;
  assert.deepEqual(Object.keys(told_now.find(({ id }) => id === meeting.id)).sort(), whole);
  assert.deepEqual(Object.keys(await told(meeting.id)).sort(), whole);
  await ok(organiser.post(`/api/meetings/${next.id}/state`, { to: 'called' }));
  const { json } = await reader.wait(({ json }) => json?.kind === 'meeting' && json.id === next.id);
  assert.deepEqual(Object.keys(json.body).sort(), whole);

  await becomes(reader, 'public', set('hall'));
  assert.deepEqual(Object.keys(await told(next.id)).sort(), places);
  // Who comes back from before that is not told in the old form what it missed.
  const back = follow(server.url, { lastEventId: bound.seq });
  await back.wait(({ event }) => event === 'snapshot');
  for (const { event, json: one } of back.events)
    if (event === 'change' && one.kind === 'meeting')
      assert.ok(!one.body || !('company' in one.body));
  assert.ok(
    !stand.events.slice(stand.begun).some(({ event }) => event === 'hello'),
    'a stand hears its own',
  );
  for (const stream of [reader, mine, stand, back]) stream.close();
});
