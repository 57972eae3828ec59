/* SPDX-License-Identifier: EUPL-1.2 */
/* The journal on disk. */
#include "journal_file.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "parvis/file.h"
#include "parvis/log.h"

/* How many records a power cut may tear together: those written without a sync, and the scan after
 * them. */
#define TORN_BYTES_MAX 16384
#define RENEW_BYTES (8 << 20)

static void path_of(const struct journal_file *file, const char *name, char out[4096])
{
    snprintf(out, 4096, "%s/%s", file->directory, name);
}

static enum parvis_status write_at(int file, const uint8_t *bytes, size_t size, uint64_t offset)
{
    size_t written = 0;
    while (written < size) {
        ssize_t count = pwrite(file, bytes + written, size - written, (off_t)(offset + written));
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return errno == ENOSPC || errno == EDQUOT || errno == EFBIG ? PARVIS_BUSY : PARVIS_IO;
        written += (size_t)count;
    }
    return PARVIS_OK;
}

/* ---- opening ---- */

/* Takes the lock: one kiosk a directory. */
static enum parvis_status take_lock(struct journal_file *file)
{
    char path[4096];
    path_of(file, "lock", path);
    file->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file->lock < 0)
        return PARVIS_IO;
    return flock(file->lock, LOCK_EX | LOCK_NB) == 0 ? PARVIS_OK : PARVIS_BUSY;
}

/* Writes the new file whole under another name, then renames it: a journal is never seen without
 * its header. */
static enum parvis_status make_new(struct journal_file *file)
{
    char path[4096], fresh[4096];
    uint8_t id[JOURNAL_ID_BYTES], header[JOURNAL_HEADER_BYTES];
    randombytes_buf(id, sizeof id);
    journal_begin(&file->journal, id, header);
    path_of(file, "journal", path);
    path_of(file, "journal.new", fresh);
    if (file->file >= 0)
        close(file->file);
    file->file = open(fresh, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file->file < 0)
        return PARVIS_IO;
    enum parvis_status status = write_at(file->file, header, sizeof header, 0);
    if (status == PARVIS_OK && (fsync(file->file) != 0 || rename(fresh, path) != 0))
        status = PARVIS_IO;
    file->size = sizeof header;
    if (status == PARVIS_OK && !file_sync_directory(file->directory))
        status = PARVIS_IO;
    return status;
}

/* Carries the open scans of the old journal over into the new one. */
static enum parvis_status carry_over(struct journal_file *file, const struct journal *old)
{
    enum parvis_status status = PARVIS_OK;
    for (size_t i = old->open_from; i < old->count && status == PARVIS_OK; i++) {
        struct journal_record record = {.kind = JOURNAL_SCAN, .scan = old->scans[i]};
        if (old->scans[i].outcome != JOURNAL_OPEN)
            continue;
        uint8_t told = old->scans[i].told;
        status = journal_file_append(file, &record, false);
        record = (struct journal_record){.kind = JOURNAL_TOLD, .status = told};
        record.scan.seq = file->journal.count;
        if (status == PARVIS_OK && told)
            status = journal_file_append(file, &record, false);
    }
    return status == PARVIS_OK && fdatasync(file->file) != 0 ? PARVIS_IO : status;
}

static enum parvis_status start_anew(struct journal_file *file)
{
    struct journal old = file->journal;
    file->journal = (struct journal){0};
    enum parvis_status status = make_new(file);
    if (status == PARVIS_OK)
        status = carry_over(file, &old);
    journal_clean_up(&old);
    return status;
}

static enum parvis_status set_aside(struct journal_file *file)
{
    char path[4096], name[64], aside[4096];
    struct stat about;
    path_of(file, "journal", path);
    for (int i = 1;; i++) {
        snprintf(name, sizeof name, "journal.damaged-%d", i);
        path_of(file, name, aside);
        if (stat(aside, &about) != 0)
            break;
    }
    log_error("kiosk", "the journal is damaged: it is set aside as %s", name);
    file->set_aside = true;
    return rename(path, aside) == 0 ? start_anew(file) : PARVIS_IO;
}

