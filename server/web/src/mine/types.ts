// The body of /api/mine (schemas/mine.schema.json): one person's day.
import type { MeetingState } from '../event/types.ts';

export interface Body { id: number | null; name: string; segment: string }
export type Word = 'late' | 'cannot' | 'colleague' | 'held' | 'not_held';
export type FollowUp = 'none' | 'talk' | 'quote' | 'trial' | 'contract';
export interface Said { mine: boolean; kind: Word; minutes: number | null; by: string; at: number }
export interface MyMeeting {
  id: number; slot: number; from_at: number; to_at: number; place: string; state: MeetingState;
  with: Body; who: string; may: (Word | 'outcome' | 'contact')[];
  contact: { given: boolean; offered: boolean; people: { person: number; name: string; position: string; email: string }[] };
  outcome: { useful: number; follow_up: FollowUp } | null; words: Said[];
}
export interface Busy { kind: 'pitch' | 'jury' | 'demonstration'; from_at: number; to_at: number; room: string }
export interface Request {
  id: number; mine: boolean; other: number; with: Body; about: string; from_at: number; to_at: number; must: boolean;
  state: 'open' | 'declined' | 'lapsed' | 'withdrawn'; lapses_at: number;
}
export interface Wanted { id: number; with: Body; about: string; priority: number; mine: boolean }
export interface Lead {
  id: number; at: number; name: string; organisation: string; position: string; interest: number; note: string;
}
export interface Mine {
  csrf: string;
  person: { id: number; first_name: string; last_name: string; organisation: Body; role: string; position: string; email: string; language: string };
  side: 'none' | 'buyer' | 'company'; stand: string; badge: string | null; meetings: MyMeeting[]; busy: Busy[];
  colleagues: { id: number; name: string }[]; requests: Request[]; wanted: Wanted[]; leads: Lead[];
}
