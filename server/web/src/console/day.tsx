// SPDX-License-Identifier: EUPL-1.2
// The day at a glance: what is on, who is here, how the machines are, what needs a decision, and
// what one does next.
import { personRoles } from '../../generated/words.ts';
import { now, rows, zone } from '../event/live.ts';
import { hourMinute } from '../event/time.ts';
import { nextPitches, onStage } from '../event/stage.ts';
import type { Kiosk, Slot } from '../event/types.ts';
import { act } from './session.ts';
import { arrivals, companies, meetingRows, slots, status } from './data.ts';
import { decisions, useParked } from './decisions.ts';
import { kiosks, printerWord, stateOf, useKiosks } from './kiosks.tsx';
import { NextButton, StageNow } from './stage.tsx';
import { Button } from './parts.tsx';
import { Icon } from '../parts/icons.tsx';
import { count, say } from '../parts/text.ts';
import { certain } from '../parts/certain.ts';

const states = ['called', 'running', 'planned', 'done', 'no_show', 'cancelled'] as const;

/** The curve of the morning: how many had come, against everyone who is expected. */
function Curve() {
  const known = arrivals.value;
  const { edition } = rows.value;
  if (!known || !edition || known.came.length < 2) return null;
  const width = 600,
    height = 150,
    foot = 22,
    head = 26;
  const steps = Math.max(
    known.came.length - 1,
    Math.ceil((edition.opens_at + 3_600_000 - known.from_at) / known.step_ms),
  );
  const most = Math.max(known.expected, 1);
  const x = (step: number) => (width * step) / steps;
  const y = (people: number) => head + (height - head) * (1 - people / most);
  const line = known.came
    .map((people, step) => `${x(step).toFixed(1)},${y(people).toFixed(1)}`)
    .join(' ');
  const now_step = known.came.length - 1,
    now_people = certain(known.came.at(-1));
  const hours: number[] = [];
  for (
    let at = Math.ceil(known.from_at / 3_600_000) * 3_600_000;
    at <= known.from_at + steps * known.step_ms;
    at += 3_600_000
  )
    hours.push(at);
  return (
    <svg
      class="curve"
      viewBox={`0 0 ${width} ${height + foot}`}
      role="img"
      aria-label={say('curve', { came: now_people, expected: known.expected })}
    >
      <line class="goal" x1="0" x2={width} y1={y(most)} y2={y(most)} />
      <polygon class="area" points={`0,${height} ${line} ${x(now_step)},${height}`} />
      <polyline class="came" points={line} />
      <text class="said" x={0} y={y(most) - 6}>
        {say('curve_goal', { expected: known.expected })}
      </text>
      <text
        class="said now"
        x={Math.min(x(now_step) + 10, width)}
        y={y(now_people) + (y(now_people) < 40 ? 22 : -10)}
        text-anchor={x(now_step) > width - 60 ? 'end' : 'start'}
      >
        {now_people}
      </text>
      <circle cx={x(now_step)} cy={y(now_people)} r="5" />
      <line class="axis" x1="0" x2={width} y1={height} y2={height} />
      {hours.map((at) => {
        const step = (at - known.from_at) / known.step_ms;
        return (
          <text
            key={at}
            x={x(step)}
            y={height + 17}
            text-anchor={step === 0 ? 'start' : step >= steps - 1 ? 'end' : 'middle'}
          >
            {hourMinute(at, zone())}
          </text>
        );
      })}
    </svg>
  );
}

