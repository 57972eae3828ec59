/* SPDX-License-Identifier: EUPL-1.2 */
/* What screens read out of the agenda. */
#include "programme.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool row_has_state(const cJSON *row, const char *state)
{
    return strcmp(json_text(row, "state"), state) == 0;
}

/* ---- the stage ---- */

const cJSON *programme_on_stage(const struct agenda *agenda)
{
    const cJSON *row, *found = NULL;
    cJSON_ArrayForEach(row, agenda_rows(agenda, "pitches"))
    {
        if (!found && (row_has_state(row, "on_stage") || row_has_state(row, "questions")))
            found = row;
    }
    return found;
}

int64_t programme_left_ms(const cJSON *pitch, int64_t now)
{
    bool questions = row_has_state(pitch, "questions");
    int64_t began = json_integer(pitch, questions ? "questions_at" : "started_at");
    int64_t paused_at = json_integer(pitch, "paused_at"); /* 0: its time runs */
    return began + json_integer(pitch, questions ? "questions_ms" : "pitch_ms") -
           (paused_at ? paused_at : now);
}

size_t programme_next_pitches(const struct agenda *agenda, const cJSON *rows[PROGRAMME_ROWS_MAX])
{
    size_t count = 0;
    const cJSON *row;
    cJSON_ArrayForEach(row, agenda_rows(agenda, "pitches"))
    {
        if (!row_has_state(row, "ready") || count == PROGRAMME_ROWS_MAX)
            continue;
        size_t place = count++;
        while (place > 0 &&
               json_integer(rows[place - 1], "position") > json_integer(row, "position")) {
            rows[place] = rows[place - 1];
            place--;
        }
        rows[place] = row;
    }
    return count;
}

const cJSON *programme_session(const struct agenda *agenda, int64_t now)
{
    const cJSON *row, *session = NULL;
    cJSON_ArrayForEach(row, agenda_rows(agenda, "sessions"))
    {
        if (json_integer(row, "from_at") <= now && now < json_integer(row, "to_at") &&
            strcmp(json_text(row, "kind"), "demonstration") != 0)
            session = row;
    }
    return session;
}

const cJSON *programme_notice(const struct agenda *agenda, int64_t now, bool on_stage)
{
    const cJSON *row, *notice = NULL;
    cJSON_ArrayForEach(row, agenda_rows(agenda, "notices"))
    {
        bool for_stage = strcmp(json_text(row, "audience"), "stage") == 0;
        if (json_integer(row, "until_at") > now && (on_stage || !for_stage) &&
            (!notice || json_integer(row, "id") > json_integer(notice, "id")))
            notice = row;
    }
    return notice;
}

void programme_countdown(int64_t left_ms, char out[24])
{
    bool over = left_ms < 0;
    long long seconds = (over ? -left_ms : left_ms + 999) / 1000;
    snprintf(out, 24, "%s%lld:%02lld", over ? "+" : "", seconds / 60, seconds % 60);
}

/* ---- meetings ---- */

/* A row with the words by which it is ordered, since qsort gives its function no other argument to
 * look them up with. */
struct ordered {
    const cJSON *row;
    const char *words; /* borrowed */
    int64_t number;    /* decides first */
};

static int compare_ordered(const void *a, const void *b)
{
    const struct ordered *left = a, *right = b;
    if (left->number != right->number)
        return left->number < right->number ? -1 : 1;
    int words = strverscmp(left->words, right->words);
    if (words != 0)
        return words;
    int64_t first = json_integer(left->row, "id"), second = json_integer(right->row, "id");
    return (first > second) - (first < second);
}

static void put_in_order(struct ordered *list, size_t count, const cJSON **rows)
{
    if (count > 1)
        qsort(list, count, sizeof *list, compare_ordered);
    for (size_t i = 0; i < count; i++)
        rows[i] = list[i].row;
}

size_t programme_meetings_now(const struct agenda *agenda, const cJSON *rows[PROGRAMME_ROWS_MAX])
{
    struct ordered list[PROGRAMME_ROWS_MAX];
    size_t count = 0;
    const cJSON *row;
    cJSON_ArrayForEach(row, agenda_rows(agenda, "meetings"))
    {
        bool called = row_has_state(row, "called");
        if ((!called && !row_has_state(row, "running")) || count == PROGRAMME_ROWS_MAX)
            continue;
        list[count++] = (struct ordered){
            .row = row,
            .number = !called,
            .words = called ? agenda_name(agenda, json_integer(row, "organisation"))
                            : json_text(row, "place")};
    }
    put_in_order(list, count, rows);
    return count;
}

size_t programme_meetings_of(const struct agenda *agenda, const cJSON *meetings, int64_t company,
                             int64_t now, const cJSON *rows[PROGRAMME_ROWS_MAX])
{
    struct ordered list[PROGRAMME_ROWS_MAX];
    size_t count = 0;
    const cJSON *row;
    cJSON_ArrayForEach(row, meetings)
    {
        const cJSON *slot = programme_slot(agenda, json_integer(row, "slot"));
        bool open = row_has_state(row, "running") || row_has_state(row, "called") ||
                    (row_has_state(row, "planned") && json_integer(slot, "to_at") > now);
        bool theirs =
            !cJSON_HasObjectItem(row, "company") || json_integer(row, "company") == company;
        if (open && theirs && count < PROGRAMME_ROWS_MAX)
            list[count++] =
                (struct ordered){.row = row, .words = "", .number = json_integer(slot, "from_at")};
    }
    put_in_order(list, count, rows);
    return count;
}

/* ---- slots and stands ---- */

const cJSON *programme_slot(const struct agenda *agenda, int64_t id)
{
    const cJSON *row, *found = NULL;
    cJSON_ArrayForEach(row, agenda_rows(agenda, "slots"))
    {
        if (json_integer(row, "id") == id)
            found = row;
    }
    return found;
}

int64_t programme_next_slot_at(const struct agenda *agenda, int64_t now)
{
    int64_t next = 0;
    const cJSON *row;
    cJSON_ArrayForEach(row, agenda_rows(agenda, "slots"))
    {
        int64_t from = json_integer(row, "from_at");
        if (from > now && (next == 0 || from < next))
            next = from;
    }
    return next;
}

const cJSON *programme_stand(const struct agenda *agenda, const char *code)
{
    const cJSON *row, *found = NULL;
    cJSON_ArrayForEach(row, agenda_rows(agenda, "stands"))
    {
        if (strcmp(json_text(row, "code"), code) == 0)
            found = row;
    }
    return found;
}
