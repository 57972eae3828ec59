/* SPDX-License-Identifier: EUPL-1.2 */
/* HTTP/1.1 over libevent's bufferevents, framed by llhttp in strict mode (RFC 9110, RFC 9112). One
 * event loop, no thread of its own; nothing here knows what Parvis is about. Call everything on the
 * loop's thread.
 *
 * A request that two servers could read differently is answered 400, and its connection closed: two
 * lengths, a length and a chunked coding, odd chunk sizes, bare LF, folded lines, white space
 * before a colon, no Host or two, another host in the target, NUL, control characters, dot segments
 * or doubly encoded separators in a path. HTTP/1.0 is served and closed; other versions get 505;
 * offers to change the protocol are ignored. A connection has a total time for a request and caps
 * on everything it sends (struct http_limits), the TLS handshake included.
 *
 * When the limit of connections is reached, in all or for one address, a new client takes the
 * connection of the unknown client for which the server has waited longest. A client is known once
 * the authoriser says so (http_request_know_client): its connection is never taken away, and some
 * streams are reserved for known clients.
 *
 * Connections run at the event base's default priority, the same as accepting: libevent runs
 * nothing of a lower priority while there is work of a higher one, so at a higher priority a flood
 * of requests would shut out new connections. Streams run at the lowest. A caller that sends to
 * many streams must do it in slices, one for each turn of the loop. */
#ifndef PARVIS_HTTP_H
#define PARVIS_HTTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "parvis/status.h"

struct event_base;
struct http_server;
struct http_request;
struct http_stream;

/* Immutable bytes shared by many answers and streams; counted references, loop thread only. */
struct http_blob;
/* Copies `size` bytes. One reference, the caller's. NULL: no memory. */
struct http_blob *http_blob_new(const void *data, size_t size);
/* Takes over a malloc'd buffer instead of copying it, and frees it with the blob. NULL: no memory;
 * the buffer was freed. */
struct http_blob *http_blob_adopt(void *data, size_t size);
struct http_blob *http_blob_ref(struct http_blob *blob);
void http_blob_unref(struct http_blob *blob); /* NULL allowed */
const void *http_blob_data(const struct http_blob *blob);
size_t http_blob_size(const struct http_blob *blob);

/* A document that is rendered once and sent to many: its body, the gzip form, and a strong ETag for
 * each form (RFC 9110 8.8.3). Counted references, loop thread only. */
struct http_document;
/* Takes a reference of `body`; with `compress`, also makes the gzip form (zlib level 6) if it is
 * smaller. The ETag is a hash of the body. `type` and `cache_control` are borrowed static strings;
 * cache_control NULL means "no-cache". NULL: no memory. */
struct http_document *http_document_new(struct http_blob *body, const char *type,
                                        const char *cache_control, bool compress);
/* The parts of a document that was made at build time. Texts are borrowed, and static. */
struct http_prepared {
    struct http_blob *body;    /* a reference is taken */
    struct http_blob *gzip;    /* a reference is taken; NULL: no such form */
    const char *type;          /* the Content-Type */
    const char *cache_control; /* NULL: "no-cache" */
    const char *etag;          /* the identity form's tag, quoted */
    const char *policy;        /* its own Content-Security-Policy; NULL: the type's */
};
/* http_document_new from parts made at build time. NULL: no memory. */
struct http_document *http_document_prepared(const struct http_prepared *parts);
struct http_document *http_document_ref(struct http_document *document);
void http_document_unref(struct http_document *document); /* NULL allowed */

enum http_method { HTTP_METHOD_GET, HTTP_METHOD_POST, HTTP_METHOD_PUT, HTTP_METHOD_DELETE };

/* Answers `request`, now or later, by exactly one call of http_respond…, http_refuse… or
 * http_stream_begin. Until then the request stays valid, even when its client is gone (the answer
 * is then dropped). Runs on the loop; must not block. `data` is http_server_new's. */
typedef void http_handler_fn(struct http_request *request, void *data);

/* One line of the routes table. The order of lines does not matter: a literal pattern wins over one
 * with parameters, and both win over one with "*". The members stand in the order in which a table
 * reads well. */
/* NOLINTNEXTLINE(clang-analyzer-optin.performance.Padding) */
struct http_route {
    enum http_method method; /* GET serves HEAD as well */
    const char *pattern; /* "/api/people/:id/badges"; a trailing "*" takes the rest of the path */
    http_handler_fn *handle;
    unsigned roles;     /* for the authoriser, which alone knows their meaning */
    size_t body_max;    /* bytes; 0: a body is refused with 413 */
    const char *doc;    /* one line for documentation and tests */
    const void *detail; /* for a handler that serves many routes; opaque here; or NULL */
};

