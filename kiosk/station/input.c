/* What comes in: codes from scanners, the camera and standard input, keys, fingers. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "controls.h"
#include "kiosk_state.h"
#include "parvis/badge.h"
#include "parvis/clock.h"

#define KEY_PAUSE_MS 600 /* a scanner types a code in far less; what is older is forgotten */

/* Whether a text has the form of a badge, whoever's. */
static bool is_badge(const char *text)
{
    uint64_t serial;
    uint8_t signature[BADGE_SIGNATURE_BYTES];
    return badge_read(text, strlen(text), &serial, signature);
}

/* Keeps a code until the one before it is answered. What is held before a camera is read again and
 * again, and is one code. */
static void keep_waiting(struct kiosk *kiosk, const char *text)
{
    bool known = strcmp(kiosk->last_scan, text) == 0;
    for (size_t i = 0; i < kiosk->waiting_count; i++)
        known = known || strcmp(kiosk->waiting[i], text) == 0;
    if (!known && kiosk->waiting_count < WAITING_CODES_MAX)
        snprintf(kiosk->waiting[kiosk->waiting_count++], sizeof kiosk->waiting[0], "%s", text);
}

static void take_waiting(struct kiosk *kiosk)
{
    char text[SCAN_CHARS_MAX + 1];
    if (kiosk->waiting_count == 0 || kiosk->state == KIOSK_ASKING)
        return;
    snprintf(text, sizeof text, "%s", kiosk->waiting[0]);
    memmove(kiosk->waiting[0], kiosk->waiting[1], sizeof kiosk->waiting - sizeof kiosk->waiting[0]);
    explicit_bzero(kiosk->waiting[WAITING_CODES_MAX - 1], sizeof kiosk->waiting[0]);
    kiosk->waiting_count--;
    kiosk_begin_scan(kiosk, text);
    explicit_bzero(text, sizeof text);
}

/* A code that a device has read: while somebody types, a badge alone is one. */
static void on_code(const char *text, void *user)
{
    struct kiosk *kiosk = user;
    bool typed_here = kiosk->desk.page != DESK_CLOSED && !is_badge(text);
    if (typed_here)
        return;
    if (kiosk->state == KIOSK_ASKING)
        keep_waiting(kiosk, text);
    else
        kiosk_begin_scan(kiosk, text);
}

/* Scanners that type: characters in a burst, then Enter. */
static void on_key(char key, void *user)
{
    struct kiosk *kiosk = user;
    int64_t now = clock_monotonic_ms();
    if (key > 0 && key <= OUTPUT_ACTIONS) {
        kiosk_act(kiosk, key);
        return;
    }
    if (key == '\b' || key == '\x1b') {
        desk_key(kiosk, key);
        return;
    }
    if (now - kiosk->typed_at > KEY_PAUSE_MS)
        kiosk->typed_length = 0;
    kiosk->typed_at = now;
    if (key != '\n') {
        if (kiosk->typed_length < SCAN_CHARS_MAX)
            kiosk->typed[kiosk->typed_length++] = key;
    } else {
        kiosk->typed[kiosk->typed_length] = '\0';
        kiosk->typed_length = 0;
        on_code(kiosk->typed, kiosk);
    }
    desk_key(kiosk, key); /* nothing, when a badge has closed it */
}

/* What is typed at a keyboard that is read as a scanner. */
static void on_typed(char character, void *user)
{
    desk_key(user, character);
}

/* What a finger is lifted from is done, if it came down there: who slips may slide away (WCAG 2.2,
 * 2.5.2). */
static void on_touch(int x, int y, bool down, void *user)
{
    struct kiosk *kiosk = user;
    int id = targets_at(&kiosk->targets, x, y);
    if (!id)
        id = controls_at(kiosk->output->width, kiosk->output->height, x, y);
    if (!down && id && id == kiosk->pressed) {
        if (id <= OUTPUT_ACTIONS)
            kiosk_act(kiosk, (char)id);
        else
            desk_touch(kiosk, id);
    }
    kiosk->pressed = down ? id : 0;
}

/* A touch panel counts from 0 to 1 of its own width and height. */
static void on_panel(double x, double y, bool down, void *user)
{
    struct kiosk *kiosk = user;
    int to_x, to_y;
    output_place(kiosk->output, x, y, &to_x, &to_y);
    on_touch(to_x, to_y, down, kiosk);
}

const struct scanner_events kiosk_scanner_events = {
    .code = on_code, .key = on_key, .typed = on_typed, .touch = on_panel};

static void read_lines(struct kiosk *kiosk)
{
    char bytes[8192];
    ssize_t got = kiosk->input_ended ? 0 : read(STDIN_FILENO, bytes, sizeof bytes);
    if (got == 0)
        kiosk->input_ended = true;
    if (got <= 0)
        return;
    char *grown = realloc(kiosk->lines, kiosk->lines_size + (size_t)got + 1);
    if (!grown)
        return;
    kiosk->lines = grown;
    memcpy(kiosk->lines + kiosk->lines_size, bytes, (size_t)got);
    kiosk->lines_size += (size_t)got;
    kiosk->lines[kiosk->lines_size] = '\0';
}

/* Takes one line, when the one before was answered. */
static void take_line(struct kiosk *kiosk)
{
    char *end = kiosk->lines_size ? memchr(kiosk->lines, '\n', kiosk->lines_size) : NULL;
    if (!end && !(kiosk->input_ended && kiosk->lines_size > 0))
        return;
    size_t length = end ? (size_t)(end - kiosk->lines) : kiosk->lines_size;
    size_t taken = end ? length + 1 : length;
    char text[SCAN_CHARS_MAX + 1];
    size_t kept = length < SCAN_CHARS_MAX ? length : SCAN_CHARS_MAX;
    memcpy(text, kiosk->lines, kept);
    text[kept] = '\0';
    if (kept > 0 && text[kept - 1] == '\r')
        text[kept - 1] = '\0';
    memmove(kiosk->lines, kiosk->lines + taken, kiosk->lines_size - taken);
    kiosk->lines_size -= taken;
    kiosk_begin_scan(kiosk, text);
}

void kiosk_take_input(struct kiosk *kiosk)
{
    const struct output_operations *operations = kiosk->output->operations;
    const struct output_events events = {.key = on_key, .touch = on_touch};
    if (!operations->take_input(kiosk->output, &events, kiosk))
        kiosk->closed = true;
    take_waiting(kiosk);
    if (door_is_ready(kiosk->door)) /* what was scanned before waits in the devices */
        kiosk->devices_changed = devices_turn(kiosk->devices) || kiosk->devices_changed;
    const char *trouble = devices_advice(kiosk->devices);
    trouble = trouble ? trouble : devices_trouble(kiosk->devices);
    kiosk->devices_changed = kiosk->devices_changed || trouble != kiosk->trouble;
    kiosk->trouble = trouble;
    if (kiosk->devices_changed && (kiosk->state == KIOSK_IDLE || kiosk->printed))
        kiosk->drawn = kiosk->devices_changed = false;
    if (!kiosk->config->from_stdin)
        return;
    read_lines(kiosk);
    if (kiosk->state == KIOSK_IDLE && door_is_ready(kiosk->door))
        take_line(kiosk);
}
