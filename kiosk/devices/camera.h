/* SPDX-License-Identifier: EUPL-1.2 */
/* The camera, on a thread of its own: pictures are taken, looked for codes, and made small for the
 * screen. A camera that is torn out or hangs is opened again and again, quietly.
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
    CAMERA_FAILED,  /* not there, taken, torn out or hanging: tried again */
    CAMERA_OVER,    /* a file was played to its end */
};

struct camera_preview;
struct camera;

/* `path`: a V4L2 device, a folder of pictures, or a YUV4MPEG2 file; copied. PARVIS_NOT_FOUND: the
 * module parvis-camera.so is not there. */
enum parvis_status camera_new(const char *path, struct camera **ret_camera) PARVIS_MUST_CHECK;
/* Waits for the thread: at most as long as a picture may take. NULL allowed. */
void camera_free(struct camera *camera);

/* Becomes readable when camera_turn has something to do. */
int camera_fd(const struct camera *camera);
/* Tells the codes that were seen since, each once. True: the preview or the
 * state is another. */
bool camera_turn(struct camera *camera, const struct scanner_events *events, void *user);

enum camera_state camera_state(const struct camera *camera);
/* A code has been in view for a while and does not read: too far, glare, torn. */
bool camera_is_puzzled(const struct camera *camera);
/* As of the last turn. Borrowed. */
const struct camera_preview *camera_preview(const struct camera *camera);

#endif
