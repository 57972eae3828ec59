/* SPDX-License-Identifier: EUPL-1.2 */
/* The camera's picture, which the idle screen shows to whoever holds up a code. */
#ifndef PARVIS_KIOSK_PREVIEW_H
#define PARVIS_KIOSK_PREVIEW_H

#include <stdint.h>

#define PREVIEW_WIDTH_MAX 320
#define PREVIEW_HEIGHT_MAX 320

/* What the camera sees, small and grey. */
struct camera_preview {
    uint8_t luma[PREVIEW_WIDTH_MAX * PREVIEW_HEIGHT_MAX];
    int width, height; /* 0: nothing yet */
};

#endif
