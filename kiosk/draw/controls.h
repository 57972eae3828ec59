/* SPDX-License-Identifier: EUPL-1.2 */
/* The controls at the foot of the door's screens, where a person in a wheelchair reaches them too.
 * Each is a key (F1 to F6) and a place to touch. The line above them says how a print fared. */
#ifndef PARVIS_KIOSK_CONTROLS_H
#define PARVIS_KIOSK_CONTROLS_H

#include "canvas.h"
#include "screens.h"

/* The part of the canvas above the controls, as a canvas of its own on which the screen is drawn;
 * its units are larger while large type is on. Borrows everything of `canvas`. */
struct canvas controls_room(const struct canvas *canvas, const struct screen_state *state);
/* Draws the controls, after the screen was drawn on the canvas of controls_room. */
void controls_draw(struct canvas *canvas, const struct screen_state *state);
/* The enum output_action at a pixel of an output of this size; 0: none. The places never change,
 * and are a little larger than they look. */
int controls_at(int width_px, int height_px, int x, int y);

#endif
