/* SPDX-License-Identifier: EUPL-1.2 */
/* Scans at the doors: taking them in, annulling them, resolving the ones put aside. The actor is
 * the door, or a user at the console. */
#ifndef PARVIS_CHECK_IN_OPERATIONS_H
#define PARVIS_CHECK_IN_OPERATIONS_H

#include "operation.h"
#include "parvis/check_in.h"
#include "store_check_in.h"

#define SCAN_WRONG_BYTES 256

/* One scan. The caller has opened its seal and verified its badge. */
struct check_in_scan {
    char id[STORE_SCAN_ID_CHARS + 1];
    /* Why the scan cannot be taken in, in English; "": it can. A wrong scan changes nothing. If it
     * comes from a kiosk's journal, or says what a device may not say, it is parked, and the
     * console shows it; otherwise nothing of it is kept. */
    char wrong[SCAN_WRONG_BYTES];
    bool forbidden;              /* it is wrong because a device may not say this */
    struct check_in_facts facts; /* of the badge, the direction, the time and the day's hours */
    bool by_name;                /* a person's number was given in place of a badge */
    int64_t person;              /* by name: in; else out: the badge's holder; 0: unknown */
    uint64_t serial;             /* of a genuine badge; 0: none */
    uint8_t digest[STORE_DIGEST_BYTES];    /* over the scan's content: one id names one scan */
    char journal[STORE_JOURNAL_CHARS + 1]; /* the kiosk's journal, in hexadecimal; "": none */
    int64_t device_seq, device_at;         /* its number in the journal; the device's own clock */
    bool has_said;                         /* a kiosk off the network answered by itself: `said` */
    enum check_in_status said;
    /* out */
    int64_t number; /* its row; 0: it was known already, or was not taken in */
    bool moved;     /* it changed its person's presence */
    enum check_in_status status;
    int64_t at;       /* event clock: when it was received */
    int64_t first_at; /* CHECK_IN_ALREADY_IN: when the person came in, and where */
    char first_place[STORE_PLACE_CHARS];
};

/* Takes scans in, in their order: judges each, merges it with the person's earlier and later scans,
 * and keeps it. A scan that is sent again gets the same answer again. Refuses nothing: each scan
 * has its own status. The audit trail notes a scan by a user at the console that moved somebody; a
 * door's scans are a record by themselves. */
struct check_in {
    int64_t person;              /* out: of the first scan; 0: unknown */
    size_t count;                /* at least 1 */
    struct check_in_scan *scans; /* owned; freed with the order */
};
extern const struct operation_form check_in_form;

/* Annuls a scan: the person is again where they were before it. A door may annul its own scans
 * alone, and a scan by name only with the staff's PIN: else PARVIS_FORBIDDEN. PARVIS_NOT_FOUND: no
 * such scan.
 * Refuses: scan.already_annulled, scan.moved_nobody, scan.too_late (the edition's annul_min have
 * passed), scan.not_the_last (the person has been scanned since). */
struct check_in_annul {
    int64_t person; /* out: the scan's person */
    char id[STORE_SCAN_ID_CHARS + 1];
    bool staff;                     /* the actor is a door with a proof of the staff's PIN */
    struct store_presence presence; /* out: the person's presence now */
};
extern const struct operation_form check_in_annul_form;

/* Marks a scan that was put aside as looked at. PARVIS_NOT_FOUND: no such exception. Refuses:
 * scan.already_resolved. */
struct exception_resolve {
    int64_t exception;
};
extern const struct operation_form exception_resolve_form;

#endif
