// SPDX-License-Identifier: EUPL-1.2
// The organisers' console: one page, one stream, a view an address (#stage, #people…).
import { render } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { effect, signal } from '@preact/signals';
import texts from 'parvis:texts/console';
import 'parvis:tokens.css';
import './style/base.css';
import './style/console.css';
import './style/stands.css';
import { eventNow, follow, now, ready, rows, zone } from './event/live.ts';
import { hourMinute } from './event/time.ts';
import { user, resume, signOut } from './console/session.ts';
import { followAll } from './console/data.ts';
import { SignIn } from './console/sign_in.tsx';
import { Day } from './console/day.tsx';
import { Stage } from './console/stage.tsx';
import { Meetings } from './console/board/board.tsx';
import { Stands } from './console/stands/stands.tsx';
import { People } from './console/people.tsx';
import { History } from './console/history.tsx';
import { Import } from './console/import.tsx';
import { Selection } from './console/selection.tsx';
import { Demonstrations } from './console/demonstrations.tsx';
import { SettingsView } from './console/settings.tsx';
import { Users } from './console/users.tsx';
import { Kiosks } from './console/kiosks.tsx';
import { Machines, Notices } from './console/notices.tsx';
import { Button, Message } from './console/parts.tsx';
import { Offline } from './parts/common.tsx';
import { keepFocus } from './parts/focus.ts';
import { Icon, type IconName } from './parts/icons.tsx';
import { language, say, setLanguage, takeTexts } from './parts/text.ts';
import { certain } from './parts/certain.ts';

const views: { name: string; icon: IconName }[] = [
  { name: 'day', icon: 'day' },
  { name: 'stage', icon: 'stage' },
  { name: 'meetings', icon: 'meeting' },
  { name: 'stands', icon: 'stand' },
  { name: 'people', icon: 'person' },
  { name: 'notices', icon: 'notice' },
  { name: 'kiosks', icon: 'device' },
  { name: 'prepare', icon: 'plan' },
  { name: 'history', icon: 'clock' },
];
/** What is done before the day, behind one entry. */
const preparing: { name: string; icon: IconName }[] = [
  { name: 'import', icon: 'upload' },
  { name: 'selection', icon: 'funnel' },
  { name: 'settings', icon: 'settings' },
  { name: 'demonstrations', icon: 'demonstration' },
  { name: 'users', icon: 'key' },
  { name: 'machines', icon: 'power' },
];
const view = signal('day');
function readAddress(): void {
  const name = location.hash.slice(1);
  if (name === 'prepare') location.replace(`#${certain(preparing[0]).name}`);
  else if ([...views, ...preparing].some((known) => known.name === name)) view.value = name;
}

function View() {
  switch (view.value) {
    case 'stage':
      return <Stage />;
    case 'meetings':
      return <Meetings />;
    case 'stands':
      return <Stands />;
    case 'people':
      return <People now={eventNow} />;
    case 'notices':
      return <Notices />;
    case 'kiosks':
      return <Kiosks />;
    case 'import':
      return <Import />;
    case 'selection':
      return <Selection />;
    case 'settings':
      return <SettingsView />;
    case 'demonstrations':
      return <Demonstrations />;
    case 'users':
      return <Users />;
    case 'machines':
      return <Machines />;
    case 'history':
      return <History />;
    default:
      return <Day />;
  }
}

/** A link that the menu cuts off is scrolled in whole by who comes to it with the keyboard. */
const whole = (event: FocusEvent) =>
  (event.currentTarget as HTMLElement).scrollIntoView({ block: 'nearest', inline: 'nearest' });

function Header() {
  const other = language.value === 'fr' ? 'en' : 'fr';
  return (
    <header class="top">
      <a
        class="skip"
        href="#main"
        onClick={(event) => {
          event.preventDefault();
          document.getElementById('main')?.focus();
        }}
      >
        {say('skip_to')}
      </a>
      <p class="edition">{rows.value.edition?.name}</p>
      <Offline />
      <time class="clock">{hourMinute(now.value, zone())}</time>
      <button type="button" class="plain" lang={other} onClick={() => setLanguage(other)}>
        {other === 'en' ? 'English' : 'Français'}
      </button>
      <span class="user">
        {user.value?.name} <span class="muted">{user.value && say(`user.${user.value.role}`)}</span>
      </span>
      <Button icon="leave" onClick={() => void signOut()}>
        {say('sign_out')}
      </Button>
    </header>
  );
}

/**
 * Whole addresses: a bare fragment that was scrolled out at the left passes for a link that skips
 * to the content.
 */
function Links({ links, current }: { links: typeof views; current: string }) {
  return (
    <>
      {links.map(({ name, icon }) => (
        <a
          onFocus={whole}
          key={name}
          href={`/console#${name === 'prepare' ? certain(preparing[0]).name : name}`}
          aria-current={current === name ? 'page' : undefined}
        >
          <Icon name={icon} />
          <span>{say(`view.${name}`)}</span>
        </a>
      ))}
    </>
  );
}

function Views() {
  const inside = preparing.some(({ name }) => name === view.value);
  return (
    <>
      <nav class="views" aria-label={say('views')}>
        <Links links={views} current={inside ? 'prepare' : view.value} />
      </nav>
      {inside && (
        <nav class="subviews" aria-label={say('view.prepare')}>
          <Links links={preparing} current={view.value} />
        </nav>
      )}
    </>
  );
}

function Console() {
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  const current = view.value;
  useEffect(() => {
    const stop = followAll();
    follow();
    return stop;
  }, []);
  useEffect(() => {
    if (!first.current) main.current?.focus();
    first.current = false;
    for (const link of document.querySelectorAll('nav [aria-current]'))
      link.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [current]);
  return (
    <>
      <Header />
      <Views />
      <Message />
      <main id="main" ref={main} tabIndex={-1} aria-label={say(`view.${view.value}`)}>
        <h1 class="unseen">{say(`view.${view.value}`)}</h1>
        {ready.value ? (
          <View />
        ) : (
          <p class="muted" role="status">
            {say('waiting')}
          </p>
        )}
      </main>
    </>
  );
}

function App() {
  if (user.value === undefined)
    return (
      <main class="wait">
        <p role="status">{say('loading')}</p>
      </main>
    );
  return user.value === null ? <SignIn /> : <Console key={user.value.id} />;
}

takeTexts(texts);
keepFocus();
effect(() => {
  document.title = user.value
    ? `${say(`view.${view.value}`)} · ${rows.value.edition?.name ?? 'Parvis'}`
    : say('title');
});
addEventListener('hashchange', readAddress);
readAddress();
render(<App />, certain(document.getElementById('app')));
void resume();
