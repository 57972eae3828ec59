/* SPDX-License-Identifier: EUPL-1.2 */
/* Reads rows back from bodies of the change log (written by the <kind>_body views), to undo a deed.
 * The read model's declarations (model_rows.c) do not serve here: they leave out members that only
 * the database needs (weight, locked, position, durations), and refuse a body that lacks a member,
 * as one of an earlier version may. */
#ifndef PARVIS_STORE_BODY_H
#define PARVIS_STORE_BODY_H

#include "store_meeting.h"

/* `body` is JSON as the kind's view gives it. A member that is missing or null becomes 0 or ""; a
 * meeting's `state_at` is not read. */
struct store_meeting store_body_meeting(const char *body);
struct store_pitch store_body_pitch(const char *body);
/* The company that has the stand; 0: nobody. */
int64_t store_body_stand_company(const char *body);

#endif
