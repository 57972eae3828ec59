/* SPDX-License-Identifier: EUPL-1.2 */
/* The weight of a meeting (weights.h), from the database's facts on its two sides. Shared by the
 * operations and `parvis plan`. */
#ifndef PARVIS_PLAN_MEETING_WEIGHT_H
#define PARVIS_PLAN_MEETING_WEIGHT_H

#include "store_meeting.h"
#include "weights.h"

/* The buyers' needs and the kept companies' offers, as they were when loaded. */
struct meeting_weights;

/* PARVIS_NO_MEMORY, or the store's status. */
enum parvis_status meeting_weights_load(struct store *store,
                                        struct meeting_weights **ret_weights) PARVIS_MUST_CHECK;
void meeting_weights_free(struct meeting_weights *weights);

/* The facts of a pair, with the buyer's need that the company's offer answers best. */
void meeting_weights_facts(struct meeting_weights *weights, const struct store_pair *pair,
                           struct weight_facts *ret_facts);

#endif
