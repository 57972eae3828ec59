// SPDX-License-Identifier: EUPL-1.2
// The server's disk fills up or fails: nobody is told 'done' who was not written, the server says
// so and ends with status 1, and what it had acknowledged is there when it starts again.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import test from 'node:test';
import { Client } from '../harness/client.mjs';
import { copyEdition, files, parvis } from '../harness/edition.mjs';
import { faults } from '../harness/faults.mjs';
import { startServer } from '../harness/server.mjs';

/** The environment of a program whose disk has this fault while `flag` is there. */
const struck = (edition, fault) => ({
  flag: `${edition.folder}/struck`,
  env: faults({ [fault]: `${edition.folder}/struck` }),
});

for (const [fault, words] of [
  ['FAULT_DISK_FULL', 'disk full'],
  ['FAULT_DISK_SYNC', 'input/output error'],
])
  test(`${words}: what was acknowledged holds, nothing else is acknowledged, the server ends`, async () => {
    const edition = copyEdition('disk', { plan: false });
    const { flag, env } = struck(edition, fault);
    let server = await startServer(edition.folder, { env });
    let door = new Client(server.url, { token: edition.tokens.door, sockets: 8 });
    const at = Date.parse('2017-11-20T08:10:00Z');
    const sent = [...edition.badges.values()]
      .slice(0, 40)
      .map((badge) => ({ scan_id: randomUUID(), badge, direction: 'in', occurred_at: at }));
    const told = [];
    for (const scan of sent.slice(0, 20)) {
      const answer = await door.post('/api/check-ins', scan);
      assert.equal(answer.status, 200, answer.text);
      told.push(answer.text);
    }
    writeFileSync(flag, '');
    const after = await Promise.all(
      sent.slice(20).map((scan) => door.post('/api/check-ins', scan).catch(() => ({ status: 0 }))),
    );
    assert.deepEqual(
      [...new Set(after.map(({ status }) => status))].filter(
        (status) => status !== 0 && status !== 503,
      ),
      [],
    );
    assert.deepEqual(await server.exited, { code: 1, signal: null }, server.log);
    assert.match(server.log, new RegExp(words));
    door.close();
    rmSync(flag);
    server = await startServer(edition.folder);
    door = new Client(server.url, { token: edition.tokens.door });
    for (const [i, scan] of sent.slice(0, 20).entries())
      assert.equal((await door.post('/api/check-ins', scan)).text, told[i]);
    for (const scan of sent.slice(20)) {
      const answer = await door.post('/api/check-ins', scan);
      assert.equal(answer.json?.status, 'admitted', answer.text);
    }
    door.close();
    await server.stop();
    parvis(edition.folder, ['verify']);
  });

test('an import on a full disk changes nothing and says what to do', () => {
  const edition = copyEdition('disk-import', { plan: false });
  const { flag, env } = struck(edition, 'FAULT_DISK_FULL');
  const state = () => ({
    ...JSON.parse(parvis(edition.folder, ['status', '--json']).stdout),
    now: 0,
  });
  const before = state();
  writeFileSync(
    `${edition.folder}/one.csv`,
    'id,prenom,nom,organisme,role\nP0001,Ada,Neuve,Mairie,visiteur\n',
  );
  writeFileSync(flag, '');
  const run = parvis(edition.folder, ['import', '--participants', `${edition.folder}/one.csv`], {
    status: 1,
    env,
  });
  assert.match(run.stderr, /the disk is full; make room, then start again/);
  rmSync(flag);
  assert.deepEqual(state(), before);
  parvis(edition.folder, ['verify']);
  parvis(edition.folder, ['import', '--participants', `${files}participants.csv`]);
});
