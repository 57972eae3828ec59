/* SPDX-License-Identifier: EUPL-1.2 */
/* The read model: the same by the log as by the tables, documents that hold for what they show,
 * people found as they are typed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fixture.h"
#include "harness.h"
#include "model.h"
#include "model_rows.h"
#include "store_check_in.h"

static struct store *store;
static struct model *model;

static struct model *load(void)
{
    struct model *loaded = NULL;
    ck_assert_int_eq(model_new(&loaded), PARVIS_OK);
    ck_assert_int_eq(model_load(loaded, store), PARVIS_OK);
    return loaded;
}

static void open_model(void)
{
    store = fixture_open();
    model = load();
}

static void close_model(void)
{
    model_free(model);
    store_close(store);
    fixture_remove();
}

/* Runs SQL, records the row, and moves the model by what the log then has. */
static void change(const char *sql, const char *kind, int64_t id)
{
    struct store_change_list list = {0};
    ck_assert_int_eq(store_begin(store), PARVIS_OK);
    fixture_sql(store, sql);
    ck_assert_int_eq(store_record(store, kind, id, &list), PARVIS_OK);
    ck_assert_int_eq(store_commit(store), PARVIS_OK);
    for (size_t i = 0; i < list.count; i++)
        ck_assert_int_eq(model_apply(model, &list.items[i]), PARVIS_OK);
    store_changes_clear(&list);
}

/* A scan that lets a person in. */
static void let_in(int64_t person)
{
    char sql[512];
    snprintf(sql, sizeof sql,
             "INSERT INTO scan (number, id, digest, device_id, person_id, direction, occurred_at,"
             " received_at, status, before_state) VALUES (%d, 'scan-%04d', zeroblob(16), 1, %d,"
             " 'in', 5, 6, 'admitted', 'expected');"
             "INSERT INTO presence VALUES (%d, 'in', 5, 'Porte A', 5, %d)",
             (int)person, (int)person, (int)person, (int)person, (int)person);
    change(sql, "presence", person);
}

static const struct hearing anybody = {AUDIENCE_PUBLIC, 0}, hall = {AUDIENCE_HALL, 0};

static char *agenda_text(struct model *of, struct hearing hearing)
{
    struct http_blob *bytes = model_agenda_bytes(of, hearing);
    char *text = strndup(http_blob_data(bytes), http_blob_size(bytes));
    http_blob_unref(bytes);
    return text;
}

START_TEST(the_log_and_the_tables_give_the_same_model)
{
    let_in(2);
    change("UPDATE person SET last_name = 'Maes', jury = 1 WHERE id = 2", "person", 2);
    change("UPDATE badge SET revoked_at = 9 WHERE id = 1", "badge", 1);
    change("INSERT INTO notice (id, text_fr, text_en, until_at) VALUES (1, 'Midi', 'Noon', 99)",
           "notice", 1);
    struct model *fresh = load(), *replayed = NULL;
    struct store_change_list log = {0};
    ck_assert_int_eq(model_new(&replayed), PARVIS_OK);
    ck_assert_int_eq(store_changes_after(store, 0, 1000, &log), PARVIS_OK);
    for (size_t i = 0; i < log.count; i++)
        ck_assert_int_eq(model_apply(replayed, &log.items[i]), PARVIS_OK);
    store_changes_clear(&log);
    struct model *all[] = {model, fresh, replayed};
    for (size_t i = 0; i < 3; i++) {
        const struct model_person *person = model_person(all[i], 2);
        ck_assert_str_eq(person->last_name, "Maes");
        ck_assert(person->jury);
        ck_assert_int_eq(person->presence, CHECK_IN_INSIDE);
        ck_assert_str_eq(person->place, "Porte A");
        ck_assert_int_eq(person->first_at, 5);
        ck_assert_ptr_null(model_badge_of(all[i], 1));
        ck_assert_int_eq(model_badge_by_serial(all[i], 1)->revoked_at, 9);
        ck_assert_int_eq(model_badge_of(all[i], 3)->serial, 3);
        ck_assert_int_eq(model_seq(all[i]), store_last_seq(store));
        char *text = agenda_text(all[i], anybody), *first = agenda_text(all[0], anybody);
        ck_assert_str_eq(text, first);
        free(text);
        free(first);
    }
    model_free(fresh);
    model_free(replayed);
}
END_TEST

