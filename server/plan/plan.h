/* SPDX-License-Identifier: EUPL-1.2 */
/* Planning a day, for `parvis plan` and the console. The programme and the meetings are computed in
 * memory from a snapshot, then written in one transaction, if nothing that they depend on was
 * changed meanwhile. */
#ifndef PARVIS_PLAN_H
#define PARVIS_PLAN_H

#include "day.h"
#include "demonstrations.h"
#include "meeting_weight.h"
#include "stands.h"

/* The parts of a plan; sets of them are added up. */
enum plan_part {
    PLAN_STANDS = 1,
    PLAN_PITCHES = 2,
    PLAN_DEMONSTRATIONS = 4,
    PLAN_MEETINGS = 8,
    PLAN_ALL = 15,
};

/* How many rows were written. */
struct plan_tally {
    size_t pitches, stands, demonstrations, added, moved, dropped;
};

/* A buyer with fewer meetings than the floor. */
struct plan_few {
    size_t buyer;             /* index in plan.buyers */
    int lack;                 /* enum plan_lack (plan_share.h) */
    int wished, held;         /* meetings */
    int64_t company;          /* the exchange that costs least: a meeting with this company… */
    int64_t slot, instead_of; /* …in this slot, in place of this buyer's; company 0: none helps */
    int keeps, change;        /* meetings that the other buyer keeps; change of the total weight */
};

/* Parameters of plan_meetings. */
struct plan_request {
    double seconds; /* the search's time limit */
    /* Ends after so many rounds instead of by time, for the same plan on every machine. 0: by
     * time. */
    int64_t rounds;
    int64_t now; /* slots that have begun at this instant are closed; 0: none */
    int at_once; /* meetings in one slot at most, to keep tables free; 0: no limit */
    int floor;   /* meetings that everybody should get */
    bool even;   /* bring everybody to the floor before the weight counts */
};

/* Results of plan_meetings. */
struct plan_outcome {
    int64_t weight, bound;    /* of the meetings planned; no plan can have more than `bound` */
    int64_t weight_before;    /* of the plan in force; -1: that plan breaks a rule now */
    int64_t even_weight;      /* of the plan that brings everybody to the floor first */
    size_t below, even_below; /* participants below the floor: in the plan chosen, in that one */
    struct plan_few *few;     /* owned by the plan */
    size_t few_count;
    bool kept_meetings; /* nothing better was found: the plan in force stays */
};

/* A snapshot of the day and the plan made from it. */
struct plan {
    struct day day; /* changed by the plan */
    struct store_meeting *meetings;
    struct store_buyer *buyers;
    struct store_pair *pairs;
    struct meeting_weights *weights;
    size_t meeting_count, buyer_count, pair_count;
    int64_t seq; /* the change log's last seq in the snapshot */

    int64_t *gone_pitches;  /* ids of pitches to delete */
    int64_t *places_before; /* day.places[i].company as the database has it */
    struct store_demonstration *demonstrations_before;
    size_t gone_pitch_count, demonstration_before_count;
    size_t *stand; /* by day.companies: index in day.places, or STANDS_NONE */

    struct store_meeting *planned; /* the planned meetings; new ones have id 0 */
    size_t planned_count;
    struct plan_outcome outcome; /* of plan_meetings */
    bool new_order;              /* the running order was made anew */
    struct plan_tally tally;     /* filled by plan_write */
};

enum parvis_status plan_load(struct store *store, struct plan *ret_plan) PARVIS_MUST_CHECK;
void plan_clear(struct plan *plan);

/* The running order, the stands and the demonstrations, in memory (plan_programme.c).
 * PARVIS_INVALID: the stage has too few slots, or the search cannot take so many rows. */
enum parvis_status plan_programme(struct plan *plan, int parts) PARVIS_MUST_CHECK;

/* Writes the demonstration room's slots outside the lunch; `slots` has room for MATCHING_MAX.
 * Returns how many. */
size_t plan_demonstration_slots(const struct day *day, struct demonstration_slot *slots);

/* Places the newly given stands again once the meetings are known, to shorten the buyers' walks,
 * and sets the meetings' places (plan_stands.c). */
enum parvis_status plan_walks(struct plan *plan) PARVIS_MUST_CHECK;
/* The stands alone, in memory, by the walks of the meetings in force (plan_stands.c). As few as
 * possible move; with `anew` all are placed as if no company had a stand. *ret_cost_before: the
 * cost of the allocation in force; -1: not comparable, since other companies have a stand in it.
 * PARVIS_INVALID: more stands or companies than the search takes. */
enum parvis_status plan_stands(struct plan *plan, bool anew, struct stands_quality *ret_quality,
                               int64_t *ret_cost_before) PARVIS_MUST_CHECK;
/* Why day.companies[company] has no stand in the plan. */
enum parvis_status plan_stand_reason(const struct plan *plan, size_t company,
                                     struct reason *ret_reason) PARVIS_MUST_CHECK;
/* Sets the planned meetings' places from the stands. */
void plan_places(struct plan *plan);

/* Callbacks of the search. They run on the searching thread, and may be NULL. */
struct plan_watch {
    bool (*should_stop)(void *data); /* true ends the search with the best plan so far */
    void (*improved)(int64_t weight, int64_t bound, void *data);
    void *data;
};

/* The meetings, in memory (plan_meetings.c). `watch` may be NULL. PARVIS_CONFLICT: meetings that
 * have begun break a rule. PARVIS_INVALID: there are more slots than SLOTS_MAX. */
enum parvis_status plan_meetings(struct plan *plan, const struct plan_request *request,
                                 const struct plan_watch *watch) PARVIS_MUST_CHECK;

/* Writes all rows that differ (plan_write.c), inside the caller's transaction. `changes` may be
 * NULL. */
enum parvis_status plan_write(struct store *store, struct plan *plan, int parts, int64_t now,
                              struct store_change_list *changes) PARVIS_MUST_CHECK;

/* Checks that nothing that the meetings were planned from has changed since the snapshot
 * (plan_stale.c). PARVIS_CONFLICT: it has, by *ret_count changes. */
enum parvis_status plan_check_fresh(struct store *store, const struct plan *plan,
                                    int64_t *ret_count) PARVIS_MUST_CHECK;

#endif
