/* People by name as one types: folded words, prefixes, and a typing error forgiven. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model_internal.h"
#include "parvis/text.h"

#define QUERY_WORDS_MAX 6
#define WORD_CHARS_MAX 31
#define NO_MATCH 1000

struct hit {
    int64_t id;
    int score; /* the lower the better */
    const char *words;
};

void model_search_reset(struct model *model)
{
    for (size_t i = 0; i < model->people_count; i++)
        free(model->people[i].words);
    free(model->people);
    model->people = NULL;
    model->people_count = 0;
}

static char *words_of(const struct model *model, const struct model_person *person)
{
    const struct model_organisation *organisation =
        person->organisation ? model_organisation(model, person->organisation) : NULL;
    char text[1024];
    snprintf(text, sizeof text, "%s %s %s %s", person->last_name, person->first_name,
             organisation ? organisation->name : "", person->code);
    return text_fold(text);
}

static void fold_people(struct model *model)
{
    const struct model_table *table = model_table_of(model, "person");
    model->people = calloc(table->count + 1, sizeof *model->people);
    if (!model->people)
        return;
    for (size_t i = 0; i < table->count; i++) {
        const struct model_person *person = table->rows[i].typed;
        if (!person->erased)
            model->people[model->people_count++] =
                (struct search_entry){.id = person->id, .words = words_of(model, person)};
    }
}

/* Optimal string alignment distance (Damerau 1964, restricted) of `query` to the best prefix of
 * `word`; more than `most` is NO_MATCH. */
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
            if (i > 1 && j > 1 && query[i - 1] == word[j - 2] && query[i - 2] == word[j - 1] &&
                before[j - 2] + 1 < cost)
                cost = before[j - 2] + 1;
            now[j] = cost;
            if (cost < best)
                best = cost;
        }
        if (best > most)
            return NO_MATCH;
        int *spare = before;
        before = last;
        last = now;
        now = spare;
    }
    int best = NO_MATCH;
    for (size_t j = 0; j <= width; j++)
        if (last[j] < best)
            best = last[j];
    return best <= most ? best : NO_MATCH;
}

/* How well one word of the query begins one of the person's: 0 is the whole word, 1 its beginning,
 * 10 or more with typing errors. */
static int match_word(const char *query, size_t length, const char *words)
{
    int best = NO_MATCH, most = length >= 8 ? 2 : length >= 4 ? 1 : 0;
    for (const char *word = words ? words : ""; *word;) {
        size_t size = strcspn(word, " ");
        int score = NO_MATCH;
        if (size >= length && memcmp(word, query, length) == 0)
            score = size == length ? 0 : 1;
        else if (most && best > 10 && size + (size_t)most >= length)
            score = 10 * prefix_distance(query, length, word, size, most);
        if (score < best)
            best = score;
        word += size + (word[size] == ' ');
    }
    return best;
}

static int match_person(const char *query, const char *words)
{
    int sum = 0, count = 0;
    for (const char *word = query; *word && count < QUERY_WORDS_MAX; count++) {
        size_t length = strcspn(word, " ");
        int score = match_word(word, length < WORD_CHARS_MAX ? length : WORD_CHARS_MAX, words);
        if (score >= NO_MATCH)
            return NO_MATCH;
        sum += score;
        word += length + (word[length] == ' ');
    }
    return count > 0 ? sum : NO_MATCH;
}

static int compare_hits(const void *a, const void *b)
{
    const struct hit *left = a, *right = b;
    if (left->score != right->score)
        return left->score - right->score;
    int order = strcmp(left->words, right->words);
    return order ? order : (left->id > right->id) - (left->id < right->id);
}

size_t model_search_people(struct model *model, const char *query, int64_t *ret_ids, size_t max)
{
    if (!model->people)
        fold_people(model);
    char *folded = text_fold(query);
    struct hit *hits = calloc(model->people_count + 1, sizeof *hits);
    size_t count = 0;
    for (size_t i = 0; hits && i < model->people_count; i++) {
        const struct search_entry *entry = &model->people[i];
        int score = match_person(folded, entry->words);
        if (score < NO_MATCH)
            hits[count++] = (struct hit){.id = entry->id, .score = score, .words = entry->words};
    }
    if (count > 0)
        qsort(hits, count, sizeof *hits, compare_hits);
    if (count > max)
        count = max;
    for (size_t i = 0; i < count; i++)
        ret_ids[i] = hits[i].id;
    free(hits);
    free(folded);
    return count;
}
