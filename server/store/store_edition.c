/* SPDX-License-Identifier: EUPL-1.2 */
/* The edition's row, and the consistent copy of the whole file. */
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "parvis/log.h"
#include "store_internal.h"

#define COPY_TEXT(target, statement, column)                                                       \
    snprintf((target), sizeof(target), "%s", store_column_text((statement), (column)))

enum parvis_status store_edition_get(struct store *store, struct store_edition *ret_edition)
{
    sqlite3_stmt *row = store_statement(
        store, "SELECT name, date, timezone, venue, region, languages, opens_at, closes_at,"
               " doors_min, pitches, kept_min, kept_max, slot_min, gap_min, call_min, annul_min,"
               " pitches_published, tag, public_key, booking_open,"
               " called_names = 'public' FROM edition WHERE id = 1");
    enum parvis_status status = store_step(store, row);
    if (status != PARVIS_OK)
        return status;
    struct store_edition edition = {
        .opens_at = sqlite3_column_int64(row, 6),
        .closes_at = sqlite3_column_int64(row, 7),
        .doors_min = sqlite3_column_int(row, 8),
        .pitches = sqlite3_column_int(row, 9),
        .kept_min = sqlite3_column_int(row, 10),
        .kept_max = sqlite3_column_int(row, 11),
        .slot_min = sqlite3_column_int(row, 12),
        .gap_min = sqlite3_column_int(row, 13),
        .call_min = sqlite3_column_int(row, 14),
        .annul_min = sqlite3_column_int(row, 15),
        .pitches_published = sqlite3_column_int(row, 16) != 0,
        .tag = (uint32_t)sqlite3_column_int64(row, 17),
        .booking_open = sqlite3_column_int(row, 19) != 0,
        .called_names_public = sqlite3_column_int(row, 20) != 0,
    };
    COPY_TEXT(edition.name, row, 0);
    COPY_TEXT(edition.date, row, 1);
    COPY_TEXT(edition.timezone, row, 2);
    COPY_TEXT(edition.venue, row, 3);
    COPY_TEXT(edition.region, row, 4);
    COPY_TEXT(edition.languages, row, 5);
    if (sqlite3_column_bytes(row, 18) == (int)sizeof edition.public_key)
        memcpy(edition.public_key, sqlite3_column_blob(row, 18), sizeof edition.public_key);
    else
        status = PARVIS_CORRUPT;
    sqlite3_reset(row);
    if (status == PARVIS_OK)
        *ret_edition = edition;
    return status;
}

static enum parvis_status sync_path(const char *path, int flags)
{
    int file = open(path, O_CLOEXEC | flags);
    if (file < 0)
        return PARVIS_IO;
    int result = fsync(file);
    close(file);
    return result == 0 ? PARVIS_OK : PARVIS_IO;
}

enum parvis_status store_backup(struct store *store, const char *path)
{
    int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0)
        return errno == EEXIST                       ? PARVIS_CONFLICT
               : errno == EACCES || errno == EROFS   ? PARVIS_FORBIDDEN
               : errno == ENOENT || errno == ENOTDIR ? PARVIS_NOT_FOUND
                                                     : PARVIS_IO;
    close(file); /* VACUUM INTO takes an empty file, so the mode is ours from the first byte */
    sqlite3_stmt *statement = store_statement(store, "VACUUM INTO :path");
    store_bind_text(statement, ":path", path);
    enum parvis_status status = store_run(store, statement);
    /* VACUUM INTO does not fsync what it wrote, nor the directory's new name. */
    if (status == PARVIS_OK)
        status = sync_path(path, O_RDONLY);
    char *copy = strdup(path);
    if (status == PARVIS_OK)
        status = copy ? sync_path(dirname(copy), O_RDONLY | O_DIRECTORY) : PARVIS_NO_MEMORY;
    free(copy);
    if (status != PARVIS_OK)
        unlink(path);
    return status;
}
