// SPDX-License-Identifier: EUPL-1.2
// `./dev bench server [--quick] [NAME…]`: the server beside its peers, in the same run, by turns.
// Prints a Markdown table and writes build/bench/server.json. A missed aim is said, and fails
// nothing.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const top = fileURLToPath(new URL('../../../', import.meta.url));
process.env.PARVIS_BINARY ??= join(top, 'build/release/parvis');
const quick = process.argv.includes('--quick');
const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--'));
if (process.argv.includes('--help')) {
  console.log('./dev bench server [--quick] [check-ins] [latency] [feed] [agenda] [start]');
  process.exit(0);
}

const { install } = await import('../../harness/install.mjs');
install(here);
const processes = await import('./processes.mjs');
const measures = await import('./measures.mjs');
const { makeEdition } = await import('../../harness/edition.mjs');

/** The two C programs of the bench, optimised. */
function compile() {
  mkdirSync(processes.buildFolder, { recursive: true });
  const flags = ['-std=gnu17', '-O2', '-Wall', '-Wextra'];
  const programs = {
    load: ['load.c', 'load_requests.c', 'load_streams.c'],
    sqlite_alone: ['sqlite_alone.c', '-lsqlite3'],
  };
  for (const [name, parts] of Object.entries(programs)) {
    const files = parts.map((part) => (part.startsWith('-') ? part : join(here, part)));
    const run = spawnSync('cc', [...flags, '-o', join(processes.buildFolder, name), ...files], {
      stdio: ['ignore', 2, 2],
    });
    if (run.status !== 0) throw new Error(`${name} does not compile`);
  }
}

function makeBenchEdition(scratch) {
  process.env.TMPDIR = scratch; // on the disk, where an fsync is one
  const edition = makeEdition('bench');
  edition.badgesPath = join(scratch, 'badges.txt');
  writeFileSync(edition.badgesPath, [...edition.badges.values()].join('\n') + '\n');
  edition.offset = () => Date.parse('2017-11-20T09:05:00+01:00') - Date.now();
  return edition;
}

const median = (values) => {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
};

/** Runs every variant by turns; variant → figure → samples. The order turns each time. */
async function byTurns(name, variants, runs) {
  const samples = {};
  const names = Object.keys(variants);
  for (let run = 0; run < runs; run++)
    for (let i = 0; i < names.length; i++) {
      const variant = names[(i + run) % names.length];
      const figures = await variants[variant]();
      for (const [figure, value] of Object.entries(figures))
        ((samples[variant] ??= {})[figure] ??= []).push(value);
      const told = Object.entries(figures).map(
        ([figure, value]) => `${figure} ${value.toPrecision(4)}`,
      );
      console.error(`${name} ${run + 1}/${runs} ${variant}: ${told.join(', ')}`);
    }
  return samples;
}

const show = (value) =>
  value >= 1000 ? Math.round(value).toLocaleString('en') : Number(value.toPrecision(3)).toString();
const spread = (values, unit) =>
  `${show(median(values))}${unit} (${show(Math.min(...values))} … ${show(Math.max(...values))})`;

const rows = [];
/** One line of the table. `better`: 'more' or 'less'; the ratio is ours to the peer's. */
function row(what, ours, peerName, peer, unit, aim, better) {
  const ratio = peer ? median(ours) / median(peer) : median(ours);
  const met = better === 'more' ? ratio >= aim : ratio <= aim;
  const sign = better === 'more' ? '≥' : '≤';
  rows.push({
    what,
    unit: unit.trim(),
    ours: summary(ours),
    peer_name: peerName,
    peer: peer && summary(peer),
    ratio,
    aim,
    better,
    met,
    line: [
      what,
      spread(ours, unit),
      peer ? `${peerName}: ${spread(peer, unit)}` : '–',
      peer ? `${ratio.toFixed(2)}` : '–',
      `${sign} ${aim}${peer ? ' ×' : unit}`,
      met ? 'met' : '**missed**',
    ],
  });
}
const summary = (values) => ({
  median: median(values),
  min: Math.min(...values),
  max: Math.max(...values),
  samples: values,
});

