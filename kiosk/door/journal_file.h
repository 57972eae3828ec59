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
    uint64_t size;   /* bytes up to the end of the last whole record */
    bool broken;     /* the disk failed: no record is taken until the next start */
    bool recovered;  /* opening cut off a torn last record */
    bool set_aside;  /* opening set a damaged journal aside */
};

/* Opens and reads `<directory>/journal`. Makes the file when there is none, and the directory, for
 * its owner alone. Cuts off a torn end, as a power cut leaves it. Sets a journal that is damaged
 * further inside aside as `journal.damaged-<n>`, and carries its open scans over into a new one
 * under their own ids. Replaces a large journal whose scans are all settled by a new one.
 * PARVIS_BUSY: another kiosk has it open. PARVIS_IO: the disk failed. PARVIS_NO_MEMORY. */
enum parvis_status journal_file_open(struct journal_file *file,
                                     const char *directory) PARVIS_MUST_CHECK;
void journal_file_close(struct journal_file *file);

/* Appends one record. `durable`: the record is on disk when this returns. PARVIS_BUSY: the disk is
 * full; the part that was written is taken back, and the next try may succeed. PARVIS_IO: the disk
 * failed, or the folder was removed; every later record fails too until the next start, because
 * after a failed fsync nobody knows what is on the disk, and a file whose folder was removed is
 * lost when it is closed. */
enum parvis_status journal_file_append(struct journal_file *file,
                                       const struct journal_record *record,
                                       bool durable) PARVIS_MUST_CHECK;

#endif
