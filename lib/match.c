/* SPDX-License-Identifier: EUPL-1.2 */
/* Matches names as people type them: by their beginning, with a typing error forgiven. */
#include "parvis/match.h"

#include <string.h>

#define QUERY_WORDS_MAX 6
#define WORD_CHARS_MAX 31

/* Optimal string alignment distance (Damerau 1964, restricted) of `query` to the best prefix of
 * `word`; more than `most` is MATCH_NONE. */
static int prefix_distance(const char *query, size_t length, const char *word, size_t word_length,
                           int most)
{
    int rows[3][WORD_CHARS_MAX + 2];
    size_t width = word_length < length + (size_t)most ? word_length : length + (size_t)most;
    int *before = rows[0], *last = rows[1], *now = rows[2];
    if (width > WORD_CHARS_MAX)
        width = WORD_CHARS_MAX;
    for (size_t j = 0; j <= width; j++)
        last[j] = (int)j;
    for (size_t i = 1; i <= length; i++) {
        int best = now[0] = (int)i;
        for (size_t j = 1; j <= width; j++) {
            int cost = last[j - 1] + (query[i - 1] != word[j - 1]);
            if (last[j] + 1 < cost)
                cost = last[j] + 1;
            if (now[j - 1] + 1 < cost)
                cost = now[j - 1] + 1;
            /* Two neighbours in the wrong order count as one error, as one types them. */
            if (i > 1 && j > 1 && query[i - 1] == word[j - 2] && query[i - 2] == word[j - 1] &&
                before[j - 2] + 1 < cost)
                cost = before[j - 2] + 1;
            now[j] = cost;
            if (cost < best)
                best = cost;
        }
        /* Each step costs as much or more: a row that is too far already cannot come back. */
        if (best > most)
            return MATCH_NONE;
        int *spare = before;
        before = last;
        last = now;
        now = spare;
    }
    int best = MATCH_NONE;
    for (size_t j = 0; j <= width; j++)
        if (last[j] < best)
            best = last[j];
    return best <= most ? best : MATCH_NONE;
}

/* How well one word of the query begins one of the person's: 0 is the whole word, 1 its beginning,
 * 10 or more with typing errors. */
static int match_word(const char *query, size_t length, const char *words)
{
    int best = MATCH_NONE, most = length >= 8 ? 2 : length >= 4 ? 1 : 0;
    for (const char *word = words ? words : ""; *word;) {
        size_t size = strcspn(word, " ");
        int score = MATCH_NONE;
        if (size >= length && memcmp(word, query, length) == 0)
            score = size == length ? 0 : 1;
        /* Only while nothing better was found: the distance is what costs time here. */
        else if (most && best > 10 && size + (size_t)most >= length)
            score = 10 * prefix_distance(query, length, word, size, most);
        if (score < best)
            best = score;
        word += size + (word[size] == ' ');
    }
    return best;
}

int match_words(const char *query, const char *words)
{
    int sum = 0, count = 0;
    for (const char *word = query; *word && count < QUERY_WORDS_MAX; count++) {
        size_t length = strcspn(word, " ");
        int score = match_word(word, length < WORD_CHARS_MAX ? length : WORD_CHARS_MAX, words);
        if (score >= MATCH_NONE)
            return MATCH_NONE;
        sum += score;
        word += length + (word[length] == ' ');
    }
    return count > 0 ? sum : MATCH_NONE;
}
