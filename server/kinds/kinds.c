/* SPDX-License-Identifier: EUPL-1.2 */
/* The table of kinds. */
#include "kinds.h"

#include <string.h>

const char *kind_audience_name(enum kind_audience audience)
{
    static const char *const names[AUDIENCE_COUNT] = {
        [AUDIENCE_PUBLIC] = "public",       [AUDIENCE_HALL] = "hall",
        [AUDIENCE_STAND] = "stand",         [AUDIENCE_DOOR] = "door",
        [AUDIENCE_VIEWER] = "viewer",       [AUDIENCE_HOST] = "host",
        [AUDIENCE_ORGANISER] = "organiser",
    };
    return names[audience];
}

#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})
#define PARTS(...) ((const struct kind_part[]){__VA_ARGS__, {.hearers = HEARD_BY_NOBODY}})

/* A meeting's weight says how much the buyer wants it, and its buyer is a person: neither leaves
 * the desk. The hall's screens call the organisations; the public learns places and slots. A
 * stand hears its own. Doors refresh what they keep of that buyer; they need to know nothing else.
 */
static const struct kind_part meeting_parts[] = {
    {.hearers = HEARD_BY_PUBLIC,
     .members = WORDS("id", "slot", "place", "state", "state_at"),
     .states = WORDS("called", "running")},
    {.hearers = HEARD_BY_HALL,
     .members = WORDS("id", "organisation", "company", "slot", "place", "state", "state_at"),
     .states = WORDS("called", "running")},
    {.hearers = HEARD_BY_STAND,
     .members = WORDS("id", "organisation", "company", "slot", "place", "state", "state_at"),
     .own = true},
    {.hearers = HEARD_BY_DOOR, .members = WORDS("id", "buyer")},
    {.hearers = HEARD_BY_VIEWER,
     .members = WORDS("id", "buyer", "organisation", "company", "slot", "place", "state",
                      "state_at", "locked")},
    {.hearers = HEARD_BY_NOBODY},
};

