/* SPDX-License-Identifier: EUPL-1.2 */
/* The real parvis-kiosk under a service manager: it says when it is ready and, again and again,
 * that it is alive; with a screen that hangs it says nothing more, and started again it works. */
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness.h"

#define WATCHDOG_MS 900 /* as WatchdogSec would be; the kiosk speaks three times as often */

static char directory[64], socket_path[96], pictures[96];
static int manager; /* the socket that NOTIFY_SOCKET names */
static pid_t kiosk;

static void make(void)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(directory, sizeof directory, "/tmp/parvis-test-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(directory));
    snprintf(socket_path, sizeof socket_path, "%s/notify", directory);
    snprintf(pictures, sizeof pictures, "%s/pictures", directory);
    snprintf(address.sun_path, sizeof address.sun_path, "%s", socket_path);
    manager = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    ck_assert_int_ge(manager, 0);
    ck_assert_int_eq(bind(manager, (struct sockaddr *)&address, sizeof address), 0);
}

static void end_kiosk(void)
{
    kill(kiosk, SIGKILL);
    waitpid(kiosk, NULL, 0);
}

static void clean_up(void)
{
    char command[128];
    close(manager);
    snprintf(command, sizeof command, "rm -r %s", directory);
    ck_assert_int_eq(system(command), 0);
}

/* `state`: --state of a kiosk that is nobody; NULL: an agenda of a server that is away. */
static void start_kiosk(const char *state)
{
    char output[128], usec[32];
    snprintf(output, sizeof output, "png:%s", pictures);
    snprintf(usec, sizeof usec, "%d", WATCHDOG_MS * 1000);
    kiosk = fork();
    ck_assert_int_ge(kiosk, 0);
    if (kiosk != 0)
        return;
    setenv("NOTIFY_SOCKET", socket_path, 1);
    setenv("WATCHDOG_USEC", usec, 1);
    if (state)
        execl(PARVIS_BINARY_DIR "/parvis-kiosk", "parvis-kiosk", "run", "--state", state,
              "--output", output, "--size", "640x360", NULL);
    else
        execl(PARVIS_BINARY_DIR "/parvis-kiosk", "parvis-kiosk", "agenda", "--server",
              "http://127.0.0.1:9", "--output", output, "--size", "640x360", NULL);
    _exit(127);
}

/* The next word within `wait_ms`; "": none came. */
static const char *hear(int wait_ms)
{
    static char word[64];
    struct pollfd input = {.fd = manager, .events = POLLIN};
    word[0] = '\0';
    if (poll(&input, 1, wait_ms) > 0) {
        ssize_t size = recv(manager, word, sizeof word - 1, 0);
        word[size > 0 ? size : 0] = '\0';
    }
    return word;
}

static void hear_life(void)
{
    ck_assert_str_eq(hear(TEST_WAIT_MS), "READY=1");
    for (int i = 0; i < 4; i++)
        ck_assert_str_eq(hear(TEST_WAIT_MS), "WATCHDOG=1");
}

START_TEST(a_kiosk_that_draws_says_that_it_is_alive)
{
    char state[96];
    start_kiosk(NULL);
    hear_life();
    end_kiosk();
    snprintf(state, sizeof state, "%s/state", directory);
    start_kiosk(state); /* while it waits for its code as well */
    hear_life();
    end_kiosk();
}
END_TEST

/* What a service manager does: ends what says nothing for WatchdogSec, and starts it again. */
START_TEST(a_screen_that_hangs_is_silent_and_a_new_start_works)
{
    char picture[160];
    start_kiosk(NULL);
    hear_life();
    snprintf(picture, sizeof picture, "%s/agenda.png.part", pictures);
    unlink(picture);
    ck_assert_int_eq(mkfifo(picture, 0600), 0); /* nobody reads it: writing a frame never ends */
    int words = 0;
    while (*hear(3 * WATCHDOG_MS) && words < 50)
        words++;
    ck_assert_msg(words < 50, "it says that it is alive and draws nothing");
    ck_assert_int_eq(waitpid(kiosk, NULL, WNOHANG), 0); /* it hangs; it did not end */
    end_kiosk();
    ck_assert_int_eq(unlink(picture), 0);
    start_kiosk(NULL);
    hear_life();
    end_kiosk();
}
END_TEST

START_TEST(a_screen_that_fails_ends_it_with_a_failure)
{
    char picture[160];
    int status = 0;
    start_kiosk(NULL);
    hear_life();
    snprintf(picture, sizeof picture, "%s/agenda.png.part", pictures);
    unlink(picture);
    ck_assert_int_eq(mkdir(picture, 0700), 0); /* no file can be written there */
    ck_assert_int_eq(waitpid(kiosk, &status, 0), kiosk);
    ck_assert(WIFEXITED(status));
    ck_assert_int_eq(WEXITSTATUS(status), 1); /* Restart=on-failure takes it from here */
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("watchdog");
    TCase *cases = tcase_create("watchdog");
    tcase_add_checked_fixture(cases, make, clean_up);
    tcase_add_test(cases, a_kiosk_that_draws_says_that_it_is_alive);
    tcase_add_test(cases, a_screen_that_hangs_is_silent_and_a_new_start_works);
    tcase_add_test(cases, a_screen_that_fails_ends_it_with_a_failure);
    suite_add_tcase(suite, cases);
    return test_run(suite);
}
