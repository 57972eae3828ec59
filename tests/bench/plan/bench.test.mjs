// SPDX-License-Identifier: EUPL-1.2
// What the bench stands on: the referee sees every broken rule and counts right, and a seed means
// one instance.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { check } from './check.mjs';
import { inTurn } from './greedy.mjs';
import { forum, made, mixed, readInstance, replanned, weighted } from './instances.mjs';
import { facts, linearProgram } from './model.mjs';

const folder = mkdtempSync(join(tmpdir(), 'parvis-bench-'));
after(() => rmSync(folder, { recursive: true }));

/** An instance as the bench reads it from a file. */
function read(instance) {
  const path = join(folder, 'instance.json');
  writeFileSync(path, JSON.stringify(instance));
  return readInstance(path);
}

const EVENING = {
  slots: 5,
  tables: 2,
  fairness: 1,
  participants: [{ id: 'a', off: [2], max: 2 }, { id: 'b' }, { id: 'c', parallel: 2 }, { id: 'd' }],
  wishes: [
    { a: 'a', b: 'b', weight: 3 },
    { a: 'a', b: 'c', after: [0] },
    { a: 'c', b: 'd', slots: [0, 1] },
    { a: 'b', b: 'd', fixed: 4 },
    { a: 'a', b: 'd' },
  ],
  previous: [
    { wish: 0, slot: 0 },
    { wish: 1, slot: 4 },
    { wish: 4, slot: 4 },
  ],
};
/** The plan that holds the wishes, by their number, in these slots; null: not held. */
const plan = (...slots) => slots.flatMap((slot, wish) => (slot == null ? [] : [{ wish, slot }]));
const judge = (meetings, change = {}) => check(read({ ...EVENING, ...change }), meetings);

test('a plan is counted from its meetings alone', () => {
  const { faults, weight, moved, breaks, idle, held } = judge(plan(0, 1, 1, 4), { fairness: null });
  assert.deepEqual(
    { faults, weight, moved, breaks, idle, held },
    { faults: [], weight: 6, moved: 2, breaks: 2, idle: 5, held: 4 },
  );
});

test('a slot in which somebody is off makes a break where the instance says so', () => {
  const meetings = plan(1, 3, null, 4);
  assert.equal(judge(meetings, { fairness: null }).breaks, 1); // b alone
  assert.equal(judge(meetings, { fairness: null, off_breaks: true }).breaks, 2);
});

for (const [rule, meetings, change] of [
  ['a is off in slot 2', plan(2, 3, null, 4)],
  ['a has 2 meetings in slot 0', plan(0, null, null, 4, 0)],
  ['a has 3 meetings', plan(0, 1, null, 4, 3)],
  ['wish 1 is not after wish 0', plan(1, 0, null, 4)],
  ['wish 1 is not after wish 0', plan(null, 1, null, 4)],
  ['wish 2 may not be in slot 2', plan(0, 1, 2, 4)],
  ['wish 3 may not be in slot 3', plan(0, 1, null, 3)],
  ['wish 3 is not held', plan(0, 1)],
  ['wish 4 is not held', plan(0, 1, 1, 4), { all: true }],
  ['slot 1 has 2 meetings for 1 tables', plan(0, 1, 1, 4), { tables: 1 }],
  ['breaks differ by 1', plan(0, null, null, 4), { fairness: 0 }],
  ['wish 0 is held twice', [...plan(0, null, null, 4), { wish: 0, slot: 1 }]],
  ['wish 9 in slot 0 is out of range', [...plan(null, null, null, 4), { wish: 9, slot: 0 }]],
  ['wish 0 in slot 5 is out of range', plan(5, null, null, 4)],
])
  test(`seen: ${rule}`, () =>
    assert.ok(
      judge(meetings, change).faults.includes(rule),
      judge(meetings, change).faults.join('; '),
    ));

const small = { seed: 1, buyers: 12, suppliers: 6, slots: 8, wishes: 5, tables: 4 };

test('one seed, one instance; another seed, another', () => {
  for (const make of [weighted, replanned]) {
    assert.deepEqual(make(small), make(small));
    assert.notDeepEqual(make(small), make({ ...small, seed: 2 }));
  }
  assert.equal(Object.keys(made).length, 11);
});

test('first come, first served keeps every rule but that of holding all', () => {
  for (const instance of [
    weighted(small),
    replanned(small),
    mixed({ seed: 3, people: 20, slots: 8, wishes: 60, tables: 5 }),
  ]) {
    const judged = check(read(instance), inTurn(instance));
    assert.deepEqual(judged.faults, []);
    assert.ok(judged.weight > 0);
  }
});

test('the models hold each meeting that may be, and each rule', () => {
  const forumText = [
    ...linearProgram(
      read(forum({ seed: 4, people: 10, meetings: 20, slots: 8, tables: 4, away: 0.3 })),
    ),
  ].join('');
  assert.match(forumText, /^Minimize[\s\S]*Subject To[\s\S]*least[\s\S]*Binaries[\s\S]*End\n$/);
  const text = [...linearProgram(read(EVENING))].join('');
  assert.match(text, /x1_1 - x0_0 <= 0/); // after
  assert.match(text, /: x3_4 = 1/); // fixed
  assert.doesNotMatch(text, /x0_2|x2_3/); // off, and not one of its slots
  assert.match(
    [...facts(read(EVENING))].join(''),
    /wish\(2\)\. end\(2,2\)\. end\(2,3\)\. may\(2,0\)\. may\(2,1\)\.\n/,
  );
});
