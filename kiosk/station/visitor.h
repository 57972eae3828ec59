/* A stand's own kiosk, where visitors leave their name by holding up a badge. The server notes
 * them; without it nobody is noted, and the visitor is told. */
#ifndef PARVIS_KIOSK_VISITOR_H
#define PARVIS_KIOSK_VISITOR_H

#include <stdbool.h>
#include <stdint.h>

#include "parvis/text.h"

struct kiosk;

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

/* A text was scanned. */
void visitor_scan(struct kiosk *kiosk, const char *text);
/* The server's answer. */
void visitor_answered(struct kiosk *kiosk, long status, const char *body);
/* Forgets who was told long enough; gives up on a server that does not answer. */
void visitor_turn(struct kiosk *kiosk);
/* What the screen says to them: malloc'd, the caller's; NULL: nothing. *ret_good: they were noted.
 */
char *visitor_words(const struct kiosk *kiosk, bool *ret_good);

#endif
