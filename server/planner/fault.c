/* SPDX-License-Identifier: EUPL-1.2 */
/* Impossibility by counting: see fault.h. The figures are those that a person can check: a
 * participant's wishes against its places, in all or (Hall, 1935) for some of its wishes. */
#include "fault.h"

#include <stdlib.h>
#include <string.h>

static struct planner_fault no_fault(enum planner_reason reason)
{
    return (struct planner_fault){reason, -1, -1, -1, -1, -1};
}

/* Whether a fixed wish's slot is closed by its own rules or by an end that is off. */
static bool is_closed(const struct problem *problem, int wish, struct planner_fault *fault)
{
    const struct planner_instance *in = problem->in;
    const struct planner_wish *w = &in->wishes[wish];
    int ends[2] = {w->a, w->b};
    *fault = no_fault(PLANNER_FIXED_CLASH);
    fault->wish = wish;
    fault->slot = w->fixed;
    if (w->fixed >= in->slots || (w->slots && !(w->slots >> w->fixed & 1)))
        return true;
    for (int end = 0; end < 2; end++) {
        if (in->participants[ends[end]].off >> w->fixed & 1) {
            fault->participant = ends[end];
            fault->count = 1;
            fault->room = 0;
            return true;
        }
    }
    return false;
}

/* Fixed wishes against the places, totals and tables that they need. */
static bool overfills(const struct problem *problem, int *load, struct planner_fault *fault)
{
    const struct planner_instance *in = problem->in;
    int *total = load + in->participant_count * in->slots, tables[SLOTS_MAX] = {0};
    for (int i = 0; i < in->wish_count; i++) {
        const struct planner_wish *w = &in->wishes[i];
        int ends[2] = {w->a, w->b};
        if (w->fixed < 0)
            continue;
        if (is_closed(problem, i, fault))
            return true;
        for (int end = 0; end < 2; end++) {
            int held = ++load[ends[end] * in->slots + w->fixed], all = ++total[ends[end]];
            bool in_slot = held > problem->parallel[ends[end]];
            if (!in_slot && all <= problem->max[ends[end]])
                continue;
            fault->participant = ends[end];
            fault->count = in_slot ? held : all;
            fault->room = in_slot ? problem->parallel[ends[end]] : problem->max[ends[end]];
            return true;
        }
        fault->count = ++tables[w->fixed];
        fault->room = in->tables;
        if (in->tables > 0 && fault->count > in->tables)
            return true;
    }
    return false;
}

/* A wish that must be held and cannot: by the order of wishes, or in none of its slots. */
static bool cannot_stand(const struct problem *problem, struct planner_fault *fault)
{
    const struct planner_instance *in = problem->in;
    const struct planner_wish *wishes = in->wishes;
    for (int i = 0; i < in->wish_count; i++) {
        if (!problem->must[i] || problem->allowed[i])
            continue;
        uint64_t off = in->participants[wishes[i].a].off | in->participants[wishes[i].b].off;
        uint64_t day = planner_day(in->slots);
        bool ordered =
            wishes[i].after_count > 0 || problem->next_first[i] < problem->next_first[i + 1];
        uint64_t own = (wishes[i].slots ? wishes[i].slots : day) & day & ~off;
        *fault = no_fault(ordered && own ? PLANNER_ORDER : PLANNER_NO_SLOT);
        fault->wish = i;
        return true;
    }
    return false;
}

/* One participant's places with the wishes at them, for the search by augmenting paths. */
struct seats {
    int *taken;    /* [slot * parallel + k]: the wish there */
    int *count;    /* by slot: how many are taken */
    uint64_t seen; /* slots that the present search has reached */
    int parallel;  /* places in a slot */
};

/* Finds a seat for a wish, moving others (augmenting paths; as deep as there are slots). */
static bool seat(const struct problem *problem, struct seats *seats, int wish)
{
    for (;;) {
        uint64_t open = problem->allowed[wish] & ~seats->seen;
        if (!open)
            return false;
        int slot = __builtin_ctzll(open);
        seats->seen |= (uint64_t)1 << slot;
        int *taken = seats->taken + slot * seats->parallel;
        if (seats->count[slot] < seats->parallel) {
            taken[seats->count[slot]++] = wish;
            return true;
        }
        for (int k = 0; k < seats->parallel; k++) {
            if (seat(problem, seats, taken[k])) {
                taken[k] = wish;
                return true;
            }
        }
    }
}

/* A participant all of whose wishes must be held: too many in all, or for their slots. */
static bool is_too_much(const struct problem *problem, int person, struct seats *seats,
                        struct planner_fault *fault)
{
    int wishes = problem->first[person + 1] - problem->first[person];
    *fault = no_fault(PLANNER_TOO_MANY);
    fault->participant = person;
    fault->count = wishes;
    fault->room = problem->capacity[person];
    if (fault->count > fault->room)
        return true;
    seats->parallel = problem->parallel[person];
    memset(seats->count, 0, (size_t)problem->in->slots * sizeof *seats->count);
    for (int i = problem->first[person]; i < problem->first[person + 1]; i++) {
        seats->seen = 0;
        if (seat(problem, seats, problem->of[i]))
            continue;
        /* All that was reached is full, of wishes that can only stand there, and one is too many.
         */
        fault->room = __builtin_popcountll(seats->seen) * seats->parallel;
        fault->count = fault->room + 1;
        return true;
    }
    return false;
}

static enum parvis_status find_too_much(const struct problem *problem, struct planner_fault *fault)
{
    const struct planner_instance *in = problem->in;
    int most = 1;
    for (int i = 0; i < in->participant_count; i++)
        most = problem->parallel[i] > most ? problem->parallel[i] : most;
    struct seats seats = {.taken = calloc((size_t)in->slots * (size_t)most + 1, sizeof(int)),
                          .count = calloc((size_t)in->slots + 1, sizeof(int))};
    enum parvis_status status = seats.taken && seats.count ? PARVIS_OK : PARVIS_NO_MEMORY;
    for (int i = 0; status == PARVIS_OK && i < in->participant_count; i++)
        if (is_too_much(problem, i, &seats, fault))
            status = PARVIS_CONFLICT;
    free(seats.taken);
    free(seats.count);
    return status;
}

enum parvis_status fault_find(const struct problem *problem, struct planner_fault *ret_fault)
{
    const struct planner_instance *in = problem->in;
    size_t places = (size_t)in->participant_count * ((size_t)in->slots + 1) + 1;
    struct planner_fault fault = no_fault(PLANNER_NO_REASON);
    int *load = calloc(places, sizeof *load);
    if (!load)
        return PARVIS_NO_MEMORY;
    bool found = overfills(problem, load, &fault) || cannot_stand(problem, &fault);
    free(load);
    int64_t tables = (int64_t)in->tables * in->slots;
    if (!found && in->all && in->tables > 0 && in->wish_count > tables) {
        fault = no_fault(PLANNER_TOO_FEW_TABLES);
        fault.count = in->wish_count;
        fault.room = (int)tables;
        found = true;
    }
    enum parvis_status status = found ? PARVIS_CONFLICT : PARVIS_OK;
    if (!found && in->all)
        status = find_too_much(problem, &fault);
    if (status == PARVIS_CONFLICT)
        *ret_fault = fault;
    return status;
}
