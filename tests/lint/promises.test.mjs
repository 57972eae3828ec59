// SPDX-License-Identifier: EUPL-1.2
// docs/promises.md names tests that there are, so that no promise stands without one.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import test from 'node:test';

const page = readFileSync(new URL('../../docs/promises.md', import.meta.url), 'utf8');
const rows = page.split('\n').filter((line) => /^\| [A-Z]/.test(line));

/** The names of the tests of this build. */
function known() {
  const { stdout } = spawnSync('ctest', ['--show-only=json-v1'], {
    cwd: process.env.PARVIS_BUILD_DIR,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  return new Set(JSON.parse(stdout).tests.map(({ name }) => name));
}

test('every promise names a test, and every test that is named is there', () => {
  assert.ok(rows.length > 20, `${rows.length} promises`);
  const tests = known();
  for (const row of rows) {
    const names = [...(row.split('|')[2] ?? '').matchAll(/`([a-z0-9_]+)`/g)].map(
      ([, name]) => name,
    );
    assert.ok(names.length > 0, `no test: ${row}`);
    for (const name of names) assert.ok(tests.has(name), `${name}: there is no such test`);
  }
});
