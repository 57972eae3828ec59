/* SPDX-License-Identifier: EUPL-1.2 */
/* Kiosks: an organiser sets one up, a box becomes one, a stand's kiosk notes visitors.
 *
 *   kiosk_add, kiosk_pair ──▶ a pairing code, shown to the box ──▶ kiosk_enrol: it has its token
 *
 * When an order names a kiosk that does not exist, the operation fails with PARVIS_NOT_FOUND, code
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

/* Adds a kiosk and makes the pairing code that it waits for. A revoked kiosk of this name is used
 * again.
 * Refuses: device.blank_name, device.name_taken (unless `replace`), device.no_stand (no such
 * stand). */
struct kiosk_add {
    int64_t kiosk; /* out */
    char name[4 * KIOSK_NAME_CHARS + 1];
    enum device_role role;
    enum kiosk_screen shows; /* of a screen: which of the hall's screens */
    enum text_language language;
    int64_t stand; /* the stand that it belongs to; 0: none */
    bool leaving, registers;
    bool replace; /* a kiosk in use under this name takes these settings and the code */
    /* The server's address as the organiser typed it; the caller has parsed it into `code`. */
    char server[4 * PAIRING_URL_CHARS_MAX + 1];
    struct pairing_code code; /* its secret is made here; wiped with the order */
    int64_t expires_at;       /* out, event clock */
};
extern const struct operation_form kiosk_add_form;

/* Makes a new code in place of the last one; the kiosk's present token works until the code is
 * used. */
struct kiosk_pair {
    int64_t kiosk;
    char server[4 * PAIRING_URL_CHARS_MAX + 1]; /* these three as in kiosk_add */
    struct pairing_code code;
    int64_t expires_at;
};
extern const struct operation_form kiosk_pair_form;

/* A box uses a code: the kiosk gets the box's new token, and its old token ends. The same box may
 * ask again with the same result.
 * Refuses, all PARVIS_FORBIDDEN: device.code_unknown (there is a newer one), device.code_used (by
 * another box), device.code_expired, device.code_not_screen (a browser can only be a screen or a
 * stage). */
struct kiosk_enrol {
    int64_t kiosk;                              /* out */
    bool browser;                               /* the box is a browser of the hall */
    uint8_t secret[PAIRING_SECRET_BYTES];       /* of the code; wiped with the order */
    uint8_t nonce_hash[STORE_TOKEN_HASH_BYTES]; /* of the nonce that identifies the box */
    uint8_t token_hash[STORE_TOKEN_HASH_BYTES];
};
extern const struct operation_form kiosk_enrol_form;

/* Gives a kiosk a token without a code, for a command at the machine itself. Makes the kiosk, or
 * replaces the token of the one of this name. Refuses nothing. */
struct kiosk_token {
    int64_t kiosk; /* out */
    char name[4 * KIOSK_NAME_CHARS + 1];
    enum device_role role;
    uint8_t token_hash[STORE_TOKEN_HASH_BYTES];
};
extern const struct operation_form kiosk_token_form;

/* Changes the settings of a kiosk that are given; the others stay. Refuses: device.no_stand. */
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

/* Gives a door a PIN for its staff, or takes it away. Refuses: device.no_door (the kiosk is no
 * door). */
struct kiosk_pin {
    int64_t kiosk;
    bool set;
    /* Derived from the PIN (parvis/staff.h), with `set` only; wiped with the order. */
    uint8_t salt[STAFF_SALT_BYTES], key[STAFF_KEY_BYTES];
};
extern const struct operation_form kiosk_pin_form;

/* Lifts the lock that wrong PINs put on a door. The operation only checks and notes it: the guesses
 * are in memory, where its caller forgets them (staff_proof.h).
 * Refuses: device.no_pin. */
struct kiosk_unlock {
    int64_t kiosk;
};
extern const struct operation_form kiosk_unlock_form;

/* Ends a kiosk's token and its code. Refuses: device.revoked (it was revoked before), the only
 * refusal with PARVIS_CONFLICT. */
struct kiosk_revoke {
    int64_t kiosk; /* 0: the kiosk of this name */
    char name[4 * KIOSK_NAME_CHARS + 1];
};
extern const struct operation_form kiosk_revoke_form;

/* A visitor shows a badge to a stand's own kiosk (the actor), and thereby gives the stand their
 * name.
 * Refuses: device.no_company (no company has the kiosk's stand). */
struct stand_visit {
    int64_t lead; /* out */
    int64_t person;
};
extern const struct operation_form stand_visit_form;

#endif
