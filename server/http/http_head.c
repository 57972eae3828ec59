/* SPDX-License-Identifier: EUPL-1.2 */
/* From bytes to a head: collects it in one piece, judging each byte as it comes, then has llhttp
 * read it.
 *
 * DESIGN: the head is judged before llhttp sees it, because strict llhttp 8.1 still lets through
 * what others read differently: folded lines, several spaces before the target, a bare LF at the
 * end of a chunked body, an empty field name, versions 0.9 and 2.0 (seen; test_http_framing holds
 * each). As the head is then in one piece, its fields are pointers into it and nothing is
 * copied. */
#include "http_internal.h"

#include <event2/buffer.h>
#include <stdlib.h>
#include <string.h>

/* ---- llhttp's callbacks ---- */

static int refuse(struct http_request *request, int status, const char *code, const char *title)
{
    /* The first fault is the one to tell: what follows it is only its consequence. */
    if (!request->fault.status)
        request->fault = (struct http_fault){.status = status, .code = code, .title = title};
    return HPE_USER;
}

static int on_target(llhttp_t *parser, const char *at, size_t length)
{
    struct http_request *request = parser->data;
    /* The same place without `const`: decoding the path changes the head in place. */
    request->target = request->head + (at - request->head);
    request->target_size = length;
    return 0;
}

static int on_field_name(llhttp_t *parser, const char *at, size_t length)
{
    struct http_request *request = parser->data;
    /* llhttp reports trailers by the same callbacks, when the head's fields are in use. */
    if (request->progress != HTTP_READING_HEAD)
        return refuse(request, 400, "trailers", "Fields after the body are not taken");
    if (!length)
        return refuse(request, 400, "bad_framing", "A header line has no name");
    if (request->field_count == request->server->limits.headers_max)
        return refuse(request, 431, "too_many_headers", "Too many header lines");
    request->fields[request->field_count++] =
        (struct http_field){.name = at, .name_length = (uint32_t)length, .value = ""};
    return 0;
}

static int on_field_value(llhttp_t *parser, const char *at, size_t length)
{
    struct http_request *request = parser->data;
    struct http_field *field = &request->fields[request->field_count - 1];
    /* llhttp takes the white space before a value away, and leaves what is behind it. */
    while (length && (at[length - 1] == ' ' || at[length - 1] == '\t'))
        length--;
    field->value = at;
    field->value_length = (uint32_t)length;
    return 0;
}

static int on_head_end(llhttp_t *parser)
{
    struct http_request *request = parser->data;
    request->chunked = parser->flags & F_CHUNKED;
    request->body_length = request->chunked ? 0 : parser->content_length;
    request->keep_alive = llhttp_should_keep_alive(parser);
    parser->upgrade = 0; /* an offer to change protocols is ignored (RFC 9110 7.8) */
    return 0;
}

static int on_body(llhttp_t *parser, const char *at, size_t length)
{
    return http_body_take(parser->data, at, length) ? 0 : HPE_USER;
}

static int on_message_end(llhttp_t *parser)
{
    struct http_request *request = parser->data;
    request->message_complete = true;
    return HPE_PAUSED; /* what follows is another request's */
}

const llhttp_settings_t http_parser_settings = {
    .on_url = on_target,
    .on_header_field = on_field_name,
    .on_header_value = on_field_value,
    .on_headers_complete = on_head_end,
    .on_body = on_body,
    .on_message_complete = on_message_end,
};

void http_head_fault(struct http_request *request, llhttp_errno_t error)
{
    /* The preface of HTTP/2, spoken to us without having been asked for. */
    if (error == HPE_PAUSED_H2_UPGRADE)
        refuse(request, 505, "version", "HTTP/1.1 is spoken here");
    else
        refuse(request, 400, "bad_framing", "The request is not well-formed HTTP/1.1");
}

/* ---- scanning ---- */

enum scan_result { SCAN_MORE, SCAN_END, SCAN_BAD };

