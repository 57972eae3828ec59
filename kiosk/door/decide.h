/* SPDX-License-Identifier: EUPL-1.2 */
/* What a kiosk that is alone answers to a scan: the door's own rule (check_in.h), from what
 * the kiosk keeps. Pure. */
#ifndef PARVIS_KIOSK_DECIDE_H
#define PARVIS_KIOSK_DECIDE_H

#include "parvis/check_in.h"

/* What the roster knows of a badge. */
struct roster_row {
    int64_t person; /* 0: not known by number */
    bool revoked;
    enum check_in_presence presence;
    int64_t moved_at, first_at; /* 0: never */
    char place[128];            /* of the first arrival */
};

struct decide_facts {
    enum badge_verdict verdict;
    const struct roster_row *row; /* NULL: the roster does not know this badge */
    bool leaving;
    int64_t at; /* the scan's corrected time */
    int64_t doors_at, closes_at;
};

/* Judges a scan. A genuine badge that the roster does not know was signed after the roster's last
 * update: a walk-in. Its signature alone lets it in; if the server would have refused it, the merge
 * reports that later (check_in_merge.h). If the feed shows that the server has already taken this
 * very scan, whose answer was lost, the kiosk gives the same answer again. */
struct check_in_decision decide(const struct decide_facts *facts);

/* Changes the row as the decision says, for a scan made at `at` (event clock ms) at `place`. */
void decide_apply(struct roster_row *row, const struct check_in_decision *decision, int64_t at,
                  const char *place);

#endif
