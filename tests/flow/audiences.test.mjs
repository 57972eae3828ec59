// SPDX-License-Identifier: EUPL-1.2
// Who hears what: for every kind of row and every audience, the real server tells what the table of
// kinds says, by its stream and by its documents, and nothing else; also to who comes back.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import test, { after, before } from 'node:test';
import { openLink } from '../harness/attendees.mjs';
import { Client } from '../harness/client.mjs';
import { copyEdition, parvis } from '../harness/edition.mjs';
import { follow } from '../harness/feed.mjs';
import { audiences, kinds, partOf } from '../harness/kinds.mjs';
import { readPairing } from '../harness/pairing.mjs';
import { schemas } from '../harness/schemas.mjs';
import { startServer } from '../harness/server.mjs';
import { until } from '../harness/until.mjs';

let edition, server, organiser, door, phone, own, other;
/** Audience → how it shows itself, and for stands the company. */
const listeners = {};

const ok = async (promise) => {
  const answer = await promise;
  assert.ok(answer.status >= 200 && answer.status < 300, `${answer.status} ${answer.text}`);
  return answer.json;
};

async function pair(role, settings = {}) {
  const { pairing } = await ok(
    organiser.post('/api/kiosks', {
      name: `Borne ${role} ${randomUUID()}`.slice(0, 30),
      role,
      ...settings,
    }),
  );
  const { secret } = readPairing(pairing.code);
  return (await ok(organiser.post('/api/kiosks/enrolment', { secret, nonce: '0'.repeat(32) })))
    .token;
}

async function signIn(role) {
  const client = new Client(server.url);
  await client.signIn(edition.users[role]);
  return client;
}

