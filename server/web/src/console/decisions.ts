// SPDX-License-Identifier: EUPL-1.2
// What somebody has to decide now: computed from what is known, so that it goes by itself once
// done.
import { useEffect } from 'preact/hooks';
import { signal } from '@preact/signals';
import type { ScanExceptions } from '../../generated/schemas.ts';
import { now, onChange, rows, zone } from '../event/live.ts';
import { duration, hourMinute, minutes } from '../event/time.ts';
import { lateMinutes, nextPitches } from '../event/stage.ts';
import type { Meeting } from '../event/types.ts';
import { read } from './session.ts';
import {
  arrivals,
  buyers,
  meetingRows,
  organisationName,
  refusedScans,
  slots,
  status,
} from './data.ts';
import { buyerLabel } from './board/rows.ts';
import { kiosks, printerWord } from './kiosks.tsx';
import { count, say } from '../parts/text.ts';

/** `view`: where it is done. `settle`: what is asked of the server to have it done here. */
export interface Decision {
  key: string;
  text: string;
  view: string;
  settle?: { path: string; body: unknown; label: string; done: string };
}

/** A company that pitches this soon should be in the house. */
const soon_ms = 20 * 60_000;
/** So should those who meet this soon. */
const meeting_soon_ms = 10 * 60_000;
/** A refused badge is somebody's business this long. */
const scan_shown_ms = 5 * 60_000;
const worrying = new Set([
  'already_in',
  'forged',
  'revoked',
  'wrong_edition',
  'unknown',
  'unreadable',
]);

// ---- scans that were put aside ----

type Parked = ScanExceptions['exceptions'][number];
const parked = signal<Parked[]>([]);

const readParked = (): void =>
  void read<ScanExceptions>('/api/check-ins/exceptions').then(
    ({ exceptions }) =>
      (parked.value = exceptions.filter(({ resolved_at }) => resolved_at === null)),
    () => undefined,
  ); // refused to a viewer

export function useParked(): void {
  useEffect(() => {
    readParked();
    return onChange((change) => {
      if (!change || change.kind === 'scan_exception') readParked();
    });
  }, []);
}

function sayParked(scan: Parked): string {
  const time = hourMinute(scan.occurred_at ?? scan.received_at, zone());
  const name = `${scan.first_name} ${scan.last_name}`.trim() || say('somebody'),
    place = scan.place || say('desk');
  if (scan.kind === 'twice')
    return say('parked.twice', {
      name,
      place,
      time,
      first: scan.first_at === null ? '' : hourMinute(scan.first_at, zone()),
      first_place: scan.first_place ?? '',
    });
  return say(`parked.${scan.kind}`, {
    name,
    place,
    time,
    what: scan.status ? say(`verdict.${scan.status}`) : scan.reason,
  });
}

// ---- the rules ----

function onStageSide(): Decision[] {
  const found: Decision[] = [];
  const late = lateMinutes(rows.value, now.value);
  if (late >= 3)
    found.push({ key: 'late', text: say('decide.late', { time: duration(late) }), view: 'stage' });
  const overdue = nextPitches(rows.value)[0];
  const busy = [...rows.value.pitch.values()].some(
    ({ state }) => state === 'on_stage' || state === 'questions',
  );
  if (overdue && !busy && now.value - overdue.planned_from_at > 60_000)
    found.push({
      key: 'start',
      text: say('decide.start', {
        name: organisationName(overdue.company),
        time: hourMinute(overdue.planned_from_at, zone()),
      }),
      view: 'stage',
    });
  const here = new Set(arrivals.value?.companies_in);
  for (const pitch of arrivals.value ? nextPitches(rows.value).slice(0, 2) : [])
    if (!here.has(pitch.company) && pitch.projected_from_at - now.value < soon_ms)
      found.push({
        key: `late-${pitch.id}`,
        view: 'stage',
        text: say('decide.company_away', {
          name: organisationName(pitch.company),
          time: hourMinute(pitch.projected_from_at, zone()),
        }),
      });
  return found;
}

const some = (names: string[]): string =>
  `${names.slice(0, 3).join(', ')}${names.length > 3 ? ` ${count('more', names.length - 3)}` : ''}`;

/** Who meets next and is not in the house. */
function awaited(): Decision[] {
  const slot = slots.value.find(
    ({ from_at }) => from_at > now.value && from_at - now.value <= meeting_soon_ms,
  );
  if (!slot || !arrivals.value) return [];
  const meetings = [...meetingRows.value.values()].filter(
    (meeting) =>
      meeting.slot === slot.id && (meeting.state === 'planned' || meeting.state === 'called'),
  );
  const time = hourMinute(slot.from_at, zone());
  const in_buyers = new Set(arrivals.value.buyers_in),
    in_companies = new Set(arrivals.value.companies_in);
  const away = meetings.filter(({ buyer }) => !in_buyers.has(buyer)),
    closed = meetings.filter(({ company }) => !in_companies.has(company));
  const label = (meeting: Meeting) => buyers.value.get(meeting.buyer)?.name ?? buyerLabel(meeting);
  return [
    ...(away.length
      ? [
          {
            key: `away-${slot.id}`,
            view: 'meetings',
            text: count('decide.buyers_away', away.length, { time, names: some(away.map(label)) }),
          },
        ]
      : []),
    ...(closed.length
      ? [
          {
            key: `closed-${slot.id}`,
            view: 'meetings',
            text: count('decide.companies_away', closed.length, {
              time,
              names: some(closed.map(({ company }) => organisationName(company))),
            }),
          },
        ]
      : []),
  ];
}

