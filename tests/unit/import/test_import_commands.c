/* SPDX-License-Identifier: EUPL-1.2 */
/* parvis init, import and selection as an organiser runs them: exit statuses, what is printed, and
 * what is left on disk. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "command.h"
#include "harness.h"
#include "store.h"

#define DATA PARVIS_SOURCE_DIR "/tests/data/innovember-2017/"
#define EDITION DATA "edition.json"
#define TENTH "75844034878109" /* has a stand in the example */

static char parent[] = "/tmp/parvis-command-XXXXXX";
static char directory[64], said_path[64], told_path[64];
static char *said, *told; /* what the last command wrote on standard output and error */

static void make(void)
{
    strcpy(parent + strlen(parent) - 6, "XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(parent));
    snprintf(directory, sizeof directory, "%s/edition", parent);
    snprintf(said_path, sizeof said_path, "%s/said", parent);
    snprintf(told_path, sizeof told_path, "%s/told", parent);
    setenv("LC_ALL", "fr_FR.UTF-8", 1);
}

static void unmake(void)
{
    static const char *const names[] = {"edition/parvis.db",
                                        "edition/parvis.db-wal",
                                        "edition/parvis.db-shm",
                                        "edition/badge.key",
                                        "edition/other",
                                        "edition",
                                        "said",
                                        "told",
                                        "file.csv"};
    char path[128];
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        snprintf(path, sizeof path, "%s/%s", parent, names[i]);
        remove(path);
    }
    ck_assert_int_eq(rmdir(parent), 0);
    free(said);
    free(told);
}

static char *slurp(const char *path)
{
    char *text = NULL;
    size_t size = 0;
    FILE *file = fopen(path, "r");
    ck_assert_ptr_nonnull(file);
    if (getdelim(&text, &size, '\0', file) < 0) {
        free(text);
        text = strdup("");
    }
    fclose(file);
    return text;
}

/* Runs a command with both outputs caught; argv ends with NULL. */
static int run(int (*command)(int, char **), const char *const *argv)
{
    int count = 0, outputs[2] = {dup(STDOUT_FILENO), dup(STDERR_FILENO)};
    while (argv[count])
        count++;
    fflush(stdout);
    fflush(stderr);
    ck_assert_ptr_nonnull(freopen(said_path, "w", stdout));
    ck_assert_ptr_nonnull(freopen(told_path, "w", stderr));
    optind = 0; /* glibc: start anew */
    int status = command(count, (char **)(size_t)argv);
    fflush(stdout);
    fflush(stderr);
    dup2(outputs[0], STDOUT_FILENO);
    dup2(outputs[1], STDERR_FILENO);
    close(outputs[0]);
    close(outputs[1]);
    free(said);
    free(told);
    said = slurp(said_path);
    told = slurp(told_path);
    return status;
}

#define RUN(command, ...)                                                                          \
    run(command, (const char *const[]){"parvis", "--data", directory, __VA_ARGS__, NULL})

static void check_mode(const char *name, mode_t mode)
{
    char path[128];
    struct stat about;
    snprintf(path, sizeof path, "%s%s", directory, name);
    ck_assert_int_eq(stat(path, &about), 0);
    ck_assert_int_eq(about.st_mode & 07777, mode);
}

static void import_all(void)
{
    ck_assert_int_eq(RUN(command_init, EDITION), 0);
    ck_assert_int_eq(RUN(command_import, DATA "voeux.csv", "--decisions", DATA "decisions.csv",
                         DATA "besoins.csv", DATA "candidatures.csv", DATA "participants.csv",
                         "--stands", DATA "stands.csv"),
                     0);
}

START_TEST(init_makes_an_edition_that_its_owner_alone_reads)
{
    umask(0);
    ck_assert_int_eq(RUN(command_init, EDITION), 0);
    check_mode("", 0700);
    check_mode("/badge.key", 0600);
    check_mode("/parvis.db", 0600);
    ck_assert_ptr_nonnull(strstr(said, "7 séances, 13 créneaux"));
}
END_TEST

START_TEST(init_refuses_an_existing_edition_and_leaves_its_key)
{
    char path[128];
    ck_assert_int_eq(RUN(command_init, EDITION), 0);
    snprintf(path, sizeof path, "%s/badge.key", directory);
    struct stat before, after;
    ck_assert_int_eq(stat(path, &before), 0);
    ck_assert_int_eq(RUN(command_init, EDITION), 1);
    ck_assert_ptr_nonnull(strstr(told, "a déjà une édition"));
    ck_assert_int_eq(stat(path, &after), 0);
    ck_assert_uint_eq(before.st_ino, after.st_ino);
}
END_TEST

START_TEST(init_of_a_faulty_file_leaves_nothing)
{
    char path[128];
    snprintf(path, sizeof path, "%s/file.csv", parent);
    FILE *file = fopen(path, "w");
    fputs("{\n\"name\": \"X\",\n\"date\": 12}\n", file);
    fclose(file);
    ck_assert_int_eq(RUN(command_init, path), 1);
    ck_assert_ptr_nonnull(strstr(told, "ligne 3, colonne «\u202f"
                                       "date\u202f»\u202f: il faut un texte"));
    ck_assert_int_eq(access(directory, F_OK), -1);
    ck_assert_int_eq(RUN(command_init, "/nowhere.json"), 1);
    ck_assert_int_eq(RUN(command_init, EDITION, "second"), 2);
}
END_TEST

