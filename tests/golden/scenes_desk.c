/* SPDX-License-Identifier: EUPL-1.2 */
/* The scenes of who has no badge, or needs somebody. */
#include "desk_screens.h"
#include "scenes.h"

static struct screen_desk page(const struct screen_state *state, enum desk_page which)
{
    return (struct screen_desk){
        .page = which,
        .can_search = true,
        .can_register = true,
        .field_count = 1,
        .fields = {{.label = text_label(state->language, "kiosk.desk.name"), .text = ""}}};
}

static void draw(struct canvas *canvas, struct screen_state *state, const struct screen_desk *desk)
{
    state->controls.shown = state->controls.helps = true;
    screen_desk(canvas, state, desk);
}

void scene_desk_menu(struct canvas *canvas, struct screen_state *state)
{
    const struct screen_desk desk = page(state, DESK_MENU);
    draw(canvas, state, &desk);
}

void scene_desk_menu_large(struct canvas *canvas, struct screen_state *state)
{
    struct screen_desk desk = page(state, DESK_MENU);
    desk.seconds_left = 12;
    state->controls.large = state->controls.contrast = canvas->contrast = true;
    draw(canvas, state, &desk);
}

void scene_desk_called(struct canvas *canvas, struct screen_state *state)
{
    struct screen_desk desk = page(state, DESK_CALL);
    desk.call = DESK_CALL_HEARD;
    draw(canvas, state, &desk);
}

void scene_desk_coming(struct canvas *canvas, struct screen_state *state)
{
    struct screen_desk desk = page(state, DESK_CALL);
    desk.call = DESK_CALL_COMING;
    draw(canvas, state, &desk);
}

void scene_desk_alone(struct canvas *canvas, struct screen_state *state)
{
    struct screen_desk desk = page(state, DESK_CALL);
    desk.call = DESK_CALL_ALONE;
    state->controls.large = true;
    draw(canvas, state, &desk);
}

void scene_desk_pin(struct canvas *canvas, struct screen_state *state)
{
    struct screen_desk desk = page(state, DESK_PIN);
    desk.digits = 3;
    desk.note = text_label(state->language, "kiosk.desk.pin.wrong");
    draw(canvas, state, &desk);
}

static void add_person(struct screen_desk *desk, const struct screen_state *state,
                       const char *first_name, const char *last_name, const char *organisation,
                       const char *where)
{
    size_t i = desk->person_count++;
    desk->people[i].first_name = first_name;
    desk->people[i].last_name = last_name;
    desk->people[i].organisation = organisation;
    desk->people[i].state = text_label(state->language, where);
}

void scene_desk_search(struct canvas *canvas, struct screen_state *state)
{
    struct screen_desk desk = page(state, DESK_SEARCH);
    desk.fields[0].text = "lefev";
    add_person(&desk, state, "Anaïs", "Lefèvre", "Ville d’Hénin-Beaumont", "kiosk.desk.expected");
    add_person(&desk, state, "Marie-Éléonore", "de Saint-Wandrille-Lefèvre-d’Ormesson",
               "Communauté d’agglomération du Boulonnais et de la Côte d’Opale",
               "kiosk.desk.inside");
    add_person(&desk, state, "Zoé", "Lefebvre", "", "kiosk.desk.expected");
    add_person(&desk, state, "Noël", "Lefévère", "CHU Amiens-Picardie", "kiosk.desk.outside");
    draw(canvas, state, &desk);
}

void scene_desk_nobody(struct canvas *canvas, struct screen_state *state)
{
    struct screen_desk desk = page(state, DESK_SEARCH);
    desk.fields[0].text = "qwxyz";
    desk.note = text_label(state->language, "kiosk.desk.search.nobody");
    draw(canvas, state, &desk);
}

static struct screen_desk form(const struct screen_state *state)
{
    struct screen_desk desk = page(state, DESK_FORM);
    desk.field_count = 3;
    desk.field = 1;
    desk.fields[0].label = text_label(state->language, "kiosk.desk.first_name");
    desk.fields[0].text = "Marie-Éléonore";
    desk.fields[1].label = text_label(state->language, "kiosk.desk.last_name");
    desk.fields[1].text = "D'Hau ";
    desk.fields[2].label = text_label(state->language, "kiosk.desk.organisation");
    desk.fields[2].text = "";
    return desk;
}

void scene_desk_form(struct canvas *canvas, struct screen_state *state)
{
    const struct screen_desk desk = form(state);
    draw(canvas, state, &desk);
}

void scene_desk_form_large(struct canvas *canvas, struct screen_state *state)
{
    struct screen_desk desk = form(state);
    desk.field = 2;
    desk.symbols = true;
    desk.note = text_label(state->language, "kiosk.desk.form.alone");
    state->controls.large = true;
    draw(canvas, state, &desk);
}
