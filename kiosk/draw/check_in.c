/* SPDX-License-Identifier: EUPL-1.2 */
/* The door: where to hold the badge, and the answer. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "controls.h"
#include "parvis/clock.h"
#include "screens.h"

#define HINT_TURN_MS 2400
#define TROUBLE_SIZE 34
#define TIGHT 1045 /* units: a lower screen has no room for the day beside a two-line name */

/* A badge that comes down to the reader and fades: a hint that needs no words. Still, it lies on
 * the reader. */
static void draw_hint(struct canvas *canvas, double x, double y, double size,
                      const struct screen_state *state)
{
    double turn = (double)(state->now % HINT_TURN_MS) / HINT_TURN_MS;
    double fall = turn < 0.6 && !state->still ? turn / 0.6 : 1;
    double ease = 1 - (1 - fall) * (1 - fall);
    double badge_y = y - size * 0.36 + ease * size * 0.30;
    canvas_box(canvas, x - size * 0.42, y + size * 0.26, size * 0.84, size * 0.14, 18,
               COLOUR_RAISED);
    canvas_box(canvas, x - size * 0.30, y + size * 0.315, size * 0.60, size * 0.03, 6,
               fall >= 1 ? COLOUR_ACCENT : COLOUR_LINE);
    canvas_box(canvas, x - size * 0.2, badge_y - size * 0.25, size * 0.4, size * 0.5, 16,
               COLOUR_INK);
    canvas_box(canvas, x - size * 0.05, badge_y - size * 0.225, size * 0.1, size * 0.025, 4,
               COLOUR_GROUND);
    /* the look of a QR code: three corners and some modules */
    double unit = size * 0.26 / 9, left = x - size * 0.13, top = badge_y - size * 0.1;
    static const char *const modules[9] = {"###.#.###", "#.#..##.#.", "###.#.###",
                                           "..##.#..#", "#.#.##.#.",  ".#..#.##.",
                                           "###..#.#.", "#.#.##..#",  "###.#.##."};
    for (int row = 0; row < 9; row++)
        for (int column = 0; column < 9; column++)
            if (modules[row][column] == '#')
                canvas_box(canvas, left + column * unit, top + row * unit, unit * 1.02, unit * 1.02,
                           0, COLOUR_GROUND);
}

static void draw_trouble(struct canvas *canvas, const char *text, double x, double y, double width)
{
    const struct text_style style = {.size = TROUBLE_SIZE,
                                     .colour = COLOUR_ATTENTION_TEXT,
                                     .bold = true,
                                     .align = ALIGN_CENTRE,
                                     .lines = 2};
    canvas_text(canvas, text, x, y, width, &style);
}

static void draw_idle(struct canvas *canvas, const struct screen_state *state)
{
    const char *main_key = state->leaving ? "kiosk.idle.leaving" : "kiosk.idle";
    enum text_language second = state->language == TEXT_FR ? TEXT_EN : TEXT_FR;
    const struct text_style large = {
        .size = 84, .colour = COLOUR_INK, .bold = true, .align = ALIGN_CENTRE, .lines = 2};
    const struct text_style small = {
        .size = 46, .colour = COLOUR_MUTED, .align = ALIGN_CENTRE, .lines = 2};
    const struct text_style place = {.size = 26, .colour = COLOUR_MUTED, .align = ALIGN_CENTRE};
    frame_begin(canvas, state, COLOUR_GROUND);
    double margin = frame_margin(canvas), top = screen_header(canvas, state);
    double width = canvas->width - 2 * margin, middle = canvas->width / 2;
    double room = canvas->height - top;
    double size = room < canvas->width ? room * 0.52 : canvas->width * 0.62;
    double y = top + room * 0.5 - size * 0.28;
    if (state->preview)
        screen_preview(canvas, state->preview, middle, y - size * 0.36, width, size * 0.76);
    else
        draw_hint(canvas, middle, y, size, state);
    y += size * 0.46;
    y += canvas_text(canvas, text_label(state->language, main_key), margin, y, width, &large) + 8;
    /* what does not fit any more, with larger type, is left out, the least first */
    double foot = canvas->height - (state->controls.shown ? 8 : margin);
    foot -= state->trouble ? 2 * TROUBLE_SIZE * 1.25 : 0;
    if (y + small.size * 1.25 < foot)
        y += canvas_text(canvas, text_label(second, main_key), margin, y, width, &small);
    if (state->trouble)
        draw_trouble(canvas, state->trouble, margin, foot, width);
    else if (y < canvas->height - margin - 36)
        canvas_text(canvas, state->place, margin, canvas->height - margin - 32, width, &place);
}

