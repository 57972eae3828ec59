/* SPDX-License-Identifier: EUPL-1.2 */
/* The allocation of stands: rank by matching, then places by search. */
#include "stands.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "places.h"

#define OTHER_ZONE_CM 2000 /* what a wall between two stands of one segment counts for */
/* Costs of a centimetre: segments before elbow room before walks. */
#define COST_SEGMENT 1000
#define COST_POPULAR 200 /* closer than ELBOW_CM, between two that many ask for */
#define ELBOW_CM 700     /* two stands and the aisle between them */
/* How long the search for places may take: rounds, and pairs looked at (some 50 ms). */
#define ROUNDS_MAX 600
#define LOOKS_MAX 20000000

/* The kinds of need that are checked. */
enum need { NEED_AMPERES = 1, NEED_SCREEN = 2, NEED_STEP_FREE = 4, NEED_ALL = 7 };

static bool meets(const struct stand_company *company, const struct stand_place *place, int needs)
{
    return (!(needs & NEED_AMPERES) || place->amperes >= company->need_amperes) &&
           (!(needs & NEED_SCREEN) || place->screen || !company->need_screen) &&
           (!(needs & NEED_STEP_FREE) || place->step_free || !company->need_step_free);
}

bool stands_meet(const struct stand_company *company, const struct stand_place *place,
                 struct reason *ret_reason)
{
    if (meets(company, place, NEED_ALL))
        return true;
    reason_set(ret_reason, !meets(company, place, NEED_AMPERES)  ? "stands.needs_amperes"
                           : !meets(company, place, NEED_SCREEN) ? "stands.needs_screen"
                                                                 : "stands.needs_step_free");
    reason_add_text(ret_reason, "company", company->name);
    reason_add_text(ret_reason, "stand", place->code);
    reason_add_number(ret_reason, "amperes", company->need_amperes);
    return false;
}

/* An allocation on its way. */
struct allocation {
    const struct stand_company *companies;
    const struct stand_place *places;
    size_t count, place_count;
    bool *fits; /* companies × places */
    struct matching matching;
    size_t rank[MATCHING_MAX]; /* the companies that want a stand, first served first */
    size_t ranked;
    bool settled[MATCHING_MAX]; /* keeps its stand: not moved for its segment's sake */
};

static bool wants(const struct stand_company *company)
{
    return !company->pitches || company->wants_stand;
}

static bool goes_before(const struct stand_company *a, const struct stand_company *b)
{
    if (a->pitches != b->pitches)
        return !a->pitches;
    return a->mark != b->mark ? a->mark > b->mark : a->id < b->id;
}

static void rank_companies(struct allocation *allocation)
{
    for (size_t i = 0; i < allocation->count; i++) {
        const struct stand_company *company = &allocation->companies[i];
        size_t at = allocation->ranked;
        if (!wants(company))
            continue;
        for (; at > 0 && goes_before(company, &allocation->companies[allocation->rank[at - 1]]);
             at--)
            allocation->rank[at] = allocation->rank[at - 1];
        allocation->rank[at] = i;
        allocation->ranked++;
    }
}

static void find_fits(struct allocation *allocation)
{
    for (size_t i = 0; i < allocation->count; i++)
        for (size_t k = 0; k < allocation->place_count; k++)
            allocation->fits[i * allocation->place_count + k] =
                allocation->companies[i].present == k ||
                meets(&allocation->companies[i], &allocation->places[k], NEED_ALL);
}

/* First decides by rank which companies get a stand, then where, starting from their present
 * stands. */
static void match(struct allocation *allocation)
{
    struct matching *matching = &allocation->matching;
    bool chosen[MATCHING_MAX] = {false};
    matching_start(matching, allocation->count, allocation->place_count, allocation->fits);
    for (size_t i = 0; i < allocation->ranked; i++)
        chosen[allocation->rank[i]] = matching_serve(matching, allocation->rank[i]);
    matching_start(matching, allocation->count, allocation->place_count, allocation->fits);
    for (size_t i = 0; i < allocation->count; i++) {
        size_t present = allocation->companies[i].present;
        if (chosen[i] && present != STANDS_NONE && matching->owner[present] == MATCHING_NONE)
            matching_give(matching, i, present);
    }
    for (size_t i = 0; i < allocation->ranked; i++) {
        size_t company = allocation->rank[i];
        if (chosen[company] && matching->place[company] == MATCHING_NONE)
            matching_serve(matching, company); /* the chosen fit together, so this finds one */
    }
    for (size_t i = 0; i < allocation->count; i++)
        allocation->settled[i] = allocation->companies[i].present != STANDS_NONE &&
                                 matching->place[i] == allocation->companies[i].present;
}

