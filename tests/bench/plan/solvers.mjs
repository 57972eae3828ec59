// SPDX-License-Identifier: EUPL-1.2
// Ours and the peers, one function each: runs a process on an instance, with the time at which each
// of its words came. A result is { meetings, first, best, proof, seconds, … }: meetings null where
// there is no plan, times in seconds from before the process was started (null: never), `best` when
// the last better plan was told.
import { spawn } from 'node:child_process';
import { createWriteStream, existsSync, readFileSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { facts, linearProgram } from './model.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const running = new Set();
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));

const GRACE_SECONDS = 5; // CBC does not look at its clock while it prepares a large model

/**
 * Runs a command; `heard(line, seconds)` is told every line. Killed some time after its own limit;
 * its exit code.
 */
async function run(command, limit, heard) {
  const from = performance.now();
  const child = spawn(command[0], command.slice(1), {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, LANG: 'en_GB.UTF-8', LC_ALL: '' },
  });
  running.add(child);
  const rest = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'])
    child[name].setEncoding('utf8').on('data', (text) => {
      const lines = (rest[name] + text).split('\n');
      rest[name] = lines.pop();
      for (const line of lines) heard(line, (performance.now() - from) / 1000);
    });
  const timer = setTimeout(() => child.kill('SIGKILL'), 1000 * (limit + GRACE_SECONDS));
  const [code] = await once(child, 'close');
  clearTimeout(timer);
  running.delete(child);
  return { code, seconds: (performance.now() - from) / 1000 };
}

/** Writes a model once; large ones are written piece by piece. */
async function written(path, pieces) {
  if (existsSync(path)) return path;
  const file = createWriteStream(path);
  for (const piece of pieces) if (!file.write(piece)) await once(file, 'drain');
  file.end();
  await once(file, 'finish');
  return path;
}

const PROGRESS =
  /^([\d.]+) s: weight (\d+) \(at most (\d+)\), (\d+) moved, (\d+) breaks(?: \(at least (\d+)\))?, (\d+) idle/;

/**
 * `parvis plan --instance`. Weight and breaks have a first time at which each was proven, as far as
 * it is told.
 */
export async function parvis({ path, scratch }, { seconds, seed }) {
  const out = join(scratch, 'parvis.json'),
    told = [];
  rmSync(out, { force: true });
  let said = '';
  const end = await run(
    [
      process.env.PARVIS_BINARY,
      'plan',
      '--instance',
      path,
      '--out',
      out,
      '--seconds',
      seconds,
      '--seed',
      seed,
      '--progress',
    ].map(String),
    seconds,
    (line, at) => {
      const found = PROGRESS.exec(line);
      if (!found) return (said += line);
      const [weight, bound, moved, breaks, breaksBound, idle] = found
        .slice(2)
        .map((text) => (text === undefined ? null : Number(text)));
      told.push({ at, own: Number(found[1]), weight, bound, moved, breaks, breaksBound, idle });
    },
  );
  if (end.code !== 0)
    return { meetings: null, first: null, best: null, proof: null, seconds: end.seconds, said };
  const {
    meetings,
    weight,
    bound,
    breaks,
    breaks_bound: breaksBound,
    idle,
    moved,
  } = JSON.parse(readFileSync(out, 'utf8'));
  const when = (test) => told.find(test)?.at ?? end.seconds;
  const same = (line) => line.weight === weight && line.moved === moved && line.breaks === breaks;
  return {
    meetings,
    bound,
    breaksBound,
    seconds: end.seconds,
    claims: { weight, breaks, idle, moved },
    // by the planner's own clock, which starts when the file has been read
    firstOwn: told[0]?.own ?? null,
    first: told[0]?.at ?? end.seconds,
    best: when((line) => same(line) && line.idle === idle),
    weightProof:
      weight === bound ? when((line) => line.weight === weight && line.bound === weight) : null,
    fewest: when(same),
    breaksProof:
      weight === bound && breaks === breaksBound
        ? when((line) => same(line) && line.breaksBound === breaks)
        : null,
  };
}

