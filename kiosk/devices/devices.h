/* SPDX-License-Identifier: EUPL-1.2 */
/* What is plugged into the kiosk: scanners, touch panel, camera, printer. The loop waits for all of
 * them at one descriptor, and asks one function what is wrong. */
#ifndef PARVIS_KIOSK_DEVICES_H
#define PARVIS_KIOSK_DEVICES_H

#include <stdbool.h>
#include <stddef.h>

#include "camera.h"
#include "parvis/status.h"
#include "printer.h"
#include "scanners.h"

/* The command line's choice. Strings are borrowed. */
struct device_config {
    const char *scanners[SCANNERS_MAX];
    size_t scanner_count;
    const char *panel;   /* a touch panel, as scanners_new takes it; NULL: none */
    const char *printer; /* as printer_new takes it; NULL: none */
    enum print_kind print;
    double label_width_mm, label_height_mm;
    const char *camera; /* as camera_new takes it; NULL: none */
};

struct devices;

/* `config` is borrowed for the devices' life, `events` are copied; devices_turn alone calls them.
 */
enum parvis_status devices_new(const struct device_config *config,
                               const struct scanner_events *events, void *user,
                               struct devices **ret_devices) PARVIS_MUST_CHECK;
void devices_free(struct devices *devices); /* NULL allowed */

/* Becomes readable when devices_turn has something to do. */
int devices_fd(const struct devices *devices);
/* How many ms devices_turn may wait even if devices_fd stays silent, at most `most`. */
int devices_wait_ms(const struct devices *devices, int most);
/* Calls the events for what was read. True: what the idle screen shows of devices has changed. */
bool devices_turn(struct devices *devices);

/* What to tell people about a device that does not work: a key of the catalogue; NULL: all work. */
const char *devices_trouble(const struct devices *devices);
/* What to tell a person whose code is in view and cannot be read: a key; NULL: nothing. */
const char *devices_advice(const struct devices *devices);
/* What the camera sees; NULL: nothing. Borrowed until the next turn. */
const struct camera_preview *devices_preview(const struct devices *devices);
/* The printer's state as the heartbeat's word: "ready", "printing", "no_paper", "blocked", "gone",
 * "unknown" (not asked yet); "": the kiosk has no printer. */
const char *devices_printer_word(const struct devices *devices);
/* The printer; NULL: the kiosk has none. Borrowed. */
struct printer *devices_printer(const struct devices *devices);
/* Whether all devices are recordings that have been played to their end. */
bool devices_are_over(const struct devices *devices);

#endif
