/* SPDX-License-Identifier: EUPL-1.2 */
/* A connection: its states and their deadlines, what the socket says, what goes out.
 *
 * DESIGN: answers go straight to the socket (one sendmsg of header block and body) when nothing
 * waits before them; only what the socket does not take goes through the bufferevent's output. So
 * writing is disabled on plain sockets while nothing waits, and an answer costs neither a copy nor
 * a turn of the loop. Under TLS everything goes through the bufferevent. Reading needs no switch:
 * the input's high watermark stops a client that sends more than its one request. */
#include "http_internal.h"

#include <assert.h>
#include <errno.h>
#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <event2/event.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "http_address.h"
#include "parvis/clock.h"

#define INPUT_BYTES_MAX 16384    /* unread input at which reading stops: one read of the loop */
#define LINGER_MS_MAX 1000       /* enough for a client to read our refusal and hang up */
#define LINGER_BYTES_MAX 1048576 /* what a refused upload may still throw at us */
#define FAREWELL_MS_MAX 2000     /* for a cut stream's last words */
#define PROGRESS_BYTES_MIN 16384 /* of an answer, in write_ms_max */
#define COPY_BYTES_MAX 16384     /* under TLS: one record; above, the blob is referred to */

/* ---- states ---- */

#define BIT(state) (1u << (state))
static const unsigned allowed_moves[HTTP_CONNECTION_STATES] = {
    [HTTP_HANDSHAKE] = BIT(HTTP_FRESH) | BIT(HTTP_DOOMED),
    [HTTP_FRESH] = BIT(HTTP_RECEIVING) | BIT(HTTP_DOOMED),
    /* A request that is refused is answered without its handler. */
    [HTTP_RECEIVING] = BIT(HTTP_HANDLING) | BIT(HTTP_WRITING) | BIT(HTTP_IDLE) | BIT(HTTP_ENDING) |
                       BIT(HTTP_DOOMED),
    [HTTP_IDLE] = BIT(HTTP_RECEIVING) | BIT(HTTP_DOOMED),
    [HTTP_HANDLING] = BIT(HTTP_WRITING) | BIT(HTTP_IDLE) | BIT(HTTP_STREAMING) | BIT(HTTP_ENDING) |
                      BIT(HTTP_DOOMED),
    [HTTP_WRITING] = BIT(HTTP_IDLE) | BIT(HTTP_DOOMED),
    [HTTP_STREAMING] = BIT(HTTP_ENDING) | BIT(HTTP_DOOMED),
    [HTTP_ENDING] = BIT(HTTP_LINGERING) | BIT(HTTP_DOOMED),
    [HTTP_LINGERING] = BIT(HTTP_DOOMED),
    [HTTP_DOOMED] = 0,
};

/* The deadline of the new state; 0: none. */
static int64_t deadline_of(const struct http_connection *connection,
                           enum http_connection_state state)
{
    const struct http_limits *limits = &connection->server->limits;
    switch (state) {
    case HTTP_HANDSHAKE:
        return connection->accepted_at + limits->handshake_ms_max;
    case HTTP_FRESH:
        return connection->accepted_at + limits->request_ms_max;
    case HTTP_RECEIVING:
        /* The first request shares its time with the accepting, and with the handshake: a client
         * cannot have both in full. */
        return connection->state == HTTP_FRESH ? connection->deadline.deadline_ms
                                               : clock_monotonic_ms() + limits->request_ms_max;
    case HTTP_IDLE:
        return clock_monotonic_ms() + limits->idle_ms_max;
    case HTTP_WRITING:
        return clock_monotonic_ms() + limits->write_ms_max;
    case HTTP_ENDING:
        return clock_monotonic_ms() +
               (connection->state == HTTP_STREAMING ? FAREWELL_MS_MAX : limits->write_ms_max);
    case HTTP_LINGERING:
        return clock_monotonic_ms() + LINGER_MS_MAX;
    default:
        return 0;
    }
}

static void arm(struct http_connection *connection, int64_t deadline_ms)
{
    connection->unsent_before = http_connection_unsent(connection);
    if (deadline_ms)
        http_wheel_arm(&connection->server->wheel, &connection->deadline, deadline_ms);
    else
        http_wheel_disarm(&connection->deadline);
}

