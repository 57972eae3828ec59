/* SPDX-License-Identifier: EUPL-1.2 */
/* Finds the holder of a credential and the rows that the holder may read, from the read model
 * alone. It is asked for each request (authorise.c), and again for every open stream (feed.h). Loop
 * thread only. */
#ifndef PARVIS_API_RIGHTS_H
#define PARVIS_API_RIGHTS_H

#include "api.h"

/* The kinds of token or cookie. */
enum credential {
    CREDENTIAL_NONE,
    CREDENTIAL_DEVICE,  /* a kiosk's token */
    CREDENTIAL_SESSION, /* a user's cookie */
    CREDENTIAL_PHONE,   /* an attendee's cookie */
    CREDENTIAL_SCREEN,  /* cookie of a browser paired as a hall screen: it may only read */
};

/* Finds the present holder. False: the credential is unknown, revoked or expired, or its holder is
 * gone. The identity's texts are borrowed from the model until its next change. */
bool rights_identify(const struct model *model, enum credential credential,
                     const uint8_t token_hash[32], struct api_identity *ret_identity);

/* Which rows the holder may read, by a stream or a request. `identity` NULL: what everybody may. */
struct hearing rights_hearing(const struct model *model, const struct api_identity *identity);
/* The same for the request's caller. */
struct hearing rights_hearing_of(const struct api *api, const struct http_request *request);

/* The feed's judge; `data` is the struct api. */
feed_judge_fn rights_judge;
/* The owner to open the caller's stream under. */
struct feed_owner rights_owner(const struct http_request *request);

#endif
