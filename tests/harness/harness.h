/* SPDX-License-Identifier: EUPL-1.2 */
/* What the C test programs share. parvis_test() links it into each of them.
 *
 * Two variables of the environment steer every random test, here and in tests/harness/random.mjs:
 * PARVIS_TEST_SEED, a whole number, gives other random numbers (the usual one is TEST_SEED_USUAL);
 * PARVIS_TEST_SCALE, a decimal number, gives more or fewer rounds (1 is a day's run, a night's has
 * 10; 0 leaves one round of each campaign). */
#ifndef PARVIS_TEST_HARNESS_H
#define PARVIS_TEST_HARNESS_H

#include <check.h>
#include <stdint.h>

#define TEST_SEED_USUAL 20171120
/* A loaded machine is slow and not wrong: how long a test waits for what must come. */
#define TEST_WAIT_MS 60000

/* Prints the seed and the scale, runs the suite's cases, prints those that fail and how to repeat
 * them, and frees the suite. CK_VERBOSITY, CK_RUN_SUITE and CK_RUN_CASE of the environment hold
 * (see Check's manual). Returns what main() returns. */
int test_run(Suite *suite);

/* PARVIS_TEST_SEED, or the usual seed. */
uint64_t test_seed(void);

/* PARVIS_TEST_SCALE, or 1. */
double test_scale(void);

/* How many rounds a campaign runs: `usual` times the scale, at least one. */
int test_rounds(int usual);

/* A source of random numbers. */
struct test_random {
    uint64_t state;
};

/* A source of random numbers for this run's seed: the same numbers whatever other sources give.
 * Each test takes a `stream` number of its own. */
struct test_random test_random(uint64_t stream);

/* Draws a number from 0 to bound - 1. */
int test_below(struct test_random *random, int bound);

#endif
