/* What kiosks say of themselves: the last heartbeat and the last picture of each, in memory alone.
 * Nothing of it is history, and a picture of a screen belongs into no file. Loop thread only. */
#ifndef PARVIS_API_KIOSKS_H
#define PARVIS_API_KIOSKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "http.h"
#include "parvis/units.h"

/* A kiosk is offline when it was not heard of for so long, ms: three heartbeats. */
#define KIOSK_SILENT_MS (45 * SECOND_MS)
/* A picture is kept for so long, ms: to be looked at, not to be found. */
#define KIOSK_PICTURE_MS (10 * MINUTE_MS)
/* Of an asked-for picture: how long the kiosk may take (somebody may be in front of it). */
#define KIOSK_PICTURE_WAIT_MS (2 * MINUTE_MS)

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
/* A kiosk that was revoked or set up anew: nothing is kept of the one before. */
void kiosks_forget(struct api_kiosks *kiosks, int64_t device);
/* The same, if it was last heard of before `at` (event clock): another box has its place since. */
void kiosks_forget_before(struct api_kiosks *kiosks, int64_t device, int64_t at);

#endif
