/* SPDX-License-Identifier: EUPL-1.2 */
/* The one door to the database: what it keeps, what it refuses, what it notices. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "fixture.h"
#include "harness.h"
#include "store_access.h"
#include "store_check_in.h"
#include "store_statement.h"
#include "store_verify.h"

static struct store *store;

static void open_fixture(void)
{
    store = fixture_open();
}

static void close_fixture(void)
{
    store_close(store);
    fixture_remove();
}

static int findings;
static char last_rule[64];

static void note_finding(const struct store_finding *finding, void *data)
{
    (void)data;
    findings++;
    snprintf(last_rule, sizeof last_rule, "%s", finding->rule);
}

/* How many breaks `parvis verify` would name. */
static int verify(void)
{
    int checks = 0;
    findings = 0;
    ck_assert_int_eq(store_verify(store, note_finding, NULL, &checks), PARVIS_OK);
    ck_assert_int_gt(checks, 30);
    return findings;
}

START_TEST(the_file_is_for_its_owner_alone)
{
    char path[128];
    struct stat status;
    snprintf(path, sizeof path, "%s/parvis.db", fixture_directory());
    ck_assert_int_eq(stat(path, &status), 0);
    ck_assert_int_eq(status.st_mode & 0777, 0600);
}
END_TEST

START_TEST(a_missing_edition_is_not_made_by_looking)
{
    struct store *other = NULL;
    ck_assert_int_eq(store_open("/tmp/parvis-nowhere", false, &other), PARVIS_NOT_FOUND);
    ck_assert_ptr_null(other);
}
END_TEST

START_TEST(a_later_versions_database_is_refused_untouched)
{
    struct store *other = NULL;
    fixture_sql(store, "PRAGMA user_version = 99");
    ck_assert_int_eq(store_open(fixture_directory(), false, &other), PARVIS_TOO_NEW);
    fixture_sql(store, "PRAGMA user_version = 1");
}
END_TEST

START_TEST(a_file_that_is_no_database_is_said_to_be_corrupt)
{
    char path[128], directory[] = "/tmp/parvis-test-XXXXXX";
    struct store *other = NULL;
    ck_assert_ptr_nonnull(mkdtemp(directory));
    snprintf(path, sizeof path, "%s/parvis.db", directory);
    FILE *file = fopen(path, "w");
    for (int i = 0; i < 100; i++)
        fputs("this is not a database, ", file);
    fclose(file);
    ck_assert_int_eq(store_open(directory, false, &other), PARVIS_CORRUPT);
    remove(path);
    remove(directory);
}
END_TEST

START_TEST(a_change_carries_ids_and_states_and_its_directory_stays_out_of_the_log)
{
    struct store_change_list list = {0};
    ck_assert_int_eq(store_changes_after(store, 0, 100, &list), PARVIS_OK);
    ck_assert_uint_eq(list.count, 9);
    for (size_t i = 0; i < list.count; i++) {
        ck_assert_int_eq(list.items[i].seq, (int64_t)i + 1);
        ck_assert_ptr_null(strstr(list.items[i].body, "Béghin"));
        ck_assert_ptr_null(strstr(list.items[i].body, "Mairie"));
    }
    ck_assert_str_eq(list.items[2].kind, "person");
    ck_assert_ptr_nonnull(strstr(list.items[2].directory, "Béghin"));
    store_changes_clear(&list);
}
END_TEST

START_TEST(a_row_that_is_gone_is_told_as_null)
{
    struct store_change_list list = {0};
    ck_assert_int_eq(store_begin(store), PARVIS_OK);
    fixture_sql(store, "DELETE FROM badge WHERE id = 3");
    ck_assert_int_eq(store_record(store, "badge", 3, &list), PARVIS_OK);
    ck_assert_int_eq(store_commit(store), PARVIS_OK);
    ck_assert_uint_eq(list.count, 1);
    ck_assert_ptr_null(list.items[0].body);
    store_changes_clear(&list);
    ck_assert_int_eq(verify(), 0);
}
END_TEST

START_TEST(an_undone_command_leaves_no_row_and_no_hole_in_the_log)
{
    ck_assert_int_eq(store_begin(store), PARVIS_OK);
    ck_assert_int_eq(store_savepoint(store), PARVIS_OK);
    ck_assert_int_eq(store_record(store, "person", 1, NULL), PARVIS_OK);
    store_savepoint_undo(store);
    ck_assert_int_eq(store_savepoint(store), PARVIS_OK);
    ck_assert_int_eq(store_record(store, "person", 2, NULL), PARVIS_OK);
    ck_assert_int_eq(store_savepoint_release(store), PARVIS_OK);
    ck_assert_int_eq(store_commit(store), PARVIS_OK);
    ck_assert_int_eq(store_last_seq(store), 10);
    ck_assert_int_eq(verify(), 0);
}
END_TEST

