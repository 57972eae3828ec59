/* SPDX-License-Identifier: EUPL-1.2 */
/* Judges credentials, for requests and for streams alike. */
#include "rights.h"

#include <string.h>

#include "document.h"
#include "model.h"
#include "parvis/clock.h"

/* A role that is not listed reads what everybody may. */
static enum kind_audience audience_of(enum api_roles role)
{
    static const struct {
        enum api_roles role;
        enum kind_audience audience;
    } roles[] = {{API_ROLE_SCREEN, AUDIENCE_HALL},        {API_ROLE_STAGE, AUDIENCE_STAGE},
                 {API_ROLE_STAND, AUDIENCE_STAND},        {API_ROLE_DOOR, AUDIENCE_DOOR},
                 {API_ROLE_VIEWER, AUDIENCE_VIEWER},      {API_ROLE_HOST, AUDIENCE_HOST},
                 {API_ROLE_ORGANISER, AUDIENCE_ORGANISER}};
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (roles[i].role == role)
            return roles[i].audience;
    return AUDIENCE_PUBLIC;
}

/* ---- the holder of a credential ---- */

static const enum api_roles of_devices[DEVICE_ROLES] = {[DEVICE_DOOR] = API_ROLE_DOOR,
                                                        [DEVICE_SCREEN] = API_ROLE_SCREEN,
                                                        [DEVICE_STAGE] = API_ROLE_STAGE,
                                                        [DEVICE_STAND] = API_ROLE_STAND};
static const enum api_roles of_users[USER_ROLES] = {[USER_ORGANISER] = API_ROLE_ORGANISER,
                                                    [USER_HOST] = API_ROLE_HOST,
                                                    [USER_VIEWER] = API_ROLE_VIEWER};

static bool identify_device(const struct model *model, const uint8_t token_hash[32],
                            struct api_identity *identity)
{
    const struct model_device *device = model_device_by_token(model, token_hash);
    if (!device || device->revoked_at)
        return false;
    *identity = (struct api_identity){.device = device->id,
                                      .role = of_devices[device->role],
                                      .name = device->name,
                                      .registers = device->registers};
    return true;
}

/* A browser may only be a screen or a stage, which only read: its cookie is also sent with requests
 * that other sites make. */
static bool identify_screen(const struct model *model, const uint8_t token_hash[32],
                            struct api_identity *identity)
{
    if (!identify_device(model, token_hash, identity))
        return false;
    enum kind_audience audience = audience_of(identity->role);
    return audience == AUDIENCE_HALL || audience == AUDIENCE_STAGE;
}

static bool identify_user(const struct model *model, const uint8_t token_hash[32],
                          struct api_identity *identity)
{
    const struct model_sign_in *sign_in = model_sign_in_by_token(model, token_hash);
    if (!sign_in || sign_in->revoked_at || sign_in->expires_at <= clock_real_ms())
        return false;
    const struct model_user *user = model_user(model, sign_in->user);
    if (!user || user->revoked_at)
        return false;
    *identity = (struct api_identity){.user = user->id,
                                      .sign_in = sign_in->id,
                                      .expires_at = sign_in->expires_at,
                                      .role = of_users[user->role],
                                      .name = user->name};
    return true;
}

static bool identify_attendee(const struct model *model, const uint8_t token_hash[32],
                              struct api_identity *identity)
{
    const struct model_phone *phone = model_phone_by_token(model, token_hash);
    if (!phone || phone->revoked_at || phone->expires_at <= clock_real_ms())
        return false;
    const struct model_person *person = model_person(model, phone->person);
    if (!person || person->erased)
        return false;
    *identity = (struct api_identity){.person = person->id,
                                      .phone = phone->id,
                                      .expires_at = phone->expires_at,
                                      .role = API_ROLE_ATTENDEE,
                                      .name = ""};
    return true;
}

