/* SPDX-License-Identifier: EUPL-1.2 */
/* POST /api/imports: organisers' files, tried or imported. The request's body goes unchanged to
 * `parvis import --request`, a child process. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api.h"
#include "errand.h"
#include "handlers.h"
#include "parvis/clock.h"
#include "parvis/json.h"
#include "parvis/log.h"
#include "parvis/text.h"
#include "workers.h"

#define REPORT_BYTES_MAX (8u << 20)
#define INVALID 3 /* IMPORT_REQUEST_INVALID of the command */

struct import_work {
    struct api_work work; /* first */
    struct api *api;
    struct http_request *request;
    enum text_language language;
    int64_t by_user;
    const char *body; /* the request's */
    size_t length;
    enum parvis_status status;
    int code;     /* of the process */
    char *report; /* malloc'd */
    size_t report_size;
};

static void run(struct api_work *base)
{
    struct import_work *work = (struct import_work *)base;
    char file[8], by_user[24], offset[24];
    snprintf(file, sizeof file, "%d", ERRAND_INPUT);
    snprintf(by_user, sizeof by_user, "%lld", (long long)work->by_user);
    snprintf(offset, sizeof offset, "%lld", (long long)clock_offset());
    const char *const arguments[] = {"import",
                                     "--data",
                                     work->api->directory,
                                     "--request",
                                     file,
                                     "--by-user",
                                     by_user,
                                     "--clock-offset",
                                     offset,
                                     "--language",
                                     work->language == TEXT_EN ? "en" : "fr",
                                     NULL};
    work->status = errand_run(arguments, work->body, work->length, REPORT_BYTES_MAX, &work->code,
                              &work->report, &work->report_size);
}

/* The child's own problem document on the request. */
static void refuse_invalid(struct import_work *work)
{
    cJSON *problem = cJSON_Parse(work->report);
    const char *field = json_text(problem, "field"), *title = json_text(problem, "title");
    bool whole = !*field;
    http_refuse(work->request, whole ? 400 : 422, whole ? "invalid_json" : "invalid_field",
                *title ? title : "The body cannot be read", whole ? NULL : field);
    cJSON_Delete(problem);
}

static void done(struct api_work *base)
{
    struct import_work *work = (struct import_work *)base;
    if (work->status == PARVIS_OK && work->code == 0) {
        http_respond_json(work->request, 200, work->report);
        work->report = NULL;
    } else if (work->status == PARVIS_OK && work->code == INVALID) {
        refuse_invalid(work);
    } else {
        log_warning("api", "an import failed: %s, exit status %d", parvis_status_name(work->status),
                    work->code);
        http_response_header(work->request, "Retry-After", "1");
        http_refuse(work->request, 503, "busy", "The import could not be made: try again", NULL);
    }
    free(work->report);
    free(work);
}

void api_post_import(struct http_request *request, void *data)
{
    struct api *api = data;
    if (!api_is_json(request)) {
        http_refuse(request, 415, "not_json", "Send the body as Content-Type: application/json",
                    NULL);
        return;
    }
    struct import_work *work = calloc(1, sizeof *work);
    if (work) {
        *work = (struct import_work){
            .work = {.run = run, .done = done},
            .api = api,
            .request = request,
            .language = text_language_of(http_request_header(request, "Accept-Language")),
            .by_user = api_identity(request)->user};
        work->body = http_request_body(request, &work->length);
        if (!work->body)
            work->body = "";
    }
    if (work && api_workers_submit(api->errands, &work->work) == PARVIS_OK)
        return;
    free(work);
    http_response_header(request, "Retry-After", "1");
    http_refuse(request, 503, "busy", "Too much at once: try again", NULL);
}
