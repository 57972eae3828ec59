/* SPDX-License-Identifier: EUPL-1.2 */
/* `parvis plan` and `parvis badges` on the whole example edition, through the real program, judged
 * by `parvis verify` and by SQL. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness.h"
#include "store.h"
#include "store_statement.h"

#define DATA PARVIS_SOURCE_DIR "/tests/data/innovember-2017"

static char folder[] = "/tmp/parvis-plan-XXXXXX";

/* Runs `parvis <arguments>`; its exit status, and what it says on both streams. */
static int parvis(const char *arguments, char *ret_out, size_t size)
{
    char command[2048];
    snprintf(command, sizeof command, "LC_ALL=fr_FR '%s/parvis' %s --data '%s' 2>&1",
             PARVIS_BINARY_DIR, arguments, folder);
    FILE *pipe = popen(command, "r");
    ck_assert_ptr_nonnull(pipe);
    size_t length = fread(ret_out, 1, size - 1, pipe);
    ret_out[length] = '\0';
    return pclose(pipe);
}

static void must(const char *arguments, char *ret_out, size_t size)
{
    int result = parvis(arguments, ret_out, size);
    ck_assert_msg(result == 0, "parvis %s: %s", arguments, ret_out);
}

static int64_t number(const char *sql)
{
    struct store *store = NULL;
    ck_assert_int_eq(store_open(folder, false, &store), PARVIS_OK);
    sqlite3_stmt *row = store_statement(store, sql);
    ck_assert_int_eq(store_step(store, row), PARVIS_OK);
    int64_t value = sqlite3_column_int64(row, 0);
    sqlite3_reset(row);
    store_close(store);
    return value;
}

static void run_sql(const char *sql)
{
    struct store *store = NULL;
    ck_assert_int_eq(store_open(folder, false, &store), PARVIS_OK);
    ck_assert_int_eq(store_run(store, store_statement(store, sql)), PARVIS_OK);
    store_close(store);
}

static char out[65536];

/* As many rounds as find the best weight, and no clock: a loaded machine makes the same plan. */
#define PLAN "plan --rounds 10000 "

static void fill(void)
{
    must("init " DATA "/edition.json", out, sizeof out);
    must("import " DATA "/candidatures.csv " DATA "/decisions.csv " DATA "/besoins.csv " DATA
         "/participants.csv " DATA "/stands.csv " DATA "/voeux.csv",
         out, sizeof out);
}

START_TEST(a_dry_run_writes_nothing)
{
    int64_t before = number("SELECT max(seq) FROM change");
    must(PLAN "--check", out, sizeof out);
    ck_assert_int_eq(number("SELECT max(seq) FROM change"), before);
}
END_TEST

START_TEST(the_plan_of_the_edition_breaks_no_rule)
{
    must(PLAN, out, sizeof out);
    must("verify", out, sizeof out);
    ck_assert_int_eq(number("SELECT count(*) FROM pitch"), 9);
    ck_assert_int_eq(number("SELECT pitches_published FROM edition"), 1);
    ck_assert_int_eq(number("SELECT count(*) FROM stand WHERE company_id IS NOT NULL"), 24);
    ck_assert_int_eq(number("SELECT count(*) FROM demonstration"), 7);
    ck_assert_int_gt(number("SELECT count(*) FROM meeting"), 250);
    /* Who leaves before arriving is never planned. */
    ck_assert_int_eq(number("SELECT count(*) FROM meeting JOIN person ON person.id = buyer_id"
                            " WHERE code = 'P0048'"),
                     0);
    ck_assert_int_eq(number("SELECT count(*) FROM pitch JOIN application ON"
                            " organisation_id = company_id"
                            " WHERE planned_from_at < pitch_not_before_at"),
                     0);
}
END_TEST

START_TEST(a_second_run_changes_nothing)
{
    int64_t before = number("SELECT max(seq) FROM change");
    must(PLAN, out, sizeof out);
    ck_assert_ptr_nonnull(strstr(out, "Rien n’a changé."));
    ck_assert_int_eq(number("SELECT max(seq) FROM change"), before);
}
END_TEST

