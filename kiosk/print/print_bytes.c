/* SPDX-License-Identifier: EUPL-1.2 */
/* What goes to a printer. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "print_job.h"

#define FAILED SIZE_MAX /* capacity of what could not grow */

void print_bytes_clean_up(struct print_bytes *bytes)
{
    if (bytes->bytes)
        explicit_bzero(bytes->bytes, bytes->size);
    free(bytes->bytes);
    *bytes = (struct print_bytes){0};
}

bool print_bytes_failed(const struct print_bytes *bytes)
{
    return bytes->capacity == FAILED;
}

static bool make_room(struct print_bytes *bytes, size_t size)
{
    size_t wanted = bytes->size + size;
    if (print_bytes_failed(bytes) || wanted > PRINT_BYTES_MAX)
        return false;
    if (wanted <= bytes->capacity)
        return true;
    uint8_t *grown = malloc(2 * wanted); /* not realloc: it may leave names where it moves from */
    if (!grown)
        return false;
    if (bytes->bytes) {
        memcpy(grown, bytes->bytes, bytes->size);
        explicit_bzero(bytes->bytes, bytes->size);
    }
    free(bytes->bytes);
    bytes->bytes = grown;
    bytes->capacity = 2 * wanted;
    return true;
}

void print_add(struct print_bytes *bytes, const void *data, size_t size)
{
    if (!make_room(bytes, size)) {
        bytes->capacity = FAILED;
        return;
    }
    memcpy(bytes->bytes + bytes->size, data, size);
    bytes->size += size;
}

void print_addf(struct print_bytes *bytes, const char *format, ...)
{
    char line[1024];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    if (length < 0 || (size_t)length >= sizeof line)
        bytes->capacity = FAILED;
    else
        print_add(bytes, line, (size_t)length);
    explicit_bzero(line, sizeof line);
}
