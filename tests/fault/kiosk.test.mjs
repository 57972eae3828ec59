// SPDX-License-Identifier: EUPL-1.2
// The kiosk at its worst moments: killed at every step of its journal, a record torn in the middle,
// a full or failing disk, a clock that jumps. Whoever saw green is counted, once; whoever did not
// see it gets it at the next try.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, rmSync, statSync, writeFileSync } from 'node:fs';
import test, { after, before } from 'node:test';
import { addDevice, copyEdition, parvis, temporaryFolder } from '../harness/edition.mjs';
import { faults } from '../harness/faults.mjs';
import { startDoor, startProxy } from '../harness/kiosk.mjs';
import { startServer } from '../harness/server.mjs';
import { until } from '../harness/until.mjs';

const HOUR = 3_600_000;
let edition, server, proxy, token, prepared;
const unused = [];

before(async () => {
  edition = copyEdition('fault-kiosk', { plan: false });
  unused.push(...edition.badges.values());
  token = addDevice(edition.folder, 'Porte A', 'door');
  server = await startServer(edition.folder);
  proxy = await startProxy(server.port);
  prepared = temporaryFolder('prepared'); // the state of a kiosk that has everything but a journal
  const kiosk = startKiosk(prepared);
  await kiosk.ready();
  await kiosk.end();
  rmSync(`${prepared}/state/journal`);
});

after(async () => {
  proxy?.close();
  await server?.stop();
});

function rows(sql) {
  const run = spawnSync('sqlite3', ['-json', `file:${edition.folder}/parvis.db?mode=ro`, sql], {
    encoding: 'utf8',
  });
  assert.equal(run.status, 0, run.stderr);
  return run.stdout.trim() ? JSON.parse(run.stdout) : [];
}
const scanRow = (id) => rows(`SELECT * FROM scan WHERE id = '${id}'`)[0];

function freshFolder() {
  const folder = temporaryFolder('kiosk');
  cpSync(`${prepared}/state`, `${folder}/state`, { recursive: true });
  return folder;
}

const startKiosk = (folder, how = {}) =>
  startDoor(proxy.url, token, { folder, stdin: true, ...how });
/** A kiosk with faults under it. */
const faultyKiosk = (folder, some, how = {}) => startKiosk(folder, { ...how, env: faults(some) });

/** The network is back, and these answers' scans go out. */
async function sent(kiosk, answers) {
  proxy.set('open');
  await until(() => answers.every(({ scan_id: id }) => scanRow(id)), {
    what: 'the journal at the server',
  });
  await kiosk.end();
}

for (const [network, fault] of [
  ['closed', 'FAULT_KILL_AT'],
  ['closed', 'FAULT_TEAR_AT'],
  ['open', 'FAULT_KILL_AT'],
  ['open', 'FAULT_TEAR_AT'],
])
  test(`killed at every step of the journal (${fault === 'FAULT_TEAR_AT' ? 'writes torn' : 'whole steps'}, network ${network})`, async () => {
    let step = 1,
      survived = false;
    for (; !survived; step++) {
      assert.ok(step < 40, 'the story ends');
      const mine = unused.splice(0, 2),
        folder = freshFolder();
      proxy.set(network);
      const kiosk = faultyKiosk(folder, { [fault]: String(step) });
      const before = [await kiosk.scan(mine[0])];
      if (before[0]) before.push(await kiosk.scan(mine[1]));
      if (kiosk.gone) assert.equal(kiosk.gone.signal, 'SIGKILL', kiosk.log);
      else kiosk.child.stdin.end();
      survived = (await kiosk.ended).signal !== 'SIGKILL';
      // It starts again where it is, and the people whose answer did not come try again.
      const again = startKiosk(folder);
      const greens = [];
      for (const [i, badge] of mine.entries()) {
        const answer = await again.scan(badge);
        if (before[i]) assert.equal(before[i].status, 'admitted');
        // shown, and killed before that was noted
        const seen = before[i] ? ['already_in', 'admitted'] : ['admitted'];
        assert.ok(
          seen.includes(answer.status),
          `step ${step}, badge ${i}: ${answer.status} after ${before[i]?.status}`,
        );
        if (before[i] && answer.status === 'admitted')
          assert.equal(answer.scan_id, before[i].scan_id, 'the very same scan');
        greens.push(before[i] ?? answer);
      }
      await sent(again, greens);
      for (const { scan_id: id } of greens) {
        const row = scanRow(id);
        assert.equal(row.status, 'admitted', `step ${step}`);
        assert.equal(
          rows(
            `SELECT count(*) AS n FROM scan WHERE status = 'admitted' AND person_id = ${row.person_id}`,
          )[0].n,
          1,
        );
      }
    }
    assert.ok(step > 6, `only ${step} steps were seen`);
  });

