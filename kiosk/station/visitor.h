/* SPDX-License-Identifier: EUPL-1.2 */
/* A stand's own kiosk, where visitors leave their name by holding up their badge. The server notes
 * them. While the server is gone nobody is noted, and the visitor is told so. */
#ifndef PARVIS_KIOSK_VISITOR_H
#define PARVIS_KIOSK_VISITOR_H

#include <stdbool.h>
#include <stdint.h>

#include "intent.h"
#include "parvis/text.h"

enum visitor_outcome {
    VISITOR_NONE,
    VISITOR_ASKED,    /* the server has not answered yet */
    VISITOR_NOTED,    /* the server noted the visitor */
    VISITOR_NO_BADGE, /* the scanned text is no badge */
    VISITOR_ALONE     /* the server is gone */
};

/* The caller's. Zero-initialised: no visitor. */
struct visitor {
    enum visitor_outcome outcome;
    int64_t at; /* monotonic ms */
    char first_name[128];
    enum text_language language;
};

/* A text was scanned. `language`: the kiosk's own; `can_ask`: the server is reached, and the kiosk
 * has a token for it. */
struct intent visitor_scan(struct visitor *visitor, const char *text, enum text_language language,
                           bool can_ask);
/* The server's answer. */
struct intent visitor_answered(struct visitor *visitor, long status, const char *body);
/* Forgets the visitor after a while; gives up waiting for a server that does not answer. */
struct intent visitor_turn(struct visitor *visitor);
/* What the screen says to the visitor, or to the next one: malloc'd, the caller's. *ret_good: the
 * visitor was noted. `language`: the kiosk's own. */
char *visitor_words(const struct visitor *visitor, enum text_language language, bool *ret_good);

#endif
