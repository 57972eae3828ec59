/* SPDX-License-Identifier: EUPL-1.2 */
/* What a kiosk can be: the table kiosk_screens.def as values and questions. Static strings. */
#ifndef PARVIS_KIOSK_SCREEN_H
#define PARVIS_KIOSK_SCREEN_H

#include <stdbool.h>
#include <stddef.h>

/* Forms and files keep a word in so many bytes and a NUL. */
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
/* What a device is: its role says it, and `shows` among the hall's screens. The first screen of the
 * role where nobody knows `shows`, and the first of all where nobody knows the role: a later server
 * may have more. */
enum kiosk_screen kiosk_screen_of(const char *role, const char *shows);

/* The words of the hall's screens with '|' between them, cut to `size` bytes. */
void kiosk_screen_hall_words(char *words, size_t size);

#endif
