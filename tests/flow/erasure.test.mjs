// SPDX-License-Identifier: EUPL-1.2
// Who was erased stays so, also when a backup of before is put back (GDPR, article 17); who came
// later and has their number is somebody else.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { appendFileSync, copyFileSync, readFileSync, rmSync, statSync } from 'node:fs';
import test from 'node:test';
import { Client } from '../harness/client.mjs';
import { copyEdition, parvisBinary } from '../harness/edition.mjs';
import { startServer } from '../harness/server.mjs';

const edition = copyEdition('erasure', { plan: false });
const database = `${edition.folder}/parvis.db`;
const ledger = `${edition.folder}/erasures.txt`;

function parvis(...args) {
  const run = spawnSync(parvisBinary(), [...args, '--data', edition.folder], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'en_GB.UTF-8' },
  });
  assert.equal(run.status, 0, run.stderr);
  return run;
}

/** The file of then in the place of the present one, as an organiser puts it there. */
function putBack(backup) {
  for (const end of ['-wal', '-shm']) rmSync(database + end, { force: true });
  copyFileSync(backup, database);
}

async function start() {
  const server = await startServer(edition.folder);
  const organiser = new Client(server.url);
  await organiser.signIn(edition.users.organiser);
  const register = async (last_name) =>
    (
      await organiser.post('/api/people', {
        first_name: 'Quetzalina',
        last_name,
        organisation: 'Mairie',
        role: 'visitor',
      })
    ).json.person.id;
  const found = async (name) => (await organiser.get(`/api/people?q=${name}`)).json.people;
  const stop = async () => {
    organiser.close();
    await server.stop();
  };
  return { server, organiser, register, found, stop };
}

test('a backup that is put back brings nobody back who was erased since', async () => {
  const empty = `${edition.folder}/empty.db`,
    full = `${edition.folder}/full.db`;
  parvis('backup', empty);
  let day = await start();
  const person = await day.register('Zygomatovski');
  parvis('backup', full);
  const erased = await day.organiser.post(`/api/people/${person}/erasure`, { confirm: true });
  assert.equal(erased.status, 200, erased.text);
  const line = readFileSync(ledger, 'utf8');
  assert.match(line, new RegExp(`^${person} \\d+ ${erased.json.receipt.erased_at}\n$`));
  assert.equal(statSync(ledger).mode & 0o777, 0o600);
  await day.stop();

  putBack(full);
  day = await start();
  assert.match(day.server.log, /A person who was erased since this backup was erased again/);
  assert.deepEqual(await day.found('zygomatovski'), []);
  assert.equal(readFileSync(ledger, 'utf8'), line);
  await day.stop();
  assert.equal(parvis('verify').stderr, '', 'and nobody is left to be erased');

  // A backup of before they came: their number goes to somebody else, who stays.
  putBack(empty);
  day = await start();
  assert.equal(await day.register('Dupont-Quelquun'), person, 'the number is given anew');
  await day.stop();
  day = await start();
  assert.equal((await day.found('dupont-quelquun')).length, 1);
  await day.stop();
});

test('a ledger that was lost is written again; one that cannot be read stops every command', async () => {
  const day = await start();
  const person = await day.register('Yggdrasilovna');
  await day.organiser.post(`/api/people/${person}/erasure`, { confirm: true });
  await day.stop();
  rmSync(ledger);
  parvis('status');
  assert.match(readFileSync(ledger, 'utf8'), new RegExp(`^${person} \\d+ \\d+\n$`));
  appendFileSync(ledger, 'Yggdrasilovna\n');
  const run = spawnSync(parvisBinary(), ['status', '--data', edition.folder], { encoding: 'utf8' });
  assert.equal(run.status, 1);
  assert.match(run.stderr, /erasures\.txt:2: three numbers are expected/);
});
