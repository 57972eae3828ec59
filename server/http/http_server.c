/* SPDX-License-Identifier: EUPL-1.2 */
/* The server: listeners, admission, chores, the clean stop. */
#include "http_internal.h"

#include <arpa/inet.h>
#include <errno.h>
#include <event2/event.h>
#include <event2/listener.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "http_address.h"
#include "parvis/clock.h"
#include "parvis/log.h"

#define BACKLOG 4096
#define TURN_MS_MIN 5
#define TURN_MS_MAX 100
#define WARNING_MS 10000 /* between two lines that say the same */

/* ---- chores ---- */

static void resume_listeners(struct http_server *server)
{
    struct http_listener *listener;
    if (!server->listeners_paused || server->stopping)
        return;
    server->listeners_paused = false;
    SLIST_FOREACH(listener, &server->listeners, place)
    evconnlistener_enable(listener->listener);
}

static void free_doomed(struct http_server *server)
{
    struct http_connection *connection;
    while ((connection = LIST_FIRST(&server->doomed)))
        http_connection_free(connection);
}

static void rest_if_empty(struct http_server *server)
{
    if (server->turning && LIST_EMPTY(&server->connections) && !server->listeners_paused) {
        event_del(server->turn);
        server->turning = false;
    }
}

static void tell_stopped(struct http_server *server)
{
    void (*stopped)(void *data) = server->stopped;
    if (!server->stopping || !stopped || !LIST_EMPTY(&server->connections))
        return;
    server->stopped = NULL;
    stopped(server->stopped_data); /* last: it may free the server */
}

static void do_chores(evutil_socket_t fd, short what, void *data)
{
    struct http_server *server = data;
    (void)fd;
    (void)what;
    /* Streams first: what their owners are told about must not be gone yet. The server comes last,
     * since it may be freed there. */
    http_streams_report(server);
    free_doomed(server);
    resume_listeners(server);
    rest_if_empty(server);
    tell_stopped(server);
}

void http_server_wake(struct http_server *server)
{
    /* However often in one turn: an event that is active already is not run twice. */
    event_active(server->afterwards, EV_TIMEOUT, 0);
}

static void on_turn(evutil_socket_t fd, short what, void *data)
{
    struct http_server *server = data;
    (void)fd;
    (void)what;
    http_wheel_turn(&server->wheel, clock_monotonic_ms(), http_connection_expire, server);
    resume_listeners(server);
}

/* ---- connections whose next requests wait for another turn ---- */

/* By a timer of 0 ms: libevent empties its queue of active events, new ones included, before it
 * polls again, and other clients' requests would not be read. */
void http_server_go_on_later(struct http_connection *connection)
{
    static const struct timeval now = {0, 0};
    struct http_server *server = connection->server;
    if (connection->waits)
        return;
    connection->waits = true;
    TAILQ_INSERT_TAIL(&server->waiting, connection, turn_place);
    event_add(server->next_turn, &now);
}

void http_server_forget_turn(struct http_connection *connection)
{
    if (connection->waits)
        TAILQ_REMOVE(&connection->server->waiting, connection, turn_place);
    connection->waits = false;
}

/* Serves the connections that waited when the turn began; those that wait again go behind them. */
static void on_next_turn(evutil_socket_t fd, short what, void *data)
{
    struct http_server *server = data;
    struct http_connection *connection;
    size_t count = 0;
    (void)fd;
    (void)what;
    TAILQ_FOREACH(connection, &server->waiting, turn_place)
    count++;
    while (count-- > 0 && (connection = TAILQ_FIRST(&server->waiting))) {
        http_server_forget_turn(connection);
        http_connection_go_on(connection);
    }
}

static void keep_turning(struct http_server *server)
{
    struct timeval every = {.tv_usec = (suseconds_t)(server->wheel.tick_ms * 1000)};
    if (!server->turning && event_add(server->turn, &every) == 0)
        server->turning = true;
}

/* ---- admission ---- */

/* One short answer if the socket takes it, then the end; under TLS, the end. */
static void turn_away(struct http_server *server, const struct http_listener *listener, int fd,
                      const char *answer)
{
    server->counters.refused_limits++;
    if (!listener->tls) {
        send(fd, answer, strlen(answer), MSG_NOSIGNAL | MSG_DONTWAIT);
        shutdown(fd, SHUT_WR);
    }
    close(fd);
}

/* Counts a connection for the peer's address, if necessary in place of an idle unknown client's.
 * NULL: none is free. */
static struct http_address *enter_address(struct http_server *server, const struct sockaddr *peer)
{
    size_t max = server->limits.connections_per_address_max;
    struct http_address *address = http_address_enter(server->addresses, peer, max);
    if (address)
        return address;
    /* The address has its limit: closes that address's own longest idle unknown client. */
    struct http_address *full = http_address_find(server->addresses, peer);
    return full && http_yield_first(http_address_yielding(full))
               ? http_address_enter(server->addresses, peer, max)
               : NULL;
}

