// SPDX-License-Identifier: EUPL-1.2
// The figures count what they say: functions by their lines, comments by theirs, globals by name.
import assert from 'node:assert/strict';
import test from 'node:test';

import { functionsOf, withoutComments, writableGlobals } from './figures.mjs';

test('a function has the lines from its name to the brace that ends it', () => {
  const text = `/* f(x) { is no function here */
static const int table[] = {1, 2};
#define BODY(x) \\
    { x }
struct pair {
    int a;
};
int first(void)
{
    const char *text = "}";
    return text[0] == '{';
}
static enum parvis_status second(struct pair *pair,
                                 int count)
{
    if (count) {
        pair->a = count;
    }
    return 0;
}
`;
  assert.deepEqual(functionsOf(text), [
    { name: 'first', lines: 5 },
    { name: 'second', lines: 8 },
  ]);
});

test('a line counts as comment when it holds one, and a literal is none', () => {
  const text = 'int a; /* one */\n/* two\n   three */\nchar *s = "/* none */";\n// four\n';
  assert.equal(withoutComments(text).commentLines, 4);
});

test('what can be written at file scope is named; constants and functions are not', () => {
  const text = `static int counter;
static const int fixed = 3;
static int sum(int a) { static_assert(1); return a; }
static const struct row rows[] = {{1}, {2}};
static struct row *list = NULL;
`;
  assert.deepEqual(writableGlobals(text), ['static int counter', 'static struct row *list = NULL']);
});
