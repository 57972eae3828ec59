/* SPDX-License-Identifier: EUPL-1.2 */
/* Name badges on paper: A4 sheets of ten cards of 85 × 54 mm with crop marks, and single codes as
 * PNG. The drawing (Cairo, Pango) is a module, parvis-draw.so, loaded at the first call: the server
 * is the same program and must not carry it in memory. The module lies beside the program, or in
 * ../lib/parvis from there. */
#ifndef PARVIS_BADGES_H
#define PARVIS_BADGES_H

#include <stddef.h>

#include "parvis/status.h"

/* One badge. Texts are UTF-8, never NULL, borrowed. */
struct badge_card {
    const char *first_name, *last_name, *organisation;
    const char *role;      /* buyer, company, visitor, press, speaker, staff: gives the colour */
    const char *role_word; /* what the band says, in the edition's language */
    const char *text;      /* what the code carries */
};

/* Cards with characters that no font of this machine draws: boxes stand there in their place. */
struct badge_unknown {
    size_t count, first; /* index of the first */
};

/* Writes a PDF of all cards in their order. PARVIS_NOT_FOUND: the module is missing. PARVIS_IO: the
 * file cannot be written. PARVIS_INVALID: a code would be too large. */
enum parvis_status badges_draw_sheets(const struct badge_card *cards, size_t count,
                                      const char *edition, const char *path,
                                      struct badge_unknown *ret_unknown) PARVIS_MUST_CHECK;

/* Writes one code as PNG with its quiet zone, `scale` pixels a module. */
enum parvis_status badges_draw_png(const char *text, int scale, const char *path) PARVIS_MUST_CHECK;

/* One line of somebody's day; texts as above. */
struct agenda_line {
    const char *time, *what, *place;
};
/* Somebody's page. */
struct agenda_sheet {
    const char *name, *organisation, *code;
    const struct agenda_line *lines; /* borrowed, by time */
    size_t line_count;
};

/* Writes a PDF of A5 pages in their order. `empty`: what a page without lines says. As
 * badges_draw_sheets. */
enum parvis_status badges_draw_agendas(const struct agenda_sheet *sheets, size_t count,
                                       const char *edition, const char *empty,
                                       const char *path) PARVIS_MUST_CHECK;

#endif
