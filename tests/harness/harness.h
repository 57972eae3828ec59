/* What the C test programs share. parvis_test() links it into each of them. */
#ifndef PARVIS_TEST_HARNESS_H
#define PARVIS_TEST_HARNESS_H

#include <check.h>

/* Runs the suite's cases, prints those that fail and frees the suite. CK_VERBOSITY and CK_RUN_CASE
 * of the environment hold (see Check's manual). Returns what main() returns. */
int test_run(Suite *suite);
#endif
