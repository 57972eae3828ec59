/* SPDX-License-Identifier: EUPL-1.2 */
/* Children of the server: spawned, waited for, read. */
#define _GNU_SOURCE
#include "errand.h"

#include <errno.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static int anonymous_file(const char *bytes, size_t size)
{
    int file = memfd_create("parvis", MFD_CLOEXEC);
    while (file >= 0 && size > 0) {
        ssize_t written = write(file, bytes, size);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0) {
            close(file);
            return -1;
        }
        bytes += written;
        size -= (size_t)written;
    }
    return file;
}

/* The child inherits the two files and no other: all others are opened close-on-exec. */
static enum parvis_status spawn(const char *const *arguments, int input, int output, int *ret_code)
{
    const char *all[ERRAND_ARGUMENTS_MAX + 2] = {"parvis"};
    posix_spawn_file_actions_t files;
    pid_t child;
    int status = 0;
    for (size_t i = 0; arguments[i] && i < ERRAND_ARGUMENTS_MAX; i++)
        all[i + 1] = arguments[i];
    if (posix_spawn_file_actions_init(&files) != 0)
        return PARVIS_NO_MEMORY;
    bool good =
        posix_spawn_file_actions_adddup2(&files, output, STDOUT_FILENO) == 0 &&
        (input < 0 || posix_spawn_file_actions_adddup2(&files, input, ERRAND_INPUT) == 0) &&
        posix_spawn(&child, "/proc/self/exe", &files, NULL, (char *const *)all, environ) == 0;
    posix_spawn_file_actions_destroy(&files);
    if (!good)
        return PARVIS_IO;
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            return PARVIS_IO;
    if (!WIFEXITED(status))
        return PARVIS_IO;
    *ret_code = WEXITSTATUS(status);
    return PARVIS_OK;
}

static enum parvis_status read_all(int file, size_t max, char **ret_bytes, size_t *ret_size)
{
    struct stat about;
    if (fstat(file, &about) != 0 || (size_t)about.st_size > max)
        return PARVIS_IO;
    size_t size = (size_t)about.st_size, used = 0;
    char *bytes = malloc(size + 1);
    while (bytes && used < size) {
        ssize_t got = pread(file, bytes + used, size - used, (off_t)used);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        used += (size_t)got;
    }
    if (!bytes || used < size) {
        free(bytes);
        return bytes ? PARVIS_IO : PARVIS_NO_MEMORY;
    }
    bytes[size] = '\0';
    *ret_bytes = bytes;
    *ret_size = size;
    return PARVIS_OK;
}

enum parvis_status errand_run(const char *const *arguments, const char *input, size_t input_size,
                              size_t output_max, int *ret_code, char **ret_output, size_t *ret_size)
{
    int in = input ? anonymous_file(input, input_size) : -1;
    int out = anonymous_file(NULL, 0);
    enum parvis_status status = PARVIS_IO;
    if (out >= 0 && (in >= 0 || !input))
        status = spawn(arguments, in, out, ret_code);
    if (status == PARVIS_OK)
        status = read_all(out, output_max, ret_output, ret_size);
    if (in >= 0)
        close(in);
    if (out >= 0)
        close(out);
    return status;
}
