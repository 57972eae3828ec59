// SPDX-License-Identifier: EUPL-1.2
// Somebody sets the machine's clock while the day goes on, by an hour, a day or a month: no meeting
// is called or missed by it, nobody is signed out, also when the server is started again. A host
// may let the day's clock follow.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import test from 'node:test';
import { Client } from '../harness/client.mjs';
import { copyEdition } from '../harness/edition.mjs';
import { faults } from '../harness/faults.mjs';
import { startServer } from '../harness/server.mjs';
import { until } from '../harness/until.mjs';

const minute = 60_000,
  hour = 60 * minute,
  day = 24 * hour;
const edition = copyEdition('clock');
const machine = `${edition.folder}/machine-clock`;
const env = faults({ FAULT_CLOCK: machine });

/** The machine's clock is off by so many milliseconds from now on. */
const set = (ms) => writeFileSync(machine, String(ms));

async function start() {
  const server = await startServer(edition.folder, { at: '2017-11-20T08:30', env });
  const host = new Client(server.url);
  await host.signIn(edition.users.host);
  return { server, host };
}

const near = (value, wanted) =>
  assert.ok(Math.abs(value - wanted) < 5 * minute, `${value} is not near ${wanted}`);

test('the machine’s clock jumps, and the day goes on by the one that it began with', async () => {
  set(0);
  let { server, host } = await start();
  const status = async () => (await host.get('/api/status')).json;
  const { meetings, now: began, clock_step_ms } = await status();
  assert.equal(clock_step_ms, 0);
  const told = () => server.log.match(/the machine's clock was set by/g)?.length ?? 0;
  for (const [turn, off] of [-hour, hour, -day, 30 * day, -30 * day].entries()) {
    set(off);
    // Told when the server's own second has come, after its day's clock has looked.
    await until(() => told() === turn + 1, { what: () => `${off}\n${server.log}` });
    const seen = await status();
    near(seen.clock_step_ms, off);
    near(seen.now, began);
    assert.deepEqual(seen.meetings, meetings);
    assert.equal((await host.get('/api/me')).status, 200, 'still signed in');
  }

  // Started again while the machine's clock is wrong: the same day, the same sessions.
  set(30 * day);
  await server.stop();
  host.close();
  ({ server, host } = await start());
  assert.match(server.log, /since an earlier start/);
  const again = await status();
  near(again.clock_step_ms, 30 * day);
  assert.deepEqual(again.meetings, meetings);
  assert.equal((await host.get('/api/me')).status, 200);

  // A host agrees to what they saw, and to nothing else.
  set(20 * minute);
  await until(async () => (await status()).clock_step_ms < hour, { what: 'the step' });
  const refused = await host.post('/api/clock', { step_ms: 30 * day });
  assert.deepEqual([refused.status, refused.json.code], [409, 'clock_step_moved']);
  const { clock_step_ms: step_ms, now } = await status();
  const agreed = await host.post('/api/clock', { step_ms });
  assert.equal(agreed.status, 200, agreed.text);
  assert.ok(agreed.json.now - now >= 20 * minute && agreed.json.now - now < 21 * minute);
  assert.equal((await status()).clock_step_ms, 0);
  const { entries } = (await host.get('/api/audit')).json;
  assert.equal(entries[0].action, 'clock.follow');
  await server.stop();

  // It is what a server that is started again goes on from.
  host.close();
  ({ server, host } = await start());
  assert.equal((await status()).clock_step_ms, 0);
  host.close();
  await server.stop();
});