const struct kind kinds[KIND_COUNT] = {
    [KIND_EDITION] = {.name = "edition",
                      .moves_rights = true, /* it says who hears the names of those called */
                      .heard_by = HEARD_BY_EVERYBODY,
                      .kept = KEPT_BODY},
    [KIND_SESSION] = {.name = "session",
                      .list = "sessions",
                      .heard_by = HEARD_BY_EVERYBODY,
                      .kept = KEPT_BODY | KEPT_ROW | KEPT_MARK},
    [KIND_SLOT] = {.name = "slot",
                   .list = "slots",
                   .heard_by = HEARD_BY_EVERYBODY,
                   .kept = KEPT_BODY | KEPT_ROW},
    [KIND_ORGANISATION] = {.name = "organisation",
                           .list = "organisations",
                           .has_directory = true,
                           .heard_by = HEARD_BY_EVERYBODY,
                           .kept = KEPT_BODY | KEPT_ROW},
    [KIND_APPLICATION] = {.name = "application",
                          .has_directory = true,
                          .heard_by = HEARD_BY_USERS,
                          /* what /api/stands/needs tells; marks and decisions are the hosts' */
                          .parts = PARTS({.hearers = HEARD_BY_VIEWER,
                                          .members = WORDS("id", "need_amperes", "need_screen",
                                                           "need_step_free", "wants_stand")}),
                          .kept = KEPT_BODY},
    [KIND_NEED] = {.name = "need", .heard_by = HEARD_BY_STEERING},
    [KIND_PERSON] = {.name = "person",
                     .has_directory = true,
                     .moves_rights = true, /* erased, or of another team */
                     .heard_by = HEARD_BY_DOOR | HEARD_BY_STEERING,
                     .parts = PARTS({.hearers = HEARD_BY_DOOR, .members = WORDS("id")}),
                     .kept = KEPT_ROW,
                     .concerns = CONCERNS_ITSELF},
    [KIND_WISH] = {.name = "wish", .heard_by = HEARD_BY_STEERING, .kept = KEPT_ROW},
    [KIND_STAND] = {.name = "stand",
                    .list = "stands",
                    .moves_rights = true, /* its kiosk hears of whichever company is on it */
                    .heard_by = HEARD_BY_EVERYBODY,
                    .kept = KEPT_BODY | KEPT_ROW},
    [KIND_PITCH] = {.name = "pitch",
                    .list = "pitches",
                    .heard_by = HEARD_BY_EVERYBODY,
                    .kept = KEPT_BODY | KEPT_ROW | KEPT_MARK},
    [KIND_DEMONSTRATION] = {.name = "demonstration",
                            .list = "demonstrations",
                            .heard_by = HEARD_BY_EVERYBODY,
                            .kept = KEPT_BODY | KEPT_ROW | KEPT_MARK},
    [KIND_MEETING] = {.name = "meeting",
                      .list = "meetings",
                      .heard_by = HEARD_BY_EVERYBODY,
                      .parts = meeting_parts,
                      .kept = KEPT_BODY | KEPT_ROW | KEPT_MARK,
                      .concerns = CONCERNS_BUYER | CONCERNS_COMPANY},
    [KIND_BADGE] = {.name = "badge",
                    .has_directory = true,
                    .heard_by = HEARD_BY_DOOR | HEARD_BY_STEERING,
                    .parts = PARTS(
                        {.hearers = HEARD_BY_DOOR, .members = WORDS("id", "person", "revoked_at")}),
                    .kept = KEPT_ROW,
                    .concerns = CONCERNS_PERSON},
    [KIND_DEVICE] = {.name = "device",
                     .has_directory = true,
                     .moves_rights = true,
                     .heard_by = HEARD_BY_STEERING,
                     .kept = KEPT_ROW},
    [KIND_PRESENCE] = {.name = "presence",
                       .heard_by = HEARD_BY_DOOR | HEARD_BY_USERS,
                       .kept = KEPT_ABROAD}, /* the person's row says where they are */
    [KIND_SCAN] = {.name = "scan", .heard_by = HEARD_BY_USERS},
    [KIND_USER] = {.name = "user", .has_directory = true, .moves_rights = true, .kept = KEPT_ROW},
    [KIND_SIGN_IN] = {.name = "sign_in",
                      .has_directory = true,
                      .moves_rights = true,
                      .kept = KEPT_ROW},
    [KIND_NOTICE] = {.name = "notice",
                     .list = "notices",
                     .heard_by = HEARD_BY_EVERYBODY,
                     .kept = KEPT_BODY},
    [KIND_OVERRIDE] = {.name = "override",
                       .has_directory = true,
                       .heard_by = HEARD_BY_STEERING,
                       .kept = KEPT_BODY},
    [KIND_SCAN_EXCEPTION] = {.name = "scan_exception",
                             .heard_by = HEARD_BY_STEERING,
                             .kept = KEPT_BODY},
    [KIND_LINK] = {.name = "link", .has_directory = true, .moves_rights = true, .kept = KEPT_ROW},
    [KIND_PHONE] = {.name = "phone", .has_directory = true, .moves_rights = true, .kept = KEPT_ROW},
    [KIND_WORD] = {.name = "word",
                   .heard_by = HEARD_BY_STEERING,
                   .kept = KEPT_ROW,
                   .concerns = CONCERNS_PERSON | CONCERNS_MEETING},
    [KIND_REQUEST] = {.name = "request",
                      .heard_by = HEARD_BY_STEERING,
                      .kept = KEPT_ROW,
                      .concerns = CONCERNS_PERSON | CONCERNS_BUYER | CONCERNS_COMPANY},
    /* Who gave whom an address, and who visited whom, is between those two: no staff hears it. */
    [KIND_CONTACT] = {.name = "contact",
                      .kept = KEPT_ROW,
                      .concerns = CONCERNS_PERSON | CONCERNS_MEETING},
    [KIND_OUTCOME] = {.name = "outcome",
                      .heard_by = HEARD_BY_STEERING,
                      .kept = KEPT_ROW,
                      .concerns = CONCERNS_MEETING},
    [KIND_LEAD] = {.name = "lead",
                   .has_directory = true,
                   .kept = KEPT_ROW,
                   .concerns = CONCERNS_PERSON | CONCERNS_COMPANY},
    [KIND_AUDIT] = {.name = "audit", .heard_by = HEARD_BY_STEERING},
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

/* What an audience hears less than whole rows of; NULL: it hears whole ones. */
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
