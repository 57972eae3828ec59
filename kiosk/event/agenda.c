/* SPDX-License-Identifier: EUPL-1.2 */
/* The event as the kiosk knows it. */
#include "agenda.h"

#include <stdlib.h>
#include <string.h>

struct agenda {
    cJSON *document; /* in the form of /api/agenda; NULL: nothing yet */
    int64_t seq;
};

/* Which array of the document a kind's rows are in; NULL: none. */
static const struct {
    const char *kind, *name;
} arrays[] = {
#define KIND(id, kind, list, ...) {kind, list},
#include "parvis/kinds.def"
#undef KIND
};

enum parvis_status agenda_new(struct agenda **ret_agenda)
{
    struct agenda *agenda = calloc(1, sizeof *agenda);
    if (!agenda)
        return PARVIS_NO_MEMORY;
    agenda->seq = -1;
    *ret_agenda = agenda;
    return PARVIS_OK;
}

void agenda_free(struct agenda *agenda)
{
    if (!agenda)
        return;
    cJSON_Delete(agenda->document);
    free(agenda);
}

enum parvis_status agenda_replace(struct agenda *agenda, const char *json)
{
    cJSON *document = cJSON_Parse(json);
    if (!cJSON_IsObject(document) || !cJSON_HasObjectItem(document, "seq")) {
        cJSON_Delete(document);
        return PARVIS_INVALID;
    }
    cJSON_Delete(agenda->document);
    agenda->document = document;
    agenda->seq = json_integer(document, "seq");
    return PARVIS_OK;
}

static cJSON *array_of(struct agenda *agenda, const char *kind)
{
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++)
        if (arrays[i].name && strcmp(arrays[i].kind, kind) == 0)
            return cJSON_GetObjectItemCaseSensitive(agenda->document, arrays[i].name);
    return NULL;
}

static void put_row(cJSON *array, int64_t id, cJSON *body)
{
    int index = 0;
    cJSON *row;
    cJSON_ArrayForEach(row, array)
    {
        if (json_integer(row, "id") == id)
            break;
        index++;
    }
    if (row && body)
        cJSON_ReplaceItemInArray(array, index, body);
    else if (row)
        cJSON_DeleteItemFromArray(array, index);
    else if (body)
        cJSON_AddItemToArray(array, body);
}

enum parvis_status agenda_apply(struct agenda *agenda, const char *json, bool *ret_names_changed)
{
    cJSON *change = cJSON_Parse(json);
    const char *kind = json_text(change, "kind");
    cJSON *body = change ? cJSON_DetachItemFromObjectCaseSensitive(change, "body") : NULL;
    cJSON *array = agenda->document && change ? array_of(agenda, kind) : NULL;
    bool object = cJSON_IsObject(body);
    *ret_names_changed = strcmp(kind, "organisation") == 0;
    if (change && json_integer(change, "seq") > agenda->seq)
        agenda->seq = json_integer(change, "seq");
    if (array && !*ret_names_changed) {
        put_row(array, json_integer(change, "id"), object ? body : NULL);
        if (object)
            body = NULL; /* the document's now */
    } else if (agenda->document && strcmp(kind, "edition") == 0 && object) {
        cJSON_ReplaceItemInObjectCaseSensitive(agenda->document, "edition", body);
        body = NULL;
    }
    enum parvis_status status = change ? PARVIS_OK : PARVIS_INVALID;
    cJSON_Delete(body);
    cJSON_Delete(change);
    return status;
}

char *agenda_text(const struct agenda *agenda)
{
    cJSON *seq = cJSON_GetObjectItemCaseSensitive(agenda->document, "seq");
    if (!seq)
        return NULL;
    cJSON_SetNumberValue(seq, (double)agenda->seq);
    return cJSON_PrintUnformatted(agenda->document);
}

int64_t agenda_seq(const struct agenda *agenda)
{
    return agenda->seq;
}

const cJSON *agenda_rows(const struct agenda *agenda, const char *name)
{
    static const cJSON none = {.type = cJSON_Array};
    const cJSON *array =
        agenda->document ? cJSON_GetObjectItemCaseSensitive(agenda->document, name) : NULL;
    return cJSON_IsArray(array) ? array : &none;
}

const cJSON *agenda_edition(const struct agenda *agenda)
{
    const cJSON *edition =
        agenda->document ? cJSON_GetObjectItemCaseSensitive(agenda->document, "edition") : NULL;
    return cJSON_IsObject(edition) ? edition : NULL;
}

const char *agenda_name(const struct agenda *agenda, int64_t organisation)
{
    const cJSON *row;
    cJSON_ArrayForEach(
        row, agenda_rows(agenda, "organisations")) if (json_integer(row, "id") ==
                                                       organisation) return json_text(row, "name");
    return "";
}
