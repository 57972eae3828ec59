/* SPDX-License-Identifier: EUPL-1.2 */
/* Why a rule forbids something, as a catalogue key with its arguments. The rule gives the reason
 * once; each caller says it in its reader's language. */
#ifndef PARVIS_REASON_H
#define PARVIS_REASON_H

#include <stddef.h>
#include <stdint.h>

#include "parvis/text.h"

#define REASON_ARGUMENTS_MAX 4

struct reason {
    const char *key; /* static storage; NULL: nothing is forbidden */
    size_t count;
    struct {
        const char *name; /* static storage */
        const char *key;  /* the value is the catalogue's text of this key; NULL: it is `value` */
        char value[96];   /* longer ones are cut between characters */
    } arguments[REASON_ARGUMENTS_MAX];
};

/* Starts a reason without arguments. */
void reason_set(struct reason *reason, const char *key);
/* Adds an argument: a text, a number, or an instant as the venue's wall time ("11:00"). */
void reason_add_text(struct reason *reason, const char *name, const char *value);
void reason_add_number(struct reason *reason, const char *name, int64_t value);
void reason_add_time(struct reason *reason, const char *name, int64_t at);
/* Adds a text of the catalogue as argument, said in the reader's language. `key` must be static. */
void reason_add_word(struct reason *reason, const char *name, const char *key);
/* The sentence, malloc'd, the caller's. */
char *reason_say(const struct reason *reason, enum text_language language);

#endif