START_TEST(what_has_begun_stays_and_what_was_cancelled_is_not_planned_again)
{
    run_sql("UPDATE meeting SET state = 'done' WHERE id = (SELECT min(id) FROM meeting)");
    run_sql("UPDATE meeting SET state = 'cancelled' WHERE id = (SELECT max(id) FROM meeting)");
    int64_t slot = number("SELECT slot_id FROM meeting WHERE state = 'done'");
    must(PLAN "--only meetings", out, sizeof out);
    ck_assert_int_eq(number("SELECT slot_id FROM meeting WHERE state = 'done'"), slot);
    ck_assert_int_eq(number("SELECT count(*) FROM meeting a JOIN meeting b USING (buyer_id,"
                            " company_id) WHERE a.state = 'cancelled' AND b.state <> 'cancelled'"),
                     0);
}
END_TEST

START_TEST(who_is_left_out_is_named_with_the_reason_and_the_nearest_repair)
{
    run_sql("DELETE FROM meeting");
    must(PLAN "--only meetings --check --floor 4", out, sizeof out);
    ck_assert_ptr_nonnull(strstr(out, "acheteurs avec moins de 4 rendez-vous"));
    ck_assert_ptr_nonnull(strstr(out, "presque jamais libre"));
    ck_assert_ptr_nonnull(strstr(out, "les entreprises voulues sont complètes"));
    ck_assert_ptr_nonnull(strstr(out, ", à la place de "));
    ck_assert_ptr_nonnull(strstr(out, "--even")); /* both ways to share are shown */
    must(PLAN "--only meetings --check --floor 0", out, sizeof out);
    ck_assert_ptr_null(strstr(out, "acheteurs avec moins de"));
    ck_assert_int_ne(parvis("plan --floor many", out, sizeof out), 0);
    must(PLAN "--only meetings --even --floor 4", out, sizeof out);
    ck_assert_ptr_nonnull(strstr(out, "0 en ont moins"));
    ck_assert_int_eq(number("SELECT count(*) FROM (SELECT buyer_id FROM meeting JOIN person ON"
                            " person.id = buyer_id WHERE code NOT IN ('P0001', 'P0048')"
                            " GROUP BY buyer_id HAVING count(*) < 4)"),
                     0);
    must(PLAN "--only meetings", out, sizeof out);
}
END_TEST

START_TEST(every_weight_is_explained_and_an_organiser_tips_the_balance)
{
#define MEETINGS_OF_P0020                                                                          \
    "SELECT count(*) FROM meeting JOIN person ON person.id = buyer_id WHERE code = 'P0020'"        \
    " AND state <> 'cancelled'"
    int64_t before = number(MEETINGS_OF_P0020);
    must("wishes P0002", out, sizeof out);
    ck_assert_ptr_nonnull(strstr(out, "demandé par les deux (5 + 4)"));
    ck_assert_ptr_nonnull(strstr(out, "même segment"));
    ck_assert_ptr_nonnull(strstr(out, "dans le besoin et l’offre"));
    must("wishes 46408828080243", out, sizeof out);
    ck_assert_ptr_nonnull(strstr(out, "Zeynep Duhamel"));
    must("wishes P0002 --suggest", out, sizeof out);
    ck_assert_ptr_nonnull(strstr(out, "Lumibat"));
    ck_assert_int_ne(parvis("wishes P0020 --boost 20", out, sizeof out), 0);
    ck_assert_ptr_nonnull(strstr(out, "--motive"));
    ck_assert_int_ne(parvis("wishes P0020 --boost 21 --motive 'invité'", out, sizeof out), 0);
    ck_assert_int_ne(parvis("wishes NOBODY", out, sizeof out), 0);
    must("wishes P0020 --boost 20 --motive \"invité d'honneur\"", out, sizeof out);
    must("wishes P0020", out, sizeof out);
    ck_assert_ptr_nonnull(strstr(out, "+20 par l’organisation"));
    must(PLAN "--only meetings", out, sizeof out);
    ck_assert_int_gt(number(MEETINGS_OF_P0020), before);
    must("wishes P0020 --boost 0", out, sizeof out);
    must("wishes P0020", out, sizeof out);
    ck_assert_ptr_null(strstr(out, "par l’organisation"));
}
END_TEST

