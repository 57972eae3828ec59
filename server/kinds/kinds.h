/* SPDX-License-Identifier: EUPL-1.2 */
/* The one table of the kinds of rows (its lines are include/parvis/kinds.def): each kind's name,
 * who may read its rows ("hears" them), what the read model keeps, whom a row concerns. The store,
 * the model, the feed and the phones' notices all follow this table, and docs/api.md shows it;
 * there is no other list of kinds.
 *
 * The readers of a kind are a set of audiences. Zero is the empty set: a kind that names no
 * audience reaches nobody. Pure: names and sets, no database, no JSON, no network. */
#ifndef PARVIS_KINDS_H
#define PARVIS_KINDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Audiences: groups of readers with the same rights. */
enum kind_audience {
    AUDIENCE_PUBLIC,    /* anybody: visitors' phones, browsers, other programs */
    AUDIENCE_HALL,      /* the hall's own screens */
    AUDIENCE_STAGE,     /* the stage's screens: what the hall hears, and messages to the speaker */
    AUDIENCE_STAND,     /* the kiosk of a company's stand */
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

/* A restriction: some of a kind's audiences read only a part of its rows. */
struct kind_part {
    unsigned hearers;           /* a set of audiences */
    const char *const *members; /* the members that they may read, ended by NULL; NULL: all */
    const char *const *states;  /* rows' states (told_by), ended by NULL; NULL: any */
    bool own;                   /* they read only rows that concern their own company */
};

/* What the read model keeps of a kind's rows. */
enum kind_kept {
    KEPT_NOTHING = 0,
    KEPT_BODY = 1 << 0,   /* the JSON text, for documents */
    KEPT_ROW = 1 << 1,    /* a struct, declared in model_rows.c */
    KEPT_MARK = 1 << 2,   /* seq and instant of the last change, for calendars */
    KEPT_ABROAD = 1 << 3, /* a change is written into another kind's row with the same id */
};

/* The people whom a row concerns, by its members: their phones are told to read their agenda
 * again. */
enum kind_concern {
    CONCERNS_NOBODY = 0,
    CONCERNS_ITSELF = 1 << 0,  /* the row is the person */
    CONCERNS_PERSON = 1 << 1,  /* its member "person" */
    CONCERNS_BUYER = 1 << 2,   /* its member "buyer", a person */
    CONCERNS_COMPANY = 1 << 3, /* its member "company": the company's team and stand */
    CONCERNS_MEETING = 1 << 4, /* its member "meeting": that meeting's buyer and company */
};

struct kind {
    const char *name;              /* the views are <name>_body and <name>_directory */
    const char *list;              /* the agenda's array that lists its rows; NULL: none */
    bool has_directory;            /* it has personal data, which never goes into the log */
    bool moves_rights;             /* a change of it may change somebody's rights */
    unsigned heard_by;             /* a set of audiences */
    const struct kind_part *parts; /* ended by one without hearers; NULL: all read whole rows */
    const char *told_by;           /* the member with the row's state; NULL: "state" */
    const char *const *listed;     /* states of the rows in the agenda, ended by NULL; NULL: any */
    unsigned kept;                 /* a set of kind_kept */
    unsigned concerns;             /* a set of kind_concern */
};

enum kind_id {
#define KIND(id, name, list, ...) KIND_##id,
#include "parvis/kinds.def"
#undef KIND
    KIND_COUNT,
};
/* By kind_id. The model is filled in this order, so a kind stands after those that its rows refer
 * to. */
extern const struct kind kinds[KIND_COUNT];

/* The kind with this name; KIND_COUNT: none. */
enum kind_id kind_of(const char *name);

/* The rights of a reader: which rows it may read. */
struct hearing {
    enum kind_audience audience;
    int64_t company; /* of a stand: the company whose own rows it reads; 0: none */
};

/* Whether an audience reads only those rows of a kind that concern its own company. */
bool kind_is_own(const struct kind *kind, enum kind_audience audience);

/* Whether the agenda lists rows in this state (NULL: they have none). */
bool kind_is_listed(const struct kind *kind, const char *state);

/* Whether `hearing` may read a row. `state` and `company` are the row's own members; NULL and 0
 * where it has none. *ret_members (ret_members may be NULL): the members that it may read, ended by
 * NULL; NULL: all. */
bool kind_is_heard(const struct kind *kind, struct hearing hearing, const char *state,
                   int64_t company, const char *const **ret_members);

#endif
