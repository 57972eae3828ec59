/* What one attendee sees: the document of /api/mine, and the side of meetings that they are on.
 * Loop thread only. */
#ifndef PARVIS_API_MINE_H
#define PARVIS_API_MINE_H

#include "api.h"
#include "model_talk.h"
#include "steering.h"
#include "store_talk.h"

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

/* ---- commands of a phone ---- */

#define MINE_ORDER_CHARS_MAX 64

/* A command that is answered with the attendee's document. A phone that was off the network may
 * send it again: the header Idempotency-Key (8 to 64 of A-Z a-z 0-9 -) makes it count once. */
struct mine_command {
    struct steering_command steering; /* first */
    int64_t person, company;          /* who asks; company 0: not of a stand's team */
    char csrf[33];
    char order[MINE_ORDER_CHARS_MAX + 1]; /* "": none was given */
    uint8_t digest[16];                   /* of what is asked */
    uint8_t hash[32];                     /* of a secret that is told */
    int64_t number, other;                /* figures of the request */
    bool flag;
    char word[16];                /* a word of a closed list */
    struct store_request request; /* what is asked of the other side, or answered */
    char *text;                   /* owned; NULL: none */
};
/* NULL: answered. */
struct mine_command *mine_command_new(struct api *api, struct http_request *request,
                                      commit_run_fn *run);
/* The path's :id into steering.id; answers 404, frees the command and returns false if it is
 * none. */
bool mine_read_id(struct mine_command *command);
/* Frees a command that will not be submitted (its request was answered). */
void mine_drop(struct mine_command *command);
/* First in `run`: notes the order. *ret_again: it was done before; return at once. */
enum parvis_status mine_begin(struct mine_command *command, struct store *store, int64_t now,
                              bool *ret_again) PARVIS_MUST_CHECK;
/* In `run`: the meeting `steering.id` if it is theirs, else PARVIS_NOT_FOUND. */
enum parvis_status mine_meeting(struct mine_command *command, struct store *store,
                                struct store_meeting *ret_meeting) PARVIS_MUST_CHECK;
/* In `run`: refuses with 409 and a text of the catalogue; its code is the key with '_' for '.'. */
enum parvis_status mine_refuse(struct mine_command *command, const char *key);

/* leads.c: whose valid badge a scanned text is; 0: nobody's. */
int64_t mine_bearer(const struct model *model, const char *text);

#endif