void http_connection_move(struct http_connection *connection, enum http_connection_state state)
{
    bool allowed = allowed_moves[connection->state] & BIT(state);
    assert(allowed);
    (void)allowed;
    /* Before the move: a deadline may depend on the state that is left. */
    int64_t deadline_ms = deadline_of(connection, state);
    connection->state = (uint8_t)state;
    arm(connection, deadline_ms);
    http_yield_note(connection);
}

/* ---- sending ---- */

size_t http_connection_unsent(const struct http_connection *connection)
{
    return evbuffer_get_length(bufferevent_get_output(connection->bev));
}

/* Sends what the socket takes at once; -1: the peer is gone. */
static ssize_t send_now(const struct http_connection *connection, const struct http_piece *pieces,
                        size_t count)
{
    const int flags = MSG_NOSIGNAL | MSG_DONTWAIT;
    struct iovec parts[HTTP_PIECES_MAX];
    struct msghdr message = {.msg_iov = parts, .msg_iovlen = count};
    for (size_t i = 0; i < count; i++)
        parts[i] = (struct iovec){(void *)(uintptr_t)pieces[i].data, pieces[i].size};
    ssize_t sent;
    do /* one piece, as a stream sends ten thousand times, is cheaper without its list */
        sent = count == 1 ? send(connection->fd, pieces->data, pieces->size, flags)
                          : sendmsg(connection->fd, &message, flags);
    while (sent < 0 && errno == EINTR);
    /* Nothing fitted: all of it waits. That is no fault of the peer's. */
    if (sent < 0 && (errno == EAGAIN || errno == ENOBUFS))
        return 0;
    return sent;
}

static void drop_reference(const void *data, size_t size, void *blob)
{
    (void)data;
    (void)size;
    http_blob_unref(blob);
}

/* Queues the part of a piece from `skip` on. */
static bool queue_piece(struct evbuffer *output, const struct http_piece *piece, size_t skip,
                        bool copy)
{
    const char *rest = (const char *)piece->data + skip;
    size_t size = piece->size - skip;
    /* What has no blob is on the caller's stack, or in a request that is about to go. */
    if (!piece->blob || copy)
        return evbuffer_add(output, rest, size) == 0;
    /* Held until libevent has sent the bytes, and let go by drop_reference. */
    http_blob_ref(piece->blob);
    if (evbuffer_add_reference(output, rest, size, drop_reference, piece->blob) == 0)
        return true;
    http_blob_unref(piece->blob);
    return false;
}

static bool queue_rest(struct http_connection *connection, const struct http_piece *pieces,
                       size_t count, size_t sent)
{
    struct evbuffer *output = bufferevent_get_output(connection->bev);
    for (size_t i = 0; i < count; i++) {
        size_t skip = sent < pieces[i].size ? sent : pieces[i].size;
        sent -= skip;
        bool copy = connection->tls && pieces[i].size <= COPY_BYTES_MAX;
        if (skip < pieces[i].size && !queue_piece(output, &pieces[i], skip, copy))
            return false;
    }
    return true;
}

static size_t size_of(const struct http_piece *pieces, size_t count)
{
    size_t size = 0;
    for (size_t i = 0; i < count; i++)
        size += pieces[i].size;
    return size;
}

bool http_connection_send(struct http_connection *connection, const struct http_piece *pieces,
                          size_t count)
{
    size_t size = size_of(pieces, count);
    ssize_t sent = 0;
    if (connection->state == HTTP_DOOMED)
        return false;
    /* Never past what waits: the answers would change places. */
    if (!connection->tls && !http_connection_unsent(connection))
        sent = send_now(connection, pieces, count);
    if (sent < 0) {
        http_connection_doom(connection);
        return false;
    }
    /* Queued bytes count as sent: this is for the metrics alone. */
    connection->server->counters.bytes_out += size;
    if ((size_t)sent == size)
        return true;
    if (!queue_rest(connection, pieces, count, (size_t)sent)) {
        /* Part of an answer went out: a reset tells the reader that it is not whole; an orderly end
         * would not. */
        connection->abort = true;
        http_connection_doom(connection);
        return false;
    }
    if (!connection->tls)
        bufferevent_enable(connection->bev, EV_WRITE);
    return true;
}

/* ---- after an answer, and the end ---- */

static size_t input_size(const struct http_connection *connection)
{
    return evbuffer_get_length(bufferevent_get_input(connection->bev));
}

