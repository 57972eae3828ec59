/* SPDX-License-Identifier: EUPL-1.2 */
/* The server, the routes and the byte clients of the HTTP tests. */
#define _GNU_SOURCE
#include "web.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "parvis/clock.h"

/* The most that the clock goes on between two looks at it. The server's wheel turns every 15 ms. */
#define STALL_MS_MAX 5

/* ---- handlers ---- */

static void get_hello(struct http_request *request, void *data)
{
    ((struct web *)data)->handled++;
    http_respond(request, 200, "text/plain", "hello", 5);
}

static void post_echo(struct http_request *request, void *data)
{
    size_t size;
    ((struct web *)data)->handled++;
    const char *body = http_request_body(request, &size);
    http_respond(request, 200, "text/plain", body, size);
}

static void get_document(struct http_request *request, void *data)
{
    struct web *web = data;
    web->handled++;
    http_respond_document(request, web->document);
}

static void get_later(struct http_request *request, void *data)
{
    struct web *web = data;
    web->handled++;
    web->later = request;
}

/* Says what it was asked, one thing a line. */
static void get_mirror(struct http_request *request, void *data)
{
    char text[4096];
    int64_t id = -1;
    ((struct web *)data)->handled++;
    const char *values[] = {
        http_request_path(request),
        http_request_parameter(request, "id"),
        http_request_parameter(request, "badge"),
        http_request_parameter(request, "*"),
        http_request_query(request, "q"),
        http_request_header(request, "X-Many"),
        http_request_cookie(request, "parvis_session"),
    };
    enum parvis_status status = http_request_parameter_integer(request, "id", &id);
    int size = snprintf(text, sizeof text, "integer=%d:%lld\naddress=%s\ntls=%d\n", status,
                        (long long)id, http_request_address(request), http_request_is_tls(request));
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        size += snprintf(text + size, sizeof text - (size_t)size, "%zu=%s\n", i,
                         values[i] ? values[i] : "-");
    http_respond(request, 200, "text/plain", text, (size_t)size);
}

static void get_big(struct http_request *request, void *data)
{
    size_t size = 8u << 20;
    char *body = malloc(size);
    ((struct web *)data)->handled++;
    memset(body, 'x', size);
    http_respond(request, 200, "text/plain", body, size);
    free(body);
}

static void stream_ended(struct http_stream *stream, const char *reason, void *data)
{
    struct web *web = data;
    for (size_t i = 0; i < web->stream_count; i++)
        if (web->streams[i] == stream) {
            web->streams[i] = NULL;
            web->ended[i] = reason;
        }
    web->end_count++;
}

static void get_feed(struct http_request *request, void *data)
{
    struct web *web = data;
    web->handled++;
    struct http_stream *stream = http_stream_begin(request, stream_ended, web);
    if (stream && web->stream_count < WEB_STREAMS_MAX)
        web->streams[web->stream_count++] = stream;
}

static void refuse_field(struct http_request *request, void *data)
{
    ((struct web *)data)->handled++;
    http_refuse(request, 422, "invalid_field", "Le « nom » manque", "name");
}

static void add_headers(struct http_request *request, void *data)
{
    ((struct web *)data)->handled++;
    http_response_header(request, "Set-Cookie", "a=1; HttpOnly");
    http_response_header(request, "Cache-Control", "max-age=60");
    for (int i = 0; i < 40; i++)
        http_response_header(request, "X-Long", "0123456789012345678901234567890123456789");
    http_respond_json(request, 201, strdup("{\"ok\":true}"));
}

static const struct http_route routes[] = {
    {HTTP_METHOD_GET, "/*", get_mirror, 0, 0, "whatever else", NULL},
    {HTTP_METHOD_GET, "/people/:id", get_mirror, 0, 0, "one parameter", NULL},
    {HTTP_METHOD_GET, "/people/next", get_hello, 0, 0, "a literal before a parameter", NULL},
    {HTTP_METHOD_DELETE, "/people/:id", get_mirror, 0, 0, "same path, other method", NULL},
    {HTTP_METHOD_GET, "/people/:id/badges/:badge", get_mirror, 0, 0, "two parameters", NULL},
    {HTTP_METHOD_GET, "/hello", get_hello, 0, 0, "plain", NULL},
    {HTTP_METHOD_GET, "/document", get_document, 0, 0, "a document", NULL},
    {HTTP_METHOD_GET, "/later", get_later, 0, 0, "answered later", NULL},
    {HTTP_METHOD_GET, "/big", get_big, 0, 0, "8 MiB", NULL},
    {HTTP_METHOD_GET, "/feed", get_feed, 0, 0, "a stream", NULL},
    {HTTP_METHOD_GET, "/secret", get_hello, 1, 0, "for who has the role", NULL},
    {HTTP_METHOD_GET, "/files/*", get_mirror, 0, 0, "a rest", NULL},
    {HTTP_METHOD_POST, "/echo", post_echo, 0, 4096, "a body", NULL},
    {HTTP_METHOD_POST, "/secret", post_echo, 1, 4096, "a body for who has the role", NULL},
    {HTTP_METHOD_POST, "/field", refuse_field, 0, 64, "a problem", NULL},
    {HTTP_METHOD_GET, "/headers", add_headers, 0, 0, "many headers", NULL},
    {HTTP_METHOD_PUT, "/only-put", post_echo, 0, 16, "a method alone", NULL},
};

