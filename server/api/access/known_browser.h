/* SPDX-License-Identifier: EUPL-1.2 */
/* A browser in which a user signed in before keeps a cookie as its mark, and its failed attempts
 * are counted apart. So an attacker who fails on purpose under a host's name does not lock that
 * host out (OWASP, "Slow Down Online Guessing Attacks with Device Cookies"). The mark opens nothing
 * by itself, and ends when the user's password changes. */
#ifndef PARVIS_API_KNOWN_BROWSER_H
#define PARVIS_API_KNOWN_BROWSER_H

#include "api.h"
#include "model.h"

/* The mark of `user` that the request's browser shows: a text that only this user's browsers know,
 * valid as long as the request. NULL: it shows none, or `user` is NULL. */
const char *known_browser_of(const struct api *api, const struct http_request *request,
                             const struct model_user *user);
/* Adds the mark's cookie to the request's answer. */
void known_browser_mark(const struct api *api, struct http_request *request,
                        const struct model_user *user);

#endif
