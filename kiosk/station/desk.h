/* SPDX-License-Identifier: EUPL-1.2 */
/* The kiosk for who has no badge, or needs somebody:
 *
 *   CLOSED ──F6──▶ MENU ──▶ CALL      the desk is told, and says that somebody comes
 *                    ├────▶ FORM      a visitor registers, and comes in
 *                    └────▶ PIN ──▶ SEARCH   the staff finds somebody, who comes in
 *
 * Every page closes by itself when nobody has touched it for a while; a badge closes it at once. A
 * call goes on without its page. What the desk wants done it returns (intent.h). */
#ifndef PARVIS_KIOSK_DESK_H
#define PARVIS_KIOSK_DESK_H

#include <stdbool.h>
#include <stdint.h>

#include "desk_screens.h"
#include "directory.h"
#include "errand.h"
#include "intent.h"

#define DESK_TEXT_BYTES 120 /* as the server takes names */

/* By which the server knows that the staff's PIN was given here; in memory alone. */
struct staff_pass {
    char proof[ERRAND_STAFF_CHARS]; /* "": none */
    int64_t until;                  /* monotonic ms */
    char mark[40];                  /* of who answered right before: their guesses count apart */
};

/* A call for somebody. */
struct desk_calling {
    int64_t at;         /* event clock; 0: none */
    int64_t moved_at;   /* monotonic ms: when it was made or answered */
    bool heard, coming; /* it is at the console; somebody there has answered */
};

/* The caller's; begins zero-initialised but for what is borrowed. */
struct desk {
    struct door *door;           /* borrowed */
    enum text_language language; /* the kiosk's own */
    bool registers;              /* the server says: visitors register here */
    enum desk_page page;
    int64_t touched_at; /* monotonic ms */
    char fields[DESK_FIELDS_MAX][DESK_TEXT_BYTES + 1];
    size_t field;
    bool symbols, other_language;
    char digits[16]; /* of the PIN */
    size_t digit_count;
    const char *note; /* a key of the catalogue; NULL: nothing to say */
    bool registering; /* an answer is awaited */
    int64_t registering_at;
    struct directory *directory; /* NULL: nobody has searched yet */
    struct staff_pass pass;
    struct directory_person found[DESK_PEOPLE_MAX];
    size_t found_count;
    int drawn_seconds; /* of the warning that it closes */
    struct desk_calling calling;
};

/* What the desk needs to know of the kiosk at this moment. */
struct desk_facts {
    int64_t now; /* event clock */
    bool online; /* the server is there */
    bool longer; /* who is there asked for more time */
};

void desk_clean_up(struct desk *desk);
/* Opens it: at the menu, or at the call that goes on. */
struct intent desk_open(struct desk *desk);
/* Nobody is there any more, or a badge was read: nothing that was typed stays. */
void desk_close(struct desk *desk);
/* A target of desk_screens.h; when it is open. */
struct intent desk_touch(struct desk *desk, int target, const struct desk_facts *facts);
/* A key: letters of a US keyboard, '\b', '\n', '\x1b'; when it is open. */
struct intent desk_key(struct desk *desk, char key, const struct desk_facts *facts);
/* Does what is due. */
struct intent desk_turn(struct desk *desk, const struct desk_facts *facts);
/* The server answered a registration. */
struct intent desk_registered(struct desk *desk, long status, const char *body);

/* ---- desk_call.c ---- */
/* The console says that somebody comes. */
struct intent desk_coming(struct desk *desk);
/* A heartbeat that told of the call has arrived. */
struct intent desk_call_heard(struct desk *desk);
/* Since when the desk is called: event clock; 0: it is not, or no more. */
int64_t desk_calls(const struct desk *desk);
/* The same, until somebody there has answered: what the console is told. */
int64_t desk_unanswered_call(const struct desk *desk);
/* What the idle screen says of a call: a key; NULL: nothing. */
const char *desk_call_note(const struct desk *desk, bool online);

/* ---- desk_staff.c ---- */
/* The wrong PINs that were typed here since the last right one. */
struct directory_tries desk_pin_tries(const struct desk *desk);
/* The console lifts the lock that they brought. */
struct intent desk_unlock(struct desk *desk);
/* The server asks what only who has the PIN can answer; and it answered to that. */
struct intent desk_questioned(struct desk *desk, long status, const char *body);
void desk_proven(struct desk *desk, long status, const char *body);
/* The proof that the staff's PIN was given; NULL: it was not, or too long ago. Borrowed. */
const char *desk_proof(const struct desk *desk);
/* Whom the staff let in goes away, and the proof with them. */
void desk_forget_proof(struct desk *desk);

/* ---- desk_view.c ---- */
enum text_language desk_language(const struct desk *desk);
/* What is shown; borrowed from the desk. */
struct screen_desk desk_view(const struct desk *desk, const struct desk_facts *facts);

#endif
