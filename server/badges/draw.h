/* SPDX-License-Identifier: EUPL-1.2 */
/* The functions that the module parvis-draw.so exports; badges.c finds them by name, and badges.h
 * says what they do. */
#ifndef PARVIS_DRAW_H
#define PARVIS_DRAW_H

#include "badges.h"

typedef enum parvis_status draw_sheets_fn(const struct badge_card *cards, size_t count,
                                          const char *edition, const char *path,
                                          struct badge_unknown *ret_unknown);
typedef enum parvis_status draw_png_fn(const char *text, int scale, const char *path);

typedef enum parvis_status draw_agendas_fn(const struct agenda_sheet *sheets, size_t count,
                                           const char *edition, const char *empty,
                                           const char *path);

draw_sheets_fn draw_sheets;
draw_agendas_fn draw_agendas;
draw_png_fn draw_png;

#endif
