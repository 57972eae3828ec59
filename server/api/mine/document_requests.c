/* SPDX-License-Identifier: EUPL-1.2 */
/* Requests and wishes of an attendee as the document has them. */
#include <string.h>

#include "document.h"

struct list {
    const struct model *model;
    const struct model_person *person;
    enum mine_side side;
    cJSON *array;
    int64_t buyer, company; /* of the pair searched for */
    bool found;
};

/* The other side of a pair: a company's name, or the buyer's organisation. */
static cJSON *other_end(const struct list *list, int64_t buyer, int64_t company)
{
    const struct model_person *person = model_person(list->model, buyer);
    if (list->side == MINE_BUYER)
        return mine_organisation(list->model, company);
    return mine_organisation(list->model, person && !person->erased ? person->organisation : 0);
}

/* Tells a stand's team two buyers of one organisation apart, by their position: not by name. */
static const char *about(const struct list *list, int64_t buyer)
{
    const struct model_person *person =
        list->side == MINE_COMPANY ? model_person(list->model, buyer) : NULL;
    return person && !person->erased ? person->position : "";
}

static bool is_theirs(const struct list *list, int64_t buyer, int64_t company)
{
    return list->side == MINE_BUYER ? buyer == list->person->id
                                    : company == list->person->organisation;
}

static bool add_request(const void *row, void *data)
{
    const struct model_request *request = row;
    struct list *list = data;
    if (!is_theirs(list, request->buyer, request->company) ||
        request->state == REQUEST_ACCEPTED) /* it is among the meetings */
        return true;
    const struct model_slot *slot = model_row(list->model, "slot", request->slot);
    cJSON *item = cJSON_CreateObject();
    cJSON_AddNumberToObject(item, "id", (double)request->id);
    cJSON_AddBoolToObject(item, "mine", request->by_company == (list->side == MINE_COMPANY));
    cJSON_AddNumberToObject(item, "other",
                            (double)(list->side == MINE_BUYER ? request->company : request->buyer));
    cJSON_AddItemToObject(item, "with", other_end(list, request->buyer, request->company));
    cJSON_AddStringToObject(item, "about", about(list, request->buyer));
    cJSON_AddNumberToObject(item, "from_at", slot ? (double)slot->from_at : 0);
    cJSON_AddNumberToObject(item, "to_at", slot ? (double)slot->to_at : 0);
    cJSON_AddBoolToObject(item, "must", request->must);
    cJSON_AddStringToObject(item, "state", request_state_name(request->state));
    cJSON_AddNumberToObject(item, "lapses_at", (double)request->lapses_at);
    cJSON_AddItemToArray(list->array, item);
    return true;
}

static struct list new_list(const struct model *model, const struct model_person *person)
{
    return (struct list){.model = model,
                         .person = person,
                         .side = mine_side(model, person),
                         .array = cJSON_CreateArray()};
}

cJSON *mine_requests(const struct model *model, const struct model_person *person)
{
    struct list list = new_list(model, person);
    if (list.side != MINE_NONE)
        model_each_row(model, "request", add_request, &list);
    return list.array;
}

/* ---- wishes that have no meeting yet ---- */

static bool find_meeting(const void *row, void *data)
{
    const struct model_meeting *meeting = row;
    struct list *list = data;
    list->found = meeting->buyer == list->buyer && meeting->company == list->company &&
                  meeting_state_is_held(meeting->state);
    return !list->found;
}

static bool add_wish(const void *row, void *data)
{
    const struct model_wish *wish = row;
    struct list *list = data;
    if (!is_theirs(list, wish->buyer, wish->company) || wish->priority == 0 ||
        (list->side == MINE_BUYER && wish->by_company))
        return true;
    const char *application = model_body(list->model, "application", wish->company);
    if (!application || strstr(application, "\"decision\":null"))
        return true; /* it was not kept, so it does not come */
    list->buyer = wish->buyer;
    list->company = wish->company;
    list->found = false;
    model_each_row(list->model, "meeting", find_meeting, list);
    if (list->found)
        return true;
    cJSON *item = cJSON_CreateObject();
    cJSON_AddNumberToObject(item, "id",
                            (double)(list->side == MINE_BUYER ? wish->company : wish->buyer));
    cJSON_AddItemToObject(item, "with", other_end(list, wish->buyer, wish->company));
    cJSON_AddStringToObject(item, "about", about(list, wish->buyer));
    cJSON_AddNumberToObject(item, "priority", (double)wish->priority);
    cJSON_AddBoolToObject(item, "mine", wish->by_company == (list->side == MINE_COMPANY));
    cJSON_AddItemToArray(list->array, item);
    return true;
}

cJSON *mine_wanted(const struct model *model, const struct model_person *person)
{
    struct list list = new_list(model, person);
    if (list.side != MINE_NONE)
        model_each_row(model, "wish", add_wish, &list);
    return list.array;
}
