/* SPDX-License-Identifier: EUPL-1.2 */
/* QR codes of badges (ISO/IEC 18004), by libqrencode: a badge's 117 characters, in alphanumeric
 * mode at error correction M, take version 5, 37 × 37 modules. A longer text is refused. */
#ifndef PARVIS_QR_H
#define PARVIS_QR_H

#include <stdbool.h>
#include <stddef.h>

#include "parvis/status.h"

#define QR_MODULES 37      /* of version 5 */
#define QR_QUIET_MODULES 4 /* white border that readers need (ISO/IEC 18004, 6.3.8) */

/* One code: dark modules are true. */
struct qr {
    bool dark[QR_MODULES][QR_MODULES]; /* [row][column] */
};

/* PARVIS_INVALID: the text does not fit into version 5 at level M. */
enum parvis_status qr_encode(const char *text, struct qr *ret_qr) PARVIS_MUST_CHECK;

#endif
