/* SPDX-License-Identifier: EUPL-1.2 */
/* Organisers' files into an edition: what is imported, what is refused and in which words, and what
 * importing again does. */
#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "edition.h"
#include "harness.h"
#include "parvis/clock.h"

#define NN "\u202f" /* narrow no-break space, before French double signs */
#define DECLARED(file, line, column, value)                                                        \
    file ", ligne " line ", colonne «" NN column NN "», valeur «" NN value NN "»" NN ": "

/* Headings and a good row of each kind, for the faults to be put in. */
#define APPLICATIONS                                                                               \
    "Horodatage;Raison sociale;SIRET;Commune;Code postal;Région;Segment;Solution;"                \
    "Commercialisable;Adaptée à la sphère publique;Courriel;Note du comité;Contraintes\n"
#define APPLICATION(date, name, siret, fit, email, mark, constraints)                              \
    date ";" name ";" siret ";Lille;59000;Hauts-de-France;Santé;Capteur;oui;" fit ";" email        \
         ";" mark ";" constraints "\n"
#define PEOPLE                                                                                     \
    "id,prenom,nom,organisme,role,courriel,langue,accepte_echange_contact,arrivee,depart,jury\n"
#define STANDS "stand,zone,x_m,y_m,electricite,ecran,acces_pmr\n"
#define SIRET_A "57517126292247"
#define SIRET_B "58296265999370"

static struct store *store;

static void make(void)
{
    store = edition_make();
}

static void unmake(void)
{
    edition_remove(store);
}

static void make_full(void)
{
    store = edition_make();
    edition_fill(store);
}

/* ---- the example edition ---- */

START_TEST(the_example_edition_is_imported_whole)
{
    ck_assert_int_eq(edition_number(store, "SELECT count(*) FROM application"), 79);
    ck_assert_int_eq(
        edition_number(store, "SELECT count(*) FROM application WHERE decision IS NOT NULL"), 28);
    ck_assert_int_eq(
        edition_number(store, "SELECT count(*) FROM application WHERE decision = 'pitch'"), 9);
    ck_assert_int_eq(edition_number(store, "SELECT count(*) FROM need"), 27);
    ck_assert_int_eq(edition_number(store, "SELECT count(*) FROM person"), 235);
    ck_assert_int_eq(edition_number(store, "SELECT count(*) FROM wish"), 726);
    ck_assert_int_eq(edition_number(store, "SELECT count(*) FROM stand"), 24);
    ck_assert_int_eq(edition_number(store, "SELECT count(*) FROM slot"), 13);
    ck_assert_int_eq(edition_number(store, "SELECT count(*) FROM session"), 7);
    ck_assert_int_eq(
        edition_number(store, "SELECT count(*) FROM organisation WHERE kind = 'buyer'"), 27);
    ck_assert_int_eq(edition_number(store, "SELECT max(budget_cents) FROM need"), 15000050);
    ck_assert_int_eq(edition_number(store, "SELECT x_cm FROM stand WHERE code = 'A3'"), 890);
    ck_assert_int_eq(edition_number(store, "SELECT mark FROM application JOIN organisation ON id = "
                                           "organisation_id WHERE siret = '" SIRET_B "'"),
                     200);
    ck_assert_int_eq(
        edition_number(store, "SELECT count(*) FROM application WHERE need_amperes = 32"), 14);
    ck_assert_int_eq(
        edition_number(store, "SELECT count(*) FROM application WHERE unrecognised <> ''"), 0);
    ck_assert_int_eq(
        edition_number(store, "SELECT count(*) FROM person WHERE arrives_at >= leaves_at"), 2);
}
END_TEST

START_TEST(importing_again_changes_nothing_and_logs_nothing)
{
    int64_t before = store_last_seq(store);
    char *rows = edition_dump(store);
    edition_fill(store);
    char *again = edition_dump(store);
    ck_assert_str_eq(rows, again);
    ck_assert_int_eq(store_last_seq(store), before);
    free(rows);
    free(again);
}
END_TEST

START_TEST(the_log_says_what_the_tables_say)
{
    edition_verify(store);
    int64_t rows = 1 + 7 + 13 + 111 + 79 + 27 + 235 + 726 + 24;
    ck_assert_int_eq(
        edition_number(store,
                       "SELECT count(*) FROM (SELECT kind, id FROM change GROUP BY kind, id)"),
        rows);
    ck_assert_int_eq(edition_number(store, "SELECT count(*) FROM change WHERE body LIKE '%@%'"), 0);
}
END_TEST

/* ---- faults, in the words that the operator reads ---- */

struct fault {
    enum import_kind kind;
    const char *name, *text, *sentence;
};

