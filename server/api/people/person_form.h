/* SPDX-License-Identifier: EUPL-1.2 */
/* What the forms about people share: reading a form's texts, and writing a person as JSON. Both
 * walk the participants' columns (person_columns.h). */
#ifndef PARVIS_API_PERSON_FORM_H
#define PARVIS_API_PERSON_FORM_H

#include "api.h"
#include "parvis/json.h"
#include "people_operations.h"

/* The forms about a person. */
enum person_form {
    PERSON_FORM_WALK_IN,    /* registers a person */
    PERSON_FORM_CORRECTION, /* writes the members that are given; the others stay */
};

/* Fills `fields` with the members of the form's body, for api_read_body into a struct person_entry.
 * Returns their number. */
size_t person_form_fields(enum person_form form, struct json_field fields[PERSON_COLUMN_COUNT]);

/* Copies the body's texts into *ret_said, which the caller zeroed, trimmed of surrounding spaces.
 * Returns the name of the first wrong member (it has control characters, is empty but may not be,
 * or is no e-mail address, role or language); NULL: all are right. */
const char *person_form_take(enum person_form form, const struct person_entry *given,
                             struct person_said *ret_said);
/* Answers 422 for the member of that name. */
void person_form_refuse(struct http_request *request, const char *wrong);

/* The person in the form of schemas/json/person.schema.json, without the badges. The caller deletes
 * it. */
cJSON *person_json(const struct model *model, const struct model_person *person);

#endif
