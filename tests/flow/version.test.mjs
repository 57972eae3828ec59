// SPDX-License-Identifier: EUPL-1.2
// The version has one source, project(… VERSION …) in CMakeLists.txt: whatever tells a version
// tells that one.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import test, { after, before } from 'node:test';
import { copyEdition, parvisBinary } from '../harness/edition.mjs';
import { openapi } from '../harness/schemas.mjs';
import { startServer } from '../harness/server.mjs';

const top = fileURLToPath(new URL('../../', import.meta.url));
const [, version] = readFileSync(`${top}CMakeLists.txt`, 'utf8').match(
  /^project\(parvis VERSION (\d+\.\d+\.\d+)/m,
);

let server;
before(async () => (server = await startServer(copyEdition('version').folder)));
after(() => server?.stop());

const told = (program) => spawnSync(program, ['--version'], { encoding: 'utf8' });
const text = async (path) => (await fetch(`${server.url}${path}`)).text();

test('both programs tell it, and do nothing else', () => {
  for (const [name, program] of [
    ['parvis', parvisBinary()],
    ['parvis-kiosk', process.env.PARVIS_KIOSK_BINARY],
  ]) {
    const { status, stdout, stderr } = told(program);
    assert.deepEqual([status, stdout, stderr], [0, `${name} ${version}\n`, '']);
  }
});

test('a version that cannot be written is a failure', () => {
  const run = spawnSync('sh', ['-c', '"$0" --version >/dev/full', parvisBinary()]);
  assert.equal(run.status, 1);
});

test('/healthz tells it', async () =>
  assert.equal(JSON.parse(await text('/healthz')).version, version));

for (const page of ['/', '/screen', '/console', '/mine'])
  test(`${page} tells it in its head`, async () =>
    assert.match(
      await text(page),
      new RegExp(`<meta name="generator" content="Parvis ${version.replaceAll('.', '\\.')}">`),
    ));

test('the console’s settings tell it', async () => {
  const [, script] = (await text('/console')).match(/<script type="module" src="([^"]+)"/);
  assert.ok((await text(script)).includes(`"${version}"`));
});

test('/licences.txt names what the pages carry, each with its licence’s text', async () => {
  const answer = await fetch(`${server.url}/licences.txt`);
  assert.equal(answer.headers.get('content-type'), 'text/plain; charset=utf-8');
  const said = await answer.text();
  assert.match(said, new RegExp(`^Parvis ${version.replaceAll('.', '\\.')} `));
  for (const [name, words] of [
    ['preact', 'Permission is hereby granted'],
    ['@fontsource-variable/inter', 'SIL OPEN FONT LICENSE'],
    ['@atlaskit/pragmatic-drag-and-drop', 'Apache License'],
  ]) {
    const part = said.split(/^=+$/m).find((text) => text.startsWith(`\n${name} `));
    assert.ok(part?.includes(words), name);
  }
});

test('the description of the API is that version’s', () =>
  assert.equal(openapi.info.version, version));
