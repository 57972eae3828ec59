/* SPDX-License-Identifier: EUPL-1.2 */
/* A real server on a loopback port and clients of raw bytes, in one thread: a client that waits
 * turns the server's loop meanwhile. */
#ifndef PARVIS_TEST_WEB_H
#define PARVIS_TEST_WEB_H

#include <event2/event.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "harness.h"
#include "http.h"

#define WEB_STREAMS_MAX 64
/* The server's limits of the tests are over long before, those of a venue long after. */
#define WEB_SOON_MS 9000

struct web {
    struct event_base *base;
    struct http_server *server;
    struct http_limits limits;
    struct http_document *document;               /* of /document */
    struct http_request *later;                   /* of /later: the test answers it */
    struct http_stream *streams[WEB_STREAMS_MAX]; /* of /feed, in order; NULL once ended */
    const char *ended[WEB_STREAMS_MAX];           /* reasons */
    size_t stream_count, end_count;
    size_t handled;  /* requests that reached a handler */
    size_t released; /* identities freed */
    bool stopped;    /* http_server_stop is done */
    bool turning;    /* the server's code is on the stack */
};

/* One answer as it came. */
struct answer {
    int status;        /* 0: none came */
    char head[8192];   /* status line and headers */
    char body[131072]; /* NUL-ended */
    size_t body_size;
    bool closed; /* the server closed after it; where it did not say so, within a short wait */
};

/* Limits for tests: the venue's, with times of some hundred ms where a test waits for them. */
struct http_limits web_limits(void);
/* Starts a server on 127.0.0.1; certificate and key may be NULL. Fails the test if it cannot. */
struct web *web_start(const struct http_limits *limits, const char *certificate, const char *key);
void web_end(struct web *web);

/* Turns the loop for `ms`: to let a time pass that the test is about. What must come is waited for
 * with web_until. */
void web_turn(struct web *web, int ms);
/* Turns the loop until the condition holds; fails the test when that takes TEST_WAIT_MS. */
#define web_until(web, condition)                                                                  \
    do {                                                                                           \
        int64_t web_until_end = web_now() + TEST_WAIT_MS;                                          \
        while (!(condition)) {                                                                     \
            ck_assert_msg(web_now() < web_until_end, "did not come: %s", #condition);              \
            web_turn(web, 0);                                                                      \
        }                                                                                          \
    } while (0)
/* The clock of the server and of its tests, in ms. While the machine lets this process wait, it
 * stands still but for a few ms: what a limit of the server's is in the test, it is beside any
 * other work. */
int64_t web_now(void);

int web_connect(struct web *web);
void web_connect_socket(struct web *web, int fd);
void web_write(struct web *web, int fd, const char *bytes, size_t size);
void web_say(struct web *web, int fd, const char *text);
/* Reads what comes until `until` is in it, the peer closes, or `ms` have passed. Appends to `text`
 * (NUL-ended, `capacity`); true if `until` came (or, for NULL, the end). */
bool web_read_until(struct web *web, int fd, char *text, size_t capacity, const char *until,
                    int ms);
/* Reads one answer; `head_only`: it has no body whatever its length says. */
void web_read(struct web *web, int fd, struct answer *answer, bool head_only);
/* True if the peer closes within `ms`. What it still sends is thrown away. */
bool web_closes(struct web *web, int fd, int ms);
/* Connects, says, reads one answer, looks whether the server closes, hangs up. */
void web_ask(struct web *web, const char *text, struct answer *ret_answer);
void web_ask_bytes(struct web *web, const char *bytes, size_t size, struct answer *ret_answer);
/* A header's value out of an answer, in static storage; NULL: absent. */
const char *web_header(const struct answer *answer, const char *name);

#endif
