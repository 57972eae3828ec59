/* SPDX-License-Identifier: EUPL-1.2 */
/* The kiosk's printer, on a thread of its own. */
#include "printer.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

#include "parvis/log.h"
#include "parvis/module.h"
#include "print_way.h"

#define ASK_S 10 /* between two questions for the printer's state */
#define PORT "9100"

enum way { WAY_ZPL, WAY_ESCPOS, WAY_CUPS };

struct printer {
    enum way way;
    char *address;           /* owned; the parts point into it */
    const char *name, *part; /* host and port, or queue and server */
    way_cups_fn *cups;
    pthread_t thread;
    int event;
    /* shared, under the mutex */
    pthread_mutex_t mutex;
    pthread_cond_t wake;
    bool stop, busy;
    struct print_bytes job; /* the next job; empty: none */
    double width_mm, height_mm;
    enum printer_state state;
    enum printer_outcome outcome;
    /* the loop's own */
    enum printer_state told_state;
    enum printer_outcome told_outcome;
};

/* ---- the thread ---- */

static enum printer_state go(const struct printer *printer, const struct print_bytes *bytes,
                             double width_mm, double height_mm)
{
    if (printer->way == WAY_CUPS)
        return printer->cups(printer->part, printer->name, bytes, width_mm, height_mm);
    return printer->way == WAY_ZPL ? way_socket_zpl(printer->name, printer->part, bytes)
                                   : way_socket_escpos(printer->name, printer->part, bytes);
}

static void tell(const struct printer *printer)
{
    const uint64_t one = 1;
    if (write(printer->event, &one, sizeof one) < 0)
        log_debug("kiosk", "printer: the loop is behind");
}

/* Under the mutex. */
static void set_state(struct printer *printer, enum printer_state state)
{
    static const char *const names[] = {
        [PRINTER_UNKNOWN] = "unknown",       [PRINTER_READY] = "ready",
        [PRINTER_PRINTING] = "printing",     [PRINTER_GONE] = "gone",
        [PRINTER_NO_PAPER] = "out of paper", [PRINTER_BLOCKED] = "blocked"};
    if (printer->state != state && state != PRINTER_PRINTING)
        log_info("kiosk", "the printer is %s", names[state]);
    printer->state = state;
    tell(printer);
}

/* Waits for a job or until it is time to ask; under the mutex. */
static void await_work(struct printer *printer, const struct timespec *until)
{
    while (!printer->stop && !printer->busy)
        if (pthread_cond_timedwait(&printer->wake, &printer->mutex, until) != 0)
            return;
}

static void *run(void *user)
{
    struct printer *printer = user;
    struct timespec until = {0};
    pthread_mutex_lock(&printer->mutex);
    for (;;) {
        await_work(printer, &until);
        if (printer->stop)
            break;
        struct print_bytes job = printer->job;
        bool printing = printer->busy;
        double width = printer->width_mm, height = printer->height_mm;
        printer->job = (struct print_bytes){0};
        if (printing)
            set_state(printer, PRINTER_PRINTING);
        pthread_mutex_unlock(&printer->mutex);
        enum printer_state state = go(printer, printing ? &job : NULL, width, height);
        print_bytes_clean_up(&job);
        clock_gettime(CLOCK_MONOTONIC, &until);
        until.tv_sec += ASK_S;
        pthread_mutex_lock(&printer->mutex);
        if (printing) {
            printer->outcome = state == PRINTER_READY ? PRINTER_DONE : PRINTER_NOT_DONE;
            printer->busy = false;
        }
        set_state(printer, state);
    }
    pthread_mutex_unlock(&printer->mutex);
    return NULL;
}

/* ---- the loop's side ---- */

/* Cuts "zpl:HOST:PORT" and its like into its parts. */
static bool read_address(struct printer *printer)
{
    static const struct {
        const char *scheme;
        enum way way;
    } ways[] = {{"zpl:", WAY_ZPL}, {"escpos:", WAY_ESCPOS}, {"cups:", WAY_CUPS}};
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        size_t length = strlen(ways[i].scheme);
        if (strncmp(printer->address, ways[i].scheme, length) != 0)
            continue;
        printer->way = ways[i].way;
        printer->name = printer->address + length;
        char *cut = ways[i].way == WAY_CUPS ? strchr(printer->address + length, '@')
                                            : strrchr(printer->address + length, ':');
        printer->part = cut ? cut + 1 : ways[i].way == WAY_CUPS ? "" : PORT;
        if (cut)
            *cut = '\0';
        return *printer->name != '\0';
    }
    return false;
}

