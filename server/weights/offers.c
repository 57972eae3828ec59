/* SPDX-License-Identifier: EUPL-1.2 */
/* BM25 over postings in order. */
#include "offers.h"
#include "parvis/array.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define K1 1.2    /* how soon a word that comes again counts no more; the paper's usual value */
#define B 0.75    /* how much long texts are held back; likewise */
#define POINT 1.5 /* of score: about one shared word that a fifth of the offers have */
#define NEED_WORDS_MAX 64

struct posting {
    char stem[WORD_BYTES];
    int offer, times;
};

struct offers {
    struct words_stemmer *stemmer;
    struct posting *postings; /* by stem, then offer, once `in_order` */
    size_t count, capacity;
    int *lengths; /* telling words, by offer */
    int offer_count, words;
    bool in_order;
};

enum parvis_status offers_new(struct offers **ret_offers)
{
    struct offers *offers = calloc(1, sizeof *offers);
    if (!offers)
        return PARVIS_NO_MEMORY;
    enum parvis_status status = words_stemmer_new(&offers->stemmer);
    if (status == PARVIS_OK)
        *ret_offers = offers;
    else
        free(offers);
    return status;
}

void offers_free(struct offers *offers)
{
    if (!offers)
        return;
    words_stemmer_free(offers->stemmer);
    free(offers->postings);
    free(offers->lengths);
    free(offers);
}

enum parvis_status offers_add(struct offers *offers, const char *text)
{
    struct word word;
    size_t size = ((size_t)offers->offer_count + 1) * sizeof *offers->lengths;
    int *lengths = realloc(offers->lengths, size), length = 0;
    if (!lengths)
        return PARVIS_NO_MEMORY;
    offers->lengths = lengths;
    for (; words_next(offers->stemmer, &text, &word); length++) {
        if (!array_make_room(&offers->postings, offers->count, &offers->capacity,
                             sizeof *offers->postings))
            return PARVIS_NO_MEMORY;
        struct posting *posting = &offers->postings[offers->count++];
        *posting = (struct posting){.offer = offers->offer_count, .times = 1};
        memcpy(posting->stem, word.stem, sizeof posting->stem);
    }
    offers->lengths[offers->offer_count++] = length;
    offers->words += length;
    offers->in_order = false;
    return PARVIS_OK;
}

static int compare_postings(const void *a, const void *b)
{
    const struct posting *left = a, *right = b;
    int order = strcmp(left->stem, right->stem);
    return order ? order : left->offer - right->offer;
}

/* Sorts, and counts a word that an offer has several times once with its number. */
static void put_in_order(struct offers *offers)
{
    size_t kept = 0;
    if (offers->in_order)
        return;
    if (offers->count > 0)
        qsort(offers->postings, offers->count, sizeof *offers->postings, compare_postings);
    for (size_t i = 0; i < offers->count; i++) {
        struct posting *posting = &offers->postings[i];
        if (kept > 0 && compare_postings(&offers->postings[kept - 1], posting) == 0)
            offers->postings[kept - 1].times += posting->times;
        else
            offers->postings[kept++] = *posting;
    }
    offers->count = kept;
    offers->in_order = true;
}

/* The place of the first posting that is not before this one. */
static size_t find(const struct offers *offers, const struct posting *wanted)
{
    size_t low = 0, high = offers->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (compare_postings(&offers->postings[middle], wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* BM25's part of one word; 0: the offer does not have it. */
static double score_word(const struct offers *offers, int offer, const char *stem)
{
    struct posting wanted = {.offer = offer}, first = {.offer = -1};
    snprintf(wanted.stem, sizeof wanted.stem, "%s", stem);
    memcpy(first.stem, wanted.stem, sizeof first.stem);
    size_t place = find(offers, &wanted), begin = find(offers, &first), end = begin;
    if (place == offers->count || compare_postings(&offers->postings[place], &wanted) != 0)
        return 0;
    while (end < offers->count && strcmp(offers->postings[end].stem, wanted.stem) == 0)
        end++;
    double having = (double)(end - begin), all = offers->offer_count;
    double rarity = log(1 + (all - having + 0.5) / (having + 0.5));
    double mean = (double)offers->words / all, times = offers->postings[place].times;
    double damped = times + K1 * (1 - B + B * offers->lengths[offer] / mean);
    return rarity * times * (K1 + 1) / damped;
}

/* Keeps the rarest words that were found. */
static void keep_word(struct offers_match *match, double scores[OFFERS_WORDS_MAX],
                      const char *written, double score)
{
    int place = match->word_count;
    while (place > 0 && scores[place - 1] < score)
        place--;
    if (place == OFFERS_WORDS_MAX)
        return;
    if (match->word_count < OFFERS_WORDS_MAX)
        match->word_count++;
    for (int i = match->word_count - 1; i > place; i--) {
        memcpy(match->words[i], match->words[i - 1], WORD_BYTES);
        scores[i] = scores[i - 1];
    }
    snprintf(match->words[place], WORD_BYTES, "%s", written);
    scores[place] = score;
}

void offers_match(struct offers *offers, int offer, const char *need,
                  struct offers_match *ret_match)
{
    double total = 0, scores[OFFERS_WORDS_MAX] = {0};
    char seen[NEED_WORDS_MAX][WORD_BYTES];
    int seen_count = 0;
    struct word word;
    put_in_order(offers);
    *ret_match = (struct offers_match){0};
    while (seen_count < NEED_WORDS_MAX && words_next(offers->stemmer, &need, &word)) {
        bool again = false;
        for (int i = 0; i < seen_count; i++)
            again = again || strcmp(seen[i], word.stem) == 0;
        if (again)
            continue; /* a word said twice in a need counts once */
        memcpy(seen[seen_count++], word.stem, WORD_BYTES);
        double score = score_word(offers, offer, word.stem);
        total += score;
        if (score > 0)
            keep_word(ret_match, scores, word.written, score);
    }
    int points = (int)(total / POINT);
    ret_match->points = points < OFFERS_POINTS_MAX ? points : OFFERS_POINTS_MAX;
}
