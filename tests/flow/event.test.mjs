// SPDX-License-Identifier: EUPL-1.2
// A whole day through the real programs: the organisers' files become an edition, everyone comes in
// through parvis-kiosk with their real QR payloads, nine companies pitch, meetings are held; curl
// follows the feed. At the end, what every place says is compared with what was done.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import test, { after, before } from 'node:test';
import { Client } from '../harness/client.mjs';
import { files, makeEdition, parvis } from '../harness/edition.mjs';
import { FeedState, follow, followWithCurl } from '../harness/feed.mjs';
import { kinds, lists } from '../harness/kinds.mjs';
import { startServer } from '../harness/server.mjs';

const kioskBinary = process.env.PARVIS_KIOSK_BINARY;
let edition, server, door, host, curl, publicCurl;
const staffState = new FeedState();
/** What was done: person id → 'in', 'out' or 'expected'; walk-ins included. */
const presence = new Map();
const idOf = new Map(); // the organisers' code → person id

const participants = readFileSync(`${files}participants.csv`, 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split(',')[0]);

async function connect() {
  door = new Client(server.url, { token: edition.tokens.door, sockets: 64 });
  host = new Client(server.url);
  await host.signIn(edition.users.host);
}

before(async () => {
  edition = makeEdition('flow');
  server = await startServer(edition.folder, { at: '2017-11-20T09:05' });
  await connect();
  curl = followWithCurl(server.url, { cookie: host.cookie });
  publicCurl = followWithCurl(server.url);
  await curl.wait(({ event }) => event === 'snapshot');
  await publicCurl.wait(({ event }) => event === 'snapshot');
});

after(async () => {
  for (const thing of [curl, publicCurl, door, host]) thing?.close();
  await server?.stop();
});

const clock = async () => (await host.get('/api/status')).json.now;

async function scan(asked, client = door) {
  const answer = await client.post('/api/check-ins', {
    scan_id: randomUUID(),
    occurred_at: await clock(),
    ...asked,
  });
  assert.equal(answer.status, 200, answer.text);
  return answer.json;
}

async function ok(promise) {
  const answer = await promise;
  assert.ok(answer.status >= 200 && answer.status < 300, `${answer.status} ${answer.text}`);
  return answer.json;
}

/** Feeds the lines to parvis-kiosk check-in and gives its JSON lines. */
function kiosk(lines) {
  const folder = `${edition.folder}/kiosk`;
  mkdirSync(folder, { recursive: true });
  const tokenFile = `${edition.folder}/door.token`;
  writeFileSync(tokenFile, `${edition.tokens.door}\n`, { mode: 0o600 });
  const child = spawn(
    kioskBinary,
    [
      'check-in',
      '--server',
      server.url,
      '--token-file',
      tokenFile,
      '--stdin',
      '--hold-ms',
      '0',
      '--output',
      `png:${folder}`,
      '--size',
      '640x360',
      '--still',
      '--state',
      folder,
    ],
    { stdio: ['pipe', 'pipe', 'pipe'] },
  );
  let out = '',
    err = '';
  child.stdout.on('data', (bytes) => (out += bytes));
  child.stderr.on('data', (bytes) => (err += bytes));
  child.stdin.end(lines.join('\n') + '\n');
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => child.kill('SIGKILL'), 240_000);
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      clearTimeout(late);
      if (code !== 0) reject(new Error(`parvis-kiosk → ${code ?? signal}\n${err.slice(-4000)}`));
      else
        resolve({
          answers: out
            .trim()
            .split('\n')
            .map((line) => JSON.parse(line)),
          folder,
        });
    });
  });
}

test('everyone of participants.csv comes in through the kiosk with their own badge', async () => {
  assert.deepEqual(
    [...edition.badges.keys()].sort(),
    [...participants].sort(),
    'a badge for everyone',
  );
  const { answers, folder } = await kiosk(participants.map((code) => edition.badges.get(code)));
  assert.equal(answers.length, participants.length);
  assert.deepEqual([...new Set(answers.map(({ status }) => status))], ['admitted']);
  for (const { scan_id: id, ms } of answers) {
    assert.match(id, /^[A-Za-z0-9-]{8,64}$/);
    assert.ok(ms >= 0);
  }
  assert.equal(
    new Set(answers.map(({ scan_id: id }) => id)).size,
    answers.length,
    'a scan id each',
  );
  assert.ok(
    readdirSync(folder).some((file) => file.endsWith('.png')),
    'it drew its screen',
  );
  for (const code of participants) {
    const { people } = await ok(host.get(`/api/people?q=${code}`));
    const person = people.find((found) => found.code === code);
    assert.ok(person, `${code} is found by code`);
    idOf.set(code, person.id);
    presence.set(person.id, 'in');
  }
});

