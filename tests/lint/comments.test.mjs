// SPDX-License-Identifier: EUPL-1.2
// Comments that are too wide are broken; nothing else is touched.
import assert from 'node:assert/strict';
import test from 'node:test';
import { wrapped } from './comments.mjs';

const words = (count, word = 'word') => Array(count).fill(word).join(' ');
const widest = (text) => Math.max(...text.split('\n').map((line) => line.length));

test('what fits stays as it is', () => {
  for (const text of [
    `// ${words(19)}\n`,
    `/** ${words(18)} */\n`,
    `const a = '${words(40)}';\n`,
    `const a = \`${words(40)} // ${words(4)}\`;\n`,
    `  // eslint-disable-next-line ${words(30)}\n`,
  ])
    assert.equal(wrapped(text), text);
});

test('a paragraph of lines runs on, up to its end', () => {
  const made = wrapped(`// ${words(25)}\n// end.\n//\n// Other.\n`);
  assert.equal(made, `// ${words(19)}\n// ${words(6)} end.\n//\n// Other.\n`);
});

test('a comment of one line becomes a block', () => {
  const made = wrapped(`  /** ${words(25)} */\n  x();\n`);
  assert.equal(made, `  /**\n   * ${words(19)}\n   * ${words(6)}\n   */\n  x();\n`);
});

test('a block that begins on its first line, and one whose line is too long', () => {
  const made = wrapped(`/** ${words(25)}\n * end. */\n`);
  assert.equal(made, `/**\n * ${words(19)}\n * ${words(6)} end. */\n`);
  const last = wrapped(`/**\n * ${words(25)} */\n * not ours\n`);
  assert.equal(last, `/**\n * ${words(19)}\n * ${words(6)} */\n * not ours\n`);
  assert.ok(widest(wrapped(`/**\n * ${words(60)}\n */\n`)) <= 100);
});

test('lists and what is indented keep their lines', () => {
  const made = wrapped(`// ${words(25)}\n// - one\n`);
  assert.equal(made, `// ${words(19)}\n// ${words(6)}\n// - one\n`);
});

test('a comment beside code goes above it; an address in a string is none', () => {
  assert.equal(
    wrapped(`  call(${'a'.repeat(60)}); // ${words(10)}\n`),
    `  // ${words(10)}\n  call(${'a'.repeat(60)});\n`,
  );
  const text = `const at = 'https://parvis.example/${'a'.repeat(90)}'; // there's\n`;
  assert.equal(wrapped(text), text);
});

test('a word that is wider than a line stands alone, once and for all', () => {
  const text = `// ${'a'.repeat(120)}\n`;
  assert.equal(wrapped(text), text);
  const made = wrapped(`// see ${'a'.repeat(120)} there\n`);
  assert.equal(wrapped(made), made);
});
