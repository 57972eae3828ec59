// SPDX-License-Identifier: EUPL-1.2
// What the phone keeps: the last agenda and the last word of one's own, and the orders that wait
// for the network. A private window keeps nothing, and works all the same.
import { clockOffset, keepTime, rows } from '../event/live.ts';
import { emptyRows, listsOf, rowsOf, type Rows } from '../event/agenda.ts';
import type { Agenda } from '../event/types.ts';
import type { Mine } from './types.ts';

/**
 * Something to be done, under a name that makes it count once. `due`: not before this instant of
 * the phone's own clock; it may be taken back until then.
 */
export interface Order {
  id: string;
  path: string;
  body: unknown;
  at: number;
  says: string;
  due?: number;
}

const prefix = 'parvis.mine.';
/** For as long as the page is open, where the phone keeps nothing. */
const shelf = new Map<string, string>();

function get(name: string): unknown {
  try {
    return JSON.parse(shelf.get(name) ?? localStorage.getItem(prefix + name) ?? 'null');
  } catch {
    return null;
  }
}
function put(name: string, value: unknown): void {
  const text = JSON.stringify(value);
  try {
    if (value === null) localStorage.removeItem(prefix + name);
    else localStorage.setItem(prefix + name, text);
    shelf.delete(name);
  } catch {
    if (value === null) shelf.delete(name);
    else shelf.set(name, text);
  }
}

export const keptMine = (): { at: number; mine: Mine } | null =>
  get('day') as { at: number; mine: Mine } | null;
export const keepMine = (mine: Mine, at: number): void => put('day', { at, mine });
export const keptOrders = (): Order[] => (get('orders') as Order[] | null) ?? [];
export const keepOrders = (orders: Order[]): void => put('orders', orders.length ? orders : null);
/** Heeds the orders that another window of this phone keeps or has sent. */
export const onKeptOrders = (heed: (orders: Order[]) => void): void =>
  addEventListener('storage', ({ key }) => key === `${prefix}orders` && heed(keptOrders()));

/** One's own meetings are in `mine`; those called in the hall are soon over. */
function agendaOf(rows: Rows): Agenda | null {
  return (
    rows.edition && {
      seq: rows.seq,
      clock_offset_ms: clockOffset(),
      edition: rows.edition,
      ...listsOf(rows),
      meetings: [],
    }
  );
}
export const keepAgenda = (): void => put('agenda', agendaOf(rows.value));
export function keptAgenda(): Rows {
  const agenda = get('agenda') as Agenda | null;
  if (agenda) keepTime(agenda.clock_offset_ms);
  return agenda ? rowsOf(agenda) : emptyRows();
}

/** Everything, when one signs out or erases oneself. */
export function forget(): void {
  for (const name of ['day', 'orders', 'agenda']) put(name, null);
}
