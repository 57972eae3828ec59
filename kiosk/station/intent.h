/* SPDX-License-Identifier: EUPL-1.2 */
/* An intent: what happened in front of the kiosk, or what one of its parts wants done. The parts
 * (input, desk, visitor, remote) know neither the kiosk nor each other. They return intents, and
 * carry_out.c does what the bits of `what` say, in the order of this list. */
#ifndef PARVIS_KIOSK_INTENT_H
#define PARVIS_KIOSK_INTENT_H

#include <stdint.h>

#include <cjson/cJSON.h>

#include "door.h"
#include "errand.h"
#include "parvis/badge.h"

enum intent_what {
    INTENT_NOTHING = 0,
    /* what happened */
    INTENT_CODE = 1 << 0,   /* a device read `text` */
    INTENT_LINE = 1 << 1,   /* `text` came by standard input */
    INTENT_KEY = 1 << 2,    /* the character `number` was typed */
    INTENT_TARGET = 1 << 3, /* `number` was touched: enum output_action or enum desk_target */
    /* what the console says */
    INTENT_SETTINGS = 1 << 4,   /* `settings` of this kiosk */
    INTENT_COMING = 1 << 5,     /* a host comes to the visitor who calls the desk */
    INTENT_CALL_HEARD = 1 << 6, /* the console shows the call */
    INTENT_PICTURE = 1 << 7,    /* the console wants a picture of the calm screen */
    INTENT_UNLOCK = 1 << 8,     /* the wait after wrong PINs ends */
    /* what a part wants done */
    INTENT_DESK_CLOSED = 1 << 9,  /* the desk has closed its pages */
    INTENT_REGISTERED = 1 << 10,  /* scan `badge`, which a visitor has just received */
    INTENT_ADMIT = 1 << 11,       /* let in whom the staff found: `admission` */
    INTENT_DROP_ERRAND = 1 << 12, /* drop the request under way */
    INTENT_ERRAND = 1 << 13,      /* send the request `errand`, with `form` */
    INTENT_HEARTBEAT = 1 << 14,   /* send a heartbeat at once */
    INTENT_NOTICE = 1 << 15,      /* play this sound; so the next two */
    INTENT_GREEN = 1 << 16,
    INTENT_RED = 1 << 17,
    INTENT_REPORT = 1 << 18, /* write `word` to standard output, where answers are reported */
    INTENT_REDRAW = 1 << 19, /* draw the screen anew: something on it changed */
    INTENT_SPEAK = 1 << 20,  /* read the new screen aloud, if the person asked for that */
};

/* The intent owns `form`, `settings` and what `admission` owns: carry_out.c takes or frees them. */
struct intent {
    unsigned what;                    /* bits of enum intent_what */
    int number;                       /* KEY, TARGET */
    const char *text;                 /* CODE, LINE: borrowed for the call */
    cJSON *settings;                  /* SETTINGS */
    char badge[BADGE_TEXT_CHARS + 1]; /* REGISTERED */
    struct door_admission admission;  /* ADMIT */
    enum errand_kind errand;          /* ERRAND */
    cJSON *form;                      /* ERRAND; NULL: none */
    const char *word;                 /* REPORT: a constant */
};

/* An intent of bits that need no other member. */
static inline struct intent intent_of(unsigned what)
{
    return (struct intent){.what = what};
}

/* Carries an intent out. */
typedef void intent_fn(struct intent *intent, void *user);

#endif
