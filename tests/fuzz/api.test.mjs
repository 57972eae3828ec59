// SPDX-License-Identifier: EUPL-1.2
// Random bodies and parameters on every route of schemas/json/openapi.json, by an organiser, a door
// and a stranger: no answer is a fault of ours, no sanitizer has anything to say, and the edition
// verifies. See harness/random.mjs for other seeds and longer runs.
import assert from 'node:assert/strict';
import test from 'node:test';
import { Client } from '../harness/client.mjs';
import { copyEdition, parvis } from '../harness/edition.mjs';
import { random, rounds } from '../harness/random.mjs';
import { follow, membersOf, openapi } from '../harness/schemas.mjs';
import { startServer } from '../harness/server.mjs';

const below = random(1);
const pick = (list) => list[below(list.length)];

const words = [
  '',
  'a',
  'é',
  '\u0000',
  '\u202e',
  '💥',
  'x'.repeat(5000),
  '../../etc',
  "'; DROP TABLE person;--",
  '{"a":1}',
  'on_stage',
  'ready',
  'in',
  'out',
  'fr',
  'A1',
  '\ud800',
];
const numbers = [
  0, 1, -1, 7, 1e9, 2147483648, 9007199254740992, 1e308, -1e308, 0.5, 1.5e-300, 1511165400000,
];

/** Streams answer for ever, and who is signed out, revoked or erased asks nothing more. */
const left_out = /feed$|sessions|\/users|\/kiosks\/|\/mine\/erasure/;
const operations = Object.entries(openapi.paths)
  .filter(([path]) => !left_out.test(path))
  .flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([method]) => ['get', 'post', 'delete'].includes(method))
      .map(([method, operation]) => {
        const reference = operation.requestBody?.content?.['application/json']?.schema?.$ref;
        return {
          path,
          method,
          members: reference ? membersOf(follow(reference)) : {},
        };
      }),
  );
const names = [...new Set(operations.flatMap(({ members }) => Object.keys(members)))];

function anything(depth = 0) {
  switch (below(depth > 3 ? 6 : 8)) {
    case 0:
      return pick(words);
    case 1:
      return pick(numbers);
    case 2:
      return true;
    case 3:
      return false;
    case 4:
      return null;
    case 5:
      return below(240);
    case 6:
      return Array.from({ length: below(4) }, () => anything(depth + 1));
    default:
      return Object.fromEntries(
        Array.from({ length: below(4) }, () => [pick(names), anything(depth + 1)]),
      );
  }
}

/** Mostly of the form that the route wants, so that more than the reader of bodies is met. */
function member(schema) {
  if (schema?.enum && below(3)) return pick(schema.enum);
  if (below(3) === 0) return anything(1);
  return (
    { integer: below(300), string: pick(words), boolean: below(2) === 1 }[schema?.type] ??
    anything(1)
  );
}

function body({ members }) {
  if (below(12) === 0) return anything();
  const made = Object.entries(members)
    .filter(() => below(5))
    .map(([name, schema]) => [name, member(schema)]);
  return Object.fromEntries(below(6) ? made : [...made, [pick(names), anything()]]);
}

function target({ path }) {
  const part = () => (below(3) ? 1 + below(60) : pick([...words.slice(0, 6), ...numbers]));
  const filled = path.replace(/\{[^}]+\}/g, () => encodeURIComponent(`${part()}`.toWellFormed()));
  return below(4)
    ? filled
    : `${filled}?${pick(['limit', 'before', 'slot', 'company', 'q', 'lang', 'with'])}=${encodeURIComponent(pick([...numbers, 'zz', '']))}`;
}

test('whatever is asked of whatever route, the server answers well', async () => {
  const edition = copyEdition('fuzz');
  const server = await startServer(edition.folder, { at: '2017-11-20T10:02' });
  const organiser = new Client(server.url);
  await organiser.signIn(edition.users.organiser);
  const clients = [
    organiser,
    organiser,
    new Client(server.url, { token: edition.tokens.door }),
    new Client(server.url),
  ];
  const statuses = new Map();
  for (let left = rounds(2000); left > 0; left--) {
    const operation = pick(operations),
      where = target(operation),
      client = pick(clients);
    const answer =
      operation.method === 'post'
        ? await client.post(where, body(operation))
        : await client[operation.method](where);
    statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
    assert.ok(
      answer.status < 500 || answer.json?.code === 'busy',
      `${operation.method} ${where}: ${answer.status} ${answer.text.slice(0, 300)}`,
    );
  }
  for (const status of [200, 404, 422])
    assert.ok(statuses.get(status) > 0, `${status} among ${[...statuses.keys()]}`);
  for (const client of new Set(clients)) client.close();
  await server.stop();
  parvis(edition.folder, ['verify']);
});
