/* SPDX-License-Identifier: EUPL-1.2 */
/* What the database keeps of attendees: links, what phones sent, requests, and erasure. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fixture.h"
#include "harness.h"
#include "store_desk.h"
#include "store_erase.h"
#include "store_meeting.h"
#include "store_phone.h"
#include "store_statement.h"
#include "store_talk.h"
#include "store_verify.h"

#define AT 1511164800000

static struct store *store;

/* Company 7 with a meeting of person 1 in slot 0. */
static const char day[] =
    "INSERT INTO organisation (id, name, folded, kind) VALUES (7, 'Domocare', 'domocare', "
    "'company');"
    "INSERT INTO application (organisation_id, received_at, solution, marketable, public_fit,"
    " decision) VALUES (7, 1, 's', 1, 1, 'stand');"
    "INSERT INTO slot VALUES (0, 1511168400000, 1511169600000), (1, 1511169900000, 1511171100000);"
    "INSERT INTO meeting (id, buyer_id, company_id, slot_id, place, state_at)"
    " VALUES (1, 1, 7, 0, 'A1', 1);"
    "UPDATE person SET email = 'eloise.beghin@mairie.example' WHERE id = 1;";

static void record(const char *kind, int64_t id)
{
    ck_assert_int_eq(store_record(store, kind, id, NULL), PARVIS_OK);
}

static void open_fixture(void)
{
    store = fixture_open();
    ck_assert_int_eq(store_begin(store), PARVIS_OK);
    fixture_sql(store, day);
    record("organisation", 7);
    record("application", 7);
    record("slot", 0);
    record("slot", 1);
    record("meeting", 1);
    record("person", 1);
    ck_assert_int_eq(store_commit(store), PARVIS_OK);
    ck_assert_int_eq(store_begin(store), PARVIS_OK);
}

static void close_fixture(void)
{
    store_close(store);
    fixture_remove();
}

static int findings;
static void note_finding(const struct store_finding *finding, void *data)
{
    (void)data;
    findings++;
    fprintf(stderr, "%s: %s\n", finding->rule, finding->detail);
}

static void commit_and_verify(void)
{
    int checks = 0;
    findings = 0;
    ck_assert_int_eq(store_commit(store), PARVIS_OK);
    ck_assert_int_eq(store_verify(store, note_finding, NULL, &checks), PARVIS_OK);
    ck_assert_int_eq(findings, 0);
}

static int64_t number(const char *sql)
{
    sqlite3 *database = sqlite3_db_handle(store_statement(store, "SELECT 1"));
    sqlite3_stmt *row = NULL;
    ck_assert_int_eq(sqlite3_prepare_v2(database, sql, -1, &row, NULL), SQLITE_OK);
    ck_assert_int_eq(sqlite3_step(row), SQLITE_ROW);
    int64_t value = sqlite3_column_int64(row, 0);
    sqlite3_finalize(row);
    return value;
}

static void add_link(int64_t person, const char *purpose, int fill)
{
    uint8_t hash[STORE_TOKEN_HASH_BYTES];
    memset(hash, fill, sizeof hash);
    ck_assert_int_eq(store_link_add(store, person, purpose, hash, AT, 0, NULL), PARVIS_OK);
}

START_TEST(a_new_invitation_ends_the_one_before_and_nobody_elses)
{
    add_link(1, "page", 1);
    add_link(2, "page", 2);
    add_link(1, "calendar", 3);
    add_link(1, "page", 4);
    ck_assert_int_eq(number("SELECT count(*) FROM link WHERE revoked_at IS NULL"), 3);
    ck_assert_int_eq(number("SELECT revoked_at IS NOT NULL FROM link WHERE id = 1"), 1);
    commit_and_verify();
}
END_TEST

