/* SPDX-License-Identifier: EUPL-1.2 */
/* One scanner. */
#include "scanner.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/input.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <libevdev/libevdev.h>

#include "output.h"
#include "parvis/clock.h"
#include "parvis/log.h"
#include "serial.h"
#include "wedge.h"

#define KEY_PAUSE_MS 600 /* a scanner types much faster: after such a pause a new code begins */
#define SERIAL_PAUSE_MS                                                                            \
    150 /* a serial code without a line end is over; at 9600 baud, 140 bytes                       \
         */

#define PANEL_MAX 65535 /* of a recorded panel, on both axes */

enum kind { KIND_EVDEV, KIND_RECORDING, KIND_SERIAL };

/* What the panel has told about the first finger since its last report. */
struct finger {
    int x, y; /* as the panel counts */
    bool down, changed;
};

struct scanner {
    enum kind kind;
    int fd;
    bool is_file;            /* a file is always readable: its events are due by their own times */
    struct libevdev *device; /* KIND_EVDEV */
    struct wedge wedge;
    struct finger finger;
    struct input_event event; /* the next event of a recording */
    size_t event_size;        /* bytes of it that have come */
    int64_t first_ms, started_at;
    bool over;
    char text[SCANNER_CODE_CHARS_MAX + 1]; /* the code under way */
    size_t length;
    int64_t typed_at;
};

/* ---- the code under way ---- */

static void end_code(struct scanner *scanner, const struct scanner_events *events, void *user)
{
    scanner->text[scanner->length] = '\0';
    if (scanner->length > 0)
        events->code(scanner->text, user);
    /* A code is a key to somebody's row: it is not left in memory. */
    explicit_bzero(scanner->text, scanner->length);
    scanner->length = 0;
}

static void add_character(struct scanner *scanner, char character,
                          const struct scanner_events *events, void *user)
{
    if (character == '\n')
        end_code(scanner, events, user);
    /* A longer code is cut, and is then none of ours; its end is waited for all the same. */
    else if (scanner->length < SCANNER_CODE_CHARS_MAX)
        scanner->text[scanner->length++] = character;
}

/* A position as a part, from 0 to 1, of the range that the panel names. */
static double part_of(const struct scanner *scanner, unsigned axis, int value)
{
    int least = scanner->device ? libevdev_get_abs_minimum(scanner->device, axis) : 0;
    int most = scanner->device ? libevdev_get_abs_maximum(scanner->device, axis) : PANEL_MAX;
    return most > least ? (double)(value - least) / (most - least) : 0;
}

/* Position first, then BTN_TOUCH, then the report; a panel for many fingers gives the first one's
 * place as ABS_X and ABS_Y as well (Linux, multi-touch-protocol). */
static void take_panel(struct scanner *scanner, const struct input_event *event,
                       const struct scanner_events *events, void *user)
{
    struct finger *finger = &scanner->finger;
    if (event->type == EV_ABS && event->code == ABS_X)
        finger->x = event->value;
    if (event->type == EV_ABS && event->code == ABS_Y)
        finger->y = event->value;
    if (event->type == EV_KEY && event->code == BTN_TOUCH) {
        finger->down = event->value != 0;
        finger->changed = true;
    }
    if (event->type != EV_SYN || event->code != SYN_REPORT || !finger->changed)
        return;
    finger->changed = false;
    if (events->touch)
        events->touch(part_of(scanner, ABS_X, finger->x), part_of(scanner, ABS_Y, finger->y),
                      finger->down, user);
}

static void take_event(struct scanner *scanner, const struct input_event *event,
                       const struct scanner_events *events, void *user)
{
    int64_t now = clock_monotonic_ms();
    take_panel(scanner, event, events, user);
    char key = wedge_take(&scanner->wedge, event->type, event->code, event->value);
    if (!key)
        return;
    if (key <= OUTPUT_ACTIONS || key == '\b' || key == '\x1b') {
        events->key(key, user);
        return;
    }
    if (now - scanner->typed_at > KEY_PAUSE_MS)
        scanner->length = 0;
    scanner->typed_at = now;
    add_character(scanner, key, events, user);
    if (events->typed) /* after the code that an Enter ends */
        events->typed(key, user);
}

/* ---- input devices ---- */

/* The kernel's queue overflowed: keys are missing, so the code under way is void. */
static void resynchronise(struct scanner *scanner)
{
    struct input_event event;
    log_warning("kiosk", "a scanner typed faster than it was read: its code is dropped");
    while (libevdev_next_event(scanner->device, LIBEVDEV_READ_FLAG_SYNC, &event) ==
           LIBEVDEV_READ_STATUS_SYNC)
        ;
    /* A Shift whose release is missing would be held for ever. */
    scanner->wedge = (struct wedge){0};
    scanner->length = 0;
}

static bool read_evdev(struct scanner *scanner, const struct scanner_events *events, void *user)
{
    struct input_event event;
    for (;;) {
        int got = libevdev_next_event(scanner->device, LIBEVDEV_READ_FLAG_NORMAL, &event);
        if (got == LIBEVDEV_READ_STATUS_SUCCESS)
            take_event(scanner, &event, events, user);
        else if (got == LIBEVDEV_READ_STATUS_SYNC)
            resynchronise(scanner);
        else
            return got == -EAGAIN || got == -EINTR; /* else -ENODEV: pulled out */
    }
}

static enum parvis_status open_evdev(struct scanner *scanner, const char *path)
{
    if (libevdev_new_from_fd(scanner->fd, &scanner->device) < 0)
        return PARVIS_INVALID;
    scanner->kind = KIND_EVDEV;
    /* Grabbed, so that codes are typed into nothing else: a console behind the kiosk would log
     * them. */
    if (libevdev_grab(scanner->device, LIBEVDEV_GRAB) < 0) {
        log_warning("kiosk", "%s is taken by another program", path);
        return PARVIS_BUSY;
    }
    return PARVIS_OK;
}

