/* SPDX-License-Identifier: EUPL-1.2 */
/* Reading the request target (RFC 9112 3.2, RFC 3986). A target that two servers could read
 * differently is refused here, before any route sees it. */
#ifndef PARVIS_HTTP_TARGET_H
#define PARVIS_HTTP_TARGET_H

#include <stdbool.h>
#include <stddef.h>

/* Splits a target in place at its first "?" and checks its form. `target` is NUL-ended. On
 * success *ret_path points at the path within it ("/…", or "*" if `star_allowed`), *ret_query at
 * the query or at "". `host` is the Host header (NULL: none) that an absolute-form target
 * must repeat. False: refuse with 400. */
bool http_target_split(char *target, const char *host, bool star_allowed, char **ret_path,
                       char **ret_query);

/* Percent-decodes a path in place. False: a malformed escape; NUL, control character, "/", "\" or
 * a second layer of escapes ("%25" before two hexadecimal digits) behind an escape; a "." or ".."
 * segment; not UTF-8. */
bool http_target_decode_path(char *path);

/* True if every escape of the query is well formed and none is a NUL. */
bool http_target_check_query(const char *query);

/* Percent- and plus-decodes `length` bytes of a query member into `out` (at least length + 1
 * bytes); the query must have passed http_target_check_query. */
void http_target_decode_member(const char *text, size_t length, char *out);

#endif
