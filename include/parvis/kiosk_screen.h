/* SPDX-License-Identifier: EUPL-1.2 */
/* The screens that a kiosk can show, from the table kiosk_screens.def. All strings are static. */
#ifndef PARVIS_KIOSK_SCREEN_H
#define PARVIS_KIOSK_SCREEN_H

#include <stdbool.h>
#include <stddef.h>

/* Bytes of the longest word of a screen, without its NUL. */
#define KIOSK_SCREEN_WORD_MAX 15

enum kiosk_screen {
#define SCREEN(id, word, role, draw) SCREEN_##id,
#include "parvis/kiosk_screens.def"
#undef SCREEN
    SCREEN_COUNT,
};

/* The screen's word: "check-in". */
const char *kiosk_screen_word(enum kiosk_screen screen);
/* False: no screen has this word. */
bool kiosk_screen_find(const char *word, enum kiosk_screen *ret_screen);

/* Whether a device of the role "screen" may show it. */
bool kiosk_screen_is_of_hall(const char *word);
/* The screen of a device: its role decides, and among the hall's screens `shows`. A newer server
 * may send unknown words: an unknown `shows` gives the first screen of the role, an unknown role
 * the first of all. */
enum kiosk_screen kiosk_screen_of(const char *role, const char *shows);

/* Writes the words of the hall's screens with '|' between them, cut to `size` bytes. */
void kiosk_screen_hall_words(char *words, size_t size);

#endif
