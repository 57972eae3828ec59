/* SPDX-License-Identifier: EUPL-1.2 */
/* Scans at the doors: taken in, taken back, looked at. The actor is the door, or a person at the
 * console. */
#ifndef PARVIS_CHECK_IN_OPERATIONS_H
#define PARVIS_CHECK_IN_OPERATIONS_H

#include "operation.h"
#include "parvis/check_in.h"
#include "store_check_in.h"

#define SCAN_WRONG_BYTES 256

/* One scan. Its seal was opened and its badge verified by the caller. */
struct check_in_scan {
    char id[STORE_SCAN_ID_CHARS + 1];
    /* Why it cannot be taken in, in English, or "": it can. One that cannot changes nothing; it is
     * parked, where the console shows it, when it comes out of a kiosk's journal or when a device
     * may not say what it says. Of others nothing is kept. */
    char wrong[SCAN_WRONG_BYTES];
    bool forbidden;              /* it is wrong because a device may not say it */
    struct check_in_facts facts; /* of the badge, the direction, the time and the day's hours */
    bool by_name;                /* a person's number was given in place of a badge */
    int64_t person;              /* by name: who; else out: whose badge it is; 0: nobody known */
    uint64_t serial;             /* of a genuine badge; 0: none */
    uint8_t digest[STORE_DIGEST_BYTES];    /* of what is asked: one id is one scan */
    char journal[STORE_JOURNAL_CHARS + 1]; /* of a kiosk, in hexadecimal; "": of none */
    int64_t device_seq, device_at;         /* its place there; the device's clock, not corrected */
    bool has_said;                         /* the kiosk was alone and told the person this: */
    enum check_in_status said;
    /* out */
    int64_t number; /* its row; 0: it came before, or was not taken in */
    bool moved;     /* it changed where its person is */
    enum check_in_status status;
    int64_t at;       /* event clock: when it was received */
    int64_t first_at; /* CHECK_IN_ALREADY_IN: since when, and where they came in */
    char first_place[STORE_PLACE_CHARS];
};

/* Takes scans in, in their order: each is judged, merged with what came before and after it, and
 * kept. A scan that was taken in before gets the same answer again. Refuses nothing: each scan has
 * its own status. One scan by a person at the console is noted when it moved somebody; a door's
 * scans are their own record. */
struct check_in {
    int64_t person;              /* out: of the first scan; 0: nobody known */
    size_t count;                /* at least 1 */
    struct check_in_scan *scans; /* owned; freed with the order */
};
extern const struct operation_form check_in_form;

/* Takes a scan back: the person is where they were before. A door takes back its own alone, and one
 * by name only where the staff's PIN was given. PARVIS_NOT_FOUND, PARVIS_FORBIDDEN.
 * Refuses: scan.already_annulled, scan.moved_nobody, scan.too_late (the edition says after how many
 * minutes), scan.not_the_last (the person has been scanned since). */
struct check_in_annul {
    int64_t person; /* out: whom it concerned */
    char id[STORE_SCAN_ID_CHARS + 1];
    bool staff;                     /* a door that shows that the staff's PIN was given */
    struct store_presence presence; /* out: where they are again */
};
extern const struct operation_form check_in_annul_form;

/* Somebody has looked at a scan that was put aside. PARVIS_NOT_FOUND. Refuses:
 * scan.already_resolved. */
struct exception_resolve {
    int64_t exception;
};
extern const struct operation_form exception_resolve_form;

#endif
