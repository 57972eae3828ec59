/* SPDX-License-Identifier: EUPL-1.2 */
/* Requests that need more than the read model holds (why a meeting would be refused, what changed
 * hours ago): answered from a connection of their own on the reader thread, so that neither the
 * loop nor the writer waits for them. */
#ifndef PARVIS_API_READING_H
#define PARVIS_API_READING_H

#include "api.h"
#include "parvis/text.h"
#include "workers.h"

struct api_reading;
/* Reader thread: sets reading->answer (JSON, malloc'd). PARVIS_NOT_FOUND is answered 404. */
typedef enum parvis_status api_read_fn(struct api_reading *reading, struct store *store);

struct api_reading {
    struct api_work work; /* first */
    struct api *api;
    struct http_request *request;
    enum text_language language; /* the request's Accept-Language */
    api_read_fn *read;
    int64_t id, buyer, company, slot; /* what is asked about; 0 or -1: not given */
    int64_t limit;
    char *answer;
    enum parvis_status status;
};

/* NULL: no memory, and the request was answered. */
struct api_reading *api_reading_new(struct api *api, struct http_request *request,
                                    api_read_fn *read);
/* Hands it to the reader; answers 503 when too many wait. It frees itself. */
void api_reading_submit(struct api_reading *reading);
/* Both, for what needs nothing beside the request. */
void api_reading_start(struct api *api, struct http_request *request, api_read_fn *read);
/* A query member that is a number from 0; false: absent (its target stays) or answered 422
 * (*ret_good false). */
bool api_query_integer(struct http_request *request, const char *name, int64_t *ret_value,
                       bool *ret_good);

#endif
