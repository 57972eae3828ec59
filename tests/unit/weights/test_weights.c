/* SPDX-License-Identifier: EUPL-1.2 */
/* Why a meeting counts as much as it does: words that answer each other, points, one line. */
#include <stdlib.h>
#include <string.h>

#include "harness.h"
#include "weights.h"

/* What companies offer; the first is the one that most tests ask about. */
static const char *const texts[] = {
    "Capteur de chute sans contact pour chambres d'EHPAD. accessibilité, données",
    "Capteurs de qualité de l’air ; maintenance",
    "Toiture végétale modulaire ; carbone",
    "Assistance à la rédaction de cahiers des charges ; données",
    "Moteur de recherche de marchés publics ; données",
    "Numérisation d'archives par lots ; données, archives",
};
static struct offers *offers;

static void open_offers(void)
{
    ck_assert_int_eq(offers_new(&offers), PARVIS_OK);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        ck_assert_int_eq(offers_add(offers, texts[i]), PARVIS_OK);
}

static void close_offers(void)
{
    offers_free(offers);
}

static struct offers_match match(int offer, const char *need)
{
    struct offers_match found;
    offers_match(offers, offer, need, &found);
    return found;
}

START_TEST(endings_accents_and_capitals_make_no_difference)
{
    const char *const needs[] = {"Recherche : CAPTEURS DE CHUTES", "un capteur de chute",
                                 "capteurs, chutes !"};
    for (size_t i = 0; i < sizeof needs / sizeof *needs; i++) {
        struct offers_match found = match(0, needs[i]);
        ck_assert_int_gt(found.points, 0);
        ck_assert_int_eq(found.word_count, 2);
    }
    ck_assert_str_eq(match(0, needs[0]).words[0], "chutes"); /* the rarer word first, as written */
    ck_assert_int_eq(match(5, "NUMERISATION").word_count, match(5, "numérisation").word_count);
}
END_TEST

START_TEST(small_words_are_no_common_ground)
{
    ck_assert_int_eq(match(0, "Recherche : pour des et sans les").word_count, 0);
    ck_assert_int_eq(match(4, "Recherche : toiture").word_count, 0);
    ck_assert_int_eq(match(0, "").points, 0);
    ck_assert_int_eq(match(0, "\xff\xfe … « » ’").points, 0); /* nor is what is no text at all */
}
END_TEST

START_TEST(a_rare_word_says_more_than_one_that_everybody_has)
{
    struct offers_match common = match(3, "données"), rare = match(3, "cahiers");
    ck_assert_int_eq(common.points, 0); /* four of six have it */
    ck_assert_int_gt(rare.points, common.points);
}
END_TEST

START_TEST(words_never_outweigh_what_people_asked_for)
{
    struct offers_match found = match(0, texts[0]);
    ck_assert_int_eq(found.points, OFFERS_POINTS_MAX);
    ck_assert_int_eq(found.word_count, OFFERS_WORDS_MAX);
    struct offers_match twice = match(0, "chute"), once = match(0, "chute chute chute");
    ck_assert_int_eq(twice.points, once.points);
}
END_TEST

START_TEST(a_long_text_and_a_long_word_are_cut_not_overrun)
{
    char text[20000];
    memset(text, 'a', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    ck_assert_int_eq(offers_add(offers, text), PARVIS_OK);
    for (size_t i = 5; i < sizeof text - 1; i += 6)
        text[i] = ' ';
    ck_assert_int_eq(match(6, text).word_count, 0);
}
END_TEST

START_TEST(the_weight_is_the_sum_of_its_reasons)
{
    struct weight_facts facts = {.buyer_priority = 4};
    ck_assert_int_eq(weight_of(&facts), 4);
    facts.company_priority = 5;
    ck_assert_int_eq(weight_of(&facts), 4 + 5 + WEIGHT_BOTH_ASKED);
    facts.same_segment = true;
    facts.match = match(0, "chute en EHPAD");
    facts.boost = 6;
    ck_assert_int_eq(weight_of(&facts),
                     9 + WEIGHT_BOTH_ASKED + WEIGHT_SAME_SEGMENT + facts.match.points + 6);
    facts.boost = -WEIGHT_BOOST_MAX;
    ck_assert_int_eq(weight_of(&facts), 1); /* a wish is never worth nothing */
}
END_TEST

START_TEST(a_weight_is_explained_in_one_line)
{
    struct weight_facts facts = {.buyer_priority = 5,
                                 .company_priority = 4,
                                 .same_segment = true,
                                 .match = match(0, "Capteurs de chute"),
                                 .boost = 3};
    char *french = weight_explain(&facts, TEXT_FR), *english = weight_explain(&facts, TEXT_EN);
    ck_assert_str_eq(french, "demandé par les deux (5 + 4)\u202f; même segment\u202f; "
                             "«\u202fchute\u202f», «\u202fcapteurs\u202f» dans le besoin et l’offre"
                             "\u202f; +3 par l’organisation");
    ck_assert_str_eq(english, "both asked (5 + 4); same segment; “chute”, “capteurs” in need and "
                              "offer; +3 by the organisers");
    free(french);
    free(english);
    facts = (struct weight_facts){.company_priority = 2};
    french = weight_explain(&facts, TEXT_FR);
    ck_assert_str_eq(french, "demandé par l’entreprise (2)");
    free(french);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("weights");
    TCase *words = tcase_create("words");
    tcase_add_checked_fixture(words, open_offers, close_offers);
    tcase_add_test(words, endings_accents_and_capitals_make_no_difference);
    tcase_add_test(words, small_words_are_no_common_ground);
    tcase_add_test(words, a_rare_word_says_more_than_one_that_everybody_has);
    tcase_add_test(words, words_never_outweigh_what_people_asked_for);
    tcase_add_test(words, a_long_text_and_a_long_word_are_cut_not_overrun);
    TCase *weights = tcase_create("weights");
    tcase_add_checked_fixture(weights, open_offers, close_offers);
    tcase_add_test(weights, the_weight_is_the_sum_of_its_reasons);
    tcase_add_test(weights, a_weight_is_explained_in_one_line);
    suite_add_tcase(suite, words);
    suite_add_tcase(suite, weights);
    return test_run(suite);
}
