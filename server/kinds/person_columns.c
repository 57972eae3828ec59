/* SPDX-License-Identifier: EUPL-1.2 */
/* The table of the participants' columns. */
#include "person_columns.h"

#define VALUE(name) offsetof(struct person_values, name)

const struct person_column person_columns[PERSON_COLUMN_COUNT] = {
    /* Kept when a person is erased: by it the next import knows whom not to bring back. */
    [PERSON_CODE] = {.name = "code",
                     .offset = VALUE(code),
                     .heading = "id",
                     .synonyms = "identifiant|code|n|numero",
                     .heading_required = true,
                     .cell_required = true,
                     .cell_bytes_max = 32,
                     .told_to_desk = true,
                     .kept_when_erased = true},
    [PERSON_FIRST_NAME] = {.name = "first_name",
                           .offset = VALUE(first_name),
                           .heading = "prenom",
                           .synonyms = "first name|firstname|given name",
                           .heading_required = true,
                           .cell_bytes_max = 200,
                           .walk_in = PERSON_MUST_BE_IN_FORM,
                           .correction = PERSON_MAY_BE_IN_FORM,
                           .form_bytes_min = 1,
                           .form_bytes_max = 100,
                           .told_to_desk = true},
    [PERSON_LAST_NAME] = {.name = "last_name",
                          .offset = VALUE(last_name),
                          .heading = "nom",
                          .synonyms = "last name|lastname|surname|family name|nom de famille",
                          .heading_required = true,
                          .cell_required = true,
                          .cell_bytes_max = 200,
                          .walk_in = PERSON_MUST_BE_IN_FORM,
                          .correction = PERSON_MAY_BE_IN_FORM,
                          .form_bytes_min = 1,
                          .form_bytes_max = 100,
                          .told_to_desk = true},
    [PERSON_ORGANISATION] = {.name = "organisation",
                             .value = PERSON_VALUE_ORGANISATION,
                             .offset = offsetof(struct person_entry, organisation),
                             .heading = "organisme",
                             .synonyms =
                                 "organisation|structure|entreprise|societe|organization|company",
                             .heading_required = true,
                             .cell_bytes_max = 200,
                             .walk_in = PERSON_MAY_BE_IN_FORM,
                             .correction = PERSON_MAY_BE_IN_FORM,
                             .form_bytes_max = 200,
                             .told_to_desk = true,
                             .in_log = true,
                             .kept_when_erased = true},
    [PERSON_ROLE] = {.name = "role",
                     .value = PERSON_VALUE_ROLE,
                     .offset = VALUE(role),
                     .heading = "role",
                     .synonyms = "profil|type|categorie",
                     .heading_required = true,
                     .cell_required = true,
                     .walk_in = PERSON_MUST_BE_IN_FORM,
                     .form_bytes_min = 1,
                     .form_bytes_max = 16,
                     .told_to_desk = true,
                     .in_log = true,
                     .kept_when_erased = true},
    [PERSON_POSITION] = {.name = "position",
                         .offset = VALUE(position),
                         .heading = "fonction",
                         .synonyms = "poste|titre|position|job title",
                         .cell_bytes_max = 200,
                         .walk_in = PERSON_MAY_BE_IN_FORM,
                         .correction = PERSON_MAY_BE_IN_FORM,
                         .form_bytes_max = 200,
                         .told_to_desk = true},
    [PERSON_EMAIL] = {.name = "email",
                      .value = PERSON_VALUE_EMAIL,
                      .offset = VALUE(email),
                      .heading = "courriel",
                      .synonyms = "email|e mail|mail|adresse electronique|adresse mail",
                      .walk_in = PERSON_MAY_BE_IN_FORM,
                      .correction = PERSON_MAY_BE_IN_FORM,
                      .form_bytes_max = 200},
    [PERSON_LANGUAGE] = {.name = "language",
                         .value = PERSON_VALUE_LANGUAGE,
                         .offset = VALUE(language),
                         .heading = "langue",
                         .synonyms = "language|lang",
                         .walk_in = PERSON_MAY_BE_IN_FORM,
                         .correction = PERSON_MAY_BE_IN_FORM,
                         .form_bytes_min = 2,
                         .form_bytes_max = 2,
                         .told_to_desk = true,
                         .in_log = true,
                         .kept_when_erased = true},
    [PERSON_ACCESSIBILITY] = {.name = "accessibility",
                              .offset = VALUE(accessibility),
                              .heading = "accessibilite",
                              .synonyms = "accessibility|besoins d accessibilite|amenagement",
                              .cell_bytes_max = 200,
                              .correction = PERSON_MAY_BE_IN_FORM,
                              .form_bytes_max = 200,
                              .told_to_desk = true},
    [PERSON_CONTACT_CONSENT] = {.name = "contact_consent",
                                .value = PERSON_VALUE_YES_NO,
                                .offset = VALUE(contact_consent),
                                .heading = "accepte_echange_contact",
                                .synonyms =
                                    "accepte l echange de contact|contact consent|consentement"},
    [PERSON_ARRIVES_AT] = {.name = "arrives_at",
                           .value = PERSON_VALUE_HOUR,
                           .offset = VALUE(arrives_at),
                           .heading = "arrivee",
                           .synonyms = "heure d arrivee|arrive a|arrival",
                           .in_log = true,
                           .kept_when_erased = true},
    [PERSON_LEAVES_AT] = {.name = "leaves_at",
                          .value = PERSON_VALUE_HOUR,
                          .offset = VALUE(leaves_at),
                          .heading = "depart",
                          .synonyms = "heure de depart|repart a|departure",
                          .in_log = true,
                          .kept_when_erased = true},
    [PERSON_JURY] = {.name = "jury",
                     .value = PERSON_VALUE_YES_NO,
                     .offset = VALUE(jury),
                     .heading = "jury",
                     .synonyms = "membre du jury|jure",
                     .in_log = true,
                     .kept_when_erased = true},
    [PERSON_AFFILIATION] = {.name = "affiliation",
                            .offset = VALUE(affiliation),
                            .correction = PERSON_MAY_BE_IN_FORM,
                            .form_bytes_max = 200,
                            .told_to_desk = true},
};

bool person_column_is_text(const struct person_column *column)
{
    return column->value != PERSON_VALUE_YES_NO && column->value != PERSON_VALUE_HOUR;
}

const char *person_text(const struct person_entry *entry, const struct person_column *column)
{
    return *(const char *const *)(const void *)((const char *)entry + column->offset);
}

int64_t person_number(const struct person_entry *entry, const struct person_column *column)
{
    const void *place = (const char *)entry + column->offset;
    return column->value == PERSON_VALUE_YES_NO ? *(const bool *)place : *(const int64_t *)place;
}

void person_set_text(struct person_entry *entry, const struct person_column *column,
                     const char *text)
{
    *(const char **)(void *)((char *)entry + column->offset) = text;
}

void person_set_number(struct person_entry *entry, const struct person_column *column,
                       int64_t number)
{
    void *place = (char *)entry + column->offset;
    if (column->value == PERSON_VALUE_YES_NO)
        *(bool *)place = number != 0;
    else
        *(int64_t *)place = number;
}
