/* The stands as a whole: what companies need, where one could go, the best allocation that the
 * search finds, and putting many moves in force at once. */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "handlers.h"
#include "plan.h"
#include "reading.h"
#include "stand_steps.h"

#define MOVES_MAX 256 /* MATCHING_MAX: larger halls are not searched */

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
    struct api_reading *reading = api_reading_new(data, request, read_needs);
    if (reading)
        api_reading_submit(reading);
}

/* ---- where one could go ---- */

/* Why the company does not fit the stand, in the reader's language; null: it fits. */
static cJSON *why_not(const struct store_kept *company, const struct store_place *place,
                      enum text_language language)
{
    struct reason reason;
    struct stand_company wants = stand_company_of(company);
    struct stand_place stand = stand_place_of(place);
    if (stands_meet(&wants, &stand, &reason))
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

/* ---- many moves at once ---- */

struct stand_move {
    int64_t stand, before, after; /* companies; 0: nobody */
};

struct allocation {
    struct steering_command steering; /* first */
    struct stand_move *moves;         /* owned */
    size_t count;
};

static enum parvis_status refuse_stale(struct allocation *allocation)
{
    struct reason reason;
    reason_set(&reason, "stands.moved_on");
    return steering_refuse(&allocation->steering, &reason);
}

/* The hall is as it was when the moves were looked at: each stand has who it had, and whoever comes
 * leaves a stand that is among them, or has none. */
static enum parvis_status check_moves(struct allocation *allocation, struct day *day)
{
    for (size_t i = 0; i < allocation->count; i++) {
        const struct stand_move *move = &allocation->moves[i];
        const struct store_place *place = stand_find(day, move->stand);
        if (!place)
            return steering_unknown(&allocation->steering, "moves");
        if (place->company != move->before)
            return refuse_stale(allocation);
        if (!move->after)
            continue;
        if (!day_company(day, move->after))
            return steering_unknown(&allocation->steering, "moves");
        const struct store_place *left = day_place_of(day, move->after);
        bool listed = !left;
        for (size_t k = 0; k < allocation->count && !listed; k++)
            listed = allocation->moves[k].stand == left->id;
        if (!listed)
            return refuse_stale(allocation);
        for (size_t k = 0; k < i; k++)
            if (allocation->moves[k].stand == move->stand ||
                allocation->moves[k].after == move->after)
                return steering_unknown(&allocation->steering, "moves");
    }
    return PARVIS_OK;
}

static enum parvis_status put_moves(struct allocation *allocation, struct store *store,
                                    struct day *day, int64_t now, struct store_change_list *changes)
{
    struct steering_command *steering = &allocation->steering;
    enum parvis_status status = PARVIS_OK;
    for (size_t i = 0; i < allocation->count && status == PARVIS_OK; i++)
        if (allocation->moves[i].before)
            status = stand_give(store, stand_find(day, allocation->moves[i].stand), 0, changes);
    for (size_t i = 0; i < allocation->count && status == PARVIS_OK; i++) {
        const struct stand_move *move = &allocation->moves[i];
        struct store_place *place = stand_find(day, move->stand);
        if (!move->after)
            continue;
        status =
            stand_check_needs(steering, store, day_company(day, move->after), place, now, changes);
        if (status == PARVIS_OK)
            status = stand_give(store, place, move->after, changes);
    }
    for (size_t i = 0; i < allocation->count && status == PARVIS_OK; i++)
        if (!day_place_of(day, allocation->moves[i].before))
            status =
                stand_check_left(steering, store, day, allocation->moves[i].before, now, changes);
    for (size_t i = 0; i < allocation->count && status == PARVIS_OK; i++)
        status = stand_move_meetings(store, day, allocation->moves[i].after, changes);
    return status;
}

static enum parvis_status run_allocation(struct commit_command *head, struct store *store,
                                         int64_t now, struct store_change_list *changes)
{
    struct allocation *allocation = (struct allocation *)head;
    struct day day;
    enum parvis_status status = day_load(store, &day);
    if (status == PARVIS_OK)
        status = check_moves(allocation, &day);
    if (status == PARVIS_OK)
        status = put_moves(allocation, store, &day, now, changes);
    day_clear(&day);
    return status;
}

static char *render_allocation(struct api_command *head)
{
    const struct allocation *allocation = (struct allocation *)head;
    cJSON *answer = cJSON_CreateObject();
    cJSON *stands = cJSON_AddArrayToObject(answer, "stands");
    for (size_t i = 0; i < allocation->count; i++) {
        const char *body = model_body(head->api->model, "stand", allocation->moves[i].stand);
        cJSON_AddItemToArray(stands, body ? cJSON_CreateRaw(body) : cJSON_CreateNull());
    }
    return api_print(answer);
}

static void release_allocation(struct api_command *head)
{
    struct allocation *allocation = (struct allocation *)head;
    free(allocation->moves);
    free(allocation->steering.motive);
}

/* An id, or null for nobody. */
static bool read_company(const cJSON *row, const char *name, int64_t *ret_company)
{
    const cJSON *member = cJSON_GetObjectItemCaseSensitive(row, name);
    double number = cJSON_IsNumber(member) ? member->valuedouble : 0;
    if (!cJSON_IsNull(member) && (number < 1 || number > 9e15 || number != (double)(int64_t)number))
        return false;
    *ret_company = (int64_t)number;
    return true;
}

static bool read_moves(const cJSON *rows, struct stand_move *moves)
{
    size_t i = 0;
    for (const cJSON *row = rows->child; row; row = row->next, i++) {
        const cJSON *stand = cJSON_GetObjectItemCaseSensitive(row, "stand");
        if (!cJSON_IsObject(row) || cJSON_GetArraySize(row) != 3 || !cJSON_IsNumber(stand) ||
            stand->valuedouble < 1 || stand->valuedouble > 9e15 ||
            !read_company(row, "before", &moves[i].before) ||
            !read_company(row, "after", &moves[i].after))
            return false;
        moves[i].stand = (int64_t)stand->valuedouble;
    }
    return true;
}

void api_post_stand_allocation(struct http_request *request, void *data)
{
    struct order {
        const cJSON *moves;
        const char *motive;
    } order = {NULL, NULL};
    static const struct json_field fields[] = {
        {"moves", JSON_ARRAY, offsetof(struct order, moves), true, 1, MOVES_MAX},
        {"motive", JSON_TEXT, offsetof(struct order, motive), false, 1, 2000}};
    if (!api_read_body(request, fields, 2, &order))
        return;
    size_t count = (size_t)cJSON_GetArraySize(order.moves);
    struct stand_move *moves = calloc(count, sizeof *moves);
    if (!moves || !read_moves(order.moves, moves)) {
        free(moves);
        http_refuse(request, 422, "invalid_field",
                    "moves are objects of a stand, and the companies before and after or null",
                    "moves");
        return;
    }
    struct allocation *allocation = (struct allocation *)steering_new_sized(
        data, request, "stand", run_allocation, sizeof *allocation);
    if (!allocation) {
        free(moves);
        return;
    }
    allocation->moves = moves;
    allocation->count = count;
    allocation->steering.id = moves[0].stand;
    allocation->steering.motive = order.motive ? strdup(order.motive) : NULL;
    steering_note(&allocation->steering, "stand.allocate");
    allocation->steering.command.render = render_allocation;
    allocation->steering.command.release = release_allocation;
    api_command_submit(allocation);
}
