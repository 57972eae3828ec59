/* SPDX-License-Identifier: EUPL-1.2 */
/* What a scanner types, from its key codes. */
#include "wedge.h"

#include <linux/input-event-codes.h>
#include <string.h>

#include "output.h"

/* Runs of keys side by side on a US keyboard: characters alone, and with Shift. */
static const struct run {
    uint16_t first;
    const char *plain, *shifted;
} runs[] = {
    {KEY_ESC, "\x1b", "\x1b"},
    {KEY_1, "1234567890-=\b", "!@#$%^&*()_+\b"},
    {KEY_TAB, "\nqwertyuiop[]\n", "\nQWERTYUIOP{}\n"},
    {KEY_A, "asdfghjkl;'`", "ASDFGHJKL:\"~"},
    {KEY_BACKSLASH, "\\zxcvbnm,./", "|ZXCVBNM<>?"},
    {KEY_KPASTERISK, "*", "*"},
    {KEY_SPACE, " ", " "},
    {KEY_KP7, "789-456+1230.", "789-456+1230."},
    {KEY_102ND, "\\", "|"},
    {KEY_KPENTER, "\n", "\n"},
    {KEY_KPSLASH, "/", "/"},
};

static char character_of(uint16_t code, bool shifted)
{
    if (code >= KEY_F1 && code <= KEY_F6)
        return (char)(OUTPUT_SPEAK + (code - KEY_F1));
    for (size_t i = 0; i < sizeof runs / sizeof *runs; i++) {
        const char *signs = shifted ? runs[i].shifted : runs[i].plain;
        if (code >= runs[i].first && code < runs[i].first + strlen(signs))
            return signs[code - runs[i].first];
    }
    return '\0';
}

char wedge_take(struct wedge *wedge, uint16_t type, uint16_t code, int32_t value)
{
    if (type != EV_KEY)
        return '\0';
    switch (code) {
    case KEY_LEFTSHIFT:
        wedge->shift[0] = value != 0;
        return '\0';
    case KEY_RIGHTSHIFT:
        wedge->shift[1] = value != 0;
        return '\0';
    case KEY_LEFTCTRL:
    case KEY_RIGHTCTRL:
    case KEY_LEFTALT:
    case KEY_RIGHTALT:
    case KEY_LEFTMETA:
    case KEY_RIGHTMETA:
        if (value != 2)
            wedge->others += value == 1 ? 1 : wedge->others > 0 ? -1 : 0;
        return '\0';
    default:
        break;
    }
    if (value != 1 || wedge->others > 0)
        return '\0';
    return character_of(code, wedge->shift[0] || wedge->shift[1]);
}
