/* SPDX-License-Identifier: EUPL-1.2 */
/* Documents: rendered once, compressed once, their header block written once, then sent to everyone
 * from the same bytes with one system call. */
#include "http_internal.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#define ETAG_BYTES 96          /* of a tag with its quotes */
#define HEAD_BYTES 1024        /* of a header block */
#define SECURITY_BYTES 512     /* of the security headers in it */
#define COMPRESS_BYTES_MIN 256 /* below, the gzip frame eats the gain */

/* One form of a document. */
struct form {
    struct http_blob *body; /* owned; NULL: there is no such form */
    char etag[ETAG_BYTES];
    size_t found_size, unchanged_size;
    char found[HEAD_BYTES];     /* status line and headers of the 200 */
    char unchanged[HEAD_BYTES]; /* and of the 304 */
};

struct http_document {
    size_t references;
    struct form identity, gzip;
};

/* The security headers of a document; of its type, unless it has a policy of its own. */
static void write_security(const struct http_prepared *parts, char *text, size_t size)
{
    if (parts->policy)
        snprintf(text, size, HTTP_COMMON_HEADERS "Content-Security-Policy: %s\r\n", parts->policy);
    else
        snprintf(text, size, "%s", http_security_headers(parts->type));
}

static void write_heads(struct form *form, const struct http_prepared *parts, const char *coding)
{
    char security[SECURITY_BYTES];
    const char *vary = parts->gzip ? "Vary: Accept-Encoding\r\n" : "";
    const char *cache_control = parts->cache_control ? parts->cache_control : "no-cache";
    write_security(parts, security, sizeof security);
    int found = snprintf(form->found, sizeof form->found,
                         "HTTP/1.1 200 OK\r\n%sContent-Type: %s\r\n%s%sCache-Control: %s\r\n"
                         "ETag: %s\r\nContent-Length: %zu\r\n",
                         security, parts->type, coding, vary, cache_control, form->etag,
                         http_blob_size(form->body));
    int unchanged = snprintf(form->unchanged, sizeof form->unchanged,
                             "HTTP/1.1 304 Not Modified\r\n%s%sCache-Control: %s\r\nETag: %s\r\n",
                             security, vary, cache_control, form->etag);
    form->found_size = (size_t)found;
    form->unchanged_size = (size_t)unchanged;
}

/* The gzip form's tag: the identity's with "-gz" inside the closing quote. */
static void write_etags(struct http_document *document, const char *etag)
{
    int inside = (int)strlen(etag) - 1;
    snprintf(document->identity.etag, ETAG_BYTES, "%s", etag);
    snprintf(document->gzip.etag, ETAG_BYTES, "%.*s-gz\"", inside, etag);
}

struct http_document *http_document_prepared(const struct http_prepared *parts)
{
    struct http_document *document = calloc(1, sizeof *document);
    if (!document)
        return NULL;
    document->references = 1;
    write_etags(document, parts->etag);
    document->identity.body = http_blob_ref(parts->body);
    write_heads(&document->identity, parts, "");
    if (parts->gzip) {
        document->gzip.body = http_blob_ref(parts->gzip);
        write_heads(&document->gzip, parts, "Content-Encoding: gzip\r\n");
    }
    return document;
}

/* NULL: it does not pay, or there is no memory; the identity form serves then. */
static struct http_blob *compress_blob(const struct http_blob *body)
{
    size_t size = http_blob_size(body);
    if (size < COMPRESS_BYTES_MIN || size > UINT32_MAX)
        return NULL;
    z_stream stream = {0};
    /* 16 more than the window's 15 asks for gzip's frame instead of zlib's. */
    if (deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        return NULL;
    uLong room = deflateBound(&stream, size);
    struct http_blob *blob = NULL;
    unsigned char *packed = malloc(room);
    stream.next_in = (Bytef *)(uintptr_t)http_blob_data(body);
    stream.avail_in = (uInt)size;
    stream.next_out = packed;
    stream.avail_out = (uInt)room;
    if (packed && deflate(&stream, Z_FINISH) == Z_STREAM_END && stream.total_out < size * 9 / 10)
        blob = http_blob_new(packed, stream.total_out);
    free(packed);
    deflateEnd(&stream);
    return blob;
}

struct http_document *http_document_new(struct http_blob *body, const char *type,
                                        const char *cache_control, bool compress)
{
    unsigned char hash[16];
    char etag[2 * sizeof hash + 3];
    crypto_generichash(hash, sizeof hash, http_blob_data(body), http_blob_size(body), NULL, 0);
    etag[0] = '"';
    sodium_bin2hex(etag + 1, sizeof etag - 1, hash, sizeof hash);
    etag[sizeof etag - 2] = '"';
    etag[sizeof etag - 1] = '\0';
    struct http_blob *gzip = compress ? compress_blob(body) : NULL;
    struct http_document *document = http_document_prepared(&(struct http_prepared){
        .body = body, .gzip = gzip, .type = type, .cache_control = cache_control, .etag = etag});
    http_blob_unref(gzip);
    return document;
}

struct http_document *http_document_ref(struct http_document *document)
{
    document->references++;
    return document;
}

void http_document_unref(struct http_document *document)
{
    /* Answers that are still queued hold references to the bodies, not to the document. */
    if (!document || --document->references)
        return;
    http_blob_unref(document->identity.body);
    http_blob_unref(document->gzip.body);
    free(document);
}

void http_respond_document(struct http_request *request, struct http_document *document)
{
    bool packed =
        document->gzip.body && http_negotiate_gzip(http_request_header(request, "Accept-Encoding"));
    const struct form *form = packed ? &document->gzip : &document->identity;
    const char *condition = http_request_header(request, "If-None-Match");
    if (condition && http_negotiate_match(condition, form->etag)) {
        http_response_send(
            request, (struct http_piece){.data = form->unchanged, .size = form->unchanged_size},
            (struct http_piece){0});
        return;
    }
    struct http_piece head = {.data = form->found, .size = form->found_size};
    struct http_piece body = {
        .data = http_blob_data(form->body), .size = http_blob_size(form->body), .blob = form->body};
    http_response_send(request, head, body);
}