static const struct fault faults[] = {
    {IMPORT_APPLICATIONS, "c.csv", "", "c.csv" NN ": le fichier est vide."},
    {IMPORT_APPLICATIONS, "c.csv",
     APPLICATIONS APPLICATION("03/05/2017 12:15", "Eclabat", "57517126292248", "oui", "", "", ""),
     DECLARED("c.csv", "2", "SIRET",
              "57517126292248") "la clé de contrôle (Luhn) de ce SIRET est fausse" NN
                                ": un chiffre est mal recopié."},
    {IMPORT_APPLICATIONS, "c.csv",
     APPLICATIONS APPLICATION("03/05/2017", "Eclabat", "7517126292247", "oui", "", "", ""),
     DECLARED("c.csv", "2", "SIRET", "7517126292247") "un SIRET a 14 chiffres, celui-ci 13" NN
                                                      "; un tableur efface les zéros du début."},
    {IMPORT_APPLICATIONS, "c.csv",
     APPLICATIONS APPLICATION("03/05/2017", "Eclabat", "5,75171E+13", "oui", "", "", ""),
     DECLARED("c.csv", "2", "SIRET",
              "5,75171E+13") "le tableur a pris ce SIRET pour un nombre et l’a arrondi. Mettez la "
                             "colonne au format Texte et ressaisissez-le."},
    {IMPORT_APPLICATIONS, "c.csv",
     APPLICATIONS APPLICATION("31/02/2017", "Eclabat", SIRET_A, "oui", "", "", ""),
     DECLARED("c.csv", "2", "Horodatage",
              "31/02/2017") "ce n’est pas une date" NN
                            ": écrivez 03/05/2017 ou 03/05/2017 12:15, le jour d’abord."},
    {IMPORT_APPLICATIONS, "c.csv",
     APPLICATIONS APPLICATION("03/05/2017", "Eclabat", SIRET_A, "bof", "", "", ""),
     DECLARED("c.csv", "2", "Adaptée à la sphère publique", "bof") "écrivez oui ou non."},
    {IMPORT_APPLICATIONS, "c.csv",
     APPLICATIONS APPLICATION("03/05/2017", "Eclabat", SIRET_A, "oui", "jean.at.eclabat.fr", "",
                              ""),
     DECLARED("c.csv", "2", "Courriel",
              "jean.at.eclabat.fr") "ce n’est pas une adresse de courriel."},
    {IMPORT_APPLICATIONS, "c.csv",
     APPLICATIONS APPLICATION("03/05/2017", "Eclabat", SIRET_A, "oui", "", "20,5", ""),
     DECLARED("c.csv", "2", "Note du comité", "20,5") "le nombre doit être entre 0 et 20."},
    {IMPORT_APPLICATIONS, "c.csv",
     APPLICATIONS APPLICATION("03/05/2017", "Eclabat", SIRET_A, "oui", "", "bien", ""),
     DECLARED("c.csv", "2", "Note du comité", "bien") "ce n’est pas un nombre."},
    {IMPORT_APPLICATIONS, "c.csv",
     APPLICATIONS APPLICATION("03/05/2017", "", SIRET_A, "oui", "", "", ""),
     "c.csv, ligne 2, colonne «" NN "Raison sociale" NN "»" NN ": il faut une valeur."},
    {IMPORT_APPLICATIONS, "c.csv",
     APPLICATIONS APPLICATION("03/05/2017", "Eclabat", SIRET_A, "oui", "", "", "arrive à 22h00"),
     DECLARED("c.csv", "2", "Contraintes",
              "arrive à 22h00") "une heure de ces contraintes est hors de la journée."},
    {IMPORT_APPLICATIONS, "c.csv",
     APPLICATIONS APPLICATION("03/05/2017", "A", SIRET_A, "oui", "", "", "")
         APPLICATION("03/05/2017", "B", SIRET_A, "oui", "", "", ""),
     DECLARED("c.csv", "3", "SIRET", SIRET_A) "ce SIRET est déjà à la ligne 2."},
    {IMPORT_APPLICATIONS, "c.csv",
     APPLICATIONS APPLICATION("03/05/2017", "Été", SIRET_A, "oui", "", "", "\"écran\nprise 32 A\"")
         APPLICATION("03/05/2017", "ETE ", SIRET_B, "oui", "", "", ""),
     DECLARED("c.csv", "4", "Raison sociale",
              "ETE") "cette raison sociale est déjà à la ligne 2, avec un autre SIRET."},
    {IMPORT_APPLICATIONS, "c.csv", APPLICATIONS "03/05/2017;Eclabat;" SIRET_A ";Lille\n",
     "c.csv, ligne 2" NN ": la ligne n’a que 4 cellules pour 13 titres."},
    {IMPORT_APPLICATIONS, "c.csv",
     APPLICATIONS APPLICATION("03/05/2017", "Eclabat", SIRET_A, "oui", "", "", "écran;y"),
     "c.csv, ligne 2" NN ": la ligne a 14 cellules pour 13 titres."},
    {IMPORT_APPLICATIONS, "c.csv",
     APPLICATIONS APPLICATION("03/05/2017", "\"Eclabat", SIRET_A, "oui", "", "", ""),
     "c.csv, ligne 2" NN ": un guillemet s’ouvre ici et ne se ferme jamais."},
    {IMPORT_PARTICIPANTS, "p.csv", PEOPLE "P1,Zoé,Nowak,ARS,chef,,,,,,\n",
     DECLARED("p.csv", "2", "role",
              "chef") "rôle inconnu" NN
                      ": acheteur, entreprise, visiteur, presse, intervenant ou organisation."},
    {IMPORT_PARTICIPANTS, "p.csv", PEOPLE "P1,Zoé,Nowak,ARS,visiteur,,es,,,,\n",
     DECLARED("p.csv", "2", "langue", "es") "langue inconnue" NN ": fr, en ou nl."},
    {IMPORT_PARTICIPANTS, "p.csv", PEOPLE "P1,Zoé,Nowak,ARS,visiteur,,,,19:00,,\n",
     DECLARED("p.csv", "2", "arrivee", "19:00") "l’heure est hors de la journée (08:00 à 17:00)."},
    {IMPORT_PARTICIPANTS, "p.csv", PEOPLE "P1,Zoé,Nowak,ARS,visiteur,,,,,tard,\n",
     DECLARED("p.csv", "2", "depart", "tard") "ce n’est pas une heure" NN
                                              ": écrivez 9h30 ou 09:30."},
    {IMPORT_PARTICIPANTS, "p.csv",
     PEOPLE "P1,Zoé,Nowak,ARS,visiteur,,,,,,\nP1,Yves,Nowak,ARS,visiteur,,,,,,\n",
     DECLARED("p.csv", "3", "id", "P1") "cet identifiant est déjà à la ligne 2."},
    {IMPORT_PARTICIPANTS, "p.csv", "id,prenom,organisme,role\nP1,Zoé,ARS,visiteur\n",
     "p.csv, ligne 1, colonne «" NN "nom" NN "»" NN ": cette colonne manque."},
    {IMPORT_PARTICIPANTS, "p.csv",
     "id,prenom,nom,NOM ,organisme,role\nP1,Zoé,Nowak,x,ARS,visiteur\n",
     "p.csv, ligne 1, colonne «" NN "NOM" NN "»" NN ": deux colonnes disent la même chose" NN
     ": celle-ci et «" NN "nom" NN "»."},
    {IMPORT_STANDS, "s.csv", STANDS "A1,Nef,2.5,3,16 A,oui,oui\nA1,Nef,4,3,16 A,oui,oui\n",
     DECLARED("s.csv", "3", "stand", "A1") "ce stand est déjà à la ligne 2."},
    {IMPORT_STANDS, "s.csv", STANDS "A1,Nef,2.5,3,tout,oui,oui\n",
     DECLARED("s.csv", "2", "electricite", "tout") "écrivez «" NN "16 A" NN "», «" NN "32 A" NN
                                                   "» ou «" NN "aucune" NN "»."},
    {IMPORT_NEEDS, "b.csv",
     "Organisme;Type d'acheteur;Segment;Besoin exprimé\nARS;État;Santé;Lits\nArs;État;Santé;Lits\n",
     DECLARED("b.csv", "3", "Besoin exprimé",
              "Lits") "cet organisme exprime déjà ce besoin à la ligne 2."},
    {IMPORT_DECISIONS, "d.csv", "siret,decision\n" SIRET_A ",pitch\n",
     DECLARED("d.csv", "2", "siret", SIRET_A) "aucune candidature n’a ce SIRET."},
    {IMPORT_UNKNOWN, "x.csv", "a,b\n1,2\n",
     "x.csv, ligne 1" NN
     ": les titres des colonnes ne sont ceux d’aucun des fichiers connus. Dites ce que c’est" NN
     ": --applications, --decisions, --needs, --participants, --wishes ou --stands."},
    {IMPORT_PROGRAMME, "e.json", "{\n \"name\": \"X\",\n}",
     "e.json, ligne 3" NN ": ce n’est pas du JSON bien formé" NN
     "; la lecture s’arrête à cette ligne."},
};

