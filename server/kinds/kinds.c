/* SPDX-License-Identifier: EUPL-1.2 */
/* The table of kinds, and who may read a row. */
#include "kinds.h"

#include <string.h>

const char *kind_audience_name(enum kind_audience audience)
{
    static const char *const names[AUDIENCE_COUNT] = {
        [AUDIENCE_PUBLIC] = "public", [AUDIENCE_HALL] = "hall",
        [AUDIENCE_STAGE] = "stage",   [AUDIENCE_STAND] = "stand",
        [AUDIENCE_DOOR] = "door",     [AUDIENCE_VIEWER] = "viewer",
        [AUDIENCE_HOST] = "host",     [AUDIENCE_ORGANISER] = "organiser",
    };
    return names[audience];
}

#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})
#define PARTS(...) ((const struct kind_part[]){__VA_ARGS__, {.hearers = HEARD_BY_NOBODY}})

const struct kind kinds[KIND_COUNT] = {
#define KIND(id, name_, list_, ...) [KIND_##id] = {.name = (name_), .list = (list_), __VA_ARGS__},
#include "parvis/kinds.def"
#undef KIND
};

enum kind_id kind_of(const char *name)
{
    for (size_t i = 0; i < KIND_COUNT; i++)
        if (kinds[i].name == name || strcmp(kinds[i].name, name) == 0)
            return (enum kind_id)i;
    return KIND_COUNT;
}

static bool has_word(const char *const *words, const char *word)
{
    for (; word && *words; words++)
        if (strcmp(*words, word) == 0)
            return true;
    return false;
}

/* An audience's restriction on a kind; NULL: it reads whole rows. */
static const struct kind_part *part_of(const struct kind *kind, enum kind_audience audience)
{
    for (const struct kind_part *part = kind->parts; part && part->hearers; part++)
        if (part->hearers & 1u << audience)
            return part;
    return NULL;
}

bool kind_is_own(const struct kind *kind, enum kind_audience audience)
{
    const struct kind_part *part = part_of(kind, audience);
    return part && part->own;
}

bool kind_is_listed(const struct kind *kind, const char *state)
{
    return !kind->listed || has_word(kind->listed, state);
}

bool kind_is_heard(const struct kind *kind, struct hearing hearing, const char *state,
                   int64_t company, const char *const **ret_members)
{
    const struct kind_part *part = part_of(kind, hearing.audience);
    if (!(kind->heard_by & 1u << hearing.audience))
        return false;
    if (part && part->own && (!company || company != hearing.company))
        return false;
    if (part && part->states && !has_word(part->states, state))
        return false;
    if (ret_members)
        *ret_members = part ? part->members : NULL;
    return true;
}
