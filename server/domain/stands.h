/* SPDX-License-Identifier: EUPL-1.2 */
/* The allocation of stands. A stand must meet its company's needs. Companies that do not pitch have
 * the first right to a stand (they have nothing else), then pitching companies that want one, by
 * mark; none is left out in favour of a lower one. Among such allocations places.h searches one
 * where companies of one segment stand near one another, companies that many ask for stand apart,
 * and walks between meetings are short; the first aim weighs most. */
#ifndef PARVIS_STANDS_H
#define PARVIS_STANDS_H

#include <stdint.h>

#include "matching.h"
#include "parvis/status.h"
#include "reason.h"

#define STANDS_NONE MATCHING_NONE

struct stand_place {
    int64_t id;
    const char *code, *zone; /* borrowed */
    int64_t x_cm, y_cm;
    int amperes;
    bool screen, step_free;
};

struct stand_company {
    int64_t id;
    const char *name, *segment; /* borrowed */
    bool pitches, wants_stand;  /* a company that does not pitch always wants one */
    int mark;                   /* tenths */
    int asked;                  /* how many ask to meet it; the upper quarter counts as popular */
    int need_amperes;
    bool need_screen, need_step_free;
    size_t present; /* its present stand, which it may keep whatever its needs; or STANDS_NONE */
};

/* Whether the stand meets the company's needs; else false with the reason ("stands.…", arguments
 * company, stand, and what is needed). */
bool stands_meet(const struct stand_company *company, const struct stand_place *place,
                 struct reason *ret_reason);

/* Gives each company a stand: ret_stand[i] is an index in `places`, or STANDS_NONE. If exactly the
 * right companies have a stand already, nothing moves; otherwise as few as possible move, and only
 * the moved ones are placed by segment. `walks`: [company][company], symmetric, the number of
 * buyers who walk from one to the other between two meetings; NULL: not known yet. *ret_quality
 * (ret_quality may be NULL): cost and lower bound of the allocation. Deterministic. PARVIS_INVALID:
 * more than MATCHING_MAX. */
struct stands_quality {
    int64_t cost, bound; /* segments, popularity and walks together; no unit */
};
enum parvis_status stands_allocate(const struct stand_company *companies, size_t count,
                                   const struct stand_place *places, size_t place_count,
                                   const int64_t *walks, size_t *ret_stand,
                                   struct stands_quality *ret_quality) PARVIS_MUST_CHECK;

/* What an allocation costs, in the unit of stands_quality: `stand` by company, as stands_allocate
 * gives it. PARVIS_INVALID: more than MATCHING_MAX. */
enum parvis_status stands_cost(const struct stand_company *companies, size_t count,
                               const struct stand_place *places, size_t place_count,
                               const int64_t *walks, const size_t *stand,
                               int64_t *ret_cost) PARVIS_MUST_CHECK;

/* Why company `index` has no stand in this allocation: too few stands meet one of its needs
 * ("stands.short.…", with the numbers of companies and stands), or "stands.full". */
void stands_explain(const struct stand_company *companies, size_t count,
                    const struct stand_place *places, size_t place_count, const size_t *stand,
                    size_t index, struct reason *ret_reason);

#endif
