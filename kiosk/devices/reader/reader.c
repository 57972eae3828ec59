/* SPDX-License-Identifier: EUPL-1.2 */
/* QR codes in pictures. */
#include "reader.h"

#include <stdlib.h>
#include <string.h>

#include <zbar.h>

#include "finder.h"

struct reader {
    zbar_image_scanner_t *scanner;
    zbar_image_t *image;
};

enum parvis_status reader_new(struct reader **ret_reader)
{
    struct reader *reader = calloc(1, sizeof *reader);
    if (!reader)
        return PARVIS_NO_MEMORY;
    reader->scanner = zbar_image_scanner_create();
    reader->image = zbar_image_create();
    if (!reader->scanner || !reader->image) {
        reader_free(reader);
        return PARVIS_NO_MEMORY;
    }
    zbar_image_scanner_set_config(reader->scanner, ZBAR_NONE, ZBAR_CFG_ENABLE, 0);
    zbar_image_scanner_set_config(reader->scanner, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1);
    *ret_reader = reader;
    return PARVIS_OK;
}

void reader_free(struct reader *reader)
{
    if (!reader)
        return;
    if (reader->image)
        zbar_image_destroy(reader->image);
    if (reader->scanner)
        zbar_image_scanner_destroy(reader->scanner);
    free(reader);
}

static void take_symbol(const zbar_symbol_t *symbol, struct reader_codes *codes)
{
    const char *text = zbar_symbol_get_data(symbol);
    size_t length = strlen(text);
    if (length == 0 || length > READER_CODE_CHARS_MAX ||
        length != zbar_symbol_get_data_length(symbol))
        return;
    memcpy(codes->texts[codes->count++], text, length + 1);
}

static void read_with_zbar(struct reader *reader, const struct picture *picture,
                           struct reader_codes *codes)
{
    size_t size = (size_t)picture->width * (size_t)picture->height;
    zbar_image_set_format(reader->image, zbar_fourcc('Y', '8', '0', '0'));
    zbar_image_set_size(reader->image, (unsigned)picture->width, (unsigned)picture->height);
    zbar_image_set_data(reader->image, picture->luma, size, NULL); /* borrowed, read only */
    if (zbar_scan_image(reader->scanner, reader->image) > 0)
        for (const zbar_symbol_t *symbol = zbar_image_first_symbol(reader->image);
             symbol && codes->count < READER_CODES_MAX; symbol = zbar_symbol_next(symbol))
            take_symbol(symbol, codes);
    zbar_image_set_data(reader->image, NULL, 0, NULL);
}

void reader_read(struct reader *reader, const struct picture *picture, bool thorough,
                 struct reader_codes *ret_codes)
{
    ret_codes->count = 0;
    ret_codes->damaged = false;
    reader_zxing(picture, ret_codes);
    if (ret_codes->count == 0 && thorough)
        read_with_zbar(reader, picture, ret_codes);
    if (ret_codes->count == 0 && thorough)
        ret_codes->damaged = finder_sees_code(picture);
}
