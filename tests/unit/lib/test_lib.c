/* SPDX-License-Identifier: EUPL-1.2 */
/* What both programs share: badges, clock, texts, JSON bodies. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness.h"
#include "parvis/array.h"
#include "parvis/badge.h"
#include "parvis/clock.h"
#include "parvis/json.h"
#include "parvis/text.h"

static uint8_t public_key[BADGE_PUBLIC_KEY_BYTES], secret_key[BADGE_SECRET_KEY_BYTES];
static char badge[BADGE_TEXT_CHARS + 1];
static uint64_t serial;

static void issue_badge(void)
{
    badge_generate_keys(public_key, secret_key);
    serial = badge_new_serial(badge_tag(public_key));
    badge_sign(serial, secret_key, badge);
}

static enum badge_verdict verdict_of(const char *text)
{
    uint64_t found;
    return badge_verify(text, strlen(text), public_key, &found);
}

/* ---- arrays ---- */

START_TEST(an_array_doubles_and_keeps_what_it_has)
{
    int *items = NULL;
    size_t capacity = 0, moves = 0;
    for (size_t i = 0; i < 1000; i++) {
        size_t before = capacity;
        ck_assert(array_make_room(&items, i, &capacity, sizeof *items));
        ck_assert_uint_gt(capacity, i);
        moves += capacity != before;
        items[i] = (int)i;
    }
    for (size_t i = 0; i < 1000; i++)
        ck_assert_int_eq(items[i], (int)i);
    ck_assert_uint_eq(capacity, 1024);
    ck_assert_uint_eq(moves, 7); /* 16, 32, … 1024 */
    free(items);
}
END_TEST

START_TEST(an_array_that_cannot_grow_stays_as_it_was)
{
    char *items = malloc(1), *before = items;
    size_t capacity = SIZE_MAX / 4;
    ck_assert(!array_make_room(&items, capacity, &capacity, 1 << 20));
    ck_assert_ptr_eq(items, before);
    ck_assert_uint_eq(capacity, SIZE_MAX / 4);
    free(items);
}
END_TEST

