/* SPDX-License-Identifier: EUPL-1.2 */
/* GET /api/feed. */
#include <stdlib.h>
#include <string.h>

#include "api.h"
#include "handlers.h"
#include "rights.h"

/* "812" → 812; -1: nothing given; -2: not a number. */
static int64_t read_seq(const char *text)
{
    if (!text || !*text)
        return -1;
    size_t digits = strspn(text, "0123456789");
    if (digits == 0 || digits > 15 || text[digits])
        return -2;
    return strtoll(text, NULL, 10);
}

int64_t api_feed_after(struct http_request *request)
{
    const char *last = http_request_header(request, "Last-Event-ID");
    int64_t after = read_seq(last && *last ? last : http_request_query(request, "after"));
    if (after == -2)
        http_refuse(request, 400, "invalid_seq", "after must be the number of a change", "after");
    return after;
}

void api_get_feed(struct http_request *request, void *data)
{
    struct api *api = data;
    int64_t after = api_feed_after(request);
    if (after == -2)
        return;
    struct feed_owner owner = rights_owner(request);
    feed_open(api->feed, request, &owner, after);
}
