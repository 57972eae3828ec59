/* SPDX-License-Identifier: EUPL-1.2 */
/* One scan from the request's JSON to the answer's: reading, judging, writing, telling. Shared by
 * the single check-in and the batch. */
#ifndef PARVIS_API_CHECK_IN_SCAN_H
#define PARVIS_API_CHECK_IN_SCAN_H

#include "api.h"
#include "json_text.h"
#include "kiosk_reports.h"
#include "parvis/check_in.h"
#include "store_check_in.h"

/* A scan on its way. */
struct scan_work {
    bool malformed;          /* `fault` says how; nothing else counts */
    bool forbidden;          /* so, because who scans may not say it: a host is to know */
    struct json_fault fault; /* with the field */
    char id[STORE_SCAN_ID_CHARS + 1];
    struct check_in_facts facts; /* the writer completes what is in the database */
    bool by_name;                /* a person's id was given in place of a badge */
    bool sealed;                 /* who sent it could not read it: the answer names nobody */
    bool bound;                  /* sealed as this very scan (parvis/seal.h) */
    int64_t person;              /* by name: who, though it be forbidden; else by the writer */
    uint64_t serial;             /* of a genuine badge */
    uint8_t digest[STORE_DIGEST_BYTES];
    char journal[STORE_JOURNAL_CHARS + 1]; /* of a kiosk; "" : of none */
    int64_t device_seq, device_at;         /* its place there; the device's clock, not corrected */
    bool has_said;                         /* the kiosk was alone and told the person itself: */
    enum check_in_status said;
    /* the answer, filled by the writer */
    int64_t number; /* its row; 0: it came before, or was not taken in */
    enum check_in_status status;
    int64_t at;
    int64_t first_at; /* 'already in' */
    char first_place[STORE_PLACE_CHARS];
};

/* Who scans: copied from the request, because the writer runs on another thread. */
struct scan_origin {
    int64_t device; /* 0: a person at the console */
    bool staff;     /* who scans may let people in by name */
    char place[STORE_PLACE_CHARS];
};

/* Reads one JSON scan. On a fault `work->malformed` is set. The badge is verified here: against
 * the model's own copy of the signature, by Ed25519 only when that does not match. */
void scan_read(struct api *api, const struct scan_origin *origin, const cJSON *item,
               struct scan_work *work);

/* Writer thread: judges and writes one scan (scan_commit.c). */
enum parvis_status scan_commit(struct store *store, const struct scan_origin *origin,
                               int64_t received_at, struct scan_work *work,
                               struct store_change_list *changes) PARVIS_MUST_CHECK;

/* Writer thread: a malformed scan is parked, where the console shows it, when it is out of a
 * kiosk's journal or a device may not say what it says. Of others nothing is kept: their sender has
 * the answer. */
enum parvis_status scan_park(struct store *store, const struct scan_origin *origin,
                             int64_t received_at, const struct scan_work *work,
                             struct store_change_list *changes) PARVIS_MUST_CHECK;

/* Loop thread, once it is durable: a scan that this device made just now, and that let its person
 * in, opens that person's day and phone to the device (kiosk_reports.h). A sealed scan does so only
 * when it was sealed as this very scan. */
void scan_note(struct api *api, const struct scan_origin *origin, const struct scan_work *work);
/* Whether who asks may have `what` of this person: a user may, a device once for such a scan, which
 * it names by its id (NULL: it names none). False: the request was answered 403. */
bool scan_opens(struct api *api, struct http_request *request, const struct model_person *person,
                const char *scan_id, enum kiosk_opening what);

/* Writes the answer of docs/api.md, names from the model. */
void scan_answer(struct json_text *json, const struct model *model, const struct scan_work *work);

#endif
