/* SPDX-License-Identifier: EUPL-1.2 */
/* parvis plan --instance: what is wrong with a file is named by its place. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cjson/cJSON.h>

#include "harness.h"
#include "plan_instance.h"

static char folder[64], in[96], out[96], said[96];

static void make_folder(void)
{
    snprintf(folder, sizeof folder, "/tmp/parvis-plan-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    snprintf(in, sizeof in, "%s/in.json", folder);
    snprintf(out, sizeof out, "%s/out.json", folder);
    snprintf(said, sizeof said, "%s/said", folder);
    setenv("LANG", "en_GB.UTF-8", 1);
}

static void remove_folder(void)
{
    unlink(in);
    unlink(out);
    unlink(said);
    rmdir(folder);
}

/* The text of a file; spaces that do not break (French has them) are written as plain ones. */
static char *read_file(const char *path)
{
    static char text[4096];
    FILE *file = fopen(path, "r");
    size_t got = file ? fread(text, 1, sizeof text - 1, file) : 0;
    text[got] = '\0';
    if (file)
        fclose(file);
    for (char *at = text; (at = strstr(at, "\u202f"));) {
        *at = ' ';
        memmove(at + 1, at + 3, strlen(at + 3) + 1);
    }
    return text;
}

/* Runs the command on an instance; what it says on standard error goes to the file `said`. */
static int plan(const char *instance)
{
    char *argv[] = {"plan", "--instance", in, "--out", out, "--seconds", "2", NULL};
    FILE *file = fopen(in, "w");
    fputs(instance, file);
    fclose(file);
    ck_assert_ptr_nonnull(freopen(said, "w", stderr));
    int result = command_plan_instance(7, argv);
    fflush(stderr);
    return result;
}

/* Refused, with exactly this said in English and in French; nothing half done is left. */
static void check_fault(const char *instance, const char *english, const char *french)
{
    static const char *const languages[] = {"en_GB.UTF-8", "fr_FR.UTF-8"};
    const char *const wanted[] = {english, french};
    for (int i = 0; i < 2; i++) {
        char line[512];
        setenv("LANG", languages[i], 1);
        ck_assert_int_eq(plan(instance), 1);
        snprintf(line, sizeof line, "parvis: %s\n", wanted[i]);
        ck_assert_str_eq(read_file(said), line);
        ck_assert_int_ne(access(out, F_OK), 0);
    }
    setenv("LANG", "en_GB.UTF-8", 1);
}

/* The same for what is wrong with the file itself, whose name comes first. */
static void check_file_fault(const char *instance, const char *english, const char *french)
{
    char lines[2][400];
    snprintf(lines[0], sizeof lines[0], "%s: %s", in, english);
    snprintf(lines[1], sizeof lines[1], "%s : %s", in, french);
    check_fault(instance, lines[0], lines[1]);
}

START_TEST(a_plan_is_written_with_its_weight_and_bound)
{
    ck_assert_int_eq(
        plan("{\"slots\":2,\"tables\":null,\"participants\":[{\"id\":\"a\",\"off\":[0]},"
             "{\"id\":\"b\"},{\"id\":\"c\"}],\"wishes\":[{\"a\":\"a\",\"b\":\"b\",\"weight\":3},"
             "{\"a\":\"c\",\"b\":\"b\"}]}"),
        0);
    cJSON *answer = cJSON_Parse(read_file(out));
    ck_assert_int_eq(cJSON_GetObjectItem(answer, "weight")->valueint, 4);
    ck_assert_int_eq(cJSON_GetObjectItem(answer, "bound")->valueint, 4);
    ck_assert_int_eq(cJSON_GetArraySize(cJSON_GetObjectItem(answer, "meetings")), 2);
    cJSON_Delete(answer);
}
END_TEST

#define PEOPLE "\"participants\":[{\"id\":\"a\"},{\"id\":\"b\"}]"

/* Instances of three slots with these wishes, or these participants and no wish. */
#define WISHES(list) "{\"slots\":3," PEOPLE ",\"wishes\":[" list "]}"
#define PARTICIPANTS(list) "{\"slots\":3,\"participants\":[" list "],\"wishes\":[]}"
#define WISH(more) "{\"a\":\"a\",\"b\":\"b\"," more "}"
#define AB "{\"a\":\"a\",\"b\":\"b\"}"

