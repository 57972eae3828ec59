/* SPDX-License-Identifier: EUPL-1.2 */
/* The document of /api/mine that an attendee reads, and which side of meetings the attendee is on.
 * Loop thread only. */
#ifndef PARVIS_API_MINE_H
#define PARVIS_API_MINE_H

#include "api.h"
#include "model.h"

/* The side of meetings that a person is on. */
enum mine_side {
    MINE_NONE,    /* a visitor, a journalist: no meetings */
    MINE_BUYER,   /* meets companies */
    MINE_COMPANY, /* of a kept company's team: meets buyers at its stand */
};

/* The attendee who sent the request, borrowed from the model; never NULL on an API_ATTENDEE
 * route. */
const struct model_person *mine_person(struct api *api, const struct http_request *request);
enum mine_side mine_side(const struct model *model, const struct model_person *person);
/* The kept company whose team the person belongs to; 0: none. */
int64_t mine_company(const struct model *model, const struct model_person *person);
/* Whether the person is on one side of the meeting. */
bool mine_has(const struct model *model, const struct model_person *person,
              const struct model_meeting *meeting);

/* The document as JSON text, malloc'd, the caller's. `csrf`: the value that the phone's requests
 * must send (token_csrf). */
char *mine_text(const struct model *model, const struct model_person *person, const char *csrf);

/* {"id","name","segment"} of an organisation; id null and name "" when there is none. */
cJSON *mine_organisation(const struct model *model, int64_t id);
/* Parts of the document: the person's meetings (document_meetings.c), requests and wishes
 * (document_requests.c), and a company's visitors (document_leads.c). The caller deletes each. */
cJSON *mine_meetings(const struct model *model, const struct model_person *person);
cJSON *mine_requests(const struct model *model, const struct model_person *person);
cJSON *mine_wanted(const struct model *model, const struct model_person *person);
cJSON *mine_leads(const struct model *model, int64_t company);

/* The person whose valid badge this scanned text is; 0: nobody's. */
int64_t mine_bearer(const struct model *model, const char *text);

#endif
