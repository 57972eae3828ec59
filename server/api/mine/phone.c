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
#include "parvis/units.h"
#include "request_fields.h"
#include "rights.h"
#include "store_phone.h"
#include "token.h"

/* Feedback and addresses come in for weeks after the day. */
#define PHONE_MS (60 * 24 * HOUR_MS)
/* A code on a kiosk's screen is scanned at once, or by somebody else. */
#define ONCE_MS (5 * MINUTE_MS)

/* ---- the link ---- */

struct open_command {
    struct api_command command; /* first */
    int64_t link, person;
    bool once; /* the link ends with this use */
    uint8_t hash[TOKEN_HASH_BYTES];
    char csrf[33];
};

static enum parvis_status run_open(struct commit_command *head, struct store *store,
                                   int64_t received_at, struct store_change_list *changes)
{
    struct open_command *command = (struct open_command *)head;
    int64_t now = clock_real_ms();
    enum parvis_status status = PARVIS_OK;
    (void)received_at; /* a session's age is not the event's */
    if (command->once)
        status = store_link_revoke(store, command->link, now, changes);
    if (status == PARVIS_CONFLICT)
        return api_command_refuse(&command->command, PARVIS_FORBIDDEN, "link_used", NULL,
                                  "This link was used before");
    if (status == PARVIS_OK)
        status =
            store_phone_add(store, command->person, command->hash, now, now + PHONE_MS, changes);
    return status;
}

static char *render_open(struct api_command *head)
{
    struct open_command *command = (struct open_command *)head;
    const struct model_person *person = model_person(head->api->model, command->person);
    return person ? mine_text(head->api->model, person, command->csrf) : NULL;
}

static void set_cookie(struct http_request *request, const char *value, long long age_s)
{
    char cookie[256];
    snprintf(cookie, sizeof cookie,
             API_PHONE_COOKIE "=%s; Path=/; HttpOnly; SameSite=Strict; Max-Age=%lld%s", value,
             age_s, http_request_is_tls(request) ? "; Secure" : "");
    http_response_header(request, "Set-Cookie", cookie);
}

/* A link that opens a page now; NULL: unknown, ended, or of somebody who is no more here. */
static const struct model_link *valid_link(const struct model *model, const char *secret)
{
    uint8_t hash[TOKEN_HASH_BYTES];
    if (strlen(secret) != TOKEN_CHARS)
        return NULL;
    token_hash(secret, hash);
    const struct model_link *link = model_link_by_token(model, hash);
    if (!link || link->revoked_at || (link->expires_at && link->expires_at <= clock_real_ms()) ||
        strcmp(link->purpose, "calendar") == 0)
        return NULL;
    const struct model_person *person = model_person(model, link->person);
    return person && !person->erased ? link : NULL;
}

void api_post_phone(struct http_request *request, void *data)
{
    struct api *api = data;
    struct {
        const char *secret;
    } order = {NULL};
    static const struct json_field fields[] = {{"secret", JSON_TEXT, 0, true, 1, 128}};
    if (!api_read_body(request, fields, 1, &order))
        return;
    const struct model_link *link = valid_link(api->model, order.secret);
    if (!link) {
        http_refuse(request, 403, "link_ended", "This link opens nothing (any more)", NULL);
        return;
    }
    struct open_command *command = api_command_new(api, request, sizeof *command, run_open);
    if (!command)
        return;
    char token[TOKEN_CHARS + 1];
    token_new(token);
    token_csrf(token, command->csrf);
    token_hash(token, command->hash);
    command->link = link->id;
    command->person = link->person;
    command->once = strcmp(link->purpose, "once") == 0;
    command->command.render = render_open;
    set_cookie(request, token, PHONE_MS / 1000);
    sodium_memzero(token, sizeof token);
    api_command_submit(command);
}

static enum parvis_status run_close(struct commit_command *head, struct store *store,
                                    int64_t received_at, struct store_change_list *changes)
{
    (void)received_at;
    return store_phone_revoke(store, ((struct open_command *)head)->link, clock_real_ms(), changes);
}

void api_delete_phone(struct http_request *request, void *data)
{
    struct open_command *command = api_command_new(data, request, sizeof *command, run_close);
    if (!command)
        return;
    command->link = api_identity(request)->phone;
    command->command.answer = strdup("{\"signed_out\":true}");
    set_cookie(request, "", 0);
    api_command_submit(command);
}

/* ---- a code on a kiosk's screen ---- */

struct link_order {
    char scan_id[4 * STORE_SCAN_ID_CHARS + 1]; /* of a device: the scan that opens it; "": none */
};

struct once_command {
    struct api_command command; /* first */
    int64_t person, expires_at;
    int64_t scan; /* of a device's own, which opens this to it */
    bool added;
    uint8_t hash[TOKEN_HASH_BYTES];
};

static enum parvis_status run_once(struct commit_command *head, struct store *store,
                                   int64_t received_at, struct store_change_list *changes)
{
    struct once_command *command = (struct once_command *)head;
    (void)received_at;
    enum parvis_status status = store_link_add(store, command->person, "once", command->hash,
                                               clock_real_ms(), command->expires_at, changes);
    command->added = status == PARVIS_OK;
    return status;
}

/* A kiosk that was told to try again may do so. */
static void release_once(struct api_command *head)
{
    const struct once_command *command = (const struct once_command *)head;
    if (!command->added && head->by_device)
        kiosks_give_back(head->api->kiosks, head->by_device, command->scan, KIOSK_OPENS_PHONE);
}

void api_post_person_link(struct http_request *request, void *data)
{
    struct api *api = data;
    int64_t id = 0;
    const struct model_person *person = NULL;
    char token[TOKEN_CHARS + 1], answer[128];
    /* a made table ends with an empty row */
    static const struct json_member members[] = {FIELDS_link_request(struct link_order)};
    struct link_order order = {.scan_id = ""};
    if (!api_read_members(request, members, sizeof members / sizeof *members - 1, &order))
        return;
    if (http_request_parameter_integer(request, "id", &id) == PARVIS_OK)
        person = model_person(api->model, id);
    if (!person || person->erased) {
        http_refuse(request, 404, "no_such_person", "There is no such person", NULL);
        return;
    }
    if (person->presence != MODEL_IN) {
        http_refuse(request, 409, "not_in", "Only for somebody who was just let in", NULL);
        return;
    }
    if (!scan_opens(api, request, person, order.scan_id, KIOSK_OPENS_PHONE))
        return;
    struct once_command *command = api_command_new(api, request, sizeof *command, run_once);
    if (!command)
        return;
    command->command.release = release_once;
    command->scan = person->scan;
    token_new(token);
    token_hash(token, command->hash);
    command->person = id;
    command->expires_at = clock_real_ms() + ONCE_MS;
    snprintf(answer, sizeof answer, "{\"path\":\"/mine#%s\",\"valid_ms\":%lld}", token,
             (long long)ONCE_MS);
    command->command.answer = strdup(answer);
    command->command.http_status = 201;
    sodium_memzero(token, sizeof token);
    sodium_memzero(answer, sizeof answer);
    api_command_submit(command);
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

/* ---- whom changes concern ---- */

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
            return; /* somebody is told by the next change */
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