/* ---- who stands beside whom ---- */

static int64_t apart_cm(const struct stand_place *a, const struct stand_place *b)
{
    return (int64_t)hypot((double)(a->x_cm - b->x_cm), (double)(a->y_cm - b->y_cm)) +
           (strcmp(a->zone, b->zone) == 0 ? 0 : OTHER_ZONE_CM);
}

static int compare_asked(const void *a, const void *b)
{
    return *(const int *)b - *(const int *)a;
}

/* From how many on a company is popular: the upper quarter of those who have a stand; at least 1.
 */
static int popular_from(const struct allocation *allocation)
{
    int asked[MATCHING_MAX];
    size_t count = 0;
    for (size_t i = 0; i < allocation->count; i++)
        if (allocation->matching.place[i] != MATCHING_NONE)
            asked[count++] = allocation->companies[i].asked;
    if (count < 4)
        return INT_MAX;
    qsort(asked, count, sizeof *asked, compare_asked);
    return asked[count / 4 - 1] > 0 ? asked[count / 4 - 1] : 1;
}

/* The hall as a problem of places.h, whose arrays the hall owns. */
struct hall {
    struct places_problem problem;
    int64_t *near, *far, *apart;
    int *place;
};

static bool make_hall(const struct allocation *allocation, const int64_t *walks, struct hall *hall)
{
    size_t n = allocation->count, m = allocation->place_count;
    int popular = popular_from(allocation);
    hall->near = calloc(n * n + 1, sizeof *hall->near);
    hall->far = calloc(n * n + 1, sizeof *hall->far);
    hall->apart = calloc(m * m + 1, sizeof *hall->apart);
    hall->place = calloc(n + 1, sizeof *hall->place);
    if (!hall->near || !hall->far || !hall->apart || !hall->place)
        return false;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) {
            const struct stand_company *a = &allocation->companies[i];
            const struct stand_company *b = &allocation->companies[j];
            if (i == j)
                continue;
            bool same = *a->segment && strcmp(a->segment, b->segment) == 0;
            hall->near[i * n + j] = (same ? COST_SEGMENT : 0) + (walks ? walks[i * n + j] : 0);
            hall->far[i * n + j] = a->asked >= popular && b->asked >= popular ? COST_POPULAR : 0;
        }
    for (size_t k = 0; k < m; k++)
        for (size_t l = 0; l < m; l++)
            hall->apart[k * m + l] =
                k == l ? 0 : apart_cm(&allocation->places[k], &allocation->places[l]);
    for (size_t i = 0; i < n; i++) {
        size_t place = allocation->matching.place[i];
        hall->place[i] = place == MATCHING_NONE ? PLACES_NONE : (int)place;
    }
    hall->problem = (struct places_problem){.count = (int)n,
                                            .place_count = (int)m,
                                            .fits = allocation->fits,
                                            .settled = allocation->settled,
                                            .near = hall->near,
                                            .far = hall->far,
                                            .apart = hall->apart,
                                            .elbow_cm = ELBOW_CM};
    return true;
}

static void free_hall(struct hall *hall)
{
    free(hall->near);
    free(hall->far);
    free(hall->apart);
    free(hall->place);
}

/* How many rounds this hall's size allows. */
static int rounds_for(const struct allocation *allocation)
{
    int64_t round = (int64_t)allocation->place_count * (int64_t)allocation->place_count *
                    ((int64_t)allocation->count + 1);
    int64_t rounds = LOOKS_MAX / (round + 1);
    return (int)(rounds < ROUNDS_MAX ? rounds : ROUNDS_MAX);
}

static enum parvis_status place_well(struct allocation *allocation, const int64_t *walks,
                                     struct stands_quality *quality)
{
    struct hall hall = {0};
    enum parvis_status status = PARVIS_NO_MEMORY;
    if (make_hall(allocation, walks, &hall))
        status = places_improve(&hall.problem, 1, rounds_for(allocation), hall.place);
    if (status == PARVIS_OK) {
        for (size_t i = 0; i < allocation->count; i++)
            allocation->matching.place[i] =
                hall.place[i] == PLACES_NONE ? MATCHING_NONE : (size_t)hall.place[i];
        *quality = (struct stands_quality){places_cost(&hall.problem, hall.place),
                                           places_bound(&hall.problem, hall.place)};
    }
    free_hall(&hall);
    return status;
}

