/* SPDX-License-Identifier: EUPL-1.2 */
/* The way to the server: the feed, check-ins and other requests, by libcurl's multi interface on
 * the caller's loop. When the server is gone the link tries again, at growing pauses. Nothing here
 * blocks. */
#ifndef PARVIS_KIOSK_LINK_H
#define PARVIS_KIOSK_LINK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "parvis/status.h"

struct link;

/* An answer to what was asked: HTTP status (0: the server was not reached) and body ("": none),
 * which is wiped afterwards. Borrowed for the call. */
typedef void link_answer_fn(const char *path, long status, const char *body, void *user);

/* What the link tells; every text is borrowed for the call. */
struct link_events {
    /* One event of the feed: hello, snapshot, change, clock. */
    void (*feed)(const char *name, const char *data, void *user);
    /* The server is reached, or is no longer. Told when that changes; NULL allowed. */
    void (*online)(bool online, void *user);
    /* The feed was refused with 401: the token is no longer good; NULL allowed. */
    void (*refused)(void *user);
    /* The answer to link_check_in; status and body as in link_answer_fn. */
    void (*answer)(long status, const char *body, void *user);
    link_answer_fn *document; /* to link_get; NULL allowed */
    link_answer_fn *posted;   /* to link_post; NULL allowed */
    link_answer_fn *synced;   /* to link_sync; NULL allowed */
};

struct link_options {
    const char *server;  /* "https://parvis.example:8017", without a slash at the end */
    const char *token;   /* bearer token; NULL: none */
    const char *ca_file; /* certificates to trust, PEM; NULL: the system's */
    /* SHA-256 of the one certificate that the server may show (DER, 32 bytes). Its name, signer and
     * dates are then not looked at. NULL: the certificate is judged by `ca_file`. */
    const uint8_t *fingerprint;
    /* SHA-256 of that certificate's public key, 32 bytes: a renewed certificate with the same key
     * is accepted as well. NULL: not known yet. */
    const uint8_t *key;
};

/* Copies all strings and `events`; passes `user` to each of them. PARVIS_NO_MEMORY. */
enum parvis_status link_new(const struct link_options *options, const struct link_events *events,
                            void *user, struct link **ret_link) PARVIS_MUST_CHECK;
void link_free(struct link *link); /* NULL allowed */

/* Follows the feed from `after` (a change's number; -1: from a snapshot) from now on. */
void link_follow(struct link *link, int64_t after);
/* The number that the next connection asks from. */
void link_set_after(struct link *link, int64_t after);
/* Sends a check-in; one at a time. The answer comes by `answer`. */
void link_check_in(struct link *link, const char *json);
bool link_is_busy(const struct link *link);
/* Gives up the check-in under way; no answer will come. */
void link_drop_check_in(struct link *link);

/* Asks for a document ("/api/meetings/called"); one at a time, a new request takes the place of the
 * one before. The answer comes by `document`. */
void link_get(struct link *link, const char *path);

/* Sends this proof of the staff's PIN with the next link_post, and with that one alone; "": none.
 */
void link_show_staff(struct link *link, const char *proof);
/* Posts bytes of this media type, which are copied. One at a time: not while link_is_posting. The
 * answer comes by `posted`. */
void link_post(struct link *link, const char *path, const char *type, const void *bytes,
               size_t size);
bool link_is_posting(const struct link *link);
/* Whether the server last showed another certificate than the one of `fingerprint`. */
bool link_is_impostor(const struct link *link);
/* The key's SHA-256, as `key` in the options; NULL until the server has shown the certificate of
 * `fingerprint`. Borrowed. */
const uint8_t *link_key(const struct link *link);
/* Asks for a document (`json` NULL) or posts one, for what no person waits for: it delays none of
 * the requests above. One at a time: not while link_sync_is_busy. The answer comes by `synced`. */
void link_sync(struct link *link, const char *path, const char *json);
bool link_sync_is_busy(const struct link *link);

#define LINK_INPUTS 2
/* Waits at most `wait_ms` for the network or for one of the descriptors (-1: none), then does what
 * is due: sends, receives, calls the events. */
void link_turn(struct link *link, int wait_ms, const int input_fds[LINK_INPUTS]);

#endif
