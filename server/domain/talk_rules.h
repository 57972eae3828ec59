/* SPDX-License-Identifier: EUPL-1.2 */
/* What the two sides of a meeting may say about it from their phones, and its effect. Pure. */
#ifndef PARVIS_TALK_RULES_H
#define PARVIS_TALK_RULES_H

#include <stdbool.h>

#include "meeting_rules.h"

enum talk {
    TALK_LATE,      /* I come some minutes late */
    TALK_CANNOT,    /* I do not come: the meeting is cancelled, its slot is free */
    TALK_COLLEAGUE, /* somebody else of my organisation comes (a buyer's word) */
    TALK_HELD,      /* it took place, whatever the clock or the other side says */
    TALK_NOT_HELD,  /* it did not take place */
    TALK_OUTCOME,   /* how useful it was, and what will follow */
    TALK_CONTACT,   /* I give my address to the other side */
};
#define TALKS 7

/* "late", "cannot", …: the names of the database and the API. */
const char *talk_name(enum talk talk);
/* The talk of a word in the table of words ("late" … "not_held"); false: no such word. */
bool talk_parse_word(const char *name, enum talk *ret_talk);

/* Whether a side may say it of a meeting in this state. */
bool talk_may(enum talk talk, enum meeting_state state, bool by_company);
/* The meeting's state after it was said; `state` when it changes nothing. */
enum meeting_state talk_follows(enum talk talk, enum meeting_state state);

#endif
