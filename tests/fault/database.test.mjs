// SPDX-License-Identifier: EUPL-1.2
// What happens to the database's files from outside: a damaged page, a log that is taken away,
// another program's lock, another program's trigger. Nothing that was acknowledged is lost, and
// whoever looks is told what it is.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { once } from 'node:events';
import test from 'node:test';
import { mind } from '../harness/children.mjs';
import { Client } from '../harness/client.mjs';
import { copyEdition, parvisBinary } from '../harness/edition.mjs';
import { startServer } from '../harness/server.mjs';

const at = Date.parse('2017-11-20T08:10:00Z');

function sql(edition, statements) {
  const run = spawnSync('sqlite3', [`${edition.folder}/parvis.db`], {
    input: statements,
    encoding: 'utf8',
  });
  assert.equal(run.status, 0, run.stderr);
  return run.stdout.trim();
}

/** A door of this server; `scan()` checks the next badge in. */
function doorOf(server, edition) {
  const badges = [...edition.badges.values()];
  const door = new Client(server.url, { token: edition.tokens.door });
  let used = 0;
  door.scan = () =>
    door.post('/api/check-ins', {
      scan_id: randomUUID(),
      badge: badges[used++],
      occurred_at: at,
    });
  return door;
}

test('a server does not begin on a file with a damaged page', () => {
  const edition = copyEdition('database-page', { plan: false });
  sql(edition, 'PRAGMA wal_checkpoint(TRUNCATE);');
  const path = `${edition.folder}/parvis.db`;
  const serial = BigInt(sql(edition, 'SELECT serial FROM badge LIMIT 1 OFFSET 30;'));
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt.asUintN(64, serial));
  const place = readFileSync(path).indexOf(bytes);
  assert.ok(place > 0, 'the page of this badge');
  const file = openSync(path, 'r+');
  writeSync(file, Buffer.from([0x0d, 0xff, 0xff]), 0, 3, place - (place % 4096));
  closeSync(file);
  const run = spawnSync(parvisBinary(), ['serve', '--data', edition.folder, '--port', '0'], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'en_GB.UTF-8' },
  });
  assert.equal(run.status, 1, run.stderr);
  assert.match(run.stderr, /the database file: .*[Pp]age \d+/s);
  assert.match(run.stderr, /is damaged. Keep it, and start again from the last backup/);
});

test('a log that is taken away is noticed before anybody else is told that they are in', async () => {
  const edition = copyEdition('database-log', { plan: false });
  const server = await startServer(edition.folder);
  const door = doorOf(server, edition);
  for (let turn = 0; turn < 5; turn++) assert.equal((await door.scan()).json.status, 'admitted');
  rmSync(`${edition.folder}/parvis.db-wal`);
  assert.equal((await door.scan()).status, 503);
  assert.deepEqual(await server.exited, { code: 1, signal: null });
  assert.match(server.log, /parvis.db-wal was taken away while it was in use: all of it is in/);
  door.close();
  const verified = spawnSync(parvisBinary(), ['verify', '--data', edition.folder]);
  assert.equal(verified.status, 0);
  assert.ok(Number(sql(edition, 'SELECT count(*) FROM scan;')) >= 5, 'the five are in the file');
});

test('who holds the database is named at the door, and afterwards all goes on', async () => {
  const edition = copyEdition('database-lock', { plan: false });
  const server = await startServer(edition.folder);
  const door = doorOf(server, edition);
  const other = mind(spawn('sqlite3', [`${edition.folder}/parvis.db`]));
  other.stdin.write('BEGIN IMMEDIATE; SELECT 1;\n');
  await once(other.stdout, 'data');
  const held = await door.scan();
  assert.deepEqual([held.status, held.json.code], [503, 'database_held']);
  assert.ok(held.json.title.includes(`sqlite3 (${other.pid})`), held.json.title);
  other.stdin.end('ROLLBACK;\n');
  await once(other, 'exit');
  assert.equal((await door.scan()).json.status, 'admitted');
  door.close();
  await server.stop();
});

test('a trigger that somebody wrote into the file does not run', async () => {
  const edition = copyEdition('database-trigger', { plan: false });
  sql(edition, 'CREATE TRIGGER evil AFTER INSERT ON scan BEGIN DELETE FROM wish; END;');
  const wishes = sql(edition, 'SELECT count(*) FROM wish;');
  assert.ok(Number(wishes) > 0);
  const server = await startServer(edition.folder);
  const door = doorOf(server, edition);
  assert.equal((await door.scan()).json.status, 'admitted');
  assert.equal(sql(edition, 'SELECT count(*) FROM wish;'), wishes);
  door.close();
  await server.stop();
});
