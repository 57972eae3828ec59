/* SPDX-License-Identifier: EUPL-1.2 */
/* Where a camera's pictures come from: a V4L2 device, or files for tests and rehearsals. Used by
 * the camera's own thread: reading may wait. */
#ifndef PARVIS_KIOSK_CAMERA_SOURCE_H
#define PARVIS_KIOSK_CAMERA_SOURCE_H

#include "reader/reader.h"

#define SOURCE_WAIT_MS 2000 /* a camera that gives nothing for so long hangs */

struct camera_source;

/* What the module gives to those who need it. */
struct reader_module {
    reader_new_fn *new;
    reader_free_fn *free;
    reader_read_fn *read;
    reader_jpeg_fn *jpeg;
};

struct camera_source_operations {
    /* Waits for the next picture. PARVIS_BUSY: none yet, ask again; PARVIS_INVALID: a torn one, ask
     * again; PARVIS_NOT_FOUND: the pictures are over; PARVIS_IO: it is gone or hangs;
     * PARVIS_CORRUPT: no film. */
    enum parvis_status (*next)(struct camera_source *source, struct picture *picture);
    void (*free)(struct camera_source *source);
};

struct camera_source {
    const struct camera_source_operations *operations;
    const struct reader_module *module; /* borrowed */
};

/* A folder of PNG and JPEG pictures or one of them (each in view for half a second, by their
 * names), or a YUV4MPEG2 file or pipe, played at its own speed. */
enum parvis_status camera_files_open(const char *path, const struct reader_module *module,
                                     struct camera_source **ret_source) PARVIS_MUST_CHECK;
/* A V4L2 capture device, streaming through mapped buffers. PARVIS_NOT_FOUND: it is not there;
 * PARVIS_BUSY: somebody else has it; PARVIS_INVALID: no camera, or no format that we read. */
enum parvis_status camera_v4l2_open(const char *path, const struct reader_module *module,
                                    struct camera_source **ret_source) PARVIS_MUST_CHECK;

#endif