START_TEST(links_for_one_phone_live_side_by_side_and_each_ends_once)
{
    add_link(1, "once", 1);
    add_link(1, "once", 2);
    ck_assert_int_eq(number("SELECT count(*) FROM link WHERE revoked_at IS NULL"), 2);
    ck_assert_int_eq(store_link_revoke(store, 1, AT, NULL), PARVIS_OK);
    ck_assert_int_eq(store_link_revoke(store, 1, AT, NULL), PARVIS_CONFLICT);
    ck_assert_int_eq(store_link_revoke(store, 99, AT, NULL), PARVIS_NOT_FOUND);
}
END_TEST

static bool count_unlinked(const struct store_invited *invited, void *data)
{
    *(int *)data += !invited->linked;
    return true;
}

START_TEST(guests_are_listed_with_whether_they_have_a_link)
{
    int unlinked = 0;
    add_link(1, "page", 1);
    ck_assert_int_eq(store_invited_each(store, count_unlinked, &unlinked), PARVIS_OK);
    ck_assert_int_eq(unlinked, 2);
}
END_TEST

START_TEST(an_order_counts_once_and_its_id_stands_for_one_thing_of_one_person)
{
    uint8_t one[STORE_ORDER_DIGEST_BYTES] = {1}, other[STORE_ORDER_DIGEST_BYTES] = {2};
    bool again = true;
    ck_assert_int_eq(store_order_note(store, "order-0001", 1, one, AT, &again), PARVIS_OK);
    ck_assert(!again);
    ck_assert_int_eq(store_order_note(store, "order-0001", 1, one, AT, &again), PARVIS_OK);
    ck_assert(again);
    ck_assert_int_eq(store_order_note(store, "order-0001", 1, other, AT, &again), PARVIS_CONFLICT);
    ck_assert_int_eq(store_order_note(store, "order-0001", 2, one, AT, &again), PARVIS_CONFLICT);
}
END_TEST

START_TEST(the_last_word_of_a_kind_counts_and_goes_with_its_meeting)
{
    struct store_word word = {.meeting = 1, .person = 1, .kind = "late", .minutes = 5, .at = AT};
    ck_assert_int_eq(store_word_put(store, &word, NULL), PARVIS_OK);
    word.minutes = 10;
    ck_assert_int_eq(store_word_put(store, &word, NULL), PARVIS_OK);
    ck_assert_int_eq(number("SELECT minutes FROM word"), 10);
    ck_assert_int_eq(number("SELECT count(*) FROM word"), 1);
    ck_assert_int_eq(store_meeting_delete(store, 1, NULL), PARVIS_OK);
    ck_assert_int_eq(number("SELECT count(*) FROM word"), 0);
    commit_and_verify();
}
END_TEST

START_TEST(two_have_one_open_request_and_unanswered_it_lapses)
{
    size_t count = 9;
    struct store_request request = {
        .buyer = 1, .company = 7, .slot = 1, .person = 1, .made_at = AT, .lapses_at = AT + 100};
    ck_assert_int_eq(store_request_add(store, &request, NULL), PARVIS_OK);
    ck_assert_int_eq(store_request_add(store, &request, NULL), PARVIS_CONFLICT);
    ck_assert_int_eq(store_requests_lapse(store, AT + 99, NULL, &count), PARVIS_OK);
    ck_assert_uint_eq(count, 0);
    ck_assert_int_eq(store_requests_lapse(store, AT + 100, NULL, &count), PARVIS_OK);
    ck_assert_uint_eq(count, 1);
    ck_assert_int_eq(store_request_add(store, &request, NULL), PARVIS_OK);
    commit_and_verify();
}
END_TEST

START_TEST(an_address_is_taken_back_and_given_again)
{
    ck_assert_int_eq(store_contact_put(store, 1, 1, false, AT, NULL), PARVIS_OK);
    ck_assert_int_eq(number("SELECT count(*) FROM contact"), 0);
    ck_assert_int_eq(store_contact_put(store, 1, 1, true, AT, NULL), PARVIS_OK);
    ck_assert_int_eq(store_contact_put(store, 1, 1, false, AT + 1, NULL), PARVIS_OK);
    ck_assert_int_eq(number("SELECT taken_back_at FROM contact"), AT + 1);
    ck_assert_int_eq(store_contact_put(store, 1, 1, true, AT + 2, NULL), PARVIS_OK);
    ck_assert_int_eq(number("SELECT taken_back_at IS NULL FROM contact"), 1);
    commit_and_verify();
}
END_TEST

