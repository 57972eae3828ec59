// SPDX-License-Identifier: EUPL-1.2
// The table of kinds as docs/api.md shows it, which tests/unit/kinds holds to
// include/parvis/kinds.def, and the arrays of the agenda as that file names them: the one list of
// kinds that tests go by.
import { readFileSync } from 'node:fs';

const document = readFileSync(new URL('../../docs/api.md', import.meta.url), 'utf8');
const [, table] = document.match(
  /<!-- the table of kinds[^>]*-->\n(.*?)<!-- end of the table of kinds -->/s,
);
const [head, , ...lines] = table
  .trim()
  .split('\n')
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

/**
 * "own: called, running: `id`, `slot`", "audience = all: all" → what is told; null: nothing.
 */
function readCell(cell) {
  if (cell === '–') return null;
  const [, own, by, states, told] = cell.match(/^(own: )?(?:(?:(\w+) = )?([\w, ]+): )?(all|`.*`)$/);
  return {
    own: own !== undefined, // only rows of the company of who hears
    by: by ?? 'state', // the member that says the state
    states: states ? states.split(', ') : null, // null: in any
    // null: all
    members: told === 'all' ? null : [...told.matchAll(/`(\w+)`/g)].map(([, name]) => name),
  };
}

export const audiences = head.slice(1);
/** Kind → audience → { own, states, members }, or null. */
export const kinds = new Map(
  lines.map(([name, ...cells]) => [
    name.replaceAll('`', ''),
    Object.fromEntries(cells.map((cell, i) => [audiences[i], readCell(cell)])),
  ]),
);

/** What is told of a kind's rows, each form once: its members, null where it is the whole row. */
export function bodiesOf(kind) {
  const parts = audiences.map((audience) => kinds.get(kind)[audience]).filter(Boolean);
  return [...new Set(parts.map(({ members }) => JSON.stringify(members)))].map((text) =>
    JSON.parse(text),
  );
}

/** Kind → the array of the agenda that its rows are in; those that are in none are not here. */
export const lists = new Map(
  [
    ...readFileSync(new URL('../../include/parvis/kinds.def', import.meta.url), 'utf8').matchAll(
      /^KIND\(\w+, "(\w+)", "(\w+)"/gm,
    ),
  ].map(([, kind, list]) => [kind, list]),
);

/** Names of the kinds that an audience hears anything of. */
export const kindsHeardBy = (audience) =>
  [...kinds].filter(([, heard]) => heard[audience]).map(([name]) => name);

/**
 * What an audience hears of a row: the part of its body that is told, null when the row is none of
 * theirs. `company`: whose stand listens.
 */
export function partOf(kind, audience, body, company) {
  const part = kinds.get(kind)?.[audience];
  if (!part || !body || (part.own && body.company !== company)) return null;
  if (part.states && !part.states.includes(body[part.by])) return null;
  return part.members
    ? Object.fromEntries(Object.entries(body).filter(([name]) => part.members.includes(name)))
    : body;
}
