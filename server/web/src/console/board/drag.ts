// SPDX-License-Identifier: EUPL-1.2
// A meeting under way from cell to cell: what is dragged, and over what.
import { signal } from '@preact/signals';
import {
  dropTargetForElements,
  monitorForElements,
} from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine';
import type { Meeting } from '../../event/types.ts';
import { message } from '../session.ts';
import { meetingRows, organisationName } from '../data.ts';
import { say } from '../../parts/text.ts';
import { askOptions, moveTo, reasonFor } from './moves.ts';
import { axis, buyerLabel } from './rows.ts';
import { certain } from '../../parts/certain.ts';

export interface Place {
  line: number;
  slot: number;
}
export const dragged = signal<{ meeting: Meeting; line: number } | null>(null);
export const over = signal<Place | null>(null);

/** Why the meeting may not go there; null: it may, undefined: nobody knows yet. */
export function whyNot(place: Place): string | null | undefined {
  const { meeting, line } = certain(dragged.value);
  if (place.line !== line)
    return say(axis.value === 'company' ? 'other_company' : 'other_buyer', {
      name: axis.value === 'company' ? organisationName(meeting.company) : buyerLabel(meeting),
    });
  return place.slot === meeting.slot ? null : reasonFor(meeting, place.slot);
}

function drop(place: Place | null): void {
  const { meeting } = certain(dragged.value);
  const why = place && whyNot(place);
  dragged.value = over.value = null;
  if (!place || place.slot === meeting.slot) return;
  if (why) message.value = { text: why, bad: true };
  else
    void moveTo(meeting, place.slot).then(
      (moved) =>
        moved &&
        requestAnimationFrame(() =>
          document.getElementById(`cell-${place.line}-${place.slot}`)?.focus(),
        ),
    );
}

/**
 * Makes the board take meetings; `placeAt` tells the cell under the pointer. Returns the undoing.
 */
export function acceptDrops(
  sheet: HTMLElement,
  placeAt: (x: number, y: number) => Place | null,
): () => void {
  return combine(
    dropTargetForElements({ element: sheet }),
    monitorForElements({
      onDragStart: ({ source }) => {
        const meeting = meetingRows.value.get(Number(source.data.meeting));
        if (!meeting) return;
        dragged.value = { meeting, line: Number(source.data.line) };
        void askOptions(meeting);
      },
      onDrag: ({ location: { current } }) => {
        if (!dragged.value) return;
        const place = current.dropTargets.length
          ? placeAt(current.input.clientX, current.input.clientY)
          : null;
        if (place?.line !== over.value?.line || place?.slot !== over.value?.slot)
          over.value = place;
      },
      onDrop: ({ location: { current } }) => {
        if (dragged.value)
          drop(
            current.dropTargets.length
              ? placeAt(current.input.clientX, current.input.clientY)
              : null,
          );
      },
    }),
  );
}
