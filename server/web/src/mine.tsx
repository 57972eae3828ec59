// SPDX-License-Identifier: EUPL-1.2
// An attendee's own page: opened by a personal link, live by one stream, and useful without
// network.
import { render } from 'preact';
import { effect, signal } from '@preact/signals';
import texts from 'parvis:texts/mine';
import 'parvis:tokens.css';
import './style/base.css';
import './style/mine.css';
import { follow, offlineSince, onChange, ready, rows, zone } from './event/live.ts';
import { hourMinute } from './event/time.ts';
import { Icon, type IconName } from './parts/icons.tsx';
import { Notices } from './parts/common.tsx';
import { keepFocus } from './parts/focus.ts';
import { count, language, say, setLanguage, takeTexts } from './parts/text.ts';
import {
  age_min,
  begin,
  flush,
  message,
  mine,
  readAt,
  refresh,
  refusedLink,
  stuck,
} from './mine/session.ts';
import { keepAgenda } from './mine/kept.ts';
import { Badge, Day, Own } from './mine/views.tsx';
import { Visitors } from './mine/visitors.tsx';
import { Meet, toAnswer } from './mine/meet.tsx';
import type { Mine } from './mine/types.ts';
import { certain } from './parts/certain.ts';

type ViewName = 'day' | 'meet' | 'visitors' | 'badge' | 'own';
const icons: Record<ViewName, IconName> = {
  day: 'day',
  meet: 'meeting',
  visitors: 'stand',
  badge: 'code',
  own: 'person',
};
const view = signal<ViewName>('day');

function readAddress(): void {
  const name = location.hash.slice(1) as ViewName;
  const next = name in icons ? name : location.hash ? view.value : 'day';
  if (next === view.value) return;
  view.value = next;
  message.value = null;
  scrollTo(0, 0);
}

const viewsOf = (own: Mine): ViewName[] =>
  own.side === 'none'
    ? ['day', 'badge', 'own']
    : own.side === 'buyer'
      ? ['day', 'meet', 'badge', 'own']
      : ['day', 'meet', 'visitors', 'badge', 'own'];

function Head({ own }: { own: Mine }) {
  const other = language.value === 'fr' ? 'en' : 'fr';
  return (
    <header class="head">
      <div class="head-line">
        <div>
          <h1>{say('hello', { name: own.person.first_name })}</h1>
          <p class="muted">
            {[own.person.organisation.name, own.stand && `${say('stand')} ${own.stand}`]
              .filter(Boolean)
              .join(' · ')}
          </p>
        </div>
        <button type="button" class="plain" lang={other} onClick={() => setLanguage(other)}>
          {other === 'en' ? 'English' : 'Français'}
        </button>
      </div>
    </header>
  );
}

/** The agenda's age when there is no network, and what waits to be sent. */
function State() {
  const since = readAt.value ?? offlineSince.value;
  return (
    <div class="state-line" role="status">
      {since !== null && (
        <p class="chip">
          <Icon name="offline" />
          {say('offline_age', { time: hourMinute(since, zone()), minutes: age_min.value })}
        </p>
      )}
      {stuck.value > 0 && (
        <p class="chip">
          <Icon name="clock" />
          {count('orders', stuck.value)}
        </p>
      )}
    </div>
  );
}

function Said() {
  return (
    <div class="told">
      <div role="status">
        {message.value && !message.value.bad && (
          <p class="said good">
            <Icon name="check" />
            {message.value.text}
          </p>
        )}
      </div>
      <div role="alert">
        {message.value?.bad && (
          <p class="said bad">
            <Icon name="missed" />
            {message.value.text}
          </p>
        )}
      </div>
    </div>
  );
}

function Tabs({ own }: { own: Mine }) {
  return (
    <nav class="tabs" aria-label={say('views')}>
      {viewsOf(own).map((name) => (
        <a key={name} href={`#${name}`} aria-current={view.value === name ? 'page' : undefined}>
          <Icon name={icons[name]} />
          <span>{say(`view.${name}`)}</span>
          {name === 'meet' && toAnswer.value > 0 && (
            <span class="count">
              <span class="unseen">{say('to_answer')} : </span>
              {toAnswer.value}
            </span>
          )}
        </a>
      ))}
    </nav>
  );
}

function View() {
  switch (view.value) {
    case 'meet':
      return <Meet />;
    case 'visitors':
      return <Visitors />;
    case 'badge':
      return <Badge />;
    case 'own':
      return <Own />;
    default:
      return <Day />;
  }
}

/** Nobody's: how to get a link. */
function Stranger() {
  return (
    <main class="stranger">
      <h1>{say('stranger')}</h1>
      {refusedLink.value && (
        <p class="said bad" role="alert">
          <Icon name="missed" />
          {say('link_ended')}
        </p>
      )}
      <p>{say('stranger_hint')}</p>
      <p>
        <a class="button strong" href="/">
          {say('programme')}
        </a>
      </p>
    </main>
  );
}

function Page() {
  const own = mine.value;
  if (own === null) return <Stranger />;
  if (!own || !ready.value)
    return (
      <main class="wait">
        <h1 class="unseen">{say('title')}</h1>
        <p>{say('waiting')}</p>
      </main>
    );
  return (
    <>
      <Head own={own} />
      <State />
      <Notices />
      <Said />
      <main class={`view ${view.value}`}>
        <View />
      </main>
      <Tabs own={own} />
    </>
  );
}

/** Quiet: a short buzz when a meeting of one's own changed, a double one when it is called. */
function buzz(before: Mine | null | undefined, after: Mine | null | undefined): void {
  if (
    !before ||
    !after ||
    typeof navigator.vibrate !== 'function' ||
    ('userActivation' in navigator && !navigator.userActivation.hasBeenActive)
  )
    return;
  const states = (own: Mine) =>
    JSON.stringify([
      own.meetings.map(({ id, state, place, from_at, words }) => [
        id,
        state,
        place,
        from_at,
        words.length,
      ]),
      own.requests,
    ]);
  if (states(before) === states(after)) return;
  const called = (own: Mine) => own.meetings.filter(({ state }) => state === 'called').length;
  navigator.vibrate(called(after) > called(before) ? [80, 80, 80] : 60);
}

takeTexts(texts);
keepFocus();
readAddress();
addEventListener('hashchange', readAddress);
effect(() => {
  document.title = mine.value
    ? `${rows.value.edition?.name ?? 'Parvis'} · ${say('title')}`
    : say('title');
});
// What was said goes after a while; a refusal stays until something else is said.
let hush: ReturnType<typeof setTimeout> | undefined;
effect(() => {
  clearTimeout(hush);
  if (message.value && !message.value.bad) hush = setTimeout(() => (message.value = null), 6000);
});
render(<Page />, certain(document.getElementById('app')));

let keep: ReturnType<typeof setTimeout> | undefined;
onChange((change) => {
  clearTimeout(keep);
  if (change) keep = setTimeout(keepAgenda, 1000);
  else keepAgenda();
});
addEventListener('pagehide', keepAgenda);

async function readAgain(): Promise<void> {
  const before = mine.value;
  await refresh();
  buzz(before, mine.value);
}

let following = false;
void begin().then(() => {
  effect(() => {
    if (!mine.value || following) return;
    following = true;
    follow({
      path: '/api/mine/feed',
      heard: (event) => void (event === 'hello' ? flush().then(readAgain) : readAgain()),
    });
  });
});
if ('serviceWorker' in navigator)
  void navigator.serviceWorker
    .register('/mine-worker.js', { scope: '/mine' })
    .catch(() => undefined);
