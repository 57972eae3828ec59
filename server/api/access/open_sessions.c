/* SPDX-License-Identifier: EUPL-1.2 */
/* Lists and ends sessions: a user's own; for an organiser anybody's. */
#include <stdlib.h>
#include <string.h>

#include "handlers.h"
#include "parvis/clock.h"
#include "reading.h"
#include "sign_in_operations.h"

/* The user whose sessions the caller may see and end; 0: all users'. */
static int64_t whose(const struct api_identity *identity)
{
    return identity->role == API_ROLE_ORGANISER ? 0 : identity->user;
}

static enum parvis_status read_sessions(struct api_reading *reading, struct store *store)
{
    struct store_sign_in *rows = NULL;
    size_t count = 0;
    enum parvis_status status =
        store_sign_ins(store, reading->limit, clock_real_ms(), &rows, &count);
    cJSON *answer = cJSON_CreateObject();
    cJSON *sessions = cJSON_AddArrayToObject(answer, "sessions");
    for (size_t i = 0; i < count; i++) {
        cJSON *row = cJSON_CreateObject();
        cJSON_AddNumberToObject(row, "id", (double)rows[i].id);
        cJSON_AddStringToObject(row, "user", rows[i].name);
        cJSON_AddStringToObject(row, "role", rows[i].role);
        cJSON_AddNumberToObject(row, "created_at", (double)rows[i].created_at);
        cJSON_AddNumberToObject(row, "expires_at", (double)rows[i].expires_at);
        cJSON_AddBoolToObject(row, "current", rows[i].id == reading->id);
        cJSON_AddItemToArray(sessions, row);
    }
    free(rows);
    reading->answer = api_print(answer);
    return status;
}

void api_get_sessions(struct http_request *request, void *data)
{
    const struct api_identity *identity = api_identity(request);
    struct api_reading *reading = api_reading_new(data, request, read_sessions);
    if (!reading)
        return;
    reading->id = identity->sign_in;
    reading->limit = whose(identity);
    api_reading_submit(reading);
}

void api_delete_session_of(struct http_request *request, void *data)
{
    struct api_operation *operation = api_operation_new(data, request);
    if (!operation)
        return;
    struct sign_in_end *order = (void *)operation->order;
    order->whose = whose(api_identity(request));
    api_operation_submit(operation);
}