START_TEST(no_thanks_takes_a_planned_meeting_back_and_keeps_it_away)
{
#define FIRST "(SELECT min(id) FROM meeting WHERE state = 'planned')"
    int64_t buyer = number("SELECT buyer_id FROM meeting WHERE id = " FIRST);
    int64_t company = number("SELECT company_id FROM meeting WHERE id = " FIRST);
    char sql[256], count[256];
    snprintf(sql, sizeof sql,
             "INSERT INTO wish (buyer_id, company_id, by_company, priority) VALUES (%d, %d, 1, 0)"
             " ON CONFLICT DO UPDATE SET priority = 0",
             (int)buyer, (int)company);
    snprintf(count, sizeof count,
             "SELECT count(*) FROM meeting WHERE buyer_id = %d AND company_id = %d", (int)buyer,
             (int)company);
    ck_assert_int_eq(number(count), 1);
    run_sql(sql);
    ck_assert_int_ne(parvis("verify", out, sizeof out), 0);
    ck_assert_ptr_nonnull(strstr(out, "non merci"));
    must(PLAN "--only meetings", out, sizeof out);
    ck_assert_int_eq(number(count), 0);
    parvis("verify", out, sizeof out);
    ck_assert_ptr_null(strstr(out, "non merci"));
}
END_TEST

START_TEST(eight_pitches_are_refused_with_the_reason)
{
    run_sql("UPDATE application SET decision = NULL WHERE organisation_id ="
            " (SELECT company_id FROM pitch WHERE position = 3)");
    ck_assert_int_ne(parvis("plan --only pitches", out, sizeof out), 0);
    ck_assert_ptr_nonnull(strstr(out, "8 entreprises pitchent, il en faut exactement 9"));
}
END_TEST

START_TEST(everybody_gets_one_badge_and_a_new_one_replaces_it)
{
    must("badges", out, sizeof out);
    int64_t people = number("SELECT count(*) FROM person");
    ck_assert_int_eq(number("SELECT count(*) FROM badge"), people);
    must("badges", out, sizeof out);
    ck_assert_int_eq(number("SELECT count(*) FROM badge"), people);
    must("badges --person P0004 --text", out, sizeof out);
    ck_assert_int_eq(strncmp(out, "P0004\t", 6), 0);
    ck_assert_uint_eq(strcspn(out + 6, "\n"), 117);
    must("badges --reissue P0004", out, sizeof out);
    ck_assert_int_eq(number("SELECT count(*) FROM badge WHERE revoked_at IS NOT NULL"), 1);
    ck_assert_int_eq(number("SELECT count(*) FROM badge WHERE revoked_at IS NULL"), people);
    must("badges --revoke P0004", out, sizeof out);
    ck_assert_int_eq(number("SELECT count(*) FROM badge WHERE revoked_at IS NULL"), people - 1);
    ck_assert_int_ne(parvis("badges --revoke P0004", out, sizeof out), 0);
    ck_assert_int_ne(parvis("badges --revoke NOBODY", out, sizeof out), 0);
}
END_TEST

int main(void)
{
    char command[64];
    if (!mkdtemp(folder))
        return 1;
    Suite *suite = suite_create("plan");
    TCase *edition = tcase_create("edition");
    tcase_add_unchecked_fixture(edition, fill, NULL); /* the tests tell one story, in order */
    tcase_add_test(edition, a_dry_run_writes_nothing);
    tcase_add_test(edition, the_plan_of_the_edition_breaks_no_rule);
    tcase_add_test(edition, a_second_run_changes_nothing);
    tcase_add_test(edition, everybody_gets_one_badge_and_a_new_one_replaces_it);
    tcase_add_test(edition, what_has_begun_stays_and_what_was_cancelled_is_not_planned_again);
    tcase_add_test(edition, who_is_left_out_is_named_with_the_reason_and_the_nearest_repair);
    tcase_add_test(edition, every_weight_is_explained_and_an_organiser_tips_the_balance);
    tcase_add_test(edition, no_thanks_takes_a_planned_meeting_back_and_keeps_it_away);
    tcase_add_test(edition, eight_pitches_are_refused_with_the_reason);
    suite_add_tcase(suite, edition);
    int status = test_run(suite);
    snprintf(command, sizeof command, "rm -r '%s'", folder);
    return system(command) == 0 ? status : EXIT_FAILURE;
}
