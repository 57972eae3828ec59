/* SPDX-License-Identifier: EUPL-1.2 */
/* The journal on disk: one file of the state directory, for one kiosk at a time. */
#ifndef PARVIS_KIOSK_JOURNAL_FILE_H
#define PARVIS_KIOSK_JOURNAL_FILE_H

#include "journal.h"

/* Zero-initialised: closed. */
struct journal_file {
    struct journal journal;
    char *directory; /* owned */
    int file, lock;  /* -1 or 0 while closed */
    uint64_t size;   /* of what is whole */
    bool broken;     /* a write back failed: nothing more is taken until the next start */
    bool recovered;  /* a torn last record was cut off at the start */
    bool set_aside;  /* a damaged journal was set aside at the start */
};

/* Opens `<directory>/journal`, made when there is none (the directory too, for its owner alone),
 * and reads it. A torn end, as a power cut leaves it, is cut off. A journal that is damaged further
 * inside is set aside as `journal.damaged-<n>`; its open scans go on in a new one under their own
 * ids. A journal all of whose scans are settled and which has grown large gives way to a new one.
 * PARVIS_BUSY: another kiosk has it. PARVIS_IO. */
enum parvis_status journal_file_open(struct journal_file *file,
                                     const char *directory) PARVIS_MUST_CHECK;
void journal_file_close(struct journal_file *file);

/* Appends one record. `durable`: it is on disk when this returns. PARVIS_OK; PARVIS_BUSY: the disk
 * is full (what was begun was taken back, and the next try may succeed); PARVIS_IO: it failed, and
 * so will all that follows until the next start, for after a failed fsync nobody knows what is
 * there, and a file whose folder was removed is lost when it is closed. */
enum parvis_status journal_file_append(struct journal_file *file,
                                       const struct journal_record *record,
                                       bool durable) PARVIS_MUST_CHECK;

#endif
