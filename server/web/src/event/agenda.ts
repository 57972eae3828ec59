// SPDX-License-Identifier: EUPL-1.2
// The agenda as a page keeps it: maps of rows, replaced whole by a snapshot and moved by changes.
// Pure: no network, no clock, no signals.
import { kindLists } from '../../generated/words.ts';
import type { Agenda, Change, Edition, HeardMeeting, Stand } from './types.ts';

type Lists = typeof kindLists;
/** The rows of each kind that stands in the agenda, by number. */
type Maps = { -readonly [Kind in keyof Lists]: Map<number, Agenda[Lists[Kind]][number]> };

export type Rows = Omit<Maps, 'meeting'> & {
  seq: number;
  edition: Edition | null;
  meeting: Map<number, HeardMeeting>;
};

const byId = <T extends { id: number }>(rows: readonly T[]): Map<number, T> =>
  new Map(rows.map((row) => [row.id, row]));

/** The rows of every list, as `listed` gives them. */
function mapsOf(listed: (list: Lists[keyof Lists]) => readonly { id: number }[]) {
  const maps = Object.entries(kindLists).map(([kind, list]) => [kind, byId(listed(list))]);
  return Object.fromEntries(maps) as Omit<Rows, 'seq' | 'edition'>;
}

export const emptyRows = (): Rows => ({ seq: -1, edition: null, ...mapsOf(() => []) });

export const rowsOf = (agenda: Agenda): Rows => ({
  seq: agenda.seq,
  edition: agenda.edition,
  // What a phone kept before the server knew a kind has no array of it.
  ...mapsOf((list) => (agenda as Partial<Agenda>)[list] ?? []),
});

/** The agenda's arrays again, for who keeps them. */
export const listsOf = (rows: Rows): Pick<Agenda, Lists[keyof Lists]> =>
  Object.fromEntries(
    Object.entries(kindLists).map(([kind, list]) => [
      list,
      [...rows[kind as keyof Lists].values()],
    ]),
  ) as Pick<Agenda, Lists[keyof Lists]>;

/**
 * Kinds whose rows stand in the agenda as the feed tells them; organisations have names besides.
 */
const isMapped = (rows: Rows, kind: string): boolean =>
  kind !== 'organisation' && rows[kind as keyof Rows] instanceof Map;

/** The rows after a change, and whether a name is missing (the agenda is then to be read again). */
export function applyChange(rows: Rows, change: Change): { rows: Rows; stale: boolean } {
  if (change.seq <= rows.seq) return { rows, stale: false };
  const next: Rows = { ...rows, seq: change.seq };
  if (change.kind === 'edition') next.edition = (change.body as Edition | null) ?? rows.edition;
  if (!isMapped(rows, change.kind)) return { rows: next, stale: change.kind === 'organisation' };
  const kind = change.kind as 'stand'; // any of the maps: they are all number → row
  const map = new Map(rows[kind]);
  if (change.body === null) map.delete(change.id);
  else map.set(change.id, change.body as Stand);
  next[kind] = map;
  return { rows: next, stale: change.body !== null && namesUnknown(rows, change) };
}

function namesUnknown(rows: Rows, change: Change): boolean {
  const { company, organisation, state } = change.body as {
    company?: number | null;
    organisation?: number | null;
    state?: string;
  };
  const unknown = (id: number | null | undefined) => id != null && !rows.organisation.has(id);
  // The agenda names the buyers of public meetings only.
  const isPublic = change.kind !== 'meeting' || state === 'called' || state === 'running';
  return unknown(company) || (isPublic && unknown(organisation));
}

/** Puts a fresh agenda's names in place without touching what the feed has moved since. */
export function withNames(rows: Rows, agenda: Agenda): Rows {
  return { ...rows, organisation: byId(agenda.organisations) };
}
