// SPDX-License-Identifier: EUPL-1.2
// prettier leaves comments as they are; this brings those of scripts and styles to the width of the
// code: `node tests/lint/comments.mjs [--check] FILE…`. `./dev fmt` runs it before prettier. Lines
// that are not too long stay as they are.
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const width = 100;

/** Words into lines that begin with `before`; a word that is longer stands alone. */
function fill(before, text) {
  const lines = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && `${before}${last} ${word}`.length <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.map((line) => before + line);
}

/** What a line that is too long becomes: lines to put, and words that go on in the next one. */
function breakLine(line) {
  const [, lead, sign, one] = line.match(/^(\s*)(\/\*\*?) (.+) \*\/$/) ?? [];
  if (one) return { lines: [lead + sign, ...fill(`${lead} * `, one), `${lead} */`] };
  const [, indent, start_sign, opened] = line.match(/^(\s*)(\/\*\*?) (.+)$/) ?? [];
  if (opened && !opened.includes('*/'))
    return { lines: [indent + start_sign], rest: opened, before: `${indent} * ` };
  const [, before, words] = line.match(/^(\s*(?:\/\/| \*) )(.+)$/) ?? [];
  if (words && !words.startsWith('eslint-')) {
    const [first, ...more] = fill(before, words);
    const rest = more.map((part) => part.slice(before.length)).join(' ');
    return rest ? { lines: [first], rest, before } : null;
  }
  // A comment beside code goes above it.
  const [, start, code, beside] = line.match(/^(\s*)(\S.*?) \/\/ ([^'"`]+)$/) ?? [];
  if (code && !/^(\/\/|\*|\/\*)/.test(code))
    return { lines: [...fill(`${start}// `, beside), start + code] };
  return null;
}

/** `text` with the comments that are wider than the code broken. */
export function wrapped(text) {
  const waiting = text.split('\n');
  const done = [];
  while (waiting.length) {
    const line = waiting.shift();
    const broken = line.length > width ? breakLine(line) : null;
    if (!broken) {
      done.push(line);
      continue;
    }
    done.push(...broken.lines);
    if (!broken.rest) continue;
    // The rest runs into the next line of the same paragraph, or makes a line of its own.
    const { rest, before } = broken;
    const next = waiting[0]?.startsWith(before) ? waiting[0].slice(before.length) : '';
    if (next && !/^([-*@]|\s)/.test(next) && !rest.endsWith('*/'))
      waiting[0] = `${before}${rest} ${next}`;
    else waiting.unshift(before + rest);
  }
  return done.join('\n');
}

function main(args) {
  const check = args[0] === '--check';
  for (const path of check ? args.slice(1) : args) {
    const text = readFileSync(path, 'utf8');
    const made = wrapped(text);
    if (made === text) continue;
    if (!check) writeFileSync(path, made);
    else {
      const at = text.split('\n').findIndex((line, i) => line !== made.split('\n')[i]);
      console.error(`${path}:${at + 1}: a comment is wider than ${width} columns: ./dev fmt`);
      process.exitCode = 1;
    }
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main(process.argv.slice(2));
