/* SPDX-License-Identifier: EUPL-1.2 */
/* Event streams: connections that only send. A blob goes to the socket at once; what the socket
 * does not take waits as a reference, up to a size and an age.
 *
 * DESIGN: streams end by closing (RFC 9112 6.3, "Connection: close"), not by chunks: so the very
 * same bytes go to every stream, with nothing put around them. A reader ignores an event that was
 * cut, since its empty line is missing (WHATWG HTML 9.2.6), and gets it again with its next
 * connection. */
#include "http_internal.h"

#include <assert.h>
#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <event2/event.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "http_address.h"
#include "parvis/clock.h"

/* ---- beginning ---- */

static void set_socket(const struct http_connection *connection)
{
    unsigned timeout_ms = (unsigned)connection->server->limits.stream_user_timeout_ms;
    /* A phone that left the hall says nothing: the kernel gives its connection up once what was
     * sent stays unacknowledged for so long. */
    setsockopt(connection->fd, IPPROTO_TCP, TCP_USER_TIMEOUT, &timeout_ms, sizeof timeout_ms);
}

static bool send_head(struct http_connection *connection)
{
    static const char head[] = "HTTP/1.1 200 OK\r\n"
                               "Content-Type: text/event-stream\r\n"
                               "Cache-Control: no-store\r\n"
                               "X-Accel-Buffering: no\r\n"
                               "Connection: close\r\n";
    const char *security = http_security_headers(NULL);
    struct http_piece pieces[] = {
        {.data = head, .size = sizeof head - 1},
        {.data = security, .size = strlen(security)},
        http_server_date(connection->server),
    };
    return http_connection_send(connection, pieces, sizeof pieces / sizeof *pieces);
}

/* HEAD gets the headers alone; a client that is gone gets nothing. */
static bool has_a_reader(struct http_request *request)
{
    if (request->connection && !request->head_only)
        return true;
    http_response_header(request, "Cache-Control", "no-store");
    http_respond(request, 200, "text/event-stream", NULL, 0);
    return false;
}

/* How many of `max` streams unknown clients may have: an eighth is reserved for kiosks, the hall's
 * screens, the console and guests' phones, however many strangers follow the public agenda. */
static size_t for_strangers(size_t max)
{
    return max - max / 8;
}

/* One address may be the whole hall's, so streams are reserved in each address too. */
static bool has_place(const struct http_connection *connection)
{
    const struct http_server *server = connection->server;
    const struct http_limits *limits = &server->limits;
    if (server->counters.streams_now >= limits->streams_max || server->stopping)
        return false;
    return connection->known || (server->stranger_streams < for_strangers(limits->streams_max) &&
                                 *http_address_stranger_streams(connection->address) <
                                     for_strangers(limits->connections_per_address_max));
}

static void take_place(struct http_stream *stream)
{
    struct http_connection *connection = stream->connection;
    connection->server->counters.streams_now++;
    stream->of_stranger = !connection->known;
    if (!stream->of_stranger)
        return;
    connection->server->stranger_streams++;
    ++*http_address_stranger_streams(connection->address);
}

static void leave_place(struct http_stream *stream)
{
    struct http_connection *connection = stream->connection;
    connection->server->counters.streams_now--;
    if (!stream->of_stranger)
        return;
    connection->server->stranger_streams--;
    --*http_address_stranger_streams(connection->address);
}

static struct http_stream *make_stream(struct http_request *request, http_stream_end_fn *end,
                                       void *data)
{
    struct http_server *server = request->server;
    struct http_stream *stream = NULL;
    if (has_place(request->connection))
        stream = malloc(sizeof *stream);
    if (!stream) {
        server->counters.refused_limits++;
        http_response_header(request, "Retry-After", "5");
        http_refuse(request, 503, "busy", "Too many readers just now: try again", NULL);
        return NULL;
    }
    *stream = (struct http_stream){.connection = request->connection, .end = end, .data = data};
    take_place(stream);
    return stream;
}

struct http_stream *http_stream_begin(struct http_request *request, http_stream_end_fn *end,
                                      void *data)
{
    assert(!request->answered);
    if (!has_a_reader(request))
        return NULL;
    struct http_stream *stream = make_stream(request, end, data);
    if (!stream)
        return NULL;
    struct http_connection *connection = request->connection;
    struct event_base *base = connection->server->base;
    /* Its memory goes back now: a stream lasts for hours, and needs none of it. */
    http_request_release(request);
    connection->stream = stream;
    http_connection_move(connection, HTTP_STREAMING);
    set_socket(connection);
    bufferevent_priority_set(connection->bev, event_base_get_npriorities(base) - 1);
    /* One byte of input ends a stream: more is not worth reading. */
    bufferevent_setwatermark(connection->bev, EV_READ, 0, 1);
    if (!send_head(connection))
        return stream; /* lost already: its `end` will say so */
    /* More input, or an end, came with the request: the same as if it came later. */
    if (connection->peer_ended || evbuffer_get_length(bufferevent_get_input(connection->bev)) > 0)
        http_connection_doom(connection);
    return stream;
}

