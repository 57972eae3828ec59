/* SPDX-License-Identifier: EUPL-1.2 */
/* An attendee's own data: read all of it, erase it, subscribe to it as a calendar; and contact
 * cards of people who gave their address. */
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "attendee_operations.h"
#include "document.h"
#include "handlers.h"
#include "people_operations.h"
#include "reading.h"
#include "store_erase.h"
#include "token.h"
#include "vcard.h"

/* ---- all that is kept ---- */

/* Read from the database: the model does not keep scans, older badges and sessions. */
static enum parvis_status read_data(struct api_reading *reading, struct store *store)
{
    return store_person_data(store, reading->id, &reading->answer);
}

void api_get_mine_data(struct http_request *request, void *data)
{
    struct api_reading *reading = api_reading_new(data, request, read_data);
    if (!reading)
        return;
    reading->id = mine_person(data, request)->id;
    http_response_header(request, "Content-Disposition",
                         "attachment; filename=\"parvis-data.json\"");
    api_reading_submit(reading);
}

/* ---- erasure ---- */

char *api_answer_own_erasure(struct api_operation *operation)
{
    const struct person_erase *order = (const void *)operation->order;
    cJSON *answer = cJSON_CreateObject();
    cJSON_AddNumberToObject(answer, "erased_at", (double)order->at);
    return api_print(answer);
}

void api_post_mine_erasure(struct http_request *request, void *data)
{
    struct api_operation *operation = api_operation_new(data, request);
    if (!operation)
        return;
    ((struct person_erase *)(void *)operation->order)->person = operation->operation.actor.person;
    http_response_header(request, "Clear-Site-Data", "\"cache\", \"storage\"");
    http_response_header(request, "Set-Cookie",
                         API_PHONE_COOKIE "=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0");
    api_operation_submit(operation);
}

/* ---- the calendar's address ---- */

char *api_answer_calendar(struct api_operation *operation)
{
    char path[API_SECRET_CHARS + 16];
    cJSON *answer = cJSON_CreateObject();
    snprintf(path, sizeof path, "/calendar/%s.ics", operation->secret);
    cJSON_AddStringToObject(answer, "path", path);
    sodium_memzero(path, sizeof path);
    operation->http_status = 201;
    return api_print(answer);
}

void api_post_mine_calendar(struct http_request *request, void *data)
{
    struct api_operation *operation = api_operation_new(data, request);
    if (!operation)
        return;
    token_new(operation->secret);
    token_hash(operation->secret, ((struct calendar_link *)(void *)operation->order)->hash);
    api_operation_submit(operation);
}

/* ---- an address ---- */

struct contact_search {
    int64_t meeting, mine, theirs;
    bool mine_given, theirs_given;
};

static bool look(const void *row, void *data)
{
    const struct model_contact *contact = row;
    struct contact_search *search = data;
    if (contact->meeting != search->meeting || contact->taken_back_at)
        return true;
    search->mine_given = search->mine_given || contact->person == search->mine;
    search->theirs_given = search->theirs_given || contact->person == search->theirs;
    return true;
}

/* Whether both gave their address, and are the two sides of this meeting. */
static bool may_have(struct api *api, const struct model_person *person, int64_t meeting_id,
                     int64_t other_id)
{
    const struct model_meeting *meeting = model_row(api->model, "meeting", meeting_id);
    const struct model_person *other = model_person(api->model, other_id);
    if (!meeting || !other || other->erased || !mine_has(api->model, person, meeting) ||
        !mine_has(api->model, other, meeting) ||
        mine_side(api->model, person) == mine_side(api->model, other))
        return false;
    struct contact_search search = {.meeting = meeting_id, .mine = person->id, .theirs = other_id};
    model_each_row(api->model, "contact", look, &search);
    return search.mine_given && search.theirs_given;
}

void api_get_mine_contact(struct http_request *request, void *data)
{
    struct api *api = data;
    int64_t meeting = 0;
    const char *asked = http_request_query(request, "person");
    int64_t other = asked ? strtoll(asked, NULL, 10) : 0;
    if (http_request_parameter_integer(request, "id", &meeting) != PARVIS_OK ||
        !may_have(api, mine_person(api, request), meeting, other)) {
        http_refuse(request, 404, "no_contact", "No address was given both ways", NULL);
        return;
    }
    const struct model_person *person = model_person(api->model, other);
    const struct model_organisation *organisation =
        model_organisation(api->model, person->organisation);
    char *card = vcard_text(person, organisation ? organisation->name : "");
    http_response_header(request, "Content-Disposition", "attachment; filename=\"contact.vcf\"");
    http_respond(request, 200, "text/vcard; charset=utf-8", card, strlen(card));
    free(card);
}
