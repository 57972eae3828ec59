// SPDX-License-Identifier: EUPL-1.2
// The bodies of the API and the feed under the pages' names. Their form is made from schemas/ by
// types.mjs; instants are milliseconds since 1970 UTC, on the event's clock.
import type * as schemas from '../../generated/schemas.ts';

export type Edition = schemas.EditionBody;
export type Organisation = schemas.AgendaOrganisation;
export type Session = schemas.SessionBody;
export type Slot = schemas.SlotBody;
export type Pitch = schemas.PitchBody;
export type PitchState = Pitch['state'];
export type Stand = schemas.StandBody;
export type Demonstration = schemas.DemonstrationBody;
/** A meeting as far as it is told: the hall hears who meets, the public the place and the slot. */
export type HeardMeeting = schemas.MeetingTold &
  Pick<schemas.MeetingBody, 'slot' | 'place' | 'state' | 'state_at'>;
/** As signed-in users hear it; a viewer is not told its weight. */
export type Meeting = Omit<schemas.MeetingBody, 'weight'> & { weight?: number };
export type MeetingState = Meeting['state'];
export type Notice = schemas.NoticeBody;
export type Agenda = schemas.Agenda;
/** One change of the feed; `body` null: the row is gone, or no longer ours to see. */
export type Change = schemas.Change;

/** Somebody as the desk's search tells them; their badges come with the one who is looked at. */
export type Person = schemas.People['people'][number];
export type Presence = Person['presence'];
export type Badge = schemas.Person['badges'][number];
export type Arrivals = schemas.Arrivals;
export type Status = schemas.Status;
export type Kiosk = schemas.Kiosk;
export type KioskHealth = NonNullable<Kiosk['health']>;
