// SPDX-License-Identifier: EUPL-1.2
// One cell of the board: a meeting that can be taken with the mouse, or a free place.
import { useEffect, useRef } from 'preact/hooks';
import { draggable } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import type { Meeting } from '../../event/types.ts';
import { Icon } from '../../parts/icons.tsx';
import { say } from '../../parts/text.ts';
import { askOptions, chosen, icons, opened, reasonFor, told } from './moves.ts';
import { preview } from './planning.ts';
import { cellKey, isSought, otherName, slotTime, sought, type Line } from './rows.ts';
import { dragged, over } from './drag.ts';
import { certain } from '../../parts/certain.ts';

interface Props {
  line: Line;
  slot: number;
  meeting: Meeting | undefined;
  left: number;
  width: number;
  first: boolean;
  column: number;
  onKey: (event: KeyboardEvent) => void;
}

export const movable = (meeting: Meeting): boolean =>
  meeting.state === 'planned' && !meeting.locked;

/** What a cell looks like while a meeting is dragged: home, can, cannot, or another's line. */
function dragClass(line: Line, slot: number): string {
  if (!dragged.value) return '';
  const { meeting } = dragged.value;
  if (dragged.value.line !== line.id) return 'aside';
  if (meeting.slot === slot) return 'home';
  const reason = reasonFor(meeting, slot);
  return reason === undefined ? '' : reason === null ? 'can' : 'cannot';
}

export function Cell({ line, slot, meeting, left, width, first, column, onKey }: Props) {
  const button = useRef<HTMLButtonElement>(null);
  const here = chosen.value.line === line.id && chosen.value.slot === slot;
  const what = meeting
    ? `${otherName(meeting)}, ${say(`meeting.${meeting.state}`)}${meeting.locked ? `, ${say('is_locked')}` : ''}`
    : say('free');
  const canDrag = meeting !== undefined && movable(meeting);
  const held = canDrag ? meeting.id : null;
  useEffect(() => {
    if (held === null) return;
    return draggable({
      element: certain(button.current),
      getInitialData: () => ({ meeting: held, line: line.id }),
    });
  }, [held, line.id]);
  const tell = () => {
    if (dragged.value) return;
    told.value = { line: line.id, slot };
    if (meeting) void askOptions(meeting);
  };
  const found = meeting && sought.value !== '' && isSought(otherName(meeting));
  const coming = preview.value?.get(cellKey(line.id, slot));
  const target = over.value?.line === line.id && over.value.slot === slot;
  return (
    <div
      role="gridcell"
      aria-colindex={column + 2}
      class={`slot ${here ? 'chosen' : ''}`}
      style={{ left: `${left}px`, width: `${width}px` }}
    >
      <button
        type="button"
        ref={button}
        id={`cell-${line.id}-${slot}`}
        tabIndex={here || first ? 0 : -1}
        class={`cell ${meeting?.state ?? 'free'} ${found ? 'found' : ''} ${target ? 'target' : ''} ${coming ? `will-${coming.kind}` : ''} ${dragClass(line, slot)}`}
        aria-label={`${line.name}, ${slotTime(slot)} : ${what}${coming ? `, ${say(`coming.${coming.kind}`, { name: coming.name })}` : ''}`}
        onKeyDown={onKey}
        onMouseEnter={tell}
        onFocus={tell}
        onClick={() => {
          chosen.value = { line: line.id, slot };
          opened.value = true;
          requestAnimationFrame(() => document.getElementById('meeting-panel')?.focus());
        }}
      >
        {coming && (
          <span class={`mark ${coming.kind}`}>
            <Icon
              name={coming.kind === 'drop' ? 'cross' : coming.kind === 'leave' ? 'right' : 'plus'}
            />
            {coming.kind === 'add' ? coming.name : ''}
          </span>
        )}
        {meeting && !(coming?.kind === 'add') && (
          <>
            <span class="text">{otherName(meeting)}</span>
            {meeting.locked && <Icon name="lock" />}
            {meeting.state !== 'planned' && <Icon name={icons[meeting.state]} />}
          </>
        )}
      </button>
    </div>
  );
}