const parts = {
  async 'check-ins'(context, runs) {
    const s = await byTurns(
      'check-ins',
      {
        parvis: () => measures.checkIns(context, 'parvis'),
        sqlite: () => measures.checkIns(context, 'sqlite'),
        fastify: () => measures.checkIns(context, 'fastify'),
      },
      runs,
    );
    row(
      'durable check-ins a second, 64 clients',
      s.parvis.per_second,
      'SQLite alone',
      s.sqlite.per_second,
      '/s',
      0.8,
      'more',
    );
    row(
      'durable check-ins a second, 64 clients',
      s.parvis.per_second,
      'fastify + better-sqlite3',
      s.fastify.per_second,
      '/s',
      3,
      'more',
    );
  },
  async latency(context, runs) {
    const s = await byTurns(
      'latency',
      {
        idle: () => measures.checkInLatency(context, 0),
        thousand: () => measures.checkInLatency(context, 1000),
        ten_thousand: () => measures.checkInLatency(context, 10000),
      },
      runs,
    );
    row(
      'p99 of a check-in, 1,000 screens following',
      s.thousand.p99_ms,
      'no screen',
      s.idle.p99_ms,
      ' ms',
      1.5,
      'less',
    );
    row(
      'p99 of a check-in, 10,000 screens following',
      s.ten_thousand.p99_ms,
      'no screen',
      s.idle.p99_ms,
      ' ms',
      1.5,
      'less',
    );
  },
  async feed(context, runs) {
    for (const streams of [1000, 10000]) {
      const s = await byTurns(
        `feed ${streams}`,
        {
          parvis: () => measures.fanOut(context, 'parvis', streams),
          nchan: () => measures.fanOut(context, 'nchan', streams),
        },
        runs,
      );
      const who = `of ${streams.toLocaleString('en')} subscribers`;
      row(
        `a change to the last ${who}`,
        s.parvis.last_ms,
        'nginx + nchan',
        s.nchan.last_ms,
        ' ms',
        1,
        'less',
      );
      row(
        `CPU of a change to all ${who}`,
        s.parvis.cpu_ms,
        'nginx + nchan',
        s.nchan.cpu_ms,
        ' ms',
        0.5,
        'less',
      );
      row(
        `memory (PSS) with all ${who}`,
        s.parvis.memory_mib,
        'nginx + nchan',
        s.nchan.memory_mib,
        ' MiB',
        0.5,
        'less',
      );
    }
  },
  async agenda(context, runs) {
    for (const gzip of [true, false]) {
      const s = await byTurns(
        `agenda ${gzip ? 'gzip' : 'plain'}`,
        {
          parvis: () => measures.agendaReads(context, 'parvis', gzip),
          nginx: () => measures.agendaReads(context, 'nginx', gzip),
        },
        runs,
      );
      const size = `${Math.round(median(s.parvis.bytes) / 1024)} KiB${gzip ? ', gzip' : ''}`;
      row(
        `agenda reads a second (${size})`,
        s.parvis.per_second,
        'nginx, a file',
        s.nginx.per_second,
        '/s',
        0.8,
        'more',
      );
    }
  },
  async start(context, runs) {
    const s = await byTurns('start', { parvis: () => measures.start(context) }, runs);
    row('start to first answer', s.parvis.first_ms, '', null, ' ms', 100, 'less');
    row('memory (PSS), edition loaded', s.parvis.memory_mib, '', null, ' MiB', 15, 'less');
  },
};

function table() {
  const head = ['figure', 'Parvis', 'peer', 'ratio', 'aim', ''];
  return [head, head.map(() => '---'), ...rows.map(({ line }) => line)]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

function machine() {
  const text = (command, ...args) =>
    (spawnSync(command, args, { encoding: 'utf8' }).stdout ?? '').trim();
  return {
    processor: cpus()[0].model,
    cores: cpus().length,
    memory_gib: Math.round(totalmem() / 2 ** 30),
    kernel: release(),
    load_before: readFileSync('/proc/loadavg', 'utf8').split(' ')[0],
    node: process.version,
    nginx: (spawnSync('nginx', ['-v'], { encoding: 'utf8' }).stderr ?? '').trim(),
    commit: text('git', '-C', top, 'rev-parse', '--short', 'HEAD'),
  };
}

const about = machine();
for (const name of wanted)
  if (!parts[name]) throw new Error(`no part ${name}: ${Object.keys(parts).join(', ')}`);
compile();
const scratch = processes.scratchFolder();
const context = { edition: makeBenchEdition(scratch), scratch, quick };
const runs = quick ? 2 : 5;
for (const name of wanted.length ? wanted : Object.keys(parts)) await parts[name](context, runs);

console.log(
  `${about.processor}, ${about.cores} cores, Linux ${about.kernel}, ${about.nginx}, node ${about.node}, commit ${about.commit}`,
);
console.log(
  `Medians of ${runs} alternating runs (least … most)${quick ? '; --quick: an indication only' : ''}.\n`,
);
console.log(table());
writeFileSync(
  join(processes.buildFolder, 'server.json'),
  JSON.stringify(
    { quick, runs, machine: about, rows: rows.map(({ line, ...figures }) => figures) },
    null,
    2,
  ) + '\n',
);
process.exit(0);
