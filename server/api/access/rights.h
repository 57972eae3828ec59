/* SPDX-License-Identifier: EUPL-1.2 */
/* Who holds a credential, and what they may hear: judged from the read model alone, when a request
 * comes (authorise.c) and again for every stream that is open (feed.h). Loop thread only. */
#ifndef PARVIS_API_RIGHTS_H
#define PARVIS_API_RIGHTS_H

#include "api.h"

/* What a token or a cookie is of. */
enum credential {
    CREDENTIAL_NONE,
    CREDENTIAL_DEVICE,  /* a kiosk's token */
    CREDENTIAL_SESSION, /* a user's cookie */
    CREDENTIAL_PHONE,   /* an attendee's cookie */
    CREDENTIAL_SCREEN,  /* the cookie of a browser that was paired as a screen of the hall: it reads
                         */
};

/* Whose it is now. False: nobody's: unknown, ended, run out, its bearer gone. The identity's texts
 * are borrowed from the model until its next change. */
bool rights_identify(const struct model *model, enum credential credential,
                     const uint8_t token_hash[32], struct api_identity *ret_identity);

/* What somebody may hear, by a stream or by reading. `identity` NULL: anybody. */
struct hearing rights_hearing(const struct model *model, const struct api_identity *identity);
/* That of who asks. */
struct hearing rights_hearing_of(const struct api *api, const struct http_request *request);

/* The feed's judge; `data` is the struct api. */
feed_judge_fn rights_judge;
/* What a stream of who asks is opened under. */
struct feed_owner rights_owner(const struct http_request *request);

#endif
