/* SPDX-License-Identifier: EUPL-1.2 */
/* Devices as the change log moves them: who was revoked or set up anew is sent away, who got other
 * things to do is told. */
#ifndef PARVIS_API_KIOSK_WATCH_H
#define PARVIS_API_KIOSK_WATCH_H

#include "api.h"

/* Call for each durable batch, after the model was moved and the feed told. */
void kiosk_watch(struct api *api, const struct store_change_list *changes);

/* What a kiosk is told of itself: {"id","name","role","shows","stand","leaving","language","dark"};
 * the caller's. `stand` is the stand's code, "" for none. */
cJSON *kiosk_settings(const struct api *api, const struct model_device *device);

#endif