START_TEST(what_another_connection_commits_is_noticed_once)
{
    struct store *other = NULL;
    ck_assert_int_eq(store_open(fixture_directory(), false, &other), PARVIS_OK);
    store_changed_elsewhere(store);
    ck_assert(!store_changed_elsewhere(store));
    ck_assert_int_eq(store_begin(other), PARVIS_OK);
    ck_assert_int_eq(store_record(other, "person", 1, NULL), PARVIS_OK);
    ck_assert_int_eq(store_commit(other), PARVIS_OK);
    ck_assert(store_changed_elsewhere(store));
    ck_assert(!store_changed_elsewhere(store));
    store_close(other);
}
END_TEST

START_TEST(the_database_itself_forbids_two_meetings_of_one_person_in_a_slot)
{
    fixture_sql(store, "INSERT INTO organisation (id, name, folded, kind) VALUES"
                       " (2, 'A', 'a', 'company'), (3, 'B', 'b', 'company');"
                       "INSERT INTO application (organisation_id, received_at, solution,"
                       " marketable, public_fit) VALUES (2, 0, 's', 1, 1), (3, 0, 's', 1, 1);"
                       "INSERT INTO slot VALUES (0, 1511164800000, 1511166000000);"
                       "INSERT INTO meeting (buyer_id, company_id, slot_id, place, state_at)"
                       " VALUES (1, 2, 0, 'A1', 0)");
    sqlite3_stmt *second = store_statement(
        store, "INSERT INTO meeting (buyer_id, company_id, slot_id, place, state_at)"
               " VALUES (1, 3, 0, 'A2', 0)");
    ck_assert_int_eq(store_run(store, second), PARVIS_CONFLICT);
}
END_TEST

START_TEST(verify_finds_a_row_that_changed_behind_the_logs_back)
{
    ck_assert_int_eq(verify(), 0);
    fixture_sql(store, "UPDATE person SET jury = 1 WHERE id = 2");
    ck_assert_int_eq(verify(), 1);
    ck_assert_str_eq(last_rule, "replay");
}
END_TEST

START_TEST(verify_finds_an_erased_person_with_a_name)
{
    fixture_sql(store, "UPDATE person SET erased_at = 5 WHERE id = 2;"
                       "UPDATE badge SET revoked_at = 5 WHERE person_id = 2");
    ck_assert_int_eq(store_begin(store), PARVIS_OK);
    ck_assert_int_eq(store_record(store, "person", 2, NULL), PARVIS_OK);
    ck_assert_int_eq(store_record(store, "badge", 2, NULL), PARVIS_OK);
    ck_assert_int_eq(store_commit(store), PARVIS_OK);
    ck_assert_int_eq(verify(), 1);
    ck_assert_str_eq(last_rule, "erased");
}
END_TEST

START_TEST(a_scan_is_kept_whole_and_its_id_only_once)
{
    struct store_scan scan = {.id = "scan-0001",
                              .digest = {1, 2, 3},
                              .device = 1,
                              .serial = 1,
                              .person = 1,
                              .occurred_at = 10,
                              .received_at = 20,
                              .status = "already_in",
                              .first_at = 5,
                              .first_place = "Porte A"};
    struct store_scan found;
    ck_assert_int_eq(store_scan_add(store, &scan), PARVIS_OK);
    ck_assert_int_eq(store_scan_find(store, "scan-0001", &found), PARVIS_OK);
    ck_assert_mem_eq(&found, &scan, sizeof found);
    ck_assert_int_eq(store_scan_add(store, &scan), PARVIS_CONFLICT);
    ck_assert_int_eq(store_scan_find(store, "scan-0002", &found), PARVIS_NOT_FOUND);
}
END_TEST

/* SQLite makes a B-tree for an IN of three or more at each row that it checks: that was half of a
 * check-in's time. Whoever adds such a rule to these tables meets this test. */
START_TEST(the_doors_writes_build_no_table_of_their_own)
{
    static const char *const writes[] = {
        "EXPLAIN INSERT INTO scan (id, digest, direction, occurred_at, received_at, status, "
        "effective_at)"
        " VALUES ('x', x'00', 'in', 1, 1, 'admitted', 1)",
        "EXPLAIN INSERT INTO presence (person_id, state, first_at, place, at, scan) VALUES (1, "
        "'in', 1, '',"
        " 1, 1) ON CONFLICT (person_id) DO UPDATE SET state = excluded.state, at = excluded.at",
        "EXPLAIN INSERT INTO change (at, kind, id, body) VALUES (1, 'presence', 1, '{}')",
    };
    for (size_t i = 0; i < sizeof writes / sizeof *writes; i++) {
        ck_assert(!fixture_runs(store, writes[i], "OpenEphemeral"));
        ck_assert(fixture_runs(store, writes[i], "Insert"));
    }
}
END_TEST

