// SPDX-License-Identifier: EUPL-1.2
// An attendee's day, in order: what comes next, and how to get there. Pure.
import type { Stand } from '../event/types.ts';
import type { Busy, MyMeeting } from './types.ts';

/** People in a crowd, with its detours. */
const walk_cm_s = 75;
/** Who was somewhere longer ago comes from anywhere. */
const before_ms_max = 60 * 60_000;

export type Entry =
  | { at: number; meeting: MyMeeting; busy?: undefined }
  | { at: number; busy: Busy; meeting?: undefined };

/** Who sits in the jury sits through the change-overs too. */
const pause_ms_max = 5 * 60_000;

/** Spans of one kind in one room that follow each other, as one. */
function joined(busy: Busy[]): Busy[] {
  const spans: Busy[] = [];
  for (const next of [...busy].sort((a, b) => a.from_at - b.from_at)) {
    const last = spans.at(-1);
    if (
      last &&
      last.kind === next.kind &&
      last.room === next.room &&
      next.from_at - last.to_at <= pause_ms_max
    )
      spans[spans.length - 1] = { ...last, to_at: Math.max(last.to_at, next.to_at) };
    else spans.push(next);
  }
  return spans;
}

/**
 * Meetings and what else takes the time, in the order of the day. A running order that moved counts
 * as projected.
 */
export function dayOf(meetings: MyMeeting[], busy: Busy[]): Entry[] {
  return [
    ...meetings.map((meeting) => ({ at: meeting.from_at, meeting })),
    ...joined(busy).map((busy) => ({ at: busy.from_at, busy })),
  ].sort((a, b) => a.at - b.at);
}

const open = new Set(['planned', 'called', 'running']);

/** The meeting that runs, is called, or comes first; null: none is to come. */
export function nextMeeting(meetings: MyMeeting[], now: number): MyMeeting | null {
  return (
    meetings
      .filter(({ state, to_at }) => open.has(state) && to_at > now)
      .sort((a, b) => a.from_at - b.from_at)[0] ?? null
  );
}

/** Meetings that are over and of which nothing was said yet. */
export function toTell(meetings: MyMeeting[]): MyMeeting[] {
  return meetings
    .filter(({ may, outcome }) => may.includes('outcome') && !outcome)
    .sort((a, b) => b.from_at - a.from_at);
}

export interface Walk {
  zone: string;
  from: string;
  minutes: number | null;
}

/** The zone of a place, and how long from the stand where one was before. */
export function walkTo(meeting: MyMeeting, meetings: MyMeeting[], stands: Iterable<Stand>): Walk {
  const all = new Map([...stands].map((stand) => [stand.code, stand]));
  const to = all.get(meeting.place);
  const before = meetings
    .filter(
      (other) =>
        other.id !== meeting.id &&
        other.state !== 'cancelled' &&
        other.to_at <= meeting.from_at &&
        other.place !== meeting.place &&
        meeting.from_at - other.to_at <= before_ms_max,
    )
    .sort((a, b) => b.to_at - a.to_at)[0];
  const from = before && all.get(before.place);
  if (!to) return { zone: '', from: '', minutes: null };
  if (!from) return { zone: to.zone, from: '', minutes: null };
  const seconds = Math.hypot(to.x_cm - from.x_cm, to.y_cm - from.y_cm) / walk_cm_s;
  return { zone: to.zone, from: from.code, minutes: Math.max(1, Math.ceil(seconds / 60)) };
}
