/* SPDX-License-Identifier: EUPL-1.2 */
/* Matching paths with the routes table. A literal pattern wins over one with parameters, which
 * wins over one that ends in "*", wherever they stand in the table; the "*" patterns are asked
 * only when nothing else knows the path, so that POST on a GET resource is 405 and not a page. */
#define _GNU_SOURCE
#include "http_internal.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum rank { LITERAL, WITH_PARAMETERS, WITH_REST, RANKS };

struct entry {
    const struct http_route *route; /* the caller's */
    size_t length;                  /* of the pattern, without its "*" */
    enum rank rank;
};

struct http_routes {
    size_t count;
    struct entry entries[]; /* by rank, then as in the table; "*" patterns by falling length */
};

static enum rank rank_of(const char *pattern, size_t length)
{
    assert(*pattern == '/');
    if (pattern[length - 1] == '*')
        return WITH_REST;
    return strstr(pattern, "/:") ? WITH_PARAMETERS : LITERAL;
}

static bool goes_before(const struct entry *a, const struct entry *b)
{
    if (a->rank != b->rank)
        return a->rank < b->rank;
    return a->rank == WITH_REST && a->length > b->length;
}

struct http_routes *http_routes_new(const struct http_route *table, size_t count)
{
    struct http_routes *routes = malloc(sizeof *routes + count * sizeof *routes->entries);
    if (!routes)
        return NULL;
    routes->count = count;
    for (size_t i = 0; i < count; i++) {
        size_t length = strlen(table[i].pattern);
        struct entry entry = {.route = &table[i], .rank = rank_of(table[i].pattern, length)};
        entry.length = length - (entry.rank == WITH_REST);
        size_t at = i;
        for (; at > 0 && goes_before(&entry, &routes->entries[at - 1]); at--)
            routes->entries[at] = routes->entries[at - 1];
        routes->entries[at] = entry;
    }
    return routes;
}

void http_routes_free(struct http_routes *routes)
{
    free(routes);
}

/* Segment by segment; a parameter takes one segment that is not empty. */
static bool segments_match(const char *pattern, const char *path)
{
    while (*pattern && *path) {
        if (pattern[0] == '/' && pattern[1] == ':') {
            if (*path != '/')
                return false;
            size_t taken = strcspn(path + 1, "/");
            if (!taken)
                return false;
            pattern += 1 + strcspn(pattern + 1, "/");
            path += 1 + taken;
        } else if (*pattern++ != *path++) {
            return false;
        }
    }
    return !*pattern && !*path;
}

static bool entry_matches(const struct entry *entry, const char *path, size_t path_length)
{
    const char *pattern = entry->route->pattern;
    switch (entry->rank) {
    case LITERAL:
        return entry->length == path_length && memcmp(pattern, path, path_length) == 0;
    case WITH_PARAMETERS:
        return segments_match(pattern, path);
    default:
        return strncmp(pattern, path, entry->length) == 0;
    }
}

static bool add_parameter(struct http_request *request, const char *name, size_t name_length,
                          const char *value)
{
    if (request->parameter_count == HTTP_PARAMETERS_MAX)
        return false;
    request->parameters[request->parameter_count++] =
        (struct http_parameter){.name = name, .name_length = name_length, .value = value};
    return true;
}

/* The parameters' values, out of a copy of the path cut at its slashes. */
static bool take_parameters(struct http_request *request, const struct entry *entry)
{
    const char *pattern = entry->route->pattern;
    if (entry->rank == LITERAL)
        return true;
    if (entry->rank == WITH_REST)
        return add_parameter(request, "*", 1, request->path + entry->length);
    size_t size = strlen(request->path) + 1;
    char *path = http_request_alloc(request, size);
    if (!path)
        return false;
    memcpy(path, request->path, size);
    while (*pattern) { /* both stand on a "/" here */
        size_t length = strcspn(++pattern, "/");
        size_t taken = strcspn(++path, "/");
        if (*pattern == ':' && !add_parameter(request, pattern + 1, length - 1, path))
            return false;
        pattern += length;
        path += taken;
        if (*path)
            *path = '\0';
    }
    return true;
}

static int method_of(const struct http_request *request)
{
    switch (request->method_number) {
    case HTTP_GET:
    case HTTP_HEAD:
        return HTTP_METHOD_GET;
    case HTTP_POST:
        return HTTP_METHOD_POST;
    case HTTP_PUT:
        return HTTP_METHOD_PUT;
    case HTTP_DELETE:
        return HTTP_METHOD_DELETE;
    default:
        return -1;
    }
}

const struct http_route *http_routes_find(const struct http_routes *routes,
                                          struct http_request *request, unsigned *ret_allowed)
{
    int method = method_of(request);
    size_t length = strlen(request->path);
    *ret_allowed = 0;
    for (size_t i = 0; i < routes->count; i++) {
        const struct entry *entry = &routes->entries[i];
        if (entry->rank == WITH_REST && *ret_allowed)
            break;
        if (!entry_matches(entry, request->path, length))
            continue;
        *ret_allowed |= 1u << entry->route->method;
        if ((int)entry->route->method == method && take_parameters(request, entry))
            return entry->route;
    }
    return NULL;
}

void http_routes_allow(unsigned allowed, char *text, size_t size)
{
    static const char *const names[] = {
        [HTTP_METHOD_GET] = "GET, HEAD, ",
        [HTTP_METHOD_POST] = "POST, ",
        [HTTP_METHOD_PUT] = "PUT, ",
        [HTTP_METHOD_DELETE] = "DELETE, ",
    };
    assert(size >= 64);
    (void)size;
    for (unsigned i = 0; i < sizeof names / sizeof *names; i++)
        if (allowed & 1u << i)
            text = stpcpy(text, names[i]);
    stpcpy(text, "OPTIONS");
}
