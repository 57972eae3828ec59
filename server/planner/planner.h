/* SPDX-License-Identifier: EUPL-1.2 */
/* The meeting planner: a pure library. No input or output, no clock but the caller's `should_stop`,
 * no globals; deterministic for a seed as long as it is not stopped early; safe on a thread of its
 * own. docs/planner.md explains the method and proves the bounds.
 *
 * The objectives, in strict order: the largest total weight; with a plan in force the fewest of its
 * meetings moved or dropped; the fewest breaks; the fewest idle slots inside them. */
#ifndef PARVIS_PLANNER_H
#define PARVIS_PLANNER_H

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "parvis/limits.h"
#include "parvis/status.h"

/* A set of slots: bit t is slot t. */
static_assert(SLOTS_MAX <= 64, "a set of slots is the bits of a uint64_t");

/* The set of all slots of a day of `slots`, 0 … SLOTS_MAX. */
static inline uint64_t planner_day(int slots)
{
    return slots ? ~(uint64_t)0 >> (64 - slots) : 0; /* a shift by the word's width is undefined */
}

struct planner_participant {
    uint64_t off; /* bit t: absent in slot t */
    int max;      /* meetings in all; 0: no limit */
    int parallel; /* meetings in one slot; 0 counts as 1 */
};

struct planner_wish {
    int a, b;       /* indexes of participants */
    int weight;     /* 0 or more */
    uint64_t slots; /* bit t: may be held in slot t; 0: in any */
    int fixed;      /* held exactly in this slot; -1: free */
    int previous;   /* slot in the plan in force; -1: none */
    const int
        *after; /* held only if all these wishes are, in earlier slots; the caller's; or NULL */
    int after_count;
};

struct planner_instance {
    int slots;         /* 1 … SLOTS_MAX */
    int tables;        /* meetings that run in one slot at most; 0: no limit */
    bool all;          /* every wish must be held */
    bool off_breaks;   /* an absence between two meetings counts as a break */
    bool has_fairness; /* the numbers of breaks of two participants differ by `fairness` at most */
    int fairness;
    const struct planner_participant *participants;
    const struct planner_wish *wishes;
    int participant_count, wish_count;
};

struct planner_solution {
    int *slot; /* by wish; -1: not held. The caller's array of wish_count */
    int64_t weight, bound;
    int moved;                /* meetings of the plan in force that were moved or dropped */
    int breaks, breaks_bound; /* the bound holds for plans of `weight` and `moved` */
    int idle;
};

/* Why there is no plan, with figures that help a person to change the instance. */
enum planner_reason {
    PLANNER_NO_REASON,   /* there is a plan, or the reason is unknown */
    PLANNER_FIXED_CLASH, /* `wish` is fixed in `slot`, where `participant` (or the tables: -1) has
                            no room left, or which is not among its slots */
    PLANNER_TOO_MANY,    /* all: `participant` has `count` wishes and `room` places in free slots */
    PLANNER_NO_SLOT,     /* all: `wish` has no slot in which both of its ends are free */
    PLANNER_TOO_FEW_TABLES, /* all: `count` wishes and `room` places at tables */
    PLANNER_ORDER,     /* `wish` comes after a wish that can only be held later, or after itself */
    PLANNER_NOT_FOUND, /* all or fairness: the search found none; one may exist */
};

struct planner_fault {
    enum planner_reason reason;
    int participant, wish, slot, count, room; /* those that the reason names; else -1 */
};

struct planner_options {
    uint64_t seed;
    int64_t rounds; /* how much to try before ending by itself; 0: a default for the size */
    /* Asked every few microseconds to milliseconds; true ends the search with the best plan so far.
     * May be NULL. */
    bool (*should_stop)(void *data);
    /* The share of the search's time that has passed, 0 to 1. The search for weight then leaves
     * half of the time to the breaks, and the whole ends only with a proof or by should_stop. NULL:
     * the rounds end both phases. */
    double (*spent)(void *data);
    /* Called on the caller's thread for every plan better than all before; `solution` and its slots
     * are borrowed until it returns. May be NULL. */
    void (*improved)(const struct planner_solution *solution, void *data);
    void *data;
};

/* Fills `ret_solution` with the best plan found. PARVIS_CONFLICT: no plan keeps every rule, or none
 * was found; `ret_fault` (may be NULL) says why. PARVIS_NO_MEMORY. */
enum parvis_status planner_solve(const struct planner_instance *instance,
                                 const struct planner_options *options,
                                 struct planner_solution *ret_solution,
                                 struct planner_fault *ret_fault) PARVIS_MUST_CHECK;
#endif
