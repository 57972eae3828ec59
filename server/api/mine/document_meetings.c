/* SPDX-License-Identifier: EUPL-1.2 */
/* An attendee's meetings as the document has them. */
#include <stdio.h>
#include <string.h>

#include "document.h"
#include "talk_rules.h"

/* A list under construction, for one reader and one meeting. */
struct meeting_part {
    const struct model *model;
    const struct model_person *person;
    const struct model_meeting *meeting;
    enum mine_side side;
    cJSON *array;
    bool given; /* the reader gave their own address */
};

static void full_name(const struct model_person *person, char *name, size_t size)
{
    snprintf(name, size, "%s%s%s", person->first_name, *person->first_name ? " " : "",
             person->last_name);
}

/* ---- words ---- */

static bool add_word(const void *row, void *data)
{
    const struct model_word *word = row;
    struct meeting_part *part = data;
    if (word->meeting != part->meeting->id)
        return true;
    const struct model_person *by = model_person(part->model, word->person);
    cJSON *item = cJSON_CreateObject();
    cJSON_AddBoolToObject(item, "mine", word->by_company == (part->side == MINE_COMPANY));
    cJSON_AddStringToObject(item, "kind", word->kind);
    cJSON_AddItemToObject(item, "minutes",
                          word->minutes ? cJSON_CreateNumber((double)word->minutes)
                                        : cJSON_CreateNull());
    cJSON_AddStringToObject(item, "by", by ? by->first_name : "");
    cJSON_AddNumberToObject(item, "at", (double)word->at);
    cJSON_AddItemToArray(part->array, item);
    return true;
}

static cJSON *may_json(const struct meeting_part *part)
{
    cJSON *may = cJSON_CreateArray();
    for (int talk = 0; talk < TALKS; talk++)
        if (talk_may(talk, part->meeting->state, part->side == MINE_COMPANY))
            cJSON_AddItemToArray(may, cJSON_CreateString(talk_name(talk)));
    return may;
}

/* ---- outcome and addresses ---- */

static bool add_outcome(const void *row, void *data)
{
    const struct model_outcome *outcome = row;
    struct meeting_part *part = data;
    if (outcome->meeting != part->meeting->id ||
        outcome->by_company != (part->side == MINE_COMPANY))
        return true;
    part->array = cJSON_CreateObject();
    cJSON_AddNumberToObject(part->array, "useful", (double)outcome->useful);
    cJSON_AddStringToObject(part->array, "follow_up", outcome->follow_up);
    return false;
}

static bool look_for_own(const void *row, void *data)
{
    const struct model_contact *contact = row;
    struct meeting_part *part = data;
    if (contact->meeting == part->meeting->id && contact->person == part->person->id)
        part->given = !contact->taken_back_at;
    return true;
}

/* The addresses that people of the other side gave. */
static bool add_contact(const void *row, void *data)
{
    const struct model_contact *contact = row;
    struct meeting_part *part = data;
    if (contact->meeting != part->meeting->id || contact->taken_back_at)
        return true;
    const struct model_person *person = model_person(part->model, contact->person);
    bool other = person && (person->id == part->meeting->buyer) != (part->side == MINE_BUYER);
    if (!other || person->erased)
        return true;
    char name[256];
    full_name(person, name, sizeof name);
    cJSON *item = cJSON_CreateObject();
    cJSON_AddNumberToObject(item, "person", (double)person->id);
    cJSON_AddStringToObject(item, "name", name);
    cJSON_AddStringToObject(item, "position", person->position);
    cJSON_AddStringToObject(item, "email", person->email);
    cJSON_AddItemToArray(part->array, item);
    return true;
}

/* Both must have given theirs: a person who takes it back no longer sees the other's, nor is
 * seen. */
static cJSON *contact_json(struct meeting_part part)
{
    cJSON *contact = cJSON_CreateObject();
    model_each_row(part.model, "contact", look_for_own, &part);
    part.array = cJSON_CreateArray();
    model_each_row(part.model, "contact", add_contact, &part);
    bool offered = cJSON_GetArraySize(part.array) > 0;
    if (!part.given) {
        cJSON_Delete(part.array);
        part.array = cJSON_CreateArray();
    }
    cJSON_AddBoolToObject(contact, "given", part.given);
    cJSON_AddBoolToObject(contact, "offered", offered);
    cJSON_AddItemToObject(contact, "people", part.array);
    return contact;
}

/* ---- one meeting ---- */

static cJSON *with_json(const struct meeting_part *part)
{
    if (part->side == MINE_BUYER)
        return mine_organisation(part->model, part->meeting->company);
    return mine_organisation(part->model, part->meeting->organisation);
}

/* A stand's team is told the buyer's name; the buyer is told the stand. */
static cJSON *who_json(const struct meeting_part *part)
{
    char name[256] = "";
    const struct model_person *buyer =
        part->side == MINE_COMPANY ? model_person(part->model, part->meeting->buyer) : NULL;
    if (buyer && !buyer->erased)
        full_name(buyer, name, sizeof name);
    return cJSON_CreateString(name);
}

static cJSON *meeting_json(struct meeting_part part)
{
    const struct model_meeting *meeting = part.meeting;
    const struct model_slot *slot = model_row(part.model, "slot", meeting->slot);
    cJSON *item = cJSON_CreateObject();
    cJSON_AddNumberToObject(item, "id", (double)meeting->id);
    cJSON_AddNumberToObject(item, "slot", (double)meeting->slot);
    cJSON_AddNumberToObject(item, "from_at", slot ? (double)slot->from_at : 0);
    cJSON_AddNumberToObject(item, "to_at", slot ? (double)slot->to_at : 0);
    cJSON_AddStringToObject(item, "place", meeting->place);
    cJSON_AddStringToObject(item, "state", meeting_state_name(meeting->state));
    cJSON_AddItemToObject(item, "with", with_json(&part));
    cJSON_AddItemToObject(item, "who", who_json(&part));
    cJSON_AddItemToObject(item, "may", may_json(&part));
    cJSON_AddItemToObject(item, "contact", contact_json(part));
    part.array = NULL;
    model_each_row(part.model, "outcome", add_outcome, &part);
    cJSON_AddItemToObject(item, "outcome", part.array ? part.array : cJSON_CreateNull());
    part.array = cJSON_AddArrayToObject(item, "words");
    model_each_row(part.model, "word", add_word, &part);
    return item;
}

static bool add_meeting(const void *row, void *data)
{
    struct meeting_part *part = data;
    part->meeting = row;
    if (mine_has(part->model, part->person, part->meeting))
        cJSON_AddItemToArray(part->array, meeting_json(*part));
    return true;
}

cJSON *mine_meetings(const struct model *model, const struct model_person *person)
{
    struct meeting_part part = {.model = model,
                                .person = person,
                                .side = mine_side(model, person),
                                .array = cJSON_CreateArray()};
    if (part.side != MINE_NONE)
        model_each_row(model, "meeting", add_meeting, &part);
    return part.array;
}
