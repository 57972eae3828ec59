/* SPDX-License-Identifier: EUPL-1.2 */
/* Finding people by name while one types, the same at the desk and on a kiosk. */
#ifndef PARVIS_MATCH_H
#define PARVIS_MATCH_H

#define MATCH_NONE 1000

/* How well a query matches a person's words; lower is better. Every word of the query must be one
 * of the words or begin one. 0: all are whole words; one is added for each that only begins a word,
 * ten or more for typing errors (one is forgiven in a word of four letters or more, two from
 * eight). Both texts folded (text_fold). MATCH_NONE: no match, or the query has no word. */
int match_words(const char *query, const char *words);

#endif