START_TEST(what_is_no_instance_is_said_with_its_line)
{
    check_file_fault("{\"slots\":3,\n" PEOPLE ",\n oops", "line 3: is not JSON.",
                     "ligne 3 : ce n’est pas du JSON.");
    check_file_fault("", "line 1: is not JSON.", "ligne 1 : ce n’est pas du JSON.");
    check_file_fault("{\"slots\":3," PEOPLE ",\"wishes\":[]}\n\n}",
                     "line 3: there is something after the end of the instance.",
                     "ligne 3 : il y a autre chose après la fin de l’instance.");
    check_file_fault(PARTICIPANTS("{\"id\":\"caf\xe9\"}"), "is not UTF-8 text.",
                     "ce n’est pas du texte en UTF-8.");
    check_file_fault("[]", "an instance is one JSON object, with slots, participants and wishes.",
                     "une instance est un objet JSON, avec slots, participants et wishes.");
}
END_TEST

START_TEST(what_is_wrong_with_the_whole_names_the_member)
{
    check_file_fault("{" PEOPLE ",\"wishes\":[]}", "slots: is missing.", "slots : manque.");
    check_file_fault("{\"slots\":3,\"wishes\":[]}", "participants: is missing.",
                     "participants : manque.");
    check_file_fault("{\"slots\":3," PEOPLE "}", "wishes: is missing.", "wishes : manque.");
    check_file_fault("{\"slots\":3," PEOPLE ",\"wishes\":{}}", "wishes: must be an array.",
                     "wishes : doit être un tableau.");
    check_file_fault("{\"slots\":65," PEOPLE ",\"wishes\":[]}",
                     "slots: must be an integer from 1 to 64.",
                     "slots : doit être un entier de 1 à 64.");
    check_file_fault("{\"slots\":3,\"fairness\":-2," PEOPLE ",\"wishes\":[]}",
                     "fairness: must be an integer from 0 to 1000000.",
                     "fairness : doit être un entier de 0 à 1000000.");
    check_file_fault("{\"slots\":3,\"tables\":2.5," PEOPLE ",\"wishes\":[]}",
                     "tables: must be an integer from 0 to 1000000.",
                     "tables : doit être un entier de 0 à 1000000.");
    check_file_fault("{\"slots\":3,\"all\":1," PEOPLE ",\"wishes\":[]}",
                     "all: must be true or false.", "all : doit être true ou false.");
    check_file_fault("{\"slots\":3,\"slots\":4," PEOPLE ",\"wishes\":[]}", "slots: is given twice.",
                     "slots : est donné deux fois.");
}
END_TEST

START_TEST(what_is_wrong_with_a_participant_names_the_place)
{
    check_file_fault(PARTICIPANTS("{\"id\":\"a\"},7"), "participants[1]: must be an object.",
                     "participants[1] : doit être un objet.");
    check_file_fault(PARTICIPANTS("{\"id\":7}"), "participants[0].id: must be a text.",
                     "participants[0].id : doit être un texte.");
    check_file_fault(PARTICIPANTS("{\"off\":[]}"), "participants[0].id: is missing.",
                     "participants[0].id : manque.");
    check_file_fault(PARTICIPANTS("{\"id\":\"a\",\"off\":[1,3]}"),
                     "participants[0].off[1]: must be an integer from 0 to 2.",
                     "participants[0].off[1] : doit être un entier de 0 à 2.");
    check_file_fault(PARTICIPANTS("{\"id\":\"a\",\"off\":1}"),
                     "participants[0].off: must be an array.",
                     "participants[0].off : doit être un tableau.");
    check_file_fault(PARTICIPANTS("{\"id\":\"a\",\"parallel\":0}"),
                     "participants[0].parallel: must be an integer from 1 to 1000.",
                     "participants[0].parallel : doit être un entier de 1 à 1000.");
    check_file_fault(PARTICIPANTS("{\"id\":\"a\",\"max\":\"9\"}"),
                     "participants[0].max: must be an integer from 0 to 1000000.",
                     "participants[0].max : doit être un entier de 0 à 1000000.");
    check_file_fault(PARTICIPANTS("{\"id\":\"a\"},{\"id\":\"b\"},{\"id\":\"a\"}"),
                     "participants[2].id: “a” is the id of another participant already.",
                     "participants[2].id : « a » est déjà l’identifiant d’un autre participant.");
}
END_TEST

