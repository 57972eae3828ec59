/* SPDX-License-Identifier: EUPL-1.2 */
/* Answers: status line, headers, Date, body; problem documents; documents in the form that the
 * client takes. */
#define _GNU_SOURCE
#include "http_internal.h"

#include <assert.h>
#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#define HEAD_BYTES_MAX 1024 /* of our own lines; the handler's are apart */

/* ---- constant parts ---- */

const char *http_status_reason(int status)
{
    static const struct {
        int status;
        const char *reason;
    } reasons[] = {
        {200, "OK"},
        {201, "Created"},
        {202, "Accepted"},
        {204, "No Content"},
        {301, "Moved Permanently"},
        {302, "Found"},
        {303, "See Other"},
        {304, "Not Modified"},
        {307, "Temporary Redirect"},
        {308, "Permanent Redirect"},
        {400, "Bad Request"},
        {401, "Unauthorized"},
        {403, "Forbidden"},
        {404, "Not Found"},
        {405, "Method Not Allowed"},
        {408, "Request Timeout"},
        {409, "Conflict"},
        {410, "Gone"},
        {412, "Precondition Failed"},
        {413, "Content Too Large"},
        {414, "URI Too Long"},
        {415, "Unsupported Media Type"},
        {417, "Expectation Failed"},
        {422, "Unprocessable Content"},
        {429, "Too Many Requests"},
        {431, "Request Header Fields Too Large"},
        {500, "Internal Server Error"},
        {501, "Not Implemented"},
        {503, "Service Unavailable"},
        {505, "HTTP Version Not Supported"},
    };
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
        if (reasons[i].status == status)
            return reasons[i].reason;
    return "Status";
}

/* No Strict-Transport-Security: a venue's certificate is often its own, and the header would take
 * away the browser's way past it. */
const char *http_security_headers(const char *type)
{
    if (type && strncmp(type, "text/html", 9) == 0)
        return HTTP_COMMON_HEADERS
            "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; "
            "img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; "
            "worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'\r\n";
    /* A worker is under its own script's policy: it reads our own addresses and nothing else. */
    if (type && strncmp(type, "text/javascript", 15) == 0)
        return HTTP_COMMON_HEADERS
            "Content-Security-Policy: default-src 'none'; connect-src 'self'; "
            "frame-ancestors 'none'\r\n";
    return HTTP_COMMON_HEADERS
        "Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'; "
        "frame-ancestors 'none'\r\n";
}

struct http_piece http_server_date(struct http_server *server)
{
    time_t now = time(NULL);
    if (now != server->date_second) {
        struct tm utc;
        gmtime_r(&now, &utc);
        static const char days[] = "SunMonTueWedThuFriSat";
        static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
        /* IMF-fixdate (RFC 9110 5.6.7): English whatever the locale. */
        snprintf(server->date, sizeof server->date,
                 "Date: %.3s, %02d %.3s %04d %02d:%02d:%02d GMT\r\n\r\n", days + 3 * utc.tm_wday,
                 utc.tm_mday, months + 3 * utc.tm_mon, (utc.tm_year + 1900) % 10000, utc.tm_hour,
                 utc.tm_min, utc.tm_sec);
        server->date_second = now;
    }
    return (struct http_piece){.data = server->date,
                               .size = sizeof "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n\r\n" - 1};
}

/* ---- sending ---- */

static bool must_close(const struct http_request *request)
{
    return !request->keep_alive || request->progress != HTTP_COMPLETE ||
           request->server->stopping || request->connection->close_after_answer;
}

static void send_pieces(struct http_request *request, struct http_piece head,
                        struct http_piece body)
{
    static const char close_line[] = "Connection: close\r\n";
    struct http_connection *connection = request->connection;
    struct http_piece pieces[HTTP_PIECES_MAX] = {head};
    size_t count = 1;
    if (request->extra_size)
        pieces[count++] = (struct http_piece){.data = request->extra, .size = request->extra_size};
    connection->close_after_answer = must_close(request);
    if (connection->close_after_answer)
        pieces[count++] = (struct http_piece){.data = close_line, .size = sizeof close_line - 1};
    pieces[count++] = http_server_date(request->server);
    if (body.size && !request->head_only)
        pieces[count++] = body;
    http_connection_send(connection, pieces, count);
}