START_TEST(init_takes_over_a_directory_without_edition)
{
    char path[128];
    ck_assert_int_eq(mkdir(directory, 0755), 0);
    snprintf(path, sizeof path, "%s/badge.key", directory);
    FILE *file = fopen(path, "w"); /* what a crash may leave */
    fputs("half a key", file);
    fclose(file);
    ck_assert_int_eq(RUN(command_init, EDITION), 0);
    check_mode("/badge.key", 0600);
}
END_TEST

START_TEST(import_says_what_it_did)
{
    import_all();
    ck_assert_ptr_nonnull(
        strstr(said, "candidatures.csv (Windows-1252, séparateur «\u202f;\u202f»)"));
    ck_assert_ptr_nonnull(strstr(said, "participants\u202f: 235 lues\u202f; ajouts 235,"));
    ck_assert_ptr_nonnull(strstr(told, "attention\u202f: "));
    setenv("LC_ALL", "en_GB.UTF-8", 1);
    ck_assert_int_eq(RUN(command_import, "--check", DATA "voeux.csv"), 0);
    ck_assert_ptr_nonnull(
        strstr(said, "wishes: 726 read; added 0, changed 0, gone 0, kept 0, unchanged 726"));
    ck_assert_ptr_nonnull(strstr(said, "nothing was written"));
}
END_TEST

START_TEST(import_needs_files_that_are_there)
{
    ck_assert_int_eq(RUN(command_import, DATA "voeux.csv"), 1); /* no edition */
    ck_assert_int_eq(RUN(command_init, EDITION), 0);
    ck_assert_int_eq(RUN(command_import, "--check"), 2);
    ck_assert_int_eq(RUN(command_import, "--nonsense", DATA "voeux.csv"), 2);
    ck_assert_int_eq(RUN(command_import, "/nowhere.csv", DATA, DATA "voeux.csv"), 1);
    ck_assert_ptr_nonnull(strstr(told, "/nowhere.csv"));
    ck_assert_ptr_nonnull(strstr(told, "innovember-2017/\u202f»")); /* a directory is no file */
    ck_assert_int_eq(RUN(command_import, DATA "voeux.csv"), 1);     /* wishes to nobody */
    ck_assert_ptr_nonnull(strstr(told, "rien n’a été importé. Erreurs\u202f: 1452"));
}
END_TEST

START_TEST(selection_shows_the_funnel)
{
    import_all();
    ck_assert_int_eq(RUN(command_selection, "--list"), 0);
    ck_assert_ptr_nonnull(strstr(said, "  79  candidatures reçues\n"));
    ck_assert_ptr_nonnull(
        strstr(said, "       6  écartées\u202f: hors région (Hauts-de-France)\n"));
    ck_assert_ptr_nonnull(strstr(said, "  61  vues par le comité\n"));
    ck_assert_ptr_nonnull(strstr(said, "       9  pitchs\n      19  stands\n"));
    ck_assert_ptr_nonnull(strstr(said, "\n  20,0  pitch                58296265999370  Domocare "));
}
END_TEST

START_TEST(selection_decides_under_the_rules)
{
    import_all();
    ck_assert_int_eq(RUN(command_selection, "--decide", TENTH "=pitch"), 1);
    ck_assert_ptr_nonnull(strstr(told, "10 pitchs, il en faut exactement 9."));
    ck_assert_int_eq(RUN(command_selection, "--decide", TENTH "=pitch", "70268132739242=stand"), 0);
    ck_assert_ptr_nonnull(strstr(said, "       9  pitchs\n      19  stands\n"));
    ck_assert_int_eq(RUN(command_selection, "--decide", "70268132739242=pitch", "--override",
                         "décision du préfet"),
                     0);
    ck_assert_ptr_nonnull(strstr(said, "      10  pitchs\n      18  stands\n"));
    ck_assert_int_eq(RUN(command_selection, "--decide", "123=pitch"), 2);
    ck_assert_int_eq(RUN(command_selection, "--decide", TENTH "=oui"), 2);
    ck_assert_int_eq(RUN(command_selection, "--override", ""), 2);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("commands of the import");
    TCase *commands = tcase_create("commands");
    tcase_add_checked_fixture(commands, make, unmake);
    tcase_add_test(commands, init_makes_an_edition_that_its_owner_alone_reads);
    tcase_add_test(commands, init_refuses_an_existing_edition_and_leaves_its_key);
    tcase_add_test(commands, init_of_a_faulty_file_leaves_nothing);
    tcase_add_test(commands, init_takes_over_a_directory_without_edition);
    tcase_add_test(commands, import_says_what_it_did);
    tcase_add_test(commands, import_needs_files_that_are_there);
    tcase_add_test(commands, selection_shows_the_funnel);
    tcase_add_test(commands, selection_decides_under_the_rules);
    suite_add_tcase(suite, commands);
    return test_run(suite);
}
