// SPDX-License-Identifier: EUPL-1.2
// What a memory fault or a taken-over process can do with the released programs and their services.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

const top = fileURLToPath(new URL('../../', import.meta.url));
const folder = join(process.env.PARVIS_BUILD_DIR, 'hardening');

function run(command, ...args) {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  assert.equal(status, 0, `${command} ${args.join(' ')}\n${stdout}\n${stderr}`);
  return stdout;
}

test('every source of the release is compiled by the hardened options, its assertions kept', () => {
  run('cmake', '-S', top, '-B', folder, '--preset', 'release');
  const commands = JSON.parse(readFileSync(join(folder, 'compile_commands.json'), 'utf8'));
  const options = [
    '-D_FORTIFY_SOURCE=3',
    '-fstack-protector-strong',
    '-fstack-clash-protection',
    '-ftrivial-auto-var-init=zero',
    '-fno-delete-null-pointer-checks',
    '-fno-strict-overflow',
    '-fno-strict-aliasing',
  ];
  const sources = commands.filter(({ file }) => /\.(c|cpp)$/.test(file));
  assert.ok(sources.length > 300, `${sources.length} sources`);
  for (const { file, command } of sources) {
    for (const option of options) assert.ok(command.includes(option), `${file} without ${option}`);
    assert.ok(!command.includes('NDEBUG'), `${file}: its assertions do not stay`);
  }
});

test('what is linked has its tables read-only, and marks for the processor’s own checks', () => {
  run('cmake', '--build', folder, '--target', 'parvis_cups', 'seal');
  for (const file of ['parvis-cups.so', 'seal']) {
    assert.match(run('readelf', '-dW', join(folder, file)), /BIND_NOW/, file);
    assert.match(run('readelf', '-lW', join(folder, file)), /GNU_RELRO/, file);
    if (process.arch === 'x64')
      assert.match(run('readelf', '-nW', join(folder, file)), /x86 feature: IBT, SHSTK/, file);
  }
});

test('systemd finds little that the services may do: at most 1.2 of 10', () => {
  for (const unit of ['parvis', 'parvis-kiosk'])
    run(
      'systemd-analyze',
      'security',
      '--offline=true',
      '--threshold=12',
      '--no-pager',
      join(top, `systemd/${unit}.service`),
    );
});
