/* SPDX-License-Identifier: EUPL-1.2 */
/* What forms about people share: how their texts are read, and how a person is told. Both walk the
 * participants' columns (person_columns.h). */
#ifndef PARVIS_API_PERSON_FORM_H
#define PARVIS_API_PERSON_FORM_H

#include "api.h"
#include "parvis/json.h"
#include "people_operations.h"

/* The forms that say something of a person. */
enum person_form {
    PERSON_FORM_WALK_IN,    /* somebody is registered */
    PERSON_FORM_CORRECTION, /* what is given is written, the rest stays */
};

/* The members of the form's body, for api_read_body into a struct person_entry. Returns how many
 * they are. */
size_t person_form_fields(enum person_form form, struct json_field fields[PERSON_COLUMN_COUNT]);

/* Copies into *ret_said (zeroed before) what the body gave, without the spaces around. Returns the
 * name of the first member that is wrong: control characters, nothing left of what may not be
 * empty, no address, no role, no language; NULL: all are right. */
const char *person_form_take(enum person_form form, const struct person_entry *given,
                             struct person_said *ret_said);
/* Answers 422 for the member of that name. */
void person_form_refuse(struct http_request *request, const char *wrong);

/* The person as schemas/json/person.schema.json says, without the badges. */
cJSON *person_json(const struct model *model, const struct model_person *person);

#endif
