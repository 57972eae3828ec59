/* SPDX-License-Identifier: EUPL-1.2 */
/* Steps of the stands' operations: rules checked or overridden with a motive, meetings that follow
 * their company. */
#include "stand_steps.h"

#include <stdlib.h>
#include <string.h>

#include "meeting_place.h"
#include "stand_fit.h"
#include "store_selection.h"

/* A broken rule: refuses, or records the override with the motive. */
static enum parvis_status break_rule(struct operation *operation, const char *rule, int64_t subject,
                                     const struct reason *reason, const char *motive)
{
    if (!*motive)
        return operation_refuse(operation, reason);
    return store_override_add(operation->store, rule, subject, motive, operation->actor.name,
                              operation->now, operation->changes);
}

enum parvis_status stand_check_needs(struct operation *operation, const struct store_kept *company,
                                     const struct store_place *place, const char *motive)
{
    struct reason reason;
    if (stand_fits(company, place, &reason))
        return PARVIS_OK;
    return break_rule(operation, "stand.needs", company->id, &reason, motive);
}

enum parvis_status stand_check_left(struct operation *operation, const struct day *day,
                                    int64_t company, const char *motive)
{
    struct reason reason;
    const struct store_kept *left = company ? day_company(day, company) : NULL;
    if (!left || left->pitches)
        return PARVIS_OK;
    reason_set(&reason, "stands.left_without");
    reason_add_text(&reason, "company", left->name);
    return break_rule(operation, "stand.kept_nowhere", left->id, &reason, motive);
}

enum parvis_status stand_give(struct operation *operation, struct store_place *place,
                              int64_t company)
{
    place->company = company;
    return store_place_give(operation->store, place->id, company, operation->changes);
}

enum parvis_status stand_move_meetings(struct operation *operation, const struct day *day,
                                       int64_t company)
{
    struct store_meeting *meetings = NULL;
    size_t count = 0;
    enum parvis_status status =
        company ? store_meetings(operation->store, &meetings, &count) : PARVIS_OK;
    for (size_t i = 0; i < count && status == PARVIS_OK; i++) {
        struct store_meeting meeting = meetings[i];
        if (meeting.company != company || !meeting_state_is_open(meeting.state))
            continue;
        meeting_place(day, meetings, count, &meeting);
        if (strcmp(meeting.place, meetings[i].place) != 0) {
            status = store_meeting_put(operation->store, &meeting, operation->changes);
            meetings[i] = meeting; /* the search for the next one's table must see it */
        }
    }
    free(meetings);
    return status;
}
