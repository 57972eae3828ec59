/* SPDX-License-Identifier: EUPL-1.2 */
/* The Gilmore-Lawler bound, over an assignment problem solved by shortest augmenting paths. */
#include <stdlib.h>
#include <string.h>

#include "places.h"

#define NEVER (INT64_MAX / 4) /* the cost of a place that a company may not take */

/* Rows into columns at the least cost (Kuhn 1955 in the form of Jonker and Volgenant, Computing 38,
 * 1987), rows <= columns. `cost` is [row][column]. */
struct assignment {
    int rows, columns;
    const int64_t *cost;
    int64_t *row_price, *column_price, *slack; /* from 1; 0 is the row that is being placed */
    int *row_of, *way;                         /* by column */
    bool *seen;
};

/* Finds a way from row `row` to a free column along the cheapest exchanges. */
static void place_row(struct assignment *a, int row)
{
    int column = 0;
    a->row_of[0] = row;
    for (int j = 0; j <= a->columns; j++) {
        a->slack[j] = INT64_MAX / 2;
        a->seen[j] = false;
    }
    do {
        int at = a->row_of[column], next = 0;
        int64_t least = INT64_MAX / 2;
        a->seen[column] = true;
        for (int j = 1; j <= a->columns; j++) {
            if (a->seen[j])
                continue;
            int64_t reduced =
                a->cost[(at - 1) * a->columns + j - 1] - a->row_price[at] - a->column_price[j];
            if (reduced < a->slack[j]) {
                a->slack[j] = reduced;
                a->way[j] = column;
            }
            if (a->slack[j] < least) {
                least = a->slack[j];
                next = j;
            }
        }
        for (int j = 0; j <= a->columns; j++) {
            if (a->seen[j]) {
                a->row_price[a->row_of[j]] += least;
                a->column_price[j] -= least;
            } else {
                a->slack[j] -= least;
            }
        }
        column = next;
    } while (a->row_of[column] != 0);
    for (; column != 0; column = a->way[column])
        a->row_of[column] = a->row_of[a->way[column]];
}

/* The least total; -1: no memory. */
static int64_t assign(int rows, int columns, const int64_t *cost)
{
    size_t size = (size_t)columns + 2;
    struct assignment a = {.rows = rows,
                           .columns = columns,
                           .cost = cost,
                           .row_price = calloc((size_t)rows + 2, sizeof(int64_t)),
                           .column_price = calloc(size, sizeof(int64_t)),
                           .slack = calloc(size, sizeof(int64_t)),
                           .row_of = calloc(size, sizeof(int)),
                           .way = calloc(size, sizeof(int)),
                           .seen = calloc(size, sizeof(bool))};
    int64_t total = -1;
    if (a.row_price && a.column_price && a.slack && a.row_of && a.way && a.seen) {
        for (int row = 1; row <= rows; row++)
            place_row(&a, row);
        total = 0;
        for (int j = 1; j <= columns; j++)
            if (a.row_of[j])
                total += cost[(a.row_of[j] - 1) * columns + j - 1];
    }
    free(a.row_price);
    free(a.column_price);
    free(a.slack);
    free(a.row_of);
    free(a.way);
    free(a.seen);
    return total;
}

static int compare_up(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
    return (left > right) - (left < right);
}

static int compare_down(const void *a, const void *b)
{
    return compare_up(b, a);
}

/* Room for one company's costs and one place's distances. */
struct sorted {
    int64_t *near, *far, *apart, *close;
};

/* The least cost of `company` at `place`, wherever the others stand: largest costs by smallest
 * distances. */
static int64_t least_at(const struct places_problem *in, const int *placed, int company, int place,
                        struct sorted *sorted)
{
    int others = 0, places = 0;
    int64_t cost = 0;
    for (int i = 0; i < in->count; i++)
        if (i != company && placed[i] != PLACES_NONE) {
            sorted->near[others] = in->near[company * in->count + i];
            sorted->far[others++] = in->far[company * in->count + i];
        }
    for (int k = 0; k < in->place_count; k++)
        if (k != place) {
            int64_t apart = in->apart[place * in->place_count + k];
            sorted->close[places] = apart < in->elbow_cm ? in->elbow_cm - apart : 0;
            sorted->apart[places++] = apart;
        }
    qsort(sorted->near, (size_t)others, sizeof(int64_t), compare_down);
    qsort(sorted->far, (size_t)others, sizeof(int64_t), compare_down);
    qsort(sorted->apart, (size_t)places, sizeof(int64_t), compare_up);
    qsort(sorted->close, (size_t)places, sizeof(int64_t), compare_up);
    for (int i = 0; i < others; i++)
        cost += sorted->near[i] * sorted->apart[i] + sorted->far[i] * sorted->close[i];
    return cost;
}

static bool may_be_at(const struct places_problem *in, const int *placed, int company, int place)
{
    return in->settled[company] ? placed[company] == place
                                : in->fits[company * in->place_count + place];
}

int64_t places_bound(const struct places_problem *in, const int *place)
{
    size_t longest = (size_t)(in->count > in->place_count ? in->count : in->place_count) + 1;
    int64_t *room = calloc(4 * longest, sizeof *room), twice = -1;
    int64_t *cost = calloc((size_t)in->count * (size_t)in->place_count + 1, sizeof *cost);
    int rows = 0;
    if (room && cost) {
        struct sorted sorted = {room, room + longest, room + 2 * longest, room + 3 * longest};
        for (int i = 0; i < in->count; i++) {
            if (place[i] == PLACES_NONE)
                continue;
            for (int k = 0; k < in->place_count; k++)
                cost[rows * in->place_count + k] = may_be_at(in, place, i, k)
                                                       ? least_at(in, place, i, k, &sorted)
                                                       : NEVER / (in->count + 1);
            rows++;
        }
        twice = assign(rows, in->place_count, cost);
    }
    free(room);
    free(cost);
    return twice > 0 ? (twice + 1) / 2 : 0;
}
