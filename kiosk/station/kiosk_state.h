/* SPDX-License-Identifier: EUPL-1.2 */
/* The kiosk's inside. The files that share it, from the bottom to the top; each uses those above it
 * in this list: view.c, paper.c, say.c, show.c, passage.c, carry_out.c, kiosk.c. */
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

#define FRAME_MS 40 /* the hint's movement */

/* What a person asked for by F1 to F4, until nobody has been there for a while. */
struct access {
    bool speak, large, contrast, longer;
    int64_t touched_at; /* monotonic ms */
};

struct kiosk {
    const struct config *config;
    struct output *output; /* borrowed */
    struct canvas canvas;
    struct targets targets; /* what may be touched, as it was drawn last */
    struct agenda *agenda;
    struct link *link;
    struct devices *devices;
    struct door *door;    /* scans, and what is kept */
    struct life life;     /* who is in front of it */
    struct errand errand; /* what is asked of the server for them */
    struct access access;
    struct desk desk;
    struct visitor visitor; /* of a stand */
    struct remote remote;   /* what the console asks */
    struct input input;
    struct recent recent;      /* codes in view */
    struct code_queue queue;   /* codes that wait until the one before is answered */
    struct names names;        /* what screens show beside the agenda */
    struct speech *speech;     /* NULL: nothing was read aloud yet */
    int64_t notice, notice_at; /* the last one's id, and when it came (event clock; 0: was there) */
    int64_t last_scan_at;      /* event clock; 0: none yet */
    const char *trouble;       /* a device does not work: the catalogue's key; NULL: none */
    bool online;
    bool drawn;      /* what is shown is what there is to show */
    int64_t draw_at; /* monotonic ms: when the calm screen changes by itself */
    enum kiosk_end {
        KIOSK_GOES_ON,
        KIOSK_CLOSED, /* its window was */
        KIOSK_FAILED, /* the screen takes no frame: a new start is the way out */
    } end;
};

/* ---- view.c: what is there to be shown. Borrowed from the kiosk. ---- */
/* The event's clock, as the server told it. */
int64_t kiosk_now(const struct kiosk *kiosk);
/* Nobody is in front of it: the calm screen is shown. */
bool kiosk_is_calm(const struct kiosk *kiosk);
/* The language of the person in front of the kiosk, or the kiosk's own. */
enum text_language kiosk_language(const struct kiosk *kiosk);
/* Whether the door opens at this status of an answer. */
bool kiosk_is_green(const char *status);
/* The answer's person; 0: none. */
int64_t kiosk_shown_person(const struct kiosk *kiosk);
/* What the answer's screen says. */
struct screen_answer kiosk_screen_answer(const struct kiosk *kiosk);
struct desk_facts kiosk_desk_facts(const struct kiosk *kiosk);

/* ---- paper.c: slips and badges ---- */
/* Whether the person shown may have paper now; what to tell them about it (a key; NULL: nothing).
 */
bool kiosk_can_print(const struct kiosk *kiosk);
const char *kiosk_print_note(const struct kiosk *kiosk);
/* Prints for the person shown; a badge that is not here is asked for first. */
void kiosk_print(struct kiosk *kiosk);
/* Prints the badge of who has just registered, once they are in. */
void kiosk_print_due(struct kiosk *kiosk);
/* The new badge of somebody who was let in by name has come: it is printed. */
void kiosk_take_badge(struct kiosk *kiosk, long status, const char *body);

/* ---- say.c ---- */
/* Reads what is shown aloud, if somebody asked for that. */
void kiosk_speak(struct kiosk *kiosk);

/* ---- show.c ---- */
/* Draws what is due, and shows it. */
void kiosk_draw(struct kiosk *kiosk);
/* Draws the calm screen without anybody's name onto the canvas, and shows it nowhere. */
void kiosk_draw_nameless(struct kiosk *kiosk);

/* ---- passage.c: from the scan to the end of the answer ---- */
/* Moves (life.h), and draws anew. The one place that does. */
void kiosk_move(struct kiosk *kiosk, enum kiosk_state state);
/* A text was scanned: a badge at the door, a visitor's at a stand. */
void kiosk_scan(struct kiosk *kiosk, const char *text, enum passage_by by);
/* As a scan, of somebody whom the staff has found. */
void kiosk_admit(struct kiosk *kiosk, const struct door_admission *admission);
/* The door's answer; NULL: there is none yet. */
void kiosk_answer(struct kiosk *kiosk, cJSON *answer);
/* The person's own day has come. */
void kiosk_take_day(struct kiosk *kiosk, const char *path, long status, const char *body);
/* The link for their phone has come. */
void kiosk_take_link(struct kiosk *kiosk, long status, const char *body);
/* Forgets the person shown, before their time. */
void kiosk_leave_answer(struct kiosk *kiosk);
/* How long the answer shown stays. */
int64_t kiosk_hold_ms(const struct kiosk *kiosk);
/* Does what is due. */
void kiosk_turn_passage(struct kiosk *kiosk);

/* ---- carry_out.c ---- */
/* Goes on with a code that waited, if nobody is asked about now. */
void kiosk_take_waiting(struct kiosk *kiosk);
/* Does what a part of the kiosk wants. `user` is the kiosk: an intent_fn. */
void kiosk_carry_out(struct intent *intent, void *user);

#endif
