// SPDX-License-Identifier: EUPL-1.2
// The line under the board: what the cell under the mouse, or with the focus, is about, and while
// something is dragged, why it may or may not be dropped.
import { rows } from '../../event/live.ts';
import type { Meeting } from '../../event/types.ts';
import { organisationName } from '../data.ts';
import { Icon } from '../../parts/icons.tsx';
import { say } from '../../parts/text.ts';
import { cellKey, cells, buyerLabel, buyerName, lines, slotTime } from './rows.ts';
import { dragged, over, whyNot } from './drag.ts';
import { icons, options, told } from './moves.ts';
import { certain } from '../../parts/certain.ts';

function Dragging() {
  const { meeting } = certain(dragged.value);
  const place = over.value;
  const why = place && whyNot(place);
  return (
    <>
      <strong>
        {buyerLabel(meeting)} × {organisationName(meeting.company)}
      </strong>
      {place &&
        place.slot !== meeting.slot &&
        (why ? (
          <span class="no">
            <Icon name="cross" />
            {slotTime(place.slot)} : {why}
          </span>
        ) : (
          why === null && (
            <span class="yes">
              <Icon name="check" />
              {say('can_move', { time: slotTime(place.slot) })}
            </span>
          )
        ))}
    </>
  );
}

function Cell() {
  const { line, slot } = certain(told.value);
  const meeting = cells.value.get(cellKey(line, slot));
  const found = lines.value.find(({ id }) => id === line);
  if (!meeting)
    return (
      <>
        <strong>{found?.name}</strong>
        <span class="muted">
          {slotTime(slot)} · {say('free')}
        </span>
      </>
    );
  const slotEnd = rows.value.slot.get(meeting.slot);
  return (
    <>
      <strong>
        {buyerLabel(meeting)} × {organisationName(meeting.company)}
      </strong>
      <span class="muted">
        {buyerName(meeting.buyer)} · {slotTime(slot)}
        {slotEnd ? '' : ''} · {meeting.place}
      </span>
      <span class={`state ${meeting.state}`}>
        <Icon name={icons[meeting.state]} />
        {say(`meeting.${meeting.state}`)}
      </span>
      {meeting.locked && (
        <span class="state">
          <Icon name="lock" />
          {say('is_locked')}
        </span>
      )}
      <Weight meeting={meeting} />
    </>
  );
}

/** What a meeting counts for; nothing for a viewer, who is not told. */
export function Weight({ meeting }: { meeting: Meeting }) {
  const counted = options.value?.meeting === meeting.id ? options.value : null;
  const weight = counted?.weight ?? meeting.weight;
  if (weight === undefined) return null;
  return (
    <span>
      {say('weight', { weight })}
      {counted?.why && <span class="muted"> : {counted.why}</span>}
    </span>
  );
}

export function Told() {
  return (
    <p class="told" id="told">
      {dragged.value ? (
        <Dragging />
      ) : told.value ? (
        <Cell />
      ) : (
        <span class="muted">{say('board_hint')}</span>
      )}
    </p>
  );
}
