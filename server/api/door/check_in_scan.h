/* SPDX-License-Identifier: EUPL-1.2 */
/* One scan from the request's JSON, and to the answer's; check_in_operations.h has what lies
 * between. Shared by the single check-in and the batch. */
#ifndef PARVIS_API_CHECK_IN_SCAN_H
#define PARVIS_API_CHECK_IN_SCAN_H

#include "api.h"
#include "check_in_operations.h"
#include "json_text.h"
#include "kiosk_reports.h"

/* What a request said of a scan, beside what the operation needs to know of it. */
struct scan_telling {
    struct json_fault fault; /* which member is wrong, and how; field "": the whole */
    bool sealed;             /* who sent it could not read it: the answer names nobody */
    bool bound;              /* sealed as this very scan (parvis/seal.h) */
};

/* Who scans. */
struct scan_origin {
    int64_t device; /* 0: a person at the console */
    bool staff;     /* who scans may let people in by name */
};

/* Reads one JSON scan. Of a fault, scan->wrong and telling->fault tell. The badge is verified here:
 * against the model's own copy of the signature, by Ed25519 only when that does not match. */
void scan_read(struct api *api, const struct scan_origin *origin, const cJSON *item,
               struct check_in_scan *scan, struct scan_telling *telling);

/* Loop thread, once it is durable: a scan that this device made just now, and that let its person
 * in, opens that person's day and phone to the device (kiosk_reports.h). A sealed scan does so only
 * when it was sealed as this very scan. */
void scan_note(struct api *api, int64_t device, const struct check_in_scan *scan,
               const struct scan_telling *telling);
/* Whether who asks may have `what` of this person: a user may, a device once for such a scan, which
 * it names by its id (NULL: it names none). False: the request was answered 403. */
bool scan_opens(struct api *api, struct http_request *request, const struct model_person *person,
                const char *scan_id, enum kiosk_opening what);

/* Writes the answer of docs/api.md, names from the model. */
void scan_answer(struct json_text *json, const struct model *model,
                 const struct check_in_scan *scan, const struct scan_telling *telling);

#endif
