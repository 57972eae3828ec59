// Installs a test package's npm dependencies when its lockfile is not the one that was installed
// last: `node tests/harness/install.mjs FOLDER`. The ctest fixture npm_tests calls it, and ./dev.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

const folder = resolve(process.argv[2] ?? '.');
const lock = readFileSync(`${folder}/package-lock.json`, 'utf8');
const stamp = `${folder}/node_modules/.installed-lock.json`;

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== lock) {
  const result = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: folder,
    stdio: ['ignore', 'inherit', 'inherit'],
    // Nothing prebuilt is fetched: a package with native code is compiled against Node's headers.
    env: { ...process.env, npm_config_build_from_source: 'true', npm_config_nodedir: '/usr' },
  });
  if (result.status !== 0) process.exit(result.status ?? 1);
  writeFileSync(stamp, lock);
}
