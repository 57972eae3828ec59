/* The attendee's document, and what their commands share. */
#include "document.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

/* What takes an attendee's time besides meetings. */
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
    if ((own || list->person->jury) && strcmp(pitch->state, "skipped") != 0)
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

/* Who of the same body could come in a buyer's place. */
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

/* ---- commands ---- */

static char *render(struct api_command *head)
{
    struct mine_command *command = (struct mine_command *)head;
    const struct model_person *person = model_person(head->api->model, command->person);
    return person ? mine_text(head->api->model, person, command->csrf) : NULL;
}

static void release(struct api_command *head)
{
    free(((struct mine_command *)head)->text);
}

void mine_drop(struct mine_command *command)
{
    release(&command->steering.command);
    free(command);
}

/* What is asked, so that one order id cannot stand for two things. */
static void digest_request(struct http_request *request, uint8_t ret_digest[16])
{
    crypto_generichash_state state;
    size_t length = 0;
    const char *path = http_request_path(request);
    const char *body = http_request_body(request, &length);
    crypto_generichash_init(&state, NULL, 0, 16);
    crypto_generichash_update(&state, (const unsigned char *)path, strlen(path) + 1);
    crypto_generichash_update(&state, (const unsigned char *)(body ? body : ""), length);
    crypto_generichash_final(&state, ret_digest, 16);
}

static bool read_order(struct http_request *request, struct mine_command *command)
{
    static const char signs[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-";
    const char *order = http_request_header(request, "Idempotency-Key");
    if (!order)
        return true;
    size_t length = strlen(order);
    if (length < 8 || length > MINE_ORDER_CHARS_MAX || strspn(order, signs) != length)
        return false;
    memcpy(command->order, order, length + 1);
    digest_request(request, command->digest);
    return true;
}

struct mine_command *mine_command_new(struct api *api, struct http_request *request,
                                      commit_run_fn *run)
{
    struct mine_command *command = api_command_new(api, request, sizeof *command, run);
    if (!command)
        return NULL;
    const struct model_person *person = mine_person(api, request);
    command->steering.kind = "person";
    command->steering.language = text_language_of(http_request_header(request, "Accept-Language"));
    command->steering.command.render = render;
    command->steering.command.release = release;
    command->person = person->id;
    command->company = mine_company(api->model, person);
    token_csrf(http_request_cookie(request, API_PHONE_COOKIE), command->csrf);
    if (!read_order(request, command)) {
        mine_drop(command);
        http_refuse(request, 422, "invalid_field", "Idempotency-Key: 8 to 64 letters or digits",
                    "Idempotency-Key");
        return NULL;
    }
    return command;
}

bool mine_read_id(struct mine_command *command)
{
    struct http_request *request = command->steering.command.request;
    if (http_request_parameter_integer(request, "id", &command->steering.id) == PARVIS_OK)
        return true;
    mine_drop(command);
    http_refuse(request, 404, "not_found", "There is no such thing", NULL);
    return false;
}

enum parvis_status mine_begin(struct mine_command *command, struct store *store, int64_t now,
                              bool *ret_again)
{
    *ret_again = false;
    if (!*command->order)
        return PARVIS_OK;
    enum parvis_status status =
        store_order_note(store, command->order, command->person, command->digest, now, ret_again);
    if (status == PARVIS_CONFLICT)
        return api_command_refuse(&command->steering.command, status, "order_reused", NULL,
                                  "This Idempotency-Key stood for something else");
    return status;
}

enum parvis_status mine_meeting(struct mine_command *command, struct store *store,
                                struct store_meeting *ret_meeting)
{
    struct store_meeting meeting = {0};
    enum parvis_status status = store_meeting_get(store, command->steering.id, &meeting);
    if (status != PARVIS_OK)
        return status;
    bool own =
        command->company ? meeting.company == command->company : meeting.buyer == command->person;
    if (!own)
        return PARVIS_NOT_FOUND;
    *ret_meeting = meeting;
    return PARVIS_OK;
}

enum parvis_status mine_refuse(struct mine_command *command, const char *key)
{
    struct reason reason;
    reason_set(&reason, key);
    return steering_refuse(&command->steering, &reason);
}
