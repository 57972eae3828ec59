/* Forms about people. */
#include "person_form.h"

#include <string.h>

#include "people_day.h"

static const char *presence_name(enum model_presence presence)
{
    static const char *const names[] = {"expected", "in", "out"};
    return names[presence];
}

cJSON *person_json(const struct model *model, const struct model_person *person)
{
    cJSON *object = cJSON_CreateObject();
    cJSON_AddNumberToObject(object, "id", (double)person->id);
    cJSON_AddItemToObject(object, "code",
                          *person->code ? cJSON_CreateString(person->code) : cJSON_CreateNull());
    cJSON_AddStringToObject(object, "first_name", person->first_name);
    cJSON_AddStringToObject(object, "last_name", person->last_name);
    cJSON_AddItemToObject(object, "organisation", organisation_json(model, person->organisation));
    cJSON_AddStringToObject(object, "role", person->role);
    cJSON_AddStringToObject(object, "position", person->position);
    cJSON_AddStringToObject(object, "language", person->language);
    cJSON_AddStringToObject(object, "accessibility", person->accessibility);
    cJSON_AddStringToObject(object, "presence", presence_name(person->presence));
    cJSON_AddItemToObject(object, "first_at",
                          person->first_at ? cJSON_CreateNumber((double)person->first_at)
                                           : cJSON_CreateNull());
    cJSON_AddBoolToObject(object, "badge", model_badge_of(model, person->id) != NULL);
    return object;
}

bool person_form_copy(const char *text, char *out, size_t size, bool required)
{
    while (*text == ' ')
        text++;
    size_t length = strlen(text);
    while (length > 0 && text[length - 1] == ' ')
        length--;
    if (length >= size || (required && length == 0))
        return false;
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)text[i] < 0x20 || text[i] == 0x7f)
            return false;
    memcpy(out, text, length);
    out[length] = '\0';
    return true;
}

bool person_form_is_email(const char *text)
{
    const char *at = strchr(text, '@');
    const char *dot = at ? strrchr(at, '.') : NULL;
    return !*text || (at && at > text && !strchr(at + 1, '@') && dot && dot > at + 1 && dot[1] &&
                      !strpbrk(text, " ,;<>\""));
}

bool person_form_is_language(const char *text)
{
    return strcmp(text, "fr") == 0 || strcmp(text, "en") == 0 || strcmp(text, "nl") == 0;
}