static void go_idle(struct http_connection *connection)
{
    http_connection_move(connection, HTTP_IDLE);
    if (input_size(connection)) {
        /* A pipelined request; never run from inside the answer to the one before. */
        if (!connection->running)
            bufferevent_trigger(connection->bev, EV_READ,
                                BEV_TRIG_IGNORE_WATERMARKS | BEV_TRIG_DEFER_CALLBACKS);
    } else if (connection->peer_ended || connection->server->stopping) {
        http_connection_doom(connection);
    }
}

/* Everything is sent: shuts our side, and for a moment reads and throws away what the peer still
 * sends. Closing with unread bytes would reset the connection and could destroy our answer. */
static void finish(struct http_connection *connection)
{
    if (connection->tls)
        http_tls_goodbye(connection->bev);
    shutdown(connection->fd, SHUT_WR);
    if (connection->peer_ended) {
        http_connection_doom(connection);
        return;
    }
    http_connection_move(connection, HTTP_LINGERING);
    struct evbuffer *input = bufferevent_get_input(connection->bev);
    evbuffer_drain(input, evbuffer_get_length(input));
    bufferevent_setwatermark(connection->bev, EV_READ, 0, INPUT_BYTES_MAX);
    bufferevent_enable(connection->bev, EV_READ);
}

void http_connection_end(struct http_connection *connection)
{
    http_connection_move(connection, HTTP_ENDING);
    if (!http_connection_unsent(connection))
        finish(connection);
}

void http_connection_answered(struct http_connection *connection)
{
    http_request_release(connection->request);
    if (connection->close_after_answer)
        http_connection_end(connection);
    else if (http_connection_unsent(connection))
        http_connection_move(connection, HTTP_WRITING);
    else
        go_idle(connection);
}

void http_connection_doom(struct http_connection *connection)
{
    struct http_request *request = connection->request;
    /* A failed send ends the connection, and its caller may end it again. */
    if (connection->state == HTTP_DOOMED)
        return;
    if (connection->stream)
        http_stream_lose(connection->stream);
    connection->stream = NULL;
    connection->request = NULL;
    if (request && request->handed_over)
        request->connection = NULL; /* its handler still has it */
    else if (request)
        http_request_release(request);
    http_connection_move(connection, HTTP_DOOMED);
    bufferevent_disable(connection->bev, EV_READ | EV_WRITE);
    http_server_forget_turn(connection);
    http_address_leave(connection->server->addresses, connection->address);
    connection->address = NULL;
    /* Freed by the chores and not here: this may run inside the connection's own callback. */
    LIST_REMOVE(connection, place);
    LIST_INSERT_HEAD(&connection->server->doomed, connection, place);
    connection->server->counters.connections_now--;
    http_server_wake(connection->server);
}

