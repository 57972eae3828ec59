// SPDX-License-Identifier: EUPL-1.2
// Whoever follows the feed, and however often they fall off it, knows what everybody knows: nothing
// missed, nothing twice; and the hall never learns what only the staff may.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import test, { after, before } from 'node:test';
import { Client } from '../harness/client.mjs';
import { copyEdition } from '../harness/edition.mjs';
import { FeedState, follow } from '../harness/feed.mjs';
import { kinds } from '../harness/kinds.mjs';
import { startServer } from '../harness/server.mjs';

const PUBLIC_MEETINGS = new Set(['called', 'running']);
let edition, server, door, host, organiser;

async function connect() {
  door = new Client(server.url, { token: edition.tokens.door });
  host = new Client(server.url);
  organiser = new Client(server.url, { from: '127.0.0.2' });
  await host.signIn(edition.users.host);
  await organiser.signIn(edition.users.organiser);
}

before(async () => {
  edition = copyEdition('feed');
  server = await startServer(edition.folder, { at: '2017-11-20T09:05' });
  await connect();
});

after(async () => {
  for (const client of [door, host, organiser]) client?.close();
  await server?.stop();
});

const ok = async (promise) => {
  const answer = await promise;
  assert.ok(answer.status >= 200 && answer.status < 300, `${answer.status} ${answer.text}`);
  return answer.json;
};
const seqNow = async () => (await ok(host.get('/healthz'))).seq;

/** One of the things that happen in a day, the n-th. */
async function happen(n) {
  const badges = [...edition.badges.values()];
  const { now } = await ok(host.get('/api/status'));
  if (n % 4 === 0)
    return ok(host.post('/api/notices', { fr: `Annonce ${n}`, en: `Notice ${n}`, minutes: 5 }));
  if (n % 4 === 1) {
    const { meetings } = await ok(host.get('/api/meetings'));
    const planned = meetings.filter((meeting) => meeting.state === 'planned')[0];
    return ok(host.post(`/api/meetings/${planned.id}/state`, { to: 'called' }));
  }
  return ok(
    door.post('/api/check-ins', {
      scan_id: randomUUID(),
      occurred_at: now,
      badge: badges[n % badges.length],
    }),
  );
}

/** The changes that a reader gets who asks for what came after `seq`, up to `until`. */
async function changesAfter(seq, until, cookie) {
  const reader = follow(server.url, { cookie, after: seq });
  await reader.opened;
  // One more change that everybody sees tells that all before it has come.
  await reader.wait(({ event }) => event === 'hello');
  const { notice } = await ok(host.post('/api/notices', { fr: 'Fin', en: 'End', minutes: 1 }));
  await reader.wait(
    ({ event, json }) => event === 'change' && json.kind === 'notice' && json.id === notice.id,
  );
  reader.close();
  assert.ok(
    !reader.events.some(({ event }) => event === 'snapshot'),
    'a reader who is near gets no snapshot',
  );
  return reader.events
    .filter(({ event, json }) => event === 'change' && json.seq <= until)
    .map(({ json }) => json);
}

for (const audience of ['staff', 'public']) {
  test(`${audience}: whoever comes back at any point gets exactly what came since`, async () => {
    const cookie = audience === 'staff' ? host.cookie : undefined;
    const first = await seqNow();
    for (let n = 0; n < 24; n++) await happen(n);
    const last = await seqNow();
    const all = await changesAfter(first, last, cookie);
    assert.ok(all.length >= 12);
    assert.deepEqual(
      all.map(({ seq }) => seq),
      all.map(({ seq }) => seq).toSorted((a, b) => a - b),
    );
    if (audience === 'staff') assert.equal(all.length, last - first, 'the staff sees every change');
    for (let seq = first; seq <= last; seq += 3)
      assert.deepEqual(
        await changesAfter(seq, last, cookie),
        all.filter((change) => change.seq > seq),
      );
  });
}

test('the hall learns neither who is in nor what is planned', async () => {
  const reader = follow(server.url);
  await reader.wait(({ event }) => event === 'snapshot');
  for (let n = 0; n < 12; n++) await happen(n);
  const until = await seqNow();
  const hall = await changesAfter(until - 20, until);
  reader.close();
  const told = [
    ...hall,
    ...reader.events.filter(({ event }) => event === 'change').map(({ json }) => json),
  ];
  assert.ok(told.length > 0);
  for (const change of told) {
    assert.ok(kinds.get(change.kind).public, change.kind);
    if (change.kind === 'meeting' && change.body)
      assert.ok(PUBLIC_MEETINGS.has(change.body.state), change.body.state);
  }
  const { json: snapshot } = reader.events.find(({ event }) => event === 'snapshot');
  for (const meeting of snapshot.meetings) assert.ok(PUBLIC_MEETINGS.has(meeting.state));
});

test('a reader who is cut a hundred times knows in the end what one knows who never was', async () => {
  const state = new FeedState();
  const anyone = new Client(server.url);
  const agenda = await ok(anyone.get('/api/agenda'));
  state.snapshot(agenda);
  let last = agenda.seq,
    busy = true;
  const day = (async () => {
    for (let n = 0; n < 60; n++) await happen(n);
    busy = false;
  })();
  for (let cuts = 0; cuts < 100 || busy; cuts++) {
    const reader = follow(server.url, { lastEventId: last });
    await reader.opened;
    await reader.wait(({ event }) => event === 'hello');
    await new Promise((resolve) => setTimeout(resolve, cuts % 7));
    reader.close();
    for (const event of reader.events) state.take(event); // throws if the feed goes back
    last = Math.max(last, state.seq);
  }
  await day;
  const end = await seqNow();
  for (const json of await changesAfter(last, end)) state.change(json);
  const now = await ok(anyone.get('/api/agenda'));
  anyone.close();
  for (const kind of ['pitch', 'stand', 'meeting']) {
    const list = { pitch: 'pitches', stand: 'stands', meeting: 'meetings' }[kind];
    assert.deepEqual(
      state.rows(kind),
      now[list].toSorted((a, b) => a.id - b.id),
    );
  }
});

test('a restart of the server costs a reader nothing', async () => {
  const before = await seqNow();
  await happen(0);
  await server.stop();
  for (const client of [door, host, organiser]) client.close();
  server = await startServer(edition.folder, { at: '2017-11-20T09:20' });
  await connect();
  await happen(4);
  const reader = follow(server.url, { lastEventId: before });
  const state = new FeedState();
  const { notice } = await ok(
    host.post('/api/notices', { fr: 'Reprise', en: 'Again', minutes: 5 }),
  );
  await reader.wait(
    ({ event, json }) =>
      (event === 'change' && json.kind === 'notice' && json.id === notice.id) ||
      (event === 'snapshot' && json.notices.some(({ id }) => id === notice.id)),
  );
  reader.close();
  for (const event of reader.events) state.take(event);
  const names = state.rows('notice').map(({ fr }) => fr);
  assert.ok(names.includes('Annonce 4') && names.includes('Reprise'), names.join());
});

test('a seq that never was gets the whole state, a malformed one a clear refusal', async () => {
  const reader = follow(server.url, { after: 99_999_999 });
  await reader.wait(({ event }) => event === 'snapshot');
  reader.close();
  const answer = await host.get('/api/feed?after=abc');
  assert.equal(answer.status, 400, answer.text);
});
