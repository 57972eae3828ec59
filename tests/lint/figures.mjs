// SPDX-License-Identifier: EUPL-1.2
// Prints the figures of the C sources: how long functions and files are, how much of them is
// comment, what is written to at file scope, how much is tests. `./dev figures [FOLDER…]`; with
// --json for another program. Reads text alone: comments and literals are taken out first, then a
// function is a brace at depth 0 that follows a closing bracket.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * The text in which comments, string and character literals are blanks (line breaks stay), and how
 * many lines hold a comment.
 */
export function withoutComments(text) {
  const comment = new Set();
  const blank = (part) => part.replace(/[^\n]/g, ' ');
  let line = 1;
  const code = text.replace(
    /\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:\\[\s\S]|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|\n|[^\n/"']+|[/"']/g,
    (part) => {
      const lines = part.split('\n').length - 1;
      const isComment = part.startsWith('/*') || part.startsWith('//');
      if (isComment) for (let i = 0; i <= lines; i++) comment.add(line + i);
      line += lines;
      if (isComment) return blank(part);
      return /^["']./.test(part) ? part[0] + blank(part.slice(1, -1)) + part[0] : part;
    },
  );
  return { code, commentLines: comment.size };
}

/**
 * The functions that a file defines, each with its name and its lines from the name to the brace
 * that ends it.
 */
export function functionsOf(text) {
  const code = withoutComments(text).code.replace(/^[ \t]*#(?:\\\n|[^\n])*/gm, (part) =>
    part.replace(/[^\n]/g, ' '),
  );
  const found = [];
  let depth = 0;
  let head = 0; // where the present top-level declaration begins
  let begun = null;
  for (let at = 0; at < code.length; at++) {
    const sign = code[at];
    if (sign === '{') {
      if (depth === 0) {
        const name = /(\w+)\s*\((?:[^{};]|\n)*\)\s*$/.exec(code.slice(head, at));
        const start = name && head + name.index;
        begun = name && !/=\s*$/.test(code.slice(head, start)) ? { name: name[1], start } : null;
      }
      depth++;
    } else if (sign === '}') {
      depth = Math.max(0, depth - 1);
      if (depth === 0) {
        if (begun)
          found.push({
            name: begun.name,
            lines: code.slice(begun.start, at).split('\n').length,
          });
        begun = null;
        head = at + 1;
      }
    } else if (sign === ';' && depth === 0) head = at + 1;
  }
  return found;
}

/** Variables at file scope that can be written: not const, not extern, no prototype, no type. */
export function writableGlobals(text) {
  const code = withoutComments(text).code.replace(/^[ \t]*#(?:\\\n|[^\n])*/gm, '');
  let flat = '';
  let depth = 0;
  for (const sign of code) {
    if (sign === '{') depth++;
    if (depth === 0) flat += sign;
    if (sign === '}' && depth > 0 && --depth === 0) flat += '{}';
  }
  return flat
    .split(/;|\)\s*\{\}/)
    .map((part) => part.trim())
    .filter((part) => /^static\b|^(?:_Thread_local)\b/.test(part))
    .filter(
      (part) => !/\bconst\b|\(|\b(?:struct|enum|union)\s*\w*\s*\{\}$/.test(part.split('=')[0]),
    );
}

const at = (sorted, share) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
const spread = (values) => {
  const sorted = values.toSorted((one, other) => one - other);
  return { median: at(sorted, 0.5), p95: at(sorted, 0.95), most: sorted.at(-1) };
};

function filesOf(folder, ending) {
  return readdirSync(join(root, folder), { recursive: true })
    .filter((path) => path.endsWith(ending) && !/node_modules|generated/.test(path))
    .map((path) => join(root, folder, path))
    .filter((path) => statSync(path).isFile());
}

const linesOf = (text) => text.split('\n').length - 1;

/**
 * Lines of comment as a share of all lines that are not empty. The licence's line explains nothing.
 */
function commentShare(files) {
  let comment = 0;
  let lines = 0;
  for (const path of files) {
    const text = readFileSync(path, 'utf8').replace(/^.*SPDX-License-Identifier.*\n/m, '');
    comment += withoutComments(text).commentLines;
    lines += text.split('\n').filter((line) => line.trim()).length;
  }
  return lines ? comment / lines : 0;
}

export function figuresOf(folder) {
  const sources = filesOf(folder, '.c');
  const headers = filesOf(folder === 'lib' ? 'include' : folder, '.h');
  const functions = sources.flatMap((path) =>
    functionsOf(readFileSync(path, 'utf8')).map((one) => ({
      ...one,
      path: relative(root, path),
    })),
  );
  const long = functions.filter((one) => one.lines > 70);
  return {
    folder,
    files: sources.length,
    functions: functions.length,
    functionLines: spread(functions.map((one) => one.lines)),
    over70: long.length,
    long: long.map((one) => `${one.path}: ${one.name}, ${one.lines} lines`),
    fileLines: spread(sources.map((path) => linesOf(readFileSync(path, 'utf8')))),
    headerComment: commentShare(headers),
    sourceComment: commentShare(sources),
    globals: sources.flatMap((path) =>
      writableGlobals(readFileSync(path, 'utf8')).map((one) => `${relative(root, path)}: ${one}`),
    ),
  };
}

function testsToSource() {
  const count = (folders, endings) =>
    folders
      .flatMap((folder) => endings.flatMap((ending) => filesOf(folder, ending)))
      .reduce((sum, path) => sum + linesOf(readFileSync(path, 'utf8')), 0);
  return (
    count(['tests'], ['.c', '.h', '.mjs']) /
    count(['lib', 'include', 'server', 'kiosk'], ['.c', '.h', '.ts', '.tsx', '.cpp'])
  );
}

function print(all) {
  const percent = (share) => `${(100 * share).toFixed(1)} %`;
  const rows = [
    ['functions', (one) => one.functions],
    [
      'function lines, median / p95 / longest',
      ({ functionLines: f }) => `${f.median} / ${f.p95} / ${f.most}`,
    ],
    ['functions over 70 lines', (one) => `${one.over70} (${percent(one.over70 / one.functions)})`],
    ['.c files', (one) => one.files],
    [
      '.c file lines, median / p95 / longest',
      ({ fileLines: f }) => `${f.median} / ${f.p95} / ${f.most}`,
    ],
    ['comment share of headers', (one) => percent(one.headerComment)],
    ['comment share inside .c', (one) => percent(one.sourceComment)],
    ['writable globals', (one) => one.globals.length],
  ];
  const cells = [
    ['', ...all.map((one) => one.folder)],
    ...rows.map(([name, of]) => [name, ...all.map((one) => String(of(one)))]),
  ];
  const widths = cells[0].map((_, column) => Math.max(...cells.map((row) => row[column].length)));
  for (const row of cells)
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column]))
        .join('  ')
        .trimEnd(),
    );
  console.log(`tests to source, in lines: ${testsToSource().toFixed(2)}`);
  for (const one of all) for (const line of [...one.long, ...one.globals]) console.log(line);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const given = process.argv.slice(2).filter((word) => !word.startsWith('--'));
  const all = (given.length ? given : ['server', 'kiosk', 'lib']).map(figuresOf);
  if (process.argv.includes('--json')) console.log(JSON.stringify(all, null, 2));
  else print(all);
}
