/* SPDX-License-Identifier: EUPL-1.2 */
/* An attendee's phone: its link becomes a session, its document, its stream. */
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check_in_scan.h"
#include "document.h"
#include "handlers.h"
#include "parvis/clock.h"
#include "parvis/json.h"
#include "phone_operations.h"
#include "token.h"

/* ---- the link ---- */

static void set_cookie(struct http_request *request, const char *value, long long age_s)
{
    char cookie[256];
    snprintf(cookie, sizeof cookie,
             API_PHONE_COOKIE "=%s; Path=/; HttpOnly; SameSite=Strict; Max-Age=%lld%s", value,
             age_s, http_request_is_tls(request) ? "; Secure" : "");
    http_response_header(request, "Set-Cookie", cookie);
}

/* Gives the browser the phone's token (the operation's secret). */
char *api_answer_phone(struct api_operation *operation)
{
    char csrf[33];
    const struct phone_open *order = (const void *)operation->order;
    const struct model *model = operation->api->model;
    const struct model_person *person = model_person(model, order->person);
    set_cookie(operation->request, operation->secret, PHONE_MS / 1000);
    token_csrf(operation->secret, csrf);
    return person ? mine_text(model, person, csrf) : NULL;
}

/* The link with this secret; NULL: none. phone_open decides whether it still opens something. */
static const struct model_link *link_of(const struct model *model, const char *secret)
{
    uint8_t hash[TOKEN_HASH_BYTES];
    if (strlen(secret) != TOKEN_CHARS)
        return NULL;
    token_hash(secret, hash);
    return model_link_by_token(model, hash);
}

void api_post_phone(struct http_request *request, void *data)
{
    struct api *api = data;
    struct {
        const char *secret;
    } body = {NULL};
    static const struct json_field fields[] = {{"secret", JSON_TEXT, 0, true, 1, 128}};
    if (!api_read_body(request, fields, 1, &body))
        return;
    const struct model_link *link = link_of(api->model, body.secret);
    if (!link) {
        http_refuse(request, 403, "link_ended", "This link opens nothing (any more)", NULL);
        return;
    }
    struct api_operation *operation = api_operation_new(api, request);
    if (!operation)
        return;
    struct phone_open *order = (void *)operation->order;
    order->link = link->id;
    token_new(operation->secret);
    token_hash(operation->secret, order->hash);
    api_operation_submit(operation);
}

char *api_answer_phone_closed(struct api_operation *operation)
{
    set_cookie(operation->request, "", 0);
    return strdup("{\"signed_out\":true}");
}

void api_delete_phone(struct http_request *request, void *data)
{
    struct api_operation *operation = api_operation_new(data, request);
    if (!operation)
        return;
    ((struct phone_close *)(void *)operation->order)->phone = operation->operation.actor.phone;
    api_operation_submit(operation);
}

/* ---- a code on a kiosk's screen ---- */

char *api_answer_phone_link(struct api_operation *operation)
{
    char path[API_SECRET_CHARS + 16];
    cJSON *answer = cJSON_CreateObject();
    snprintf(path, sizeof path, "/mine#%s", operation->secret);
    cJSON_AddStringToObject(answer, "path", path);
    cJSON_AddNumberToObject(answer, "valid_ms", PHONE_LINK_MS);
    sodium_memzero(path, sizeof path);
    operation->http_status = 201;
    return api_print(answer);
}

/* A kiosk whose link was not made may ask again. */
static void give_scan_back(struct api_operation *operation)
{
    const struct phone_link *order = (const void *)operation->order;
    if (!order->made)
        kiosks_give_back(operation->api->kiosks, operation->operation.actor.device, order->scan_id,
                         KIOSK_OPENS_PHONE);
}

/* Whether the caller may have the link. False: the request was answered. A scan that is not durable
 * yet has let nobody in: a kiosk that gets 409 asks again. */
