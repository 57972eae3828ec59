/* SPDX-License-Identifier: EUPL-1.2 */
/* The sum, and its words. */
#include "weights.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LINE_BYTES 512

int weight_of(const struct weight_facts *facts)
{
    bool both = facts->buyer_priority > 0 && facts->company_priority > 0;
    int weight = facts->buyer_priority + facts->company_priority + (both ? WEIGHT_BOTH_ASKED : 0) +
                 (facts->same_segment ? WEIGHT_SAME_SEGMENT : 0) + facts->match.points +
                 facts->boost;
    return weight > 1 ? weight : 1;
}

/* Adds a part to the line, behind a separator where there is something before it. */
static void add(char line[LINE_BYTES], enum text_language language, char *part)
{
    size_t length = strlen(line);
    const char *between = length ? text_label(language, "weight.and") : "";
    snprintf(line + length, LINE_BYTES - length, "%s%s", between, part);
    free(part);
}

static char *explain_asking(const struct weight_facts *facts, enum text_language language)
{
    char buyer[8], company[8];
    snprintf(buyer, sizeof buyer, "%d", facts->buyer_priority);
    snprintf(company, sizeof company, "%d", facts->company_priority);
    const char *key = !facts->company_priority ? "weight.buyer_asked"
                      : !facts->buyer_priority ? "weight.company_asked"
                                               : "weight.both_asked";
    return text_sayf(language, key, "buyer", buyer, "company", company, NULL);
}

char *weight_explain_match(const struct offers_match *match, enum text_language language)
{
    char words[OFFERS_WORDS_MAX * (WORD_BYTES + 16)] = "";
    for (int i = 0; i < match->word_count; i++) {
        char *quoted = text_sayf(language, "weight.word", "word", match->words[i], NULL);
        size_t length = strlen(words);
        snprintf(words + length, sizeof words - length, "%s%s", i ? ", " : "", quoted);
        free(quoted);
    }
    return text_sayf(language, "weight.words", "words", words, NULL);
}

char *weight_explain(const struct weight_facts *facts, enum text_language language)
{
    char line[LINE_BYTES] = "", boost[8];
    add(line, language, explain_asking(facts, language));
    if (facts->same_segment)
        add(line, language, text_sayf(language, "weight.same_segment", NULL));
    if (facts->match.points > 0)
        add(line, language, weight_explain_match(&facts->match, language));
    snprintf(boost, sizeof boost, "%+d", facts->boost);
    if (facts->boost)
        add(line, language, text_sayf(language, "weight.boost", "points", boost, NULL));
    char *copy = strdup(line);
    if (!copy)
        abort();
    return copy;
}
