// SPDX-License-Identifier: EUPL-1.2
// The wall of the hall: what is on, what comes, who meets where. Nobody touches it, so everything
// turns by itself.
import { render } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import texts from 'parvis:texts/screen';
import 'parvis:tokens.css';
import './style/base.css';
import './style/screen.css';
import { follow, nameOf, now, onCommand, ready, rows, zone } from './event/live.ts';
import { countdown, duration, hourMinute } from './event/time.ts';
import {
  lateMinutes,
  meetingsNow,
  nextPitches,
  onStage,
  runningOrder,
  sessionsNow,
  standOf,
} from './event/stage.ts';
import type { HeardMeeting, Pitch } from './event/types.ts';
import { Icon } from './parts/icons.tsx';
import { lookForCode, obey, Pairing } from './screen/pairing.tsx';
import { Notices, Offline, Times } from './parts/common.tsx';
import { say, takeTexts } from './parts/text.ts';
import { certain } from './parts/certain.ts';

/** A page of the meetings' list stays as long. */
const page_ms = 7_000;
const meetings_per_page_max = 14;
const soon_ms = 60_000;
/** A pitch that near takes the large card from the session under way. */
const near_ms = 15 * 60_000;

function Header() {
  const { edition } = rows.value;
  return (
    <header class="wall-head">
      <div>
        <h1>{edition?.name}</h1>
        <p>{edition?.venue}</p>
      </div>
      <Offline />
      <time class="wall-clock">{hourMinute(now.value, zone())}</time>
    </header>
  );
}

function Late() {
  const late = lateMinutes(rows.value, now.value);
  if (!runningOrder(rows.value).some(({ state }) => state !== 'done' && state !== 'skipped'))
    return null;
  return late > 0 ? (
    <p class="pill attention">{say('late', { time: duration(late) })}</p>
  ) : (
    <p class="pill quiet">{say('on_time')}</p>
  );
}

function OnStage() {
  const current = onStage(rows.value, now.value);
  if (!current) return <StageWaits />;
  const { pitch, phase, left_ms, part } = current;
  const company = rows.value.organisation.get(pitch.company);
  const over = left_ms <= -1000;
  const tone = over ? 'over' : left_ms < soon_ms ? 'soon' : 'calm';
  return (
    <section class={`on-stage ${tone}`} aria-labelledby="stage">
      <div class="strip">
        <h2 id="stage">
          <Icon name="stage" />
          {say('on_stage')}
        </h2>
        <Late />
      </div>
      <Company name={company?.name ?? ''} />
      <p class="about">{[company?.segment, company?.town].filter(Boolean).join(' · ')}</p>
      <div class="phase">
        <p class={`phase-name ${phase}`}>
          <Icon name={phase === 'questions' ? 'question' : 'play'} />
          {say(`phase.${phase}`)}
        </p>
        <p class="countdown" aria-hidden="true">
          {countdown(left_ms)}
        </p>
      </div>
      <Progress part={part} />
      <p class="steps-of-order">
        {say('position', { place: pitchPlace(pitch), total: rows.value.pitch.size })}
      </p>
    </section>
  );
}

const pitchPlace = (pitch: Pitch) =>
  runningOrder(rows.value).findIndex(({ id }) => id === pitch.id) + 1;

/** A long name is set smaller, to stay on one line of the usual wall. */
const Company = ({ name }: { name: string }) => (
  <p class={`company${name.length > 18 ? ' long' : ''}`}>{name}</p>
);

function Progress({ part }: { part: number }) {
  return (
    <svg class="progress" viewBox="0 0 100 2" preserveAspectRatio="none" aria-hidden="true">
      <rect class="whole" width="100" height="2" />
      <rect class="part" width={100 * part} height="2" />
    </svg>
  );
}

/** The programme's session of now, while no pitch is near. */
function sessionShown() {
  const next = nextPitches(rows.value)[0];
  if (next && next.projected_from_at - now.value < near_ms) return undefined;
  return sessionsNow(rows.value, now.value).find(
    ({ kind }) => kind !== 'demonstration' && kind !== 'pitch',
  );
}

