/* SPDX-License-Identifier: EUPL-1.2 */
/* Shared by the files of server/http. A request takes this way:
 *
 *   server (accept) → connection (bytes, deadlines) → head (bytes → fields) → exchange (rules,
 *   route, authoriser, body) → the handler → response or stream → connection
 *
 * A connection owns its bufferevent; it borrows a request from the server's pool while one is being
 * read or answered, so that idle connections and streams cost no parser and no buffers. */
#ifndef PARVIS_HTTP_INTERNAL_H
#define PARVIS_HTTP_INTERNAL_H

#include <llhttp.h>
#include <netinet/in.h>
#include <sys/queue.h>

#include "http.h"
#include "http_wheel.h"

struct bufferevent;
struct evbuffer;
struct event;
struct evconnlistener;
struct ssl_ctx_st;
struct http_address;
struct http_addresses;
struct http_connection;
struct http_routes;

/* The other end's address and port. */
union http_peer {
    struct sockaddr any;
    struct sockaddr_in four;
    struct sockaddr_in6 six;
};

/* ---- request ---- */

#define HTTP_PARAMETERS_MAX 8
#define HTTP_ARENA_BYTES 1024 /* of a request; beyond them it uses malloc */
#define HTTP_POOL_MAX 64      /* requests kept for reuse */

/* One header line, both strings NUL-ended in the request's head. */
struct http_field {
    const char *name, *value;
    uint32_t name_length, value_length;
};

/* One part of the path under a route's ":name" (or "*"). */
struct http_parameter {
    const char *name; /* in the pattern, not NUL-ended */
    size_t name_length;
    const char *value; /* NUL-ended */
};

/* Memory that the arena took from malloc. */
struct http_arena_piece {
    struct http_arena_piece *next;
    max_align_t bytes[];
};

/* Why a request is refused before its handler; all strings static. */
struct http_fault {
    int status; /* 0: none */
    const char *code, *title;
};

enum http_progress {
    HTTP_READING_HEAD,
    HTTP_READING_BODY,
    HTTP_COMPLETE,
};

struct http_request {
    struct http_server *server;
    struct http_connection *connection; /* NULL: the client is gone, the answer is dropped */
    LIST_ENTRY(http_request) place;     /* among the server's live requests, or in its pool */

    /* framing */
    llhttp_t parser;
    enum http_progress progress;
    char *head;           /* request line and header lines, as received */
    size_t head_size;     /* bytes in it */
    size_t head_capacity; /* bytes of memory */
    size_t head_scanned;  /* bytes that the scan has checked */
    size_t line_length;   /* of the line being scanned, without CRLF */
    bool first_line_complete;
    bool empty_line_skipped; /* one CRLF before the request line is forgiven (RFC 9112 2.2) */
    char previous[2];        /* the two bytes last seen, oldest first */
    bool message_complete;   /* llhttp saw the end */
    bool chunked;
    uint64_t body_length; /* announced by Content-Length */
    size_t body_max;      /* of the route */
    size_t raw_size;      /* bytes of the body with its chunk framing */
    struct http_fault fault;

    /* meaning */
    uint8_t method_number; /* llhttp's */
    bool head_only;        /* HEAD */
    bool expects_continue; /* waits for "100 Continue" before its body */
    bool keep_alive;
    bool tls;
    char *target; /* in head, NUL-ended once judged */
    size_t target_size;
    const char *path;  /* decoded; in head */
    const char *query; /* "" if none; in head */
    struct http_field *fields;
    size_t field_count;
    const struct http_route *route; /* NULL before routing */
    struct http_parameter parameters[HTTP_PARAMETERS_MAX];
    size_t parameter_count;
    char *body; /* NUL-ended; NULL while empty */
    size_t body_size, body_capacity;
    union http_peer peer;

    /* the handler's */
    void *identity;
    void (*release_identity)(void *identity);
    char *extra; /* header lines added by http_response_header, in the arena */
    size_t extra_size, extra_capacity;
    bool own_cache_control; /* among them */
    bool handed_over;       /* its handler or answer has it: it outlives its connection */
    bool answered;
    size_t arena_used;
    struct http_arena_piece *arena_pieces;
    max_align_t arena[HTTP_ARENA_BYTES / sizeof(max_align_t)];
};

