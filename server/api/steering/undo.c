/* POST /api/audit/:id/undo. Rows go back in two passes, what frees a place before what takes it. */
#include "undo.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "handlers.h"
#include "meeting_view.h"
#include "parvis/json.h"
#include "steering.h"

bool undo_is_possible(const char *kind)
{
    static const char *const undoable[] = {"pitch", "meeting", "stand", "plan", "audit"};
    for (size_t i = 0; i < sizeof undoable / sizeof *undoable; i++)
        if (strcmp(undoable[i], kind) == 0)
            return true;
    return false;
}

/* ---- bodies back into rows ---- */

static struct store_meeting to_meeting(const char *json, int64_t now)
{
    cJSON *body = cJSON_Parse(json);
    struct store_meeting meeting = {.id = json_integer(body, "id"),
                                    .buyer = json_integer(body, "buyer"),
                                    .company = json_integer(body, "company"),
                                    .slot = json_integer(body, "slot"),
                                    .weight = json_integer(body, "weight"),
                                    .state_at = now,
                                    .locked = json_true(body, "locked")};
    snprintf(meeting.place, sizeof meeting.place, "%s", json_text(body, "place"));
    snprintf(meeting.state, sizeof meeting.state, "%s", json_text(body, "state"));
    cJSON_Delete(body);
    return meeting;
}

static void to_pitch(const char *json, struct pitch *pitch)
{
    cJSON *body = cJSON_Parse(json);
    if (!pitch_state_parse(json_text(body, "state"), &pitch->state))
        pitch->state = PITCH_READY;
    pitch->session = json_integer(body, "session");
    pitch->position = (int)json_integer(body, "position");
    pitch->planned_from_at = json_integer(body, "planned_from_at");
    pitch->planned_to_at = json_integer(body, "planned_to_at");
    pitch->started_at = json_integer(body, "started_at");
    pitch->questions_at = json_integer(body, "questions_at");
    pitch->ended_at = json_integer(body, "ended_at");
    pitch->pitch_ms = json_integer(body, "pitch_ms");
    pitch->questions_ms = json_integer(body, "questions_ms");
    pitch->paused_at = json_integer(body, "paused_at");
    cJSON_Delete(body);
}

/* ---- the parts of a deed ---- */

struct undoing {
    struct steering_command *command;
    struct store *store;
    struct store_audit audit;
    struct store_audit_row *rows;
    size_t count;
    int64_t now;
    struct store_change_list *changes;
};

static bool is_kind(const struct store_audit_row *row, const char *kind)
{
    return strcmp(row->kind, kind) == 0;
}

static enum parvis_status refuse(const struct undoing *undoing, const char *key)
{
    struct reason reason;
    reason_set(&reason, key);
    return steering_refuse(undoing->command, &reason);
}

static enum parvis_status restore_stands(struct undoing *undoing)
{
    enum parvis_status status = PARVIS_OK;
    for (int giving = 0; giving <= 1; giving++)
        for (size_t i = 0; i < undoing->count && status == PARVIS_OK; i++) {
            const struct store_audit_row *row = &undoing->rows[i];
            if (!is_kind(row, "stand") || !row->before)
                continue;
            cJSON *body = cJSON_Parse(row->before);
            int64_t company = giving ? json_integer(body, "company") : 0;
            cJSON_Delete(body);
            if (!giving || company)
                status = store_place_give(undoing->store, row->id, company, undoing->changes);
        }
    return status;
}

static enum parvis_status restore_pitches(struct undoing *undoing)
{
    struct day day;
    size_t touched = 0;
    enum parvis_status status = day_load(undoing->store, &day);
    for (size_t i = 0; i < undoing->count && status == PARVIS_OK; i++) {
        const struct store_audit_row *row = &undoing->rows[i];
        size_t index = 0;
        if (!is_kind(row, "pitch"))
            continue;
        while (index < day.pitch_count && day.pitches[index].id != row->id)
            index++;
        if (index == day.pitch_count || !row->before) {
            status = refuse(undoing, "undo.gone");
            break;
        }
        to_pitch(row->before, &day.pitches[index]);
        touched++;
    }
    if (status == PARVIS_OK && touched)
        status = day_save_pitches(undoing->store, &day, undoing->now, undoing->changes);
    day_clear(&day);
    return status == PARVIS_CONFLICT && !*undoing->command->command.code
               ? refuse(undoing, "undo.stage_taken")
               : status;
}

