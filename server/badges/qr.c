/* QR codes of badges. */
#include "qr.h"

#include <stdio.h>
#include <stdlib.h>

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

/* Runs of dark modules in a row become one rectangle of the path. */
static void write_row(FILE *stream, const bool row[QR_MODULES], int number)
{
    for (int column = 0; column < QR_MODULES; column++) {
        int start = column;
        while (column < QR_MODULES && row[column])
            column++;
        if (column > start)
            fprintf(stream, "M%d %dh%dv1h-%dz", start + QR_QUIET_MODULES, number + QR_QUIET_MODULES,
                    column - start, column - start);
    }
}

char *qr_svg(const struct qr *qr)
{
    const int size = QR_MODULES + 2 * QR_QUIET_MODULES;
    char *text = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&text, &length);
    if (!stream)
        return NULL;
    fprintf(stream,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" "
            "shape-rendering=\"crispEdges\"><rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>"
            "<path d=\"",
            size, size, size, size);
    for (int row = 0; row < QR_MODULES; row++)
        write_row(stream, qr->dark[row], row);
    fputs("\"/></svg>\n", stream);
    if (fclose(stream) != 0) {
        free(text);
        return NULL;
    }
    return text;
}
