/* SPDX-License-Identifier: EUPL-1.2 */
/* The camera. A thread of its own takes pictures, looks for codes in them, and makes them small for
 * the screen. A camera that is pulled out or hangs is opened again and again, without a message.
 *
 *   camera's thread:  picture ──▶ codes ──▶ shared place (mutex) ──▶ eventfd
 *   the loop:                                         camera_turn ──▶ events, preview
 */
#ifndef PARVIS_KIOSK_CAMERA_H
#define PARVIS_KIOSK_CAMERA_H

#include <stdbool.h>
#include <stdint.h>

#include "parvis/status.h"
#include "scanner.h"

enum camera_state {
    CAMERA_OPENING, /* not known yet */
    CAMERA_SEES,    /* pictures come */
    CAMERA_FAILED,  /* missing, used by another program, pulled out or hanging: it is tried again */
    CAMERA_OVER,    /* a file was played to its end */
};

struct camera_preview;
struct camera;

/* `path`: a V4L2 device, a folder of pictures, or a YUV4MPEG2 file; copied. PARVIS_NOT_FOUND: the
 * module parvis-camera.so is not there. */
enum parvis_status camera_new(const char *path, struct camera **ret_camera) PARVIS_MUST_CHECK;
/* Ends the thread, and waits for it at most as long as a picture may take. NULL allowed. */
void camera_free(struct camera *camera);

/* Becomes readable when camera_turn has something to do. */
int camera_fd(const struct camera *camera);
/* Calls `events` once for each code that was seen since the last turn. True: the preview or the
 * state has changed. */
bool camera_turn(struct camera *camera, const struct scanner_events *events, void *user);

enum camera_state camera_state(const struct camera *camera);
/* Whether a code has been in view for a while and cannot be read: too far away, glare, torn. */
bool camera_is_puzzled(const struct camera *camera);
/* The picture as of the last turn. Borrowed. */
const struct camera_preview *camera_preview(const struct camera *camera);

#endif
