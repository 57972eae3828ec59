/* SPDX-License-Identifier: EUPL-1.2 */
/* Badges: issued, and withdrawn. Instants are the event's clock. */
#ifndef PARVIS_BADGE_OPERATIONS_H
#define PARVIS_BADGE_OPERATIONS_H

#include "operation.h"
#include "parvis/badge.h"

#define BADGE_WITHDRAWN_MAX 32 /* of one person, that an order can report */

/* Issues a new badge to a person; the person's earlier badges stop working. PARVIS_NOT_FOUND: no
 * such person, or erased. Refuses nothing. */
struct badge_issue {
    int64_t person;
    uint8_t key[BADGE_SECRET_KEY_BYTES];      /* signs it; wiped with the order */
    uint64_t serial;                          /* out, as are the following */
    uint8_t signature[BADGE_SIGNATURE_BYTES]; /* of the serial */
    int64_t withdrawn[BADGE_WITHDRAWN_MAX];
    size_t withdrawn_count;
};
extern const struct operation_form badge_issue_form;

/* Withdraws one badge. PARVIS_NOT_FOUND. Refuses: badge.already_revoked. */
struct badge_revoke {
    int64_t badge;
};
extern const struct operation_form badge_revoke_form;

/* Withdraws every valid badge of a person. PARVIS_NOT_FOUND: no such person, or erased. Refuses:
 * badge.already_revoked (the person has none). */
struct person_badges_revoke {
    int64_t person;
};
extern const struct operation_form person_badges_revoke_form;

#endif