START_TEST(every_fault_is_told_in_french_and_nothing_is_imported)
{
    const struct fault *fault = &faults[_i];
    edition_refuses(store, fault->kind, fault->name, fault->text, TEXT_FR, fault->sentence);
}
END_TEST

START_TEST(faults_are_told_in_english_too)
{
    edition_refuses(
        store, IMPORT_PARTICIPANTS, "p.csv", PEOPLE "P1,Zoé,Nowak,ARS,visiteur,nowhere,,,,,\n",
        TEXT_EN,
        "p.csv, line 2, column “courriel”, value “nowhere”: this is not an e-mail address.");
    edition_refuses(
        store, IMPORT_DECISIONS, "d.csv", "siret,decision\n" SIRET_A ",stand\n", TEXT_EN,
        "d.csv, line 2, column “siret”, value “" SIRET_A "”: no application has this SIRET.");
    edition_refuses(store, IMPORT_STANDS, "s.csv", "", TEXT_EN, "s.csv: the file is empty.");
}
END_TEST

/* Bytes that are no text of ours, or far too many. */
static void check_bytes_refused(const char *bytes, size_t size, const char *sentence)
{
    struct import_result result;
    const char *name = "f.csv";
    ck_assert_int_eq(edition_import_bytes(store, IMPORT_UNKNOWN, name, bytes, size, NULL, &result),
                     PARVIS_INVALID);
    ck_assert_uint_eq(result.report.count, 1);
    char *line = report_say(&result.report.findings[0], &name, TEXT_FR);
    ck_assert_str_eq(line, sentence);
    free(line);
    import_result_clear(&result);
}

START_TEST(what_is_no_csv_is_refused)
{
    check_bytes_refused(
        "id;nom\n1;a\0b", 13,
        "f.csv, ligne 2" NN
        ": ce n’est pas un fichier de texte (octet nul). Enregistrez le tableau au format CSV.");
    check_bytes_refused("PK\3\4....", 8,
                        "f.csv" NN
                        ": c’est un classeur (XLSX ou ODS), pas un CSV. Dans le tableur" NN
                        ": Fichier, Enregistrer sous, CSV UTF-8.");
    check_bytes_refused(
        "é;é;é\n\xe9;b\n", 13,
        "f.csv, ligne 2" NN
        ": le fichier est en UTF-8, mais cette ligne a des octets qui n’en sont pas" NN
        ": deux encodages sont mêlés.");
    check_bytes_refused("", IMPORT_FILE_BYTES_MAX + 1, "f.csv" NN ": le fichier dépasse 64 Mio.");
}
END_TEST

START_TEST(a_wish_joins_a_known_buyer_and_a_known_company)
{
#define WISH(from, to) "de,vers,priorite\n" from "," to ",3\n"
    edition_refuses(
        store, IMPORT_WISHES, "v.csv", WISH("P0001", "35600000000048"), TEXT_FR,
        DECLARED("v.csv", "2", "vers", "35600000000048") "vœu vers une entreprise inconnue" NN
                                                         ": aucune candidature n’a ce SIRET.");
    edition_refuses(
        store, IMPORT_WISHES, "v.csv", WISH("P9999", SIRET_B), TEXT_FR,
        DECLARED("v.csv", "2", "de", "P9999") "personne inconnue" NN
                                              ": aucun participant n’a cet identifiant.");
    edition_refuses(
        store, IMPORT_WISHES, "v.csv", WISH(SIRET_B, "P0153"), TEXT_FR,
        DECLARED("v.csv", "2", "vers", "P0153") "cette personne n’est pas acheteur" NN
                                                ": un vœu lie un acheteur et une entreprise.");
    edition_refuses(
        store, IMPORT_WISHES, "v.csv", WISH(SIRET_B, SIRET_A), TEXT_FR,
        DECLARED("v.csv", "2", "vers",
                 SIRET_A) "un vœu lie un acheteur et une entreprise, pas deux entreprises.");
    edition_refuses(
        store, IMPORT_WISHES, "v.csv", WISH("P0001", "P0002"), TEXT_FR,
        DECLARED("v.csv", "2", "vers",
                 "P0002") "un vœu lie un acheteur et une entreprise, pas deux personnes.");
    edition_refuses(store, IMPORT_WISHES, "v.csv", WISH("P0001", SIRET_B) "P0001," SIRET_B ",4\n",
                    TEXT_FR,
                    DECLARED("v.csv", "3", "vers", SIRET_B) "ce vœu est déjà à la ligne 2.");
    edition_refuses(store, IMPORT_WISHES, "v.csv", "de,vers,priorite\nP0001," SIRET_B ",9\n",
                    TEXT_FR,
                    DECLARED("v.csv", "2", "priorite", "9") "le nombre doit être entre 1 et 5.");
    edition_refuses(store, IMPORT_DECISIONS, "d.csv", "siret,decision\n" SIRET_B ",peut-être\n",
                    TEXT_FR,
                    DECLARED("d.csv", "2", "decision", "peut-être") "décision inconnue" NN
                                                                    ": pitch, stand ou non.");
}
END_TEST

START_TEST(three_words_say_as_much_as_a_priority)
{
    struct import_result result;
    ck_assert_int_eq(edition_import(store, IMPORT_WISHES, "v.csv",
                                    "de,vers,priorite\nP0001," SIRET_A ",Non merci\n" SIRET_B
                                    ",P0001,Indispensable\nP0002," SIRET_A ",souhait\n",
                                    &result),
                     PARVIS_OK);
    ck_assert_int_eq(edition_number(store, "SELECT count(*) FROM wish WHERE priority = 0"), 1);
    ck_assert_int_eq(edition_number(store, "SELECT priority FROM wish WHERE by_company"), 5);
    ck_assert_int_eq(edition_number(store, "SELECT max(priority) FROM wish WHERE NOT by_company"),
                     3);
    import_result_clear(&result);
}
END_TEST

START_TEST(a_lost_zero_of_a_postcode_is_seen)
{
    struct import_result result;
    ck_assert_int_eq(edition_import(store, IMPORT_APPLICATIONS, "c.csv",
                                    APPLICATIONS
                                    "03/05/2017;A;" SIRET_A
                                    ";Laon;2000;Hauts de France;Santé;Capteur;oui;oui;;;\n"
                                    "03/05/2017;B;" SIRET_B
                                    ";Namur;5000;Wallonie (BE);Santé;Capteur;oui;oui;;;\n",
                                    &result),
                     PARVIS_OK);
    ck_assert_uint_eq(result.report.count, 1);
    ck_assert_str_eq(result.report.findings[0].key, "import.value.postcode");
    ck_assert_int_eq(result.report.findings[0].line, 2);
    import_result_clear(&result);
}
END_TEST