/* Decides before the body is read whether the request may go to its route. Returns 0 to let it
 * through, or the HTTP status (401, 403, 429) to refuse with. */
typedef int http_authorise_fn(struct http_request *request, const struct http_route *route,
                              void *data);

/* Every limit of the server. http_limits_default gives the values for a venue; http_limits.c has
 * each one's reason. */
struct http_limits {
    size_t header_bytes_max; /* request line and headers together */
    size_t headers_max;      /* header count */
    size_t target_bytes_max; /* request target */
    size_t connections_max;  /* in all */
    size_t connections_per_address_max;
    size_t streams_max;             /* of the connections */
    size_t turn_requests_max;       /* from one connection in one turn of the loop */
    size_t kernel_bytes_max;        /* unsent, in the kernel, for a connection */
    int64_t handshake_ms_max;       /* TCP accept to end of the TLS handshake */
    int64_t request_ms_max;         /* first byte (or accept) to the last byte of the request */
    int64_t idle_ms_max;            /* between two requests of a kept connection */
    int64_t write_ms_max;           /* for an answer that its client does not read */
    size_t stream_queue_bytes_max;  /* a stream with more unread bytes is cut */
    int64_t stream_queue_ms_max;    /* a stream whose oldest unread byte is older is cut */
    int64_t stream_user_timeout_ms; /* TCP_USER_TIMEOUT of streams */
};
struct http_limits http_limits_default(void);

/* Counters for /metrics. All only grow, except the two gauges. */
struct http_counters {
    uint64_t requests, refused_framing, refused_limits, timed_out, streams_cut, bytes_out;
    uint64_t gave_way; /* idle unknown clients whose connection went to a new client */
    uint64_t connections_now, streams_now; /* gauges */
};

/* Makes a server on `base` that does not listen yet. Ignores SIGPIPE from now on. Borrows `routes`
 * (`count` entries) and its strings until it is freed. A path without route is answered 404, with
 * routes for other methods only 405 with Allow; OPTIONS is answered 204 with Allow. NULL: no
 * memory. */
struct http_server *http_server_new(struct event_base *base, const struct http_limits *limits,
                                    const struct http_route *routes, size_t count,
                                    http_authorise_fn *authorise, void *data);
/* Listens on address ("0.0.0.0", "::", "127.0.0.1") and port (0: the system chooses; see
 * http_server_port). Certificate and key in PEM files, both NULL for plain HTTP. May be called
 * several times. PARVIS_IO: cannot listen there; PARVIS_INVALID: certificate or key is not good;
 * the reason is in the log. */
enum parvis_status http_server_listen(struct http_server *server, const char *address,
                                      uint16_t port, const char *certificate_path,
                                      const char *key_path) PARVIS_MUST_CHECK;
/* The port of the last listener. */
uint16_t http_server_port(const struct http_server *server);
/* SHA-256 of the last TLS listener's certificate (its DER form, as `openssl x509 -fingerprint
 * -sha256` prints it). False: no listener uses TLS. */
bool http_server_fingerprint(const struct http_server *server, uint8_t ret_sha256[32]);
/* Reads the certificate files again (SIGHUP); connections in progress keep theirs. PARVIS_INVALID:
 * the new files are bad, for the reason in the log; the old certificate stays in use. */
enum parvis_status http_server_reload_tls(struct http_server *server);
/* Accepts no more, closes idle connections, ends streams with `event: goodbye`, lets answers in
 * progress go out; then calls `done` from the loop. A handler that never answers delays `done`: the
 * caller sets a time limit. */
void http_server_stop(struct http_server *server, void (*done)(void *data), void *data);
/* Closes all connections. Streams get their `end` call. Requests that wait for an answer are freed
 * with their identities: their handlers must not answer them any more. NULL allowed. */
void http_server_free(struct http_server *server);
struct http_counters http_server_counters(const struct http_server *server);

/* ---- reading a request; everything returned is borrowed from it ---- */
enum http_method http_request_method(const struct http_request *request);
const struct http_route *http_request_route(const struct http_request *request);
/* Decoded path. */
const char *http_request_path(const struct http_request *request);
/* The part of the path that matched ":name", or "*"; NULL if the pattern has none. */
const char *http_request_parameter(const struct http_request *request, const char *name);
/* The same, read as a positive integer. PARVIS_INVALID: it is none. */
enum parvis_status http_request_parameter_integer(const struct http_request *request,
                                                  const char *name, int64_t *ret_value);
