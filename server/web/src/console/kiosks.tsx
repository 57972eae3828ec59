// SPDX-License-Identifier: EUPL-1.2
// The kiosks: how each one is, what it is told, and the code that makes a box one of them.
import { useEffect, useState } from 'preact/hooks';
import { signal } from '@preact/signals';
import { deviceRoles, hallScreens } from '../../generated/words.ts';
import { now, onChange, rows, zone } from '../event/live.ts';
import { duration, hourMinute } from '../event/time.ts';
import type { Kiosk } from '../event/types.ts';
import { Icon } from '../parts/icons.tsx';
import { count, say } from '../parts/text.ts';
import { textOf } from '../parts/form.ts';
import { PairingCode, type Pairing } from './pairing.tsx';
import { act, ask, message, read, user, type Refusal, refused } from './session.ts';
import { Button, Confirm } from './parts.tsx';

const read_ms = 3000;
export const kiosks = signal<Kiosk[] | null>(null);
const chosen = signal<number | null>(null);
const pairing = signal<{ kiosk: number; name: string; role: string; code: Pairing } | null>(null);

async function readKiosks(): Promise<void> {
  try {
    kiosks.value = (await read<{ kiosks: Kiosk[] }>('/api/kiosks')).kiosks;
  } catch (refusal) {
    if ((refusal as Refusal).status === 403) kiosks.value = [];
  }
}

/** Reads them again and again while the view is open, and at once when one of them changed. */
export function useKiosks(): void {
  useEffect(() => {
    void readKiosks();
    const timer = setInterval(() => document.hidden || void readKiosks(), read_ms);
    const stop = onChange((change) => {
      if (!change || change.kind === 'device') void readKiosks();
    });
    return () => {
      stop();
      clearInterval(timer);
      pairing.value = null;
    };
  }, []);
}

/** Asks for a code and shows it. */
async function pair(path: string, body: unknown): Promise<boolean> {
  try {
    const answer = await ask<{ kiosk: Kiosk; pairing: Pairing }>('POST', path, body);
    const { id, name, role } = answer.kiosk;
    pairing.value = { kiosk: id, name, role, code: answer.pairing };
    message.value = null;
    await readKiosks();
    return true;
  } catch (refusal) {
    refused(refusal);
    return false;
  }
}

// ---- how they are ----

export const stateOf = (kiosk: Kiosk): { word: string; tone: string } => {
  if (kiosk.revoked_at !== null) return { word: 'kiosk_revoked', tone: 'cancelled' };
  if (kiosk.enrolled_at === null) return { word: 'kiosk_waiting', tone: 'called' };
  return kiosk.online
    ? { word: 'kiosk_online', tone: 'running' }
    : { word: 'kiosk_offline', tone: 'no_show' };
};

/** What it is for: "Écran de salle : agenda", "Stand A1". */
function purpose(kiosk: Kiosk): string {
  const stand = kiosk.stand === null ? undefined : rows.value.stand.get(kiosk.stand);
  if (kiosk.role === 'screen') return say(`kiosk_shows.${kiosk.shows}`);
  if (kiosk.role === 'door' && kiosk.leaving) return say('kiosk_exit');
  return stand ? `${say('device.stand')} ${stand.code}` : say(`device.${kiosk.role}`);
}

/** A browser says nothing of itself: that its stream is there is all that is known of it. */
function seen(kiosk: Kiosk): string {
  if (!kiosk.health && kiosk.online) return say('kiosk_reads');
  if (!kiosk.health)
    return say(kiosk.enrolled_at === null ? 'kiosk_never_enrolled' : 'kiosk_unseen');
  const seconds = Math.max(0, Math.round((now.value - kiosk.health.seen_at) / 1000));
  return seconds < 120
    ? say('kiosk_seen_s', { seconds })
    : say('kiosk_seen', { span: duration(Math.floor(seconds / 60)) });
}

