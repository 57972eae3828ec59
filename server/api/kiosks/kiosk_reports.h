/* SPDX-License-Identifier: EUPL-1.2 */
/* What the server knows of each kiosk in memory alone: its last heartbeat, the last picture of its
 * screen, and the people that it let in within the last minute. None of it is written to a file; a
 * restart forgets it. Loop thread only. */
#ifndef PARVIS_API_KIOSKS_H
#define PARVIS_API_KIOSKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "http.h"
#include "parvis/units.h"
#include "store_check_in.h"

/* A kiosk that sent nothing for so long, ms, is offline: three heartbeats. */
#define KIOSK_SILENT_MS (45 * SECOND_MS)
/* A picture is kept for so long, ms: long enough to look at, too short to collect. */
#define KIOSK_PICTURE_MS (10 * MINUTE_MS)
/* How long a kiosk may take to send a picture, ms: it waits while somebody stands in front of
 * it. */
#define KIOSK_PICTURE_WAIT_MS (2 * MINUTE_MS)

/* A scan that let somebody in opens that person's day and a link for their phone to the kiosk that
 * made it and names it, each once, for so long, ms: while the person stands in front of it. */
#define KIOSK_SCAN_MS 60000
/* Scans noted for one kiosk: one a second for a minute. The oldest is dropped for a new one. */
#define KIOSK_SCANS_MAX 64

/* What a scan allows its kiosk to read or make. */
enum kiosk_opening { KIOSK_OPENS_DAY = 1, KIOSK_OPENS_PHONE = 2 };

/* A scan that let somebody in. The kiosk chose its id at random and told it to the server alone: an
 * attacker with a copy of the kiosk's token hears who came in, but does not know the id. */
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
    char printer[64];      /* its state, in the kiosk's words; "": no printer */
    int64_t width, height; /* pixels */
    int64_t uptime_s;
    int64_t last_scan_at; /* event clock; 0: none yet */
    int64_t queue;        /* scans that wait to be sent */
    int64_t help_at; /* event clock: since when somebody at the kiosk calls the desk; 0: nobody */
    /* Wrong PINs typed at it since the last right one: how many, when the first was, and until when
     * it accepts no PIN. Event clock; 0: none. */
    int64_t pin_wrong, pin_since, pin_until;
};

struct api_kiosks;

struct api_kiosks *kiosks_new(void);         /* NULL: no memory */
void kiosks_free(struct api_kiosks *kiosks); /* NULL allowed */

/* Keeps a device's heartbeat. `now`: monotonic ms, here and below. PARVIS_NO_MEMORY. */
enum parvis_status kiosks_note(struct api_kiosks *kiosks, int64_t device,
                               const struct kiosk_health *health, int64_t now) PARVIS_MUST_CHECK;
/* The last heartbeat; NULL: none since the server started. Borrowed until the next call.
 * kiosks_is_heard: whether it came within the last KIOSK_SILENT_MS. */
const struct kiosk_health *kiosks_health(const struct api_kiosks *kiosks, int64_t device);
bool kiosks_is_heard(const struct api_kiosks *kiosks, int64_t device, int64_t now);

/* A host answered the call for help at this kiosk: clears the call. */
void kiosks_answer_help(struct api_kiosks *kiosks, int64_t device);

/* An organiser lifted the lock of its PIN: forgets the wrong PINs that the kiosk reported. Its next
 * heartbeat reports them again if the kiosk still counts them. */
void kiosks_forget_pins(struct api_kiosks *kiosks, int64_t device);

/* Asks the kiosk for one picture of its screen: it may send none unasked. PARVIS_NO_MEMORY. */
enum parvis_status kiosks_ask_picture(struct api_kiosks *kiosks, int64_t device,
                                      int64_t now) PARVIS_MUST_CHECK;
/* Keeps the picture that the kiosk sent, and takes a reference to it. `at`: event clock, ms.
 * PARVIS_CONFLICT: nobody asked for one, or too long ago. */
enum parvis_status kiosks_put_picture(struct api_kiosks *kiosks, int64_t device,
                                      struct http_blob *picture, int64_t at,
                                      int64_t now) PARVIS_MUST_CHECK;
/* The last picture, borrowed; NULL: there is none, or it is older than KIOSK_PICTURE_MS. *ret_at:
 * when it came, event clock, ms. */
struct http_blob *kiosks_picture(struct api_kiosks *kiosks, int64_t device, int64_t now,
                                 int64_t *ret_at);
/* Notes that the kiosk let somebody in by this scan. Without memory nothing is noted: the kiosk
 * then shows the welcome alone. */
void kiosks_note_scan(struct api_kiosks *kiosks, int64_t device, const struct kiosk_scan *scan,
                      int64_t now);
/* Takes `what` for this scan. True: the kiosk itself made this very scan within the last
 * KIOSK_SCAN_MS, and `what` was not taken for it before. */
bool kiosks_take(struct api_kiosks *kiosks, int64_t device, const struct kiosk_scan *scan,
                 enum kiosk_opening what, int64_t now) PARVIS_MUST_CHECK;
/* Undoes kiosks_take when the thing taken could not be delivered: it may be taken again, within the
 * same KIOSK_SCAN_MS. */
void kiosks_give_back(struct api_kiosks *kiosks, int64_t device, const char *scan_id,
                      enum kiosk_opening what);

/* The kiosk's settings changed: its earlier scans open nothing any more. */
void kiosks_forget_scans(struct api_kiosks *kiosks, int64_t device);

/* The kiosk was revoked or paired anew: forgets everything about it. */
void kiosks_forget(struct api_kiosks *kiosks, int64_t device);
/* The same, if its last heartbeat was before `at` (event clock, ms): another box took its place at
 * that time. */
void kiosks_forget_before(struct api_kiosks *kiosks, int64_t device, int64_t at);

#endif
