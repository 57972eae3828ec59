/* Steering commands: made, refused, answered. */
#define _GNU_SOURCE
#include "steering.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *render_row(struct api_command *head)
{
    struct steering_command *command = (struct steering_command *)head;
    const char *body = model_body(head->api->model, command->kind, command->id);
    char *answer = NULL;
    if (asprintf(&answer, "{\"%s\":%s}", command->kind, body ? body : "null") < 0)
        abort();
    return answer;
}

static void release(struct api_command *head)
{
    struct steering_command *command = (struct steering_command *)head;
    free(command->motive);
    free(command->fr);
    free(command->en);
}

struct steering_command *steering_new(struct api *api, struct http_request *request,
                                      const char *kind, commit_run_fn *run)
{
    return steering_new_sized(api, request, kind, run, sizeof(struct steering_command));
}

struct steering_command *steering_new_sized(struct api *api, struct http_request *request,
                                            const char *kind, commit_run_fn *run, size_t size)
{
    struct steering_command *command = api_command_new(api, request, size, run);
    if (!command)
        return NULL;
    const struct api_identity *identity = api_identity(request);
    command->kind = kind;
    command->language = text_language_of(http_request_header(request, "Accept-Language"));
    snprintf(command->by_user, sizeof command->by_user, "%s", identity ? identity->name : "");
    command->command.render = render_row;
    command->command.release = release;
    return command;
}

static enum parvis_status run_with_subject(struct commit_command *head, struct store *store,
                                           int64_t now, struct store_change_list *changes)
{
    struct steering_command *command = (struct steering_command *)head;
    enum parvis_status status = command->run(head, store, now, changes);
    command->command.subject_kind = command->kind;
    command->command.subject = command->id; /* of a new row: known only now */
    return status;
}

void steering_note(struct steering_command *command, const char *action)
{
    command->command.action = action;
    command->run = command->command.head.run;
    command->command.head.run = run_with_subject;
}

void steering_drop(struct steering_command *command)
{
    release(&command->command);
    free(command);
}

bool steering_read_id(struct steering_command *command)
{
    struct http_request *request = command->command.request;
    if (http_request_parameter_integer(request, "id", &command->id) == PARVIS_OK)
        return true;
    http_refuse(request, 404, "not_found", "There is no such thing", NULL);
    steering_drop(command);
    return false;
}

enum parvis_status steering_refuse(struct steering_command *command, const struct reason *reason)
{
    char code[48];
    snprintf(code, sizeof code, "%s", reason->key);
    for (char *at = code; *at; at++)
        if (*at == '.')
            *at = '_';
    char *title = reason_say(reason, command->language);
    enum parvis_status status =
        api_command_refuse(&command->command, PARVIS_CONFLICT, code, NULL, "%s", title);
    free(title);
    return status;
}

enum parvis_status steering_unknown(struct steering_command *command, const char *field)
{
    return api_command_refuse(&command->command, PARVIS_INVALID, "unknown", field, "%s",
                              text_label(command->language, "steering.unknown"));
}