void http_connection_free(struct http_connection *connection)
{
    struct linger reset = {.l_onoff = 1, .l_linger = 0};
    LIST_REMOVE(connection, place);
    http_wheel_disarm(&connection->deadline);
    if (connection->abort)
        /* With no time to linger, closing sends a reset and drops what was not sent. */
        setsockopt(connection->fd, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
    bufferevent_free(connection->bev);
    free(connection);
}

/* ---- what the socket says ---- */

static void throw_away(struct http_connection *connection)
{
    struct evbuffer *input = bufferevent_get_input(connection->bev);
    connection->thrown_away += (uint32_t)evbuffer_get_length(input);
    evbuffer_drain(input, evbuffer_get_length(input));
    /* A client that still uploads has not read the refusal, and will not. */
    if (connection->thrown_away > LINGER_BYTES_MAX)
        http_connection_doom(connection);
}

void http_connection_go_on(struct http_connection *connection)
{
    http_exchange_run(connection);
    if (connection->peer_ended && !connection->waits &&
        (connection->state == HTTP_IDLE || connection->state == HTTP_RECEIVING))
        http_connection_doom(connection); /* the rest of a request will never come */
}

static void on_readable(struct bufferevent *bev, void *data)
{
    struct http_connection *connection = data;
    (void)bev;
    switch ((enum http_connection_state)connection->state) {
    case HTTP_FRESH:
    case HTTP_RECEIVING:
    case HTTP_IDLE:
        http_connection_go_on(connection);
        break;
    case HTTP_STREAMING: /* a stream takes no input */
        http_connection_doom(connection);
        break;
    case HTTP_LINGERING:
        throw_away(connection);
        break;
    default: /* stays in the input, up to its watermark */
        break;
    }
}

static void on_drained(struct bufferevent *bev, void *data)
{
    struct http_connection *connection = data;
    if (http_connection_unsent(connection))
        return; /* a deferred call, and there is more since */
    if (!connection->tls)
        bufferevent_disable(bev, EV_WRITE);
    if (connection->state == HTTP_WRITING)
        go_idle(connection);
    else if (connection->state == HTTP_ENDING)
        finish(connection);
    else if (connection->state == HTTP_STREAMING)
        http_stream_drained(connection->stream);
}

/* The peer shut its side. If it did so after a whole request, it still gets the answer. */
static void take_end(struct http_connection *connection)
{
    connection->peer_ended = true;
    switch ((enum http_connection_state)connection->state) {
    case HTTP_HANDLING:
    case HTTP_WRITING:
    case HTTP_ENDING:
        break;
    default:
        if (!connection->waits) /* for the next turn, with requests that came before the end */
            http_connection_doom(connection);
    }
}

static void on_event(struct bufferevent *bev, short what, void *data)
{
    struct http_connection *connection = data;
    (void)bev;
    if (connection->state == HTTP_DOOMED)
        return;
    /* Only TLS comes here: the handshake is done. */
    if (what & BEV_EVENT_CONNECTED)
        http_connection_move(connection, HTTP_FRESH);
    else if (what & BEV_EVENT_ERROR)
        http_connection_doom(connection);
    else if (what & BEV_EVENT_EOF)
        take_end(connection);
}

/* ---- deadlines ---- */

/* An answer or farewell may go on as long as its reader takes some of it. */
static bool has_progressed(const struct http_connection *connection)
{
    return connection->unsent_before - http_connection_unsent(connection) >= PROGRESS_BYTES_MIN;
}

void http_connection_expire(struct http_wheel_entry *entry, void *data)
{
    struct http_connection *connection =
        (struct http_connection *)(void *)((char *)entry -
                                           offsetof(struct http_connection, deadline));
    struct http_server *server = data;
    switch ((enum http_connection_state)connection->state) {
    case HTTP_STREAMING:
        http_stream_expire(connection->stream);
        return;
    case HTTP_RECEIVING:
        http_exchange_expire(connection);
        return;
    case HTTP_WRITING:
    case HTTP_ENDING:
        if (has_progressed(connection)) {
            arm(connection, clock_monotonic_ms() + server->limits.write_ms_max);
            return;
        }
        connection->abort = true;
        break;
    default:
        break;
    }
    if (connection->state != HTTP_IDLE && connection->state != HTTP_LINGERING)
        server->counters.timed_out++;
    http_connection_doom(connection);
}

/* ---- opening ---- */

static struct bufferevent *make_bufferevent(struct http_server *server, int fd,
                                            struct ssl_ctx_st *tls)
{
    struct bufferevent *bev = tls ? http_tls_accept(server->base, tls, fd)
                                  : bufferevent_socket_new(server->base, fd, BEV_OPT_CLOSE_ON_FREE);
    if (!bev)
        close(fd);
    return bev;
}

bool http_connection_open(struct http_server *server, int fd, const union http_peer *peer,
                          struct ssl_ctx_st *tls, struct http_address *address)
{
    struct http_connection *connection = calloc(1, sizeof *connection);
    if (!connection) {
        close(fd);
        return false;
    }
    struct bufferevent *bev = make_bufferevent(server, fd, tls);
    if (!bev) {
        free(connection);
        return false;
    }
    *connection = (struct http_connection){
        .server = server,
        .bev = bev,
        .address = address,
        .peer = *peer,
        .accepted_at = clock_monotonic_ms(),
        .fd = fd,
        .state = tls ? HTTP_HANDSHAKE : HTTP_FRESH,
        .tls = tls != NULL,
    };
    LIST_INSERT_HEAD(&server->connections, connection, place);
    server->counters.connections_now++;
    /* Before the callbacks are set: nothing can move the connection yet. */
    arm(connection, deadline_of(connection, (enum http_connection_state)connection->state));
    http_yield_note(connection);
    bufferevent_setcb(bev, on_readable, on_drained, on_event, connection);
    bufferevent_setwatermark(bev, EV_READ, 0, INPUT_BYTES_MAX);
    if (!tls)
        bufferevent_disable(bev, EV_WRITE);
    bufferevent_enable(bev, tls ? EV_READ | EV_WRITE : EV_READ);
    return true;
}
