/* SPDX-License-Identifier: EUPL-1.2 */
/* People: search, profiles, walk-ins, badges. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api.h"
#include "check_in_scan.h"
#include "handlers.h"
#include "parvis/badge.h"
#include "parvis/clock.h"
#include "parvis/text.h"
#include "people_day.h"
#include "person_form.h"
#include "qr_code.h"
#include "rights.h"
#include "store_check_in.h"
#include "store_person.h"

#define LIMIT_DEFAULT 20
#define LIMIT_MAX 100
#define BADGES_MAX 32 /* of one person that an answer lists */

/* ---- JSON ---- */

static cJSON *badge_json(const struct model_badge *badge)
{
    char serial[17];
    cJSON *object = cJSON_CreateObject();
    snprintf(serial, sizeof serial, "%016llx", (unsigned long long)badge->serial);
    cJSON_AddNumberToObject(object, "id", (double)badge->id);
    cJSON_AddStringToObject(object, "serial", serial);
    cJSON_AddNumberToObject(object, "issued_at", (double)badge->issued_at);
    cJSON_AddItemToObject(object, "revoked_at",
                          badge->revoked_at ? cJSON_CreateNumber((double)badge->revoked_at)
                                            : cJSON_CreateNull());
    return object;
}

/* ---- reading ---- */

void api_get_people(struct http_request *request, void *data)
{
    struct api *api = data;
    int64_t ids[LIMIT_MAX];
    const char *query = http_request_query(request, "q");
    const char *limit_text = http_request_query(request, "limit");
    long limit = limit_text ? strtol(limit_text, NULL, 10) : LIMIT_DEFAULT;
    if (limit < 1 || limit > LIMIT_MAX) {
        http_refuse(request, 422, "invalid_field", "limit must be from 1 to 100", "limit");
        return;
    }
    if (!query || text_check_utf8(query, strlen(query)) != PARVIS_OK) {
        http_refuse(request, 422, "invalid_field", "q must be given, in UTF-8", "q");
        return;
    }
    size_t count = model_search_people(api->model, query, ids, (size_t)limit);
    cJSON *answer = cJSON_CreateObject();
    cJSON *people = cJSON_AddArrayToObject(answer, "people");
    for (size_t i = 0; i < count; i++)
        cJSON_AddItemToArray(people, person_json(api->model, model_person(api->model, ids[i])));
    http_respond_json(request, 200, api_print(answer));
}

/* The person of the path; NULL: answered 404. */
static const struct model_person *asked_person(struct api *api, struct http_request *request)
{
    int64_t id = 0;
    const struct model_person *person = NULL;
    if (http_request_parameter_integer(request, "id", &id) == PARVIS_OK)
        person = model_person(api->model, id);
    if (!person || person->erased) {
        http_refuse(request, 404, "no_such_person", "There is no such person", NULL);
        return NULL;
    }
    return person;
}

struct badge_list {
    const struct model *model;
    int64_t person;
    cJSON *array;
};

static bool add_badge(const struct model_badge *badge, void *data)
{
    struct badge_list *list = data;
    if (badge->person == list->person)
        cJSON_AddItemToArray(list->array, badge_json(badge));
    return true;
}

void api_get_person(struct http_request *request, void *data)
{
    struct api *api = data;
    const struct model_person *person = asked_person(api, request);
    if (!person)
        return;
    cJSON *object = person_json(api->model, person);
    struct badge_list list = {.model = api->model,
                              .person = person->id,
                              .array = cJSON_AddArrayToObject(object, "badges")};
    model_each_badge(api->model, add_badge, &list);
    http_respond_json(request, 200, api_print(object));
}

void api_get_person_agenda(struct http_request *request, void *data)
{
    struct api *api = data;
    const struct model_person *person = asked_person(api, request);
    cJSON *day = NULL;
    if (!person ||
        !scan_opens(api, request, person, http_request_query(request, "scan"), KIOSK_OPENS_DAY))
        return;
    /* A door tells the day to its bearer, who learns of a meeting what the company's stand does. */
    people_days(api->model,
                api_identity(request)->user ? rights_hearing_of(api, request).audience
                                            : AUDIENCE_STAND,
                &person, 1, &day);
    http_respond_json(request, 200, api_print(day));
}

void api_get_person_badge(struct http_request *request, void *data)
{
    struct api *api = data;
    const struct model_person *person = asked_person(api, request);
    if (!person)
        return;
    const struct model_badge *badge = model_badge_of(api->model, person->id);
    char text[BADGE_TEXT_CHARS + 1];
    if (!badge) {
        http_refuse(request, 404, "no_badge", "This person has no valid badge", NULL);
        return;
    }
    badge_write(badge->serial, badge->signature, text);
    char *svg = qr_badge_svg(text);
    if (!svg) {
        http_refuse(request, 503, "busy", "No memory just now: try again", NULL);
        return;
    }
    http_respond(request, 200, "image/svg+xml", svg, strlen(svg));
    free(svg);
}

/* ---- walk-ins ---- */

struct walk_in_command {
    struct api_command command; /* first */
    struct person_said said;
    uint32_t tag;
    int64_t person;
    uint64_t serial;
    uint8_t signature[BADGE_SIGNATURE_BYTES];
};

static enum parvis_status run_walk_in(struct commit_command *head, struct store *store,
                                      int64_t received_at, struct store_change_list *changes)
{
    struct walk_in_command *command = (struct walk_in_command *)head;
    enum parvis_status status =
        store_walk_in_add(store, &command->said.entry, changes, &command->person);
    if (status != PARVIS_OK)
        return status;
    command->command.subject = command->person;
    return store_badge_issue(store, command->person, command->tag, command->command.api->secret_key,
                             received_at, changes, &command->serial, command->signature);
}

