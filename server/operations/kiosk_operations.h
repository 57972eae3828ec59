/* SPDX-License-Identifier: EUPL-1.2 */
/* Kiosks: what an organiser makes of them, how a box becomes one, and what one does for its stand.
 *
 *   kiosk_add, kiosk_pair ──▶ a pairing code, shown to the box ──▶ kiosk_enrol: it has its token
 *
 * Wherever a kiosk is named by an order and there is none, PARVIS_NOT_FOUND has the code
 * "no_such_kiosk". */
#ifndef PARVIS_KIOSK_OPERATIONS_H
#define PARVIS_KIOSK_OPERATIONS_H

#include "operation.h"
#include "parvis/kiosk_screen.h"
#include "parvis/pairing.h"
#include "parvis/staff.h"
#include "parvis/states.h"
#include "parvis/text.h"
#include "store_access.h"

#define KIOSK_NAME_CHARS 100

/* Adds a kiosk that waits for its code, and makes the code; one that was revoked under this name
 * begins anew.
 * Refuses: device.blank_name, device.name_taken (unless `replace`), device.no_stand (no such
 * stand).
 */
struct kiosk_add {
    int64_t kiosk; /* out */
    char name[4 * KIOSK_NAME_CHARS + 1];
    enum device_role role;
    enum kiosk_screen shows; /* one of the hall's */
    enum text_language language;
    int64_t stand; /* whose kiosk it is; 0: nobody's */
    bool leaving, registers;
    bool replace; /* a kiosk in use under this name gets these things to do, and the code */
    /* Where the kiosk finds the server, as it was asked for: the caller has read it into `code`. */
    char server[4 * PAIRING_URL_CHARS_MAX + 1];
    struct pairing_code code; /* its secret is made here; wiped with the order */
    int64_t expires_at;       /* out, event clock */
};
extern const struct operation_form kiosk_add_form;

/* Makes a new code in place of the last one; the token of now holds until the code is used. */
struct kiosk_pair {
    int64_t kiosk;
    char server[4 * PAIRING_URL_CHARS_MAX + 1]; /* these three as above */
    struct pairing_code code;
    int64_t expires_at;
};
extern const struct operation_form kiosk_pair_form;

/* A box uses a code: the kiosk's token is from now on the box's, and the one before ends. The same
 * box may ask again.
 * Refuses, all PARVIS_FORBIDDEN: device.code_unknown (there is a newer one), device.code_used (by
 * another box), device.code_expired, device.code_not_screen (a browser is a screen or a stage). */
struct kiosk_enrol {
    int64_t kiosk;                              /* out */
    bool browser;                               /* the box is a browser of the hall */
    uint8_t secret[PAIRING_SECRET_BYTES];       /* of the code; wiped with the order */
    uint8_t nonce_hash[STORE_TOKEN_HASH_BYTES]; /* of what tells the box from another */
    uint8_t token_hash[STORE_TOKEN_HASH_BYTES];
};
extern const struct operation_form kiosk_enrol_form;

/* Gives a kiosk a token without a code: at the machine itself. One of this name gets it in place of
 * its own. Refuses nothing. */
struct kiosk_token {
    int64_t kiosk; /* out */
    char name[4 * KIOSK_NAME_CHARS + 1];
    enum device_role role;
    uint8_t token_hash[STORE_TOKEN_HASH_BYTES];
};
extern const struct operation_form kiosk_token_form;

/* Gives a kiosk other things to do; what is not given stays. Refuses: device.no_stand. */
struct kiosk_change {
    int64_t kiosk;
    struct {
        bool role, shows, language, stand, leaving, registers, dark;
    } given;
    enum device_role role;
    enum kiosk_screen shows;
    enum text_language language;
    int64_t stand;
    bool leaving, registers, dark;
};
extern const struct operation_form kiosk_change_form;

/* Gives a door a PIN for its staff, or takes it away. Refuses: device.no_door. */
struct kiosk_pin {
    int64_t kiosk;
    bool set;
    /* Of the PIN (parvis/staff.h), with `set`; wiped with the order. */
    uint8_t salt[STAFF_SALT_BYTES], key[STAFF_KEY_BYTES];
};
extern const struct operation_form kiosk_pin_form;

/* Lifts the lock that wrong PINs brought a door: it may be, and is noted. The guesses are in memory
 * alone, where who performs this forgets them.
 * Refuses: device.no_pin. */
struct kiosk_unlock {
    int64_t kiosk;
};
extern const struct operation_form kiosk_unlock_form;

/* Ends a kiosk's token and its code. Refuses: device.revoked (it was before), and nothing else with
 * PARVIS_CONFLICT. */
struct kiosk_revoke {
    int64_t kiosk; /* 0: the one of this name */
    char name[4 * KIOSK_NAME_CHARS + 1];
};
extern const struct operation_form kiosk_revoke_form;

/* A visitor holds a badge up to a stand's own kiosk (the actor), and so gives the stand their name.
 * Refuses: device.no_company (the kiosk is at no company's stand). */
struct stand_visit {
    int64_t lead; /* out */
    int64_t person;
};
extern const struct operation_form stand_visit_form;

#endif