START_TEST(all_faults_are_told_in_one_pass)
{
    struct import_result result;
    ck_assert_int_eq(edition_import(store, IMPORT_WISHES, "v.csv",
                                    "de,vers,priorite\nP1," SIRET_A ",9\nP2,P3,2\n,,\nP4,,1\n",
                                    &result),
                     PARVIS_INVALID);
    /* line 2: priority, person, company; line 3: two people unknown; line 5: an empty end, person
     */
    ck_assert_uint_eq(result.report.errors, 7);
    for (size_t i = 1; i < result.report.count; i++)
        ck_assert_int_ge(result.report.findings[i].line, result.report.findings[i - 1].line);
    import_result_clear(&result);
}
END_TEST

START_TEST(a_bad_row_is_not_told_again_by_those_that_refer_to_it)
{
    struct import_file files[2] = {
        {.kind = IMPORT_APPLICATIONS,
         .name = "c.csv",
         .bytes = APPLICATIONS APPLICATION("hier", "A", SIRET_A, "oui", "", "12", "")},
        {.kind = IMPORT_DECISIONS,
         .name = "d.csv",
         .bytes = "siret,decision\n" SIRET_A ",pitch\n"}};
    struct edition_options options = {.motive = {.by_user = "essai"}};
    struct import_result result;
    for (size_t i = 0; i < 2; i++)
        files[i].size = strlen(files[i].bytes);
    ck_assert_int_eq(edition_run(store, files, 2, &options, &result), PARVIS_INVALID);
    ck_assert_uint_eq(result.report.errors, 1);
    ck_assert_str_eq(result.report.findings[0].key, "import.value.date");
    import_result_clear(&result);
}
END_TEST

START_TEST(warnings_and_notes_do_not_stop)
{
    struct import_result result;
    ck_assert_int_eq(edition_import(store, IMPORT_PARTICIPANTS, "p.csv",
                                    "id,prenom,nom,organisme,role,arrivee,depart,Groupe sanguin\n"
                                    "P1,Zoé,Nowak,ARS,visiteur,,,A+\n"
                                    "P2,Zoe,NOWAK,A.R.S.,visiteur,13:30,12h30,\n"
                                    "P3,Zoé,Nowak,ARS,visiteur,,,\n",
                                    &result),
                     PARVIS_OK);
    ck_assert_int_eq(edition_number(store, "SELECT count(*) FROM person"), 3); /* imported */
    ck_assert_uint_eq(result.report.warnings, 3);
    ck_assert_str_eq(result.report.findings[0].key, "import.heading.unknown");
    ck_assert_str_eq(result.report.findings[1].key, "import.person.never_there");
    ck_assert_str_eq(result.report.findings[2].key, "import.person.namesake");
    ck_assert_int_eq(edition_number(store, "SELECT count(*) FROM person"), 3);
    import_result_clear(&result);
    ck_assert_int_eq(edition_import(store, IMPORT_APPLICATIONS, "c.csv",
                                    APPLICATIONS APPLICATION("03/05/2017", "A", SIRET_A, "oui", "",
                                                             "", "écran, un chien"),
                                    &result),
                     PARVIS_OK);
    ck_assert_uint_eq(result.report.notes, 1);
    ck_assert_str_eq(result.report.findings[0].value, "un chien");
    import_result_clear(&result);
}
END_TEST

START_TEST(what_a_file_holds_does_not_steer_the_terminal)
{
    struct import_result result;
    const char *name = "p.csv";
    ck_assert_int_eq(edition_import(store, IMPORT_PARTICIPANTS, name,
                                    PEOPLE "P1,Zoé,Nowak,ARS,\x1b[31mrouge\xc2\x9b"
                                           "2J,,,,,,\n",
                                    &result),
                     PARVIS_INVALID);
    char *line = report_say(&result.report.findings[0], &name, TEXT_EN);
    ck_assert_ptr_null(strchr(line, '\x1b'));
    ck_assert_ptr_null(strstr(line, "\xc2\x9b"));
    ck_assert_ptr_nonnull(strstr(line, "value “ [31mrouge 2J”"));
    free(line);
    import_result_clear(&result);
}
END_TEST

START_TEST(two_files_of_one_kind_are_refused)
{
    static const char stands[] = STANDS "A1,Nef,2.5,3,16 A,oui,oui\n";
    struct import_file files[2] = {
        {.kind = IMPORT_UNKNOWN, .name = "a.csv", .bytes = stands, .size = strlen(stands)},
        {.kind = IMPORT_STANDS, .name = "b.csv", .bytes = stands, .size = strlen(stands)}};
    struct edition_options options = {.motive = {.by_user = "essai"}};
    struct import_result result;
    ck_assert_int_eq(edition_run(store, files, 2, &options, &result), PARVIS_INVALID);
    ck_assert_str_eq(result.report.findings[0].key, "import.file.twice");
    import_result_clear(&result);
}
END_TEST

/* A filter left on in the spreadsheet: to import it would take everything away. */
START_TEST(headings_alone_are_refused_before_they_empty_anything)
{
    struct import_result result;
    ck_assert_int_eq(
        edition_import(store, IMPORT_STANDS, "s.csv", STANDS "A1,Nef,1,1,16 A,oui,oui\n", &result),
        PARVIS_OK);
    import_result_clear(&result);
    ck_assert_int_eq(edition_import(store, IMPORT_STANDS, "s.csv", STANDS ",,,,,,\n\n", &result),
                     PARVIS_INVALID);
    ck_assert_str_eq(result.report.findings[0].key, "import.file.no_rows");
    ck_assert_int_eq(result.report.findings[0].line, 1);
    ck_assert_int_eq(edition_number(store, "SELECT count(*) FROM stand"), 1);
    import_result_clear(&result);
}
END_TEST

START_TEST(one_bad_file_keeps_the_good_ones_out)
{
    struct import_file files[2] = {
        {.kind = IMPORT_UNKNOWN, .name = "s.csv", .bytes = STANDS "A1,Nef,1,1,16 A,oui,oui\n"},
        {.kind = IMPORT_UNKNOWN, .name = "p.csv", .bytes = PEOPLE "P1,Zoé,Nowak,ARS,chef,,,,,,\n"}};
    struct edition_options options = {.motive = {.by_user = "essai"}};
    struct import_result result;
    int64_t before = store_last_seq(store);
    for (size_t i = 0; i < 2; i++)
        files[i].size = strlen(files[i].bytes);
    ck_assert_int_eq(edition_run(store, files, 2, &options, &result), PARVIS_INVALID);
    ck_assert_int_eq(edition_number(store, "SELECT count(*) FROM stand"), 0);
    ck_assert_int_eq(store_last_seq(store), before);
    import_result_clear(&result);
}
END_TEST

