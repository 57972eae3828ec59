// SPDX-License-Identifier: EUPL-1.2
// What the check of names finds, and what it leaves alone.
import assert from 'node:assert/strict';
import test from 'node:test';
import { faultsIn } from './names.mjs';

const header = `/* A clock. */
struct clock {
    int64_t offset_ms; /* the event's */
};
/* \`after_seq\`: where to begin. */
void clock_follow(struct clock *clock, int64_t after_seq,
                  void (*told)(int64_t told_at, void *user));
#define CLOCK_LATE_MS 5
`;
const tree = (more) => [
  { path: 'lib/clock.h', text: header },
  { path: 'lib/clock.c', text: 'void clock_follow(int a)\n{\n    int last_told = use_it(a);\n}\n' },
  ...Object.entries(more).map(([path, text]) => ({ path, text })),
];
const faults = (more, exists) =>
  faultsIn(tree(more), { exists }).map(({ path, line, name }) => `${path}:${line}: ${name}`);

test('a file of tests has the name that ctest gives it', () => {
  const page = { 'docs/promises.md': 'Held by `flow_doors`, not by `flow_windows`.\n' };
  assert.deepEqual(faults({ ...page, 'tests/flow/doors.test.mjs': '' }), [
    'docs/promises.md:1: flow_windows',
  ]);
});

test('a tree that names what there is has no fault', () => {
  assert.deepEqual(
    faults(
      {
        'lib/other.c': '/* clock_follow() in lib/clock.c; offset_ms, CLOCK_LATE_MS, clock.h. */\n',
        'docs/clock.md': '`clock_follow` is in [the header](../lib/clock.h) of `lib`.\n',
      },
      (path) => path === 'lib/clock.h',
    ),
    [],
  );
});

test('files and folders that are not there are named with their place', () => {
  assert.deepEqual(
    faults({ 'lib/a.h': '\n/* See api_steering.c and\n * server/gone, include/gone.h. */\n' }),
    ['lib/a.h:2: api_steering.c', 'lib/a.h:3: include/gone.h', 'lib/a.h:3: server/gone'],
  );
});

test('functions and words that are not there', () => {
  assert.deepEqual(
    faults({ 'lib/a.c': '/* store_user_count(…) and vanish() of `nowhere`. */\n' }),
    ['lib/a.c:1: store_user_count', 'lib/a.c:1: vanish', 'lib/a.c:1: nowhere'],
  );
});

test('a parameter is a name where its function stands, and nowhere else', () => {
  const text = '/* From after_seq on; told_at; last_told. */\n';
  assert.deepEqual(faults({ 'lib/b.h': text }), [
    'lib/b.h:1: after_seq',
    'lib/b.h:1: told_at',
    'lib/b.h:1: last_told',
  ]);
  assert.deepEqual(
    faults({ 'lib/b.h': `${text}int b(int after_seq, int told_at);`, 'lib/b.c': 'int last_told;' }),
    [],
  );
});

test('pages: code in the text counts, examples of the shell and links elsewhere do not', () => {
  assert.deepEqual(
    faults({
      'docs/a.md':
        'Set `no_such_thing`.\n\n    run some_command_line\n\n```sh\nand_this_one\n```\n' +
        '[there](https://parvis.example/x_y) [gone](gone.md) and plain_text_here, old_file.c\n',
    }),
    ['docs/a.md:1: no_such_thing', 'docs/a.md:8: gone.md', 'docs/a.md:8: old_file.c'],
  );
});

test('scripts: names in camel case, in comments alone', () => {
  assert.deepEqual(
    faults({ 'a.mjs': "// readPlan reads it\nconst x = 'noSuchText'; // see x\n" }),
    ['a.mjs:1: readPlan'],
  );
});

test('a word of a script alone is none in C, where nobody could find it', () => {
  const script = { 'tests/a.mjs': 'const seq_before = 1;\n' };
  assert.deepEqual(faults({ ...script, 'lib/a.c': '/* From seq_before on. */\n' }), [
    'lib/a.c:1: seq_before',
  ]);
  assert.deepEqual(faults({ ...script, 'docs/a.md': 'From `seq_before` on.\n' }), []);
});

test('placeholders of command lines are no names', () => {
  assert.deepEqual(
    faults({ 'lib/a.c': '/* tool OUT.json FOLDER/x.css; a.c; build/x/y.json */\n' }),
    [],
  );
});