/* ---- recordings ---- */

static int64_t event_ms(const struct input_event *event)
{
    return (int64_t)event->input_event_sec * 1000 + event->input_event_usec / 1000;
}

/* Completes the next event. 1: it is whole; 0: not yet; -1: the end. */
static int next_event(struct scanner *scanner)
{
    while (scanner->event_size < sizeof scanner->event) {
        ssize_t got = read(scanner->fd, (char *)&scanner->event + scanner->event_size,
                           sizeof scanner->event - scanner->event_size);
        if (got < 0 && (errno == EAGAIN || errno == EINTR))
            return 0;
        if (got <= 0)
            return -1;
        scanner->event_size += (size_t)got;
    }
    if (scanner->started_at == 0) {
        scanner->started_at = clock_monotonic_ms();
        scanner->first_ms = event_ms(&scanner->event);
    }
    return 1;
}

static int64_t event_due(const struct scanner *scanner)
{
    return scanner->started_at + event_ms(&scanner->event) - scanner->first_ms;
}

static bool read_recording(struct scanner *scanner, const struct scanner_events *events, void *user)
{
    for (;;) {
        int got = next_event(scanner);
        if (got < 0) {
            scanner->over = scanner->is_file;
            return false;
        }
        if (got == 0 || (scanner->is_file && event_due(scanner) > clock_monotonic_ms()))
            return true;
        scanner->event_size = 0;
        take_event(scanner, &scanner->event, events, user);
    }
}

/* ---- serial ---- */

/* Codes end in CR, LF or both, or come between STX and ETX; other control characters are noise. */
static bool read_serial(struct scanner *scanner, const struct scanner_events *events, void *user)
{
    char bytes[512];
    int64_t now = clock_monotonic_ms();
    if (scanner->length > 0 && now - scanner->typed_at >= SERIAL_PAUSE_MS)
        end_code(scanner, events, user);
    ssize_t got;
    while ((got = read(scanner->fd, bytes, sizeof bytes)) > 0) {
        scanner->typed_at = now;
        for (ssize_t i = 0; i < got; i++) {
            char sign = bytes[i] == '\r' || bytes[i] == '\x03' ? '\n' : bytes[i];
            if (sign == '\n' || (unsigned char)sign >= ' ')
                add_character(scanner, sign, events, user);
        }
    }
    return got < 0 && (errno == EAGAIN || errno == EINTR);
}

/* ---- any of them ---- */

/* "/dev/ttyUSB0:115200": the path, and the speed or 0. A name of /dev/input/by-path has colons of
 * its own, so a path that exists is taken whole. */
static int open_path(const char *path, int *ret_speed)
{
    const char *colon = strrchr(path, ':');
    *ret_speed = 0;
    if (!colon || access(path, F_OK) == 0)
        return open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    char *file = strndup(path, (size_t)(colon - path));
    *ret_speed = (int)strtol(colon + 1, NULL, 10);
    int fd = file ? open(file, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC) : -1;
    free(file);
    return fd;
}

static enum parvis_status open_kind(struct scanner *scanner, const char *path, int speed)
{
    struct stat about;
    if (fstat(scanner->fd, &about) != 0)
        return PARVIS_IO;
    scanner->is_file = S_ISREG(about.st_mode);
    if (scanner->is_file || S_ISFIFO(about.st_mode)) {
        scanner->kind = KIND_RECORDING;
        return PARVIS_OK;
    }
    if (isatty(scanner->fd)) {
        scanner->kind = KIND_SERIAL;
        return serial_set_up(scanner->fd, speed);
    }
    return open_evdev(scanner, path);
}

enum parvis_status scanner_open(const char *path, struct scanner **ret_scanner)
{
    int speed;
    int fd = open_path(path, &speed);
    if (fd < 0)
        return errno == ENOENT || errno == ENODEV || errno == ENXIO ? PARVIS_NOT_FOUND : PARVIS_IO;
    struct scanner *scanner = calloc(1, sizeof *scanner);
    if (!scanner) {
        close(fd);
        return PARVIS_NO_MEMORY;
    }
    scanner->fd = fd;
    enum parvis_status status = open_kind(scanner, path, speed);
    if (status != PARVIS_OK) {
        scanner_free(scanner);
        return status;
    }
    *ret_scanner = scanner;
    return PARVIS_OK;
}

void scanner_free(struct scanner *scanner)
{
    if (!scanner)
        return;
    libevdev_free(scanner->device); /* lets it go, too */
    close(scanner->fd);
    explicit_bzero(scanner, sizeof *scanner);
    free(scanner);
}

int scanner_fd(const struct scanner *scanner)
{
    return scanner->is_file ? -1 : scanner->fd;
}

int64_t scanner_due(const struct scanner *scanner)
{
    if (scanner->is_file)
        return scanner->event_size == sizeof scanner->event ? event_due(scanner) : 1;
    bool open_code = scanner->kind == KIND_SERIAL && scanner->length > 0;
    return open_code ? scanner->typed_at + SERIAL_PAUSE_MS : 0;
}

bool scanner_read(struct scanner *scanner, const struct scanner_events *events, void *user)
{
    switch (scanner->kind) {
    case KIND_EVDEV:
        return read_evdev(scanner, events, user);
    case KIND_RECORDING:
        return read_recording(scanner, events, user);
    case KIND_SERIAL:
        return read_serial(scanner, events, user);
    }
    return false;
}

bool scanner_is_over(const struct scanner *scanner)
{
    return scanner->over;
}
