/* SPDX-License-Identifier: EUPL-1.2 */
/* The kiosk's own answers. */
#include "answer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "agenda.h"
#include "parvis/clock.h"
#include "parvis/text.h"

/* The time that the message names, if it names one. */
static int64_t said_time(const struct answer_facts *facts)
{
    if (facts->status == CHECK_IN_NOT_YET_OPEN)
        return facts->doors_at;
    return facts->status == CHECK_IN_CLOSED ? facts->closes_at : facts->first_at;
}

/* The key of the message; for a person whose name the kiosk does not know, one without a name. */
static const char *key_of(const struct answer_facts *facts, char key[64])
{
    bool names = facts->status == CHECK_IN_ADMITTED || facts->status == CHECK_IN_RETURNED ||
                 facts->status == CHECK_IN_LEFT || facts->status == CHECK_IN_NOT_IN;
    snprintf(key, 64, names && !facts->person ? "kiosk.alone.%s" : "check_in.%s",
             check_in_status_name(facts->status));
    return key;
}

static void add_say(cJSON *answer, const struct answer_facts *facts)
{
    static const char *const tags[] = {[TEXT_FR] = "fr", [TEXT_EN] = "en", [TEXT_NL] = "nl"};
    char key[64], time[6] = "", name[512];
    int64_t at = said_time(facts);
    cJSON *say = cJSON_AddObjectToObject(answer, "say");
    if (at)
        clock_format_hhmm(at, time);
    snprintf(name, sizeof name, "%s %s", json_text(facts->person, "first_name"),
             json_text(facts->person, "last_name"));
    for (int language = TEXT_FR; language <= TEXT_NL; language++) {
        char *text = text_sayf((enum text_language)language, key_of(facts, key), "name", name,
                               "time", time, "place", facts->place, NULL);
        cJSON_AddStringToObject(say, tags[language], text);
        explicit_bzero(text, strlen(text));
        free(text);
    }
    explicit_bzero(name, sizeof name);
}

cJSON *answer_new(const struct answer_facts *facts)
{
    cJSON *answer = cJSON_CreateObject();
    cJSON_AddStringToObject(answer, "scan_id", facts->scan_id);
    cJSON_AddStringToObject(answer, "status", check_in_status_name(facts->status));
    cJSON_AddNumberToObject(answer, "at", (double)facts->at);
    add_say(answer, facts);
    if (facts->person)
        cJSON_AddItemToObject(answer, "person", facts->person);
    else
        cJSON_AddNullToObject(answer, "person");
    return answer;
}

cJSON *answer_of_word(const char *word)
{
    static const char *const tags[] = {[TEXT_FR] = "fr", [TEXT_EN] = "en", [TEXT_NL] = "nl"};
    char key[64];
    cJSON *answer = cJSON_CreateObject();
    cJSON *say = cJSON_AddObjectToObject(answer, "say");
    cJSON_AddStringToObject(answer, "status", word);
    snprintf(key, sizeof key, "kiosk.say.%s", word);
    for (int language = TEXT_FR; language <= TEXT_NL; language++)
        cJSON_AddStringToObject(say, tags[language], text_label((enum text_language)language, key));
    return answer;
}
