/* SPDX-License-Identifier: EUPL-1.2 */
/* Files that were damaged at random: no crash, no leak (the sanitizers watch),
 * and either an import without error or a refusal with a reason that changes nothing. */
#include <stdlib.h>
#include <string.h>

#include "edition.h"
#include "harness.h"

#define ROUNDS test_rounds(700)
#define FILES 7

static const char *const names[FILES] = {"candidatures.csv", "decisions.csv", "besoins.csv",
                                         "participants.csv", "voeux.csv",     "stands.csv",
                                         "edition.json"};

/* Changes, cuts, doubles or moves some bytes. Returns the new size; `room` bytes are there. */
static size_t damage(char *bytes, size_t size, size_t room, struct test_random *random)
{
    static const char signs[] = "\";,\t\n\r\0\xff\xc3\x80{}[]:0-é";
    for (int times = 1 + test_below(random, 6); times > 0 && size > 0; times--) {
        size_t at = (size_t)test_below(random, (int)size), length = (size_t)test_below(random, 40);
        if (length > size - at)
            length = size - at;
        switch (test_below(random, 5)) {
        case 0:
            bytes[at] = signs[test_below(random, sizeof signs - 1)];
            break;
        case 1:
            bytes[at] = (char)test_below(random, 256);
            break;
        case 2:
            memmove(bytes + at, bytes + at + length, size - at - length);
            size -= length;
            break;
        case 3:
            if (size + length > room)
                break;
            memmove(bytes + at + length, bytes + at, size - at);
            size += length;
            break;
        default:
            if (test_below(random, 20) == 0)
                size = at;
        }
    }
    return size;
}

static void try_file(struct store *store, const char *bytes, size_t size, enum import_kind kind)
{
    struct edition_options options = {.check = true, .motive = {.by_user = "essai"}};
    struct import_result result;
    const char *name = "f";
    int64_t before = store_last_seq(store);
    enum parvis_status status =
        edition_import_bytes(store, kind, name, bytes, size, &options, &result);
    ck_assert(status == PARVIS_OK || status == PARVIS_INVALID);
    ck_assert((status == PARVIS_INVALID) == (result.report.errors > 0));
    for (size_t i = 0; i < result.report.count && i < 20; i++)
        free(report_say(&result.report.findings[i], &name, TEXT_FR));
    ck_assert_int_eq(store_last_seq(store), before);
    import_result_clear(&result);
}

START_TEST(damaged_files_are_read_or_refused)
{
    struct test_random random = test_random(1);
    struct store *store = edition_make();
    edition_fill(store);
    for (int round = 0; round < ROUNDS; round++) {
        size_t size;
        char *bytes = edition_file(names[round % FILES], &size);
        size_t room = 2 * size + 64;
        char *damaged = malloc(room);
        memcpy(damaged, bytes, size);
        size = damage(damaged, size, room, &random);
        /* An exact allocation, so that reading beyond the end is seen. */
        char *exact = malloc(size ? size : 1);
        memcpy(exact, damaged, size);
        bool is_told = test_below(&random, 4) == 0; /* which kind of file it is */
        try_file(store, exact, size,
                 is_told ? (enum import_kind)test_below(&random, FILES) : IMPORT_UNKNOWN);
        free(exact);
        free(damaged);
        free(bytes);
    }
    edition_remove(store);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("import fuzz");
    TCase *fuzz = tcase_create("fuzz");
    tcase_add_test(fuzz, damaged_files_are_read_or_refused);
    suite_add_tcase(suite, fuzz);
    return test_run(suite);
}
