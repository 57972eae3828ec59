/* SPDX-License-Identifier: EUPL-1.2 */
/* A kiosk that is alone: its clock, its judgement, what it sends when, what it keeps sealed. */
#include <sodium.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "harness.h"
#include "outbox.h"
#include "roster.h"
#include "roster_sync.h"

#define HOUR 3600000
#define EVENT 1511165000000

/* ---- the clock ---- */

static struct timekeeper_clocks clocks(int64_t boot_ms, int64_t real_ms)
{
    return (struct timekeeper_clocks){.boot_ms = boot_ms, .real_ms = real_ms};
}

START_TEST(the_wall_clock_may_jump_an_hour_either_way)
{
    struct timekeeper keeper = {0};
    const int64_t jumps[] = {0, HOUR, -HOUR};
    timekeeper_learn(&keeper, clocks(1000, 5000), EVENT, true);
    for (size_t i = 0; i < 3; i++)
        ck_assert_int_eq(timekeeper_now(&keeper, clocks(1000 + 60000, 5000 + jumps[i])),
                         EVENT + 60000);
}
END_TEST

START_TEST(a_word_that_was_long_on_its_way_does_not_turn_the_clock_back)
{
    struct timekeeper keeper = {0};
    timekeeper_learn(&keeper, clocks(1000, 0), EVENT, true);
    timekeeper_learn(&keeper, clocks(16000, 0), EVENT + 15000 - 700, false);
    ck_assert_int_eq(timekeeper_now(&keeper, clocks(16000, 0)), EVENT + 15000);
    timekeeper_learn(&keeper, clocks(31000, 0), EVENT + 30000 + 40, false); /* a quicker one */
    ck_assert_int_eq(timekeeper_now(&keeper, clocks(31000, 0)), EVENT + 30040);
    timekeeper_learn(&keeper, clocks(46000, 0), EVENT - HOUR, false); /* a rehearsal begins again */
    ck_assert_int_eq(timekeeper_now(&keeper, clocks(46000, 0)), EVENT - HOUR);
}
END_TEST

START_TEST(after_a_reboot_the_wall_clock_and_the_last_offset_must_do)
{
    struct timekeeper kept = {0}, keeper = {0};
    timekeeper_learn(&kept, clocks(900000, 5000), EVENT, true);
    timekeeper_resume(&keeper, &kept, true);
    ck_assert(keeper.sure);
    ck_assert_int_eq(timekeeper_now(&keeper, clocks(901000, 77)), EVENT + 1000);
    timekeeper_resume(&keeper, &kept, false);
    ck_assert(keeper.known && !keeper.sure);
    ck_assert_int_eq(timekeeper_now(&keeper, clocks(3, 5000 + 9000)), EVENT + 9000);
    ck_assert_int_eq(timekeeper_now(&keeper, clocks(3, 0)), EVENT); /* not before it was */
}
END_TEST

START_TEST(stamps_always_go_on)
{
    struct timekeeper keeper = {.known = true, .event_at = EVENT, .offset_ms = EVENT};
    ck_assert_int_eq(timekeeper_stamp(&keeper, clocks(0, 5000)), EVENT + 5000);
    ck_assert_int_eq(timekeeper_stamp(&keeper, clocks(0, 2000)), EVENT + 5001);
    ck_assert_int_eq(timekeeper_stamp(&keeper, clocks(0, 6000)), EVENT + 6000);
}
END_TEST

/* ---- judging ---- */

static struct check_in_decision judge(const struct roster_row *row, bool leaving)
{
    const struct decide_facts facts = {.verdict = BADGE_GENUINE,
                                       .row = row,
                                       .leaving = leaving,
                                       .at = EVENT,
                                       .doors_at = EVENT - HOUR,
                                       .closes_at = EVENT + HOUR};
    return decide(&facts);
}

