/* SPDX-License-Identifier: EUPL-1.2 */
/* What the API attaches to each HTTP request: its caller and its parsed body. api_authorise makes
 * it; it is freed with the request. Private to api.c, authorise.c and access/sign_in.c. */
#ifndef PARVIS_API_REQUEST_H
#define PARVIS_API_REQUEST_H

#include "api.h"

struct api_request {
    struct api_identity identity;
    bool known;  /* a user, device or attendee asks: `identity` is filled */
    cJSON *body; /* the parsed body, owned; NULL: not read yet */
};

#endif