/** Between pitches: the next one's time if it is near, else what the programme says. */
function StageWaits() {
  const next = nextPitches(rows.value)[0];
  const session = sessionShown();
  if (session) {
    return (
      <section class="on-stage rest" aria-labelledby="stage">
        <div class="strip">
          <h2 id="stage">
            <Icon name="day" />
            {say('now')}
          </h2>
          <Late />
        </div>
        <Company name={session.title || say(`session.${session.kind}`)} />
        <p class="about">
          {session.room} · {hourMinute(session.from_at, zone())}–{hourMinute(session.to_at, zone())}
        </p>
      </section>
    );
  }
  if (!next) {
    return (
      <section class="on-stage rest" aria-labelledby="stage">
        <div class="strip">
          <h2 id="stage">
            <Icon name="stage" />
            {say('stage')}
          </h2>
        </div>
        <p class="company">{say(rows.value.pitch.size ? 'pitches_over' : 'pitches_none')}</p>
      </section>
    );
  }
  const left_ms = next.projected_from_at - now.value;
  const near = left_ms < near_ms;
  return (
    <section class="on-stage rest" aria-labelledby="stage">
      <div class="strip">
        <h2 id="stage">
          <Icon name="stage" />
          {say('next_on_stage')}
        </h2>
        <Late />
      </div>
      <Company name={nameOf(next.company)} />
      <p class="about">{rows.value.session.get(next.session)?.room}</p>
      <div class="phase">
        <p class="phase-name">
          {left_ms <= 0 ? say('begins_soon') : near ? say('begins_in') : say('begins_at')}
        </p>
        {left_ms > 0 && (
          <p class="countdown" aria-hidden="true">
            {near ? countdown(left_ms) : hourMinute(next.projected_from_at, zone())}
          </p>
        )}
      </div>
    </section>
  );
}