static void on_accept(struct evconnlistener *socket, evutil_socket_t fd, struct sockaddr *peer,
                      int length, void *data)
{
    const struct http_listener *listener = data;
    struct http_server *server = listener->server;
    union http_peer from = {0};
    (void)socket;
    memcpy(&from, peer, (size_t)length < sizeof from ? (size_t)length : sizeof from);
    if (server->counters.connections_now >= server->limits.connections_max &&
        !http_yield_first(&server->yielding)) {
        turn_away(server, listener, fd,
                  "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nContent-Length: 0\r\n"
                  "Connection: close\r\n\r\n");
        return;
    }
    struct http_address *address = enter_address(server, peer);
    if (!address) {
        turn_away(server, listener, fd,
                  "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 5\r\nContent-Length: 0\r\n"
                  "Connection: close\r\n\r\n");
        return;
    }
    if (!http_connection_open(server, fd, &from, listener->tls, address))
        http_address_leave(server->addresses, address);
    else
        keep_turning(server);
}

/* Out of descriptors or memory: the kernel keeps new clients waiting until the next turn. Without
 * the pause the loop would spin on the same error. */
static void on_accept_error(struct evconnlistener *socket, void *data)
{
    struct http_server *server = ((struct http_listener *)data)->server;
    struct http_listener *listener;
    (void)socket;
    /* Before the log, which may change it. */
    int error = errno;
    int64_t now = clock_monotonic_ms();
    if (!server->warned_at || now - server->warned_at >= WARNING_MS) {
        log_warning("http", "accept: %s", strerror(error));
        server->warned_at = now;
    }
    SLIST_FOREACH(listener, &server->listeners, place)
    evconnlistener_disable(listener->listener);
    server->listeners_paused = true;
    keep_turning(server);
}

/* ---- listening ---- */

static bool read_address(const char *text, uint16_t port, struct sockaddr_storage *ret_address,
                         int *ret_size)
{
    struct sockaddr_in four = {.sin_family = AF_INET, .sin_port = htons(port)};
    struct sockaddr_in6 six = {.sin6_family = AF_INET6, .sin6_port = htons(port)};
    if (inet_pton(AF_INET, text, &four.sin_addr) == 1) {
        memcpy(ret_address, &four, sizeof four);
        *ret_size = sizeof four;
        return true;
    }
    if (inet_pton(AF_INET6, text, &six.sin6_addr) != 1)
        return false;
    memcpy(ret_address, &six, sizeof six);
    *ret_size = sizeof six;
    return true;
}

static void free_listener(struct http_listener *listener)
{
    if (listener->listener)
        evconnlistener_free(listener->listener);
    http_tls_free(listener->tls);
    free(listener->certificate_path);
    free(listener->key_path);
    free(listener);
}

static enum parvis_status open_socket(struct http_listener *listener, const char *address,
                                      uint16_t port)
{
    struct sockaddr_storage local = {0};
    struct http_server *server = listener->server;
    int size, one = 1;
    if (!read_address(address, port, &local, &size)) {
        log_error("http", "not an address: %s", address);
        return PARVIS_IO;
    }
    listener->listener =
        evconnlistener_new_bind(server->base, on_accept, listener,
                                LEV_OPT_CLOSE_ON_FREE | LEV_OPT_CLOSE_ON_EXEC | LEV_OPT_REUSEABLE,
                                BACKLOG, (struct sockaddr *)&local, size);
    if (!listener->listener) {
        log_error("http", "%s port %u: %s", address, (unsigned)port, strerror(errno));
        return PARVIS_IO;
    }
    int fd = evconnlistener_get_fd(listener->listener);
    int unsent = (int)server->limits.kernel_bytes_max;
    /* Accepted sockets inherit both. */
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    setsockopt(fd, IPPROTO_TCP, TCP_NOTSENT_LOWAT, &unsent, sizeof unsent);
    evconnlistener_set_error_cb(listener->listener, on_accept_error);
    socklen_t length = sizeof local;
    if (getsockname(fd, (struct sockaddr *)&local, &length) == 0)
        server->port =
            ntohs(local.ss_family == AF_INET6 ? ((struct sockaddr_in6 *)(void *)&local)->sin6_port
                                              : ((struct sockaddr_in *)(void *)&local)->sin_port);
    return PARVIS_OK;
}

enum parvis_status http_server_listen(struct http_server *server, const char *address,
                                      uint16_t port, const char *certificate_path,
                                      const char *key_path)
{
    struct http_listener *listener = calloc(1, sizeof *listener);
    if (!listener)
        return PARVIS_NO_MEMORY;
    enum parvis_status status = PARVIS_OK;
    listener->server = server;
    if (certificate_path) {
        listener->certificate_path = strdup(certificate_path);
        listener->key_path = strdup(key_path);
        status = listener->certificate_path && listener->key_path
                     ? http_tls_context(certificate_path, key_path, &listener->tls)
                     : PARVIS_NO_MEMORY;
    }
    if (status == PARVIS_OK)
        status = open_socket(listener, address, port);
    if (status == PARVIS_OK)
        SLIST_INSERT_HEAD(&server->listeners, listener, place);
    else
        free_listener(listener);
    return status;
}

uint16_t http_server_port(const struct http_server *server)
{
    return server->port;
}

