/* Steering stands: giving, freeing, swapping, and what would not fit. */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "handlers.h"
#include "reading.h"
#include "stand_steps.h"

/* Gives `place` to `company`, which leaves the stand that it has. */
static enum parvis_status settle(struct steering_command *command, struct store *store,
                                 struct day *day, struct store_place *place, int64_t now,
                                 struct store_change_list *changes)
{
    struct reason reason;
    const struct store_kept *company = day_company(day, command->other);
    if (!company)
        return steering_unknown(command, "company");
    if (place->company) {
        const struct store_kept *owner = day_company(day, place->company);
        reason_set(&reason, "stands.taken");
        reason_add_text(&reason, "stand", place->code);
        reason_add_text(&reason, "company", owner ? owner->name : "");
        return steering_refuse(command, &reason);
    }
    enum parvis_status status = stand_check_needs(command, store, company, place, now, changes);
    const struct store_place *before = day_place_of(day, company->id);
    if (status == PARVIS_OK && before)
        status = stand_give(store, stand_find(day, before->id), 0, changes);
    return status == PARVIS_OK ? stand_give(store, place, company->id, changes) : status;
}

static enum parvis_status run_company(struct commit_command *head, struct store *store, int64_t now,
                                      struct store_change_list *changes)
{
    struct steering_command *command = (struct steering_command *)head;
    struct day day;
    int64_t moved = command->other;
    enum parvis_status status = day_load(store, &day);
    struct store_place *place = status == PARVIS_OK ? stand_find(&day, command->id) : NULL;
    if (status == PARVIS_OK && !place)
        status = PARVIS_NOT_FOUND;
    if (status == PARVIS_OK && place->company != command->other) {
        if (command->other) {
            status = settle(command, store, &day, place, now, changes);
        } else {
            moved = place->company;
            status = stand_check_left(command, store, &day, place->company, now, changes);
            if (status == PARVIS_OK)
                status = stand_give(store, place, 0, changes);
        }
        if (status == PARVIS_OK)
            status = stand_move_meetings(store, &day, moved, changes);
    }
    day_clear(&day);
    return status;
}

/* "company" may be null, which the field table does not know: the body is read by hand. */
static bool read_company(struct http_request *request, const cJSON *body, int64_t *ret_company,
                         const char **ret_motive)
{
    const cJSON *company = cJSON_GetObjectItemCaseSensitive(body, "company");
    const cJSON *motive = cJSON_GetObjectItemCaseSensitive(body, "motive");
    const char *wrong = NULL;
    double number = cJSON_IsNumber(company) ? company->valuedouble : 0;
    if (!cJSON_IsNull(company) &&
        (number < 1 || number > 9e15 || number != (double)(int64_t)number))
        wrong = "company";
    else if (motive && (!cJSON_IsString(motive) || !*motive->valuestring ||
                        strlen(motive->valuestring) > 2000))
        wrong = "motive";
    for (const cJSON *member = body->child; member && !wrong; member = member->next)
        if (member != company && member != motive)
            wrong = member->string;
    if (wrong) {
        http_refuse(request, 422, "invalid_field",
                    "company is a number or null, motive a text of up to 500 characters", wrong);
        return false;
    }
    *ret_company = (int64_t)number;
    *ret_motive = motive ? motive->valuestring : NULL;
    return true;
}

void api_post_stand_company(struct http_request *request, void *data)
{
    int64_t company;
    const char *motive;
    const cJSON *body = api_read_body(request, NULL, 0, NULL);
    if (!body)
        return;
    if (!cJSON_IsObject(body)) {
        http_refuse(request, 400, "invalid_json", "The body must be an object", NULL);
        return;
    }
    if (!read_company(request, body, &company, &motive))
        return;
    struct steering_command *command = steering_new(data, request, "stand", run_company);
    if (!command || !steering_read_id(command))
        return;
    steering_note(command, "stand.company");
    command->other = company;
    command->motive = motive ? strdup(motive) : NULL;
    api_command_submit(command);
}

/* ---- two change places ---- */