const named = (ones) =>
  ones
    .map((name) => /^x(\d+)_(\d+)$/.exec(name))
    .filter(Boolean)
    .map(([, wish, slot]) => ({ wish: Number(wish), slot: Number(slot) }));

/** CBC of Debian on the exact model. */
export async function cbc({ name, instance, scratch }, { seconds }) {
  const model = await written(join(scratch, `${name}.lp`), linearProgram(instance)),
    out = join(scratch, 'cbc.txt');
  rmSync(out, { force: true });
  let first = null,
    proven = false;
  const end = await run(
    ['cbc', model, '-timeMode', 'elapsed', '-seconds', String(seconds), '-solve', '-solution', out],
    seconds,
    (line, at) => {
      if (/Integer solution of|Cbc0038I.*solution of|Cbc0004I/.test(line)) first ??= at;
      if (/^Result - Optimal solution found/.test(line)) proven = true;
    },
  );
  const text = existsSync(out) ? readFileSync(out, 'utf8') : '';
  const rows = text
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , value]) => Number(value) > 0.5);
  // Without a plan the file holds the relaxation's fractions.
  const meetings =
    text && (proven || first !== null) ? named(rows.map(([, column]) => column)) : null;
  return {
    meetings,
    first: meetings && (first ?? end.seconds),
    proof: proven ? end.seconds : null,
    seconds: end.seconds,
  };
}

/** HiGHS of npm (WebAssembly, on Node) on the same model. */
export async function highs({ name, instance, scratch }, { seconds }) {
  const model = await written(join(scratch, `${name}.lp`), linearProgram(instance)),
    out = join(scratch, 'highs.json');
  rmSync(out, { force: true });
  let first = null,
    said = '';
  const end = await run(
    [process.execPath, join(here, 'highs.mjs'), model, out, String(seconds)],
    seconds,
    (line, at) => {
      const columns = /%\s+(\S+)\s+(\S+)/.exec(line);
      if (columns && !columns[2].includes('inf')) first ??= at;
      said = line || said;
    },
  );
  if (end.code !== 0)
    return { meetings: null, first: null, proof: null, seconds: end.seconds, said };
  const { status, ones } = JSON.parse(readFileSync(out, 'utf8'));
  const proven = status === 'Optimal';
  const meetings = proven || first !== null ? named(ones) : null;
  return {
    meetings,
    first: meetings && (first ?? end.seconds),
    proof: proven ? end.seconds : null,
    seconds: end.seconds,
  };
}

/** clingo of Debian (gringo, clasp) on the breaks. */
async function clingo({ name, instance, scratch }, { seconds }, options) {
  const asked = await written(join(scratch, `${name}.facts`), facts(instance));
  let first = null,
    best = null,
    proven = false,
    answer = null,
    next = false;
  const end = await run(
    ['clingo', join(here, 'breaks.lp'), asked, `--time-limit=${seconds}`, ...options],
    seconds,
    (line, at) => {
      if (next) {
        answer = line;
        first ??= at;
        best = at;
      }
      next = line.startsWith('Answer:');
      if (line.startsWith('OPTIMUM FOUND')) proven = true;
    },
  );
  const meetings =
    answer &&
    [...answer.matchAll(/at\((\d+),(\d+)\)/g)].map(([, wish, slot]) => ({
      wish: Number(wish),
      slot: Number(slot),
    }));
  return { meetings, first, best, proof: proven ? end.seconds : null, seconds: end.seconds };
}

/** Core-guided: proves from below, and mostly has no plan before it is done. */
export const clingoCores = (work, limits) =>
  clingo(work, limits, ['--opt-strategy=usc,k', '--opt-usc-shrink=no']);
/** Branch and bound: has a plan soon, and better ones later. */
export const clingoBounds = (work, limits) => clingo(work, limits, ['--opt-strategy=bb']);