START_TEST(one_question_tells_how_somebody_stands)
{
    struct store_standing standing = {0};
    struct store_scan scan = {.id = "scan-0001",
                              .device = 1,
                              .serial = 2,
                              .person = 2,
                              .occurred_at = 10,
                              .received_at = 20,
                              .effective_at = 30,
                              .status = "admitted"};
    struct store_presence presence = {
        .state = CHECK_IN_INSIDE, .first_at = 30, .place = "Porte A", .at = 30, .scan = 1};
    ck_assert_int_eq(store_standing_by_badge(store, 2, &standing), PARVIS_OK);
    ck_assert_int_eq(standing.person, 2);
    ck_assert_int_eq(standing.presence.state, CHECK_IN_EXPECTED);
    ck_assert_int_eq(standing.last_at, 0);
    ck_assert_int_eq(store_scan_add(store, &scan), PARVIS_OK);
    ck_assert_int_eq(store_presence_put(store, 2, &presence), PARVIS_OK);
    fixture_sql(store, "UPDATE badge SET revoked_at = 5 WHERE serial = 2");
    ck_assert_int_eq(store_standing_by_badge(store, 2, &standing), PARVIS_OK);
    ck_assert_int_eq(standing.presence.state, CHECK_IN_INSIDE);
    ck_assert_int_eq(standing.last_at, 30);
    ck_assert(standing.revoked);
    ck_assert_int_eq(store_standing_by_person(store, 2, &standing), PARVIS_OK);
    ck_assert_int_eq(standing.last_at, 30);
    ck_assert(!standing.revoked);
    ck_assert_int_eq(store_standing_by_badge(store, 4, &standing), PARVIS_NOT_FOUND);
    ck_assert_int_eq(store_standing_by_person(store, 4, &standing), PARVIS_NOT_FOUND);
}
END_TEST

START_TEST(a_new_password_ends_the_sessions_of_the_old_one)
{
    struct store_change_list list = {0};
    uint8_t hash[STORE_TOKEN_HASH_BYTES] = {9};
    int64_t id = 0;
    ck_assert_int_eq(store_begin(store), PARVIS_OK);
    ck_assert_int_eq(store_user_put(store, "léa", "host", "hash-1", 1, NULL), PARVIS_OK);
    ck_assert_int_eq(store_sign_in_add(store, 1, hash, 1, 100, NULL, &id), PARVIS_OK);
    ck_assert_int_eq(store_user_put(store, "léa", "viewer", "hash-2", 2, &list), PARVIS_OK);
    ck_assert_int_eq(store_commit(store), PARVIS_OK);
    ck_assert_uint_eq(list.count, 2);
    ck_assert_str_eq(list.items[0].kind, "sign_in");
    ck_assert_ptr_nonnull(strstr(list.items[0].body, "\"revoked_at\":2"));
    ck_assert_ptr_null(strstr(list.items[1].body, "hash-2"));
    store_changes_clear(&list);
}
END_TEST

START_TEST(a_backup_is_a_whole_edition_and_never_overwrites)
{
    char path[128];
    struct stat status;
    snprintf(path, sizeof path, "%s/copy.db", fixture_directory());
    ck_assert_int_eq(store_backup(store, path), PARVIS_OK);
    ck_assert_int_eq(store_backup(store, path), PARVIS_CONFLICT);
    ck_assert_int_eq(stat(path, &status), 0);
    ck_assert_int_eq(status.st_mode & 0777, 0600);
    sqlite3 *copy = NULL;
    sqlite3_stmt *count = NULL;
    ck_assert_int_eq(sqlite3_open(path, &copy), SQLITE_OK);
    ck_assert_int_eq(sqlite3_prepare_v2(copy, "SELECT count(*) FROM person", -1, &count, NULL),
                     SQLITE_OK);
    ck_assert_int_eq(sqlite3_step(count), SQLITE_ROW);
    ck_assert_int_eq(sqlite3_column_int(count, 0), 3);
    sqlite3_finalize(count);
    sqlite3_close(copy);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("store");
    TCase *cases = tcase_create("store");
    tcase_add_checked_fixture(cases, open_fixture, close_fixture);
    tcase_add_test(cases, the_file_is_for_its_owner_alone);
    tcase_add_test(cases, a_missing_edition_is_not_made_by_looking);
    tcase_add_test(cases, a_later_versions_database_is_refused_untouched);
    tcase_add_test(cases, a_file_that_is_no_database_is_said_to_be_corrupt);
    tcase_add_test(cases, a_change_carries_ids_and_states_and_its_directory_stays_out_of_the_log);
    tcase_add_test(cases, a_row_that_is_gone_is_told_as_null);
    tcase_add_test(cases, an_undone_command_leaves_no_row_and_no_hole_in_the_log);
    tcase_add_test(cases, what_another_connection_commits_is_noticed_once);
    tcase_add_test(cases, the_database_itself_forbids_two_meetings_of_one_person_in_a_slot);
    tcase_add_test(cases, verify_finds_a_row_that_changed_behind_the_logs_back);
    tcase_add_test(cases, verify_finds_an_erased_person_with_a_name);
    tcase_add_test(cases, a_scan_is_kept_whole_and_its_id_only_once);
    tcase_add_test(cases, the_doors_writes_build_no_table_of_their_own);
    tcase_add_test(cases, one_question_tells_how_somebody_stands);
    tcase_add_test(cases, a_new_password_ends_the_sessions_of_the_old_one);
    tcase_add_test(cases, a_backup_is_a_whole_edition_and_never_overwrites);
    suite_add_tcase(suite, cases);
    return test_run(suite);
}
