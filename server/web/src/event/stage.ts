// SPDX-License-Identifier: EUPL-1.2
// The stage as a hall reads it: who is on, how long is left, who is next, how late. Pure.
import type { Rows } from './agenda.ts';
import type { Pitch } from './types.ts';

/** Under a minute nobody calls a day late. */
const late_min_ms = 60_000;

export interface Phase {
  pitch: Pitch;
  phase: 'on_stage' | 'questions';
  left_ms: number;
  part: number;
}

export function runningOrder(rows: Rows): Pitch[] {
  return [...rows.pitch.values()].sort(
    (a, b) => a.planned_from_at - b.planned_from_at || a.position - b.position,
  );
}

/** What is on stage, and what is left of its phase: below zero is over time. */
export function onStage(rows: Rows, now: number): Phase | null {
  for (const pitch of rows.pitch.values()) {
    if (pitch.state !== 'on_stage' && pitch.state !== 'questions') continue;
    const questions = pitch.state === 'questions';
    const from_at = (questions ? pitch.questions_at : pitch.started_at) ?? now;
    const whole_ms = questions ? pitch.questions_ms : pitch.pitch_ms;
    const left_ms = from_at + whole_ms - (pitch.paused_at ?? now);
    return {
      pitch,
      phase: pitch.state,
      left_ms,
      part: Math.min(1, Math.max(0, 1 - left_ms / Math.max(1, whole_ms))),
    };
  }
  return null;
}

export function nextPitches(rows: Rows): Pitch[] {
  return runningOrder(rows)
    .filter(({ state }) => state === 'ready')
    .sort((a, b) => a.projected_from_at - b.projected_from_at || a.position - b.position);
}

/**
 * When a pitch really began, or is to begin, beside the plan; `moved`: they differ on the clock.
 */
export function pitchTimes(pitch: Pitch): { from_at: number; moved: boolean } {
  const from_at = pitch.started_at ?? pitch.projected_from_at;
  return {
    from_at,
    moved: pitch.state !== 'skipped' && Math.abs(from_at - pitch.planned_from_at) >= late_min_ms,
  };
}

/** When what is on stage will end if it goes by its times from here: over time pushes it on. */
function expectedEnd({ pitch, phase, left_ms }: Phase, now: number): number {
  const phase_end_at = now + Math.max(0, left_ms);
  return phase === 'questions' ? phase_end_at : phase_end_at + pitch.questions_ms;
}

/** How late the stage is, in whole minutes: over time counts as it grows. Early is not late. */
export function lateMinutes(rows: Rows, now: number): number {
  const current = onStage(rows, now);
  const next = nextPitches(rows)[0];
  let late_ms = 0;
  if (current) late_ms = expectedEnd(current, now) - current.pitch.planned_to_at;
  else if (next) late_ms = Math.max(next.projected_from_at, now) - next.planned_from_at;
  return Math.max(0, Math.floor(late_ms / 60_000));
}

/** The session that the hall is in now: the stage's before the others. */
export function sessionsNow(rows: Rows, now: number) {
  return [...rows.session.values()].filter(({ from_at, to_at }) => from_at <= now && now < to_at);
}

/** Meetings called or running, in the order of their stands ("A2" before "A10"). */
export function meetingsNow(rows: Rows) {
  return [...rows.meeting.values()]
    .filter(({ state }) => state === 'called' || state === 'running')
    .sort((a, b) => a.place.localeCompare(b.place, 'fr', { numeric: true }) || a.id - b.id);
}

export function noticesNow(rows: Rows, now: number) {
  return [...rows.notice.values()]
    .filter(({ until_at, audience }) => until_at > now && audience !== 'stage')
    .sort((a, b) => b.id - a.id);
}

/** What is written to the speaker, the newest first. */
export function cuesNow(rows: Rows, now: number) {
  return [...rows.notice.values()]
    .filter(({ until_at, audience }) => until_at > now && audience === 'stage')
    .sort((a, b) => b.id - a.id);
}

export function standOf(rows: Rows, company: number): string {
  for (const stand of rows.stand.values()) if (stand.company === company) return stand.code;
  return '';
}
