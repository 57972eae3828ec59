/* SPDX-License-Identifier: EUPL-1.2 */
/* Who a kiosk is: kept whole, for its owner alone, and forgotten whole. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "harness.h"
#include "identity.h"

static char directory[64], path[128];
static struct identity identity;

static void make(void)
{
    snprintf(directory, sizeof directory, "/tmp/parvis-test-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(directory));
    snprintf(path, sizeof path, "%s/identity.json", directory);
    identity = (struct identity){.server = "https://192.0.2.20:8017",
                                 .token = "FWmXe6MOadZkkeXcj1WQTgLV9J9SGHzqJVzH7B9GNPQ",
                                 .pinned = true,
                                 .fingerprint = {0xab, 1},
                                 .key = {0xcd, 2},
                                 .name = "Porte « A »",
                                 .role = "door",
                                 .shows = "agenda",
                                 .stand = "",
                                 .language = "en",
                                 .leaving = true};
    ck_assert_int_eq(identity_save(directory, &identity), PARVIS_OK);
}

static void clean_up(void)
{
    unlink(path);
    ck_assert_int_eq(rmdir(directory), 0);
}

static void overwrite(const char *text, size_t size)
{
    int file = open(path, O_WRONLY | O_TRUNC);
    ck_assert(file >= 0 && write(file, text, size) == (ssize_t)size);
    close(file);
}

START_TEST(what_was_kept_is_what_is_read)
{
    struct identity read;
    struct stat status;
    ck_assert_int_eq(identity_load(directory, &read), PARVIS_OK);
    ck_assert_str_eq(read.server, identity.server);
    ck_assert_str_eq(read.token, identity.token);
    ck_assert_str_eq(read.name, identity.name);
    ck_assert_mem_eq(read.fingerprint, identity.fingerprint, 32);
    ck_assert_mem_eq(read.key, identity.key, 32);
    ck_assert(read.pinned && read.leaving && !read.dark);
    ck_assert_int_eq(stat(path, &status), 0);
    ck_assert_int_eq(status.st_mode & 0777, 0600);
}
END_TEST

START_TEST(a_file_cut_anywhere_is_no_identity)
{
    char text[4096];
    struct identity found;
    int file = open(path, O_RDONLY);
    ssize_t size = file >= 0 ? read(file, text, sizeof text) : -1;
    close(file);
    ck_assert_int_gt(size, 100);
    for (ssize_t length = 0; length < size - 1; length++) {
        overwrite(text, (size_t)length);
        ck_assert_msg(identity_load(directory, &found) == PARVIS_CORRUPT, "%zd bytes", length);
    }
}
END_TEST

START_TEST(nobody_has_no_file_and_a_link_is_not_followed)
{
    struct identity read;
    ck_assert_int_eq(unlink(path), 0);
    ck_assert_int_eq(identity_load(directory, &read), PARVIS_NOT_FOUND);
    ck_assert_int_eq(symlink("/etc/hostname", path), 0);
    ck_assert_int_eq(identity_load(directory, &read), PARVIS_CORRUPT);
}
END_TEST

START_TEST(what_it_forgets_is_gone_with_what_it_kept_of_the_event)
{
    char kept[200];
    struct identity read;
    snprintf(kept, sizeof kept, "%s/cache", directory);
    ck_assert_int_eq(mkdir(kept, 0700), 0);
    snprintf(kept, sizeof kept, "%s/cache/roster.db-wal", directory);
    int file = open(kept, O_WRONLY | O_CREAT, 0600);
    ck_assert_int_ge(file, 0);
    close(file);
    identity_forget(directory);
    ck_assert_int_eq(identity_load(directory, &read), PARVIS_NOT_FOUND);
    ck_assert_int_ne(access(kept, F_OK), 0);
    snprintf(kept, sizeof kept, "%s/cache", directory);
    ck_assert_int_eq(rmdir(kept), 0);
}
END_TEST

/* The server's words: {"name", "role", …}. */
static bool take(const char *role, const char *stand, bool dark, bool *ret_restart)
{
    char json[512];
    snprintf(json, sizeof json,
             "{\"id\":1,\"name\":\"Porte « A »\",\"role\":\"%s\",\"shows\":\"agenda\","
             "\"stand\":\"%s\",\"leaving\":true,\"language\":\"en\",\"dark\":%s}",
             role, stand, dark ? "true" : "false");
    cJSON *settings = cJSON_Parse(json);
    bool changed = identity_take_settings(&identity, settings, ret_restart);
    cJSON_Delete(settings);
    return changed;
}

START_TEST(settings_change_what_it_is_and_darkness_alone_begins_nothing_anew)
{
    bool restart = true;
    ck_assert(!take("door", "", false, &restart));
    ck_assert(take("door", "", true, &restart) && !restart);
    ck_assert(take("stand", "A1", true, &restart) && restart);
    ck_assert_str_eq(identity.stand, "A1");
    ck_assert(!take("a role that is far too long for any", "", true, &restart));
    ck_assert_str_eq(identity.role, "stand");
    ck_assert(!identity_take_settings(&identity, NULL, &restart));
}
END_TEST

START_TEST(each_role_is_a_screen)
{
    static const struct {
        const char *role, *shows;
        enum kiosk_screen screen;
    } cases[] = {{"door", "agenda", SCREEN_CHECK_IN},        {"screen", "agenda", SCREEN_AGENDA},
                 {"screen", "meetings", SCREEN_MEETINGS},    {"stage", "agenda", SCREEN_STAGE},
                 {"stand", "agenda", SCREEN_STAND},
/* Every screen of the table, and what a later server may say. */
#define SCREEN(id, word, role, draw) {role, word, SCREEN_##id},
#include "parvis/kiosk_screens.def"
#undef SCREEN
                 {"screen", "films", SCREEN_AGENDA},         {"screen", "stand", SCREEN_AGENDA},
                 {"a later role", "agenda", SCREEN_CHECK_IN}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct config config = {.screen = SCREEN_CHECK_IN};
        snprintf(identity.role, sizeof identity.role, "%s", cases[i].role);
        snprintf(identity.shows, sizeof identity.shows, "%s", cases[i].shows);
        identity_apply(&identity, &config);
        ck_assert_int_eq(config.screen, cases[i].screen);
        ck_assert_str_eq(config.token, identity.token);
        ck_assert_ptr_eq(config.fingerprint, identity.fingerprint);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("identity");
    TCase *cases = tcase_create("identity");
    tcase_add_checked_fixture(cases, make, clean_up);
    tcase_add_test(cases, what_was_kept_is_what_is_read);
    tcase_add_test(cases, a_file_cut_anywhere_is_no_identity);
    tcase_add_test(cases, nobody_has_no_file_and_a_link_is_not_followed);
    tcase_add_test(cases, what_it_forgets_is_gone_with_what_it_kept_of_the_event);
    tcase_add_test(cases, settings_change_what_it_is_and_darkness_alone_begins_nothing_anew);
    tcase_add_test(cases, each_role_is_a_screen);
    suite_add_tcase(suite, cases);
    return test_run(suite);
}
