/* SPDX-License-Identifier: EUPL-1.2 */
#include "harness.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#define CASE_SECONDS 600

/* Check reads it when a case is made. A case that hangs is named by Check; its usual 4 s are too
 * few for a loaded machine. */
__attribute__((constructor)) static void give_time(void)
{
    char seconds[32];
    snprintf(seconds, sizeof seconds, "%.0f", CASE_SECONDS * (test_scale() > 1 ? test_scale() : 1));
    setenv("CK_DEFAULT_TIMEOUT", seconds, 0);
}

int test_run(Suite *suite)
{
    printf("PARVIS_TEST_SEED=%" PRIu64 " PARVIS_TEST_SCALE=%g\n", test_seed(), test_scale());
    fflush(stdout); /* the cases are forked: each would print what waits here once more */
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    if (failed)
        printf("The random numbers come again with PARVIS_TEST_SEED=%" PRIu64
               " PARVIS_TEST_SCALE=%g\n",
               test_seed(), test_scale());
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

uint64_t test_seed(void)
{
    const char *text = getenv("PARVIS_TEST_SEED");
    return text ? strtoull(text, NULL, 10) : TEST_SEED_USUAL;
}

double test_scale(void)
{
    const char *text = getenv("PARVIS_TEST_SCALE");
    return text ? strtod(text, NULL) : 1;
}

int test_rounds(int usual)
{
    int rounds = (int)(usual * test_scale());
    return rounds > 0 ? rounds : 1;
}

/* splitmix64: seeds that are neighbours give states that have nothing in common. */
static uint64_t mixed(uint64_t value)
{
    value += 0x9e3779b97f4a7c15u;
    value = (value ^ value >> 30) * 0xbf58476d1ce4e5b9u;
    value = (value ^ value >> 27) * 0x94d049bb133111ebu;
    return value ^ value >> 31;
}

struct test_random test_random(uint64_t stream)
{
    uint64_t state = mixed(mixed(test_seed()) ^ stream);
    return (struct test_random){state ? state : 1}; /* xorshift never leaves zero */
}

/* xorshift64*. */
int test_below(struct test_random *random, int bound)
{
    uint64_t state = random->state;
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    random->state = state;
    return (int)((state * 0x2545f4914f6cdd1du >> 33) % (unsigned)bound);
}
