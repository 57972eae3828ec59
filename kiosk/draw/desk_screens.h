/* SPDX-License-Identifier: EUPL-1.2 */
/* The help pages of a kiosk, for people who have no badge or need help: what they show, and what
 * can be touched on them. */
#ifndef PARVIS_KIOSK_DESK_SCREENS_H
#define PARVIS_KIOSK_DESK_SCREENS_H

#include "screens.h"

enum desk_page {
    DESK_CLOSED,
    DESK_MENU,
    DESK_CALL,   /* a visitor calls the desk */
    DESK_PIN,    /* the staff types its PIN */
    DESK_SEARCH, /* the staff searches people by name */
    DESK_FORM,   /* a visitor registers */
};

/* What a target does, above the control keys of enum output_action. */
enum desk_target {
    DESK_BACK = 0x100,
    DESK_CHOOSE_CALL,
    DESK_CHOOSE_FORM,
    DESK_CHOOSE_SEARCH,
    DESK_CANCEL_CALL,
    DESK_LANGUAGE,       /* the screens' other language */
    DESK_SYMBOLS,        /* the keyboard's page of digits and signs, or back */
    DESK_OK,             /* Enter */
    DESK_DELETE,         /* Backspace */
    DESK_FIELD = 0x200,  /* + which */
    DESK_PERSON = 0x300, /* + which */
    DESK_KEY = 0x1000,   /* + the character's number (Unicode) */
};

#define DESK_FIELDS_MAX 3
#define DESK_PEOPLE_MAX 6

enum desk_call {
    DESK_CALL_NONE,
    DESK_CALL_SENDING,
    DESK_CALL_HEARD,  /* the console shows the call */
    DESK_CALL_COMING, /* a host answered at the console: they come */
    DESK_CALL_ALONE,  /* the server is gone: the call reaches nobody */
};

/* What a help page shows. Texts are borrowed; words are in the language of the screen's state. */
struct screen_desk {
    enum desk_page page;
    bool can_search, can_register; /* what the menu offers beside a call */
    const char *note;              /* what is wrong, or what the kiosk is doing; NULL: nothing */
    struct {
        const char *label, *text;
    } fields[DESK_FIELDS_MAX];
    size_t field_count, field; /* `field`: the one that receives what is typed */
    bool symbols;              /* the keyboard shows digits and signs */
    size_t digits;             /* how many digits of the PIN were typed */
    struct {
        const char *first_name, *last_name, *organisation;
        const char *state; /* whether they are inside, in words */
    } people[DESK_PEOPLE_MAX];
    size_t person_count;
    enum desk_call call;
    int seconds_left; /* until the page closes by itself; 0: not shown yet */
};

void screen_desk(struct canvas *canvas, const struct screen_state *state,
                 const struct screen_desk *desk);

/* Draws a keyboard in this box, in the layout of the state's language. `symbols`: with digits and
 * signs in place of letters; `capital`: with capital letters. */
void keyboard_draw(struct canvas *canvas, const struct screen_state *state, bool symbols,
                   bool capital, double x, double y, double width, double height);
/* Draws the ten digits in this box. */
void keyboard_draw_digits(struct canvas *canvas, const struct screen_state *state, double x,
                          double y, double width, double height);
/* Whether the next letter of a name is a capital: the first one, and after a space, a hyphen or an
 * apostrophe. */
bool keyboard_is_capital(const char *text);
gunichar keyboard_capital_of(gunichar character);
/* Draws a button that does `id`; `loud`: in the accent colour, for the one that goes on. */
void keyboard_draw_button(struct canvas *canvas, int id, const char *words, double x, double y,
                          double width, double height, bool loud);

#endif
