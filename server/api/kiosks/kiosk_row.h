/* SPDX-License-Identifier: EUPL-1.2 */
/* A kiosk as the console is told of it. */
#ifndef PARVIS_API_KIOSK_ROW_H
#define PARVIS_API_KIOSK_ROW_H

#include "api.h"

/* The kiosk of the path; NULL: answered 404. */
const struct model_device *kiosk_of_path(struct api *api, struct http_request *request);
/* A row of GET /api/kiosks; the caller's. */
cJSON *kiosk_row(const struct api *api, const struct model_device *device);
/* {"kiosk": the row of this one}, to which more may be added; null: it is gone. The caller's. */
cJSON *kiosk_answer(const struct api *api, int64_t id);

#endif
