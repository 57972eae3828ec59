/* SPDX-License-Identifier: EUPL-1.2 */
/* What one attendee sees: the document of /api/mine, and the side of meetings that they are on.
 * Loop thread only. */
#ifndef PARVIS_API_MINE_H
#define PARVIS_API_MINE_H

#include "api.h"
#include "model.h"

/* On which side of meetings somebody is. */
enum mine_side {
    MINE_NONE,    /* a visitor, a journalist: no meetings */
    MINE_BUYER,   /* meets companies */
    MINE_COMPANY, /* of a kept company's team: meets buyers at its stand */
};

/* The attendee who asks; never NULL on an API_ATTENDEE route. */
const struct model_person *mine_person(struct api *api, const struct http_request *request);
enum mine_side mine_side(const struct model *model, const struct model_person *person);
/* The company whose team they are of; 0: none. */
int64_t mine_company(const struct model *model, const struct model_person *person);
/* Whether a meeting is theirs. */
bool mine_has(const struct model *model, const struct model_person *person,
              const struct model_meeting *meeting);

/* The document as JSON text, malloc'd. `csrf`: what their requests must show. */
char *mine_text(const struct model *model, const struct model_person *person, const char *csrf);

/* {"id","name","segment"} of an organisation; id null and name "" when there is none. */
cJSON *mine_organisation(const struct model *model, int64_t id);
/* Their meetings for the document (document_meetings.c), requests and wishes (document_requests.c),
 * visitors (document_leads.c). */
cJSON *mine_meetings(const struct model *model, const struct model_person *person);
cJSON *mine_requests(const struct model *model, const struct model_person *person);
cJSON *mine_wanted(const struct model *model, const struct model_person *person);
cJSON *mine_leads(const struct model *model, int64_t company);

/* Whose valid badge a scanned text is; 0: nobody's. */
int64_t mine_bearer(const struct model *model, const char *text);

#endif
