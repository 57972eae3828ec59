/* SPDX-License-Identifier: EUPL-1.2 */
/* QR codes of any size (ISO/IEC 18004), by libqrencode, for codes other than badges: in a terminal,
 * as a picture, on a page. Error correction M; upper-case letters and digits are packed two in
 * eleven bits (alphanumeric mode). */
#ifndef PARVIS_QR_CODE_H
#define PARVIS_QR_CODE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "parvis/status.h"

struct qr_code {
    int modules;   /* of a side, without the quiet zone */
    uint8_t *dark; /* modules × modules, row by row: 1 is dark; owned */
};

/* PARVIS_INVALID: too long for any code. The caller clears it with qr_code_clear. */
enum parvis_status qr_code_make(const char *text, struct qr_code *ret_code) PARVIS_MUST_CHECK;
void qr_code_clear(struct qr_code *code);

/* Two rows of modules a line, as half blocks (UTF-8), black on white whatever the terminal's
 * colours, with the quiet zone. */
void qr_code_print(const struct qr_code *code, FILE *stream);
/* A PNG file (RFC 2083) of `scale` pixels a module with the quiet zone, readable by its owner
 * alone. PARVIS_IO: errno says why; PARVIS_NO_MEMORY. */
enum parvis_status qr_code_png(const struct qr_code *code, int scale,
                               const char *path) PARVIS_MUST_CHECK;
/* An SVG document with the quiet zone. Malloc'd, the caller's; NULL: no memory. */
char *qr_code_svg(const struct qr_code *code);
/* The same for a badge's text. NULL: no memory, or the text is too long for a badge's code. */
char *qr_badge_svg(const char *text);

#endif
