/* SPDX-License-Identifier: EUPL-1.2 */
/* Exceptions: scans that a person should look at (seen twice, contradicted, refused). */
#ifndef PARVIS_STORE_EXCEPTION_H
#define PARVIS_STORE_EXCEPTION_H

#include "store_check_in.h"

/* Adds an exception for a scan that was taken in (`kind` "twice" or "contradicted"), with the
 * scan's data copied. `first_at` 0: none. One that exists already stays as it is. */
enum parvis_status store_exception_add(struct store *store, const char *kind, int64_t scan,
                                       int64_t first_at, const char *first_place,
                                       struct store_change_list *changes) PARVIS_MUST_CHECK;

/* A device's scan that cannot be taken in. */
struct store_refused {
    const char *scan_id; /* "": not readable */
    const char *journal; /* "": none */
    const char *reason;  /* English */
    const char *said;    /* what the kiosk answered alone; NULL: it asked */
    int64_t person;      /* the person let in by name; 0 or an unknown id: none */
    int64_t device, device_seq, occurred_at, received_at;
};
/* Parks such a scan as an exception. One that is parked already stays as it is. */
enum parvis_status store_exception_park(struct store *store, const struct store_refused *refused,
                                        struct store_change_list *changes) PARVIS_MUST_CHECK;

/* Removes a scan's exception "twice": scans that came in later explain it. */
enum parvis_status store_exception_explain(struct store *store, int64_t scan,
                                           struct store_change_list *changes) PARVIS_MUST_CHECK;

/* Marks an exception as looked at. PARVIS_NOT_FOUND: none has this id. PARVIS_CONFLICT: it was
 * resolved before. */
enum parvis_status store_exception_resolve(struct store *store, int64_t id, const char *by,
                                           int64_t at,
                                           struct store_change_list *changes) PARVIS_MUST_CHECK;

#endif
