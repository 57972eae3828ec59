/* SPDX-License-Identifier: EUPL-1.2 */
/* The place of a meeting. Shared by the operations and `parvis plan`. */
#ifndef PARVIS_PLAN_MEETING_PLACE_H
#define PARVIS_PLAN_MEETING_PLACE_H

#include "day.h"

/* Sets meeting->place: the company's stand; else the meeting's present table, if no other meeting
 * of the slot has it; else the first free "Table n". */
void meeting_place(const struct day *day, const struct store_meeting *meetings, size_t count,
                   struct store_meeting *meeting);

#endif
