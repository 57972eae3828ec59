/* SPDX-License-Identifier: EUPL-1.2 */
/* The plan as clauses. A variable a (wish, slot); a participant is busy in a slot if one of its
 * wishes is there; it has begun once it was busy; it goes on as long as it will be busy. The rules
 * that are implied (how many slots a participant is busy in, how long a day without a break is)
 * make the search a thousand times shorter, as Bofill and colleagues found (JAIR 74, 2022). */
#include "breaks_proof.h"

#include <stdlib.h>
#include <string.h>

bool breaks_proof_fits(const struct breaks_state *state)
{
    int64_t places = 0;
    for (int i = 0; i < state->in->wish_count; i++)
        places += state->slot[i] >= 0 ? __builtin_popcountll(state->allowed[i]) : 0;
    return places <= BREAKS_PROOF_MAX;
}

bool breaks_proof_may(const struct breaks_state *state, int most)
{
    const struct planner_instance *in = state->in;
    int few = 0;
    for (int p = 0; p < in->participant_count; p++)
        few += state->first[p + 1] - state->first[p] <= 1;
    /* Fairness is asked for as `nobody has more breaks than that`: exact where somebody has none.
     */
    return breaks_proof_fits(state) &&
           (!in->has_fairness || few > 0 || most < in->participant_count);
}

static int place_of(const struct breaks_proof *proof, int wish, int slot)
{
    return proof->place[wish * proof->state->in->slots + slot];
}

/* Each meeting in exactly one of its slots. */
static void hold_wishes(struct breaks_proof *proof)
{
    const struct breaks_state *state = proof->state;
    for (int i = 0; i < state->in->wish_count; i++) {
        int count = 0;
        if (state->slot[i] < 0)
            continue;
        uint64_t slots = state->still[i] ? (uint64_t)1 << state->slot[i] : state->allowed[i];
        for (; slots; slots &= slots - 1) {
            int variable = clauses_new(&proof->clauses);
            proof->place[i * state->in->slots + __builtin_ctzll(slots)] = variable;
            proof->literals[count++] = variable;
        }
        clauses_add(&proof->clauses, proof->literals, count);
        clauses_at_most_one(&proof->clauses, proof->literals, count);
    }
}

/* A wish in a slot asks each of those that it comes after to be in an earlier one. */
static void keep_order(struct breaks_proof *proof)
{
    const struct planner_instance *in = proof->state->in;
    for (int i = 0; i < in->wish_count; i++)
        for (int k = 0; k < in->wishes[i].after_count && proof->state->slot[i] >= 0; k++)
            for (int slot = 0; slot < in->slots; slot++) {
                int count = 0;
                if (!place_of(proof, i, slot))
                    continue;
                proof->literals[count++] = -place_of(proof, i, slot);
                for (int early = 0; early < slot; early++)
                    proof->literals[count++] = place_of(proof, in->wishes[i].after[k], early);
                clauses_add(&proof->clauses, proof->literals, count);
            }
}

/* busy[slot]: the variable, or 0 where the participant can have no meeting. */
static void make_busy(struct breaks_proof *proof, int person, int *busy)
{
    const struct breaks_state *state = proof->state;
    int parallel = state->in->participants[person].parallel;
    for (int slot = 0; slot < state->in->slots; slot++) {
        int count = 0;
        for (int i = state->first[person]; i < state->first[person + 1]; i++)
            if (place_of(proof, state->of[i], slot))
                proof->literals[count++] = place_of(proof, state->of[i], slot);
        if (parallel > 1)
            clauses_at_most(&proof->clauses, proof->literals, count, parallel);
        else
            clauses_at_most_one(&proof->clauses, proof->literals, count);
        busy[slot] = count > 0 ? clauses_new(&proof->clauses) : 0;
        for (int i = 0; i < count; i++)
            clauses_add_2(&proof->clauses, -proof->literals[i], busy[slot]);
        proof->literals[count] = -busy[slot];
        if (count > 0)
            clauses_add(&proof->clauses, proof->literals, count + 1);
    }
}

/* Implied: a participant with one meeting at a time is busy in as many slots as it has meetings. */
static void count_busy(struct breaks_proof *proof, int person, const int *busy)
{
    const struct breaks_state *state = proof->state;
    int meetings = state->first[person + 1] - state->first[person], count = 0;
    if (state->in->participants[person].parallel > 1)
        return;
    for (int slot = 0; slot < state->in->slots; slot++)
        if (busy[slot])
            proof->literals[count++] = busy[slot];
    clauses_at_most(&proof->clauses, proof->literals, count, meetings);
    for (int i = 0; i < count; i++)
        proof->literals[i] = -proof->literals[i];
    clauses_at_most(&proof->clauses, proof->literals, count, count - meetings);
}

/* The day of one participant: the slots that can make a break, and what is known at each. */
struct day {
    int count;
    int busy[SLOTS_MAX];  /* or 0: never */
    int begun[SLOTS_MAX]; /* busy there or before */
    int on[SLOTS_MAX];    /* busy there or later */
};