START_TEST(a_check_in_leaves_the_agenda_as_it_is_and_a_notice_does_not)
{
    struct http_document *before = model_document_agenda(model, anybody);
    let_in(1);
    struct http_document *after = model_document_agenda(model, anybody);
    ck_assert_ptr_eq(before, after); /* the same bytes, the same tag */
    change("INSERT INTO notice (id, text_fr, text_en, until_at) VALUES (1, 'Midi', 'Noon', 99)",
           "notice", 1);
    struct http_document *changed = model_document_agenda(model, anybody);
    ck_assert_ptr_ne(after, changed);
    http_document_unref(before);
    http_document_unref(after);
    http_document_unref(changed);
}
END_TEST

START_TEST(the_agenda_names_nobody_and_shows_called_meetings_only)
{
    fixture_sql(store,
                "INSERT INTO organisation (id, name, folded, kind) VALUES"
                " (2, 'Solaria', 'solaria', 'company');"
                "INSERT INTO application (organisation_id, received_at, solution, marketable,"
                " public_fit, decision) VALUES (2, 0, 's', 1, 1, 'stand');"
                "INSERT INTO slot VALUES (0, 1511164800000, 1511166000000)");
    change("UPDATE organisation SET town = 'Lille' WHERE id = 2", "organisation", 2);
    change("INSERT INTO meeting (id, buyer_id, company_id, slot_id, place, state_at)"
           " VALUES (1, 1, 2, 0, 'A7', 0)",
           "meeting", 1);
    char *planned = agenda_text(model, hall);
    change("UPDATE meeting SET state = 'called' WHERE id = 1", "meeting", 1);
    char *called = agenda_text(model, hall), *public = agenda_text(model, anybody);
    ck_assert_ptr_null(strstr(planned, "A7"));
    ck_assert_ptr_nonnull(strstr(called, "A7"));
    ck_assert_ptr_nonnull(strstr(called, "Solaria"));
    ck_assert_ptr_nonnull(strstr(called, "Mairie"));
    ck_assert_ptr_null(strstr(called, "Béghin"));
    ck_assert_ptr_null(strstr(called, "Éloïse"));
    /* The public learns where a meeting is, not with whom. */
    ck_assert_ptr_nonnull(strstr(public, "\"meetings\":[{\"id\":1,\"slot\":0,\"place\":\"A7\","
                                         "\"state\":\"called\",\"state_at\":0}]"));
    ck_assert_ptr_null(strstr(public, "Mairie"));
    ck_assert_ptr_null(strstr(public, "weight"));
    free(planned);
    free(called);
    free(public);
}
END_TEST

static char *told(enum kind_id kind, struct hearing hearing, const char *body)
{
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    bool heard = model_tell(stream, &kinds[kind], hearing, body);
    ck_assert_int_eq(fclose(stream), 0);
    ck_assert_int_eq(heard, model_is_told(&kinds[kind], hearing, body));
    ck_assert(heard || size == 0);
    if (heard)
        return text;
    free(text);
    return NULL;
}

/* Members are copied as they stand, whatever is in the texts around them. */
START_TEST(a_row_is_told_by_the_members_of_the_table)
{
    static const char meeting[] =
        "{\"id\":4,\"buyer\":12,\"organisation\":null,\"company\":7,\"slot\":3,"
        "\"place\":\"A1 \\\"}, \\\\\",\"weight\":9,\"state\":\"called\",\"state_at\":5,"
        "\"locked\":false}";
    static const struct {
        struct hearing hearing;
        const char *told;
    } cases[] = {
        {{AUDIENCE_PUBLIC, 0},
         "{\"id\":4,\"slot\":3,\"place\":\"A1 \\\"}, \\\\\",\"state\":\"called\","
         "\"state_at\":5}"},
        {{AUDIENCE_STAND, 7},
         "{\"id\":4,\"organisation\":null,\"company\":7,\"slot\":3,"
         "\"place\":\"A1 \\\"}, \\\\\",\"state\":\"called\",\"state_at\":5}"},
        {{AUDIENCE_DOOR, 0}, "{\"id\":4,\"buyer\":12}"},
        {{AUDIENCE_HOST, 0}, meeting},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *text = told(KIND_MEETING, cases[i].hearing, meeting);
        ck_assert_str_eq(text, cases[i].told);
        free(text);
    }
    ck_assert_ptr_null(told(KIND_MEETING, (struct hearing){AUDIENCE_STAND, 8}, meeting));
    ck_assert_ptr_null(told(KIND_SIGN_IN, (struct hearing){AUDIENCE_ORGANISER, 0}, "{\"id\":1}"));
}
END_TEST

