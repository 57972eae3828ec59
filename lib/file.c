/* SPDX-License-Identifier: EUPL-1.2 */
/* Files that are replaced as a whole. */
#include "parvis/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "parvis/log.h"

#define PATH_CHARS 4096

static bool write_all(int file, const char *text)
{
    size_t left = strlen(text);
    while (left > 0) {
        ssize_t written = write(file, text, left);
        if (written < 0 && errno != EINTR)
            return false;
        if (written > 0) {
            text += written;
            left -= (size_t)written;
        }
    }
    return fsync(file) == 0;
}

static bool write_new(const char *path, const char *text)
{
    unlink(path); /* its rights are those of its making */
    int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    bool good = file >= 0 && write_all(file, text);
    if (file >= 0 && close(file) != 0)
        good = false;
    return good;
}

bool file_sync_directory(const char *directory)
{
    int file = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool synced = file >= 0 && fsync(file) == 0;
    if (file >= 0)
        close(file);
    return synced;
}

enum parvis_status file_replace(const char *subsystem, const char *directory, const char *name,
                                const char *text)
{
    char path[PATH_CHARS], part[PATH_CHARS];
    snprintf(path, sizeof path, "%s/%s", directory, name);
    snprintf(part, sizeof part, "%s/%s.part", directory, name);
    if (write_new(part, text) && rename(part, path) == 0 && file_sync_directory(directory))
        return PARVIS_OK;
    log_error(subsystem, "%s: %s", path, strerror(errno));
    unlink(part); /* nothing of it stays behind: it may be a secret */
    return PARVIS_IO;
}
