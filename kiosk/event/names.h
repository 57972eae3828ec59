/* SPDX-License-Identifier: EUPL-1.2 */
/* Names that the public agenda does not have: the first names of those called, or a stand's own
 * meetings. The kiosk asks the server for them again whenever meetings have changed. */
#ifndef PARVIS_KIOSK_NAMES_H
#define PARVIS_KIOSK_NAMES_H

#include <stdbool.h>
#include <stdint.h>

#include "agenda.h"

struct link;

/* Whose names a screen shows. */
enum names_of { NAMES_OF_NOBODY, NAMES_OF_CALLED, NAMES_OF_STAND };

/* The caller's. Zero-initialised, it asks for nothing and knows nothing. */
struct names {
    enum names_of of;
    const char *stand; /* NAMES_OF_STAND: its code; borrowed */
    cJSON *document;   /* owned; NULL: nothing came yet */
    bool wanted;       /* the document may be out of date */
    bool asked;        /* a request waits for its answer */
    bool refused;      /* the server refused: this kiosk may not know, and asks no more */
    int64_t next_at;   /* monotonic ms: no request before */
};

void names_clean_up(struct names *names);
/* Meetings have changed, or the server is back: the names are asked for again. */
void names_want(struct names *names);
/* Sends the request when it is due. */
void names_turn(struct names *names, struct link *link, const struct agenda *agenda);
/* Takes an answer of the server. True: it brought names, and the screen has to be drawn again. */
bool names_take(struct names *names, const char *path, long status, const char *body);
/* The rows of the document; NULL: none came yet. Borrowed. */
const cJSON *names_rows(const struct names *names);
/* Whether names that the screen shows are still to come. */
bool names_are_awaited(const struct names *names);

#endif
