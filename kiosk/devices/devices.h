/* SPDX-License-Identifier: EUPL-1.2 */
/* What is plugged into the kiosk: scanners, the camera, the printer. One place for the loop to wait
 * at, one for it to ask what is wrong. */
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

/* `config` is borrowed for the devices' life; `events` come from devices_turn alone. */
enum parvis_status devices_new(const struct device_config *config,
                               const struct scanner_events *events, void *user,
                               struct devices **ret_devices) PARVIS_MUST_CHECK;
void devices_free(struct devices *devices); /* NULL allowed */

/* Becomes readable when devices_turn has something to do. */
int devices_fd(const struct devices *devices);
/* Milliseconds until something is due without that, at most `most`. */
int devices_wait_ms(const struct devices *devices, int most);
/* Tells the codes that were read. True: what the idle screen shows of devices is another. */
bool devices_turn(struct devices *devices);

/* What people are told about a device that does not work: a key of the catalogue; NULL: all well.
 */
const char *devices_trouble(const struct devices *devices);
/* What to tell a person whose code is in view and does not read; NULL: nothing. */
const char *devices_advice(const struct devices *devices);
/* What the camera sees; NULL: nothing. Borrowed until the next turn. */
const struct camera_preview *devices_preview(const struct devices *devices);
/* How the printer is, in a word for the heartbeat: "ready", "printing", "no_paper", "blocked",
 * "gone", "unknown" (not asked yet); "": the kiosk has none. */
const char *devices_printer_word(const struct devices *devices);
/* NULL: none. Borrowed. */
struct printer *devices_printer(const struct devices *devices);
/* All that is read are recordings, and they were played. */
bool devices_are_over(const struct devices *devices);

#endif