START_TEST(a_badge_is_117_characters_of_base32_and_verifies)
{
    uint64_t found = 0;
    ck_assert_uint_eq(strlen(badge), BADGE_TEXT_CHARS);
    ck_assert_uint_eq(strspn(badge, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"), BADGE_TEXT_CHARS);
    ck_assert_int_eq(badge_verify(badge, strlen(badge), public_key, &found), BADGE_GENUINE);
    ck_assert_uint_eq(found, serial);
}
END_TEST

START_TEST(scanners_may_add_spaces_and_lower_case)
{
    char dressed[BADGE_TEXT_CHARS + 8];
    snprintf(dressed, sizeof dressed, " \t%s\r\n", badge);
    for (char *c = dressed; *c; c++)
        if (*c >= 'A' && *c <= 'Z')
            *c = (char)(*c - 'A' + 'a');
    ck_assert_int_eq(verdict_of(dressed), BADGE_GENUINE);
}
END_TEST

START_TEST(one_changed_character_anywhere_is_never_genuine)
{
    for (size_t i = 0; i < BADGE_TEXT_CHARS; i++) {
        char changed[BADGE_TEXT_CHARS + 1];
        memcpy(changed, badge, sizeof changed);
        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        ck_assert_msg(verdict_of(changed) != BADGE_GENUINE, "character %zu", i);
    }
}
END_TEST

START_TEST(a_flipped_bit_of_the_signature_is_forged)
{
    uint8_t signature[BADGE_SIGNATURE_BYTES];
    char forged[BADGE_TEXT_CHARS + 1];
    badge_signature(serial, secret_key, signature);
    signature[40] ^= 1;
    badge_write(serial, signature, forged);
    ck_assert_int_eq(verdict_of(forged), BADGE_FORGED);
}
END_TEST

START_TEST(another_editions_badge_is_told_apart)
{
    char other[BADGE_TEXT_CHARS + 1];
    uint8_t other_public[BADGE_PUBLIC_KEY_BYTES], other_secret[BADGE_SECRET_KEY_BYTES];
    badge_generate_keys(other_public, other_secret);
    badge_sign(badge_new_serial(badge_tag(other_public)), other_secret, other);
    ck_assert_int_eq(verdict_of(other), BADGE_OTHER_EDITION);
}
END_TEST

START_TEST(anything_else_is_unreadable)
{
    ck_assert_int_eq(verdict_of(""), BADGE_UNREADABLE);
    ck_assert_int_eq(verdict_of("https://example.org/"), BADGE_UNREADABLE);
    badge[BADGE_TEXT_CHARS - 1] = '1'; /* not in the alphabet */
    ck_assert_int_eq(verdict_of(badge), BADGE_UNREADABLE);
    badge[BADGE_TEXT_CHARS - 1] = '\0'; /* one short */
    ck_assert_int_eq(verdict_of(badge), BADGE_UNREADABLE);
}
END_TEST

START_TEST(local_times_follow_the_venues_zone)
{
    int64_t ms;
    char text[25];
    ck_assert_int_eq(clock_set_zone("Europe/Paris"), PARVIS_OK);
    ck_assert_int_eq(clock_parse_local("2017-11-20", "09:30", &ms), PARVIS_OK);
    clock_format_utc(ms, text);
    ck_assert_str_eq(text, "2017-11-20T08:30:00.000Z");
    ck_assert_int_eq(clock_parse_local("2017-07-20", "9h30", &ms), PARVIS_OK);
    clock_format_utc(ms, text);
    ck_assert_str_eq(text, "2017-07-20T07:30:00.000Z");
    char hhmm[6];
    clock_format_hhmm(ms, hhmm);
    ck_assert_str_eq(hhmm, "09:30");
}
END_TEST

START_TEST(times_that_do_not_exist_are_refused)
{
    int64_t ms = 7;
    ck_assert_int_eq(clock_set_zone("Europe/Paris"), PARVIS_OK);
    ck_assert_int_eq(clock_parse_local("2017-03-26", "02:30", &ms), PARVIS_INVALID);
    ck_assert_int_eq(clock_parse_local("2017-02-30", "10:00", &ms), PARVIS_INVALID);
    ck_assert_int_eq(clock_parse_local("2017-11-20", "24:00", &ms), PARVIS_INVALID);
    ck_assert_int_eq(clock_parse_local("2017-11-20", "10:0", &ms), PARVIS_INVALID);
    ck_assert_int_eq(clock_parse_local("2017-11-20", "", &ms), PARVIS_INVALID);
    ck_assert_int_eq(ms, 7);
    ck_assert_int_eq(clock_set_zone("../../etc/passwd"), PARVIS_INVALID);
    ck_assert_int_eq(clock_set_zone("Europe/Nowhere"), PARVIS_INVALID);
}
END_TEST

START_TEST(names_fold_to_what_people_mean)
{
    static const char *const pairs[][2] = {
        {"  Élo\u00efse   BÉGHIN-Lefèvre ", "eloise beghin lefevre"},
        {"Œuvre d\u2019art", "oeuvre d art"},
        {"Łódź & Straße", "lodz strasse"},
        {"e\u0301te\u0301", "ete"},
        {"\xff\xfe bad", "bad"},
        {"", ""},
        {"–", ""},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        char *folded = text_fold(pairs[i][0]);
        ck_assert_str_eq(folded, pairs[i][1]);
        free(folded);
    }
}
END_TEST

START_TEST(ill_formed_utf8_is_refused)
{
    static const char *const bad[] = {"\xc0\x80", "\xed\xa0\x80", "\xf5\x80\x80\x80", "a\xe9",
                                      "\x80"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        ck_assert_int_eq(text_check_utf8(bad[i], strlen(bad[i])), PARVIS_INVALID);
    ck_assert_int_eq(text_check_utf8("a\0b", 3), PARVIS_INVALID);
    ck_assert_int_eq(text_check_utf8("é€😀", strlen("é€😀")), PARVIS_OK);
}
END_TEST

START_TEST(messages_take_their_arguments_in_the_language_asked)
{
    char *said = text_sayf(TEXT_EN, "check_in.admitted", "name", "Ada {x}", NULL);
    ck_assert_str_eq(said, "Welcome, Ada {x}.");
    free(said);
    ck_assert_str_eq(text_label(TEXT_FR, "no.such.key"), "no.such.key");
    ck_assert_int_eq(text_language_of("en-GB"), TEXT_EN);
    ck_assert_int_eq(text_language_of("de"), TEXT_FR);
    ck_assert_int_eq(text_language_of(NULL), TEXT_FR);
}
END_TEST

struct order {
    int64_t minutes;
    bool loud;
    const char *name;
};
static const struct json_field order_fields[] = {
    {"minutes", JSON_INTEGER, offsetof(struct order, minutes), true, -5, 10},
    {"loud", JSON_BOOLEAN, offsetof(struct order, loud), false, 0, 0},
    {"name", JSON_TEXT, offsetof(struct order, name), false, 1, 8},
};

static void check_order(const char *text, const char *field, const char *reason)
{
    struct json_fault fault = {"", ""};
    struct order order = {.minutes = 99};
    cJSON *tree = NULL;
    enum parvis_status status = json_parse(text, strlen(text), &tree, &fault);
    if (status == PARVIS_OK)
        status = json_read(tree, order_fields, 3, &order, &fault);
    ck_assert_str_eq(fault.field, field);
    ck_assert_str_eq(fault.reason, reason);
    ck_assert_int_eq(status, *reason ? PARVIS_INVALID : PARVIS_OK);
    cJSON_Delete(tree);
}

START_TEST(a_bodys_fault_names_its_field)
{
    check_order("{\"minutes\":3,\"loud\":true,\"name\":\"a\"} ", "", "");
    check_order("{\"loud\":true}", "minutes", "is missing");
    check_order("{\"minutes\":1.5}", "minutes", "must be an integer");
    check_order("{\"minutes\":11}", "minutes", "must be from -5 to 10");
    check_order("{\"minutes\":1,\"name\":\"\"}", "name", "must have 1 to 8 bytes");
    check_order("{\"minutes\":1,\"loud\":1}", "loud", "must be true or false");
    check_order("{\"minutes\":1,\"speed\":1}", "speed", "is unknown");
    check_order("{\"minutes\":1,\"minutes\":2}", "minutes", "is given twice");
    check_order("[1]", "", "must be an object");
    check_order("{\"minutes\":1} x", "", "has something after the JSON value");
    check_order("{", "", "is not JSON");
    check_order("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", "", "is nested too deeply");
}
END_TEST

enum size { SIZE_SMALL, SIZE_LARGE };

/* What a whole order takes: its table as schemas/json/fields.mjs makes them. */
struct parcel {
    int64_t company;
    char motive[4 * 5 + 1];
    enum size size;
    struct {
        int64_t from, to;
    } windows[2];
    size_t windows_count;
    enum size sizes[2];
    size_t sizes_count;
};
#define SIZES ((const struct json_word[]){{"small", SIZE_SMALL}, {"large", SIZE_LARGE}, {NULL, 0}})
#define WINDOW __typeof__(((struct parcel *)0)->windows[0])
static const struct json_member window_members[] = {
    {.field = {"from", JSON_INTEGER, JSON_AT(WINDOW, from, int64_t), true, 0, 9}},
    {.field = {"to", JSON_INTEGER, JSON_AT(WINDOW, to, int64_t), true, 0, 9}}};
static const struct json_member parcel_members[] = {
    {.field = {"company", JSON_INTEGER, JSON_AT(struct parcel, company, int64_t), true, 1, 99},
     .nullable = true},
    {.field = {"motive", JSON_CHARS, offsetof(struct parcel, motive), false, 1, 5},
     .size = JSON_ROOM(struct parcel, motive, 5)},
    {.field = {"size", JSON_WORD, JSON_WORD_AT(struct parcel, size), false, 0, 0}, .words = SIZES},
    {.field = {"windows", JSON_LIST, offsetof(struct parcel, windows), false, 1, 2},
     .size = JSON_ITEM(struct parcel, windows, 2),
     .count_offset = JSON_AT(struct parcel, windows_count, size_t),
     .members = window_members,
     .member_count = 2},
    {.field = {"sizes", JSON_LIST, offsetof(struct parcel, sizes), false, 0, 2},
     .size = JSON_ITEM(struct parcel, sizes, 2),
     .count_offset = JSON_AT(struct parcel, sizes_count, size_t),
     .words = SIZES}};

static struct parcel read_parcel(const char *text, const char *field, const char *reason)
{
    struct json_fault fault = {"", ""};
    struct parcel parcel = {.company = 7};
    cJSON *tree = NULL;
    ck_assert_int_eq(json_parse(text, strlen(text), &tree, &fault), PARVIS_OK);
    enum parvis_status status = json_read_members(tree, parcel_members, 5, &parcel, &fault);
    cJSON_Delete(tree); /* nothing of it is kept */
    ck_assert_str_eq(fault.field, field);
    ck_assert_str_eq(fault.reason, reason);
    ck_assert_int_eq(status, *reason ? PARVIS_INVALID : PARVIS_OK);
    return parcel;
}

START_TEST(an_order_is_copied_whole)
{
    struct parcel parcel = read_parcel("{\"company\":null,\"motive\":\"éèêëœ\",\"size\":\"large\","
                                       "\"windows\":[{\"from\":1,\"to\":2},{\"to\":4,\"from\":3}],"
                                       "\"sizes\":[\"large\"]}",
                                       "", "");
    ck_assert_int_eq(parcel.company, 7); /* as it was */
    ck_assert_str_eq(parcel.motive, "éèêëœ");
    ck_assert_int_eq(parcel.size, SIZE_LARGE);
    ck_assert_uint_eq(parcel.windows_count, 2);
    ck_assert_int_eq(parcel.windows[1].from, 3);
    ck_assert_uint_eq(parcel.sizes_count, 1);
    ck_assert_int_eq(parcel.sizes[0], SIZE_LARGE);
}
END_TEST

START_TEST(an_orders_fault_names_its_member)
{
    read_parcel("{\"size\":\"large\"}", "company", "is missing");
    read_parcel("{\"company\":0}", "company", "must be from 1 to 99");
    read_parcel("{\"company\":1,\"motive\":\"éèêëœu\"}", "motive", "must have 1 to 5 characters");
    read_parcel("{\"company\":1,\"motive\":null}", "motive", "must be a text");
    read_parcel("{\"company\":1,\"size\":\"huge\"}", "size", "must be small or large");
    read_parcel("{\"company\":1,\"size\":1}", "size", "must be small or large");
    read_parcel("{\"company\":1,\"windows\":[]}", "windows", "must have 1 to 2 items");
    read_parcel("{\"company\":1,\"windows\":[{\"from\":1}]}", "windows",
                "has an item whose to is missing");
    read_parcel("{\"company\":1,\"windows\":[1]}", "windows",
                "has an item whose form must be an object");
    read_parcel("{\"company\":1,\"sizes\":[\"small\",2]}", "sizes", "must be small or large");
    read_parcel("{\"company\":1,\"sizes\":{}}", "sizes", "must be an array");
}
END_TEST

START_TEST(a_member_that_is_not_what_it_should_be_reads_as_nothing)
{
    cJSON *body =
        cJSON_Parse("{\"name\":\"A1\",\"at\":9007199254740992,\"half\":-2.5,\"none\":null,"
                    "\"huge\":1e300,\"dark\":true}");
    ck_assert_str_eq(json_text(body, "name"), "A1");
    ck_assert_int_eq(json_integer(body, "at"), INT64_C(9007199254740992));
    ck_assert_int_eq(json_integer(body, "half"), -2);
    ck_assert(json_true(body, "dark"));
    ck_assert_int_eq(json_integer(body, "huge"), 0);
    static const char *const others[] = {"none", "dark", "Name", "absent"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        ck_assert_str_eq(json_text(body, others[i]), "");
        ck_assert_int_eq(json_integer(body, others[i]), 0);
        ck_assert_int_eq(json_integer(NULL, others[i]), 0);
        ck_assert_str_eq(json_text(NULL, others[i]), "");
    }
    ck_assert(!json_true(body, "name") && !json_true(body, "none") && !json_true(NULL, "dark"));
    cJSON_Delete(body);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("lib");
    TCase *badges = tcase_create("badges");
    tcase_add_checked_fixture(badges, issue_badge, NULL);
    tcase_add_test(badges, a_badge_is_117_characters_of_base32_and_verifies);
    tcase_add_test(badges, scanners_may_add_spaces_and_lower_case);
    tcase_add_test(badges, one_changed_character_anywhere_is_never_genuine);
    tcase_add_test(badges, a_flipped_bit_of_the_signature_is_forged);
    tcase_add_test(badges, another_editions_badge_is_told_apart);
    tcase_add_test(badges, anything_else_is_unreadable);
    suite_add_tcase(suite, badges);
    TCase *clocks = tcase_create("clock");
    tcase_add_test(clocks, local_times_follow_the_venues_zone);
    tcase_add_test(clocks, times_that_do_not_exist_are_refused);
    suite_add_tcase(suite, clocks);
    TCase *texts = tcase_create("texts");
    tcase_add_test(texts, names_fold_to_what_people_mean);
    tcase_add_test(texts, ill_formed_utf8_is_refused);
    tcase_add_test(texts, messages_take_their_arguments_in_the_language_asked);
    suite_add_tcase(suite, texts);
    TCase *bodies = tcase_create("bodies");
    tcase_add_test(bodies, a_bodys_fault_names_its_field);
    tcase_add_test(bodies, a_member_that_is_not_what_it_should_be_reads_as_nothing);
    tcase_add_test(bodies, an_array_doubles_and_keeps_what_it_has);
    tcase_add_test(bodies, an_array_that_cannot_grow_stays_as_it_was);
    tcase_add_test(bodies, an_order_is_copied_whole);
    tcase_add_test(bodies, an_orders_fault_names_its_member);
    suite_add_tcase(suite, bodies);
    return test_run(suite);
}
