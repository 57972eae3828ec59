/* SPDX-License-Identifier: EUPL-1.2 */
/* What goes wrong under the programs, put under the real ones by LD_PRELOAD: a kiosk is killed at
 * one step of its journal, a write is torn, the disk is full or fails, the wall clock jumps.
 *
 *   FAULT_KILL_AT=n    SIGKILL before the n-th step (write, sync, cut, rename) of a file `journal…`
 *   FAULT_TEAR_AT=n    the same, but half of a write is done first
 *   FAULT_FULL_AT=n    from byte n of the journal on there is no space
 *   FAULT_SYNC_AT=n    the n-th sync of the journal fails (EIO)
 *   FAULT_DISK_FULL=f  while the file f is there, nothing can be written to `parvis.db…`
 *   FAULT_DISK_SYNC=f  while the file f is there, syncs of `parvis.db…` fail (EIO)
 *   FAULT_CLOCK=file   holds the milliseconds that CLOCK_REALTIME is off by
 *   FAULT_BOOT=file    the same for CLOCK_BOOTTIME: so much time has passed
 *   FAULT_MONOTONIC=f  the same for CLOCK_MONOTONIC, by which programs wait */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define REAL(type, name) ((type)dlsym(RTLD_NEXT, name))

typedef ssize_t pwrite_fn(int, const void *, size_t, off_t);
typedef int file_fn(int);
typedef int truncate_fn(int, off_t);
typedef int rename_fn(const char *, const char *);
typedef int clock_fn(clockid_t, struct timespec *);

static int steps, syncs;

static long setting(const char *name)
{
    const char *text = getenv(name);
    return text ? strtol(text, NULL, 10) : 0;
}

static bool begins(const char *path, const char *start)
{
    const char *name = strrchr(path, '/');
    return strncmp(name ? name + 1 : path, start, strlen(start)) == 0;
}

static bool is_journal_path(const char *path)
{
    return begins(path, "journal");
}

static bool is_named(int file, const char *start)
{
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0)
        return false;
    path[length] = '\0';
    return begins(path, start);
}

static bool is_journal(int file)
{
    return is_named(file, "journal");
}

/* The disk under the server's database has this fault now. */
static bool is_struck(int file, const char *fault)
{
    const char *flag = getenv(fault);
    return flag && access(flag, F_OK) == 0 && is_named(file, "parvis.db");
}

static void die(void)
{
    kill(getpid(), SIGKILL);
    pause();
}

/* Counts a step; true: a write should be torn here. */
static bool step(void)
{
    steps++;
    if (steps == setting("FAULT_KILL_AT"))
        die();
    return steps == setting("FAULT_TEAR_AT");
}

ssize_t pwrite(int file, const void *bytes, size_t size, off_t offset)
{
    pwrite_fn *real = REAL(pwrite_fn *, "pwrite");
    if (is_struck(file, "FAULT_DISK_FULL")) {
        errno = ENOSPC;
        return -1;
    }
    if (!is_journal(file))
        return real(file, bytes, size, offset);
    if (step()) {
        real(file, bytes, size / 2, offset);
        die();
    }
    long full = setting("FAULT_FULL_AT");
    if (full && offset >= full) {
        errno = ENOSPC;
        return -1;
    }
    return real(file, bytes, full && offset + (off_t)size > full ? (size_t)(full - offset) : size,
                offset);
}

ssize_t pwrite64(int file, const void *bytes, size_t size, off_t offset)
{
    return pwrite(file, bytes, size, offset);
}

static int sync_with(int file, const char *name)
{
    if (is_struck(file, "FAULT_DISK_SYNC")) {
        errno = EIO;
        return -1;
    }
    if (is_journal(file)) {
        if (step())
            die();
        if (++syncs == setting("FAULT_SYNC_AT")) {
            errno = EIO;
            return -1;
        }
    }
    return REAL(file_fn *, name)(file);
}

int fdatasync(int file)
{
    return sync_with(file, "fdatasync");
}

int fsync(int file)
{
    return sync_with(file, "fsync");
}

int ftruncate(int file, off_t size)
{
    if (is_journal(file) && step())
        die();
    return REAL(truncate_fn *, "ftruncate")(file, size);
}

int ftruncate64(int file, off_t size)
{
    return ftruncate(file, size);
}

int rename(const char *from, const char *to)
{
    if (is_journal_path(to) && step())
        die();
    return REAL(rename_fn *, "rename")(from, to);
}

int clock_gettime(clockid_t clock, struct timespec *now)
{
    static __thread bool inside;
    int result = REAL(clock_fn *, "clock_gettime")(clock, now);
    const char *name = clock == CLOCK_REALTIME    ? "FAULT_CLOCK"
                       : clock == CLOCK_BOOTTIME  ? "FAULT_BOOT"
                       : clock == CLOCK_MONOTONIC ? "FAULT_MONOTONIC"
                                                  : NULL;
    const char *path = inside || !name ? NULL : getenv(name);
    long long off_ms = 0;
    if (!path)
        return result;
    inside = true;
    FILE *file = fopen(path, "re");
    if (file && fscanf(file, "%lld", &off_ms) != 1)
        off_ms = 0;
    if (file)
        fclose(file);
    inside = false;
    now->tv_sec += off_ms / 1000;
    return result;
}
