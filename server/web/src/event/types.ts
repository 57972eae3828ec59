// The bodies of the API (docs/api.md, schemas/): what the agenda holds and the feed changes.
// Instants are milliseconds since 1970 UTC, on the event's clock.

export interface Edition {
  id: number; name: string; date: string; timezone: string; opens_at: number; closes_at: number; doors_min: number;
  venue: string; languages: string[]; slot_min: number; gap_min: number; call_min: number; annul_min: number;
}
export interface Organisation {
  id: number; kind: string; segment: string; buyer_type: string; name: string; town: string;
}
export interface Session {
  id: number; kind: string; room: string; from_at: number; to_at: number; title: string;
  slots: number | null; pitch_min: number | null; questions_min: number | null; changeover_min: number | null;
  slot_min: number | null; seats: number | null;
}
export interface Slot { id: number; from_at: number; to_at: number }
export type PitchState = 'ready' | 'on_stage' | 'questions' | 'done' | 'skipped';
export interface Pitch {
  id: number; company: number; session: number; position: number; state: PitchState;
  planned_from_at: number; planned_to_at: number; projected_from_at: number; projected_to_at: number;
  started_at: number | null; questions_at: number | null; ended_at: number | null;
  pitch_ms: number; questions_ms: number; paused_at: number | null;
}
export interface Stand {
  id: number; code: string; zone: string; x_cm: number; y_cm: number;
  amperes: number; screen: boolean; step_free: boolean; company: number | null;
}
export interface Demonstration {
  id: number; company: number; session: number; from_at: number; to_at: number; seats: number;
}
export type MeetingState = 'planned' | 'called' | 'running' | 'done' | 'no_show' | 'cancelled';
export interface Meeting {
  id: number; buyer: number; organisation: number | null; company: number; slot: number; place: string;
  weight: number; state: MeetingState; state_at: number; locked: boolean;
}
export interface Notice { id: number; fr: string; en: string; until_at: number; audience: 'all' | 'stage' }

export interface Agenda {
  seq: number; clock_offset_ms: number; edition: Edition; organisations: Organisation[]; sessions: Session[];
  slots: Slot[]; pitches: Pitch[]; stands: Stand[]; demonstrations: Demonstration[]; meetings: Meeting[];
  notices: Notice[];
}
/** One change of the feed; `body` null: the row is gone, or no longer ours to see. */
export interface Change { seq: number; at: number; kind: string; id: number; body: unknown }

export type Presence = 'expected' | 'in' | 'out';
export interface Person {
  id: number; code: string | null; first_name: string; last_name: string;
  organisation: { id: number; name: string } | null; role: string; position: string; language: string;
  accessibility: string; presence: Presence; first_at: number | null; badge: boolean;
}
export interface Badge { id: number; serial: string; issued_at: number; revoked_at: number | null }
export interface Arrivals { seq: number; from_at: number; step_ms: number; expected: number; came: number[]; buyers_in: number[]; companies_in: number[] }
export interface Status {
  seq: number; now: number; arrivals: Record<string, { expected: number; in: number; out: number }>;
  pitches: { done: number; total: number; late_ms: number };
  meetings: Record<MeetingState, number>; streams: number;
  devices: { id: number; name: string; role: string; revoked_at: number | null }[];
}
export interface KioskHealth {
  seen_at: number; version: string; screen: string; width: number; height: number; uptime_s: number;
  last_scan_at: number | null; queue: number; printer: string; help_at: number | null;
}
export interface Kiosk {
  id: number; name: string; role: string; shows: string; stand: number | null; leaving: boolean; language: string;
  dark: boolean; registers: boolean; staff: boolean; enrolled_at: number | null; revoked_at: number | null; online: boolean; picture_at: number | null;
  health: KioskHealth | null;
}
