/* SPDX-License-Identifier: EUPL-1.2 */
/* Compares a company's needs with a stand, from the day's rows. Shared by the operations, which
 * refuse stands, and by the routes that show beforehand what would be refused. */
#ifndef PARVIS_PLAN_STAND_FIT_H
#define PARVIS_PLAN_STAND_FIT_H

#include "day.h"
#include "reason.h"

/* Whether the stand meets the company's needs; else false with the reason (stands.h). */
bool stand_fits(const struct store_kept *company, const struct store_place *place,
                struct reason *ret_reason);

#endif
