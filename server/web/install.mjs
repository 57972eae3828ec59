// SPDX-License-Identifier: EUPL-1.2
// Installs the npm packages of the lockfile into node_modules, unless they are there already: the
// build then needs no network.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

const present = 'node_modules/.package-lock.json'; // npm's own list of what it installed

function installed() {
  if (!existsSync(present)) return false;
  const wanted = JSON.parse(readFileSync('package-lock.json', 'utf8')).packages;
  const found = JSON.parse(readFileSync(present, 'utf8')).packages;
  return Object.entries(wanted).every(
    ([path, { version, optional }]) => path === '' || optional || found[path]?.version === version,
  );
}

if (!installed()) {
  const run = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { stdio: ['ignore', 2, 2] });
  if (run.error) console.error('npm is needed to build the pages (Debian: apt-get install npm)');
  process.exit(run.status ?? 1);
}
