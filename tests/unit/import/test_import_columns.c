/* SPDX-License-Identifier: EUPL-1.2 */
/* Every column of the participants' sheet, as its declaration says: the sheet of these tests is
 * made from the table, so that a new column is tried by being declared. */
#define _GNU_SOURCE /* open_memstream */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "edition.h"
#include "harness.h"
#include "person_columns.h"
#include "store_desk.h"
#include "store_erase.h"
#include "store_statement.h"
#include "store_verify.h"

#define AT 1511164800000
#define SYNONYMS_MAX 16

static struct store *store;

static void open_edition(void)
{
    store = edition_make();
}

static void close_edition(void)
{
    edition_remove(store);
}

/* A cell that says something of the column, and what the database then has. */
struct sample {
    char cell[256], stored[256];
};

static struct sample sample_of(const struct person_column *column, const char *more)
{
    struct sample sample;
    const char *cell = "", *stored = "";
    switch (column->value) {
    case PERSON_VALUE_TEXT:
    case PERSON_VALUE_ORGANISATION:
        snprintf(sample.cell, sizeof sample.cell, "%s %s", column->name, more);
        snprintf(sample.stored, sizeof sample.stored, "%s", sample.cell);
        return sample;
    case PERSON_VALUE_EMAIL:
        snprintf(sample.cell, sizeof sample.cell, "%s@%s.example", column->name, more);
        snprintf(sample.stored, sizeof sample.stored, "%s", sample.cell);
        return sample;
    case PERSON_VALUE_ROLE:
        cell = "acheteuse", stored = "buyer";
        break;
    case PERSON_VALUE_LANGUAGE:
        cell = "Anglais", stored = "en";
        break;
    case PERSON_VALUE_YES_NO:
        cell = "oui", stored = "1";
        break;
    case PERSON_VALUE_HOUR: /* 2017-11-20, in Paris */
        cell = column == &person_columns[PERSON_LEAVES_AT] ? "12h00" : "11h00";
        stored = column == &person_columns[PERSON_LEAVES_AT] ? "1511175600000" : "1511172000000";
        break;
    }
    snprintf(sample.cell, sizeof sample.cell, "%s", cell);
    snprintf(sample.stored, sizeof sample.stored, "%s", stored);
    return sample;
}

/* The column's heading and its synonyms; `names` points into `text`. Returns how many. */
static size_t headings_of(const struct person_column *column, char *text, size_t size,
                          const char *names[SYNONYMS_MAX])
{
    size_t count = 0;
    char *rest = NULL;
    snprintf(text, size, "%s|%s", column->heading, column->synonyms);
    for (char *name = strtok_r(text, "|", &rest); name; name = strtok_r(NULL, "|", &rest)) {
        ck_assert_uint_lt(count, SYNONYMS_MAX);
        names[count++] = name;
    }
    return count;
}

static void write_row(FILE *out, const char *more)
{
    for (size_t i = 0; i < PERSON_SHEET_COLUMN_COUNT; i++)
        fprintf(out, "%s%s", i ? ";" : "", sample_of(&person_columns[i], more).cell);
    fputc('\n', out);
}

/* A sheet with every column, whose headings are the `turn`th that each may have, and with a row for
 * each of `people`, ended by NULL. */
static char *sheet(size_t turn, const char *const *people)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    for (size_t i = 0; i < PERSON_SHEET_COLUMN_COUNT; i++) {
        char kept[512];
        const char *names[SYNONYMS_MAX];
        size_t count = headings_of(&person_columns[i], kept, sizeof kept, names);
        fprintf(out, "%s%s", i ? ";" : "", names[turn % count]);
    }
    fputc('\n', out);
    for (size_t i = 0; people[i]; i++)
        write_row(out, people[i]);
    fclose(out);
    return text;
}

static void import_people(size_t turn, const char *const *people)
{
    struct import_result result;
    char *text = sheet(turn, people);
    ck_assert_int_eq(edition_import(store, IMPORT_UNKNOWN, "p.csv", text, &result), PARVIS_OK);
    ck_assert_uint_eq(result.report.count, 0);
    import_result_clear(&result);
    free(text);
}

