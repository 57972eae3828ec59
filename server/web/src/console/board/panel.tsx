// SPDX-License-Identifier: EUPL-1.2
// The chosen cell: what its meeting is and everything that can be done with it, by buttons; or who
// could meet in a free one.
import { useEffect, useState } from 'preact/hooks';
import { meetingMoves } from '../../../generated/words.ts';
import { now, rows } from '../../event/live.ts';
import type { Meeting, Person } from '../../event/types.ts';
import { act, read } from '../session.ts';
import { organisationName, slots } from '../data.ts';
import { Button } from '../parts.tsx';
import { PersonSearch } from '../person_search.tsx';
import { Icon } from '../../parts/icons.tsx';
import { language, say } from '../../parts/text.ts';
import {
  askOptions,
  chosen,
  icons,
  moveTo,
  opened,
  options,
  reasonFor,
  setLock,
  setState,
} from './moves.ts';
import { axis, buyerLabel, buyerName, lines, slotTime, type Line } from './rows.ts';
import { movable } from './cell.tsx';
import { Weight } from './told.tsx';

const focusPanel = () =>
  requestAnimationFrame(() => document.getElementById('meeting-panel')?.focus());

function Slots({ meeting }: { meeting: Meeting }) {
  const spoken = language.value;
  const { meeting: all } = rows.value;
  useEffect(() => void askOptions(meeting), [meeting, all, spoken]);
  const coming = slots.value.filter(({ id, to_at }) => id !== meeting.slot && to_at > now.value);
  const move = async (slot: number) => (await moveTo(meeting, slot)) && focusPanel();
  const free = coming.filter(({ id }) => reasonFor(meeting, id) === null);
  const refused = coming.filter(({ id }) => typeof reasonFor(meeting, id) === 'string');
  return (
    <fieldset>
      <legend>{say('move_to')}</legend>
      <div class="actions">
        {(options.value?.meeting === meeting.id ? free : coming).map(({ id }) => (
          <Button key={id} onClick={() => void move(id)}>
            {slotTime(id)}
          </Button>
        ))}
      </div>
      {free.length === 0 && refused.length > 0 && <p class="muted">{say('no_slot')}</p>}
      {refused.length > 0 && (
        <details>
          <summary>{say('why_not')}</summary>
          <ul class="why">
            {refused.map(({ id }) => (
              <li key={id}>
                <strong>{slotTime(id)}</strong> {reasonFor(meeting, id)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </fieldset>
  );
}

function Chosen({ meeting }: { meeting: Meeting }) {
  return (
    <>
      <h3 class="big">{buyerLabel(meeting)}</h3>
      <p class="muted">{buyerName(meeting.buyer)}</p>
      <p>
        {say('meeting_line', {
          company: organisationName(meeting.company),
          time: slotTime(meeting.slot),
          place: meeting.place,
        })}
      </p>
      <p>
        <span class={`state ${meeting.state}`}>
          <Icon name={icons[meeting.state]} />
          {say(`meeting.${meeting.state}`)}
        </span>{' '}
        {meeting.locked && (
          <span class="state">
            <Icon name="lock" />
            {say('is_locked')}
          </span>
        )}
      </p>
      <p>
        <Weight meeting={meeting} />
      </p>
      <div class="actions">
        {meetingMoves[meeting.state].map((to) => (
          <Button
            key={to}
            icon={icons[to]}
            tone={to === 'cancelled' ? 'danger' : undefined}
            onClick={() => void setState(meeting, to)}
          >
            {say(`to.${to}`)}
          </Button>
        ))}
        {meeting.state === 'planned' && (
          <Button icon="lock" onClick={() => void setLock(meeting)}>
            {say(meeting.locked ? 'unlock' : 'lock')}
          </Button>
        )}
      </div>
      {movable(meeting) && <Slots meeting={meeting} />}
    </>
  );
}

interface Candidate {
  buyer: number;
  company: number;
  weight: number;
  why: string;
  reason: string | null;
}

/** Who wished for a meeting with this line and could have it in this slot. */
function Add({ line, slot }: { line: Line; slot: number }) {
  const [found, setFound] = useState<Candidate[] | null>(null);
  const side = axis.value;
  const spoken = language.value;
  const { meeting: all } = rows.value;
  useEffect(() => {
    let current = true;
    read<{ candidates: Candidate[] }>(
      `/api/meetings/candidates?slot=${slot}&${side}=${line.id}`,
    ).then(
      ({ candidates }) => current && setFound(candidates),
      () => current && setFound([]),
    );
    return () => void (current = false);
  }, [line.id, slot, side, spoken, all]);
  const name = ({ buyer, company }: Candidate) =>
    side === 'company' ? buyerLabel({ buyer }) : organisationName(company);
  const add = (buyer: number, company: number, called: string) =>
    void act('/api/meetings', { buyer, company, slot }, say('added', { name: called })).then(
      focusPanel,
    );
  const can = found?.filter(({ reason }) => reason === null) ?? [],
    cannot = found?.filter(({ reason }) => reason !== null) ?? [];
  return (
    <>
      <h3 class="big">{say('add_meeting')}</h3>
      <p>{say('with_at', { company: line.name, time: slotTime(slot) })}</p>
      <h4>{say('who_wished')}</h4>
      {found && can.length === 0 && <p class="muted">{say('nobody_free')}</p>}
      <ul class="people">
        {can.slice(0, 12).map((one) => (
          <li key={`${one.buyer}-${one.company}`}>
            <button
              type="button"
              class="person"
              onClick={() => add(one.buyer, one.company, name(one))}
            >
              <span class="who">
                <strong>
                  <span class="unseen">{say('add')} </span>
                  {name(one)}
                </strong>
                <span class="muted">
                  {side === 'company' ? `${buyerName(one.buyer)} · ` : ''}
                  {one.why}
                </span>
              </span>
              <span class="state">{one.weight}</span>
            </button>
          </li>
        ))}
      </ul>
      {cannot.length > 0 && (
        <details>
          <summary>{say('why_not')}</summary>
          <ul class="why">
            {cannot.map((one) => (
              <li key={`${one.buyer}-${one.company}`}>
                <strong>{name(one)}</strong> {one.reason}
              </li>
            ))}
          </ul>
        </details>
      )}
      {side === 'company' && (
        <PersonSearch
          label={say('find_buyer')}
          only="buyer"
          action={say('add')}
          onPick={(person: Person) =>
            add(person.id, line.id, person.organisation?.name ?? person.last_name)
          }
        />
      )}
    </>
  );
}

export function Panel({ meeting, onClose }: { meeting: Meeting | undefined; onClose: () => void }) {
  const { line, slot } = chosen.value;
  const found = lines.value.find(({ id }) => id === line);
  if (!opened.value || !found) return null;
  return (
    <section id="meeting-panel" class="card panel" tabIndex={-1} aria-label={say('meeting')}>
      {meeting ? <Chosen meeting={meeting} /> : null}
      {!meeting || meeting.state === 'cancelled' ? (
        <Add key={`${line}-${slot}`} line={found} slot={slot} />
      ) : null}
      <Button icon="cross" onClick={onClose}>
        {say('close')}
      </Button>
    </section>
  );
}
