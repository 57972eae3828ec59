/* SPDX-License-Identifier: EUPL-1.2 */
/* What the files of the desk share. */
#ifndef PARVIS_KIOSK_DESK_INTERNAL_H
#define PARVIS_KIOSK_DESK_INTERNAL_H

#include "desk.h"

/* ---- desk.c ---- */
/* Turns to a page, and wipes what was typed before. */
struct intent desk_turn_to(struct desk *desk, enum desk_page page);
/* Closes the pages; the intent says so (INTENT_DESK_CLOSED). */
struct intent desk_close_itself(struct desk *desk);
/* Closes the pages and keeps the proof: the person whom the staff lets in may still need it. */
void desk_close_pages(struct desk *desk);
/* Seconds until the page closes, while the screen warns of that; else 0. */
int desk_seconds_left(const struct desk *desk, bool longer);

/* ---- desk_call.c ---- */
struct intent desk_call(struct desk *desk, int64_t now);
struct intent desk_cancel_call(struct desk *desk);
enum desk_call desk_call_state(const struct desk *desk, bool online);

/* ---- desk_staff.c ---- */
/* Whether this kiosk has a PIN. */
bool desk_can_search(const struct desk *desk);
void desk_try_pin(struct desk *desk);
/* Takes what became of the PIN that is tried. */
struct intent desk_turn_directory(struct desk *desk, bool online);
/* Finds the people whom the typed words fit. */
void desk_search(struct desk *desk);
/* Lets in the found person number `which`, from 0. */
struct intent desk_admit(struct desk *desk, size_t which);

#endif
