/* SPDX-License-Identifier: EUPL-1.2 */
/* Reads a scan from a request's JSON and writes its answer's JSON; check_in_operations.h judges it
 * in between. Shared by the single check-in and the batch. */
#ifndef PARVIS_API_CHECK_IN_SCAN_H
#define PARVIS_API_CHECK_IN_SCAN_H

#include "api.h"
#include "check_in_operations.h"
#include "json_text.h"
#include "kiosk_reports.h"

/* What a request said of a scan beyond what the operation needs. */
struct scan_telling {
    struct json_fault fault; /* which member is wrong, and why; field "": the whole scan */
    bool sealed;             /* the sender could not read the badge: the answer names nobody */
    bool bound;              /* sealed as this very scan (parvis/seal.h) */
};

/* The sender of a scan. */
struct scan_origin {
    int64_t device; /* 0: a person at the console */
    bool staff;     /* the sender may let people in by name */
};

/* Reads one JSON scan. When something is wrong, scan->wrong and telling->fault say what. Verifies
 * the badge: by comparison with the model's copy of its signature, by Ed25519 only when that
 * differs. */
void scan_read(struct api *api, const struct scan_origin *origin, const cJSON *item,
               struct check_in_scan *scan, struct scan_telling *telling);

/* Loop thread, once the scan is durable: a scan that this device made just now and that let its
 * person in allows the device to read that person's day and to make a link for their phone
 * (kiosk_reports.h). A sealed scan does so only when the seal names this very scan. */
void scan_note(struct api *api, int64_t device, const struct check_in_scan *scan,
               const struct scan_telling *telling);
/* Whether the caller may have `what` of this person. A user may; a device may once for each scan
 * that scan_note noted, and names it by its id (NULL: it names none). False: the request was
 * answered 403. */
bool scan_opens(struct api *api, struct http_request *request, const struct model_person *person,
                const char *scan_id, enum kiosk_opening what);

/* Writes the scan's answer (docs/api.md); names come from the model. */
void scan_answer(struct json_text *json, const struct model *model,
                 const struct check_in_scan *scan, const struct scan_telling *telling);

#endif
