// SPDX-License-Identifier: EUPL-1.2
// The meetings' board: only the cells that are seen are drawn, one of them is in the tab order, and
// arrow keys go between them. Shift and an arrow key move the meeting itself.
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { signal } from '@preact/signals';
import { now } from '../../event/live.ts';
import type { MeetingState } from '../../event/types.ts';
import { user } from '../session.ts';
import { slots } from '../data.ts';
import { Icon } from '../../parts/icons.tsx';
import { count, say } from '../../parts/text.ts';
import { Cell } from './cell.tsx';
import { acceptDrops, type Place } from './drag.ts';
import { chosen, icons, moveAside, opened } from './moves.ts';
import { Panel } from './panel.tsx';
import { axis, cellKey, cells, compact, lines, search, slotTime, type Axis } from './rows.ts';
import { BookingButton, PlanButton, Planning } from './planning.tsx';
import { Told } from './told.tsx';
import { columnWidth, lineAt, scrollTo, seen } from './window.ts';
import { certain } from '../../parts/certain.ts';

/** Asks for the focus on the chosen cell, as soon as it is drawn. */
const focusing = signal(0);
let focus_wanted = false;
function focusChosen(): void {
  focus_wanted = true;
  focusing.value++;
}

const heads = { roomy: 200, narrow: 132 },
  head_height = 40,
  column_least = 84;

/** The window's place and size, as it scrolls and as the page changes. */
function useWindow() {
  const box = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, left: 0, width: 1000, height: 600 });
  useLayoutEffect(() => {
    const measure = () => {
      const {
        scrollTop: top,
        scrollLeft: left,
        clientWidth: width,
        clientHeight: height,
      } = certain(box.current);
      setView((known) =>
        known.top === top && known.left === left && known.width === width && known.height === height
          ? known
          : { top, left, width, height },
      );
    };
    const watch = new ResizeObserver(measure);
    watch.observe(certain(box.current));
    certain(box.current).addEventListener('scroll', measure, { passive: true });
    measure();
    return () => watch.disconnect();
  }, []);
  return { box, view };
}

const keys: Record<string, [number, number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  Home: [0, -999],
  End: [0, 999],
  PageUp: [-10, 0],
  PageDown: [10, 0],
};