START_TEST(what_is_wrong_with_a_wish_names_the_place)
{
    check_file_fault(WISHES(AB ",[]"), "wishes[1]: must be an object.",
                     "wishes[1] : doit être un objet.");
    check_file_fault(WISHES(AB ",{\"a\":\"a\"}"), "wishes[1].b: is missing.",
                     "wishes[1].b : manque.");
    check_file_fault(WISHES("{\"a\":\"a\",\"b\":\"x\\u001b[2J\"}"),
                     "wishes[0].b: “x?[2J” is no participant’s id.",
                     "wishes[0].b : « x?[2J » n’est l’identifiant d’aucun participant.");
    check_file_fault(WISHES("{\"a\":\"b\",\"b\":\"b\"}"), "wishes[0]: “b” cannot meet themselves.",
                     "wishes[0] : « b » ne peut pas se rencontrer soi-même.");
    check_file_fault(WISHES(WISH("\"weight\":-1")),
                     "wishes[0].weight: must be an integer from 0 to 1000000.",
                     "wishes[0].weight : doit être un entier de 0 à 1000000.");
    check_file_fault(WISHES(AB "," WISH("\"slots\":[0,-1]")),
                     "wishes[1].slots[1]: must be an integer from 0 to 2.",
                     "wishes[1].slots[1] : doit être un entier de 0 à 2.");
    check_file_fault(WISHES(WISH("\"fixed\":3")),
                     "wishes[0].fixed: must be an integer from 0 to 2.",
                     "wishes[0].fixed : doit être un entier de 0 à 2.");
    check_file_fault(WISHES(AB "," WISH("\"after\":[0,2]")),
                     "wishes[1].after[1]: must be an integer from 0 to 1.",
                     "wishes[1].after[1] : doit être un entier de 0 à 1.");
    check_file_fault(WISHES(WISH("\"after\":0")), "wishes[0].after: must be an array.",
                     "wishes[0].after : doit être un tableau.");
    check_file_fault(WISHES(WISH("\"fixed\":1,\"fixed\":2")), "wishes[0].fixed: is given twice.",
                     "wishes[0].fixed : est donné deux fois.");
}
END_TEST

#define PREVIOUS(list) "{\"slots\":3," PEOPLE ",\"wishes\":[" AB "],\"previous\":" list "}"

START_TEST(what_is_wrong_with_the_plan_in_force_names_the_place)
{
    check_file_fault(PREVIOUS("5"), "previous: must be an array.",
                     "previous : doit être un tableau.");
    check_file_fault(PREVIOUS("[{\"wish\":0}]"), "previous[0].slot: is missing.",
                     "previous[0].slot : manque.");
    check_file_fault(PREVIOUS("[{\"wish\":1,\"slot\":0}]"),
                     "previous[0].wish: must be an integer from 0 to 0.",
                     "previous[0].wish : doit être un entier de 0 à 0.");
    check_file_fault(PREVIOUS("[{\"wish\":0,\"slot\":1},{\"wish\":0,\"slot\":2}]"),
                     "previous[1].wish: this wish has a slot further up in previous already.",
                     "previous[1].wish : ce vœu est déjà placé plus haut dans previous.");
}
END_TEST

START_TEST(a_member_that_nobody_knows_is_told_and_stops_nothing)
{
    char line[300];
    ck_assert_int_eq(plan("{\"slots\":3,\"name\":\"x\",\"participants\":[{\"id\":\"a\",\"of\":[0]},"
                          "{\"id\":\"b\"}],\"wishes\":[" AB "]}"),
                     0);
    snprintf(line, sizeof line, "%s: name is unknown and not read (unknown members in all: 2).\n",
             in);
    ck_assert_str_eq(read_file(said), line);
    setenv("LANG", "fr_FR.UTF-8", 1);
    ck_assert_int_eq(plan(WISHES(WISH("\"wieght\":2"))), 0);
    snprintf(line, sizeof line,
             "%s : wishes[0].wieght est inconnu et n’est pas lu (membres inconnus en tout : 1).\n",
             in);
    ck_assert_str_eq(read_file(said), line);
}
END_TEST