function Entry({ kiosk }: { kiosk: Kiosk }) {
  const { word, tone } = stateOf(kiosk);
  const queue = kiosk.health?.queue ?? 0;
  return (
    <li>
      <button
        type="button"
        id={`kiosk-${kiosk.id}`}
        class="kiosk"
        aria-pressed={chosen.value === kiosk.id}
        onClick={() => choose(kiosk.id)}
      >
        <span class="who">
          <strong>{kiosk.name}</strong>
          <span class="muted">
            {purpose(kiosk)} · {seen(kiosk)}
          </span>
        </span>
        {kiosk.health?.help_at != null && (
          <span class="state no_show">
            {say('kiosk_calls', { time: hourMinute(kiosk.health.help_at, zone()) })}
          </span>
        )}
        {queue > 0 && <span class="state called">{say('kiosk_queue', { count: queue })}</span>}
        {kiosk.pin_tries?.until != null && (
          <span class="state no_show">{say('kiosk_is_locked')}</span>
        )}
        {kiosk.dark && <span class="state">{say('kiosk_is_dark')}</span>}
        <span class={`state ${tone}`}>{say(word)}</span>
      </button>
    </li>
  );
}

function choose(id: number): void {
  chosen.value = id;
  requestAnimationFrame(() => document.getElementById('kiosk-panel')?.focus());
}

// ---- one of them ----

const printer_words = new Set(['ready', 'printing', 'no_paper', 'blocked', 'gone', 'unknown']);
/** How its printer is: the kiosks' own words are known, another program's stand as they are. */
export const printerWord = (word: string): string =>
  printer_words.has(word) ? say(`printer.${word}`) : word || '–';

