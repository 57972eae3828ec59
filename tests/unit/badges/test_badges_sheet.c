/* SPDX-License-Identifier: EUPL-1.2 */
/* Badges on paper, judged by programs not written here: pdftotext and pdfinfo (poppler) read the
 * sheets, zbarimg (ZBar) the codes. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sodium.h>

#include "badges.h"
#include "harness.h"
#include "parvis/badge.h"
#include "qr.h"

static char folder[] = "/tmp/parvis-badges-XXXXXX";

static void make_text(char text[BADGE_TEXT_CHARS + 1])
{
    uint8_t public_key[32], secret_key[64];
    badge_generate_keys(public_key, secret_key);
    badge_sign(badge_new_serial(badge_tag(public_key)), secret_key, text);
}

/* What a program says; the caller frees it. */
static char *run(const char *command)
{
    char *out = calloc(1, 65536);
    FILE *pipe = popen(command, "r");
    ck_assert_ptr_nonnull(pipe);
    size_t size = fread(out, 1, 65535, pipe);
    out[size] = '\0';
    ck_assert_msg(pclose(pipe) == 0, "%s", command);
    return out;
}

START_TEST(a_badge_is_a_code_of_version_5)
{
    char text[BADGE_TEXT_CHARS + 1];
    struct qr qr;
    make_text(text);
    ck_assert_uint_eq(strlen(text), 117);
    ck_assert_int_eq(qr_encode(text, &qr), PARVIS_OK); /* 37 × 37, or it is refused */
    for (int i = 0; i < 7; i++)                        /* three finder patterns at the corners */
        ck_assert(qr.dark[0][i] && qr.dark[i][0] && qr.dark[0][QR_MODULES - 1 - i] &&
                  qr.dark[QR_MODULES - 1 - i][0]);
}
END_TEST

START_TEST(a_text_that_needs_a_larger_code_is_refused)
{
    char text[200];
    struct qr qr;
    memset(text, 'A', 199);
    text[199] = '\0';
    ck_assert_int_eq(qr_encode(text, &qr), PARVIS_INVALID);
    text[120] = '\0';
    ck_assert_int_eq(qr_encode(text, &qr), PARVIS_OK);
    ck_assert_int_eq(badges_draw_png(text, 4, "/nowhere/x.png"), PARVIS_IO);
}
END_TEST

START_TEST(a_drawn_code_reads_back)
{
    char text[BADGE_TEXT_CHARS + 1], path[128], command[256];
    make_text(text);
    snprintf(path, sizeof path, "%s/code.png", folder);
    ck_assert_int_eq(badges_draw_png(text, 4, path), PARVIS_OK);
    snprintf(command, sizeof command, "zbarimg -q --raw --nodbus '%s' 2>/dev/null", path);
    char *read = run(command);
    read[strcspn(read, "\n")] = '\0';
    ck_assert_str_eq(read, text);
    free(read);
    unlink(path);
}
END_TEST

START_TEST(sheets_hold_ten_names_each_with_their_accents)
{
    char texts[11][BADGE_TEXT_CHARS + 1], path[128], command[256];
    struct badge_card cards[11];
    struct badge_unknown unknown = {9, 9};
    for (int i = 0; i < 11; i++) {
        make_text(texts[i]);
        cards[i] = (struct badge_card){"Éloïse", "Béghin",          "Communauté d’agglomération",
                                       "buyer",  "ACHETEUR PUBLIC", texts[i]};
    }
    cards[10].first_name = "Marie-Françoise-Hippolyte";
    cards[10].last_name = "Vandenbroucke-Czartoryski de la Fère";
    snprintf(path, sizeof path, "%s/sheet.pdf", folder);
    ck_assert_int_eq(badges_draw_sheets(cards, 11, "Inno'vember", path, &unknown), PARVIS_OK);
    ck_assert_uint_eq(unknown.count, 0);
    snprintf(command, sizeof command, "pdfinfo '%s'", path);
    char *info = run(command);
    ck_assert_ptr_nonnull(strstr(info, "Pages:           2"));
    ck_assert_ptr_nonnull(strstr(info, "(A4)"));
    free(info);
    snprintf(command, sizeof command, "pdftotext '%s' -", path);
    char *words = run(command);
    int names = 0;
    for (const char *at = words; (at = strstr(at, "Éloïse")) != NULL; at++)
        names++;
    ck_assert_int_eq(names, 10);
    ck_assert_ptr_nonnull(strstr(words, "Béghin"));
    ck_assert_ptr_nonnull(strstr(words, "ACHETEUR PUBLIC"));
    ck_assert_ptr_nonnull(strstr(words, "Marie-Françoise-Hippolyte")); /* shrunk, not cut */
    free(words);
    unlink(path);
}
END_TEST

/* Boxes instead of a name: whoever prints the sheet is to know. */
START_TEST(names_that_no_font_writes_are_counted)
{
    char text[BADGE_TEXT_CHARS + 1], path[128];
    struct badge_unknown unknown;
    make_text(text);
    struct badge_card cards[] = {
        {"Ada", "Plateau", "Mairie", "visitor", "VISITEUR", text},
        {"", "\U0010fffd\U0010fffd", "Mairie", "visitor", "VISITEUR", text},
        {"Zoé", "Içli", "\U0010fffd", "visitor", "VISITEUR", text},
    };
    snprintf(path, sizeof path, "%s/unknown.pdf", folder);
    ck_assert_int_eq(badges_draw_sheets(cards, 3, "Inno'vember", path, &unknown), PARVIS_OK);
    ck_assert_uint_eq(unknown.count, 2);
    ck_assert_uint_eq(unknown.first, 1);
    unlink(path);
}
END_TEST

START_TEST(every_code_of_a_sheet_reads_at_office_resolution)
{
    char texts[10][BADGE_TEXT_CHARS + 1], command[512];
    struct badge_card cards[10];
    struct badge_unknown unknown;
    char path[128];
    for (int i = 0; i < 10; i++) {
        make_text(texts[i]);
        cards[i] = (struct badge_card){"Zoé", "Içli", "DREAL", "visitor", "VISITEUR", texts[i]};
    }
    snprintf(path, sizeof path, "%s/all.pdf", folder);
    ck_assert_int_eq(badges_draw_sheets(cards, 10, "Inno'vember", path, &unknown), PARVIS_OK);
    snprintf(command, sizeof command,
             "cd '%s' && pdftoppm -r 200 -png all.pdf page && zbarimg -q --raw --nodbus page*.png "
             "2>/dev/null",
             folder);
    char *read = run(command);
    for (int i = 0; i < 10; i++)
        ck_assert_ptr_nonnull(strstr(read, texts[i]));
    free(read);
}
END_TEST

int main(void)
{
    char command[64];
    if (sodium_init() < 0 || !mkdtemp(folder))
        return 1;
    Suite *suite = suite_create("badges");
    TCase *paper = tcase_create("paper");
    tcase_add_test(paper, a_badge_is_a_code_of_version_5);
    tcase_add_test(paper, a_text_that_needs_a_larger_code_is_refused);
    tcase_add_test(paper, a_drawn_code_reads_back);
    tcase_add_test(paper, sheets_hold_ten_names_each_with_their_accents);
    tcase_add_test(paper, names_that_no_font_writes_are_counted);
    tcase_add_test(paper, every_code_of_a_sheet_reads_at_office_resolution);
    suite_add_tcase(suite, paper);
    int status = test_run(suite);
    snprintf(command, sizeof command, "rm -r '%s'", folder);
    return system(command) == 0 ? status : EXIT_FAILURE;
}