/* ---- erasure ---- */

/* Everything that the tables can hold of person 1. */
static void fill(void)
{
    int64_t lead = 0;
    struct store_word word = {.meeting = 1, .person = 1, .kind = "late", .minutes = 5, .at = AT};
    struct store_request request = {
        .buyer = 1, .company = 7, .slot = 1, .person = 1, .made_at = AT, .lapses_at = AT + 100};
    add_link(1, "page", 1);
    uint8_t hash[STORE_TOKEN_HASH_BYTES] = {9}, digest[STORE_ORDER_DIGEST_BYTES] = {1};
    bool again;
    ck_assert_int_eq(store_phone_add(store, 1, hash, AT, AT + 1, NULL), PARVIS_OK);
    ck_assert_int_eq(store_order_note(store, "order-0001", 1, digest, AT, &again), PARVIS_OK);
    ck_assert_int_eq(store_word_put(store, &word, NULL), PARVIS_OK);
    ck_assert_int_eq(store_request_add(store, &request, NULL), PARVIS_OK);
    ck_assert_int_eq(store_contact_put(store, 1, 1, true, AT, NULL), PARVIS_OK);
    ck_assert_int_eq(store_lead_add(store, 7, 1, 2, AT, NULL, &lead), PARVIS_OK);
    ck_assert_int_eq(store_lead_note(store, lead, 7, 3, "Rappeler Éloïse Béghin", NULL), PARVIS_OK);
}

/* Whether a file of the edition has these bytes. */
static bool file_has(const char *name, const char *bytes)
{
    char path[160];
    snprintf(path, sizeof path, "%s/%s", fixture_directory(), name);
    FILE *file = fopen(path, "rb");
    if (!file)
        return false;
    static char content[4 << 20];
    size_t size = fread(content, 1, sizeof content, file);
    fclose(file);
    return memmem(content, size, bytes, strlen(bytes)) != NULL;
}

START_TEST(two_rows_that_are_one_keep_the_meetings_and_hours_of_both)
{
    /* Person 2 leaves before the meeting of person 1 begins, who stays to the end. */
    fixture_sql(store, "UPDATE person SET arrives_at = 1511160000000, leaves_at = 1511168400000"
                       " WHERE id = 2; UPDATE person SET leaves_at = 1511175600000 WHERE id = 1;");
    record("person", 1);
    record("person", 2);
    ck_assert_int_eq(store_person_merge(store, 1, 2, AT, NULL), PARVIS_OK);
    commit_and_verify(); /* nobody has a meeting while away */
    struct store_meeting *meetings = NULL;
    size_t count = 0;
    ck_assert_int_eq(store_meetings(store, &meetings, &count), PARVIS_OK);
    ck_assert_uint_eq(count, 1);
    ck_assert_int_eq(meetings[0].buyer, 2);
    ck_assert_int_eq(meetings[0].state, MEETING_PLANNED);
    free(meetings);
}
END_TEST

START_TEST(a_person_of_another_organisation_takes_its_meetings_along)
{
    const struct person_entry profile = {.organisation = "Ville de Lens"};
    ck_assert_int_eq(store_person_correct(store, 1, &profile, NULL), PARVIS_OK);
    commit_and_verify(); /* the log is what the database says, the meeting's too */
}
END_TEST

