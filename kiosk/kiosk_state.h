/* The kiosk's inside: what kiosk.c does and show.c draws. */
#ifndef PARVIS_KIOSK_STATE_H
#define PARVIS_KIOSK_STATE_H

#include "agenda.h"
#include "canvas.h"
#include "config.h"
#include "door.h"
#include "link.h"
#include "names.h"
#include "output.h"
#include "remote.h"
#include "welcome.h"

#define SCAN_CHARS_MAX 4096 /* as the server takes */
#define FRAME_MS 40         /* the hint's movement */

enum kiosk_state { KIOSK_IDLE, KIOSK_ASKING, KIOSK_SHOWING };

struct kiosk {
    const struct config *config;
    struct output *output; /* borrowed */
    struct canvas canvas;
    struct agenda *agenda;
    struct link *link;
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
    char last_scan[SCAN_CHARS_MAX + 1];
    int64_t last_scan_at;
    char *lines; /* bytes of standard input that were not taken */
    size_t lines_size;
    bool input_ended;
    /* drawing */
    int64_t draw_at; /* when the calm screen changes by itself */
    bool shown_status[32];
};

/* The event's clock, as the server told it. */
int64_t kiosk_now(const struct kiosk *kiosk);

/* show.c: draws what is due, and shows it. */
void kiosk_draw(struct kiosk *kiosk);
/* show.c: draws the calm screen without anybody's name onto the canvas, and shows it nowhere. */
void kiosk_draw_nameless(struct kiosk *kiosk);
/* The language of the person in front of the kiosk, or the kiosk's own. */
enum text_language kiosk_language(const struct kiosk *kiosk);
/* Whether the door opens at this status of an answer. */
bool kiosk_is_green(const char *status);

#endif
