/* SPDX-License-Identifier: EUPL-1.2 */
/* Rows of the day out of the change log's bodies: what the <kind>_body views wrote, read back. For
 * taking a deed back. Not by the members that the read model declares (model_rows.c): those leave
 * out what only the database needs (weight, locked, position, durations) and refuse a body that
 * lacks a member, while a body of an earlier version goes back as well. */
#ifndef PARVIS_STORE_BODY_H
#define PARVIS_STORE_BODY_H

#include "store_meeting.h"

/* `body` is JSON as the view of that name gives it. A member that is missing or null becomes 0 or
 * ""; a meeting's `state_at` is not read. */
struct store_meeting store_body_meeting(const char *body);
struct store_pitch store_body_pitch(const char *body);
/* The company that has the stand; 0: nobody. */
int64_t store_body_stand_company(const char *body);

#endif
