/* SPDX-License-Identifier: EUPL-1.2 */
/* The edition: the event's one row of settings, as the store keeps it and the model holds it. */
#ifndef PARVIS_EDITION_ROW_H
#define PARVIS_EDITION_ROW_H

#include <stdbool.h>
#include <stdint.h>

#include "parvis/units.h"

/* The edition's one row. */
struct store_edition {
    char name[256], date[11], timezone[64], venue[256], region[256], languages[128];
    int64_t opens_at, closes_at;
    int doors_min, pitches, kept_min, kept_max, slot_min, gap_min, call_min, annul_min;
    bool pitches_published;
    bool booking_open;        /* guests may ask one another for meetings */
    bool called_names_public; /* the public sees who meets whom in called meetings */
    uint8_t public_key[32];
    uint32_t tag;
};
/* When check-in opens, ms. */
static inline int64_t store_doors_at(const struct store_edition *edition)
{
    return edition->opens_at - edition->doors_min * MINUTE_MS;
}

#endif
