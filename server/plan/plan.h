/* SPDX-License-Identifier: EUPL-1.2 */
/* Planning a day, for `parvis plan` and the console: the programme and the meetings are computed in
 * memory on a snapshot, then written in one transaction if nothing else was written meanwhile. */
#ifndef PARVIS_PLAN_H
#define PARVIS_PLAN_H

#include "day.h"
#include "demonstrations.h"
#include "meeting_weight.h"
#include "stands.h"

/* What is computed. */
enum plan_part {
    PLAN_STANDS = 1,
    PLAN_PITCHES = 2,
    PLAN_DEMONSTRATIONS = 4,
    PLAN_MEETINGS = 8,
    PLAN_ALL = 15,
};

/* How much was written. */
struct plan_tally {
    size_t pitches, stands, demonstrations, added, moved, dropped;
};

/* A buyer below the floor. */
struct plan_few {
    size_t buyer;     /* in plan.buyers */
    int lack;         /* enum plan_lack (plan_share.h) */
    int wished, held; /* meetings */
    int64_t company;  /* the exchange that loses the least: a meeting with this company… */
    int64_t slot, instead_of; /* …in this slot, in place of this buyer's; company 0: none helps */
    int keeps, change;        /* what the other keeps; what it does to the total weight */
};

/* What is asked of plan_meetings. */
struct plan_request {
    double seconds; /* how long the search may take at most */
    /* How much it tries instead, whatever the clock says: the same plan on every machine. 0: as
     * much as the seconds allow. */
    int64_t rounds;
    int64_t now; /* slots that began by then are closed; 0: the day is to come */
    int at_once; /* meetings in one slot at most, to keep tables spare; 0: any number */
    int floor;   /* meetings that everybody should get */
    bool even;   /* lift everybody to the floor before weight counts */
};

/* What plan_meetings found. */
struct plan_outcome {
    int64_t weight, bound;    /* of the wishes held; bound: at most this */
    int64_t weight_before;    /* of the plan in force; -1: it breaks a rule by now */
    int64_t even_weight;      /* of the plan that lifts everybody to the floor first */
    size_t below, even_below; /* participants below the floor, in the plan chosen and in that one */
    struct plan_few *few;     /* owned by the plan */
    size_t few_count;
    bool kept_meetings; /* the plan in force stays */
};

/* The snapshot and what becomes of it. */
struct plan {
    struct day day; /* moves with the plan */
    struct store_meeting *meetings;
    struct store_buyer *buyers;
    struct store_pair *pairs;
    struct meeting_weights *weights;
    size_t meeting_count, buyer_count, pair_count;
    int64_t seq; /* of the snapshot */

    int64_t *gone_pitches;  /* rows that leave the running order */
    int64_t *places_before; /* day.places[i].company as the database has it */
    struct store_demonstration *demonstrations_before;
    size_t gone_pitch_count, demonstration_before_count;
    size_t *stand; /* by day.companies: index in day.places, or STANDS_NONE */

    struct store_meeting *planned; /* the meetings to be: those with id 0 are new */
    size_t planned_count;
    struct plan_outcome outcome; /* of plan_meetings */
    bool new_order;              /* the running order was made again */
    struct plan_tally tally;     /* of plan_write */
};

enum parvis_status plan_load(struct store *store, struct plan *ret_plan) PARVIS_MUST_CHECK;
void plan_clear(struct plan *plan);

/* The running order, the stands and the demonstrations, in memory (plan_programme.c).
 * PARVIS_INVALID: the stage has too few slots, or the search's limits are passed. */
enum parvis_status plan_programme(struct plan *plan, int parts) PARVIS_MUST_CHECK;

/* The slots of the demonstration room, without the lunch; room for MATCHING_MAX. Returns how many.
 */
size_t plan_demonstration_slots(const struct day *day, struct demonstration_slot *slots);

/* The stands again, once the meetings are known: those that are given anew make buyers' walks
 * short, and the meetings' places follow (plan_stands.c). */
enum parvis_status plan_walks(struct plan *plan) PARVIS_MUST_CHECK;
/* The stands alone, in memory, with the walks of the meetings in force (plan_stands.c). As few as
 * possible move, or with `anew` all are placed as if nobody had a stand yet. *ret_cost_before: what
 * the allocation in force costs; -1: others have a stand in it, so it cannot be compared.
 * PARVIS_INVALID: more than the search takes. */
enum parvis_status plan_stands(struct plan *plan, bool anew, struct stands_quality *ret_quality,
                               int64_t *ret_cost_before) PARVIS_MUST_CHECK;
/* Why the company of this index in day.companies has no stand in the plan. */
enum parvis_status plan_stand_reason(const struct plan *plan, size_t company,
                                     struct reason *ret_reason) PARVIS_MUST_CHECK;
/* Sets the planned meetings' places from the stands. */
void plan_places(struct plan *plan);

/* Who follows the search; both are called on the searching thread and may be NULL. */
struct plan_watch {
    bool (*should_stop)(void *data); /* true ends the search with the best plan so far */
    void (*improved)(int64_t weight, int64_t bound, void *data);
    void *data;
};

/* The meetings, in memory (plan_meetings.c). `watch` may be NULL. PARVIS_CONFLICT: meetings that
 * have begun break a rule. PARVIS_INVALID: there are more slots than SLOTS_MAX. */
enum parvis_status plan_meetings(struct plan *plan, const struct plan_request *request,
                                 const struct plan_watch *watch) PARVIS_MUST_CHECK;

/* Writes everything that differs (plan_write.c); inside a transaction. `changes` may be NULL. */
enum parvis_status plan_write(struct store *store, struct plan *plan, int parts, int64_t now,
                              struct store_change_list *changes) PARVIS_MUST_CHECK;

/* Whether the meetings can still be written as planned: nothing of what they were planned from has
 * changed since (plan_stale.c). PARVIS_CONFLICT: it has; *ret_count: so many changes. */
enum parvis_status plan_check_fresh(struct store *store, const struct plan *plan,
                                    int64_t *ret_count) PARVIS_MUST_CHECK;

#endif
