/* participants.csv: everybody who is expected. */
#define _GNU_SOURCE /* asprintf */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "import_internal.h"

#define NAME_BYTES 200

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

/* What the cell's word means; `otherwise` for an empty cell, and for a bad one with a fault. */
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
static void warn_namesake(struct participants *reading, const struct store_person *row)
{
    char line[16], *key = NULL, *folded[3];
    folded[0] = text_fold(row->first_name);
    folded[1] = text_fold(row->last_name);
    folded[2] = text_fold(sheet_text(reading->sheet, PERSON_ORGANISATION));
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

static void read_row(struct participants *reading, struct store_person *row)
{
    struct sheet *sheet = reading->sheet;
    *row = (struct store_person){
        .code = sheet_short_text(sheet, PERSON_CODE, 32),
        .first_name = sheet_short_text(sheet, PERSON_FIRST_NAME, NAME_BYTES),
        .last_name = sheet_short_text(sheet, PERSON_LAST_NAME, NAME_BYTES),
        .role = read_word(sheet, PERSON_ROLE, roles, "visitor", "import.value.role"),
        .position = sheet_short_text(sheet, PERSON_POSITION, NAME_BYTES),
        .email = sheet_email(sheet, PERSON_EMAIL),
        .language = read_word(sheet, PERSON_LANGUAGE, languages, "fr", "import.value.language"),
        .accessibility = sheet_short_text(sheet, PERSON_ACCESSIBILITY, NAME_BYTES),
        .contact_consent = sheet_yes_no(sheet, PERSON_CONSENT, false),
        .jury = sheet_yes_no(sheet, PERSON_JURY, false),
        .arrives_at = read_hour(reading, PERSON_ARRIVAL),
        .leaves_at = read_hour(reading, PERSON_DEPARTURE),
    };
    if (*row->code)
        import_is_twice(&reading->run->codes, sheet, PERSON_CODE, row->code, "import.twice.code");
    if (row->arrives_at && row->leaves_at && row->arrives_at >= row->leaves_at)
        sheet_warn(sheet, PERSON_DEPARTURE, "import.person.never_there", NULL, NULL);
}

static const char *organisation_kind(const char *role)
{
    if (strcmp(role, "buyer") == 0 || strcmp(role, "company") == 0)
        return role;
    return "other";
}

/* The organisation by its name; somebody may come for none. */
static int64_t find_organisation(struct participants *reading, const char *role)
{
    const char *name = sheet_short_text(reading->sheet, PERSON_ORGANISATION, NAME_BYTES);
    char *folded = text_fold(name);
    bool named = *folded != '\0';
    free(folded);
    if (*name && !named)
        sheet_fault(reading->sheet, PERSON_ORGANISATION, "import.value.no_letters");
    if (!named || !reading->sheet->good)
        return 0;
    return import_organisation(reading->run, name, organisation_kind(role), "");
}

static void import_row(struct participants *reading)
{
    struct import_run *run = reading->run;
    struct store_person row;
    int64_t id = 0;
    enum store_outcome outcome;
    read_row(reading, &row);
    row.organisation = find_organisation(reading, row.role);
    if (!reading->sheet->good || run->status != PARVIS_OK)
        return;
    warn_namesake(reading, &row);
    enum parvis_status status =
        store_put_person(run->store, &row, run->options->changes, &id, &outcome);
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