function Grid() {
  const { box, view } = useWindow();
  const sheet = useRef<HTMLDivElement>(null);
  const height = compact.value ? 28 : 46;
  const head = view.width < 720 ? heads.narrow : heads.roomy;
  const wide = columnWidth(view.width - head, slots.value.length, column_least);
  const down = seen(view.top, view.height - head_height, height, lines.value.length);
  const across = seen(view.left, view.width - head, wide, slots.value.length, 1);

  // Before the next key: the cell that had the focus may be gone from the window.
  useLayoutEffect(() => {
    if (!focus_wanted || !focusing.value) return;
    focus_wanted = false;
    document
      .getElementById(`cell-${chosen.value.line}-${chosen.value.slot}`)
      ?.focus({ preventScroll: true });
  });

  const focusCell = (row: number, column: number) => {
    const line = lines.value[Math.min(lines.value.length - 1, Math.max(0, row))];
    const at = Math.min(slots.value.length - 1, Math.max(0, column));
    const slot = slots.value[at];
    if (!line || !slot) return;
    chosen.value = { line: line.id, slot: slot.id };
    const scroller = certain(box.current);
    scroller.scrollTop = scrollTo(
      scroller.scrollTop,
      view.height - head_height,
      height,
      lines.value.indexOf(line),
    );
    scroller.scrollLeft = scrollTo(scroller.scrollLeft, view.width - head, wide, at);
    focusChosen();
  };
  const onKey = (event: KeyboardEvent, row: number, column: number) => {
    const step = keys[event.key];
    if (!step || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    const meeting = cells.value.get(
      cellKey(certain(lines.value[row]).id, certain(slots.value[column]).id),
    );
    if (event.shiftKey && step[0] === 0 && Math.abs(step[1]) === 1) {
      if (meeting)
        void moveAside(meeting, step[1] as -1 | 1).then((moved) => moved && focusChosen());
    } else focusCell(row + step[0], column + step[1]);
  };
  const placeAt = (x: number, y: number): Place | null => {
    const { left, top } = certain(sheet.current).getBoundingClientRect();
    if (x - left < head + view.left || y - top < head_height + view.top) return null;
    const line = lines.value[lineAt(y - top - head_height, height, lines.value.length)];
    const slot = slots.value[lineAt(x - left - head, wide, slots.value.length)];
    return line && slot ? { line: line.id, slot: slot.id } : null;
  };
  const place = useRef(placeAt);
  place.current = placeAt;
  useEffect(() => acceptDrops(certain(sheet.current), (x, y) => place.current(x, y)), []);

  // The chosen cell is always there, so that the focus has a place to stay.
  const rowsSeen = span(
    down,
    lines.value.findIndex(({ id }) => id === chosen.value.line),
  );
  const columnsSeen = span(
    across,
    slots.value.findIndex(({ id }) => id === chosen.value.slot),
  );
  void focusing.value;
  const none = !lines.value.some(({ id }) => id === chosen.value.line);
  return (
    <div class={`board ${compact.value ? 'compact' : ''}`} ref={box}>
      <div
        class="sheet"
        ref={sheet}
        role="grid"
        aria-label={say('board')}
        aria-rowcount={lines.value.length + 1}
        aria-colcount={slots.value.length + 1}
        style={{
          width: `${head + wide * slots.value.length}px`,
          height: `${head_height + height * lines.value.length}px`,
        }}
      >
        <div class="head-row" role="row" aria-rowindex={1} style={{ height: `${head_height}px` }}>
          <div role="columnheader" class="corner" style={{ width: `${head}px` }}>
            {say(axis.value)}
          </div>
          {columnsSeen.map((column) => {
            const slot = certain(slots.value[column]);
            const current = slot.from_at <= now.value && now.value < slot.to_at;
            return (
              <div
                role="columnheader"
                key={slot.id}
                aria-colindex={column + 2}
                class={current ? 'time current' : 'time'}
                style={{ left: `${head + column * wide}px`, width: `${wide}px` }}
              >
                {slotTime(slot.id)}
              </div>
            );
          })}
        </div>
        {rowsSeen.map((row) => {
          const line = certain(lines.value[row]);
          return (
            <div
              role="row"
              key={line.id}
              aria-rowindex={row + 2}
              class="line"
              style={{ top: `${head_height + row * height}px`, height: `${height}px` }}
            >
              <div
                role="rowheader"
                class="who"
                style={{ width: `${head}px` }}
                title={`${line.name}${line.detail ? ` · ${line.detail}` : ''}`}
              >
                <strong>{line.name}</strong>
                {!compact.value && line.detail && <span class="muted">{line.detail}</span>}
              </div>
              {columnsSeen.map((column) => {
                const slot = certain(slots.value[column]).id;
                return (
                  <Cell
                    key={slot}
                    line={line}
                    slot={slot}
                    column={column}
                    meeting={cells.value.get(cellKey(line.id, slot))}
                    left={head + column * wide}
                    width={wide}
                    first={none && row === rowsSeen[0] && column === columnsSeen[0]}
                    onKey={(event) => onKey(event, row, column)}
                  />
                );
              })}
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** The numbers of a span, and one more where it is not among them. */
function span({ from, to }: { from: number; to: number }, also: number): number[] {
  const all = Array.from({ length: to - from }, (_, index) => from + index);
  if (also >= 0 && also < from) all.unshift(also);
  else if (also >= to) all.push(also);
  return all;
}

function Tools() {
  const face = (value: Axis) => (
    <label class="choice">
      <input
        type="radio"
        name="axis"
        checked={axis.value === value}
        onChange={() => {
          axis.value = value;
          chosen.value = { line: -1, slot: -1 };
          opened.value = false;
        }}
      />
      <span>{say(`by.${value}`)}</span>
    </label>
  );
  return (
    <div class="tools">
      <fieldset class="choices">
        <legend class="unseen">{say('lines')}</legend>
        {face('company')}
        {face('buyer')}
      </fieldset>
      <label class="input">
        <span class="unseen">{say('board_search')}</span>
        <Icon name="search" />
        <input
          type="search"
          placeholder={say('board_search')}
          value={search.value}
          onInput={(event) => (search.value = event.currentTarget.value)}
        />
      </label>
      <label class="tick">
        <input
          type="checkbox"
          checked={compact.value}
          onChange={(event) => (compact.value = event.currentTarget.checked)}
        />
        <span>{say('compact')}</span>
      </label>
      <PlanButton />
      <BookingButton />
      {user.value?.role !== 'viewer' && (
        <a class="button" href="/api/agendas.pdf" target="_blank" rel="noopener">
          <Icon name="print" />
          <span>{say('print_agendas')}</span>
        </a>
      )}
      <p class="muted small" role="status">
        {search.value.trim() ? count('lines_found', lines.value.length) : ''}
      </p>
    </div>
  );
}

export function Meetings() {
  const { line, slot } = chosen.value;
  const meeting = cells.value.get(cellKey(line, slot));
  const close = () => {
    opened.value = false;
    focusChosen();
  };
  return (
    <>
      <section aria-labelledby="board-title" class="board-section">
        <div class="strip">
          <h2 id="board-title">{say('board')}</h2>
          <ul class="legend">
            {(Object.keys(icons) as MeetingState[]).map((state) => (
              <li key={state}>
                <span class={`cell ${state}`}>
                  {state !== 'planned' && <Icon name={icons[state]} />}
                </span>
                {say(`meeting.${state}`)}
              </li>
            ))}
          </ul>
        </div>
        <Tools />
        <Planning />
        <div class={opened.value ? 'with-panel' : ''}>
          <Grid />
          {opened.value && <Panel meeting={meeting} onClose={close} />}
        </div>
        <Told />
      </section>
    </>
  );
}
