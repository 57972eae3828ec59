/* SPDX-License-Identifier: EUPL-1.2 */
/* Undoing an entry of the audit trail. */
#ifndef PARVIS_AUDIT_OPERATIONS_H
#define PARVIS_AUDIT_OPERATIONS_H

#include "operation.h"

/* Whether entries about rows of this kind can be undone: pitches, meetings, stands, a plan, and an
 * undoing itself. */
bool undo_is_possible(const char *kind);

/* Puts the rows that an entry changed back as they were, if nobody has changed them since. Refuses:
 * undo.done_before, undo.cannot, undo.moved_on (somebody changed them), undo.gone (a row that the
 * old state needs no longer exists), undo.stage_taken, and for a meeting that comes back what
 * meeting_add refuses (meeting_operations.h). */
struct undo {
    int64_t entry; /* its id in the audit trail */
};
extern const struct operation_form undo_form;

#endif
