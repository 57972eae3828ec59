/* SPDX-License-Identifier: EUPL-1.2 */
/* The table of kinds: nobody hears what it does not say, and docs/api.md shows all of it. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness.h"
#include "kinds.h"

START_TEST(a_kind_without_an_audience_reaches_nobody)
{
    const struct kind silent = {.name = "silent", .concerns = CONCERNS_COMPANY};
    for (int audience = 0; audience < AUDIENCE_COUNT; audience++) {
        struct hearing hearing = {(enum kind_audience)audience, 7};
        ck_assert_msg(!kind_is_heard(&silent, hearing, "called", 7, NULL), "%s",
                      kind_audience_name((enum kind_audience)audience));
    }
}
END_TEST

START_TEST(every_kind_has_its_row_and_its_name_leads_to_it)
{
    for (size_t i = 0; i < KIND_COUNT; i++) {
        ck_assert_msg(kinds[i].name != NULL, "kind %zu has no row", i);
        ck_assert_uint_eq(kind_of(kinds[i].name), i);
    }
    ck_assert_uint_eq(kind_of("no such kind"), KIND_COUNT);
}
END_TEST

/* Whether a row is told depends on what it was before: only a body that is kept says that. */
START_TEST(kinds_told_by_state_or_owner_keep_their_bodies)
{
    for (size_t i = 0; i < KIND_COUNT; i++) {
        bool narrowed = kinds[i].list != NULL;
        for (const struct kind_part *part = kinds[i].parts; part && part->hearers; part++) {
            narrowed = narrowed || part->states || part->own;
            if (part->own)
                ck_assert_msg(kinds[i].concerns & CONCERNS_COMPANY, "%s", kinds[i].name);
        }
        if (narrowed)
            ck_assert_msg(kinds[i].kept & KEPT_BODY, "%s", kinds[i].name);
    }
}
END_TEST

START_TEST(a_stand_hears_its_own_rows_and_no_other_company_s)
{
    const struct kind *meeting = &kinds[KIND_MEETING];
    struct hearing stand = {AUDIENCE_STAND, 7}, homeless = {AUDIENCE_STAND, 0};
    static const char *const states[] = {"planned", "called", "running", "done", NULL};
    for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
        ck_assert(kind_is_heard(meeting, stand, states[i], 7, NULL));
        ck_assert(!kind_is_heard(meeting, stand, states[i], 8, NULL));
        ck_assert(!kind_is_heard(meeting, stand, states[i], 0, NULL));
        ck_assert(!kind_is_heard(meeting, homeless, states[i], 7, NULL));
        ck_assert(!kind_is_heard(meeting, homeless, states[i], 0, NULL));
    }
}
END_TEST

/* A meeting's weight and the number of who buys leave the desk to nobody. */
START_TEST(only_those_who_steer_hear_a_weight)
{
    for (int i = 0; i < AUDIENCE_COUNT; i++) {
        const char *const *members = NULL;
        bool steers = i == AUDIENCE_HOST || i == AUDIENCE_ORGANISER;
        struct hearing hearing = {(enum kind_audience)i, 7};
        if (!kind_is_heard(&kinds[KIND_MEETING], hearing, "called", 7, &members))
            continue;
        ck_assert(steers == (members == NULL));
        for (; members && *members; members++)
            ck_assert_str_ne(*members, "weight");
    }
}
END_TEST

START_TEST(a_word_to_the_speaker_is_the_stage_s_and_the_staff_s)
{
    for (int i = 0; i < AUDIENCE_COUNT; i++) {
        struct hearing hearing = {(enum kind_audience)i, 7};
        bool may = i == AUDIENCE_STAGE || i == AUDIENCE_VIEWER || i == AUDIENCE_HOST ||
                   i == AUDIENCE_ORGANISER;
        ck_assert(kind_is_heard(&kinds[KIND_NOTICE], hearing, "all", 0, NULL));
        ck_assert(kind_is_heard(&kinds[KIND_NOTICE], hearing, "stage", 0, NULL) == may);
        ck_assert(kind_is_heard(&kinds[KIND_NOTICE], hearing, "a later one", 0, NULL) == may);
        ck_assert(kind_is_heard(&kinds[KIND_NOTICE], hearing, NULL, 0, NULL) == may);
    }
}
END_TEST

/* ---- docs/api.md ---- */

#define BEGIN "<!-- the table of kinds, checked by tests/unit/kinds -->\n"
#define END "<!-- end of the table of kinds -->\n"

static void write_words(FILE *stream, const char *const *words, const char *quote)
{
    for (size_t i = 0; words[i]; i++)
        fprintf(stream, "%s%s%s%s", i > 0 ? ", " : "", quote, words[i], quote);
}

