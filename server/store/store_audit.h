/* SPDX-License-Identifier: EUPL-1.2 */
/* The audit trail: who did what, and the rows that it changed as they were before and after. */
#ifndef PARVIS_STORE_AUDIT_H
#define PARVIS_STORE_AUDIT_H

#include "store.h"

struct store_audit {
    int64_t id, at;
    int64_t user, device; /* 0: not one */
    char action[32], kind[16];
    int64_t subject;
    char scan[65]; /* "": no check-in */
    int64_t from_seq, to_seq;
    int64_t undoes, undone_by; /* 0: nothing, nobody */
    char who[128];             /* read only: the user's or device's name */
};

/* Adds one and records it; sets its id. `undone_by` and `who` are not written. PARVIS_CONFLICT:
 * what it undoes was undone before. */
enum parvis_status store_audit_add(struct store *store, struct store_audit *audit,
                                   struct store_change_list *changes) PARVIS_MUST_CHECK;
/* PARVIS_NOT_FOUND. */
enum parvis_status store_audit_get(struct store *store, int64_t id,
                                   struct store_audit *ret_audit) PARVIS_MUST_CHECK;
/* The latest before `before` (0: of all), newest first, at most `limit`; malloc'd. */
enum parvis_status store_audit_page(struct store *store, int64_t before, int64_t limit,
                                    struct store_audit **ret_rows,
                                    size_t *ret_count) PARVIS_MUST_CHECK;

/* A steered row (pitch, meeting, stand) that an entry changed. Bodies are JSON without what the
 * clock moves by itself; NULL: it was, or is, not there. */
struct store_audit_row {
    char kind[16];
    int64_t id;
    char *before, *after, *now; /* owned */
};
/* The rows that differ before and after, by kind and id; cleared by the caller. */
enum parvis_status store_audit_rows(struct store *store, const struct store_audit *audit,
                                    struct store_audit_row **ret_rows,
                                    size_t *ret_count) PARVIS_MUST_CHECK;
void store_audit_rows_clear(struct store_audit_row *rows, size_t count);

#endif
