/* SPDX-License-Identifier: EUPL-1.2 */
/* What is plugged into the kiosk. */
#include "devices.h"

#include <stdlib.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "parvis/log.h"
#include "preview.h"

struct devices {
    const struct device_config *config;
    struct scanner_events events;
    void *user;
    struct scanners *scanners;
    struct scanners *panels; /* NULL: none */
    struct camera *camera;   /* NULL: none was named, or it did not open */
    struct printer *printer; /* NULL: none was named, or it did not open */
    int epoll;
};

static bool watch(struct devices *devices, int fd)
{
    struct epoll_event event = {.events = EPOLLIN};
    return epoll_ctl(devices->epoll, EPOLL_CTL_ADD, fd, &event) == 0;
}

/* A kiosk whose camera does not open still reads scanners: it logs that, and goes on. */
static void add_camera(struct devices *devices)
{
    if (!devices->config->camera)
        return;
    enum parvis_status status = camera_new(devices->config->camera, &devices->camera);
    if (status == PARVIS_OK && watch(devices, camera_fd(devices->camera)))
        return;
    log_error("kiosk", "no camera: %s", parvis_status_name(status));
    camera_free(devices->camera);
    devices->camera = NULL;
}

/* So does one whose printer does not open. */
static void add_printer(struct devices *devices)
{
    if (!devices->config->printer)
        return;
    enum parvis_status status = printer_new(devices->config->printer, &devices->printer);
    if (status == PARVIS_OK && watch(devices, printer_fd(devices->printer)))
        return;
    log_error("kiosk", "no printer: %s", parvis_status_name(status));
    printer_free(devices->printer);
    devices->printer = NULL;
}

/* So does one whose touch panel does not open: it has keys as well. */
static void add_panel(struct devices *devices)
{
    const char *const names[] = {devices->config->panel};
    if (!names[0])
        return;
    enum parvis_status status = scanners_new(SCANNERS_OF_TOUCH, names, 1, &devices->events,
                                             devices->user, &devices->panels);
    if (status != PARVIS_OK || !watch(devices, scanners_fd(devices->panels)))
        log_error("kiosk", "no touch panel: %s", parvis_status_name(status));
}

enum parvis_status devices_new(const struct device_config *config,
                               const struct scanner_events *events, void *user,
                               struct devices **ret_devices)
{
    struct devices *devices = calloc(1, sizeof *devices);
    if (!devices)
        return PARVIS_NO_MEMORY;
    *devices = (struct devices){.config = config, .events = *events, .user = user};
    devices->epoll = epoll_create1(EPOLL_CLOEXEC);
    enum parvis_status status =
        devices->epoll < 0
            ? PARVIS_IO
            : scanners_new(SCANNERS_OF_CODES, config->scanners, config->scanner_count,
                           &devices->events, user, &devices->scanners);
    if (status == PARVIS_OK && !watch(devices, scanners_fd(devices->scanners)))
        status = PARVIS_IO;
    if (status != PARVIS_OK) {
        devices_free(devices);
        return status;
    }
    add_panel(devices);
    add_camera(devices);
    add_printer(devices);
    *ret_devices = devices;
    return PARVIS_OK;
}

void devices_free(struct devices *devices)
{
    if (!devices)
        return;
    printer_free(devices->printer);
    camera_free(devices->camera);
    scanners_free(devices->panels);
    scanners_free(devices->scanners);
    if (devices->epoll >= 0)
        close(devices->epoll);
    free(devices);
}

int devices_fd(const struct devices *devices)
{
    return devices->epoll;
}

int devices_wait_ms(const struct devices *devices, int most)
{
    int wait_ms = scanners_wait_ms(devices->scanners, most);
    return devices->panels ? scanners_wait_ms(devices->panels, wait_ms) : wait_ms;
}

bool devices_turn(struct devices *devices)
{
    scanners_turn(devices->scanners);
    if (devices->panels)
        scanners_turn(devices->panels);
    bool printer = devices->printer && printer_turn(devices->printer);
    bool camera = devices->camera && camera_turn(devices->camera, &devices->events, devices->user);
    return printer || camera;
}

const struct camera_preview *devices_preview(const struct devices *devices)
{
    const struct camera_preview *preview = devices->camera ? camera_preview(devices->camera) : NULL;
    return preview && preview->width > 0 ? preview : NULL;
}

/* The printer's trouble is told last: the door works without it. */
static const char *printer_trouble(const struct devices *devices)
{
    if (!devices->config->printer)
        return NULL;
    switch (devices->printer ? printer_state(devices->printer) : PRINTER_GONE) {
    case PRINTER_GONE:
        return "kiosk.trouble.printer";
    case PRINTER_NO_PAPER:
        return "kiosk.trouble.paper";
    case PRINTER_BLOCKED:
        return "kiosk.trouble.printer_blocked";
    default:
        return NULL;
    }
}

const char *devices_trouble(const struct devices *devices)
{
    bool wants_camera = devices->config->camera != NULL;
    bool wants_scanner = devices->config->scanner_count > 0;
    bool camera_lost =
        wants_camera && (!devices->camera || camera_state(devices->camera) == CAMERA_FAILED);
    bool scanner_lost = scanners_missing(devices->scanners) > 0;
    bool scanner_left = scanners_missing(devices->scanners) < devices->config->scanner_count;
    if (scanner_lost && !scanner_left && (!wants_camera || camera_lost))
        return "kiosk.trouble.scanner";
    if (camera_lost)
        return wants_scanner ? "kiosk.trouble.camera_lost" : "kiosk.trouble.camera";
    if (scanner_lost)
        return scanner_left ? "kiosk.trouble.one_scanner" : "kiosk.trouble.scanner_lost";
    return printer_trouble(devices);
}

const char *devices_printer_word(const struct devices *devices)
{
    static const char *const words[] = {
        [PRINTER_UNKNOWN] = "unknown",   [PRINTER_READY] = "ready",
        [PRINTER_PRINTING] = "printing", [PRINTER_GONE] = "gone",
        [PRINTER_NO_PAPER] = "no_paper", [PRINTER_BLOCKED] = "blocked"};
    if (!devices || !devices->config->printer)
        return "";
    return words[devices->printer ? printer_state(devices->printer) : PRINTER_GONE];
}

struct printer *devices_printer(const struct devices *devices)
{
    return devices->printer;
}

const char *devices_advice(const struct devices *devices)
{
    return devices->camera && camera_is_puzzled(devices->camera) ? "kiosk.advice.glare" : NULL;
}

bool devices_are_over(const struct devices *devices)
{
    bool scanners_over = scanners_are_over(devices->scanners);
    if (!devices->config->camera)
        return scanners_over;
    return (scanners_over || devices->config->scanner_count == 0) && devices->camera &&
           camera_state(devices->camera) == CAMERA_OVER;
}
