/* SPDX-License-Identifier: EUPL-1.2 */
/* What screens show of the person in front of the kiosk. */
#include <string.h>

#include "advice.h"
#include "kiosk_state.h"

int64_t kiosk_now(const struct kiosk *kiosk)
{
    return door_now(kiosk->door);
}

bool kiosk_is_calm(const struct kiosk *kiosk)
{
    return kiosk->life.state == KIOSK_CALM;
}

bool kiosk_is_green(const char *status)
{
    return strcmp(status, "admitted") == 0 || strcmp(status, "returned") == 0 ||
           strcmp(status, "left") == 0;
}

/* NULL: nobody's answer is shown. */
static const cJSON *person_of(const struct kiosk *kiosk)
{
    const struct showing *showing = life_shown(&kiosk->life);
    return showing ? cJSON_GetObjectItemCaseSensitive(showing->answer, "person") : NULL;
}

int64_t kiosk_shown_person(const struct kiosk *kiosk)
{
    return json_integer(person_of(kiosk), "id");
}

enum text_language kiosk_language(const struct kiosk *kiosk)
{
    const char *language = json_text(person_of(kiosk), "language");
    return *language ? text_language_of(language) : kiosk->config->language;
}

struct desk_facts kiosk_desk_facts(const struct kiosk *kiosk)
{
    return (struct desk_facts){
        .now = kiosk_now(kiosk), .online = kiosk->online, .longer = kiosk->access.longer};
}

/* The advice for a code that is no badge: what it is instead, and what to do. */
static void advise(const struct kiosk *kiosk, struct screen_answer *shown, bool french)
{
    const char *key = advice_key(kiosk->life.passage.text);
    if (strcmp(shown->status, "unreadable") != 0)
        return;
    shown->say = text_label(kiosk_language(kiosk), key);
    shown->say_second = text_label(french ? TEXT_EN : TEXT_FR, key);
}

struct screen_answer kiosk_screen_answer(const struct kiosk *kiosk)
{
    const struct showing *showing = life_shown(&kiosk->life);
    const cJSON *person = person_of(kiosk);
    const cJSON *say = cJSON_GetObjectItemCaseSensitive(showing->answer, "say");
    bool french = kiosk_language(kiosk) == TEXT_FR; /* the server speaks no Dutch: English then */
    const char *status = json_text(showing->answer, "status");
    struct screen_answer shown = {.green = kiosk_is_green(status),
                                  .status = status,
                                  .first_name = json_text(person, "first_name"),
                                  .last_name = json_text(person, "last_name"),
                                  .organisation = json_text(person, "organisation"),
                                  .role = json_text(person, "role"),
                                  .say = json_text(say, french ? "fr" : "en"),
                                  .say_second = json_text(say, french ? "en" : "fr")};
    advise(kiosk, &shown, french);
    for (size_t i = 0; i < showing->welcome.count && i < SCREEN_ITEMS_MAX; i++) {
        const struct welcome_item *item = &showing->welcome.items[i];
        shown.items[i] =
            (struct screen_item){.at = item->at, .place = item->place, .what = item->what};
        shown.item_count = i + 1;
    }
    if (shown.green && !kiosk->config->leaving)
        shown.stage = welcome_stage(kiosk->agenda, kiosk_now(kiosk));
    if (shown.green && *showing->phone)
        shown.phone = showing->phone;
    return shown;
}