static char *render_walk_in(struct api_command *head)
{
    struct walk_in_command *command = (struct walk_in_command *)head;
    const struct model_person *person = model_person(head->api->model, command->person);
    char text[BADGE_TEXT_CHARS + 1];
    badge_write(command->serial, command->signature, text);
    cJSON *answer = cJSON_CreateObject();
    cJSON_AddItemToObject(answer, "person",
                          person ? person_json(head->api->model, person) : cJSON_CreateNull());
    cJSON_AddStringToObject(answer, "badge", text);
    return api_print(answer);
}

/* A door registers visitors and nobody else, whatever it sends. What was typed there as
 * organisation is a text that a host reads: membership of a team or a buyer's organisation is a
 * host's to give. False: the request was answered. */
static bool limit_to_visitors(struct http_request *request, struct person_entry *entry)
{
    if (strcmp(entry->values.role, "visitor") != 0) {
        http_refuse(request, 403, "visitors_only", "A door registers visitors alone: see a host",
                    "role");
        return false;
    }
    entry->values.affiliation = entry->organisation;
    entry->organisation = "";
    return true;
}

void api_post_person(struct http_request *request, void *data)
{
    struct api *api = data;
    struct person_entry form = {.values = {.language = "fr"}, .organisation = ""};
    struct json_field fields[PERSON_COLUMN_COUNT];
    if (!api_read_body(request, fields, person_form_fields(PERSON_FORM_WALK_IN, fields), &form))
        return;
    struct walk_in_command *command = api_command_new(data, request, sizeof *command, run_walk_in);
    if (!command)
        return;
    const char *wrong = person_form_take(PERSON_FORM_WALK_IN, &form, &command->said);
    if (wrong)
        person_form_refuse(request, wrong);
    if (wrong ||
        (command->command.by_device && !limit_to_visitors(request, &command->said.entry))) {
        free(command);
        return;
    }
    command->tag = model_edition(api->model)->tag;
    command->command.action = "person.add";
    command->command.subject_kind = "person";
    command->command.http_status = 201;
    command->command.render = render_walk_in;
    api_command_submit(command);
}

/* ---- badges ---- */

struct badge_command {
    struct api_command command; /* first */
    int64_t id;                 /* the person, or the badge to revoke */
    uint32_t tag;
    uint64_t serial;
    uint8_t signature[BADGE_SIGNATURE_BYTES];
    int64_t revoked[BADGES_MAX];
    size_t revoked_count;
};

static enum parvis_status run_reissue(struct commit_command *head, struct store *store,
                                      int64_t received_at, struct store_change_list *changes)
{
    struct badge_command *command = (struct badge_command *)head;
    enum parvis_status status = store_person_look(store, command->id);
    if (status == PARVIS_OK)
        status = store_badges_revoke_of(store, command->id, received_at, changes, command->revoked,
                                        BADGES_MAX, &command->revoked_count);
    if (status != PARVIS_OK)
        return status;
    return store_badge_issue(store, command->id, command->tag, command->command.api->secret_key,
                             received_at, changes, &command->serial, command->signature);
}

static char *render_reissue(struct api_command *head)
{
    struct badge_command *command = (struct badge_command *)head;
    char text[BADGE_TEXT_CHARS + 1];
    badge_write(command->serial, command->signature, text);
    cJSON *answer = cJSON_CreateObject();
    cJSON_AddNumberToObject(answer, "person", (double)command->id);
    cJSON_AddStringToObject(answer, "badge", text);
    cJSON *revoked = cJSON_AddArrayToObject(answer, "revoked");
    for (size_t i = 0; i < command->revoked_count; i++)
        cJSON_AddItemToArray(revoked, cJSON_CreateNumber((double)command->revoked[i]));
    return api_print(answer);
}

void api_post_person_badge(struct http_request *request, void *data)
{
    struct api *api = data;
    const struct model_person *person = asked_person(api, request);
    struct badge_command *command =
        person ? api_command_new(data, request, sizeof *command, run_reissue) : NULL;
    if (!command)
        return;
    command->id = person->id;
    command->command.action = "badge.issue";
    command->command.subject_kind = "person";
    command->command.subject = person->id;
    command->tag = model_edition(api->model)->tag;
    command->command.http_status = 201;
    command->command.render = render_reissue;
    api_command_submit(command);
}

static enum parvis_status run_revocation(struct commit_command *head, struct store *store,
                                         int64_t received_at, struct store_change_list *changes)
{
    struct badge_command *command = (struct badge_command *)head;
    enum parvis_status status = store_badge_revoke(store, command->id, received_at, changes);
    if (status == PARVIS_CONFLICT)
        return api_command_refuse(&command->command, status, "already_revoked", NULL,
                                  "This badge was revoked before");
    return status;
}

static char *render_revocation(struct api_command *head)
{
    const struct model_badge *badge =
        model_badge(head->api->model, ((struct badge_command *)head)->id);
    cJSON *answer = cJSON_CreateObject();
    cJSON_AddItemToObject(answer, "badge", badge ? badge_json(badge) : cJSON_CreateNull());
    return api_print(answer);
}

void api_post_badge_revocation(struct http_request *request, void *data)
{
    int64_t id;
    if (http_request_parameter_integer(request, "id", &id) != PARVIS_OK) {
        http_refuse(request, 404, "not_found", "There is no such badge", NULL);
        return;
    }
    struct badge_command *command = api_command_new(data, request, sizeof *command, run_revocation);
    if (!command)
        return;
    command->id = id;
    command->command.action = "badge.revoke";
    command->command.subject_kind = "badge";
    command->command.subject = id;
    command->command.render = render_revocation;
    api_command_submit(command);
}
