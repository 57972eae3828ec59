/* SPDX-License-Identifier: EUPL-1.2 */
/* What a person who comes in is told of their day: the next things, with time and place. */
#ifndef PARVIS_KIOSK_WELCOME_H
#define PARVIS_KIOSK_WELCOME_H

#include <stddef.h>
#include <stdint.h>

#include "agenda.h"
#include "parvis/text.h"

#define WELCOME_ITEMS_MAX 16 /* of a day; the screen shows the first ones, a slip all */

/* The caller's; zero-initialised: nothing is known. */
struct welcome {
    size_t count;
    struct welcome_item {
        int64_t at;
        char place[48], what[160];
    } items[WELCOME_ITEMS_MAX]; /* in the order of the day */
};

/* Reads a document of /api/people/:id/agenda: what is not over at `now`, in `language`.
 * PARVIS_INVALID: it is none; nothing changed. */
enum parvis_status welcome_read(struct welcome *welcome, const char *json,
                                const struct agenda *agenda, enum text_language language,
                                int64_t now) PARVIS_MUST_CHECK;
/* Forgets the person: nothing of it stays in memory. */
void welcome_clear(struct welcome *welcome);
/* The room where pitches are held next; NULL: none are to come. Borrowed. */
const char *welcome_stage(const struct agenda *agenda, int64_t now);

#endif
