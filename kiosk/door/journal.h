/* SPDX-License-Identifier: EUPL-1.2 */
/* The journal of a kiosk's own scans: its records, and the state of each scan that follows from
 * them. Pure: bytes in, bytes out; journal_file.h keeps them on disk.
 *
 *   header   "parvisj1" | id (8) | checksum (8)
 *   record   size of the body (2, little-endian) | kind (1) | sequence (8) | body | checksum (8)
 *
 * A checksum is BLAKE2b-64 over the checksum before it and the record, so that a record that is
 * torn, changed or out of its place is found out. Sequences count the scans: 1, 2, 3, … without a
 * gap.
 *
 * A scan's life:   OPEN ──settled──▶ COUNTED (the server has it) or PARKED (the server refuses it)
 * Beside it, `told` says which answer its person has seen on the screen. */
#ifndef PARVIS_KIOSK_JOURNAL_H
#define PARVIS_KIOSK_JOURNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "parvis/seal.h"
#include "parvis/status.h"

#define JOURNAL_ID_BYTES 8
#define JOURNAL_HEADER_BYTES 24
#define JOURNAL_SCAN_ID_BYTES 16
#define JOURNAL_SEALED_MAX 4240 /* 4,096 characters of anybody's paper, sealed as one scan */
#define JOURNAL_RECORD_MAX 4400
#define JOURNAL_REASON_CHARS 63
#define JOURNAL_SCANS_MAX 100000 /* of one file: thirty days of a busy door */

enum journal_outcome { JOURNAL_OPEN, JOURNAL_COUNTED, JOURNAL_PARKED };

/* One scan. Statuses are numbers of enum check_in_status plus one; 0: none. */
struct journal_scan {
    uint64_t seq;
    uint8_t id[JOURNAL_SCAN_ID_BYTES];
    uint8_t key[SEAL_ROW_KEY_BYTES]; /* of the badge's row; zeros: not a badge of ours */
    int64_t device_at, at;           /* the device's clock; the event's, as corrected */
    bool leaving;
    uint8_t said;   /* the answer that the kiosk gave by itself */
    uint8_t told;   /* the answer that the person has seen, the server's or the kiosk's */
    uint8_t status; /* the server's answer, when it counted the scan */
    enum journal_outcome outcome;
    uint8_t *sealed; /* owned: the sealed text; freed when the scan is settled */
    size_t sealed_size;
    char reason[JOURNAL_REASON_CHARS + 1]; /* of a parked scan: the server's reason */
};

struct journal {
    uint8_t id[JOURNAL_ID_BYTES];
    uint8_t chain[8];           /* the last checksum */
    struct journal_scan *scans; /* owned; scan n is at n - 1 */
    size_t count, capacity;
    size_t open_from; /* the scans before this place are all settled */
    size_t open_count, parked_count;
};

enum journal_kind { JOURNAL_SCAN = 1, JOURNAL_SAID, JOURNAL_TOLD, JOURNAL_SETTLED };

/* What one record says. */
struct journal_record {
    enum journal_kind kind;
    /* JOURNAL_SCAN: the whole scan but `seq`, with `sealed` borrowed; the other kinds: `seq`, and
     * the reason of one that is parked. */
    struct journal_scan scan;
    uint8_t status; /* of JOURNAL_SAID, JOURNAL_TOLD, and JOURNAL_SETTLED unless parked */
    bool parked;    /* of JOURNAL_SETTLED */
};

/* Frees what it owns. A zero-initialised journal is empty. */
void journal_clean_up(struct journal *journal);

/* Begins an empty journal under this id, and writes its header. */
void journal_begin(struct journal *journal, const uint8_t id[JOURNAL_ID_BYTES],
                   uint8_t ret_header[JOURNAL_HEADER_BYTES]);
/* Begins a journal from a header that was read. PARVIS_CORRUPT: it is no header. */
enum parvis_status journal_begin_from(struct journal *journal,
                                      const uint8_t header[JOURNAL_HEADER_BYTES]) PARVIS_MUST_CHECK;

/* Writes the next record into ret_bytes; returns its size. The journal itself does not change: the
 * caller stores the bytes first, then calls journal_take. */
size_t journal_write(const struct journal *journal, const struct journal_record *record,
                     uint8_t ret_bytes[JOURNAL_RECORD_MAX]);
/* Takes the record that `bytes` begin with; *ret_used gets its size. PARVIS_CORRUPT: `bytes` do not
 * begin with a whole and right record. PARVIS_NO_MEMORY. On failure nothing changes. */
enum parvis_status journal_take(struct journal *journal, const uint8_t *bytes, size_t size,
                                size_t *ret_used) PARVIS_MUST_CHECK;

/* The scan with this sequence; NULL: there is none. Borrowed until the next journal_take. */
const struct journal_scan *journal_scan_of(const struct journal *journal, uint64_t seq);
/* The last scan of this badge in this direction, made at `since` or later, that is not parked and
 * whose person has not seen an answer; NULL: none. The door takes it up again instead of making a
 * new one. */
const struct journal_scan *journal_untold(const struct journal *journal,
                                          const uint8_t key[SEAL_ROW_KEY_BYTES], bool leaving,
                                          int64_t since);
/* The first open scans by sequence, without `except` (0: without none); returns how many, at most
 * `max`. */
size_t journal_open_scans(const struct journal *journal, uint64_t except,
                          const struct journal_scan **ret_scans, size_t max);

#endif
