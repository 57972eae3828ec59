/* SPDX-License-Identifier: EUPL-1.2 */
/* Undoes an entry of the audit trail. Rows go back in two passes: those that free a place before
 * those that take it. */
#include "audit_operations.h"

#include <string.h>

#include "kinds.h"
#include "meeting_view.h"
#include "pitch_steps.h"
#include "store_audit.h"
#include "store_body.h"

/* ---- the parts of a deed ---- */

struct undoing {
    struct operation *operation; /* borrowed */
    struct store_audit audit;
    struct store_audit_row *rows;
    size_t count;
};

static bool is_kind(const struct store_audit_row *row, enum kind_id kind)
{
    return strcmp(row->kind, kinds[kind].name) == 0;
}

static enum parvis_status refuse(const struct undoing *undoing, const char *key)
{
    return operation_refuse_key(undoing->operation, key);
}

static enum parvis_status restore_stands(struct undoing *undoing)
{
    enum parvis_status status = PARVIS_OK;
    for (int giving = 0; giving <= 1; giving++)
        for (size_t i = 0; i < undoing->count && status == PARVIS_OK; i++) {
            const struct store_audit_row *row = &undoing->rows[i];
            if (!is_kind(row, KIND_STAND) || !row->before)
                continue;
            int64_t company = giving ? store_body_stand_company(row->before) : 0;
            if (!giving || company)
                status = store_place_give(undoing->operation->store, row->id, company,
                                          undoing->operation->changes);
        }
    return status;
}

/* Compares all columns but the projected times. */
static void put_back(struct pitch *pitch, const struct store_pitch *before)
{
    pitch->state = before->state;
    pitch->session = before->session;
    pitch->position = (int)before->position;
    pitch->planned_from_at = before->planned_from_at;
    pitch->planned_to_at = before->planned_to_at;
    pitch->started_at = before->started_at;
    pitch->questions_at = before->questions_at;
    pitch->ended_at = before->ended_at;
    pitch->pitch_ms = before->pitch_ms;
    pitch->questions_ms = before->questions_ms;
    pitch->paused_at = before->paused_at;
}

static enum parvis_status restore_pitches(struct undoing *undoing)
{
    struct day day;
    size_t touched = 0;
    enum parvis_status status = day_load(undoing->operation->store, &day);
    for (size_t i = 0; i < undoing->count && status == PARVIS_OK; i++) {
        const struct store_audit_row *row = &undoing->rows[i];
        if (!is_kind(row, KIND_PITCH))
            continue;
        struct pitch *pitch = pitch_find(&day, row->id);
        if (!pitch || !row->before) {
            status = refuse(undoing, "undo.gone");
            break;
        }
        struct store_pitch before = store_body_pitch(row->before);
        put_back(pitch, &before);
        touched++;
    }
    if (status == PARVIS_OK && touched)
        status = day_save_pitches(undoing->operation->store, &day, undoing->operation->now,
                                  undoing->operation->changes);
    day_clear(&day);
    return status == PARVIS_CONFLICT && !operation_is_refused(undoing->operation)
               ? refuse(undoing, "undo.stage_taken")
               : status;
}

static struct store_meeting meeting_of(const struct undoing *undoing, const char *body)
{
    struct store_meeting meeting = store_body_meeting(body);
    meeting.state_at = undoing->operation->now;
    return meeting;
}

/* First pass: removes the rows that the deed added, and frees the slots of those that it moved. */
static enum parvis_status clear_meetings(struct undoing *undoing)
{
    enum parvis_status status = PARVIS_OK;
    for (size_t i = 0; i < undoing->count && status == PARVIS_OK; i++) {
        const struct store_audit_row *row = &undoing->rows[i];
        if (!is_kind(row, KIND_MEETING) || !row->now)
            continue;
        struct store_meeting meeting = meeting_of(undoing, row->now);
        if (!row->before) {
            status = store_meeting_delete(undoing->operation->store, row->id,
                                          undoing->operation->changes);
        } else if (undoing->count > 1) {
            meeting.state = MEETING_CANCELLED;
            status = store_meeting_restore(undoing->operation->store, &meeting,
                                           undoing->operation->changes);
        }
    }
    return status;
}

/* Whether somebody has become busy since. A meeting that was over or cancelled takes nobody's
 * time. */
static enum parvis_status check_place(const struct undoing *undoing,
                                      const struct meeting_view *view,
                                      const struct store_meeting *meeting)
{
    struct reason reason;
    if (!meeting_state_is_open(meeting->state))
        return PARVIS_OK;
    if (!meeting_view_buyer(view, meeting->buyer) || !day_company(&view->day, meeting->company) ||
        !day_slot(&view->day, meeting->slot))
        return refuse(undoing, "undo.gone");
    if (meeting_view_check(view, meeting, &reason))
        return PARVIS_OK;
    return operation_refuse(undoing->operation, &reason);
}

static enum parvis_status restore_meetings(struct undoing *undoing)
{
    struct meeting_view view = {0};
    enum parvis_status status = clear_meetings(undoing);
    if (status == PARVIS_OK)
        status = meeting_view_load(undoing->operation->store, &view);
    for (size_t i = 0; i < undoing->count && status == PARVIS_OK; i++) {
        const struct store_audit_row *row = &undoing->rows[i];
        if (!is_kind(row, KIND_MEETING) || !row->before)
            continue;
        struct store_meeting meeting = meeting_of(undoing, row->before);
        status = check_place(undoing, &view, &meeting);
        if (status == PARVIS_OK)
            status = store_meeting_restore(undoing->operation->store, &meeting,
                                           undoing->operation->changes);
    }
    meeting_view_clear(&view);
    return status;
}

/* ---- the deed ---- */

/* The kinds whose rows go back, in this order: a stand goes back before the meetings at it. */
static const struct {
    enum kind_id kind;
    enum parvis_status (*restore)(struct undoing *undoing);
} restorers[] = {
    {KIND_STAND, restore_stands}, {KIND_PITCH, restore_pitches}, {KIND_MEETING, restore_meetings}};

bool undo_is_possible(const char *kind)
{
    /* Deeds without a row of their own: undoing a plan undoes its meetings; undoing an undoing
     * makes the deed again. */
    if (strcmp(kind, "plan") == 0 || strcmp(kind, kinds[KIND_AUDIT].name) == 0)
        return true;
    for (size_t i = 0; i < sizeof restorers / sizeof *restorers; i++)
        if (strcmp(kinds[restorers[i].kind].name, kind) == 0)
            return true;
    return false;
}

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

static enum parvis_status run(struct operation *operation, void *data)
{
    const struct undo *order = data;
    struct undoing undoing = {.operation = operation};
    operation->undoes = order->entry;
    enum parvis_status status = store_audit_get(operation->store, order->entry, &undoing.audit);
    if (status == PARVIS_OK)
        status = store_audit_rows(operation->store, &undoing.audit, &undoing.rows, &undoing.count);
    if (status == PARVIS_OK)
        status = check(&undoing);
    for (size_t i = 0; i < sizeof restorers / sizeof *restorers && status == PARVIS_OK; i++)
        status = restorers[i].restore(&undoing);
    store_audit_rows_clear(undoing.rows, undoing.count);
    return status;
}

const struct operation_form undo_form = {
    .action = "undo", .kind = "audit", .size = sizeof(struct undo), .run = run};
