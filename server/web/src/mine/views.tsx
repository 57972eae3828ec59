// SPDX-License-Identifier: EUPL-1.2
// The phone's views: the day, the badge, what is one's own.
import { useEffect } from 'preact/hooks';
import { signal } from '@preact/signals';
import { nameOf, now, rows, zone } from '../event/live.ts';
import { lateMinutes, nextPitches, onStage } from '../event/stage.ts';
import { countdown, duration, hourMinute } from '../event/time.ts';
import { Icon } from '../parts/icons.tsx';
import { Times } from '../parts/common.tsx';
import { say } from '../parts/text.ts';
import { dayOf, nextMeeting, toTell } from './day.ts';
import { install, installsByHand, stayAwake } from './device.ts';
import {
  Actions,
  Contact,
  isNow,
  MeetingLine,
  meetingsLeft,
  Outcome,
  takeFocus,
  Walk,
  When,
  Words,
} from './meeting.tsx';
import { erase, mine, readOther, signOut } from './session.ts';
import type { Busy, MyMeeting } from './types.ts';
import { certain } from '../parts/certain.ts';

// ---- the day ----

function Next({ meeting }: { meeting: MyMeeting }) {
  const own = certain(mine.value);
  return (
    <section class={`card next ${meeting.state}`} aria-labelledby="next-title">
      <h2 id="next-title">{say(isNow(meeting) ? 'now_meeting' : 'next_meeting')}</h2>
      <div class="next-line">
        <div>
          <p class="hour">
            <time>{hourMinute(meeting.from_at, zone())}</time>
            <span class="muted">–{hourMinute(meeting.to_at, zone())}</span>
            {!isNow(meeting) && <When meeting={meeting} />}
          </p>
          <p class="big">{meeting.with.name || meeting.who}</p>
          <p class="muted">{own.side === 'company' ? meeting.who : meeting.with.segment}</p>
        </div>
        <p class="place">
          <span class="small">{say(/^Table/.test(meeting.place) ? 'at' : 'stand')}</span>
          {meeting.place}
        </p>
      </div>
      <Walk meeting={meeting} />
      <Words meeting={meeting} />
      <Actions meeting={meeting} />
    </section>
  );
}

function Tell({ meeting }: { meeting: MyMeeting }) {
  return (
    <section class="card" aria-labelledby={`tell-${meeting.id}`}>
      <h2 id={`tell-${meeting.id}`}>{say('after', { name: meeting.with.name || meeting.who })}</h2>
      <Outcome meeting={meeting} />
      <Contact meeting={meeting} />
    </section>
  );
}

function OnStage() {
  const current = onStage(rows.value, now.value);
  const next = nextPitches(rows.value)[0];
  const late = lateMinutes(rows.value, now.value);
  if (!current && !next) return null;
  return (
    <section class="card live" aria-labelledby="stage-title">
      <div class="strip">
        <h2 id="stage-title">
          <Icon name="stage" /> {say('on_stage')}
        </h2>
        {late > 0 && <span class="pill attention">{say('late', { time: duration(late) })}</span>}
      </div>
      {current && (
        <p class="line">
          <strong>{nameOf(current.pitch.company)}</strong>
          <span>
            {say(`phase.${current.phase}`)}{' '}
            <span class="digits-small" aria-hidden="true">
              {countdown(current.left_ms)}
            </span>
          </span>
        </p>
      )}
      {next && (
        <p class="line muted">
          <span>
            {say('next')} : {nameOf(next.company)}
          </span>
          <Times pitch={next} />
        </p>
      )}
    </section>
  );
}

function BusyLine({ busy }: { busy: Busy }) {
  return (
    <li class="entry busy">
      <div class="entry-head">
        <time>{hourMinute(busy.from_at, zone())}</time>
        <span class="who">
          <strong>{say(`busy.${busy.kind}`)}</strong>
          <span class="muted">
            {busy.room} · {say('until', { time: hourMinute(busy.to_at, zone()) })}
          </span>
        </span>
      </div>
    </li>
  );
}

export function Day() {
  const own = certain(mine.value);
  const next = nextMeeting(own.meetings, now.value);
  const tell = next?.state === 'running' ? undefined : toTell(own.meetings)[0];
  const entries = dayOf(own.meetings, own.busy);
  return (
    <>
      <div class="column">
        {next ? (
          <Next meeting={next} />
        ) : (
          own.side !== 'none' && (
            <section class="card">
              <h2>{say(own.meetings.length ? 'all_met' : 'none_planned')}</h2>
              <p class="muted">{say('none_hint')}</p>
            </section>
          )
        )}
        {tell && <Tell meeting={tell} />}
        <OnStage />
      </div>
      {(entries.length > 0 || own.side !== 'none') && (
        <section class="column" aria-labelledby="day-title">
          <div class="strip">
            <h2 id="day-title">{say('my_day')}</h2>
            <p class="muted small">{meetingsLeft(own.meetings)}</p>
          </div>
          <ol class="card entries">
            {entries.map((entry) =>
              entry.meeting ? (
                <MeetingLine key={`m${entry.meeting.id}`} meeting={entry.meeting} />
              ) : (
                <BusyLine key={`b${entry.busy.kind}${entry.at}`} busy={entry.busy} />
              ),
            )}
          </ol>
        </section>
      )}
      <p class="to-programme">
        <a class="button soft" href="/">
          <Icon name="day" />
          {say('programme')}
        </a>
      </p>
    </>
  );
}

