/* SPDX-License-Identifier: EUPL-1.2 */
/* Marks of browsers. A mark is a keyed hash, so the server stores none. */
#include "known_browser.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#define COOKIE "parvis_known"
#define MARK_CHARS 32
#define MARK_S (60 * 24 * 3600) /* from the edition's first settings to the day itself */

static void make_mark(const struct api *api, const struct model_user *user,
                      char ret_mark[MARK_CHARS + 1])
{
    static const char domain[] = "parvis known browser v1";
    crypto_generichash_state state;
    uint8_t hash[MARK_CHARS / 2];
    crypto_generichash_init(&state, api->secret_key, 64, sizeof hash);
    crypto_generichash_update(&state, (const uint8_t *)domain, sizeof domain);
    crypto_generichash_update(&state, (const uint8_t *)&user->id, sizeof user->id);
    crypto_generichash_update(&state, (const uint8_t *)user->password_hash,
                              strlen(user->password_hash));
    crypto_generichash_final(&state, hash, sizeof hash);
    sodium_bin2hex(ret_mark, MARK_CHARS + 1, hash, sizeof hash);
}

const char *known_browser_of(const struct api *api, const struct http_request *request,
                             const struct model_user *user)
{
    char wanted[MARK_CHARS + 1];
    const char *shown = http_request_cookie(request, COOKIE);
    if (!shown || !user || strlen(shown) != MARK_CHARS)
        return NULL;
    make_mark(api, user, wanted);
    return sodium_memcmp(wanted, shown, MARK_CHARS) == 0 ? shown : NULL;
}

void known_browser_mark(const struct api *api, struct http_request *request,
                        const struct model_user *user)
{
    char mark[MARK_CHARS + 1], cookie[160];
    make_mark(api, user, mark);
    snprintf(cookie, sizeof cookie,
             COOKIE "=%s; Path=/api/sessions; HttpOnly; SameSite=Strict; Max-Age=%d%s", mark,
             MARK_S, http_request_is_tls(request) ? "; Secure" : "");
    http_response_header(request, "Set-Cookie", cookie);
}
