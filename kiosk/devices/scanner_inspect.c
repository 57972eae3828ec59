/* SPDX-License-Identifier: EUPL-1.2 */
/* Telling scanners from the keyboards that they pretend to be. */
#include <fcntl.h>
#include <linux/input.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include <libevdev/libevdev.h>

#include "scanner.h"

/* USB vendor numbers of makers of scanners (usb.ids); most say what they are by name as well. */
static const int vendors[] = {
    0x0c2e, /* Honeywell (Metrologic) */
    0x05e0, /* Zebra (Symbol) */
    0x05f9, /* Datalogic (PSC) */
    0x080c, /* Datalogic */
    0x1eab, /* Newland */
    0x065a, /* Opticon */
};

bool scanner_is_known(const char *name, int vendor)
{
    static const char *const words[] = {"scanner", "barcode", "bar code", "imager", "qr code"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcasestr(name, words[i]))
            return true;
    for (size_t i = 0; i < sizeof vendors / sizeof *vendors; i++)
        if (vendors[i] == vendor)
            return true;
    return false;
}

static bool has_key(const struct libevdev *device, unsigned code)
{
    return libevdev_has_event_code(device, EV_KEY, code) == 1;
}

bool scanner_inspect(const char *path, struct scanner_kind *ret_kind)
{
    struct libevdev *device = NULL;
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    bool found = fd >= 0 && libevdev_new_from_fd(fd, &device) == 0;
    if (found) {
        bool keyboard =
            has_key(device, KEY_A) && has_key(device, KEY_2) && has_key(device, KEY_ENTER);
        *ret_kind = (struct scanner_kind){
            .keyboard = keyboard,
            .scanner = keyboard &&
                       scanner_is_known(libevdev_get_name(device), libevdev_get_id_vendor(device)),
            .panel = has_key(device, BTN_TOUCH) &&
                     libevdev_has_event_code(device, EV_ABS, ABS_X) == 1 &&
                     libevdev_has_event_code(device, EV_ABS, ABS_Y) == 1 &&
                     !has_key(device, BTN_TOOL_FINGER)}; /* a laptop's pad is none */
    }
    libevdev_free(device);
    if (fd >= 0)
        close(fd);
    return found;
}
