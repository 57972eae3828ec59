/* SPDX-License-Identifier: EUPL-1.2 */
/* GET /api/roster: the data on people that a kiosk keeps, to work without the network. A row opens
 * only with its person's badge (parvis/seal.h), so that a thief of the kiosk can read none. */
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api.h"
#include "handlers.h"
#include "parvis/seal.h"
#include "parvis/staff.h"
#include "people_day.h"

#define PAGE_ROWS 64 /* some 100 kB, and a few milliseconds of the loop's time */

/* The badges of one answer, and their people. */
struct roster_page {
    const struct model *model;
    int64_t from;              /* badges after this id */
    int64_t wanted[PAGE_ROWS]; /* people asked for by id… */
    size_t wanted_count;
    bool by_people;
    const struct model_badge *badges[PAGE_ROWS];
    const struct model_person *people[PAGE_ROWS];
    size_t count;
    bool more;
    const struct model_device *staff; /* a kiosk at which names are searched; NULL: none */
};

static bool is_wanted(const struct roster_page *page, const struct model_badge *badge)
{
    if (!page->by_people)
        return badge->id > page->from;
    for (size_t i = 0; i < page->wanted_count; i++)
        if (page->wanted[i] == badge->person)
            return true;
    return false;
}

static bool take_badge(const struct model_badge *badge, void *data)
{
    struct roster_page *page = data;
    if (!is_wanted(page, badge))
        return true;
    if (page->count == PAGE_ROWS) {
        page->more = true;
        return false;
    }
    const struct model_person *person = model_person(page->model, badge->person);
    if (person && !person->erased) {
        page->badges[page->count] = badge;
        page->people[page->count++] = person;
    }
    return true;
}

/* The person in the form of an answer to a scan. */
static cJSON *person_json(const struct model *model, const struct model_person *person)
{
    cJSON *object = cJSON_CreateObject();
    cJSON_AddNumberToObject(object, "id", (double)person->id);
    cJSON_AddStringToObject(object, "first_name", person->first_name);
    cJSON_AddStringToObject(object, "last_name", person->last_name);
    cJSON_AddStringToObject(object, "organisation", model_affiliation(model, person));
    cJSON_AddStringToObject(object, "role", person->role);
    cJSON_AddStringToObject(object, "language", person->language);
    return object;
}

/* The content of a row: the person and their day. */
static char *body_text(const struct model *model, const struct model_person *person, cJSON *day)
{
    cJSON *body = cJSON_CreateObject();
    cJSON_AddItemToObject(body, "person", person_json(model, person));
    cJSON_AddItemReferenceToObject(body, "agenda", day);
    return api_print(body);
}

static void add_sealed(cJSON *row, const char *name, char *text)
{
    cJSON_AddStringToObject(row, name, text ? text : "");
    free(text);
}

/* The part of a row that the staff's PIN opens. */
static void add_name(cJSON *row, const struct roster_page *page, const struct model_person *person)
{
    if (!page->staff)
        return;
    char *name = api_print(person_json(page->model, person));
    add_sealed(row, "named", staff_seal(page->staff->staff_key, name));
    free(name);
}

static cJSON *row_json(const struct roster_page *page, const struct model_badge *badge,
                       const struct model_person *person, cJSON *day)
{
    static const char *const states[] = {"expected", "in", "out"};
    uint8_t key[SEAL_ROW_KEY_BYTES];
    char hex[2 * SEAL_ROW_KEY_BYTES + 1];
    cJSON *row = cJSON_CreateObject();
    seal_row_key(badge->serial, badge->signature, key);
    cJSON_AddStringToObject(row, "key", sodium_bin2hex(hex, sizeof hex, key, sizeof key));
    cJSON_AddNumberToObject(row, "badge", (double)badge->id);
    cJSON_AddNumberToObject(row, "person", (double)person->id);
    cJSON_AddBoolToObject(row, "revoked", badge->revoked_at != 0);
    cJSON_AddStringToObject(row, "state", states[person->presence]);
    cJSON_AddNumberToObject(row, "first_at", (double)person->first_at);
    cJSON_AddStringToObject(row, "place", person->place);
    cJSON_AddNumberToObject(row, "at", (double)person->moved_at);
    if (badge->revoked_at) { /* it opens nothing any more */
        cJSON_AddNullToObject(row, "sealed");
        return row;
    }
    char *body = body_text(page->model, person, day);
    add_sealed(row, "sealed", seal_body(badge->serial, badge->signature, body));
    add_name(row, page, person);
    free(body);
    return row;
}

/* The text by which a kiosk recognises the right PIN; null: no names are searched at it. */
static cJSON *staff_json(const struct model_device *staff)
{
    char salt[2 * STAFF_SALT_BYTES + 1];
    if (!staff)
        return cJSON_CreateNull();
    cJSON *object = cJSON_CreateObject();
    sodium_bin2hex(salt, sizeof salt, staff->staff_salt, STAFF_SALT_BYTES);
    cJSON_AddStringToObject(object, "salt", salt);
    add_sealed(object, "check", staff_seal(staff->staff_key, STAFF_CHECK));
    return object;
}

static char *render_page(const struct roster_page *page)
{
    cJSON *days[PAGE_ROWS];
    cJSON *answer = cJSON_CreateObject();
    people_days(page->model, AUDIENCE_STAND, page->people, page->count, days);
    cJSON_AddNumberToObject(answer, "seq", (double)model_seq(page->model));
    cJSON_AddItemToObject(answer, "staff", staff_json(page->staff));
    cJSON *rows = cJSON_AddArrayToObject(answer, "rows");
    for (size_t i = 0; i < page->count; i++) {
        cJSON_AddItemToArray(rows, row_json(page, page->badges[i], page->people[i], days[i]));
        cJSON_Delete(days[i]);
    }
    if (page->more)
        cJSON_AddNumberToObject(answer, "next", (double)page->badges[page->count - 1]->id);
    else
        cJSON_AddNullToObject(answer, "next");
    return api_print(answer);
}

/* "12,13,15": at most PAGE_ROWS / 4 people, so that all of their badges have room. */
static bool read_people(struct roster_page *page, const char *text)
{
    page->by_people = true;
    while (*text && page->wanted_count < PAGE_ROWS / 4) {
        char *end;
        long long id = strtoll(text, &end, 10);
        if (end == text || id < 1 || (*end && *end != ','))
            return false;
        page->wanted[page->wanted_count++] = id;
        text = *end ? end + 1 : end;
    }
    return page->wanted_count > 0 && !*text;
}

void api_get_roster(struct http_request *request, void *data)
{
    struct api *api = data;
    const struct model_device *device = model_device(api->model, api_identity(request)->device);
    struct roster_page page = {.model = api->model,
                               .staff = device && device->staff ? device : NULL};
    const char *people = http_request_query(request, "people");
    const char *from = http_request_query(request, "from");
    if (people && !read_people(&page, people)) {
        http_refuse(request, 422, "invalid_field", "people must be up to 16 ids", "people");
        return;
    }
    if (from && (!*from || from[strspn(from, "0123456789")] || strlen(from) > 15)) {
        http_refuse(request, 422, "invalid_field", "from must be a badge's id", "from");
        return;
    }
    page.from = from ? strtoll(from, NULL, 10) : 0;
    model_each_badge(api->model, take_badge, &page);
    http_respond_json(request, 200, render_page(&page));
}
