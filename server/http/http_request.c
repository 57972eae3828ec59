/* SPDX-License-Identifier: EUPL-1.2 */
/* A request's memory, and what a handler reads from it. */
#define _GNU_SOURCE
#include "http_internal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "http_address.h"
#include "http_target.h"

#define HEAD_BYTES_FIRST 2048 /* grows up to http_limits.header_bytes_max */

/* ---- pool ---- */

static struct http_request *make_request(const struct http_limits *limits)
{
    struct http_request *request = calloc(1, sizeof *request);
    if (!request)
        return NULL;
    request->fields = calloc(limits->headers_max, sizeof *request->fields);
    request->head_capacity =
        limits->header_bytes_max < HEAD_BYTES_FIRST ? limits->header_bytes_max : HEAD_BYTES_FIRST;
    request->head = malloc(request->head_capacity + 1);
    if (!request->fields || !request->head) {
        free(request->fields);
        free(request->head);
        free(request);
        return NULL;
    }
    return request;
}

static void free_request(struct http_request *request)
{
    free(request->fields);
    free(request->head);
    free(request);
}

/* Everything as at first but the memory that is kept; the arena's bytes need no clearing here. */
static void reset_request(struct http_request *request)
{
    char *head = request->head;
    size_t head_capacity = request->head_capacity;
    struct http_field *fields = request->fields;
    memset(request, 0, offsetof(struct http_request, arena));
    request->head = head;
    request->head_capacity = head_capacity;
    request->fields = fields;
}

struct http_request *http_request_acquire(struct http_connection *connection)
{
    struct http_server *server = connection->server;
    struct http_request *request = LIST_FIRST(&server->pool);
    if (request) {
        LIST_REMOVE(request, place);
        server->pool_size--;
        reset_request(request);
    } else {
        request = make_request(&server->limits);
        if (!request)
            return NULL;
    }
    request->server = server;
    request->connection = connection;
    request->tls = connection->tls;
    request->peer = connection->peer;
    llhttp_init(&request->parser, HTTP_REQUEST, &http_parser_settings);
    request->parser.data = request;
    LIST_INSERT_HEAD(&server->requests, request, place);
    return request;
}

static void free_contents(struct http_request *request)
{
    if (request->release_identity)
        request->release_identity(request->identity);
    request->release_identity = NULL;
    while (request->arena_pieces) {
        struct http_arena_piece *piece = request->arena_pieces;
        request->arena_pieces = piece->next;
        free(piece);
    }
    free(request->body);
    request->body = NULL;
}

void http_request_release(struct http_request *request)
{
    struct http_server *server = request->server;
    if (request->connection)
        request->connection->request = NULL;
    request->connection = NULL;
    free_contents(request);
    LIST_REMOVE(request, place);
    if (server->pool_size >= HTTP_POOL_MAX) {
        free_request(request);
        return;
    }
    server->pool_size++;
    LIST_INSERT_HEAD(&server->pool, request, place);
}

void http_requests_free(struct http_server *server)
{
    struct http_request *request, *next;
    for (request = LIST_FIRST(&server->requests); request; request = next) {
        next = LIST_NEXT(request, place);
        free_contents(request);
        free_request(request);
    }
    for (request = LIST_FIRST(&server->pool); request; request = next) {
        next = LIST_NEXT(request, place);
        free_request(request);
    }
}

void *http_request_alloc(struct http_request *request, size_t size)
{
    size_t units = (size + sizeof(max_align_t) - 1) / sizeof(max_align_t);
    size_t room = sizeof request->arena / sizeof *request->arena - request->arena_used;
    if (units <= room) {
        void *bytes = &request->arena[request->arena_used];
        request->arena_used += units;
        return memset(bytes, 0, size);
    }
    struct http_arena_piece *piece = calloc(1, sizeof *piece + size);
    if (!piece)
        return NULL;
    piece->next = request->arena_pieces;
    request->arena_pieces = piece;
    return piece->bytes;
}

/* ---- reading ---- */

enum http_method http_request_method(const struct http_request *request)
{
    return request->route ? request->route->method : HTTP_METHOD_GET;
}

const struct http_route *http_request_route(const struct http_request *request)
{
    return request->route;
}

const char *http_request_path(const struct http_request *request)
{
    return request->path;
}

