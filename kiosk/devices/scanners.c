/* SPDX-License-Identifier: EUPL-1.2 */
/* All scanners of the kiosk. */
#include "scanners.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "parvis/clock.h"
#include "parvis/log.h"

#define LOOK_MS 1000 /* between two looks for what was plugged in */
#define FOLDER "/dev/input"
#define PATH_CHARS_MAX 300

/* A place for one device. */
struct place {
    char path[PATH_CHARS_MAX]; /* "": this place is free for a device that is found */
    bool named;                /* the command line named it: it keeps its place while it is gone */
    bool over;                 /* a recording that was played to its end */
    bool refused_told;         /* the log has said why it does not open */
    struct scanner *scanner;   /* NULL: not there */
};

struct scanners {
    enum scanners_of of;
    struct scanner_events events;
    void *user;
    struct place places[SCANNERS_MAX];
    bool find, find_all;
    int epoll;
    int64_t look_at;
};

/* ---- opening and closing ---- */

static void tell_refusal(struct place *place, enum parvis_status status)
{
    if (!place->refused_told)
        log_warning("kiosk", "scanner %s: %s", place->path, parvis_status_name(status));
    place->refused_told = true;
}

static void open_place(struct scanners *scanners, struct place *place)
{
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = place};
    enum parvis_status status = scanner_open(place->path, &place->scanner);
    if (status != PARVIS_OK) {
        tell_refusal(place, status);
        return;
    }
    int fd = scanner_fd(place->scanner);
    if (fd >= 0 && epoll_ctl(scanners->epoll, EPOLL_CTL_ADD, fd, &event) != 0) {
        scanner_free(place->scanner);
        place->scanner = NULL;
        tell_refusal(place, PARVIS_IO);
        return;
    }
    place->refused_told = false;
    log_info("kiosk", "scanner %s is read", place->path);
}

/* Closing takes it out of the epoll set as well. */
static void close_place(struct place *place)
{
    place->over = place->over || scanner_is_over(place->scanner);
    log_info("kiosk", "scanner %s %s", place->path, place->over ? "has ended" : "is gone");
    scanner_free(place->scanner);
    place->scanner = NULL;
    /* The place of a device that was found is free again for another one; a named device keeps its
     * place. */
    if (!place->named)
        *place = (struct place){0};
}

/* ---- finding ---- */

static bool is_known(const struct scanners *scanners, const char *path)
{
    for (size_t i = 0; i < SCANNERS_MAX; i++)
        if (strcmp(scanners->places[i].path, path) == 0)
            return true;
    return false;
}

static struct place *free_place(struct scanners *scanners)
{
    for (size_t i = 0; i < SCANNERS_MAX; i++)
        if (!*scanners->places[i].path)
            return &scanners->places[i];
    return NULL;
}

static bool is_wanted(const struct scanners *scanners, const char *path)
{
    struct scanner_kind kind;
    if (!scanner_inspect(path, &kind))
        return false;
    if (scanners->of == SCANNERS_OF_TOUCH)
        return kind.panel;
    return kind.scanner || (scanners->find_all && kind.keyboard);
}

static void find_devices(struct scanners *scanners)
{
    DIR *folder = opendir(FOLDER);
    if (!folder)
        return;
    for (struct dirent *entry; (entry = readdir(folder));) {
        char path[PATH_CHARS_MAX];
        struct place *place = free_place(scanners);
        snprintf(path, sizeof path, FOLDER "/%s", entry->d_name);
        if (!place || strncmp(entry->d_name, "event", 5) != 0 || is_known(scanners, path) ||
            !is_wanted(scanners, path))
            continue;
        memcpy(place->path, path, sizeof path);
        open_place(scanners, place);
        if (!place->scanner)
            *place = (struct place){0}; /* looked at again */
    }
    closedir(folder);
}

static void look(struct scanners *scanners)
{
    for (size_t i = 0; i < SCANNERS_MAX; i++) {
        struct place *place = &scanners->places[i];
        if (place->named && !place->scanner && !place->over)
            open_place(scanners, place);
    }
    if (scanners->find)
        find_devices(scanners);
    scanners->look_at = clock_monotonic_ms() + LOOK_MS;
}

/* ---- the set ---- */

static void take_name(struct scanners *scanners, const char *name)
{
    bool all = strcmp(name, "all") == 0;
    if (all || strcmp(name, "auto") == 0) {
        scanners->find = true;
        scanners->find_all = scanners->find_all || all;
        return;
    }
    struct place *place = free_place(scanners);
    if (!place)
        return; /* no more names than places: SCANNERS_MAX */
    snprintf(place->path, sizeof place->path, "%s", name);
    place->named = true;
}

enum parvis_status scanners_new(enum scanners_of of, const char *const *names, size_t count,
                                const struct scanner_events *events, void *user,
                                struct scanners **ret_scanners)
{
    struct scanners *scanners = count <= SCANNERS_MAX ? calloc(1, sizeof *scanners) : NULL;
    if (!scanners)
        return count <= SCANNERS_MAX ? PARVIS_NO_MEMORY : PARVIS_INVALID;
    scanners->of = of;
    scanners->events = *events;
    scanners->user = user;
    scanners->epoll = epoll_create1(EPOLL_CLOEXEC);
    if (scanners->epoll < 0) {
        free(scanners);
        return PARVIS_IO;
    }
    for (size_t i = 0; i < count; i++)
        take_name(scanners, names[i]);
    look(scanners);
    *ret_scanners = scanners;
    return PARVIS_OK;
}

void scanners_free(struct scanners *scanners)
{
    if (!scanners)
        return;
    for (size_t i = 0; i < SCANNERS_MAX; i++)
        scanner_free(scanners->places[i].scanner);
    close(scanners->epoll);
    free(scanners);
}

int scanners_fd(const struct scanners *scanners)
{
    return scanners->epoll;
}

int scanners_wait_ms(const struct scanners *scanners, int most)
{
    int64_t now = clock_monotonic_ms(), due = now + most;
    if (scanners->look_at < due)
        due = scanners->look_at;
    for (size_t i = 0; i < SCANNERS_MAX; i++) {
        const struct scanner *scanner = scanners->places[i].scanner;
        int64_t at = scanner ? scanner_due(scanner) : 0;
        if (at > 0 && at < due)
            due = at;
    }
    return due > now ? (int)(due - now) : 0;
}

void scanners_turn(struct scanners *scanners)
{
    int64_t now = clock_monotonic_ms();
    for (size_t i = 0; i < SCANNERS_MAX; i++) { /* a read of what has nothing costs a microsecond */
        struct place *place = &scanners->places[i];
        if (place->scanner && !scanner_read(place->scanner, &scanners->events, scanners->user))
            close_place(place);
    }
    if (now >= scanners->look_at)
        look(scanners);
}

size_t scanners_missing(const struct scanners *scanners)
{
    size_t missing = 0, found = 0;
    for (size_t i = 0; i < SCANNERS_MAX; i++) {
        const struct place *place = &scanners->places[i];
        missing += place->named && !place->scanner && !place->over;
        found += place->scanner != NULL;
    }
    return missing + (scanners->find && found == 0);
}

bool scanners_are_over(const struct scanners *scanners)
{
    bool over = false;
    for (size_t i = 0; i < SCANNERS_MAX; i++) {
        const struct place *place = &scanners->places[i];
        if (*place->path && !place->over)
            return false;
        over = over || place->over;
    }
    return over && !scanners->find;
}
