/* What the kiosk shows at each moment: the calm screens, which change by themselves, and answers.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "advice.h"
#include "kiosk_state.h"
#include "parvis/clock.h"
#include "programme.h"
#include "screens.h"

#define WAIT_MS 1200         /* after so long without an answer the person is told to wait */
#define BLINK_MS 500         /* half a turn of what blinks on the stage */
#define MESSAGE_NEW_MS 15000 /* so long a new message blinks */

bool kiosk_is_green(const char *status)
{
    return strcmp(status, "admitted") == 0 || strcmp(status, "returned") == 0 ||
           strcmp(status, "left") == 0;
}

enum text_language kiosk_language(const struct kiosk *kiosk)
{
    const cJSON *person = cJSON_GetObjectItemCaseSensitive(kiosk->answer, "person");
    const char *language = row_text(person, "language");
    return *language ? text_language_of(language) : kiosk->config->language;
}

/* What became of the paper, or of a call that goes on. */
static const char *note(const struct kiosk *kiosk)
{
    const char *key = kiosk_print_note(kiosk);
    if (!key && kiosk_is_calm(kiosk))
        key = desk_call_note(kiosk);
    return key ? text_label(kiosk_language(kiosk), key) : NULL;
}

static struct screen_state screen_state(const struct kiosk *kiosk)
{
    struct door_state door = door_state(kiosk->door);
    return (struct screen_state){
        .agenda = kiosk->agenda,
        .language = kiosk->config->language,
        .now = kiosk_now(kiosk),
        .online = kiosk->online,
        .offline_at = door.offline_at,
        .heard_at = door.heard_at,
        .pending = kiosk->online ? 0 : door.pending,
        .parked = door.parked,
        .place = kiosk->config->place,
        .preview = devices_preview(kiosk->devices),
        .trouble = kiosk->trouble ? text_label(kiosk->config->language, kiosk->trouble) : NULL,
        .controls = {.shown = !kiosk->config->no_controls,
                     .speaks = kiosk->access.speak,
                     .large = kiosk->access.large,
                     .contrast = kiosk->access.contrast,
                     .longer = kiosk->access.longer || kiosk->access.extensions > 0,
                     .prints = kiosk_can_print(kiosk),
                     .helps = kiosk->desk.page != DESK_CLOSED,
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

/* A code that is no badge: what it is instead, and what to do. */
static void advise(const struct kiosk *kiosk, struct screen_answer *shown, bool french)
{
    const char *key = advice_key(kiosk->last_scan);
    if (strcmp(shown->status, "unreadable") != 0)
        return;
    shown->say = text_label(kiosk_language(kiosk), key);
    shown->say_second = text_label(french ? TEXT_EN : TEXT_FR, key);
}

struct screen_answer kiosk_screen_answer(const struct kiosk *kiosk)
{
    const cJSON *answer = kiosk->answer;
    const cJSON *person = cJSON_GetObjectItemCaseSensitive(answer, "person");
    const cJSON *say = cJSON_GetObjectItemCaseSensitive(answer, "say");
    bool french = kiosk_language(kiosk) == TEXT_FR; /* the server speaks no Dutch: English then */
    struct screen_answer shown = {.green = kiosk_is_green(row_text(answer, "status")),
                                  .status = row_text(answer, "status"),
                                  .first_name = row_text(person, "first_name"),
                                  .last_name = row_text(person, "last_name"),
                                  .organisation = row_text(person, "organisation"),
                                  .role = row_text(person, "role"),
                                  .say = row_text(say, french ? "fr" : "en"),
                                  .say_second = row_text(say, french ? "en" : "fr")};
    advise(kiosk, &shown, french);
    for (size_t i = 0; i < kiosk->welcome.count && i < SCREEN_ITEMS_MAX; i++) {
        const struct welcome_item *item = &kiosk->welcome.items[i];
        shown.items[i] =
            (struct screen_item){.at = item->at, .place = item->place, .what = item->what};
        shown.item_count = i + 1;
    }
    if (shown.green && !kiosk->config->leaving)
        shown.stage = welcome_stage(kiosk->agenda, kiosk_now(kiosk));
    if (shown.green && *kiosk->phone)
        shown.phone = kiosk->phone;
    return shown;
}

/* Milliseconds until a calm screen changes by itself: its clocks tick on their own seconds. */
static int64_t until_change_ms(const struct kiosk *kiosk)
{
    const cJSON *pitch = programme_on_stage(kiosk->agenda);
    int64_t now = kiosk_now(kiosk), step = 1000;
    bool still = kiosk->config->still || kiosk->config->hold_ms == 0;
    if (kiosk->desk.page != DESK_CLOSED)
        return 60000; /* what is touched moves it */
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
        kiosk->failed = true;
    kiosk->drawn = true;
    kiosk->draw_at = clock_monotonic_ms() + until_change_ms(kiosk);
}

static void light(struct kiosk *kiosk, bool on)
{
    if (kiosk->output->operations->light)
        kiosk->output->operations->light(kiosk->output, on);
}

static void draw_answer(struct kiosk *kiosk, bool waiting)
{
    kiosk->canvas.contrast = kiosk->access.contrast;
    struct screen_state state = screen_state(kiosk);
    struct screen_answer answer = kiosk_screen_answer(kiosk);
    char name[64];
    state.language = kiosk_language(kiosk);
    if (waiting) {
        answer = (struct screen_answer){
            .waiting = true,
            .status = "waiting",
            .first_name = "",
            .last_name = "",
            .organisation = "",
            .role = "",
            .say = text_label(kiosk->config->language, "kiosk.wait"),
            .say_second =
                text_label(kiosk->config->language == TEXT_FR ? TEXT_EN : TEXT_FR, "kiosk.wait")};
    }
    snprintf(name, sizeof name, "check-in-%s", answer.status);
    screen_check_in_answer(&kiosk->canvas, &state, &answer);
    light(kiosk, true); /* at night, too */
    show(kiosk, name);
}

static void ask_to_wait(struct kiosk *kiosk)
{
    const struct output_operations *operations = kiosk->output->operations;
    if (operations->sound && !kiosk->wait_told)
        operations->sound(kiosk->output, SOUND_NOTICE);
    kiosk->wait_told = true;
    draw_answer(kiosk, true);
}

/* by enum kiosk_screen: the picture's name, and who draws it */
static const struct {
    const char *name;
    void (*draw)(struct canvas *canvas, const struct screen_state *state);
} screens[] = {[SCREEN_CHECK_IN] = {"check-in-idle", screen_check_in_idle},
               [SCREEN_AGENDA] = {"agenda", screen_agenda},
               [SCREEN_MEETINGS] = {"meetings", screen_meetings},
               [SCREEN_STAGE] = {"stage", screen_stage},
               [SCREEN_STAND] = {"stand", screen_stand}};

static void draw_screen(struct kiosk *kiosk, struct screen_state *state)
{
    char *words = visitor_words(kiosk, &state->visitor_good);
    state->visitor = words;
    if (kiosk->remote.dark)
        screen_dark(&kiosk->canvas);
    else if (frame_is_night(state))
        screen_night(&kiosk->canvas, state);
    else
        screens[kiosk->config->screen].draw(&kiosk->canvas, state);
    if (words)
        explicit_bzero(words, strlen(words));
    free(words);
}

void kiosk_draw_nameless(struct kiosk *kiosk)
{
    struct screen_state state = screen_state(kiosk);
    state.names = NULL;
    state.preview = NULL; /* nor anybody's face */
    draw_screen(kiosk, &state);
    cairo_surface_flush(kiosk->canvas.surface);
}

static void draw_desk(struct kiosk *kiosk, struct screen_state *state)
{
    static const char *const pages[] = {
        [DESK_CLOSED] = "desk-menu", [DESK_MENU] = "desk-menu",     [DESK_CALL] = "desk-call",
        [DESK_PIN] = "desk-pin",     [DESK_SEARCH] = "desk-search", [DESK_FORM] = "desk-form"};
    const struct screen_desk desk = desk_view(kiosk);
    kiosk->canvas.contrast = kiosk->access.contrast;
    state->language = desk_language(kiosk);
    screen_desk(&kiosk->canvas, state, &desk);
    light(kiosk, true);
    show(kiosk, pages[desk.page]);
}

static void draw_calm(struct kiosk *kiosk)
{
    struct screen_state state = screen_state(kiosk);
    if (kiosk->desk.page != DESK_CLOSED) {
        draw_desk(kiosk, &state);
        return;
    }
    if (remote_is_identifying(kiosk)) {
        light(kiosk, true);
        screen_identify(&kiosk->canvas, &state);
        show(kiosk, "identify");
        return;
    }
    kiosk->canvas.contrast = kiosk->access.contrast;
    draw_screen(kiosk, &state);
    light(kiosk, !kiosk->remote.dark);
    show(kiosk, kiosk->remote.dark ? "dark" : screens[kiosk->config->screen].name);
}

void kiosk_draw(struct kiosk *kiosk)
{
    int64_t now = clock_monotonic_ms();
    switch (kiosk->state) {
    case KIOSK_IDLE:
        if (!kiosk->drawn || now >= kiosk->draw_at)
            if (kiosk->config->hold_ms > 0 || !kiosk->lines_size)
                draw_calm(kiosk);
        break;
    case KIOSK_ASKING:
        if (!kiosk->drawn && now - kiosk->state_at > WAIT_MS)
            ask_to_wait(kiosk);
        break;
    case KIOSK_SHOWING:
        if (!kiosk->drawn) {
            draw_answer(kiosk, false);
            door_told(kiosk->door);
        }
        break;
    }
}
