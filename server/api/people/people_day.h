/* SPDX-License-Identifier: EUPL-1.2 */
/* Days of people: their meetings, pitches, demonstrations and jury times, in the form of
 * /api/people/:id/agenda. Many people cost one walk over the meetings. */
#ifndef PARVIS_API_PEOPLE_DAY_H
#define PARVIS_API_PEOPLE_DAY_H

#include <cjson/cJSON.h>

#include "model.h"

/* Fills days[i] with a new document about people[i]; the caller deletes them. Rows are told as
 * `audience` hears them (kinds.h); for AUDIENCE_STAND as the stand of their own company does. */
void people_days(const struct model *model, enum kind_audience audience,
                 const struct model_person *const *people, size_t count, cJSON **days);

/* {"id","name"} of an organisation; null when there is none. */
cJSON *organisation_json(const struct model *model, int64_t id);

#endif
