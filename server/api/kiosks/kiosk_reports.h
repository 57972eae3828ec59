/* SPDX-License-Identifier: EUPL-1.2 */
/* What the server remembers of each kiosk in memory alone: its last heartbeat, its last picture,
 * and whom it let in within the last minute. Nothing of it is history, and a picture of a screen
 * belongs into no file. A server that starts anew has forgotten it. Loop thread only. */
#ifndef PARVIS_API_KIOSKS_H
#define PARVIS_API_KIOSKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "http.h"
#include "parvis/units.h"
#include "store_check_in.h"

/* A kiosk is offline when it was not heard of for so long, ms: three heartbeats. */
#define KIOSK_SILENT_MS (45 * SECOND_MS)
/* A picture is kept for so long, ms: to be looked at, not to be found. */
#define KIOSK_PICTURE_MS (10 * MINUTE_MS)
/* Of an asked-for picture: how long the kiosk may take (somebody may be in front of it). */
#define KIOSK_PICTURE_WAIT_MS (2 * MINUTE_MS)

/* A scan that let somebody in opens that person's day and a link for their phone to the kiosk that
 * made it and names it, each once, for so long, ms: while the person stands in front of it. */
#define KIOSK_SCAN_MS 60000
/* Of one kiosk: a minute of one person a second. The oldest gives way. */
#define KIOSK_SCANS_MAX 64

/* What a scan opens to its kiosk. */
enum kiosk_opening { KIOSK_OPENS_DAY = 1, KIOSK_OPENS_PHONE = 2 };

/* A scan that let somebody in. Its id is the kiosk's own, chosen at random and told to nobody but
 * the server: a copy of the kiosk's token does not know it, though it hears who came in. */
struct kiosk_scan {
    char id[STORE_SCAN_ID_CHARS + 1];
    int64_t number; /* its row; 0: none */
    int64_t person;
};

/* The last heartbeat. */
struct kiosk_health {
    int64_t seen_at;       /* event clock, ms */
    char version[32];      /* of parvis-kiosk */
    char screen[24];       /* what it shows: "check-in", "agenda", … */
    char printer[64];      /* its own words; "": it has none */
    int64_t width, height; /* pixels */
    int64_t uptime_s;
    int64_t last_scan_at; /* event clock; 0: none yet */
    int64_t queue;        /* scans that wait to be sent */
    int64_t help_at;      /* event clock: somebody there calls the desk since then; 0: nobody */
    /* Wrong PINs typed at it since the last right one, the first of them, and till when it tries
     * none: event clock; 0: none, it does. */
    int64_t pin_wrong, pin_since, pin_until;
};

struct api_kiosks;

struct api_kiosks *kiosks_new(void);         /* NULL: no memory */
void kiosks_free(struct api_kiosks *kiosks); /* NULL allowed */

/* The heartbeat of a device. PARVIS_NO_MEMORY. `now`: monotonic ms, as below. */
enum parvis_status kiosks_note(struct api_kiosks *kiosks, int64_t device,
                               const struct kiosk_health *health, int64_t now) PARVIS_MUST_CHECK;
/* Heard of lately; NULL: never since the server started. Borrowed until the next call. */
const struct kiosk_health *kiosks_health(const struct api_kiosks *kiosks, int64_t device);
bool kiosks_is_heard(const struct api_kiosks *kiosks, int64_t device, int64_t now);

/* Somebody goes to whom calls there: that call is nobody's business any more. */
void kiosks_answer_help(struct api_kiosks *kiosks, int64_t device);

/* An organiser lifts the lock of its PIN: what was typed wrongly is forgotten here, and the kiosk's
 * next heartbeat says what it thinks of it. */
void kiosks_forget_pins(struct api_kiosks *kiosks, int64_t device);

/* A picture is taken of a kiosk only when somebody asked, once. */
enum parvis_status kiosks_ask_picture(struct api_kiosks *kiosks, int64_t device,
                                      int64_t now) PARVIS_MUST_CHECK;
/* Takes a reference. PARVIS_CONFLICT: nobody asked. `at`: event clock. */
enum parvis_status kiosks_put_picture(struct api_kiosks *kiosks, int64_t device,
                                      struct http_blob *picture, int64_t at,
                                      int64_t now) PARVIS_MUST_CHECK;
/* Borrowed; NULL: there is none (any more). *ret_at: when it came, event clock. */
struct http_blob *kiosks_picture(struct api_kiosks *kiosks, int64_t device, int64_t now,
                                 int64_t *ret_at);
/* Notes that the kiosk let somebody in by this scan. Nothing is noted when there is no memory: the
 * kiosk then shows no more than the welcome. */
void kiosks_note_scan(struct api_kiosks *kiosks, int64_t device, const struct kiosk_scan *scan,
                      int64_t now);
/* Whether the kiosk itself made this very scan within the last KIOSK_SCAN_MS, and nobody took
 * `what` for it yet: it is taken from then on. */
bool kiosks_take(struct api_kiosks *kiosks, int64_t device, const struct kiosk_scan *scan,
                 enum kiosk_opening what, int64_t now) PARVIS_MUST_CHECK;
/* What was taken for this scan could not be given: it may be taken again, within the same time. */
void kiosks_give_back(struct api_kiosks *kiosks, int64_t device, const char *scan_id,
                      enum kiosk_opening what);

/* What the kiosk is for has changed: no scan of before opens anything to it. */
void kiosks_forget_scans(struct api_kiosks *kiosks, int64_t device);

/* A kiosk that was revoked or set up anew: nothing is kept of the one before. */
void kiosks_forget(struct api_kiosks *kiosks, int64_t device);
/* The same, if it was last heard of before `at` (event clock): another box has its place since. */
void kiosks_forget_before(struct api_kiosks *kiosks, int64_t device, int64_t at);

#endif
