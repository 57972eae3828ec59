/* SPDX-License-Identifier: EUPL-1.2 */
/* The pure parts of the import: encodings, tables, values, constraints, places in JSON. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "charset.h"
#include "constraints.h"
#include "fields.h"
#include "harness.h"
#include "json_place.h"
#include "keys.h"
#include "parvis/clock.h"
#include "table.h"

/* A literal and its size: some have NUL bytes. */
#define BYTES(literal) (literal), sizeof(literal) - 1

/* ---- encodings ---- */

static void check_decoded(const char *bytes, size_t size, enum charset expected, const char *text)
{
    char *out = NULL;
    size_t length;
    enum charset charset;
    struct charset_fault fault;
    enum parvis_status status = charset_decode(bytes, size, &out, &length, &charset, &fault);
    ck_assert_msg(status == PARVIS_OK, "%s: %s", text, status == PARVIS_INVALID ? fault.key : "");
    ck_assert_int_eq(charset, expected);
    ck_assert_str_eq(out, text);
    ck_assert_uint_eq(length, strlen(text));
    free(out);
}

static void check_refused(const char *bytes, size_t size, const char *key, int line)
{
    char *out = NULL;
    size_t length;
    enum charset charset;
    struct charset_fault fault;
    ck_assert_int_eq(charset_decode(bytes, size, &out, &length, &charset, &fault), PARVIS_INVALID);
    ck_assert_str_eq(fault.key, key);
    ck_assert_int_eq(fault.line, line);
    ck_assert_ptr_null(out);
}

START_TEST(every_usual_encoding_gives_the_same_text)
{
    check_decoded(BYTES("Région;œuf\r\n5 €"), CHARSET_UTF8, "Région;œuf\n5 €");
    check_decoded(BYTES("\xef\xbb\xbfR\xc3\xa9g\r\n"), CHARSET_UTF8_BOM, "Rég\n");
    check_decoded(BYTES("R\xe9gion;\x9cuf\r5 \x80"), CHARSET_WINDOWS_1252, "Région;œuf\n5 €");
    check_decoded(BYTES("\xff\xfe"
                        "R\0\xe9\0;\0"),
                  CHARSET_UTF16, "Ré;");
    check_decoded(BYTES("\xfe\xff"
                        "\0R\0\xe9"),
                  CHARSET_UTF16, "Ré");
    check_decoded(BYTES("a\0b\0c\0;\0d\0e\0"), CHARSET_UTF16, "abc;de");
}
END_TEST

START_TEST(what_is_no_text_is_refused_with_its_line)
{
    check_refused(BYTES(""), "import.charset.empty", 0);
    check_refused(BYTES("\n \t\r\n"), "import.charset.empty", 0);
    check_refused(BYTES("\xef\xbb\xbf"), "import.charset.empty", 0);
    check_refused(BYTES("abc\ndef;ghi\nx\0y;long enough not to be taken for UTF-16"),
                  "import.charset.binary", 3);
    check_refused(BYTES("PK\3\4 and so on"), "import.charset.workbook", 0);
    check_refused(BYTES("\xc3\xa9;\xc3\xa9;\xc3\xa9\r\n\xc3\xa9;\xe9\r\n"), "import.charset.mixed",
                  2);
    check_refused(BYTES("caf\xe9\nna\x81ve\n"), "import.charset.damaged", 2);
    check_refused(BYTES("\xff\xfe\x00\xd8"), "import.charset.damaged", 0);
}
END_TEST

/* ---- tables ---- */

static struct table read_table(const char *text)
{
    struct table table;
    struct table_fault fault = {0};
    ck_assert_msg(table_read(text, strlen(text), &table, &fault) == PARVIS_OK, "%s", fault.key);
    return table;
}

START_TEST(lines_stay_right_across_quoted_line_breaks_and_blank_lines)
{
    struct table table = read_table("a;b\n\n1;\"x\ny\"\"z\n\"\n;\n  \n2;w");
    ck_assert_uint_eq(table.row_count, 3);
    ck_assert_int_eq(table.rows[1].line, 3);
    ck_assert_str_eq(table_cell(&table, &table.rows[1], 1), "x\ny\"z");
    ck_assert_int_eq(table.rows[2].line, 8);
    ck_assert_str_eq(table_cell(&table, &table.rows[2], 1), "w");
    ck_assert_str_eq(table_cell(&table, &table.rows[2], 7), "");
    table_clear(&table);
}
END_TEST

