/* SPDX-License-Identifier: EUPL-1.2 */
/* What happened in front of the kiosk, and what one of its parts wants done. The parts (input,
 * desk, visitor, remote) know neither the kiosk nor each other: they return an intent, and
 * carry_out.c does what it says, one bit after the other in the order of this list. */
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
    INTENT_COMING = 1 << 5,     /* somebody comes to who calls the desk */
    INTENT_CALL_HEARD = 1 << 6, /* the call has arrived there */
    INTENT_PICTURE = 1 << 7,    /* it wants to see the calm screen */
    INTENT_UNLOCK = 1 << 8,     /* PINs are tried again at once */
    /* what is wanted */
    INTENT_DESK_CLOSED = 1 << 9, /* the desk has closed itself */
    INTENT_REGISTERED = 1 << 10, /* a visitor was given `badge`, and comes in by it */
    INTENT_ADMIT = 1 << 11,      /* `admission`: the staff lets somebody in */
    INTENT_DROP_ERRAND = 1 << 12,
    INTENT_ERRAND = 1 << 13,    /* asks the server for `errand`, with `form` */
    INTENT_HEARTBEAT = 1 << 14, /* tells the console at once */
    INTENT_NOTICE = 1 << 15,    /* the sounds */
    INTENT_GREEN = 1 << 16,
    INTENT_RED = 1 << 17,
    INTENT_REPORT = 1 << 18, /* `word` of a visitor, on standard output, if that is wanted */
    INTENT_REDRAW = 1 << 19, /* what is shown is another */
    INTENT_SPEAK = 1 << 20,  /* and is read aloud, to who asked for that */
};

/* `form`, `settings` and what is in `admission` are the intent's: carry_out.c takes or frees them.
 */
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

/* An intent of bits that need no more than themselves. */
static inline struct intent intent_of(unsigned what)
{
    return (struct intent){.what = what};
}

/* Gives an intent to who carries it out. */
typedef void intent_fn(struct intent *intent, void *user);

#endif
