/* Lines on every screen, or for the speaker alone. */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "handlers.h"
#include "steering.h"

#define MINUTE_MS 60000

static enum parvis_status run_notice(struct commit_command *head, struct store *store, int64_t now,
                                     struct store_change_list *changes)
{
    struct steering_command *command = (struct steering_command *)head;
    return store_notice_add(store, command->fr, command->en, command->state ? "stage" : "all",
                            now + (int64_t)command->minutes * MINUTE_MS, changes, &command->id);
}

void api_post_notice(struct http_request *request, void *data)
{
    struct order {
        const char *fr, *en, *audience;
        int64_t minutes;
    } order = {NULL, NULL, "all", 0};
    /* 280 characters of up to four bytes */
    static const struct json_field fields[] = {
        {"fr", JSON_TEXT, offsetof(struct order, fr), true, 1, 1120},
        {"en", JSON_TEXT, offsetof(struct order, en), true, 1, 1120},
        {"minutes", JSON_INTEGER, offsetof(struct order, minutes), true, 1, 1440},
        {"audience", JSON_TEXT, offsetof(struct order, audience), false, 1, 8}};
    if (!api_read_body(request, fields, 4, &order))
        return;
    bool stage = strcmp(order.audience, "stage") == 0;
    if (!stage && strcmp(order.audience, "all") != 0) {
        http_refuse(request, 422, "invalid_field", "audience is all or stage", "audience");
        return;
    }
    struct steering_command *command = steering_new(data, request, "notice", run_notice);
    if (!command)
        return;
    steering_note(command, stage ? "stage.message" : "notice.add");
    command->state = stage;
    command->fr = strdup(order.fr);
    command->en = strdup(order.en);
    command->minutes = (int)order.minutes;
    if (!command->fr || !command->en) {
        http_refuse(request, 503, "busy", "No memory just now: try again", NULL);
        steering_drop(command);
        return;
    }
    api_command_submit(command);
}

static enum parvis_status run_notice_delete(struct commit_command *head, struct store *store,
                                            int64_t now, struct store_change_list *changes)
{
    (void)now;
    return store_notice_delete(store, ((struct steering_command *)head)->id, changes);
}

static char *render_nothing(struct api_command *command)
{
    (void)command;
    return calloc(1, 1);
}

void api_delete_notice(struct http_request *request, void *data)
{
    struct steering_command *command = steering_new(data, request, "notice", run_notice_delete);
    if (!command || !steering_read_id(command))
        return;
    steering_note(command, "notice.delete");
    command->command.http_status = 204;
    command->command.render = render_nothing;
    api_command_submit(command);
}
