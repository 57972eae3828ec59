/* SPDX-License-Identifier: EUPL-1.2 */
/* The way to the server: the feed that is followed for ever, and check-ins, by libcurl's multi
 * interface on the caller's loop. A server that is gone is asked again, sooner at first, later
 * slower; nothing here blocks. */
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
    /* The server is there, or gone. Told when that changes; NULL allowed. */
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
    /* SHA-256 of the one certificate that the server may show (DER, 32 bytes): it is then known by
     * that alone, whatever its name, its signer or its age. NULL: known by `ca_file`. */
    const uint8_t *fingerprint;
    /* SHA-256 of that certificate's public key: a renewed certificate for it will do as well.
     * NULL: not known yet. */
    const uint8_t *key;
};

/* All strings are copied. `user` is given to the events. */
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
/* The check-in under way is given up; no answer will come. */
void link_drop_check_in(struct link *link);

/* Asks for a document ("/api/meetings/called"); one at a time, a new question takes the place of
 * the one before. The answer comes by `document`. */
void link_get(struct link *link, const char *path);

/* Shows this proof of the staff's PIN with the next link_post, and with that one alone; "": none.
 */
void link_show_staff(struct link *link, const char *proof);
/* Sends bytes of this media type; one at a time: not while link_is_posting. The answer comes by
 * `posted`, with status 0 when the server was not reached. The bytes are copied. */
void link_post(struct link *link, const char *path, const char *type, const void *bytes,
               size_t size);
bool link_is_posting(const struct link *link);
/* The server last showed another certificate than the one of `fingerprint`. */
bool link_is_impostor(const struct link *link);
/* `key` of the options, once the certificate of `fingerprint` was seen; NULL before. Borrowed. */
const uint8_t *link_key(const struct link *link);
/* The lane beside these, for what nobody waits for: asks for a document (`json` NULL) or posts one.
 * One at a time, while link_sync_is_busy. The answer comes by `synced`. */
void link_sync(struct link *link, const char *path, const char *json);
bool link_sync_is_busy(const struct link *link);

#define LINK_INPUTS 2
/* Waits at most `wait_ms` for the network or for one of the descriptors (-1: none), and does what
 * is due. */
void link_turn(struct link *link, int wait_ms, const int input_fds[LINK_INPUTS]);

#endif