static void import_sheet(size_t turn, const char *more)
{
    import_people(turn, (const char *const[]){more, NULL});
}

/* How a column reads in SQL; the organisation by its name. */
static const char *read_as(const struct person_column *column)
{
    return column->value == PERSON_VALUE_ORGANISATION
               ? "(SELECT name FROM organisation WHERE id = organisation_id)"
               : column->name;
}

/* Whether the person of this code, or any if NULL, has `value` in the column. */
static bool has(const char *code, const struct person_column *column, const char *value)
{
    char sql[1024];
    snprintf(sql, sizeof sql, "SELECT count(*) FROM person WHERE %s = '%s' AND (code = '%s' OR %d)",
             read_as(column), value, code ? code : "", !code);
    return edition_number(store, sql) > 0;
}

static int64_t person_of(const char *code)
{
    char sql[256];
    snprintf(sql, sizeof sql, "SELECT id FROM person WHERE code = '%s'", code);
    return edition_number(store, sql);
}

START_TEST(every_heading_of_a_column_brings_its_value)
{
    for (size_t turn = 0; turn < SYNONYMS_MAX; turn++) {
        char more[16];
        snprintf(more, sizeof more, "n%zu", turn);
        import_sheet(turn, more);
        struct sample code = sample_of(&person_columns[PERSON_CODE], more);
        for (size_t i = 0; i < PERSON_SHEET_COLUMN_COUNT; i++)
            ck_assert_msg(
                has(code.cell, &person_columns[i], sample_of(&person_columns[i], more).stored),
                "%s, turn %zu", person_columns[i].name, turn);
    }
    edition_verify(store);
}
END_TEST

START_TEST(a_changed_cell_of_any_column_changes_the_row)
{
    import_sheet(0, "n0");
    struct sample code = sample_of(&person_columns[PERSON_CODE], "n0");
    for (size_t i = 0; i < PERSON_SHEET_COLUMN_COUNT; i++) {
        const struct person_column *column = &person_columns[i];
        char sql[512];
        if (i == PERSON_CODE || column->value == PERSON_VALUE_ORGANISATION)
            continue; /* another code is another person; organisations are rows */
        snprintf(sql, sizeof sql, "UPDATE person SET %s = %s", column->name,
                 i == PERSON_ROLE                ? "'press'"
                 : i == PERSON_LANGUAGE          ? "'nl'"
                 : person_column_is_text(column) ? "''"
                                                 : "0");
        edition_sql(store, sql);
        import_sheet(0, "n0");
        ck_assert_msg(has(code.cell, column, sample_of(column, "n0").stored), "%s", column->name);
    }
}
END_TEST

/* A text of `bytes` bytes that is none of the other cells'. */
static void import_long(const struct person_column *column, size_t bytes, size_t faults)
{
    struct import_result result;
    char *text = NULL, cell[512];
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    memset(cell, 'x', bytes);
    cell[bytes] = '\0';
    for (size_t i = 0; i < PERSON_SHEET_COLUMN_COUNT; i++)
        fprintf(out, "%s%s", i ? ";" : "", person_columns[i].heading);
    fputc('\n', out);
    for (size_t i = 0; i < PERSON_SHEET_COLUMN_COUNT; i++)
        fprintf(out, "%s%s", i ? ";" : "",
                &person_columns[i] == column ? cell : sample_of(&person_columns[i], "n").cell);
    fclose(out);
    ck_assert_int_eq(edition_import(store, IMPORT_UNKNOWN, "p.csv", text, &result),
                     faults ? PARVIS_INVALID : PARVIS_OK);
    ck_assert_msg(result.report.count == faults, "%s, %zu bytes", column->name, bytes);
    ck_assert_msg(has(NULL, column, cell) == (faults == 0), "%s, %zu bytes", column->name, bytes);
    import_result_clear(&result);
    free(text);
}

START_TEST(a_text_is_refused_one_byte_above_its_limit)
{
    for (size_t i = 0; i < PERSON_SHEET_COLUMN_COUNT; i++) {
        const struct person_column *column = &person_columns[i];
        if (column->value != PERSON_VALUE_TEXT && column->value != PERSON_VALUE_ORGANISATION)
            continue;
        ck_assert_uint_gt(column->cell_bytes_max, 0);
        import_long(column, column->cell_bytes_max + 1, 1);
        import_long(column, column->cell_bytes_max, 0);
    }
}
END_TEST

