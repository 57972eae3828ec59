/* SPDX-License-Identifier: EUPL-1.2 */
/* The screens of who has no badge, or needs somebody: what is touched on them, and typed. */
#ifndef PARVIS_KIOSK_DESK_SCREENS_H
#define PARVIS_KIOSK_DESK_SCREENS_H

#include "screens.h"

enum desk_page {
    DESK_CLOSED,
    DESK_MENU,
    DESK_CALL,   /* somebody is on their way */
    DESK_PIN,    /* the staff's */
    DESK_SEARCH, /* for the staff */
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
    DESK_SYMBOLS,        /* the keyboard's other face */
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
    DESK_CALL_HEARD,  /* it is at the console */
    DESK_CALL_COMING, /* somebody there has said so */
    DESK_CALL_ALONE,  /* the server is not there: nobody can be told */
};

/* Texts are borrowed; in the language of the screen's state where they are words. */
struct screen_desk {
    enum desk_page page;
    bool can_search, can_register; /* what the menu offers beside a call */
    const char *note;              /* what is wrong, or being done; NULL: nothing */
    struct {
        const char *label, *text;
    } fields[DESK_FIELDS_MAX];
    size_t field_count, field; /* `field`: the one that is typed into */
    bool symbols;              /* the keyboard's other face */
    size_t digits;             /* typed of the PIN */
    struct {
        const char *first_name, *last_name, *organisation;
        const char *state; /* where they are */
    } people[DESK_PEOPLE_MAX];
    size_t person_count;
    enum desk_call call;
    int seconds_left; /* it closes by itself; 0: not yet said */
};

void screen_desk(struct canvas *canvas, const struct screen_state *state,
                 const struct screen_desk *desk);

/* A keyboard in this box: the layout of the state's language, `symbols` its other face, `capital`
 * its letters large. */
void keyboard_draw(struct canvas *canvas, const struct screen_state *state, bool symbols,
                   bool capital, double x, double y, double width, double height);
/* Ten digits, in this box. */
void keyboard_draw_digits(struct canvas *canvas, const struct screen_state *state, double x,
                          double y, double width, double height);
/* Whether the next letter of a name is a capital: the first one, and after a space, a hyphen or an
 * apostrophe. */
bool keyboard_is_capital(const char *text);
gunichar keyboard_capital_of(gunichar character);
/* A place to touch, with words; `loud`: the one that goes on. */
void keyboard_draw_button(struct canvas *canvas, int id, const char *words, double x, double y,
                          double width, double height, bool loud);

#endif
