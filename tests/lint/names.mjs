// SPDX-License-Identifier: EUPL-1.2
// Finds comments and pages of docs/ that name files, functions, parameters or other identifiers
// which do not exist: `node tests/lint/names.mjs` prints path:line for each. `./dev lint` runs it.
//
// A name is looked for in three forms: a file (`commit.c`), a call (`store_record(…)`), a word with
// an underscore (`since_ms`). A file must be in the tree, or be made by the build. A word must
// stand in the code: in the same file or its header, or declared for all to see. The parameter of a
// function elsewhere does not count: it means nothing to whoever reads the comment.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const top = fileURLToPath(new URL('../../', import.meta.url));

/**
 * What is named and stands elsewhere, with whose it is: the build's, the programs', other people's.
 */
const elsewhere = JSON.parse(
  readFileSync(new URL('./names_elsewhere.json', import.meta.url), 'utf8'),
);
/** A library's own: crypto_…, SQLITE_…. */
const isLibrarys = (name) => Object.keys(elsewhere.prefixes).some((one) => name.startsWith(one));
/** OUT.json, FOLDER/x.css, a.c, x.csv: stands for a name. build/…, generated/…: is made. */
const isPlaceholder = (name) =>
  /^(build|generated)\//.test(name) ||
  name.split('/').some((part) => /^[A-Z_]+$/.test(part.replace(/\.\w+$/, ''))) ||
  /^[a-z](\.\w+)+$/.test(name);

const endings = 'c|h|cpp|def|mjs|ts|tsx|css|sql|json|csv|txt|cmake|md|service|xsd|sh|py';
const fileName = new RegExp(
  `(?<![\\w/.*-])((?:[\\w-]+/)*[\\w-]+(?:\\.[\\w-]+)*\\.(?:${endings}))\\b`,
  'g',
);
/** A path from the top, a folder's as well. */
const folderName =
  /(?<![\w./-])((?:server|kiosk|lib|include|schemas|tests|docs|systemd)(?:\/[\w-]+)+)(?![\w.*/-]|<)/g;
const word = /(?<![\w.$/<:-])(_?[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)+)\b(?!\.(?:c|h)\b)/g;
/** `limit`: set as code, it is one. */
const marked = /(?<=`)([A-Za-z]\w+)(?=`)/g;
/** readPlan: so are names written in this way, but for those of other people. */
const camel = /(?<![\w.$/<:-])([a-z]{2,}[A-Z]\w*)\b/g;
const call = /(?<![\w.$-])([A-Za-z]\w{2,})\((?=[)…])/g;

const isC = (path) => /\.(c|h|cpp|def)$/.test(path);
const isScript = (path) => /\.(mjs|ts|tsx|css)$/.test(path);

/** A text as its comments (with their places) and its code, in which comments are blank. */
export function split(path, text) {
  const comments = [];
  let pattern;
  if (isC(path) || isScript(path))
    pattern =
      /\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\[\s\S]|[^`\\])*`/g;
  else if (path.endsWith('.sql')) pattern = /--[^\n]*|'[^']*'/g;
  else if (path.endsWith('.md')) return { comments: spans(text), code: '' };
  else pattern = /(?<=^|\s)#[^\n]*/gm;
  const code = text.replace(pattern, (part, ...rest) => {
    if (/^["'`]/.test(part) || (path.endsWith('.css') && part.startsWith('//'))) return part;
    const at = rest.find((one) => typeof one === 'number');
    comments.push({ at, text: part });
    return part.replace(/[^\n]/g, ' ');
  });
  return { comments, code };
}

/**
 * In a page, what is set as code, and the addresses of links. Examples of the shell are not names.
 */
function spans(text) {
  const found = [];
  const prose = text.replace(/^(?: {4}|\t)[^\n]*$|^```[\s\S]*?^```/gm, (part) =>
    part.replace(/[^\n]/g, ' '),
  );
  for (const match of prose.matchAll(/`([^`\n]+)`|\]\(([^)\s#]+)/g))
    found.push({ at: match.index, text: match[1] ?? match[2], link: match[2] !== undefined });
  // Of the rest only files are names: words are words.
  const rest = prose.replace(/`[^`\n]+`|\]\([^)]+\)|https?:\S+/g, (part) =>
    ' '.repeat(part.length),
  );
  for (const { 0: name, index } of rest.matchAll(fileName)) found.push({ at: index, text: name });
  return found;
}

const wordsIn = (text) => text.match(/[A-Za-z_]\w*/g) ?? [];

