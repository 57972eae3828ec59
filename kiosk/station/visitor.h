/* SPDX-License-Identifier: EUPL-1.2 */
/* A stand's own kiosk, where visitors leave their name by holding up a badge. The server notes
 * them; without it nobody is noted, and the visitor is told. */
#ifndef PARVIS_KIOSK_VISITOR_H
#define PARVIS_KIOSK_VISITOR_H

#include <stdbool.h>
#include <stdint.h>

#include "intent.h"
#include "parvis/text.h"

enum visitor_outcome {
    VISITOR_NONE,
    VISITOR_ASKED,
    VISITOR_NOTED,
    VISITOR_NO_BADGE,
    VISITOR_ALONE
};

/* The caller's; zero-initialised: nobody. */
struct visitor {
    enum visitor_outcome outcome;
    int64_t at; /* monotonic ms */
    char first_name[128];
    enum text_language language;
};

/* A text was scanned. `language`: the kiosk's own; `can_ask`: the server is there, and this kiosk
 * may ask it. */
struct intent visitor_scan(struct visitor *visitor, const char *text, enum text_language language,
                           bool can_ask);
/* The server's answer. */
struct intent visitor_answered(struct visitor *visitor, long status, const char *body);
/* Forgets who was told long enough; gives up on a server that does not answer. */
struct intent visitor_turn(struct visitor *visitor);
/* What the screen says to visitors: malloc'd, the caller's. *ret_good: one was noted. `language`:
 * the kiosk's own. */
char *visitor_words(const struct visitor *visitor, enum text_language language, bool *ret_good);

#endif