/* A line is complete: its end is the head's if it is empty. */
static enum scan_result end_line(struct http_request *request)
{
    bool empty = request->line_length == 0;
    request->line_length = 0;
    if (!empty) {
        request->first_line_complete = true;
        return SCAN_MORE;
    }
    if (request->first_line_complete)
        return SCAN_END;
    /* One is forgiven (RFC 9112 2.2), for clients that end a body with a line too many. */
    if (request->empty_line_skipped)
        return SCAN_BAD;
    request->empty_line_skipped = true;
    request->head_size -= request->head_scanned;
    memmove(request->head, request->head + request->head_scanned, request->head_size);
    request->head_scanned = 0;
    return SCAN_MORE;
}

/* CR and LF come in pairs alone; no control character but HTAB in a field, none in the request
 * line; no line begins with white space (which would fold it into the one before, RFC 9112
 * 5.2). */
static bool byte_is_allowed(const struct http_request *request, unsigned char byte)
{
    if (request->previous[1] == '\r' || byte == '\n')
        return request->previous[1] == '\r' && byte == '\n';
    if (byte == ' ' || byte == '\t')
        return request->line_length > 0 && (byte == ' ' || request->first_line_complete);
    return byte == '\r' || (byte > 0x20 && byte != 0x7f);
}

static enum scan_result scan(struct http_request *request)
{
    enum scan_result result = SCAN_MORE;
    while (result == SCAN_MORE && request->head_scanned < request->head_size) {
        char byte = request->head[request->head_scanned];
        if (!byte_is_allowed(request, (unsigned char)byte))
            return SCAN_BAD;
        request->previous[1] = byte;
        request->head_scanned++;
        if (byte == '\n')
            result = end_line(request);
        else if (byte != '\r')
            request->line_length++;
    }
    return result;
}

/* ---- collecting ---- */

static bool make_room(struct http_request *request, size_t size)
{
    if (size <= request->head_capacity)
        return true;
    /* At once to the most: few heads are so long, and none is copied twice. */
    size_t capacity = request->server->limits.header_bytes_max;
    /* One byte more, for the NUL that ends the last text. */
    char *head = realloc(request->head, capacity + 1);
    if (!head)
        return false;
    request->head = head;
    request->head_capacity = capacity;
    return true;
}

/* Appends what the first piece of the input has, up to the limit; how much it was. */
static size_t collect(struct http_request *request, struct evbuffer *input)
{
    struct evbuffer_iovec piece;
    size_t room = request->server->limits.header_bytes_max - request->head_size;
    if (evbuffer_peek(input, -1, NULL, &piece, 1) < 1)
        return 0;
    size_t size = piece.iov_len < room ? piece.iov_len : room;
    if (!make_room(request, request->head_size + size)) {
        refuse(request, 503, "busy", "No memory just now: try again");
        return 0;
    }
    memcpy(request->head + request->head_size, piece.iov_base, size);
    request->head_size += size;
    return size;
}

static enum http_parse_result parse_head(struct http_request *request)
{
    llhttp_errno_t error = llhttp_execute(&request->parser, request->head, request->head_size);
    /* Paused by on_message_end: a request without a body is whole with its head. */
    if (error == HPE_OK || (error == HPE_PAUSED && request->message_complete))
        return HTTP_PARSE_HEAD;
    http_head_fault(request, error);
    return HTTP_PARSE_BAD;
}

static enum http_parse_result refuse_size(struct http_request *request)
{
    if (request->first_line_complete)
        refuse(request, 431, "headers_too_large", "The header lines are too long");
    else
        refuse(request, 414, "target_too_long", "The request target is too long");
    return HTTP_PARSE_BAD;
}

enum http_parse_result http_head_read(struct http_request *request, struct evbuffer *input)
{
    while (evbuffer_get_length(input) > 0) {
        size_t size = collect(request, input);
        if (request->fault.status)
            return HTTP_PARSE_BAD;
        if (!size)
            return refuse_size(request);
        enum scan_result result = scan(request);
        if (result == SCAN_BAD) {
            http_head_fault(request, HPE_STRICT);
            return HTTP_PARSE_BAD;
        }
        if (result == SCAN_END) {
            /* What was collected beyond the head stays in the input, for the body. */
            size -= request->head_size - request->head_scanned;
            request->head_size = request->head_scanned;
            evbuffer_drain(input, size);
            return parse_head(request);
        }
        evbuffer_drain(input, size);
    }
    return request->head_size < request->server->limits.header_bytes_max ? HTTP_PARSE_MORE
                                                                         : refuse_size(request);
}
