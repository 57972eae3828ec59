/* SPDX-License-Identifier: EUPL-1.2 */
/* Loading the drawing module. */
#include "badges.h"

#include <dlfcn.h>

#include "draw.h"
#include "parvis/module.h"

#define DRAWING "parvis-draw.so"

enum parvis_status badges_draw_sheets(const struct badge_card *cards, size_t count,
                                      const char *edition, const char *path,
                                      struct badge_unknown *ret_unknown)
{
    void *module = module_load(DRAWING);
    draw_sheets_fn *draw = module ? (draw_sheets_fn *)dlsym(module, "draw_sheets") : NULL;
    return draw ? draw(cards, count, edition, path, ret_unknown) : PARVIS_NOT_FOUND;
}

enum parvis_status badges_draw_png(const char *text, int scale, const char *path)
{
    void *module = module_load(DRAWING);
    draw_png_fn *draw = module ? (draw_png_fn *)dlsym(module, "draw_png") : NULL;
    return draw ? draw(text, scale, path) : PARVIS_NOT_FOUND;
}

enum parvis_status badges_draw_agendas(const struct agenda_sheet *sheets, size_t count,
                                       const char *edition, const char *empty, const char *path)
{
    void *module = module_load(DRAWING);
    draw_agendas_fn *draw = module ? (draw_agendas_fn *)dlsym(module, "draw_agendas") : NULL;
    return draw ? draw(sheets, count, edition, empty, path) : PARVIS_NOT_FOUND;
}
