/* SPDX-License-Identifier: EUPL-1.2 */
/* Finding people by name as one types, at the desk and on a kiosk alike. */
#ifndef PARVIS_MATCH_H
#define PARVIS_MATCH_H

#define MATCH_NONE 1000

/* How well the words of a query begin words of somebody's, the lower the better: 0 for whole words,
 * one more for each that only begins, ten and more for typing errors (one in four letters, two in
 * eight). Both folded (text_fold). MATCH_NONE: they do not, or the query has no word. */
int match_words(const char *query, const char *words);

#endif
