/* SPDX-License-Identifier: EUPL-1.2 */
/* The kiosk's states with the person in front of it, what each state holds, and the moves between
 * them, which one function makes.
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
    KIOSK_DESK,    /* a person uses the help pages (desk.h) */
    KIOSK_WAITING, /* a badge was scanned, and the kiosk does not know the event's key or time yet
                    */
    KIOSK_ASKING,  /* the door has the scan, and has not answered */
    KIOSK_SHOWING, /* the answer is shown */
    KIOSK_STATES
};

/* In WAITING, ASKING and SHOWING: how the person comes in. */
struct passage {
    enum passage_by {
        PASSAGE_BY_BADGE,
        PASSAGE_BY_NAME,        /* the staff lets them in: no badge was scanned */
        PASSAGE_BY_REGISTERING, /* with the badge that they have just received */
    } by;
    char text[SCAN_CHARS_MAX + 1]; /* the scanned text; "" when let in by name */
    int64_t begun_at;              /* monotonic ms */
    bool told_to_wait;             /* the screen has asked them to wait */
};

/* In SHOWING: what the person is told. */
struct showing {
    cJSON *answer;               /* owned */
    struct welcome welcome;      /* the next entries of their day, after a green answer */
    char phone[PHONE_CHARS_MAX]; /* address that opens their agenda on one phone; "": none */
    bool asked;                  /* the server was asked for the day and the address */
    bool badge_due;              /* their badge is printed without their asking */
    bool printed;                /* they asked for a print */
    int extensions;              /* how often they prolonged the answer */
};

/* The caller's. Zero-initialised: calm. */
struct life {
    enum kiosk_state state;
    int64_t since; /* monotonic ms: when the state began, or was prolonged */
    struct passage passage;
    struct showing showing;
};

/* Moves to a state. The move must be in the drawing above. Wipes what the new state does not hold,
 * so that nothing of a person stays in memory. */
void life_move(struct life *life, enum kiosk_state state);
/* Lets the state last as if it began now. */
void life_prolong(struct life *life);
/* Wipes everything, when the kiosk ends. */
void life_clean_up(struct life *life);

/* Whether the state holds a passage. */
bool life_has_passage(const struct life *life);
/* The passage; the state must hold one. */
struct passage *life_passage(struct life *life);
/* What is shown; NULL unless the state is SHOWING. */
const struct showing *life_shown(const struct life *life);
/* The same, to be changed; the state must be SHOWING. */
struct showing *life_showing(struct life *life);

#endif
