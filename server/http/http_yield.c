/* SPDX-License-Identifier: EUPL-1.2 */
/* Takes connections from idle unknown clients when all are in use.
 *
 * DESIGN: unknown clients' connections on which the server waits for the client are in two lists,
 * one of the server and one of their address, by the time at which the wait began. The first is
 * closed for a new client. A new client, such as a kiosk whose token was not seen yet, enters at
 * the tail: it is safe until as many others have come as there are connections. That takes seconds
 * under any flood, and its first request takes milliseconds. */
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
    /* Only a whole request counts as a sign of life, not its first byte. */
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
