/* The door: where to hold the badge, and the answer. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screens.h"

#define MARGIN 56

/* A badge that comes down to the reader and fades: a hint that needs no words. One turn in 2.4 s.
 */
static void draw_hint(struct canvas *canvas, double x, double y, double size, int64_t now)
{
    double turn = (double)(now % 2400) / 2400;
    double fall = turn < 0.6 ? turn / 0.6 : 1;
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

void screen_check_in_idle(struct canvas *canvas, const struct screen_state *state)
{
    const char *main_key = state->leaving ? "kiosk.idle.leaving" : "kiosk.idle";
    enum text_language second = state->language == TEXT_FR ? TEXT_EN : TEXT_FR;
    const struct text_style large = {
        .size = 84, .colour = COLOUR_INK, .bold = true, .align = ALIGN_CENTRE, .lines = 2};
    const struct text_style small = {
        .size = 46, .colour = COLOUR_MUTED, .align = ALIGN_CENTRE, .lines = 2};
    const struct text_style place = {.size = 26, .colour = COLOUR_MUTED, .align = ALIGN_CENTRE};
    canvas_fill(canvas, COLOUR_GROUND);
    double top = screen_header(canvas, state);
    double width = canvas->width - 2 * MARGIN, middle = canvas->width / 2;
    double room = canvas->height - top;
    double size = room < canvas->width ? room * 0.52 : canvas->width * 0.62;
    double y = top + room * 0.5 - size * 0.28;
    draw_hint(canvas, middle, y, size, state->now);
    y += size * 0.46;
    y += canvas_text(canvas, text_label(state->language, main_key), MARGIN, y, width, &large) + 8;
    canvas_text(canvas, text_label(second, main_key), MARGIN, y, width, &small);
    canvas_text(canvas, state->place, MARGIN, canvas->height - 58, width, &place);
}

static const char *title_key(const struct screen_answer *answer)
{
    static char key[64]; /* one screen at a time, one thread */
    if (answer->waiting)
        return "kiosk.title.waiting";
    snprintf(key, sizeof key, "kiosk.title.%s", answer->status);
    return key;
}

static void draw_person(struct canvas *canvas, const struct screen_answer *answer,
                        enum text_language language, double x, double y, double width)
{
    char name[256], role_key[48];
    const struct text_style large = {.size = 132, .colour = COLOUR_WHITE, .bold = true};
    const struct text_style middle = {.size = 62, .colour = COLOUR_WHITE};
    const struct text_style small = {.size = 42, .colour = COLOUR_WHITE};
    if (*answer->first_name || *answer->last_name) {
        y += canvas_text_fitted(canvas, answer->first_name, x, y, width, &large);
        snprintf(name, sizeof name, "%s", answer->last_name);
        y += canvas_text_fitted(canvas, name, x, y - 10, width, &large) + 10;
        if (*answer->organisation)
            y += canvas_text_fitted(canvas, answer->organisation, x, y, width, &middle) + 6;
        snprintf(role_key, sizeof role_key, "kiosk.role.%s", answer->role);
        y += canvas_text(canvas, text_label(language, role_key), x, y, width, &small) + 26;
    }
    const struct text_style say = {.size = 50, .colour = COLOUR_WHITE, .bold = true, .lines = 3};
    const struct text_style second = {.size = 36, .colour = COLOUR_WHITE, .lines = 3};
    y += canvas_text(canvas, answer->say, x, y, width, &say) + 10;
    canvas_text(canvas, answer->say_second, x, y, width, &second);
}

void screen_check_in_answer(struct canvas *canvas, const struct screen_state *state,
                            const struct screen_answer *answer)
{
    uint32_t ground = answer->waiting ? COLOUR_RAISED
                      : answer->green ? COLOUR_POSITIVE
                                      : COLOUR_NEGATIVE;
    enum sign sign = answer->waiting ? SIGN_WAIT : answer->green ? SIGN_YES : SIGN_NO;
    const struct text_style title = {.size = 76, .colour = COLOUR_WHITE, .bold = true};
    bool portrait = canvas->height > canvas->width;
    canvas_fill(canvas, ground);
    if (portrait) {
        double middle = canvas->width / 2;
        canvas_sign(canvas, sign, middle, 420, 230, COLOUR_WHITE, ground);
        struct text_style centred = title;
        centred.align = ALIGN_CENTRE;
        canvas_text_fitted(canvas, text_label(state->language, title_key(answer)), MARGIN, 710,
                           canvas->width - 2 * MARGIN, &centred);
        draw_person(canvas, answer, state->language, MARGIN + 20, 860,
                    canvas->width - 2 * MARGIN - 40);
        return;
    }
    double column = canvas->width * 0.29;
    canvas_sign(canvas, sign, column * 0.56, canvas->height * 0.5, canvas->height * 0.205,
                COLOUR_WHITE, ground);
    canvas_text_fitted(canvas, text_label(state->language, title_key(answer)), column + 40, 130,
                       canvas->width - column - 40 - MARGIN, &title);
    canvas_box(canvas, column + 40, 244, 160, 8, 4, COLOUR_WHITE);
    draw_person(canvas, answer, state->language, column + 40, 290,
                canvas->width - column - 40 - MARGIN);
}