static void write_cell(FILE *stream, const struct kind *kind, enum kind_audience audience)
{
    unsigned hearer = 1u << audience;
    const struct kind_part *part = kind->parts;
    if (!(kind->heard_by & hearer)) {
        fputs("–", stream);
        return;
    }
    while (part && part->hearers && !(part->hearers & hearer))
        part++;
    bool whole = !part || !part->hearers;
    if (!whole && part->own)
        fputs("own: ", stream);
    if (!whole && part->states) {
        if (kind->told_by)
            fprintf(stream, "%s = ", kind->told_by);
        write_words(stream, part->states, "");
        fputs(": ", stream);
    }
    if (whole || !part->members)
        fputs("all", stream);
    else
        write_words(stream, part->members, "`");
}

static char *render_table(void)
{
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    ck_assert_ptr_nonnull(stream);
    fputs("| kind |", stream);
    for (int i = 0; i < AUDIENCE_COUNT; i++)
        fprintf(stream, " %s |", kind_audience_name((enum kind_audience)i));
    fputs("\n| --- |", stream);
    for (int i = 0; i < AUDIENCE_COUNT; i++)
        fputs(" --- |", stream);
    for (size_t kind = 0; kind < KIND_COUNT; kind++) {
        fprintf(stream, "\n| `%s` |", kinds[kind].name);
        for (int i = 0; i < AUDIENCE_COUNT; i++) {
            fputc(' ', stream);
            write_cell(stream, &kinds[kind], (enum kind_audience)i);
            fputs(" |", stream);
        }
    }
    fputc('\n', stream);
    ck_assert_int_eq(fclose(stream), 0);
    return text;
}

static char *read_file(const char *path)
{
    FILE *file = fopen(path, "re");
    ck_assert_msg(file != NULL, "%s", path);
    char *text = NULL;
    size_t size = 0;
    ck_assert(getdelim(&text, &size, '\0', file) > 0);
    fclose(file);
    return text;
}

/* "| public | `edition`, part of `meeting`, … |": which kinds an audience hears of. */
static char *render_row(enum kind_audience audience)
{
    char *text = NULL;
    size_t size = 0, told = 0;
    FILE *stream = open_memstream(&text, &size);
    ck_assert_ptr_nonnull(stream);
    fprintf(stream, "\n| %s | ", kind_audience_name(audience));
    for (size_t i = 0; i < KIND_COUNT; i++) {
        const struct kind_part *part = kinds[i].parts;
        if (!(kinds[i].heard_by & 1u << audience))
            continue;
        while (part && part->hearers && !(part->hearers & 1u << audience))
            part++;
        fprintf(stream, "%s%s`%s`", told++ ? ", " : "", part && part->hearers ? "part of " : "",
                kinds[i].name);
    }
    fputs(" |", stream);
    ck_assert_int_eq(fclose(stream), 0);
    return text;
}

/* What each can learn is said in words by people: whoever changes the table reads them again. */
START_TEST(the_documentation_says_what_each_audience_can_learn)
{
    char *document = read_file(PARVIS_SOURCE_DIR "/docs/api.md");
    for (int i = 0; i < AUDIENCE_COUNT; i++) {
        char *row = render_row((enum kind_audience)i), *found = strstr(document, row);
        ck_assert_msg(found != NULL,
                      "docs/api.md, what each can learn: a row begins with%s; read again what "
                      "stands behind it",
                      row);
        found += strlen(row);
        size_t words = strcspn(found, "|\n"), never = strcspn(found + words + 1, "|\n");
        ck_assert_msg(words > 20 && never > 5, "%s has no words", row);
        free(row);
    }
    free(document);
}
END_TEST

START_TEST(the_documentation_shows_the_table)
{
    char *document = read_file(PARVIS_SOURCE_DIR "/docs/api.md"), *table = render_table();
    char *begin = strstr(document, BEGIN), *end = strstr(document, END);
    ck_assert_msg(begin && end, "docs/api.md has no table of kinds");
    begin += strlen(BEGIN);
    *end = '\0';
    if (strcmp(begin, table) != 0) {
        FILE *file = fopen(PARVIS_BINARY_DIR "/table-of-kinds.md", "we");
        ck_assert_ptr_nonnull(file);
        fputs(table, file);
        fclose(file);
    }
    ck_assert_msg(strcmp(begin, table) == 0,
                  "the table of kinds in docs/api.md is not that of include/parvis/kinds.def: "
                  "put " PARVIS_BINARY_DIR "/table-of-kinds.md in its place");
    free(document);
    free(table);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("kinds");
    TCase *cases = tcase_create("kinds");
    tcase_add_test(cases, a_kind_without_an_audience_reaches_nobody);
    tcase_add_test(cases, every_kind_has_its_row_and_its_name_leads_to_it);
    tcase_add_test(cases, kinds_told_by_state_or_owner_keep_their_bodies);
    tcase_add_test(cases, a_stand_hears_its_own_rows_and_no_other_company_s);
    tcase_add_test(cases, only_those_who_steer_hear_a_weight);
    tcase_add_test(cases, a_word_to_the_speaker_is_the_stage_s_and_the_staff_s);
    tcase_add_test(cases, the_documentation_shows_the_table);
    tcase_add_test(cases, the_documentation_says_what_each_audience_can_learn);
    suite_add_tcase(suite, cases);
    return test_run(suite);
}
