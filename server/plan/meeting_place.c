/* SPDX-License-Identifier: EUPL-1.2 */
/* Places of meetings. */
#include "meeting_place.h"

#include <stdio.h>
#include <string.h>

static bool is_taken(const struct store_meeting *meetings, size_t count,
                     const struct store_meeting *wanted)
{
    for (size_t i = 0; i < count; i++) {
        /* Newly planned meetings have no id yet: 0 matches none. */
        bool same = wanted->id != 0 && meetings[i].id == wanted->id;
        if (!same && meetings[i].slot == wanted->slot && meetings[i].company != wanted->company &&
            meeting_state_is_held(meetings[i].state) &&
            strcmp(meetings[i].place, wanted->place) == 0)
            return true;
    }
    return false;
}

void meeting_place(const struct day *day, const struct store_meeting *meetings, size_t count,
                   struct store_meeting *meeting)
{
    const struct store_place *stand = day_place_of(day, meeting->company);
    if (stand) {
        snprintf(meeting->place, sizeof meeting->place, "%s", stand->code);
        return;
    }
    if (strncmp(meeting->place, "Table ", 6) == 0 && !is_taken(meetings, count, meeting))
        return;
    for (size_t number = 1; number <= count + 1; number++) {
        snprintf(meeting->place, sizeof meeting->place, "Table %zu", number);
        if (!is_taken(meetings, count, meeting))
            return;
    }
}
