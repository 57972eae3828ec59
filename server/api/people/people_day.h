/* SPDX-License-Identifier: EUPL-1.2 */
/* People's agendas: their meetings, pitches, demonstrations and jury times, as JSON of
 * /api/people/:id/agenda. Many people cost one walk over the meetings. */
#ifndef PARVIS_API_PEOPLE_DAY_H
#define PARVIS_API_PEOPLE_DAY_H

#include <cjson/cJSON.h>

#include "model.h"

/* Fills days[i] with a new document about people[i]; the caller deletes it. Each row holds what
 * `audience` may read of it (kinds.h); for AUDIENCE_STAND, what the stand of the person's own
 * company may. */
void people_days(const struct model *model, enum kind_audience audience,
                 const struct model_person *const *people, size_t count, cJSON **days);

/* {"id","name"} of an organisation, JSON null when there is none. The caller deletes it. */
cJSON *organisation_json(const struct model *model, int64_t id);

#endif