test('of 64 simultaneous scans of one badge exactly one admits', async () => {
  const { person, badge } = await ok(
    host.post('/api/people', { first_name: 'Soixante', last_name: 'Quatre', role: 'visitor' }),
  );
  const occurred_at = await clock();
  const answers = await Promise.all(
    Array.from({ length: 64 }, () =>
      ok(door.post('/api/check-ins', { scan_id: randomUUID(), badge, occurred_at })),
    ),
  );
  const statuses = answers.map(({ status }) => status).sort();
  assert.deepEqual(statuses, ['admitted', ...Array(63).fill('already_in')]);
  const firsts = new Set(
    answers.filter(({ first }) => first).map(({ first }) => JSON.stringify(first)),
  );
  assert.equal(firsts.size, 1, 'all name the same first arrival');
  presence.set(person.id, 'in');
});

test('the same scan id, sent 32 times at once, gets 32 identical answers', async () => {
  const { person, badge } = await ok(
    host.post('/api/people', { first_name: 'Une', last_name: 'Fois', role: 'press' }),
  );
  const asked = { scan_id: randomUUID(), badge, occurred_at: await clock(), direction: 'in' };
  const answers = await Promise.all(
    Array.from({ length: 32 }, () => door.post('/api/check-ins', asked)),
  );
  assert.deepEqual([...new Set(answers.map(({ text }) => text))].length, 1);
  assert.equal(answers[0].json.status, 'admitted');
  presence.set(person.id, 'in');
});

test('people leave and come back; a scan is annulled; a batch tells each its own', async () => {
  const [first, second, third, fourth] = participants;
  const badge = (code) => edition.badges.get(code);
  assert.equal((await scan({ badge: badge(first), direction: 'out' })).status, 'left');
  presence.set(idOf.get(first), 'out');
  assert.equal((await scan({ badge: badge(second), direction: 'out' })).status, 'left');
  assert.equal((await scan({ badge: badge(second) })).status, 'returned');
  const mistaken = await scan({ badge: badge(third), direction: 'out' });
  const annulled = await ok(door.post(`/api/check-ins/${mistaken.scan_id}/annulment`, {}));
  assert.equal(annulled.presence, 'in');
  const occurred_at = await clock();
  const { answers } = await ok(
    door.post('/api/check-ins', {
      scans: [
        { scan_id: randomUUID(), badge: badge(fourth), occurred_at },
        { scan_id: randomUUID(), badge: badge(fourth), occurred_at, direction: 'out' },
        { scan_id: 'bad', badge: badge(fourth), occurred_at },
        { scan_id: randomUUID(), badge: 'not a badge', occurred_at },
      ],
    }),
  );
  assert.deepEqual(
    answers.map(({ status }) => status),
    ['already_in', 'left', 'refused', 'unreadable'],
  );
  presence.set(idOf.get(fourth), 'out');
});

test('a lost badge is replaced, and opens nothing any more', async () => {
  const code = participants[0],
    id = idOf.get(code),
    old = edition.badges.get(code);
  const issued = await ok(host.post(`/api/people/${id}/badges`, {}));
  assert.equal(issued.revoked.length, 1);
  assert.equal((await scan({ badge: old })).status, 'revoked');
  assert.equal((await scan({ badge: issued.badge })).status, 'returned');
  presence.set(id, 'in');
});

test('somebody without a badge is found by name and let in; another walks in', async () => {
  const { person } = await ok(
    host.post('/api/people', {
      first_name: 'Gwenaëlle',
      last_name: 'Sans-Badge',
      organisation: 'Ville de Lille',
      role: 'visitor',
    }),
  );
  const { people } = await ok(host.get('/api/people?q=gwenaele%20sans'));
  assert.equal(people[0].id, person.id, 'accents and a missing letter are forgiven');
  assert.equal((await scan({ person: person.id }, host)).status, 'admitted');
  presence.set(person.id, 'in');
});

const pitchList = async () =>
  (await ok(host.get('/api/pitches'))).pitches.sort((a, b) => a.position - b.position);

/**
 * Nobody is in two places: what two companies had planned is cancelled before their pitches move.
 */
async function makeRoom(...companies) {
  for (const { id, company, state } of (await ok(host.get('/api/meetings'))).meetings)
    if (companies.includes(company) && state === 'planned')
      await ok(host.post(`/api/meetings/${id}/state`, { to: 'cancelled' }));
}

