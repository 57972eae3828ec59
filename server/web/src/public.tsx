// SPDX-License-Identifier: EUPL-1.2
// The programme of the day, live, for any phone: no account, nothing to learn.
import { render } from 'preact';
import { computed, effect, signal } from '@preact/signals';
import texts from 'parvis:texts/public';
import 'parvis:tokens.css';
import './style/base.css';
import './style/public.css';
import { follow, nameOf, now, ready, rows, zone } from './event/live.ts';
import { countdown, duration, hourMinute, longDate } from './event/time.ts';
import {
  lateMinutes,
  nextPitches,
  onStage,
  runningOrder,
  sessionsNow,
  standOf,
} from './event/stage.ts';
import { fold } from './event/fold.ts';
import type { Pitch, Session } from './event/types.ts';
import { SearchField } from './parts/fields.tsx';
import { Icon } from './parts/icons.tsx';
import { Take } from './public/take.tsx';
import { keepFocus } from './parts/focus.ts';
import { Notices, Offline, Times } from './parts/common.tsx';
import { count, language, say, setLanguage, takeTexts } from './parts/text.ts';
import { certain } from './parts/certain.ts';

const search = signal('');

function Header() {
  const { edition } = rows.value;
  const other = language.value === 'fr' ? 'en' : 'fr';
  return (
    <header class="head">
      <div class="head-line">
        <h1>{edition?.name}</h1>
        <button type="button" class="plain" lang={other} onClick={() => setLanguage(other)}>
          {other === 'en' ? 'English' : 'Français'}
        </button>
      </div>
      {edition && (
        <p class="muted">
          {longDate(edition.opens_at, zone(), language.value)} · {edition.venue}
        </p>
      )}
      <nav aria-label={say('sections')}>
        <a href="#now">{say('now')}</a>
        <a href="#pitches">{say('pitches')}</a>
        <a href="#programme">{say('programme')}</a>
        {rows.value.demonstration.size > 0 && <a href="#demonstrations">{say('demonstrations')}</a>}
        <a href="#stands">{say('stands')}</a>
        <a href="#take">{say('take')}</a>
      </nav>
    </header>
  );
}

/** What is said aloud: it changes when somebody else goes on stage, not every second. */
const announced = computed(() => {
  const current = [...rows.value.pitch.values()].find(
    ({ state }) => state === 'on_stage' || state === 'questions',
  );
  return current
    ? `${say('on_stage')} : ${nameOf(current.company)}, ${say(`phase.${current.state}`)}`
    : '';
});

function Now() {
  const current = onStage(rows.value, now.value);
  const late = lateMinutes(rows.value, now.value);
  const next = nextPitches(rows.value)[0];
  const sessions = sessionsNow(rows.value, now.value);
  return (
    <section id="now" aria-labelledby="now-title">
      <div class="strip">
        <h2 id="now-title">
          {say('now')} <time class="muted">{hourMinute(now.value, zone())}</time>
        </h2>
        {late > 0 && <p class="pill attention">{say('late', { time: duration(late) })}</p>}
      </div>
      <p class="unseen" role="status">
        {announced.value}
      </p>
      {current ? (
        <div class="card live">
          <p class="kicker">
            <Icon name="stage" />
            {say('on_stage')} · {rows.value.session.get(current.pitch.session)?.room}
          </p>
          <p class="big">{nameOf(current.pitch.company)}</p>
          <p class="line">
            <span>{say(`phase.${current.phase}`)}</span>
            <span class="digits" aria-hidden="true">
              {countdown(current.left_ms)}
            </span>
          </p>
          <Where company={current.pitch.company} />
        </div>
      ) : (
        <div class="card">
          <p class="big">
            {sessionName(sessions.find(({ kind }) => kind !== 'demonstration')) ||
              (next ? say('between') : say('stage_over'))}
          </p>
          {next && (
            <p class="line">
              <span>
                {say('next')} : <strong>{nameOf(next.company)}</strong>
              </span>
              <Times pitch={next} />
            </p>
          )}
        </div>
      )}
      {current && next && (
        <p class="line after">
          <span>
            {say('next')} : <strong>{nameOf(next.company)}</strong>
          </span>
          <Times pitch={next} />
        </p>
      )}
    </section>
  );
}

const sessionName = (session?: Session) =>
  session ? session.title || say(`session.${session.kind}`) : '';

function Where({ company }: { company: number }) {
  const stand = standOf(rows.value, company);
  return stand ? <p class="muted">{say('stand_at', { stand })}</p> : null;
}

function PitchLine({ pitch }: { pitch: Pitch }) {
  const company = rows.value.organisation.get(pitch.company);
  return (
    <li class={pitch.state}>
      <Times pitch={pitch} />
      <span class="who">
        <strong>{company?.name}</strong>
        <span class="muted">{[company?.segment, company?.town].filter(Boolean).join(' · ')}</span>
      </span>
      {pitch.state !== 'ready' && (
        <span class={`state ${pitch.state}`}>{say(`pitch.${pitch.state}`)}</span>
      )}
    </li>
  );
}

