/* SPDX-License-Identifier: EUPL-1.2 */
/* What the fuzzers share: a corpus, and random mutations of it, the same for the same seed.
 * See tests/harness/harness.h for other seeds and longer runs. */
#ifndef PARVIS_TEST_MUTATION_H
#define PARVIS_TEST_MUTATION_H

#include <stddef.h>
#include <stdint.h>

#define MUTATION_BYTES_MAX 16384

struct mutation_text {
    size_t size;
    char bytes[MUTATION_BYTES_MAX];
};

/* Begins with the run's seed; call before anything random. */
void mutation_begin(void);
uint32_t mutation_below(uint32_t bound);

/* Reads the files of a folder whose names end so, in the order of their names, so that a seed means
 * the same run on every machine. */
void mutation_read_corpus(const char *folder, const char *ending);
size_t mutation_corpus_count(void);
const struct mutation_text *mutation_corpus(size_t index);

/* One of the corpus, changed one to six times. `tokens` are pieces that mean something to the
 * reader. */
void mutation_make(struct mutation_text *ret_text, const char *const *tokens, size_t token_count);
#endif
