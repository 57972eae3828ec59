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
    bool turned_away; /* the server no longer accepts this kiosk's token */
    const char *place;                    /* the kiosk's own name; "" if none */
    const struct camera_preview *preview; /* what the camera sees; NULL: nothing */
    struct screen_controls {
        bool shown; /* at the foot; not on screens that nobody touches */
        bool speaks, large, contrast, longer, helps; /* which of them are switched on */
        bool prints;                                 /* the kiosk offers a print */
        const char *note;                            /* how the print fared; NULL: nothing */
    } controls;
    const char *trouble; /* which device does not work, in `language`; NULL: all work */
    bool leaving;        /* this is an exit door */
    bool still;          /* nothing moves or blinks but clocks */
    const char *stand;   /* code of the stand whose screen this is; "" if none */
    const char *visitor; /* what a stand's kiosk says to its visitor; NULL: nothing */
    bool visitor_good;   /* it says that the visitor was noted */
    const cJSON *names;  /* rows of /api/meetings/called, or of the stand's meetings; NULL: none */
    int64_t warn_ms, alert_ms; /* the speaker's time turns amber, then red */
    bool message_new;          /* the last notice was put up a moment ago */
};

#define SCREEN_ITEMS_MAX 3 /* entries of a person's day that the door shows */

/* One entry of a person's day. Texts are borrowed. */
struct screen_item {
    int64_t at;        /* when it begins */
    const char *place; /* stand or room */
    const char *what;  /* the organisation they meet, or their own part (pitch, jury…) */
};

/* The answer to a scan, as the door shows it. Texts are borrowed. */
struct screen_answer {
    bool green;
    bool waiting; /* there is no answer yet: the kiosk asks the server again and again */
    const char *status;
    const char *first_name, *last_name, *organisation, *role;
    const char *say, *say_second; /* the message, in the person's language and one more */
    struct screen_item items[SCREEN_ITEMS_MAX]; /* what comes next for them */
    size_t item_count;
    const char *stage; /* the room of the pitches; NULL: not said */
    const char *phone; /* address that opens their own agenda, drawn as a code; NULL: not offered */
};

/* Each calm screen (one that waits for nobody) is drawn by its screen_<draw>. */
#define SCREEN(id, word, role, draw)                                                               \
    void screen_##draw(struct canvas *canvas, const struct screen_state *state);
#include "parvis/kiosk_screens.def"
#undef SCREEN
/* The door's answer, in the language of `state`, which is the person's when it is known. */
void screen_check_in_answer(struct canvas *canvas, const struct screen_state *state,
                            const struct screen_answer *answer);

/* State of a kiosk that is not enrolled yet. */
struct screen_pairing {
    enum text_language language; /* shown first; the other one follows */
    int64_t now;                 /* for frame_drift alone */
    bool asking;                 /* a code was read, and the server has not answered */
    /* Why the last code was refused: the end of a key of the catalogue,
     * kiosk.pairing.refused.<reason>. NULL: none was. */
    const char *reason;
};
void screen_pairing(struct canvas *canvas, const struct screen_pairing *state);
/* The kiosk's name in large letters, so that a technician finds the right box. */
void screen_identify(struct canvas *canvas, const struct screen_state *state);
/* All black, while the console has put the screen out. */
void screen_dark(struct canvas *canvas);

/* First name of the buyer of a meeting; "" when it is not known. */
const char *screen_first_name(const struct screen_state *state, const cJSON *meeting);

/* An almost black screen with the clock: shown while frame_is_night. */
void screen_night(struct canvas *canvas, const struct screen_state *state);

/* Begins a screen's picture: fills it with `ground`, and moves what is drawn next by frame_drift.
 */
void frame_begin(struct canvas *canvas, const struct screen_state *state, uint32_t ground);
/* Units to keep free on every side: 3.5 % of the longer one, which a television may cut off. */
double frame_margin(const struct canvas *canvas);
/* How far all content is moved at this time, in units. Against burn-in it moves by a few units a
 * minute, back and forth: at most 6 to the sides and 10 up and down. It stands in its place at the
 * hour and at 20 and 40 minutes past. */
void frame_drift(int64_t now, int *ret_x, int *ret_y);
/* True from 21:00 to 6:00 at the venue, except from an hour before the doors open to an hour after
 * the edition's end. False while the kiosk knows no edition. */
bool frame_is_night(const struct screen_state *state);

/* Draws what the camera sees in a box of this width and height whose centre line is at `middle`. */
void screen_preview(struct canvas *canvas, const struct camera_preview *preview, double middle,
                    double y, double width, double height);

/* Draws the bar at the top: title, clock, and in small type since when the server is gone. Returns
 * the y below it, in units. */
double screen_header(struct canvas *canvas, const struct screen_state *state);
/* Draws the organiser's line at the foot, if there is one. Returns the height that it took. */
double screen_notice(struct canvas *canvas, const struct screen_state *state);

#endif
