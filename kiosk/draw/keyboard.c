/* SPDX-License-Identifier: EUPL-1.2 */
/* The keyboard on the screen. */
#include "desk_screens.h"

#include <string.h>

#define ROWS 5
#define COLUMNS 10
#define GAP 10.0

/* Ten characters a row; '\b' deletes. The letters of names come first: what is typed here is one.
 */
static const char *const azerty[ROWS - 1] = {"éèêëàâçîïô", "azertyuiop", "qsdfghjklm",
                                             "wxcvbn'-.\b"};
static const char *const qwerty[ROWS - 1] = {"éèêëàâçîïô", "qwertyuiop", "asdfghjkl'",
                                             "zxcvbnm-.\b"};
static const char *const symbols_face[ROWS - 1] = {"1234567890", "ùûüœæöäñáó", "íúìòåøß&@/",
                                                   "()+,:’-._\b"};

void keyboard_draw_button(struct canvas *canvas, int id, const char *words, double x, double y,
                          double width, double height, bool loud)
{
    const double size = height * 0.42 < 46 ? height * 0.42 : 46;
    const struct text_style style = {.size = size,
                                     .colour = loud ? COLOUR_ACCENT_INK : COLOUR_INK,
                                     .bold = true,
                                     .align = ALIGN_CENTRE,
                                     .least = 0.6};
    canvas_box(canvas, x, y, width, height, 14, loud ? COLOUR_ACCENT : COLOUR_LINE);
    if (!loud)
        canvas_box(canvas, x + 2, y + 2, width - 4, height - 4, 12, COLOUR_RAISED);
    canvas_text_fitted(canvas, words, x + 8, y + height / 2 - 0.62 * size, width - 16, &style);
    canvas_target(canvas, id, x - GAP / 2, y - GAP / 2, width + GAP, height + GAP);
}

/* A key always does its small letter, whatever it shows: desk.c decides on the capital when the
 * letter is typed, since a person may type faster than frames are drawn. */
static void draw_key(struct canvas *canvas, gunichar character, gunichar shown, double x, double y,
                     double width, double height)
{
    char text[8] = "";
    if (character == '\b') {
        keyboard_draw_button(canvas, DESK_DELETE, "⌫", x, y, width, height, false);
        return;
    }
    text[g_unichar_to_utf8(shown, text)] = '\0';
    keyboard_draw_button(canvas, DESK_KEY + (int)character, text, x, y, width, height, false);
}

gunichar keyboard_capital_of(gunichar character)
{
    return character == 0xdf ? character : g_unichar_toupper(character); /* ß begins no word */
}

static void draw_row(struct canvas *canvas, const char *characters, bool capital, double x,
                     double y, double width, double height)
{
    double each = (width - (COLUMNS - 1) * GAP) / COLUMNS;
    for (int column = 0; column < COLUMNS && *characters; column++) {
        gunichar character = g_utf8_get_char(characters);
        draw_key(canvas, character, capital ? keyboard_capital_of(character) : character,
                 x + column * (each + GAP), y, each, height);
        characters = g_utf8_next_char(characters);
    }
}

void keyboard_draw(struct canvas *canvas, const struct screen_state *state, bool symbols,
                   bool capital, double x, double y, double width, double height)
{
    const char *const *letters = state->language == TEXT_FR ? azerty : qwerty;
    double each = (height - (ROWS - 1) * GAP) / ROWS, step = each + GAP;
    for (int row = 0; row < ROWS - 1; row++)
        draw_row(canvas, symbols ? symbols_face[row] : letters[row], capital, x, y + row * step,
                 width, each);
    double foot = y + (ROWS - 1) * step, part = (width - 3 * GAP) / 10;
    keyboard_draw_button(canvas, DESK_BACK, text_label(state->language, "kiosk.desk.back"), x, foot,
                         2 * part, each, false);
    keyboard_draw_button(canvas, DESK_SYMBOLS, symbols ? "abc" : "123 ü", x + 2 * part + GAP, foot,
                         1.5 * part, each, false);
    keyboard_draw_button(canvas, DESK_KEY + ' ', "␣", x + 3.5 * part + 2 * GAP, foot, 4 * part,
                         each, false);
    keyboard_draw_button(canvas, DESK_OK, text_label(state->language, "kiosk.desk.ok"),
                         x + 7.5 * part + 3 * GAP, foot, 2.5 * part, each, true);
}

void keyboard_draw_digits(struct canvas *canvas, const struct screen_state *state, double x,
                          double y, double width, double height)
{
    double across = (width - 2 * GAP) / 3, down = (height - 4 * GAP) / 5;
    for (int digit = 1; digit <= 9; digit++)
        draw_key(canvas, (gunichar)('0' + digit), (gunichar)('0' + digit),
                 x + (digit - 1) % 3 * (across + GAP), y + (digit - 1) / 3 * (down + GAP), across,
                 down);
    double foot = y + 3 * (down + GAP);
    draw_key(canvas, '\b', '\b', x, foot, across, down);
    draw_key(canvas, '0', '0', x + across + GAP, foot, across, down);
    keyboard_draw_button(canvas, DESK_OK, text_label(state->language, "kiosk.desk.ok"),
                         x + 2 * (across + GAP), foot, across, down, true);
    keyboard_draw_button(canvas, DESK_BACK, text_label(state->language, "kiosk.desk.back"), x,
                         foot + down + GAP, width, down, false);
}

bool keyboard_is_capital(const char *text)
{
    size_t length = strlen(text);
    return length == 0 || strchr(" -'", text[length - 1]) != NULL;
}