static struct web *released_by; /* whose identities are counted */

static void release_identity(void *identity)
{
    free(identity);
    released_by->released++;
}

static int authorise(struct http_request *request, const struct http_route *route, void *data)
{
    (void)data;
    http_request_set_identity(request, strdup("somebody"), release_identity);
    const char *role = http_request_header(request, "X-Role");
    if (role)
        http_request_know_client(request);
    if (!route->roles)
        return 0;
    return !role ? 401 : strcmp(role, "host") == 0 ? 0 : 403;
}

/* ---- life ---- */

struct http_limits web_limits(void)
{
    struct http_limits limits = http_limits_default();
    limits.handshake_ms_max = 300;
    limits.request_ms_max = 300;
    limits.idle_ms_max = 300;
    limits.write_ms_max = 300;
    limits.stream_queue_ms_max = 400;
    limits.stream_queue_bytes_max = 64 * 1024;
    return limits;
}

struct web *web_start(const struct http_limits *limits, const char *certificate, const char *key)
{
    struct web *web = calloc(1, sizeof *web);
    ck_assert_ptr_nonnull(web);
    released_by = web;
    web->limits = *limits;
    web->base = event_base_new();
    event_base_priority_init(web->base, 2);
    web->server =
        http_server_new(web->base, limits, routes, sizeof routes / sizeof *routes, authorise, web);
    ck_assert_ptr_nonnull(web->server);
    ck_assert_int_eq(http_server_listen(web->server, "127.0.0.1", 0, certificate, key), PARVIS_OK);
    size_t size = 60000;
    char *text = malloc(size);
    for (size_t i = 0; i < size; i++)
        text[i] = "{\"agenda\": 0123456789}\n"[(i * 7 + i / 91) % 23];
    struct http_blob *body = http_blob_adopt(text, size);
    web->document = http_document_new(body, "application/json", NULL, true);
    http_blob_unref(body);
    ck_assert_ptr_nonnull(web->document);
    return web;
}

void web_end(struct web *web)
{
    http_server_free(web->server);
    http_document_unref(web->document);
    event_base_free(web->base);
    free(web);
}

int64_t __wrap_clock_monotonic_ms(void); /* what the linker puts in the clock's place */

int64_t __wrap_clock_monotonic_ms(void)
{
    static int64_t seen_us, told_us;
    int64_t now_us = clock_monotonic_us(), passed_us = now_us - seen_us;
    told_us += passed_us < STALL_MS_MAX * 1000 ? passed_us : STALL_MS_MAX * 1000;
    seen_us = now_us;
    return told_us / 1000;
}

int64_t web_now(void)
{
    return clock_monotonic_ms();
}

/* Twice, as a listener's turn may come after a connection's; then lets a moment pass. */
static void turn_once(struct web *web)
{
    web->turning = true;
    event_base_loop(web->base, EVLOOP_NONBLOCK);
    event_base_loop(web->base, EVLOOP_NONBLOCK);
    web->turning = false;
    usleep(100);
}

void web_turn(struct web *web, int ms)
{
    int64_t until = web_now() + ms;
    do
        turn_once(web);
    while (web_now() < until);
}

/* ---- clients ---- */

