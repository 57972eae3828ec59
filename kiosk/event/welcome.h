/* SPDX-License-Identifier: EUPL-1.2 */
/* What the kiosk tells a person who comes in about their day: the next entries, with time and
 * place. */
#ifndef PARVIS_KIOSK_WELCOME_H
#define PARVIS_KIOSK_WELCOME_H

#include <stddef.h>
#include <stdint.h>

#include "agenda.h"
#include "parvis/text.h"

#define WELCOME_ITEMS_MAX 16 /* the screen shows the first ones, a printed slip all */

/* The caller's. Zero-initialised: no entries. */
struct welcome {
    size_t count;
    struct welcome_item {
        int64_t at;
        char place[48], what[160];
    } items[WELCOME_ITEMS_MAX]; /* in the order of the day */
};

/* Reads the entries that are not over at `now` (event clock ms) from a document of
 * /api/people/:id/agenda, and words them in `language`. PARVIS_INVALID: `json` is not of that form;
 * nothing changed. */
enum parvis_status welcome_read(struct welcome *welcome, const char *json,
                                const struct agenda *agenda, enum text_language language,
                                int64_t now) PARVIS_MUST_CHECK;
/* Wipes the entries from memory. */
void welcome_clear(struct welcome *welcome);
/* The room of the next pitches; NULL: none are to come. Borrowed from the agenda. */
const char *welcome_stage(const struct agenda *agenda, int64_t now);

#endif