function RunningOrder() {
  const order = runningOrder(rows.value);
  const sessions = [...rows.value.session.values()]
    .filter(({ kind }) => kind === 'pitch')
    .sort((a, b) => a.from_at - b.from_at);
  return (
    <section id="pitches" aria-labelledby="pitches-title">
      <h2 id="pitches-title">{say('pitches')}</h2>
      {order.length === 0 && <p class="muted">{say('pitches_soon')}</p>}
      {sessions.map((session) => {
        const pitches = order.filter((pitch) => pitch.session === session.id);
        return (
          pitches.length > 0 && (
            <div key={session.id} class="card">
              <h3>
                {hourMinute(session.from_at, zone())}–{hourMinute(session.to_at, zone())}{' '}
                <span class="muted">{session.room}</span>
              </h3>
              <ol class="order">
                {pitches.map((pitch) => (
                  <PitchLine key={pitch.id} pitch={pitch} />
                ))}
              </ol>
            </div>
          )
        );
      })}
    </section>
  );
}

function Programme() {
  const sessions = [...rows.value.session.values()].sort(
    (a, b) => a.from_at - b.from_at || a.to_at - b.to_at,
  );
  return (
    <section id="programme" aria-labelledby="programme-title">
      <h2 id="programme-title">{say('programme')}</h2>
      <ol class="card order">
        {sessions.map((session) => {
          const state =
            session.to_at <= now.value
              ? 'done'
              : session.from_at <= now.value
                ? 'on_stage'
                : 'ready';
          return (
            <li key={session.id} class={state}>
              <span class="times span">
                <time>{hourMinute(session.from_at, zone())}</time>
                <span class="muted">–{hourMinute(session.to_at, zone())}</span>
              </span>
              <span class="who">
                <strong>{sessionName(session)}</strong>
                <span class="muted">{session.room}</span>
              </span>
              {state === 'on_stage' && <span class="state on_stage">{say('running')}</span>}
            </li>
          );
        })}
      </ol>
    </section>
  );
}

function Demonstrations() {
  const shows = [...rows.value.demonstration.values()].sort((a, b) => a.from_at - b.from_at);
  if (!shows.length) return null;
  return (
    <section id="demonstrations" aria-labelledby="demonstrations-title">
      <h2 id="demonstrations-title">{say('demonstrations')}</h2>
      <ol class="card order">
        {shows.map((show) => {
          const state =
            show.to_at <= now.value ? 'done' : show.from_at <= now.value ? 'on_stage' : 'ready';
          return (
            <li key={show.id} class={state}>
              <span class="times">
                <time>{hourMinute(show.from_at, zone())}</time>
              </span>
              <span class="who">
                <strong>{nameOf(show.company)}</strong>
                <span class="muted">
                  {rows.value.session.get(show.session)?.room} · {count('seats', show.seats)}
                </span>
              </span>
              {state === 'on_stage' && <span class="state on_stage">{say('running')}</span>}
            </li>
          );
        })}
      </ol>
    </section>
  );
}

const companies = computed(() =>
  [...rows.value.organisation.values()]
    .filter(({ kind }) => kind === 'company')
    .map((company) => ({
      company,
      stand: standOf(rows.value, company.id),
      pitch: runningOrder(rows.value).find((pitch) => pitch.company === company.id),
    }))
    .sort((a, b) => a.company.name.localeCompare(b.company.name, 'fr')),
);
const found = computed(() => {
  const words = fold(search.value).split(/\s+/).filter(Boolean);
  return companies.value.filter(({ company, stand }) => {
    const text = fold(`${company.name} ${company.segment} ${company.town} ${stand}`);
    return words.every((word) => text.includes(word));
  });
});

function Stands() {
  return (
    <section id="stands" aria-labelledby="stands-title">
      <h2 id="stands-title">{say('stands')}</h2>
      <SearchField
        label={say('search_company')}
        text={search.value}
        onText={(text) => (search.value = text)}
      />
      <p class="muted" role="status">
        {count('companies', found.value.length)}
      </p>
      <ul class="companies">
        {found.value.map(({ company, stand, pitch }) => (
          <li key={company.id} class="card">
            <span class="who">
              <strong>{company.name}</strong>
              <span class="muted">
                {[company.segment, company.town].filter(Boolean).join(' · ')}
              </span>
              {pitch && (
                <span class="muted">
                  <Icon name="stage" />
                  {say('on_stage_at', {
                    time: hourMinute(pitch.started_at ?? pitch.projected_from_at, zone()),
                  })}
                </span>
              )}
            </span>
            {stand && (
              <span class="stand">
                <span class="unseen">{say('stand')} </span>
                {stand}
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Public() {
  if (!ready.value)
    return (
      <main class="wait">
        <p>{say('waiting')}</p>
        <Offline />
      </main>
    );
  return (
    <>
      <Header />
      <Offline />
      <Notices />
      <main>
        <div>
          <Now />
          <RunningOrder />
        </div>
        <div>
          <Programme />
          <Demonstrations />
        </div>
        <div>
          <Stands />
          <Take />
        </div>
      </main>
    </>
  );
}

takeTexts(texts);
keepFocus();
effect(() => {
  document.title = rows.value.edition
    ? `${rows.value.edition.name} · ${say('programme')}`
    : say('title');
});
render(<Public />, certain(document.getElementById('app')));
follow();
