// SPDX-License-Identifier: EUPL-1.2
// What can be done with a meeting, and what the server says of it beforehand.
import { signal } from '@preact/signals';
import { rows } from '../../event/live.ts';
import type { Meeting, MeetingState } from '../../event/types.ts';
import { act, message, read } from '../session.ts';
import { slots } from '../data.ts';
import { language, say, type Language } from '../../parts/text.ts';
import type { IconName } from '../../parts/icons.tsx';
import { buyerLabel, lineOf, slotTime } from './rows.ts';

export const icons: Record<MeetingState, IconName> = {
  planned: 'day',
  called: 'notice',
  running: 'meeting',
  done: 'check',
  no_show: 'missed',
  cancelled: 'cross',
};

/** Where a meeting could go; `reason` null: it can. */
export interface Options {
  meeting: number;
  weight: number;
  why: string;
  slots: { slot: number; reason: string | null }[];
  seq: number;
}
const known = new Map<number, Options>();
export const options = signal<Options | null>(null);
let asked = 0;

/** Asks where a meeting could go; a younger question wins. */
export async function askOptions(meeting: Meeting): Promise<Options | null> {
  const mine = ++asked;
  const kept = known.get(meeting.id);
  const { seq } = rows.value;
  const key = language.value;
  if (kept && kept.seq === seq && spoken === key) return (options.value = kept);
  try {
    const found = { ...(await read<Options>(`/api/meetings/${meeting.id}/options`)), seq };
    if (spoken !== key) known.clear();
    spoken = key;
    known.set(meeting.id, found);
    if (mine === asked) options.value = found;
    return found;
  } catch {
    return null; // refused to a viewer, or away: the move itself will say it
  }
}
let spoken: Language | undefined;

export const reasonFor = (meeting: Meeting, slot: number): string | null | undefined =>
  options.value?.meeting === meeting.id
    ? options.value.slots.find((one) => one.slot === slot)?.reason
    : undefined;

export const chosen = signal<{ line: number; slot: number }>({ line: -1, slot: -1 });
/** The cell that the line under the board tells of. */
export const told = signal<{ line: number; slot: number } | null>(null);
export const opened = signal(false);

export async function moveTo(meeting: Meeting, slot: number): Promise<boolean> {
  const moved = await act(
    `/api/meetings/${meeting.id}/slot`,
    { slot },
    say('moved', { name: buyerLabel(meeting), time: slotTime(slot) }),
  );
  if (moved) chosen.value = { line: lineOf(meeting), slot };
  return moved;
}

/** To the next slot where it can be, before or after: what Shift and an arrow key do. */
export async function moveAside(meeting: Meeting, step: -1 | 1): Promise<boolean> {
  const order = step > 0 ? slots.value : [...slots.value].reverse();
  const here = order.findIndex(({ id }) => id === meeting.slot);
  const found = await askOptions(meeting);
  if (!found) return moveTo(meeting, order[here + 1]?.id ?? meeting.slot);
  const free = order
    .slice(here + 1)
    .find(({ id }) => found.slots.some(({ slot, reason }) => slot === id && reason === null));
  if (free) return moveTo(meeting, free.id);
  message.value = { text: say(step > 0 ? 'no_slot_after' : 'no_slot_before'), bad: true };
  return false;
}

export const setState = (meeting: Meeting, to: MeetingState): Promise<boolean> =>
  act(
    `/api/meetings/${meeting.id}/state`,
    { to },
    say('meeting_now', { state: say(`meeting.${to}`) }),
  );
export const setLock = (meeting: Meeting): Promise<boolean> =>
  act(
    `/api/meetings/${meeting.id}/lock`,
    { locked: !meeting.locked },
    say(meeting.locked ? 'unlocked' : 'locked'),
  );
