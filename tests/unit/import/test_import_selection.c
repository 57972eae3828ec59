/* SPDX-License-Identifier: EUPL-1.2 */
/* The rules of the selection: pure, over the database, and broken on purpose. */
#include <stdlib.h>
#include <string.h>

#include "edition.h"
#include "harness.h"
#include "selection.h"
#include "selection_rules.h"
#include "store_selection.h"

/* ---- the pure rules ---- */

#define APPLICATIONS 40

static const struct selection_limits limits = {.pitches = 9, .kept_min = 20, .kept_max = 30};

/* 9 pitches and 15 stands of 40 good applications. */
static void fill(struct selection_application *applications)
{
    for (int i = 0; i < APPLICATIONS; i++)
        applications[i] = (struct selection_application){.organisation = i + 1,
                                                         .marketable = true,
                                                         .public_fit = true,
                                                         .in_region = true,
                                                         .mark = 100,
                                                         .decision = i < 9    ? SELECTION_PITCH
                                                                     : i < 24 ? SELECTION_STAND
                                                                              : SELECTION_NOT_KEPT};
}

static void check_one(const struct selection_application *applications, const char *rule,
                      int64_t organisation)
{
    struct selection_violation found[APPLICATIONS + SELECTION_RULES_GENERAL];
    ck_assert_uint_eq(selection_check(applications, APPLICATIONS, &limits, found), 1);
    ck_assert_str_eq(found[0].rule, rule);
    ck_assert_int_eq(found[0].organisation, organisation);
}

START_TEST(a_good_selection_breaks_no_rule)
{
    struct selection_application applications[APPLICATIONS];
    struct selection_violation found[APPLICATIONS + SELECTION_RULES_GENERAL];
    fill(applications);
    ck_assert_uint_eq(selection_check(applications, APPLICATIONS, &limits, found), 0);
    for (int i = 0; i < APPLICATIONS; i++)
        applications[i].decision = SELECTION_NOT_KEPT; /* not made yet */
    ck_assert_uint_eq(selection_check(applications, APPLICATIONS, &limits, found), 0);
}
END_TEST

START_TEST(only_what_passed_the_first_sort_with_a_mark_is_kept)
{
    struct selection_application applications[APPLICATIONS];
    fill(applications);
    applications[3].marketable = false;
    check_one(applications, "selection.not_marketable", 4);
    fill(applications);
    applications[3].public_fit = false;
    check_one(applications, "selection.not_public_fit", 4);
    fill(applications);
    applications[20].in_region = false;
    check_one(applications, "selection.outside_region", 21);
    fill(applications);
    applications[0].mark = -1;
    check_one(applications, "selection.no_mark", 1);
}
END_TEST

START_TEST(twenty_to_thirty_are_kept_and_exactly_nine_pitch)
{
    struct selection_application applications[APPLICATIONS];
    fill(applications);
    applications[9].decision = SELECTION_PITCH;
    check_one(applications, "selection.pitch_count", 0);
    fill(applications);
    applications[0].decision = SELECTION_STAND;
    check_one(applications, "selection.pitch_count", 0);
    fill(applications);
    for (int i = 19; i < APPLICATIONS; i++)
        applications[i].decision = SELECTION_NOT_KEPT;
    check_one(applications, "selection.kept_count", 0);
    applications[19].decision = SELECTION_STAND;
    struct selection_violation found[APPLICATIONS + SELECTION_RULES_GENERAL];
    ck_assert_uint_eq(selection_check(applications, APPLICATIONS, &limits, found), 0);
    for (int i = 9; i < 31; i++)
        applications[i].decision = SELECTION_STAND;
    check_one(applications, "selection.kept_count", 0);
}
END_TEST

START_TEST(the_funnel_counts_the_first_reason)
{
    struct selection_application applications[APPLICATIONS];
    fill(applications);
    applications[30].marketable = applications[30].public_fit = false;
    applications[31].public_fit = false;
    applications[32].in_region = false;
    for (int i = 30; i < 34; i++)
        applications[i].mark = -1;
    struct selection_funnel funnel = selection_count(applications, APPLICATIONS);
    ck_assert_uint_eq(funnel.received, 40);
    ck_assert_uint_eq(funnel.not_marketable, 1);
    ck_assert_uint_eq(funnel.not_public_fit, 1);
    ck_assert_uint_eq(funnel.outside_region, 1);
    ck_assert_uint_eq(funnel.passed, 37);
    ck_assert_uint_eq(funnel.seen, 36);
    ck_assert_uint_eq(funnel.unmarked, 1);
    ck_assert_uint_eq(funnel.kept, 24);
    ck_assert_uint_eq(funnel.pitch, 9);
}
END_TEST

/* ---- over the example edition ---- */

static struct store *store;

static void make_full(void)
{
    store = edition_make();
    edition_fill(store);
}

static void unmake(void)
{
    edition_remove(store);
}

