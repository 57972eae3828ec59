/* SPDX-License-Identifier: EUPL-1.2 */
/* What a well-framed head must also hold before anything acts on it: its version, its one Host,
 * its length or its chunks, its target (RFC 9112 2.3, 3.2, 6; RFC 9110 7.2). */
#include "http_internal.h"

#include <string.h>
#include <strings.h>

#include "http_target.h"

static bool refuse(struct http_request *request, int status, const char *code, const char *title)
{
    request->fault = (struct http_fault){.status = status, .code = code, .title = title};
    return false;
}

/* Exactly "METHOD SP target SP HTTP/1.x CRLF": llhttp forgives several spaces before the target
 * and speaks RTSP and ICE as well. */
static bool judge_request_line(struct http_request *request)
{
    request->method_number = request->parser.method;
    if (request->parser.http_major != 1)
        return refuse(request, 505, "version", "HTTP/1.1 is spoken here");
    size_t method_length = strlen(llhttp_method_name((llhttp_method_t)request->method_number));
    const char *version = request->target + request->target_size;
    if (!request->target || request->target != request->head + method_length + 1 ||
        memcmp(version, " HTTP/1.", 8) != 0 || version[9] != '\r')
        return refuse(request, 400, "bad_framing", "The request line is malformed");
    if (request->target_size > request->server->limits.target_bytes_max)
        return refuse(request, 414, "target_too_long", "The request target is too long");
    if (request->parser.http_minor == 0)
        request->keep_alive = false;
    return true;
}

/* Puts a NUL after each name and value: over the colon and over the CR or space that follow. */
static void end_strings(struct http_request *request)
{
    request->target[request->target_size] = '\0';
    for (size_t i = 0; i < request->field_count; i++) {
        struct http_field *field = &request->fields[i];
        char *name = request->head + (field->name - request->head);
        name[field->name_length] = '\0';
        if (!field->value_length) {
            field->value = "";
            continue;
        }
        char *value = request->head + (field->value - request->head);
        value[field->value_length] = '\0';
    }
}

static bool is_host_character(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c && strchr(".-_:[]~%!$&'()*+;=", c));
}

static bool judge_host(struct http_request *request, const char *host, size_t count)
{
    if (count > 1 || (!count && request->parser.http_minor >= 1))
        return refuse(request, 400, "bad_host", "One Host line is needed");
    if (!count)
        return true;
    for (const char *at = host; *at; at++)
        if (!is_host_character(*at))
            return refuse(request, 400, "bad_host", "The Host line is malformed");
    return *host || refuse(request, 400, "bad_host", "The Host line is empty");
}

/* "chunked" alone, once, in HTTP/1.1: with any other coding, two servers may disagree where the
 * body ends. Length with coding, and two lengths, llhttp refuses. */
static bool judge_coding(struct http_request *request, const char *coding, size_t count)
{
    if (!count)
        return true;
    if (count > 1 || strcasecmp(coding, "chunked") != 0 || request->parser.http_minor == 0)
        return refuse(request, 400, "bad_coding", "Only the transfer coding \"chunked\" is taken");
    return true;
}

/* The fields that decide how the request is read. */
struct known_fields {
    const char *host, *coding, *expect;           /* first value; NULL: absent */
    size_t hosts, codings, lengths, expectations; /* how many lines */
};

static bool field_is(const struct http_field *field, const char *name, size_t length)
{
    return field->name_length == length && strncasecmp(field->name, name, length) == 0;
}

static void count_line(const char **value, size_t *count, const struct http_field *field)
{
    if (!(*count)++)
        *value = field->value;
}

static void find_known(const struct http_request *request, struct known_fields *known)
{
    for (size_t i = 0; i < request->field_count; i++) {
        const struct http_field *field = &request->fields[i];
        if (field_is(field, "host", 4))
            count_line(&known->host, &known->hosts, field);
        else if (field_is(field, "transfer-encoding", 17))
            count_line(&known->coding, &known->codings, field);
        else if (field_is(field, "expect", 6))
            count_line(&known->expect, &known->expectations, field);
        else if (field_is(field, "content-length", 14))
            known->lengths++;
    }
}

static bool judge_target(struct http_request *request, const char *host)
{
    char *path, *query;
    if (!http_target_split(request->target, host, request->method_number == HTTP_OPTIONS, &path,
                           &query) ||
        !http_target_decode_path(path) || !http_target_check_query(query))
        return refuse(request, 400, "bad_target", "The request target is malformed");
    request->path = path;
    request->query = query;
    return true;
}

bool http_rules_judge(struct http_request *request)
{
    struct known_fields known = {0};
    if (!judge_request_line(request))
        return false;
    end_strings(request);
    find_known(request, &known);
    if (known.lengths > 1 || (known.lengths && known.codings))
        return refuse(request, 400, "bad_framing", "The body's length is given twice");
    if (!judge_host(request, known.host, known.hosts) ||
        !judge_coding(request, known.coding, known.codings) || !judge_target(request, known.host))
        return false;
    if (known.expectations && strcasecmp(known.expect, "100-continue") != 0)
        return refuse(request, 417, "expectation", "Only \"100-continue\" may be expected");
    request->expects_continue = known.expectations && request->parser.http_minor >= 1;
    request->head_only = request->method_number == HTTP_HEAD;
    return true;
}
