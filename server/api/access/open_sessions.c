/* SPDX-License-Identifier: EUPL-1.2 */
/* Who is signed in, and ending a session: one's own, or anybody's for an organiser. */
#include <stdlib.h>
#include <string.h>

#include "handlers.h"
#include "parvis/clock.h"
#include "reading.h"
#include "store_access.h"

/* Whose sessions the one who asks may see and end; 0: everyone's. */
static int64_t whose(const struct api_identity *identity)
{
    return strcmp(identity->role, "organiser") == 0 ? 0 : identity->user;
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

struct end_command {
    struct api_command command; /* first */
    int64_t whose;
};

static enum parvis_status run_end(struct commit_command *head, struct store *store,
                                  int64_t received_at, struct store_change_list *changes)
{
    struct end_command *command = (struct end_command *)head;
    (void)received_at; /* a session's age is not the event's */
    return store_sign_in_end(store, command->command.subject, command->whose, clock_real_ms(),
                             changes);
}

static char *render_nothing(struct api_command *command)
{
    (void)command;
    return calloc(1, 1);
}

void api_delete_session_of(struct http_request *request, void *data)
{
    int64_t id = 0;
    if (http_request_parameter_integer(request, "id", &id) != PARVIS_OK) {
        http_refuse(request, 404, "not_found", "There is no such session", NULL);
        return;
    }
    struct end_command *command = api_command_new(data, request, sizeof *command, run_end);
    if (!command)
        return;
    command->whose = whose(api_identity(request));
    command->command.action = "session.end";
    command->command.subject_kind = "sign_in";
    command->command.subject = id;
    command->command.http_status = 204;
    command->command.render = render_nothing;
    api_command_submit(command);
}