START_TEST(a_genuine_badge_comes_in_once_and_goes_out_once)
{
    struct roster_row row = {.person = 3};
    struct check_in_decision decision = judge(&row, false);
    ck_assert_int_eq(decision.status, CHECK_IN_ADMITTED);
    decide_apply(&row, &decision, EVENT - 9, "Porte A");
    ck_assert_int_eq(row.presence, CHECK_IN_INSIDE);
    ck_assert_int_eq(row.moved_at, EVENT - 9);
    ck_assert_str_eq(row.place, "Porte A");
    ck_assert_int_eq(judge(&row, false).status, CHECK_IN_ALREADY_IN);
    decision = judge(&row, true);
    ck_assert_int_eq(decision.status, CHECK_IN_LEFT);
    decide_apply(&row, &decision, EVENT - 5, "Porte B");
    ck_assert_int_eq(row.moved_at, EVENT - 5);
    ck_assert_str_eq(row.place, "Porte A"); /* of the first arrival */
    ck_assert_int_eq(judge(&row, true).status, CHECK_IN_NOT_IN);
    ck_assert_int_eq(judge(&row, false).status, CHECK_IN_RETURNED);
}
END_TEST

START_TEST(a_signature_alone_lets_a_walk_in_through)
{
    ck_assert_int_eq(judge(NULL, false).status, CHECK_IN_ADMITTED);
    ck_assert_int_eq(judge(NULL, true).status, CHECK_IN_LEFT); /* in by another door */
}
END_TEST

START_TEST(a_row_that_this_very_scan_has_moved_turns_nobody_away)
{
    struct roster_row row = {
        .person = 3, .presence = CHECK_IN_INSIDE, .moved_at = EVENT, .first_at = EVENT};
    ck_assert_int_eq(judge(&row, false).status, CHECK_IN_ADMITTED);
    ck_assert(!judge(&row, false).moves);
    row.first_at = EVENT - HOUR;
    ck_assert_int_eq(judge(&row, false).status, CHECK_IN_RETURNED);
    row.presence = CHECK_IN_OUTSIDE;
    ck_assert_int_eq(judge(&row, true).status, CHECK_IN_LEFT);
    row.moved_at--; /* another one has */
    ck_assert_int_eq(judge(&row, true).status, CHECK_IN_NOT_IN);
}
END_TEST

START_TEST(what_is_revoked_or_not_ours_stays_out)
{
    struct roster_row row = {.person = 3, .revoked = true};
    ck_assert_int_eq(judge(&row, false).status, CHECK_IN_REVOKED);
    const struct decide_facts forged = {.verdict = BADGE_FORGED, .at = EVENT};
    ck_assert_int_eq(decide(&forged).status, CHECK_IN_FORGED);
}
END_TEST

/* ---- sending ---- */

static struct journal journal;

static void fill_journal(void)
{
    uint8_t id[JOURNAL_ID_BYTES] = {0}, bytes[JOURNAL_RECORD_MAX], sealed[64] = {0};
    size_t used;
    journal = (struct journal){0};
    journal_begin(&journal, id, bytes);
    for (int i = 0; i < 100; i++) {
        struct journal_record record = {.kind = JOURNAL_SCAN,
                                        .scan = {.sealed = sealed, .sealed_size = sizeof sealed}};
        size_t size = journal_write(&journal, &record, bytes);
        ck_assert_int_eq(journal_take(&journal, bytes, size, &used), PARVIS_OK);
    }
}

static void empty_journal(void)
{
    journal_clean_up(&journal);
}

static void settle(uint64_t seq)
{
    uint8_t bytes[JOURNAL_RECORD_MAX];
    size_t used;
    struct journal_record record = {.kind = JOURNAL_SETTLED, .status = 1};
    record.scan.seq = seq;
    size_t size = journal_write(&journal, &record, bytes);
    ck_assert_int_eq(journal_take(&journal, bytes, size, &used), PARVIS_OK);
}

static void settle_sent(const struct outbox *outbox)
{
    for (size_t i = 0; i < outbox->sent_count; i++)
        settle(outbox->sent[i]);
}

START_TEST(scans_go_in_order_one_request_at_a_time)
{
    struct outbox outbox = {0};
    const struct journal_scan *scans[OUTBOX_BATCH_MAX];
    uint64_t next = 1;
    for (size_t count; (count = outbox_next(&outbox, &journal, 0, 0, scans)) > 0;) {
        ck_assert_uint_eq(outbox_next(&outbox, &journal, 0, 0, scans), 0); /* one under way */
        for (size_t i = 0; i < count; i++)
            ck_assert_uint_eq(outbox.sent[i], next++);
        ck_assert_int_eq(outbox_ended(&outbox, 200, 0), OUTBOX_TAKEN);
        settle_sent(&outbox);
    }
    ck_assert_uint_eq(next, 101);
    ck_assert_uint_eq(journal.open_count, 0);
}
END_TEST

