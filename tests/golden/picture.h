/* SPDX-License-Identifier: EUPL-1.2 */
/* Pictures that must not change: a frame is compared with the stored one, pixel by pixel. Stored
 * pictures have their colours in steps of ten, so that the tree stays small; a frame is put into
 * the same steps before it is compared. */
#ifndef PARVIS_GOLDEN_PICTURE_H
#define PARVIS_GOLDEN_PICTURE_H

#include <stdbool.h>
#include <stddef.h>

#include <cairo.h>

/* Compares a frame (RGB24) with tests/golden/pictures/<name>.png. Differs, or none is stored:
 * false, golden/<name>.actual.png and (if there was one) <name>.difference.png of the build folder
 * show it, and `ret_message` says how many pixels and names the files. With PARVIS_GOLDEN_UPDATE=1
 * in the environment a frame that differs is stored instead, and the answer is true. */
bool picture_is_golden(cairo_surface_t *frame, const char *name, char *ret_message, size_t size);

#endif