test('a full disk: it is said, nobody is let in unkept, and room makes it good again', async () => {
  const mine = unused.splice(0, 6),
    folder = freshFolder();
  proxy.set('closed');
  const kiosk = faultyKiosk(folder, { FAULT_FULL_AT: '1000' }, { hold: 30 });
  const answers = await kiosk.scanAll(mine);
  const statuses = answers.map(({ status }) => status);
  const kept = statuses.filter((status) => status === 'admitted').length;
  assert.ok(kept >= 1 && kept < 6, statuses.join());
  assert.deepEqual(statuses.slice(kept), Array(6 - kept).fill('disk_full'));
  assert.ok(kiosk.has('check-in-disk_full'), 'it is on the screen');
  assert.ok(statSync(`${kiosk.state}/journal`).size <= 1000);
  kiosk.child.stdin.end();
  await kiosk.ended;
  const again = startKiosk(folder);
  assert.deepEqual(
    (await again.scanAll(mine.slice(kept))).map(({ status }) => status),
    Array(6 - kept).fill('admitted'),
  );
  const all = [...answers.slice(0, kept), ...again.answers];
  await sent(again, all);
  for (const { scan_id: id } of all) assert.equal(scanRow(id).status, 'admitted');
});

test('after a failed sync nothing more is let in until the next start', async () => {
  const mine = unused.splice(0, 3),
    folder = freshFolder();
  proxy.set('closed');
  // the header's, the first scan's, the second's
  const kiosk = faultyKiosk(folder, { FAULT_SYNC_AT: '3' });
  assert.deepEqual(
    (await kiosk.scanAll(mine)).map(({ status }) => status),
    ['admitted', 'disk_failed', 'disk_failed'],
  );
  await kiosk.kill();
  const again = startKiosk(folder);
  assert.deepEqual(
    (await again.scanAll(mine)).map(({ status }) => status),
    ['already_in', 'admitted', 'admitted'],
  );
  await sent(again, again.answers);
});

test('once its folder was removed nobody is let in by what nobody finds again', async () => {
  const mine = unused.splice(0, 3),
    folder = freshFolder();
  proxy.set('closed');
  const kiosk = startKiosk(folder);
  assert.equal((await kiosk.scan(mine[0])).status, 'admitted');
  rmSync(kiosk.state, { recursive: true, maxRetries: 5 });
  assert.deepEqual(
    (await kiosk.scanAll(mine.slice(1))).map(({ status }) => status),
    ['disk_failed', 'disk_failed'],
  );
  await kiosk.kill();
});

test('the wall clock jumps an hour ahead, then an hour back: stamps are the event’s time', async () => {
  const mine = unused.splice(0, 4),
    folder = freshFolder(),
    clock = `${folder}/clock`;
  writeFileSync(clock, '0');
  proxy.set('open');
  const kiosk = faultyKiosk(folder, { FAULT_CLOCK: clock });
  const answers = [await kiosk.scan(mine[0])];
  proxy.set('closed');
  for (const [i, jump] of [0, HOUR, -HOUR].entries()) {
    writeFileSync(clock, String(jump));
    answers.push(await kiosk.scan(mine[i + 1]));
  }
  await sent(kiosk, answers);
  const stamps = answers.map(({ scan_id: id }) => scanRow(id));
  const [first] = stamps;
  for (const [i, row] of stamps.entries()) {
    assert.ok(
      row.occurred_at >= first.occurred_at && row.occurred_at < first.occurred_at + 60_000,
      `stamp ${i}`,
    );
    assert.equal(row.effective_at, row.occurred_at, 'it counts when it happened');
    if (i > 0) assert.ok(row.occurred_at >= stamps[i - 1].occurred_at, 'in order');
  }
  const device = stamps.map((row) => row.device_at - first.device_at);
  assert.ok(
    Math.abs(device[2] - HOUR) < 60_000 && Math.abs(device[3] + HOUR) < 60_000,
    `the device's own clock is kept too: ${device}`,
  );
});

test('at the end the edition verifies', () => parvis(edition.folder, ['verify']));