/* known[i]: busy[i], or the known one beside it. */
static void spread(struct clauses *clauses, int known, int busy, int beside)
{
    if (busy)
        clauses_add_2(clauses, -busy, known);
    if (beside)
        clauses_add_2(clauses, -beside, known);
    clauses_add_3(clauses, -known, busy, beside);
}

static void make_day(struct breaks_proof *proof, int person, const int *busy, struct day *ret_day)
{
    struct day *day = ret_day;
    struct clauses *clauses = &proof->clauses;
    day->count = 0;
    for (int slot = 0; slot < proof->state->in->slots; slot++)
        if (!(proof->state->skip[person] >> slot & 1))
            day->busy[day->count++] = busy[slot];
    for (int i = 0; i < day->count; i++) {
        day->begun[i] = clauses_new(clauses);
        spread(clauses, day->begun[i], day->busy[i], i > 0 ? day->begun[i - 1] : 0);
    }
    for (int i = day->count - 1; i >= 0; i--) {
        day->on[i] = clauses_new(clauses);
        spread(clauses, day->on[i], day->busy[i], i + 1 < day->count ? day->on[i + 1] : 0);
    }
}

/* Implied: `meetings` in a row without a break begin at i or before if nothing is left at
 * i + meetings, and the other way round. `broken` is 0 where nobody may have a break. */
static void keep_length(struct clauses *clauses, const struct day *day, int meetings, int broken)
{
    for (int i = 0; i < day->count; i++) {
        int after = i + meetings < day->count ? day->on[i + meetings] : 0;
        clauses_add_2(clauses, day->begun[i], after);
        if (after)
            clauses_add_3(clauses, broken, -day->begun[i], -after);
    }
}

static void count_breaks(struct breaks_proof *proof, const struct day *day, int broken)
{
    struct clauses *clauses = &proof->clauses;
    int first = proof->break_count;
    for (int i = 1; i < day->count; i++) {
        if (!day->busy[i])
            continue;
        int is_break = clauses_new(clauses);
        clauses_add_4(clauses, -day->busy[i], day->busy[i - 1], -day->begun[i - 1], is_break);
        clauses_add_2(clauses, -is_break, broken);
        proof->breaks[proof->break_count++] = is_break;
    }
    proof->broken[proof->broken_count++] = broken;
    int count = proof->break_count - first;
    memcpy(proof->literals, proof->breaks + first, (size_t)count * sizeof *proof->literals);
    proof->literals[count] = -broken;
    clauses_add(clauses, proof->literals, count + 1);
    if (proof->state->in->has_fairness)
        clauses_at_most(clauses, proof->breaks + first, count, proof->state->in->fairness);
}

static void count_idle(struct breaks_proof *proof, const struct day *day)
{
    for (int i = 1; i + 1 < day->count; i++) {
        int idle = clauses_new(&proof->clauses);
        clauses_add_4(&proof->clauses, -day->begun[i - 1], day->busy[i], -day->on[i + 1], idle);
        proof->idles[proof->idle_count++] = idle;
    }
}

static void keep_together(struct breaks_proof *proof, int person, const int *busy)
{
    struct clauses *clauses = &proof->clauses;
    int meetings = proof->state->first[person + 1] - proof->state->first[person];
    int broken = proof->most > 0 ? clauses_new(clauses) : 0;
    bool one_by_one = proof->state->in->participants[person].parallel <= 1;
    struct day day;
    make_day(proof, person, busy, &day);
    if (day.count == 0)
        return;
    clauses_add(clauses, &day.begun[day.count - 1], 1);
    clauses_add(clauses, &day.on[0], 1);
    for (int i = 0; i < day.count; i++) /* begun, going on, yet not busy: a break */
        clauses_add_4(clauses, broken, -day.begun[i], -day.on[i], day.busy[i]);
    if (one_by_one)
        keep_length(clauses, &day, meetings, broken);
    if (broken)
        count_breaks(proof, &day, broken);
    if (proof->idle >= 0)
        count_idle(proof, &day);
}

/* Hosts: people of one table at a time, no two of whom meet, those with most meetings first. A host
 * that is busy is one meeting. */
static void choose_hosts(const struct breaks_state *state, bool *is_host, bool *meets_host)
{
    const struct planner_instance *in = state->in;
    for (int meetings = in->slots; meetings > 1; meetings--)
        for (int p = 0; p < in->participant_count; p++) {
            bool is_single = in->participants[p].parallel <= 1;
            if (state->first[p + 1] - state->first[p] != meetings || !is_single || meets_host[p])
                continue;
            is_host[p] = true;
            for (int i = state->first[p]; i < state->first[p + 1]; i++) {
                const struct planner_wish *wish = &in->wishes[state->of[i]];
                meets_host[wish->a == p ? wish->b : wish->a] = true;
            }
        }
}

/* The meetings of a slot: its busy hosts, and the meetings without a host one by one. So the count
 * is of few literals, and a table that is taken tells about days, not about one wish. */
