// SPDX-License-Identifier: EUPL-1.2
// The plan that is made or looked at: asked for, followed while it is searched, accepted or let go.
import { computed, signal } from '@preact/signals';
import { act, ask, message, read, user, refused } from '../session.ts';
import { organisationName } from '../data.ts';
import { axis, buyerLabel, cellKey } from './rows.ts';
import { say } from '../../parts/text.ts';
import { certain } from '../../parts/certain.ts';

export interface Row {
  buyer: number;
  company: number;
  slot: number;
  weight: number;
  from?: number;
}
export interface Outcome {
  seq: number;
  held: number;
  wishes: number;
  weight: number;
  weight_before: number | null;
  bound: number;
  floor: number;
  below: number;
  even_below: number;
  even_weight: number;
  added: Row[];
  moved: Row[];
  dropped: Row[];
  few: { buyer: number; lack: 'slots' | 'wishes' | 'seats'; wished: number; held: number }[];
}
export interface Plan {
  id: number;
  state: 'running' | 'ready' | 'failed' | 'accepted';
  seconds: number;
  spent_ms: number;
  weight: number;
  bound: number;
  outcome: Outcome | null;
}

export const plan = signal<Plan | null>(null);
export const asking = signal(false);
const look_every_ms = 300;
let timer: ReturnType<typeof setTimeout> | undefined;

async function look(): Promise<void> {
  clearTimeout(timer);
  try {
    plan.value = (await read<{ plan: Plan | null }>('/api/plans/current')).plan;
  } catch {
    // Away: the next look tells.
  }
  if (plan.value?.state === 'running') timer = setTimeout(() => void look(), look_every_ms);
}

/** What is there already, for who opens the board now. */
export function lookOnce(): void {
  if (user.value?.role !== 'viewer') void look();
}

export async function startPlan(options: {
  seconds: number;
  even: boolean;
  at_once: number;
}): Promise<boolean> {
  try {
    plan.value = (await ask<{ plan: Plan }>('POST', '/api/plans', options)).plan;
    asking.value = false;
    message.value = null;
    void look();
    return true;
  } catch (refusal) {
    refused(refusal);
    return false;
  }
}

export async function acceptPlan(): Promise<void> {
  const accepted = plan.value;
  if (!accepted) return;
  const { added, moved, dropped } = certain(accepted.outcome);
  if (
    await act(
      `/api/plans/${accepted.id}/acceptance`,
      {},
      say('plan_accepted', { added: added.length, moved: moved.length, dropped: dropped.length }),
    )
  )
    plan.value = null;
  else void look();
}

export async function discardPlan(): Promise<void> {
  const gone = plan.value;
  plan.value = null;
  clearTimeout(timer);
  if (gone) await act(`/api/plans/${gone.id}`, undefined, undefined, 'DELETE');
}

export interface Coming {
  kind: 'add' | 'leave' | 'drop';
  name: string;
}

/** What the plan that is looked at would do to each cell. */
export const preview = computed<Map<string, Coming> | null>(() => {
  const outcome = plan.value?.state === 'ready' ? plan.value.outcome : null;
  if (!outcome) return null;
  const found = new Map<string, Coming>();
  const side = axis.value;
  const name = (row: Row) => (side === 'company' ? buyerLabel(row) : organisationName(row.company));
  for (const row of outcome.dropped)
    found.set(cellKey(row[side], row.slot), { kind: 'drop', name: name(row) });
  for (const row of outcome.moved)
    if (typeof row.from === 'number')
      found.set(cellKey(row[side], row.from), { kind: 'leave', name: name(row) });
  for (const row of [...outcome.moved, ...outcome.added])
    found.set(cellKey(row[side], row.slot), { kind: 'add', name: name(row) });
  return found;
});
