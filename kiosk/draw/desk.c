/* SPDX-License-Identifier: EUPL-1.2 */
/* The help pages. What can be touched lies low, for people who sit in a wheelchair. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "controls.h"
#include "desk_screens.h"

#define FIELD 80.0
#define PERSON 92.0
#define CHOICE 150.0 /* at most */
#define CHOICE_GAP 22.0

static const char *label(const struct screen_state *state, const char *key)
{
    return text_label(state->language, key);
}

static bool is_upright(const struct canvas *canvas)
{
    return canvas->height > canvas->width;
}

/* Title, and the other language at the right. The height that it took. */
static double draw_head(struct canvas *canvas, const struct screen_state *state, const char *key,
                        double margin, double width)
{
    const struct text_style title = {.size = 60, .colour = COLOUR_INK, .bold = true, .least = 0.6};
    canvas_box(canvas, margin, margin, 10, 76, 5, COLOUR_ACCENT);
    canvas_text_fitted(canvas, label(state, key), margin + 32, margin, width - 300, &title);
    keyboard_draw_button(canvas, DESK_LANGUAGE, label(state, "kiosk.desk.other_language"),
                         margin + width - 240, margin, 240, 76, false);
    return 76 + 30;
}

/* What is wrong, or how long the screen still stays. The height that it took. */
static double draw_note(struct canvas *canvas, const struct screen_state *state,
                        const struct screen_desk *desk, double x, double y, double width)
{
    const struct text_style style = {
        .size = 36, .colour = COLOUR_ATTENTION_TEXT, .bold = true, .lines = 2, .least = 0.7};
    char seconds[12];
    if (desk->seconds_left > 0) {
        snprintf(seconds, sizeof seconds, "%d", desk->seconds_left);
        char *text = text_sayf(state->language, "kiosk.desk.still_there", "seconds", seconds, NULL);
        canvas_text_fitted(canvas, text, x, y, width, &style);
        free(text);
    } else if (desk->note) {
        canvas_text_fitted(canvas, desk->note, x, y, width, &style);
    }
    return 54;
}

/* ---- the menu ---- */

/* One entry of the menu. */
struct choice {
    int id;
    const char *title, *how; /* keys */
};

static void draw_choice(struct canvas *canvas, const struct screen_state *state,
                        const struct choice *choice, double y, double height)
{
    const struct text_style title = {
        .size = height * 0.34, .colour = COLOUR_INK, .bold = true, .least = 0.6};
    const struct text_style how = {.size = height * 0.22, .colour = COLOUR_MUTED, .least = 0.6};
    double x = frame_margin(canvas), width = canvas->width - 2 * x, inside = width - 96;
    canvas_box(canvas, x, y, width, height, 22, COLOUR_LINE);
    canvas_box(canvas, x + 3, y + 3, width - 6, height - 6, 20, COLOUR_SURFACE);
    canvas_box(canvas, x, y, 14, height, 7, COLOUR_ACCENT);
    canvas_text_fitted(canvas, label(state, choice->title), x + 48, y + 0.13 * height, inside,
                       &title);
    canvas_text_fitted(canvas, label(state, choice->how), x + 48, y + 0.59 * height, inside, &how);
    canvas_target(canvas, choice->id, x, y, width, height);
}

static void draw_menu(struct canvas *canvas, const struct screen_state *state,
                      const struct screen_desk *desk)
{
    static const struct choice choices[] = {
        {DESK_CHOOSE_CALL, "kiosk.desk.call", "kiosk.desk.call.how"},
        {DESK_CHOOSE_FORM, "kiosk.desk.form", "kiosk.desk.form.how"},
        {DESK_CHOOSE_SEARCH, "kiosk.desk.search", "kiosk.desk.search.how"}};
    double margin = frame_margin(canvas), width = canvas->width - 2 * margin;
    double y = margin + draw_head(canvas, state, "kiosk.desk.title", margin, width);
    y += draw_note(canvas, state, desk, margin, y, width);
    const double back = 84;
    double room = (canvas->height - margin / 2 - back - y) / 3 - CHOICE_GAP;
    double height = room < CHOICE ? room : CHOICE;
    y = canvas->height - margin / 2 - back;
    keyboard_draw_button(canvas, DESK_BACK, label(state, "kiosk.desk.back"), margin, y, width, back,
                         false);
    for (size_t i = sizeof choices / sizeof *choices; i > 0; i--) {
        int id = choices[i - 1].id;
        if ((id == DESK_CHOOSE_FORM && !desk->can_register) ||
            (id == DESK_CHOOSE_SEARCH && !desk->can_search))
            continue;
        y -= height + CHOICE_GAP;
        draw_choice(canvas, state, &choices[i - 1], y, height);
    }
}

