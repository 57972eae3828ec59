/* SPDX-License-Identifier: EUPL-1.2 */
/* Augmenting paths (Kuhn's algorithm), breadth of a venue. */
#include "matching.h"

#include <assert.h>
#include <string.h>

void matching_start(struct matching *matching, size_t companies, size_t places, const bool *fits)
{
    assert(companies <= MATCHING_MAX && places <= MATCHING_MAX);
    *matching = (struct matching){.companies = companies, .places = places, .fits = fits};
    for (size_t i = 0; i < MATCHING_MAX; i++)
        matching->place[i] = matching->owner[i] = MATCHING_NONE;
}

void matching_give(struct matching *matching, size_t company, size_t place)
{
    assert(matching->owner[place] == MATCHING_NONE && matching->place[company] == MATCHING_NONE);
    matching->place[company] = place;
    matching->owner[place] = company;
}

/* A free place is taken before anybody is asked to move. Depth: at most one call a place. */
static bool find_place(struct matching *matching, size_t company, bool *seen)
{
    const bool *fits = &matching->fits[company * matching->places];
    for (int moving = 0; moving <= 1; moving++)
        for (size_t place = 0; place < matching->places; place++) {
            bool is_free = matching->owner[place] == MATCHING_NONE;
            if (!fits[place] || seen[place] || is_free == (bool)moving)
                continue;
            seen[place] = true;
            if (is_free || find_place(matching, matching->owner[place], seen)) {
                matching->owner[place] = company;
                matching->place[company] = place;
                return true;
            }
        }
    return false;
}

bool matching_serve(struct matching *matching, size_t company)
{
    bool seen[MATCHING_MAX];
    memset(seen, 0, sizeof seen);
    return find_place(matching, company, seen);
}
