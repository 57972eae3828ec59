/* SPDX-License-Identifier: EUPL-1.2 */
/* What people do in front of the kiosk. */
#include "input.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "controls.h"
#include "parvis/clock.h"

#define KEY_PAUSE_MS 600 /* a scanner types much faster: after such a pause a new code begins */

void input_init(struct input *input, struct output *output, const struct targets *targets,
                intent_fn *tell, void *user)
{
    *input = (struct input){.output = output, .targets = targets, .tell = tell, .user = user};
}

void input_clean_up(struct input *input)
{
    explicit_bzero(input->typed, sizeof input->typed);
    free(input->lines);
    input->lines = NULL;
}

static void tell_number(const struct input *input, enum intent_what what, int number)
{
    struct intent intent = {.what = what, .number = number};
    input->tell(&intent, input->user);
}

static void tell_text(const struct input *input, enum intent_what what, const char *text)
{
    struct intent intent = {.what = what, .text = text};
    input->tell(&intent, input->user);
}

/* ---- devices and the window ---- */

static void on_code(const char *text, void *user)
{
    tell_text(user, INTENT_CODE, text);
}

/* Adds a key to the code that a scanner types, which Enter ends. */
static void gather(struct input *input, char key)
{
    int64_t now = clock_monotonic_ms();
    if (now - input->typed_at > KEY_PAUSE_MS)
        input->typed_length = 0;
    input->typed_at = now;
    if (key != '\n') {
        if (input->typed_length < SCAN_CHARS_MAX)
            input->typed[input->typed_length++] = key;
        return;
    }
    input->typed[input->typed_length] = '\0';
    input->typed_length = 0;
    on_code(input->typed, input);
}

/* A character may come from a scanner or from a person who types at the desk: it counts as both. */
static void on_key(char key, void *user)
{
    struct input *input = user;
    if (key > 0 && key <= OUTPUT_ACTIONS) {
        tell_number(input, INTENT_TARGET, key);
        return;
    }
    if (key != '\b' && key != '\x1b')
        gather(input, key);
    tell_number(input, INTENT_KEY, key);
}

/* What is typed at a keyboard that is read as a scanner. */
static void on_typed(char character, void *user)
{
    tell_number(user, INTENT_KEY, character);
}

/* A target counts when the finger came down on it and is lifted from it, so that a person who
 * slipped may slide away (WCAG 2.2, 2.5.2). */
static void on_touch(int x, int y, bool down, void *user)
{
    struct input *input = user;
    int id = targets_at(input->targets, x, y);
    if (!id)
        id = controls_at(input->output->width, input->output->height, x, y);
    bool done = !down && id && id == input->pressed;
    input->pressed = down ? id : 0;
    if (done)
        tell_number(input, INTENT_TARGET, id);
}

/* A touch panel counts from 0 to 1 of its own width and height. */
static void on_panel(double x, double y, bool down, void *user)
{
    struct input *input = user;
    int to_x, to_y;
    output_place(input->output, x, y, &to_x, &to_y);
    on_touch(to_x, to_y, down, input);
}

const struct scanner_events input_events = {
    .code = on_code, .key = on_key, .typed = on_typed, .touch = on_panel};

bool input_take(struct input *input)
{
    static const struct output_events events = {.key = on_key, .touch = on_touch};
    return input->output->operations->take_input(input->output, &events, input);
}

/* ---- standard input ---- */

void input_read_lines(struct input *input)
{
    input->reads_lines = true;
    fcntl(STDIN_FILENO, F_SETFL, fcntl(STDIN_FILENO, F_GETFL) | O_NONBLOCK);
}

static void read_bytes(struct input *input)
{
    char bytes[8192];
    ssize_t got = input->lines_ended ? 0 : read(STDIN_FILENO, bytes, sizeof bytes);
    if (got == 0)
        input->lines_ended = true;
    if (got <= 0)
        return;
    char *grown = realloc(input->lines, input->lines_size + (size_t)got + 1);
    if (!grown)
        return;
    input->lines = grown;
    memcpy(input->lines + input->lines_size, bytes, (size_t)got);
    input->lines_size += (size_t)got;
    input->lines[input->lines_size] = '\0';
}

static void take_line(struct input *input)
{
    char *end = input->lines_size ? memchr(input->lines, '\n', input->lines_size) : NULL;
    if (!end && !(input->lines_ended && input->lines_size > 0))
        return;
    size_t length = end ? (size_t)(end - input->lines) : input->lines_size;
    size_t taken = end ? length + 1 : length;
    char text[SCAN_CHARS_MAX + 1];
    size_t kept = length < SCAN_CHARS_MAX ? length : SCAN_CHARS_MAX;
    memcpy(text, input->lines, kept);
    text[kept] = '\0';
    if (kept > 0 && text[kept - 1] == '\r')
        text[kept - 1] = '\0';
    memmove(input->lines, input->lines + taken, input->lines_size - taken);
    input->lines_size -= taken;
    tell_text(input, INTENT_LINE, text);
    explicit_bzero(text, sizeof text);
}

void input_take_line(struct input *input, bool taken)
{
    if (!input->reads_lines)
        return;
    read_bytes(input);
    if (taken)
        take_line(input);
}

bool input_has_line(const struct input *input)
{
    return input->lines_size > 0;
}

bool input_is_over(const struct input *input)
{
    return input->reads_lines && input->lines_ended && input->lines_size == 0;
}
