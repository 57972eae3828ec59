/* SPDX-License-Identifier: EUPL-1.2 */
/* The reader thread's work. */
#include "reading.h"

#include <errno.h>
#include <stdlib.h>

#include "parvis/log.h"
#include "store.h"

static void run(struct api_work *work)
{
    struct api_reading *reading = (struct api_reading *)work;
    struct store *store = NULL;
    reading->status = store_open(reading->api->directory, false, &store);
    if (reading->status == PARVIS_OK)
        reading->status = reading->read(reading, store);
    store_close(store);
}

static void done(struct api_work *work)
{
    struct api_reading *reading = (struct api_reading *)work;
    if (reading->status == PARVIS_OK) {
        http_respond_json(reading->request, 200, reading->answer);
        reading->answer = NULL;
    } else if (reading->status == PARVIS_NOT_FOUND) {
        http_refuse(reading->request, 404, "not_found", "There is no such thing", NULL);
    } else {
        log_warning("api", "a reading failed: %s", parvis_status_name(reading->status));
        http_response_header(reading->request, "Retry-After", "1");
        http_refuse(reading->request, 503, "busy", "The database cannot be read: try again", NULL);
    }
    free(reading->answer);
    free(reading);
}

struct api_reading *api_reading_new(struct api *api, struct http_request *request,
                                    api_read_fn *read)
{
    struct api_reading *reading = calloc(1, sizeof *reading);
    if (!reading) {
        http_refuse(request, 503, "busy", "No memory just now: try again", NULL);
        return NULL;
    }
    *reading = (struct api_reading){
        .work = {.run = run, .done = done},
        .api = api,
        .request = request,
        .language = text_language_of(http_request_header(request, "Accept-Language")),
        .read = read,
        .slot = -1};
    return reading;
}

void api_reading_submit(struct api_reading *reading)
{
    if (api_workers_submit(reading->api->readers, &reading->work) == PARVIS_OK)
        return;
    http_response_header(reading->request, "Retry-After", "1");
    http_refuse(reading->request, 503, "busy", "Too many questions at once: try again", NULL);
    free(reading);
}

void api_reading_start(struct api *api, struct http_request *request, api_read_fn *read)
{
    struct api_reading *reading = api_reading_new(api, request, read);
    if (reading)
        api_reading_submit(reading);
}

bool api_query_integer(struct http_request *request, const char *name, int64_t *ret_value,
                       bool *ret_good)
{
    const char *text = http_request_query(request, name);
    char *end;
    if (!text)
        return false;
    errno = 0;
    long long value = strtoll(text, &end, 10);
    if (errno || end == text || *end || value < 0) {
        http_refuse(request, 422, "invalid_field", "must be a number from 0", name);
        *ret_good = false;
        return false;
    }
    *ret_value = value;
    return true;
}
