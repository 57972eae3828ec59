/* SPDX-License-Identifier: EUPL-1.2 */
/* Whether a QR code is in view at all, readable or not. */
#ifndef PARVIS_FINDER_H
#define PARVIS_FINDER_H

#include <stdbool.h>

#include "reader.h"

/* True when it finds three or more of the squares in a QR code's corners (ISO/IEC 18004, 6.3.3:
 * dark and light in the proportions 1:1:3:1:1, along a row and along a column). Takes some 2 ms for
 * 1280 × 720. */
bool finder_sees_code(const struct picture *picture);

#endif
