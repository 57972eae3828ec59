// SPDX-License-Identifier: EUPL-1.2
// `./dev bench kiosk [--quick] [PART…]`: the kiosk beside its peers on this machine. Prints
// Markdown tables and writes build/bench/kiosk.json.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, release } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const top = fileURLToPath(new URL('../../../', import.meta.url));
process.env.PARVIS_BINARY ??= join(top, 'build/release/parvis');
process.env.PARVIS_KIOSK_BINARY ??= join(top, 'build/release/parvis-kiosk');
const quick = process.argv.includes('--quick');
const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--'));

const { makeEdition } = await import('../../harness/edition.mjs');
const { startServer } = await import('../../harness/server.mjs');
const { install } = await import('../../harness/install.mjs');
install(join(top, 'tests'));
const measures = await import('./measures.mjs');
const { takePhotographs } = await import('./photographs.mjs');

const built = spawnSync(
  'cmake',
  ['--build', join(top, 'build/release'), '--target', 'bench_kiosk_decode', 'bench_kiosk_frames'],
  { stdio: ['ignore', 2, 2] },
);
if (built.status !== 0) throw new Error('the programs of the bench do not compile');

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];
const percentile = (values, part) =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))];
const round = (value) =>
  value >= 100 ? Math.round(value).toString() : Number(value.toPrecision(3)).toString();
const table = (rows) =>
  rows
    .map(
      (cells, i) =>
        `| ${cells.join(' | ')} |${i === 0 ? `\n|${' --- |'.repeat(cells.length)}` : ''}`,
    )
    .join('\n');
const results = {};

const parts = {
  decode(context) {
    const set = takePhotographs(
      context.edition,
      join(top, 'build/bench/photographs'),
      quick ? 1 : 4,
    );
    const figures = measures.decode(top, set);
    const kinds = [...new Set(set.map(({ kind }) => kind))];
    const names = Object.keys(figures);
    const recall = (name, kind) => {
      const of = set
        .map((photo, i) => (kind && photo.kind !== kind ? null : figures[name].read[i]))
        .filter((read) => read !== null);
      return `${of.filter(Boolean).length}/${of.length}`;
    };
    results.decode = { pictures: set.length, ...figures };
    return table([
      ['', ...names],
      ...kinds.map((kind) => [kind, ...names.map((name) => recall(name, kind))]),
      ['**all**', ...names.map((name) => `**${recall(name)}**`)],
      [
        'decoding, median ms',
        ...names.map((name) => (figures[name].ms ? round(median(figures[name].ms)) : '–')),
      ],
      [
        'decoding, p95 ms',
        ...names.map((name) =>
          figures[name].ms ? round(percentile(figures[name].ms, 0.95)) : '–',
        ),
      ],
      [
        'a process a picture, median ms',
        ...names.map((name) => round(median(figures[name].process_ms))),
      ],
    ]);
  },
  async scan(context) {
    results.scan = await measures.scans(context, quick ? 10 : 60);
    results.scan['scanner (evdev), the server gone'] = await measures.scansAlone(
      context,
      quick ? 10 : 60,
    );
    return table([
      ['scan to green', 'median ms', 'p95 ms'],
      ...Object.entries(results.scan).map(([name, ms]) => [
        name,
        round(median(ms)),
        round(percentile(ms, 0.95)),
      ]),
    ]);
  },
  async start(context) {
    results.start = await measures.firstFrame(context, quick ? 3 : 11);
    return table([
      ['exec to the first frame on disk (PNG, 1920 × 1080)', 'median ms', 'most'],
      ...Object.entries(results.start).map(([name, ms]) => [
        name,
        round(median(ms)),
        round(Math.max(...ms)),
      ]),
    ]);
  },
  async memory(context) {
    results.memory = await measures.memory(context);
    return table([
      ['the hall’s screen, 1920 × 1080, shown for 15 s', 'PSS, MiB', 'processes'],
      ...Object.entries(results.memory).map(([name, { mib, processes }]) => [
        name,
        round(mib),
        processes,
      ]),
    ]);
  },
  async day(context) {
    const frames = measures.frames(top, 43_200, [[1920, 1080]])['1920 × 1080'];
    const door = await measures.doorDay(context, quick ? 2000 : 12_000);
    results.day = { frames, door };
    return table([
      ['a twelve-hour day', 'memory settled, MiB', 'at the end, MiB'],
      [
        'the agenda: 43,200 frames, 8,640 changes (RSS)',
        round(frames.settled_kib / 1024),
        round(frames.end_kib / 1024),
      ],
      [
        `a door: ${door.scans} scans, each in its journal (PSS)`,
        round(door.settled_mib),
        round(door.end_mib),
      ],
    ]);
  },
  frames() {
    results.frames = measures.frames(top, quick ? 100 : 600);
    return table([
      ['the agenda while its clock moves', 'frames a second', 'median ms', 'p95 ms'],
      ...Object.entries(results.frames).map(([size, f]) => [
        size,
        round(f.per_second),
        round(f.p50_ms),
        round(f.p95_ms),
      ]),
    ]);
  },
};

for (const name of wanted)
  if (!parts[name]) throw new Error(`no part ${name}: ${Object.keys(parts).join(', ')}`);
const edition = makeEdition('bench-kiosk');
const server = await startServer(edition.folder, { at: '2017-11-20T10:20' });
const context = { edition, server, top };
console.log(
  `${cpus()[0].model}, ${cpus().length} cores, Linux ${release()}${quick ? '; --quick: an indication only' : ''}\n`,
);
for (const name of wanted.length ? wanted : Object.keys(parts))
  console.log(`${await parts[name](context)}\n`);
mkdirSync(join(top, 'build/bench'), { recursive: true });
writeFileSync(
  join(top, 'build/bench/kiosk.json'),
  `${JSON.stringify({ quick, ...results }, null, 2)}\n`,
);
await server.stop();
process.exit(0);
