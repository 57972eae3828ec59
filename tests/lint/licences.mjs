// SPDX-License-Identifier: EUPL-1.2
// Compares what the programs link and the pages embed with docs/licences.md, and each licence that
// stands there with the package's own words: `node tests/lint/licences.mjs BUILD-FOLDER`, for a
// build without sanitizers (their libraries are no part of Parvis). Direct links alone are looked
// at: what a library links itself is Debian's to keep.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const top = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Licences by their SPDX name. `words`: what a package's statement contains if it is under that
 * licence (white space counts as one space). `fits`: whether a program under EUPL-1.2 may link or
 * embed what is under it; docs/licences.md says why. One that is not here does not fit.
 */
export const licences = {
  'Apache-2.0': { words: /Apache License|Apache-2/, fits: true },
  'BSD-2-Clause': { words: /Redistributions in binary form must reproduce/, fits: true },
  'BSD-3-Clause': { words: /endorse or promote products|BSD-3-Clause/i, fits: true },
  'GPL-3.0-or-later WITH GCC-exception-3.1': { words: /GCC Runtime Library Exception/, fits: true },
  'GPL-3.0-or-later': { words: /GPL-3\+|version 3 of the License, or/, fits: false },
  'HPND-sell-variant': {
    words: /use, copy, modify, distribute, and sell this software/,
    fits: true,
  },
  IJG: { words: /Independent JPEG Group/, fits: true },
  ISC: { words: /with or without fee is hereby granted/, fits: true },
  'LGPL-2.0-or-later': { words: /LGPL-2\+|Library General Public License/, fits: true },
  'LGPL-2.1-only': { words: /LGPL-2\.1|Lesser General Public License version 2\.1/, fits: true },
  'LGPL-2.1-or-later': { words: /LGPL-2\.1\+|Lesser General Public License/, fits: true },
  MIT: { words: /Permission is hereby granted, free of charge|"MIT"/, fits: true },
  'MIT-Modern-Variant': { words: /without written agreement and without license/, fits: true },
  'MPL-1.1': { words: /MPL-1\.1|Mozilla Public License Version 1\.1/i, fits: false },
  'MPL-2.0': { words: /MPL-2\.0|Mozilla Public License,? v(ersion|\.) ?2\.0/i, fits: true },
  'OFL-1.1': { words: /SIL Open Font License|OFL-1\.1/i, fits: true },
  Zlib: { words: /provided 'as-is', without any express or implied|Zlib/i, fits: true },
  blessing: { words: /public[- ]domain/i, fits: true },
  curl: { words: /with or without fee is hereby granted|License: curl/, fits: true },
};

/** `A OR (B AND C)` as [['A'], ['B', 'C']]: ways to fulfil it, each a list of licences. */
export function waysOf(expression) {
  return expression.split(' OR ').map((way) => way.replace(/[()]/g, '').split(' AND '));
}

/** What is wrong with a package said to be under `expression`, by its own statement. */
export function faultsOf(expression, statement, { beside = false } = {}) {
  const said = statement.replace(/[ \t\n.*#]*\n[ \t\n.*#]*/g, ' ').replace(/\s+/g, ' ');
  const ways = waysOf(expression);
  const faults = ways
    .flat()
    .filter((name) => !licences[name]?.words.test(said))
    .map((name) =>
      licences[name] ? `its own statement does not name ${name}` : `${name} is not judged here`,
    );
  if (!beside && !ways.some((way) => way.every((name) => licences[name]?.fits)))
    faults.push(`${expression} does not go together with EUPL-1.2`);
  return faults;
}

/** The rows of a table of docs/licences.md, by package: what stands in its second column. */
export function listed(document, heading) {
  const section = document.split(/^## /m).find((part) => part.startsWith(`${heading}\n`));
  if (!section) throw new Error(`docs/licences.md has no part "${heading}"`);
  return new Map([...section.matchAll(/^\| `([^`]+)` \| ([^|]+?) \|/gm)].map(([, a, b]) => [a, b]));
}

const run = (command, args) =>
  execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

/** The Debian package that a file comes from. */
function packageOf(file) {
  // Debian 12 has /lib as a link into /usr: a package may name the one or the other.
  for (const path of [file, realpathSync(file), file.replace(/^\/lib\//, '/usr/lib/')]) {
    try {
      return run('dpkg', ['-S', path]).split(':')[0].split(',')[0];
    } catch {
      continue;
    }
  }
  throw new Error(`no Debian package has ${file}`);
}

/** The packages whose libraries or sources the programs and modules of a build folder contain. */
function linked(folder) {
  const modules = readdirSync(folder).filter((name) => /^parvis-.*\.so$/.test(name));
  const files = new Set();
  for (const name of ['parvis', 'parvis-kiosk', ...modules]) {
    const program = join(folder, name);
    const needed = [...run('readelf', ['-d', program]).matchAll(/NEEDED.*\[(.+)\]/g)];
    const found = new Map(
      [...run('ldd', [program]).matchAll(/^\s*(\S+) => (\S+)/gm)].map(([, so, path]) => [so, path]),
    );
    for (const [, so] of needed) files.add(found.get(so));
  }
  const commands = run('ninja', ['-C', folder, '-t', 'commands', 'parvis', 'parvis-kiosk']);
  for (const [, path] of commands.matchAll(/(?:^|\s)(\/usr\/\S+\.(?:a|c|cc|cpp))(?=\s|$)/g))
    files.add(path);
  return [...new Set([...files].map(packageOf))].sort();
}

const statementOf = (name) => {
  const path = `/usr/share/doc/${name}/copyright`;
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
};

/** What package.json says, which is compared as it stands. */
const npmLicence = (name) =>
  JSON.parse(readFileSync(join(top, 'server/web/node_modules', name, 'package.json'), 'utf8'))
    .license;

/** Both ways: everything that is found is listed, and everything that is listed is found. */
export function compare(found, table, heading) {
  return [
    ...found
      .filter((name) => !table.has(name))
      .map((name) => `${name} is not listed under "${heading}"`),
    ...[...table.keys()]
      .filter((name) => !found.includes(name))
      .map((name) => `${name} is listed under "${heading}" and not used`),
  ];
}

function check(folder) {
  const document = readFileSync(join(top, 'docs/licences.md'), 'utf8');
  const debian = listed(document, 'Linked');
  const npm = listed(document, 'Embedded in the pages');
  const beside = listed(document, 'Beside the programs');
  const embedded = JSON.parse(readFileSync(join(folder, 'server/web/web/embedded.json'), 'utf8'));
  const faults = [
    ...compare(linked(folder), debian, 'Linked'),
    ...compare(embedded, npm, 'Embedded in the pages'),
  ];
  for (const [name, expression] of [...debian, ...beside]) {
    const statement = statementOf(name);
    const found = statement
      ? faultsOf(expression, statement, { beside: beside.has(name) })
      : ['it is not installed here'];
    faults.push(...found.map((fault) => `${name}: ${fault}`));
  }
  for (const [name, expression] of npm) {
    const said = npmLicence(name);
    if (said !== expression) faults.push(`${name}: its package.json says ${said}`);
    faults.push(...faultsOf(expression, `"${said}"`).map((fault) => `${name}: ${fault}`));
  }
  return faults;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const faults = check(process.argv[2] ?? join(top, 'build/dev'));
  for (const fault of faults) console.error(`docs/licences.md: ${fault}`);
  process.exitCode = faults.length ? 1 : 0;
}
