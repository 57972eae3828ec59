/* SPDX-License-Identifier: EUPL-1.2 */
/* The day's rows as stands_meet takes them. */
#include "stand_fit.h"

#include "stands.h"

bool stand_fits(const struct store_kept *company, const struct store_place *place,
                struct reason *ret_reason)
{
    const struct stand_company wants = {.id = company->id,
                                        .name = company->name,
                                        .segment = company->segment,
                                        .pitches = company->pitches,
                                        .wants_stand = company->wants_stand,
                                        .mark = company->mark,
                                        .need_amperes = company->need_amperes,
                                        .need_screen = company->need_screen,
                                        .need_step_free = company->need_step_free,
                                        .present = STANDS_NONE};
    const struct stand_place stand = {.id = place->id,
                                      .code = place->code,
                                      .zone = place->zone,
                                      .x_cm = place->x_cm,
                                      .y_cm = place->y_cm,
                                      .amperes = place->amperes,
                                      .screen = place->screen,
                                      .step_free = place->step_free};
    return stands_meet(&wants, &stand, ret_reason);
}
