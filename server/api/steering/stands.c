/* SPDX-License-Identifier: EUPL-1.2 */
/* Shows which companies do not fit a stand, and why. */
#include <stdlib.h>

#include "handlers.h"
#include "reading.h"
#include "stand_fit.h"

static enum parvis_status read_fits(struct api_reading *reading, struct store *store)
{
    struct day day;
    enum parvis_status status = day_load(store, &day);
    const struct store_place *place = status == PARVIS_OK ? day_place(&day, reading->id) : NULL;
    if (status == PARVIS_OK && !place)
        status = PARVIS_NOT_FOUND;
    cJSON *answer = cJSON_CreateObject();
    cJSON *companies = cJSON_AddArrayToObject(answer, "companies");
    for (size_t i = 0; place && i < day.company_count; i++) {
        struct reason reason;
        char *why = stand_fits(&day.companies[i], place, &reason)
                        ? NULL
                        : reason_say(&reason, reading->language);
        cJSON *row = cJSON_CreateObject();
        cJSON_AddNumberToObject(row, "company", (double)day.companies[i].id);
        cJSON_AddItemToObject(row, "reason", why ? cJSON_CreateString(why) : cJSON_CreateNull());
        cJSON_AddItemToArray(companies, row);
        free(why);
    }
    day_clear(&day);
    reading->answer = api_print(answer);
    return status;
}

void api_get_stand_fits(struct http_request *request, void *data)
{
    struct api_reading *reading = api_reading_new(data, request, read_fits);
    if (!reading)
        return;
    if (http_request_parameter_integer(request, "id", &reading->id) != PARVIS_OK) {
        http_refuse(request, 404, "not_found", "There is no such stand", NULL);
        free(reading);
        return;
    }
    api_reading_submit(reading);
}
