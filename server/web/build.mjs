// SPDX-License-Identifier: EUPL-1.2
// Bundles the pages: `node build.mjs FOLDER VERSION` writes FOLDER/files (what is served),
// FOLDER/web_assets.S, the table of web_assets.h, and FOLDER/embedded.json, the npm packages
// inside. The same sources give the same bytes.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { constants, deflateSync, gzipSync } from 'node:zlib';
import esbuild from 'esbuild';
import subsetFont from 'subset-font';
import { writeTypes } from './types.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const out = resolve(process.argv[2] ?? join(here, '../../build/web'));
const parvisVersion = process.argv[3];
if (!/^\d+\.\d+\.\d+$/.test(parvisVersion ?? ''))
  throw new Error('usage: node build.mjs FOLDER VERSION (the version of CMakeLists.txt)');
const tokens = JSON.parse(readFileSync(join(here, 'tokens.json'), 'utf8'));
const texts = join(here, '../../lib/catalogue');
const catalogue = Object.assign(
  {},
  ...readdirSync(texts)
    .sort()
    .map((file) => JSON.parse(readFileSync(join(texts, file), 'utf8'))),
);

/** The pages: address, name of the entry in src/ (and of its texts, "web.<name>.…"), title. */
const pages = [
  { path: '/', name: 'public', title: 'Parvis', feeds: true },
  { path: '/screen', name: 'screen', title: 'Parvis · écran', theme: 'dark' },
  { path: '/console', name: 'console', title: 'Parvis · console' },
  { path: '/mine', name: 'mine', title: 'Parvis', app: true },
];
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
  "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'";
/**
 * WebAssembly is compiled in the decoder's worker alone, under the policy of its own script: no
 * page may.
 */
const decoderPolicy = "default-src 'none'; script-src 'wasm-unsafe-eval'; connect-src 'self'";
const forever = 'public, max-age=31536000, immutable';

const hash = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** What the pages ask of the font: letters in their place, kerning, figures of one width. */
const fontFeatures = ['ccmp', 'locl', 'mark', 'mkmk', 'kern', 'tnum'];

/** Inter, with the letters of western Europe and the weights that the pages use. */
async function makeFont() {
  const source = readFileSync(
    join(here, 'node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2'),
  );
  const codes = [
    [0x20, 0x7e],
    [0xa0, 0xff],
    [0x2013, 0x2014],
    [0x2018, 0x201d],
  ];
  let letters = 'ŒœŸ…\u2009\u202f−•€';
  for (const [from, to] of codes)
    for (let code = from; code <= to; code++) letters += String.fromCodePoint(code);
  const [min, max] = tokens.font.weights;
  const key = hash(source + letters + min + max + fontFeatures);
  const kept = join(out, `inter-${key.slice(0, 16)}.woff2`);
  if (!existsSync(kept))
    writeFileSync(
      kept,
      await subsetFont(source, letters, {
        targetFormat: 'woff2',
        variationAxes: { wght: { min, max } },
        keepFeatures: fontFeatures,
      }),
    );
  const bytes = readFileSync(kept);
  return { path: `/assets/inter-${hash(bytes).slice(0, 8)}.woff2`, bytes };
}

const colours = (theme) =>
  Object.entries(tokens[theme])
    .map(([name, value]) => `--${name}:${value}`)
    .join(';');

/**
 * tokens.json as custom properties: light (and on paper), dark where the system or the page asks
 * for it.
 */
function tokensCss(font) {
  const scale = [
    ...tokens.space_px.map((px, step) => `--space-${step}:${px / 16}rem`),
    ...Object.entries(tokens.type_px).map(([name, px]) => `--type-${name}:${px / 16}rem`),
    ...Object.entries(tokens.radius_px).map(([name, px]) => `--radius-${name}:${px}px`),
  ].join(';');
  return (
    `@font-face{font-family:${tokens.font.family};src:url("${font.path}") format("woff2");` +
    `font-weight:${tokens.font.weights.join(' ')};font-display:swap}
:root{color-scheme:light;${scale};${colours('light')}}
@media screen and (prefers-color-scheme:dark){:root:not([data-theme=light]){color-scheme:dark;${colours('dark')}}}
:root[data-theme=dark]{color-scheme:dark;${colours('dark')}}`
  );
}

/**
 * "parvis:tokens.css"; "parvis:texts/<page>": the shared texts and those of one page;
 * "parvis:decoder": its address; "parvis:version": what the settings tell.
 */
