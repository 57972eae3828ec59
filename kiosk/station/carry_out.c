/* SPDX-License-Identifier: EUPL-1.2 */
/* Carries out intents: one function for each bit of enum intent_what, in the order of that list. */
#include <stdio.h>
#include <string.h>

#include "kiosk_state.h"
#include "parvis/badge.h"
#include "parvis/clock.h"

/* WCAG 2.2, 2.2.1 asks for ten at least; a limit, since the next person waits. */
#define EXTENSIONS_MAX 15

/* Carries out at once the intent that a part returned while another one was carried out. */
static void carry_out(struct kiosk *kiosk, struct intent intent)
{
    kiosk_carry_out(&intent, kiosk);
}

/* ---- what happened ---- */

/* Whether a text has the form of a badge, whoever's. */
static bool is_badge(const char *text)
{
    uint64_t serial;
    uint8_t signature[BADGE_SIGNATURE_BYTES];
    return badge_read(text, strlen(text), &serial, signature);
}

static bool is_taken(const struct kiosk *kiosk)
{
    return kiosk->life.state == KIOSK_WAITING || kiosk->life.state == KIOSK_ASKING;
}

/* Scans a code unless it is still in view from a moment ago. */
static void scan_once(struct kiosk *kiosk, const char *text)
{
    if (recent_note(&kiosk->recent, text, clock_monotonic_ms()))
        kiosk_scan(kiosk, text, PASSAGE_BY_BADGE);
}

/* A device has read a code. While a person uses the help pages, only a badge counts. */
static void take_code(struct kiosk *kiosk, struct intent *intent)
{
    if (kiosk->life.state == KIOSK_DESK && !is_badge(intent->text))
        return;
    if (!is_taken(kiosk))
        scan_once(kiosk, intent->text);
    else if (strcmp(kiosk->life.passage.text, intent->text) != 0)
        code_queue_keep(&kiosk->queue, intent->text);
}

void kiosk_take_waiting(struct kiosk *kiosk)
{
    char text[SCAN_CHARS_MAX + 1];
    if (is_taken(kiosk) || !code_queue_take(&kiosk->queue, text))
        return;
    scan_once(kiosk, text);
    explicit_bzero(text, sizeof text);
}

static void take_line(struct kiosk *kiosk, struct intent *intent)
{
    kiosk_scan(kiosk, intent->text, PASSAGE_BY_BADGE);
}

static void take_key(struct kiosk *kiosk, struct intent *intent)
{
    const struct desk_facts facts = kiosk_desk_facts(kiosk);
    if (kiosk->life.state == KIOSK_DESK) /* a badge may have closed it meanwhile */
        carry_out(kiosk, desk_key(&kiosk->desk, (char)intent->number, &facts));
}

static void toggle_desk(struct kiosk *kiosk)
{
    if (kiosk->life.state == KIOSK_DESK) {
        desk_close(&kiosk->desk);
        kiosk_move(kiosk, KIOSK_CALM);
        return;
    }
    if (is_taken(kiosk) || kiosk->config->leaving)
        return;
    kiosk_leave_answer(kiosk);
    const struct intent opened = desk_open(&kiosk->desk);
    kiosk_move(kiosk, KIOSK_DESK);
    carry_out(kiosk, opened);
}

static void give_time(struct kiosk *kiosk)
{
    struct showing *showing =
        kiosk->life.state == KIOSK_SHOWING ? life_showing(&kiosk->life) : NULL;
    if (!showing)
        kiosk->access.longer = !kiosk->access.longer;
    else if (showing->extensions < EXTENSIONS_MAX)
        showing->extensions++;
}

static void act(struct kiosk *kiosk, enum output_action action)
{
    struct access *access = &kiosk->access;
    if (kiosk->config->screen != SCREEN_CHECK_IN)
        return;
    access->touched_at = clock_monotonic_ms();
    kiosk->drawn = false;
    switch (action) {
    case OUTPUT_SPEAK:
        access->speak = !access->speak;
        speech_stop(kiosk->speech);
        kiosk_speak(kiosk);
        return;
    case OUTPUT_LARGE:
        access->large = !access->large;
        return;
    case OUTPUT_CONTRAST:
        access->contrast = !access->contrast;
        return;
    case OUTPUT_LONGER:
        give_time(kiosk);
        return;
    case OUTPUT_PRINT:
        kiosk_print(kiosk);
        return;
    case OUTPUT_HELP:
        toggle_desk(kiosk);
        return;
    }
}

static void take_target(struct kiosk *kiosk, struct intent *intent)
{
    const struct desk_facts facts = kiosk_desk_facts(kiosk);
    if (intent->number <= OUTPUT_ACTIONS)
        act(kiosk, (enum output_action)intent->number);
    else if (kiosk->life.state == KIOSK_DESK)
        carry_out(kiosk, desk_touch(&kiosk->desk, intent->number, &facts));
}

