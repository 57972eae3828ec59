/* SPDX-License-Identifier: EUPL-1.2 */
/* Where a camera's pictures come from: a V4L2 device, or files for tests and rehearsals. Only the
 * camera's thread calls these functions, so they may wait. */
#ifndef PARVIS_KIOSK_CAMERA_SOURCE_H
#define PARVIS_KIOSK_CAMERA_SOURCE_H

#include "reader/reader.h"

#define SOURCE_WAIT_MS 2000 /* a camera that gives no picture for so long is taken to hang */

struct camera_source;

/* The functions of the module parvis-camera.so (reader.h). */
struct reader_module {
    reader_new_fn *new;
    reader_free_fn *free;
    reader_read_fn *read;
    reader_jpeg_fn *jpeg;
};

struct camera_source_operations {
    /* Waits for the next picture. PARVIS_BUSY: there is none yet, ask again. PARVIS_INVALID: it is
     * damaged, ask again. PARVIS_NOT_FOUND: there are no more. PARVIS_IO: the camera is gone or
     * hangs. PARVIS_CORRUPT: the file is no film. */
    enum parvis_status (*next)(struct camera_source *source, struct picture *picture);
    void (*free)(struct camera_source *source);
};

struct camera_source {
    const struct camera_source_operations *operations;
    const struct reader_module *module; /* borrowed */
};

/* Opens a PNG or JPEG picture or a folder of them, shown for half a second each in the order of
 * their names; or a YUV4MPEG2 file or pipe, played at its own speed. */
enum parvis_status camera_files_open(const char *path, const struct reader_module *module,
                                     struct camera_source **ret_source) PARVIS_MUST_CHECK;
/* Opens a V4L2 capture device, streaming through mapped buffers. PARVIS_NOT_FOUND: it is not there.
 * PARVIS_BUSY: another program uses it. PARVIS_INVALID: it is no camera, or gives no format that
 * the kiosk reads. */
enum parvis_status camera_v4l2_open(const char *path, const struct reader_module *module,
                                    struct camera_source **ret_source) PARVIS_MUST_CHECK;

#endif