enum parvis_status stands_allocate(const struct stand_company *companies, size_t count,
                                   const struct stand_place *places, size_t place_count,
                                   const int64_t *walks, size_t *ret_stand,
                                   struct stands_quality *ret_quality)
{
    if (count > MATCHING_MAX || place_count > MATCHING_MAX)
        return PARVIS_INVALID;
    struct allocation *allocation = calloc(1, sizeof *allocation);
    bool *fits = calloc(count * place_count + 1, sizeof *fits);
    struct stands_quality quality;
    enum parvis_status status = PARVIS_NO_MEMORY;
    if (allocation && fits) {
        allocation->companies = companies;
        allocation->places = places;
        allocation->count = count;
        allocation->place_count = place_count;
        allocation->fits = fits;
        find_fits(allocation);
        rank_companies(allocation);
        match(allocation);
        status = place_well(allocation, walks, &quality);
    }
    if (status == PARVIS_OK) {
        memcpy(ret_stand, allocation->matching.place, count * sizeof *ret_stand);
        if (ret_quality)
            *ret_quality = quality;
    }
    free(allocation);
    free(fits);
    return status;
}

enum parvis_status stands_cost(const struct stand_company *companies, size_t count,
                               const struct stand_place *places, size_t place_count,
                               const int64_t *walks, const size_t *stand, int64_t *ret_cost)
{
    if (count > MATCHING_MAX || place_count > MATCHING_MAX)
        return PARVIS_INVALID;
    struct hall hall = {0};
    enum parvis_status status = PARVIS_NO_MEMORY;
    struct allocation *allocation = calloc(1, sizeof *allocation);
    if (allocation) {
        allocation->companies = companies;
        allocation->places = places;
        allocation->count = count;
        allocation->place_count = place_count;
        memcpy(allocation->matching.place, stand, count * sizeof *stand);
        if (make_hall(allocation, walks, &hall)) {
            *ret_cost = places_cost(&hall.problem, hall.place);
            status = PARVIS_OK;
        }
    }
    free_hall(&hall);
    free(allocation);
    return status;
}

/* ---- why somebody has none ---- */

static bool has_need(const struct stand_company *company, int need)
{
    return (need == NEED_AMPERES && company->need_amperes > 0) ||
           (need == NEED_SCREEN && company->need_screen) ||
           (need == NEED_STEP_FREE && company->need_step_free);
}

void stands_explain(const struct stand_company *companies, size_t count,
                    const struct stand_place *places, size_t place_count, const size_t *stand,
                    size_t index, struct reason *ret_reason)
{
    static const struct {
        int need;
        const char *key;
    } shorts[] = {{NEED_AMPERES, "stands.short.amperes"},
                  {NEED_SCREEN, "stands.short.screen"},
                  {NEED_STEP_FREE, "stands.short.step_free"}};
    const struct stand_company *company = &companies[index];
    size_t fewest = place_count + 1, taken = 0, best = 0, asked = 0;
    for (size_t s = 0; s < sizeof shorts / sizeof *shorts; s++) {
        size_t have = 0;
        for (size_t k = 0; k < place_count; k++)
            have += meets(company, &places[k], shorts[s].need);
        if (has_need(company, shorts[s].need) && have < fewest) {
            fewest = have;
            best = s;
        }
    }
    for (size_t i = 0; i < count; i++) {
        taken += stand[i] != STANDS_NONE;
        asked += wants(&companies[i]) && has_need(&companies[i], shorts[best].need) &&
                 (best != 0 || companies[i].need_amperes >= company->need_amperes);
    }
    bool is_full = fewest > place_count || (taken == place_count && asked <= fewest);
    reason_set(ret_reason, is_full ? "stands.full" : shorts[best].key);
    reason_add_text(ret_reason, "company", company->name);
    reason_add_number(ret_reason, "asked", (int64_t)asked);
    reason_add_number(ret_reason, "have", (int64_t)(is_full ? place_count : fewest));
    reason_add_number(ret_reason, "amperes", company->need_amperes);
}