/* ---- encodings ---- */

static char *recode(const char *text, const char *to, const char *mark, size_t *ret_size)
{
    iconv_t converter = iconv_open(to, "UTF-8");
    size_t left = strlen(text), room = 4 * left + 8, used = strlen(mark);
    char *bytes = malloc(room), *in = strdup(text), *at = in;
    strcpy(bytes, mark);
    char *out = bytes + used;
    room -= used;
    ck_assert(converter != (iconv_t)-1);
    ck_assert(iconv(converter, &at, &left, &out, &room) == 0);
    iconv_close(converter);
    free(in);
    *ret_size = (size_t)(out - bytes);
    return bytes;
}

static char *replace(const char *text, char sign, const char *by)
{
    char *out = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&out, &size);
    for (; *text; text++)
        if (*text == sign)
            fputs(by, stream);
        else
            fputc(*text, stream);
    fclose(stream);
    return out;
}

START_TEST(every_form_of_a_file_gives_the_same_rows)
{
    /* Quoted cells, so that the same text stands with any delimiter; '|' is the delimiter. */
    const char *text =
        "id|prenom|nom|organisme|role|fonction|langue\n"
        "P1|\"Éloïse\"|\"D'Hondt, née Œuvrard\"|ARS|visiteur|\"a\n b; \"\"c\"\"\"|nl\n"
        "P2|Çelik|Maës|Préfecture du Nord|acheteur|€|fr\n";
    static const char *const charsets[] = {"UTF-8", "UTF-8", "WINDOWS-1252", "UTF-16LE"};
    static const char *const marks[] = {"", "\xef\xbb\xbf", "", "\xff\xfe"};
    static const char *const delimiters[] = {";", ",", "\t"};
    static const char *const ends[] = {"\n", "\r\n", "\r"};
    char *expected = NULL;
    for (int form = 0; form < 4 * 3 * 3; form++) {
        char *delimited = replace(text, '|', delimiters[form / 4 % 3]);
        char *ended = replace(delimited, '\n', ends[form / 12]);
        size_t size;
        char *bytes = recode(ended, charsets[form % 4], marks[form % 4], &size);
        struct import_result result;
        struct store *fresh = edition_make();
        ck_assert_int_eq(
            edition_import_bytes(fresh, IMPORT_UNKNOWN, "p.csv", bytes, size, NULL, &result),
            PARVIS_OK);
        ck_assert_uint_eq(result.report.count, 0);
        char *rows = edition_dump(fresh);
        if (expected)
            ck_assert_str_eq(rows, expected);
        else
            expected = strdup(rows);
        import_result_clear(&result);
        edition_remove(fresh);
        free(rows);
        free(bytes);
        free(ended);
        free(delimited);
    }
    ck_assert_ptr_nonnull(strstr(expected, "P1|Éloïse|D'Hondt, née Œuvrard|"));
    ck_assert_ptr_nonnull(strstr(expected, "|a\n b; \"c\"|"));
    free(expected);
}
END_TEST

START_TEST(headings_may_come_in_any_order_case_and_language)
{
    struct import_result result;
    ck_assert_int_eq(edition_import(store, IMPORT_UNKNOWN, "p.csv",
                                    "ROLE;E-mail;Last name;FIRST NAME;Identifiant;Organization\n"
                                    "buyer;a@b.example;Maës;Zoé;P1;ARS\n",
                                    &result),
                     PARVIS_OK);
    ck_assert_uint_eq(result.report.count, 0);
    ck_assert_int_eq(
        edition_number(store, "SELECT count(*) FROM person WHERE code = 'P1' AND role = 'buyer' "
                              "AND email = 'a@b.example' AND last_name = 'Maës'"),
        1);
    import_result_clear(&result);
}
END_TEST

/* ---- importing a corrected file ---- */

START_TEST(a_corrected_file_adds_changes_and_takes_away)
{
    struct import_result result;
    ck_assert_int_eq(edition_import(store, IMPORT_PARTICIPANTS, "p.csv",
                                    PEOPLE "P1,Zoé,Nowak,ARS,visiteur,,,,,,\nP2,Yves,Maës,DRAC,"
                                           "visiteur,,,,,,\nP3,A,B,ARS,visiteur,,,,,,\n",
                                    &result),
                     PARVIS_OK);
    import_result_clear(&result);
    int64_t before = store_last_seq(store);
    ck_assert_int_eq(
        edition_import(
            store, IMPORT_PARTICIPANTS, "p.csv",
            PEOPLE
            "P4,C,D,ARS,visiteur,,,,,,\nP3,A,B,ARS,visiteur,,,,,,\nP1,Zoé,Nowak,ARS,presse,,,,,,\n",
            &result),
        PARVIS_OK);
    const struct report_counts *counts = &result.counts[IMPORT_PARTICIPANTS];
    ck_assert_uint_eq(counts->added, 1);
    ck_assert_uint_eq(counts->changed, 1);
    ck_assert_uint_eq(counts->unchanged, 1);
    ck_assert_uint_eq(counts->gone, 1);
    ck_assert_uint_eq(result.organisations.gone, 1); /* nobody of DRAC is left */
    ck_assert_int_eq(store_last_seq(store), before + 4);
    ck_assert_int_eq(edition_number(store, "SELECT count(*) FROM person WHERE code = 'P2'"), 0);
    import_result_clear(&result);
    edition_verify(store);
}
END_TEST

START_TEST(a_dry_run_says_the_same_and_writes_nothing)
{
    struct edition_options options = {.check = true, .motive = {.by_user = "essai"}};
    struct import_result result;
    const char *text = PEOPLE "P0001,Grégory,Maës,Préfecture du Nord,acheteur,,fr,,,,\n";
    int64_t before = store_last_seq(store);
    char *rows = edition_dump(store);
    ck_assert_int_eq(edition_import_bytes(store, IMPORT_PARTICIPANTS, "p.csv", text, strlen(text),
                                          &options, &result),
                     PARVIS_OK);
    char *after = edition_dump(store);
    ck_assert_uint_eq(result.counts[IMPORT_PARTICIPANTS].changed, 1);
    ck_assert_uint_eq(
        result.counts[IMPORT_PARTICIPANTS].gone + result.counts[IMPORT_PARTICIPANTS].kept, 234);
    ck_assert_str_eq(rows, after);
    ck_assert_int_eq(store_last_seq(store), before);
    import_result_clear(&result);
    free(rows);
    free(after);
}
END_TEST

