/* SPDX-License-Identifier: EUPL-1.2 */
/* A text's telling words: what is left of needs and offers once small words and endings are gone.
 * Stems by Snowball's French algorithm (Porter, https://snowballstem.org, libstemmer), then folded
 * (text.h), so that "Capteurs", "capteur" and "CAPTEUR" are one. */
#ifndef PARVIS_WEIGHTS_WORDS_H
#define PARVIS_WEIGHTS_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "parvis/status.h"

#define WORD_BYTES 48 /* longer ones are cut: none of French's is */

struct words_stemmer; /* one thread's at a time */

/* PARVIS_NO_MEMORY. */
enum parvis_status words_stemmer_new(struct words_stemmer **ret_stemmer) PARVIS_MUST_CHECK;
void words_stemmer_free(struct words_stemmer *stemmer);

struct word {
    char written[WORD_BYTES]; /* in lower case, as the text has it */
    char stem[WORD_BYTES];
};

/* Takes the next telling word off `*text` (UTF-8) and moves it on; false: there is none left. */
bool words_next(struct words_stemmer *stemmer, const char **text, struct word *ret_word);

#endif
