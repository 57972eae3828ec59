// SPDX-License-Identifier: EUPL-1.2
// The page's one EventSource and what it keeps: signals that the components read. A page that was
// asleep, or a server that went away, is caught up by the last change's number.
import { signal } from '@preact/signals';
import { applyChange, emptyRows, rowsOf, withNames, type Rows } from './agenda.ts';
import type { Agenda, Change } from './types.ts';

/** Nothing heard for as long (the server speaks every 15 s): reconnect. */
const silence_ms_max = 40_000;
const retry_ms_min = 500,
  retry_ms_max = 8_000;

export const rows = signal<Rows>(emptyRows());
/** The event's clock, moved every second. */
export const now = signal(Date.now());
/** When the stream was lost, by the event's clock; null while it is up. */
export const offlineSince = signal<number | null>(null);
export const ready = signal(false);

/** Called with each change (and null after a snapshot: read again what you keep besides). */
type Listener = (change: Change | null) => void;
const listeners = new Set<Listener>();
export function onChange(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

let offset_ms = 0;
let source: EventSource | null = null;
let heard = 0; // performance.now() of the last word
let last_seq = -1;
let retry_ms = retry_ms_min;
let retry: ReturnType<typeof setTimeout> | undefined;
let naming = false;
let started = false;
let path = '/api/feed';
/** As whom the server heard us last. */
let audience = '';
let heard_command: ((command: { do: string }) => void) | undefined;
let heard_own: ((event: 'hello' | 'mine') => void) | undefined;

export const eventNow = (): number => Date.now() + offset_ms;
/**
 * The event's clock beside this device's, and the one that was kept, for a page opened without
 * network.
 */
export const clockOffset = (): number => offset_ms;
export function keepTime(offset: number): void {
  offset_ms = offset;
  now.value = eventNow();
}

function setClock(at: number): void {
  offset_ms = at - Date.now();
  now.value = at;
}

function alive(): void {
  heard = performance.now();
  retry_ms = retry_ms_min;
  if (offlineSince.value !== null) offlineSince.value = null;
}

/** Names are not in the log: the agenda has them. One reading at a time. */
async function readNames(): Promise<void> {
  if (naming) return;
  naming = true;
  try {
    await new Promise((done) => setTimeout(done, 200));
    const answer = await fetch('/api/agenda', { headers: { accept: 'application/json' } });
    if (answer.ok) rows.value = withNames(rows.value, (await answer.json()) as Agenda);
  } catch {
    // The stream says that we are offline; the next snapshot brings the names.
  } finally {
    naming = false;
  }
}

function take(change: Change): void {
  last_seq = Math.max(last_seq, change.seq);
  const { rows: next, stale } = applyChange(rows.value, change);
  rows.value = next;
  if (stale) void readNames();
  for (const listener of listeners) listener(change);
}

function lost(): void {
  source?.close();
  source = null;
  if (offlineSince.value === null) offlineSince.value = eventNow();
  clearTimeout(retry);
  // Spread out, so that a hall of screens does not come back in one instant.
  retry = setTimeout(connect, retry_ms * (0.5 + Math.random()));
  retry_ms = Math.min(retry_ms * 2, retry_ms_max);
}

function connect(): void {
  clearTimeout(retry);
  source?.close();
  heard = performance.now();
  const stream = new EventSource(last_seq >= 0 ? `${path}?after=${last_seq}` : path);
  source = stream;
  const hear = (name: string, heed: (data: string) => void) =>
    stream.addEventListener(name, (event) => {
      if (source !== stream) return;
      alive();
      heed((event as MessageEvent<string>).data);
    });
  let greeted = false;
  hear('hello', (data) => {
    const hello = JSON.parse(data) as { now: number; audience: string };
    setClock(hello.now);
    // What was heard as somebody else is not this audience's: begin with a whole agenda.
    const another = !greeted && last_seq >= 0 && audience !== hello.audience;
    greeted = true;
    audience = hello.audience;
    if (another) {
      last_seq = -1;
      connect();
      return;
    }
    heard_own?.('hello');
  });
  hear('command', (data) => heard_command?.(JSON.parse(data) as { do: string }));
  hear('mine', () => heard_own?.('mine'));
  hear('clock', (data) => setClock((JSON.parse(data) as { now: number }).now));
  hear('snapshot', (data) => {
    rows.value = rowsOf(JSON.parse(data) as Agenda);
    last_seq = rows.value.seq;
    ready.value = true;
    for (const listener of listeners) listener(null);
  });
  hear('change', (data) => take(JSON.parse(data) as Change));
  hear('too_slow', lost);
  hear('goodbye', lost);
  stream.onerror = () => source === stream && lost();
}

/**
 * Opens the stream; again after a sign-in, so that the server sees who listens. An attendee's phone
 * has an address of its own, and is told of each connection and of each change of its own.
 */
export function follow(own?: { path: string; heard: (event: 'hello' | 'mine') => void }): void {
  if (own) {
    path = own.path;
    heard_own = own.heard;
  }
  last_seq = -1;
  connect();
  if (started) return;
  started = true;
  setInterval(() => {
    now.value = eventNow();
    if (source && performance.now() - heard > silence_ms_max) lost();
  }, 1000);
  const wake = () => {
    if (document.visibilityState === 'hidden') return;
    now.value = eventNow();
    if (!source || performance.now() - heard > 20_000) connect();
  };
  document.addEventListener('visibilitychange', wake);
  addEventListener('online', wake);
  addEventListener('pageshow', wake);
}

/** What a host tells this screen, if it is one. */
export function onCommand(obey: (command: { do: string }) => void): void {
  heard_command = obey;
}

export const zone = (): string => rows.value.edition?.timezone ?? 'UTC';
export const nameOf = (organisation: number | null | undefined): string =>
  (organisation != null && rows.value.organisation.get(organisation)?.name) || '';