void screen_check_in_idle(struct canvas *canvas, const struct screen_state *state)
{
    struct canvas part = controls_room(canvas, state);
    draw_idle(&part, state);
    controls_draw(canvas, state);
}

/* ---- the answer ---- */

#define ITEM_HEIGHT 78.0

static const char *title_key(const struct screen_answer *answer, char key[64])
{
    snprintf(key, 64, "kiosk.title.%s", answer->waiting ? "waiting" : answer->status);
    return key;
}

static double draw_item(struct canvas *canvas, const struct screen_item *item, double x, double y,
                        double width)
{
    char time[6];
    const double height = ITEM_HEIGHT, badge = 190;
    const struct text_style when = {
        .size = 48, .colour = COLOUR_WHITE, .bold = true, .tabular = true};
    const struct text_style place = {
        .size = 40, .colour = COLOUR_POSITIVE, .bold = true, .align = ALIGN_CENTRE};
    const struct text_style what = {.size = 44, .colour = COLOUR_WHITE, .least = 0.7};
    clock_format_hhmm(item->at, time);
    canvas_text(canvas, time, x, y + 5, 150, &when);
    canvas_box(canvas, x + 160, y + 4, badge, height - 14, 14, COLOUR_WHITE);
    canvas_text_fitted(canvas, item->place, x + 170, y + 11, badge - 20, &place);
    canvas_text_fitted(canvas, item->what, x + 180 + badge, y + 8, width - 180 - badge, &what);
    return height;
}

static double draw_stage_place(struct canvas *canvas, const char *room, enum text_language language,
                               double size, double x, double y, double width)
{
    const struct text_style style = {.size = size, .colour = COLOUR_WHITE};
    char *text = text_sayf(language, "kiosk.welcome.stage", "room", room, NULL);
    double height = canvas_text_fitted(canvas, text, x, y, width, &style);
    free(text);
    return height;
}

/* What comes next for the person, and where the stage is. */
static void draw_items(struct canvas *canvas, const struct screen_answer *answer,
                       enum text_language language, double x, double y, double width)
{
    const struct text_style title = {.size = 36, .colour = COLOUR_WHITE};
    canvas_box(canvas, x, y, width, 3, 1, COLOUR_WHITE);
    y += 26;
    y += canvas_text(canvas, text_label(language, "kiosk.welcome.next"), x, y, width, &title) + 12;
    for (size_t i = 0; i < answer->item_count && y + ITEM_HEIGHT <= canvas->height; i++)
        y += draw_item(canvas, &answer->items[i], x, y, width);
    if (answer->stage && y + 10 + 1.25 * title.size <= canvas->height)
        draw_stage_place(canvas, answer->stage, language, title.size, x, y + 10, width);
}

static double draw_name(struct canvas *canvas, const struct screen_answer *answer, double size,
                        double x, double y, double width)
{
    const struct text_style name = {
        .size = size, .colour = COLOUR_WHITE, .bold = true, .least = 0.66, .lines = 2};
    const struct text_style organisation = {
        .size = 56, .colour = COLOUR_WHITE, .least = 0.7, .lines = 2};
    double top = y;
    if (canvas->height < TIGHT) {
        char whole[256];
        snprintf(whole, sizeof whole, "%s %s", answer->first_name, answer->last_name);
        y += canvas_text_fitted(canvas, whole, x, y, width, &name) + 8;
        explicit_bzero(whole, sizeof whole);
    } else {
        y += canvas_text_fitted(canvas, answer->first_name, x, y, width, &name) - 0.06 * size;
        y += canvas_text_fitted(canvas, answer->last_name, x, y, width, &name) + 8;
    }
    if (*answer->organisation)
        y += canvas_text_fitted(canvas, answer->organisation, x, y, width, &organisation) + 4;
    return y - top;
}

/* The words beside or under the sign. */
static void draw_words(struct canvas *canvas, const struct screen_answer *answer,
                       enum text_language language, double x, double y, double width)
{
    bool known = *answer->first_name || *answer->last_name;
    const struct text_style say = {
        .size = known ? 52 : 66, .colour = COLOUR_WHITE, .bold = true, .lines = 4};
    const struct text_style second = {.size = known ? 38 : 44, .colour = COLOUR_WHITE, .lines = 4};
    if (known && answer->green && answer->item_count > 0) {
        y += draw_name(canvas, answer, 112, x, y, width) + 30;
        draw_items(canvas, answer, language, x, y, width);
        return;
    }
    if (known) {
        char role_key[48];
        const struct text_style role = {.size = 42, .colour = COLOUR_WHITE};
        snprintf(role_key, sizeof role_key, "kiosk.role.%s", answer->role);
        y += draw_name(canvas, answer, answer->green ? 128 : 96, x, y, width);
        y += canvas_text(canvas, text_label(language, role_key), x, y, width, &role) + 34;
    }
    if (known && answer->green && answer->stage) {
        canvas_box(canvas, x, y, width, 3, 1, COLOUR_WHITE);
        draw_stage_place(canvas, answer->stage, language, 56, x, y + 30, width);
        return;
    }
    y += canvas_text(canvas, answer->say, x, y, width, &say) + 14;
    if (y + 2.5 * second.size <= canvas->height)
        canvas_text(canvas, answer->say_second, x, y, width, &second);
}

