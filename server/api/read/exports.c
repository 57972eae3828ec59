/* SPDX-License-Identifier: EUPL-1.2 */
/* The exports at their stable addresses. */
#include <stdio.h>
#include <string.h>

#include "document.h"
#include "export.h"
#include "handlers.h"
#include "parvis/clock.h"
#include "token.h"

static enum text_language language_of(struct http_request *request)
{
    const char *asked = http_request_query(request, "lang");
    return text_language_of(asked ? asked : "fr") == TEXT_FR ? TEXT_FR : TEXT_EN;
}

static void respond(struct http_request *request, struct http_document *document)
{
    if (!document) {
        http_refuse(request, 404, "no_such_export", "There is no such export", NULL);
        return;
    }
    http_respond_document(request, document);
    http_document_unref(document);
}

/* Scheme and host of the request, so that the export's URLs lead to the same address. */
static void base_of(struct http_request *request, char *base, size_t size)
{
    const char *host = http_request_header(request, "Host");
    snprintf(base, size, "%s://%s", http_request_is_tls(request) ? "https" : "http",
             host ? host : "localhost");
}

static void answer(struct http_request *request, struct api *api, enum export_form form,
                   const char *room)
{
    char base[128];
    base_of(request, base, sizeof base);
    respond(request, exports_get(api->exports, form, language_of(request), base, room));
}

void api_get_export(struct http_request *request, void *data)
{
    static const struct {
        const char *name;
        enum export_form form;
    } names[] = {{"programme.ics", EXPORT_CALENDAR},
                 {"schedule.xml", EXPORT_XML},
                 {"schedule.json", EXPORT_JSON},
                 {"changes.atom", EXPORT_ATOM},
                 {"programme.csv", EXPORT_CSV}};
    const char *asked = strrchr(http_request_path(request), '/') + 1;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i].name, asked) == 0) {
            answer(request, data, names[i].form, NULL);
            return;
        }
    respond(request, NULL);
}

/* "x.ics" → "x"; false: it is none. */
static bool cut_suffix(const char *file, char *name, size_t size)
{
    size_t length = strlen(file);
    if (length < 5 || length - 4 >= size || strcmp(file + length - 4, ".ics") != 0)
        return false;
    memcpy(name, file, length - 4);
    name[length - 4] = '\0';
    return true;
}

void api_get_room_calendar(struct http_request *request, void *data)
{
    char room[64];
    if (!cut_suffix(http_request_parameter(request, "room"), room, sizeof room))
        respond(request, NULL);
    else
        answer(request, data, EXPORT_CALENDAR, room);
}

static void answer_person(struct http_request *request, struct api *api,
                          const struct model_person *person)
{
    enum text_language language = strcmp(person->language, "fr") == 0 ? TEXT_FR : TEXT_EN;
    respond(request,
            exports_person(api->exports, person, mine_company(api->model, person), language));
}

void api_get_calendar(struct http_request *request, void *data)
{
    struct api *api = data;
    char secret[TOKEN_CHARS + 1];
    uint8_t hash[TOKEN_HASH_BYTES];
    if (!cut_suffix(http_request_parameter(request, "secret"), secret, sizeof secret) ||
        strlen(secret) != TOKEN_CHARS) {
        respond(request, NULL);
        return;
    }
    token_hash(secret, hash);
    const struct model_link *link = model_link_by_token(api->model, hash);
    const struct model_person *person =
        link && !link->revoked_at && strcmp(link->purpose, "calendar") == 0
            ? model_person(api->model, link->person)
            : NULL;
    if (person && !person->erased)
        answer_person(request, api, person);
    else
        respond(request, NULL);
}

void api_get_mine_calendar(struct http_request *request, void *data)
{
    struct api *api = data;
    answer_person(request, api, mine_person(api, request));
}
