/* The stand routes' common ground: rules held or broken with a motive, meetings that follow. */
#include "stand_steps.h"

#include <stdlib.h>
#include <string.h>

#include "meeting_place.h"
#include "store_selection.h"

struct stand_company stand_company_of(const struct store_kept *row)
{
    return (struct stand_company){.id = row->id,
                                  .name = row->name,
                                  .segment = row->segment,
                                  .pitches = row->pitches,
                                  .wants_stand = row->wants_stand,
                                  .mark = row->mark,
                                  .need_amperes = row->need_amperes,
                                  .need_screen = row->need_screen,
                                  .need_step_free = row->need_step_free,
                                  .present = STANDS_NONE};
}

struct stand_place stand_place_of(const struct store_place *row)
{
    return (struct stand_place){.id = row->id,
                                .code = row->code,
                                .zone = row->zone,
                                .x_cm = row->x_cm,
                                .y_cm = row->y_cm,
                                .amperes = row->amperes,
                                .screen = row->screen,
                                .step_free = row->step_free};
}

/* A rule that is broken: refused, or recorded with the motive. */
static enum parvis_status break_rule(struct steering_command *command, struct store *store,
                                     const char *rule, int64_t subject, const struct reason *reason,
                                     int64_t now, struct store_change_list *changes)
{
    if (!command->motive)
        return steering_refuse(command, reason);
    return store_override_add(store, rule, subject, command->motive, command->by_user, now,
                              changes);
}

enum parvis_status stand_check_needs(struct steering_command *command, struct store *store,
                                     const struct store_kept *company,
                                     const struct store_place *place, int64_t now,
                                     struct store_change_list *changes)
{
    struct reason reason;
    struct stand_company wants = stand_company_of(company);
    struct stand_place stand = stand_place_of(place);
    if (stands_meet(&wants, &stand, &reason))
        return PARVIS_OK;
    return break_rule(command, store, "stand.needs", company->id, &reason, now, changes);
}

enum parvis_status stand_check_left(struct steering_command *command, struct store *store,
                                    const struct day *day, int64_t company, int64_t now,
                                    struct store_change_list *changes)
{
    struct reason reason;
    const struct store_kept *left = company ? day_company(day, company) : NULL;
    if (!left || left->pitches)
        return PARVIS_OK;
    reason_set(&reason, "stands.left_without");
    reason_add_text(&reason, "company", left->name);
    return break_rule(command, store, "stand.kept_nowhere", left->id, &reason, now, changes);
}

struct store_place *stand_find(struct day *day, int64_t id)
{
    for (size_t i = 0; i < day->place_count; i++)
        if (day->places[i].id == id)
            return &day->places[i];
    return NULL;
}

enum parvis_status stand_give(struct store *store, struct store_place *place, int64_t company,
                              struct store_change_list *changes)
{
    place->company = company;
    return store_place_give(store, place->id, company, changes);
}

enum parvis_status stand_move_meetings(struct store *store, const struct day *day, int64_t company,
                                       struct store_change_list *changes)
{
    struct store_meeting *meetings = NULL;
    size_t count = 0;
    enum parvis_status status = company ? store_meetings(store, &meetings, &count) : PARVIS_OK;
    for (size_t i = 0; i < count && status == PARVIS_OK; i++) {
        struct store_meeting meeting = meetings[i];
        if (meeting.company != company ||
            (strcmp(meeting.state, "planned") != 0 && strcmp(meeting.state, "called") != 0 &&
             strcmp(meeting.state, "running") != 0))
            continue;
        meeting_place(day, meetings, count, &meeting);
        if (strcmp(meeting.place, meetings[i].place) != 0) {
            status = store_meeting_put(store, &meeting, changes);
            meetings[i] = meeting;
        }
    }
    free(meetings);
    return status;
}