START_TEST(what_is_in_use_is_kept_with_the_reason)
{
    struct import_result result;
    const char *name = "p.csv";
    ck_assert_int_eq(edition_import(store, IMPORT_PARTICIPANTS, name,
                                    PEOPLE "P1,Zoé,Nowak,ARS,visiteur,,,,,,\nP2,Yves,Maës,DRAC,"
                                           "visiteur,,,,,,\nP3,A,B,ARS,visiteur,,,,,,\n",
                                    &result),
                     PARVIS_OK);
    import_result_clear(&result);
    edition_sql(
        store,
        "INSERT INTO badge (serial, person_id, signature, issued_at) SELECT 5, id, zeroblob(64), 1 "
        "FROM person WHERE code = 'P2';"
        "INSERT INTO scan (number, id, digest, person_id, direction, occurred_at, received_at, "
        "status) SELECT 1, 'abcdefgh', zeroblob(16), id, 'in', 1, 1, 'admitted' FROM person WHERE "
        "code = 'P3';"
        "INSERT INTO presence SELECT id, 'in', 1, 'Porte A', 1, 1 FROM person WHERE code = 'P3';"
        "INSERT INTO person (first_name, last_name, role, walk_in) VALUES ('Venu', 'Seul', "
        "'visitor', 1);");
    ck_assert_int_eq(edition_import(store, IMPORT_PARTICIPANTS, name,
                                    PEOPLE "P1,Zoé,Nowak,ARS,visiteur,,,,,,\n", &result),
                     PARVIS_OK);
    ck_assert_uint_eq(result.counts[IMPORT_PARTICIPANTS].kept, 2);
    ck_assert_uint_eq(result.counts[IMPORT_PARTICIPANTS].gone, 0);
    char *line = report_say(&result.report.findings[1], &name, TEXT_EN);
    ck_assert_str_eq(
        line,
        "p.csv, value “P3”: not in the new file, but kept: the person has already checked in.");
    free(line);
    ck_assert_int_eq(edition_number(store, "SELECT count(*) FROM person"), 4);
    import_result_clear(&result);
}
END_TEST

START_TEST(an_erased_person_does_not_come_back)
{
    struct import_result result;
    ck_assert_int_eq(edition_import(store, IMPORT_PARTICIPANTS, "p.csv",
                                    PEOPLE "P1,Zoé,Nowak,ARS,visiteur,,,,,,\n", &result),
                     PARVIS_OK);
    import_result_clear(&result);
    edition_sql(store, "UPDATE person SET first_name = '', last_name = '', email = '', "
                       "organisation_id = NULL, erased_at = 1");
    ck_assert_int_eq(edition_import(store, IMPORT_PARTICIPANTS, "p.csv",
                                    PEOPLE "P1,Zoé,Nowak,ARS,visiteur,,,,,,\n", &result),
                     PARVIS_OK);
    ck_assert_str_eq(result.report.findings[0].key, "import.person.erased");
    ck_assert_ptr_null(result.report.findings[0].value);
    ck_assert_int_eq(edition_number(store, "SELECT count(*) FROM person WHERE last_name <> ''"), 0);
    import_result_clear(&result);
}
END_TEST

START_TEST(companies_may_swap_their_names)
{
    struct import_result result;
    ck_assert_int_eq(
        edition_import(store, IMPORT_APPLICATIONS, "c.csv",
                       APPLICATIONS APPLICATION("03/05/2017", "Un", SIRET_A, "oui", "", "", "")
                           APPLICATION("03/05/2017", "Deux", SIRET_B, "oui", "", "", ""),
                       &result),
        PARVIS_OK);
    import_result_clear(&result);
    ck_assert_int_eq(
        edition_import(store, IMPORT_APPLICATIONS, "c.csv",
                       APPLICATIONS APPLICATION("03/05/2017", "Deux", SIRET_A, "oui", "", "", "")
                           APPLICATION("03/05/2017", "Un", SIRET_B, "oui", "", "", ""),
                       &result),
        PARVIS_OK);
    ck_assert_uint_eq(result.counts[IMPORT_APPLICATIONS].changed, 2);
    ck_assert_int_eq(
        edition_number(store,
                       "SELECT count(*) FROM organisation WHERE folded = 'un' AND siret = '" SIRET_B
                       "'"),
        1);
    import_result_clear(&result);
    edition_verify(store);
}
END_TEST

START_TEST(a_company_takes_over_those_who_named_it_before_it_applied)
{
    struct import_result result;
    ck_assert_int_eq(
        edition_import(store, IMPORT_APPLICATIONS, "c.csv",
                       APPLICATIONS APPLICATION("03/05/2017", "Domo", SIRET_A, "oui", "", "", ""),
                       &result),
        PARVIS_OK);
    import_result_clear(&result);
    ck_assert_int_eq(edition_import(store, IMPORT_PARTICIPANTS, "p.csv",
                                    PEOPLE "P1,Zoé,Nowak,Domo Santé,entreprise,,,,,,\n", &result),
                     PARVIS_OK);
    import_result_clear(&result);
    ck_assert_int_eq(edition_number(store, "SELECT count(*) FROM organisation"), 2);
    ck_assert_int_eq(edition_import(store, IMPORT_APPLICATIONS, "c.csv",
                                    APPLICATIONS APPLICATION("03/05/2017", "Domo Santé", SIRET_A,
                                                             "oui", "", "", ""),
                                    &result),
                     PARVIS_OK);
    ck_assert_int_eq(edition_number(store, "SELECT count(*) FROM organisation"), 1);
    ck_assert_int_eq(edition_number(store, "SELECT count(*) FROM person JOIN organisation o ON "
                                           "o.id = organisation_id WHERE siret = '" SIRET_A "'"),
                     1);
    import_result_clear(&result);
    edition_verify(store);
}
END_TEST

START_TEST(a_corrected_siret_stays_the_same_company)
{
    struct import_result result;
    size_t size;
    int64_t id = edition_number(store, "SELECT id FROM organisation WHERE siret = '" SIRET_B "'");
    char *bytes = edition_file("candidatures.csv", &size);
    memcpy(strstr(bytes, SIRET_B), "35600000000048", 14);
    ck_assert_int_eq(
        edition_import_bytes(store, IMPORT_APPLICATIONS, "c.csv", bytes, size, NULL, &result),
        PARVIS_OK);
    ck_assert_uint_eq(result.counts[IMPORT_APPLICATIONS].changed, 1);
    ck_assert_uint_eq(result.counts[IMPORT_APPLICATIONS].gone, 0);
    ck_assert_int_eq(
        edition_number(store, "SELECT id FROM organisation WHERE siret = '35600000000048'"), id);
    ck_assert_int_eq(
        edition_number(store, "SELECT count(*) FROM application WHERE decision = 'pitch'"), 9);
    import_result_clear(&result);
    free(bytes);
    edition_verify(store);
}
END_TEST

