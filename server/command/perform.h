/* SPDX-License-Identifier: EUPL-1.2 */
/* Operations (server/operations) as the commands perform them: at the machine itself, as nobody
 * whom the edition knows but under the login name of who sits there, by the event's clock, in a
 * transaction of their own. A running server follows the change log. */
#ifndef PARVIS_COMMAND_PERFORM_H
#define PARVIS_COMMAND_PERFORM_H

#include "operation.h"

/* PARVIS_OK: it is kept. Else nothing is; *ret_refusal (NULL allowed) has the reason, if the
 * operation itself refused. */
enum parvis_status command_perform(struct store *store, const struct operation_form *form,
                                   void *order,
                                   struct operation_refusal *ret_refusal) PARVIS_MUST_CHECK;
/* The same as somebody whom the edition knows; it is noted in the audit trail. */
enum parvis_status command_perform_as(struct store *store, const struct operation_actor *actor,
                                      const struct operation_form *form, void *order,
                                      struct operation_refusal *ret_refusal) PARVIS_MUST_CHECK;
/* Says on standard error why it was refused, or what else went wrong; returns 1. */
int command_refused(enum parvis_status status, const struct operation_refusal *refusal);

#endif
