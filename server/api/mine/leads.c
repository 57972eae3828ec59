/* SPDX-License-Identifier: EUPL-1.2 */
/* A stand's team scans its visitors: a visitor who shows a badge gives their name, as with a
 * business card. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "attendee_operations.h"
#include "document.h"
#include "handlers.h"
#include "parvis/badge.h"
#include "parvis/clock.h"
#include "parvis/csv.h"
#include "parvis/text.h"

/* The company whose team the caller belongs to; 0: none, and the request was answered. */
static int64_t own_company(struct api *api, struct http_request *request)
{
    int64_t company = mine_company(api->model, mine_person(api, request));
    if (!company)
        http_refuse(request, 403, "no_stand", "Only a stand's team scans visitors", NULL);
    return company;
}

/* ---- a scan ---- */

int64_t mine_bearer(const struct model *model, const char *text)
{
    uint64_t serial;
    uint8_t signature[BADGE_SIGNATURE_BYTES];
    if (!badge_read(text, strlen(text), &serial, signature))
        return 0;
    const struct model_badge *badge = model_badge_by_serial(model, serial);
    if (!badge || badge->revoked_at || memcmp(badge->signature, signature, sizeof signature) != 0)
        return 0;
    const struct model_person *person = model_person(model, badge->person);
    return person && !person->erased ? person->id : 0;
}

void api_post_mine_lead(struct http_request *request, void *data)
{
    struct api *api = data;
    struct order {
        const char *badge;
        int64_t at;
    } order = {NULL, 0};
    static const struct json_field fields[] = {
        {"badge", JSON_TEXT, offsetof(struct order, badge), true, 1, 200},
        {"at", JSON_INTEGER, offsetof(struct order, at), false, 0, INT64_MAX},
    };
    if (!api_read_body(request, fields, 2, &order))
        return;
    struct api_operation *operation = api_operation_new(api, request);
    if (!operation)
        return;
    struct lead_scan *scan = (void *)operation->order;
    scan->at = order.at;
    scan->person = mine_bearer(api->model, order.badge);
    if (scan->person || !operation->operation.actor.company) { /* that is refused, not the badge */
        api_operation_submit(operation);
        return;
    }
    http_refuse(request, 422, "no_badge", text_label(operation->language, "mine.no_badge"),
                "badge");
    api_operation_drop(operation);
}

/* ---- the list to take home ---- */

struct lead_sheet {
    const struct model *model;
    int64_t company;
    FILE *file;
};

static bool write_lead(const void *row, void *data)
{
    const struct model_lead *lead = row;
    struct lead_sheet *sheet = data;
    const struct model_person *person = model_person(sheet->model, lead->person);
    if (lead->company != sheet->company || !person || person->erased)
        return true;
    char at[20];
    clock_format_local(lead->at, at);
    csv_cell(sheet->file, at, ";");
    csv_cell(sheet->file, person->first_name, ";");
    csv_cell(sheet->file, person->last_name, ";");
    csv_cell(sheet->file, model_affiliation(sheet->model, person), ";");
    csv_cell(sheet->file, person->position, ";");
    fprintf(sheet->file, "%lld;", (long long)lead->interest);
    csv_cell(sheet->file, lead->note, "\r\n");
    return true;
}

void api_get_mine_leads(struct http_request *request, void *data)
{
    struct api *api = data;
    char *text = NULL;
    size_t size = 0;
    struct lead_sheet sheet = {.model = api->model, .company = own_company(api, request)};
    if (!sheet.company)
        return;
    sheet.file = open_memstream(&text, &size);
    if (!sheet.file)
        abort();
    fprintf(sheet.file, "\xef\xbb\xbf%s\r\n",
            text_label(text_language_of(http_request_header(request, "Accept-Language")),
                       "mine.leads.columns"));
    model_each_row(api->model, "lead", write_lead, &sheet);
    if (fclose(sheet.file) != 0)
        abort();
    http_response_header(request, "Content-Disposition", "attachment; filename=\"visitors.csv\"");
    http_respond(request, 200, "text/csv; charset=utf-8", text, size);
    free(text);
}
