/* SPDX-License-Identifier: EUPL-1.2 */
/* Names that the public agenda does not have: first names of those called, a stand's own day. A
 * document of the server, asked for again whenever meetings have changed. */
#ifndef PARVIS_KIOSK_NAMES_H
#define PARVIS_KIOSK_NAMES_H

#include <stdbool.h>
#include <stdint.h>

#include "agenda.h"

struct link;

/* Whose names a screen shows. */
enum names_of { NAMES_OF_NOBODY, NAMES_OF_CALLED, NAMES_OF_STAND };

/* The caller's; zero-initialised: nothing is known or wanted, and nobody's names are. */
struct names {
    enum names_of of;
    const char *stand; /* NAMES_OF_STAND: its code; borrowed */
    cJSON *document;   /* owned; NULL: nothing came yet */
    bool wanted;       /* what is known may be old */
    bool asked;        /* an answer is awaited */
    bool refused;      /* this kiosk may not know: it is not asked again */
    int64_t next_at;   /* not asked before (monotonic ms) */
};

void names_clean_up(struct names *names);
/* Meetings have changed, or the server is back. */
void names_want(struct names *names);
/* Asks when it is time. */
void names_turn(struct names *names, struct link *link, const struct agenda *agenda);
/* The answer of the server. True: it is one of ours, and the screen has to be drawn again. */
bool names_take(struct names *names, const char *path, long status, const char *body);
/* The rows; NULL: none came yet. Borrowed. */
const cJSON *names_rows(const struct names *names);
/* Whether what the screen wants has not come yet and still may. */
bool names_are_awaited(const struct names *names);

#endif
