/* SPDX-License-Identifier: EUPL-1.2 */
/* Bodies back into rows. */
#include "store_body.h"

#include <stdio.h>

#include "parvis/json.h"

struct store_meeting store_body_meeting(const char *body)
{
    cJSON *tree = cJSON_Parse(body);
    struct store_meeting meeting = {.id = json_integer(tree, "id"),
                                    .buyer = json_integer(tree, "buyer"),
                                    .company = json_integer(tree, "company"),
                                    .slot = json_integer(tree, "slot"),
                                    .weight = json_integer(tree, "weight"),
                                    .state = MEETING_PLANNED,
                                    .locked = json_true(tree, "locked")};
    snprintf(meeting.place, sizeof meeting.place, "%s", json_text(tree, "place"));
    (void)meeting_state_parse(json_text(tree, "state"), &meeting.state);
    cJSON_Delete(tree);
    return meeting;
}

struct store_pitch store_body_pitch(const char *body)
{
    cJSON *tree = cJSON_Parse(body);
    struct store_pitch pitch = {.id = json_integer(tree, "id"),
                                .company = json_integer(tree, "company"),
                                .session = json_integer(tree, "session"),
                                .position = json_integer(tree, "position"),
                                .state = PITCH_READY,
                                .planned_from_at = json_integer(tree, "planned_from_at"),
                                .planned_to_at = json_integer(tree, "planned_to_at"),
                                .projected_from_at = json_integer(tree, "projected_from_at"),
                                .projected_to_at = json_integer(tree, "projected_to_at"),
                                .started_at = json_integer(tree, "started_at"),
                                .questions_at = json_integer(tree, "questions_at"),
                                .ended_at = json_integer(tree, "ended_at"),
                                .pitch_ms = json_integer(tree, "pitch_ms"),
                                .questions_ms = json_integer(tree, "questions_ms"),
                                .paused_at = json_integer(tree, "paused_at")};
    (void)pitch_state_parse(json_text(tree, "state"), &pitch.state);
    cJSON_Delete(tree);
    return pitch;
}

int64_t store_body_stand_company(const char *body)
{
    cJSON *tree = cJSON_Parse(body);
    int64_t company = json_integer(tree, "company");
    cJSON_Delete(tree);
    return company;
}
