/* SPDX-License-Identifier: EUPL-1.2 */
/* Contact cards and table cells: what an address book and a spreadsheet make of a hostile name. */
#include <stdlib.h>
#include <string.h>

#include "harness.h"
#include "parvis/csv.h"
#include "vcard.h"

static const struct model_person person = {.first_name = "Zoé",
                                           .last_name = "L’Été; X",
                                           .position = "Cheffe, projets\nEND:VCARD",
                                           .email = "zoe@ville.example"};

START_TEST(a_card_escapes_what_would_begin_another_value)
{
    char *card = vcard_text(&person, "Ville de Lille");
    ck_assert_ptr_nonnull(strstr(card, "\r\nN:L’Été\\; X;Zoé;;;\r\n"));
    ck_assert_ptr_nonnull(strstr(card, "\r\nTITLE:Cheffe\\, projets\\nEND:VCARD\r\n"));
    ck_assert_ptr_nonnull(strstr(card, "\r\nEMAIL;TYPE=INTERNET:zoe@ville.example\r\n"));
    ck_assert_int_eq(strncmp(card, "BEGIN:VCARD\r\nVERSION:3.0\r\n", 26), 0);
    free(card);
}
END_TEST

START_TEST(long_lines_fold_between_characters)
{
    char name[400] = "";
    for (int i = 0; i < 60; i++)
        strcat(name, "éa");
    struct model_person lengthy = person;
    lengthy.position = name;
    char *card = vcard_text(&lengthy, "");
    for (const char *line = card; *line;) {
        const char *end = strstr(line, "\r\n");
        ck_assert_ptr_nonnull(end);
        ck_assert_int_le(end - line, 75);
        ck_assert_int_ne((unsigned char)line[*line == ' '] & 0xc0, 0x80);
        line = end + 2;
    }
    free(card);
}
END_TEST

static char *cell(const char *text)
{
    char *out = NULL;
    size_t size = 0;
    FILE *file = open_memstream(&out, &size);
    csv_cell(file, text, ";");
    fclose(file);
    return out;
}

START_TEST(a_cell_is_a_text_and_never_a_formula)
{
    static const struct {
        const char *text, *cell;
    } cells[] = {{"", "\"\";"},          {"Lille", "\"Lille\";"}, {"a;\"b\"", "\"a;\"\"b\"\"\";"},
                 {"=1+1", "\"'=1+1\";"}, {"@x", "\"'@x\";"},      {"-2", "\"'-2\";"}};
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        char *got = cell(cells[i].text);
        ck_assert_str_eq(got, cells[i].cell);
        free(got);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("api: cards and cells");
    TCase *cards = tcase_create("cards");
    tcase_add_test(cards, a_card_escapes_what_would_begin_another_value);
    tcase_add_test(cards, long_lines_fold_between_characters);
    tcase_add_test(cards, a_cell_is_a_text_and_never_a_formula);
    suite_add_tcase(suite, cards);
    return test_run(suite);
}
