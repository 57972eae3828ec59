/* SPDX-License-Identifier: EUPL-1.2 */
/* The controls at the foot of the door's screens, where a person in a wheelchair reaches them, too:
 * each is a key (F1 to F6) and a place to touch. And what stands above them: what became of the
 * printed paper. */
#ifndef PARVIS_KIOSK_CONTROLS_H
#define PARVIS_KIOSK_CONTROLS_H

#include "canvas.h"
#include "screens.h"

/* The canvas without the controls, with larger units where large type is on: the screen is drawn on
 * it as on any other. Borrows everything of `canvas`. */
struct canvas controls_room(const struct canvas *canvas, const struct screen_state *state);
/* Draws the controls on what was begun on controls_room's canvas. */
void controls_draw(struct canvas *canvas, const struct screen_state *state);
/* The enum output_action at a pixel of an output of this size; 0: none. The places are the same
 * whatever is shown, a little larger than they look. */
int controls_at(int width_px, int height_px, int x, int y);

#endif
