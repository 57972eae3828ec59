/* SPDX-License-Identifier: EUPL-1.2 */
/* The rules of the door. */
#include "parvis/check_in.h"

#include <stddef.h>
#include <string.h>

static const char *const status_names[CHECK_IN_STATUS_COUNT] = {
    [CHECK_IN_ADMITTED] = "admitted",
    [CHECK_IN_RETURNED] = "returned",
    [CHECK_IN_LEFT] = "left",
    [CHECK_IN_ALREADY_IN] = "already_in",
    [CHECK_IN_NOT_IN] = "not_in",
    [CHECK_IN_UNREADABLE] = "unreadable",
    [CHECK_IN_FORGED] = "forged",
    [CHECK_IN_WRONG_EDITION] = "wrong_edition",
    [CHECK_IN_UNKNOWN] = "unknown",
    [CHECK_IN_REVOKED] = "revoked",
    [CHECK_IN_NOT_YET_OPEN] = "not_yet_open",
    [CHECK_IN_CLOSED] = "closed",
    [CHECK_IN_SCAN_ID_REUSED] = "scan_id_reused",
};

static const char *const presence_names[] = {"expected", "in", "out"};

const char *check_in_status_name(enum check_in_status status)
{
    return status_names[status];
}

bool check_in_status_parse(const char *name, enum check_in_status *ret_status)
{
    for (size_t i = 0; i < CHECK_IN_STATUS_COUNT; i++)
        if (strcmp(status_names[i], name) == 0) {
            *ret_status = (enum check_in_status)i;
            return true;
        }
    return false;
}

const char *check_in_presence_name(enum check_in_presence presence)
{
    return presence_names[presence];
}

enum check_in_presence check_in_presence_parse(const char *name)
{
    if (strcmp(name, "in") == 0)
        return CHECK_IN_INSIDE;
    return strcmp(name, "out") == 0 ? CHECK_IN_OUTSIDE : CHECK_IN_EXPECTED;
}

int64_t check_in_effective_at(const struct check_in_facts *facts)
{
    bool plausible =
        facts->occurred_at >= facts->doors_at && facts->occurred_at <= facts->received_at;
    return plausible ? facts->occurred_at : facts->received_at;
}

static struct check_in_decision refuse(enum check_in_status status)
{
    return (struct check_in_decision){.status = status};
}

static struct check_in_decision decide_exit(const struct check_in_facts *facts)
{
    if (facts->presence != CHECK_IN_INSIDE)
        return refuse(CHECK_IN_NOT_IN);
    return (struct check_in_decision){
        .status = CHECK_IN_LEFT, .moves = true, .presence = CHECK_IN_OUTSIDE};
}

static struct check_in_decision decide_entry(const struct check_in_facts *facts)
{
    int64_t at = check_in_effective_at(facts);
    struct check_in_decision decision = {.presence = CHECK_IN_INSIDE, .first_at = at};
    switch (facts->presence) {
    case CHECK_IN_EXPECTED:
        decision.status = CHECK_IN_ADMITTED;
        decision.moves = decision.first_moves = true;
        break;
    case CHECK_IN_OUTSIDE:
        decision.status = CHECK_IN_RETURNED;
        decision.moves = true;
        break;
    case CHECK_IN_INSIDE:
        decision.status = CHECK_IN_ALREADY_IN;
        decision.first_moves = facts->first_at > 0 && at < facts->first_at;
        break;
    }
    return decision;
}

struct check_in_decision check_in_decide(const struct check_in_facts *facts)
{
    if (facts->verdict == BADGE_UNREADABLE)
        return refuse(CHECK_IN_UNREADABLE);
    if (facts->verdict == BADGE_OTHER_EDITION)
        return refuse(CHECK_IN_WRONG_EDITION);
    if (facts->verdict == BADGE_FORGED)
        return refuse(CHECK_IN_FORGED);
    if (!facts->known)
        return refuse(CHECK_IN_UNKNOWN);
    if (facts->revoked)
        return refuse(CHECK_IN_REVOKED);
    if (facts->leaving) /* a person may leave at any time: before the doors open, after the end */
        return decide_exit(facts);
    if (check_in_effective_at(facts) < facts->doors_at)
        return refuse(CHECK_IN_NOT_YET_OPEN);
    if (check_in_effective_at(facts) >= facts->closes_at)
        return refuse(CHECK_IN_CLOSED);
    return decide_entry(facts);
}
