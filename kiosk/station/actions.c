/* What a person asks for by a key or a touch: to hear it, larger type, contrast, more time, paper.
 * It lasts until nobody has been there for a while, then the next person finds the kiosk as ever.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kiosk_state.h"
#include "parvis/badge.h"
#include "parvis/clock.h"
#include "parvis/json.h"
#include "parvis/log.h"

#define KEPT_MS 30000   /* after the last touch, answer or word */
#define LONGER_MS 60000 /* an answer, for who asked for more time beforehand */
#define EXTENSION_MS 20000
#define EXTENSIONS_MAX                                                                             \
    15                   /* WCAG 2.2, 2.2.1 asks for ten; then the next person has a right, too    \
                          */
#define PRINTED_MS 12000 /* at least, so that the person sees what became of it */

/* ---- time ---- */

int64_t kiosk_hold_ms(const struct kiosk *kiosk)
{
    /* There is more to read, and a phone comes out of a pocket; the next badge ends it anyway. */
    int64_t hold = kiosk->config->hold_ms * (*kiosk->phone ? 4 : kiosk->welcome.count > 0 ? 2 : 1);
    if (kiosk->printed && hold < PRINTED_MS && kiosk->config->hold_ms > 0)
        hold = PRINTED_MS;
    if (kiosk->access.longer && hold < LONGER_MS)
        hold = LONGER_MS;
    return hold + (int64_t)kiosk->access.extensions * EXTENSION_MS;
}

void kiosk_end_access(struct kiosk *kiosk)
{
    speech_stop(kiosk->speech);
    kiosk->access.extensions = 0;
    kiosk->access.touched_at = clock_monotonic_ms();
    kiosk->printed = false;
}

void kiosk_forget_access(struct kiosk *kiosk)
{
    const struct access *access = &kiosk->access;
    bool any = access->speak || access->large || access->contrast || access->longer;
    if (!any || kiosk->state != KIOSK_IDLE || clock_monotonic_ms() - access->touched_at < KEPT_MS)
        return;
    speech_stop(kiosk->speech);
    kiosk->access = (struct access){0};
    kiosk->drawn = false;
}

/* ---- speech ---- */

static void append(char *text, const char *words, const char *end)
{
    size_t used = strlen(text);
    if (*words)
        snprintf(text + used, SPEECH_CHARS_MAX - used, "%s%s", words, end);
}

static void append_item(char *text, const struct screen_item *item, enum text_language language)
{
    char time[6];
    clock_format_hhmm(item->at, time);
    char *words = text_sayf(language, "kiosk.speech.item", "time", time, "place", item->place,
                            "what", item->what, NULL);
    append(text, words, " ");
    free(words);
}

static void say_answer(const struct kiosk *kiosk, enum text_language language, char *text)
{
    const struct screen_answer answer = kiosk_screen_answer(kiosk);
    char key[64];
    snprintf(key, sizeof key, "kiosk.title.%s", answer.status);
    append(text, text_label(language, key), ". ");
    append(text, answer.first_name, " ");
    append(text, answer.last_name, ". ");
    if (!answer.green)
        append(text, answer.say, " ");
    for (size_t i = 0; i < answer.item_count; i++)
        append_item(text, &answer.items[i], language);
    if (answer.stage) {
        char *stage = text_sayf(language, "kiosk.welcome.stage", "room", answer.stage, NULL);
        append(text, stage, ". ");
        free(stage);
    }
}

/* What the page is, and what it offers by key. */
static void say_desk(const struct kiosk *kiosk, enum text_language language, char *text)
{
    static const char *const titles[] = {
        [DESK_CLOSED] = "kiosk.desk.title",  [DESK_MENU] = "kiosk.desk.title",
        [DESK_CALL] = "kiosk.desk.call",     [DESK_PIN] = "kiosk.desk.pin",
        [DESK_SEARCH] = "kiosk.desk.search", [DESK_FORM] = "kiosk.desk.form"};
    const struct screen_desk desk = desk_view(kiosk);
    const char *note = desk_call_note(kiosk);
    append(text, text_label(language, titles[desk.page]), ". ");
    if (desk.page == DESK_CALL && note)
        append(text, text_label(language, note), " ");
    if (desk.page != DESK_MENU)
        return;
    append(text, text_label(language, "kiosk.desk.speech.call"), " ");
    if (desk.can_register)
        append(text, text_label(language, "kiosk.desk.speech.form"), " ");
    if (desk.can_search)
        append(text, text_label(language, "kiosk.desk.speech.search"), " ");
}

void kiosk_speak(struct kiosk *kiosk)
{
    char text[SPEECH_CHARS_MAX] = "";
    enum text_language language = kiosk_language(kiosk);
    if (!kiosk->access.speak)
        return;
    if (kiosk->state == KIOSK_SHOWING)
        say_answer(kiosk, language, text);
    else if (kiosk->desk.page != DESK_CLOSED)
        say_desk(kiosk, desk_language(kiosk), text);
    else
        append(text, text_label(language, "kiosk.speech.idle"), "");
    if (!kiosk->speech && speech_new(&kiosk->speech) != PARVIS_OK)
        return;
    if (speech_say(kiosk->speech, text, language) != PARVIS_OK)
        kiosk->access.speak = false; /* no voice here: the control says so by staying off */
    explicit_bzero(text, sizeof text);
}

