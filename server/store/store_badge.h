/* SPDX-License-Identifier: EUPL-1.2 */
/* Badges as `parvis badges` reads them. Issuing and revoking are store_person.h's. */
#ifndef PARVIS_STORE_BADGE_H
#define PARVIS_STORE_BADGE_H

#include "store_day.h"

/* Somebody who may wear a badge. */
struct store_wearer {
    int64_t person;
    char code[16]; /* "" for a walk-in */
    char first_name[STORE_NAME_CHARS], last_name[STORE_NAME_CHARS];
    char organisation[256];
    char role[16];
    bool has_badge; /* a valid one, which the next two describe */
    uint64_t serial;
    uint8_t signature[64];
};

/* Everybody who was not erased, by id. A malloc'd array, the caller's. */
enum parvis_status store_wearers(struct store *store, struct store_wearer **ret_rows,
                                 size_t *ret_count) PARVIS_MUST_CHECK;

/* The badge of a serial. PARVIS_NOT_FOUND. */
enum parvis_status store_badge_by_serial(struct store *store, uint64_t serial,
                                         int64_t *ret_id) PARVIS_MUST_CHECK;

#endif
