// SPDX-License-Identifier: EUPL-1.2
// The board's two faces: a line a company, or a line a buyer; its cells are meetings.
import { computed, signal } from '@preact/signals';
import { rows, zone } from '../../event/live.ts';
import { fold } from '../../event/fold.ts';
import { hourMinute } from '../../event/time.ts';
import type { Meeting } from '../../event/types.ts';
import { buyers, companies, meetingRows, organisationName, slots } from '../data.ts';
import { say } from '../../parts/text.ts';

export type Axis = 'company' | 'buyer';
export interface Line {
  id: number;
  name: string;
  detail: string;
}

export const axis = signal<Axis>('company');
export const search = signal('');
/** Rows of one line each, to see the whole day at once. */
export const compact = signal(false);

export const buyerLabel = (meeting: { buyer: number; organisation?: number | null }): string =>
  organisationName(meeting.organisation ?? null) ||
  buyers.value.get(meeting.buyer)?.organisation ||
  buyerName(meeting.buyer);
export const buyerName = (id: number): string =>
  buyers.value.get(id)?.name ?? say('buyer_number', { number: id });
export const slotTime = (slot: number): string => {
  const found = rows.value.slot.get(slot);
  return found ? hourMinute(found.from_at, zone()) : String(slot);
};

const all = computed<Line[]>(() => {
  if (axis.value === 'company')
    return companies.value.map(({ id, name, segment }) => ({ id, name, detail: segment }));
  const found = new Map<number, Line>();
  for (const { id, name, organisation } of buyers.value.values())
    found.set(id, { id, name: organisation || name, detail: organisation ? name : '' });
  for (const { buyer, organisation } of meetingRows.value.values())
    // a viewer sees numbers
    if (!found.has(buyer))
      found.set(buyer, {
        id: buyer,
        name: organisationName(organisation, buyerName(buyer)),
        detail: buyerName(buyer),
      });
  return [...found.values()].sort(
    (a, b) =>
      a.name.localeCompare(b.name, 'fr', { numeric: true }) ||
      a.detail.localeCompare(b.detail, 'fr'),
  );
});

/** Whom a meeting of a line is with. */
export const otherName = (meeting: Meeting): string =>
  axis.value === 'company' ? buyerLabel(meeting) : organisationName(meeting.company);
export const lineOf = (meeting: Meeting): number =>
  axis.value === 'company' ? meeting.company : meeting.buyer;

/** Line and slot → meeting; a cancelled one gives way to any other. */
export const cells = computed<Map<string, Meeting>>(() => {
  const found = new Map<string, Meeting>();
  const side = axis.value;
  for (const meeting of meetingRows.value.values()) {
    const key = cellKey(meeting[side], meeting.slot);
    const there = found.get(key);
    if (!there || there.state === 'cancelled') found.set(key, meeting);
  }
  return found;
});
export const cellKey = (line: number, slot: number): string => `${line}-${slot}`;

export const sought = computed(() => fold(search.value.trim()));
export const isSought = (text: string): boolean =>
  sought.value !== '' && fold(text).includes(sought.value);

/** The lines that the search keeps: named so, or with a meeting that is. */
export const lines = computed<Line[]>(() => {
  if (!sought.value) return all.value;
  return all.value.filter(
    ({ id, name, detail }) =>
      isSought(`${name} ${detail}`) ||
      slots.value.some((slot) => {
        const meeting = cells.value.get(cellKey(id, slot.id));
        return (
          meeting !== undefined && meeting.state !== 'cancelled' && isSought(otherName(meeting))
        );
      }),
  );
});
