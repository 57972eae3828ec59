/* SPDX-License-Identifier: EUPL-1.2 */
/* Why something may not be, as a catalogue key and its arguments: the rules say what is wrong once,
 * and each caller says it in the language of who asked. */
#ifndef PARVIS_REASON_H
#define PARVIS_REASON_H

#include <stddef.h>
#include <stdint.h>

#include "parvis/text.h"

#define REASON_ARGUMENTS_MAX 4

struct reason {
    const char *key; /* static storage; NULL: there is no objection */
    size_t count;
    struct {
        const char *name; /* static storage */
        const char *key;  /* the value is this text of the catalogue; NULL: it is `value` */
        char value[96];   /* cut at a character's end when longer */
    } arguments[REASON_ARGUMENTS_MAX];
};

/* Starts a reason without arguments. */
void reason_set(struct reason *reason, const char *key);
/* Adds an argument: a text, a number, or an instant as the venue's wall time ("11:00"). */
void reason_add_text(struct reason *reason, const char *name, const char *value);
void reason_add_number(struct reason *reason, const char *name, int64_t value);
void reason_add_time(struct reason *reason, const char *name, int64_t at);
/* A word of the catalogue, said in the reader's language; the key is borrowed static storage. */
void reason_add_word(struct reason *reason, const char *name, const char *key);
/* The sentence; the caller frees it. */
char *reason_say(const struct reason *reason, enum text_language language);

#endif
