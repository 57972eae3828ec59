// SPDX-License-Identifier: EUPL-1.2
// `./dev bench plan [option …]`: the planner beside public solvers, in the same run, by turns.
// Every plan of everybody passes the referee (check.mjs). Prints Markdown tables, writes
// build/bench/plan.md and build/bench/plan.json.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, release } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const here = fileURLToPath(new URL('.', import.meta.url));
const top = fileURLToPath(new URL('../../../', import.meta.url));
process.env.PARVIS_BINARY ??= join(top, 'build/release/parvis');

const HELP = `./dev bench plan [--instances FOLDER …] [--only PATTERN] [--runs N] [--seconds S] [--peer-seconds S] [--alone] [--quick]
  --instances FOLDER   a folder of instance files, instead of those made here; may be repeated ($PARVIS_BENCH_INSTANCES: several)
  --made               those made here as well
  --only PATTERN       only the instances whose name the regular expression finds
  --runs N             runs of ours, each with a seed of its own (3)
  --seconds S          for each run of ours (5; 10 where there are more than 10,000 wishes)
  --peer-seconds S     for each run of a peer (15)
  --alone              without the peers
  --quick              one run of ours, 3 s; 5 s for the peers: an indication only`;

const { values: options } = parseArgs({
  options: {
    instances: {
      type: 'string',
      multiple: true,
      default: (process.env.PARVIS_BENCH_INSTANCES ?? '').split(delimiter).filter(Boolean),
    },
    made: { type: 'boolean' },
    only: { type: 'string', default: '' },
    runs: { type: 'string' },
    seconds: { type: 'string' },
    'peer-seconds': { type: 'string' },
    alone: { type: 'boolean' },
    quick: { type: 'boolean' },
    help: { type: 'boolean' },
  },
});
if (options.help) {
  console.log(HELP);
  process.exit(0);
}
const runs = Number(options.runs ?? (options.quick ? 1 : 3));
const ourSeconds = Number(options.seconds ?? (options.quick ? 3 : 5));
const largeSeconds = options.seconds || options.quick ? ourSeconds : 10;
const peerSeconds = Number(options['peer-seconds'] ?? (options.quick ? 5 : 15));
const LARGE = 10_000; // wishes
const AGAIN_SECONDS = 3; // a peer that takes longer runs once
const SOON_SECONDS = 1; // "fewest breaks in a second"

const { install } = await import('../../harness/install.mjs');
install(here);
const { listFolder, readInstance, writeMade } = await import('./instances.mjs');
const { check } = await import('./check.mjs');
const { inTurn } = await import('./greedy.mjs');
const solvers = await import('./solvers.mjs');
const { report } = await import('./report.mjs');

