// SPDX-License-Identifier: EUPL-1.2
// What was acknowledged survives kill -9. While sixteen doors check people in and out, the server
// is killed; started again, it gives every acknowledged scan the very same answer, and the edition
// verifies. A power cut differs by the disk's cache alone: synchronous=FULL is what stands for it.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import test from 'node:test';
import { Client } from '../harness/client.mjs';
import { copyEdition, parvis } from '../harness/edition.mjs';
import { random, rounds } from '../harness/random.mjs';
import { startServer } from '../harness/server.mjs';
import { until } from '../harness/until.mjs';

const ROUNDS = rounds(6),
  DOORS = 16,
  below = random(1);
const edition = copyEdition('kill', { plan: false });
const badges = [...edition.badges.values()];
/** Every scan that was ever sent: { asked, text } with the answer's bytes, or null. */
const sent = [];

/** One door: scans its share of the badges in and out until the server is gone. */
async function keepScanning(client, share, offset) {
  const inside = new Set();
  for (let i = 0; ; i++) {
    const badge = share[i % share.length];
    const direction = inside.has(badge) ? 'out' : 'in';
    const entry = {
      asked: { scan_id: randomUUID(), badge, direction, occurred_at: Date.now() + offset },
      text: null,
    };
    sent.push(entry);
    try {
      const answer = await client.post('/api/check-ins', entry.asked);
      assert.equal(answer.status, 200, answer.text);
      entry.text = answer.text;
      const { status } = answer.json;
      if (['admitted', 'returned', 'already_in'].includes(status)) inside.add(badge);
      else if (['left', 'not_in'].includes(status)) inside.delete(badge);
      else assert.fail(`unexpected verdict ${status}`);
    } catch (error) {
      if (
        ['ECONNRESET', 'ECONNREFUSED', 'EPIPE'].includes(error.code) ||
        /socket hang up/.test(error.message)
      )
        return;
      throw error;
    }
  }
}

const at = (round) => `2017-11-20T09:${String(5 + round).padStart(2, '0')}`;
async function open(round) {
  const server = await startServer(edition.folder, { at: at(round) });
  const client = new Client(server.url, { token: edition.tokens.door, sockets: DOORS });
  const { clock_offset_ms: offset } = (await client.get('/api/agenda')).json;
  return { server, client, offset };
}

/** Sends the scans again, some at a time; calls `each` with the entry and its answer. */
async function sendAgain(client, entries, each) {
  for (let i = 0; i < entries.length; i += DOORS)
    await Promise.all(
      entries
        .slice(i, i + DOORS)
        .map(async (entry) => each(entry, await client.post('/api/check-ins', entry.asked))),
    );
}

for (let round = 0; round < ROUNDS; round++)
  test(`round ${round + 1}: killed in the middle of check-ins, nothing that was acknowledged is lost`, async () => {
    const { server, client, offset } = await open(2 * round);
    const share = (i) => badges.filter((_, index) => index % DOORS === i);
    const doors = Array.from({ length: DOORS }, (_, i) => keepScanning(client, share(i), offset));
    const before = sent.length,
      some = 60 + below(540); // in the middle of work, whatever the machine's pace
    await until(() => sent.length >= before + some, { what: `${some} more scans`, every: 1 });
    await server.kill();
    await Promise.all(doors);
    client.close();

    parvis(edition.folder, ['verify']);
    const acknowledged = sent.filter(({ text }) => text);
    const unsure = sent.filter(({ text }) => !text);
    assert.ok(acknowledged.length > 20, `${acknowledged.length} scans were acknowledged so far`);
    const next = await open(2 * round + 1);
    await sendAgain(next.client, acknowledged, (entry, answer) =>
      assert.equal(answer.text, entry.text),
    );
    // What was cut off is either there or not; sent again, it is answered once and for all.
    await sendAgain(next.client, unsure, (entry, answer) => {
      assert.equal(answer.status, 200, answer.text);
      entry.text = answer.text;
    });
    await sendAgain(next.client, unsure, (entry, answer) => assert.equal(answer.text, entry.text));
    next.client.close();
    await next.server.stop();
    parvis(edition.folder, ['verify']);
  });

test('the numbers add up: one row a scan id, and nobody is counted twice', async () => {
  const { server, client } = await open(2 * ROUNDS);
  const viewer = new Client(server.url);
  await viewer.signIn(edition.users.viewer);
  const { arrivals } = (await viewer.get('/api/status')).json;
  const came = Object.values(arrivals).reduce((sum, role) => sum + role.in + role.out, 0);
  const admitted = sent.filter(({ text }) => JSON.parse(text).status === 'admitted');
  assert.equal(came, admitted.length);
  assert.equal(
    new Set(admitted.map(({ text }) => JSON.parse(text).person.id)).size,
    admitted.length,
    'one arrival a person',
  );
  viewer.close();
  client.close();
  await server.stop();
});

test('readers inside the server and commands beside it leave the log to its writer', async () => {
  // Closing any descriptor of the database drops the process's locks on it: a command would then
  // take itself for the last one to leave and delete the log, and what is acknowledged after would
  // be lost.
  const own = copyEdition('locks');
  let server = await startServer(own.folder);
  let host = new Client(server.url);
  await host.signIn(own.users.host);
  const planned = (await host.get('/api/meetings')).json.meetings
    .filter(({ state }) => state === 'planned')
    .slice(0, 5);
  for (const { id } of planned) {
    assert.equal((await host.get(`/api/meetings/${id}/options`)).status, 200);
    parvis(own.folder, ['verify']);
    const locked = await host.post(`/api/meetings/${id}/lock`, { locked: true });
    assert.equal(locked.status, 200, locked.text);
  }
  host.close();
  await server.kill();
  server = await startServer(own.folder);
  host = new Client(server.url);
  await host.signIn(own.users.host);
  const after = new Map(
    (await host.get('/api/meetings')).json.meetings.map((meeting) => [meeting.id, meeting]),
  );
  for (const { id } of planned) assert.equal(after.get(id).locked, true, `meeting ${id}`);
  host.close();
  await server.stop();
  parvis(own.folder, ['verify']);
});
