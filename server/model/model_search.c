/* SPDX-License-Identifier: EUPL-1.2 */
/* People by name as one types: folded words, prefixes, and a typing error forgiven. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model_internal.h"
#include "parvis/match.h"
#include "parvis/text.h"

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
    char text[1024];
    snprintf(text, sizeof text, "%s %s %s %s", person->last_name, person->first_name,
             model_affiliation(model, person), person->code);
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
        int score = match_words(folded, entry->words);
        if (score < MATCH_NONE)
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
