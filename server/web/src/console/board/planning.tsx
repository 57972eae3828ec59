// SPDX-License-Identifier: EUPL-1.2
// "Plan" and "Plan again": what is to be tried, the search as it goes, and what would change,
// before anything does.
import { useEffect, useRef, useState } from 'preact/hooks';
import { rows } from '../../event/live.ts';
import { act, user } from '../session.ts';
import { organisationName } from '../data.ts';
import { Button } from '../parts.tsx';
import { count, language, say } from '../../parts/text.ts';
import {
  acceptPlan,
  asking,
  discardPlan,
  lookOnce,
  plan,
  startPlan,
  type Outcome,
  type Plan,
  type Row,
} from './planning.ts';
import { buyerLabel, buyerName, slotTime } from './rows.ts';

export function PlanButton() {
  if (user.value?.role !== 'organiser') return null;
  const any = rows.value.meeting.size > 0;
  return (
    <Button
      icon="plan"
      id="plan-again"
      off={plan.value?.state === 'running'}
      onClick={() => (asking.value = !asking.value)}
    >
      {say(any ? 'plan_again' : 'plan_first')}
    </Button>
  );
}

function Asking() {
  const [seconds, setSeconds] = useState(2);
  const [even, setEven] = useState(false);
  const [atOnce, setAtOnce] = useState('');
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  const close = () => {
    asking.value = false;
    document.getElementById('plan-again')?.focus();
  };
  return (
    <form
      class="card planning"
      aria-labelledby="plan-title"
      onSubmit={(event) => {
        event.preventDefault();
        void startPlan({ seconds, even, at_once: Number(atOnce) || 0 });
      }}
    >
      <h3 id="plan-title" ref={title} tabIndex={-1}>
        {say('plan_title')}
      </h3>
      <p class="muted">{say('plan_hint')}</p>
      <div class="fields">
        <label class="field">
          <span>{say('plan_seconds')}</span>
          <input
            type="number"
            min={1}
            max={60}
            value={seconds}
            required
            onInput={(event) => setSeconds(Number(event.currentTarget.value))}
          />
        </label>
        <label class="field">
          <span>{say('plan_at_once')}</span>
          <input
            type="number"
            min={0}
            max={10000}
            value={atOnce}
            placeholder={say('plan_no_limit')}
            onInput={(event) => setAtOnce(event.currentTarget.value)}
          />
        </label>
        <label class="tick">
          <input
            type="checkbox"
            checked={even}
            onChange={(event) => setEven(event.currentTarget.checked)}
          />
          <span>{say('plan_even')}</span>
        </label>
      </div>
      <div class="actions">
        <button type="submit" class="primary">
          {say('plan_start')}
        </button>
        <Button icon="cross" onClick={close}>
          {say('cancel')}
        </Button>
      </div>
    </form>
  );
}

function Running({ running }: { running: Plan }) {
  const part = Math.min(1, running.spent_ms / (running.seconds * 1000));
  return (
    <section class="card planning" aria-labelledby="plan-title">
      <h3 id="plan-title">{say('plan_running')}</h3>
      <progress max={1} value={part} aria-label={say('plan_running')} />
      <p class="muted">
        {running.weight > 0
          ? say('plan_best_so_far', {
              weight: running.weight,
              bound: Math.max(running.bound, running.weight),
            })
          : say('plan_searching')}
      </p>
      <div class="actions">
        <Button icon="cross" onClick={() => void discardPlan()}>
          {say('cancel')}
        </Button>
      </div>
    </section>
  );
}

const signed = (number: number): string =>
  number > 0 ? `+${number}` : number < 0 ? `−${-number}` : '±0';

/** How far from the best possible, in words. */
function Proof({ outcome }: { outcome: Outcome }) {
  if (outcome.weight >= outcome.bound) return <p>{say('plan_best')}</p>;
  const gap = ((100 * (outcome.bound - outcome.weight)) / outcome.bound).toLocaleString(
    language.value,
    { maximumFractionDigits: 2 },
  );
  return <p>{say('plan_near', { gap, bound: outcome.bound })}</p>;
}

