/* parvis plan --instance: what is wrong with a file is named by its place. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cjson/cJSON.h>

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

static char *read_file(const char *path)
{
    static char text[4096];
    FILE *file = fopen(path, "r");
    size_t got = file ? fread(text, 1, sizeof text - 1, file) : 0;
    text[got] = '\0';
    if (file)
        fclose(file);
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

static void check_fault(const char *instance, const char *fault)
{
    ck_assert_int_eq(plan(instance), 1);
    ck_assert_msg(strstr(read_file(said), fault), "said: %s", read_file(said));
    ck_assert_int_ne(access(out, F_OK), 0); /* nothing half done */
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

START_TEST(every_fault_names_its_place)
{
    check_fault("{\"slots\":3,\n" PEOPLE ",\n oops", "line 3: is not JSON");
    check_fault("[]", "participants and wishes: must be arrays");
    check_fault("{" PEOPLE ",\"wishes\":[]}", "instance.slots: is missing");
    check_fault("{\"slots\":65," PEOPLE ",\"wishes\":[]}", "instance.slots: must be an integer");
    check_fault("{\"slots\":3,\"participants\":[{\"id\":\"a\",\"off\":[1,3]}],\"wishes\":[]}",
                "participants[0].off[1]: must be a slot from 0 to 2");
    check_fault("{\"slots\":3,\"participants\":[{\"id\":\"a\"},{\"id\":\"a\"}],\"wishes\":[]}",
                "is there twice");
    check_fault("{\"slots\":3," PEOPLE ",\"wishes\":[{\"a\":\"a\",\"b\":\"x\"}]}",
                "wishes[0].b: names no participant");
    check_fault("{\"slots\":3," PEOPLE ",\"wishes\":[{\"a\":\"a\",\"b\":\"b\",\"fixed\":3}]}",
                "wishes[0].fixed: must be an integer from 0 to 2");
    check_fault("{\"slots\":3," PEOPLE ",\"wishes\":[{\"a\":\"a\",\"b\":\"b\",\"after\":[1]}]}",
                "wishes[0].after[0]: must be a wish from 0 to 0");
    check_fault("{\"slots\":3," PEOPLE ",\"wishes\":[{\"a\":\"a\",\"b\":\"b\",\"after\":0}]}",
                "wishes[0].after: must be an array");
    check_fault("{\"slots\":3,\"fairness\":-2," PEOPLE ",\"wishes\":[]}",
                "instance.fairness: must be an integer");
    check_fault("{\"slots\":3,\"all\":1," PEOPLE ",\"wishes\":[]}",
                "instance.all: must be true or false");
    check_fault("{\"slots\":3," PEOPLE ",\"wishes\":[{\"a\":\"a\",\"b\":\"b\"}],\"previous\":["
                "{\"wish\":0,\"slot\":1},{\"wish\":0,\"slot\":2}]}",
                "previous[1].wish: is there twice");
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

#define AB "{\"a\":\"a\",\"b\":\"b\"}"
#define FIXED(slot) "{\"a\":\"a\",\"b\":\"b\",\"fixed\":" #slot "}"

START_TEST(impossible_instances_are_said_to_be_so_with_what_to_do)
{
    check_fault("{\"slots\":2," PEOPLE ",\"wishes\":[" FIXED(0) "," FIXED(0) "]}",
                "wish 1 (a, b) is fixed in slot 0, but a would then have 2 meetings where 1");
    check_fault("{\"slots\":2,\"participants\":[{\"id\":\"a\"},{\"id\":\"b\",\"off\":[1]}],"
                "\"wishes\":[" FIXED(1) "]}",
                "slot 1, where b is away");
    check_fault("{\"slots\":2," PEOPLE ",\"wishes\":[{\"a\":\"a\",\"b\":\"b\",\"fixed\":1,"
                "\"slots\":[0]}]}",
                "which is not one of its own");
    check_fault("{\"slots\":2,\"tables\":1,\"participants\":[{\"id\":\"a\",\"parallel\":2},{\"id\":"
                "\"b\",\"parallel\":2}],\"wishes\":[" FIXED(1) "," FIXED(1) "]}",
                "2 wishes are fixed in slot 1, which has 1 tables only");
    check_fault("{\"slots\":1,\"all\":true," PEOPLE ",\"wishes\":[" AB "," AB "]}",
                "a has 2 meetings to hold and 1 free places for them");
    check_fault("{\"slots\":2,\"all\":true,\"participants\":[{\"id\":\"a\",\"off\":[0]},{\"id\":"
                "\"b\",\"off\":[1]}],\"wishes\":[" AB "]}",
                "a and b have no free slot in common");
    check_fault("{\"slots\":2,\"all\":true,\"tables\":1,\"participants\":[{\"id\":\"a\","
                "\"parallel\":9},{\"id\":\"b\",\"parallel\":9}],\"wishes\":[" AB "," AB "," AB "]}",
                "3 wishes must be held and there are 2 places at tables");
    check_fault("{\"slots\":3,\"all\":true," PEOPLE ",\"wishes\":[{\"a\":\"a\",\"b\":\"b\","
                "\"after\":[1]},{\"a\":\"a\",\"b\":\"b\",\"after\":[0]}]}",
                "wish 0 (a, b) cannot be held: what it waits for");
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
    tcase_add_test(cases, every_fault_names_its_place);
    tcase_add_test(cases, every_rule_of_the_file_is_read);
    tcase_add_test(cases, impossible_instances_are_said_to_be_so_with_what_to_do);
    tcase_add_test(cases, progress_is_told_in_the_readers_language);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