START_TEST(wishes_of_people_who_are_no_buyers_any_more_are_told)
{
    struct import_result result;
    size_t size;
    char *bytes = edition_file("participants.csv", &size);
    memcpy(strstr(bytes, "acheteur"), "visiteur", 8); /* P0001 */
    ck_assert_int_eq(
        edition_import_bytes(store, IMPORT_PARTICIPANTS, "p.csv", bytes, size, NULL, &result),
        PARVIS_OK);
    ck_assert_uint_eq(result.report.warnings, 3);
    ck_assert_str_eq(result.report.findings[0].key, "import.wish.strange");
    import_result_clear(&result);
    free(bytes);
}
END_TEST

/* ---- the programme ---- */

/* The example's edition.json with one text in place of another. */
static char *programme_with(const char *from, const char *to)
{
    size_t size;
    char *text = edition_file("edition.json", &size), *out = NULL;
    char *at = strstr(text, from);
    ck_assert_msg(at != NULL, "%s", from);
    *at = '\0';
    size_t length = 0;
    FILE *stream = open_memstream(&out, &length);
    fprintf(stream, "%s%s%s", text, to, at + strlen(from));
    fclose(stream);
    free(text);
    return out;
}

static const struct {
    const char *from, *to, *sentence;
} programme_faults[] = {
    {"\"2017-11-20\"", "\"2017-11-31\"",
     "e.json, ligne 3, colonne «" NN "date" NN "», valeur «" NN "2017-11-31" NN "»" NN
     ": ce n’est pas une date" NN ": écrivez 2017-11-20."},
    {"\"Europe/Paris\"", "\"Europe/Lutece\"",
     "e.json, ligne 4, colonne «" NN "timezone" NN "», valeur «" NN "Europe/Lutece" NN "»" NN
     ": fuseau horaire inconnu" NN "; par exemple Europe/Paris."},
    {"\"17:00\",\n  \"venue\"", "\"17h75\",\n  \"venue\"",
     "e.json, ligne 6, colonne «" NN "closes" NN "», valeur «" NN "17h75" NN "»" NN
     ": ce n’est pas une heure" NN ": écrivez 9h30 ou 09:30."},
    {"\"room\": \"Hall\",", "",
     "e.json, ligne 13, colonne «" NN "sessions[0].room" NN "»" NN ": ce champ manque."},
    {"\"slots\": 5", "\"slots\": 6",
     "e.json, ligne 27, colonne «" NN "sessions[2]" NN "»" NN
     ": les pitchs de cette séance demandent 88 minutes" NN ": elle est trop courte."},
    {"\"slots\": 5", "\"slots\": 4",
     "e.json, ligne 12, colonne «" NN "sessions" NN "»" NN
     ": les séances ont 8 places de pitch, il en faut 9 (pitches)."},
    {"\"kind\": \"lunch\"", "\"kind\": \"brunch\"",
     "e.json, ligne 48, colonne «" NN "sessions[4].kind" NN "», valeur «" NN "brunch" NN "»" NN
     ": sorte de séance inconnue" NN
     ": welcome, plenary, pitch, demonstration, lunch, closing ou other."},
    {"\"seats\": 25", "\"seats\": 25, \"wifi\": 1",
     "e.json, ligne 60, colonne «" NN "sessions[5].wifi" NN "»" NN ": champ inconnu."},
    {"\"slot_min\": 20", "\"slot_min\": 2.5",
     "e.json, ligne 79, colonne «" NN "meetings.slot_min" NN "», valeur «" NN "2.5" NN "»" NN
     ": il faut un entier dans 5–240."},
    {"\"13:30\"\n    ],\n    \"to\"", "\"11:00\"\n    ],\n    \"to\"",
     "e.json, ligne 73, colonne «" NN "meetings.from[1]" NN "»" NN
     ": les plages de rendez-vous doivent se suivre sans se chevaucher."},
    {"\"14:00\"", "\"11:00\"",
     "e.json, ligne 37, colonne «" NN "sessions[3]" NN "», valeur «" NN "Grande scène" NN "»" NN
     ": la salle est déjà prise à cette heure par sessions[2]."},
};

START_TEST(a_fault_of_the_programme_has_its_line_and_path)
{
    char *text = programme_with(programme_faults[_i].from, programme_faults[_i].to);
    edition_refuses(store, IMPORT_PROGRAMME, "e.json", text, TEXT_FR,
                    programme_faults[_i].sentence);
    free(text);
}
END_TEST

START_TEST(the_programme_can_be_corrected)
{
    struct import_result result;
    int64_t lunch = edition_number(store, "SELECT id FROM session WHERE kind = 'lunch'");
    char *text = programme_with("\"12:35\",\n      \"to\"", "\"12:40\",\n      \"to\"");
    ck_assert_int_eq(edition_import(store, IMPORT_PROGRAMME, "e.json", text, &result), PARVIS_OK);
    ck_assert_uint_eq(result.counts[IMPORT_PROGRAMME].changed, 1);
    ck_assert_uint_eq(result.counts[IMPORT_PROGRAMME].unchanged, 20);
    ck_assert_int_eq(edition_number(store, "SELECT id FROM session WHERE kind = 'lunch'"), lunch);
    import_result_clear(&result);
    free(text);
    /* Every slot of the afternoon moves into its neighbour's time, and one is gone. */
    text = programme_with("\"13:30\"\n    ],\n    \"to\"", "\"13:55\"\n    ],\n    \"to\"");
    ck_assert_int_eq(edition_import(store, IMPORT_UNKNOWN, "e.json", text, &result), PARVIS_OK);
    ck_assert_uint_eq(result.counts[IMPORT_PROGRAMME].gone, 1);
    ck_assert_int_eq(edition_number(store, "SELECT count(*) FROM slot"), 12);
    ck_assert_int_eq(edition_number(store, "SELECT count(*) FROM slot WHERE from_at < 0"), 0);
    import_result_clear(&result);
    free(text);
    edition_verify(store);
}
END_TEST

