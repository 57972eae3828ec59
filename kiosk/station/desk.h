/* The kiosk for who has no badge, or needs somebody:
 *
 *   CLOSED ──F6──▶ MENU ──▶ CALL      the desk is told, and says that somebody comes
 *                    ├────▶ FORM      a visitor registers, and comes in
 *                    └────▶ PIN ──▶ SEARCH   the staff finds somebody, who comes in
 *
 * Every page closes by itself when nobody has touched it for a while; a badge closes it at once. A
 * call goes on without its page. */
#ifndef PARVIS_KIOSK_DESK_H
#define PARVIS_KIOSK_DESK_H

#include <stdbool.h>
#include <stdint.h>

#include "desk_screens.h"
#include "directory.h"
#include "errand.h"

#define DESK_TEXT_BYTES 120 /* as the server takes names */

struct kiosk;

/* By which the server knows that the staff's PIN was given here; in memory alone. */
struct staff_pass {
    char proof[ERRAND_STAFF_CHARS]; /* "": none */
    int64_t until;                  /* monotonic ms */
    char mark[40];                  /* of who answered right before: their guesses count apart */
};

/* The caller's; zero-initialised: closed. */
struct desk {
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
    bool registers;              /* the server says: visitors register here */
    struct directory *directory; /* NULL: nobody has searched yet */
    struct staff_pass pass;
    struct directory_person found[DESK_PEOPLE_MAX];
    size_t found_count;
    int drawn_seconds;  /* of the warning that it closes */
    int64_t called_at;  /* event clock: the call that goes on; 0: none */
    int64_t called_ms;  /* monotonic */
    bool heard, coming; /* it is at the console; somebody there has answered */
};

void desk_clean_up(struct desk *desk);
/* F6: opens the menu, or closes whatever is open. */
void desk_toggle(struct kiosk *kiosk);
/* Nobody is there any more, or a badge was read. */
void desk_close(struct kiosk *kiosk);
/* A target of desk_screens.h. */
void desk_touch(struct kiosk *kiosk, int target);
/* A key: letters of a US keyboard, '\b', '\n', '\x1b'. */
void desk_key(struct kiosk *kiosk, char key);
/* Does what is due. */
void desk_turn(struct kiosk *kiosk);

/* The server answered a registration. */
void desk_registered(struct kiosk *kiosk, long status, const char *body);
/* The server asks what only who has the PIN can answer; and it answered to that. */
void desk_questioned(struct kiosk *kiosk, long status, const char *body);
void desk_proven(struct kiosk *kiosk, long status, const char *body);
/* The proof that the staff's PIN was given; NULL: it was not, or too long ago. Borrowed. */
const char *desk_proof(const struct kiosk *kiosk);
/* Whom the staff let in goes away, and the proof with them. */
void desk_forget_proof(struct kiosk *kiosk);
/* The console says that somebody comes. */
void desk_coming(struct kiosk *kiosk);
/* A heartbeat that told of the call has arrived. */
void desk_call_heard(struct kiosk *kiosk);
/* Since when the desk is called: event clock; 0: it is not, or no more. */
int64_t desk_calls(const struct kiosk *kiosk);
/* What the idle screen says of a call: a key; NULL: nothing. */
const char *desk_call_note(const struct kiosk *kiosk);

enum text_language desk_language(const struct kiosk *kiosk);
/* What is shown; borrowed from the kiosk. */
struct screen_desk desk_view(const struct kiosk *kiosk);

#endif
