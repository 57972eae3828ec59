/* Loading the drawing module. */
#include "badges.h"

#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "draw.h"
#include "parvis/log.h"

/* Beside the program in a build, in ../lib/parvis once installed. The module stays loaded until the
 * process ends, as Pango keeps state that cannot be unloaded. */
static void *open_module(void)
{
    static const char *const places[] = {"parvis-draw.so", "../lib/parvis/parvis-draw.so"};
    char program[3072], path[4096];
    ssize_t length = readlink("/proc/self/exe", program, sizeof program - 1);
    if (length <= 0)
        return NULL;
    program[length] = '\0';
    char *slash = strrchr(program, '/');
    if (slash)
        *slash = '\0';
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        snprintf(path, sizeof path, "%s/%s", program, places[i]);
        void *module = dlopen(path, RTLD_NOW | RTLD_LOCAL);
        if (module)
            return module;
    }
    log_error("badges", "no drawing module: %s", dlerror());
    return NULL;
}

enum parvis_status badges_draw_sheets(const struct badge_card *cards, size_t count,
                                      const char *edition, const char *path,
                                      struct badge_unknown *ret_unknown)
{
    void *module = open_module();
    draw_sheets_fn *draw = module ? (draw_sheets_fn *)dlsym(module, "draw_sheets") : NULL;
    return draw ? draw(cards, count, edition, path, ret_unknown) : PARVIS_NOT_FOUND;
}

enum parvis_status badges_draw_png(const char *text, int scale, const char *path)
{
    void *module = open_module();
    draw_png_fn *draw = module ? (draw_png_fn *)dlsym(module, "draw_png") : NULL;
    return draw ? draw(text, scale, path) : PARVIS_NOT_FOUND;
}

enum parvis_status badges_draw_agendas(const struct agenda_sheet *sheets, size_t count,
                                       const char *edition, const char *empty, const char *path)
{
    void *module = open_module();
    draw_agendas_fn *draw = module ? (draw_agendas_fn *)dlsym(module, "draw_agendas") : NULL;
    return draw ? draw(sheets, count, edition, empty, path) : PARVIS_NOT_FOUND;
}
