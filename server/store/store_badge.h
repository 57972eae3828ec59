/* SPDX-License-Identifier: EUPL-1.2 */
/* Reading badges, for `parvis badges`. store_person.h issues and revokes them. */
#ifndef PARVIS_STORE_BADGE_H
#define PARVIS_STORE_BADGE_H

#include "store_day.h"

/* A person who may have a badge. */
struct store_wearer {
    int64_t person;
    char code[16]; /* "" for a walk-in */
    char first_name[STORE_NAME_CHARS], last_name[STORE_NAME_CHARS];
    char organisation[256];
    char role[16];
    bool has_badge; /* a valid one, with the serial and signature below */
    uint64_t serial;
    uint8_t signature[64];
};

/* Every person who was not erased, by id. A malloc'd array, the caller's. */
enum parvis_status store_wearers(struct store *store, struct store_wearer **ret_rows,
                                 size_t *ret_count) PARVIS_MUST_CHECK;

/* The id of the badge with this serial. PARVIS_NOT_FOUND: none. */
enum parvis_status store_badge_by_serial(struct store *store, uint64_t serial,
                                         int64_t *ret_id) PARVIS_MUST_CHECK;

#endif
