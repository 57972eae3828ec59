/* What is plugged into the kiosk. */
#include "devices.h"

#include <stdlib.h>

struct devices {
    const struct device_config *config;
    struct scanners *scanners;
};

enum parvis_status devices_new(const struct device_config *config,
                               const struct scanner_events *events, void *user,
                               struct devices **ret_devices)
{
    struct devices *devices = calloc(1, sizeof *devices);
    if (!devices)
        return PARVIS_NO_MEMORY;
    devices->config = config;
    enum parvis_status status =
        scanners_new(config->scanners, config->scanner_count, events, user, &devices->scanners);
    if (status != PARVIS_OK) {
        devices_free(devices);
        return status;
    }
    *ret_devices = devices;
    return PARVIS_OK;
}

void devices_free(struct devices *devices)
{
    if (!devices)
        return;
    scanners_free(devices->scanners);
    free(devices);
}

int devices_fd(const struct devices *devices)
{
    return scanners_fd(devices->scanners);
}

int devices_wait_ms(const struct devices *devices, int most)
{
    return scanners_wait_ms(devices->scanners, most);
}

void devices_turn(struct devices *devices)
{
    scanners_turn(devices->scanners);
}

const char *devices_trouble(const struct devices *devices)
{
    return scanners_missing(devices->scanners) > 0 ? "kiosk.trouble.scanner" : NULL;
}

bool devices_are_over(const struct devices *devices)
{
    return scanners_are_over(devices->scanners);
}
