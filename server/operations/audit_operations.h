/* SPDX-License-Identifier: EUPL-1.2 */
/* Taking a deed of the audit trail back. */
#ifndef PARVIS_AUDIT_OPERATIONS_H
#define PARVIS_AUDIT_OPERATIONS_H

#include "operation.h"

/* Whether deeds about rows of this kind can be taken back: what is steered on the day (pitches,
 * meetings, stands), a plan, and an undoing itself. */
bool undo_is_possible(const char *kind);

/* The rows that a deed changed become what they were, as long as nobody has changed them since.
 * Refuses: undo.done_before, undo.cannot, undo.moved_on (somebody changed them), undo.gone (what
 * would be put back is no longer there), undo.stage_taken, and what a meeting that comes back is
 * refused with (meeting_operations.h). */
struct undo {
    int64_t entry; /* of the audit trail */
};
extern const struct operation_form undo_form;

#endif