LIST_HEAD(http_request_list, http_request);

/* A clean request for `connection`, from the pool if there is one. NULL: no memory. */
struct http_request *http_request_acquire(struct http_connection *connection);
/* Frees what the request holds and gives it back to the pool. */
void http_request_release(struct http_request *request);
/* Frees the pool and every live request. */
void http_requests_free(struct http_server *server);

/* ---- head and body: bytes → fields (http_head.c, http_body.c) ---- */

enum http_parse_result {
    HTTP_PARSE_MORE, /* the input is used up */
    HTTP_PARSE_HEAD, /* the head is complete and well formed; call again for the body */
    HTTP_PARSE_DONE, /* the request is complete; what is left of the input is the next one's */
    HTTP_PARSE_BAD,  /* request->fault says why */
};

/* Takes bytes from `input` up to the end of the head. */
enum http_parse_result http_head_read(struct http_request *request, struct evbuffer *input);
/* Takes bytes from `input` up to the end of the body, which may be `body_max` bytes. */
enum http_parse_result http_body_read(struct http_request *request, struct evbuffer *input);
/* Adds to the body. False: it is over request->body_max, or no memory; request->fault says
 * which. */
bool http_body_take(struct http_request *request, const char *bytes, size_t size);
/* Sets request->fault by llhttp's error, unless a callback has set it already. */
void http_head_fault(struct http_request *request, llhttp_errno_t error);
/* llhttp's callbacks. */
extern const llhttp_settings_t http_parser_settings;

/* ---- rules and routing ---- */

/* Judges a complete head: version, Host, lengths, target. False: request->fault says why. */
bool http_rules_judge(struct http_request *request);

/* Sorts and checks the table, which it borrows until it is freed. NULL: no memory. */
struct http_routes *http_routes_new(const struct http_route *table, size_t count);
void http_routes_free(struct http_routes *routes);
/* Finds the request's route and parameters; NULL: none. *ret_allowed: the methods for which the
 * path has routes, a set of 1 << enum http_method. The parameters lie in the request's arena. */
const struct http_route *http_routes_find(const struct http_routes *routes,
                                          struct http_request *request, unsigned *ret_allowed);
/* "GET, HEAD, OPTIONS" of such a set. `size` ≥ 64. */
void http_routes_allow(unsigned allowed, char *text, size_t size);

/* Works through the connection's input: reads, checks, routes, calls handlers. Stops at the end of
 * the input, when a handler has not answered yet, or after turn_requests_max requests. */
void http_exchange_run(struct http_connection *connection);
/* The request took too long to arrive: answers 408. */
void http_exchange_expire(struct http_connection *connection);

/* ---- connection ---- */

/* States of a connection; http_connection.c has the allowed moves and each state's deadline. */
enum http_connection_state {
    HTTP_HANDSHAKE, /* TLS is being agreed */
    HTTP_FRESH,     /* accepted, no byte yet; the first request's time runs */
    HTTP_RECEIVING, /* a request has begun */
    HTTP_IDLE,      /* kept between two requests */
    HTTP_HANDLING,  /* a handler has the request */
    HTTP_WRITING,   /* an answer is going out */
    HTTP_STREAMING, /* an event stream */
    HTTP_ENDING,    /* the last bytes are going out, then the connection closes */
    HTTP_LINGERING, /* all is sent; input is thrown away: unread, it would reset the answer */
    HTTP_DOOMED,    /* freed at the end of the loop's turn */
    HTTP_CONNECTION_STATES,
};