/* ---- the call ---- */

static void draw_call(struct canvas *canvas, const struct screen_state *state,
                      const struct screen_desk *desk)
{
    static const char *const keys[] = {[DESK_CALL_NONE] = "kiosk.desk.called.sending",
                                       [DESK_CALL_SENDING] = "kiosk.desk.called.sending",
                                       [DESK_CALL_HEARD] = "kiosk.desk.called.heard",
                                       [DESK_CALL_COMING] = "kiosk.desk.called.coming",
                                       [DESK_CALL_ALONE] = "kiosk.desk.called.alone"};
    bool alone = desk->call == DESK_CALL_ALONE, coming = desk->call == DESK_CALL_COMING;
    double margin = frame_margin(canvas), width = canvas->width - 2 * margin;
    double y = margin + draw_head(canvas, state, "kiosk.desk.call", margin, width);
    const struct text_style words = {
        .size = 66, .colour = COLOUR_INK, .bold = true, .align = ALIGN_CENTRE, .lines = 4};
    const double button = 96, radius = 0.13 * canvas->height;
    double foot = canvas->height - margin / 2 - button;
    double middle = y + (foot - y) * 0.32;
    canvas_sign(canvas,
                coming  ? SIGN_YES
                : alone ? SIGN_NO
                        : SIGN_WAIT,
                canvas->width / 2, middle, radius,
                coming  ? COLOUR_POSITIVE_TEXT
                : alone ? COLOUR_NEGATIVE_TEXT
                        : COLOUR_ACCENT,
                COLOUR_GROUND);
    canvas_text(canvas, label(state, keys[desk->call]), margin, middle + radius + 40, width,
                &words);
    double half = (width - 20) / 2;
    keyboard_draw_button(canvas, DESK_CANCEL_CALL, label(state, "kiosk.desk.cancel_call"), margin,
                         foot, half, button, false);
    keyboard_draw_button(canvas, DESK_BACK, label(state, "kiosk.desk.back"), margin + half + 20,
                         foot, half, button, false);
}

/* ---- the PIN ---- */

static void draw_pin(struct canvas *canvas, const struct screen_state *state,
                     const struct screen_desk *desk)
{
    double margin = frame_margin(canvas), width = canvas->width - 2 * margin;
    double y = margin + draw_head(canvas, state, "kiosk.desk.pin", margin, width);
    double across = width < 760 ? width : 760, left = (canvas->width - across) / 2;
    y += draw_note(canvas, state, desk, left, y, across);
    const double dot = 34, step = across / 8;
    for (size_t i = 0; i < 8; i++)
        canvas_box(canvas, left + (double)i * step + (step - dot) / 2, y + 14, dot, dot, dot / 2,
                   i < desk->digits ? COLOUR_ACCENT : COLOUR_LINE);
    y += dot + 48;
    double height = canvas->height - margin / 2 - y;
    if (height > 760) { /* low, on an upright screen */
        y += height - 760;
        height = 760;
    }
    keyboard_draw_digits(canvas, state, left, y, across, height);
}

/* ---- typing ---- */

static void draw_field(struct canvas *canvas, const struct screen_desk *desk, size_t which,
                       double x, double y, double width)
{
    bool typed = which == desk->field;
    const char *text = desk->fields[which].text;
    const struct text_style name = {.size = 28, .colour = COLOUR_MUTED};
    const struct text_style words = {.size = 50, .colour = COLOUR_INK, .bold = true, .least = 0.5};
    canvas_box(canvas, x, y, width, FIELD, 16, typed ? COLOUR_ACCENT : COLOUR_LINE);
    canvas_box(canvas, x + 3, y + 3, width - 6, FIELD - 6, 14, COLOUR_SURFACE);
    canvas_text_fitted(canvas, desk->fields[which].label, x + 22, y + 22, 270, &name);
    canvas_text_fitted(canvas, text, x + 300, y + 7, width - 330, &words);
    double end = canvas_text_width(canvas, text, &words);
    if (typed) /* where the next letter comes */
        canvas_box(canvas, x + 304 + (end < width - 330 ? end : width - 330), y + 16, 5, FIELD - 32,
                   2, COLOUR_ACCENT);
    canvas_target(canvas, DESK_FIELD + (int)which, x, y, width, FIELD);
}

