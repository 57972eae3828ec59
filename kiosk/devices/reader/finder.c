/* SPDX-License-Identifier: EUPL-1.2 */
/* Whether a QR code is in view at all. */
#include "finder.h"

#include <stdlib.h>

#define ROW_STEP 3   /* a square is at least so many rows high, where anything could be read */
#define MODULE_MIN 2 /* pixels; smaller ones are noise */
#define SQUARES_MAX 16

struct square {
    int x, y, size;
};

/* A line of pixels through the picture, along a row or a column. */
struct line {
    const uint8_t *first;
    size_t step;
    int length;
    int threshold; /* a pixel below it is dark */
};

static int threshold_of(const struct line *line)
{
    int least = 255, most = 0;
    for (int i = 0; i < line->length; i++) {
        int luma = line->first[(size_t)i * line->step];
        least = luma < least ? luma : least;
        most = luma > most ? luma : most;
    }
    return most - least < 40 ? -1 : (least + most) / 2; /* -1: nothing on it */
}

static bool is_dark(const struct line *line, int at)
{
    return line->first[(size_t)at * line->step] < line->threshold;
}

/* Five runs of dark and light in the proportions 1:1:3:1:1, each within half a module. */
static bool is_pattern(const int runs[5])
{
    int total = runs[0] + runs[1] + runs[2] + runs[3] + runs[4];
    if (total < 7 * MODULE_MIN)
        return false;
    double module = total / 7.0;
    for (int i = 0; i < 5; i++)
        if (abs((int)(runs[i] * 2 - (i == 2 ? 6 : 2) * module)) > (i == 2 ? 3 : 1) * module)
            return false;
    return true;
}

/* Whether the column through (x, y) crosses such a square there, too, of about the same size. */
static bool is_crossed(const struct picture *picture, int x, int y, int size)
{
    int half = size;
    int from = y - half < 0 ? 0 : y - half;
    int to = y + half >= picture->height ? picture->height - 1 : y + half;
    struct line column = {.first = picture->luma + (size_t)from * (size_t)picture->width + x,
                          .step = (size_t)picture->width,
                          .length = to - from + 1};
    column.threshold = threshold_of(&column);
    int runs[5] = {0}, middle = y - from;
    for (int direction = -1; direction <= 1; direction += 2) {
        int run = 2, at = direction < 0 ? middle : middle + 1;
        for (; at >= 0 && at < column.length && run >= 0 && run <= 4; at += direction) {
            bool dark = run % 2 == 0;
            if (is_dark(&column, at) != dark)
                run += direction;
            if (run >= 0 && run <= 4)
                runs[run]++;
        }
    }
    int total = runs[0] + runs[1] + runs[2] + runs[3] + runs[4];
    return is_pattern(runs) && abs(total - size) * 2 < size;
}

/* Adds a square unless it is known; how many there are. */
static int add_square(struct square squares[SQUARES_MAX], int count, struct square square)
{
    for (int i = 0; i < count; i++)
        if (abs(squares[i].x - square.x) < square.size &&
            abs(squares[i].y - square.y) < square.size)
            return count;
    if (count < SQUARES_MAX)
        squares[count++] = square;
    return count;
}

static int scan_row(const struct picture *picture, int y, struct square squares[SQUARES_MAX],
                    int count)
{
    struct line row = {.first = picture->luma + (size_t)y * (size_t)picture->width,
                       .step = 1,
                       .length = picture->width};
    int runs[5] = {0};
    bool dark = false;
    row.threshold = threshold_of(&row);
    for (int x = 0; x < row.length; x++) {
        if (is_dark(&row, x) == dark) {
            runs[4]++;
            continue;
        }
        int size = runs[0] + runs[1] + runs[2] + runs[3] + runs[4];
        if (dark && is_pattern(runs) && is_crossed(picture, x - size / 2, y, size))
            count = add_square(squares, count,
                               (struct square){.x = x - size / 2, .y = y, .size = size});
        for (int i = 0; i < 4; i++)
            runs[i] = runs[i + 1];
        runs[4] = 1;
        dark = !dark;
    }
    return count;
}

bool finder_sees_code(const struct picture *picture)
{
    struct square squares[SQUARES_MAX];
    int count = 0;
    for (int y = 0; y < picture->height; y += ROW_STEP)
        count = scan_row(picture, y, squares, count);
    return count >= 3;
}
