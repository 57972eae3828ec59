/* QR codes by libqrencode, and their SVG form. */
#include "qr.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include <qrencode.h>

enum parvis_status qr_make(const char *text, struct qr *ret_qr)
{
    /* Case-sensitive: 8-bit hint, in which libqrencode still finds the alphanumeric runs. */
    errno = 0;
    QRcode *code = QRcode_encodeString(text, 0, QR_ECLEVEL_M, QR_MODE_8, 1);
    if (!code)
        return errno == ENOMEM ? PARVIS_NO_MEMORY : PARVIS_INVALID;
    enum parvis_status status = PARVIS_INVALID;
    if (code->version <= QR_VERSION_MAX) {
        struct qr qr = {.version = code->version, .size = code->width};
        for (int i = 0; i < code->width * code->width; i++)
            qr.dark[i] = (code->data[i] & 1) != 0;
        *ret_qr = qr;
        status = PARVIS_OK;
    }
    QRcode_free(code);
    return status;
}

/* One path of horizontal runs: a third of the bytes of a rectangle a module. */
static void write_runs(FILE *out, const struct qr *qr)
{
    for (int y = 0; y < qr->size; y++)
        for (int x = 0, run; x < qr->size; x += run) {
            const bool *row = &qr->dark[y * qr->size];
            for (run = 1; x + run < qr->size && row[x + run] == row[x]; run++)
                ;
            if (row[x])
                fprintf(out, "M%d %dh%dv1h-%dz", x + QR_QUIET_ZONE, y + QR_QUIET_ZONE, run, run);
        }
}

enum parvis_status badge_svg(const char *text, char **ret_svg)
{
    struct qr qr;
    char *svg = NULL;
    size_t size = 0;
    enum parvis_status status = qr_make(text, &qr);
    if (status != PARVIS_OK)
        return status;
    FILE *out = open_memstream(&svg, &size);
    if (!out)
        return PARVIS_NO_MEMORY;
    int side = qr.size + 2 * QR_QUIET_ZONE;
    fprintf(out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\""
            " shape-rendering=\"crispEdges\" role=\"img\" aria-label=\"QR\">"
            "<path fill=\"#fff\" d=\"M0 0h%dv%dH0z\"/><path d=\"",
            side, side, side, side);
    write_runs(out, &qr);
    fputs("\"/></svg>\n", out);
    if (fclose(out) != 0) {
        free(svg);
        return PARVIS_NO_MEMORY;
    }
    *ret_svg = svg;
    return PARVIS_OK;
}
