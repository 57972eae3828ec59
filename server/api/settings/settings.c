/* SPDX-License-Identifier: EUPL-1.2 */
/* The edition's settings: reads them, and writes the answers to changes. */
#include "edition_operations.h"
#include "handlers.h"
#include "reading.h"

static cJSON *edition_json(const struct store_edition *edition)
{
    const struct {
        const char *name;
        int64_t value;
    } numbers[] = {{"opens_at", edition->opens_at},   {"closes_at", edition->closes_at},
                   {"doors_min", edition->doors_min}, {"call_min", edition->call_min},
                   {"annul_min", edition->annul_min}, {"slot_min", edition->slot_min},
                   {"gap_min", edition->gap_min},     {"pitches", edition->pitches},
                   {"kept_min", edition->kept_min},   {"kept_max", edition->kept_max}};
    cJSON *row = cJSON_CreateObject();
    cJSON_AddStringToObject(row, "name", edition->name);
    cJSON_AddStringToObject(row, "venue", edition->venue);
    cJSON_AddStringToObject(row, "region", edition->region);
    cJSON_AddStringToObject(row, "date", edition->date);
    cJSON_AddStringToObject(row, "timezone", edition->timezone);
    cJSON_AddItemToObject(row, "languages", cJSON_CreateRaw(edition->languages));
    cJSON_AddStringToObject(row, "called_names", edition->called_names_public ? "public" : "hall");
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        cJSON_AddNumberToObject(row, numbers[i].name, (double)numbers[i].value);
    return row;
}

static enum parvis_status read_settings(struct api_reading *reading, struct store *store)
{
    struct store_edition edition;
    enum parvis_status status = store_edition_get(store, &edition);
    if (status != PARVIS_OK)
        return status;
    cJSON *answer = cJSON_CreateObject();
    cJSON_AddItemToObject(answer, "edition", edition_json(&edition));
    reading->answer = api_print(answer);
    return PARVIS_OK;
}

void api_get_settings(struct http_request *request, void *data)
{
    api_reading_start(data, request, read_settings);
}

char *api_answer_edition(struct api_operation *operation)
{
    cJSON *answer = cJSON_CreateObject();
    const struct settings_change *order = (const void *)operation->order;
    cJSON_AddItemToObject(answer, "edition", edition_json(&order->changed));
    return api_print(answer);
}

char *api_answer_grid(struct api_operation *operation)
{
    const struct grid_make *order = (const void *)operation->order;
    cJSON *answer = cJSON_CreateObject();
    cJSON_AddNumberToObject(answer, "slots", (double)order->slots);
    return api_print(answer);
}
