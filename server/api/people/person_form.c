/* SPDX-License-Identifier: EUPL-1.2 */
/* Forms about people. */
#include "person_form.h"

#include <stdio.h>
#include <string.h>

#include "people_day.h"

static cJSON *value_json(const struct model *model, const struct model_person *person,
                         const struct person_column *column)
{
    const struct person_entry entry = {.values = person->values};
    if (column->value == PERSON_VALUE_ORGANISATION)
        return organisation_json(model, person->organisation);
    if (column->value == PERSON_VALUE_YES_NO)
        return cJSON_CreateBool(person_number(&entry, column) != 0);
    if (column->value == PERSON_VALUE_HOUR)
        return person_number(&entry, column)
                   ? cJSON_CreateNumber((double)person_number(&entry, column))
                   : cJSON_CreateNull();
    const char *text = person_text(&entry, column);
    return column == &person_columns[PERSON_CODE] && !*text ? cJSON_CreateNull()
                                                            : cJSON_CreateString(text);
}

cJSON *person_json(const struct model *model, const struct model_person *person)
{
    cJSON *object = cJSON_CreateObject();
    cJSON_AddNumberToObject(object, "id", (double)person->id);
    for (size_t i = 0; i < PERSON_COLUMN_COUNT; i++)
        if (person_columns[i].told_to_desk)
            cJSON_AddItemToObject(object, person_columns[i].name,
                                  value_json(model, person, &person_columns[i]));
    cJSON_AddStringToObject(object, "presence", check_in_presence_name(person->presence));
    cJSON_AddItemToObject(object, "first_at",
                          person->first_at ? cJSON_CreateNumber((double)person->first_at)
                                           : cJSON_CreateNull());
    cJSON_AddBoolToObject(object, "badge", model_badge_of(model, person->id) != NULL);
    return object;
}

/* ---- forms ---- */

static enum person_in_form place_in(enum person_form form, const struct person_column *column)
{
    return form == PERSON_FORM_WALK_IN ? column->walk_in : column->correction;
}

size_t person_form_fields(enum person_form form, struct json_field fields[PERSON_COLUMN_COUNT])
{
    size_t count = 0;
    for (size_t i = 0; i < PERSON_COLUMN_COUNT; i++) {
        const struct person_column *column = &person_columns[i];
        enum person_in_form place = place_in(form, column);
        if (place == PERSON_NOT_IN_FORM)
            continue;
        fields[count++] = (struct json_field){.name = column->name,
                                              .type = JSON_TEXT,
                                              .offset = column->offset,
                                              .required = place == PERSON_MUST_BE_IN_FORM,
                                              .min = (int64_t)column->form_bytes_min,
                                              .max = (int64_t)column->form_bytes_max};
    }
    return count;
}

/* Copies without the spaces around; false: control characters, too long, or nothing left of what
 * may not be empty. */
static bool copy(const char *text, char *out, size_t size, bool required)
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

/* Empty, or an at sign with text on both sides and a dot behind it. Only a sent e-mail could tell
 * more. */
static bool is_email(const char *text)
{
    const char *at = strchr(text, '@');
    const char *dot = at ? strrchr(at, '.') : NULL;
    return !*text || (at && at > text && !strchr(at + 1, '@') && dot && dot > at + 1 && dot[1] &&
                      !strpbrk(text, " ,;<>\""));
}

static bool is_one_of(const char *text, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(words[i], text) == 0)
            return true;
    return false;
}

static bool is_good(const struct person_column *column, const char *text)
{
    static const char *const roles[] = {"visitor", "press", "speaker", "buyer", "company", "staff"};
    static const char *const languages[] = {"fr", "en", "nl"};
    switch (column->value) {
    case PERSON_VALUE_EMAIL:
        return is_email(text);
    case PERSON_VALUE_ROLE:
        return is_one_of(text, roles, sizeof roles / sizeof *roles);
    case PERSON_VALUE_LANGUAGE:
        return is_one_of(text, languages, sizeof languages / sizeof *languages);
    default:
        return true;
    }
}

const char *person_form_take(enum person_form form, const struct person_entry *given,
                             struct person_said *ret_said)
{
    for (size_t i = 0; i < PERSON_COLUMN_COUNT; i++) {
        const struct person_column *column = &person_columns[i];
        const char *text =
            place_in(form, column) == PERSON_NOT_IN_FORM ? NULL : person_text(given, column);
        if (!text)
            continue;
        if (!copy(text, ret_said->texts[i], sizeof ret_said->texts[i],
                  column->form_bytes_min > 0) ||
            !is_good(column, ret_said->texts[i]))
            return column->name;
        person_set_text(&ret_said->entry, column, ret_said->texts[i]);
    }
    return NULL;
}

void person_form_refuse(struct http_request *request, const char *wrong)
{
    char title[96];
    snprintf(title, sizeof title, "%s is not what it should be", wrong);
    http_refuse(request, 422, "invalid_field", title, wrong);
}
