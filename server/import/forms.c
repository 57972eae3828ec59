/* SPDX-License-Identifier: EUPL-1.2 */
/* The columns of each kind of file: what organisers call them. */
#include "import_internal.h"

static const struct sheet_column applications[] = {
    {"Horodatage", "date|date de depot|recu le|timestamp|received", true, true},
    {"Raison sociale", "entreprise|societe|nom de l entreprise|company|name", true, true},
    {"SIRET", "numero siret|n siret|no siret", true, true},
    {"Commune", "ville|town|city", true, false},
    {"Code postal", "cp|postcode|zip", true, false},
    {"Région", "region", true, true},
    {"Segment", "domaine|secteur|sector", true, true},
    {"Solution", "intitule de la solution|innovation", true, true},
    {"Mots-clés", "mots clefs|keywords|tags", false, false},
    {"Commercialisable", "commercialisee|commercialise|sur le marche|marketable", true, true},
    {"Adaptée à la sphère publique",
     "adapte a la sphere publique|sphere publique|secteur public|fit for the public sector", true,
     true},
    {"Civilité", "titre|title", false, false},
    {"Prénom", "first name|prenom du contact", false, false},
    {"Nom", "last name|nom du contact|surname", false, false},
    {"Courriel", "email|e mail|mail|adresse electronique|adresse mail", false, false},
    {"Téléphone", "tel|phone|mobile|portable", false, false},
    {"Note du comité", "note|note comite|mark", true, false},
    {"Souhaite une démonstration", "demonstration|demo|wants a demonstration", false, false},
    {"Souhaite un stand", "veut un stand|wants a stand", false, false},
    {"Contraintes", "contrainte|remarques|constraints", false, false},
};

static const struct sheet_column needs[] = {
    {"Organisme", "acheteur|structure|organisation|buyer", true, true},
    {"Type d’acheteur", "type|type de structure|buyer type", true, false},
    {"Segment", "domaine|secteur|sector", true, true},
    {"Besoin exprimé", "besoin|expression du besoin|need", true, true},
    {"Échéance", "date|delai|due", false, false},
    {"Budget indicatif (€ HT)", "budget|budget indicatif|budget ht|budget indicatif ht", false,
     false},
};

static const struct sheet_column stands[] = {
    {"stand", "code|emplacement|numero|booth", true, true},
    {"zone", "hall|espace|area", true, true},
    {"x_m", "x|x en m|x metres", true, true},
    {"y_m", "y|y en m|y metres", true, true},
    {"electricite", "prise|courant|alimentation|power|amperes", true, false},
    {"ecran", "screen|moniteur", true, false},
    {"acces_pmr", "pmr|plain pied|step free|accessible", true, false},
};

static const struct sheet_column decisions[] = {
    {"siret", "numero siret|n siret|no siret", true, true},
    {"decision", "choix|resultat|statut", true, true},
};

static const struct sheet_column wishes[] = {
    {"de", "demandeur|from|emetteur", true, true},
    {"vers", "a|pour|destinataire|to", true, true},
    {"priorite", "priority|rang|note", true, true},
};

/* The participants' columns stand in a table of their own, which the whole program walks. */
static struct sheet_column participants_column(size_t index)
{
    const struct person_column *column = &person_columns[index];
    return (struct sheet_column){column->heading, column->synonyms, column->heading_required,
                                 column->cell_required};
}

#define COLUMN_OF(kind)                                                                            \
    static struct sheet_column kind##_column(size_t index)                                         \
    {                                                                                              \
        return (kind)[index];                                                                      \
    }
COLUMN_OF(applications)
COLUMN_OF(needs)
COLUMN_OF(stands)
COLUMN_OF(decisions)
COLUMN_OF(wishes)

#define FORM(kind, columns)                                                                        \
    {                                                                                              \
        .name = "import.kind." #kind, .column = kind##_column, .count = (columns)                  \
    }
#define COUNT(array) (sizeof(array) / sizeof *(array))

const struct sheet_form *import_form(enum import_kind kind)
{
    static const struct sheet_form forms[IMPORT_KINDS] = {
        [IMPORT_PROGRAMME] = {.name = "import.kind.programme"},
        [IMPORT_APPLICATIONS] = FORM(applications, COUNT(applications)),
        [IMPORT_NEEDS] = FORM(needs, COUNT(needs)),
        [IMPORT_PARTICIPANTS] = FORM(participants, PERSON_SHEET_COLUMN_COUNT),
        [IMPORT_STANDS] = FORM(stands, COUNT(stands)),
        [IMPORT_DECISIONS] = FORM(decisions, COUNT(decisions)),
        [IMPORT_WISHES] = FORM(wishes, COUNT(wishes)),
    };
    return &forms[kind];
}

const char *import_kind_key(enum import_kind kind)
{
    return import_form(kind)->name;
}
