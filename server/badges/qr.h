/* The QR code of a badge, as modules and as SVG: libqrencode alone, no drawing library, so that
 * the server can give a code without carrying Cairo.
 *
 * A badge's text (117 characters of A-Z2-7) is QR's alphanumeric mode: version 5, 37 × 37 modules,
 * at error correction M (ISO/IEC 18004). A larger code is never made: every scanner of the day was
 * chosen for this one. */
#ifndef PARVIS_QR_H
#define PARVIS_QR_H

#include <stdbool.h>
#include <stdint.h>

#include "parvis/status.h"

#define QR_VERSION_MAX 5
#define QR_SIZE_MAX 37  /* modules a side, of version 5 */
#define QR_QUIET_ZONE 4 /* modules of white that the standard asks for on each side */

/* A code's modules. */
struct qr {
    int version;                          /* 1 … QR_VERSION_MAX */
    int size;                             /* modules a side */
    bool dark[QR_SIZE_MAX * QR_SIZE_MAX]; /* row by row from the top, `size` a row */
};

/* Encodes a text at level M. PARVIS_INVALID: it needs a larger code than version 5. */
enum parvis_status qr_make(const char *text, struct qr *ret_qr) PARVIS_MUST_CHECK;

/* A badge's code as a whole SVG document with its quiet zone, scaling to any size; malloc'd, the
 * caller's. PARVIS_INVALID as qr_make. */
enum parvis_status badge_svg(const char *text, char **ret_svg) PARVIS_MUST_CHECK;

#endif
