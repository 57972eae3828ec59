/* SPDX-License-Identifier: EUPL-1.2 */
/* What a meeting counts for (weights.h), from what the database knows of the two. Shared by the
 * operations and `parvis plan`. */
#ifndef PARVIS_PLAN_MEETING_WEIGHT_H
#define PARVIS_PLAN_MEETING_WEIGHT_H

#include "store_meeting.h"
#include "weights.h"

/* What buyers' bodies need and kept companies offer, at the moment of loading. */
struct meeting_weights;

/* PARVIS_NO_MEMORY, or the store's status. */
enum parvis_status meeting_weights_load(struct store *store,
                                        struct meeting_weights **ret_weights) PARVIS_MUST_CHECK;
void meeting_weights_free(struct meeting_weights *weights);

/* The facts of a pair: of the body's needs, the one that the company answers best. */
void meeting_weights_facts(struct meeting_weights *weights, const struct store_pair *pair,
                           struct weight_facts *ret_facts);

#endif