static int meetings_of(struct breaks_proof *proof, int slot, const bool *is_host)
{
    const struct planner_instance *in = proof->state->in;
    int count = 0;
    for (int p = 0; p < in->participant_count; p++)
        if (is_host[p] && proof->busy[p * in->slots + slot])
            proof->literals[count++] = proof->busy[p * in->slots + slot];
    for (int i = 0; i < in->wish_count; i++)
        if (place_of(proof, i, slot) && !is_host[in->wishes[i].a] && !is_host[in->wishes[i].b])
            proof->literals[count++] = place_of(proof, i, slot);
    return count;
}

static void share_tables(struct breaks_proof *proof)
{
    const struct planner_instance *in = proof->state->in;
    bool *is_host = calloc((size_t)in->participant_count + 1, sizeof *is_host);
    bool *meets_host = calloc((size_t)in->participant_count + 1, sizeof *meets_host);
    proof->clauses.has_no_memory |= !is_host || !meets_host;
    if (is_host && meets_host)
        choose_hosts(proof->state, is_host, meets_host);
    for (int slot = 0; is_host && slot < in->slots; slot++) {
        int count = meetings_of(proof, slot, is_host);
        clauses_at_most(&proof->clauses, proof->literals, count, in->tables);
    }
    free(is_host);
    free(meets_host);
}

static void write_rules(struct breaks_proof *proof)
{
    const struct breaks_state *state = proof->state;
    hold_wishes(proof);
    keep_order(proof);
    for (int p = 0; p < state->in->participant_count; p++) {
        int *busy = proof->busy + p * state->in->slots;
        if (state->first[p + 1] == state->first[p])
            continue;
        make_busy(proof, p, busy);
        count_busy(proof, p, busy);
        if (state->first[p + 1] - state->first[p] > 1)
            keep_together(proof, p, busy);
    }
    if (state->in->tables > 0)
        share_tables(proof);
    if (proof->most == BREAKS_PROOF_ANY)
        return;
    clauses_at_most(&proof->clauses, proof->broken, proof->broken_count, proof->most);
    clauses_at_most(&proof->clauses, proof->breaks, proof->break_count, proof->most);
    if (proof->idle >= 0)
        clauses_count(&proof->clauses, proof->idles, proof->idle_count, proof->idle,
                      proof->more_idle);
}

void breaks_proof_lower(struct breaks_proof *proof, int idle)
{
    for (int i = proof->idle; idle >= 0 && i >= idle; i--)
        if (proof->more_idle[i])
            clauses_add(&proof->clauses, (int[]){-proof->more_idle[i]}, 1);
    proof->idle = idle;
}

enum parvis_status breaks_proof_make(const struct breaks_state *state, int most, int idle,
                                     struct breaks_proof *ret_proof)
{
    struct breaks_proof *proof = ret_proof;
    size_t wishes = (size_t)state->in->wish_count + 1, slots = (size_t)state->in->slots + 1;
    size_t days = ((size_t)state->in->participant_count + 1) * slots;
    *proof = (struct breaks_proof){.state = state, .most = most, .idle = idle};
    proof->place = calloc(wishes * slots, sizeof *proof->place);
    proof->literals = calloc(wishes + slots + 1, sizeof *proof->literals);
    proof->busy = calloc(days, sizeof *proof->busy);
    proof->breaks = calloc(days, sizeof *proof->breaks);
    proof->idles = calloc(days, sizeof *proof->idles);
    proof->broken = calloc(days, sizeof *proof->broken);
    proof->more_idle = calloc((size_t)(idle > 0 ? idle : 0) + 2, sizeof *proof->more_idle);
    enum parvis_status status = clauses_make(&proof->clauses);
    if (status == PARVIS_OK && !(proof->place && proof->literals && proof->busy && proof->breaks &&
                                 proof->idles && proof->broken && proof->more_idle))
        status = PARVIS_NO_MEMORY;
    if (status != PARVIS_OK) {
        breaks_proof_clear(proof);
        return status;
    }
    write_rules(proof);
    breaks_proof_lower(proof, idle);
    return PARVIS_OK;
}

void breaks_proof_clear(struct breaks_proof *proof)
{
    clauses_clear(&proof->clauses);
    free(proof->place);
    free(proof->literals);
    free(proof->busy);
    free(proof->breaks);
    free(proof->idles);
    free(proof->broken);
    free(proof->more_idle);
    *proof = (struct breaks_proof){0};
}

enum clauses_answer breaks_proof_run(struct breaks_proof *proof, int conflicts,
                                     const struct planner_options *options, int *slot)
{
    const struct planner_instance *in = proof->state->in;
    enum clauses_answer answer =
        clauses_solve(&proof->clauses, conflicts, options->should_stop, options->data);
    for (int i = 0; i < in->wish_count && answer == CLAUSES_YES; i++)
        for (int at = 0; at < in->slots; at++)
            if (place_of(proof, i, at) && clauses_is_true(&proof->clauses, place_of(proof, i, at)))
                slot[i] = at;
    return answer;
}