/* Both go where the other was; a free stand is a place like another. */
static enum parvis_status exchange(struct steering_command *command, struct store *store,
                                   struct day *day, struct store_place *a, struct store_place *b,
                                   int64_t now, struct store_change_list *changes)
{
    const struct store_kept *from_a = a->company ? day_company(day, a->company) : NULL;
    const struct store_kept *from_b = b->company ? day_company(day, b->company) : NULL;
    enum parvis_status status = PARVIS_OK;
    if (from_a)
        status = stand_check_needs(command, store, from_a, b, now, changes);
    if (status == PARVIS_OK && from_b)
        status = stand_check_needs(command, store, from_b, a, now, changes);
    if (status == PARVIS_OK && from_a)
        status = stand_give(store, a, 0, changes);
    if (status == PARVIS_OK && from_b)
        status = stand_give(store, b, 0, changes);
    if (status == PARVIS_OK && from_b)
        status = stand_give(store, a, from_b->id, changes);
    if (status == PARVIS_OK && from_a)
        status = stand_give(store, b, from_a->id, changes);
    if (status == PARVIS_OK && from_a)
        status = stand_move_meetings(store, day, from_a->id, changes);
    return status == PARVIS_OK && from_b ? stand_move_meetings(store, day, from_b->id, changes)
                                         : status;
}

static enum parvis_status run_swap(struct commit_command *head, struct store *store, int64_t now,
                                   struct store_change_list *changes)
{
    struct steering_command *command = (struct steering_command *)head;
    struct day day;
    enum parvis_status status = day_load(store, &day);
    struct store_place *a = status == PARVIS_OK ? stand_find(&day, command->id) : NULL;
    struct store_place *b = status == PARVIS_OK ? stand_find(&day, command->other) : NULL;
    if (status == PARVIS_OK && (!a || !b || a == b))
        status = steering_unknown(command, a ? "b" : "a");
    else if (status == PARVIS_OK)
        status = exchange(command, store, &day, a, b, now, changes);
    day_clear(&day);
    return status;
}

static char *render_swap(struct api_command *head)
{
    struct steering_command *command = (struct steering_command *)head;
    const int64_t ids[] = {command->id, command->other};
    cJSON *answer = cJSON_CreateObject();
    cJSON *stands = cJSON_AddArrayToObject(answer, "stands");
    for (int i = 0; i < 2; i++) {
        const char *body = model_body(head->api->model, "stand", ids[i]);
        cJSON_AddItemToArray(stands, body ? cJSON_CreateRaw(body) : cJSON_CreateNull());
    }
    return api_print(answer);
}

void api_post_stand_swap(struct http_request *request, void *data)
{
    struct order {
        int64_t a, b;
        const char *motive;
    } order = {0, 0, NULL};
    static const struct json_field fields[] = {
        {"a", JSON_INTEGER, offsetof(struct order, a), true, 1, INT64_MAX},
        {"b", JSON_INTEGER, offsetof(struct order, b), true, 1, INT64_MAX},
        {"motive", JSON_TEXT, offsetof(struct order, motive), false, 1, 2000}};
    if (!api_read_body(request, fields, 3, &order))
        return;
    struct steering_command *command = steering_new(data, request, "stand", run_swap);
    if (!command)
        return;
    steering_note(command, "stand.swap");
    command->id = order.a;
    command->other = order.b;
    command->motive = order.motive ? strdup(order.motive) : NULL;
    command->command.render = render_swap;
    api_command_submit(command);
}

/* ---- what would not fit ---- */

static enum parvis_status read_fits(struct api_reading *reading, struct store *store)
{
    struct day day;
    enum parvis_status status = day_load(store, &day);
    const struct store_place *place = status == PARVIS_OK ? stand_find(&day, reading->id) : NULL;
    if (status == PARVIS_OK && !place)
        status = PARVIS_NOT_FOUND;
    cJSON *answer = cJSON_CreateObject();
    cJSON *companies = cJSON_AddArrayToObject(answer, "companies");
    for (size_t i = 0; place && i < day.company_count; i++) {
        struct reason reason;
        struct stand_company wants = stand_company_of(&day.companies[i]);
        struct stand_place stand = stand_place_of(place);
        char *why =
            stands_meet(&wants, &stand, &reason) ? NULL : reason_say(&reason, reading->language);
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
