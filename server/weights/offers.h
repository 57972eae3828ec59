/* SPDX-License-Identifier: EUPL-1.2 */
/* Compares companies' offers with buyers' needs: BM25 (Robertson and Zaragoza, "The Probabilistic
 * Relevance Framework", Foundations and Trends in Information Retrieval 3(4), 2009) over the
 * telling words, reduced to a few points of a meeting's weight. Pure; for one thread at a time. */
#ifndef PARVIS_WEIGHTS_OFFERS_H
#define PARVIS_WEIGHTS_OFFERS_H

#include "parvis/status.h"
#include "words.h"

#define OFFERS_POINTS_MAX 3 /* words never outweigh people's own wishes */
#define OFFERS_WORDS_MAX 3  /* the rarest shared words, enough to explain the match */

struct offers;

/* How well an offer answers a need. */
struct offers_match {
    int points; /* 0 … OFFERS_POINTS_MAX */
    int word_count;
    char words[OFFERS_WORDS_MAX]
              [WORD_BYTES]; /* shared, as the need writes them; the rarest first */
};

/* PARVIS_NO_MEMORY. */
enum parvis_status offers_new(struct offers **ret_offers) PARVIS_MUST_CHECK;
void offers_free(struct offers *offers);
/* Adds a text; offers are numbered 0, 1, … in the order in which they are added.
 * PARVIS_NO_MEMORY. */
enum parvis_status offers_add(struct offers *offers, const char *text) PARVIS_MUST_CHECK;
/* How well offer number `offer` answers `need`. After its first call nothing may be added. */
void offers_match(struct offers *offers, int offer, const char *need,
                  struct offers_match *ret_match);

#endif
