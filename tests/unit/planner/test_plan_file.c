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
    check_fault("{\"slots\":3," PEOPLE ",\"wishes\":[{\"a\":\"a\",\"b\":\"b\",\"after\":[0]}]}",
                "wishes[0].after: this planner does not know it yet");
    check_fault("{\"slots\":3,\"fairness\":2," PEOPLE ",\"wishes\":[]}", "fairness:");
}
END_TEST

START_TEST(impossible_instances_are_said_to_be_so)
{
    check_fault("{\"slots\":2," PEOPLE ",\"wishes\":[{\"a\":\"a\",\"b\":\"b\",\"fixed\":0},"
                "{\"a\":\"b\",\"b\":\"a\",\"fixed\":0}]}",
                "contradict");
    check_fault("{\"slots\":1,\"all\":true," PEOPLE ",\"wishes\":[{\"a\":\"a\",\"b\":\"b\"},"
                "{\"a\":\"b\",\"b\":\"a\"}]}",
                "no plan that holds every wish");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("plan file");
    TCase *cases = tcase_create("plan file");
    tcase_add_checked_fixture(cases, make_folder, remove_folder);
    tcase_add_test(cases, a_plan_is_written_with_its_weight_and_bound);
    tcase_add_test(cases, every_fault_names_its_place);
    tcase_add_test(cases, impossible_instances_are_said_to_be_so);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