const char *http_request_parameter(const struct http_request *request, const char *name)
{
    size_t length = strlen(name);
    for (size_t i = 0; i < request->parameter_count; i++) {
        const struct http_parameter *parameter = &request->parameters[i];
        if (parameter->name_length == length && memcmp(parameter->name, name, length) == 0)
            return parameter->value;
    }
    return NULL;
}

enum parvis_status http_request_parameter_integer(const struct http_request *request,
                                                  const char *name, int64_t *ret_value)
{
    const char *text = http_request_parameter(request, name);
    if (!text || *text < '1' || *text > '9' || strspn(text, "0123456789") != strlen(text))
        return PARVIS_INVALID;
    errno = 0;
    long long value = strtoll(text, NULL, 10);
    if (errno)
        return PARVIS_INVALID;
    *ret_value = value;
    return PARVIS_OK;
}

/* Decodes a copy: requests are const to their readers, so the arena is reached through a cast. */
static char *copy_space(const struct http_request *request, size_t size)
{
    return http_request_alloc((struct http_request *)(uintptr_t)request, size);
}

const char *http_request_query(const struct http_request *request, const char *name)
{
    size_t name_length = strlen(name);
    for (const char *member = request->query; *member;) {
        size_t length = strcspn(member, "&");
        size_t key = strcspn(member, "=&");
        char *text = copy_space(request, length + 1);
        if (!text)
            return NULL;
        http_target_decode_member(member, key, text);
        if (strlen(text) == name_length && memcmp(text, name, name_length) == 0) {
            size_t skip = key < length ? key + 1 : key;
            http_target_decode_member(member + skip, length - skip, text);
            return text;
        }
        member += length + (member[length] == '&');
    }
    return NULL;
}

/* The index of the first field of that name from `from` on; field_count if there is none. */
static size_t find_field(const struct http_request *request, const char *name, size_t length,
                         size_t from)
{
    for (; from < request->field_count; from++) {
        const struct http_field *field = &request->fields[from];
        if (field->name_length == length && strncasecmp(field->name, name, length) == 0)
            break;
    }
    return from;
}

static const char *join_fields(const struct http_request *request, const char *name, size_t first)
{
    size_t length = strlen(name), size = 1;
    for (size_t i = first; i < request->field_count; i = find_field(request, name, length, i + 1))
        size += request->fields[i].value_length + 2;
    char *joined = copy_space(request, size);
    if (!joined)
        return request->fields[first].value;
    char *end = joined;
    for (size_t i = first; i < request->field_count; i = find_field(request, name, length, i + 1)) {
        if (end != joined)
            end = stpcpy(end, ", ");
        end = stpcpy(end, request->fields[i].value);
    }
    return joined;
}

const char *http_request_header(const struct http_request *request, const char *name)
{
    size_t length = strlen(name);
    size_t first = find_field(request, name, length, 0);
    if (first == request->field_count)
        return NULL;
    if (find_field(request, name, length, first + 1) < request->field_count)
        return join_fields(request, name, first);
    return request->fields[first].value;
}

/* RFC 6265 4.2.1: pairs separated by "; ". Several Cookie lines were joined by ", ", which no
 * cookie value may contain. */
const char *http_request_cookie(const struct http_request *request, const char *name)
{
    size_t name_length = strlen(name);
    const char *at = http_request_header(request, "Cookie");
    while (at && *at) {
        at += strspn(at, "; ,\t");
        size_t length = strcspn(at, ";,");
        if (length > name_length && at[name_length] == '=' && memcmp(at, name, name_length) == 0) {
            size_t size = length - name_length - 1;
            char *value = copy_space(request, size + 1);
            return value ? memcpy(value, at + name_length + 1, size) : NULL;
        }
        at += length;
    }
    return NULL;
}

const char *http_request_body(const struct http_request *request, size_t *ret_length)
{
    *ret_length = request->body_size;
    return request->body ? request->body : "";
}

const char *http_request_address(const struct http_request *request)
{
    char *text = copy_space(request, INET6_ADDRSTRLEN);
    if (!text)
        return "unknown";
    http_address_text(&request->peer.any, text, INET6_ADDRSTRLEN);
    return text;
}

bool http_request_is_tls(const struct http_request *request)
{
    return request->tls;
}

void http_request_set_identity(struct http_request *request, void *identity,
                               void (*release)(void *identity))
{
    if (request->release_identity)
        request->release_identity(request->identity);
    request->identity = identity;
    request->release_identity = release;
}

void *http_request_identity(const struct http_request *request)
{
    return request->identity;
}
