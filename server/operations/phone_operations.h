/* SPDX-License-Identifier: EUPL-1.2 */
/* Personal links, and the phones that they open. Their instants are the real clock's: a link's age
 * is not the event's. Secrets are drawn and hashed by the caller. None of it is noted in the audit
 * trail. */
#ifndef PARVIS_PHONE_OPERATIONS_H
#define PARVIS_PHONE_OPERATIONS_H

#include "operation.h"
#include "parvis/units.h"
#include "store_check_in.h"
#include "store_phone.h"

/* A phone stays signed in for so long, ms: feedback and addresses come in for weeks after the day.
 */
#define PHONE_MS (60 * 24 * HOUR_MS)
/* A code on a kiosk's screen opens a phone for so long, ms: it is scanned at once, or by somebody
 * else. */
#define PHONE_LINK_MS (5 * MINUTE_MS)

/* A personal link for the page, which ends the person's one before. PARVIS_NOT_FOUND: nobody, or
 * erased. Refuses nothing. */
struct page_link {
    int64_t person;
    uint8_t hash[STORE_TOKEN_HASH_BYTES];
};
extern const struct operation_form page_link_form;

/* A link that opens one phone, once, within PHONE_LINK_MS: for somebody who stands in front of a
 * kiosk or a host. PARVIS_NOT_FOUND. Refuses: phone.not_in (they are not in the house). */
struct phone_link {
    int64_t person;
    uint8_t hash[STORE_TOKEN_HASH_BYTES];
    /* The scan by which a kiosk asks for it ("": a host asks). The caller has judged it; it is kept
     * here so that it can be given back when no link was made. */
    char scan_id[4 * STORE_SCAN_ID_CHARS + 1];
    bool made; /* out */
};
extern const struct operation_form phone_link_form;

/* A link becomes a phone's session; one for a single phone ends with that. Refuses:
 * phone.link_ended (it opens nothing, or no more; PARVIS_FORBIDDEN). */
struct phone_open {
    int64_t person; /* out: whose link it is */
    int64_t link;
    uint8_t hash[STORE_TOKEN_HASH_BYTES]; /* of the session */
};
extern const struct operation_form phone_open_form;

/* Forgets a phone. Refuses nothing. */
struct phone_close {
    int64_t phone;
};
extern const struct operation_form phone_close_form;

#endif
