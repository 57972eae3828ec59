// SPDX-License-Identifier: EUPL-1.2
// The walls of docs/architecture.md, tried one by one: for each folder of its tables the compiler
// is asked, with that folder's own flags, which headers of every other folder it would find. It
// finds those of the column "may use" and no others, so the map and the build cannot differ.
// Libraries of the system stand in /usr/include for everybody: there, the #include lines are read.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

import { folders, mayUse, systemLibraries } from './map.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const build = process.env.PARVIS_BUILD_DIR;
assert.ok(build, 'PARVIS_BUILD_DIR names the build whose flags are tried');

const commands = JSON.parse(readFileSync(join(build, 'compile_commands.json'), 'utf8'));
const map = folders(readFileSync(join(root, 'docs/architecture.md'), 'utf8'));

/** How much of a path a folder of the map names; 0: the path is not in it. */
const reach = (folder, path) =>
  Math.max(
    ...folder.paths.map((place) =>
      path === place || path.startsWith(`${place}/`) ? place.length : 0,
    ),
  );

/** The folder of the map that a file belongs to: the deepest that holds it. */
const folderOf = (path) =>
  map
    .filter((folder) => reach(folder, path) > 0)
    .sort((one, other) => reach(other, path) - reach(one, path))[0];

const sources = (place) =>
  readdirSync(join(root, place), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.[ch]$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath ?? entry.path, entry.name)))
    .filter((path) => !/node_modules|\/generated\//.test(path));

const files = ['include', 'lib', 'server', 'kiosk'].flatMap(sources);

/** How a header is written after #include. */
const spelled = (path) => (path.startsWith('include/') ? path.slice(8) : basename(path));

const headers = files
  .filter((path) => path.endsWith('.h'))
  .map((path) => ({ path, folder: folderOf(path), name: spelled(path) }));

/** The include paths and definitions by which a folder's own files are compiled. */
function flagsOf(folder) {
  const entries = commands.filter((entry) => {
    const path = relative(root, entry.file);
    return path.endsWith('.c') && folderOf(path) === folder && !entry.output?.startsWith('tests/');
  });
  // Some files are compiled into a module too, with less: the library's flags are the folder's.
  const own =
    entries.find((entry) => entry.output?.includes(`/parvis_${folder.name}.dir/`)) ?? entries[0];
  assert.ok(own, `${folder.name} has a source that is compiled`);
  return own.command
    .split(/\s+/)
    .filter(
      (word, index, words) =>
        /^-[ID]/.test(word) || words[index - 1] === '-isystem' || word === '-isystem',
    )
    .map((word) => word.replaceAll('\\"', '"'));
}

/** The folders in which the compiler looks, as paths from the root. */
const lookedIn = (flags) =>
  flags.filter((flag) => flag.startsWith('-I')).map((flag) => relative(root, flag.slice(2)));

/** Which of the headers the compiler finds with these flags, in their own places: the system has a
 * link.h too, and either program an errand.h. */
function found(flags) {
  const work = mkdtempSync(join(tmpdir(), 'parvis-arrows-'));
  const probe = join(work, 'probe.c');
  writeFileSync(
    probe,
    headers
      .map((header, index) => `#if __has_include("${header.name}")\nfound ${index}\n#endif\n`)
      .join(''),
  );
  const run = spawnSync('cc', [...flags, '-E', '-P', probe], { encoding: 'utf8' });
  rmSync(work, { recursive: true });
  assert.equal(run.status, 0, run.stderr);
  const places = lookedIn(flags);
  return [...run.stdout.matchAll(/^found (\d+)$/gm)]
    .map((match) => headers[Number(match[1])])
    .filter((header) => places.some((place) => join(place, header.name) === header.path));
}

/** The pages' sources are no C: their folder has a header alone, and no arrow from it. */
const compiled = map.filter((folder) =>
  files.some((path) => path.endsWith('.c') && folderOf(path) === folder),
);

test('every source belongs to one folder of the map', () => {
  for (const path of files) assert.ok(folderOf(path), `${path} is in no folder of the map`);
});

test('a folder without C sources may use nothing', () => {
  for (const folder of map)
    assert.ok(compiled.includes(folder) || folder.uses.length === 0, folder.name);
});

test('no two headers of a program share a name, so that an #include has one meaning', () => {
  for (const program of ['server', 'kiosk']) {
    const seen = new Map();
    for (const { name, path } of headers) {
      if (!/^(include|lib)\//.test(path) && !path.startsWith(`${program}/`)) continue;
      assert.ok(!seen.has(name), `${path} and ${seen.get(name)}`);
      seen.set(name, path);
    }
  }
});

for (const folder of compiled) {
  test(`${folder.name} finds the headers that it may use, and no others`, () => {
    const allowed = new Set([folder, ...mayUse(folder, map)]);
    const seen = found(flagsOf(folder));
    for (const header of seen)
      assert.ok(
        allowed.has(header.folder),
        `${folder.name} finds ${header.path}, which the map forbids`,
      );
    for (const other of allowed)
      assert.ok(
        other === folder || seen.some((header) => header.folder === other),
        `${folder.name} may use ${other.name} by the map, and finds none of its headers`,
      );
  });

  test(`the compiler refuses every other arrow from ${folder.name}`, () => {
    const allowed = new Set([folder, ...mayUse(folder, map)]);
    const flags = flagsOf(folder);
    for (const other of map.filter((candidate) => !allowed.has(candidate))) {
      const header = headers.find(
        (candidate) =>
          candidate.folder === other &&
          !existsSync(join('/usr/include', candidate.name)) &&
          !headers.some(({ name, folder: own }) => name === candidate.name && allowed.has(own)),
      );
      if (!header) continue;
      const run = spawnSync('cc', [...flags, '-fsyntax-only', '-x', 'c', '-'], {
        input: `#include "${header.name}"\n`,
        encoding: 'utf8',
      });
      assert.notEqual(run.status, 0, `${folder.name} compiled with ${header.path}`);
      assert.match(run.stderr, /No such file or directory/);
    }
  });

  test(`${folder.name} includes no library of the system but those of its row`, () => {
    for (const path of files.filter((candidate) => folderOf(candidate) === folder))
      for (const [, include] of readFileSync(join(root, path), 'utf8').matchAll(
        /^#include <([^>]+)>/gm,
      )) {
        const library = systemLibraries.find((one) => one.header.test(include));
        if (library)
          assert.ok(
            folder.uses.includes(library.name),
            `${path} includes <${include}>, and the row of ${folder.name} does not name ${library.name}`,
          );
      }
  });
}
