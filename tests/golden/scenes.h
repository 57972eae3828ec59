/* SPDX-License-Identifier: EUPL-1.2 */
/* The scenes of the golden pictures: what each screen is shown with. */
#ifndef PARVIS_GOLDEN_SCENES_H
#define PARVIS_GOLDEN_SCENES_H

#include "canvas.h"
#include "screens.h"

struct scene {
    const char *name;    /* of the picture, without language and orientation */
    const char *time;    /* the event's clock, "10:19:00" of the day */
    const char *changes; /* JSON objects one after the other, put into the agenda; NULL: none */
    void (*draw)(struct canvas *canvas, struct screen_state *state);
};

extern const struct scene scenes[];
extern const int scene_count;

/* scenes_desk.c */
void scene_desk_menu(struct canvas *canvas, struct screen_state *state);
void scene_desk_menu_large(struct canvas *canvas, struct screen_state *state);
void scene_desk_called(struct canvas *canvas, struct screen_state *state);
void scene_desk_coming(struct canvas *canvas, struct screen_state *state);
void scene_desk_alone(struct canvas *canvas, struct screen_state *state);
void scene_desk_pin(struct canvas *canvas, struct screen_state *state);
void scene_desk_search(struct canvas *canvas, struct screen_state *state);
void scene_desk_nobody(struct canvas *canvas, struct screen_state *state);
void scene_desk_form(struct canvas *canvas, struct screen_state *state);
void scene_desk_form_large(struct canvas *canvas, struct screen_state *state);

#endif
