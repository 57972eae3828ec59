/* SPDX-License-Identifier: EUPL-1.2 */
/* Understands an applicant's free text under "constraints": "arrive à 11h00", "repart à 15h30",
 * "pas de pitch avant 11h00", "prise 32 A", "écran", "accès PMR". Clauses are separated by commas,
 * semicolons, line breaks or "et". */
#ifndef PARVIS_IMPORT_CONSTRAINTS_H
#define PARVIS_IMPORT_CONSTRAINTS_H

#include <stdbool.h>
#include <stdint.h>

struct constraints {
    int64_t amperes; /* 0, 16 or 32 */
    bool screen, step_free;
    /* instants in ms, 0: not given */
    int64_t arrives_at, leaves_at, pitch_not_before_at;
    /* The clauses with a word that was not understood, joined by "; ", for a person to read; "":
     * all was understood. Malloc'd, the caller's. */
    char *unrecognised;
};

/* Reads `text`; times are of the day `date` (2017-11-20) in the venue's zone. Never fails:
 * `unrecognised` has the clauses that it did not understand. */
struct constraints constraints_read(const char *text, const char *date);

#endif
