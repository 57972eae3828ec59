/* SPDX-License-Identifier: EUPL-1.2 */
/* Who gives way when every place is taken.
 *
 * DESIGN: connections of unknown clients that wait for something of the client stand in two lists,
 * one of the server and one of their address, ordered by when they began to wait. The first gives
 * way. A client that comes anew, a kiosk whose token nobody has seen yet among them, stands at the
 * tail, so it has the time in which as many others arrive as there are places: seconds under any
 * flood, where its first request takes milliseconds. */
#include "http_internal.h"

#include "http_address.h"

/* States in which the server waits for the client. Not those of a handler at work or a stream. */
static bool waits_for_client(enum http_connection_state state)
{
    switch (state) {
    case HTTP_HANDSHAKE:
    case HTTP_FRESH:
    case HTTP_RECEIVING:
    case HTTP_IDLE:
    case HTTP_WRITING:
    case HTTP_ENDING:
    case HTTP_LINGERING:
        return true;
    default:
        return false;
    }
}

static void leave_lists(struct http_connection *connection)
{
    if (!connection->yields)
        return;
    connection->yields = false;
    TAILQ_REMOVE(&connection->server->yielding, connection, yield_place);
    TAILQ_REMOVE(http_address_yielding(connection->address), connection, address_place);
}

static void enter_lists(struct http_connection *connection)
{
    connection->yields = true;
    TAILQ_INSERT_TAIL(&connection->server->yielding, connection, yield_place);
    TAILQ_INSERT_TAIL(http_address_yielding(connection->address), connection, address_place);
}

void http_yield_note(struct http_connection *connection)
{
    enum http_connection_state state = (enum http_connection_state)connection->state;
    if (connection->known || !waits_for_client(state)) {
        leave_lists(connection);
        return;
    }
    /* A whole request was a sign of life; its first byte is none. */
    if (state == HTTP_IDLE)
        leave_lists(connection);
    if (!connection->yields)
        enter_lists(connection);
}

bool http_yield_first(struct http_yielding_list *list)
{
    struct http_connection *first = TAILQ_FIRST(list);
    if (!first)
        return false;
    first->server->counters.gave_way++;
    http_connection_doom(first);
    return true;
}

void http_request_know_client(struct http_request *request)
{
    struct http_connection *connection = request->connection;
    if (!connection || connection->known)
        return;
    connection->known = true;
    http_yield_note(connection);
}