struct http_connection {
    struct http_server *server;
    struct bufferevent *bev;
    struct http_address *address; /* it is counted there until it is doomed */
    struct http_request *request; /* being read or answered; NULL: none */
    struct http_stream *stream;   /* NULL: not a stream */
    struct http_wheel_entry deadline;
    LIST_ENTRY(http_connection) place;       /* among all, or among the doomed */
    TAILQ_ENTRY(http_connection) turn_place; /* among those that wait for the next turn */
    TAILQ_ENTRY(http_connection) yield_place, address_place; /* http_yield.c's lists */
    union http_peer peer;
    int64_t accepted_at;  /* monotonic ms */
    size_t unsent_before; /* unsent bytes when the deadline was set */
    int fd;
    uint32_t thrown_away; /* bytes read while lingering */
    uint64_t requests;    /* well-formed heads so far */
    uint8_t state;        /* enum http_connection_state */
    bool tls;
    bool peer_ended; /* its side is shut: no more requests */
    bool close_after_answer;
    bool running; /* http_exchange_run is on the stack */
    bool waits;   /* for the next turn: it had turn_requests_max in this one */
    bool known;   /* the authoriser knew who asked */
    bool yields;  /* it is in the lists of http_yield.c */
    bool abort;   /* close by a reset: the kernel drops the unsent bytes */
};

LIST_HEAD(http_connection_list, http_connection);
TAILQ_HEAD(http_waiting_list, http_connection);
TAILQ_HEAD(http_yielding_list, http_connection);

/* Bytes to send. `blob` holds them; NULL: bytes that cannot be sent at once are copied. */
struct http_piece {
    const void *data;
    size_t size;
    struct http_blob *blob;
};
#define HTTP_PIECES_MAX HTTP_PARTS_MAX

/* Takes over an accepted socket. False: no memory, the socket is closed. */
bool http_connection_open(struct http_server *server, int fd, const union http_peer *peer,
                          struct ssl_ctx_st *tls, struct http_address *address);
void http_connection_move(struct http_connection *connection, enum http_connection_state state);
/* Works through the connection's input, and closes it when no more can come. */
void http_connection_go_on(struct http_connection *connection);
/* Sends pieces at once as far as the socket takes them, and queues the rest. False: the peer is
 * gone. */
bool http_connection_send(struct http_connection *connection, const struct http_piece *pieces,
                          size_t count);
size_t http_connection_unsent(const struct http_connection *connection);
/* Call it when the answer to connection->request was sent or queued: releases the request and goes
 * on. */
void http_connection_answered(struct http_connection *connection);
/* Closes the connection after the queued bytes are sent. */
void http_connection_end(struct http_connection *connection);
/* Closes now. */
void http_connection_doom(struct http_connection *connection);
/* Frees it; called at the end of the loop's turn, or when the server is freed. */
void http_connection_free(struct http_connection *connection);
/* Acts on a connection's deadline that has passed. */
http_wheel_expire_fn http_connection_expire;

/* ---- idle unknown clients, whose connections a new client may take (http_yield.c) ---- */

/* Updates the lists after the connection changed its state or its client became known. */
void http_yield_note(struct http_connection *connection);
/* Closes the first connection of a list, for a new one. False: the list is empty. */
bool http_yield_first(struct http_yielding_list *list);

/* ---- answers ---- */

/* The constant header lines of every answer of a type. */
const char *http_security_headers(const char *type);
/* Headers of every answer, without a Content-Security-Policy. */
#define HTTP_COMMON_HEADERS                                                                        \
    "X-Content-Type-Options: nosniff\r\n"                                                          \
    "Referrer-Policy: no-referrer\r\n"
const char *http_status_reason(int status);
/* Value of the "Date" line with the empty line that ends a head: "Date: …\r\n\r\n". */
struct http_piece http_server_date(struct http_server *server);
/* Sends the whole answer. `head` is the status line and the first headers; this adds the handler's
 * own headers, "Connection: close" where it applies, Date, and `body` unless the request is a
 * HEAD. */
void http_response_send(struct http_request *request, struct http_piece head,
                        struct http_piece body);
/* Answers with request->fault, and closes the connection. */
void http_response_fault(struct http_request *request);

/* True if an Accept-Encoding value (NULL: none) takes gzip (RFC 9110 12.5.3). */
bool http_negotiate_gzip(const char *accept);
/* True if an If-None-Match value holds `etag`, by weak comparison (RFC 9110 13.1.2). */
bool http_negotiate_match(const char *if_none_match, const char *etag);

