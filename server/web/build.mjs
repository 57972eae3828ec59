// Bundles the pages: `node build.mjs FOLDER` writes FOLDER/files (what is served) and
// FOLDER/web_assets.S, the table of web_assets.h. The same sources give the same bytes.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { constants, gzipSync } from 'node:zlib';
import esbuild from 'esbuild';
import subsetFont from 'subset-font';

const here = dirname(fileURLToPath(import.meta.url));
const out = resolve(process.argv[2] ?? join(here, '../../build/web'));
const tokens = JSON.parse(readFileSync(join(here, 'tokens.json'), 'utf8'));
const texts = join(here, '../../lib/catalogue');
const catalogue = Object.assign({}, ...readdirSync(texts).filter((name) => /^web.*\.json$/.test(name)).sort()
  .map((name) => JSON.parse(readFileSync(join(texts, name), 'utf8'))));

/** The pages: address, name of the entry in src/ (and of its texts, "web.<name>.…"), title. */
const pages = [
  { path: '/', name: 'public', title: 'Parvis' },
  { path: '/screen', name: 'screen', title: 'Parvis · écran', theme: 'dark' },
  { path: '/console', name: 'console', title: 'Parvis · console' },
];
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
  "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'";
const forever = 'public, max-age=31536000, immutable';

const hash = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** Inter, with the letters of western Europe and the weights that the pages use. */
async function makeFont() {
  const source = readFileSync(
    join(here, 'node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2'));
  const codes = [[0x20, 0x7e], [0xa0, 0xff], [0x2013, 0x2014], [0x2018, 0x201d]];
  let letters = 'ŒœŸ…\u2009\u202f−•€';
  for (const [from, to] of codes) for (let code = from; code <= to; code++) letters += String.fromCodePoint(code);
  const [min, max] = tokens.font.weights;
  const key = hash(source + letters + min + max);
  const kept = join(out, `inter-${key.slice(0, 16)}.woff2`);
  if (!existsSync(kept))
    writeFileSync(kept, await subsetFont(source, letters, { targetFormat: 'woff2', variationAxes: { wght: { min, max } } }));
  const bytes = readFileSync(kept);
  return { path: `/assets/inter-${hash(bytes).slice(0, 8)}.woff2`, bytes };
}

const colours = (theme) => Object.entries(tokens[theme]).map(([name, value]) => `--${name}:${value}`).join(';');

/** tokens.json as custom properties: light, and dark where the system or the page asks for it. */
function tokensCss(font) {
  const scale = [
    ...tokens.space_px.map((px, step) => `--space-${step}:${px / 16}rem`),
    ...Object.entries(tokens.type_px).map(([name, px]) => `--type-${name}:${px / 16}rem`),
    ...Object.entries(tokens.radius_px).map(([name, px]) => `--radius-${name}:${px}px`),
  ].join(';');
  return `@font-face{font-family:${tokens.font.family};src:url("${font.path}") format("woff2");` +
    `font-weight:${tokens.font.weights.join(' ')};font-display:swap}
:root{color-scheme:light;${scale};${colours('light')}}
@media (prefers-color-scheme:dark){:root:not([data-theme=light]){color-scheme:dark;${colours('dark')}}}
:root[data-theme=dark]{color-scheme:dark;${colours('dark')}}`;
}

