/* SPDX-License-Identifier: EUPL-1.2 */
/* Random instances of the planner's whole problem, a checker of plans, and the best plan by trying
 * every one there is. Written from the rules alone; nothing here calls the planner. */
#ifndef PARVIS_TEST_PLANNER_STORY_H
#define PARVIS_TEST_PLANNER_STORY_H

#include "harness.h"
#include "planner.h"

#define STORY_PEOPLE_MAX 12
#define STORY_WISHES_MAX 40

struct story {
    struct planner_participant people[STORY_PEOPLE_MAX];
    struct planner_wish wishes[STORY_WISHES_MAX];
    int after[STORY_WISHES_MAX][2]; /* what each wish waits for */
    struct planner_instance in;
    int slot[STORY_WISHES_MAX]; /* a plan */
    struct planner_solution solution;
};

/* What a story may be made of, beside off, max, parallel, tables, slots and weights. */
enum story_spice {
    STORY_FIXED = 1,    /* some wishes are fixed */
    STORY_AFTER = 2,    /* some wishes wait for others */
    STORY_PREVIOUS = 4, /* there is a plan in force */
    STORY_ALL = 8,      /* every wish must be held */
    STORY_FAIR = 16,    /* breaks may differ by 0 to 2 */
    STORY_SIDES = 32,   /* participants fall into two sides */
};

void story_make(struct story *story, struct test_random *random, int people, int wishes, int slots,
                int spice);

/* Makes all pointers of a copied story point into itself. */
void story_rebind(struct story *story);

/* Puts `count` wishes before the others that are fixed between two more participants, side by side
 * from the first slot on: the best of the rest stays what it is, but for the tables in those slots,
 * of which there are more. Instances beyond a size are not enumerated by the planner; with these
 * that size costs the brute force nothing. */
void story_pad(struct story *story, int count);

/* Puts another story beside this one: other people, the same slots, the rules of this one. */
void story_join(struct story *story, const struct story *other);

/* NULL: the plan in `slot` keeps every rule; else which one it breaks. */
const char *story_fault(const struct story *story);

/* The figures of the plan in `slot`, without its bounds. */
struct planner_solution story_figures(const struct story *story);

/* Whether the figures of `a` are better than those of `b`, in the order of the objectives. */
bool story_is_better(const struct planner_solution *a, const struct planner_solution *b);

/* The best of all plans; false: no plan keeps every rule. `slot` is overwritten. */
bool story_best(struct story *story, struct planner_solution *ret_best);

/* Runs the planner into `slot` and `solution`. */
enum parvis_status story_solve(struct story *story, uint64_t seed, int64_t rounds,
                               struct planner_fault *ret_fault);
#endif