static double keyboard_height(const struct canvas *canvas)
{
    double most = is_upright(canvas) ? 620 : 400, part = canvas->height * 0.48;
    return part < most ? part : most;
}

/* The keyboard at the foot; where it begins. */
static double draw_keys(struct canvas *canvas, const struct screen_state *state,
                        const struct screen_desk *desk, double margin, double width)
{
    double height = keyboard_height(canvas), y = canvas->height - margin / 2 - height;
    keyboard_draw(canvas, state, desk->symbols, keyboard_is_capital(desk->fields[desk->field].text),
                  margin, y, width, height);
    return y;
}

static void draw_form(struct canvas *canvas, const struct screen_state *state,
                      const struct screen_desk *desk)
{
    double margin = frame_margin(canvas), width = canvas->width - 2 * margin;
    double y = margin + draw_head(canvas, state, "kiosk.desk.form", margin, width);
    double foot = draw_keys(canvas, state, desk, margin, width);
    double step = FIELD + 10, room = foot - y - 54;
    size_t first = 0, shown = desk->field_count;
    if ((double)shown * step > room) { /* larger type: the one that is typed into, at least */
        shown = room > 2 * step ? 2 : 1;
        first = desk->field + shown > desk->field_count ? desk->field_count - shown : desk->field;
    }
    for (size_t i = 0; i < shown; i++)
        draw_field(canvas, desk, first + i, margin, y + (double)i * step, width);
    draw_note(canvas, state, desk, margin, y + (double)shown * step, width);
}

static void draw_person(struct canvas *canvas, const struct screen_desk *desk, size_t which,
                        double x, double y, double width)
{
    char name[256];
    const struct text_style large = {.size = 40, .colour = COLOUR_INK, .bold = true, .least = 0.7};
    const struct text_style small = {.size = 28, .colour = COLOUR_MUTED, .least = 0.8};
    const struct text_style where = {
        .size = 28, .colour = COLOUR_POSITIVE_TEXT, .align = ALIGN_RIGHT};
    snprintf(name, sizeof name, "%s %s", desk->people[which].first_name,
             desk->people[which].last_name);
    canvas_box(canvas, x, y, width, PERSON, 16, COLOUR_LINE);
    canvas_box(canvas, x + 2, y + 2, width - 4, PERSON - 4, 14, COLOUR_RAISED);
    canvas_text_fitted(canvas, name, x + 24, y + 6, width - 210, &large);
    canvas_text_fitted(canvas, desk->people[which].organisation, x + 24, y + 54, width - 48,
                       &small);
    canvas_text(canvas, desk->people[which].state, x + 24, y + 14, width - 48, &where);
    canvas_target(canvas, DESK_PERSON + (int)which, x, y, width, PERSON);
    explicit_bzero(name, sizeof name);
}

static void draw_search(struct canvas *canvas, const struct screen_state *state,
                        const struct screen_desk *desk)
{
    double margin = frame_margin(canvas), width = canvas->width - 2 * margin;
    double y = margin + draw_head(canvas, state, "kiosk.desk.search", margin, width);
    double foot = draw_keys(canvas, state, desk, margin, width);
    draw_field(canvas, desk, 0, margin, y, width);
    y += FIELD + 16;
    size_t columns = is_upright(canvas) ? 1 : 2;
    double across = (width - (double)(columns - 1) * 16) / (double)columns;
    for (size_t i = 0; i < desk->person_count; i++) {
        double top = y + (double)(i / columns) * (PERSON + 10);
        if (top + PERSON > foot - 8)
            break;
        draw_person(canvas, desk, i, margin + (double)(i % columns) * (across + 16), top, across);
    }
    if (desk->person_count == 0 || desk->seconds_left > 0)
        draw_note(canvas, state, desk, margin, foot - 58, width);
}

void screen_desk(struct canvas *canvas, const struct screen_state *state,
                 const struct screen_desk *desk)
{
    static void (*const pages[])(struct canvas * canvas, const struct screen_state *state,
                                 const struct screen_desk *desk) = {[DESK_MENU] = draw_menu,
                                                                    [DESK_CALL] = draw_call,
                                                                    [DESK_PIN] = draw_pin,
                                                                    [DESK_SEARCH] = draw_search,
                                                                    [DESK_FORM] = draw_form};
    struct canvas part = controls_room(canvas, state);
    frame_begin(&part, state, COLOUR_GROUND);
    pages[desk->page](&part, state, desk);
    controls_draw(canvas, state);
}
