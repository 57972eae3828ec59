/* SPDX-License-Identifier: EUPL-1.2 */
/* Scans that somebody should look at: seen twice, contradicted, refused. */
#ifndef PARVIS_STORE_EXCEPTION_H
#define PARVIS_STORE_EXCEPTION_H

#include "store_check_in.h"

/* Notes that a scan which was taken in needs a look ("twice", "contradicted"); the row copies what
 * it says from the scan's own. `first_at` 0: none. Noted before: nothing happens. */
enum parvis_status store_exception_add(struct store *store, const char *kind, int64_t scan,
                                       int64_t first_at, const char *first_place,
                                       struct store_change_list *changes) PARVIS_MUST_CHECK;

/* A device's scan that cannot be taken in. */
struct store_refused {
    const char *scan_id; /* "" : not readable */
    const char *journal; /* "" : of none */
    const char *reason;  /* English */
    const char *said;    /* NULL: it asked */
    int64_t person;      /* whom it names; 0, or the number of nobody: none */
    int64_t device, device_seq, occurred_at, received_at;
};
/* Parks it. Parked before: nothing happens. */
enum parvis_status store_exception_park(struct store *store, const struct store_refused *refused,
                                        struct store_change_list *changes) PARVIS_MUST_CHECK;

/* Takes back what was noted as seen twice: scans that came in since explain it. */
enum parvis_status store_exception_explain(struct store *store, int64_t scan,
                                           struct store_change_list *changes) PARVIS_MUST_CHECK;

/* Somebody has looked at it. PARVIS_NOT_FOUND; PARVIS_CONFLICT: it was resolved before. */
enum parvis_status store_exception_resolve(struct store *store, int64_t id, const char *by,
                                           int64_t at,
                                           struct store_change_list *changes) PARVIS_MUST_CHECK;

#endif
