/* Files that were damaged at random, from a fixed seed: no crash, no leak (the sanitizers watch),
 * and either an import without error or a refusal with a reason that changes nothing. */
#include <stdlib.h>
#include <string.h>

#include "edition.h"
#include "harness.h"
#include "parvis/clock.h"

#define SEEDS 6
#define BUDGET_MS 1500 /* of one seed: a slow machine tries fewer files, not longer */
#define FILES 7

static const char *const names[FILES] = {"candidatures.csv", "decisions.csv", "besoins.csv",
                                         "participants.csv", "voeux.csv",     "stands.csv",
                                         "edition.json"};

/* xorshift64: the same files on every machine. */
static uint64_t next(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

/* Changes, cuts, doubles or moves some bytes. Returns the new size; `room` bytes are there. */
static size_t damage(char *bytes, size_t size, size_t room, uint64_t *state)
{
    static const char signs[] = "\";,\t\n\r\0\xff\xc3\x80{}[]:0-é";
    for (uint64_t times = 1 + next(state) % 6; times > 0 && size > 0; times--) {
        size_t at = next(state) % size, length = next(state) % 40;
        if (length > size - at)
            length = size - at;
        switch (next(state) % 5) {
        case 0:
            bytes[at] = signs[next(state) % (sizeof signs - 1)];
            break;
        case 1:
            bytes[at] = (char)next(state);
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
            if (next(state) % 20 == 0)
                size = at;
        }
    }
    return size;
}

static void try_file(struct store *store, const char *bytes, size_t size, enum import_kind kind)
{
    struct import_options options = {.check = true, .motive = {.by_user = "essai"}};
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
    uint64_t state = 0x9e3779b97f4a7c15u * (uint64_t)(_i + 1);
    struct store *store = edition_make();
    int64_t end = clock_monotonic_ms() + BUDGET_MS;
    edition_fill(store);
    for (int round = 0; clock_monotonic_ms() < end; round++) {
        size_t size;
        char *bytes = edition_file(names[(round + _i) % FILES], &size);
        size_t room = 2 * size + 64;
        char *damaged = malloc(room);
        memcpy(damaged, bytes, size);
        size = damage(damaged, size, room, &state);
        /* An exact allocation, so that reading beyond the end is seen. */
        char *exact = malloc(size ? size : 1);
        memcpy(exact, damaged, size);
        try_file(store, exact, size, next(&state) % 4 ? IMPORT_UNKNOWN : next(&state) % FILES);
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
    tcase_set_timeout(fuzz, 60);
    tcase_add_loop_test(fuzz, damaged_files_are_read_or_refused, 0, SEEDS);
    suite_add_tcase(suite, fuzz);
    return test_run(suite);
}