// ---- the badge ----

export function Badge() {
  const { badge, person } = certain(mine.value);
  useEffect(stayAwake, []);
  return (
    <section class="badge" aria-labelledby="badge-title">
      <h2 id="badge-title">{say('my_badge')}</h2>
      {badge ? (
        <div class="ticket">
          <img
            alt={say('badge_code')}
            src={`data:image/svg+xml,${encodeURIComponent(badge)}`}
            width="320"
            height="320"
          />
          <p class="ticket-name">
            {person.first_name} {person.last_name}
          </p>
          <p>{person.organisation.name}</p>
        </div>
      ) : (
        <p class="card">{say('no_badge')}</p>
      )}
      {badge && <p class="muted">{say('brightness')}</p>}
    </section>
  );
}

// ---- one's own ----

const calendar = signal<string | null>(null);
const sure = signal(false);

function Calendar() {
  const make = async () => {
    const answer = await readOther<{ path: string }>('POST', '/api/mine/calendar', {});
    if (answer) calendar.value = new URL(answer.path, location.href).href;
  };
  return (
    <section class="card" aria-labelledby="calendar-title">
      <h2 id="calendar-title">{say('calendar')}</h2>
      <p class="muted">{say('calendar_hint')}</p>
      {calendar.value ? (
        <div class="choice">
          <a class="button strong" href={calendar.value.replace(/^https?:/, 'webcal:')}>
            {say('calendar_open')}
          </a>
          <label class="field">
            <span>{say('calendar_address')}</span>
            <input
              readOnly
              value={calendar.value}
              onFocus={(event) => event.currentTarget.select()}
            />
          </label>
        </div>
      ) : (
        <div class="choice">
          <button type="button" class="soft" onClick={() => void make()}>
            {say('calendar_make')}
          </button>
          <a class="button soft" href="/api/mine/calendar.ics" download>
            <Icon name="down" />
            {say('calendar_download')}
          </a>
        </div>
      )}
    </section>
  );
}

/** On the home screen it opens like the phone's own. */
function Install() {
  if (!install.value && !installsByHand()) return null;
  return (
    <section class="card" aria-labelledby="install-title">
      <h2 id="install-title">{say('install_title')}</h2>
      <p class="muted">{say(install.value ? 'install_hint' : 'install_by_hand')}</p>
      {install.value && (
        <button type="button" class="soft" onClick={() => install.value?.()}>
          <Icon name="plus" />
          {say('install')}
        </button>
      )}
    </section>
  );
}

export function Own() {
  const { person } = certain(mine.value);
  return (
    <div class="column">
      <Calendar />
      <Install />
      <section class="card" aria-labelledby="data-title">
        <h2 id="data-title">{say('my_data')}</h2>
        <dl class="facts">
          <dt>{say('name')}</dt>
          <dd>
            {person.first_name} {person.last_name}
          </dd>
          {person.position && (
            <>
              <dt>{say('position')}</dt>
              <dd>{person.position}</dd>
            </>
          )}
          {person.email && (
            <>
              <dt>{say('email')}</dt>
              <dd>{person.email}</dd>
            </>
          )}
        </dl>
        <p class="muted">{say('data_hint')}</p>
        <a class="button soft" href="/api/mine/data.json" download>
          <Icon name="down" />
          {say('data_download')}
        </a>
        {sure.value ? (
          <div
            class="choice"
            role="group"
            aria-label={say('erase_sure')}
            tabIndex={-1}
            ref={takeFocus}
          >
            <p>{say('erase_sure')}</p>
            <button
              type="button"
              class="strong negative"
              onClick={() =>
                void erase().then((done) => {
                  if (done) sure.value = false;
                })
              }
            >
              {say('erase_yes')}
            </button>
            <button type="button" class="plain" onClick={() => (sure.value = false)}>
              {say('erase_no')}
            </button>
          </div>
        ) : (
          <button type="button" class="soft" onClick={() => (sure.value = true)}>
            {say('erase')}
          </button>
        )}
      </section>
      <button type="button" class="plain" onClick={() => void signOut()}>
        <Icon name="leave" />
        {say('sign_out')}
      </button>
    </div>
  );
}