function List({ title, list }: { title: string; list: Row[] }) {
  const most = 100;
  if (list.length === 0) return null;
  const sorted = [...list].sort((a, b) => a.slot - b.slot || b.weight - a.weight);
  return (
    <details>
      <summary>{title}</summary>
      <ul class="why">
        {sorted.slice(0, most).map((row) => (
          <li key={`${row.buyer}-${row.company}`}>
            <strong>
              {row.from === undefined
                ? slotTime(row.slot)
                : `${slotTime(row.from)} → ${slotTime(row.slot)}`}
            </strong>{' '}
            {buyerLabel(row)} × {organisationName(row.company)}{' '}
            <span class="muted">({row.weight})</span>
          </li>
        ))}
      </ul>
      {sorted.length > most && <p class="muted">{count('more', sorted.length - most)}</p>}
    </details>
  );
}

function Ready({ outcome }: { outcome: Outcome }) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  const { added, moved, dropped, few } = outcome;
  const nothing = added.length + moved.length + dropped.length === 0;
  return (
    <section class="card planning" aria-labelledby="plan-title">
      <h3 id="plan-title" ref={title} tabIndex={-1}>
        {say(nothing ? 'plan_nothing' : 'plan_ready')}
      </h3>
      <dl class="tiles">
        <div class="tile will-add">
          <dt>{say('plan_added')}</dt>
          <dd>{added.length}</dd>
        </div>
        <div class="tile will-leave">
          <dt>{say('plan_moved')}</dt>
          <dd>{moved.length}</dd>
        </div>
        <div class="tile will-drop">
          <dt>{say('plan_dropped')}</dt>
          <dd>{dropped.length}</dd>
        </div>
        <div class="tile">
          <dt>{say('plan_gain')}</dt>
          <dd>
            {outcome.weight_before === null ? '–' : signed(outcome.weight - outcome.weight_before)}
          </dd>
        </div>
        <div class="tile">
          <dt>{say('plan_weight')}</dt>
          <dd>{outcome.weight}</dd>
        </div>
        <div class="tile">
          <dt>{say('plan_held')}</dt>
          <dd>
            {outcome.held}
            <small> / {outcome.wishes}</small>
          </dd>
        </div>
      </dl>
      {outcome.weight_before === null && <p class="needs">{say('plan_broken')}</p>}
      <Proof outcome={outcome} />
      {outcome.even_below < outcome.below && (
        <p>
          {say('plan_even_offer', {
            floor: outcome.floor,
            below: outcome.even_below,
            instead: outcome.below,
            weight: outcome.even_weight,
          })}
        </p>
      )}
      <List title={say('plan_see_added', { count: added.length })} list={added} />
      <List title={say('plan_see_moved', { count: moved.length })} list={moved} />
      <List title={say('plan_see_dropped', { count: dropped.length })} list={dropped} />
      {few.length > 0 && (
        <details>
          <summary>{say('plan_few', { count: few.length, floor: outcome.floor })}</summary>
          <ul class="why">
            {few.map((one) => (
              <li key={one.buyer}>
                <strong>{buyerName(one.buyer)}</strong> {one.held} / {one.wished}{' '}
                <span class="muted">{say(`lack.${one.lack}`)}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
      <div class="actions">
        {!nothing && user.value?.role === 'organiser' && (
          <Button icon="check" tone="primary" onClick={() => void acceptPlan()}>
            {say('plan_accept')}
          </Button>
        )}
        {user.value?.role === 'organiser' && (
          <Button
            icon="cross"
            onClick={() => {
              void discardPlan();
              document.getElementById('plan-again')?.focus();
            }}
          >
            {say(nothing ? 'close' : 'plan_discard')}
          </Button>
        )}
      </div>
    </section>
  );
}

export function Planning() {
  useEffect(lookOnce, []);
  const current = plan.value;
  return (
    <div aria-live="polite">
      {asking.value && current?.state !== 'running' ? <Asking /> : null}
      {current?.state === 'running' && <Running running={current} />}
      {current?.state === 'ready' && current.outcome && !asking.value && (
        <Ready key={current.id} outcome={current.outcome} />
      )}
      {current?.state === 'failed' && !asking.value && (
        <p class="card needs">{say('plan_failed')}</p>
      )}
    </div>
  );
}

/** Whether guests may go on asking one another for meetings. */
export function BookingButton() {
  if (user.value?.role === 'viewer' || !rows.value.edition) return null;
  const open = rows.value.edition.booking_open;
  return (
    <>
      {!open && <span class="pill attention">{say('booking_closed')}</span>}
      <Button
        icon={open ? 'lock' : 'undo'}
        id="booking"
        onClick={() =>
          void act(
            '/api/booking',
            { open: !open },
            say(open ? 'booking_now_closed' : 'booking_now_open'),
          )
        }
      >
        {say(open ? 'booking_close' : 'booking_open')}
      </Button>
    </>
  );
}