#define COUNT(what) edition_number(store, "SELECT count(*) FROM " what)
#define PITCHING "58296265999370"       /* Domocare */
#define NOT_MARKETABLE "59049458480420" /* Junosens & Fils */

/* The example's decisions.csv with `more` after it, or with one text replaced. */
static char *decisions_with(const char *from, const char *to)
{
    size_t size;
    char *text = edition_file("decisions.csv", &size), *out = NULL;
    char *at = *from ? strstr(text, from) : text + strlen(text);
    ck_assert_ptr_nonnull(at);
    out = calloc(1, size + strlen(to) + 1);
    memcpy(out, text, (size_t)(at - text));
    strcat(out, to);
    strcat(out, at + strlen(from));
    free(text);
    return out;
}

static enum parvis_status import_decisions(const char *text, const char *motive,
                                           struct import_result *result)
{
    struct edition_options options = {.motive = {.text = motive, .by_user = "claire"}};
    return edition_import_bytes(store, IMPORT_DECISIONS, "decisions.csv", text, strlen(text),
                                &options, result);
}

START_TEST(the_example_edition_goes_from_79_to_9_and_19)
{
    struct store_edition edition;
    struct selection selection;
    ck_assert_int_eq(store_edition_get(store, &edition), PARVIS_OK);
    ck_assert_int_eq(selection_load(store, &edition, &selection), PARVIS_OK);
    struct selection_funnel funnel = selection_count(selection.applications, selection.count);
    ck_assert_uint_eq(funnel.received, 79);
    ck_assert_uint_eq(funnel.not_marketable, 6);
    ck_assert_uint_eq(funnel.not_public_fit, 6);
    ck_assert_uint_eq(funnel.outside_region, 6);
    ck_assert_uint_eq(funnel.seen, 61);
    ck_assert_uint_eq(funnel.kept, 28);
    ck_assert_uint_eq(funnel.pitch, 9);
    ck_assert_uint_eq(funnel.stand, 19);
    ck_assert_str_eq(selection.entries[0].name, "Domocare"); /* best mark first */
    selection_clear(&selection);
}
END_TEST

START_TEST(a_tenth_pitch_is_refused_with_the_reason)
{
    char *text = decisions_with("75844034878109,stand", "75844034878109,pitch");
    edition_refuses(store, IMPORT_DECISIONS, "decisions.csv", text, TEXT_FR,
                    "decisions.csv\u202f: 10 pitchs, il en faut exactement 9.");
    ck_assert_int_eq(COUNT("application WHERE decision = 'pitch'"), 9);
    free(text);
}
END_TEST

START_TEST(who_did_not_pass_the_first_sort_is_refused_by_line)
{
    char *text = decisions_with("", NOT_MARKETABLE ",stand\n");
    edition_refuses(store, IMPORT_DECISIONS, "decisions.csv", text, TEXT_EN,
                    "decisions.csv, line 30, value “" NOT_MARKETABLE
                    "”: Junosens & Fils is kept although its solution is not on the market yet.");
    free(text);
}
END_TEST

START_TEST(a_kept_company_has_a_pitch_or_a_stand)
{
    char *text = decisions_with("75844034878109,stand", "75844034878109,retenue");
    edition_refuses(store, IMPORT_DECISIONS, "decisions.csv", text, TEXT_EN,
                    "decisions.csv, line 11, column “decision”, value “retenue”: a kept company "
                    "must have a pitch or a stand: write which.");
    free(text);
}
END_TEST

START_TEST(an_override_is_recorded_with_its_motive_and_not_asked_again)
{
    struct import_result result;
    char *text = decisions_with("", NOT_MARKETABLE ",pitch\n");
    ck_assert_int_eq(import_decisions(text, "invitée du préfet", &result), PARVIS_OK);
    ck_assert_uint_eq(result.report.warnings, 2); /* its first sort, and the tenth pitch */
    import_result_clear(&result);
    ck_assert_int_eq(COUNT("override WHERE by_user = 'claire' AND motive = 'invitée du préfet'"),
                     2);
    ck_assert_int_eq(COUNT("override JOIN organisation o ON o.id = subject WHERE rule ="
                           " 'selection.not_marketable' AND siret = '" NOT_MARKETABLE "'"),
                     1);
    ck_assert_int_eq(COUNT("change WHERE kind = 'override'"), 2);
    ck_assert_int_eq(COUNT("change WHERE kind = 'override' AND body LIKE '%préfet%'"), 0);
    ck_assert_int_eq(import_decisions(text, NULL, &result), PARVIS_OK);
    ck_assert_uint_eq(result.report.count, 0);
    import_result_clear(&result);
    ck_assert_int_eq(COUNT("override"), 2);
    free(text);
}
END_TEST

