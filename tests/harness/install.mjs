// SPDX-License-Identifier: EUPL-1.2
// Installs a test package's npm dependencies when what is there is not what its lockfile says:
// `node tests/harness/install.mjs FOLDER`. The ctest fixture npm_tests calls it, and the benches.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Whether every package of the lockfile is there, in its version (npm keeps a list of its own). */
function installed(folder) {
  const hidden = `${folder}/node_modules/.package-lock.json`;
  if (!existsSync(hidden)) return false;
  const wanted = JSON.parse(readFileSync(`${folder}/package-lock.json`, 'utf8')).packages;
  const present = JSON.parse(readFileSync(hidden, 'utf8')).packages;
  return Object.entries(wanted).every(
    ([path, { version, optional }]) =>
      path === '' || optional || present[path]?.version === version,
  );
}

/** Throws unless the packages of `folder` are there afterwards. */
export function install(folder) {
  if (installed(folder)) return;
  const result = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: folder,
    stdio: ['ignore', 2, 2],
    // Nothing prebuilt is fetched: a package with native code is compiled against Node's headers.
    env: { ...process.env, npm_config_build_from_source: 'true', npm_config_nodedir: '/usr' },
  });
  if (result.status !== 0) throw new Error(`npm ci in ${folder} failed`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) install(resolve(process.argv[2] ?? '.'));
