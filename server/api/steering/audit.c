/* SPDX-License-Identifier: EUPL-1.2 */
/* GET /api/audit: who changed what, the newest first. */
#include <stdlib.h>
#include <string.h>

#include "audit_operations.h"
#include "handlers.h"
#include "reading.h"
#include "store_audit.h"

#define LIMIT_DEFAULT 50
#define LIMIT_MAX 200
#define ROWS_SHOWN 3 /* rows shown of one deed; of a plan's hundreds only the number */

static cJSON *number_or_null(int64_t number)
{
    return number ? cJSON_CreateNumber((double)number) : cJSON_CreateNull();
}

static cJSON *raw_or_null(const char *body)
{
    return body ? cJSON_CreateRaw(body) : cJSON_CreateNull();
}

static enum parvis_status add_rows(cJSON *entry, struct store *store,
                                   const struct store_audit *audit)
{
    struct store_audit_row *rows = NULL;
    size_t count = 0;
    enum parvis_status status = store_audit_rows(store, audit, &rows, &count);
    if (status != PARVIS_OK)
        return status;
    bool undoable = undo_is_possible(audit->kind) && !audit->undone_by && count > 0;
    cJSON_AddBoolToObject(entry, "undoable", undoable);
    cJSON_AddNumberToObject(entry, "count", (double)count);
    cJSON *array = cJSON_AddArrayToObject(entry, "changes");
    for (size_t i = 0; i < count && i < ROWS_SHOWN; i++) {
        cJSON *row = cJSON_CreateObject();
        cJSON_AddStringToObject(row, "kind", rows[i].kind);
        cJSON_AddNumberToObject(row, "id", (double)rows[i].id);
        cJSON_AddItemToObject(row, "before", raw_or_null(rows[i].before));
        cJSON_AddItemToObject(row, "after", raw_or_null(rows[i].after));
        cJSON_AddItemToArray(array, row);
    }
    store_audit_rows_clear(rows, count);
    return PARVIS_OK;
}

static enum parvis_status add_entry(cJSON *entries, struct store *store,
                                    const struct store_audit *audit)
{
    cJSON *entry = cJSON_CreateObject();
    cJSON_AddItemToArray(entries, entry);
    cJSON_AddNumberToObject(entry, "id", (double)audit->id);
    cJSON_AddNumberToObject(entry, "at", (double)audit->at);
    cJSON_AddStringToObject(entry, "who", audit->who);
    cJSON_AddBoolToObject(entry, "device", audit->device != 0);
    cJSON_AddStringToObject(entry, "action", audit->action);
    cJSON_AddStringToObject(entry, "kind", audit->kind);
    cJSON_AddNumberToObject(entry, "subject", (double)audit->subject);
    cJSON_AddItemToObject(entry, "scan",
                          *audit->scan ? cJSON_CreateString(audit->scan) : cJSON_CreateNull());
    cJSON_AddItemToObject(entry, "undoes", number_or_null(audit->undoes));
    cJSON_AddItemToObject(entry, "undone_by", number_or_null(audit->undone_by));
    return add_rows(entry, store, audit);
}

static enum parvis_status read_audit(struct api_reading *reading, struct store *store)
{
    struct store_audit *page = NULL;
    size_t count = 0;
    enum parvis_status status = store_audit_page(store, reading->id, reading->limit, &page, &count);
    cJSON *answer = cJSON_CreateObject();
    cJSON *entries = cJSON_AddArrayToObject(answer, "entries");
    for (size_t i = 0; i < count && status == PARVIS_OK; i++)
        status = add_entry(entries, store, &page[i]);
    free(page);
    reading->answer = api_print(answer);
    return status;
}

void api_get_audit(struct http_request *request, void *data)
{
    int64_t before = 0, limit = LIMIT_DEFAULT;
    bool good = true;
    api_query_integer(request, "before", &before, &good);
    if (good)
        api_query_integer(request, "limit", &limit, &good);
    if (!good)
        return;
    if (limit < 1 || limit > LIMIT_MAX) {
        http_refuse(request, 422, "invalid_field", "limit must be from 1 to 200", "limit");
        return;
    }
    struct api_reading *reading = api_reading_new(data, request, read_audit);
    if (!reading)
        return;
    reading->id = before;
    reading->limit = limit;
    api_reading_submit(reading);
}
