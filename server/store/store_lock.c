/* SPDX-License-Identifier: EUPL-1.2 */
/* Names the holder of the write lock. SQLite takes it as a POSIX lock on byte 120 of parvis.db-shm
 * (https://sqlite.org/walformat.html, 2.3.1), and fcntl(2) gives the holder's process id.
 *
 * The descriptor used for that is never closed: closing any descriptor of a file drops every lock
 * that the process has on the file, SQLite's included. */
#define _GNU_SOURCE
#include "store_lock.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "store_internal.h"

#define WRITE_LOCK_BYTE 120

void store_watch_lock(struct store *store, int wait_ms)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/parvis.db-shm", store->directory);
    sqlite3_busy_timeout(store->database, wait_ms);
    store->lock_probe = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
}

static void read_name(pid_t process, char ret_name[32])
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%ld/comm", (long)process);
    FILE *file = fopen(path, "re");
    ret_name[0] = '\0';
    if (file && fgets(ret_name, 32, file))
        ret_name[strcspn(ret_name, "\n")] = '\0';
    if (file)
        fclose(file);
}

void store_lock_holder(const struct store *store, char ret_who[STORE_HOLDER_CHARS + 1])
{
    char name[32];
    struct flock lock = {
        .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = WRITE_LOCK_BYTE, .l_len = 1};
    ret_who[0] = '\0';
    if (store->lock_probe <= 0 || fcntl(store->lock_probe, F_GETLK, &lock) != 0 ||
        lock.l_type == F_UNLCK || lock.l_pid <= 0)
        return;
    read_name(lock.l_pid, name);
    snprintf(ret_who, STORE_HOLDER_CHARS + 1, *name ? "%s (%ld)" : "%s%ld", name, (long)lock.l_pid);
}
