/* SPDX-License-Identifier: EUPL-1.2 */
/* All scanners of the kiosk, or all its touch panels: those named, or those found; one pulled out
 * is taken up again when it is plugged in. Nothing here blocks. */
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

/* `names`: paths as scanner_open takes them, or "auto" (whatever says that it is a scanner, or a
 * touch panel) or "all" (every keyboard, for a kiosk that is nobody's desk). Borrowed for the
 * scanners' life, as is `events`. */
enum parvis_status scanners_new(enum scanners_of of, const char *const *names, size_t count,
                                const struct scanner_events *events, void *user,
                                struct scanners **ret_scanners) PARVIS_MUST_CHECK;
void scanners_free(struct scanners *scanners); /* NULL allowed */

/* Becomes readable when scanners_turn has something to do. */
int scanners_fd(const struct scanners *scanners);
/* Milliseconds until something is due without that, at most `most`. */
int scanners_wait_ms(const struct scanners *scanners, int most);
/* Reads what there is; opens what was plugged in. */
void scanners_turn(struct scanners *scanners);

/* How many of those named are not there; with "auto" and "all", 1 when none was found. */
size_t scanners_missing(const struct scanners *scanners);
/* Every recording was played to its end, and nothing else is read. */
bool scanners_are_over(const struct scanners *scanners);

#endif