/** The words of a header but for its functions' parameters. */
function declared(code) {
  let flat = code;
  // Inside out: the innermost brackets first, so that callbacks' parameters go as well.
  for (let before; before !== flat;) {
    before = flat;
    flat = flat.replace(/(?<=\w\s*)\((?![^()]*#)[^()]*\)(?=[^()]*;|[^()]*\{|[^;{]*[,)])/g, ' ');
  }
  return wordsIn(flat);
}

/**
 * What a word in a comment may name, over a whole tree of { path, text }: `all` in scripts and
 * pages; `native` in C, where the words of scripts and of prose are nothing; `own`, those of one
 * file.
 */
export function dictionary(files) {
  const all = new Set(Object.keys(elsewhere.words));
  const native = new Set(all);
  const own = new Map();
  for (const { path, text } of files) {
    const { code } = split(path, text);
    own.set(path, new Set(wordsIn(code)));
    let open;
    if (path.endsWith('.h')) open = [...declared(code), ...macrosOf(code)];
    else if (isC(path)) open = [...functionsOf(code), ...macrosOf(code), ...stringsOf(code)];
    else open = wordsIn(code);
    for (const one of [...open, ...testsOf(path)]) all.add(one);
    if (isC(path) || /\.(sql|cmake|schema\.json)$|CMakeLists\.txt$/.test(path))
      for (const one of open) native.add(one);
    else if (path.endsWith('.json')) for (const one of keysOf(code)) native.add(one);
  }
  return { all, native, own };
}

/** The name that ctest has for a file of tests: flow_doors for tests/flow/doors.test.mjs. */
const testsOf = (path) =>
  [...path.matchAll(/^tests\/(\w+)\/(\w+)\.test\.mjs$/g)].map(([, ...names]) => names.join('_'));
const keysOf = (code) =>
  [...code.matchAll(/"([^"\n]+)":/g)].flatMap(([, key]) => [...wordsIn(key), key]);
const functionsOf = (code) => [...code.matchAll(/\b(\w+)\s*\(/g)].map(([, name]) => name);
const macrosOf = (code) => [...code.matchAll(/\b([A-Z][A-Z0-9]*_\w+)\b/g)].map(([, name]) => name);
const stringsOf = (code) => [...code.matchAll(/"([^"\n]*)"/g)].flatMap(([, text]) => wordsIn(text));

/** The file that a file is read together with: commit.c with commit.h. */
const sibling = (path) => path.replace(/\.(c|h)$/, (_, end) => (end === 'c' ? '.h' : '.c'));

/** What there is in a tree: says of a comment's text which names stand for nothing, and where. */
function judge(known) {
  const { all, native, own } = dictionary(known);
  const paths = known.map(({ path }) => path);
  const bases = new Set([...paths.map((path) => basename(path)), ...Object.keys(elsewhere.files)]);
  const isFile = (name) =>
    elsewhere.files[name] ||
    isPlaceholder(name) ||
    (name.includes('/') ? paths.some((one) => `/${one}`.endsWith(`/${name}`)) : bases.has(name));
  const isFolder = (name) =>
    paths.some((one) => one === name || one.startsWith(`${name}/`) || one.startsWith(`${name}.`));
  return function* absent(path, said) {
    const near = [own.get(path), own.get(sibling(path))];
    const open = isC(path) ? native : all;
    const isWord = (name) =>
      open.has(name) || near.some((words) => words?.has(name)) || isLibrarys(name);
    for (const [pattern, is] of [
      [fileName, isFile],
      [folderName, isFolder],
      ...[word, call, marked, camel].map((one) => [one, isWord]),
    ])
      for (const { 1: name, index } of said.matchAll(pattern)) if (!is(name)) yield { name, index };
  };
}

/** What is named in `files` and does not exist: { path, line, name }, each once a line. */
export function faultsIn(files, { known = files, exists = () => false } = {}) {
  const absent = judge(known);
  const faults = new Map();
  for (const { path, text } of files)
    for (const { at, text: said, link } of split(path, text).comments) {
      const tell = (name, index) => {
        const line = text.slice(0, at + index).split('\n').length;
        faults.set(`${path}:${line}: ${name}`, { path, line, name });
      };
      if (!link) for (const { name, index } of absent(path, said)) tell(name, index);
      else if (!/^[a-z]+:/.test(said) && !exists(join(dirname(path), said))) tell(said, 0);
    }
  return [...faults.values()];
}

function main() {
  const paths = execFileSync('git', ['ls-files', '-z'], { cwd: top, encoding: 'utf8' })
    .split('\0')
    .filter((path) => path && existsSync(top + path));
  const isText =
    /\.(c|h|cpp|def|mjs|ts|tsx|css|sql|json|cmake|md|service)$|(^|\/)(CMakeLists\.txt|dev|run)$/;
  const known = paths
    .filter((path) => !path.endsWith('package-lock.json'))
    .map((path) => ({ path, text: isText.test(path) ? readFileSync(top + path, 'utf8') : '' }));
  const judged = known.filter(
    ({ path }) => !/^(tests\/lint\/|CHANGELOG)|\.json$/.test(path) && isText.test(path),
  );
  const faults = faultsIn(judged, { known, exists: (path) => existsSync(top + path) });
  for (const { path, line, name } of faults)
    console.error(`${path}:${line}: ${name} is named, and does not exist`);
  process.exitCode = faults.length ? 1 : 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main();
