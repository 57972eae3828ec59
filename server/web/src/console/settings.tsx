// SPDX-License-Identifier: EUPL-1.2
// The edition's settings and its sessions; the server says what a change would contradict.
import { useEffect, useState } from 'preact/hooks';
import parvisVersion from 'parvis:version';
import { callAudiences, languages } from '../../generated/words.ts';
import type { Settings as SettingsAnswer } from '../../generated/schemas.ts';
import { onChange, rows } from '../event/live.ts';
import type { Session } from '../event/types.ts';
import { atTime, clock, Grid } from './grid.tsx';
import { act, message, read, refused } from './session.ts';
import { Icon } from '../parts/icons.tsx';
import { say } from '../parts/text.ts';
import { textOf } from '../parts/form.ts';

type Settings = SettingsAnswer['edition'];
const texts = ['name', 'venue', 'region'] as const;
const hours = ['opens_at', 'closes_at'] as const;
const minutes = [
  ['doors_min', 720],
  ['call_min', 60],
  ['annul_min', 1440],
] as const;
const numbers = [
  ['pitches', 16],
  ['kept_min', 10000],
  ['kept_max', 10000],
] as const;

/** A whole number from 0 to `most`. */
function Whole({ name, most, present }: { name: string; most: number; present: number }) {
  return (
    <label class="field">
      <span>{say(`settings.${name}`)}</span>
      <input name={name} type="number" min={0} max={most} required defaultValue={String(present)} />
    </label>
  );
}

/** What the form says otherwise than the settings. */
function changesOf(form: HTMLFormElement, present: Settings): Record<string, unknown> {
  const fields = new FormData(form),
    changed: Record<string, unknown> = {};
  for (const name of texts)
    if (fields.get(name) !== present[name]) changed[name] = textOf(fields, name).trim();
  for (const name of hours)
    if (fields.get(name) !== clock(present[name]))
      changed[name] = atTime(present[name], textOf(fields, name));
  for (const [name] of [...minutes, ...numbers])
    if (Number(fields.get(name)) !== present[name]) changed[name] = Number(fields.get(name));
  const spoken = fields.getAll('language') as Settings['languages'];
  const ordered = [
    ...present.languages.filter((one) => spoken.includes(one)),
    ...spoken.filter((one) => !present.languages.includes(one)),
  ];
  if (ordered.join() !== present.languages.join()) changed.languages = ordered;
  const heard = textOf(fields, 'called_names');
  if (heard !== present.called_names) changed.called_names = heard;
  return changed;
}

