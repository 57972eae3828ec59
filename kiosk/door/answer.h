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
    cJSON *person;     /* as the server gives it; taken over; NULL: not known */
    int64_t first_at;  /* 'already in': the first arrival; 0: not said */
    const char *place; /* where that was */
    int64_t doors_at, closes_at;
};

/* A new answer, the caller's, who wipes it. */
cJSON *answer_new(const struct answer_facts *facts);
/* An answer that is of no status of the door: "disk_full", "not_allowed"… */
cJSON *answer_of_word(const char *word);

#endif
