// SPDX-License-Identifier: EUPL-1.2
// The demonstration room: its slots, who shows in which, and for how many seats.
import { useEffect, useState } from 'preact/hooks';
import type { DemonstrationSlots } from '../../generated/schemas.ts';
import { nameOf, onChange, rows, zone } from '../event/live.ts';
import { hourMinute } from '../event/time.ts';
import type { Demonstration } from '../event/types.ts';
import { act, read, user, refused } from './session.ts';
import { companies } from './data.ts';
import { Button } from './parts.tsx';
import { Icon } from '../parts/icons.tsx';
import { say } from '../parts/text.ts';

type Slot = DemonstrationSlots['slots'][number];
const key = ({ session, from_at }: { session: number; from_at: number }) => `${session}-${from_at}`;
const time = (instant: number) => hourMinute(instant, zone());

const place = (company: number, slot: Slot): Promise<boolean> =>
  act(
    '/api/demonstrations',
    { company, session: slot.session, from_at: slot.from_at },
    say('demonstration_placed', { name: nameOf(company), time: time(slot.from_at) }),
  );

/** Somebody for a slot that is free: those who asked for one and have none come first. */
function Give({ slot, wanting }: { slot: Slot; wanting: ReadonlySet<number> }) {
  const [company, setCompany] = useState('');
  const showing = new Set([...rows.value.demonstration.values()].map((one) => one.company));
  const option = ({ id, name }: { id: number; name: string }) => (
    <option key={id} value={id}>
      {name}
    </option>
  );
  return (
    <span class="actions">
      <select
        aria-label={say('demonstration_give', { time: time(slot.from_at) })}
        value={company}
        onChange={(event) => setCompany(event.currentTarget.value)}
      >
        <option value="">{say('choose')}</option>
        <optgroup label={say('demonstration_waiting')}>
          {companies.value.filter(({ id }) => wanting.has(id) && !showing.has(id)).map(option)}
        </optgroup>
        <optgroup label={say('demonstration_moves')}>
          {companies.value.filter(({ id }) => showing.has(id)).map(option)}
        </optgroup>
        <optgroup label={say('demonstration_others')}>
          {companies.value.filter(({ id }) => !wanting.has(id) && !showing.has(id)).map(option)}
        </optgroup>
      </select>
      <Button
        icon="check"
        off={!company}
        label={say('demonstration_give', { time: time(slot.from_at) })}
        onClick={() => void place(Number(company), slot).then((done) => done && setCompany(''))}
      >
        {say('give')}
      </Button>
    </span>
  );
}

function Show({ show, free }: { show: Demonstration; free: readonly Slot[] }) {
  const name = nameOf(show.company);
  return (
    <span class="actions">
      <label class="seats">
        <span class="muted small">{say('settings.seats')}</span>
        <input
          type="number"
          min={1}
          max={10000}
          aria-label={say('seats_of', { name })}
          key={show.seats}
          defaultValue={String(show.seats)}
          onChange={(event) =>
            void act(
              `/api/demonstrations/${show.id}/seats`,
              { seats: Number(event.currentTarget.value) },
              say('seats_set', { name, seats: event.currentTarget.value }),
            )
          }
        />
      </label>
      <select
        aria-label={say('demonstration_move', { name })}
        value=""
        disabled={free.length === 0}
        onChange={(event) => {
          const slot = free.find((one) => key(one) === event.currentTarget.value);
          event.currentTarget.value = '';
          if (slot) void place(show.company, slot);
        }}
      >
        <option value="">{say('move_to')}</option>
        {free.map((slot) => (
          <option key={key(slot)} value={key(slot)}>
            {time(slot.from_at)}
          </option>
        ))}
      </select>
      <Button
        icon="cross"
        label={`${say('remove')} : ${name}`}
        onClick={() =>
          void act(
            `/api/demonstrations/${show.id}`,
            undefined,
            say('demonstration_removed', { name }),
            'DELETE',
          )
        }
      >
        {say('remove')}
      </Button>
    </span>
  );
}

export function Demonstrations() {
  const [slots, setSlots] = useState<Slot[]>([]);
  const [wanting, setWanting] = useState<ReadonlySet<number>>(new Set());
  const load = () =>
    read<DemonstrationSlots>('/api/demonstrations/slots').then((found) => {
      setSlots(found.slots);
      setWanting(new Set(found.wanting));
    }, refused);
  useEffect(() => {
    let soon: ReturnType<typeof setTimeout> | undefined;
    void load();
    const stop = onChange((change) => {
      if (
        change &&
        change.kind !== 'demonstration' &&
        change.kind !== 'session' &&
        change.kind !== 'application'
      )
        return;
      clearTimeout(soon);
      soon = setTimeout(() => void load(), 150);
    });
    return () => {
      stop();
      clearTimeout(soon);
    };
  }, []);
  const shows = [...rows.value.demonstration.values()];
  const at = (slot: Slot) =>
    shows.find((show) => show.session === slot.session && show.from_at === slot.from_at);
  const free = slots.filter((slot) => !at(slot));
  const without = companies.value.filter(
    ({ id }) => wanting.has(id) && !shows.some(({ company }) => company === id),
  );
  const may = user.value?.role !== 'viewer';
  return (
    <section class="card" aria-labelledby="shows">
      <h2 id="shows">
        <Icon name="demonstration" />
        {say('demonstrations')}{' '}
        <span class="pill quiet">
          {say('shows_taken', { taken: shows.length, all: slots.length })}
        </span>
      </h2>
      {without.length > 0 && (
        <p class="needs">
          {say('shows_without', { names: without.map(({ name }) => name).join(', ') })}
        </p>
      )}
      <ul class="list shows">
        {slots.map((slot) => {
          const show = at(slot);
          return (
            <li key={key(slot)}>
              <time class="when">
                {time(slot.from_at)}–{time(slot.to_at)}
              </time>
              <div class="grow">
                {show ? (
                  <strong>{nameOf(show.company)}</strong>
                ) : (
                  <span class="muted">
                    {say('free')} · {say('seats_count', { seats: slot.seats })}
                  </span>
                )}
                <p class="muted small">{rows.value.session.get(slot.session)?.room}</p>
              </div>
              {may &&
                (show ? <Show show={show} free={free} /> : <Give slot={slot} wanting={wanting} />)}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