/* Fail closed: what is no object, or is cut short, says nothing more than what was read. */
START_TEST(a_broken_body_tells_no_more_than_the_table)
{
    static const char *const bodies[] = {
        "",
        "[]",
        "null",
        "{",
        "{\"state\":\"called\"",
        "{\"place\":\"A1",
        "{\"weight\":9}",
        "{\"place\":{\"weight\":[1,\"}\"]},\"weight\":9,\"state\":\"called\"}"};
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
        char *text = told(KIND_MEETING, anybody, bodies[i]);
        if (text) /* the last one: an object in a member is that member's */
            ck_assert_str_eq(text, "{\"place\":{\"weight\":[1,\"}\"]},\"state\":\"called\"}");
        ck_assert_int_eq(text != NULL, i == sizeof bodies / sizeof *bodies - 1);
        free(text);
    }
    ck_assert_ptr_null(told(KIND_PITCH, anybody, NULL));
}
END_TEST

/* What model_rows.c declares is what the table says that the model keeps. */
START_TEST(the_model_keeps_what_the_table_says)
{
    for (size_t i = 0; i < KIND_COUNT; i++)
        ck_assert_msg((kinds[i].kept & KEPT_ROW) == 0 || row_form_of((enum kind_id)i), "%s",
                      kinds[i].name);
    for (size_t i = 0; i < KIND_COUNT; i++)
        ck_assert_msg(kinds[i].kept & KEPT_ROW || !row_form_of((enum kind_id)i), "%s",
                      kinds[i].name);
}
END_TEST

static enum parvis_status apply(const char *kind, int64_t id, const char *body,
                                const char *directory)
{
    char text[512], names[512] = "";
    snprintf(text, sizeof text, "%s", body);
    snprintf(names, sizeof names, "%s", directory ? directory : "");
    struct store_change change = {.seq = model_seq(model) + 1,
                                  .kind = kind,
                                  .id = id,
                                  .body = text,
                                  .directory = directory ? names : NULL};
    return model_apply(model, &change);
}

/* Every state that the table of presences may have (schemas/sql) is one that the model knows. */
START_TEST(an_annulled_arrival_is_expected_again)
{
    let_in(2);
    change("UPDATE presence SET state = 'out' WHERE person_id = 2", "presence", 2);
    ck_assert_int_eq(model_person(model, 2)->presence, CHECK_IN_OUTSIDE);
    change("UPDATE presence SET state = 'expected' WHERE person_id = 2", "presence", 2);
    ck_assert_int_eq(model_person(model, 2)->presence, CHECK_IN_EXPECTED);
}
END_TEST

START_TEST(a_body_that_is_not_what_it_says_changes_nothing)
{
    static const char *const no_bodies[] = {"{\"id\":",  "",
                                            "[]",        "7",
                                            "{}{}",      "{\"id\":1}\n",
                                            "{\"id\":}", "{\"id\":1,\"fr\":\"a\nb\"}"};
    int64_t seq = model_seq(model);
    for (size_t i = 0; i < sizeof no_bodies / sizeof *no_bodies; i++)
        for (size_t kind = 0; kind < KIND_COUNT; kind++)
            ck_assert_msg(apply(kinds[kind].name, 1, no_bodies[i], "{}") == PARVIS_CORRUPT,
                          "%s: %s", kinds[kind].name, no_bodies[i]);
    ck_assert_int_eq(apply("no such kind", 1, "{\"id\":1}", NULL), PARVIS_CORRUPT);
    ck_assert_int_eq(apply("presence", 1, "{\"id\":1,\"state\":\"asleep\"}", NULL), PARVIS_CORRUPT);
    ck_assert_str_eq(model_person(model, 1)->first_name, "Éloïse");
    ck_assert_int_eq(model_person(model, 1)->presence, CHECK_IN_EXPECTED);
    ck_assert_int_eq(model_seq(model), seq);
}
END_TEST

/* A member that is missing or of another type is not read as nothing. */
START_TEST(a_typed_row_is_refused_when_a_member_is_not_of_its_type)
{
    static const char *const slots[] = {"{\"id\":0}", "{\"id\":0,\"from_at\":\"1\",\"to_at\":2}",
                                        "{\"id\":0,\"from_at\":1,\"to_at\":true}",
                                        "{\"id\":0,\"from_at\":1}"};
    for (size_t i = 0; i < sizeof slots / sizeof *slots; i++)
        ck_assert_msg(apply("slot", 0, slots[i], NULL) == PARVIS_CORRUPT, "%s", slots[i]);
    ck_assert_int_eq(apply("slot", 0, "{\"id\":0,\"from_at\":1,\"to_at\":2}", NULL), PARVIS_OK);
    ck_assert_int_eq(apply("badge", 9,
                           "{\"id\":9,\"serial\":\"00000000000000aa\",\"person\":1,"
                           "\"issued_at\":1,\"revoked_at\":null}",
                           "{\"id\":9,\"signature\":\"00\"}"),
                     PARVIS_CORRUPT);
    static const char user[] = "{\"id\":9,\"role\":\"%s\",\"revoked_at\":null}";
    static const char names[] = "{\"id\":9,\"name\":\"marie\",\"password_hash\":\"x\"}";
    char body[80];
    snprintf(body, sizeof body, user, "king"); /* a word of no list */
    ck_assert_int_eq(apply("user", 9, body, names), PARVIS_CORRUPT);
    snprintf(body, sizeof body, user, "host");
    ck_assert_int_eq(apply("user", 9, body, names), PARVIS_OK);
    ck_assert_int_eq(model_user(model, 9)->role, USER_HOST);
}
END_TEST

