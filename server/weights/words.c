/* SPDX-License-Identifier: EUPL-1.2 */
/* Cutting, lower case, small words, stems. */
#include "words.h"

#include <libstemmer.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "parvis/text.h"

#define LETTERS_MIN 3

struct words_stemmer {
    struct sb_stemmer *french;
};

/* Folded and in order: looked up by halves. Words that every need says are small words too. */
static const char *const small_words[] = {
    "afin",  "ainsi", "and",       "aux",         "avec",  "besoin", "besoins",  "cette",
    "ces",   "chez",  "dans",      "des",         "dont",  "elle",   "est",      "et",
    "etre",  "for",   "ils",       "leur",        "leurs", "les",    "mais",     "mes",
    "nos",   "notre", "nous",      "ont",         "par",   "pas",    "plus",     "pour",
    "que",   "qui",   "recherche", "recherchons", "sans",  "ses",    "solution", "solutions",
    "son",   "sont",  "sous",      "souhaite",    "sur",   "the",    "tous",     "tout",
    "toute", "une",   "vers",      "vos",         "votre", "vous",   "with",
};

static int compare_words(const void *a, const void *b)
{
    return strcmp(a, *(const char *const *)b);
}

static bool is_small(const char *folded)
{
    return strlen(folded) < LETTERS_MIN ||
           bsearch(folded, small_words, sizeof small_words / sizeof *small_words,
                   sizeof *small_words, compare_words);
}

enum parvis_status words_stemmer_new(struct words_stemmer **ret_stemmer)
{
    struct words_stemmer *stemmer = calloc(1, sizeof *stemmer);
    if (stemmer)
        stemmer->french = sb_stemmer_new("french", "UTF_8");
    if (!stemmer || !stemmer->french) {
        free(stemmer);
        return PARVIS_NO_MEMORY;
    }
    *ret_stemmer = stemmer;
    return PARVIS_OK;
}

void words_stemmer_free(struct words_stemmer *stemmer)
{
    if (stemmer)
        sb_stemmer_delete(stemmer->french);
    free(stemmer);
}

/* One code point of well-formed UTF-8; a stray byte counts as itself and is no letter. */
static uint32_t next_code_point(const char **text)
{
    const unsigned char *at = (const unsigned char *)*text;
    int more = *at >= 0xF0 ? 3 : *at >= 0xE0 ? 2 : *at >= 0xC0 ? 1 : 0;
    uint32_t point = more == 0 ? *at : *at & (0x3Fu >> more);
    at++;
    for (; more > 0 && (*at & 0xC0) == 0x80; more--)
        point = point << 6 | (*at++ & 0x3F);
    *text = (const char *)at;
    return point;
}

static bool is_letter(uint32_t point)
{
    return (point >= '0' && point <= '9') || (point >= 'A' && point <= 'Z') ||
           (point >= 'a' && point <= 'z') ||
           (point >= 0xC0 && point <= 0x24F && point != 0xD7 && point != 0xF7);
}

/* French's letters; what others lose here, folding gives back. */
static uint32_t lower(uint32_t point)
{
    if ((point >= 'A' && point <= 'Z') || (point >= 0xC0 && point <= 0xDE))
        return point + 0x20;
    return point == 0x152 ? 0x153 : point; /* Œ */
}

static void append(char word[WORD_BYTES], size_t *length, uint32_t point)
{
    if (*length + 3 >= WORD_BYTES)
        return;
    if (point < 0x80) {
        word[(*length)++] = (char)point;
    } else {
        word[(*length)++] = (char)(0xC0 | point >> 6);
        word[(*length)++] = (char)(0x80 | (point & 0x3F));
    }
}

/* The next run of letters in lower case; false at the end. */
static bool cut(const char **text, char word[WORD_BYTES])
{
    size_t length = 0;
    while (**text) {
        uint32_t point = next_code_point(text);
        if (is_letter(point))
            append(word, &length, lower(point));
        else if (length > 0)
            break;
    }
    word[length] = '\0';
    return length > 0;
}

static void fold_into(char target[WORD_BYTES], const char *text)
{
    char *folded = text_fold(text);
    snprintf(target, WORD_BYTES, "%s", folded ? folded : "");
    free(folded);
}

bool words_next(struct words_stemmer *stemmer, const char **text, struct word *ret_word)
{
    char folded[WORD_BYTES];
    while (cut(text, ret_word->written)) {
        fold_into(folded, ret_word->written);
        if (is_small(folded))
            continue;
        const sb_symbol *stem = sb_stemmer_stem(
            stemmer->french, (const sb_symbol *)ret_word->written, (int)strlen(ret_word->written));
        fold_into(ret_word->stem, stem ? (const char *)stem : ret_word->written);
        return true;
    }
    return false;
}
