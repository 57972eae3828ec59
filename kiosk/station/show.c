/* SPDX-License-Identifier: EUPL-1.2 */
/* What the kiosk shows at each moment: the calm screens, which change by themselves, and answers.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kiosk_state.h"
#include "parvis/clock.h"
#include "parvis/units.h"
#include "programme.h"

#define WAIT_MS 1200         /* after so long without an answer the person is told to wait */
#define BLINK_MS 500         /* half a turn of what blinks on the stage */
#define MESSAGE_NEW_MS 15000 /* how long a new message blinks */

/* How a print fares, or a call that goes on: a key; NULL: nothing to say. */
static const char *note(const struct kiosk *kiosk)
{
    const char *key = kiosk_print_note(kiosk);
    if (!key && kiosk_is_calm(kiosk))
        key = desk_call_note(&kiosk->desk, kiosk->online);
    return key ? text_label(kiosk_language(kiosk), key) : NULL;
}

static struct screen_state screen_state(const struct kiosk *kiosk)
{
    struct door_state door = door_state(kiosk->door);
    const struct showing *showing = life_shown(&kiosk->life);
    return (struct screen_state){
        .agenda = kiosk->agenda,
        .language = kiosk->config->language,
        .now = kiosk_now(kiosk),
        .online = kiosk->online,
        .offline_at = door.offline_at,
        .heard_at = door.heard_at,
        .pending = kiosk->online ? 0 : door.pending,
        .parked = door.parked,
        .turned_away = door.turned_away,
        .place = kiosk->config->place,
        .preview = devices_preview(kiosk->devices),
        .trouble = kiosk->trouble ? text_label(kiosk->config->language, kiosk->trouble) : NULL,
        .controls = {.shown = !kiosk->config->no_controls,
                     .speaks = kiosk->access.speak,
                     .large = kiosk->access.large,
                     .contrast = kiosk->access.contrast,
                     .longer = kiosk->access.longer || (showing && showing->extensions > 0),
                     .prints = kiosk_can_print(kiosk),
                     .helps = kiosk->life.state == KIOSK_DESK,
                     .note = note(kiosk)},
        .leaving = kiosk->config->leaving,
        .still = kiosk->config->still,
        .stand = kiosk->config->stand,
        .names = names_rows(&kiosk->names),
        .warn_ms = kiosk->config->warn_s * 1000,
        .alert_ms = kiosk->config->alert_s * 1000,
        .message_new =
            kiosk->notice_at > 0 && kiosk_now(kiosk) < kiosk->notice_at + MESSAGE_NEW_MS};
}

/* Milliseconds until a calm screen changes by itself: its clocks tick on their own seconds. */
static int64_t until_change_ms(const struct kiosk *kiosk)
{
    const cJSON *pitch = programme_on_stage(kiosk->agenda);
    int64_t now = kiosk_now(kiosk), step = 1000;
    bool still = kiosk->config->still;
    if (kiosk->life.state == KIOSK_DESK)
        return MINUTE_MS; /* what is touched moves it */
    if (kiosk->config->screen == SCREEN_CHECK_IN && !still)
        return FRAME_MS;
    if (kiosk->config->screen == SCREEN_STAGE && !still)
        step = BLINK_MS;
    int64_t past = pitch ? programme_left_ms(pitch, now) % step : step - now % step;
    return past > 0 ? past : past + step;
}

static void show(struct kiosk *kiosk, const char *name)
{
    cairo_surface_flush(kiosk->canvas.surface);
    if (kiosk->output->operations->show(kiosk->output, kiosk->canvas.surface, name) != PARVIS_OK)
        kiosk->end = KIOSK_FAILED;
    kiosk->drawn = true;
    kiosk->draw_at = clock_monotonic_ms() + until_change_ms(kiosk);
}

static void light(struct kiosk *kiosk, bool on)
{
    if (kiosk->output->operations->light)
        kiosk->output->operations->light(kiosk->output, on);
}

static void draw_answer(struct kiosk *kiosk, const struct screen_answer *answer,
                        enum text_language language)
{
    char name[64];
    struct screen_state state = screen_state(kiosk);
    state.language = language;
    kiosk->canvas.contrast = kiosk->access.contrast;
    snprintf(name, sizeof name, "check-in-%s", answer->status);
    screen_check_in_answer(&kiosk->canvas, &state, answer);
    light(kiosk, true); /* at night, too */
    show(kiosk, name);
}

static void ask_to_wait(struct kiosk *kiosk)
{
    const struct output_operations *operations = kiosk->output->operations;
    struct passage *passage = life_passage(&kiosk->life);
    enum text_language own = kiosk->config->language, other = own == TEXT_FR ? TEXT_EN : TEXT_FR;
    const struct screen_answer answer = {.waiting = true,
                                         .status = "waiting",
                                         .first_name = "",
                                         .last_name = "",
                                         .organisation = "",
                                         .role = "",
                                         .say = text_label(own, "kiosk.wait"),
                                         .say_second = text_label(other, "kiosk.wait")};
    if (operations->sound && !passage->told_to_wait)
        operations->sound(kiosk->output, SOUND_NOTICE);
    passage->told_to_wait = true;
    draw_answer(kiosk, &answer, own);
}

