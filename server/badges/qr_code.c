/* SPDX-License-Identifier: EUPL-1.2 */
/* QR codes of any size. */
#define _GNU_SOURCE
#include "qr_code.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <qrencode.h>
#include <zlib.h>

#include "qr.h"

#define QUIET                                                                                      \
    QR_QUIET_MODULES /* modules of white around that readers need (ISO/IEC 18004, 6.3.8) */

enum parvis_status qr_code_make(const char *text, struct qr_code *ret_code)
{
    QRcode *code = QRcode_encodeString(text, 0, QR_ECLEVEL_M, QR_MODE_8, 1);
    if (!code)
        return errno == ERANGE ? PARVIS_INVALID : PARVIS_NO_MEMORY;
    size_t count = (size_t)code->width * (size_t)code->width;
    uint8_t *dark = malloc(count);
    if (dark) {
        for (size_t i = 0; i < count; i++)
            dark[i] = code->data[i] & 1;
        *ret_code = (struct qr_code){.modules = code->width, .dark = dark};
    }
    QRcode_free(code);
    return dark ? PARVIS_OK : PARVIS_NO_MEMORY;
}

void qr_code_clear(struct qr_code *code)
{
    free(code->dark);
    *code = (struct qr_code){0};
}

/* With the quiet zone: outside of the code all is light. */
static bool is_dark(const struct qr_code *code, int row, int column)
{
    row -= QUIET;
    column -= QUIET;
    return row >= 0 && column >= 0 && row < code->modules && column < code->modules &&
           code->dark[row * code->modules + column];
}

void qr_code_print(const struct qr_code *code, FILE *stream)
{
    static const char *const blocks[2][2] = {{" ", "▄"}, {"▀", "█"}}; /* [upper][lower] */
    int size = code->modules + 2 * QUIET;
    for (int row = 0; row < size; row += 2) {
        fputs("\033[30;107m", stream);
        for (int column = 0; column < size; column++)
            fputs(blocks[is_dark(code, row, column)][is_dark(code, row + 1, column)], stream);
        fputs("\033[0m\n", stream);
    }
}

/* ---- PNG ---- */

static void put_number(uint8_t bytes[4], uint32_t number)
{
    for (int i = 0; i < 4; i++)
        bytes[i] = (uint8_t)(number >> (24 - 8 * i));
}

static void write_chunk(FILE *file, const char type[5], const uint8_t *data, size_t size)
{
    uint8_t number[4];
    uLong check = crc32(crc32(0, (const Bytef *)type, 4), data, (uInt)size);
    put_number(number, (uint32_t)size);
    fwrite(number, 1, 4, file);
    fwrite(type, 1, 4, file);
    fwrite(data, 1, size, file);
    put_number(number, (uint32_t)check);
    fwrite(number, 1, 4, file);
}

/* One bit a pixel, greyscale; each line begins with its filter, none. */
static uint8_t *draw_lines(const struct qr_code *code, int scale, size_t line)
{
    int side = (code->modules + 2 * QUIET) * scale;
    uint8_t *lines = malloc(line * (size_t)side);
    if (!lines)
        return NULL;
    memset(lines, 0xff, line * (size_t)side);
    for (int y = 0; y < side; y++) {
        uint8_t *at = lines + line * (size_t)y;
        *at++ = 0;
        for (int x = 0; x < side; x++)
            if (is_dark(code, y / scale, x / scale))
                at[x / 8] &= (uint8_t) ~(0x80 >> (x % 8));
    }
    return lines;
}

static bool write_png(FILE *file, const struct qr_code *code, int scale)
{
    static const uint8_t signature[8] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    int side = (code->modules + 2 * QUIET) * scale;
    size_t line = 1 + ((size_t)side + 7) / 8;
    uLongf packed_size = compressBound(line * (size_t)side);
    uint8_t header[13] = {0}, *lines = draw_lines(code, scale, line), *packed = malloc(packed_size);
    bool good =
        lines && packed && compress(packed, &packed_size, lines, line * (size_t)side) == Z_OK;
    if (good) {
        put_number(header, (uint32_t)side);
        put_number(header + 4, (uint32_t)side);
        header[8] = 1; /* bit a pixel; colour type, compression, filter, interlace are 0 */
        fwrite(signature, 1, sizeof signature, file);
        write_chunk(file, "IHDR", header, sizeof header);
        write_chunk(file, "IDAT", packed, packed_size);
        write_chunk(file, "IEND", header, 0); /* zlib begins anew at NULL */
    }
    free(lines);
    free(packed);
    return good;
}

enum parvis_status qr_code_png(const struct qr_code *code, int scale, const char *path)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    FILE *file = fd >= 0 && fchmod(fd, 0600) == 0 ? fdopen(fd, "w") : NULL;
    if (!file) {
        if (fd >= 0)
            close(fd);
        return PARVIS_IO;
    }
    bool good = write_png(file, code, scale), failed = ferror(file) != 0;
    if (fclose(file) != 0 || failed)
        return PARVIS_IO;
    return good ? PARVIS_OK : PARVIS_NO_MEMORY;
}

/* ---- SVG ---- */

/* Runs of dark modules in a row become one rectangle of the path. */
static void write_row(FILE *stream, const struct qr_code *code, int row)
{
    int size = code->modules + 2 * QUIET;
    for (int column = 0; column < size; column++) {
        int start = column;
        while (column < size && is_dark(code, row, column))
            column++;
        if (column > start)
            fprintf(stream, "M%d %dh%dv1h-%dz", start, row, column - start, column - start);
    }
}

char *qr_code_svg(const struct qr_code *code)
{
    int size = code->modules + 2 * QUIET;
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
    for (int row = 0; row < size; row++)
        write_row(stream, code, row);
    fputs("\"/></svg>", stream);
    if (fclose(stream) != 0) {
        free(text);
        return NULL;
    }
    return text;
}

char *qr_badge_svg(const char *text)
{
    struct qr_code code;
    if (qr_code_make(text, &code) != PARVIS_OK)
        return NULL;
    char *svg = code.modules == QR_MODULES ? qr_code_svg(&code) : NULL;
    qr_code_clear(&code);
    return svg;
}
