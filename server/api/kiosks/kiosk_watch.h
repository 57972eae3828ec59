/* SPDX-License-Identifier: EUPL-1.2 */
/* Follows the change log for kiosks: forgets the reports (kiosk_reports.h) of a kiosk that was
 * revoked or paired anew, and sends a changed kiosk its settings. */
#ifndef PARVIS_API_KIOSK_WATCH_H
#define PARVIS_API_KIOSK_WATCH_H

#include "api.h"

/* Call it for each durable batch, after the model has applied it and feed_publish. */
void kiosk_watch(struct api *api, const struct store_change_list *changes);

/* A kiosk's settings as it receives them:
 * {"id","name","role","shows","stand","leaving","language","dark","registers","staff"}. `stand` is
 * the stand's code, `staff` the salt of its PIN in hexadecimal (parvis/staff.h); "": none. The
 * caller deletes it. */
cJSON *kiosk_settings(const struct api *api, const struct model_device *device);

#endif