START_TEST(the_delimiter_is_found)
{
    static const struct {
        const char *text;
        char delimiter;
    } cases[] = {{"a;b,c;d\n", ';'},     {"a,b\n", ','},     {"a\tb\tc\n", '\t'},
                 {"\"a;b;c\",d\n", ','}, {"seul\n1\n", ';'}, {"sep=,\na;b,c;d;e\n", ','}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct table table = read_table(cases[i].text);
        ck_assert_int_eq(table.delimiter, cases[i].delimiter);
        table_clear(&table);
    }
}
END_TEST

START_TEST(cells_are_trimmed_of_every_space)
{
    struct table table = read_table("a;b\n\u00a0 x\u202f;\" y \u00a0\"\n");
    ck_assert_str_eq(table_cell(&table, &table.rows[1], 0), "x");
    ck_assert_str_eq(table_cell(&table, &table.rows[1], 1), "y");
    table_clear(&table);
}
END_TEST

START_TEST(a_quote_that_never_closes_is_found_where_it_opens)
{
    struct table table;
    struct table_fault fault;
    const char *text = "a;b\n1;2\n3;\"open\n4;5\n6;7\n";
    ck_assert_int_eq(table_read(text, strlen(text), &table, &fault), PARVIS_INVALID);
    ck_assert_str_eq(fault.key, "import.table.open_quote");
    ck_assert_int_eq(fault.line, 3);
}
END_TEST

START_TEST(rows_and_columns_have_limits)
{
    struct table table;
    struct table_fault fault;
    size_t size = 2 * (TABLE_ROWS_MAX + 2);
    char *rows = malloc(size), columns[2 * TABLE_COLUMNS_MAX + 8];
    for (size_t i = 0; i < size; i += 2)
        memcpy(rows + i, "x\n", 2);
    ck_assert_int_eq(table_read(rows, size, &table, &fault), PARVIS_INVALID);
    ck_assert_str_eq(fault.key, "import.table.many_rows");
    ck_assert_int_eq(table_read(rows, size - 2, &table, &fault), PARVIS_OK);
    table_clear(&table);
    for (size_t i = 0; i < sizeof columns; i += 2)
        memcpy(columns + i, "x;", 2);
    ck_assert_int_eq(table_read(columns, sizeof columns, &table, &fault), PARVIS_INVALID);
    ck_assert_str_eq(fault.key, "import.table.many_columns");
    free(rows);
}
END_TEST

/* ---- values ---- */

START_TEST(a_siret_has_14_digits_and_a_key)
{
    char siret[15];
    ck_assert_ptr_null(field_siret("57517126292247", siret));
    ck_assert_ptr_null(field_siret("575 171\u00a0262\u202f92247", siret));
    ck_assert_str_eq(siret, "57517126292247");
    ck_assert_ptr_null(field_siret("35600000000048", siret)); /* La Poste's head office: Luhn */
    ck_assert_ptr_null(field_siret("35600000049837", siret)); /* La Poste: the sum divides by 5 */
    ck_assert_str_eq(field_siret("57517126292248", siret), "import.value.siret_key");
    ck_assert_str_eq(field_siret("5751712629224", siret), "import.value.siret_length");
    ck_assert_str_eq(field_siret("5,75171E+13", siret), "import.value.siret_rounded");
    ck_assert_str_eq(field_siret("FR575171262", siret), "import.value.siret_form");
    ck_assert_str_eq(field_siret("1111111111111111111111111111111111111111", siret),
                     "import.value.siret_form");
}
END_TEST

