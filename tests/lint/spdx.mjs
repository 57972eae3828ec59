// SPDX-License-Identifier: EUPL-1.2
// `node tests/lint/spdx.mjs` puts the licence's line (https://spdx.dev/ids) at the top of every
// source that lacks it; `--check` only names those. Data and pictures are covered by .reuse/dep5,
// which also states whose the sources are.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

// In two pieces, or `reuse lint` would take it for this file's own.
const line = 'SPDX-License-' + 'Identifier: EUPL-1.2';
const block = `/* ${line} */`;
/** How a comment of one line is written, by the ending of a file's name, or by its whole name. */
const comments = {
  '.c': block,
  '.h': block,
  '.cpp': block,
  '.def': block,
  '.css': block,
  '.ts': `// ${line}`,
  '.tsx': `// ${line}`,
  '.mjs': `// ${line}`,
  '.sql': `-- ${line}`,
  '.sh': `# ${line}`,
  '.py': `# ${line}`,
  '.cmake': `# ${line}`,
  '.service': `# ${line}`,
  'CMakeLists.txt': `# ${line}`,
  dev: `# ${line}`,
  run: `# ${line}`,
};

/** The comment for a file; undefined: it carries none. */
export const commentFor = (path) => comments[basename(path)] ?? comments[extname(path)];

/** `text` with the line; below `#!`, which must be first. */
export function withLine(path, text) {
  const comment = commentFor(path);
  if (!comment || text.split('\n', 3).includes(comment)) return text;
  const shebang = text.match(/^#!.*\n/)?.[0] ?? '';
  return `${shebang}${comment}\n${text.slice(shebang.length)}`;
}

function main([option]) {
  const top = fileURLToPath(new URL('../../', import.meta.url));
  const files = execFileSync('git', ['ls-files', '-z'], { cwd: top, encoding: 'utf8' });
  const lacking = files
    .split('\0')
    .filter(commentFor)
    .map((path) => ({ path, text: readFileSync(top + path, 'utf8') }))
    .filter(({ path, text }) => withLine(path, text) !== text);
  for (const { path, text } of lacking)
    if (option === '--check') console.error(`${path}:1: no line "${line}": ./dev spdx adds it`);
    else writeFileSync(top + path, withLine(path, text));
  if (option === '--check' && lacking.length) process.exitCode = 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main(process.argv.slice(2));