/* Takes the records of `bytes`; cuts off a torn end. */
static enum parvis_status take_all(struct journal_file *file, const uint8_t *bytes, size_t size)
{
    size_t used = 0, at = JOURNAL_HEADER_BYTES;
    if (size < JOURNAL_HEADER_BYTES || journal_begin_from(&file->journal, bytes) != PARVIS_OK)
        return set_aside(file);
    enum parvis_status status = PARVIS_OK;
    while (at < size && status == PARVIS_OK) {
        status = journal_take(&file->journal, bytes + at, size - at, &used);
        at += status == PARVIS_OK ? used : 0;
    }
    file->size = at;
    if (status == PARVIS_OK && at > RENEW_BYTES && file->journal.open_count == 0)
        return start_anew(file);
    if (status != PARVIS_CORRUPT)
        return status;
    if (size - at > TORN_BYTES_MAX)
        return set_aside(file);
    log_warning("kiosk", "the journal's last record was torn: %zu bytes are cut off", size - at);
    file->recovered = true;
    bool cut = ftruncate(file->file, (off_t)at) == 0 && fsync(file->file) == 0;
    return cut ? PARVIS_OK : PARVIS_IO;
}

static enum parvis_status read_all(struct journal_file *file)
{
    struct stat about;
    if (fstat(file->file, &about) != 0)
        return PARVIS_IO;
    size_t size = (size_t)about.st_size, got = 0;
    uint8_t *bytes = malloc(size + 1);
    if (!bytes)
        return PARVIS_NO_MEMORY;
    while (got < size) {
        ssize_t count = pread(file->file, bytes + got, size - got, (off_t)got);
        if (count <= 0)
            break;
        got += (size_t)count;
    }
    enum parvis_status status = got == size ? take_all(file, bytes, size) : PARVIS_IO;
    free(bytes);
    return status;
}

enum parvis_status journal_file_open(struct journal_file *file, const char *directory)
{
    char path[4096];
    *file = (struct journal_file){.file = -1, .lock = -1, .directory = strdup(directory)};
    if (!file->directory)
        return PARVIS_NO_MEMORY;
    if (mkdir(directory, 0700) != 0 && errno != EEXIST)
        return PARVIS_IO;
    enum parvis_status status = take_lock(file);
    if (status != PARVIS_OK)
        return status;
    path_of(file, "journal", path);
    /* Without CREATE: make_new puts a whole file there, header included. */
    file->file = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
    if (file->file < 0)
        return errno == ENOENT ? make_new(file) : PARVIS_IO;
    return read_all(file);
}

void journal_file_close(struct journal_file *file)
{
    if (!file->directory)
        return;
    if (file->file >= 0)
        close(file->file);
    if (file->lock >= 0)
        close(file->lock);
    journal_clean_up(&file->journal);
    free(file->directory);
    *file = (struct journal_file){.file = -1, .lock = -1};
}

/* ---- appending ---- */

/* Cuts off a record that was written in part, so that the next one does not follow half of one. */
static enum parvis_status take_back(struct journal_file *file, enum parvis_status status)
{
    if (status != PARVIS_BUSY || ftruncate(file->file, (off_t)file->size) != 0) {
        file->broken = true;
        return PARVIS_IO;
    }
    return status;
}

/* Whether the next start will open this same file. Once the folder was removed or moved, writing
 * still succeeds, into a file that nobody finds again. */
static bool is_in_place(const struct journal_file *file)
{
    char path[4096];
    struct stat named, opened;
    path_of(file, "journal", path);
    return fstat(file->file, &opened) == 0 && stat(path, &named) == 0 &&
           named.st_dev == opened.st_dev && named.st_ino == opened.st_ino;
}

/* Syncs the file, and checks that it is still in its folder. A failed sync may have dropped the
 * pages: nobody knows what is on the disk, and no later sync would tell. */
static bool make_durable(const struct journal_file *file)
{
    if (fdatasync(file->file) != 0)
        return false;
    if (is_in_place(file))
        return true;
    log_error("kiosk", "the journal is no longer in %s: nothing more is taken", file->directory);
    return false;
}

enum parvis_status journal_file_append(struct journal_file *file,
                                       const struct journal_record *record, bool durable)
{
    uint8_t bytes[JOURNAL_RECORD_MAX];
    size_t used = 0;
    if (file->broken || file->file < 0)
        return PARVIS_IO;
    if (record->kind == JOURNAL_SCAN && file->journal.count >= JOURNAL_SCANS_MAX)
        return PARVIS_BUSY;
    size_t size = journal_write(&file->journal, record, bytes);
    enum parvis_status status = write_at(file->file, bytes, size, file->size);
    if (status != PARVIS_OK)
        return take_back(file, status);
    if (durable && !make_durable(file))
        return take_back(file, PARVIS_IO);
    /* After the disk: what is counted here is what a restart would read. */
    status = journal_take(&file->journal, bytes, size, &used);
    if (status != PARVIS_OK)
        return take_back(file, PARVIS_BUSY);
    file->size += size;
    return PARVIS_OK;
}
