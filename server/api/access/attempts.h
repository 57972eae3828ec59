/* SPDX-License-Identifier: EUPL-1.2 */
/* Sign-ins of the last minute, counted as they come in, so that many at once are not judged before
 * the first of them failed. Five of one account, and the next one waits; a known browser is counted
 * apart from everybody (known_browser.h). An address is not counted: behind it may be the whole
 * hall, and strangers there would lock every host out.
 *
 * Names that are no account's are counted in the same way, so that nobody learns which names exist,
 * but apart, so that a flood of made-up names makes nobody forget what was tried on a real one.
 * Bounded memory: the oldest are forgotten. Loop thread only. */
#ifndef PARVIS_API_ATTEMPTS_H
#define PARVIS_API_ATTEMPTS_H

#include <stdbool.h>
#include <stdint.h>

struct api_attempts;

struct api_attempts *attempts_new(void);           /* NULL: no memory */
void attempts_free(struct api_attempts *attempts); /* NULL allowed */
/* Counts an attempt. `who`: the name that is tried, or what a known browser is counted under;
 * `account`: it is an account's. `now`: monotonic ms. False: there were too many; this one is not
 * counted, and must not be judged. */
bool attempts_enter(struct api_attempts *attempts, bool account, const char *who, int64_t now);
/* The password was right: what was counted of that account is forgotten. */
void attempts_forgive(struct api_attempts *attempts, const char *who);

#endif
