// SPDX-License-Identifier: EUPL-1.2
// Who changed what, with a way back where there is one; and who is signed in.
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { signal } from '@preact/signals';
import { onChange, rows, zone } from '../event/live.ts';
import { hourMinute } from '../event/time.ts';
import type { Meeting, Pitch, Person, Stand } from '../event/types.ts';
import { act, message, read, user, refused } from './session.ts';
import { organisationName } from './data.ts';
import { buyerLabel, slotTime } from './board/rows.ts';
import { Button } from './parts.tsx';
import { fullName } from './person_search.tsx';
import { Icon, type IconName } from '../parts/icons.tsx';
import { count, language, say } from '../parts/text.ts';
import { certain } from '../parts/certain.ts';

interface Row {
  kind: 'pitch' | 'meeting' | 'stand';
  id: number;
  before: unknown;
  after: unknown;
}
export interface Entry {
  id: number;
  at: number;
  who: string;
  device: boolean;
  action: string;
  kind: string;
  subject: number;
  scan: string | null;
  undoes: number | null;
  undone_by: number | null;
  undoable: boolean;
  count: number;
  changes: Row[];
}
const page_size = 50;

export const undo = (entry: { id: number }): Promise<boolean> =>
  act(`/api/audit/${entry.id}/undo`, {}, say('undone'));

/** Takes back what this user did last, if it is not taken back yet. */
export async function undoLast(): Promise<boolean> {
  try {
    const { entries } = await read<{ entries: Entry[] }>('/api/audit?limit=20');
    const last = entries.find(
      ({ who, undoable, action }) => who === user.value?.name && undoable && action !== 'undo',
    );
    if (last) return await undo(last);
    message.value = { text: say('nothing_to_undo'), bad: true };
  } catch (refusal) {
    refused(refusal);
  }
  return false;
}

// ---- in words ----

/** Names of people, asked for once; an erased person has none. */
const people = signal<ReadonlyMap<number, string>>(new Map());
const askedFor = new Set<number>();
function personName(id: number): string {
  if (!askedFor.has(id)) {
    askedFor.add(id);
    read<Person>(`/api/people/${id}`).then(
      (person) => (people.value = new Map(people.value).set(id, fullName(person))),
      () => undefined,
    );
  }
  return people.value.get(id) ?? say('person_number', { number: id });
}

function sayPitch(before: Pitch | null, after: Pitch | null): string {
  const pitch = certain(after ?? before);
  const name = organisationName(pitch.company);
  if (!before || !after) return name;
  if (before.state !== after.state)
    return say('did.state', {
      name,
      from: say(`pitch.${before.state}`),
      to: say(`pitch.${after.state}`),
    });
  const minutes =
    (after.pitch_ms + after.questions_ms - before.pitch_ms - before.questions_ms) / 60_000;
  if (minutes)
    return say('did.minutes', { name, minutes: `${minutes > 0 ? '+' : '−'}${Math.abs(minutes)}` });
  return say('did.time', {
    name,
    from: hourMinute(before.planned_from_at, zone()),
    to: hourMinute(after.planned_from_at, zone()),
  });
}

function sayMeeting(before: Meeting | null, after: Meeting | null): string {
  const meeting = certain(after ?? before);
  const name = `${buyerLabel(meeting)} × ${organisationName(meeting.company)}`;
  if (!before || !after)
    return say(after ? 'did.added' : 'did.dropped', { name, time: slotTime(meeting.slot) });
  if (before.state !== after.state)
    return say('did.state', {
      name,
      from: say(`meeting.${before.state}`),
      to: say(`meeting.${after.state}`),
    });
  if (before.slot !== after.slot)
    return say('did.time', { name, from: slotTime(before.slot), to: slotTime(after.slot) });
  if (before.locked !== after.locked)
    return say(after.locked ? 'did.locked' : 'did.unlocked', { name });
  return say('did.place', { name, place: after.place });
}

function sayStand(before: Stand | null, after: Stand | null): string {
  const holder = (stand: Stand | null) => organisationName(stand?.company ?? null, say('free'));
  return say('did.stand', {
    stand: certain(after ?? before).code,
    from: holder(before),
    to: holder(after),
  });
}

function sayRow({ kind, before, after }: Row): string {
  if (kind === 'pitch') return sayPitch(before as Pitch | null, after as Pitch | null);
  return kind === 'meeting'
    ? sayMeeting(before as Meeting | null, after as Meeting | null)
    : sayStand(before as Stand | null, after as Stand | null);
}

const iconOf: Record<string, IconName> = {
  pitch: 'stage',
  meeting: 'meeting',
  stand: 'stand',
  plan: 'plan',
  person: 'person',
  badge: 'person',
  notice: 'notice',
  audit: 'undo',
  sign_in: 'leave',
  device: 'device',
};