static int64_t found(const char *query)
{
    int64_t ids[4] = {0};
    return model_search_people(model, query, ids, 4) > 0 ? ids[0] : 0;
}

START_TEST(people_are_found_as_they_are_typed)
{
    static const struct {
        const char *query;
        int64_t person;
    } queries[] = {{"béghin", 1}, {"BEGHIN elo", 1}, {"elo", 1},     {"eloise b", 1},
                   {"beghni", 1}, {"bghin", 1},      {"maës", 2},    {"mairie maes", 2},
                   {"p3", 3},     {"icli", 3},       {"zoe", 3},     {"xyz", 0},
                   {"", 0},       {"  ", 0},         {"maes zoe", 0}};
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++)
        ck_assert_msg(found(queries[i].query) == queries[i].person, "%s: %d", queries[i].query,
                      (int)found(queries[i].query));
}
END_TEST

/* A value of the column in SQL, that no other column has. */
static void write_value(size_t index, char sql[64])
{
    if (index == PERSON_ROLE)
        snprintf(sql, 64, "'press'");
    else if (index == PERSON_LANGUAGE)
        snprintf(sql, 64, "'nl'");
    else if (person_column_is_text(&person_columns[index]))
        snprintf(sql, 64, "'%s'", person_columns[index].name);
    else
        snprintf(sql, 64, "%d", person_columns[index].value == PERSON_VALUE_YES_NO ? 1 : 1234567);
}

START_TEST(a_person_has_what_every_column_of_the_sheet_says)
{
    for (size_t i = 0; i < PERSON_COLUMN_COUNT; i++) {
        const struct person_column *column = &person_columns[i];
        char value[64], said[64], sql[256];
        if (column->value == PERSON_VALUE_ORGANISATION)
            continue; /* the row has its id */
        write_value(i, value);
        snprintf(sql, sizeof sql, "UPDATE person SET %s = %s WHERE id = 3", column->name, value);
        change(sql, "person", 3);
        const struct person_entry entry = {.values = model_person(model, 3)->values};
        if (person_column_is_text(column))
            snprintf(said, sizeof said, "'%s'", person_text(&entry, column));
        else
            snprintf(said, sizeof said, "%d", (int)person_number(&entry, column));
        ck_assert_str_eq(said, value);
    }
    ck_assert_str_eq(model_person(model, 3)->first_name, "first_name");
    ck_assert_str_eq(model_person(model, 3)->role, "press");
    ck_assert_int_eq(model_person(model, 3)->leaves_at, 1234567);
}
END_TEST

START_TEST(an_erased_person_is_not_found)
{
    change("UPDATE person SET erased_at = 7, first_name = '', last_name = '' WHERE id = 3",
           "person", 3);
    ck_assert_int_eq(found("icli"), 0);
    ck_assert_int_eq(found("p3"), 0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("model");
    TCase *cases = tcase_create("model");
    tcase_add_checked_fixture(cases, open_model, close_model);
    tcase_add_test(cases, the_log_and_the_tables_give_the_same_model);
    tcase_add_test(cases, a_check_in_leaves_the_agenda_as_it_is_and_a_notice_does_not);
    tcase_add_test(cases, the_agenda_names_nobody_and_shows_called_meetings_only);
    tcase_add_test(cases, a_row_is_told_by_the_members_of_the_table);
    tcase_add_test(cases, a_broken_body_tells_no_more_than_the_table);
    tcase_add_test(cases, the_model_keeps_what_the_table_says);
    tcase_add_test(cases, an_annulled_arrival_is_expected_again);
    tcase_add_test(cases, a_body_that_is_not_what_it_says_changes_nothing);
    tcase_add_test(cases, a_typed_row_is_refused_when_a_member_is_not_of_its_type);
    tcase_add_test(cases, people_are_found_as_they_are_typed);
    tcase_add_test(cases, a_person_has_what_every_column_of_the_sheet_says);
    tcase_add_test(cases, an_erased_person_is_not_found);
    suite_add_tcase(suite, cases);
    return test_run(suite);
}