static void correct(int64_t id, const struct person_entry *profile)
{
    ck_assert_int_eq(store_begin(store), PARVIS_OK);
    ck_assert_int_eq(store_person_correct(store, id, profile, NULL), PARVIS_OK);
    ck_assert_int_eq(store_commit(store), PARVIS_OK);
}

START_TEST(a_correction_writes_the_columns_that_a_form_has_and_no_other)
{
    import_sheet(0, "n0");
    struct sample code = sample_of(&person_columns[PERSON_CODE], "n0");
    for (size_t i = 0; i < PERSON_COLUMN_COUNT; i++) {
        const struct person_column *column = &person_columns[i];
        struct person_entry profile = {.organisation = NULL};
        const char *text = column->value == PERSON_VALUE_LANGUAGE ? "nl" : "corrected";
        if (!person_column_is_text(column)) {
            ck_assert_msg(column->correction == PERSON_NOT_IN_FORM, "%s: texts alone",
                          column->name);
            continue;
        }
        person_set_text(&profile, column, text);
        correct(person_of(code.cell), &profile);
        ck_assert_msg(has(code.cell, column, text) == (column->correction != PERSON_NOT_IN_FORM),
                      "%s", column->name);
    }
    edition_verify(store);
}
END_TEST

START_TEST(a_merged_row_brings_the_personal_texts_that_were_missing)
{
    import_people(0, (const char *const[]){"n0", "n1", NULL});
    struct sample into = sample_of(&person_columns[PERSON_CODE], "n0");
    struct sample from = sample_of(&person_columns[PERSON_CODE], "n1");
    for (size_t i = 0; i < PERSON_SHEET_COLUMN_COUNT; i++) {
        char sql[512];
        snprintf(sql, sizeof sql, "UPDATE person SET %s = '' WHERE code = '%s'",
                 person_columns[i].name, into.cell);
        if (!person_columns[i].kept_when_erased && person_column_is_text(&person_columns[i]))
            edition_sql(store, sql);
    }
    char said[512];
    snprintf(said, sizeof said, "UPDATE person SET affiliation = 'said' WHERE code = '%s'",
             from.cell);
    edition_sql(store, said);
    ck_assert_int_eq(store_begin(store), PARVIS_OK);
    ck_assert_int_eq(
        store_person_merge(store, person_of(from.cell), person_of(into.cell), AT, NULL), PARVIS_OK);
    ck_assert_int_eq(store_commit(store), PARVIS_OK);
    for (size_t i = 0; i < PERSON_SHEET_COLUMN_COUNT; i++)
        if (!person_columns[i].kept_when_erased && person_column_is_text(&person_columns[i]))
            ck_assert_msg(
                has(into.cell, &person_columns[i], sample_of(&person_columns[i], "n1").stored),
                "%s", person_columns[i].name);
    ck_assert(has(into.cell, &person_columns[PERSON_AFFILIATION], "said"));
    edition_verify(store);
}
END_TEST

/* What a JSON object says of a column, as the database has it: true is 1. */
static void value_in(const cJSON *object, const struct person_column *column, char value[256])
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, column->name);
    ck_assert_msg(item != NULL, "%s", column->name);
    if (cJSON_IsString(item))
        snprintf(value, 256, "%s", item->valuestring);
    else if (cJSON_IsNumber(item))
        snprintf(value, 256, "%.0f", item->valuedouble);
    else
        snprintf(value, 256, "%d", cJSON_IsTrue(item));
}

START_TEST(ones_own_data_tell_every_column)
{
    char *text = NULL, value[256];
    import_sheet(0, "n0");
    ck_assert_int_eq(store_person_data(store, 1, &text), PARVIS_OK);
    cJSON *data = cJSON_Parse(text);
    const cJSON *person = cJSON_GetObjectItemCaseSensitive(data, "person");
    for (size_t i = 0; i < PERSON_SHEET_COLUMN_COUNT; i++) {
        value_in(person, &person_columns[i], value);
        ck_assert_str_eq(value, sample_of(&person_columns[i], "n0").stored);
    }
    ck_assert_int_eq(cJSON_GetArraySize(person), PERSON_COLUMN_COUNT + 1); /* and walk_in */
    cJSON_Delete(data);
    free(text);
}
END_TEST

