/* SPDX-License-Identifier: EUPL-1.2 */
/* QR codes of badges. */
#include "qr.h"

#include <qrencode.h>

enum parvis_status qr_encode(const char *text, struct qr *ret_qr)
{
    QRcode *code = QRcode_encodeString(text, 5, QR_ECLEVEL_M, QR_MODE_8, 1);
    if (!code)
        return PARVIS_NO_MEMORY;
    if (code->width != QR_MODULES) {
        QRcode_free(code);
        return PARVIS_INVALID;
    }
    for (int row = 0; row < QR_MODULES; row++)
        for (int column = 0; column < QR_MODULES; column++)
            ret_qr->dark[row][column] = code->data[row * QR_MODULES + column] & 1;
    QRcode_free(code);
    return PARVIS_OK;
}
