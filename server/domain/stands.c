/* The allocation of stands: rank by matching, then segments by local search. */
#include "stands.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define OTHER_ZONE_CM 2000 /* what a wall between two stands of one segment counts for */
#define PASSES_MAX 100     /* of the local search; it ends by itself long before */

/* What of a company's needs is looked at. */
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

/* Who gets a stand at all, by rank; then where, starting from where they are. */
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

/* ---- segments together ---- */

static int64_t apart_cm(const struct stand_place *a, const struct stand_place *b)
{
    return (int64_t)hypot((double)(a->x_cm - b->x_cm), (double)(a->y_cm - b->y_cm)) +
           (strcmp(a->zone, b->zone) == 0 ? 0 : OTHER_ZONE_CM);
}

/* How far a company at `place` is from the others of its segment, `but` not counted. */
static int64_t company_cost(const struct allocation *allocation, size_t company, size_t place,
                            size_t but)
{
    int64_t cost = 0;
    if (company == MATCHING_NONE)
        return 0;
    const char *segment = allocation->companies[company].segment;
    for (size_t i = 0; i < allocation->count; i++) {
        size_t other = allocation->matching.place[i];
        if (i != company && i != but && other != MATCHING_NONE && *segment &&
            strcmp(allocation->companies[i].segment, segment) == 0)
            cost += apart_cm(&allocation->places[place], &allocation->places[other]);
    }
    return cost;
}

static bool may_stand(const struct allocation *allocation, size_t company, size_t place)
{
    return company == MATCHING_NONE ||
           (!allocation->settled[company] &&
            allocation->fits[company * allocation->place_count + place]);
}

/* Exchanges what stands at two places (one may be free) if that brings segments together. */
static bool try_exchange(struct allocation *allocation, size_t a, size_t b)
{
    struct matching *matching = &allocation->matching;
    size_t at_a = matching->owner[a], at_b = matching->owner[b];
    if (at_a == at_b || !may_stand(allocation, at_a, b) || !may_stand(allocation, at_b, a))
        return false; /* at_a == at_b: both free */
    int64_t before =
        company_cost(allocation, at_a, a, at_b) + company_cost(allocation, at_b, b, at_a);
    int64_t after =
        company_cost(allocation, at_a, b, at_b) + company_cost(allocation, at_b, a, at_a);
    if (after >= before)
        return false;
    matching->owner[a] = at_b;
    matching->owner[b] = at_a;
    if (at_a != MATCHING_NONE)
        matching->place[at_a] = b;
    if (at_b != MATCHING_NONE)
        matching->place[at_b] = a;
    return true;
}

static void group_segments(struct allocation *allocation)
{
    bool better = true;
    for (int pass = 0; better && pass < PASSES_MAX; pass++) {
        better = false;
        for (size_t a = 0; a < allocation->place_count; a++)
            for (size_t b = a + 1; b < allocation->place_count; b++)
                better |= try_exchange(allocation, a, b);
    }
}

enum parvis_status stands_allocate(const struct stand_company *companies, size_t count,
                                   const struct stand_place *places, size_t place_count,
                                   size_t *ret_stand)
{
    if (count > MATCHING_MAX || place_count > MATCHING_MAX)
        return PARVIS_INVALID;
    struct allocation *allocation = calloc(1, sizeof *allocation);
    bool *fits = calloc(count * place_count + 1, sizeof *fits);
    if (!allocation || !fits) {
        free(allocation);
        free(fits);
        return PARVIS_NO_MEMORY;
    }
    allocation->companies = companies;
    allocation->places = places;
    allocation->count = count;
    allocation->place_count = place_count;
    allocation->fits = fits;
    find_fits(allocation);
    rank_companies(allocation);
    match(allocation);
    group_segments(allocation);
    memcpy(ret_stand, allocation->matching.place, count * sizeof *ret_stand);
    free(allocation);
    free(fits);
    return PARVIS_OK;
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
