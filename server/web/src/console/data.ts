// What the console keeps besides the agenda: every meeting, the day's figures, buyers' names.
import { computed, signal } from '@preact/signals';
import { onChange, rows } from '../event/live.ts';
import { read } from './session.ts';
import type { Meeting, Person, Status } from '../event/types.ts';

export const status = signal<Status | null>(null);
/** Names that the public agenda does not tell: organisations of buyers of planned meetings. */
const buyers = signal<ReadonlyMap<number, string>>(new Map());

/** When each meeting last moved in the feed, so that an older document does not undo it. */
const moved = new Map<number, number>();
let figures: ReturnType<typeof setTimeout> | undefined;

async function readStatus(): Promise<void> {
  try {
    status.value = await read<Status>('/api/status');
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
      const live = rows.value.meeting.get(id);
      if (at > seq && live) merged.set(id, live);
      else if (at > seq) merged.delete(id);
    }
    rows.value = { ...rows.value, meeting: merged };
    void nameBuyers();
  } catch {
    // As above.
  }
}

let naming = false;
/** One person of each organisation tells its name; a viewer may not ask and sees numbers. */
async function nameBuyers(): Promise<void> {
  if (naming) return;
  naming = true;
  const found = new Map(buyers.value);
  try {
    for (const { organisation, buyer } of rows.value.meeting.values()) {
      if (organisation === null || found.has(organisation) || rows.value.organisation.has(organisation)) continue;
      const person = await read<Person>(`/api/people/${buyer}`);
      found.set(organisation, person.organisation?.name ?? '');
      if (found.size % 8 === 0) buyers.value = new Map(found);
    }
  } catch {
    // Refused, or away: numbers stand in.
  } finally {
    naming = false;
    buyers.value = found;
  }
}

export function followAll(): () => void {
  figuresSoon();
  const stop = onChange((change) => {
    if (!change) {
      moved.clear();
      void readMeetings();
    } else if (change.kind === 'meeting') {
      moved.set(change.id, change.seq);
      if (change.body) void nameBuyers();
    }
    figuresSoon();
  });
  const timer = setInterval(figuresSoon, 30_000);
  return () => {
    stop();
    clearInterval(timer);
  };
}

export const organisationName = (id: number | null, otherwise = ''): string =>
  (id !== null && (rows.value.organisation.get(id)?.name || buyers.value.get(id))) || otherwise;

export const companies = computed(() =>
  [...rows.value.organisation.values()].filter(({ kind }) => kind === 'company').sort((a, b) => a.name.localeCompare(b.name, 'fr')));
export const slots = computed(() => [...rows.value.slot.values()].sort((a, b) => a.from_at - b.from_at));