test('nine companies pitch: time is given, two change places, later ones are projected', async () => {
  const order = await pitchList();
  assert.equal(order.length, 9);
  await makeRoom(order[7].company, order[8].company);
  await ok(host.post('/api/pitches/swap', { a: order[7].id, b: order[8].id }));
  [order[7], order[8]] = [order[8], order[7]];
  for (const [i, pitch] of order.entries()) {
    const onStage = (await ok(host.post('/api/pitches/next', {}))).pitch;
    assert.deepEqual([onStage.id, onStage.state], [pitch.id, 'on_stage']);
    if (i === 0) {
      const before = (await pitchList())[1];
      const longer = (await ok(host.post(`/api/pitches/${pitch.id}/time`, { minutes: 3 }))).pitch;
      assert.equal(longer.pitch_ms, pitch.pitch_ms + 180_000);
      const moved = (await pitchList())[1];
      assert.ok(
        moved.projected_from_at >= before.projected_from_at,
        'nobody is projected earlier by that',
      );
    }
    if (i === 3) {
      await ok(host.post(`/api/pitches/${pitch.id}/state`, { to: 'questions' }));
      await ok(host.post(`/api/pitches/${pitch.id}/state`, { to: 'done' }));
    } else {
      assert.equal((await ok(host.post('/api/pitches/next', {}))).pitch.state, 'questions');
      assert.equal((await ok(host.post('/api/pitches/next', {}))).pitch.state, 'done');
    }
  }
  const ended = await pitchList();
  assert.deepEqual(
    ended.map(({ id }) => id),
    order.map(({ id }) => id),
  );
  for (const pitch of ended) {
    assert.equal(pitch.state, 'done');
    assert.ok(pitch.started_at <= pitch.questions_at && pitch.questions_at <= pitch.ended_at);
  }
  assert.equal((await host.post('/api/pitches/next', {})).status, 409, 'nobody is left');
});

const meetingStates = new Map();

test('meetings are called, held, missed, cancelled and put elsewhere', async () => {
  const { meetings } = await ok(host.get('/api/meetings'));
  for (const meeting of meetings) meetingStates.set(meeting.id, meeting.state);
  const [held, missed, cancelled] = meetings.filter(({ state }) => state === 'planned').slice(-3);
  const walk = async (meeting, ...states) => {
    for (const to of states) {
      const after = (await ok(host.post(`/api/meetings/${meeting.id}/state`, { to }))).meeting;
      assert.equal(after.state, to);
      meetingStates.set(meeting.id, to);
    }
  };
  await walk(held, 'called', 'running');
  const shown = (await ok(host.get('/api/agenda'))).meetings;
  assert.ok(
    shown.some(({ id, state }) => id === held.id && state === 'running'),
    'the hall sees it',
  );
  await walk(held, 'done');
  await walk(missed, 'called', 'no_show');
  await walk(cancelled, 'cancelled');
  const { meeting } = await ok(
    host.post('/api/meetings', {
      buyer: cancelled.buyer,
      company: cancelled.company,
      slot: cancelled.slot,
    }),
  );
  meetingStates.set(meeting.id, 'planned');
});

test('the server restarts; the day goes on by itself: meetings are called, then run', async () => {
  await takeAll();
  const { slots } = await ok(host.get('/api/agenda'));
  const first = slots.sort((a, b) => a.from_at - b.from_at)[0].id;
  const inFirst = (await ok(host.get('/api/meetings'))).meetings.filter(
    ({ slot, state }) => slot === first && state === 'planned',
  );
  assert.ok(inFirst.length > 0, 'somebody meets in the first slot');
  await restart('2017-11-20T09:56:58');
  for (const meeting of inFirst) await untilMeeting(meeting.id, 'called');
  const shown = new Set((await ok(host.get('/api/agenda'))).meetings.map(({ id }) => id));
  for (const meeting of inFirst) assert.ok(shown.has(meeting.id), 'called meetings are public');
  await restart('2017-11-20T09:59:58');
  const inHouse = (meeting) => presence.get(meeting.buyer) === 'in';
  assert.ok(inFirst.some(inHouse));
  for (const meeting of inFirst) {
    if (inHouse(meeting)) await untilMeeting(meeting.id, 'running');
    meetingStates.set(meeting.id, inHouse(meeting) ? 'running' : 'called');
  }
});

async function untilMeeting(id, state) {
  await curl.wait(
    ({ event, json }) =>
      event === 'change' && json.kind === 'meeting' && json.id === id && json.body.state === state,
    { what: `meeting ${id} ${state}` },
  );
}

