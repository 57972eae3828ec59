/* SPDX-License-Identifier: EUPL-1.2 */
/* The kiosk's state, shared by these files; each calls only those named before it: view.c, paper.c,
 * say.c, show.c, passage.c, carry_out.c, kiosk.c. */
#ifndef PARVIS_KIOSK_STATE_H
#define PARVIS_KIOSK_STATE_H

#include "agenda.h"
#include "canvas.h"
#include "code_queue.h"
#include "config.h"
#include "desk.h"
#include "devices.h"
#include "door.h"
#include "errand.h"
#include "input.h"
#include "intent.h"
#include "life.h"
#include "link.h"
#include "names.h"
#include "output.h"
#include "recent.h"
#include "remote.h"
#include "screens.h"
#include "speech.h"
#include "visitor.h"

#define FRAME_MS 40 /* between two frames, while the idle screen's hint moves */

/* What a person asked for by F1 to F4, until nobody has been there for a while. */
struct access {
    bool speak, large, contrast, longer;
    int64_t touched_at; /* monotonic ms */
};

struct kiosk {
    const struct config *config;
    struct output *output; /* borrowed */
    struct canvas canvas;
    struct targets targets; /* the places to touch of the last frame */
    struct agenda *agenda;
    struct link *link;
    struct devices *devices;
    struct door *door;    /* scans, and the files that the kiosk keeps */
    struct life life;     /* the person in front of the kiosk */
    struct errand errand; /* the request to the server for that person */
    struct access access;
    struct desk desk;
    struct visitor visitor; /* of a stand's kiosk */
    struct remote remote;   /* the console's orders, and the heartbeat */
    struct input input;
    struct recent recent;      /* codes in view */
    struct code_queue queue;   /* codes that wait until the one before is answered */
    struct names names;        /* names that the agenda does not have */
    struct speech *speech;     /* NULL: nothing was read aloud yet */
    int64_t notice, notice_at; /* id of the last notice, and when it came (event clock; 0: before
                                  the kiosk started) */
    int64_t last_scan_at;      /* event clock; 0: none yet */
    const char *trouble;       /* a device does not work: a key of the catalogue; NULL: all work */
    bool online;
    bool drawn;      /* the frame on the screen is up to date */
    int64_t draw_at; /* monotonic ms: when the calm screen changes by itself */
    enum kiosk_end {
        KIOSK_GOES_ON,
        KIOSK_CLOSED, /* its window was closed */
        KIOSK_FAILED, /* the output takes no frame: the program ends, to be started again */
    } end;
};

/* ---- view.c: what screens show. Results are borrowed from the kiosk. ---- */
/* The event's clock, as the server told it. */
int64_t kiosk_now(const struct kiosk *kiosk);
/* Whether nobody is in front of the kiosk, so that it shows the calm screen. */
bool kiosk_is_calm(const struct kiosk *kiosk);
/* The language of the person in front of the kiosk, or the kiosk's own. */
enum text_language kiosk_language(const struct kiosk *kiosk);
/* Whether the door opens at this status of an answer. */
bool kiosk_is_green(const char *status);
/* The number of the person whose answer is shown; 0: none. */
int64_t kiosk_shown_person(const struct kiosk *kiosk);
/* What the screen of the answer says. */
struct screen_answer kiosk_screen_answer(const struct kiosk *kiosk);
struct desk_facts kiosk_desk_facts(const struct kiosk *kiosk);

/* ---- paper.c: slips and badges ---- */
/* Whether the kiosk can print for the person shown. */
bool kiosk_can_print(const struct kiosk *kiosk);
/* How the print for the person shown fares: a key of the catalogue; NULL: nothing to say. */
const char *kiosk_print_note(const struct kiosk *kiosk);
/* Prints for the person shown. To print a badge that was not scanned, first asks the server for a
 * new one. */
void kiosk_print(struct kiosk *kiosk);
/* Prints the badge of a person who has just registered, once the answer is shown. */
void kiosk_print_due(struct kiosk *kiosk);
/* The server sent a new badge for a person who was let in by name: prints it. */
void kiosk_take_badge(struct kiosk *kiosk, long status, const char *body);

/* ---- say.c ---- */
/* Reads the screen aloud, if the person asked for that. */
void kiosk_speak(struct kiosk *kiosk);

/* ---- show.c ---- */
/* Draws what is due, and shows it. */
void kiosk_draw(struct kiosk *kiosk);
/* Draws the calm screen without any person's name onto the canvas, and does not show it. */
void kiosk_draw_nameless(struct kiosk *kiosk);

/* ---- passage.c: from the scan to the end of the answer ---- */
/* Moves to a state (life.h), and draws anew. No other function does. */
void kiosk_move(struct kiosk *kiosk, enum kiosk_state state);
/* A text was scanned: a badge at the door, a visitor's at a stand. */
void kiosk_scan(struct kiosk *kiosk, const char *text, enum passage_by by);
/* Lets in a person whom the staff has found, as by a scan. */
void kiosk_admit(struct kiosk *kiosk, const struct door_admission *admission);
/* Takes over the door's answer, and shows it; NULL: there is none yet. */
void kiosk_answer(struct kiosk *kiosk, cJSON *answer);
/* The person's own day has come. */
void kiosk_take_day(struct kiosk *kiosk, const char *path, long status, const char *body);
/* The link for their phone has come. */
void kiosk_take_link(struct kiosk *kiosk, long status, const char *body);
/* Ends the answer shown, before its time is over. */
void kiosk_leave_answer(struct kiosk *kiosk);
/* How long the answer shown stays on the screen, in ms. */
int64_t kiosk_hold_ms(const struct kiosk *kiosk);
/* Does what is due. */
void kiosk_turn_passage(struct kiosk *kiosk);

/* ---- carry_out.c ---- */
/* Takes the next code of the queue, unless a scan is under way. */
void kiosk_take_waiting(struct kiosk *kiosk);
/* Does what an intent says. An intent_fn: `user` is the kiosk. */
void kiosk_carry_out(struct intent *intent, void *user);

#endif