void web_connect_socket(struct web *web, int fd)
{
    struct sockaddr_in to = {.sin_family = AF_INET,
                             .sin_port = htons(http_server_port(web->server)),
                             .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    ck_assert_int_eq(connect(fd, (struct sockaddr *)&to, sizeof to), 0);
    turn_once(web);
}

int web_connect(struct web *web)
{
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    ck_assert(fd >= 0);
    web_connect_socket(web, fd);
    return fd;
}

void web_write(struct web *web, int fd, const char *bytes, size_t size)
{
    int64_t until = web_now() + WEB_SOON_MS;
    while (size && web_now() < until) {
        ssize_t sent = send(fd, bytes, size, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent < 0 && errno != EAGAIN)
            return; /* the server hung up: what it said is still to be read */
        if (sent > 0) {
            bytes += sent;
            size -= (size_t)sent;
        }
        turn_once(web);
    }
}

void web_say(struct web *web, int fd, const char *text)
{
    web_write(web, fd, text, strlen(text));
}

/* Appends what is there; -1: nothing yet; 0: the end. */
static ssize_t receive(int fd, char *bytes, size_t size)
{
    ssize_t got = recv(fd, bytes, size, MSG_DONTWAIT);
    return got < 0 && errno != EAGAIN ? 0 : got;
}

bool web_read_until(struct web *web, int fd, char *text, size_t capacity, const char *until, int ms)
{
    int64_t end = web_now() + ms;
    size_t size = strlen(text);
    for (;;) {
        if (until && strstr(text, until))
            return true;
        ck_assert(size + 1 < capacity);
        ssize_t got = receive(fd, text + size, capacity - size - 1);
        if (got == 0)
            return !until;
        if (got > 0) {
            size += (size_t)got;
            text[size] = '\0';
        } else if (web_now() >= end) {
            return false;
        } else {
            turn_once(web);
        }
    }
}

static size_t length_of(const struct answer *answer)
{
    const char *length = web_header(answer, "Content-Length");
    return length ? (size_t)atoll(length) : 0;
}

/* Reads byte by byte up to the empty line: what follows may be the next answer's. */
static bool read_head(struct web *web, int fd, struct answer *answer)
{
    size_t size = 0;
    int64_t end = web_now() + WEB_SOON_MS;
    while (web_now() < end && size + 1 < sizeof answer->head) {
        ssize_t got = receive(fd, answer->head + size, 1);
        if (got == 0)
            break;
        if (got < 0) {
            turn_once(web);
            continue;
        }
        answer->head[++size] = '\0';
        if (size >= 4 && memcmp(answer->head + size - 4, "\r\n\r\n", 4) == 0)
            return true;
    }
    return false;
}

void web_read(struct web *web, int fd, struct answer *answer, bool head_only)
{
    memset(answer, 0, sizeof *answer);
    if (!read_head(web, fd, answer)) {
        answer->closed = true;
        return;
    }
    ck_assert_int_eq(sscanf(answer->head, "HTTP/1.1 %d ", &answer->status), 1);
    size_t length = head_only ? 0 : length_of(answer);
    int64_t end = web_now() + WEB_SOON_MS;
    ck_assert(length < sizeof answer->body);
    while (answer->body_size < length && web_now() < end) {
        ssize_t got = receive(fd, answer->body + answer->body_size, length - answer->body_size);
        if (got == 0)
            return;
        if (got > 0)
            answer->body_size += (size_t)got;
        else
            turn_once(web);
    }
}

bool web_closes(struct web *web, int fd, int ms)
{
    char bytes[65536];
    int64_t end = web_now() + ms;
    while (web_now() < end) {
        ssize_t got = receive(fd, bytes, sizeof bytes);
        if (got == 0)
            return true;
        if (got < 0)
            turn_once(web);
    }
    return false;
}

void web_ask_bytes(struct web *web, const char *bytes, size_t size, struct answer *ret_answer)
{
    int fd = web_connect(web);
    web_write(web, fd, bytes, size);
    web_read(web, fd, ret_answer, false);
    const char *announced = web_header(ret_answer, "Connection");
    bool will_close = announced && strcmp(announced, "close") == 0;
    if (!ret_answer->closed)
        ret_answer->closed = web_closes(web, fd, will_close ? WEB_SOON_MS : 30);
    close(fd);
    web_turn(web, 1);
}

void web_ask(struct web *web, const char *text, struct answer *ret_answer)
{
    web_ask_bytes(web, text, strlen(text), ret_answer);
}

const char *web_header(const struct answer *answer, const char *name)
{
    static char value[4096];
    size_t length = strlen(name);
    for (const char *line = strstr(answer->head, "\r\n"); line; line = strstr(line, "\r\n")) {
        line += 2;
        if (strncasecmp(line, name, length) == 0 && line[length] == ':') {
            const char *start = line + length + 1 + strspn(line + length + 1, " ");
            snprintf(value, sizeof value, "%.*s", (int)strcspn(start, "\r"), start);
            return value;
        }
    }
    return NULL;
}
