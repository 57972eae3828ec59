/* SPDX-License-Identifier: EUPL-1.2 */
/* Rules as clauses. */
#include "clauses.h"

#include <ccadical.h>
#include <stdlib.h>

#define GROUP 4 /* literals that are told apart pair by pair */

struct stopper {
    bool (*should_stop)(void *data);
    void *data;
};

enum parvis_status clauses_make(struct clauses *ret_clauses)
{
    *ret_clauses = (struct clauses){.solver = ccadical_init()};
    if (!ret_clauses->solver)
        return PARVIS_NO_MEMORY;
    ccadical_set_option(ret_clauses->solver, "quiet", 1); /* it would write to standard output */
    /* Its authors advise this setting where a solution is expected: stay near assignments that
     * nearly satisfy all. */
    ccadical_set_option(ret_clauses->solver, "stabilizeonly", 1);
    ccadical_set_option(ret_clauses->solver, "elimreleff", 10);
    ccadical_set_option(ret_clauses->solver, "subsumereleff", 60);
    return PARVIS_OK;
}

void clauses_clear(struct clauses *clauses)
{
    if (clauses->solver)
        ccadical_release(clauses->solver);
    clauses->solver = NULL;
}

int clauses_new(struct clauses *clauses)
{
    return ++clauses->variables;
}

void clauses_add(struct clauses *clauses, const int *literals, int count)
{
    for (int i = 0; i < count; i++)
        if (literals[i] != 0)
            ccadical_add(clauses->solver, literals[i]);
    ccadical_add(clauses->solver, 0);
}

void clauses_add_2(struct clauses *clauses, int a, int b)
{
    clauses_add(clauses, (int[]){a, b}, 2);
}

void clauses_add_3(struct clauses *clauses, int a, int b, int c)
{
    clauses_add(clauses, (int[]){a, b, c}, 3);
}

void clauses_add_4(struct clauses *clauses, int a, int b, int c, int d)
{
    clauses_add(clauses, (int[]){a, b, c, d}, 4);
}

static void pair_by_pair(struct clauses *clauses, const int *literals, int count)
{
    for (int i = 0; i < count; i++)
        for (int j = i + 1; j < count; j++)
            clauses_add_2(clauses, -literals[i], -literals[j]);
}

void clauses_at_most_one(struct clauses *clauses, const int *literals, int count)
{
    /* Each group is followed by one literal less than its own, at the end: a queue. */
    int *queue = calloc((size_t)count + (size_t)count / 3 + 2, sizeof *queue);
    int first = 0, end = count;
    if (!queue) {
        clauses->has_no_memory = true;
        return;
    }
    for (int i = 0; i < count; i++)
        queue[i] = literals[i];
    while (end - first > GROUP + 1) {
        int group[GROUP + 1];
        for (int i = 0; i < GROUP; i++)
            group[i] = queue[first++];
        group[GROUP] = clauses_new(clauses); /* true: the one is elsewhere, or there is none */
        pair_by_pair(clauses, group, GROUP + 1);
        queue[end++] = -group[GROUP];
    }
    pair_by_pair(clauses, queue + first, end - first);
    free(queue);
}

/* The sum of two counts in unary: outputs[k - 1] is true if at least k of the inputs are. */
static int add_counts(struct clauses *clauses, const int *left, int left_count, const int *right,
                      int right_count, int most, int *outputs)
{
    int count = left_count + right_count < most + 1 ? left_count + right_count : most + 1;
    for (int k = 0; k < count; k++)
        outputs[k] = clauses_new(clauses);
    for (int i = 0; i <= left_count; i++)
        for (int j = i == 0; j <= right_count; j++) {
            int sum = i + j < count ? i + j : count;
            clauses_add_3(clauses, i > 0 ? -left[i - 1] : 0, j > 0 ? -right[j - 1] : 0,
                          outputs[sum - 1]);
        }
    return count;
}

/* Counts the literals up to most + 1 in place: from the ends of a balanced tree to its root. */
static int count_up(struct clauses *clauses, int *literals, int count, int most, int *room)
{
    if (count <= 1)
        return count;
    int half = count / 2;
    int left = count_up(clauses, literals, half, most, room);
    int right = count_up(clauses, literals + half, count - half, most, room);
    int all = add_counts(clauses, literals, left, literals + half, right, most, room);
    for (int k = 0; k < all; k++)
        literals[k] = room[k];
    return all;
}

int clauses_count(struct clauses *clauses, const int *literals, int count, int most,
                  int *ret_outputs)
{
    int *work = calloc(2 * (size_t)count + 1, sizeof *work);
    if (!work) {
        clauses->has_no_memory = true;
        return -1;
    }
    for (int i = 0; i < count; i++)
        work[i] = literals[i];
    int all = count_up(clauses, work, count, most, work + count);
    for (int i = 0; i < all; i++)
        ret_outputs[i] = work[i];
    free(work);
    return all;
}

void clauses_at_most(struct clauses *clauses, const int *literals, int count, int most)
{
    if (count <= most)
        return;
    for (int i = 0; i < count && most == 0; i++)
        clauses_add(clauses, (int[]){-literals[i]}, 1);
    if (most == 0)
        return;
    int *outputs = calloc((size_t)most + 2, sizeof *outputs);
    if (!outputs) {
        clauses->has_no_memory = true;
        return;
    }
    if (clauses_count(clauses, literals, count, most, outputs) > most)
        clauses_add(clauses, (int[]){-outputs[most]}, 1);
    free(outputs);
}

static int ask_stop(void *data)
{
    const struct stopper *stopper = data;
    return stopper->should_stop(stopper->data);
}

enum clauses_answer clauses_solve(struct clauses *clauses, int conflicts,
                                  bool (*should_stop)(void *data), void *data)
{
    struct stopper stopper = {should_stop, data};
    if (clauses->has_no_memory)
        return CLAUSES_UNKNOWN;
    if (should_stop)
        ccadical_set_terminate(clauses->solver, &stopper, ask_stop);
    ccadical_limit(clauses->solver, "conflicts", conflicts);
    int answer = ccadical_solve(clauses->solver);
    ccadical_set_terminate(clauses->solver, NULL, NULL);
    return answer == CLAUSES_YES || answer == CLAUSES_NO ? (enum clauses_answer)answer
                                                         : CLAUSES_UNKNOWN;
}

bool clauses_is_true(const struct clauses *clauses, int variable)
{
    return ccadical_val(clauses->solver, variable) > 0;
}
