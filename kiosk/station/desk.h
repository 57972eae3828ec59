/* SPDX-License-Identifier: EUPL-1.2 */
/* The kiosk's help pages, for people who have no badge or need help:
 *
 *   CLOSED ──F6──▶ MENU ──▶ CALL      the console is told, and a host says that they come
 *                    ├────▶ FORM      a visitor registers, and comes in
 *                    └────▶ PIN ──▶ SEARCH   the staff finds a person by name, and lets them in
 *
 * A page closes by itself when nobody has touched it for a while; a badge closes it at once. A call
 * goes on after its page has closed. Functions return what the desk wants done (intent.h). */
#ifndef PARVIS_KIOSK_DESK_H
#define PARVIS_KIOSK_DESK_H

#include <stdbool.h>
#include <stdint.h>

#include "desk_screens.h"
#include "directory.h"
#include "errand.h"
#include "intent.h"

#define DESK_TEXT_BYTES 120 /* as the server takes names */

/* The server's proof that the staff's PIN was given here. Kept in memory alone. */
struct staff_pass {
    char proof[ERRAND_STAFF_CHARS]; /* "": none */
    int64_t until;                  /* monotonic ms */
    char mark[40]; /* from an earlier proof: the server counts this kiosk's wrong PINs apart */
};

/* A visitor's call for the desk. */
struct desk_calling {
    int64_t at;         /* event clock ms; 0: there is no call */
    int64_t moved_at;   /* monotonic ms: when it was made or answered */
    bool heard, coming; /* the console shows it; a host there has answered */
};

/* The caller's. Zero-initialised at first, but for what is borrowed. */
struct desk {
    struct door *door;           /* borrowed */
    enum text_language language; /* the kiosk's own */
    bool registers;              /* visitors may register here: the server's setting */
    enum desk_page page;
    int64_t touched_at; /* monotonic ms */
    char fields[DESK_FIELDS_MAX][DESK_TEXT_BYTES + 1];
    size_t field;
    bool symbols, other_language;
    char digits[16]; /* of the PIN, as far as typed */
    size_t digit_count;
    const char *note;            /* a key of the catalogue; NULL: nothing to say */
    bool registering;            /* a registration waits for the server's answer */
    int64_t registering_at;      /* monotonic ms: when it was sent */
    struct directory *directory; /* owned; NULL: nobody has searched yet */
    struct staff_pass pass;
    struct directory_person found[DESK_PEOPLE_MAX];
    size_t found_count;
    int drawn_seconds; /* the number in the warning that the page closes, as drawn last */
    struct desk_calling calling;
};

/* What the desk needs to know of the kiosk at this moment. */
struct desk_facts {
    int64_t now; /* event clock ms */
    bool online; /* the server is reached */
    bool longer; /* the person asked for more time (F4) */
};

void desk_clean_up(struct desk *desk);
/* Opens the pages: at the menu, or at the call while one goes on. */
struct intent desk_open(struct desk *desk);
/* Closes the pages and wipes what was typed: the person went away, or a badge was read. */
void desk_close(struct desk *desk);
/* A target of desk_screens.h was touched. The desk must be open. */
struct intent desk_touch(struct desk *desk, int target, const struct desk_facts *facts);
/* A key was pressed: a character of a US keyboard, '\b', '\n' or '\x1b'. The desk must be open. */
struct intent desk_key(struct desk *desk, char key, const struct desk_facts *facts);
/* Does what is due. Call it at each turn of the loop. */
struct intent desk_turn(struct desk *desk, const struct desk_facts *facts);
/* The server answered a registration. */
struct intent desk_registered(struct desk *desk, long status, const char *body);

/* ---- desk_call.c ---- */
/* A host answered the call at the console: they come. */
struct intent desk_coming(struct desk *desk);
/* The server has received a heartbeat that told of the call. */
struct intent desk_call_heard(struct desk *desk);
/* Since when a visitor calls the desk, event clock ms; 0: there is no call. */
int64_t desk_calls(const struct desk *desk);
/* The same, but 0 once a host has answered: heartbeats tell it to the console. */
int64_t desk_unanswered_call(const struct desk *desk);
/* What the idle screen says about a call: a key of the catalogue; NULL: nothing. */
const char *desk_call_note(const struct desk *desk, bool online);

/* ---- desk_staff.c ---- */
/* The wrong PINs that were typed here since the last right one. */
struct directory_tries desk_pin_tries(const struct desk *desk);
/* An organiser lifts, at the console, the wait that wrong PINs brought. */
struct intent desk_unlock(struct desk *desk);
/* The server sent its question, which only the PIN's key can answer: returns the answer to send. */
struct intent desk_questioned(struct desk *desk, long status, const char *body);
/* The server judged that answer: keeps the proof that it gave. */
void desk_proven(struct desk *desk, long status, const char *body);
/* The proof that the staff's PIN was given; NULL: there is none, or it ran out. Borrowed. */
const char *desk_proof(const struct desk *desk);
/* Forgets the proof: the person whom the staff let in went away. */
void desk_forget_proof(struct desk *desk);

/* ---- desk_view.c ---- */
enum text_language desk_language(const struct desk *desk);
/* The open page, as it is to be drawn. Its texts are borrowed from the desk. */
struct screen_desk desk_view(const struct desk *desk, const struct desk_facts *facts);

#endif
