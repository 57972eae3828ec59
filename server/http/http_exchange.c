/* SPDX-License-Identifier: EUPL-1.2 */
/* One request after the other on a connection: reads the head, judges it, finds its route, asks the
 * authoriser, reads the body, calls the handler. One at a time: while an answer is awaited nothing
 * more is read than the input buffer's small cap. */
#include "http_internal.h"

#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <stdio.h>
#include <string.h>

static struct evbuffer *input_of(const struct http_connection *connection)
{
    return bufferevent_get_input(connection->bev);
}

static void refuse_with_allow(struct http_request *request, unsigned allowed)
{
    char methods[64];
    if (!allowed) {
        http_refuse(request, 404, "not_found", "There is nothing here", NULL);
        return;
    }
    http_routes_allow(allowed, methods, sizeof methods);
    http_response_header(request, "Allow", methods);
    http_refuse(request, 405, "method_not_allowed", "This method is not taken here", NULL);
}

static void answer_options(struct http_request *request)
{
    char methods[64];
    unsigned allowed = ~0u;
    if (strcmp(request->path, "*") != 0)
        http_routes_find(request->server->routes, request, &allowed);
    if (!allowed) {
        refuse_with_allow(request, 0);
        return;
    }
    http_routes_allow(allowed, methods, sizeof methods);
    http_response_header(request, "Allow", methods);
    http_respond(request, 204, NULL, NULL, 0);
}

static void refuse_by_authoriser(struct http_request *request, int status)
{
    switch (status) {
    case 401:
        http_refuse(request, 401, "signed_out", "Sign in first", NULL);
        break;
    case 403:
        http_refuse(request, 403, "forbidden", "Your role may not do this", NULL);
        break;
    case 429:
        http_response_header(request, "Retry-After", "10");
        http_refuse(request, 429, "too_many_requests", "Too many requests: try again", NULL);
        break;
    default:
        http_refuse(request, status, "refused", http_status_reason(status), NULL);
    }
}

static bool body_is_announced(const struct http_request *request)
{
    return request->chunked || request->body_length > 0;
}

/* Route, role, size of the body. False: the request was answered. */
static bool admit(struct http_request *request)
{
    struct http_server *server = request->server;
    unsigned allowed;
    if (request->method_number == HTTP_OPTIONS) {
        answer_options(request);
        return false;
    }
    request->route = http_routes_find(server->routes, request, &allowed);
    if (!request->route) {
        refuse_with_allow(request, allowed);
        return false;
    }
    /* Authorised before the body is read: a client without the right need not upload, and cannot
     * fill the memory. */
    int status = server->authorise ? server->authorise(request, request->route, server->data) : 0;
    if (status) {
        refuse_by_authoriser(request, status);
        return false;
    }
    request->body_max = request->route->body_max;
    if (body_is_announced(request) &&
        (!request->body_max || request->body_length > request->body_max)) {
        server->counters.refused_limits++;
        http_refuse(request, 413, "body_too_large", "The body is too large", NULL);
        return false;
    }
    return true;
}

/* The whole request is here: its handler has it until it answers. */
static void hand_over(struct http_request *request)
{
    request->progress = HTTP_COMPLETE;
    request->handed_over = true;
    http_connection_move(request->connection, HTTP_HANDLING);
    request->route->handle(request, request->server->data);
}

static void ask_for_body(struct http_request *request)
{
    static const char text[] = "HTTP/1.1 100 Continue\r\n\r\n";
    struct http_piece piece = {.data = text, .size = sizeof text - 1};
    request->progress = HTTP_READING_BODY;
    /* A client that has begun to send its body needs no "100 Continue". */
    if (request->expects_continue && !evbuffer_get_length(input_of(request->connection)))
        http_connection_send(request->connection, &piece, 1);
}

static void take_head(struct http_request *request)
{
    if (!http_rules_judge(request)) {
        http_response_fault(request);
        return;
    }
    request->server->counters.requests++;
    request->connection->requests++;
    if (request->message_complete)
        request->progress = HTTP_COMPLETE;
    if (!admit(request))
        return;
    if (request->message_complete)
        hand_over(request);
    else
        ask_for_body(request);
}

/* True if a request is begun or may begin on this connection. */
static bool is_reading(const struct http_connection *connection)
{
    return connection->state == HTTP_RECEIVING || connection->state == HTTP_IDLE ||
           connection->state == HTTP_FRESH;
}

static bool begin(struct http_connection *connection)
{
    if (!connection->request)
        connection->request = http_request_acquire(connection);
    if (!connection->request) {
        http_connection_doom(connection);
        return false;
    }
    if (connection->state != HTTP_RECEIVING)
        http_connection_move(connection, HTTP_RECEIVING);
    return true;
}

/* One step; false when nothing more can be done with the input that is here. */
static bool step(struct http_connection *connection)
{
    struct evbuffer *input = input_of(connection);
    if (!is_reading(connection) || !evbuffer_get_length(input) || !begin(connection))
        return false;
    struct http_request *request = connection->request;
    switch (request->progress == HTTP_READING_HEAD ? http_head_read(request, input)
                                                   : http_body_read(request, input)) {
    case HTTP_PARSE_MORE:
        return false;
    case HTTP_PARSE_HEAD:
        take_head(request);
        break;
    case HTTP_PARSE_DONE:
        hand_over(request);
        break;
    case HTTP_PARSE_BAD:
        http_response_fault(request);
        break;
    }
    return true;
}

void http_exchange_run(struct http_connection *connection)
{
    /* A handler that answered at once comes here from inside: the loop below goes on by itself. */
    if (connection->running)
        return;
    connection->running = true;
    uint64_t last = connection->requests + connection->server->limits.turn_requests_max;
    while (connection->requests < last && step(connection))
        ;
    connection->running = false;
    if (connection->requests >= last && is_reading(connection) &&
        evbuffer_get_length(input_of(connection)))
        http_server_go_on_later(connection);
}

void http_exchange_expire(struct http_connection *connection)
{
    struct http_request *request = connection->request;
    request->fault = (struct http_fault){408, "too_slow", "The request took too long"};
    http_response_fault(request);
}
