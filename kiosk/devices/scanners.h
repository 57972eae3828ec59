/* SPDX-License-Identifier: EUPL-1.2 */
/* All scanners of the kiosk, or all its touch panels: those that were named, or all that are found.
 * One that was pulled out is opened again when it is plugged in. Nothing here blocks. */
#ifndef PARVIS_KIOSK_SCANNERS_H
#define PARVIS_KIOSK_SCANNERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "parvis/status.h"
#include "scanner.h"

#define SCANNERS_MAX 8

struct scanners;

enum scanners_of { SCANNERS_OF_CODES, SCANNERS_OF_TOUCH };

/* `names`: paths as scanner_open takes them; or "auto": every device that says that it is a scanner
 * (or a touch panel); or "all": every keyboard, for a kiosk at which nobody works. `names` and
 * `events` are borrowed for the scanners' life. */
enum parvis_status scanners_new(enum scanners_of of, const char *const *names, size_t count,
                                const struct scanner_events *events, void *user,
                                struct scanners **ret_scanners) PARVIS_MUST_CHECK;
void scanners_free(struct scanners *scanners); /* NULL allowed */

/* Becomes readable when scanners_turn has something to do. */
int scanners_fd(const struct scanners *scanners);
/* How many ms scanners_turn may wait even if scanners_fd stays silent, at most `most`. */
int scanners_wait_ms(const struct scanners *scanners, int most);
/* Reads every device that has something, and opens those that were plugged in. */
void scanners_turn(struct scanners *scanners);

/* How many of the named devices are not there; with "auto" and "all", 1 when none was found. */
size_t scanners_missing(const struct scanners *scanners);
/* Whether all of them are recordings that have been played to their end. */
bool scanners_are_over(const struct scanners *scanners);

#endif
