/* What forms about people share: how their texts are read, and how a person is told. */
#ifndef PARVIS_API_PERSON_FORM_H
#define PARVIS_API_PERSON_FORM_H

#include "api.h"

/* Copies without the spaces around; false: control characters, too long, or nothing left of what is
 * required. */
bool person_form_copy(const char *text, char *out, size_t size, bool required);
/* An at sign with something on both sides and a dot behind it, or nothing: the rest only a letter
 * can tell. */
bool person_form_is_email(const char *text);
/* fr, en, nl. */
bool person_form_is_language(const char *text);

/* The person as schemas/json/person.schema.json says, without the badges. */
cJSON *person_json(const struct model *model, const struct model_person *person);

#endif
