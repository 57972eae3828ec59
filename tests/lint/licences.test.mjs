// SPDX-License-Identifier: EUPL-1.2
// The check of licences finds what it is there for: a licence that does not fit, one that the
// package's own words do not bear out, a package that nobody listed.
import assert from 'node:assert/strict';
import test from 'node:test';
import { compare, faultsOf, listed, waysOf } from './licences.mjs';

const mit = 'Permission is hereby granted, free of charge, to any person';
const gpl = 'either version 3 of the License, or (at your option) any later version';

test('an expression is ways to fulfil it', () => {
  assert.deepEqual(waysOf('MIT'), [['MIT']]);
  assert.deepEqual(waysOf('LGPL-2.1-only OR MPL-1.1'), [['LGPL-2.1-only'], ['MPL-1.1']]);
  assert.deepEqual(waysOf('MIT OR (IJG AND Zlib)'), [['MIT'], ['IJG', 'Zlib']]);
});

test('a licence that fits and is borne out has no fault', () => {
  assert.deepEqual(faultsOf('MIT', mit), []);
  assert.deepEqual(
    faultsOf('MIT', ' Permission is hereby\n granted, free of\n .\n charge, to any'),
    [],
  );
});

test('the GPL without an exception is refused, unless the package stands beside', () => {
  assert.deepEqual(faultsOf('GPL-3.0-or-later', gpl), [
    'GPL-3.0-or-later does not go together with EUPL-1.2',
  ]);
  assert.deepEqual(faultsOf('GPL-3.0-or-later', gpl, { beside: true }), []);
});

test('one way that fits is enough, and all of it must fit', () => {
  const both = `${mit} Mozilla Public License Version 1.1`;
  assert.deepEqual(faultsOf('MIT OR MPL-1.1', both), []);
  assert.deepEqual(faultsOf('MIT AND MPL-1.1', both), [
    'MIT AND MPL-1.1 does not go together with EUPL-1.2',
  ]);
});

test('a licence that the package does not name, or that nobody judged, is a fault', () => {
  assert.deepEqual(faultsOf('MIT', gpl), ['its own statement does not name MIT']);
  assert.deepEqual(faultsOf('SSPL-1.0', mit), [
    'SSPL-1.0 is not judged here',
    'SSPL-1.0 does not go together with EUPL-1.2',
  ]);
});

test('tables are read, and compared both ways', () => {
  const table = listed(
    '# L\n\n## Linked\n| `zlib1g` | Zlib |\n\n## Other\n| `x` | MIT |\n',
    'Linked',
  );
  assert.deepEqual([...table], [['zlib1g', 'Zlib']]);
  assert.deepEqual(compare(['libnew1'], table, 'Linked'), [
    'libnew1 is not listed under "Linked"',
    'zlib1g is listed under "Linked" and not used',
  ]);
  assert.throws(() => listed('# L\n', 'Linked'));
});
