/* SPDX-License-Identifier: EUPL-1.2 */
/* The audit trail: who did what, and the rows that each deed changed, before and after. */
#ifndef PARVIS_STORE_AUDIT_H
#define PARVIS_STORE_AUDIT_H

#include "store.h"

struct store_audit {
    int64_t id, at;
    int64_t user, device; /* who did it; 0: none */
    char action[32], kind[16];
    int64_t subject;
    char scan[65]; /* id of a check-in's scan; "": none */
    int64_t from_seq, to_seq;
    int64_t undoes, undone_by; /* ids of entries; 0: none */
    char who[128];             /* the user's or device's name; filled when read */
};

/* Adds an entry and records it; sets its id. Does not write `undone_by` and `who`. PARVIS_CONFLICT:
 * the entry that it undoes was undone before. */
enum parvis_status store_audit_add(struct store *store, struct store_audit *audit,
                                   struct store_change_list *changes) PARVIS_MUST_CHECK;
/* PARVIS_NOT_FOUND. */
enum parvis_status store_audit_get(struct store *store, int64_t id,
                                   struct store_audit *ret_audit) PARVIS_MUST_CHECK;
/* Entries with ids below `before` (0: all), newest first, at most `limit`; malloc'd, the
 * caller's. */
enum parvis_status store_audit_page(struct store *store, int64_t before, int64_t limit,
                                    struct store_audit **ret_rows,
                                    size_t *ret_count) PARVIS_MUST_CHECK;

/* A pitch, meeting or stand that an entry changed. Bodies are JSON without the members that the
 * clock moves by itself; NULL: the row did not or does not exist. */
struct store_audit_row {
    char kind[16];
    int64_t id;
    char *before, *after, *now; /* owned */
};
/* The rows that the entry changed, by kind and id. Give them to store_audit_rows_clear. */
enum parvis_status store_audit_rows(struct store *store, const struct store_audit *audit,
                                    struct store_audit_row **ret_rows,
                                    size_t *ret_count) PARVIS_MUST_CHECK;
void store_audit_rows_clear(struct store_audit_row *rows, size_t count);

#endif
