/* Taking a deed of the audit trail back: the rows that it changed become what they were, as long as
 * nobody has changed them since. */
#ifndef PARVIS_API_UNDO_H
#define PARVIS_API_UNDO_H

#include "store_audit.h"

/* Whether deeds about rows of this kind can be taken back: what is steered on the day, a plan, and
 * an undoing itself. */
bool undo_is_possible(const char *kind);

#endif
