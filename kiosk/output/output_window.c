/* SPDX-License-Identifier: EUPL-1.2 */
/* An SDL2 window, drawn by the CPU: no GL, 44 MiB under X11. */
#include <SDL.h>
#include <stdlib.h>
#include <string.h>

#include "output.h"
#include "parvis/log.h"
#include "sound.h"

struct output_window {
    struct output output; /* first */
    SDL_Window *window;
    struct sound_player *player; /* NULL: no sound card */
};

static enum parvis_status window_show(struct output *output, cairo_surface_t *frame,
                                      const char *name)
{
    struct output_window *window = (struct output_window *)output;
    SDL_Surface *screen = SDL_GetWindowSurface(window->window);
    (void)name;
    if (!screen)
        return PARVIS_IO;
    cairo_surface_flush(frame);
    SDL_Surface *source = SDL_CreateRGBSurfaceWithFormatFrom(
        cairo_image_surface_get_data(frame), cairo_image_surface_get_width(frame),
        cairo_image_surface_get_height(frame), 32, cairo_image_surface_get_stride(frame),
        SDL_PIXELFORMAT_RGB888);
    if (!source)
        return PARVIS_NO_MEMORY;
    SDL_BlitSurface(source, NULL, screen, NULL);
    SDL_FreeSurface(source);
    return SDL_UpdateWindowSurface(window->window) == 0 ? PARVIS_OK : PARVIS_IO;
}

/* The character that a key's place has on a US keyboard: what a keyboard-wedge scanner meant. */
static char us_character(SDL_Scancode code, bool shifted)
{
    static const char plain[] = "1234567890", marked[] = "-=[]\\", other[] = ";'`,./";
    if (code >= SDL_SCANCODE_A && code <= SDL_SCANCODE_Z)
        return (char)((shifted ? 'A' : 'a') + (code - SDL_SCANCODE_A));
    if (code >= SDL_SCANCODE_1 && code <= SDL_SCANCODE_0)
        return plain[code - SDL_SCANCODE_1];
    if (code >= SDL_SCANCODE_KP_1 && code <= SDL_SCANCODE_KP_0)
        return plain[code - SDL_SCANCODE_KP_1];
    if (code >= SDL_SCANCODE_MINUS && code <= SDL_SCANCODE_BACKSLASH)
        return marked[code - SDL_SCANCODE_MINUS];
    if (code >= SDL_SCANCODE_SEMICOLON && code <= SDL_SCANCODE_SLASH)
        return other[code - SDL_SCANCODE_SEMICOLON];
    if (code == SDL_SCANCODE_RETURN || code == SDL_SCANCODE_KP_ENTER)
        return '\n';
    if (code == SDL_SCANCODE_BACKSPACE)
        return '\b';
    if (code == SDL_SCANCODE_ESCAPE)
        return '\x1b';
    return code == SDL_SCANCODE_SPACE ? ' ' : '\0';
}

static void take_key(const SDL_Keysym *pressed, const struct output_events *events, void *user)
{
    char character = us_character(pressed->scancode, (pressed->mod & KMOD_SHIFT) != 0);
    if (pressed->scancode >= SDL_SCANCODE_F1 && pressed->scancode <= SDL_SCANCODE_F6)
        character = (char)(OUTPUT_SPEAK + (pressed->scancode - SDL_SCANCODE_F1));
    if (character)
        events->key(character, user);
}

/* The window closes by its manager's word, or by Ctrl+Q. */
static bool is_end(const SDL_Event *event)
{
    return event->type == SDL_QUIT ||
           (event->type == SDL_KEYDOWN && event->key.keysym.scancode == SDL_SCANCODE_Q &&
            (event->key.keysym.mod & KMOD_CTRL) != 0);
}

static bool window_take_input(struct output *output, const struct output_events *events, void *user)
{
    SDL_Event event;
    (void)output;
    while (SDL_PollEvent(&event)) {
        if (is_end(&event))
            return false;
        /* SDL gives the first finger as the mouse's left button. */
        if ((event.type == SDL_MOUSEBUTTONDOWN || event.type == SDL_MOUSEBUTTONUP) &&
            event.button.button == SDL_BUTTON_LEFT)
            events->touch(event.button.x, event.button.y, event.type == SDL_MOUSEBUTTONDOWN, user);
        if (event.type == SDL_KEYDOWN && !event.key.repeat)
            take_key(&event.key.keysym, events, user);
    }
    return true;
}

static void window_sound(struct output *output, int sound)
{
    sound_play(((struct output_window *)output)->player, sound);
}

static void window_free(struct output *output)
{
    struct output_window *window = (struct output_window *)output;
    sound_player_free(window->player);
    if (window->window)
        SDL_DestroyWindow(window->window);
    SDL_Quit();
    free(window);
}

/* Whether SDL's driver shows anything to anybody: without X and Wayland it falls back on one that
 * does not. SDL_VIDEODRIVER may ask for such a driver. */
static bool is_seen(const char *driver)
{
    static const char *const blind[] = {"dummy", "offscreen", "evdev"};
    if (SDL_getenv("SDL_VIDEODRIVER"))
        return true;
    for (size_t i = 0; i < sizeof blind / sizeof *blind; i++)
        if (driver && strcmp(driver, blind[i]) == 0)
            return false;
    return driver != NULL;
}

enum parvis_status output_window_new(int width, int height, struct output **ret_output)
{
    static const struct output_operations operations = {.show = window_show,
                                                        .take_input = window_take_input,
                                                        .sound = window_sound,
                                                        .free = window_free};
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    if (SDL_Init(SDL_INIT_VIDEO) != 0) {
        log_error("kiosk", "no window: %s", SDL_GetError());
        return PARVIS_IO;
    }
    if (!is_seen(SDL_GetCurrentVideoDriver())) {
        log_error("kiosk", "no window: neither X nor Wayland is here");
        SDL_Quit();
        return PARVIS_IO;
    }
    struct output_window *window = calloc(1, sizeof *window);
    if (!window) {
        SDL_Quit();
        return PARVIS_NO_MEMORY;
    }
    window->output.operations = &operations;
    window->window = SDL_CreateWindow("Parvis", SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED,
                                      width ? width : 1280, height ? height : 720,
                                      width ? 0 : SDL_WINDOW_FULLSCREEN_DESKTOP);
    if (!window->window) {
        log_error("kiosk", "no window: %s", SDL_GetError());
        window_free(&window->output);
        return PARVIS_IO;
    }
    SDL_GetWindowSize(window->window, &window->output.width, &window->output.height);
    SDL_ShowCursor(SDL_DISABLE);
    window->player = sound_player_new();
    *ret_output = &window->output;
    return PARVIS_OK;
}
