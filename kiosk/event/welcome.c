/* SPDX-License-Identifier: EUPL-1.2 */
/* What the kiosk tells a person who comes in about their day. */
#include "welcome.h"

#include <stdio.h>
#include <string.h>

#include "parvis/json.h"
#include "programme.h"

/* Inserts an entry by its time; drops the latest when there are too many. */
static void add_item(struct welcome *welcome, int64_t at, const char *place, const char *what)
{
    size_t index = welcome->count;
    while (index > 0 && welcome->items[index - 1].at > at)
        index--;
    if (index == WELCOME_ITEMS_MAX)
        return;
    if (welcome->count < WELCOME_ITEMS_MAX)
        welcome->count++;
    memmove(&welcome->items[index + 1], &welcome->items[index],
            (welcome->count - index - 1) * sizeof *welcome->items);
    struct welcome_item *item = &welcome->items[index];
    item->at = at;
    snprintf(item->place, sizeof item->place, "%s", place);
    snprintf(item->what, sizeof item->what, "%s", what);
}

/* Whom the n-th meeting is with. */
static const char *name_of(const cJSON *document, const struct agenda *agenda, const cJSON *meeting)
{
    const cJSON *row;
    int64_t company = json_integer(meeting, "company");
    int64_t organisation = json_integer(meeting, "organisation");
    const char *name = agenda_name(agenda, company);
    cJSON_ArrayForEach(row, cJSON_GetObjectItemCaseSensitive(document, "organisations"))
    {
        int64_t id = json_integer(row, "id");
        if (id == company || id == organisation)
            name = json_text(row, "name");
    }
    return name;
}

static void add_meetings(struct welcome *welcome, const cJSON *document,
                         const struct agenda *agenda, int64_t now)
{
    const cJSON *meeting;
    cJSON_ArrayForEach(meeting, cJSON_GetObjectItemCaseSensitive(document, "meetings"))
    {
        const cJSON *slot = programme_slot(agenda, json_integer(meeting, "slot"));
        bool open = row_has_state(meeting, "planned") || row_has_state(meeting, "called") ||
                    row_has_state(meeting, "running");
        if (open && json_integer(slot, "to_at") > now)
            add_item(welcome, json_integer(slot, "from_at"), json_text(meeting, "place"),
                     name_of(document, agenda, meeting));
    }
}

static const char *room_of(const struct agenda *agenda, int64_t session)
{
    const cJSON *row;
    const char *room = "";
    cJSON_ArrayForEach(row, agenda_rows(agenda, "sessions"))
    {
        if (json_integer(row, "id") == session)
            room = json_text(row, "room");
    }
    return room;
}

/* A company's own parts: its pitch, its demonstration. */
static void add_parts(struct welcome *welcome, const cJSON *rows, const char *when,
                      const char *until, const char *label, const struct agenda *agenda,
                      int64_t now)
{
    const cJSON *row;
    cJSON_ArrayForEach(row, rows)
    {
        bool over = row_has_state(row, "done") || row_has_state(row, "skipped");
        if (!over && json_integer(row, until) > now)
            add_item(welcome, json_integer(row, when),
                     room_of(agenda, json_integer(row, "session")), label);
    }
}

/* Of the pitches that a juror hears, the first alone: it says when to be there. */
static void add_jury(struct welcome *welcome, const cJSON *times, const char *label,
                     const struct agenda *agenda, int64_t now)
{
    const cJSON *row, *first = NULL;
    cJSON_ArrayForEach(row, times)
    {
        if (json_integer(row, "to_at") > now &&
            (!first || json_integer(row, "from_at") < json_integer(first, "from_at")))
            first = row;
    }
    const char *stage = welcome_stage(agenda, now);
    if (first)
        add_item(welcome, json_integer(first, "from_at"), stage ? stage : "", label);
}

enum parvis_status welcome_read(struct welcome *welcome, const char *json,
                                const struct agenda *agenda, enum text_language language,
                                int64_t now)
{
    cJSON *document = cJSON_Parse(json);
    if (!cJSON_HasObjectItem(document, "meetings")) {
        cJSON_Delete(document);
        return PARVIS_INVALID;
    }
    welcome_clear(welcome);
    add_meetings(welcome, document, agenda, now);
    add_parts(welcome, cJSON_GetObjectItemCaseSensitive(document, "pitches"), "projected_from_at",
              "projected_to_at", text_label(language, "kiosk.welcome.pitch"), agenda, now);
    add_parts(welcome, cJSON_GetObjectItemCaseSensitive(document, "demonstrations"), "from_at",
              "to_at", text_label(language, "kiosk.welcome.demonstration"), agenda, now);
    add_jury(welcome, cJSON_GetObjectItemCaseSensitive(document, "jury"),
             text_label(language, "kiosk.welcome.jury"), agenda, now);
    json_wipe(document);
    cJSON_Delete(document);
    return PARVIS_OK;
}

void welcome_clear(struct welcome *welcome)
{
    explicit_bzero(welcome, sizeof *welcome);
}

const char *welcome_stage(const struct agenda *agenda, int64_t now)
{
    const cJSON *row, *next = NULL;
    cJSON_ArrayForEach(row, agenda_rows(agenda, "sessions"))
    {
        if (strcmp(json_text(row, "kind"), "pitch") == 0 && json_integer(row, "to_at") > now &&
            (!next || json_integer(row, "from_at") < json_integer(next, "from_at")))
            next = row;
    }
    return next ? json_text(next, "room") : NULL;
}