function NextPitches() {
  // the large card shows the first
  const first = onStage(rows.value, now.value) || sessionShown() ? 0 : 1;
  const next = nextPitches(rows.value).slice(first, first + 4);
  if (!next.length) return null;
  return (
    <section class="next" aria-labelledby="next">
      <h2 id="next">
        <Icon name="clock" />
        {say('next')}
      </h2>
      <ol>
        {next.map((pitch) => (
          <li key={pitch.id}>
            <Times pitch={pitch} />
            <span class="name">{nameOf(pitch.company)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Who meets, on a screen that may hear it; else when. */
function Who({ meeting }: { meeting: HeardMeeting }) {
  const slot = rows.value.slot.get(meeting.slot);
  if (meeting.company === undefined)
    return <span class="name">{slot && hourMinute(slot.from_at, zone())}</span>;
  return (
    <>
      <span class="name">{nameOf(meeting.organisation)}</span>
      <span class="with">
        <span class="unseen">{say('meets')} </span>
        {nameOf(meeting.company)}
      </span>
    </>
  );
}

function MeetingLine({ meeting }: { meeting: HeardMeeting }) {
  return (
    <li class={meeting.state}>
      <span class="place">{meeting.place}</span>
      <span class="who">
        <Who meeting={meeting} />
      </span>
    </li>
  );
}

/** How many lines the list has room for, measured on what is there: nothing is cut in half. */
function useRoom(list: { current: HTMLUListElement | null }, length: number): number {
  const [room, setRoom] = useState(5);
  useLayoutEffect(() => {
    const measure = () => {
      const line = list.current?.firstElementChild;
      if (!list.current || !line) return;
      // The layout's height, not the drawn one: a turned wall draws its lines on their side.
      const fits = Math.floor(list.current.clientHeight / (line as HTMLElement).offsetHeight);
      setRoom(Math.min(meetings_per_page_max, Math.max(1, fits)));
    };
    measure();
    void document.fonts.ready.then(measure);
    const watch = new ResizeObserver(measure);
    if (list.current) watch.observe(list.current);
    return () => watch.disconnect();
  }, [list, length]);
  return room;
}

function Meetings() {
  const all = meetingsNow(rows.value);
  const called = all.filter(({ state }) => state === 'called');
  const shown = called.length ? called : all; // who runs already has found the stand
  const list = useRef<HTMLUListElement>(null);
  const room = useRoom(list, shown.length);
  const pages = Math.max(1, Math.ceil(shown.length / room));
  const per_page = Math.ceil(shown.length / pages);
  const page = Math.floor(now.value / page_ms) % pages;
  const slot = shown[0] && rows.value.slot.get(shown[0].slot);
  return (
    <section class="meetings" aria-labelledby="meetings">
      <div class="strip">
        <h2 id="meetings">
          <Icon name="meeting" />
          {say(called.length ? 'meetings_called' : 'meetings_running')}
        </h2>
        {slot && (
          <p class="slot">
            {hourMinute(slot.from_at, zone())}–{hourMinute(slot.to_at, zone())}
          </p>
        )}
      </div>
      {shown.length === 0 ? (
        <NoMeeting />
      ) : (
        <ul ref={list}>
          {shown.slice(page * per_page, (page + 1) * per_page).map((meeting) => (
            <MeetingLine key={meeting.id} meeting={meeting} />
          ))}
        </ul>
      )}
      {pages > 1 && <p class="turns">{say('page', { page: page + 1, pages })}</p>}
    </section>
  );
}

function NoMeeting() {
  const call_ms = (rows.value.edition?.call_min ?? 0) * 60_000;
  const next = [...rows.value.slot.values()]
    .filter(({ from_at }) => from_at - call_ms > now.value)
    .sort((a, b) => a.from_at - b.from_at)[0];
  return (
    <p class="none">
      {next
        ? say('meetings_next', { time: hourMinute(next.from_at, zone()) })
        : say('meetings_over')}
    </p>
  );
}

function Demonstrations() {
  const coming = [...rows.value.demonstration.values()]
    .filter(({ to_at }) => to_at > now.value)
    .sort((a, b) => a.from_at - b.from_at)
    .slice(0, 2);
  if (!coming.length) return null;
  return (
    <section class="demonstrations" aria-labelledby="demonstrations">
      <div class="strip">
        <h2 id="demonstrations">
          <Icon name="demonstration" />
          {say('demonstrations')}
        </h2>
        <p class="where">
          {[...new Set(coming.map(({ session }) => rows.value.session.get(session)?.room))].join(
            ' · ',
          )}
        </p>
      </div>
      <ul>
        {coming.map((show) => {
          const running = show.from_at <= now.value;
          return (
            <li key={show.id} class={running ? 'running' : undefined}>
              <span class="when">{running ? say('now') : hourMinute(show.from_at, zone())}</span>
              <span class="name">{nameOf(show.company)}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Stands() {
  const current = onStage(rows.value, now.value);
  const stand = current && standOf(rows.value, current.pitch.company);
  return stand ? (
    <p class="meet-them">{say('meet_at', { name: nameOf(current.pitch.company), stand })}</p>
  ) : null;
}

function Screen() {
  if (!ready.value)
    return (
      <main class="wait">
        <p>{say('waiting')}</p>
        <Offline />
      </main>
    );
  return (
    <div class="wall">
      <Header />
      <main>
        <div class="side stage-side">
          <OnStage />
          <Stands />
          <NextPitches />
        </div>
        <div class="side hall-side">
          <Meetings />
          <Demonstrations />
        </div>
      </main>
      <Notices />
      <Pairing paired={follow} />
    </div>
  );
}

const asked = new URLSearchParams(location.search);
takeTexts(texts, 'fr');
if (asked.has('rotate')) document.documentElement.dataset.rotate = asked.get('rotate') || '90';
if (asked.get('theme') === 'light') document.documentElement.dataset.theme = 'light';
render(<Screen />, certain(document.getElementById('app')));
document.title = say('title');
onCommand(obey);
lookForCode(follow);
addEventListener('hashchange', () => lookForCode(follow));
follow();
