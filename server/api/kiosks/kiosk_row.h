/* SPDX-License-Identifier: EUPL-1.2 */
/* A kiosk as JSON for the console. */
#ifndef PARVIS_API_KIOSK_ROW_H
#define PARVIS_API_KIOSK_ROW_H

#include "api.h"

/* The kiosk that the path's :id names, borrowed from the model; NULL: the request was answered
 * 404. */
const struct model_device *kiosk_of_path(struct api *api, struct http_request *request);
/* A row of GET /api/kiosks. The caller deletes it. */
cJSON *kiosk_row(const struct api *api, const struct model_device *device);
/* {"kiosk": <the row of kiosk `id`, or null when it is gone>}; the caller may add members, and
 * deletes it. */
cJSON *kiosk_answer(const struct api *api, int64_t id);

#endif
