// SPDX-License-Identifier: EUPL-1.2
// The agenda as a page keeps it: maps of rows, replaced whole by a snapshot and moved by changes.
// Pure: no network, no clock, no signals.
import type {
  Agenda,
  Change,
  Demonstration,
  Edition,
  HeardMeeting,
  Notice,
  Organisation,
  Pitch,
  Session,
  Slot,
  Stand,
} from './types.ts';

export interface Rows {
  seq: number;
  edition: Edition | null;
  organisation: Map<number, Organisation>;
  session: Map<number, Session>;
  slot: Map<number, Slot>;
  pitch: Map<number, Pitch>;
  stand: Map<number, Stand>;
  demonstration: Map<number, Demonstration>;
  meeting: Map<number, HeardMeeting>;
  notice: Map<number, Notice>;
}

const byId = <T extends { id: number }>(rows: readonly T[]): Map<number, T> =>
  new Map(rows.map((row) => [row.id, row]));

export function emptyRows(): Rows {
  return {
    seq: -1,
    edition: null,
    organisation: new Map(),
    session: new Map(),
    slot: new Map(),
    pitch: new Map(),
    stand: new Map(),
    demonstration: new Map(),
    meeting: new Map(),
    notice: new Map(),
  };
}

export function rowsOf(agenda: Agenda): Rows {
  return {
    seq: agenda.seq,
    edition: agenda.edition,
    organisation: byId(agenda.organisations),
    session: byId(agenda.sessions),
    slot: byId(agenda.slots),
    pitch: byId(agenda.pitches),
    stand: byId(agenda.stands),
    demonstration: byId(agenda.demonstrations),
    meeting: byId(agenda.meetings as HeardMeeting[]),
    notice: byId(agenda.notices),
  };
}

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
