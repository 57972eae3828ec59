/* SPDX-License-Identifier: EUPL-1.2 */
/* Requests that need more than the read model holds (why a meeting would be refused, what changed
 * hours ago). The reader thread answers them from its own connection to the database, so that
 * neither the loop nor the writer waits. */
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
    int64_t id, buyer, company, slot; /* of the query; 0 or -1: not given */
    int64_t limit;
    char *answer;
    enum parvis_status status;
};

/* Makes a reading of the request. NULL: no memory, and the request was answered. */
struct api_reading *api_reading_new(struct api *api, struct http_request *request,
                                    api_read_fn *read);
/* Hands the reading, and its ownership, to the reader thread. Answers 503 when too many wait. */
void api_reading_submit(struct api_reading *reading);
/* api_reading_new and api_reading_submit in one, for a reading without parameters. */
void api_reading_start(struct api *api, struct http_request *request, api_read_fn *read);
/* Reads a query parameter that is an integer, 0 or more. False: it is absent (*ret_good true,
 * *ret_value untouched), or it is wrong and was answered 422 (*ret_good false). */
bool api_query_integer(struct http_request *request, const char *name, int64_t *ret_value,
                       bool *ret_good);

#endif