START_TEST(a_file_that_cannot_be_read_is_said)
{
    char *argv[] = {"plan", "--instance", folder, "--out", out, NULL};
    ck_assert_ptr_nonnull(freopen(said, "w", stderr));
    ck_assert_int_eq(command_plan_instance(5, argv), 1);
    fflush(stderr);
    ck_assert_msg(strstr(read_file(said), ": is a folder, not a file."), "%s", read_file(said));
    argv[2] = in;
    ck_assert_ptr_nonnull(freopen(said, "w", stderr));
    ck_assert_int_eq(command_plan_instance(5, argv), 1);
    fflush(stderr);
    ck_assert_msg(strstr(read_file(said), ": there is no such file."), "%s", read_file(said));
}
END_TEST

static int figure(const char *name)
{
    cJSON *answer = cJSON_Parse(read_file(out));
    int value = cJSON_GetObjectItem(answer, name)->valueint;
    cJSON_Delete(answer);
    return value;
}

START_TEST(every_rule_of_the_file_is_read)
{
    /* The second waits for the first, so in three slots of which the middle is off it is last. */
    ck_assert_int_eq(plan("{\"slots\":3,\"off_breaks\":true,\"participants\":[{\"id\":\"a\","
                          "\"off\":[1]},{\"id\":\"b\"}],\"wishes\":[{\"a\":\"a\",\"b\":\"b\"},"
                          "{\"a\":\"a\",\"b\":\"b\",\"after\":[0]}],"
                          "\"previous\":[{\"wish\":0,\"slot\":1},{\"wish\":1,\"slot\":2}]}"),
                     0);
    ck_assert_int_eq(figure("weight"), 2);
    ck_assert_int_eq(figure("moved"), 1);
    ck_assert_int_eq(figure("breaks"), 2);
    ck_assert_int_eq(figure("breaks_bound"), 2);
    ck_assert_int_eq(figure("idle"), 2);
    /* Fair: nobody may have a break that others have not, so one meeting is given up. */
    ck_assert_int_eq(plan("{\"slots\":3,\"off_breaks\":true,\"fairness\":0,\"participants\":[{"
                          "\"id\":\"a\",\"off\":[1]},{\"id\":\"b\"},{\"id\":\"c\"}],\"wishes\":["
                          "{\"a\":\"a\",\"b\":\"b\",\"weight\":2},{\"a\":\"a\",\"b\":\"c\"}]}"),
                     0);
    ck_assert_int_eq(figure("weight"), 2);
    /* No meeting at all for who may have none. */
    ck_assert_int_eq(plan("{\"slots\":3,\"participants\":[{\"id\":\"a\",\"max\":0},{\"id\":\"b\"}],"
                          "\"wishes\":[{\"a\":\"a\",\"b\":\"b\"}]}"),
                     0);
    ck_assert_int_eq(figure("weight"), 0);
}
END_TEST

#define FIXED(slot) "{\"a\":\"a\",\"b\":\"b\",\"fixed\":" #slot "}"

START_TEST(fixed_wishes_that_clash_are_said_with_who_and_how_many)
{
    check_fault("{\"slots\":2," PEOPLE ",\"wishes\":[" FIXED(0) "," FIXED(0) "]}",
                "wish 1 (a, b) is fixed in slot 0, but a would then have 2 meetings, at most 1 "
                "being possible: free one of them, or raise the limit.",
                "le vœu 1 (a, b) est fixé au créneau 0, mais a aurait alors 2 rendez-vous, pour 1 "
                "au plus : en libérer un, ou augmenter sa limite.");
    check_fault("{\"slots\":2,\"participants\":[{\"id\":\"a\"},{\"id\":\"b\",\"off\":[1]}],"
                "\"wishes\":[" FIXED(1) "]}",
                "wish 0 (a, b) is fixed in slot 1, where b is away: change the slot or the "
                "absence.",
                "le vœu 0 (a, b) est fixé au créneau 1, où b est absent : changer le créneau ou "
                "l’absence.");
    check_fault("{\"slots\":2," PEOPLE ",\"wishes\":[" WISH("\"fixed\":1,\"slots\":[0]") "]}",
                "wish 0 (a, b) is fixed in slot 1, which is not one of its own: change one or the "
                "other.",
                "le vœu 0 (a, b) est fixé au créneau 1, qui n’est pas parmi les siens : changer "
                "l’un ou l’autre.");
    check_fault("{\"slots\":2,\"tables\":1,\"participants\":[{\"id\":\"a\",\"parallel\":2},{\"id\":"
                "\"b\",\"parallel\":2}],\"wishes\":[" FIXED(1) "," FIXED(1) "]}",
                "wishes fixed in slot 1: 2, tables there: 1 (wish 1, of a and b, is the first too "
                "many). Move some, or add tables.",
                "vœux fixés au créneau 1 : 2, pour un nombre de tables de 1 (le vœu 1, de a et b, "
                "est le premier de trop) : en déplacer, ou ajouter des tables.");
}
END_TEST

