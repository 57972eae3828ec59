/* SPDX-License-Identifier: EUPL-1.2 */
/* The screen in words, to be read aloud. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kiosk_state.h"
#include "parvis/clock.h"

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
    const struct desk_facts facts = kiosk_desk_facts(kiosk);
    const struct screen_desk desk = desk_view(&kiosk->desk, &facts);
    const char *note = desk_call_note(&kiosk->desk, kiosk->online);
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
    if (kiosk->life.state == KIOSK_SHOWING)
        say_answer(kiosk, language, text);
    else if (kiosk->life.state == KIOSK_DESK)
        say_desk(kiosk, desk_language(&kiosk->desk), text);
    else
        append(text, text_label(language, "kiosk.speech.idle"), "");
    if (!kiosk->speech && speech_new(&kiosk->speech) != PARVIS_OK)
        return;
    if (speech_say(kiosk->speech, text, language) != PARVIS_OK)
        kiosk->access.speak = false; /* there is no voice here: the control stays off */
    explicit_bzero(text, sizeof text);
}