/** The curve's figures for whoever does not see it, a quarter of an hour at a time. */
function CurveTable() {
  const known = arrivals.value;
  if (!known || known.came.length < 2) return null;
  const every = Math.max(1, Math.round(900_000 / known.step_ms));
  const lines = known.came
    .map((came, step) => ({ at: known.from_at + step * known.step_ms, came }))
    .filter((_, step) => step % every === 0 || step === known.came.length - 1);
  return (
    <details>
      <summary>{say('curve_table')}</summary>
      <div
        class="scroll flat curve-table"
        tabIndex={0}
        role="group"
        aria-label={say('curve_table')}
      >
        <table class="figures">
          <thead>
            <tr>
              <th scope="col">{say('hour')}</th>
              <th scope="col">{say('came')}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map(({ at, came }) => (
              <tr key={at}>
                <th scope="row">{hourMinute(at, zone())}</th>
                <td>{came}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

function Arrivals() {
  const byRole = status.value?.arrivals ?? {};
  const shown = personRoles.filter((role) => (byRole[role]?.expected ?? 0) > 0);
  return (
    <section class="card" aria-labelledby="arrivals">
      <h2 id="arrivals">
        <Icon name="person" />
        {say('arrivals')}
      </h2>
      <Curve />
      <table class="figures">
        <thead>
          <tr>
            <th scope="col">{say('role')}</th>
            <th scope="col">{say('came')}</th>
            <th scope="col">{say('expected')}</th>
            <th scope="col">{say('inside')}</th>
            <th>
              <span class="unseen">{say('part')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((role) => {
            const { expected, in: inside, out } = certain(byRole[role]);
            const came = inside + out;
            return (
              <tr key={role}>
                <th scope="row">{say(`role.${role}`)}</th>
                <td>
                  <strong>{came}</strong>
                </td>
                <td>{expected}</td>
                <td>{inside}</td>
                <td class="bar">
                  <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
                    <rect class="whole" width="100" height="8" />
                    <rect class="part" width={(100 * came) / expected} height="8" />
                  </svg>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <CurveTable />
    </section>
  );
}

/** The slot that runs, and the one that comes, as their meetings stand. */
function SlotsNow() {
  const all = slots.value,
    at = now.value;
  const current = all.find(({ from_at, to_at }) => from_at <= at && at < to_at),
    next = all.find(({ from_at }) => from_at > at);
  const tell = (slot: Slot) => {
    const meetings = [...meetingRows.value.values()].filter(
      (meeting) => meeting.slot === slot.id && meeting.state !== 'cancelled',
    );
    const counts = (['running', 'called', 'no_show', 'done', 'planned'] as const)
      .map((state) => ({
        state,
        many: meetings.filter((meeting) => meeting.state === state).length,
      }))
      .filter(({ many }) => many > 0);
    return counts.length
      ? counts.map(({ state, many }) => `${say(`meeting.${state}`)} ${many}`).join(' · ')
      : say('slot_empty');
  };
  return (
    <dl class="slots-now">
      {current && (
        <div>
          <dt>
            {say('slot_now', {
              from: hourMinute(current.from_at, zone()),
              to: hourMinute(current.to_at, zone()),
            })}
          </dt>
          <dd>{tell(current)}</dd>
        </div>
      )}
      {next && (
        <div>
          <dt>{say('slot_next', { time: hourMinute(next.from_at, zone()) })}</dt>
          <dd>{tell(next)}</dd>
        </div>
      )}
    </dl>
  );
}

function MeetingFigures() {
  const counts = status.value?.meetings;
  return (
    <section class="card" aria-labelledby="meeting-figures">
      <h2 id="meeting-figures">
        <Icon name="meeting" />
        {say('meetings')}
      </h2>
      <dl class="tiles">
        {states.map((state) => (
          <div key={state} class={`tile ${state}`}>
            <dt>{say(`meeting.${state}`)}</dt>
            <dd>{counts?.[state] ?? 0}</dd>
          </div>
        ))}
      </dl>
      <SlotsNow />
    </section>
  );
}

function Decisions() {
  const found = decisions();
  return (
    <section class="card second" aria-labelledby="decisions">
      <h2 id="decisions">
        <Icon name="missed" />
        {say('decisions')}{' '}
        <span class={`pill ${found.length ? 'attention' : 'quiet'}`}>{found.length}</span>
      </h2>
      {found.length === 0 ? (
        <p class="muted">{say('decisions_none')}</p>
      ) : (
        <ul class="decisions">
          {found.slice(0, 12).map(({ key, text, view, settle }) => (
            <li key={key}>
              <a href={`#${view}`}>{text}</a>
              {settle && (
                <Button
                  icon="check"
                  label={`${settle.label} : ${text}`}
                  onClick={() => void act(settle.path, settle.body, settle.done)}
                >
                  {settle.label}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {found.length > 12 && <p class="muted">{count('more', found.length - 12)}</p>}
    </section>
  );
}

function KioskLine({ kiosk }: { kiosk: Kiosk }) {
  const { word, tone } = stateOf(kiosk),
    printer = kiosk.health?.printer ?? '';
  return (
    <li>
      <span class="grow">
        <strong>{kiosk.name}</strong>
        {(kiosk.health?.queue ?? 0) > 0 && (
          <span class="muted small">
            {' '}
            {say('kiosk_queue', { count: certain(kiosk.health).queue })}
          </span>
        )}
      </span>
      {printer !== '' && (
        <span class={`state ${printer === 'ready' || printer === 'printing' ? '' : 'no_show'}`}>
          <Icon name="print" />
          {printerWord(printer)}
        </span>
      )}
      <span class={`state ${tone}`}>{say(word)}</span>
    </li>
  );
}

/** Kiosks and screens with their health; those that need somebody first. */
function Machines() {
  const shown = (kiosks.value ?? [])
    .filter(({ revoked_at }) => revoked_at === null)
    .sort(
      (a, b) =>
        Number(a.online) - Number(b.online) ||
        a.name.localeCompare(b.name, 'fr', { numeric: true }),
    );
  const online = shown.filter((kiosk) => kiosk.online).length;
  return (
    <section class="card" aria-labelledby="machines">
      <h2 id="machines">
        <Icon name="device" />
        {say('machines_title')}{' '}
        <span class="pill quiet">{say('machines_online', { online, all: shown.length })}</span>
      </h2>
      {shown.length === 0 ? (
        <p class="muted">{say('machines_none')}</p>
      ) : (
        <ul class="list tight">
          {shown.slice(0, 10).map((kiosk) => (
            <KioskLine key={kiosk.id} kiosk={kiosk} />
          ))}
        </ul>
      )}
      {shown.length > 10 && <p class="muted">{count('more', shown.length - 10)}</p>}
      <p>
        <a href="#kiosks">{say('view.kiosks')}</a>{' '}
        <span class="muted small">
          {say('streams')} : {status.value?.streams ?? '–'}
        </span>
      </p>
    </section>
  );
}

/** The stage has the button while it runs and as its next pitch comes near. */
const stage_near_ms = 15 * 60_000;
const Go = ({ view, text }: { view: string; text: string }) => (
  <a class="button big" href={`#${view}`}>
    <Icon name="right" />
    <span>{text}</span>
  </a>
);

/** One button for what one does next. */
function NextThing() {
  const next = nextPitches(rows.value)[0];
  const found = decisions();
  if (companies.value.length === 0) return <Go view="import" text={say('next.import')} />;
  if (rows.value.meeting.size === 0 && rows.value.slot.size > 0)
    return <Go view="meetings" text={say('next.plan')} />;
  if (
    onStage(rows.value, now.value) ||
    (next && Math.min(next.planned_from_at, next.projected_from_at) - now.value < stage_near_ms)
  )
    return <NextButton />;
  if (found[0]) return <Go view={found[0].view} text={count('next.decide', found.length)} />;
  return next ? <NextButton /> : null;
}

export function Day() {
  useKiosks();
  useParked();
  return (
    <div class="day">
      <div class="stack">
        <section class="card lead first" aria-labelledby="stage-now">
          <h2 id="stage-now">
            <Icon name="stage" />
            {say('stage')}
          </h2>
          <StageNow />
          <NextThing />
        </section>
        <Arrivals />
      </div>
      <div class="stack">
        <Decisions />
        <MeetingFigures />
        <Machines />
      </div>
    </div>
  );
}
