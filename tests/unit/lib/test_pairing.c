/* SPDX-License-Identifier: EUPL-1.2 */
/* Pairing codes: what they carry, what damages them, and what a keyboard does to them. */
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness.h"
#include "parvis/pairing.h"

static struct pairing_code code;
static char text[PAIRING_CHARS_MAX + 1];

static void make_code(void)
{
    memset(&code, 0, sizeof code);
    /* Always the same: the check has 16 bits, so of 65536 random codes with a changed letter one is
     * read. */
    for (size_t i = 0; i < sizeof code.secret; i++)
        code.secret[i] = (uint8_t)(i * 89 + 7);
    for (size_t i = 0; i < sizeof code.fingerprint; i++)
        code.fingerprint[i] = (uint8_t)(i * 151 + 3);
    ck_assert_int_eq(pairing_set_server(&code, "https://parvis.example:8017"), PARVIS_OK);
    pairing_write(&code, text);
}

START_TEST(a_code_says_all_that_was_written_into_it)
{
    struct pairing_code read;
    char server[PAIRING_URL_CHARS_MAX + 1];
    ck_assert_int_eq(pairing_read(text, &read), PARVIS_OK);
    ck_assert_mem_eq(read.secret, code.secret, sizeof code.secret);
    ck_assert_mem_eq(read.fingerprint, code.fingerprint, sizeof code.fingerprint);
    ck_assert(read.tls);
    pairing_server(&read, server);
    ck_assert_str_eq(server, "https://parvis.example:8017");
}
END_TEST

