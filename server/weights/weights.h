/* SPDX-License-Identifier: EUPL-1.2 */
/* The weight of a meeting in the plan, from its wishes, and one line that explains it. Pure.
 * docs/planner.md gives the reasons for the figures. */
#ifndef PARVIS_WEIGHTS_H
#define PARVIS_WEIGHTS_H

#include <stdbool.h>

#include "offers.h"
#include "parvis/text.h"

#define WEIGHT_BOTH_ASKED 2
#define WEIGHT_SAME_SEGMENT 2
#define WEIGHT_BOOST_MAX 20 /* of an organiser's points: as much as two musts */

/* The facts on a buyer and a company, at least one of which asked for the other. */
struct weight_facts {
    int buyer_priority, company_priority; /* 1 … 5 (must); 0: that side did not ask */
    bool same_segment;                    /* the buyer's side has a need in its segment */
    int boost; /* points that an organiser gave either of them, -WEIGHT_BOOST_MAX … WEIGHT_BOOST_MAX
                */
    struct offers_match match; /* of the need and the offer */
};

/* The weight, at least 1: no wish is worth nothing. */
int weight_of(const struct weight_facts *facts);

/* "demandé par les deux (5 + 4) ; même segment ; « capteurs » dans le besoin et l’offre": a new
 * string, the caller's. */
char *weight_explain(const struct weight_facts *facts, enum text_language language);
/* The part about the words alone, for a match with some. A new string, the caller's. */
char *weight_explain_match(const struct offers_match *match, enum text_language language);

#endif