const buildFolder = join(top, 'build/bench');
mkdirSync(buildFolder, { recursive: true });
const scratch = mkdtempSync(join(buildFolder, 'plan-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));

/**
 * Who takes part. WebAssembly has no room for the largest models, and clingo is asked about breaks
 * alone.
 */
function peersOf(instance) {
  if (options.alone) return [];
  if (instance.all) return ['clingoCores', 'clingoBounds', 'cbc', 'highs'];
  return instance.wishes.length > LARGE ? ['cbc'] : ['cbc', 'highs'];
}

/**
 * A plan as the referee counts it. A broken rule or a wrong claim of ours is an error; a peer's is
 * told.
 */
function judged(who, work, result) {
  const { meetings, ...rest } = result;
  if (!meetings) return { ...rest, plan: null };
  const plan = check(work.instance, meetings);
  if (who.startsWith('parvis')) {
    const wrong = Object.entries(rest.claims).filter(([figure, value]) => plan[figure] !== value);
    if (rest.bound < plan.weight || rest.breaksBound > plan.breaks)
      wrong.push(['a bound is not one']);
    if (plan.faults.length || wrong.length)
      throw new Error(`${work.name}: ${[...plan.faults, ...wrong].slice(0, 5).join('; ')}`);
  }
  return { ...rest, plan: plan.faults.length ? null : plan, faults: plan.faults.slice(0, 3) };
}

function tell(work, who, round, result) {
  const { plan } = result;
  const figures = plan
    ? `weight ${plan.weight}, moved ${plan.moved}, breaks ${plan.breaks}, idle ${plan.idle}`
    : `no plan ${result.faults ?? ''}`;
  const proof = [result.weightProof, result.breaksProof, result.proof]
    .filter((at) => at != null)
    .map((at) => at.toFixed(3));
  console.error(
    `${work.name} ${round + 1}/${runs} ${who}: ${figures}; first ${result.first?.toFixed(3) ?? '–'}, ` +
      `best ${result.best?.toFixed(3) ?? '–'}, proof ${proof.join(' / ') || '–'}, ended ${result.seconds.toFixed(3)} s`,
  );
}

/** Ours and the peers by turns; the order turns each time. Who → results. */
async function measure(work) {
  const { instance } = work;
  const seconds = instance.wishes.length > LARGE ? largeSeconds : ourSeconds;
  const turns = { parvis: (seed) => solvers.parvis(work, { seconds, seed }) };
  if (instance.all)
    turns.parvisSoon = (seed) => solvers.parvis(work, { seconds: SOON_SECONDS, seed });
  for (const peer of peersOf(instance))
    turns[peer] = () => solvers[peer](work, { seconds: peerSeconds });
  const results = {
    first_come: [judged('first come', work, { meetings: inTurn(instance), seconds: 0 })],
  };
  const names = Object.keys(turns);
  for (let round = 0; round < runs; round++)
    for (let i = 0; i < names.length; i++) {
      const who = names[(i + round) % names.length],
        before = (results[who] ??= []);
      if (!who.startsWith('parvis') && before.length && before[0].seconds > AGAIN_SECONDS) continue;
      const result = judged(who, work, await turns[who](round + 1));
      before.push(result);
      tell(work, who, round, result);
    }
  return results;
}

function machine() {
  const text = (command, ...args) =>
    (spawnSync(command, args, { encoding: 'utf8' }).stdout ?? '').trim();
  const version = (name) => text('dpkg-query', '-W', '-f', '${Version}', name).split(/[+-]/)[0];
  const highs = JSON.parse(readFileSync(join(here, 'package-lock.json'), 'utf8')).packages[
    'node_modules/highs'
  ].version;
  return {
    processor: cpus()[0].model,
    cores: cpus().length,
    kernel: release(),
    load_before: readFileSync('/proc/loadavg', 'utf8').split(' ')[0],
    peers: `CBC ${version('coinor-cbc')}, HiGHS ${highs} (wasm), clingo ${version('gringo')} with clasp ${version('clasp')}`,
    commit: text('git', '-C', top, 'rev-parse', '--short', 'HEAD'),
  };
}

const about = machine();
const files = [
  ...(options.made || !options.instances.length ? writeMade(join(buildFolder, 'instances')) : []),
  ...options.instances.flatMap(listFolder),
].filter(({ name }) => new RegExp(options.only).test(name));
const measured = [];
for (const file of files) {
  const work = { ...file, instance: readInstance(file.path), scratch };
  measured.push({ name: work.name, instance: work.instance, results: await measure(work) });
}

const settings = {
  runs,
  our_seconds: ourSeconds,
  large_seconds: largeSeconds,
  peer_seconds: peerSeconds,
  large: LARGE,
  quick: Boolean(options.quick),
};
const text = report(measured, { about, settings });
console.log(text);
writeFileSync(join(buildFolder, 'plan.md'), text);
writeFileSync(
  join(buildFolder, 'plan.json'),
  `${JSON.stringify(
    {
      ...settings,
      machine: { ...about, load_after: readFileSync('/proc/loadavg', 'utf8').split(' ')[0] },
      instances: measured.map(({ name, results }) => ({ name, results })),
    },
    null,
    2,
  )}\n`,
);
process.exit(0);