/** So many are told one by one; a slot that nobody came to would hide everything else. */
const absent_told = 4;
function absent(): Decision[] {
  const found: Decision[] = [];
  for (const meeting of meetingRows.value.values()) {
    const slot = rows.value.slot.get(meeting.slot);
    if (meeting.state !== 'called' || !slot || slot.from_at > now.value) continue;
    found.push({
      key: `meeting-${meeting.id}`,
      view: 'meetings',
      text: say('decide.absent', {
        name: buyerLabel(meeting),
        company: organisationName(meeting.company),
        place: meeting.place,
        minutes: minutes(now.value - slot.from_at),
      }),
    });
  }
  if (found.length <= absent_told) return found;
  return [
    ...found.slice(0, absent_told),
    {
      key: 'absent',
      view: 'meetings',
      text: count('decide.absent_more', found.length - absent_told),
    },
  ];
}

function atTheDoors(): Decision[] {
  const found: Decision[] = parked.value.map((scan) => ({
    key: `parked-${scan.id}`,
    text: sayParked(scan),
    view: 'people',
    settle: {
      path: `/api/check-ins/exceptions/${scan.id}/resolution`,
      body: {},
      label: say('seen'),
      done: say('seen_done'),
    },
  }));
  for (const scan of refusedScans.value) {
    if (!worrying.has(scan.status) || now.value - scan.at > scan_shown_ms) continue;
    const device = status.value?.devices.find(({ id }) => id === scan.device)?.name ?? say('desk');
    found.push({
      key: `scan-${scan.id}`,
      view: 'people',
      text: say('decide.scan', {
        device,
        time: hourMinute(scan.at, zone()),
        what: say(`scan.${scan.status}`),
      }),
    });
  }
  return found;
}

/** Somebody stands at a kiosk and waits. */
const calls = (): Decision[] =>
  (kiosks.value ?? []).flatMap(({ id, name, revoked_at, health }) => {
    const help_at = revoked_at === null ? (health?.help_at ?? null) : null;
    if (help_at === null) return [];
    const text = say('decide.help', { name, time: hourMinute(help_at, zone()) });
    return [{ key: `help-${id}`, view: 'kiosks', text }];
  });

const troubled = new Set(['no_paper', 'blocked', 'gone']);
function machines(): Decision[] {
  const found: Decision[] = [];
  for (const kiosk of kiosks.value ?? []) {
    if (kiosk.revoked_at !== null || kiosk.enrolled_at === null || !kiosk.health) continue;
    if (!kiosk.online)
      found.push({
        key: `kiosk-${kiosk.id}`,
        view: 'kiosks',
        text: say('decide.kiosk_away', {
          name: kiosk.name,
          time: hourMinute(kiosk.health.seen_at, zone()),
        }),
      });
    else if (troubled.has(kiosk.health.printer))
      found.push({
        key: `printer-${kiosk.id}`,
        view: 'kiosks',
        text: say('decide.printer', { name: kiosk.name, what: printerWord(kiosk.health.printer) }),
      });
  }
  return found;
}

/** Somebody set the machine's clock: the day goes on by the one that it began with. */
function clock(): Decision[] {
  const step_ms = status.value?.clock_step_ms ?? 0;
  if (!step_ms) return [];
  const time = duration(Math.max(1, Math.round(Math.abs(step_ms) / 60_000)));
  return [
    {
      key: 'clock',
      text: say(step_ms > 0 ? 'decide.clock_ahead' : 'decide.clock_back', {
        time,
        now: hourMinute(now.value, zone()),
        machine: hourMinute(now.value + step_ms, zone()),
      }),
      view: 'day',
      settle: {
        path: '/api/clock',
        body: { step_ms },
        label: say('clock_follow'),
        done: say('clock_followed'),
      },
    },
  ];
}

function homeless(): Decision[] {
  const housed = new Set([...rows.value.stand.values()].map(({ company }) => company));
  const pitching = new Set([...rows.value.pitch.values()].map(({ company }) => company));
  return [...rows.value.organisation.values()]
    .filter(
      (company) =>
        company.kind === 'company' && !housed.has(company.id) && !pitching.has(company.id),
    )
    .map((company) => ({
      key: `stand-${company.id}`,
      text: say('decide.stand', { name: company.name }),
      view: 'stands',
    }));
}

/** The most pressing first. */
export const decisions = (): Decision[] => [
  ...clock(),
  ...calls(),
  ...onStageSide(),
  ...absent(),
  ...awaited(),
  ...machines(),
  ...atTheDoors(),
  ...homeless(),
];
