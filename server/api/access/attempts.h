/* SPDX-License-Identifier: EUPL-1.2 */
/* Limits guesses of passwords: counts the sign-in attempts of the last minute. An attempt counts
 * when it comes in, not when it fails, so that many sent at once are limited too. After five at one
 * account, further ones must wait; a known browser has a count of its own (known_browser.h).
 * Addresses are not counted: the whole hall may share one, and a stranger there would lock every
 * host out.
 *
 * Names without an account are limited the same way, so that nobody learns which names exist, but
 * in a table of their own, so that a flood of made-up names does not push out the counts of real
 * accounts. Memory is bounded: the oldest counts are forgotten. Loop thread only. */
#ifndef PARVIS_API_ATTEMPTS_H
#define PARVIS_API_ATTEMPTS_H

#include <stdbool.h>
#include <stdint.h>

struct api_attempts;

struct api_attempts *attempts_new(void);           /* NULL: no memory */
void attempts_free(struct api_attempts *attempts); /* NULL allowed */
/* Counts an attempt. `who`: the name that is tried, or a known browser's mark; `account`: an
 * account has this name. `now`: monotonic ms. False: there were too many; this attempt was not
 * counted, and its password must not be checked. */
bool attempts_enter(struct api_attempts *attempts, bool account, const char *who, int64_t now);
/* The password was right: forgets the attempts counted under `who`. */
void attempts_forgive(struct api_attempts *attempts, const char *who);

#endif