/* A query parameter, percent- and plus-decoded, the first of its name; NULL if absent. */
const char *http_request_query(const struct http_request *request, const char *name);
/* Header by name in any case; several of one name are joined by ", ". NULL if absent. */
const char *http_request_header(const struct http_request *request, const char *name);
/* One cookie's value; NULL if absent. */
const char *http_request_cookie(const struct http_request *request, const char *name);
const char *http_request_body(const struct http_request *request, size_t *ret_length);
/* Peer's address as text, for rate limits; never logged with what a person did. */
const char *http_request_address(const struct http_request *request);
bool http_request_is_tls(const struct http_request *request);
/* For the authoriser: marks the client as known (a device, a signed-in user), for the whole
 * connection. */
void http_request_know_client(struct http_request *request);
/* Keeps the caller's identity for the authoriser; `release` frees it with the request. */
void http_request_set_identity(struct http_request *request, void *identity,
                               void (*release)(void *identity));
void *http_request_identity(const struct http_request *request);
/* Memory that lives as long as the request. Zeroed. NULL: no memory. */
void *http_request_alloc(struct http_request *request, size_t size);

/* ---- answering ---- */
/* Adds a header to the coming answer (Set-Cookie, Retry-After, Location…). A CR or LF in it is a
 * programmer's error: asserted. A Cache-Control replaces the usual no-store. */
void http_response_header(struct http_request *request, const char *name, const char *value);
/* Answers with a copy of `body`. `type` e.g. "application/json"; NULL: no Content-Type. Security
 * headers (nosniff, Content-Security-Policy, Referrer-Policy) are added to every answer, and
 * "Cache-Control: no-store" to this one. The request must not be used afterwards; the same holds
 * for every http_respond…, http_refuse and http_stream_begin. */
void http_respond(struct http_request *request, int status, const char *type, const void *body,
                  size_t size);
/* http_respond with a malloc'd NUL-ended JSON text, which it takes over. NULL (the caller had no
 * memory) answers 503. */
void http_respond_json(struct http_request *request, int status, char *json);
/* Answers 200 with the document: If-None-Match → 304, Accept-Encoding → gzip, HEAD, Vary. */
void http_respond_document(struct http_request *request, struct http_document *document);
/* Answers an error as application/problem+json (RFC 9457):
 * {"type":"about:blank","status":…,"code":…, "title":…,"field":…}. `code` is a stable word for
 * programs ("invalid_body"), `title` a sentence for people, `field` the wrong member or NULL. */
void http_refuse(struct http_request *request, int status, const char *code, const char *title,
                 const char *field);

/* ---- Server-Sent Events (WHATWG HTML 9.2) ---- */
/* Called once when a stream has ended; `reason` is "closed", "too slow", "too old" or "stopping".
 * The stream is invalid afterwards. */
typedef void http_stream_end_fn(struct http_stream *stream, const char *reason, void *data);
/* Turns the request into an event stream (200, text/event-stream, no-store, ended by closing).
 * Further input on the connection closes it. NULL: no stream, and the request was answered: 503
 * with Retry-After (streams_max reached, or the server stops), a HEAD, or a client already gone. */
struct http_stream *http_stream_begin(struct http_request *request, http_stream_end_fn *end,
                                      void *data);
/* Sends bytes that are already framed as events ("id: 5\ndata: …\n\n"): to the socket at once if
 * nothing waits; otherwise they wait, with a reference kept. A stream over one of its limits
 * (stream_queue_…) is cut, with a last "event: too_slow" if the socket takes it; `end` is called
 * later from the loop, never inside this call. A single blob may be larger than the limit if
 * nothing else waits. On a stream that has ended, before its `end` call, nothing happens. */
void http_stream_send(struct http_stream *stream, struct http_blob *bytes);
/* A part of a blob. */
struct http_part {
    struct http_blob *blob; /* borrowed; a reference is kept while the part waits */
    size_t at, size;        /* within the blob */
};
/* http_stream_send for several parts in a row, HTTP_PARTS_MAX at most; they are sent or cut as
 * one. */
#define HTTP_PARTS_MAX 6
void http_stream_send_parts(struct http_stream *stream, const struct http_part *parts,
                            size_t count);
/* Ends the stream; `end` is called later, from the loop. */
void http_stream_close(struct http_stream *stream);

#endif