START_TEST(without_an_answer_the_same_goes_again_after_growing_pauses)
{
    struct outbox outbox = {0};
    const struct journal_scan *scans[OUTBOX_BATCH_MAX];
    int64_t now = 0, pause = 0;
    for (int i = 0; i < 8; i++) {
        ck_assert_uint_gt(outbox_next(&outbox, &journal, 0, now, scans), 0);
        ck_assert_uint_eq(scans[0]->seq, 1);
        ck_assert_int_eq(outbox_ended(&outbox, i % 2 ? 503 : 0, now), OUTBOX_AGAIN);
        ck_assert_uint_eq(outbox_next(&outbox, &journal, 0, now, scans), 0);
        ck_assert_int_ge(outbox.not_before - now, pause);
        pause = outbox.not_before - now;
        now = outbox.not_before;
    }
    ck_assert_int_le(pause, 5000);
    now--;
    outbox_wake(&outbox);
    ck_assert_uint_gt(outbox_next(&outbox, &journal, 0, now, scans), 0);
}
END_TEST

START_TEST(one_that_is_refused_is_found_and_stops_nobody)
{
    const uint64_t bad = 7;
    struct outbox outbox = {0};
    const struct journal_scan *scans[OUTBOX_BATCH_MAX];
    int parked = 0, requests = 0;
    for (size_t count; (count = outbox_next(&outbox, &journal, 0, 0, scans)) > 0; requests++) {
        bool refused = false;
        for (size_t i = 0; i < count; i++)
            refused = refused || outbox.sent[i] == bad;
        enum outbox_verdict verdict = outbox_ended(&outbox, refused ? 422 : 200, 0);
        if (verdict == OUTBOX_PARK) {
            ck_assert_uint_eq(outbox.sent[0], bad);
            parked++;
        }
        if (verdict != OUTBOX_AGAIN)
            settle_sent(&outbox);
    }
    ck_assert_int_eq(parked, 1);
    ck_assert_uint_eq(journal.open_count, 0);
    ck_assert_int_lt(requests, 40);
}
END_TEST

START_TEST(a_kiosk_that_may_not_speak_keeps_all_and_asks_slowly)
{
    struct outbox outbox = {0};
    const struct journal_scan *scans[OUTBOX_BATCH_MAX];
    ck_assert_uint_gt(outbox_next(&outbox, &journal, 0, 0, scans), 0);
    ck_assert_int_eq(outbox_ended(&outbox, 401, 0), OUTBOX_REJECTED);
    ck_assert_uint_eq(outbox_next(&outbox, &journal, 0, 14000, scans), 0);
    ck_assert_uint_gt(outbox_next(&outbox, &journal, 0, 15000, scans), 0);
    ck_assert_uint_eq(journal.open_count, 100);
}
END_TEST

/* ---- what is kept ---- */

static char folder[] = "/tmp/parvis-roster-XXXXXX";
static struct roster *roster;

