// SPDX-License-Identifier: EUPL-1.2
// The meetings' grid: periods of the day, cut into slots.
import { useState } from 'preact/hooks';
import { rows, zone } from '../event/live.ts';
import { hourMinute } from '../event/time.ts';
import { act } from './session.ts';
import { slots } from './data.ts';
import { Button } from './parts.tsx';
import { Icon } from '../parts/icons.tsx';
import { count, say } from '../parts/text.ts';
import { certain } from '../parts/certain.ts';

/** The instant of a wall time on the day of another instant. */
export function atTime(reference: number, time: string): number {
  const of = (text: string) => minutesOf(text) * 60_000;
  return reference + of(time) - of(hourMinute(reference, zone()));
}
export const clock = (instant: number): string => hourMinute(instant, zone()).padStart(5, '0');

interface Period {
  from: string;
  to: string;
}
const minutesOf = (time: string): number => {
  const [hour, minute] = time.split(':').map(Number);
  return (hour ?? 0) * 60 + (minute ?? 0);
};

/** The periods that the present slots make. */
function periodsNow(gap_min: number): Period[] {
  const periods: Period[] = [];
  let last_at = -Infinity;
  for (const { from_at, to_at } of slots.value) {
    if (from_at - last_at <= gap_min * 60_000) certain(periods.at(-1)).to = clock(to_at);
    else periods.push({ from: clock(from_at), to: clock(to_at) });
    last_at = to_at;
  }
  return periods;
}

/** How many slots would fit. */
function fitting(periods: readonly Period[], slot: number, gap: number): number {
  return periods.reduce(
    (sum, { from, to }) =>
      sum + Math.max(0, Math.floor((minutesOf(to) - minutesOf(from) + gap) / (slot + gap))),
    0,
  );
}

export function Grid() {
  const edition = certain(rows.value.edition);
  const [slot, setSlot] = useState(edition.slot_min);
  const [gap, setGap] = useState(edition.gap_min);
  const [periods, setPeriods] = useState<Period[]>(() => periodsNow(edition.gap_min));
  const change = (index: number, part: Partial<Period>) =>
    setPeriods(periods.map((one, at) => (at === index ? { ...one, ...part } : one)));
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const windows = periods.map(({ from, to }) => ({
      from_at: atTime(edition.opens_at, from),
      to_at: atTime(edition.opens_at, to),
    }));
    void act('/api/grid', { slot_min: slot, gap_min: gap, windows }, say('settings_saved'));
  };
  const number = (
    name: string,
    value: number,
    set: (value: number) => void,
    least: number,
    most: number,
  ) => (
    <label class="field">
      <span>{say(`settings.${name}`)}</span>
      <input
        type="number"
        min={least}
        max={most}
        required
        value={value}
        onInput={(event) => set(Number(event.currentTarget.value))}
      />
    </label>
  );
  return (
    <form class="card" onSubmit={submit} aria-labelledby="settings-grid">
      <h2 id="settings-grid">
        <Icon name="meeting" />
        {say('settings_grid')}{' '}
        <span class="pill quiet">{count('slots', fitting(periods, Math.max(1, slot), gap))}</span>
      </h2>
      <div class="fields">
        {number('slot_min', slot, setSlot, 5, 240)}
        {number('gap_min', gap, setGap, 0, 120)}
      </div>
      <ul class="periods">
        {periods.map((period, index) => (
          <li key={index} class="row">
            <label class="field">
              <span>{say('settings.from')}</span>
              <input
                type="time"
                required
                value={period.from}
                onInput={(event) => change(index, { from: event.currentTarget.value })}
              />
            </label>
            <label class="field">
              <span>{say('settings.to')}</span>
              <input
                type="time"
                required
                value={period.to}
                onInput={(event) => change(index, { to: event.currentTarget.value })}
              />
            </label>
            <Button
              icon="cross"
              off={periods.length === 1}
              label={`${say('remove')} : ${period.from}–${period.to}`}
              onClick={() => setPeriods(periods.filter((_, at) => at !== index))}
            >
              {say('remove')}
            </Button>
          </li>
        ))}
      </ul>
      <p class="muted small">{say('settings_grid_hint')}</p>
      <div class="actions">
        <button type="submit" class="primary">
          {say('save')}
        </button>
        <Button
          icon="plus"
          onClick={() =>
            setPeriods([
              ...periods,
              { from: periods.at(-1)?.to ?? clock(edition.opens_at), to: clock(edition.closes_at) },
            ])
          }
        >
          {say('period_add')}
        </Button>
      </div>
    </form>
  );
}
