/* SPDX-License-Identifier: EUPL-1.2 */
/* What is shown, read aloud. */
#include "speech.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "parvis/log.h"

#define WORDS_A_MINUTE "150" /* a little slower than espeak-ng's own 175 */

struct speech {
    pid_t process; /* 0: none */
};

enum parvis_status speech_new(struct speech **ret_speech)
{
    struct speech *speech = calloc(1, sizeof *speech);
    if (!speech)
        return PARVIS_NO_MEMORY;
    *ret_speech = speech;
    return PARVIS_OK;
}

void speech_free(struct speech *speech)
{
    speech_stop(speech);
    free(speech);
}

void speech_stop(struct speech *speech)
{
    if (!speech || speech->process == 0)
        return;
    kill(speech->process, SIGKILL); /* it has nothing to put in order, and must be silent now */
    while (waitpid(speech->process, NULL, 0) < 0 && errno == EINTR)
        ;
    speech->process = 0;
}

static enum parvis_status start(struct speech *speech, const char *voice, int text_fd)
{
    char *const command[] = {"espeak-ng", "-v", (char *)voice, "-s", WORDS_A_MINUTE,
                             "-b",        "1",  "--stdin",     NULL}; /* -b 1: UTF-8 */
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, text_fd, STDIN_FILENO);
    posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    int error = posix_spawnp(&speech->process, command[0], &files, NULL, command, environ);
    posix_spawn_file_actions_destroy(&files);
    if (error == 0)
        return PARVIS_OK;
    speech->process = 0;
    log_warning("kiosk", "no speech: espeak-ng: %s", strerror(error));
    return PARVIS_NOT_FOUND;
}

enum parvis_status speech_say(struct speech *speech, const char *text, enum text_language language)
{
    static const char *const voices[] = {[TEXT_FR] = "fr", [TEXT_EN] = "en-gb", [TEXT_NL] = "nl"};
    int ends[2];
    speech_stop(speech);
    if (pipe2(ends, O_CLOEXEC) != 0)
        return PARVIS_IO;
    size_t length = strnlen(text, SPEECH_CHARS_MAX);
    enum parvis_status status = PARVIS_OK;
    if (write(ends[1], text, length) != (ssize_t)length) /* less than a pipe holds: never waits */
        status = PARVIS_IO;
    close(ends[1]);
    if (status == PARVIS_OK)
        status = start(speech, voices[language], ends[0]);
    close(ends[0]);
    return status;
}
