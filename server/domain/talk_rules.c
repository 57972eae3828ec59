/* SPDX-License-Identifier: EUPL-1.2 */
/* One table: when a word may be said, and the state that it leads to. */
#include "talk_rules.h"

#include <string.h>

#define IN(state) (1u << (state))
#define BEFORE (IN(MEETING_PLANNED) | IN(MEETING_CALLED))
#define BEGUN (IN(MEETING_RUNNING) | IN(MEETING_DONE))

static const struct {
    const char *name;
    unsigned states; /* in which it may be said */
    bool buyer_only; /* a stand's team needs no word when another member comes */
    bool moves;
    enum meeting_state to;
} rules[TALKS] = {
    [TALK_LATE] = {"late", BEFORE, false, false, 0},
    [TALK_CANNOT] = {"cannot", BEFORE, false, true, MEETING_CANCELLED},
    [TALK_COLLEAGUE] = {"colleague", BEFORE, true, false, 0},
    [TALK_HELD] = {"held", IN(MEETING_NO_SHOW), false, true, MEETING_DONE},
    [TALK_NOT_HELD] = {"not_held", BEGUN, false, true, MEETING_NO_SHOW},
    [TALK_OUTCOME] = {"outcome", BEGUN, false, false, 0},
    [TALK_CONTACT] = {"contact", BEGUN, false, false, 0},
};

const char *talk_name(enum talk talk)
{
    return rules[talk].name;
}

bool talk_parse_word(const char *name, enum talk *ret_talk)
{
    for (int i = 0; i <= TALK_NOT_HELD; i++)
        if (strcmp(rules[i].name, name) == 0) {
            *ret_talk = i;
            return true;
        }
    return false;
}

bool talk_may(enum talk talk, enum meeting_state state, bool by_company)
{
    return (rules[talk].states & IN(state)) && !(rules[talk].buyer_only && by_company);
}

enum meeting_state talk_follows(enum talk talk, enum meeting_state state)
{
    return rules[talk].moves ? rules[talk].to : state;
}
