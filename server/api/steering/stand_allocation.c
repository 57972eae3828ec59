/* SPDX-License-Identifier: EUPL-1.2 */
/* The allocation of all stands: companies' needs, possible stands for a company, and the best
 * allocation found. */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "handlers.h"
#include "plan.h"
#include "reading.h"
#include "stand_fit.h"

static void add_id(cJSON *object, const char *name, int64_t id)
{
    cJSON_AddItemToObject(object, name, id ? cJSON_CreateNumber((double)id) : cJSON_CreateNull());
}

/* ---- what they need ---- */

static enum parvis_status read_needs(struct api_reading *reading, struct store *store)
{
    struct day day;
    enum parvis_status status = day_load(store, &day);
    cJSON *answer = cJSON_CreateObject();
    cJSON *companies = cJSON_AddArrayToObject(answer, "companies");
    for (size_t i = 0; status == PARVIS_OK && i < day.company_count; i++) {
        const struct store_kept *company = &day.companies[i];
        cJSON *row = cJSON_CreateObject();
        cJSON_AddNumberToObject(row, "company", (double)company->id);
        cJSON_AddNumberToObject(row, "amperes", company->need_amperes);
        cJSON_AddBoolToObject(row, "screen", company->need_screen);
        cJSON_AddBoolToObject(row, "step_free", company->need_step_free);
        cJSON_AddBoolToObject(row, "pitches", company->pitches);
        cJSON_AddBoolToObject(row, "wants_stand", company->wants_stand);
        cJSON_AddItemToArray(companies, row);
    }
    day_clear(&day);
    reading->answer = api_print(answer);
    return status;
}

void api_get_stand_needs(struct http_request *request, void *data)
{
    api_reading_start(data, request, read_needs);
}

/* ---- where one could go ---- */

/* Why the company does not fit the stand, in the reader's language; null: it fits. */
static cJSON *why_not(const struct store_kept *company, const struct store_place *place,
                      enum text_language language)
{
    struct reason reason;
    if (stand_fits(company, place, &reason))
        return cJSON_CreateNull();
    char *sentence = reason_say(&reason, language);
    cJSON *text = cJSON_CreateString(sentence);
    free(sentence);
    return text;
}

static enum parvis_status read_options(struct api_reading *reading, struct store *store)
{
    struct day day;
    enum parvis_status status = day_load(store, &day);
    const struct store_kept *company =
        status == PARVIS_OK ? day_company(&day, reading->company) : NULL;
    if (status == PARVIS_OK && !company)
        status = PARVIS_NOT_FOUND;
    const struct store_place *present = company ? day_place_of(&day, company->id) : NULL;
    cJSON *answer = cJSON_CreateObject();
    cJSON_AddNumberToObject(answer, "company", (double)reading->company);
    add_id(answer, "stand", present ? present->id : 0);
    cJSON *stands = cJSON_AddArrayToObject(answer, "stands");
    for (size_t i = 0; company && i < day.place_count; i++) {
        const struct store_place *place = &day.places[i];
        const struct store_kept *there = place->company ? day_company(&day, place->company) : NULL;
        cJSON *row = cJSON_CreateObject();
        cJSON_AddNumberToObject(row, "stand", (double)place->id);
        cJSON_AddItemToObject(row, "reason", why_not(company, place, reading->language));
        cJSON_AddItemToObject(row, "back",
                              there && present && there != company
                                  ? why_not(there, present, reading->language)
                                  : cJSON_CreateNull());
        cJSON_AddItemToArray(stands, row);
    }
    day_clear(&day);
    reading->answer = api_print(answer);
    return status;
}

void api_get_stand_options(struct http_request *request, void *data)
{
    int64_t company = 0;
    bool good = true;
    if (!api_query_integer(request, "company", &company, &good)) {
        if (good)
            http_refuse(request, 422, "invalid_field", "company is missing", "company");
        return;
    }
    struct api_reading *reading = api_reading_new(data, request, read_options);
    if (!reading)
        return;
    reading->company = company;
    api_reading_submit(reading);
}

/* ---- a better allocation ---- */

static enum parvis_status add_without(const struct plan *plan, enum text_language language,
                                      cJSON *without)
{
    enum parvis_status status = PARVIS_OK;
    for (size_t i = 0; i < plan->day.company_count && status == PARVIS_OK; i++) {
        const struct store_kept *company = &plan->day.companies[i];
        struct reason reason;
        if (plan->stand[i] != STANDS_NONE || (company->pitches && !company->wants_stand))
            continue;
        status = plan_stand_reason(plan, i, &reason);
        if (status != PARVIS_OK)
            break;
        char *sentence = reason_say(&reason, language);
        cJSON *row = cJSON_CreateObject();
        cJSON_AddNumberToObject(row, "company", (double)company->id);
        cJSON_AddStringToObject(row, "reason", sentence);
        cJSON_AddItemToArray(without, row);
        free(sentence);
    }
    return status;
}

static void add_moves(const struct plan *plan, cJSON *moves)
{
    for (size_t i = 0; i < plan->day.place_count; i++) {
        const struct store_place *place = &plan->day.places[i];
        if (place->company == plan->places_before[i])
            continue;
        cJSON *row = cJSON_CreateObject();
        cJSON_AddNumberToObject(row, "stand", (double)place->id);
        add_id(row, "before", plan->places_before[i]);
        add_id(row, "after", place->company);
        cJSON_AddItemToArray(moves, row);
    }
}

static enum parvis_status read_proposal(struct api_reading *reading, struct store *store)
{
    struct plan plan;
    struct stands_quality quality = {0};
    int64_t cost_before = -1;
    bool anew = reading->limit != 0;
    enum parvis_status status = plan_load(store, &plan);
    if (status == PARVIS_OK)
        status = plan_stands(&plan, anew, &quality, &cost_before);
    cJSON *answer = cJSON_CreateObject();
    cJSON_AddBoolToObject(answer, "anew", anew);
    cJSON_AddNumberToObject(answer, "cost", (double)quality.cost);
    cJSON_AddNumberToObject(answer, "bound", (double)quality.bound);
    cJSON_AddItemToObject(answer, "cost_before",
                          cost_before < 0 ? cJSON_CreateNull()
                                          : cJSON_CreateNumber((double)cost_before));
    cJSON *moves = cJSON_AddArrayToObject(answer, "moves");
    cJSON *without = cJSON_AddArrayToObject(answer, "without");
    if (status == PARVIS_OK) {
        add_moves(&plan, moves);
        status = add_without(&plan, reading->language, without);
    }
    plan_clear(&plan);
    reading->answer = api_print(answer);
    return status;
}

void api_get_stand_proposal(struct http_request *request, void *data)
{
    const char *anew = http_request_query(request, "anew");
    if (anew && strcmp(anew, "0") != 0 && strcmp(anew, "1") != 0) {
        http_refuse(request, 422, "invalid_field", "anew is 0 or 1", "anew");
        return;
    }
    struct api_reading *reading = api_reading_new(data, request, read_proposal);
    if (!reading)
        return;
    reading->limit = anew && *anew == '1';
    api_reading_submit(reading);
}
