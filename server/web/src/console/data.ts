// SPDX-License-Identifier: EUPL-1.2
// What the console keeps besides the agenda: every meeting, the day's figures, buyers' names.
import { computed, signal } from '@preact/signals';
import { onChange, rows } from '../event/live.ts';
import { read, user } from './session.ts';
import type { Arrivals, Meeting, Status } from '../event/types.ts';

export const status = signal<Status | null>(null);
export const arrivals = signal<Arrivals | null>(null);
/** Badges that a door refused lately: somebody may stand there. */
export interface RefusedScan {
  id: number;
  at: number;
  status: string;
  device: number | null;
  person: number | null;
}
export const refusedScans = signal<RefusedScan[]>([]);
const refused_kept_ms = 10 * 60_000;
export interface Buyer {
  id: number;
  name: string;
  organisation: string;
}
/** Names that the public agenda does not tell. */
export const buyers = signal<ReadonlyMap<number, Buyer>>(new Map());

/** The meetings as signed-in users hear them: who meets is always told. */
export const meetingRows = computed(() => rows.value.meeting as ReadonlyMap<number, Meeting>);

/** When each meeting last moved in the feed, so that an older document does not undo it. */
const moved = new Map<number, number>();
let figures: ReturnType<typeof setTimeout> | undefined;

async function readStatus(): Promise<void> {
  try {
    [status.value, arrivals.value] = await Promise.all([
      read<Status>('/api/status'),
      read<Arrivals>('/api/arrivals'),
    ]);
  } catch {
    // The offline mark says it; the next change asks again.
  }
}

function figuresSoon(): void {
  clearTimeout(figures);
  figures = setTimeout(() => void readStatus(), 300);
}

async function readMeetings(): Promise<void> {
  try {
    const { seq, meetings } = await read<{ seq: number; meetings: Meeting[] }>('/api/meetings');
    const merged = new Map(meetings.map((meeting) => [meeting.id, meeting]));
    for (const [id, at] of moved) {
      const live = meetingRows.value.get(id);
      if (at > seq && live) merged.set(id, live);
      else if (at > seq) merged.delete(id);
    }
    rows.value = { ...rows.value, meeting: merged };
  } catch {
    // As above.
  }
}

/** Who buys, by name: hosts and organisers may ask; a viewer sees numbers. */
async function readBuyers(): Promise<void> {
  if (user.value?.role === 'viewer') return;
  try {
    const { buyers: found } = await read<{ buyers: Buyer[] }>('/api/buyers');
    buyers.value = new Map(found.map((buyer) => [buyer.id, buyer]));
  } catch {
    // Refused, or away: numbers stand in.
  }
}

let names: ReturnType<typeof setTimeout> | undefined;
function namesSoon(): void {
  clearTimeout(names);
  names = setTimeout(() => void readBuyers(), 300);
}

export function followAll(): () => void {
  figuresSoon();
  const stop = onChange((change) => {
    if (!change) {
      moved.clear();
      void readMeetings();
      namesSoon();
    } else if (change.kind === 'meeting') moved.set(change.id, change.seq);
    else if (change.kind === 'scan' && change.body) {
      const {
        id,
        status: verdict,
        device,
        person,
        received_at: at,
      } = change.body as {
        id: number;
        status: string;
        device: number | null;
        person: number | null;
        received_at: number;
      };
      refusedScans.value = [
        ...refusedScans.value.filter((scan) => scan.at > at - refused_kept_ms),
        { id, at, status: verdict, device, person },
      ].slice(-20);
    } else if (change.kind === 'person' || change.kind === 'organisation') namesSoon();
    figuresSoon();
  });
  const timer = setInterval(figuresSoon, 30_000);
  return () => {
    stop();
    clearInterval(timer);
  };
}

export const organisationName = (id: number | null, otherwise = ''): string =>
  (id !== null && rows.value.organisation.get(id)?.name) || otherwise;

export const companies = computed(() =>
  [...rows.value.organisation.values()]
    .filter(({ kind }) => kind === 'company')
    .sort((a, b) => a.name.localeCompare(b.name, 'fr', { numeric: true })),
);
export const slots = computed(() =>
  [...rows.value.slot.values()].sort((a, b) => a.from_at - b.from_at),
);