static void open_roster(void)
{
    snprintf(folder, sizeof folder, "/tmp/parvis-roster-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    ck_assert_int_eq(roster_open(folder, &roster), PARVIS_OK);
}

static void close_roster(void)
{
    char command[128];
    roster_close(roster);
    snprintf(command, sizeof command, "rm -rf %s", folder);
    ck_assert_int_eq(system(command), 0); // NOLINT(cert-env33-c): a path of our own making
}

static void take_page(struct roster_sync *sync, const char *rows, const char *next)
{
    char json[2048], path[ROSTER_PATH_CHARS];
    ck_assert(roster_sync_next(sync, roster, false, sync->not_before, path));
    snprintf(json, sizeof json, "{\"seq\":1,\"rows\":[%s],\"next\":%s}", rows, next);
    roster_sync_take(sync, roster, 200, json, false, 0);
}

#define ROW(key, badge, person, state, at)                                                         \
    "{\"key\":\"" key "\",\"badge\":" badge ",\"person\":" person                                  \
    ",\"revoked\":false,\"state\":\"" state "\",\"first_at\":" at                                  \
    ",\"place\":\"Porte A\",\"at\":" at ",\"sealed\":\"AAAA\"}"
#define KEY_1 "00000000000000000000000000000001"
#define KEY_2 "00000000000000000000000000000002"

/* Those that a new start would find. */
static int kept_badges(void)
{
    char path[64];
    sqlite3 *database;
    sqlite3_stmt *row;
    ck_assert_int_eq(roster_flush(roster), PARVIS_OK);
    snprintf(path, sizeof path, "%s/roster.db", folder);
    ck_assert_int_eq(sqlite3_open_v2(path, &database, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    ck_assert_int_eq(
        sqlite3_prepare_v2(database, "SELECT count(*) FROM badge WHERE badge > 0", -1, &row, NULL),
        SQLITE_OK);
    ck_assert_int_eq(sqlite3_step(row), SQLITE_ROW);
    int count = sqlite3_column_int(row, 0);
    sqlite3_finalize(row);
    sqlite3_close(database);
    return count;
}

static enum parvis_status find(uint8_t number, struct roster_row *ret_row)
{
    uint8_t key[SEAL_ROW_KEY_BYTES] = {0};
    key[15] = number;
    return roster_find(roster, key, ret_row, NULL);
}

START_TEST(the_whole_comes_in_pages_and_what_it_leaves_out_is_gone)
{
    struct roster_sync sync;
    struct roster_row row;
    roster_sync_resume(&sync, roster);
    roster_sync_whole(&sync);
    take_page(&sync, ROW(KEY_1, "1", "11", "in", "500"), "1");
    ck_assert(!sync.complete);
    take_page(&sync, ROW(KEY_2, "2", "12", "expected", "0"), "null");
    ck_assert(sync.complete);
    ck_assert_int_eq(find(1, &row), PARVIS_OK);
    ck_assert_int_eq(row.presence, CHECK_IN_INSIDE);
    ck_assert_str_eq(row.place, "Porte A");
    roster_sync_whole(&sync);
    take_page(&sync, ROW(KEY_2, "2", "12", "expected", "0"), "null");
    ck_assert_int_eq(find(1, &row), PARVIS_NOT_FOUND);
    ck_assert_int_eq(kept_badges(), 1);
}
END_TEST

START_TEST(it_follows_the_feed_and_goes_on_after_a_restart)
{
    struct roster_sync sync;
    struct roster_row row;
    char path[ROSTER_PATH_CHARS];
    roster_sync_resume(&sync, roster);
    roster_sync_whole(&sync);
    take_page(&sync, ROW(KEY_1, "1", "11", "expected", "0"), "null");
    roster_sync_change(&sync, roster,
                       "{\"kind\":\"presence\",\"id\":11,\"body\":{\"id\":11,\"state\":\"in\","
                       "\"first_at\":700,\"place\":\"Porte B\",\"at\":700,\"scan\":4}}",
                       false);
    ck_assert_int_eq(find(1, &row), PARVIS_OK);
    ck_assert_int_eq(row.presence, CHECK_IN_INSIDE);
    roster_sync_change(&sync, roster,
                       "{\"kind\":\"badge\",\"id\":1,\"body\":{\"id\":1,\"person\":11,"
                       "\"revoked_at\":800}}",
                       false);
    ck_assert_int_eq(find(1, &row), PARVIS_OK);
    ck_assert(row.revoked); /* at once */
    roster_close(roster);
    ck_assert_int_eq(roster_open(folder, &roster), PARVIS_OK);
    roster_sync_resume(&sync, roster);
    ck_assert(sync.complete);
    ck_assert(roster_sync_next(&sync, roster, false, 0, path)); /* the mark was kept */
    ck_assert_str_eq(path, "/api/roster?people=11");
    roster_sync_take(&sync, roster, 200, "{\"seq\":9,\"rows\":[],\"next\":null}", false, 0);
    ck_assert_int_eq(find(1, &row), PARVIS_NOT_FOUND); /* an erased person leaves nothing */
}
END_TEST

START_TEST(the_kiosks_own_newer_scan_is_not_undone_by_an_older_word)
{
    struct roster_sync sync;
    struct roster_row row = {.presence = CHECK_IN_INSIDE, .moved_at = 900, .first_at = 900};
    uint8_t key[SEAL_ROW_KEY_BYTES] = {0};
    static const char old[] = "{\"kind\":\"presence\",\"id\":11,\"body\":{\"id\":11,"
                              "\"state\":\"out\",\"first_at\":300,\"place\":\"\",\"at\":600}}";
    key[15] = 1;
    roster_sync_resume(&sync, roster);
    roster_sync_whole(&sync);
    take_page(&sync, ROW(KEY_1, "1", "11", "expected", "0"), "null");
    roster_move(roster, key, &row);
    roster_sync_change(&sync, roster, old, true);
    ck_assert_int_eq(find(1, &row), PARVIS_OK);
    ck_assert_int_eq(row.presence, CHECK_IN_INSIDE);
    roster_sync_change(&sync, roster, old,
                       false); /* the server has seen our scans: its word counts */
    ck_assert_int_eq(find(1, &row), PARVIS_OK);
    ck_assert_int_eq(row.presence, CHECK_IN_OUTSIDE);
}
END_TEST

START_TEST(a_file_that_cannot_be_read_is_made_anew)
{
    char path[64];
    roster_keep_text(roster, "agenda", "{}");
    roster_close(roster);
    snprintf(path, sizeof path, "%s/roster.db", folder);
    FILE *file = fopen(path, "wb");
    ck_assert_ptr_nonnull(file);
    fputs("this is no database, whatever its name says", file);
    fclose(file);
    ck_assert_int_eq(roster_open(folder, &roster), PARVIS_OK);
    ck_assert_ptr_null(roster_text(roster, "agenda"));
    ck_assert_int_eq(kept_badges(), 0);
}
END_TEST

/* ---- seals ---- */

START_TEST(a_body_opens_with_its_badge_alone)
{
    uint8_t signature[BADGE_SIGNATURE_BYTES], other[BADGE_SIGNATURE_BYTES];
    char *body = NULL;
    memset(signature, 7, sizeof signature);
    memset(other, 8, sizeof other);
    char *sealed = seal_body(42, signature, "{\"person\":\"Éloïse\"}");
    char *again = seal_body(42, signature, "{\"person\":\"Éloïse\"}");
    ck_assert_str_eq(sealed, again);
    ck_assert_ptr_null(strstr(sealed, "person"));
    ck_assert_int_eq(seal_open_body(42, signature, sealed, &body), PARVIS_OK);
    ck_assert_str_eq(body, "{\"person\":\"Éloïse\"}");
    free(body);
    ck_assert_int_eq(seal_open_body(42, other, sealed, &body), PARVIS_CORRUPT);
    ck_assert_int_eq(seal_open_body(43, signature, sealed, &body), PARVIS_CORRUPT);
    sealed[50] = sealed[50] == 'A' ? 'B' : 'A';
    ck_assert_int_eq(seal_open_body(42, signature, sealed, &body), PARVIS_CORRUPT);
    ck_assert_int_eq(seal_open_body(42, signature, "", &body), PARVIS_CORRUPT);
    free(sealed);
    free(again);
}
END_TEST

START_TEST(short_and_long_names_look_alike)
{
    uint8_t signature[BADGE_SIGNATURE_BYTES] = {1};
    char *small = seal_body(1, signature, "Al"), *large = seal_body(1, signature, "Marie-Éléonore");
    ck_assert_uint_eq(strlen(small), strlen(large));
    free(small);
    free(large);
}
END_TEST

START_TEST(a_scan_opens_with_the_editions_secret_alone)
{
    uint8_t public_key[BADGE_PUBLIC_KEY_BYTES], secret_key[BADGE_SECRET_KEY_BYTES];
    uint8_t other_public[BADGE_PUBLIC_KEY_BYTES], other_secret[BADGE_SECRET_KEY_BYTES];
    uint8_t sealed[5 + SEAL_SCAN_OVERHEAD];
    char *text = NULL;
    badge_generate_keys(public_key, secret_key);
    badge_generate_keys(other_public, other_secret);
    ck_assert_int_eq(seal_scan(public_key, "BADGE", 5, sealed), PARVIS_OK);
    ck_assert_int_eq(seal_open_scan(other_public, other_secret, sealed, sizeof sealed, &text),
                     PARVIS_INVALID);
    ck_assert_int_eq(seal_open_scan(public_key, secret_key, sealed, sizeof sealed, &text),
                     PARVIS_OK);
    ck_assert_str_eq(text, "BADGE");
    free(text);
    sealed[20] ^= 1;
    ck_assert_int_eq(seal_open_scan(public_key, secret_key, sealed, sizeof sealed, &text),
                     PARVIS_INVALID);
}
END_TEST

START_TEST(a_sealed_text_is_of_one_scan_alone)
{
    const struct seal_scan_of of = {.id = "00ff", .at = 1511165400000, .leaving = false};
    const struct seal_scan_of others[] = {{"00fe", of.at, false}, {"00ff0", of.at, false},
                                          {"00f", of.at, false},  {of.id, of.at + 1, false},
                                          {of.id, of.at, true},   {of.id, 151116540000, false},
                                          {"", of.at, false}};
    char id[65], text[SEAL_SCAN_OF_MAX + 8] = "";
    bool bound;
    size_t head = seal_scan_of_write(&of, text);
    ck_assert_uint_lt(head, SEAL_SCAN_OF_MAX);
    memcpy(text + head, "BADGE", 6);
    ck_assert_str_eq(seal_scan_of_check(&of, text, &bound), "BADGE");
    ck_assert(bound);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        ck_assert_ptr_null(seal_scan_of_check(&others[i], text, &bound));
    ck_assert_str_eq(seal_scan_of_check(&of, "BADGE", &bound), "BADGE");
    ck_assert(!bound);
    ck_assert_str_eq(seal_scan_of_check(&of, "", &bound), "");
    ck_assert_ptr_null(seal_scan_of_check(&of, "\x02", &bound));
    memset(id, 'a', 64); /* the longest that the server takes */
    id[64] = '\0';
    const struct seal_scan_of longest = {.id = id, .at = 9007199254740991, .leaving = true};
    head = seal_scan_of_write(&longest, text);
    ck_assert_int_eq(text[head - 1], '\n');
    text[head] = '\0';
    ck_assert_str_eq(seal_scan_of_check(&longest, text, &bound), "");
}
END_TEST

int main(void)
{
    if (sodium_init() < 0)
        return EXIT_FAILURE;
    Suite *suite = suite_create("alone");
    TCase *pure = tcase_create("clock and judgement");
    tcase_add_test(pure, the_wall_clock_may_jump_an_hour_either_way);
    tcase_add_test(pure, a_word_that_was_long_on_its_way_does_not_turn_the_clock_back);
    tcase_add_test(pure, after_a_reboot_the_wall_clock_and_the_last_offset_must_do);
    tcase_add_test(pure, stamps_always_go_on);
    tcase_add_test(pure, a_genuine_badge_comes_in_once_and_goes_out_once);
    tcase_add_test(pure, a_signature_alone_lets_a_walk_in_through);
    tcase_add_test(pure, a_row_that_this_very_scan_has_moved_turns_nobody_away);
    tcase_add_test(pure, what_is_revoked_or_not_ours_stays_out);
    tcase_add_test(pure, a_body_opens_with_its_badge_alone);
    tcase_add_test(pure, short_and_long_names_look_alike);
    tcase_add_test(pure, a_scan_opens_with_the_editions_secret_alone);
    tcase_add_test(pure, a_sealed_text_is_of_one_scan_alone);
    suite_add_tcase(suite, pure);
    TCase *sending = tcase_create("sending");
    tcase_add_checked_fixture(sending, fill_journal, empty_journal);
    tcase_add_test(sending, scans_go_in_order_one_request_at_a_time);
    tcase_add_test(sending, without_an_answer_the_same_goes_again_after_growing_pauses);
    tcase_add_test(sending, one_that_is_refused_is_found_and_stops_nobody);
    tcase_add_test(sending, a_kiosk_that_may_not_speak_keeps_all_and_asks_slowly);
    suite_add_tcase(suite, sending);
    TCase *keeping = tcase_create("keeping");
    tcase_add_checked_fixture(keeping, open_roster, close_roster);
    tcase_add_test(keeping, the_whole_comes_in_pages_and_what_it_leaves_out_is_gone);
    tcase_add_test(keeping, it_follows_the_feed_and_goes_on_after_a_restart);
    tcase_add_test(keeping, the_kiosks_own_newer_scan_is_not_undone_by_an_older_word);
    tcase_add_test(keeping, a_file_that_cannot_be_read_is_made_anew);
    suite_add_tcase(suite, keeping);
    return test_run(suite);
}
