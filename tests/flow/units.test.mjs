// SPDX-License-Identifier: EUPL-1.2
// The systemd units: what the service manager itself thinks of them, and that they keep the
// promises of docs/operating.md. Skipped where there is no systemd-analyze.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import test from 'node:test';
import { temporaryFolder } from '../harness/edition.mjs';

const folder = fileURLToPath(new URL('../../systemd/', import.meta.url));
const analyze = (...args) => spawnSync('systemd-analyze', args, { encoding: 'utf8' });
const missing = analyze('--version').error ? 'no systemd-analyze here' : false;
const binaries = {
  'parvis.service': process.env.PARVIS_BINARY,
  'parvis-kiosk.service': process.env.PARVIS_KIOSK_BINARY,
};

assert.deepEqual(readdirSync(folder).sort(), Object.keys(binaries).sort());
for (const [name, binary] of Object.entries(binaries)) {
  const unit = readFileSync(folder + name, 'utf8');

  test(`${name}: the service manager finds nothing to say`, { skip: missing }, () => {
    const copy = `${temporaryFolder('units')}/${name}`;
    writeFileSync(copy, unit.replace(/^ExecStart=\S+/m, `ExecStart=${binary}`));
    const run = analyze('verify', '--man=no', copy);
    const said = (run.stdout + run.stderr).split('\n').filter((line) => line.includes(name));
    assert.deepEqual([said, run.status], [[], 0], run.stderr);
  });

  test(`${name}: little can be reached from it`, { skip: missing }, () => {
    const copy = `${temporaryFolder('units')}/${name}`;
    writeFileSync(copy, unit.replace(/^ExecStart=\S+/m, `ExecStart=${binary}`));
    const run = analyze('security', '--offline=yes', '--threshold=30', '--no-pager', copy);
    assert.equal(run.status, 0, run.stdout.split('\n').slice(-4).join('\n') + run.stderr);
  });

  test(`${name}: watched, restarted, and at home in one folder`, () => {
    for (const line of [
      'Type=notify',
      'Restart=on-failure',
      'ProtectSystem=strict',
      'DynamicUser=yes',
    ])
      assert.ok(unit.split('\n').includes(line), line);
    assert.match(unit, /^WatchdogSec=\d+$/m);
    const state = unit.match(/^StateDirectory=(.+)$/m)[1];
    assert.match(
      unit,
      new RegExp(`^ExecStart=.*/var/lib/${state}( |$)`, 'm'),
      'what it keeps is in its state directory',
    );
    assert.doesNotMatch(unit, /^ReadWritePaths=/m, 'and nowhere else');
  });
}