/** The phone of a guest. */
async function openPhone() {
  const path = `${edition.folder}/links.csv`;
  parvis(edition.folder, ['links', '--csv', path, '--url', server.url]);
  const client = new Client(server.url);
  const [, secret] = readFileSync(path, 'utf8').match(/#([\w-]{43})/);
  const open = async () => (await openLink(client, secret)).status === 200;
  await until(open, { what: 'the link at the server', every: 100 });
  return client;
}

before(async () => {
  edition = copyEdition('audiences');
  server = await startServer(edition.folder, { at: '2017-11-20T10:20' });
  organiser = await signIn('organiser');
  door = new Client(server.url, { token: edition.tokens.door });
  phone = await openPhone(); // so that there are links and phones
  const { stands } = await ok(organiser.get('/api/stands'));
  const { meetings } = await ok(organiser.get('/api/meetings'));
  const met = (stand) =>
    meetings.filter(({ company, state }) => company === stand.company && state === 'planned')
      .length;
  const highest = Math.max(...stands.map(({ id }) => id));
  const taken = stands
    .filter(({ company, id }) => company && id !== highest)
    .sort((a, b) => met(b) - met(a));
  [own, other] = taken;
  const stand = await pair('stand', { stand: own.id });
  Object.assign(listeners, {
    public: {},
    hall: { token: await pair('screen') },
    stage: { token: await pair('stage') },
    stand: { token: stand, company: own.company },
    door: { token: edition.tokens.door },
    viewer: { cookie: (await signIn('viewer')).cookie },
    host: { cookie: (await signIn('host')).cookie },
    organiser: { cookie: organiser.cookie },
  });
  // The last device, account and session are nobody's here: their rows may move.
  await pair('stage');
  const spare = { name: 'remplaçant', role: 'viewer' };
  const { user, password } = await ok(organiser.post('/api/users', spare));
  await new Client(server.url).signIn({ name: user.name, password });
});

after(async () => {
  for (const client of [organiser, door, phone]) client?.close();
  await server?.stop();
});

/** The log as it is in the file, from a change on: what may be told at all. */
function logAfter(seq) {
  const run = spawnSync(
    'sqlite3',
    [
      '-json',
      '-readonly',
      `${edition.folder}/parvis.db`,
      `SELECT seq, at, kind, id, body FROM change WHERE seq > ${seq} ORDER BY seq`,
    ],
    { encoding: 'utf8', maxBuffer: 64 << 20 },
  );
  assert.equal(run.status, 0, run.stderr);
  return JSON.parse(run.stdout || '[]').map((row) => ({ ...row, body: JSON.parse(row.body) }));
}

/** What the table lets an audience hear of the log: each change with what the row was before. */
function expected(log, audience, before, company) {
  const rows = new Map(before);
  const told = [];
  for (const { seq, at, kind, id, body } of log) {
    const key = `${kind} ${id}`;
    const was = partOf(kind, audience, rows.get(key), company);
    const is = partOf(kind, audience, body, company);
    rows.set(key, body);
    if (is || was) told.push({ seq, at, kind, id, body: is });
  }
  return told;
}

const mark = () => ok(organiser.post('/api/notices', { fr: 'Repère', en: 'Mark', minutes: 5 }));
const isMark = ({ event, json }) =>
  event === 'change' && json.kind === 'notice' && json.body?.fr === 'Repère';
const changesOf = (reader) =>
  reader.events.filter(({ event }) => event === 'change').map(({ json }) => json);

const plannedOf = async ({ company }) =>
  (await ok(organiser.get('/api/meetings'))).meetings.filter(
    (meeting) => meeting.company === company && meeting.state === 'planned',
  );

/** What happens in a day, made through the program. */
async function liveADay() {
  const badges = [...edition.badges.values()];
  const { now } = await ok(organiser.get('/api/status'));
  const scan = (badge) =>
    ok(door.post('/api/check-ins', { scan_id: randomUUID(), occurred_at: now, badge }));
  await scan(badges[0]);
  await scan(badges[0]); // a scan that moves nobody
  for (const stand of [own, other]) {
    const [met, second, called] = await plannedOf(stand);
    await ok(organiser.post(`/api/meetings/${second.id}/lock`, { locked: true }));
    for (const to of ['called', 'running', 'done'])
      await ok(organiser.post(`/api/meetings/${met.id}/state`, { to }));
    await ok(organiser.post(`/api/meetings/${called.id}/state`, { to: 'called' }));
    await ok(organiser.post(`/api/meetings/${second.id}/lock`, { locked: false }));
    await ok(organiser.post(`/api/meetings/${second.id}/state`, { to: 'cancelled' }));
  }
  await ok(organiser.post('/api/pitches/next', {}));
  const cue = { fr: 'Concluez', en: 'Wrap up', minutes: 5, audience: 'stage' };
  await ok(organiser.post('/api/notices', cue));
  const { people } = await ok(organiser.get('/api/people?q=P0003'));
  await ok(organiser.post(`/api/people/${people[0].id}/badges`, {}));
  await ok(organiser.post(`/api/people/${people[0].id}`, { position: 'Acheteuse' }));
  await pair('door');
}

/**
 * And one of each kind that is left, as another process would write it: the log is what is
 * followed. Rows that there are not yet are the examples of their schemas. Two meetings go, as no
 * command of the program lets them.
 */
function writeTheRest(seen, gone) {
  const sql = [...kinds.keys()]
    .filter((kind) => !seen.has(kind))
    .map((kind) => {
      const [example] = schemas.get(`${kind}_body`).examples;
      const body = JSON.stringify(example).replaceAll("'", "''");
      return `INSERT INTO change (at, kind, id, body) SELECT 1, '${kind}',
        coalesce(max(id), ${example.id}),
        coalesce((SELECT body FROM change WHERE kind = '${kind}' AND body IS NOT NULL ORDER BY id DESC, seq DESC), '${body}')
        FROM change WHERE kind = '${kind}' AND body IS NOT NULL;`;
    });
  // The names of an override are read with it: without a row it would be gone by now.
  const [{ id }] = schemas.get('override_body').examples;
  sql.unshift(
    `INSERT INTO override VALUES (${id}, 'selection.pitch_count', NULL, 'm', 'claire', 1);`,
  );
  for (const meeting of gone)
    sql.push(`INSERT INTO change (at, kind, id) VALUES (2, 'meeting', ${meeting});`);
  const run = spawnSync('sqlite3', [`${edition.folder}/parvis.db`], {
    input: ['.timeout 60000', ...sql].join('\n'), // the server may be writing
    encoding: 'utf8',
  });
  assert.equal(run.status, 0, run.stderr);
}

let first, last, log, before_it;

test('every audience hears of every kind what the table says, and nothing else', async () => {
  const past = logAfter(0);
  before_it = new Map(past.map(({ kind, id, body }) => [`${kind} ${id}`, body]));
  first = past.at(-1).seq;
  const readers = Object.fromEntries(
    audiences.map((name) => [name, follow(server.url, { ...listeners[name], after: first })]),
  );
  for (const [name, reader] of Object.entries(readers)) {
    const hello = await reader.wait(({ event }) => event === 'hello', { what: `hello of ${name}` });
    assert.equal(hello.json.audience, name);
  }
  await liveADay();
  const seen = new Set(logAfter(first).map(({ kind }) => kind));
  writeTheRest(
    seen,
    [...(await plannedOf(own)), ...(await plannedOf(other))].map(({ id }) => id),
  );
  await mark();
  log = logAfter(first);
  last = log.at(-1).seq;
  const untold = [...kinds.keys()].filter((name) => !log.some(({ kind }) => kind === name));
  assert.deepEqual(untold, [], 'a row of every kind was changed');
  for (const [name, reader] of Object.entries(readers)) {
    await reader.wait(isMark, { what: `the mark for ${name}` });
    reader.close();
    assert.deepEqual(
      changesOf(reader).filter(({ seq }) => seq <= last),
      expected(log, name, before_it, listeners[name].company),
      name,
    );
  }
});

test('whoever comes back at any point hears what they missed, as their audience does', async () => {
  for (const name of audiences) {
    const { company } = listeners[name];
    const all = expected(log, name, before_it, company);
    for (let seq = first; seq <= last; seq += 3) {
      const reader = follow(server.url, { ...listeners[name], lastEventId: seq });
      await reader.wait(({ event }) => event === 'hello');
      const wanted = all.filter((change) => change.seq > seq);
      if (wanted.length)
        await reader.wait(({ event, json }) => event === 'change' && json.seq >= wanted.at(-1).seq);
      reader.close();
      assert.ok(!reader.events.some(({ event }) => event === 'snapshot'), `${name} is near`);
      assert.deepEqual(
        changesOf(reader).filter((change) => change.seq <= last),
        wanted,
        `${name} after ${seq}`,
      );
    }
  }
});

test('a stand that was given another company, or a device that became something else, begins anew', async () => {
  const { kiosks } = await ok(organiser.get('/api/kiosks'));
  const moved = kiosks.find(({ stand }) => stand?.id === own.id || stand === own.id);
  assert.ok(moved, 'the stand’s kiosk');
  const seq = (await ok(organiser.get('/healthz'))).seq;
  await ok(organiser.post(`/api/kiosks/${moved.id}/settings`, { stand: other.id }));
  const reader = follow(server.url, { ...listeners.stand, lastEventId: seq });
  const { json } = await reader.wait(({ event }) => event === 'snapshot', { what: 'a snapshot' });
  reader.close();
  for (const meeting of json.meetings)
    assert.ok(meeting.company === undefined || meeting.company === other.company);
  await ok(organiser.post(`/api/kiosks/${moved.id}/settings`, { stand: own.id }));
});

test('documents tell each audience what its stream would', async () => {
  const { meetings: all } = await ok(organiser.get('/api/meetings'));
  const bodies = new Map(all.map((meeting) => [meeting.id, meeting]));
  for (const name of audiences) {
    const { company, token, cookie } = listeners[name];
    const client = new Client(server.url, { token });
    client.cookie = cookie ?? '';
    const { meetings } = await ok(client.get('/api/agenda'));
    const { own: alone } = kinds.get('meeting')[name];
    const shown = [...bodies.values()].filter((body) => alone || partOf('meeting', 'public', body));
    assert.deepEqual(
      meetings,
      shown.map((body) => partOf('meeting', name, body, company)).filter(Boolean),
      name,
    );
    const answer = await client.get('/api/meetings');
    if (['viewer', 'host', 'organiser'].includes(name))
      assert.deepEqual(
        answer.json.meetings,
        all.map((body) => partOf('meeting', name, body)),
      );
    else assert.ok([401, 403].includes(answer.status), `${name}: ${answer.status}`);
    client.close();
  }
});

test('a word to the speaker is heard on the stage and by staff, and by nobody else anywhere', async () => {
  const readers = Object.entries(listeners).map(([name, who]) => [name, follow(server.url, who)]);
  for (const [, reader] of readers) await reader.wait(({ event }) => event === 'snapshot');
  const { notice } = await ok(
    organiser.post('/api/notices', {
      fr: 'Concluez',
      en: 'Wrap up',
      minutes: 1,
      audience: 'stage',
    }),
  );
  await mark();
  for (const [name, reader] of readers) {
    await reader.wait(isMark, { what: `the mark for ${name}` });
    const told = changesOf(reader).some(({ kind, id }) => kind === 'notice' && id === notice.id);
    assert.equal(told, ['stage', 'viewer', 'host', 'organiser'].includes(name), name);
    const client = new Client(server.url, { token: listeners[name].token });
    client.cookie = listeners[name].cookie ?? '';
    const { notices } = await ok(client.get('/api/agenda'));
    assert.equal(
      notices.some(({ id }) => id === notice.id),
      told,
      `the agenda of ${name}`,
    );
    const back = follow(server.url, listeners[name]);
    const { json } = await back.wait(({ event }) => event === 'snapshot');
    assert.equal(
      json.notices.some(({ id }) => id === notice.id),
      told,
      `the snapshot of ${name}`,
    );
    back.close();
    reader.close();
    client.close();
  }
  const anyone = new Client(server.url);
  const news = (await anyone.get('/export/changes.atom')).text;
  assert.ok(news.includes('Repère') && !news.includes('Concluez'), 'the Atom feed');
  assert.equal((await organiser.delete(`/api/notices/${notice.id}`)).status, 204);
  assert.ok(!(await anyone.get('/export/changes.atom')).text.includes('Concluez'));
  anyone.close();
});

test('a stand reads its own day, and no other stand’s; a kiosk without a stand reads none', async () => {
  const stand = new Client(server.url, { token: listeners.stand.token });
  const homeless = new Client(server.url, { token: edition.tokens.stand });
  assert.equal((await stand.get(`/api/stands/${own.id}/meetings`)).status, 200);
  assert.equal((await stand.get(`/api/stands/${other.id}/meetings`)).status, 403);
  assert.equal((await homeless.get(`/api/stands/${own.id}/meetings`)).status, 403);
  assert.equal((await door.get(`/api/stands/${own.id}/meetings`)).status, 403);
  assert.equal((await door.get('/api/meetings/called')).status, 403);
  for (const client of [stand, homeless]) client.close();
});
