/* SPDX-License-Identifier: EUPL-1.2 */
/* From bytes to a body: llhttp takes the chunks apart, and what it leaves open is closed here. */
#include "http_internal.h"

#include <event2/buffer.h>
#include <stdlib.h>
#include <string.h>

/* Chunks of one byte, the worst that a client may send, take six bytes each. */
#define FRAMING_FACTOR 8

static bool grow(struct http_request *request, size_t size)
{
    if (size < request->body_capacity)
        return true;
    size_t capacity = request->body_capacity ? request->body_capacity * 2 : 1024;
    while (capacity <= size)
        capacity *= 2;
    char *body = realloc(request->body, capacity);
    if (!body)
        return false;
    request->body = body;
    request->body_capacity = capacity;
    return true;
}

bool http_body_take(struct http_request *request, const char *bytes, size_t size)
{
    /* In this form nothing overflows: what is there already is never above the most. */
    if (size > request->body_max - request->body_size) {
        request->fault = (struct http_fault){413, "body_too_large", "The body is too large"};
        return false;
    }
    if (!grow(request, request->body_size + size)) {
        request->fault = (struct http_fault){503, "busy", "No memory just now: try again"};
        return false;
    }
    memcpy(request->body + request->body_size, bytes, size);
    request->body_size += size;
    /* Beyond the size that is told: readers of text need no copy. */
    request->body[request->body_size] = '\0';
    return true;
}

/* Keeps the last two bytes in mind, across pieces. */
static void remember(struct http_request *request, const char *bytes, size_t size)
{
    request->previous[0] = size > 1 ? bytes[size - 2] : request->previous[1];
    request->previous[1] = bytes[size - 1];
}

/* llhttp takes "0\r\n\n" for the end of a chunked body. */
static bool ends_well(const struct http_request *request)
{
    return !request->chunked || (request->previous[0] == '\r' && request->previous[1] == '\n');
}

static bool framing_is_moderate(const struct http_request *request)
{
    return request->raw_size <=
           request->server->limits.header_bytes_max + FRAMING_FACTOR * request->body_max;
}

/* Gives one piece to llhttp; *ret_used: how much of it belongs to this request. */
static enum http_parse_result parse_piece(struct http_request *request, const char *bytes,
                                          size_t size, size_t *ret_used)
{
    llhttp_errno_t error = llhttp_execute(&request->parser, bytes, size);
    bool ended = error == HPE_PAUSED && request->message_complete;
    if (error != HPE_OK && !ended) {
        http_head_fault(request, error);
        return HTTP_PARSE_BAD;
    }
    /* What is behind the end is another request's, and stays in the input. */
    *ret_used = ended ? (size_t)(llhttp_get_error_pos(&request->parser) - bytes) : size;
    if (*ret_used)
        remember(request, bytes, *ret_used);
    request->raw_size += *ret_used;
    if ((ended && !ends_well(request)) || !framing_is_moderate(request)) {
        http_head_fault(request, HPE_STRICT);
        return HTTP_PARSE_BAD;
    }
    return ended ? HTTP_PARSE_DONE : HTTP_PARSE_MORE;
}

enum http_parse_result http_body_read(struct http_request *request, struct evbuffer *input)
{
    struct evbuffer_iovec piece;
    enum http_parse_result result = HTTP_PARSE_MORE;
    while (result == HTTP_PARSE_MORE && evbuffer_peek(input, -1, NULL, &piece, 1) > 0) {
        size_t used;
        result = parse_piece(request, piece.iov_base, piece.iov_len, &used);
        if (result != HTTP_PARSE_BAD)
            evbuffer_drain(input, used);
    }
    return result;
}