START_TEST(a_refused_programme_leaves_the_zone)
{
    char *text = programme_with("\"Europe/Paris\"", "\"Asia/Tokyo\"");
    char *faulty = strdup(text);
    memcpy(strstr(faulty, "lunch"), "brunc", 5); /* after the zone, which is a good one */
    struct edition_options check = {.check = true, .motive = {.by_user = "essai"}};
    struct import_result result;
    int64_t opens = edition_number(store, "SELECT opens_at FROM edition");
    char hour[6];
    ck_assert_int_eq(edition_import(store, IMPORT_PROGRAMME, "e.json", faulty, &result),
                     PARVIS_INVALID);
    import_result_clear(&result);
    clock_format_hhmm(opens, hour);
    ck_assert_str_eq(hour, "09:00");
    ck_assert_int_eq(edition_import_bytes(store, IMPORT_PROGRAMME, "e.json", text, strlen(text),
                                          &check, &result),
                     PARVIS_OK);
    ck_assert_str_eq(result.report.findings[0].key, "import.programme.moved");
    import_result_clear(&result);
    clock_format_hhmm(opens, hour);
    ck_assert_str_eq(hour, "09:00");
    free(text);
    free(faulty);
}
END_TEST

START_TEST(slots_with_meetings_stay)
{
    struct import_result result;
    const char *name = "e.json";
    edition_sql(store, "INSERT INTO meeting (buyer_id, company_id, slot_id, place, state_at) "
                       "SELECT (SELECT min(id) FROM person WHERE role = 'buyer'), (SELECT "
                       "min(organisation_id) FROM application), 12, 'A1', 0");
    char *text = programme_with("\"13:30\"\n    ],\n    \"to\"", "\"13:55\"\n    ],\n    \"to\"");
    ck_assert_int_eq(edition_import(store, IMPORT_PROGRAMME, name, text, &result), PARVIS_INVALID);
    ck_assert_str_eq(result.report.findings[0].key, "import.programme.slots_held");
    ck_assert_int_eq(edition_number(store, "SELECT count(*) FROM slot"), 13);
    import_result_clear(&result);
    free(text);
}
END_TEST

/* Called off, or only asked for: neither keeps a slot from going. */
START_TEST(slots_that_nobody_holds_go)
{
    struct import_result result;
    edition_sql(store,
                "INSERT INTO meeting (id, buyer_id, company_id, slot_id, place, state, state_at) "
                "SELECT 900, (SELECT min(id) FROM person WHERE role = 'buyer'), (SELECT "
                "min(organisation_id) FROM application), 12, 'A1', 'cancelled', 0;"
                "INSERT INTO request SELECT 901, buyer_id, company_id, 12, 0, buyer_id, 1, 'open', "
                "1, 2, 1 FROM meeting WHERE id = 900;"
                "INSERT INTO request SELECT 902, buyer_id, company_id, 12, 0, buyer_id, 1, "
                "'declined', 1, 2, 1 FROM meeting WHERE id = 900");
    char *text = programme_with("\"13:30\"\n    ],\n    \"to\"", "\"13:55\"\n    ],\n    \"to\"");
    ck_assert_int_eq(edition_import(store, IMPORT_PROGRAMME, "e.json", text, &result), PARVIS_OK);
    ck_assert_int_eq(edition_number(store, "SELECT count(*) FROM slot"), 12);
    ck_assert_int_eq(edition_number(store, "SELECT count(*) FROM meeting WHERE id = 900 AND"
                                           " state = 'cancelled' AND slot_id = 11"),
                     1);
    ck_assert_int_eq(edition_number(store, "SELECT count(*) FROM request WHERE slot_id = 11 AND"
                                           " state = iif(id = 901, 'lapsed', 'declined')"),
                     2);
    ck_assert_int_eq(edition_number(store, "SELECT count(*) FROM change WHERE kind = 'request'"
                                           " AND id = 901 AND body LIKE '%\"slot\":11%lapsed%'"),
                     1);
    import_result_clear(&result);
    free(text);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("import files");
    TCase *example = tcase_create("the example edition"), *wrong = tcase_create("faults");
    TCase *again = tcase_create("importing again"), *programme = tcase_create("the programme");
    tcase_add_checked_fixture(example, make_full, unmake);
    tcase_add_test(example, the_example_edition_is_imported_whole);
    tcase_add_test(example, importing_again_changes_nothing_and_logs_nothing);
    tcase_add_test(example, the_log_says_what_the_tables_say);
    tcase_add_test(example, a_dry_run_says_the_same_and_writes_nothing);
    tcase_add_test(example, slots_with_meetings_stay);
    tcase_add_test(example, slots_that_nobody_holds_go);
    tcase_add_test(example, a_corrected_siret_stays_the_same_company);
    tcase_add_test(example, wishes_of_people_who_are_no_buyers_any_more_are_told);
    tcase_add_checked_fixture(wrong, make, unmake);
    tcase_add_loop_test(wrong, every_fault_is_told_in_french_and_nothing_is_imported, 0,
                        (int)(sizeof faults / sizeof *faults));
    tcase_add_test(wrong, faults_are_told_in_english_too);
    tcase_add_test(wrong, what_is_no_csv_is_refused);
    tcase_add_test(wrong, a_lost_zero_of_a_postcode_is_seen);
    tcase_add_test(example, a_wish_joins_a_known_buyer_and_a_known_company);
    tcase_add_test(example, three_words_say_as_much_as_a_priority);
    tcase_add_test(wrong, all_faults_are_told_in_one_pass);
    tcase_add_test(wrong, a_bad_row_is_not_told_again_by_those_that_refer_to_it);
    tcase_add_test(wrong, warnings_and_notes_do_not_stop);
    tcase_add_test(wrong, what_a_file_holds_does_not_steer_the_terminal);
    tcase_add_test(wrong, two_files_of_one_kind_are_refused);
    tcase_add_test(wrong, headings_alone_are_refused_before_they_empty_anything);
    tcase_add_test(wrong, one_bad_file_keeps_the_good_ones_out);
    tcase_add_checked_fixture(again, make, unmake);
    tcase_add_test(again, headings_may_come_in_any_order_case_and_language);
    tcase_add_test(again, a_corrected_file_adds_changes_and_takes_away);
    tcase_add_test(again, what_is_in_use_is_kept_with_the_reason);
    tcase_add_test(again, an_erased_person_does_not_come_back);
    tcase_add_test(again, companies_may_swap_their_names);
    tcase_add_test(again, a_company_takes_over_those_who_named_it_before_it_applied);
    tcase_add_checked_fixture(programme, make, unmake);
    tcase_add_loop_test(programme, a_fault_of_the_programme_has_its_line_and_path, 0,
                        (int)(sizeof programme_faults / sizeof *programme_faults));
    tcase_add_test(programme, the_programme_can_be_corrected);
    tcase_add_test(programme, a_refused_programme_leaves_the_zone);
    TCase *forms = tcase_create("forms of files");
    tcase_add_test(forms, every_form_of_a_file_gives_the_same_rows);
    suite_add_tcase(suite, example);
    suite_add_tcase(suite, wrong);
    suite_add_tcase(suite, forms);
    suite_add_tcase(suite, again);
    suite_add_tcase(suite, programme);
    return test_run(suite);
}