/* First pass: what the deed made leaves; where several moved, each gives its slot free. */
static enum parvis_status clear_meetings(struct undoing *undoing)
{
    enum parvis_status status = PARVIS_OK;
    for (size_t i = 0; i < undoing->count && status == PARVIS_OK; i++) {
        const struct store_audit_row *row = &undoing->rows[i];
        if (!is_kind(row, "meeting") || !row->now)
            continue;
        struct store_meeting meeting = to_meeting(row->now, undoing->now);
        if (!row->before) {
            status = store_meeting_delete(undoing->store, row->id, undoing->changes);
        } else if (undoing->count > 1) {
            snprintf(meeting.state, sizeof meeting.state, "cancelled");
            status = store_meeting_restore(undoing->store, &meeting, undoing->changes);
        }
    }
    return status;
}

/* Whether somebody has become busy since. What was over, or called off, takes nobody's time. */
static enum parvis_status check_place(const struct undoing *undoing,
                                      const struct meeting_view *view,
                                      const struct store_meeting *meeting)
{
    struct reason reason;
    if (strcmp(meeting->state, "planned") != 0 && strcmp(meeting->state, "called") != 0 &&
        strcmp(meeting->state, "running") != 0)
        return PARVIS_OK;
    if (!meeting_view_buyer(view, meeting->buyer) || !day_company(&view->day, meeting->company) ||
        !day_slot(&view->day, meeting->slot))
        return refuse(undoing, "undo.gone");
    if (meeting_view_check(view, meeting, &reason))
        return PARVIS_OK;
    return steering_refuse(undoing->command, &reason);
}

static enum parvis_status restore_meetings(struct undoing *undoing)
{
    struct meeting_view view = {0};
    enum parvis_status status = clear_meetings(undoing);
    if (status == PARVIS_OK)
        status = meeting_view_load(undoing->store, &view);
    for (size_t i = 0; i < undoing->count && status == PARVIS_OK; i++) {
        const struct store_audit_row *row = &undoing->rows[i];
        if (!is_kind(row, "meeting") || !row->before)
            continue;
        struct store_meeting meeting = to_meeting(row->before, undoing->now);
        status = check_place(undoing, &view, &meeting);
        if (status == PARVIS_OK)
            status = store_meeting_restore(undoing->store, &meeting, undoing->changes);
    }
    meeting_view_clear(&view);
    return status;
}

/* ---- the deed ---- */

static bool has_moved_on(const struct store_audit_row *row)
{
    if (!row->now || !row->after)
        return row->now != row->after;
    return strcmp(row->now, row->after) != 0;
}

static enum parvis_status check(const struct undoing *undoing)
{
    if (undoing->audit.undone_by)
        return refuse(undoing, "undo.done_before");
    if (!undo_is_possible(undoing->audit.kind) || undoing->count == 0)
        return refuse(undoing, "undo.cannot");
    for (size_t i = 0; i < undoing->count; i++)
        if (has_moved_on(&undoing->rows[i]))
            return refuse(undoing, "undo.moved_on");
    return PARVIS_OK;
}

static enum parvis_status run_undo(struct commit_command *head, struct store *store, int64_t now,
                                   struct store_change_list *changes)
{
    struct undoing undoing = {
        .command = (struct steering_command *)head, .store = store, .now = now, .changes = changes};
    enum parvis_status status = store_audit_get(store, undoing.command->id, &undoing.audit);
    if (status == PARVIS_OK)
        status = store_audit_rows(store, &undoing.audit, &undoing.rows, &undoing.count);
    if (status == PARVIS_OK)
        status = check(&undoing);
    if (status == PARVIS_OK)
        status = restore_stands(&undoing);
    if (status == PARVIS_OK)
        status = restore_pitches(&undoing);
    if (status == PARVIS_OK)
        status = restore_meetings(&undoing);
    store_audit_rows_clear(undoing.rows, undoing.count);
    return status;
}

static char *render_undo(struct api_command *head)
{
    cJSON *answer = cJSON_CreateObject();
    cJSON_AddNumberToObject(answer, "undone", (double)((struct steering_command *)head)->id);
    return api_print(answer);
}

void api_post_undo(struct http_request *request, void *data)
{
    struct steering_command *command = steering_new(data, request, "audit", run_undo);
    if (!command || !steering_read_id(command))
        return;
    steering_note(command, "undo");
    command->command.undoes = command->id;
    command->command.render = render_undo;
    api_command_submit(command);
}