bool rights_identify(const struct model *model, enum credential credential,
                     const uint8_t token_hash[32], struct api_identity *ret_identity)
{
    bool known = false;
    switch (credential) {
    case CREDENTIAL_NONE:
        break;
    case CREDENTIAL_DEVICE:
        known = identify_device(model, token_hash, ret_identity);
        break;
    case CREDENTIAL_SESSION:
        known = identify_user(model, token_hash, ret_identity);
        break;
    case CREDENTIAL_PHONE:
        known = identify_attendee(model, token_hash, ret_identity);
        break;
    case CREDENTIAL_SCREEN:
        known = identify_screen(model, token_hash, ret_identity);
        break;
    }
    if (!known)
        return false;
    ret_identity->credential = credential;
    memcpy(ret_identity->token_hash, token_hash, sizeof ret_identity->token_hash);
    return true;
}

/* ---- what they may hear ---- */

/* The stand of a stand's kiosk; NULL: it was given none, or it has another role. */
static const struct model_stand *stand_of(const struct model *model,
                                          const struct api_identity *identity)
{
    const struct model_device *device =
        identity->role == API_ROLE_STAND ? model_device(model, identity->device) : NULL;
    return device && device->stand ? model_row(model, "stand", device->stand) : NULL;
}

/* An edition may let everybody read what the hall's screens may. */
static enum kind_audience open_to_all(const struct model *model)
{
    const struct store_edition *edition = model_edition(model);
    return edition && edition->called_names_public ? AUDIENCE_HALL : AUDIENCE_PUBLIC;
}

struct hearing rights_hearing(const struct model *model, const struct api_identity *identity)
{
    enum kind_audience audience = identity ? audience_of(identity->role) : AUDIENCE_PUBLIC;
    const struct model_stand *stand = identity ? stand_of(model, identity) : NULL;
    if (audience == AUDIENCE_PUBLIC)
        audience = open_to_all(model);
    return (struct hearing){.audience = audience, .company = stand ? stand->company : 0};
}

struct hearing rights_hearing_of(const struct api *api, const struct http_request *request)
{
    return rights_hearing(api->model, api_identity(request));
}

/* ---- streams ---- */

/* The last change of the rows that decide what the holder may read: a reader behind it has rows of
 * other rights. */
static int64_t since_of(const struct model *model, const struct api_identity *identity)
{
    static const struct api_identity nobody = {.role = 0};
    if (!identity)
        identity = &nobody;
    const struct model_stand *stand = stand_of(model, identity);
    const struct {
        const char *kind;
        int64_t id;
    } rows[] = {{"device", identity->device},
                {"user", identity->user},
                {"sign_in", identity->sign_in},
                {"stand", stand ? stand->id : 0}};
    int64_t since = model_called_names_seq(model);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int64_t seq = 0, at = 0;
        if (rows[i].id)
            model_mark(model, rows[i].kind, rows[i].id, &seq, &at);
        since = seq > since ? seq : since;
    }
    return since;
}

bool rights_judge(const struct feed_owner *owner, struct feed_right *ret_right, void *data)
{
    const struct model *model = ((struct api *)data)->model;
    struct api_identity identity;
    if (owner->credential == CREDENTIAL_NONE) {
        *ret_right = (struct feed_right){.hearing = rights_hearing(model, NULL),
                                         .since_seq = since_of(model, NULL)};
        return true;
    }
    if (!rights_identify(model, (enum credential)owner->credential, owner->token_hash, &identity))
        return false;
    const struct model_person *person =
        identity.person ? model_person(model, identity.person) : NULL;
    *ret_right = (struct feed_right){.hearing = rights_hearing(model, &identity),
                                     .since_seq = since_of(model, &identity),
                                     .expires_at = identity.expires_at,
                                     .team = person ? mine_company(model, person) : 0};
    return true;
}

struct feed_owner rights_owner(const struct http_request *request)
{
    const struct api_identity *identity = api_identity(request);
    struct feed_owner owner = {.credential = CREDENTIAL_NONE};
    if (!identity)
        return owner;
    owner.credential = identity->credential;
    owner.device = identity->device;
    owner.person = identity->person;
    memcpy(owner.token_hash, identity->token_hash, sizeof owner.token_hash);
    return owner;
}