/* ---- what the console says ---- */

static void take_settings(struct kiosk *kiosk, struct intent *intent)
{
    const cJSON *staff = cJSON_GetObjectItemCaseSensitive(intent->settings, "staff");
    kiosk->desk.registers =
        cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(intent->settings, "registers"));
    if (cJSON_IsString(staff))
        door_hear_staff(kiosk->door, staff->valuestring);
    cJSON_Delete(intent->settings);
}

static void tell_coming(struct kiosk *kiosk, struct intent *intent)
{
    (void)intent;
    carry_out(kiosk, desk_coming(&kiosk->desk));
}

static void unlock(struct kiosk *kiosk, struct intent *intent)
{
    (void)intent;
    carry_out(kiosk, desk_unlock(&kiosk->desk));
}

static void tell_heard(struct kiosk *kiosk, struct intent *intent)
{
    (void)intent;
    carry_out(kiosk, desk_call_heard(&kiosk->desk));
}

/* Draws the calm screen anew without names, so that no person's name leaves the kiosk. */
static void send_picture(struct kiosk *kiosk, struct intent *intent)
{
    (void)intent;
    kiosk_draw_nameless(kiosk);
    remote_send_picture(&kiosk->remote, kiosk->canvas.surface);
}

/* ---- what is wanted ---- */

static void close_desk(struct kiosk *kiosk, struct intent *intent)
{
    (void)intent;
    kiosk_move(kiosk, KIOSK_CALM);
}

static void take_registered(struct kiosk *kiosk, struct intent *intent)
{
    recent_note(&kiosk->recent, intent->badge, clock_monotonic_ms());
    kiosk_scan(kiosk, intent->badge, PASSAGE_BY_REGISTERING);
}

static void admit(struct kiosk *kiosk, struct intent *intent)
{
    kiosk_admit(kiosk, &intent->admission);
}

static void drop_errand(struct kiosk *kiosk, struct intent *intent)
{
    (void)intent;
    errand_end(&kiosk->errand);
}

static void begin_errand(struct kiosk *kiosk, struct intent *intent)
{
    (void)errand_begin(&kiosk->errand, intent->errand, 0, intent->form);
}

static void hurry(struct kiosk *kiosk, struct intent *intent)
{
    (void)intent;
    remote_hurry(&kiosk->remote);
}

static void play(const struct kiosk *kiosk, enum output_sound sound)
{
    if (kiosk->output->operations->sound)
        kiosk->output->operations->sound(kiosk->output, sound);
}

static void play_notice(struct kiosk *kiosk, struct intent *intent)
{
    (void)intent;
    play(kiosk, SOUND_NOTICE);
}

static void play_green(struct kiosk *kiosk, struct intent *intent)
{
    (void)intent;
    play(kiosk, SOUND_GREEN);
}

static void play_red(struct kiosk *kiosk, struct intent *intent)
{
    (void)intent;
    play(kiosk, SOUND_RED);
}

static void report(struct kiosk *kiosk, struct intent *intent)
{
    if (kiosk->config->report)
        printf("{\"visitor\":\"%s\"}\n", intent->word);
    fflush(stdout);
}

static void redraw(struct kiosk *kiosk, struct intent *intent)
{
    (void)intent;
    kiosk->drawn = false;
}

static void speak(struct kiosk *kiosk, struct intent *intent)
{
    (void)intent;
    kiosk_speak(kiosk);
}

void kiosk_carry_out(struct intent *intent, void *user)
{
    static const struct {
        enum intent_what what;
        void (*carry_out)(struct kiosk *kiosk, struct intent *intent);
    } steps[] = {{INTENT_CODE, take_code},
                 {INTENT_LINE, take_line},
                 {INTENT_KEY, take_key},
                 {INTENT_TARGET, take_target},
                 {INTENT_SETTINGS, take_settings},
                 {INTENT_COMING, tell_coming},
                 {INTENT_CALL_HEARD, tell_heard},
                 {INTENT_PICTURE, send_picture},
                 {INTENT_UNLOCK, unlock},
                 {INTENT_DESK_CLOSED, close_desk},
                 {INTENT_REGISTERED, take_registered},
                 {INTENT_ADMIT, admit},
                 {INTENT_DROP_ERRAND, drop_errand},
                 {INTENT_ERRAND, begin_errand},
                 {INTENT_HEARTBEAT, hurry},
                 {INTENT_NOTICE, play_notice},
                 {INTENT_GREEN, play_green},
                 {INTENT_RED, play_red},
                 {INTENT_REPORT, report},
                 {INTENT_REDRAW, redraw},
                 {INTENT_SPEAK, speak}};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (intent->what & steps[i].what)
            steps[i].carry_out(user, intent);
    explicit_bzero(intent, sizeof *intent); /* keys of the staff, a badge */
}
