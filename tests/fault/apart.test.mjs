// SPDX-License-Identifier: EUPL-1.2
// Doors that are apart for an hour of the event, two of them and ten, and then together; and a door
// whose network is not a proxy's but the kernel's: a link between two network namespaces that is
// taken down. One arrival counts, by the kiosk's own time; every scan is kept, once.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readlinkSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import net from 'node:net';
import test, { after, before } from 'node:test';
import { Client } from '../harness/client.mjs';
import { addDevice, copyEdition, parvis, temporaryFolder } from '../harness/edition.mjs';
import { faults } from '../harness/faults.mjs';
import { startDoor, startProxy } from '../harness/kiosk.mjs';
import { startServer } from '../harness/server.mjs';
import { until } from '../harness/until.mjs';

const HOUR = 3_600_000,
  ROUNDS = 6;
let edition, server, badges, host;
const undo = [];
before(async () => {
  edition = copyEdition('apart', { plan: false });
  badges = [...edition.badges.values()];
  server = await startServer(edition.folder, { at: '2017-11-20T09:05' });
});
after(async () => {
  for (const one of undo.reverse()) await one();
  host?.close();
  await server?.stop();
});

function rows(sql) {
  const run = spawnSync('sqlite3', ['-json', `file:${edition.folder}/parvis.db?mode=ro`, sql], {
    encoding: 'utf8',
  });
  assert.equal(run.status, 0, run.stderr);
  return run.stdout.trim() ? JSON.parse(run.stdout) : [];
}

/** A door whose clocks since boot and of the wall go by a file. */
async function door(name, proxy) {
  const folder = temporaryFolder(`apart-${name}`),
    clock = `${folder}/clock`;
  writeFileSync(clock, '0');
  const token = addDevice(edition.folder, name, 'door');
  const env = faults({ FAULT_CLOCK: clock, FAULT_BOOT: clock });
  const kiosk = startDoor(proxy.url, token, { folder, stdin: true, env });
  await kiosk.ready();
  return { kiosk, name, pass: (ms) => writeFileSync(clock, String(ms)) };
}

for (const [count, at] of [
  [2, '2017-11-20T10:05'],
  [10, '2017-11-20T11:10'],
])
  test(`${count} doors are apart for an hour, then together`, async () => {
    const proxy = await startProxy(server.port);
    undo.push(() => proxy.close());
    const doors = [];
    for (let i = 0; i < count; i++) doors.push(await door(`Porte ${count}-${i}`, proxy));
    const guests = badges.splice(0, 24);
    proxy.set('closed');
    const seen = new Map(); // badge → [{ id, round }] in the order of the event's time
    for (let round = 0; round < ROUNDS; round++) {
      for (const one of doors) one.pass((round * HOUR) / (ROUNDS - 1));
      // Each round another door sees a badge; every badge is seen by two doors, some by more.
      for (const [g, badge] of guests.entries()) {
        if (g % ROUNDS !== round && (g + 1 + (g % 3)) % ROUNDS !== round) continue;
        const one = doors[(g * 7 + round * 3) % count];
        const answer = await one.kiosk.scan(badge);
        seen.set(badge, [...(seen.get(badge) ?? []), { ...answer, door: one.name, round }]);
      }
    }
    const all = [...seen.values()].flat();
    for (const answers of seen.values())
      assert.equal(answers[0].status, 'admitted', 'whoever comes first to a door gets in');
    host?.close();
    await server.stop();
    server = await startServer(edition.folder, { at });
    host = new Client(server.url);
    await host.signIn(edition.users.host);
    proxy.port = server.port;
    proxy.set('open');
    const ids = all.map(({ scan_id: id }) => `'${id}'`).join();
    await until(
      () => rows(`SELECT count(*) AS n FROM scan WHERE id IN (${ids})`)[0].n === all.length,
      { what: 'every journal' },
    );
    const stamps = rows(
      `SELECT min(occurred_at) AS first, max(occurred_at) AS last FROM scan WHERE id IN (${ids})`,
    )[0];
    assert.ok(
      Math.abs(stamps.last - stamps.first - HOUR) < 120_000,
      'they were an hour apart by the event’s clock',
    );
    const { exceptions } = (await host.get('/api/check-ins/exceptions')).json;
    for (const answers of seen.values()) {
      const [first, ...later] = answers;
      const scans = rows(
        `SELECT id, person_id, occurred_at FROM scan WHERE id IN (${answers.map(({ scan_id: id }) => `'${id}'`).join()})`,
      );
      const at_first = scans.find(({ id }) => id === first.scan_id);
      const [presence] = rows(
        `SELECT state, first_at, place FROM presence WHERE person_id = ${at_first.person_id}`,
      );
      assert.deepEqual(
        presence,
        { state: 'in', first_at: at_first.occurred_at, place: first.door },
        'the first arrival counts, by its own time',
      );
      for (const answer of later) {
        const told = exceptions.filter(
          ({ scan_id: id, kind }) => id === answer.scan_id && kind === 'twice',
        ).length;
        assert.equal(
          told,
          answer.status === 'admitted' ? 1 : 0,
          `${answer.status} later at ${answer.door}`,
        );
      }
    }
    for (const row of rows(
      'SELECT count(*) AS n, max(device_seq) AS last FROM scan WHERE journal IS NOT NULL GROUP BY device_id, journal',
    ))
      assert.equal(row.n, row.last, 'no journal has a gap');
    for (const { kiosk } of doors) await kiosk.end();
  });

