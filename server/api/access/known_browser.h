/* SPDX-License-Identifier: EUPL-1.2 */
/* A browser in which somebody signed in before keeps a mark of it, and its failed attempts are
 * counted apart: whoever fails on purpose, from behind the hall's one address or under a host's
 * name, does not keep that host out (OWASP, "Slow Down Online Guessing Attacks with Device
 * Cookies"). The mark opens nothing, and is void with the password that it was made under. */
#ifndef PARVIS_API_KNOWN_BROWSER_H
#define PARVIS_API_KNOWN_BROWSER_H

#include "api.h"
#include "model.h"

/* The mark of this user (NULL: of nobody) that the request's browser shows, as text that nobody
 * else knows; NULL: it shows none. Valid as long as the request. */
const char *known_browser_of(const struct api *api, const struct http_request *request,
                             const struct model_user *user);
/* Adds the mark to an answer. */
void known_browser_mark(const struct api *api, struct http_request *request,
                        const struct model_user *user);

#endif
