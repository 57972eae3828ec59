// SPDX-License-Identifier: EUPL-1.2
// `./dev bench web [--quick] [PART…]`: the pages in Chromium on the real server. Prints Markdown
// tables and writes build/bench/web.json.
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, release } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const top = fileURLToPath(new URL('../../../', import.meta.url));
process.env.PARVIS_BINARY ??= join(top, 'build/release/parvis');
const quick = process.argv.includes('--quick');
const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--'));
process.env.TMPDIR = join(top, 'build/bench'); // on the disk, where an fsync is one
mkdirSync(process.env.TMPDIR, { recursive: true });

const { install } = await import('../../harness/install.mjs');
install(join(top, 'tests/browser'));
const { launch, open } = await import('../../browser/browser.mjs');
const { makeEdition } = await import('../../harness/edition.mjs');
const { makeLinks, openLink } = await import('../../harness/attendees.mjs');
const { makeConvention } = await import('../../harness/convention.mjs');
const { Client } = await import('../../harness/client.mjs');
const { startServer } = await import('../../harness/server.mjs');
const measures = await import('./measures.mjs');

const sorted = (values) => values.toSorted((a, b) => a - b);
const part = (values, of) =>
  sorted(values)[Math.min(values.length - 1, Math.floor(values.length * of))];
const ms = (value) => `${Math.round(value)}`;
const table = (rows) =>
  rows
    .map(
      (cells, i) =>
        `| ${cells.join(' | ')} |${i === 0 ? `\n|${' --- |'.repeat(cells.length)}` : ''}`,
    )
    .join('\n');
const results = {};

const parts = {
  async pixels(context) {
    const times = quick ? 5 : 40;
    const pages = {
      'programme, phone': () =>
        open(context.browser, context.server.url, { width: 360, height: 780 }),
      'hall screen, 1920 × 1080': () =>
        open(context.browser, `${context.server.url}/screen`, { width: 1920, height: 1080 }),
      'a guest’s day, phone': () =>
        open(context.browser, `${context.server.url}/mine#${context.guest.secret}`, {
          width: 360,
          height: 780,
        }),
    };
    const rows = [
      [
        'from a change to the pixels of another browser, ms',
        'from the request: median',
        'p95',
        'from its durable answer: median',
        'p95',
      ],
    ];
    results.pixels = {};
    for (const [name, make] of Object.entries(pages)) {
      const page = await make();
      await page.locator('h2').first().waitFor();
      const { request, answer } = (results.pixels[name] = await measures.pixels(
        context,
        page,
        '.notice',
        times,
      ));
      rows.push([
        name,
        ms(part(request, 0.5)),
        ms(part(request, 0.95)),
        ms(part(answer, 0.5)),
        ms(part(answer, 0.95)),
      ]);
      await page.context().close();
    }
    return table(rows);
  },
  async load(context) {
    const pages = [
      ['/', '.companies li'],
      [`/mine#${context.guest.secret}`, '.entries li'],
      ['/screen', '.wall'],
      ['/console', 'form [name=user]'],
    ];
    const rows = [
      [
        'first load',
        'kB, gzip',
        ...measures.networkNames.map((name) => `shown on ${name}, 4 × slower processor: median s`),
      ],
    ];
    results.load = {};
    for (const [path, shown] of pages) {
      const address = context.server.url + path,
        name = path.split('#')[0];
      const bytes = await measures.weight(context, address, shown);
      const seconds = {};
      for (const network of measures.networkNames) {
        seconds[network] = [];
        for (let turn = 0; turn < (quick ? 1 : 5); turn++)
          seconds[network].push(
            (await measures.firstLoad(context, address, shown, network)).shown_ms / 1000,
          );
      }
      results.load[name] = { bytes, seconds };
      rows.push([
        `\`${name}\``,
        (bytes / 1000).toFixed(1),
        ...measures.networkNames.map((network) => part(seconds[network], 0.5).toFixed(1)),
      ]);
    }
    return table(rows);
  },
  async board(context) {
    const large = makeConvention('convention');
    const hall = await startServer(large.folder, { at: '2017-11-20T08:30' });
    const times = [];
    for (let turn = 0; turn < (quick ? 1 : 5); turn++)
      times.push(...(await measures.screenfuls(context, hall, large.users.organiser)));
    await hall.stop();
    results.board = times;
    return table([
      ['the board of 400 companies and 24 slots, scrolled: ms a screenful', 'median', 'p95'],
      ['1440 × 900', ms(part(times, 0.5)), ms(part(times, 0.95))],
    ]);
  },
};

for (const name of wanted)
  if (!parts[name]) throw new Error(`no part ${name}: ${Object.keys(parts).join(', ')}`);
const edition = makeEdition('bench-web');
const links = makeLinks(edition.folder);
const server = await startServer(edition.folder, { at: '2017-11-20T10:20' });
const browser = await launch();
let guest;
for (const one of links.values()) {
  const client = new Client(server.url);
  const { json } = await openLink(client, one.secret);
  client.close();
  if (json.side === 'buyer' && json.meetings.length > 3) {
    guest = one;
    break;
  }
}
const context = { edition, server, browser, guest };
console.log(
  `${cpus()[0].model}, ${cpus().length} cores, Linux ${release()}, Chromium ${browser.version()}${quick ? '; --quick: an indication only' : ''}\n`,
);
for (const name of wanted.length ? wanted : Object.keys(parts))
  console.log(`${await parts[name](context)}\n`);
writeFileSync(
  join(top, 'build/bench/web.json'),
  `${JSON.stringify({ quick, ...results }, null, 2)}\n`,
);
await browser.close();
await server.stop();
process.exit(0);
