// SPDX-License-Identifier: EUPL-1.2
// A company under way over the plan: what is dragged, over which stand, and whether it may land.
import { signal } from '@preact/signals';
import {
  draggable,
  dropTargetForElements,
  monitorForElements,
} from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine';
import { rows } from '../../event/live.ts';
import { askOptions, free, put, standOf } from './moves.ts';

/** The company that is dragged. */
export const dragged = signal<number | null>(null);
/** Over which stand; 'tray': over those without one. */
export const over = signal<number | 'tray' | null>(null);

/** Lets a company be taken from here. */
export const takes = (element: HTMLElement, company: number | null): (() => void) =>
  company === null ? () => undefined : draggable({ element, getInitialData: () => ({ company }) });

/** Lets a company land here. */
export const lands = (element: HTMLElement, place: number | 'tray'): (() => void) =>
  dropTargetForElements({ element, getData: () => ({ place }) });

export function followDrags(): () => void {
  return combine(
    monitorForElements({
      canMonitor: ({ source }) => typeof source.data.company === 'number',
      onDragStart: ({ source }) => {
        dragged.value = source.data.company as number;
        void askOptions(dragged.value);
      },
      onDropTargetChange: ({ location: { current } }) =>
        (over.value = (current.dropTargets[0]?.data.place as number | 'tray' | undefined) ?? null),
      onDrop: ({ location: { current } }) => {
        const company = dragged.value,
          place = current.dropTargets[0]?.data.place as number | 'tray' | undefined;
        dragged.value = over.value = null;
        if (company === null || place === undefined) return;
        const from = standOf(company);
        if (place === 'tray') {
          if (from) void free(from);
          return;
        }
        const onto = rows.value.stand.get(place);
        if (onto) void put(company, onto);
      },
    }),
  );
}
