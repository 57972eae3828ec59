/* SPDX-License-Identifier: EUPL-1.2 */
/* Assigns companies to the slots of the demonstration room: one company a slot, best marks first,
 * never during its own pitch, the lunch or its absence. */
#ifndef PARVIS_DEMONSTRATIONS_H
#define PARVIS_DEMONSTRATIONS_H

#include <stdint.h>

#include "matching.h"
#include "parvis/status.h"

#define DEMONSTRATIONS_NONE MATCHING_NONE

/* A time, [from, to). */
struct demonstration_time {
    int64_t from_at, to_at;
};

/* The demonstration room's session. */
struct demonstration_session {
    int64_t id;
    int64_t from_at, to_at, slot_ms;
    int seats;
};

struct demonstration_slot {
    int64_t session;
    int64_t from_at, to_at;
    int seats;
};

/* A company that wants to give a demonstration. */
struct demonstration_company {
    int64_t id;
    int mark;                          /* tenths */
    int64_t arrives_at, leaves_at;     /* 0: all day */
    struct demonstration_time pitch;   /* both 0: it does not pitch */
    struct demonstration_time present; /* its present slot, kept if possible; both 0: none */
};

/* The slots of a session that lie outside every one of `breaks` (the lunch). Returns how many; at
 * most `max` are written. */
size_t demonstrations_slots(const struct demonstration_session *session,
                            const struct demonstration_time *breaks, size_t break_count,
                            struct demonstration_slot *ret_slots, size_t max);

/* Whether the company can show its solution in this slot. */
bool demonstrations_fit(const struct demonstration_company *company,
                        const struct demonstration_slot *slot);

/* Assigns the slots. ret_slot[i]: the index in `slots` of company i's slot, or DEMONSTRATIONS_NONE.
 * No company is left out in favour of one with a lower mark. PARVIS_INVALID: more than MATCHING_MAX
 * companies or slots. */
enum parvis_status demonstrations_allocate(const struct demonstration_company *companies,
                                           size_t count, const struct demonstration_slot *slots,
                                           size_t slot_count, size_t *ret_slot) PARVIS_MUST_CHECK;

#endif
