/* SPDX-License-Identifier: EUPL-1.2 */
/* Facts of pairs. */
#include "meeting_weight.h"

#include <stdlib.h>

struct meeting_weights {
    struct offers *offers;       /* numbered as the companies below */
    struct store_speech *speech; /* the companies, by organisation */
    struct store_speech *needs;
    size_t offer_count, need_count;
};

void meeting_weights_free(struct meeting_weights *weights)
{
    if (!weights)
        return;
    offers_free(weights->offers);
    free(weights->speech);
    free(weights->needs);
    free(weights);
}

enum parvis_status meeting_weights_load(struct store *store, struct meeting_weights **ret_weights)
{
    struct meeting_weights *weights = calloc(1, sizeof *weights);
    if (!weights)
        return PARVIS_NO_MEMORY;
    enum parvis_status status = offers_new(&weights->offers);
    if (status == PARVIS_OK)
        status = store_offers(store, &weights->speech, &weights->offer_count);
    if (status == PARVIS_OK)
        status = store_needs(store, &weights->needs, &weights->need_count);
    for (size_t i = 0; status == PARVIS_OK && i < weights->offer_count; i++)
        status = offers_add(weights->offers, weights->speech[i].text);
    if (status == PARVIS_OK)
        *ret_weights = weights;
    else
        meeting_weights_free(weights);
    return status;
}

static int offer_of(const struct meeting_weights *weights, int64_t company)
{
    for (size_t i = 0; i < weights->offer_count; i++)
        if (weights->speech[i].organisation == company)
            return (int)i;
    return -1;
}

void meeting_weights_facts(struct meeting_weights *weights, const struct store_pair *pair,
                           struct weight_facts *ret_facts)
{
    int offer = offer_of(weights, pair->company);
    *ret_facts = (struct weight_facts){.buyer_priority = pair->buyer_priority,
                                       .company_priority = pair->company_priority,
                                       .same_segment = pair->same_segment,
                                       .boost = pair->boost};
    for (size_t i = 0; offer >= 0 && i < weights->need_count; i++) {
        struct offers_match match;
        if (!pair->buyer_organisation || weights->needs[i].organisation != pair->buyer_organisation)
            continue;
        offers_match(weights->offers, offer, weights->needs[i].text, &match);
        if (match.points > ret_facts->match.points)
            ret_facts->match = match;
    }
}
