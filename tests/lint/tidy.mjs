// SPDX-License-Identifier: EUPL-1.2
// clang-tidy over the C sources that a build compiles, tests left out: `node tidy.mjs BUILD_DIR`. A
// source is judged once: what was found clean is remembered by all that it is made of, headers and
// comments included, in the user's cache, so that a second run takes seconds.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, homedir } from 'node:os';
import { join, relative, resolve } from 'node:path';

const build = resolve(process.argv[2] ?? 'build/dev');
const top = resolve(import.meta.dirname, '../..');
const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'parvis-tidy');
const said = (command, args, how = {}) =>
  spawnSync(command, args, { encoding: 'utf8', maxBuffer: 256 << 20, ...how });

/** What the judge is: another one judges anew. */
const judge =
  said('clang-tidy', ['--version']).stdout + readFileSync(join(top, '.clang-tidy'), 'utf8');

/** The name under which a clean source is remembered; null: it does not go through the compiler. */
function nameOf({ command, directory }) {
  const words = command.split(' ');
  const plain = words.slice(words.findIndex((word) => /(^|\/)(cc|gcc|clang)$/.test(word)));
  const at = plain.indexOf('-o');
  plain.splice(at, 2, '-E', '-C', '-P');
  const { status, stdout } = said(plain[0], plain.slice(1), { cwd: directory });
  return status === 0 ? createHash('sha256').update(judge).update(stdout).digest('hex') : null;
}

/** Resolves with what the judge says of a file; '' : nothing. */
function look(file) {
  return new Promise((done) => {
    const args = ['-p', build, '--quiet', '--warnings-as-errors=*', file];
    const child = spawn('clang-tidy', args, { stdio: ['ignore', 'pipe', 'ignore'] });
    let out = '';
    child.stdout.on('data', (bytes) => (out += bytes));
    child.on('close', (code) => done(code === 0 ? '' : out || `clang-tidy ${file} → ${code}\n`));
  });
}

const sources = JSON.parse(readFileSync(join(build, 'compile_commands.json'), 'utf8'))
  .map((entry) => ({ ...entry, path: relative(top, entry.file) }))
  .filter(({ path }) => /^(lib|server|kiosk)\/.*\.c$/.test(path));
const names = new Map();
for (const source of sources) names.set(source.path, source); // some are compiled twice
const waiting = [...names.values()];
let done = 0,
  known = 0,
  bad = 0;
mkdirSync(cache, { recursive: true });

async function work() {
  for (let source = waiting.shift(); source; source = waiting.shift()) {
    const name = nameOf(source);
    const kept = name && join(cache, name);
    const clean = kept && existsSync(kept);
    const out = clean ? '' : await look(source.file);
    if (clean) known++;
    else if (!out && kept) writeFileSync(kept, '');
    if (out) bad++;
    process.stdout.write(out);
    if (++done % 25 === 0 || done === names.size)
      process.stderr.write(`  clang-tidy: ${done} of ${names.size} (${known} known)\n`);
  }
}
await Promise.all(Array.from({ length: availableParallelism() }, work));
if (bad > 0) {
  console.error(`clang-tidy finds fault with ${bad} of ${names.size} files`);
  process.exit(1);
}
