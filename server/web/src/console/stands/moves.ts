// SPDX-License-Identifier: EUPL-1.2
// What can be done with stands, and what the server says of it beforehand.
import { computed, signal } from '@preact/signals';
import { nameOf, onChange, rows } from '../../event/live.ts';
import type { StandNeeds, StandOptions } from '../../../generated/schemas.ts';
import type { Stand } from '../../event/types.ts';
import { message, read } from '../session.ts';
import { deed } from '../override.tsx';
import { companies } from '../data.ts';
import { say } from '../../parts/text.ts';
import { segmentsOf, type Needs } from './hall.ts';
import { certain } from '../../parts/certain.ts';

export const chosen = signal<number | null>(null);
export const segments = computed(() => segmentsOf(rows.value.organisation.values()));

// ---- needs ----

export const needs = signal<ReadonlyMap<number, Needs>>(new Map());
const readNeeds = (): void =>
  void read<StandNeeds>('/api/stands/needs').then(
    ({ companies: all }) => (needs.value = new Map(all.map((one) => [one.company, one]))),
    () => undefined,
  );

/** Follows the applications; returns the undoing. */
export function followNeeds(): () => void {
  let soon: ReturnType<typeof setTimeout> | undefined;
  readNeeds();
  const stop = onChange((change) => {
    if (change && change.kind !== 'application') return;
    clearTimeout(soon);
    soon = setTimeout(readNeeds, 300);
  });
  return () => {
    stop();
    clearTimeout(soon);
  };
}

export const standOf = (company: number): Stand | undefined =>
  [...rows.value.stand.values()].find((stand) => stand.company === company);
/** Kept companies without a stand: those that must have one first. */
export const homeless = computed(() => {
  const housed = new Set([...rows.value.stand.values()].map(({ company }) => company));
  const must = (id: number) => (needs.value.get(id)?.pitches ? 1 : 0);
  return companies.value
    .filter(({ id }) => !housed.has(id))
    .sort((a, b) => must(a.id) - must(b.id));
});

// ---- where a company could go ----

export const options = signal<StandOptions | null>(null);
let asked = 0;
export async function askOptions(company: number): Promise<void> {
  const mine = ++asked;
  try {
    const found = await read<StandOptions>(`/api/stands/options?company=${company}`);
    if (mine === asked) options.value = found;
  } catch {
    // Refused to a viewer, or away: the move itself will say it.
  }
}

/** Why the company may not go there; null: it may; undefined: nobody knows yet. */
export function whyNot(company: number, stand: Stand): string | null | undefined {
  const row =
    options.value?.company === company
      ? options.value.stands.find((one) => one.stand === stand.id)
      : undefined;
  if (!row) return undefined;
  const present = certain(options.value).stand;
  if (stand.company !== null && stand.company !== company && present === null)
    return say('stand_taken', { stand: stand.code, name: nameOf(stand.company) });
  return row.reason ?? row.back;
}

// ---- deeds ----

const settle = (path: string, body: object, done: string): Promise<boolean> =>
  deed(path, body, done, () => (options.value = null));
export const free = (stand: Stand): Promise<boolean> =>
  settle(`/api/stands/${stand.id}/company`, { company: null }, say('freed', { stand: stand.code }));
export const give = (stand: Stand, company: number): Promise<boolean> =>
  settle(
    `/api/stands/${stand.id}/company`,
    { company },
    say('given', { stand: stand.code, name: nameOf(company) }),
  );
export const swap = (a: Stand, b: Stand): Promise<boolean> =>
  settle('/api/stands/swap', { a: a.id, b: b.id }, say('stands_swapped', { a: a.code, b: b.code }));

/** What dropping a company on a stand does: it moves there, or both change places. */
export async function put(company: number, onto: Stand): Promise<boolean> {
  const from = standOf(company);
  if (from?.id === onto.id) return false;
  if (onto.company === null) return give(onto, company);
  if (from) return swap(from, onto);
  message.value = {
    text: say('stand_taken', { stand: onto.code, name: nameOf(onto.company) }),
    bad: true,
  };
  return false;
}
