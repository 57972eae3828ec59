/* SPDX-License-Identifier: EUPL-1.2 */
/* What an organiser says of a kiosk, read from a body; and the command that writes it. */
#ifndef PARVIS_API_KIOSK_FORM_H
#define PARVIS_API_KIOSK_FORM_H

#include "api.h"
#include "parvis/pairing.h"
#include "store_kiosk.h"

struct kiosk_form {
    const char *name, *role, *shows, *language, *server;
    int64_t stand; /* 0: nobody's */
    bool leaving, dark, registers;
};

/* Reads the request's body; `form` holds what is the case without it. `fields`: KIOSK_FORM_….
 * False: the request was answered. */
enum { KIOSK_FORM_NEW, KIOSK_FORM_SETTINGS, KIOSK_FORM_PAIRING };
bool kiosk_form_read(struct http_request *request, int which, struct kiosk_form *form);

/* A command about one kiosk. */
struct kiosk_command {
    struct api_command command; /* first */
    int64_t id;
    char name[101], role[16], shows[16], language[4];
    int64_t stand;
    bool leaving, dark, registers;
    struct pairing_code code; /* of codes */
    int64_t expires_at;
    uint8_t secret_hash[32];
};

/* A command answered with {"kiosk": row}. NULL: the request was answered. */
struct kiosk_command *kiosk_command_new(struct api *api, struct http_request *request,
                                        commit_run_fn *run);
void kiosk_command_fill(struct kiosk_command *command, const struct kiosk_form *form);
/* In `run`: what is to be stored; borrowed from the command. */
struct store_kiosk kiosk_command_row(const struct kiosk_command *command);
/* The kiosk of the path; NULL: answered 404. */
const struct model_device *kiosk_of_path(struct api *api, struct http_request *request);
/* A row of GET /api/kiosks; the caller's. */
cJSON *kiosk_row(const struct api *api, const struct model_device *device);

#endif
