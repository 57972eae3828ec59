/* SPDX-License-Identifier: EUPL-1.2 */
/* The kiosk's screens, each a function of what is known and of the event's time: the same input
 * gives the same picture. */
#ifndef PARVIS_KIOSK_SCREENS_H
#define PARVIS_KIOSK_SCREENS_H

#include <cjson/cJSON.h>

#include "canvas.h"
#include "parvis/text.h"

struct agenda;
struct camera_preview;

/* What every screen is drawn from. Borrowed. */
struct screen_state {
    const struct agenda *agenda;
    enum text_language language;
    int64_t now; /* event clock, ms */
    bool online;
    int64_t offline_at; /* event clock: since when the server is gone */
    int64_t heard_at; /* event clock: when it was heard last, which is the agenda's age; 0: never */
    size_t pending;   /* scans that wait to be sent */
    size_t parked;    /* scans that the server refused */
    bool turned_away; /* the server does not admit this kiosk (any more) */
    const char *place;                    /* the kiosk's own name; "" if none */
    const struct camera_preview *preview; /* what the camera sees; NULL: nothing */
    struct screen_controls {
        bool shown; /* at the foot; not on screens that nobody touches */
        bool speaks, large, contrast, longer, helps; /* what is on */
        bool prints;                                 /* paper is offered */
        const char *note;                            /* what became of it; NULL: nothing */
    } controls;
    const char *trouble; /* what does not work here, in `language`; NULL: all does */
    bool leaving;        /* an exit door */
    bool still;          /* nothing moves or blinks but clocks */
    const char *stand;   /* code of the stand whose screen it is; "" if none */
    const char *visitor; /* what a stand's kiosk says to its visitors; NULL: nothing */
    bool visitor_good;   /* one was noted */
    const cJSON *names;  /* rows of /api/meetings/called, or of the stand's meetings; NULL: none */
    int64_t warn_ms, alert_ms; /* the speaker's time turns amber, then red */
    bool message_new;          /* the last notice was put up a moment ago */
};

#define SCREEN_ITEMS_MAX 3 /* of a person's day, shown at the door */

/* One thing that somebody takes part in. Texts are borrowed. */
struct screen_item {
    int64_t at;        /* when it begins */
    const char *place; /* stand or room */
    const char *what;  /* whom they meet, or their own part */
};

/* The answer to a scan, as the door shows it. Texts are borrowed. */
struct screen_answer {
    bool green;
    bool waiting; /* not answered yet: the server is asked again and again */
    const char *status;
    const char *first_name, *last_name, *organisation, *role;
    const char *say, *say_second;               /* in the person's language, and in another */
    struct screen_item items[SCREEN_ITEMS_MAX]; /* what comes next for them */
    size_t item_count;
    const char *stage; /* the room of the pitches; NULL: not said */
    const char *phone; /* address that opens their own agenda, drawn as a code; NULL: not offered */
};

/* The calm screens, screen_<DRAW> of each. */
#define SCREEN(id, word, role, draw)                                                               \
    void screen_##draw(struct canvas *canvas, const struct screen_state *state);
#include "parvis/kiosk_screens.def"
#undef SCREEN
/* The door's answer, in the language of `state`, which is the person's when it is known. */
void screen_check_in_answer(struct canvas *canvas, const struct screen_state *state,
                            const struct screen_answer *answer);

/* What a kiosk that is nobody yet knows. */
struct screen_pairing {
    enum text_language language; /* first; the other one follows */
    int64_t now;                 /* for the drift alone */
    bool asking;                 /* a code was read: the server is asked */
    const char *reason; /* kiosk.pairing.refused.<reason>: why the last code was not taken; NULL */
};
void screen_pairing(struct canvas *canvas, const struct screen_pairing *state);
/* The kiosk's name, to be found with one's eyes. */
void screen_identify(struct canvas *canvas, const struct screen_state *state);
/* Black: the console put the light out. */
void screen_dark(struct canvas *canvas);

/* First name of the buyer of a meeting; "" when it is not known. */
const char *screen_first_name(const struct screen_state *state, const cJSON *meeting);

/* An almost black screen with the clock: shown while frame_is_night. */
void screen_night(struct canvas *canvas, const struct screen_state *state);

/* Begins a screen's picture on a ground of this colour, moved by frame_drift. */
void frame_begin(struct canvas *canvas, const struct screen_state *state, uint32_t ground);
/* Units to keep free on every side: 3.5 % of the longer one, which a television may cut off. */
double frame_margin(const struct canvas *canvas);
/* Against burn-in all content moves by a few units a minute, back and forth: at most 6 to the sides
 * and 10 up and down; none at the hour and at 20 and 40 minutes past. */
void frame_drift(int64_t now, int *ret_x, int *ret_y);
/* Late in the evening or early in the morning (21:00 to 6:00 at the venue), and the edition is
 * more than an hour away from open doors. */
bool frame_is_night(const struct screen_state *state);

/* What the camera sees, in the middle of a box of this width and height. */
void screen_preview(struct canvas *canvas, const struct camera_preview *preview, double middle,
                    double y, double width, double height);

/* The bar at the top: title, clock, and quietly since when the server is gone. */
double screen_header(struct canvas *canvas, const struct screen_state *state);
/* The organiser's line at the foot, if there is one; the height that it took. */
double screen_notice(struct canvas *canvas, const struct screen_state *state);

#endif
