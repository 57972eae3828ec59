/* SPDX-License-Identifier: EUPL-1.2 */
/* Immutable bytes with counted references, shared by many answers and streams. */
#include "http_internal.h"

#include <stdlib.h>
#include <string.h>

struct http_blob {
    size_t references;
    size_t size;
    void *adopted;        /* the caller's buffer, freed with the blob; NULL: the bytes are below */
    unsigned char data[]; /* `size` bytes unless adopted */
};

struct http_blob *http_blob_new(const void *data, size_t size)
{
    struct http_blob *blob = malloc(sizeof *blob + size);
    if (!blob)
        return NULL;
    *blob = (struct http_blob){.references = 1, .size = size};
    if (size)
        memcpy(blob->data, data, size);
    return blob;
}

struct http_blob *http_blob_adopt(void *data, size_t size)
{
    struct http_blob *blob = malloc(sizeof *blob);
    if (!blob) {
        free(data);
        return NULL;
    }
    *blob = (struct http_blob){.references = 1, .size = size, .adopted = data};
    return blob;
}

struct http_blob *http_blob_ref(struct http_blob *blob)
{
    blob->references++;
    return blob;
}

void http_blob_unref(struct http_blob *blob)
{
    if (!blob || --blob->references)
        return;
    free(blob->adopted);
    free(blob);
}

const void *http_blob_data(const struct http_blob *blob)
{
    return blob->adopted ? blob->adopted : blob->data;
}

size_t http_blob_size(const struct http_blob *blob)
{
    return blob->size;
}
