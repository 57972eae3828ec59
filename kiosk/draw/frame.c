/* SPDX-License-Identifier: EUPL-1.2 */
/* What all screens share: the safe area, the slow drift against burn-in, the night. */
#include <stdlib.h>

#include "agenda.h"
#include "parvis/clock.h"
#include "parvis/units.h"
#include "screens.h"

#define SAFE_PART 0.035       /* of the longer side; televisions may cut off so much */
#define NIGHT_FROM_HOUR 21    /* local time */
#define NIGHT_UNTIL_HOUR 6    /* exclusive */
#define AWAKE_MS HOUR_MS      /* before the doors open and after the end */
#define COLOUR_NIGHT 0x000000 /* a panel's light is off, or as low as it goes */
#define COLOUR_NIGHT_INK 0x2B3036

double frame_margin(const struct canvas *canvas)
{
    return SAFE_PART * (canvas->width > canvas->height ? canvas->width : canvas->height);
}

/* 0 1 2 1 0 -1 -2 -1 for a period of 8: back and forth about zero. */
static int swing(int64_t minute, int period)
{
    int at = (int)(minute % period), quarter = period / 4;
    if (at <= quarter)
        return at;
    return at <= 3 * quarter ? 2 * quarter - at : at - period;
}

void frame_drift(int64_t now, int *ret_x, int *ret_y)
{
    *ret_x = 3 * swing(now / MINUTE_MS, 8);
    *ret_y = 2 * swing(now / MINUTE_MS, 20);
}

void frame_begin(struct canvas *canvas, const struct screen_state *state, uint32_t ground)
{
    int x, y;
    frame_drift(state->now, &x, &y);
    canvas_begin(canvas, ground, x, y);
}

/* ---- the night ---- */

static int local_hour(int64_t ms)
{
    char time[6];
    clock_format_hhmm(ms, time);
    return (time[0] - '0') * 10 + (time[1] - '0');
}

bool frame_is_night(const struct screen_state *state)
{
    const cJSON *edition = agenda_edition(state->agenda);
    if (!edition)
        return false;
    int64_t doors =
        json_integer(edition, "opens_at") - json_integer(edition, "doors_min") * MINUTE_MS;
    int64_t end = json_integer(edition, "closes_at");
    bool awake = state->now >= doors - AWAKE_MS && state->now < end + AWAKE_MS;
    int hour = local_hour(state->now);
    return !awake && (hour >= NIGHT_FROM_HOUR || hour < NIGHT_UNTIL_HOUR);
}

void screen_night(struct canvas *canvas, const struct screen_state *state)
{
    char time[6];
    const double size = 96, height = size * 1.2;
    const struct text_style clock = {
        .size = size, .colour = COLOUR_NIGHT_INK, .tabular = true, .align = ALIGN_CENTRE};
    double margin = frame_margin(canvas);
    /* from place to place, so that no spot of the panel carries it for hours */
    double place = (double)(state->now / MINUTE_MS % 7) / 6;
    double room = canvas->height - 2 * margin - height;
    frame_begin(canvas, state, COLOUR_NIGHT);
    clock_format_hhmm(state->now, time);
    canvas_text(canvas, time, margin, margin + room * place, canvas->width - 2 * margin, &clock);
}
