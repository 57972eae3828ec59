/* SPDX-License-Identifier: EUPL-1.2 */
/* Reads QR codes in pictures. The module parvis-camera.so exports these functions; it is loaded
 * when the kiosk has a camera. zxing-cpp looks first, as it takes milliseconds. ZBar is ten times
 * slower, and reads some codes that zxing-cpp misses. Each thread has a reader of its own. */
#ifndef PARVIS_READER_H
#define PARVIS_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "parvis/status.h"

#ifdef __cplusplus
extern "C" {
#endif

#define READER_CODES_MAX 2 /* badges in view at once */
#define READER_CODE_CHARS_MAX 4096

/* A grey picture. It owns `luma`, which is malloc'd. */
struct picture {
    uint8_t *luma;
    size_t capacity; /* bytes of `luma` */
    int width, height;
};

/* What was found in a picture. */
struct reader_codes {
    size_t count;
    bool damaged; /* with `thorough`: a code is there, and its content cannot be read */
    char texts[READER_CODES_MAX][READER_CODE_CHARS_MAX + 1]; /* UTF-8 */
};

struct reader;

typedef enum parvis_status reader_new_fn(struct reader **ret_reader);
typedef void reader_free_fn(struct reader *reader);
/* `thorough`: where zxing-cpp finds nothing, ZBar looks too. It cannot fail: finding no code is a
 * result. */
typedef void reader_read_fn(struct reader *reader, const struct picture *picture, bool thorough,
                            struct reader_codes *ret_codes);
/* Decodes the luma of a JPEG picture, at most 4096 × 4096; `picture` grows as needed. Cameras often
 * leave out the Huffman tables; the standard's own are then used (ISO/IEC 10918-1, K.3).
 * PARVIS_INVALID: it is no JPEG, or damaged; *picture may have changed. */
typedef enum parvis_status reader_jpeg_fn(const uint8_t *bytes, size_t size,
                                          struct picture *picture);

reader_new_fn reader_new;
reader_free_fn reader_free; /* NULL allowed */
reader_read_fn reader_read;
reader_jpeg_fn reader_jpeg;

/* Makes room for width × height. False: no memory, or a side is over 4096. */
bool picture_resize(struct picture *picture, int width, int height);

/* Inside the module: zxing-cpp's part of reader_read. */
void reader_zxing(const struct picture *picture, struct reader_codes *codes);

#ifdef __cplusplus
}
#endif
#endif
