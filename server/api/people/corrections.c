/* Mending people's rows at the desk: a profile corrected, two rows made one, a person erased. */
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "handlers.h"
#include "parvis/text.h"
#include "person_form.h"
#include "steering.h"
#include "store_desk.h"
#include "store_erase.h"

/* ---- a profile ---- */

struct correction {
    struct steering_command steering; /* first */
    struct person_said said;
};

static enum parvis_status run_correction(struct commit_command *head, struct store *store,
                                         int64_t now, struct store_change_list *changes)
{
    struct correction *correction = (struct correction *)head;
    (void)now;
    return store_person_correct(store, correction->steering.id, &correction->said.entry, changes);
}

static char *render_person(struct api_command *head)
{
    const struct model_person *person =
        model_person(head->api->model, ((struct steering_command *)head)->id);
    cJSON *answer = cJSON_CreateObject();
    cJSON_AddItemToObject(answer, "person",
                          person ? person_json(head->api->model, person) : cJSON_CreateNull());
    return api_print(answer);
}

void api_post_person_correction(struct http_request *request, void *data)
{
    struct person_entry form = {.organisation = NULL};
    struct json_field fields[PERSON_COLUMN_COUNT];
    if (!api_read_body(request, fields, person_form_fields(PERSON_FORM_CORRECTION, fields), &form))
        return;
    struct correction *correction = (struct correction *)steering_new_sized(
        data, request, "person", run_correction, sizeof *correction);
    if (!correction || !steering_read_id(&correction->steering))
        return;
    const char *wrong = person_form_take(PERSON_FORM_CORRECTION, &form, &correction->said);
    if (wrong) {
        person_form_refuse(request, wrong);
        steering_drop(&correction->steering);
        return;
    }
    steering_note(&correction->steering, "person.edit");
    correction->steering.command.render = render_person;
    api_command_submit(correction);
}

/* ---- two rows, one person ---- */

static enum parvis_status run_merge(struct commit_command *head, struct store *store, int64_t now,
                                    struct store_change_list *changes)
{
    struct steering_command *command = (struct steering_command *)head;
    struct reason reason;
    enum parvis_status status =
        store_person_merge(store, command->other, command->id, now, changes);
    if (status != PARVIS_CONFLICT)
        return status;
    reason_set(&reason, "person.other_role");
    return steering_refuse(command, &reason);
}

void api_post_person_merge(struct http_request *request, void *data)
{
    struct {
        int64_t duplicate;
    } order = {0};
    static const struct json_field fields[] = {{"duplicate", JSON_INTEGER, 0, true, 1, INT64_MAX}};
    if (!api_read_body(request, fields, 1, &order))
        return;
    struct steering_command *command = steering_new(data, request, "person", run_merge);
    if (!command || !steering_read_id(command))
        return;
    steering_note(command, "person.merge");
    command->other = order.duplicate;
    command->command.render = render_person;
    api_command_submit(command);
}

/* ---- erasure ---- */

struct erasure {
    struct steering_command steering; /* first */
    int64_t at;
};

static enum parvis_status run_erasure(struct commit_command *head, struct store *store, int64_t now,
                                      struct store_change_list *changes)
{
    struct erasure *erasure = (struct erasure *)head;
    erasure->at = now;
    return store_person_erase(store, erasure->steering.id, now, changes);
}

/* What the person takes home: no name, a number and an instant that the edition can confirm. */
static char *render_receipt(struct api_command *head)
{
    const struct erasure *erasure = (struct erasure *)head;
    const struct store_edition *edition = model_edition(head->api->model);
    cJSON *answer = cJSON_CreateObject();
    cJSON *receipt = cJSON_AddObjectToObject(answer, "receipt");
    cJSON_AddNumberToObject(receipt, "person", (double)erasure->steering.id);
    cJSON_AddNumberToObject(receipt, "erased_at", (double)erasure->at);
    cJSON_AddStringToObject(receipt, "edition", edition ? edition->name : "");
    cJSON_AddStringToObject(receipt, "by", erasure->steering.by_user);
    return api_print(answer);
}

void api_post_person_erasure(struct http_request *request, void *data)
{
    if (!api_read_confirmation(request))
        return;
    struct erasure *erasure =
        (struct erasure *)steering_new_sized(data, request, "person", run_erasure, sizeof *erasure);
    if (!erasure || !steering_read_id(&erasure->steering))
        return;
    steering_note(&erasure->steering, "person.erase");
    erasure->steering.command.render = render_receipt;
    api_command_submit(erasure);
}
