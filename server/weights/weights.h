/* SPDX-License-Identifier: EUPL-1.2 */
/* Wishes into weights: how much a meeting counts in the plan, and why, in one line that anybody can
 * check. Pure. docs/planner.md tells the reasons of the figures. */
#ifndef PARVIS_WEIGHTS_H
#define PARVIS_WEIGHTS_H

#include <stdbool.h>

#include "offers.h"
#include "parvis/text.h"

#define WEIGHT_BOTH_ASKED 2
#define WEIGHT_SAME_SEGMENT 2
#define WEIGHT_BOOST_MAX 20 /* an organiser's say: up to two musts */

/* What is known of a buyer and a company of whom at least one asked for the other. */
struct weight_facts {
    int buyer_priority, company_priority; /* 1 … 5 (must); 0: that side did not ask */
    bool same_segment;                    /* the buyer's body needs something of its segment */
    int boost; /* points that an organiser gave either of them, -WEIGHT_BOOST_MAX … WEIGHT_BOOST_MAX
                */
    struct offers_match match; /* of need and offer */
};

/* The weight, at least 1: what was asked for is never worth nothing. */
int weight_of(const struct weight_facts *facts);

/* "demandé par les deux (5 + 4) ; même segment ; « capteurs » dans le besoin et l’offre": a new
 * string, the caller's. */
char *weight_explain(const struct weight_facts *facts, enum text_language language);
/* The words' part alone, of a match that has some. */
char *weight_explain_match(const struct offers_match *match, enum text_language language);

#endif