/* ---- paper ---- */

/* A badge that is not here comes from the server. */
static bool needs_badge(const struct kiosk *kiosk)
{
    return kiosk->config->devices.print == PRINT_BADGE && !*kiosk->last_scan;
}

bool kiosk_can_print(const struct kiosk *kiosk)
{
    struct printer *printer = devices_printer(kiosk->devices);
    if (needs_badge(kiosk) && (!kiosk->by_name || !kiosk->online || !desk_proof(kiosk)))
        return false;
    return printer && kiosk->state == KIOSK_SHOWING && !kiosk->printed &&
           kiosk_is_green(row_text(kiosk->answer, "status")) && !kiosk->config->leaving &&
           (printer_state(printer) == PRINTER_READY || printer_state(printer) == PRINTER_UNKNOWN);
}

const char *kiosk_print_note(const struct kiosk *kiosk)
{
    struct printer *printer = devices_printer(kiosk->devices);
    if (!printer || !kiosk->printed || kiosk->state != KIOSK_SHOWING)
        return NULL;
    switch (printer_outcome(printer)) {
    case PRINTER_NOTHING_YET:
        return "kiosk.print.under_way";
    case PRINTER_DONE:
        return "kiosk.print.done";
    case PRINTER_NOT_DONE:
        return printer_state(printer) == PRINTER_NO_PAPER ? "kiosk.print.no_paper"
                                                          : "kiosk.print.failed";
    }
    return NULL;
}

static void print(struct kiosk *kiosk)
{
    const struct device_config *devices = &kiosk->config->devices;
    const struct screen_answer answer = kiosk_screen_answer(kiosk);
    const cJSON *edition = agenda_edition(kiosk->agenda);
    char code[BADGE_TEXT_CHARS + 1];
    size_t length = 0;
    for (const char *at = kiosk->last_scan; *at && length < BADGE_TEXT_CHARS; at++)
        if (isalnum((unsigned char)*at)) /* as it is printed, whatever the scanner made of it */
            code[length++] = (char)toupper((unsigned char)*at);
    code[length] = '\0';
    struct print_job job = {.kind = devices->print,
                            .language = kiosk_language(kiosk),
                            .edition = edition ? row_text(edition, "name") : "",
                            .first_name = answer.first_name,
                            .last_name = answer.last_name,
                            .organisation = answer.organisation,
                            .role = answer.role,
                            .code = code,
                            .width_mm = devices->label_width_mm,
                            .height_mm = devices->label_height_mm};
    for (; job.item_count < kiosk->welcome.count && job.item_count < PRINT_ITEMS_MAX;
         job.item_count++) {
        const struct welcome_item *item = &kiosk->welcome.items[job.item_count];
        struct print_item *line = &job.items[job.item_count];
        clock_format_hhmm(item->at, line->time);
        line->place = item->place;
        line->what = item->what;
    }
    enum parvis_status status = printer_print(devices_printer(kiosk->devices), &job);
    kiosk->printed = status == PARVIS_OK;
    if (status != PARVIS_OK)
        log_warning("kiosk", "printing: %s", parvis_status_name(status));
}

static int64_t shown_person(const struct kiosk *kiosk)
{
    return row_integer(cJSON_GetObjectItemCaseSensitive(kiosk->answer, "person"), "id");
}

/* Who has no badge with them gets a new one, and the old one ends. */
static void print_or_ask(struct kiosk *kiosk)
{
    if (!needs_badge(kiosk))
        print(kiosk);
    else if (errand_begin(&kiosk->errand, ERRAND_BADGE, shown_person(kiosk), NULL))
        errand_show_staff(&kiosk->errand, desk_proof(kiosk));
}

void kiosk_take_badge(struct kiosk *kiosk, long status, const char *body)
{
    cJSON *answer = status == 201 ? cJSON_Parse(body) : NULL;
    const char *badge = row_text(answer, "badge");
    if (kiosk->state == KIOSK_SHOWING && *badge &&
        row_integer(answer, "person") == shown_person(kiosk)) {
        snprintf(kiosk->last_scan, sizeof kiosk->last_scan, "%s", badge);
        print(kiosk);
        kiosk->drawn = false;
    }
    json_wipe(answer);
    cJSON_Delete(answer);
}

void kiosk_print_walk_in(struct kiosk *kiosk)
{
    if (!kiosk->walk_in || kiosk->state != KIOSK_SHOWING)
        return;
    kiosk->walk_in = false;
    if (kiosk->config->devices.print != PRINT_BADGE || !kiosk_can_print(kiosk))
        return;
    print(kiosk);
    kiosk->drawn = false;
}

/* ---- the keys ---- */

void kiosk_act(struct kiosk *kiosk, char action)
{
    struct access *access = &kiosk->access;
    if (kiosk->config->screen != SCREEN_CHECK_IN)
        return;
    access->touched_at = clock_monotonic_ms();
    kiosk->drawn = false;
    switch ((enum output_action)action) {
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
        if (kiosk->state != KIOSK_SHOWING)
            access->longer = !access->longer;
        else if (access->extensions < EXTENSIONS_MAX)
            access->extensions++;
        return;
    case OUTPUT_PRINT:
        if (kiosk_can_print(kiosk))
            print_or_ask(kiosk);
        return;
    case OUTPUT_HELP:
        desk_toggle(kiosk);
        return;
    }
}
