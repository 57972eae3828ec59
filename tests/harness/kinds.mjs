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
 * Reads a cell such as "own: called, running: `id`, `slot`" or "audience = all: all"; null: the
 * audience hears nothing.
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

/** The forms in which audiences hear a kind's rows: lists of members, null for the whole row. */
export function bodiesOf(kind) {
  const parts = audiences.map((audience) => kinds.get(kind)[audience]).filter(Boolean);
  return [...new Set(parts.map(({ members }) => JSON.stringify(members)))].map((text) =>
    JSON.parse(text),
  );
}

/** Kind → the array of the agenda that has its rows; kinds that are in none are left out. */
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
 * The part of a row's body that an audience hears; null when it does not hear of the row.
 * `company`: the company on the stand that listens.
 */
export function partOf(kind, audience, body, company) {
  const part = kinds.get(kind)?.[audience];
  if (!part || !body || (part.own && body.company !== company)) return null;
  if (part.states && !part.states.includes(body[part.by])) return null;
  return part.members
    ? Object.fromEntries(Object.entries(body).filter(([name]) => part.members.includes(name)))
    : body;
}
