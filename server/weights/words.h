/* SPDX-License-Identifier: EUPL-1.2 */
/* The telling words of a text: needs and offers without small words and endings. Stems by
 * Snowball's French algorithm (Porter, https://snowballstem.org, libstemmer), then folded (text.h),
 * so that "Capteurs", "capteur" and "CAPTEUR" are one. */
#ifndef PARVIS_WEIGHTS_WORDS_H
#define PARVIS_WEIGHTS_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "parvis/status.h"

#define WORD_BYTES 48 /* longer words are cut; no French word is so long */

struct words_stemmer; /* for one thread at a time */

/* PARVIS_NO_MEMORY. */
enum parvis_status words_stemmer_new(struct words_stemmer **ret_stemmer) PARVIS_MUST_CHECK;
void words_stemmer_free(struct words_stemmer *stemmer);

struct word {
    char written[WORD_BYTES]; /* in lower case, as the text has it */
    char stem[WORD_BYTES];
};

/* Takes the next telling word from *text (UTF-8), and moves *text behind it. False: none is
 * left. */
bool words_next(struct words_stemmer *stemmer, const char **text, struct word *ret_word);

#endif
