/* SPDX-License-Identifier: EUPL-1.2 */
/* The bytes of an instance file: see plan_file.h. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plan_file.h"

#define FILE_BYTES_MAX ((size_t)256 << 20) /* 3,000 people and a million wishes are some 60 MiB */
#define CHUNK_BYTES ((size_t)64 << 10)

/* The whole of a stream and a zero byte, whatever kind of file it is; NULL: `errno` says why. */
static char *read_stream(FILE *stream, size_t *ret_size)
{
    char *text = NULL;
    size_t size = 0, got = 0;
    do {
        char *more = size > FILE_BYTES_MAX ? NULL : realloc(text, 2 * size + CHUNK_BYTES + 1);
        if (!more) {
            errno = size > FILE_BYTES_MAX ? EFBIG : ENOMEM;
            break;
        }
        text = more;
        got = fread(text + size, 1, size + CHUNK_BYTES, stream);
        size += got;
        text[size] = '\0';
    } while (got > 0);
    if (got == 0 && !ferror(stream) && size <= FILE_BYTES_MAX) {
        *ret_size = size;
        return text;
    }
    free(text);
    return NULL;
}

static const char *unreadable(int error)
{
    switch (error) {
    case ENOENT:
        return "command.plan.file.no_file";
    case EISDIR:
        return "command.plan.file.folder";
    case EFBIG:
        return "command.plan.file.too_large";
    default:
        return "command.plan.file.unreadable";
    }
}

bool plan_file_read(const char *path, struct plan_file *file)
{
    FILE *stream = fopen(path, "rbe");
    size_t size = 0;
    char *text = stream ? read_stream(stream, &size) : NULL;
    int error = errno;
    if (stream)
        fclose(stream);
    if (!text)
        return plan_reader_blame_text(&file->reader, unreadable(error), "", NULL, strerror(error));
    bool good = plan_file_parse(text, size, file);
    free(text);
    return good;
}
