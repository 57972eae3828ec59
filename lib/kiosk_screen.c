/* SPDX-License-Identifier: EUPL-1.2 */
/* The kiosk's screens by word and by role. */
#include "parvis/kiosk_screen.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

static const struct {
    const char *word, *role;
} screens[SCREEN_COUNT] = {
#define SCREEN(id, word, role, draw) [SCREEN_##id] = {word, role},
#include "parvis/kiosk_screens.def"
#undef SCREEN
};

#define SCREEN(id, word, role, draw)                                                               \
    static_assert(sizeof(word) - 1 <= KIOSK_SCREEN_WORD_MAX, word " is too long");
#include "parvis/kiosk_screens.def"
#undef SCREEN

static bool has_role(size_t screen, const char *role)
{
    return strcmp(screens[screen].role, role) == 0;
}

const char *kiosk_screen_word(enum kiosk_screen screen)
{
    return screens[screen].word;
}

bool kiosk_screen_find(const char *word, enum kiosk_screen *ret_screen)
{
    for (size_t i = 0; i < SCREEN_COUNT; i++)
        if (strcmp(screens[i].word, word) == 0) {
            *ret_screen = (enum kiosk_screen)i;
            return true;
        }
    return false;
}

bool kiosk_screen_is_of_hall(const char *word)
{
    enum kiosk_screen screen;
    return kiosk_screen_find(word, &screen) && has_role(screen, "screen");
}

enum kiosk_screen kiosk_screen_of(const char *role, const char *shows)
{
    enum kiosk_screen screen;
    if (kiosk_screen_find(shows, &screen) && has_role(screen, role))
        return screen;
    for (size_t i = 0; i < SCREEN_COUNT; i++)
        if (has_role(i, role))
            return (enum kiosk_screen)i;
    return (enum kiosk_screen)0;
}

void kiosk_screen_hall_words(char *words, size_t size)
{
    size_t used = 0;
    words[0] = '\0';
    for (size_t i = 0; i < SCREEN_COUNT; i++)
        if (has_role(i, "screen") && used < size)
            used += (size_t)snprintf(words + used, size - used, "%s%s", used ? "|" : "",
                                     screens[i].word);
}