START_TEST(an_erased_person_is_nowhere_in_the_file_its_log_or_a_copy)
{
    static const char *const traces[] = {"Béghin", "eloise.beghin@"};
    char copy[160];
    fill();
    commit_and_verify();
    ck_assert(file_has("parvis.db", traces[0]) || file_has("parvis.db-wal", traces[0]));
    ck_assert_int_eq(store_begin(store), PARVIS_OK);
    ck_assert_int_eq(store_person_erase(store, 1, AT, NULL), PARVIS_OK);
    commit_and_verify();
    snprintf(copy, sizeof copy, "%s/copy.db", fixture_directory());
    ck_assert_int_eq(store_backup(store, copy), PARVIS_OK);
    for (size_t i = 0; i < 2; i++) {
        ck_assert_msg(!file_has("parvis.db", traces[i]), "%s", traces[i]);
        ck_assert_msg(!file_has("parvis.db-wal", traces[i]), "%s", traces[i]);
        ck_assert_msg(!file_has("copy.db", traces[i]), "%s", traces[i]);
    }
    remove(copy);
    ck_assert_int_eq(number("SELECT state = 'cancelled' FROM meeting WHERE id = 1"), 1);
    ck_assert_int_eq(number("SELECT state = 'withdrawn' FROM request"), 1);
    ck_assert_int_eq(number("SELECT count(*) FROM phone_order"), 0);
    ck_assert_int_eq(number("SELECT count(*) FROM badge WHERE person_id = 1"
                            " AND revoked_at IS NULL"),
                     0);
    ck_assert_int_eq(number("SELECT count(*) FROM person WHERE last_name <> ''"), 2);
}
END_TEST

START_TEST(nobody_is_erased_twice_or_tells_their_data_afterwards)
{
    char *json = NULL;
    ck_assert_int_eq(store_person_data(store, 1, &json), PARVIS_OK);
    ck_assert_ptr_nonnull(strstr(json, "\"email\":\"eloise.beghin@mairie.example\""));
    ck_assert_ptr_nonnull(strstr(json, "\"company\":\"Domocare\""));
    free(json);
    ck_assert_int_eq(store_person_erase(store, 1, AT, NULL), PARVIS_OK);
    ck_assert_int_eq(store_person_erase(store, 1, AT, NULL), PARVIS_NOT_FOUND);
    ck_assert_int_eq(store_person_data(store, 1, &json), PARVIS_NOT_FOUND);
    ck_assert_int_eq(store_person_erase(store, 99, AT, NULL), PARVIS_NOT_FOUND);
}
END_TEST

START_TEST(verification_finds_an_erased_person_whose_badge_still_opens)
{
    int checks = 0;
    ck_assert_int_eq(store_person_erase(store, 1, AT, NULL), PARVIS_OK);
    fixture_sql(store, "UPDATE badge SET revoked_at = NULL WHERE person_id = 1");
    record("badge", 1);
    ck_assert_int_eq(store_commit(store), PARVIS_OK);
    findings = 0;
    ck_assert_int_eq(store_verify(store, note_finding, NULL, &checks), PARVIS_OK);
    ck_assert_int_eq(findings, 1);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("store: attendees");
    TCase *attendees = tcase_create("attendees");
    tcase_add_checked_fixture(attendees, open_fixture, close_fixture);
    tcase_add_test(attendees, a_new_invitation_ends_the_one_before_and_nobody_elses);
    tcase_add_test(attendees, links_for_one_phone_live_side_by_side_and_each_ends_once);
    tcase_add_test(attendees, guests_are_listed_with_whether_they_have_a_link);
    tcase_add_test(attendees, an_order_counts_once_and_its_id_stands_for_one_thing_of_one_person);
    tcase_add_test(attendees, the_last_word_of_a_kind_counts_and_goes_with_its_meeting);
    tcase_add_test(attendees, two_have_one_open_request_and_unanswered_it_lapses);
    tcase_add_test(attendees, an_address_is_taken_back_and_given_again);
    tcase_add_test(attendees, two_rows_that_are_one_keep_the_meetings_and_hours_of_both);
    tcase_add_test(attendees, a_person_of_another_organisation_takes_its_meetings_along);
    tcase_add_test(attendees, an_erased_person_is_nowhere_in_the_file_its_log_or_a_copy);
    tcase_add_test(attendees, nobody_is_erased_twice_or_tells_their_data_afterwards);
    tcase_add_test(attendees, verification_finds_an_erased_person_whose_badge_still_opens);
    suite_add_tcase(suite, attendees);
    return test_run(suite);
}