static void (*const drawers[SCREEN_COUNT])(struct canvas *, const struct screen_state *) = {
#define SCREEN(id, word, role, draw) [SCREEN_##id] = screen_##draw,
#include "parvis/kiosk_screens.def"
#include "parvis/units.h"
#undef SCREEN
};

/* The name of the calm screen's picture. A door's answers have names of their own. */
static const char *picture_name(enum kiosk_screen screen)
{
    return screen == SCREEN_CHECK_IN ? "check-in-idle" : kiosk_screen_word(screen);
}

/* malloc'd; NULL: this is no stand, or nobody can leave a name here. */
static char *words_to_visitors(const struct kiosk *kiosk, bool *ret_good)
{
    const struct device_config *devices = &kiosk->config->devices;
    bool reads = devices->scanner_count > 0 || devices->camera || kiosk->config->from_stdin;
    if (kiosk->config->screen != SCREEN_STAND || (!reads && kiosk->visitor.outcome == VISITOR_NONE))
        return NULL;
    return visitor_words(&kiosk->visitor, kiosk->config->language, ret_good);
}

static void draw_screen(struct kiosk *kiosk, struct screen_state *state)
{
    char *words = words_to_visitors(kiosk, &state->visitor_good);
    state->visitor = words;
    if (kiosk->remote.dark)
        screen_dark(&kiosk->canvas);
    else if (frame_is_night(state))
        screen_night(&kiosk->canvas, state);
    else
        drawers[kiosk->config->screen](&kiosk->canvas, state);
    if (words)
        explicit_bzero(words, strlen(words));
    free(words);
}

void kiosk_draw_nameless(struct kiosk *kiosk)
{
    struct screen_state state = screen_state(kiosk);
    state.names = NULL;
    state.preview = NULL; /* it may show a face */
    draw_screen(kiosk, &state);
    cairo_surface_flush(kiosk->canvas.surface);
}

static void draw_desk(struct kiosk *kiosk)
{
    struct screen_state state = screen_state(kiosk);
    static const char *const pages[] = {
        [DESK_CLOSED] = "desk-menu", [DESK_MENU] = "desk-menu",     [DESK_CALL] = "desk-call",
        [DESK_PIN] = "desk-pin",     [DESK_SEARCH] = "desk-search", [DESK_FORM] = "desk-form"};
    const struct desk_facts facts = kiosk_desk_facts(kiosk);
    const struct screen_desk desk = desk_view(&kiosk->desk, &facts);
    kiosk->canvas.contrast = kiosk->access.contrast;
    state.language = desk_language(&kiosk->desk);
    screen_desk(&kiosk->canvas, &state, &desk);
    light(kiosk, true);
    show(kiosk, pages[desk.page]);
}

static void draw_calm(struct kiosk *kiosk)
{
    struct screen_state state = screen_state(kiosk);
    if (remote_is_identifying(&kiosk->remote)) {
        light(kiosk, true);
        screen_identify(&kiosk->canvas, &state);
        show(kiosk, "identify");
        return;
    }
    kiosk->canvas.contrast = kiosk->access.contrast;
    draw_screen(kiosk, &state);
    light(kiosk, !kiosk->remote.dark);
    show(kiosk, kiosk->remote.dark ? "dark" : picture_name(kiosk->config->screen));
}

static void draw_shown(struct kiosk *kiosk)
{
    const struct screen_answer answer = kiosk_screen_answer(kiosk);
    draw_answer(kiosk, &answer, kiosk_language(kiosk));
    door_told(kiosk->door);
}

void kiosk_draw(struct kiosk *kiosk)
{
    int64_t now = clock_monotonic_ms();
    bool due = !kiosk->drawn || now >= kiosk->draw_at;
    switch (kiosk->life.state) {
    case KIOSK_CALM:
        /* Not while standard input has the next scan: its answer would replace the frame at once.
         */
        if (due && !input_has_line(&kiosk->input))
            draw_calm(kiosk);
        break;
    case KIOSK_DESK:
        if (due)
            draw_desk(kiosk);
        break;
    case KIOSK_WAITING:
    case KIOSK_ASKING:
        if (!kiosk->drawn && now - kiosk->life.passage.begun_at > WAIT_MS)
            ask_to_wait(kiosk);
        break;
    case KIOSK_SHOWING:
        if (!kiosk->drawn)
            draw_shown(kiosk);
        break;
    case KIOSK_STATES:
        break;
    }
}
