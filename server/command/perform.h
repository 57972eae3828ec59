/* SPDX-License-Identifier: EUPL-1.2 */
/* Performs operations (server/operations) for commands at the machine itself: by the event's clock,
 * each in a transaction of its own. The actor is no user of the edition; it has the operator's
 * login name. A running server sees the changes in the change log. */
#ifndef PARVIS_COMMAND_PERFORM_H
#define PARVIS_COMMAND_PERFORM_H

#include "operation.h"

/* Performs an operation. On failure nothing is kept; *ret_refusal (ret_refusal may be NULL) has the
 * reason, if the operation refused. */
enum parvis_status command_perform(struct store *store, const struct operation_form *form,
                                   void *order,
                                   struct operation_refusal *ret_refusal) PARVIS_MUST_CHECK;
/* The same for an actor that the edition knows; the audit trail notes it. */
enum parvis_status command_perform_as(struct store *store, const struct operation_actor *actor,
                                      const struct operation_form *form, void *order,
                                      struct operation_refusal *ret_refusal) PARVIS_MUST_CHECK;
/* Prints on standard error the refusal's reason, or the failure; returns 1. */
int command_refused(enum parvis_status status, const struct operation_refusal *refusal);

#endif
