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

static const struct sheet_column participants[] = {
    {"id", "identifiant|code|n|numero", true, true},
    {"prenom", "first name|firstname|given name", true, false},
    {"nom", "last name|lastname|surname|family name|nom de famille", true, true},
    {"organisme", "organisation|structure|entreprise|societe|organization|company", true, false},
    {"role", "profil|type|categorie", true, true},
    {"fonction", "poste|titre|position|job title", false, false},
    {"courriel", "email|e mail|mail|adresse electronique|adresse mail", false, false},
    {"langue", "language|lang", false, false},
    {"accessibilite", "accessibility|besoins d accessibilite|amenagement", false, false},
    {"accepte_echange_contact", "accepte l echange de contact|contact consent|consentement", false,
     false},
    {"arrivee", "heure d arrivee|arrive a|arrival", false, false},
    {"depart", "heure de depart|repart a|departure", false, false},
    {"jury", "membre du jury|jure", false, false},
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

#define FORM(kind)                                                                                 \
    {                                                                                              \
        .name = "import.kind." #kind, .columns = (kind), .count = sizeof(kind) / sizeof *(kind)    \
    }

const struct sheet_form *import_form(enum import_kind kind)
{
    static const struct sheet_form forms[IMPORT_KINDS] = {
        [IMPORT_PROGRAMME] = {.name = "import.kind.programme"},
        [IMPORT_APPLICATIONS] = FORM(applications),
        [IMPORT_NEEDS] = FORM(needs),
        [IMPORT_PARTICIPANTS] = FORM(participants),
        [IMPORT_STANDS] = FORM(stands),
        [IMPORT_DECISIONS] = FORM(decisions),
        [IMPORT_WISHES] = FORM(wishes),
    };
    return &forms[kind];
}

const char *import_kind_key(enum import_kind kind)
{
    return import_form(kind)->name;
}
