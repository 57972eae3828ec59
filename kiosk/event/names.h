/* Names that the public agenda does not have: first names of those called, a stand's own day. A
 * document of the server, asked for again whenever meetings have changed. */
#ifndef PARVIS_KIOSK_NAMES_H
#define PARVIS_KIOSK_NAMES_H

#include <stdbool.h>
#include <stdint.h>

#include "agenda.h"
#include "config.h"
#include "link.h"

/* The caller's; zero-initialised: nothing is known or wanted. */
struct names {
    cJSON *document; /* owned; NULL: nothing came yet */
    bool wanted;     /* what is known may be old */
    bool asked;      /* an answer is awaited */
    bool refused;    /* this kiosk may not know: it is not asked again */
    int64_t next_at; /* not asked before (monotonic ms) */
};

void names_clean_up(struct names *names);
/* Meetings have changed, or the server is back. */
void names_want(struct names *names);
/* Asks when it is time: for the screens that show names, with a token. */
void names_turn(struct names *names, struct link *link, const struct config *config,
                const struct agenda *agenda);
/* The answer of the server. True: it is one of ours, and the screen has to be drawn again. */
bool names_take(struct names *names, const char *path, long status, const char *body);
/* The rows; NULL: none came yet. Borrowed. */
const cJSON *names_rows(const struct names *names);
/* Whether what the screen wants has not come yet and still may. */
bool names_are_awaited(const struct names *names, const struct config *config);

#endif