/** "parvis:tokens.css", and "parvis:texts/<page>": the shared texts and those of one page. */
const generated = (font) => ({
  name: 'parvis',
  setup(build) {
    build.onResolve({ filter: /^parvis:/ }, ({ path }) => ({ path, namespace: 'parvis' }));
    build.onResolve({ filter: /^\/assets\// }, ({ path }) => ({ path, external: true }));
    build.onLoad({ filter: /tokens\.css$/, namespace: 'parvis' }, () => ({ contents: tokensCss(font), loader: 'css' }));
    build.onLoad({ filter: /texts\//, namespace: 'parvis' }, ({ path }) => {
      const wanted = ['common', path.split('/')[1]];
      const texts = {};
      for (const [key, { fr, en }] of Object.entries(catalogue)) {
        const [, page, ...rest] = key.split('.');
        if (wanted.includes(page)) texts[rest.join('.')] = [fr, en];
      }
      return { contents: JSON.stringify(texts), loader: 'json' };
    });
  },
});

function html(page, script, style, font) {
  const theme = page.theme ? ` data-theme="${page.theme}"` : '';
  return `<!doctype html>
<html lang="fr"${theme}>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${page.title}</title>
<link rel="icon" type="image/svg+xml" href="/favicon.svg">
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

async function bundle(font) {
  const result = await esbuild.build({
    entryPoints: pages.map(({ name }) => join(here, `src/${name}.tsx`)),
    bundle: true, minify: true, write: false, metafile: true, format: 'esm', target: 'es2022',
    outdir: '/assets', entryNames: '[name]-[hash]', legalComments: 'none', charset: 'utf8',
    jsx: 'automatic', jsxImportSource: 'preact', plugins: [generated(font)], absWorkingDir: here, logLevel: 'warning',
  });
  return result.outputFiles.map((file) => ({ path: `/assets/${basename(file.path)}`, bytes: Buffer.from(file.contents) }));
}

const types = { js: 'text/javascript; charset=utf-8', css: 'text/css; charset=utf-8', woff2: 'font/woff2',
  svg: 'image/svg+xml', html: 'text/html; charset=utf-8' };

/** Every file that is served: path, type, cache_control, bytes. */
async function makeAssets() {
  const font = await makeFont();
  const bundled = await bundle(font);
  const find = (name, extension) =>
    bundled.find(({ path }) => path.startsWith(`/assets/${name}-`) && path.endsWith(extension)).path;
  const documents = pages.map((page) => ({
    path: page.path, extension: 'html',
    bytes: Buffer.from(html(page, find(page.name, '.js'), find(page.name, '.css'), font)),
  }));
  const icon = { path: '/favicon.svg', extension: 'svg', bytes: Buffer.from(favicon) };
  return [...documents, icon, font, ...bundled].map((asset) => {
    const extension = asset.extension ?? asset.path.split('.').pop();
    return { path: asset.path, bytes: asset.bytes, type: types[extension],
      cache: asset.path.startsWith('/assets/') ? forever : 'no-cache' };
  });
}

/** The table in assembly: .incbin costs nothing where a C array of the same bytes costs seconds. */
function assembly(assets) {
  const text = [], rows = [];
  assets.forEach((asset, index) => {
    const file = join(out, 'files', String(index));
    const gzip = asset.type.startsWith('font/') ? null : gzipSync(asset.bytes, { level: constants.Z_BEST_COMPRESSION });
    writeFileSync(file, asset.bytes);
    if (gzip) writeFileSync(`${file}.gz`, gzip);
    const name = `web_${index}`;
    text.push(`${name}_path: .asciz "${asset.path}"`, `${name}_type: .asciz "${asset.type}"`,
      `${name}_cache: .asciz "${asset.cache}"`, `${name}_etag: .asciz "\\"${hash(asset.bytes).slice(0, 16)}\\""`,
      `${name}_data: .incbin "${file}"`, `${name}_end:`);
    if (gzip) text.push(`${name}_gzip: .incbin "${file}.gz"`, `${name}_gzip_end:`);
    rows.push(`  .quad ${name}_path, ${name}_type, ${name}_cache, ${name}_etag, ${name}_data, ${name}_end - ${name}_data, ` +
      (gzip ? `${name}_gzip, ${name}_gzip_end - ${name}_gzip` : '0, 0'));
  });
  return `  .section .rodata\n${text.join('\n')}\n  .section .data.rel.ro, "aw"\n  .balign 8\n  .globl web_assets\nweb_assets:\n` +
    `${rows.join('\n')}\n  .section .rodata\n  .balign 8\n  .globl web_asset_count\nweb_asset_count: .quad ${assets.length}\n` +
    `  .section .note.GNU-stack, ""\n`;
}

rmSync(join(out, 'files'), { recursive: true, force: true });
mkdirSync(join(out, 'files'), { recursive: true });
const assets = await makeAssets();
const source = assembly(assets);
writeFileSync(join(out, 'web_assets.S'), source);