/** A namespace with one link to us; throws with the reason where the kernel gives none. */
async function makeNamespace() {
  const run = (command, ...args) => {
    const how = spawnSync(command, args, { encoding: 'utf8' });
    if (how.status !== 0)
      throw new Error(`${command} ${args.join(' ')}: ${how.error?.message ?? how.stderr.trim()}`);
  };
  const name = `pv${process.pid % 10000}`;
  const holder = spawn('unshare', ['-n', 'sleep', '600'], { stdio: 'ignore' });
  undo.push(() => holder.kill('SIGKILL'));
  const inside = (...args) => run('nsenter', '-t', String(holder.pid), '-n', ...args);
  const ours = readlinkSync('/proc/self/ns/net');
  await until(
    () => holder.exitCode !== null || readlinkSync(`/proc/${holder.pid}/ns/net`) !== ours,
    {
      what: 'a network namespace',
    },
  );
  if (holder.exitCode !== null) throw new Error('unshare -n is refused');
  run(
    'ip',
    'link',
    'add',
    `${name}a`,
    'type',
    'veth',
    'peer',
    'name',
    `${name}b`,
    'netns',
    String(holder.pid),
  );
  undo.push(() => spawnSync('ip', ['link', 'del', `${name}a`]));
  run('ip', 'addr', 'add', '10.231.77.1/30', 'dev', `${name}a`);
  run('ip', 'link', 'set', `${name}a`, 'up');
  inside('ip', 'addr', 'add', '10.231.77.2/30', 'dev', `${name}b`);
  inside('ip', 'link', 'set', `${name}b`, 'up');
  return {
    pid: holder.pid,
    address: '10.231.77.1',
    link: (state) => run('ip', 'link', 'set', `${name}a`, state),
  };
}

test('the kernel’s own network goes away and comes back', async (t) => {
  let space;
  try {
    space = await makeNamespace();
  } catch (reason) {
    return t.skip(`this kernel gives us no network namespace: ${reason.message}`);
  }
  const relay = net.createServer((near) => {
    const far = net.connect(server.port, '127.0.0.1');
    near.pipe(far).pipe(near);
    for (const socket of [near, far])
      socket.on('error', () => {
        near.destroy();
        far.destroy();
      });
  });
  relay.listen(0, space.address);
  await once(relay, 'listening');
  undo.push(() => relay.close());
  const folder = temporaryFolder('namespace'),
    real = process.env.PARVIS_KIOSK_BINARY;
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/kiosk`, `#!/bin/sh\nexec nsenter -t ${space.pid} -n ${real} "$@"\n`);
  chmodSync(`${folder}/kiosk`, 0o755);
  const kiosk = startDoor(
    `http://${space.address}:${relay.address().port}`,
    addDevice(edition.folder, 'Porte du noyau', 'door'),
    { folder, stdin: true, program: `${folder}/kiosk` },
  );
  await kiosk.ready();
  const guests = badges.splice(0, 8);
  const answers = await kiosk.scanAll(guests.slice(0, 2));
  space.link('down');
  answers.push(...(await kiosk.scanAll(guests.slice(2, 6))));
  space.link('up');
  spawnSync('ip', ['addr', 'replace', `${space.address}/30`, 'dev', `pv${process.pid % 10000}a`]);
  const ids = () => answers.map(({ scan_id: id }) => `'${id}'`).join();
  await until(
    () => rows(`SELECT count(*) AS n FROM scan WHERE id IN (${ids()})`)[0].n === answers.length,
    { what: 'the journal' },
  );
  answers.push(...(await kiosk.scanAll(guests.slice(6))));
  assert.deepEqual([...new Set(answers.map(({ status }) => status))], ['admitted']);
  const apart = answers.slice(2, 6);
  assert.ok(apart.filter(({ asked }) => asked).length <= 1, 'one waits for the server at most');
  assert.equal(
    rows(`SELECT count(*) AS n FROM scan WHERE status = 'admitted' AND id IN (${ids()})`)[0].n,
    answers.length,
    'each once',
  );
  await kiosk.end();
});

test('at the end the edition verifies', () => parvis(edition.folder, ['verify']));
