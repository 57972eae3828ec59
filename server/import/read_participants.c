/* SPDX-License-Identifier: EUPL-1.2 */
/* participants.csv: everybody who is expected. */
#define _GNU_SOURCE /* asprintf */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "import_internal.h"

/* What is remembered over the file's rows. */
struct participants {
    struct import_run *run;
    struct sheet *sheet;
    struct keys people; /* folded name and organisation → line */
};

/* A word of the file and what it is called inside. Folded words. */
struct word {
    const char *said, *meant;
};

static const struct word roles[] = {
    {"acheteur", "buyer"},       {"acheteuse", "buyer"},    {"buyer", "buyer"},
    {"entreprise", "company"},   {"company", "company"},    {"exposant", "company"},
    {"visiteur", "visitor"},     {"visiteuse", "visitor"},  {"visitor", "visitor"},
    {"organisation", "staff"},   {"organisateur", "staff"}, {"organisatrice", "staff"},
    {"staff", "staff"},          {"equipe", "staff"},       {"presse", "press"},
    {"journaliste", "press"},    {"press", "press"},        {"intervenant", "speaker"},
    {"intervenante", "speaker"}, {"speaker", "speaker"},    {NULL, NULL},
};

static const struct word languages[] = {
    {"fr", "fr"},      {"francais", "fr"},   {"french", "fr"}, {"en", "en"},
    {"anglais", "en"}, {"english", "en"},    {"nl", "nl"},     {"neerlandais", "nl"},
    {"dutch", "nl"},   {"nederlands", "nl"}, {NULL, NULL},
};

/* The value of the cell's word; `otherwise` for an empty cell, and for a wrong one, which is a
 * fault. */
static const char *read_word(struct sheet *sheet, size_t column, const struct word *words,
                             const char *otherwise, const char *key)
{
    const char *text = sheet_text(sheet, column);
    if (!*text)
        return otherwise;
    char *folded = text_fold(text);
    size_t i = 0;
    while (words[i].said && strcmp(words[i].said, folded) != 0)
        i++;
    free(folded);
    if (words[i].said)
        return words[i].meant;
    sheet_fault(sheet, column, key);
    return otherwise;
}

static int64_t read_hour(struct participants *reading, size_t column)
{
    const struct store_edition *edition = &reading->run->edition;
    int64_t doors_at = store_doors_at(edition);
    return sheet_time(reading->sheet, column, edition->date, doors_at, edition->closes_at);
}

/* Two rows may be two people: they are not merged, but somebody should look. */
static void warn_namesake(struct participants *reading, const struct person_entry *row)
{
    char line[16], *key = NULL, *folded[3];
    folded[0] = text_fold(row->values.first_name);
    folded[1] = text_fold(row->values.last_name);
    folded[2] = text_fold(row->organisation);
    if (asprintf(&key, "%s\n%s\n%s", folded[0], folded[1], folded[2]) < 0)
        abort();
    int64_t first = keys_add(&reading->people, key, reading->sheet->row->line);
    snprintf(line, sizeof line, "%lld", (long long)first);
    if (first)
        sheet_warn(reading->sheet, PERSON_LAST_NAME, "import.person.namesake", "first", line);
    for (size_t i = 0; i < 3; i++)
        free(folded[i]);
    free(key);
}

static void read_cell(struct participants *reading, struct person_entry *row, size_t index)
{
    const struct person_column *column = &person_columns[index];
    struct sheet *sheet = reading->sheet;
    switch (column->value) {
    case PERSON_VALUE_TEXT:
    case PERSON_VALUE_ORGANISATION:
        person_set_text(row, column, sheet_short_text(sheet, index, column->cell_bytes_max));
        break;
    case PERSON_VALUE_EMAIL:
        person_set_text(row, column, sheet_email(sheet, index));
        break;
    case PERSON_VALUE_ROLE:
        person_set_text(row, column,
                        read_word(sheet, index, roles, "visitor", "import.value.role"));
        break;
    case PERSON_VALUE_LANGUAGE:
        person_set_text(row, column,
                        read_word(sheet, index, languages, "fr", "import.value.language"));
        break;
    case PERSON_VALUE_YES_NO:
        person_set_number(row, column, sheet_yes_no(sheet, index, false));
        break;
    case PERSON_VALUE_HOUR:
        person_set_number(row, column, read_hour(reading, index));
        break;
    }
}

static void read_row(struct participants *reading, struct person_entry *row)
{
    struct sheet *sheet = reading->sheet;
    const struct person_values *values = &row->values;
    *row = (struct person_entry){.organisation = NULL};
    for (size_t i = 0; i < PERSON_SHEET_COLUMN_COUNT; i++)
        read_cell(reading, row, i);
    if (*values->code)
        import_is_twice(&reading->run->codes, sheet, PERSON_CODE, values->code,
                        "import.twice.code");
    if (values->arrives_at && values->leaves_at && values->arrives_at >= values->leaves_at)
        sheet_warn(sheet, PERSON_LEAVES_AT, "import.person.never_there", NULL, NULL);
}

static const char *organisation_kind(const char *role)
{
    if (strcmp(role, "buyer") == 0 || strcmp(role, "company") == 0)
        return role;
    return "other";
}

/* The organisation by its name; somebody may come for none. */
static int64_t find_organisation(struct participants *reading, const struct person_entry *row)
{
    const char *name = row->organisation;
    char *folded = text_fold(name);
    bool named = *folded != '\0';
    free(folded);
    if (*name && !named)
        sheet_fault(reading->sheet, PERSON_ORGANISATION, "import.value.no_letters");
    if (!named || !reading->sheet->good)
        return 0;
    return import_organisation(reading->run, name, organisation_kind(row->values.role), "");
}

static void import_row(struct participants *reading)
{
    struct import_run *run = reading->run;
    struct person_entry row;
    int64_t id = 0;
    enum store_outcome outcome;
    read_row(reading, &row);
    int64_t organisation = find_organisation(reading, &row);
    if (!reading->sheet->good || run->status != PARVIS_OK)
        return;
    warn_namesake(reading, &row);
    enum parvis_status status =
        store_put_person(run->store, &row, organisation, run->options->changes, &id, &outcome);
    if (status == PARVIS_FORBIDDEN) {
        /* The name must not be said again either. */
        struct report_place place = {.file = reading->sheet->file,
                                     .line = reading->sheet->row->line};
        report_add(reading->sheet->report, REPORT_WARNING, &place, "import.person.erased", NULL);
    } else if (import_did(run, status)) {
        import_count(run, IMPORT_PARTICIPANTS, id, outcome);
    }
}

void import_participants(struct import_run *run, struct sheet *sheet)
{
    struct participants reading = {.run = run, .sheet = sheet};
    for (size_t i = 1; i < sheet->table->row_count && run->status == PARVIS_OK; i++) {
        sheet_go(sheet, i);
        import_row(&reading);
    }
    keys_clear(&reading.people);
}
