/* SPDX-License-Identifier: EUPL-1.2 */
/* The day in figures: /api/status. */
#include <stdlib.h>

#include <cjson/cJSON.h>

#include "model_internal.h"

static void count_one(cJSON *object, enum check_in_presence presence)
{
    cJSON *item = cJSON_GetObjectItemCaseSensitive(object, check_in_presence_name(presence));
    if (item)
        cJSON_SetNumberValue(item, item->valuedouble + 1);
}

static cJSON *counters(void)
{
    cJSON *object = cJSON_CreateObject();
    for (int i = CHECK_IN_EXPECTED; i <= CHECK_IN_OUTSIDE; i++)
        cJSON_AddNumberToObject(object, check_in_presence_name((enum check_in_presence)i), 0);
    return object;
}

static cJSON *arrivals_json(const struct model *model)
{
    static const char *const roles[] = {"buyer", "company", "visitor", "press", "speaker", "staff"};
    cJSON *arrivals = cJSON_CreateObject();
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        cJSON_AddItemToObject(arrivals, roles[i], counters());
    const struct model_table *table = model_table_of(model, "person");
    for (size_t i = 0; i < table->count; i++) {
        const struct model_person *person = table->rows[i].typed;
        cJSON *role = cJSON_GetObjectItemCaseSensitive(arrivals, person->role);
        if (person->erased || !role)
            continue;
        count_one(role, CHECK_IN_EXPECTED); /* everybody on the list, here or not */
        if (person->presence != CHECK_IN_EXPECTED)
            count_one(role, person->presence);
    }
    return arrivals;
}

/* How late the stage is: by the end of the pitch on stage, else by the start of the next. */
static cJSON *pitches_json(const struct model *model)
{
    const struct model_table *table = model_table_of(model, "pitch");
    int done = 0;
    int64_t late = 0, next_at = INT64_MAX;
    bool on_stage = false;
    for (size_t i = 0; i < table->count; i++) {
        const struct model_pitch *pitch = table->rows[i].typed;
        done += pitch->state == PITCH_DONE;
        if (pitch->state == PITCH_ON_STAGE || pitch->state == PITCH_QUESTIONS) {
            late = pitch->projected_to_at - pitch->planned_to_at;
            on_stage = true;
        } else if (!on_stage && pitch->state == PITCH_READY && pitch->planned_from_at < next_at) {
            next_at = pitch->planned_from_at;
            late = pitch->projected_from_at - next_at;
        }
    }
    cJSON *object = cJSON_CreateObject();
    cJSON_AddNumberToObject(object, "done", done);
    cJSON_AddNumberToObject(object, "total", (double)table->count);
    cJSON_AddNumberToObject(object, "late_ms", (double)(late > 0 ? late : 0));
    return object;
}

static cJSON *meetings_json(const struct model *model)
{
    size_t counts[MEETING_STATES] = {0};
    const struct model_table *table = model_table_of(model, "meeting");
    for (size_t i = 0; i < table->count; i++)
        counts[((const struct model_meeting *)table->rows[i].typed)->state]++;
    cJSON *object = cJSON_CreateObject();
    for (int state = 0; state < MEETING_STATES; state++)
        cJSON_AddNumberToObject(object, meeting_state_name((enum meeting_state)state),
                                (double)counts[state]);
    return object;
}

static cJSON *devices_json(const struct model *model)
{
    cJSON *devices = cJSON_CreateArray();
    const struct model_table *table = model_table_of(model, "device");
    for (size_t i = 0; i < table->count; i++) {
        const struct model_device *device = table->rows[i].typed;
        cJSON *object = cJSON_CreateObject();
        cJSON_AddNumberToObject(object, "id", (double)device->id);
        cJSON_AddStringToObject(object, "name", device->name);
        cJSON_AddStringToObject(object, "role", device_role_name(device->role));
        cJSON_AddItemToObject(object, "revoked_at",
                              device->revoked_at ? cJSON_CreateNumber((double)device->revoked_at)
                                                 : cJSON_CreateNull());
        cJSON_AddItemToArray(devices, object);
    }
    return devices;
}

char *model_status_json(struct model *model, int64_t now)
{
    cJSON *status = cJSON_CreateObject();
    cJSON_AddNumberToObject(status, "seq", (double)model->seq);
    cJSON_AddNumberToObject(status, "now", (double)now);
    cJSON_AddItemToObject(status, "arrivals", arrivals_json(model));
    cJSON_AddItemToObject(status, "pitches", pitches_json(model));
    cJSON_AddItemToObject(status, "meetings", meetings_json(model));
    cJSON_AddItemToObject(status, "devices", devices_json(model));
    char *text = cJSON_PrintUnformatted(status);
    cJSON_Delete(status);
    if (!text)
        abort();
    return text;
}
