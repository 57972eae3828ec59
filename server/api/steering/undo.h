/* Taking a deed of the audit trail back: the rows that it changed become what they were, as long as
 * nobody has changed them since. */
#ifndef PARVIS_API_UNDO_H
#define PARVIS_API_UNDO_H

#include "store_audit.h"

/* Whether deeds of this name can be taken back. */
bool undo_is_possible(const char *action);

#endif
