/* SPDX-License-Identifier: EUPL-1.2 */
/* What a request carries besides its bytes: who asks, and its parsed body. Made by api_authorise
 * for every request, freed with it. Private to api.c, authorise.c and access/sign_in.c. */
#ifndef PARVIS_API_REQUEST_H
#define PARVIS_API_REQUEST_H

#include "api.h"

struct api_request {
    struct api_identity identity;
    bool known;  /* somebody signed in, or a device: `identity` counts */
    cJSON *body; /* the parsed body; NULL: none yet */
};

#endif