/* ---- streams ---- */

struct http_stream {
    struct http_connection *connection; /* NULL: gone */
    http_stream_end_fn *end;
    void *data;
    const char *reason;              /* why it ended; NULL: it is open */
    bool of_stranger;                /* its client is unknown */
    uint64_t queued;                 /* total of bytes that had to wait */
    uint64_t mark;                   /* `queued` when the present deadline was set */
    STAILQ_ENTRY(http_stream) place; /* among the ended streams, until `end` is called */
};

STAILQ_HEAD(http_stream_list, http_stream);

/* Ends the stream because its connection is lost or being freed. */
void http_stream_lose(struct http_stream *stream);
/* Call it when all waiting bytes have been sent. */
void http_stream_drained(struct http_stream *stream);
/* Cuts the stream when its age limit has passed, unless bytes went out meanwhile. */
void http_stream_expire(struct http_stream *stream);
/* Sends `event: goodbye` and ends the stream. */
void http_stream_stop(struct http_stream *stream);
/* Calls `end` for every stream that has ended. */
void http_streams_report(struct http_server *server);

/* ---- server ---- */

struct http_listener {
    struct http_server *server;
    struct evconnlistener *listener;
    struct ssl_ctx_st *tls; /* NULL: plain */
    char *certificate_path, *key_path;
    SLIST_ENTRY(http_listener) place;
};

struct http_server {
    struct event_base *base;
    http_authorise_fn *authorise; /* NULL: lets every request through */
    void *data;
    struct http_limits limits;
    struct http_routes *routes;
    struct http_addresses *addresses;
    SLIST_HEAD(, http_listener) listeners;
    uint16_t port; /* of the last listener */
    struct http_counters counters;

    struct event *turn;       /* turns the wheel while there are connections */
    struct event *afterwards; /* frees the doomed, reports ended streams; runs when activated */
    struct http_wheel wheel;
    bool turning;
    bool listeners_paused; /* out of descriptors */
    int64_t warned_at;     /* when the log last said so, monotonic ms; 0: never */

    struct http_connection_list connections, doomed;
    struct http_yielding_list yielding; /* of unknown clients, the longest idle first */
    size_t stranger_streams;            /* streams of unknown clients */
    struct http_waiting_list waiting;   /* connections that go on in the next turn, in this order */
    struct event *next_turn;            /* runs them: a timer of 0 ms */
    struct http_stream_list ended;
    struct http_request_list requests, pool;
    size_t pool_size;

    bool stopping;
    void (*stopped)(void *data); /* NULL: not asked, or called already */
    void *stopped_data;

    int64_t date_second; /* of `date` */
    char date[48];       /* "Date: …\r\n\r\n" */
};

/* Goes on with the connection's requests in the next turn, after all others had theirs. */
void http_server_go_on_later(struct http_connection *connection);
/* Takes a connection that is being freed off that list. */
void http_server_forget_turn(struct http_connection *connection);
/* Activates `afterwards`, to run after the present callback. */
void http_server_wake(struct http_server *server);

/* ---- TLS ---- */

/* PARVIS_INVALID: a file cannot be read, has no certificate or key, or the two do not match; the
 * reason is in the log. */
enum parvis_status http_tls_context(const char *certificate_path, const char *key_path,
                                    struct ssl_ctx_st **ret_context) PARVIS_MUST_CHECK;
/* A bufferevent that accepts TLS on `fd`, which it owns. NULL: no memory. */
struct bufferevent *http_tls_accept(struct event_base *base, struct ssl_ctx_st *context, int fd);
/* Sends close_notify, if the socket takes it. */
void http_tls_goodbye(struct bufferevent *bev);
void http_tls_free(struct ssl_ctx_st *context); /* NULL allowed */
/* SHA-256 of the context's own certificate. */
bool http_tls_fingerprint(struct ssl_ctx_st *context, uint8_t ret_sha256[32]);

#endif
