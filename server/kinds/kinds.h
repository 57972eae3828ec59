/* SPDX-License-Identifier: EUPL-1.2 */
/* The one table of kinds (its rows are include/parvis/kinds.def): what each kind of row is called,
 * who hears of it, what the read model keeps of it, whom it concerns. The store records, the model
 * keeps, the feed tells and the phones are woken by this table, and docs/api.md shows it; no other
 * list of kinds exists.
 *
 * Who hears of a kind is a set of audiences. The zero is nobody: a row that says nothing reaches
 * nobody. Pure: names and sets, no database, no JSON, no network. */
#ifndef PARVIS_KINDS_H
#define PARVIS_KINDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Those who hear the same. */
enum kind_audience {
    AUDIENCE_PUBLIC,    /* anybody: visitors' phones, browsers, other programs */
    AUDIENCE_HALL,      /* the hall's own screens */
    AUDIENCE_STAGE,     /* the stage's screens: what the hall hears, and words to the speaker */
    AUDIENCE_STAND,     /* the kiosk of a stand, which has a company */
    AUDIENCE_DOOR,      /* doors */
    AUDIENCE_VIEWER,    /* signed-in users who change nothing */
    AUDIENCE_HOST,      /* signed-in users who steer the day */
    AUDIENCE_ORGANISER, /* signed-in users who may do everything */
    AUDIENCE_COUNT,
};
/* "public", "hall", "stage", "stand", "door", "viewer", "host", "organiser"; static. */
const char *kind_audience_name(enum kind_audience audience);

/* Sets of audiences. */
enum kind_hearers {
    HEARD_BY_NOBODY = 0,
    HEARD_BY_PUBLIC = 1 << AUDIENCE_PUBLIC,
    HEARD_BY_HALL = 1 << AUDIENCE_HALL,
    HEARD_BY_STAGE = 1 << AUDIENCE_STAGE,
    HEARD_BY_STAND = 1 << AUDIENCE_STAND,
    HEARD_BY_DOOR = 1 << AUDIENCE_DOOR,
    HEARD_BY_VIEWER = 1 << AUDIENCE_VIEWER,
    HEARD_BY_HOST = 1 << AUDIENCE_HOST,
    HEARD_BY_ORGANISER = 1 << AUDIENCE_ORGANISER,
    HEARD_BY_STEERING = HEARD_BY_HOST | HEARD_BY_ORGANISER,
    HEARD_BY_USERS = HEARD_BY_VIEWER | HEARD_BY_STEERING,
    HEARD_BY_EVERYBODY = HEARD_BY_PUBLIC | HEARD_BY_HALL | HEARD_BY_STAGE | HEARD_BY_STAND |
                         HEARD_BY_DOOR | HEARD_BY_USERS,
};

/* Less than whole rows, for some of the audiences that hear of a kind. */
struct kind_part {
    unsigned hearers;           /* a set of audiences */
    const char *const *members; /* the members that are told, ended by NULL; NULL: all */
    const char *const *states;  /* rows are told in these states (words of the kind's told_by),
                                   ended by NULL; NULL: in any */
    bool own;                   /* only rows that concern the company of who hears */
};

/* What the read model keeps of a kind's rows. */
enum kind_kept {
    KEPT_NOTHING = 0,
    KEPT_BODY = 1 << 0,   /* the JSON text: documents are made of it */
    KEPT_ROW = 1 << 1,    /* a struct: the model declares its members (model_rows.c) */
    KEPT_MARK = 1 << 2,   /* when it last changed: calendars tell it */
    KEPT_ABROAD = 1 << 3, /* a change moves the row of another kind, with the same id */
};

/* Whom a row concerns, by its members: their phones are told to read their day again. */
enum kind_concern {
    CONCERNS_NOBODY = 0,
    CONCERNS_ITSELF = 1 << 0,  /* the row is the person */
    CONCERNS_PERSON = 1 << 1,  /* its member "person" */
    CONCERNS_BUYER = 1 << 2,   /* its member "buyer", a person */
    CONCERNS_COMPANY = 1 << 3, /* its member "company": the team, and the company's stand */
    CONCERNS_MEETING = 1 << 4, /* its member "meeting": that meeting's buyer and company */
};

struct kind {
    const char *name;              /* the views are <name>_body and <name>_directory */
    const char *list;              /* the array of the agenda that its rows are in; NULL: none */
    bool has_directory;            /* it has names, which never go into the log */
    bool moves_rights;             /* a change of it may widen, narrow or end somebody's rights */
    unsigned heard_by;             /* a set of audiences */
    const struct kind_part *parts; /* ended by one without hearers; NULL: whole rows for all */
    const char *told_by;           /* the member that says a row's state; NULL: "state" */
    const char *const *listed;     /* in the agenda in these states, ended by NULL; NULL: in any */
    unsigned kept;                 /* a set of kind_kept */
    unsigned concerns;             /* a set of kind_concern */
};

enum kind_id {
#define KIND(id, name, list, ...) KIND_##id,
#include "parvis/kinds.def"
#undef KIND
    KIND_COUNT,
};
/* By kind_id, in the order in which the model is filled: what is referred to comes first. */
extern const struct kind kinds[KIND_COUNT];

/* The place of a name in the table; KIND_COUNT: there is no such kind. */
enum kind_id kind_of(const char *name);

/* What somebody may hear now. */
struct hearing {
    enum kind_audience audience;
    int64_t company; /* a stand's: whose own rows it hears; 0: nobody's */
};

/* Whether an audience hears of a kind only what is its own. */
bool kind_is_own(const struct kind *kind, enum kind_audience audience);

/* Whether rows in this state (NULL: they have none) stand in the agenda of those who hear them. */
bool kind_is_listed(const struct kind *kind, const char *state);

/* Whether a row is heard. `state` and `company` are its own members, NULL and 0 where it has none.
 * `ret_members` (NULL allowed): which of its members, ended by NULL; NULL: all of them. */
bool kind_is_heard(const struct kind *kind, struct hearing hearing, const char *state,
                   int64_t company, const char *const **ret_members);

#endif
