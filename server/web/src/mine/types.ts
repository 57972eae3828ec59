// SPDX-License-Identifier: EUPL-1.2
// The body of /api/mine, one person's day, under the page's names. Its form is made from
// schemas/json/mine.schema.json by types.mjs.
import type { FreeSlots, MineBody, Mine as Day } from '../../generated/schemas.ts';

export type Mine = Day;
export type Body = MineBody;
export type MyMeeting = Mine['meetings'][number];
export type Said = MyMeeting['words'][number];
export type FollowUp = NonNullable<MyMeeting['outcome']>['follow_up'];
export type Busy = Mine['busy'][number];
export type Request = Mine['requests'][number];
export type Wanted = Mine['wanted'][number];
export type Lead = Mine['leads'][number];
export type Free = FreeSlots['slots'][number];
