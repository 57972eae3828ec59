/* Where a meeting is held, and what it counts for. Shared by the steering routes and `parvis plan`.
 */
#ifndef PARVIS_API_MEETING_PLACE_H
#define PARVIS_API_MEETING_PLACE_H

#include "day.h"

/* Sets meeting->place: the company's stand, else the table it already has in that slot if nobody
 * else does, else the first free "Table n". */
void meeting_place(const struct day *day, const struct store_meeting *meetings, size_t count,
                   struct store_meeting *meeting);

/* The weight of a wish: both priorities together (1 … 5 each), two more when both asked, and two
 * when the buyer's body needs something of the company's segment. */
int meeting_weight(const struct store_pair *pair);

#endif
