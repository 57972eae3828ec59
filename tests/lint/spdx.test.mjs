// SPDX-License-Identifier: EUPL-1.2
// Where the licence's line goes, and that it goes there once.
import assert from 'node:assert/strict';
import test from 'node:test';
import { commentFor, withLine } from './spdx.mjs';

const id = 'SPDX-License-' + 'Identifier: EUPL-1.2';

test('each kind of source has its comment; data has none', () => {
  assert.equal(commentFor('server/main.c'), `/* ${id} */`);
  assert.equal(commentFor('server/web/src/mine.tsx'), `// ${id}`);
  assert.equal(commentFor('lib/CMakeLists.txt'), `# ${id}`);
  assert.equal(commentFor('dev'), `# ${id}`);
  assert.equal(commentFor('schemas/person.schema.json'), undefined);
  assert.equal(commentFor('.ci/packages.txt'), undefined);
});

test('the line is put at the top, once, and below #!', () => {
  const once = withLine('a.c', 'int a;\n');
  assert.equal(once, `/* ${id} */\nint a;\n`);
  assert.equal(withLine('a.c', once), once);
  const script = withLine('dev', '#!/bin/sh\ntrue\n');
  assert.equal(script, `#!/bin/sh\n# ${id}\ntrue\n`);
  assert.equal(withLine('dev', script), script);
});
