/* The kiosk's inside: what kiosk.c does and show.c draws. */
#ifndef PARVIS_KIOSK_STATE_H
#define PARVIS_KIOSK_STATE_H

#include "agenda.h"
#include "canvas.h"
#include "config.h"
#include "desk.h"
#include "devices.h"
#include "door.h"
#include "errand.h"
#include "link.h"
#include "names.h"
#include "output.h"
#include "recent.h"
#include "remote.h"
#include "speech.h"
#include "visitor.h"
#include "welcome.h"

#define SCAN_CHARS_MAX 4096 /* as the server takes */
#define WAITING_CODES_MAX 4 /* people who do not wait until the one before is answered */
#define FRAME_MS 40         /* the hint's movement */
#define PHONE_CHARS_MAX 512

enum kiosk_state { KIOSK_IDLE, KIOSK_ASKING, KIOSK_SHOWING };

struct kiosk {
    const struct config *config;
    struct output *output; /* borrowed */
    struct canvas canvas;
    struct agenda *agenda;
    struct link *link;
    struct devices *devices;
    enum kiosk_state state;
    int64_t state_at;  /* monotonic ms */
    struct door *door; /* scans, and what is kept */
    bool online, closed, drawn;
    bool failed; /* the screen takes no frame: a new start is the way out */
    /* the scan under way */
    bool unread;    /* it was not taken yet: the event is not known */
    bool wait_told; /* the person was asked to wait, once */
    cJSON *answer;
    struct welcome welcome; /* the person's next things, after a green answer */
    struct remote remote;   /* what the console asks */
    /* what screens show beside the agenda */
    struct names names;
    int64_t notice, notice_at; /* the last one's id, and when it came (event clock; 0: was there) */
    /* input */
    char typed[SCAN_CHARS_MAX + 1];
    size_t typed_length;
    int64_t typed_at;
    char last_scan[SCAN_CHARS_MAX + 1]; /* of the person shown */
    struct recent recent;
    /* codes that devices read while one is asked about, in their order */
    char waiting[WAITING_CODES_MAX][SCAN_CHARS_MAX + 1];
    size_t waiting_count;
    char *lines; /* bytes of standard input that were not taken */
    size_t lines_size;
    bool input_ended;
    bool devices_changed; /* what the idle screen shows of them */
    const char *trouble;  /* a device does not work: the catalogue's key; NULL: none */
    /* what a person asked for, until nobody has been there for a while */
    struct access {
        bool speak, large, contrast, longer;
        int extensions;     /* of the answer shown */
        int64_t touched_at; /* monotonic ms */
    } access;
    struct speech *speech;       /* NULL: nothing was read aloud yet */
    bool printed;                /* the person shown asked for paper */
    struct errand errand;        /* what is asked of the server for the person shown */
    char phone[PHONE_CHARS_MAX]; /* address of their agenda, for one phone once; "": none */
    /* what may be touched, as it was drawn last; and what a finger is on */
    struct targets targets;
    int pressed;
    struct desk desk;
    struct visitor visitor; /* of a stand */
    bool by_name;           /* the person shown was let in by name: their badge is not here */
    bool walk_in; /* the person shown has just registered: their badge is printed by itself */
    /* drawing */
    int64_t draw_at; /* when the calm screen changes by itself */
    bool shown_status[32];
};

/* The event's clock, as the server told it. */
int64_t kiosk_now(const struct kiosk *kiosk);

/* Nobody is in front of it: the calm screen is shown. */
bool kiosk_is_calm(const struct kiosk *kiosk);
/* Takes a text that was scanned. */
void kiosk_begin_scan(struct kiosk *kiosk, const char *text);
/* As a scan, of somebody whom the staff has found. */
void kiosk_admit(struct kiosk *kiosk, const struct door_admission *admission);
/* Forgets the person shown, before their time. */
void kiosk_leave_answer(struct kiosk *kiosk);

/* input.c: what was scanned, typed and touched since the last turn. */
extern const struct scanner_events kiosk_scanner_events;
void kiosk_take_input(struct kiosk *kiosk);

/* actions.c: what a person asks for by a key or a touch (enum output_action). */
void kiosk_act(struct kiosk *kiosk, char action);
/* How long the answer shown stays. */
int64_t kiosk_hold_ms(const struct kiosk *kiosk);
/* Reads what is shown aloud, if somebody asked for that. */
void kiosk_speak(struct kiosk *kiosk);
/* Ends what was for one person: speech, extensions; and all of it when nobody is there any more. */
void kiosk_end_access(struct kiosk *kiosk);
void kiosk_forget_access(struct kiosk *kiosk);
/* Whether the person shown may have paper now; what to tell them about it (a key; NULL: nothing).
 */
bool kiosk_can_print(const struct kiosk *kiosk);
const char *kiosk_print_note(const struct kiosk *kiosk);
/* Prints the badge of who has just registered, once they are in. */
void kiosk_print_walk_in(struct kiosk *kiosk);
/* The new badge of somebody who was let in by name has come: it is printed. */
void kiosk_take_badge(struct kiosk *kiosk, long status, const char *body);

/* show.c: what the answer's screen says. Borrowed from the kiosk. */
struct screen_answer kiosk_screen_answer(const struct kiosk *kiosk);
/* show.c: draws what is due, and shows it. */
void kiosk_draw(struct kiosk *kiosk);
/* show.c: draws the calm screen without anybody's name onto the canvas, and shows it nowhere. */
void kiosk_draw_nameless(struct kiosk *kiosk);
/* The language of the person in front of the kiosk, or the kiosk's own. */
enum text_language kiosk_language(const struct kiosk *kiosk);
/* Whether the door opens at this status of an answer. */
bool kiosk_is_green(const char *status);

#endif
