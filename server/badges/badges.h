/* SPDX-License-Identifier: EUPL-1.2 */
/* Name badges on paper: A4 sheets of ten cards of 85 × 54 mm with crop marks, and single codes as
 * PNG. A module, parvis-draw.so, draws with Cairo and Pango. It is loaded at the first call, so
 * that the server, which is the same program, does not hold it in memory. It lies beside the
 * program, or in ../lib/parvis from there. */
#ifndef PARVIS_BADGES_H
#define PARVIS_BADGES_H

#include <stddef.h>

#include "parvis/status.h"

/* One badge. Texts are UTF-8, never NULL, borrowed. */
struct badge_card {
    const char *first_name, *last_name, *organisation;
    const char *role;      /* buyer, company, visitor, press, speaker, staff: gives the colour */
    const char *role_word; /* the text on the band, in the edition's language */
    const char *text;      /* the QR code's content */
};

/* The cards with characters that no font of this machine has; boxes are printed instead. */
struct badge_unknown {
    size_t count, first; /* index of the first */
};

/* Writes a PDF of all cards in their order. PARVIS_NOT_FOUND: the module is missing. PARVIS_IO: the
 * file cannot be written. PARVIS_INVALID: a code would be too large. */
enum parvis_status badges_draw_sheets(const struct badge_card *cards, size_t count,
                                      const char *edition, const char *path,
                                      struct badge_unknown *ret_unknown) PARVIS_MUST_CHECK;

/* Writes a QR code with its quiet zone as PNG, `scale` pixels a module. Statuses as above. */
enum parvis_status badges_draw_png(const char *text, int scale, const char *path) PARVIS_MUST_CHECK;

/* One line of a person's agenda; texts as above. */
struct agenda_line {
    const char *time, *what, *place;
};
/* A person's page. */
struct agenda_sheet {
    const char *name, *organisation, *code;
    const struct agenda_line *lines; /* borrowed, by time */
    size_t line_count;
};

/* Writes a PDF of A5 pages in their order. `empty`: the text of a page without lines. Statuses as
 * of badges_draw_sheets. */
enum parvis_status badges_draw_agendas(const struct agenda_sheet *sheets, size_t count,
                                       const char *edition, const char *empty,
                                       const char *path) PARVIS_MUST_CHECK;

#endif
