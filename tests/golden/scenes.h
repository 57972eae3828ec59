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

#endif