bool http_server_fingerprint(const struct http_server *server, uint8_t ret_sha256[32])
{
    const struct http_listener *listener;
    SLIST_FOREACH(listener, &server->listeners, place)
    {
        if (listener->tls)
            return http_tls_fingerprint(listener->tls, ret_sha256);
    }
    return false;
}

enum parvis_status http_server_reload_tls(struct http_server *server)
{
    struct http_listener *listener;
    enum parvis_status first = PARVIS_OK;
    SLIST_FOREACH(listener, &server->listeners, place)
    {
        /* Each by itself: one bad file does not keep the others from being renewed. */
        struct ssl_ctx_st *context;
        if (!listener->tls)
            continue;
        enum parvis_status status =
            http_tls_context(listener->certificate_path, listener->key_path, &context);
        if (status == PARVIS_OK) {
            http_tls_free(listener->tls); /* connections hold references of their own */
            listener->tls = context;
        } else if (first == PARVIS_OK) {
            first = status;
        }
    }
    return first;
}

/* ---- life ---- */

/* A twentieth of the shortest limit, so that no deadline is kept much too late. */
static int64_t turn_ms(const struct http_limits *limits)
{
    int64_t all[] = {limits->handshake_ms_max, limits->request_ms_max, limits->idle_ms_max,
                     limits->write_ms_max, limits->stream_queue_ms_max};
    int64_t shortest = all[0];
    for (size_t i = 1; i < sizeof all / sizeof *all; i++)
        if (all[i] < shortest)
            shortest = all[i];
    int64_t turn = shortest / 20;
    return turn < TURN_MS_MIN ? TURN_MS_MIN : turn > TURN_MS_MAX ? TURN_MS_MAX : turn;
}

struct http_server *http_server_new(struct event_base *base, const struct http_limits *limits,
                                    const struct http_route *routes, size_t count,
                                    http_authorise_fn *authorise, void *data)
{
    struct http_server *server = calloc(1, sizeof *server);
    if (!server)
        return NULL;
    signal(SIGPIPE, SIG_IGN); /* libevent and OpenSSL write without MSG_NOSIGNAL */
    server->base = base;
    server->authorise = authorise;
    server->data = data;
    server->limits = *limits;
    LIST_INIT(&server->connections);
    LIST_INIT(&server->doomed);
    LIST_INIT(&server->requests);
    LIST_INIT(&server->pool);
    STAILQ_INIT(&server->ended);
    TAILQ_INIT(&server->waiting);
    TAILQ_INIT(&server->yielding);
    SLIST_INIT(&server->listeners);
    http_wheel_init(&server->wheel, turn_ms(limits), clock_monotonic_ms());
    server->routes = http_routes_new(routes, count);
    server->addresses = http_addresses_new();
    server->turn = event_new(base, -1, EV_PERSIST, on_turn, server);
    server->afterwards = event_new(base, -1, 0, do_chores, server);
    server->next_turn = event_new(base, -1, 0, on_next_turn, server);
    if (!server->routes || !server->addresses || !server->turn || !server->afterwards ||
        !server->next_turn) {
        http_server_free(server);
        return NULL;
    }
    event_priority_set(server->turn, 0); /* short, and deadlines hold under any load */
    event_priority_set(server->afterwards, 0);
    return server;
}

/* Ends connections with nothing to finish; the others see `stopping` when they are done. */
static void let_go(struct http_connection *connection)
{
    switch ((enum http_connection_state)connection->state) {
    case HTTP_STREAMING:
        http_stream_stop(connection->stream);
        break;
    case HTTP_HANDSHAKE:
    case HTTP_FRESH:
    case HTTP_IDLE:
        http_connection_doom(connection);
        break;
    default:
        break;
    }
}

void http_server_stop(struct http_server *server, void (*done)(void *data), void *data)
{
    struct http_listener *listener;
    server->stopping = true;
    server->stopped = done;
    server->stopped_data = data;
    SLIST_FOREACH(listener, &server->listeners, place)
    evconnlistener_disable(listener->listener);
    struct http_connection *connection = LIST_FIRST(&server->connections);
    while (connection) {
        /* Taken first: letting go may move the connection to the list of the doomed. */
        struct http_connection *next = LIST_NEXT(connection, place);
        let_go(connection);
        connection = next;
    }
    http_server_wake(server);
}

void http_server_free(struct http_server *server)
{
    if (!server)
        return;
    struct http_listener *listener;
    while ((listener = SLIST_FIRST(&server->listeners))) {
        SLIST_REMOVE_HEAD(&server->listeners, place);
        free_listener(listener);
    }
    struct http_connection *connection;
    while ((connection = LIST_FIRST(&server->connections)))
        http_connection_doom(connection);
    if (server->afterwards) {
        http_streams_report(server);
        free_doomed(server);
        http_requests_free(server);
        event_free(server->afterwards);
    }
    if (server->turn)
        event_free(server->turn);
    if (server->next_turn)
        event_free(server->next_turn);
    http_addresses_free(server->addresses);
    http_routes_free(server->routes);
    free(server);
}

struct http_counters http_server_counters(const struct http_server *server)
{
    return server->counters;
}