START_TEST(an_email_is_plausible_or_not)
{
    static const char *const good[] = {"a@b.fr", "valerie.garcía@kelpsens-sas.example",
                                       "d'hondt+x@a-b.example", "x@métropole.fr"};
    static const char *const bad[] = {"a",        "a@b",       "@b.fr",         "a@",
                                      "a b@c.fr", "a@b..fr",   "a@b.fr;",       "a@b@c.fr",
                                      ".a@b.fr",  "a..b@c.fr", "a@b.fr, c@d.fr"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        ck_assert_msg(!field_email(good[i]), "%s", good[i]);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        ck_assert_msg(field_email(bad[i]) != NULL, "%s", bad[i]);
}
END_TEST

START_TEST(numbers_are_read_as_they_are_written_in_france)
{
    int64_t value = -7;
    ck_assert_ptr_null(field_decimal("150\u202f000,50", 100, 0, 1000000000, &value));
    ck_assert_int_eq(value, 15000050);
    ck_assert_ptr_null(field_decimal("80\u00a0000 €", 100, 0, 1000000000, &value));
    ck_assert_int_eq(value, 8000000);
    ck_assert_ptr_null(field_decimal("12,75", 10, 0, 200, &value));
    ck_assert_int_eq(value, 128);
    ck_assert_ptr_null(field_decimal("2.5 m", 100, 0, 10000, &value));
    ck_assert_int_eq(value, 250);
    ck_assert_str_eq(field_decimal("20,1", 10, 0, 200, &value), "import.value.range");
    ck_assert_str_eq(field_decimal("-1", 10, 0, 200, &value), "import.value.range");
    ck_assert_str_eq(field_decimal("1,2,3", 10, 0, 200, &value), "import.value.number");
    ck_assert_str_eq(field_decimal("12x", 10, 0, 200, &value), "import.value.number");
    ck_assert_str_eq(field_decimal("99999999999999999999", 100, 0, 9, &value),
                     "import.value.number");
    ck_assert_str_eq(field_integer("2,5", 1, 5, &value), "import.value.integer");
    ck_assert_int_eq(value, 250);
}
END_TEST

START_TEST(yes_no_and_sockets_have_their_words)
{
    static const char *const yes[] = {"oui", "Oui", "O", "yes", "1", "X", "vrai"};
    static const char *const no[] = {"non", "N", "no", "0", "FAUX"};
    bool value;
    int64_t amperes;
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
        ck_assert(!field_yes_no(yes[i], &value) && value);
    for (size_t i = 0; i < sizeof no / sizeof *no; i++)
        ck_assert(!field_yes_no(no[i], &value) && !value);
    ck_assert_str_eq(field_yes_no("peut-être", &value), "import.value.yes_no");
    ck_assert(!field_amperes("32 A", &amperes) && amperes == 32);
    ck_assert(!field_amperes("16a", &amperes) && amperes == 16);
    ck_assert(!field_amperes("Aucune", &amperes) && amperes == 0);
    ck_assert_str_eq(field_amperes("beaucoup", &amperes), "import.value.amperes");
}
END_TEST

START_TEST(dates_and_times_have_the_day_first)
{
    int64_t a, b;
    ck_assert_int_eq(clock_set_zone("Europe/Paris"), PARVIS_OK);
    ck_assert_ptr_null(field_date("03/05/2017 12:15", &a));
    ck_assert_ptr_null(field_date("2017-05-03T12:15", &b));
    ck_assert_int_eq(a, b);
    ck_assert_int_eq(a, 1493806500000); /* 2017-05-03T10:15Z */
    ck_assert_ptr_null(field_date("3/5/2017", &b));
    ck_assert_int_eq(b, a - (12 * 60 + 15) * 60000);
    ck_assert_ptr_null(field_time("9h30", "2017-11-20", &a));
    ck_assert_ptr_null(field_time("9 h 30", "2017-11-20", &b));
    ck_assert_int_eq(a, b);
    ck_assert_ptr_null(field_time("09:30:00", "2017-11-20", &b));
    ck_assert_int_eq(a, b);
    static const char *const bad[] = {"31/02/2017", "05/13/2017",  "03/05/17",         "hier",
                                      "1/2/3/4",    "03/05/2017x", "03/05/2017 25:00", "2017-5"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        ck_assert_msg(field_date(bad[i], &a) != NULL, "%s", bad[i]);
    ck_assert_str_eq(field_time("9h75", "2017-11-20", &a), "import.value.time");
    ck_assert_str_eq(field_time("midi", "2017-11-20", &a), "import.value.time");
}
END_TEST

/* ---- constraints ---- */

static int64_t at(const char *time)
{
    int64_t ms = 0;
    ck_assert_int_eq(clock_parse_local("2017-11-20", time, &ms), PARVIS_OK);
    return ms;
}

static struct constraints read(const char *text, const char *unrecognised)
{
    ck_assert_int_eq(clock_set_zone("Europe/Paris"), PARVIS_OK);
    struct constraints found = constraints_read(text, "2017-11-20");
    ck_assert_str_eq(found.unrecognised, unrecognised);
    free(found.unrecognised);
    found.unrecognised = NULL;
    return found;
}

START_TEST(constraints_are_understood)
{
    ck_assert_int_eq(read("arrive à 11h00", "").arrives_at, at("11:00"));
    ck_assert_int_eq(read("Arrivée : 11:30.", "").arrives_at, at("11:30"));
    ck_assert_int_eq(read("repart à 15h30", "").leaves_at, at("15:30"));
    ck_assert_int_eq(read("pas de pitch avant 11h", "").pitch_not_before_at, at("11:00"));
    ck_assert_int_eq(read("prise 32 A", "").amperes, 32);
    ck_assert_int_eq(read("16A", "").amperes, 16);
    ck_assert_int_eq(read("besoin d'électricité", "").amperes, 16);
    ck_assert(read("un écran", "").screen);
    ck_assert(read("accès PMR", "").step_free);
    ck_assert(read("fauteuil roulant", "").step_free);
    struct constraints all =
        read("arrive à 11h00, prise 32 A et écran ; repart à 15h30\naccès PMR", "");
    ck_assert(all.screen && all.step_free && all.amperes == 32);
    ck_assert_int_eq(all.arrives_at, at("11:00"));
    ck_assert_int_eq(all.leaves_at, at("15:30"));
}
END_TEST

START_TEST(what_is_not_understood_is_left_to_people)
{
    ck_assert_int_eq(read("prise 32 A sur le toit", "prise 32 A sur le toit").amperes, 32);
    ck_assert(!read("pas d'écran", "pas d'écran").screen);
    ck_assert(!read("sans prise", "sans prise").amperes);
    read("vient avec un chien, écran", "vient avec un chien");
    read("arrive tard; part tôt", "arrive tard; part tôt");
    read("pitch à 15h30", "pitch à 15h30");
    read("arrive à 27h00", "arrive à 27h00");
    read("", "");
}
END_TEST

/* ---- keys, places in JSON ---- */

START_TEST(keys_remember_the_first_number)
{
    struct keys keys = {0};
    char key[16];
    for (int i = 1; i <= 2000; i++) {
        snprintf(key, sizeof key, "k%d", i);
        ck_assert_int_eq(keys_add(&keys, key, i), 0);
    }
    ck_assert_int_eq(keys_add(&keys, "k77", 5), 77);
    ck_assert_int_eq(keys_find(&keys, "k2000"), 2000);
    ck_assert_int_eq(keys_find(&keys, "absent"), 0);
    keys_clear(&keys);
    ck_assert_int_eq(keys_find(&keys, "k1"), 0);
}
END_TEST

START_TEST(a_json_member_has_its_line)
{
    const char *text =
        "{\n \"a\": \"x,}\\\"\",\n \"b\": [\n  {\"c\": 1},\n  {\n   \"c\": true\n  }\n ]\n}";
    ck_assert_int_eq(json_line_of(text, strlen(text), ""), 1);
    ck_assert_int_eq(json_line_of(text, strlen(text), "a"), 2);
    ck_assert_int_eq(json_line_of(text, strlen(text), "b[0].c"), 4);
    ck_assert_int_eq(json_line_of(text, strlen(text), "b[1].c"), 6);
    ck_assert_int_eq(json_line_of(text, strlen(text), "b[1].missing"), 5);
    ck_assert_int_eq(json_line_of(text, strlen(text), "zz.y"), 1);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("import values");
    TCase *encodings = tcase_create("encodings"), *tables = tcase_create("tables");
    TCase *values = tcase_create("values"), *rest = tcase_create("constraints, keys, places");
    tcase_add_test(encodings, every_usual_encoding_gives_the_same_text);
    tcase_add_test(encodings, what_is_no_text_is_refused_with_its_line);
    tcase_add_test(tables, lines_stay_right_across_quoted_line_breaks_and_blank_lines);
    tcase_add_test(tables, the_delimiter_is_found);
    tcase_add_test(tables, cells_are_trimmed_of_every_space);
    tcase_add_test(tables, a_quote_that_never_closes_is_found_where_it_opens);
    tcase_add_test(tables, rows_and_columns_have_limits);
    tcase_add_test(values, a_siret_has_14_digits_and_a_key);
    tcase_add_test(values, an_email_is_plausible_or_not);
    tcase_add_test(values, numbers_are_read_as_they_are_written_in_france);
    tcase_add_test(values, yes_no_and_sockets_have_their_words);
    tcase_add_test(values, dates_and_times_have_the_day_first);
    tcase_add_test(rest, constraints_are_understood);
    tcase_add_test(rest, what_is_not_understood_is_left_to_people);
    tcase_add_test(rest, keys_remember_the_first_number);
    tcase_add_test(rest, a_json_member_has_its_line);
    suite_add_tcase(suite, encodings);
    suite_add_tcase(suite, tables);
    suite_add_tcase(suite, values);
    suite_add_tcase(suite, rest);
    return test_run(suite);
}
