// SPDX-License-Identifier: EUPL-1.2
// Who this phone is of, its day, and what it sends: at once, or later and once.
import { computed, signal } from '@preact/signals';
import { eventNow, now, offlineSince, ready, rows } from '../event/live.ts';
import { language, say } from '../parts/text.ts';
import {
  forget,
  keepMine,
  keepOrders,
  keptAgenda,
  keptMine,
  keptOrders,
  onKeptOrders,
  type Order,
} from './kept.ts';
import type { Mine } from './types.ts';

/** undefined: not known yet; null: no link was opened here. */
export const mine = signal<Mine | null | undefined>(undefined);
/** When `mine` was last heard of the server, event clock; null: just now. */
export const readAt = signal<number | null>(null);
export const orders = signal<Order[]>(keptOrders());
/** The last answer, said in the live region. */
export const message = signal<{ text: string; bad: boolean } | null>(null);
/** A link that opens nothing. */
export const refusedLink = signal(false);

const secret = /^#([A-Za-z0-9_-]{43})$/;

class Away extends Error {}
export interface Problem {
  status: number;
  title: string;
}

/** One request; null: refused (the reason is said). Throws Away when there is no server. */
async function ask(
  method: string,
  path: string,
  body?: unknown,
  order?: string,
): Promise<{ status: number; text: string }> {
  let answer: Response;
  try {
    answer = await fetch(path, {
      method,
      credentials: 'same-origin',
      cache: 'no-cache',
      keepalive: order !== undefined, // is sent, even if the page goes
      headers: {
        accept: 'application/json',
        'accept-language': language.value,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(method === 'GET' || !mine.value ? {} : { 'x-parvis-csrf': mine.value.csrf }),
        ...(order ? { 'idempotency-key': order } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch {
    throw new Away();
  }
  if (answer.status >= 500 || answer.status === 429) throw new Away();
  return { status: answer.status, text: await answer.text() };
}

const titleOf = (text: string, status: number): string => {
  try {
    return (JSON.parse(text) as { title?: string }).title ?? say('failed', { status });
  } catch {
    return say('failed', { status });
  }
};

function take(text: string): void {
  mine.value = JSON.parse(text) as Mine;
  readAt.value = null;
  keepMine(mine.value, eventNow());
}

function leave(): void {
  forget();
  orders.value = [];
  mine.value = null;
}

/** Reads one's own day again. */
export async function refresh(): Promise<void> {
  try {
    const { status, text } = await ask('GET', '/api/mine');
    if (status === 200) take(text);
    else if (status === 401) leave();
  } catch {
    if (mine.value === undefined) mine.value = keptMine()?.mine ?? null;
    readAt.value ??= keptMine()?.at ?? null;
  }
}

/** The secret of the address becomes a session; it leaves the address at once. */
async function open(found: string): Promise<boolean> {
  history.replaceState(null, '', '/mine');
  try {
    const { status, text } = await ask('POST', '/api/mine/phones', { secret: found });
    if (status === 200) {
      forget();
      orders.value = [];
      take(text);
      return true;
    }
    refusedLink.value = true;
  } catch {
    message.value = { text: say('no_server'), bad: true };
  }
  return false;
}

export async function begin(): Promise<void> {
  const found = location.hash.match(secret)?.[1];
  if (found && (await open(found))) return;
  const kept = keptMine();
  if (kept) {
    // shown at once; the server's word takes its place
    mine.value = kept.mine;
    readAt.value = kept.at;
    rows.value = keptAgenda();
    ready.value = rows.value.edition !== null;
  }
  await refresh();
}
addEventListener('hashchange', () => {
  const found = location.hash.match(secret)?.[1];
  if (found) void open(found);
});

// ---- sending ----

/** Not crypto.randomUUID: a venue's server without TLS is no secure context. */
function newOrder(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}

/** What is kept is changed, not what this window remembers: another one may have kept more. */
function changeOrders(change: (kept: Order[]) => Order[]): void {
  orders.value = change(keptOrders());
  keepOrders(orders.value);
}
onKeptOrders((kept) => (orders.value = kept));

/** True: done. False: refused, and said. Throws Away. */
async function sendOne({ id, path, body, says }: Order): Promise<boolean> {
  const { status, text } = await ask('POST', path, body, id);
  if (status === 200) {
    take(text);
    message.value = { text: says, bad: false };
    return true;
  }
  if (status === 401) leave();
  message.value = { text: titleOf(text, status), bad: true };
  return false;
}

/** May be sent. A page that is put away cannot wait: who locks the phone has thought about it. */
const isDue = ({ due }: Order): boolean =>
  due === undefined || due <= Date.now() || document.visibilityState === 'hidden';

/** Sends, or keeps for when the network is back. `says`: what is told once it is done. */
export async function send(path: string, body: unknown, says: string): Promise<boolean> {
  const order = { id: newOrder(), path, body, at: eventNow(), says };
  try {
    if (!orders.value.some(isDue)) return await sendOne(order);
  } catch {
    // Away: kept below.
  }
  changeOrders((kept) => [...kept, order]);
  message.value = { text: say('kept'), bad: false };
  if (offlineSince.value === null) retry = setTimeout(() => void flush(), retry_ms);
  return false;
}

const regret_ms = 7000;
/**
 * Sends in a moment, unless it is taken back: for what cannot be undone afterwards, in one touch
 * all the same.
 */
export function sendSoon(path: string, body: unknown, says: string): void {
  changeOrders((kept) => [
    ...kept,
    { id: newOrder(), path, body, at: eventNow(), says, due: Date.now() + regret_ms },
  ]);
  setTimeout(() => void flush(), regret_ms + 50);
}
/** What may still be taken back of an address; null: nothing. */
export const regrettable = (path: string): Order | null =>
  orders.value.find((order) => order.path === path && order.due !== undefined) ?? null;
export const takeBack = (id: string): void =>
  changeOrders((kept) => kept.filter((order) => order.id !== id));
/** What waits for the network, and not for second thoughts alone. */
export const stuck = computed(
  () => orders.value.filter(({ due }) => due === undefined || offlineSince.value !== null).length,
);
document.addEventListener(
  'visibilitychange',
  () => document.visibilityState === 'hidden' && void flush(),
);

/** A server that was busy, or a network that went for a moment, while the stream held. */
const retry_ms = 4000;
let flushing = false;
let retry: ReturnType<typeof setTimeout> | undefined;
/** What waits, in its order; each counts once however often it is sent. */
export async function flush(): Promise<void> {
  if (flushing || !mine.value) return;
  flushing = true;
  clearTimeout(retry);
  try {
    const first = () => orders.value.find(isDue);
    for (let next = first(); next; next = first()) {
      const { id } = next;
      await sendOne(next);
      changeOrders((kept) => kept.filter((order) => order.id !== id));
    }
  } catch {
    // else the stream's return sends them
    if (offlineSince.value === null) retry = setTimeout(() => void flush(), retry_ms);
  } finally {
    flushing = false;
  }
  const next = Math.min(...orders.value.map(({ due }) => due ?? Infinity));
  if (next > Date.now() && next < Infinity)
    setTimeout(() => void flush(), Math.max(0, next - Date.now()) + 50);
}

export const waiting = (path: string): boolean => orders.value.some((order) => order.path === path);

export async function signOut(): Promise<void> {
  try {
    const { status, text } = await ask('DELETE', '/api/mine/phones/current');
    if (status === 200 || status === 401) leave();
    else message.value = { text: titleOf(text, status), bad: true };
  } catch {
    message.value = { text: say('no_server'), bad: true };
  }
}

export async function erase(): Promise<boolean> {
  try {
    const { status, text } = await ask('POST', '/api/mine/erasure', { confirm: true });
    if (status === 200) leave();
    else message.value = { text: titleOf(text, status), bad: true };
    return status === 200;
  } catch {
    message.value = { text: say('no_server'), bad: true };
    return false;
  }
}

/** GET of something besides; null: away or refused. */
export async function readOther<T>(
  method: 'GET' | 'POST',
  path: string,
  body?: unknown,
): Promise<T | null> {
  try {
    const { status, text } = await ask(method, path, body);
    if (status < 300) return JSON.parse(text) as T;
    message.value = { text: titleOf(text, status), bad: true };
  } catch {
    message.value = { text: say('no_server'), bad: true };
  }
  return null;
}

/** Minutes since what is shown was heard of the server; 0 while the stream is up. */
export const age_min = computed(() => {
  const since = readAt.value ?? offlineSince.value;
  return since === null ? 0 : Math.max(0, Math.floor((now.value - since) / 60_000));
});