function Health({ kiosk }: { kiosk: Kiosk }) {
  const health = kiosk.health;
  if (!health) return <p class="muted">{seen(kiosk)}</p>;
  const facts: [string, string][] = [
    ['kiosk_screen', `${say(`kiosk_screen.${health.screen}`)}, ${health.width} × ${health.height}`],
    ['kiosk_uptime', duration(Math.floor(health.uptime_s / 60))],
    [
      'kiosk_last_scan',
      health.last_scan_at === null ? '–' : hourMinute(health.last_scan_at, zone()),
    ],
    ['kiosk_queued', String(health.queue)],
    ['kiosk_printer', printerWord(health.printer)],
    ['kiosk_version', health.version],
  ];
  return (
    <dl class="three">
      {facts.map(([word, value]) => (
        <div key={word}>
          <dt>{say(word)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The fields that say what a kiosk is for. */
function Purpose({
  role,
  setRole,
  kiosk,
}: {
  role: string;
  setRole: (role: string) => void;
  kiosk?: Kiosk;
}) {
  const stands = [...rows.value.stand.values()].sort((a, b) =>
    a.code.localeCompare(b.code, 'fr', { numeric: true }),
  );
  return (
    <>
      <label class="field">
        <span>{say('kiosk_role')}</span>
        <select name="role" value={role} onChange={(event) => setRole(event.currentTarget.value)}>
          {deviceRoles.map((one) => (
            <option key={one} value={one}>
              {say(`device.${one}`)}
            </option>
          ))}
        </select>
      </label>
      {role === 'screen' && (
        <label class="field">
          <span>{say('kiosk_shown')}</span>
          <select name="shows">
            {hallScreens.map((one) => (
              <option key={one} value={one} selected={one === kiosk?.shows}>
                {say(`kiosk_shows.${one}`)}
              </option>
            ))}
          </select>
        </label>
      )}
      {role === 'stand' && (
        <label class="field">
          <span>{say('stand')}</span>
          <select name="stand">
            <option value="0">{say('choose')}</option>
            {stands.map(({ id, code }) => (
              <option key={id} value={id} selected={id === kiosk?.stand}>
                {code}
              </option>
            ))}
          </select>
        </label>
      )}
      {role === 'door' && (
        <label class="tick">
          <input type="checkbox" name="leaving" defaultChecked={kiosk?.leaving ?? false} />
          <span>{say('kiosk_exit')}</span>
        </label>
      )}
      {role === 'door' && (
        <label class="tick">
          <input type="checkbox" name="registers" defaultChecked={kiosk?.registers ?? false} />
          <span>{say('kiosk_registers')}</span>
        </label>
      )}
      <label class="field">
        <span>{say('kiosk_language')}</span>
        <select name="language">
          <option value="fr">Français</option>
          <option value="en" selected={kiosk?.language === 'en'}>
            English
          </option>
        </select>
      </label>
    </>
  );
}

/** The form's words as the server takes them; what it does not ask for stays away. */
function settingsOf(form: HTMLFormElement): Record<string, unknown> {
  const fields = new FormData(form),
    role = textOf(fields, 'role');
  return {
    role,
    language: fields.get('language'),
    ...(role === 'screen' ? { shows: fields.get('shows') } : {}),
    ...(role === 'stand' ? { stand: Number(fields.get('stand')) } : {}),
    ...(role === 'door'
      ? { leaving: fields.get('leaving') !== null, registers: fields.get('registers') !== null }
      : {}),
  };
}

function Settings({ kiosk }: { kiosk: Kiosk }) {
  const [role, setRole] = useState<string>(kiosk.role);
  async function submit(event: SubmitEvent) {
    event.preventDefault();
    await act(
      `/api/kiosks/${kiosk.id}/settings`,
      settingsOf(event.currentTarget as HTMLFormElement),
      say('kiosk_changed', { name: kiosk.name }),
    );
    await readKiosks();
  }
  return (
    <form
      class="fields"
      onSubmit={(event) => void submit(event)}
      aria-label={say('kiosk_settings')}
    >
      <Purpose role={role} setRole={setRole} kiosk={kiosk} />
      <button type="submit">{say('kiosk_change')}</button>
    </form>
  );
}

function Picture({ kiosk }: { kiosk: Kiosk }) {
  if (kiosk.picture_at === null) return null;
  return (
    <figure class="kiosk-picture">
      <img
        src={`/api/kiosks/${kiosk.id}/picture.png?at=${kiosk.picture_at}`}
        alt={say('kiosk_picture_of', { name: kiosk.name })}
      />
      <figcaption class="muted small">
        {say('kiosk_picture_at', { time: hourMinute(kiosk.picture_at, zone()) })}{' '}
        {say('kiosk_picture_private')}
      </figcaption>
    </figure>
  );
}

/** The wrong PINs that were tried at a door. */
function Tries({ kiosk }: { kiosk: Kiosk }) {
  const tries = kiosk.pin_tries;
  return (
    <p role="status">
      {tries && count('kiosk_pin_wrong', tries.wrong, { time: hourMinute(tries.since, zone()) })}{' '}
      {tries?.until != null && say('kiosk_pin_locked', { time: hourMinute(tries.until, zone()) })}
    </p>
  );
}

/** Lets the staff of a door try at once. */
async function unlock(kiosk: Kiosk): Promise<void> {
  try {
    const { told } = await ask<{ told: boolean }>('DELETE', `/api/kiosks/${kiosk.id}/lock`);
    message.value = {
      text: say(told ? 'kiosk_unlocked' : 'kiosk_unlocked_away', { name: kiosk.name }),
      bad: false,
    };
  } catch (refusal) {
    refused(refusal);
  }
  await readKiosks();
  document.getElementById('pin-title')?.focus(); // the button is gone
}

/** The staff's PIN of a door: told once, to be written down. */
function Pin({ kiosk }: { kiosk: Kiosk }) {
  const [pin, setPin] = useState<string | null>(null);
  async function change(set: boolean) {
    try {
      setPin(
        (await ask<{ pin: string | null }>('POST', `/api/kiosks/${kiosk.id}/pin`, { set })).pin,
      );
      message.value = set
        ? null
        : { text: say('kiosk_pin_gone', { name: kiosk.name }), bad: false };
    } catch (refusal) {
      refused(refusal);
    }
    await readKiosks();
  }
  return (
    <section aria-labelledby="pin-title">
      <h4 id="pin-title" tabIndex={-1}>
        {say('kiosk_pin')}
      </h4>
      <p class="muted small">{say(kiosk.staff ? 'kiosk_pin_set' : 'kiosk_pin_none')}</p>
      {pin && (
        <p role="status">
          {say('kiosk_pin_is')}{' '}
          <strong class="pin big">
            {pin.slice(0, 4)} {pin.slice(4)}
          </strong>
        </p>
      )}
      {kiosk.staff && <Tries kiosk={kiosk} />}
      <div class="actions">
        {kiosk.pin_tries && (
          <Button icon="lock" onClick={() => void unlock(kiosk)}>
            {say('kiosk_unlock')}
          </Button>
        )}
        <Button icon="plus" onClick={() => void change(true)}>
          {say(kiosk.staff ? 'kiosk_pin_new' : 'kiosk_pin_make')}
        </Button>
        {kiosk.staff && (
          <Button icon="cross" onClick={() => void change(false)}>
            {say('kiosk_pin_end')}
          </Button>
        )}
      </div>
    </section>
  );
}

function Panel({ kiosk }: { kiosk: Kiosk }) {
  const [revoking, setRevoking] = useState(false);
  const path = `/api/kiosks/${kiosk.id}`;
  const tell = (what: string) =>
    void act(`${path}/command`, { do: what }, say(`kiosk_told.${what}`, { name: kiosk.name }));
  const set = (body: unknown, done: string) =>
    void act(`${path}/settings`, body, say(done, { name: kiosk.name })).then(readKiosks);
  const revoke = () =>
    void act(`${path}/revocation`, undefined, say('kiosk_stopped', { name: kiosk.name })).then(
      readKiosks,
    );
  const away = !kiosk.online;
  const close = () => {
    const id = kiosk.id;
    chosen.value = null;
    requestAnimationFrame(() => document.getElementById(`kiosk-${id}`)?.focus());
  };
  return (
    <section id="kiosk-panel" class="card panel" tabIndex={-1} aria-labelledby="kiosk-title">
      <h3 id="kiosk-title" class="big">
        {kiosk.name}
      </h3>
      <p>
        <span class={`state ${stateOf(kiosk).tone}`}>{say(stateOf(kiosk).word)}</span>{' '}
        {purpose(kiosk)}
      </p>
      {kiosk.health?.help_at != null && (
        <div class="actions">
          <p role="status">
            <strong>
              {say('decide.help', {
                name: kiosk.name,
                time: hourMinute(kiosk.health.help_at, zone()),
              })}
            </strong>
          </p>
          <Button
            icon="check"
            tone="primary"
            off={away}
            onClick={() =>
              void act(
                `${path}/command`,
                { do: 'coming' },
                say('kiosk_told.coming', { name: kiosk.name }),
              ).then(readKiosks)
            }
          >
            {say('kiosk_coming')}
          </Button>
        </div>
      )}
      <Health kiosk={kiosk} />
      <Picture kiosk={kiosk} />
      {kiosk.revoked_at === null && kiosk.enrolled_at !== null && (
        <div class="actions">
          <Button icon="search" off={away} onClick={() => tell('identify')}>
            {say('kiosk_identify')}
          </Button>
          <Button icon="device" off={away} onClick={() => tell('picture')}>
            {say('kiosk_picture')}
          </Button>
          <Button icon="swap" off={away} onClick={() => tell('reload')}>
            {say('kiosk_reload')}
          </Button>
          <Button
            icon="power"
            onClick={() => set({ dark: !kiosk.dark }, kiosk.dark ? 'kiosk_lit' : 'kiosk_darkened')}
          >
            {say(kiosk.dark ? 'kiosk_light' : 'kiosk_darken')}
          </Button>
        </div>
      )}
      {kiosk.revoked_at === null && (
        <Settings
          key={`${kiosk.role} ${kiosk.shows} ${kiosk.stand} ${kiosk.language} ${kiosk.registers}`}
          kiosk={kiosk}
        />
      )}
      {kiosk.revoked_at === null &&
        kiosk.role === 'door' &&
        (user.value?.role === 'organiser' ? <Pin kiosk={kiosk} /> : <Tries kiosk={kiosk} />)}
      <div class="actions">
        <Button
          icon="plus"
          onClick={() => void pair(`${path}/pairing`, { server: location.origin })}
        >
          {say('kiosk_pair_again')}
        </Button>
        {kiosk.revoked_at === null && (
          <Button icon="cross" tone="danger" onClick={() => setRevoking(true)}>
            {say('kiosk_revoke')}
          </Button>
        )}
        <Button icon="left" onClick={close}>
          {say('close')}
        </Button>
      </div>
      {revoking && (
        <Confirm
          question={say('kiosk_revoke_sure', { name: kiosk.name })}
          yes={say('kiosk_revoke')}
          onYes={revoke}
          onNo={() => setRevoking(false)}
        />
      )}
    </section>
  );
}

// ---- a new one ----

function Add() {
  const [role, setRole] = useState('door');
  async function submit(event: SubmitEvent) {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement,
      fields = new FormData(form);
    if (
      await pair('/api/kiosks', {
        name: fields.get('name'),
        server: fields.get('server'),
        ...settingsOf(form),
      })
    )
      form.reset();
  }
  return (
    <form class="card" onSubmit={(event) => void submit(event)} aria-labelledby="kiosk-new">
      <h2 id="kiosk-new">
        <Icon name="plus" />
        {say('kiosk_new')}
      </h2>
      <p class="muted">{say('kiosk_new_how')}</p>
      <label class="field">
        <span>{say('kiosk_name')}</span>
        <input name="name" required maxLength={60} placeholder={say('kiosk_name_example')} />
      </label>
      <Purpose role={role} setRole={setRole} />
      <label class="field">
        <span>{say('kiosk_server')}</span>
        <input
          name="server"
          type="url"
          required
          defaultValue={location.origin}
          aria-describedby="kiosk-server-hint"
        />
      </label>
      <p id="kiosk-server-hint" class="muted small">
        {say('kiosk_server_hint')}
      </p>
      <button type="submit" class="primary">
        {say('kiosk_make_code')}
      </button>
    </form>
  );
}

export function Kiosks() {
  useKiosks();
  const all = kiosks.value;
  const kiosk = all?.find(({ id }) => id === chosen.value);
  const shown = pairing.value;
  const order = (one: Kiosk) => (one.revoked_at === null ? 0 : 1);
  const sorted = [...(all ?? [])].sort(
    (a, b) => order(a) - order(b) || a.name.localeCompare(b.name, 'fr', { numeric: true }),
  );
  return (
    <div class="with-panel">
      <div class="kiosk-lists">
        {shown && (
          <PairingCode
            key={shown.code.code}
            name={shown.name}
            role={shown.role}
            code={shown.code}
            taken={
              all?.some(
                ({ id, enrolled_at }) =>
                  id === shown.kiosk &&
                  enrolled_at !== null &&
                  enrolled_at > shown.code.expires_at - 600_000,
              ) ?? false
            }
            onClose={() => (pairing.value = null)}
          />
        )}
        <section class="card" aria-labelledby="kiosks-title">
          <h2 id="kiosks-title">{say('kiosks')}</h2>
          {all && all.length === 0 && <p class="muted">{say('devices_none')}</p>}
          <ul class="kiosks">
            {sorted.map((one) => (
              <Entry key={one.id} kiosk={one} />
            ))}
          </ul>
        </section>
        <Add />
      </div>
      {kiosk ? <Panel key={kiosk.id} kiosk={kiosk} /> : <p class="muted">{say('kiosks_hint')}</p>}
    </div>
  );
}
