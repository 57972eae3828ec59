/* SPDX-License-Identifier: EUPL-1.2 */
/* Typed rows of the read model: rows that are read often, as structs. Texts are never NULL (""
 * where there is none), instants are 0 where there is none; everything is borrowed until the next
 * model_apply. */
#ifndef PARVIS_MODEL_TYPED_ROWS_H
#define PARVIS_MODEL_TYPED_ROWS_H

#include <stdbool.h>
#include <stdint.h>

#include "kinds.h"
#include "parvis/check_in.h"
#include "parvis/states.h"
#include "person_columns.h"

struct model;

/* ---- organisations, people, badges, devices, users ---- */
struct model_organisation {
    int64_t id;
    const char *kind; /* company, buyer, other */
    const char *segment, *buyer_type;
    const char *name, *town;
};

struct model_person {
    int64_t id;
    int64_t organisation; /* 0: none */
    union {
        struct person_values values; /* the sheet's columns, for code that walks them */
        struct {
            PERSON_VALUES /* the same values, by name */
        };
    };
    bool walk_in, erased;
    enum check_in_presence presence;
    int64_t first_at;  /* first arrival, ms; 0: not seen */
    const char *place; /* where that was */
    int64_t moved_at;  /* when the presence last changed, ms; 0: never */
    int64_t scan;      /* number of the scan that changed it; 0: none */
};

struct model_badge {
    int64_t id;
    uint64_t serial;
    int64_t person;
    int64_t issued_at, revoked_at; /* revoked_at 0: valid */
    uint8_t signature[64];
};

struct model_device {
    int64_t id;
    const char *name;
    enum device_role role;
    const char *shows, *language;          /* kiosk_screen_word; "fr" or "en" */
    int64_t stand;                         /* the stand that it belongs to; 0: none */
    bool leaving, dark;                    /* an exit; a black screen */
    bool registers;                        /* visitors register themselves at it */
    bool staff;                            /* the staff has a PIN at it, and can search names */
    uint8_t staff_salt[16], staff_key[32]; /* of that PIN (parvis/staff.h); zeros without */
    int64_t enrolled_at;                   /* when it got its token; 0: it waits for its code */
    int64_t revoked_at;                    /* 0: in use */
};

struct model_user {
    int64_t id;
    const char *name, *password_hash;
    enum user_role role;
    int64_t revoked_at; /* 0: in use */
};

struct model_sign_in {
    int64_t id, user;
    int64_t expires_at, revoked_at; /* real clock; revoked_at 0: in force */
};

/* ---- the programme; attendees' wishes, words, requests, contacts, leads, phones ---- */
struct model_slot {
    int64_t id, from_at, to_at;
};
struct model_session {
    int64_t id, from_at, to_at;
    const char *kind, *room, *title;
};
struct model_stand {
    int64_t id, company; /* company 0: free */
    const char *code, *zone;
};
struct model_pitch {
    int64_t id, company, session, planned_from_at, planned_to_at, projected_from_at,
        projected_to_at, started_at, ended_at;
    enum pitch_state state;
};
struct model_demonstration {
    int64_t id, company, session, from_at, to_at;
};
struct model_meeting {
    int64_t id, buyer, organisation, company, slot, state_at;
    const char *place;
    enum meeting_state state;
};
struct model_wish {
    int64_t id, buyer, company, priority;
    bool by_company;
};
struct model_word {
    int64_t id, meeting, person, minutes, at;
    bool by_company;
    const char *kind;
};
struct model_request {
    int64_t id, buyer, company, slot, person, made_at, lapses_at, state_at;
    bool by_company, must;
    enum request_state state;
};
struct model_contact {
    int64_t id, meeting, person, given_at, taken_back_at;
};
struct model_outcome {
    int64_t id, meeting, useful;
    bool by_company;
    const char *follow_up;
};
struct model_lead {
    int64_t id, company, person, by_person, at, interest;
    const char *note;
};
struct model_link {
    int64_t id, person, expires_at, revoked_at; /* real clock */
    const char *purpose;
};
struct model_phone {
    int64_t id, person, expires_at, revoked_at; /* real clock */
};

/* A row as its kind's struct, model_<kind> above; NULL: no such row. */
const void *model_row(const struct model *model, const char *kind, int64_t id);
/* Every row of a kind by ascending id, until `each` returns false. */
typedef bool model_each_row_fn(const void *row, void *data);
void model_each_row(const struct model *model, const char *kind, model_each_row_fn *each,
                    void *data);

/* By BLAKE2b-256 of the secret. Ended rows are found too: check revoked_at and expires_at. */
const struct model_link *model_link_by_token(const struct model *model,
                                             const uint8_t token_hash[32]);
const struct model_phone *model_phone_by_token(const struct model *model,
                                               const uint8_t token_hash[32]);

#endif