/* ---- ending ---- */

/* The owner is told from the loop, so that it may walk its streams while it sends. */
static void report_later(struct http_server *server, struct http_stream *stream, const char *reason)
{
    leave_place(stream);
    stream->reason = reason;
    stream->connection = NULL;
    STAILQ_INSERT_TAIL(&server->ended, stream, place);
    http_server_wake(server);
}

void http_stream_lose(struct http_stream *stream)
{
    report_later(stream->connection->server, stream, "closed");
}

static void say_last(struct http_stream *stream, const char *reason, const char *words)
{
    struct http_connection *connection = stream->connection;
    struct http_piece piece = {.data = words, .size = strlen(words)};
    /* First: what follows may lose the connection, which would report the stream a second time. */
    connection->stream = NULL;
    report_later(connection->server, stream, reason);
    if (!*words || http_connection_send(connection, &piece, 1))
        http_connection_end(connection);
}

static void cut(struct http_stream *stream, const char *reason)
{
    stream->connection->server->counters.streams_cut++;
    say_last(stream, reason, "event: too_slow\ndata: {}\n\n");
}

void http_stream_stop(struct http_stream *stream)
{
    say_last(stream, "stopping", "event: goodbye\ndata: {}\n\n");
}

void http_stream_close(struct http_stream *stream)
{
    if (stream->connection)
        say_last(stream, "closed", "");
}

void http_streams_report(struct http_server *server)
{
    struct http_stream *stream;
    while ((stream = STAILQ_FIRST(&server->ended))) {
        /* Before `end` is called: it may end other streams, which queue here as well. */
        STAILQ_REMOVE_HEAD(&server->ended, place);
        stream->end(stream, stream->reason, stream->data);
        free(stream);
    }
}

/* ---- sending ---- */

/* Age is watched by a mark: what was queued up to now must be out when the deadline comes. */
static void mark_age(struct http_stream *stream)
{
    struct http_connection *connection = stream->connection;
    struct http_server *server = connection->server;
    stream->mark = stream->queued;
    http_wheel_arm(&server->wheel, &connection->deadline,
                   clock_monotonic_ms() + server->limits.stream_queue_ms_max);
}

static void send_pieces(struct http_stream *stream, const struct http_piece *pieces, size_t count,
                        size_t size)
{
    struct http_connection *connection = stream->connection;
    if (!connection)
        return; /* ended, and its owner not yet told */
    size_t unsent = http_connection_unsent(connection);
    /* A first blob may be as large as it is: a snapshot is larger than what may wait. */
    if (unsent + size > connection->server->limits.stream_queue_bytes_max && unsent) {
        cut(stream, "too slow");
        return;
    }
    if (!http_connection_send(connection, pieces, count))
        return;
    size_t waiting = http_connection_unsent(connection);
    /* Only the bytes that the socket did not take have to wait. */
    stream->queued += waiting - unsent;
    if (waiting && !unsent)
        mark_age(stream);
}

void http_stream_send(struct http_stream *stream, struct http_blob *bytes)
{
    struct http_piece piece = {
        .data = http_blob_data(bytes), .size = http_blob_size(bytes), .blob = bytes};
    send_pieces(stream, &piece, 1, piece.size);
}

void http_stream_send_parts(struct http_stream *stream, const struct http_part *parts, size_t count)
{
    struct http_piece pieces[HTTP_PARTS_MAX];
    size_t size = 0;
    assert(count <= HTTP_PARTS_MAX);
    for (size_t i = 0; i < count; i++) {
        assert(parts[i].at + parts[i].size <= http_blob_size(parts[i].blob));
        pieces[i] = (struct http_piece){(const char *)http_blob_data(parts[i].blob) + parts[i].at,
                                        parts[i].size, parts[i].blob};
        size += parts[i].size;
    }
    send_pieces(stream, pieces, count, size);
}

void http_stream_drained(struct http_stream *stream)
{
    http_wheel_disarm(&stream->connection->deadline);
}

void http_stream_expire(struct http_stream *stream)
{
    /* Counted in all that was ever queued, so that the mark stays right while more comes. */
    uint64_t sent = stream->queued - http_connection_unsent(stream->connection);
    if (sent >= stream->mark)
        mark_age(stream);
    else
        cut(stream, "too old");
}