function Edition({ present, onSaved }: { present: Settings; onSaved: () => void }) {
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const changed = changesOf(event.currentTarget as HTMLFormElement, present);
    if (Object.keys(changed).length === 0)
      message.value = { text: say('settings_same'), bad: false };
    else
      void act('/api/settings', changed, say('settings_saved')).then((saved) => saved && onSaved());
  };
  return (
    <form class="card" onSubmit={submit} aria-labelledby="settings-edition">
      <h2 id="settings-edition">
        <Icon name="settings" />
        {say('settings_edition')}
      </h2>
      <div class="fields">
        {texts.map((name) => (
          <label key={name} class="field">
            <span>{say(`settings.${name}`)}</span>
            <input name={name} required maxLength={60} defaultValue={present[name]} />
          </label>
        ))}
      </div>
      <div class="fields">
        {hours.map((name) => (
          <label key={name} class="field">
            <span>{say(`settings.${name}`)}</span>
            <input name={name} type="time" required defaultValue={clock(present[name])} />
          </label>
        ))}
        {minutes.map(([name, most]) => (
          <Whole key={name} name={name} most={most} present={present[name]} />
        ))}
      </div>
      <div class="fields">
        {numbers.map(([name, most]) => (
          <Whole key={name} name={name} most={most} present={present[name]} />
        ))}
      </div>
      <fieldset>
        <legend>{say('settings.called_names')}</legend>
        <div class="actions">
          {callAudiences.map((one) => (
            <label key={one} class="tick">
              <input
                type="radio"
                name="called_names"
                value={one}
                defaultChecked={present.called_names === one}
              />
              <span>{say(`called_names.${one}`)}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <fieldset>
        <legend>{say('settings.languages')}</legend>
        <div class="actions">
          {languages.map((one) => (
            <label key={one} class="tick">
              <input
                type="checkbox"
                name="language"
                value={one}
                defaultChecked={present.languages.includes(one)}
              />
              <span>{say(`language.${one}`)}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <button type="submit" class="primary">
        {say('save')}
      </button>
    </form>
  );
}

/** A session's row: room, title, times where nothing was planned from them, seats. */
function SessionRow({ session, shared }: { session: Session; shared: boolean }) {
  const [room, setRoom] = useState(session.room);
  const planned = session.kind === 'pitch' || session.kind === 'demonstration';
  useEffect(() => setRoom(session.room), [session.room]);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget as HTMLFormElement),
      changed: Record<string, unknown> = {};
    if (room.trim() !== session.room) changed.room = room.trim();
    if (changed.room && fields.get('everywhere')) changed.everywhere = true;
    if (fields.get('title') !== session.title) changed.title = textOf(fields, 'title').trim();
    if (!planned && fields.get('from') !== clock(session.from_at))
      changed.from_at = atTime(session.from_at, textOf(fields, 'from'));
    if (!planned && fields.get('to') !== clock(session.to_at))
      changed.to_at = atTime(session.to_at, textOf(fields, 'to'));
    if (session.kind === 'demonstration' && Number(fields.get('seats')) !== session.seats)
      changed.seats = Number(fields.get('seats'));
    if (Object.keys(changed).length)
      void act(`/api/programme/${session.id}`, changed, say('settings_saved'));
    else message.value = { text: say('settings_same'), bad: false };
  };
  const name = `${say(`session.${session.kind}`)}, ${clock(session.from_at)}`;
  return (
    <li>
      <form class="session-row" onSubmit={submit} aria-label={name}>
        <div class="session-name">
          <strong>
            {session.title ||
              (session.kind === 'demonstration'
                ? say('demonstrations')
                : say(`session.${session.kind}`))}
          </strong>
          <span class="muted small">
            {planned && `${clock(session.from_at)}–${clock(session.to_at)}`}
          </span>
        </div>
        {!planned && (
          <label class="field">
            <span>{say('settings.from')}</span>
            <input name="from" type="time" required defaultValue={clock(session.from_at)} />
          </label>
        )}
        {!planned && (
          <label class="field">
            <span>{say('settings.to')}</span>
            <input name="to" type="time" required defaultValue={clock(session.to_at)} />
          </label>
        )}
        <label class="field wide">
          <span>{say('settings.room')}</span>
          <input
            name="room"
            required
            maxLength={60}
            value={room}
            onInput={(event) => setRoom(event.currentTarget.value)}
          />
        </label>
        <label class="field wide">
          <span>{say('settings.title')}</span>
          <input name="title" maxLength={120} defaultValue={session.title} />
        </label>
        {session.kind === 'demonstration' && (
          <label class="field">
            <span>{say('settings.seats')}</span>
            <input
              name="seats"
              type="number"
              min={1}
              max={10000}
              required
              defaultValue={String(session.seats ?? '')}
            />
          </label>
        )}
        <button type="submit" aria-label={`${say('save')} : ${name}`}>
          {say('save')}
        </button>
        {shared && room.trim() !== session.room && (
          <label class="tick everywhere">
            <input type="checkbox" name="everywhere" defaultChecked />
            <span>{say('settings.everywhere', { room: session.room })}</span>
          </label>
        )}
      </form>
    </li>
  );
}

export function SettingsView() {
  const [present, setPresent] = useState<Settings | null>(null);
  const [version, setVersion] = useState(0);
  const load = () =>
    read<SettingsAnswer>('/api/settings').then(({ edition }) => {
      setPresent(edition);
      setVersion((known) => known + 1);
    }, refused);
  useEffect(() => {
    void load();
    return onChange((change) => {
      if (!change || change.kind === 'edition') void load();
    });
  }, []);
  if (!present)
    return (
      <p class="muted" role="status">
        {say('loading')}
      </p>
    );
  const sessions = [...rows.value.session.values()].sort(
    (a, b) => a.from_at - b.from_at || a.id - b.id,
  );
  return (
    <>
      <Edition key={version} present={present} onSaved={() => void load()} />
      <Grid
        key={[...rows.value.slot.values()]
          .map(({ from_at, to_at }) => `${from_at}-${to_at}`)
          .join()}
      />
      <section class="card" aria-labelledby="settings-sessions">
        <h2 id="settings-sessions">
          <Icon name="day" />
          {say('settings_sessions')}
        </h2>
        <p class="muted">{say('settings_sessions_hint')}</p>
        <ul class="list sessions">
          {sessions.map((session) => (
            <SessionRow
              key={`${session.id} ${session.from_at} ${session.to_at} ${session.title} ${session.seats}`}
              session={session}
              shared={sessions.filter(({ room }) => room === session.room).length > 1}
            />
          ))}
        </ul>
      </section>
      <p class="muted small">
        Parvis {parvisVersion} · <a href="/licences.txt">{say('settings_licences')}</a>
      </p>
    </>
  );
}
