/* SPDX-License-Identifier: EUPL-1.2 */
/* Corpus and mutations: see mutation.h. */
#include "mutation.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness.h"

#define CORPUS_MAX 256

static struct mutation_text corpus[CORPUS_MAX];
static size_t corpus_count;
static struct test_random source;

void mutation_begin(void)
{
    source = test_random(0);
}

uint32_t mutation_below(uint32_t bound)
{
    return (uint32_t)test_below(&source, (int)bound);
}

static void read_seed(const char *folder, const char *name)
{
    char path[1024];
    struct mutation_text *text = &corpus[corpus_count];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    ck_assert_ptr_nonnull(file);
    text->size = fread(text->bytes, 1, sizeof text->bytes, file);
    fclose(file);
    corpus_count++;
}

void mutation_read_corpus(const char *folder, const char *ending)
{
    struct dirent **entries;
    int count = scandir(folder, &entries, NULL, alphasort);
    corpus_count = 0;
    for (int i = 0; i < count; i++) {
        size_t length = strlen(entries[i]->d_name), end = strlen(ending);
        if (length > end && strcmp(entries[i]->d_name + length - end, ending) == 0 &&
            corpus_count < CORPUS_MAX)
            read_seed(folder, entries[i]->d_name);
        free(entries[i]);
    }
    free(entries);
    ck_assert_uint_gt(corpus_count, 0);
}

size_t mutation_corpus_count(void)
{
    return corpus_count;
}

const struct mutation_text *mutation_corpus(size_t index)
{
    return &corpus[index];
}

static void insert(struct mutation_text *text, size_t at, const char *bytes, size_t size)
{
    if (text->size + size > MUTATION_BYTES_MAX)
        return;
    memmove(text->bytes + at + size, text->bytes + at, text->size - at);
    memcpy(text->bytes + at, bytes, size);
    text->size += size;
}

static void erase(struct mutation_text *text, size_t at, size_t size)
{
    memmove(text->bytes + at, text->bytes + at + size, text->size - at - size);
    text->size -= size;
}

static void mutate(struct mutation_text *text, const char *token)
{
    static struct mutation_text copy;
    if (!text->size)
        return;
    size_t at = mutation_below((uint32_t)text->size);
    size_t size = 1 + mutation_below((uint32_t)(text->size - at));
    switch (mutation_below(7)) {
    case 0:
        text->bytes[at] = (char)(text->bytes[at] ^ 1 << mutation_below(8));
        break;
    case 1:
        text->bytes[at] = (char)mutation_below(256);
        break;
    case 2:
        erase(text, at, size < 12 ? size : 1 + mutation_below(12));
        break;
    case 3:
        insert(text, at, token, strlen(token));
        break;
    case 4: /* a part twice */
        memcpy(copy.bytes, text->bytes + at, size);
        insert(text, at, copy.bytes, size);
        break;
    case 5: { /* a part of another one */
        const struct mutation_text *other = &corpus[mutation_below((uint32_t)corpus_count)];
        size_t from = mutation_below((uint32_t)other->size);
        insert(text, at, other->bytes + from, 1 + mutation_below((uint32_t)(other->size - from)));
        break;
    }
    default: /* a token in place of what is there */
        erase(text, at, size < 4 ? size : 4);
        insert(text, at, token, strlen(token));
    }
}

void mutation_make(struct mutation_text *ret_text, const char *const *tokens, size_t token_count)
{
    const struct mutation_text *seed = &corpus[mutation_below((uint32_t)corpus_count)];
    ret_text->size = seed->size;
    memcpy(ret_text->bytes, seed->bytes, seed->size);
    for (uint32_t i = 1 + mutation_below(6); i > 0; i--)
        mutate(ret_text, tokens[mutation_below((uint32_t)token_count)]);
}
