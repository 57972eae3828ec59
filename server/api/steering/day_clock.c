/* SPDX-License-Identifier: EUPL-1.2 */
/* The day's own clock work: meetings are called, run and end; projected times move on while a pitch
 * over-runs or is late.
 *
 * The loop looks into the model whether anything is due, and only then submits one operation
 * (day_operations.h), which decides again on the writer thread, from the database, so doing it
 * twice changes nothing. One at a time is under way. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api.h"
#include "day_operations.h"
#include "meeting_rules.h"
#include "model.h"
#include "operate.h"
#include "parvis/clock.h"
#include "parvis/json.h"
#include "parvis/units.h"

#define LOOK_MS 2000 /* arrivals change the model all day; no look is needed for each */

/* What one look needs. */
struct look {
    const struct model *model;
    int64_t now, minute, call_ms;
    bool due;
};

static bool look_at_meeting(int64_t id, const char *text, void *data)
{
    (void)id;
    struct look *look = data;
    enum meeting_state state;
    cJSON *body = cJSON_Parse(text);
    const struct model_slot *slot = model_row(look->model, "slot", json_integer(body, "slot"));
    if (slot && meeting_state_parse(json_text(body, "state"), &state)) {
        const struct model_person *buyer = model_person(look->model, json_integer(body, "buyer"));
        look->due = meeting_due(state, slot->from_at, slot->to_at, look->call_ms,
                                buyer && buyer->presence == CHECK_IN_INSIDE, look->now) != state;
    }
    cJSON_Delete(body);
    return !look->due;
}

/* Whether projected times must move: a pitch overruns, or one should have begun. */
static bool look_at_pitch(int64_t id, const char *text, void *data)
{
    (void)id;
    struct look *look = data;
    enum pitch_state state;
    cJSON *body = cJSON_Parse(text);
    int64_t to_at = json_integer(body, "projected_to_at");
    if (pitch_state_parse(json_text(body, "state"), &state)) {
        if (state == PITCH_READY)
            look->due = json_integer(body, "projected_from_at") < look->minute;
        else if (state == PITCH_ON_STAGE)
            look->due = to_at < look->minute + json_integer(body, "questions_ms");
        else if (state == PITCH_QUESTIONS)
            look->due = to_at < look->minute;
    }
    cJSON_Delete(body);
    return !look->due;
}

static bool is_anything_due(struct api *api, const struct store_edition *edition, int64_t now)
{
    int64_t until = now < edition->closes_at ? now : edition->closes_at;
    struct look look = {.model = api->model,
                        .now = now,
                        .minute = until - until % MINUTE_MS,
                        .call_ms = edition->call_min * MINUTE_MS};
    model_each(api->model, "pitch", look_at_pitch, &look);
    if (!look.due)
        model_each(api->model, "meeting", look_at_meeting, &look);
    return look.due;
}

static void under_way_no_more(struct api_operation *operation)
{
    operation->api->day.under_way = false;
}

void api_day_tick(struct api *api)
{
    const struct store_edition *edition = model_edition(api->model);
    int64_t now = clock_event_ms();
    bool new_minute = now / MINUTE_MS != api->day.looked_at / MINUTE_MS;
    bool moved =
        model_seq(api->model) != api->day.looked_seq && llabs(now - api->day.looked_at) >= LOOK_MS;
    if (!edition || api->day.under_way || (!new_minute && !moved))
        return;
    api->day.looked_at = now;
    api->day.looked_seq = model_seq(api->model);
    if (!is_anything_due(api, edition, now))
        return;
    static const struct api_order turn = {.form = &day_turn_form};
    struct api_operation *operation = api_operation_alone(api, &turn);
    if (!operation)
        return;
    operation->ended = under_way_no_more;
    api->day.under_way = true;
    api_operation_submit(operation);
}
