/* SPDX-License-Identifier: EUPL-1.2 */
/* The attendee's document, and helpers of the attendee's routes. */
#include "document.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "handlers.h"
#include "parvis/badge.h"
#include "qr_code.h"
#include "store_phone.h"
#include "token.h"

/* ---- who ---- */

const struct model_person *mine_person(struct api *api, const struct http_request *request)
{
    return model_person(api->model, api_identity(request)->person);
}

int64_t mine_company(const struct model *model, const struct model_person *person)
{
    const char *application = strcmp(person->role, "company") == 0
                                  ? model_body(model, "application", person->organisation)
                                  : NULL;
    return application && !strstr(application, "\"decision\":null") ? person->organisation : 0;
}

enum mine_side mine_side(const struct model *model, const struct model_person *person)
{
    if (strcmp(person->role, "buyer") == 0)
        return MINE_BUYER;
    return mine_company(model, person) ? MINE_COMPANY : MINE_NONE;
}

bool mine_has(const struct model *model, const struct model_person *person,
              const struct model_meeting *meeting)
{
    switch (mine_side(model, person)) {
    case MINE_BUYER:
        return meeting->buyer == person->id;
    case MINE_COMPANY:
        return meeting->company == person->organisation;
    case MINE_NONE:
        break;
    }
    return false;
}

/* ---- the document ---- */

cJSON *mine_organisation(const struct model *model, int64_t id)
{
    const struct model_organisation *organisation = id ? model_organisation(model, id) : NULL;
    cJSON *object = cJSON_CreateObject();
    cJSON_AddItemToObject(object, "id",
                          organisation ? cJSON_CreateNumber((double)id) : cJSON_CreateNull());
    cJSON_AddStringToObject(object, "name", organisation ? organisation->name : "");
    cJSON_AddStringToObject(object, "segment", organisation ? organisation->segment : "");
    return object;
}

static cJSON *person_json(const struct model *model, const struct model_person *person)
{
    cJSON *object = cJSON_CreateObject();
    cJSON_AddNumberToObject(object, "id", (double)person->id);
    cJSON_AddStringToObject(object, "first_name", person->first_name);
    cJSON_AddStringToObject(object, "last_name", person->last_name);
    cJSON_AddItemToObject(object, "organisation", mine_organisation(model, person->organisation));
    cJSON_AddStringToObject(object, "role", person->role);
    cJSON_AddStringToObject(object, "position", person->position);
    cJSON_AddStringToObject(object, "email", person->email);
    cJSON_AddStringToObject(object, "language", person->language);
    return object;
}

/* The badge's QR code as an SVG document; null: no valid badge. */
static cJSON *badge_svg(const struct model *model, int64_t person)
{
    const struct model_badge *badge = model_badge_of(model, person);
    char text[BADGE_TEXT_CHARS + 1];
    if (!badge)
        return cJSON_CreateNull();
    badge_write(badge->serial, badge->signature, text);
    char *svg = qr_badge_svg(text);
    cJSON *item = svg ? cJSON_CreateString(svg) : cJSON_CreateNull();
    free(svg);
    return item;
}

/* The times when an attendee is busy other than with meetings. */
struct busy_list {
    const struct model *model;
    const struct model_person *person;
    int64_t company;
    cJSON *array;
};

static void add_busy(struct busy_list *list, const char *kind, int64_t session, int64_t from_at,
                     int64_t to_at)
{
    const struct model_session *room = model_row(list->model, "session", session);
    cJSON *busy = cJSON_CreateObject();
    cJSON_AddStringToObject(busy, "kind", kind);
    cJSON_AddNumberToObject(busy, "from_at", (double)from_at);
    cJSON_AddNumberToObject(busy, "to_at", (double)to_at);
    cJSON_AddStringToObject(busy, "room", room ? room->room : "");
    cJSON_AddItemToArray(list->array, busy);
}

static bool add_pitch(const void *row, void *data)
{
    const struct model_pitch *pitch = row;
    struct busy_list *list = data;
    bool own = list->company && pitch->company == list->company;
    if ((own || list->person->jury) && pitch->state != PITCH_SKIPPED)
        add_busy(list, own ? "pitch" : "jury", pitch->session, pitch->projected_from_at,
                 pitch->projected_to_at);
    return true;
}

static bool add_demonstration(const void *row, void *data)
{
    const struct model_demonstration *show = row;
    struct busy_list *list = data;
    if (list->company && show->company == list->company)
        add_busy(list, "demonstration", show->session, show->from_at, show->to_at);
    return true;
}

/* The buyer's colleagues, who could come instead. */
static bool add_colleague(const void *row, void *data)
{
    const struct model_person *person = row;
    struct busy_list *list = data;
    if (person->organisation != list->person->organisation || person->id == list->person->id ||
        person->erased || strcmp(person->role, "buyer") != 0)
        return true;
    char name[256];
    snprintf(name, sizeof name, "%s %s", person->first_name, person->last_name);
    cJSON *colleague = cJSON_CreateObject();
    cJSON_AddNumberToObject(colleague, "id", (double)person->id);
    cJSON_AddStringToObject(colleague, "name", name);
    cJSON_AddItemToArray(list->array, colleague);
    return true;
}

struct stand_search {
    int64_t company;
    const char *code;
};

static bool find_stand(const void *row, void *data)
{
    const struct model_stand *stand = row;
    struct stand_search *search = data;
    if (stand->company == search->company)
        search->code = stand->code;
    return true;
}

static const char *side_name(enum mine_side side)
{
    static const char *const names[] = {"none", "buyer", "company"};
    return names[side];
}

char *mine_text(const struct model *model, const struct model_person *person, const char *csrf)
{
    cJSON *mine = cJSON_CreateObject();
    struct stand_search stand = {.company = mine_company(model, person), .code = ""};
    struct busy_list busy = {.model = model, .person = person, .company = stand.company};
    if (stand.company)
        model_each_row(model, "stand", find_stand, &stand);
    cJSON_AddStringToObject(mine, "csrf", csrf);
    cJSON_AddItemToObject(mine, "person", person_json(model, person));
    cJSON_AddStringToObject(mine, "side", side_name(mine_side(model, person)));
    cJSON_AddStringToObject(mine, "stand", stand.code);
    cJSON_AddItemToObject(mine, "badge", badge_svg(model, person->id));
    cJSON_AddItemToObject(mine, "meetings", mine_meetings(model, person));
    busy.array = cJSON_AddArrayToObject(mine, "busy");
    model_each_row(model, "pitch", add_pitch, &busy);
    model_each_row(model, "demonstration", add_demonstration, &busy);
    busy.array = cJSON_AddArrayToObject(mine, "colleagues");
    if (person->organisation && strcmp(person->role, "buyer") == 0)
        model_each_row(model, "person", add_colleague, &busy);
    cJSON_AddItemToObject(mine, "requests", mine_requests(model, person));
    cJSON_AddItemToObject(mine, "wanted", mine_wanted(model, person));
    cJSON_AddItemToObject(mine, "leads", mine_leads(model, stand.company));
    return api_print(mine);
}

/* ---- answers ---- */

char *api_answer_mine(struct api_operation *operation)
{
    char csrf[33];
    const struct model *model = operation->api->model;
    const struct model_person *person = model_person(model, operation->operation.actor.person);
    token_csrf(http_request_cookie(operation->request, API_PHONE_COOKIE), csrf);
    return person ? mine_text(model, person, csrf) : NULL;
}