/* A scanner sends US key codes; an unconfigured box reads them by the layout that it has. */
START_TEST(a_code_that_is_typed_survives_french_and_german_keyboards)
{
    static const char us[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    static const char *const layouts[] = {"QBCDEFGHIJKL?NOPARSTUVZXYW\xa0&\xa9\"'(-\xa8_\xa7",
                                          "ABCDEFGHIJKLMNOPQRSTUVWXZY0123456789"};
    for (size_t layout = 0; layout < sizeof layouts / sizeof *layouts; layout++) {
        char typed[PAIRING_CHARS_MAX + 1];
        struct pairing_code read;
        snprintf(typed, sizeof typed, "%s", text);
        for (char *at = typed; *at; at++)
            *at = layouts[layout][strchr(us, *at) - us];
        ck_assert_str_eq(typed, text);
        ck_assert_int_eq(pairing_read(typed, &read), PARVIS_OK);
    }
}
END_TEST

START_TEST(scanners_may_add_white_space_and_lower_case_and_nothing_within)
{
    char dressed[PAIRING_CHARS_MAX + 8];
    struct pairing_code read;
    snprintf(dressed, sizeof dressed, " \t%s\r\n", text);
    for (char *at = dressed; *at; at++)
        if (*at >= 'A' && *at <= 'Z')
            *at = (char)(*at - 'A' + 'a');
    ck_assert_int_eq(pairing_read(dressed, &read), PARVIS_OK);
    dressed[40] = ' ';
    ck_assert_int_eq(pairing_read(dressed, &read), PARVIS_INVALID);
}
END_TEST

START_TEST(one_changed_letter_anywhere_is_no_code)
{
    struct pairing_code read;
    for (size_t i = 0; text[i]; i++) {
        char kept = text[i];
        text[i] = kept == 'B' ? 'C' : 'B';
        ck_assert_msg(pairing_read(text, &read) == PARVIS_INVALID, "letter %zu", i);
        text[i] = kept;
    }
}
END_TEST

START_TEST(a_code_that_was_cut_short_is_no_code)
{
    struct pairing_code read;
    for (size_t length = strlen(text); length-- > 0;) {
        text[length] = '\0';
        ck_assert_msg(pairing_read(text, &read) == PARVIS_INVALID, "%zu letters", length);
    }
}
END_TEST

START_TEST(random_letters_never_crash_nor_pass)
{
    static const char letters[] = "BCDEFGHIJKLNOPRSbcdA2 ";
    struct pairing_code read;
    struct test_random random = test_random(1);
    for (int round = 0; round < test_rounds(20000); round++) {
        char tried[PAIRING_CHARS_MAX + 40];
        int length = test_below(&random, sizeof tried - 1);
        for (int i = 0; i < length; i++)
            tried[i] = letters[test_below(&random, sizeof letters - 1)];
        tried[length] = '\0';
        ck_assert_msg(pairing_read(tried, &read) == PARVIS_INVALID, "%s is read", tried);
    }
}
END_TEST

START_TEST(without_tls_there_is_no_fingerprint_and_the_code_is_shorter)
{
    struct pairing_code read;
    size_t with = strlen(text);
    ck_assert_int_eq(pairing_set_server(&code, "http://192.0.2.20:8017"), PARVIS_OK);
    pairing_write(&code, text);
    ck_assert_uint_lt(strlen(text), with - 60);
    ck_assert_int_eq(pairing_read(text, &read), PARVIS_OK);
    ck_assert(!read.tls);
    ck_assert_str_eq(read.host, "192.0.2.20");
}
END_TEST

START_TEST(addresses_are_read_and_what_is_none_is_refused)
{
    static const struct {
        const char *url, *back; /* NULL: refused */
    } cases[] = {{"https://parvis.example", "https://parvis.example:443"},
                 {"http://parvis.example/", "http://parvis.example:80"},
                 {"https://[2001:db8::1]:8443", "https://[2001:db8::1]:8443"},
                 {"http://[::1]", "http://[::1]:80"},
                 {"ftp://parvis.example", NULL},
                 {"https://", NULL},
                 {"https://parvis.example:0", NULL},
                 {"https://parvis.example:70000", NULL},
                 {"https://parvis.example:80x", NULL},
                 {"https://parvis.example/console", NULL},
                 {"https://user@parvis.example", NULL},
                 {"https://[2001:db8::1", NULL},
                 {"https://2001:db8::1", NULL},
                 {"https://par vis", NULL}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char server[PAIRING_URL_CHARS_MAX + 1];
        enum parvis_status status = pairing_set_server(&code, cases[i].url);
        ck_assert_msg((status == PARVIS_OK) == (cases[i].back != NULL), "%s", cases[i].url);
        if (!cases[i].back)
            continue;
        pairing_server(&code, server);
        ck_assert_str_eq(server, cases[i].back);
    }
}
END_TEST

START_TEST(a_secret_travels_alone_too)
{
    char letters[PAIRING_SECRET_CHARS + 1];
    uint8_t secret[PAIRING_SECRET_BYTES];
    pairing_write_secret(code.secret, letters);
    ck_assert_int_eq(pairing_read_secret(letters, secret), PARVIS_OK);
    ck_assert_mem_eq(secret, code.secret, sizeof secret);
    letters[3] = 'A';
    ck_assert_int_eq(pairing_read_secret(letters, secret), PARVIS_INVALID);
    letters[3] = '\0';
    ck_assert_int_eq(pairing_read_secret(letters, secret), PARVIS_INVALID);
}
END_TEST

int main(void)
{
    if (sodium_init() < 0)
        return EXIT_FAILURE;
    Suite *suite = suite_create("pairing");
    TCase *cases = tcase_create("codes");
    tcase_add_checked_fixture(cases, make_code, NULL);
    tcase_add_test(cases, a_code_says_all_that_was_written_into_it);
    tcase_add_test(cases, a_code_that_is_typed_survives_french_and_german_keyboards);
    tcase_add_test(cases, scanners_may_add_white_space_and_lower_case_and_nothing_within);
    tcase_add_test(cases, one_changed_letter_anywhere_is_no_code);
    tcase_add_test(cases, a_code_that_was_cut_short_is_no_code);
    tcase_add_test(cases, random_letters_never_crash_nor_pass);
    tcase_add_test(cases, without_tls_there_is_no_fingerprint_and_the_code_is_shorter);
    tcase_add_test(cases, addresses_are_read_and_what_is_none_is_refused);
    tcase_add_test(cases, a_secret_travels_alone_too);
    suite_add_tcase(suite, cases);
    return test_run(suite);
}
