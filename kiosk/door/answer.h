/* SPDX-License-Identifier: EUPL-1.2 */
/* An answer in the form of POST /api/check-ins, made by the kiosk itself. */
#ifndef PARVIS_KIOSK_ANSWER_H
#define PARVIS_KIOSK_ANSWER_H

#include <cjson/cJSON.h>

#include "parvis/check_in.h"

struct answer_facts {
    const char *scan_id;
    enum check_in_status status;
    int64_t at;
    cJSON *person;     /* as the server gives it; the answer takes it over; NULL: not known */
    int64_t first_at;  /* of 'already in': the first arrival; 0: not known */
    const char *place; /* where the first arrival was */
    int64_t doors_at, closes_at;
};

/* Makes an answer. The caller owns it, and wipes it when it frees it. NULL: no memory. */
cJSON *answer_new(const struct answer_facts *facts);
/* Makes an answer whose status is this word and none of enum check_in_status: "disk_full",
 * "not_allowed"… The caller's; NULL: no memory. */
cJSON *answer_of_word(const char *word);

#endif
