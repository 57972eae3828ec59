// SPDX-License-Identifier: EUPL-1.2
// A line of the change log that the read model cannot take in: what is shown would no longer be
// what the log says. Nobody is told of it, nothing more is acknowledged, the server says so and
// ends with status 1; started again it shows what the tables have.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import test from 'node:test';
import { Client } from '../harness/client.mjs';
import { copyEdition } from '../harness/edition.mjs';
import { follow } from '../harness/feed.mjs';
import { startServer } from '../harness/server.mjs';

const at = Date.parse('2017-11-20T08:10:00Z');
const unfit = [
  ['badge', '{"id":1}', 'members are missing'],
  ['slot', '{"id":1,"from_at":"soon","to_at":2}', 'a member is of another type'],
  ['presence', '{"id":1,"state":"asleep"}', 'a word that the kind does not have'],
  ['need', 'no JSON at all', 'of a kind that the model keeps nothing of'],
];

const write = (edition, kind, body) => {
  const run = spawnSync('sqlite3', [`${edition.folder}/parvis.db`], {
    input: `INSERT INTO change (at, kind, id, body) VALUES (1, '${kind}', 1, '${body}');`,
    encoding: 'utf8',
  });
  assert.equal(run.status, 0, run.stderr);
};

test('a change that does not fit the model ends the server, and is told to nobody', async (t) => {
  const edition = copyEdition('log', { plan: false });
  const badges = [...edition.badges.values()];
  let used = 0;
  for (const [kind, body, what] of unfit)
    await t.test(`${kind}: ${what}`, async () => {
      const server = await startServer(edition.folder);
      const door = new Client(server.url, { token: edition.tokens.door, sockets: 8 });
      const scan = () => {
        const order = { scan_id: randomUUID(), badge: badges[used++], occurred_at: at };
        return door.post('/api/check-ins', order).then(
          (answer) => ({ order, status: answer.status, text: answer.text }),
          () => ({ order, status: 0 }),
        );
      };
      const before = await scan();
      assert.equal(before.status, 200, before.text);
      const host = new Client(server.url);
      await host.signIn(edition.users.host);
      const { seq } = (await host.get('/healthz')).json;
      const reader = follow(server.url, { cookie: host.cookie, after: seq });
      await reader.wait(({ event }) => event === 'hello');
      write(edition, kind, body);
      const after = await Promise.all([scan(), scan(), scan()]);
      assert.deepEqual(await server.exited, { code: 1, signal: null }, server.log);
      assert.match(server.log, new RegExp(`change ${seq + 1} of ${kind} 1 does not fit`));
      const told = reader.events.filter(({ event }) => event === 'change');
      for (const { json } of told) assert.ok(json.seq <= seq, `told change ${json.seq}`);
      for (const { status } of after)
        assert.ok([0, 503].includes(status), `acknowledged: ${status}`);
      for (const client of [door, host]) client.close();

      // What was acknowledged is there; what was not may be sent again, and counts once.
      const again = await startServer(edition.folder);
      const back = new Client(again.url, { token: edition.tokens.door });
      assert.equal((await back.post('/api/check-ins', before.order)).text, before.text);
      for (const { order } of after)
        assert.equal((await back.post('/api/check-ins', order)).json.status, 'admitted');
      assert.equal((await back.get('/healthz')).json.status, 'ok');
      back.close();
      await again.stop();
    });
});
