/* SPDX-License-Identifier: EUPL-1.2 */
/* Personal links, and the phones that they open. Instants are by the real clock, not the event's:
 * links age in a rehearsal too. The caller draws the secrets and gives their hashes. The audit
 * trail notes none of it. */
#ifndef PARVIS_PHONE_OPERATIONS_H
#define PARVIS_PHONE_OPERATIONS_H

#include "operation.h"
#include "parvis/units.h"
#include "store_check_in.h"
#include "store_phone.h"

/* A phone stays signed in for so long, ms: guests send feedback and read addresses for weeks after
 * the day. */
#define PHONE_MS (60 * 24 * HOUR_MS)
/* How long a code on a kiosk's screen works, ms: its owner scans it at once; a later scan is
 * somebody else's. */
#define PHONE_LINK_MS (5 * MINUTE_MS)

/* Makes a person's link to their page; the earlier one ends. PARVIS_NOT_FOUND: no such person, or
 * erased. Refuses nothing. */
struct page_link {
    int64_t person;
    uint8_t hash[STORE_TOKEN_HASH_BYTES];
};
extern const struct operation_form page_link_form;

/* Makes a link that opens one phone, once, within PHONE_LINK_MS: for a person in front of a kiosk
 * or a host. PARVIS_NOT_FOUND: no such person, or erased. Refuses: phone.not_in (the person is not
 * in the house). */
struct phone_link {
    int64_t person;
    uint8_t hash[STORE_TOKEN_HASH_BYTES];
    /* The scan for which a kiosk asks, checked by the caller ("": a host asks). Kept here so that
     * the caller can release it when no link was made. */
    char scan_id[4 * STORE_SCAN_ID_CHARS + 1];
    bool made; /* out */
};
extern const struct operation_form phone_link_form;

/* Opens a phone's session by a link; a link for a single phone ends with that. Refuses:
 * phone.link_ended (the link is of another purpose, or has ended; PARVIS_FORBIDDEN). */
struct phone_open {
    int64_t person; /* out: the link's person */
    int64_t link;
    uint8_t hash[STORE_TOKEN_HASH_BYTES]; /* of the session */
};
extern const struct operation_form phone_open_form;

/* Ends a phone's session. Refuses nothing. */
struct phone_close {
    int64_t phone;
};
extern const struct operation_form phone_close_form;

#endif