const generated = (font, decoder) => ({
  name: 'parvis',
  setup(build) {
    build.onResolve({ filter: /^parvis:/ }, ({ path }) => ({ path, namespace: 'parvis' }));
    build.onResolve({ filter: /^\/assets\// }, ({ path }) => ({ path, external: true }));
    build.onLoad({ filter: /tokens\.css$/, namespace: 'parvis' }, () => ({
      contents: tokensCss(font),
      loader: 'css',
    }));
    build.onLoad({ filter: /decoder$/, namespace: 'parvis' }, () => ({
      contents: JSON.stringify(decoder),
      loader: 'json',
    }));
    build.onLoad({ filter: /version$/, namespace: 'parvis' }, () => ({
      contents: JSON.stringify(parvisVersion),
      loader: 'json',
    }));
    build.onLoad({ filter: /texts\//, namespace: 'parvis' }, ({ path }) => {
      const wanted = ['common', path.split('/')[1]];
      const texts = {};
      for (const [key, { fr, en }] of Object.entries(catalogue)) {
        const [where, page, ...rest] = key.split('.');
        if (where === 'web' && wanted.includes(page)) texts[rest.join('.')] = [fr, en];
      }
      return { contents: JSON.stringify(texts), loader: 'json' };
    });
  },
});

/** Where feed readers and calendars find the programme by the page's address. */
const feedsHead = `
<link rel="alternate" type="application/atom+xml" href="/export/changes.atom" title="Atom">
<link rel="alternate" type="text/calendar" href="/export/programme.ics" title="iCalendar">`;

/** What makes a page one that a phone installs. */
const appHead = `
<meta name="theme-color" content="${tokens.light.ground}" media="(prefers-color-scheme: light)">
<meta name="theme-color" content="${tokens.dark.ground}" media="(prefers-color-scheme: dark)">
<link rel="manifest" href="/mine.webmanifest">
<link rel="apple-touch-icon" href="/icon-180.png">`;

function html(page, script, style, font) {
  const theme = page.theme ? ` data-theme="${page.theme}"` : '';
  const viewport = `width=device-width, initial-scale=1${page.app ? ', viewport-fit=cover' : ''}`;
  return `<!doctype html>
<html lang="fr"${theme}>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="${viewport}">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="Parvis ${parvisVersion}">
<title>${page.title}</title>
<link rel="icon" type="image/svg+xml" href="/favicon.svg">${page.app ? appHead : ''}${page.feeds ? feedsHead : ''}
<link rel="preload" href="${font.path}" as="font" type="font/woff2" crossorigin>
<link rel="stylesheet" href="${style}">
<script type="module" src="${script}"></script>
</head>
<body>
<div id="app"></div>
<noscript><p>Cette page demande JavaScript. This page needs JavaScript.</p></noscript>
</body>
</html>
`;
}

const favicon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="${tokens.dark.ground}"/><path d="M6 25V14a10 10 0 0 1 20 0v11h-5V14a5 5 0 0 0-10 0v11z" fill="${tokens.dark.accent}"/></svg>\n`;

const manifest = JSON.stringify({
  name: 'Parvis',
  short_name: 'Parvis',
  description: 'Ma journée : rendez-vous, badge, stand, avec ou sans réseau.',
  id: '/mine',
  start_url: '/mine',
  scope: '/mine',
  display: 'standalone',
  lang: 'fr',
  background_color: tokens.light.ground,
  theme_color: tokens.light.ground,
  icons: [
    { src: '/favicon.svg', type: 'image/svg+xml', sizes: 'any' },
    ...[192, 512].map((size) => ({
      src: `/icon-${size}.png`,
      type: 'image/png',
      sizes: `${size}x${size}`,
      purpose: 'any maskable',
    })),
  ],
});

const rgb = (colour) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));

/** The favicon's arch on a full square, as PNG: phones round the corners themselves. */
function pngIcon(size) {
  const ground = rgb(tokens.dark.ground),
    ink = rgb(tokens.dark.accent),
    fine = 4;
  /** In the favicon's 32 units, drawn smaller so that a round mask cuts nothing. */
  const inArch = (x, y) => {
    const px = (x - 16) / 0.8 + 16,
      py = (y - 16) / 0.8 + 16.5;
    if (py > 25) return false;
    const far = py < 14 ? Math.hypot(px - 16, py - 14) : Math.abs(px - 16);
    return far <= 10 && far >= 5;
  };
  const lines = [];
  for (let row = 0; row < size; row++) {
    const line = Buffer.alloc(1 + 3 * size); // filter 0
    for (let column = 0; column < size; column++) {
      let inside = 0;
      for (let i = 0; i < fine * fine; i++)
        inside += inArch(
          ((column + ((i % fine) + 0.5) / fine) * 32) / size,
          ((row + (Math.floor(i / fine) + 0.5) / fine) * 32) / size,
        )
          ? 1
          : 0;
      const part = inside / (fine * fine);
      for (let i = 0; i < 3; i++)
        line[1 + 3 * column + i] = Math.round(ground[i] * (1 - part) + ink[i] * part);
    }
    lines.push(line);
  }
  const chunk = (type, data) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]),
      out = Buffer.alloc(12 + data.length);
    out.writeUInt32BE(data.length, 0);
    body.copy(out, 4);
    out.writeUInt32BE(crc32(body), 8 + data.length);
    return out;
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(size, 0);
  head.writeUInt32BE(size, 4);
  head.set([8, 2, 0, 0, 0], 8); // 8 bits, RGB
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.concat(lines), { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** PNG's check sum (ISO 15948, annex D); Node's own came with 22. */
function crc32(bytes) {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

/** The npm packages that the bundles carry; each build adds what it takes in. */
const embedded = new Set(['@fontsource-variable/inter']);

/** esbuild's answer for one bundle; what all bundles share is said here. */
async function bundleOf(options) {
  const result = await esbuild.build({
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    target: 'es2022',
    legalComments: 'none', // /licences.txt has them
    absWorkingDir: here,
    logLevel: 'warning',
    ...options,
  });
  for (const input of Object.keys(result.metafile.inputs)) {
    const name = input.match(/node_modules\/((?:@[^/]+\/)?[^/]+)\//)?.[1];
    if (name) embedded.add(name);
  }
  return result.outputFiles;
}

/**
 * What the licences of the embedded packages ask for: their names, notices and texts, as one file.
 */
function notices() {
  const parts = [...embedded].sort().map((name) => {
    const folder = join(here, 'node_modules', name);
    const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const texts = readdirSync(folder).filter((file) => /^(licen[cs]e|notice)/i.test(file));
    if (!texts.length) throw new Error(`${name} comes without the text of its licence`);
    const all = texts.sort().map((file) => readFileSync(join(folder, file), 'utf8').trim());
    return `${'='.repeat(72)}\n${name} ${version} (${license})\n\n${all.join('\n\n')}\n`;
  });
  return (
    `Parvis ${parvisVersion} is under the European Union Public Licence 1.2 (EUPL-1.2).\n` +
    `Its pages carry the packages that follow. zxing-wasm carries zxing-cpp (Apache-2.0).\n\n` +
    parts.join('\n')
  );
}

/**
 * The service worker, told which files the page is made of, and which it keeps once they were used.
 */
async function workerOf(shell, used) {
  const version = hash(shell.map(({ path, bytes }) => path + hash(bytes)).join()).slice(0, 12);
  const [file] = await bundleOf({
    entryPoints: [join(here, 'src/worker.ts')],
    format: 'iife',
    define: {
      SHELL: JSON.stringify(shell.map(({ path }) => path)),
      USED: JSON.stringify(used.map(({ path }) => path)),
      VERSION: JSON.stringify(version),
    },
  });
  return Buffer.from(file.contents);
}

/**
 * What reads QR codes where the browser does not: a worker of one's own, and zxing-cpp as
 * WebAssembly.
 */
async function makeDecoder() {
  const bytes = readFileSync(join(here, 'node_modules/zxing-wasm/dist/reader/zxing_reader.wasm'));
  const wasm = { path: `/assets/zxing-${hash(bytes).slice(0, 8)}.wasm`, bytes };
  const [file] = await bundleOf({
    entryPoints: [join(here, 'src/decoder.ts')],
    format: 'iife',
    define: { WASM: JSON.stringify(wasm.path) },
  });
  const script = Buffer.from(file.contents);
  return {
    wasm,
    script: {
      path: `/assets/decoder-${hash(script).slice(0, 8)}.js`,
      bytes: script,
      policy: decoderPolicy,
    },
  };
}

async function bundle(font, decoder) {
  const files = await bundleOf({
    entryPoints: pages.map(({ name }) => join(here, `src/${name}.tsx`)),
    format: 'esm',
    outdir: '/assets',
    entryNames: '[name]-[hash]',
    charset: 'utf8',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    plugins: [generated(font, decoder)],
  });
  return files.map((file) => ({
    path: `/assets/${basename(file.path)}`,
    bytes: Buffer.from(file.contents),
  }));
}

const types = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  woff2: 'font/woff2',
  wasm: 'application/wasm',
  svg: 'image/svg+xml',
  png: 'image/png',
  webmanifest: 'application/manifest+json',
  html: 'text/html; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
};

/** Every file that is served: path, type, cache_control, bytes, policy. */
async function makeAssets() {
  const font = await makeFont();
  const { wasm, script } = await makeDecoder();
  const bundled = await bundle(font, script.path);
  const find = (name, extension) =>
    bundled.find(({ path }) => path.startsWith(`/assets/${name}-`) && path.endsWith(extension))
      .path;
  const documents = pages.map((page) => ({
    path: page.path,
    extension: 'html',
    bytes: Buffer.from(html(page, find(page.name, '.js'), find(page.name, '.css'), font)),
  }));
  const icon = { path: '/favicon.svg', extension: 'svg', bytes: Buffer.from(favicon) };
  const pictures = [180, 192, 512].map((size) => ({
    path: `/icon-${size}.png`,
    bytes: pngIcon(size),
  }));
  const described = { path: '/mine.webmanifest', bytes: Buffer.from(manifest) };
  const shell = [
    documents.find(({ path }) => path === '/mine'),
    icon,
    font,
    described,
    ...bundled.filter(({ path }) => path.startsWith('/assets/mine-')),
  ];
  const worker = { path: '/mine-worker.js', bytes: await workerOf(shell, [script, wasm]) };
  const licences = { path: '/licences.txt', bytes: Buffer.from(notices()) };
  const named = [...documents, icon, ...pictures, described, worker, licences];
  return [...named, font, ...bundled, script, wasm].map((asset) => {
    const extension = asset.extension ?? asset.path.split('.').pop();
    return {
      path: asset.path,
      bytes: asset.bytes,
      type: types[extension],
      policy: asset.policy,
      cache: asset.path.startsWith('/assets/') ? forever : 'no-cache',
    };
  });
}

/** The table in assembly: .incbin costs nothing where a C array of the same bytes costs seconds. */
function assembly(assets) {
  const text = [],
    rows = [];
  assets.forEach((asset, index) => {
    const file = join(out, 'files', String(index));
    const gzip = /^font|png$/.test(asset.type)
      ? null
      : gzipSync(asset.bytes, { level: constants.Z_BEST_COMPRESSION });
    writeFileSync(file, asset.bytes);
    if (gzip) writeFileSync(`${file}.gz`, gzip);
    const name = `web_${index}`;
    text.push(
      `${name}_path: .asciz "${asset.path}"`,
      `${name}_type: .asciz "${asset.type}"`,
      `${name}_cache: .asciz "${asset.cache}"`,
      `${name}_etag: .asciz "\\"${hash(asset.bytes).slice(0, 16)}\\""`,
      `${name}_data: .incbin "${file}"`,
      `${name}_end:`,
    );
    if (asset.policy) text.push(`${name}_policy: .asciz "${asset.policy}"`);
    if (gzip) text.push(`${name}_gzip: .incbin "${file}.gz"`, `${name}_gzip_end:`);
    rows.push(
      `  .quad ${name}_path, ${name}_type, ${name}_cache, ${name}_etag, ${name}_data, ${name}_end - ${name}_data, ` +
        (gzip ? `${name}_gzip, ${name}_gzip_end - ${name}_gzip, ` : '0, 0, ') +
        (asset.policy ? `${name}_policy` : '0'),
    );
  });
  return (
    `#ifdef __CET__\n#include <cet.h>\n#endif\n  .section .rodata\n${text.join('\n')}\n  .section .data.rel.ro, "aw"\n  .balign 8\n  .globl web_assets\nweb_assets:\n` +
    `${rows.join('\n')}\n  .section .rodata\n  .balign 8\n  .globl web_asset_count\nweb_asset_count: .quad ${assets.length}\n` +
    `  .section .note.GNU-stack, ""\n`
  );
}

rmSync(join(out, 'files'), { recursive: true, force: true });
mkdirSync(join(out, 'files'), { recursive: true });
writeTypes();
const assets = await makeAssets();
const source = assembly(assets);
writeFileSync(join(out, 'embedded.json'), `${JSON.stringify([...embedded].sort())}\n`);
writeFileSync(join(out, 'web_assets.S'), source);