START_TEST(wishes_that_cannot_all_be_held_are_said_with_who_and_how_many)
{
    check_fault("{\"slots\":1,\"all\":true," PEOPLE ",\"wishes\":[" AB "," AB "]}",
                "a has 2 meetings to hold; free places for them: 1. Drop some, or free more slots.",
                "a a 2 rendez-vous à tenir ; places libres pour eux : 1. En retirer, ou libérer "
                "des créneaux.");
    check_fault("{\"slots\":2,\"all\":true,\"participants\":[{\"id\":\"a\",\"off\":[0]},{\"id\":"
                "\"b\",\"off\":[1]}],\"wishes\":[" AB "]}",
                "wish 0 cannot be held: a and b have no free slot in common among its own.",
                "le vœu 0 ne peut être tenu : a et b n’ont aucun créneau libre en commun parmi les "
                "siens.");
    check_fault("{\"slots\":2,\"all\":true,\"tables\":1,\"participants\":[{\"id\":\"a\","
                "\"parallel\":9},{\"id\":\"b\",\"parallel\":9}],\"wishes\":[" AB "," AB "," AB "]}",
                "wishes to hold: 3; places at tables, all slots together: 2. Add tables, or drop "
                "wishes.",
                "vœux à tenir : 3 ; places aux tables, tous créneaux compris : 2. Ajouter des "
                "tables, ou retirer des vœux.");
    check_fault("{\"slots\":3,\"all\":true," PEOPLE ",\"wishes\":[{\"a\":\"a\",\"b\":\"b\","
                "\"after\":[1]},{\"a\":\"a\",\"b\":\"b\",\"after\":[0]}]}",
                "wish 0 (a, b) cannot be held: what it waits for (after), or what waits for it, "
                "leaves it no slot.",
                "le vœu 0 (a, b) ne peut être tenu : ce qu’il attend (after), ou ce qui l’attend, "
                "ne lui laisse aucun créneau.");
}
END_TEST

START_TEST(progress_is_told_in_the_readers_language)
{
    char *argv[] = {"plan", "--instance", in, "--out", out, "--progress", NULL};
    FILE *file = fopen(in, "w");
    fputs("{\"slots\":2," PEOPLE ",\"wishes\":[" AB "]}", file);
    fclose(file);
    ck_assert_ptr_nonnull(freopen(said, "w", stderr));
    ck_assert_int_eq(command_plan_instance(6, argv), 0);
    fflush(stderr);
    ck_assert_msg(
        strstr(read_file(said), "weight 1 (at most 1), 0 moved, 0 breaks (at least 0), 0 idle"),
        "%s", read_file(said));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("plan file");
    TCase *cases = tcase_create("plan file");
    tcase_add_checked_fixture(cases, make_folder, remove_folder);
    tcase_add_test(cases, a_plan_is_written_with_its_weight_and_bound);
    tcase_add_test(cases, what_is_no_instance_is_said_with_its_line);
    tcase_add_test(cases, what_is_wrong_with_the_whole_names_the_member);
    tcase_add_test(cases, what_is_wrong_with_a_participant_names_the_place);
    tcase_add_test(cases, what_is_wrong_with_a_wish_names_the_place);
    tcase_add_test(cases, what_is_wrong_with_the_plan_in_force_names_the_place);
    tcase_add_test(cases, a_member_that_nobody_knows_is_told_and_stops_nothing);
    tcase_add_test(cases, a_file_that_cannot_be_read_is_said);
    tcase_add_test(cases, every_rule_of_the_file_is_read);
    tcase_add_test(cases, fixed_wishes_that_clash_are_said_with_who_and_how_many);
    tcase_add_test(cases, wishes_that_cannot_all_be_held_are_said_with_who_and_how_many);
    tcase_add_test(cases, progress_is_told_in_the_readers_language);
    suite_add_tcase(suite, cases);
    return test_run(suite);
}