/** Puts what curl read so far into the follower's state; a notice of its own marks the end, since
 * not every seq is told (sign-ins stay inside). */
async function takeAll() {
  const { notice } = await ok(
    host.post('/api/notices', { fr: 'Repère', en: 'Mark', minutes: 600 }),
  );
  await curl.wait(
    ({ event, json }) => event === 'change' && json.kind === 'notice' && json.id === notice.id,
    { what: 'the mark' },
  );
  for (const event of curl.events.splice(0)) {
    // after a reconnection by Last-Event-ID there is none
    if (event.event === 'snapshot' && staffState.seq > 0) continue;
    staffState.take(event);
  }
}

/** SIGTERM, and a new server at another hour; the follower goes on from its last seq. */
async function restart(at) {
  await takeAll();
  const last = staffState.seq;
  await server.stop();
  await curl.wait(({ event }) => event === 'goodbye', { what: 'goodbye' });
  await curl.closed;
  for (const client of [door, host, publicCurl]) client.close();
  server = await startServer(edition.folder, { at });
  await connect();
  curl = followWithCurl(server.url, { cookie: host.cookie, after: last });
  publicCurl = followWithCurl(server.url);
  await curl.wait(({ event }) => event === 'hello');
}

test('at the end every place says what was done', async (t) => {
  await takeAll();
  const status = await ok(host.get('/api/status'));

  await t.test('the status page counts the people', () => {
    const counted = { in: 0, out: 0 };
    for (const role of Object.values(status.arrivals)) {
      counted.in += role.in;
      counted.out += role.out;
    }
    const done = [...presence.values()];
    assert.deepEqual(counted, {
      in: done.filter((s) => s === 'in').length,
      out: done.filter((s) => s === 'out').length,
    });
    assert.deepEqual([status.pitches.done, status.pitches.total], [9, 9]);
    for (const state of ['planned', 'called', 'running', 'done', 'no_show', 'cancelled'])
      assert.equal(
        status.meetings[state],
        [...meetingStates.values()].filter((s) => s === state).length,
        state,
      );
  });

  await t.test('everybody is where they went', async () => {
    for (const [id, state] of presence)
      assert.equal((await ok(host.get(`/api/people/${id}`))).presence, state, `person ${id}`);
  });

  await t.test('the feed that curl read, replayed, is the documents', async () => {
    const agenda = await ok(host.get('/api/agenda'));
    const byId = (rows) => rows.toSorted((a, b) => a.id - b.id);
    // Names of organisations are in no row; staff hear of every meeting, the agenda has those
    // called.
    for (const [kind, list] of lists)
      if (kind !== 'organisation' && kind !== 'meeting')
        assert.deepEqual(staffState.rows(kind), byId(agenda[list]), list);
    const { meetings } = await ok(host.get('/api/meetings'));
    const told = new Map(staffState.rows('meeting').map((meeting) => [meeting.id, meeting.state]));
    for (const meeting of meetings)
      if (told.has(meeting.id)) assert.equal(told.get(meeting.id), meeting.state);
    for (const { id, state } of staffState.rows('presence'))
      assert.equal(state, presence.get(id), `presence of ${id}`);
    assert.equal(staffState.rows('presence').length, presence.size);
    const reader = follow(server.url, { cookie: host.cookie });
    const { json } = await reader.wait(({ event }) => event === 'snapshot');
    assert.deepEqual(json, agenda, 'the snapshot is the agenda');
    reader.close();
  });

  await t.test('the public feed told no planned meeting and nothing of people', () => {
    for (const { event, json } of publicCurl.events) {
      if (event !== 'change') continue;
      assert.ok(kinds.get(json.kind).public, json.kind);
      if (json.kind === 'meeting' && json.body)
        assert.ok(['called', 'running'].includes(json.body.state));
    }
  });

  await t.test('parvis verify and parvis status agree', () => {
    parvis(edition.folder, ['verify']);
    const said = JSON.parse(parvis(edition.folder, ['status', '--json']).stdout);
    assert.deepEqual(said.arrivals, status.arrivals);
    assert.deepEqual(said.meetings, status.meetings);
    assert.equal(said.pitches.done, 9);
  });

  await t.test('a backup of the running server verifies as well', () => {
    const copy = `${edition.folder}/copy`;
    mkdirSync(copy);
    parvis(edition.folder, ['backup', `${copy}/parvis.db`]);
    cpSync(`${edition.folder}/badge.key`, `${copy}/badge.key`);
    parvis(copy, ['verify']);
  });
});
