/* SPDX-License-Identifier: EUPL-1.2 */
/* Routes answered from the model: documents, figures, health, pages. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "api.h"
#include "event_clock.h"
#include "handlers.h"
#include "parvis/clock.h"
#include "parvis/version.h"
#include "rights.h"
#include "web_assets.h"

/* ---- documents ---- */

static void respond(struct http_request *request, struct http_document *document)
{
    if (!document) {
        http_refuse(request, 503, "busy", "No memory just now: try again", NULL);
        return;
    }
    http_respond_document(request, document);
    http_document_unref(document);
}

void api_get_agenda(struct http_request *request, void *data)
{
    struct api *api = data;
    respond(request, model_document_agenda(api->model, rights_hearing_of(api, request)));
}

static void respond_rows(struct http_request *request, struct api *api, enum kind_id kind)
{
    respond(request, model_document_rows(api->model, kind, rights_hearing_of(api, request)));
}

void api_get_pitches(struct http_request *request, void *data)
{
    respond_rows(request, data, KIND_PITCH);
}

void api_get_stands(struct http_request *request, void *data)
{
    respond_rows(request, data, KIND_STAND);
}

void api_get_demonstrations(struct http_request *request, void *data)
{
    respond_rows(request, data, KIND_DEMONSTRATION);
}

void api_get_meetings(struct http_request *request, void *data)
{
    respond_rows(request, data, KIND_MEETING);
}

/* ---- figures ---- */

void api_get_status(struct http_request *request, void *data)
{
    struct api *api = data;
    struct feed_counters feed = feed_counters(api->feed);
    char *text = model_status_json(api->model, clock_event_ms());
    cJSON *status = cJSON_Parse(text);
    free(text);
    size_t streams = 0;
    for (int i = 0; i < AUDIENCE_COUNT; i++)
        streams += feed.streams[i];
    cJSON_AddNumberToObject(status, "streams", (double)streams);
    cJSON_AddNumberToObject(status, "clock_step_ms", (double)event_clock_step());
    http_respond_json(request, 200, api_print(status));
}

void api_get_health(struct http_request *request, void *data)
{
    struct api *api = data;
    char text[160]; /* the numbers at their longest, and a version of three of them */
    const char *state = api->broken ? "broken" : api->stopping ? "stopping" : "ok";
    int length = snprintf(text, sizeof text, "{\"status\":\"%s\",\"seq\":%lld,\"version\":\"%s\"}",
                          state, (long long)model_seq(api->model), parvis_version());
    http_respond(request, strcmp(state, "ok") == 0 ? 200 : 503, "application/json", text,
                 (size_t)length);
}

/* Resident memory in bytes, from /proc/self/statm (proc(5)). */
static unsigned long long resident_bytes(void)
{
    char line[128] = "", *resident = line;
    FILE *file = fopen("/proc/self/statm", "re");
    if (file && !fgets(line, sizeof line, file))
        line[0] = '\0';
    if (file)
        fclose(file);
    strtoull(line, &resident, 10); /* the first figure is the whole size */
    return strtoull(resident, NULL, 10) * (unsigned long long)sysconf(_SC_PAGESIZE);
}

struct figure {
    const char *name, *type, *help;
    unsigned long long value;
};

void api_get_metrics(struct http_request *request, void *data)
{
    struct api *api = data;
    struct http_counters http = http_server_counters(api->http);
    struct commit_counters commit = commit_counters(api->commit);
    struct feed_counters feed = feed_counters(api->feed);
    const struct figure figures[] = {
        {"http_requests_total", "counter", "Requests answered", http.requests},
        {"http_refused_framing_total", "counter",
         "Requests that two servers could read differently", http.refused_framing},
        {"http_refused_limits_total", "counter", "Requests and connections over a limit",
         http.refused_limits},
        {"http_timed_out_total", "counter", "Connections that took too long", http.timed_out},
        {"http_sent_bytes_total", "counter", "Bytes sent", http.bytes_out},
        {"http_connections", "gauge", "Open connections", http.connections_now},
        {"feed_streams_public", "gauge", "Public readers of the feed",
         feed.streams[AUDIENCE_PUBLIC]},
        {"feed_streams_devices", "gauge", "Doors, stands and hall screens that follow the feed",
         feed.streams[AUDIENCE_HALL] + feed.streams[AUDIENCE_STAGE] + feed.streams[AUDIENCE_STAND] +
             feed.streams[AUDIENCE_DOOR]},
        {"feed_streams_staff", "gauge", "Signed-in users who follow the feed",
         feed.streams[AUDIENCE_VIEWER] + feed.streams[AUDIENCE_HOST] +
             feed.streams[AUDIENCE_ORGANISER]},
        {"feed_changes_total", "counter", "Changes published", feed.changes},
        {"feed_ended_total", "counter", "Readers whose right ended", feed.ended},
        {"feed_cut_total", "counter", "Readers cut because they were slow", feed.cut},
        {"feed_last_broadcast_microseconds", "gauge",
         "From the last change to its last reader's send", feed.last_broadcast_us},
        {"commit_commands_total", "counter", "Commands committed or refused", commit.commands},
        {"commit_batches_total", "counter", "Transactions", commit.batches},
        {"commit_batch_max", "gauge", "Most commands in one transaction", commit.batch_max},
        {"commit_microseconds_total", "counter", "Time spent in transactions",
         commit.fsync_us_total},
        {"commit_queue", "gauge", "Commands that wait", commit.queued_now},
        {"change_seq", "gauge", "Number of the last change",
         (unsigned long long)model_seq(api->model)},
        {"resident_memory_bytes", "gauge", "Resident memory", resident_bytes()},
    };
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    for (size_t i = 0; stream && i < sizeof figures / sizeof *figures; i++)
        fprintf(stream, "# HELP parvis_%s %s.\n# TYPE parvis_%s %s\nparvis_%s %llu\n",
                figures[i].name, figures[i].help, figures[i].name, figures[i].type, figures[i].name,
                figures[i].value);
    if (!stream || fclose(stream) != 0) {
        free(text);
        http_refuse(request, 503, "busy", "No memory just now: try again", NULL);
        return;
    }
    http_respond(request, 200, "text/plain; version=0.0.4; charset=utf-8", text, size);
    free(text);
}

/* ---- pages ---- */

static const struct web_asset *find_asset(const char *path)
{
    for (size_t i = 0; i < web_asset_count; i++)
        if (strcmp(web_assets[i].path, path) == 0)
            return &web_assets[i];
    return NULL;
}

static struct http_document *asset_document(const struct web_asset *asset)
{
    struct http_blob *body = http_blob_new(asset->data, asset->size);
    struct http_blob *gzip = asset->gzip ? http_blob_new(asset->gzip, asset->gzip_size) : NULL;
    struct http_document *document =
        body ? http_document_prepared(&(struct http_prepared){.body = body,
                                                              .gzip = gzip,
                                                              .type = asset->type,
                                                              .cache_control = asset->cache_control,
                                                              .etag = asset->etag,
                                                              .policy = asset->policy})
             : NULL;
    http_blob_unref(body);
    http_blob_unref(gzip);
    return document;
}

void api_get_asset(struct http_request *request, void *data)
{
    (void)data;
    const struct web_asset *asset = find_asset(http_request_path(request));
    if (!asset) {
        http_refuse(request, 404, "no_such_page", "There is nothing at this address", NULL);
        return;
    }
    respond(request, asset_document(asset));
}
