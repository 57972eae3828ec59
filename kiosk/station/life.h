/* SPDX-License-Identifier: EUPL-1.2 */
/* The kiosk's life with the person in front of it: its states, what is true in each, and the moves
 * between them. One function moves.
 *
 *                  F6, touch
 *          ┌─────▶ DESK ──found by name──┐
 *          │ closed │                    ▼
 *   CALM ◀─┘        ├──badge──┐       ASKING ──answer──▶ SHOWING ──hold over, F6──▶ CALM
 *     └──────scan───┴─────▶ WAITING ─────▲                 │
 *                              ▲   event known             │
 *                              └──────────next badge───────┘
 *
 * WAITING is left at once where the event's key and time are known. */
#ifndef PARVIS_KIOSK_LIFE_H
#define PARVIS_KIOSK_LIFE_H

#include <stdbool.h>
#include <stdint.h>

#include <cjson/cJSON.h>

#include "welcome.h"

#define SCAN_CHARS_MAX 4096 /* as the server takes */
#define PHONE_CHARS_MAX 512

enum kiosk_state {
    KIOSK_CALM,    /* nobody is there */
    KIOSK_DESK,    /* somebody without a badge is (desk.h) */
    KIOSK_WAITING, /* a scan was made, and the event is not known yet */
    KIOSK_ASKING,  /* the door has the scan, and owes the answer */
    KIOSK_SHOWING, /* the answer is shown */
    KIOSK_STATES
};

/* WAITING, ASKING, SHOWING: who comes in. */
struct passage {
    enum passage_by {
        PASSAGE_BY_BADGE,
        PASSAGE_BY_NAME,        /* let in by the staff: the badge is not here */
        PASSAGE_BY_REGISTERING, /* with a badge made a moment ago */
    } by;
    char text[SCAN_CHARS_MAX + 1]; /* what was scanned; "": by name */
    int64_t begun_at;              /* monotonic ms */
    bool told_to_wait;             /* once */
};

/* SHOWING: what is told to them. */
struct showing {
    cJSON *answer;               /* owned */
    struct welcome welcome;      /* their next things, after a green answer */
    char phone[PHONE_CHARS_MAX]; /* address of their agenda, for one phone once; "": none */
    bool asked;                  /* the server was asked for both */
    bool badge_due;              /* their badge is to be printed by itself */
    bool printed;                /* they asked for paper */
    int extensions;              /* of the time that it stays */
};

/* The caller's; zero-initialised: calm. */
struct life {
    enum kiosk_state state;
    int64_t since; /* monotonic ms */
    struct passage passage;
    struct showing showing;
};

/* Moves. The move must be one of the picture's. What is not true in the new state any more is
 * wiped: nothing of a person stays in memory. */
void life_move(struct life *life, enum kiosk_state state);
/* The state lasts anew from now on. */
void life_prolong(struct life *life);
/* Wipes all of it, at the end. */
void life_clean_up(struct life *life);

bool life_has_passage(const struct life *life);
/* Of a state that has one. */
struct passage *life_passage(struct life *life);
/* NULL: nothing is shown. */
const struct showing *life_shown(const struct life *life);
/* Of SHOWING. */
struct showing *life_showing(struct life *life);

#endif