/* The log's side of a person, or the other one. */
static cJSON *side(const char *view)
{
    char sql[128];
    snprintf(sql, sizeof sql, "SELECT body FROM person_%s WHERE id = 1", view);
    sqlite3_stmt *row = NULL;
    sqlite3 *database = sqlite3_db_handle(store_statement(store, "SELECT 1"));
    ck_assert_int_eq(sqlite3_prepare_v2(database, sql, -1, &row, NULL), SQLITE_OK);
    ck_assert_int_eq(sqlite3_step(row), SQLITE_ROW);
    cJSON *object = cJSON_Parse(store_column_text(row, 0));
    sqlite3_finalize(row);
    return object;
}

START_TEST(what_is_personal_is_in_the_directory_and_never_in_the_log)
{
    import_sheet(0, "n0");
    cJSON *body = side("body"), *directory = side("directory");
    for (size_t i = 0; i < PERSON_SHEET_COLUMN_COUNT; i++) {
        const struct person_column *column = &person_columns[i];
        ck_assert_msg(cJSON_HasObjectItem(body, column->name) == column->in_log, "%s",
                      column->name);
        ck_assert_msg(cJSON_HasObjectItem(directory, column->name) == !column->in_log, "%s",
                      column->name);
        ck_assert_msg(!column->in_log || column->kept_when_erased, "%s", column->name);
    }
    cJSON_Delete(body);
    cJSON_Delete(directory);
}
END_TEST

static bool reported;

static void note_erased(const struct store_finding *finding, void *data)
{
    (void)data;
    reported = reported || strcmp(finding->rule, "erased") == 0;
}

static bool is_found(void)
{
    int checks = 0;
    reported = false;
    ck_assert_int_eq(store_verify(store, note_erased, NULL, &checks), PARVIS_OK);
    return reported;
}

START_TEST(erasing_blanks_every_column_that_is_not_kept)
{
    import_sheet(0, "n0");
    ck_assert_int_eq(store_begin(store), PARVIS_OK);
    ck_assert_int_eq(store_person_erase(store, 1, AT, NULL), PARVIS_OK);
    ck_assert_int_eq(store_commit(store), PARVIS_OK);
    for (size_t i = 0; i < PERSON_SHEET_COLUMN_COUNT; i++) {
        const struct person_column *column = &person_columns[i];
        char sql[512];
        ck_assert_msg(has(NULL, column, sample_of(column, "n0").stored) == column->kept_when_erased,
                      "%s", column->name);
        if (column->kept_when_erased)
            continue;
        ck_assert(!is_found());
        snprintf(sql, sizeof sql, "UPDATE person SET %s = '%s'", column->name,
                 sample_of(column, "n0").stored);
        edition_sql(store, sql);
        ck_assert_msg(is_found(), "%s", column->name); /* verify looks at this column too */
        snprintf(sql, sizeof sql, "UPDATE person SET %s = %s", column->name,
                 person_column_is_text(column) ? "''" : "0");
        edition_sql(store, sql);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("columns of the participants' sheet");
    TCase *cases = tcase_create("every column");
    tcase_add_checked_fixture(cases, open_edition, close_edition);
    tcase_set_timeout(cases, 300);
    tcase_add_test(cases, every_heading_of_a_column_brings_its_value);
    tcase_add_test(cases, a_changed_cell_of_any_column_changes_the_row);
    tcase_add_test(cases, a_text_is_refused_one_byte_above_its_limit);
    tcase_add_test(cases, a_correction_writes_the_columns_that_a_form_has_and_no_other);
    tcase_add_test(cases, a_merged_row_brings_the_personal_texts_that_were_missing);
    tcase_add_test(cases, ones_own_data_tell_every_column);
    tcase_add_test(cases, what_is_personal_is_in_the_directory_and_never_in_the_log);
    tcase_add_test(cases, erasing_blanks_every_column_that_is_not_kept);
    suite_add_tcase(suite, cases);
    return test_run(suite);
}
