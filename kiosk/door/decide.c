/* SPDX-License-Identifier: EUPL-1.2 */
/* A kiosk's own answer. */
#include "decide.h"

#include <stddef.h>
#include <stdio.h>

/* Whether this very scan has moved the row: the server took it, its answer was lost, and the feed
 * told of the move. */
static bool is_own_move(const struct roster_row *row, const struct decide_facts *facts)
{
    return row->moved_at == facts->at && !row->revoked && facts->verdict == BADGE_GENUINE &&
           row->presence == (facts->leaving ? CHECK_IN_OUTSIDE : CHECK_IN_INSIDE);
}

static struct check_in_decision decide_own_move(const struct roster_row *row, bool leaving)
{
    enum check_in_status in =
        row->first_at == row->moved_at ? CHECK_IN_ADMITTED : CHECK_IN_RETURNED;
    return (struct check_in_decision){.status = leaving ? CHECK_IN_LEFT : in};
}

struct check_in_decision decide(const struct decide_facts *facts)
{
    static const struct roster_row unknown = {.presence = CHECK_IN_EXPECTED};
    const struct roster_row *row = facts->row ? facts->row : &unknown;
    if (is_own_move(row, facts))
        return decide_own_move(row, facts->leaving);
    struct check_in_facts door = {.verdict = facts->verdict,
                                  .known = true,
                                  .revoked = row->revoked,
                                  .leaving = facts->leaving,
                                  .occurred_at = facts->at,
                                  .received_at = facts->at,
                                  .doors_at = facts->doors_at,
                                  .closes_at = facts->closes_at,
                                  .presence = row->presence,
                                  .first_at = row->first_at};
    /* Somebody who was let in by another door that is alone too may leave by this one. */
    if (facts->leaving && row->presence == CHECK_IN_EXPECTED)
        door.presence = CHECK_IN_INSIDE;
    return check_in_decide(&door);
}

void decide_apply(struct roster_row *row, const struct check_in_decision *decision, int64_t at,
                  const char *place)
{
    if (decision->moves) {
        row->presence = decision->presence;
        row->moved_at = at;
    }
    if (decision->first_moves) {
        row->first_at = decision->first_at;
        snprintf(row->place, sizeof row->place, "%s", place);
    }
}
