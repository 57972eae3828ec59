/* SPDX-License-Identifier: EUPL-1.2 */
/* More typed rows of the read model: the day's meetings and programme, and what attendees say, ask
 * and give. As in model.h: texts are never NULL, everything is borrowed until the next model_apply,
 * instants are 0 where there is none. */
#ifndef PARVIS_MODEL_TALK_H
#define PARVIS_MODEL_TALK_H

#include "model.h"

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
    const char *state;
};
struct model_demonstration {
    int64_t id, company, session, from_at, to_at;
};
struct model_meeting {
    int64_t id, buyer, organisation, company, slot, state_at;
    const char *place, *state;
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
    const char *state;
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

/* One row of a kind that is declared here (or in model.h), as its struct; NULL: no such row. */
const void *model_row(const struct model *model, const char *kind, int64_t id);
/* Every row of a kind by ascending id, until `each` returns false. */
typedef bool model_each_row_fn(const void *row, void *data);
void model_each_row(const struct model *model, const char *kind, model_each_row_fn *each,
                    void *data);

/* By BLAKE2b-256 of the secret. Ended rows are found too: look. */
const struct model_link *model_link_by_token(const struct model *model,
                                             const uint8_t token_hash[32]);
const struct model_phone *model_phone_by_token(const struct model *model,
                                               const uint8_t token_hash[32]);

#endif