function Deed({ entry, onUndone }: { entry: Entry; onUndone: () => void }) {
  const annul = entry.action === 'check_in' && entry.scan !== null;
  const what = say(`deed.${entry.action}`);
  return (
    <li class={entry.undone_by !== null ? 'undone' : undefined}>
      <div class="deed">
        <time class="when">{hourMinute(entry.at, zone())}</time>
        <span class="what-icon">
          <Icon name={iconOf[entry.kind] ?? 'day'} />
        </span>
        <div>
          <p>
            <strong>{what}</strong>
            {entry.kind === 'person' && ` : ${personName(entry.subject)}`}{' '}
            <span class="muted">{say('by', { who: entry.who })}</span>
          </p>
          {entry.changes.map((row) => (
            <p class="muted small" key={`${row.kind}-${row.id}`}>
              {sayRow(row)}
            </p>
          ))}
          {entry.count > entry.changes.length && (
            <p class="muted small">{count('more', entry.count - entry.changes.length)}</p>
          )}
        </div>
      </div>
      {entry.undone_by !== null ? (
        <span class="state">{say('is_undone')}</span>
      ) : entry.undoable ? (
        <Button
          icon="undo"
          label={`${say(entry.action === 'undo' ? 'redo' : 'undo')} : ${what}`}
          onClick={() => void undo(entry).then(onUndone)}
        >
          {say(entry.action === 'undo' ? 'redo' : 'undo')}
        </Button>
      ) : annul ? (
        <Button
          icon="undo"
          label={`${say('annul')} : ${personName(entry.subject)}`}
          onClick={() =>
            void act(`/api/check-ins/${entry.scan}/annulment`, {}, say('annulled')).then(onUndone)
          }
        >
          {say('annul')}
        </Button>
      ) : null}
    </li>
  );
}

function Trail() {
  const [entries, setEntries] = useState<Entry[]>([]);
  const [more, setMore] = useState(false);
  const begun = useRef(false);
  const load = useCallback(async (before?: number) => {
    try {
      const found = (
        await read<{ entries: Entry[] }>(
          `/api/audit?limit=${page_size}${before ? `&before=${before}` : ''}`,
        )
      ).entries;
      setEntries((known) =>
        before
          ? [...known, ...found]
          : [...found, ...known.filter(({ id }) => id < (found.at(-1)?.id ?? 0))],
      );
      // Whether there are older ones, a page of the youngest says only at the beginning.
      if (before || !begun.current) setMore(found.length === page_size);
      begun.current = true;
    } catch (refusal) {
      refused(refusal);
    }
  }, []);
  useEffect(() => {
    void load();
    let soon: ReturnType<typeof setTimeout> | undefined;
    const stop = onChange((change) => {
      if (change && change.kind !== 'audit') return;
      clearTimeout(soon);
      soon = setTimeout(() => void load(), 150);
    });
    return () => {
      stop();
      clearTimeout(soon);
    };
  }, [load]);
  return (
    <section class="card" aria-labelledby="trail">
      <h2 id="trail">
        <Icon name="clock" />
        {say('trail')}
      </h2>
      <p class="muted">{say('trail_hint')}</p>
      {entries.length === 0 && <p class="muted">{say('trail_none')}</p>}
      <ol class="list trail">
        {entries.map((entry) => (
          <Deed key={entry.id} entry={entry} onUndone={() => void load()} />
        ))}
      </ol>
      {more && (
        <Button icon="down" onClick={() => void load(entries.at(-1)?.id)}>
          {say('older')}
        </Button>
      )}
    </section>
  );
}

// ---- sessions ----

interface Session {
  id: number;
  user: string;
  role: string;
  created_at: number;
  expires_at: number;
  current: boolean;
}

function Sessions() {
  const [sessions, setSessions] = useState<Session[]>([]);
  const load = () =>
    read<{ sessions: Session[] }>('/api/sessions').then(
      ({ sessions: found }) => setSessions(found),
      () => undefined,
    );
  useEffect(() => void load(), []);
  const began = (at: number) =>
    new Date(at).toLocaleString(language.value === 'fr' ? 'fr-FR' : 'en-GB', {
      dateStyle: 'short',
      timeStyle: 'short',
    });
  return (
    <section class="card" aria-labelledby="sessions">
      <h2 id="sessions">
        <Icon name="leave" />
        {say('sessions')}
      </h2>
      <p class="muted">{say('sessions_hint')}</p>
      <ul class="list">
        {sessions.map((session) => (
          <li key={session.id}>
            <div>
              <strong>{session.user}</strong>{' '}
              <span class="muted">{say(`user.${session.role}`)}</span>
              <p class="muted small">{say('since_date', { time: began(session.created_at) })}</p>
            </div>
            {session.current ? (
              <span class="state running">{say('this_one')}</span>
            ) : (
              <Button
                icon="cross"
                tone="danger"
                label={`${say('end_session')} : ${session.user}, ${began(session.created_at)}`}
                onClick={() =>
                  void act(
                    `/api/sessions/${session.id}`,
                    undefined,
                    say('session_ended'),
                    'DELETE',
                  ).then(load)
                }
              >
                {say('end_session')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

export function History() {
  void rows.value;
  return (
    <div class="columns wide-first">
      {user.value?.role !== 'viewer' && <Trail />}
      <Sessions />
    </div>
  );
}