static enum parvis_status prepare(struct printer *printer, const char *address)
{
    printer->address = strdup(address);
    if (!printer->address)
        return PARVIS_NO_MEMORY;
    if (!read_address(printer))
        return PARVIS_INVALID;
    if (printer->way == WAY_CUPS) {
        void *module = module_load("parvis-cups.so");
        printer->cups = module ? (way_cups_fn *)dlsym(module, "way_cups") : NULL;
        if (!printer->cups)
            return PARVIS_NOT_FOUND;
    }
    printer->event = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    return printer->event >= 0 ? PARVIS_OK : PARVIS_IO;
}

enum parvis_status printer_new(const char *address, struct printer **ret_printer)
{
    pthread_condattr_t monotonic;
    struct printer *printer = calloc(1, sizeof *printer);
    if (!printer)
        return PARVIS_NO_MEMORY;
    printer->event = -1;
    enum parvis_status status = prepare(printer, address);
    pthread_mutex_init(&printer->mutex, NULL);
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&printer->wake, &monotonic);
    pthread_condattr_destroy(&monotonic);
    if (status == PARVIS_OK && pthread_create(&printer->thread, NULL, run, printer) != 0)
        status = PARVIS_NO_MEMORY;
    if (status != PARVIS_OK) {
        if (printer->event >= 0)
            close(printer->event);
        free(printer->address);
        free(printer);
        return status;
    }
    *ret_printer = printer;
    return PARVIS_OK;
}

void printer_free(struct printer *printer)
{
    if (!printer)
        return;
    pthread_mutex_lock(&printer->mutex);
    printer->stop = true;
    pthread_cond_signal(&printer->wake);
    pthread_mutex_unlock(&printer->mutex);
    pthread_join(printer->thread, NULL);
    pthread_cond_destroy(&printer->wake);
    pthread_mutex_destroy(&printer->mutex);
    print_bytes_clean_up(&printer->job);
    close(printer->event);
    free(printer->address);
    free(printer);
}

static enum parvis_status render(const struct printer *printer, const struct print_job *job,
                                 struct print_bytes *ret_bytes)
{
    switch (printer->way) {
    case WAY_ZPL:
        return print_zpl(job, ret_bytes);
    case WAY_ESCPOS:
        return print_escpos(job, ret_bytes);
    case WAY_CUPS:
        return print_pdf(job, ret_bytes);
    }
    return PARVIS_INVALID;
}

enum parvis_status printer_print(struct printer *printer, const struct print_job *job)
{
    struct print_bytes bytes = {0};
    enum parvis_status status = render(printer, job, &bytes);
    if (status != PARVIS_OK)
        return status;
    pthread_mutex_lock(&printer->mutex);
    if (printer->busy) {
        status = PARVIS_BUSY;
        print_bytes_clean_up(&bytes);
    } else {
        printer->job = bytes;
        printer->busy = true;
        printer->outcome = PRINTER_NOTHING_YET;
        printer->width_mm = job->width_mm;
        printer->height_mm = job->height_mm;
        pthread_cond_signal(&printer->wake);
    }
    pthread_mutex_unlock(&printer->mutex);
    return status;
}

int printer_fd(const struct printer *printer)
{
    return printer->event;
}

bool printer_turn(struct printer *printer)
{
    uint64_t count;
    if (read(printer->event, &count, sizeof count) != sizeof count)
        return false;
    pthread_mutex_lock(&printer->mutex);
    bool other = printer->told_state != printer->state || printer->told_outcome != printer->outcome;
    printer->told_state = printer->state;
    printer->told_outcome = printer->outcome;
    pthread_mutex_unlock(&printer->mutex);
    return other;
}

enum printer_state printer_state(const struct printer *printer)
{
    return printer->told_state;
}

enum printer_outcome printer_outcome(const struct printer *printer)
{
    return printer->told_outcome;
}