static bool may_have_link(struct api *api, struct http_request *request,
                          const struct phone_link *order)
{
    const struct model_person *person = model_person(api->model, order->person);
    if (!person || person->erased)
        http_refuse(request, 404, "no_such_person", "There is no such person", NULL);
    else if (person->presence != CHECK_IN_INSIDE)
        http_refuse(request, 409, "not_in", "Only for somebody who was just let in", NULL);
    else
        return scan_opens(api, request, person, order->scan_id, KIOSK_OPENS_PHONE);
    return false;
}

void api_post_person_link(struct http_request *request, void *data)
{
    struct api_operation *operation = api_operation_new(data, request);
    if (!operation)
        return;
    struct phone_link *order = (void *)operation->order;
    if (!may_have_link(data, request, order)) {
        api_operation_drop(operation);
        return;
    }
    operation->ended = give_scan_back;
    token_new(operation->secret);
    token_hash(operation->secret, order->hash);
    api_operation_submit(operation);
}

/* ---- the document and the stream ---- */

void api_get_mine(struct http_request *request, void *data)
{
    struct api *api = data;
    char csrf[33];
    token_csrf(http_request_cookie(request, API_PHONE_COOKIE), csrf);
    char *text = mine_text(api->model, mine_person(api, request), csrf);
    struct http_blob *bytes = http_blob_adopt(text, strlen(text));
    struct http_document *document =
        bytes ? http_document_new(bytes, "application/json", "private, no-cache", true) : NULL;
    http_blob_unref(bytes);
    if (!document) {
        http_refuse(request, 503, "busy", "No memory just now: try again", NULL);
        return;
    }
    http_respond_document(request, document);
    http_document_unref(document);
}

/* ---- the phones that changes concern ---- */

struct concerned {
    int64_t *ids;
    size_t count, capacity;
};

static void add_id(struct concerned *set, int64_t id)
{
    if (set->count == set->capacity) {
        size_t capacity = set->capacity ? 2 * set->capacity : 64;
        int64_t *ids = realloc(set->ids, capacity * sizeof *ids);
        if (!ids)
            return; /* without memory: the next change reaches them */
        set->ids = ids;
        set->capacity = capacity;
    }
    set->ids[set->count++] = id;
}

static void add_meeting_of(const struct model *model, int64_t id, struct concerned *people,
                           struct concerned *companies)
{
    const struct model_meeting *meeting = model_row(model, "meeting", id);
    if (!meeting)
        return;
    add_id(people, meeting->buyer);
    add_id(companies, meeting->company);
}

static void add_concerned(const struct model *model, const struct store_change *change,
                          struct concerned *people, struct concerned *companies)
{
    enum kind_id kind = kind_of(change->kind);
    unsigned concerns = kind < KIND_COUNT ? kinds[kind].concerns : CONCERNS_NOBODY;
    if (!concerns || !change->body)
        return;
    cJSON *body = cJSON_Parse(change->body);
    if (concerns & CONCERNS_ITSELF)
        add_id(people, change->id);
    if (concerns & CONCERNS_PERSON)
        add_id(people, json_integer(body, "person"));
    if (concerns & CONCERNS_BUYER)
        add_id(people, json_integer(body, "buyer"));
    if (concerns & CONCERNS_COMPANY)
        add_id(companies, json_integer(body, "company"));
    if (concerns & CONCERNS_MEETING)
        add_meeting_of(model, json_integer(body, "meeting"), people, companies);
    cJSON_Delete(body);
}

static int compare_ids(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
    return (left > right) - (left < right);
}

static void sort(struct concerned *set)
{
    if (set->count > 0)
        qsort(set->ids, set->count, sizeof *set->ids, compare_ids);
}

void api_mine_nudge(struct api *api, const struct store_change_list *changes)
{
    struct concerned people = {0}, companies = {0};
    for (size_t i = 0; i < changes->count; i++)
        add_concerned(api->model, &changes->items[i], &people, &companies);
    sort(&people);
    sort(&companies);
    if (people.count + companies.count > 0)
        feed_nudge(api->feed, people.ids, people.count, companies.ids, companies.count);
    free(people.ids);
    free(companies.ids);
}