static uint32_t ground_of(const struct screen_answer *answer)
{
    if (answer->waiting)
        return COLOUR_RAISED;
    return answer->green ? COLOUR_POSITIVE : COLOUR_NEGATIVE;
}

static enum sign sign_of(const struct screen_answer *answer)
{
    if (answer->waiting)
        return SIGN_WAIT;
    return answer->green ? SIGN_YES : SIGN_NO;
}

/* One's own agenda on one's own phone: a code, and what it is. */
static void draw_phone(struct canvas *canvas, const struct screen_answer *answer,
                       enum text_language language, double x, double y, double side)
{
    bool portrait = canvas->height > canvas->width;
    const struct text_style words = {.size = portrait ? 48 : 34,
                                     .colour = COLOUR_WHITE,
                                     .bold = true,
                                     .align = portrait ? ALIGN_LEFT : ALIGN_CENTRE,
                                     .lines = portrait ? 3 : 2};
    const char *text = text_label(language, "kiosk.phone");
    if (!canvas_code(canvas, answer->phone, x, y, side))
        return;
    if (portrait)
        canvas_text(canvas, text, x + side + 40, y + side / 2 - 1.9 * words.size,
                    canvas->width - x - side - 40 - frame_margin(canvas), &words);
    else
        canvas_text(canvas, text, x - 40, y - 2.7 * words.size, side + 80, &words);
}

static void draw_upright(struct canvas *canvas, const struct screen_state *state,
                         const struct screen_answer *answer, const char *words)
{
    const struct text_style title = {
        .size = 76, .colour = COLOUR_WHITE, .bold = true, .align = ALIGN_CENTRE};
    double margin = frame_margin(canvas), width = canvas->width - 2 * margin;
    double radius = answer->phone ? 110 : 190;
    double side = answer->phone ? 0.22 * canvas->height : 0;
    struct canvas above = *canvas;
    double y = margin + radius + (answer->phone ? 0 : 30);
    canvas_sign(canvas, sign_of(answer), canvas->width / 2, y, radius, COLOUR_WHITE,
                ground_of(answer));
    y += radius + (answer->phone ? 24 : 50);
    canvas_text_fitted(canvas, words, margin, y, width, &title);
    above.height -= answer->phone ? margin + side + 20 : 0;
    draw_words(&above, answer, state->language, margin, y + (answer->phone ? 124 : 160), width);
    if (answer->phone)
        draw_phone(canvas, answer, state->language, margin, canvas->height - margin - side, side);
}

static void draw_answer(struct canvas *canvas, const struct screen_state *state,
                        const struct screen_answer *answer)
{
    char key[64];
    const struct text_style title = {.size = 76, .colour = COLOUR_WHITE, .bold = true};
    const char *words = text_label(state->language, title_key(answer, key));
    double margin = frame_margin(canvas), column = canvas->height * 0.38;
    frame_begin(canvas, state, ground_of(answer));
    if (canvas->height > canvas->width) {
        draw_upright(canvas, state, answer, words);
        return;
    }
    double radius = answer->phone ? column * 0.3 : column / 2, x = margin + column + 90;
    bool known = *answer->first_name || *answer->last_name;
    double y = known ? margin + 10 : canvas->height * 0.27;
    canvas_sign(canvas, sign_of(answer), margin + column / 2,
                answer->phone ? margin + radius : canvas->height * 0.5, radius, COLOUR_WHITE,
                ground_of(answer));
    if (answer->phone)
        draw_phone(canvas, answer, state->language, margin, canvas->height - margin - column,
                   column);
    y += canvas_text_fitted(canvas, words, x, y, canvas->width - x - margin, &title);
    canvas_box(canvas, x, y + 14, 160, 8, 4, COLOUR_WHITE);
    draw_words(canvas, answer, state->language, x, y + 54, canvas->width - x - margin);
}

void screen_check_in_answer(struct canvas *canvas, const struct screen_state *state,
                            const struct screen_answer *answer)
{
    struct canvas part = controls_room(canvas, state);
    draw_answer(&part, state, answer);
    controls_draw(canvas, state);
}