void http_response_send(struct http_request *request, struct http_piece head,
                        struct http_piece body)
{
    assert(!request->answered); /* exactly one answer: see http_handler_fn */
    request->answered = true;
    request->handed_over = true;
    struct http_connection *connection = request->connection;
    if (connection)
        send_pieces(request, head, body);
    if (request->connection)
        http_connection_answered(connection);
    else
        http_request_release(request);
}

/* Status line and headers of an answer that is made for this request. */
static struct http_piece make_head(const struct http_request *request, int status, const char *type,
                                   size_t size, char *text)
{
    int length = snprintf(text, HEAD_BYTES_MAX, "HTTP/1.1 %d %s\r\n%s", status,
                          http_status_reason(status), http_security_headers(type));
    if (!request->own_cache_control)
        length +=
            snprintf(text + length, HEAD_BYTES_MAX - (size_t)length, "Cache-Control: no-store\r\n");
    if (type)
        length +=
            snprintf(text + length, HEAD_BYTES_MAX - (size_t)length, "Content-Type: %s\r\n", type);
    if (status != 204 && status != 304) /* RFC 9110 8.6 */
        length += snprintf(text + length, HEAD_BYTES_MAX - (size_t)length,
                           "Content-Length: %zu\r\n", size);
    assert(length < HEAD_BYTES_MAX);
    return (struct http_piece){.data = text, .size = (size_t)length};
}

void http_respond(struct http_request *request, int status, const char *type, const void *body,
                  size_t size)
{
    char text[HEAD_BYTES_MAX];
    struct http_piece head = make_head(request, status, type, size, text);
    http_response_send(request, head, (struct http_piece){.data = body, .size = size});
}

void http_respond_json(struct http_request *request, int status, char *json)
{
    if (json)
        http_respond(request, status, "application/json", json, strlen(json));
    else
        http_refuse(request, 503, "busy", "No memory just now: try again", NULL);
    free(json);
}

void http_response_header(struct http_request *request, const char *name, const char *value)
{
    size_t added = strlen(name) + strlen(value) + 4;
    assert(!strpbrk(name, "\r\n") && !strpbrk(value, "\r\n"));
    if (request->extra_size + added + 1 > request->extra_capacity) {
        size_t capacity = (request->extra_size + added + 1) * 2;
        char *extra = http_request_alloc(request, capacity);
        if (!extra)
            return;
        if (request->extra_size)
            memcpy(extra, request->extra, request->extra_size);
        request->extra = extra;
        request->extra_capacity = capacity;
    }
    char *end = request->extra + request->extra_size;
    end = stpcpy(stpcpy(stpcpy(stpcpy(end, name), ": "), value), "\r\n");
    request->extra_size = (size_t)(end - request->extra);
    if (strcasecmp(name, "Cache-Control") == 0)
        request->own_cache_control = true;
}

/* ---- problems ---- */

static char *problem_text(int status, const char *code, const char *title, const char *field)
{
    cJSON *problem = cJSON_CreateObject();
    cJSON_AddStringToObject(problem, "type", "about:blank");
    cJSON_AddNumberToObject(problem, "status", status);
    cJSON_AddStringToObject(problem, "code", code);
    cJSON_AddStringToObject(problem, "title", title);
    if (field)
        cJSON_AddStringToObject(problem, "field", field);
    char *text = cJSON_PrintUnformatted(problem);
    cJSON_Delete(problem);
    return text;
}

void http_refuse(struct http_request *request, int status, const char *code, const char *title,
                 const char *field)
{
    char *text = problem_text(status, code, title, field);
    const char *body = text ? text : "{}";
    if (status == 401) /* RFC 9110 15.5.2; "Bearer" opens no dialogue in browsers */
        http_response_header(request, "WWW-Authenticate", "Bearer");
    http_respond(request, status, "application/problem+json", body, strlen(body));
    cJSON_free(text);
}

void http_response_fault(struct http_request *request)
{
    struct http_counters *counters = &request->server->counters;
    struct http_fault fault = request->fault;
    if (fault.status == 408)
        counters->timed_out++;
    else if (fault.status == 413 || fault.status == 414 || fault.status == 431 ||
             fault.status == 503)
        counters->refused_limits++;
    else
        counters->refused_framing++;
    /* Whatever was asked, nothing may follow on this connection. */
    request->connection->close_after_answer = true;
    http_refuse(request, fault.status, fault.code, fault.title, NULL);
}