START_TEST(a_correction_of_the_applications_is_held_to_the_rules)
{
    size_t size;
    char *bytes = edition_file("candidatures.csv", &size);
    char *row = strstr(bytes, PITCHING), *yes = strstr(row, ";oui;oui;");
    struct import_result result;
    memcpy(yes + 1, "non", 3); /* no longer on the market */
    ck_assert_int_eq(
        edition_import_bytes(store, IMPORT_APPLICATIONS, "c.csv", bytes, size, NULL, &result),
        PARVIS_INVALID);
    ck_assert_str_eq(result.report.findings[0].key, "selection.not_marketable");
    import_result_clear(&result);
    free(bytes);
}
END_TEST

/* ---- what was prepared ---- */

static int64_t company(const char *siret)
{
    int64_t id = 0;
    ck_assert_int_eq(store_find_company(store, siret, &id), PARVIS_OK);
    return id;
}

static enum parvis_status decide(const char *siret, const char *decision)
{
    enum store_outcome outcome;
    return store_decide(store, company(siret), decision, NULL, &outcome);
}

START_TEST(a_changed_decision_takes_back_what_was_prepared)
{
    edition_sql(store, "INSERT INTO pitch (company_id, session_id, position, planned_from_at,"
                       " planned_to_at, projected_from_at, projected_to_at, pitch_ms, questions_ms)"
                       " SELECT organisation_id, 3, row_number() OVER (), 0, 1, 0, 1, 1, 1"
                       " FROM application WHERE decision = 'pitch';"
                       "UPDATE stand SET company_id = (SELECT id FROM organisation WHERE siret ="
                       " '75844034878109') WHERE code = 'A1'");
    ck_assert_int_eq(decide(PITCHING, "stand"), PARVIS_OK);
    ck_assert_int_eq(COUNT("pitch"), 8);
    ck_assert_int_eq(decide("75844034878109", "pitch"), PARVIS_OK);
    ck_assert_int_eq(COUNT("stand WHERE company_id IS NOT NULL"), 1);
    ck_assert_int_eq(decide("75844034878109", NULL), PARVIS_OK);
    ck_assert_int_eq(COUNT("stand WHERE company_id IS NOT NULL"), 0);
    edition_sql(store, "UPDATE pitch SET state = 'done' WHERE position = 2");
    int64_t id = edition_number(store, "SELECT company_id FROM pitch WHERE position = 2");
    enum store_outcome outcome;
    ck_assert_int_eq(store_decide(store, id, "stand", NULL, &outcome), PARVIS_CONFLICT);
    ck_assert_int_eq(COUNT("pitch"), 8);
}
END_TEST

START_TEST(a_company_that_has_a_stand_is_not_forgotten_with_its_line)
{
    struct import_result result;
    edition_sql(store, "UPDATE stand SET company_id = (SELECT id FROM organisation WHERE siret ="
                       " '75844034878109') WHERE code = 'A1'");
    char *text = decisions_with("75844034878109,stand\n", "");
    ck_assert_int_eq(import_decisions(text, NULL, &result), PARVIS_OK);
    ck_assert_uint_eq(result.counts[IMPORT_DECISIONS].kept, 1);
    ck_assert_str_eq(result.report.findings[0].key, "import.kept.stand");
    ck_assert_int_eq(COUNT("application WHERE decision IS NOT NULL"), 28);
    import_result_clear(&result);
    free(text);
    text = decisions_with("87560640880364,stand\n", "");
    ck_assert_int_eq(import_decisions(text, NULL, &result), PARVIS_OK);
    ck_assert_uint_eq(result.counts[IMPORT_DECISIONS].gone, 1);
    ck_assert_int_eq(COUNT("application WHERE decision IS NOT NULL"), 27);
    import_result_clear(&result);
    free(text);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("selection");
    TCase *pure = tcase_create("pure rules"), *edition = tcase_create("the example edition");
    tcase_add_test(pure, a_good_selection_breaks_no_rule);
    tcase_add_test(pure, only_what_passed_the_first_sort_with_a_mark_is_kept);
    tcase_add_test(pure, twenty_to_thirty_are_kept_and_exactly_nine_pitch);
    tcase_add_test(pure, the_funnel_counts_the_first_reason);
    tcase_add_checked_fixture(edition, make_full, unmake);
    tcase_add_test(edition, the_example_edition_goes_from_79_to_9_and_19);
    tcase_add_test(edition, a_tenth_pitch_is_refused_with_the_reason);
    tcase_add_test(edition, who_did_not_pass_the_first_sort_is_refused_by_line);
    tcase_add_test(edition, a_kept_company_has_a_pitch_or_a_stand);
    tcase_add_test(edition, an_override_is_recorded_with_its_motive_and_not_asked_again);
    tcase_add_test(edition, a_correction_of_the_applications_is_held_to_the_rules);
    tcase_add_test(edition, a_changed_decision_takes_back_what_was_prepared);
    tcase_add_test(edition, a_company_that_has_a_stand_is_not_forgotten_with_its_line);
    suite_add_tcase(suite, pure);
    suite_add_tcase(suite, edition);
    return test_run(suite);
}
