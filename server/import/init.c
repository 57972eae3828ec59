/* SPDX-License-Identifier: EUPL-1.2 */
/* Making an edition. The key is on disk before the row that needs it is committed; a key without
 * edition, which a crash may leave, has signed nothing and is replaced. */
#include "init.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "parvis/badge.h"
#include "parvis/log.h"

#define PATH_BYTES 4096

/* What init makes, to be taken away on failure. */
struct making {
    const char *directory;
    bool made_directory, made_database;
};

static bool join(char path[PATH_BYTES], const char *directory, const char *name)
{
    int length = snprintf(path, PATH_BYTES, "%s/%s", directory, name);
    return length > 0 && length < PATH_BYTES;
}

static enum parvis_status make_directory(struct making *making)
{
    char path[PATH_BYTES];
    struct stat about;
    if (!join(path, making->directory, "parvis.db-journal"))
        return PARVIS_INVALID;
    if (mkdir(making->directory, 0700) == 0) {
        making->made_directory = true;
    } else if (errno != EEXIST || stat(making->directory, &about) != 0 || !S_ISDIR(about.st_mode)) {
        log_error("init", "%s: %s", making->directory, strerror(errno));
        return errno == EACCES || errno == EROFS ? PARVIS_FORBIDDEN : PARVIS_IO;
    }
    join(path, making->directory, "parvis.db");
    making->made_database = access(path, F_OK) != 0;
    return PARVIS_OK;
}

static void undo(const struct making *making)
{
    static const char *const names[] = {"parvis.db", "parvis.db-wal", "parvis.db-shm", "badge.key",
                                        "badge.key.new"};
    char path[PATH_BYTES];
    for (size_t i = 0; making->made_database && i < sizeof names / sizeof *names; i++)
        if (join(path, making->directory, names[i]))
            unlink(path);
    if (making->made_directory)
        rmdir(making->directory);
}

static enum parvis_status sync_directory(const char *directory)
{
    int file = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (file < 0)
        return PARVIS_IO;
    int result = fsync(file);
    close(file);
    return result == 0 ? PARVIS_OK : PARVIS_IO;
}

/* Readable by its owner alone from its first byte, and whole or absent. */
static enum parvis_status write_key(const char *directory, const uint8_t *secret)
{
    char path[PATH_BYTES], fresh[PATH_BYTES];
    if (!join(path, directory, "badge.key") || !join(fresh, directory, "badge.key.new"))
        return PARVIS_INVALID;
    unlink(fresh);
    int file = open(fresh, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file < 0)
        return PARVIS_IO;
    bool written = fchmod(file, 0600) == 0 &&
                   write(file, secret, BADGE_SECRET_KEY_BYTES) == BADGE_SECRET_KEY_BYTES &&
                   fsync(file) == 0;
    written = close(file) == 0 && written;
    if (!written || rename(fresh, path) != 0) {
        unlink(fresh);
        return PARVIS_IO;
    }
    return sync_directory(directory);
}

static enum parvis_status write_rows(struct store *store, const struct programme *programme,
                                     const struct store_edition *edition)
{
    struct store_tally tally = {0};
    enum store_outcome outcome;
    enum parvis_status status = store_edition_put(store, edition, true, NULL, &outcome);
    if (status == PARVIS_OK)
        status =
            store_sessions_put(store, programme->sessions, programme->session_count, NULL, &tally);
    if (status == PARVIS_OK)
        status = store_slots_put(store, programme->slots, programme->slot_count, NULL, &tally);
    return status;
}

/* Inside the transaction: PARVIS_CONFLICT when an edition is there. */
static enum parvis_status fill(struct store *store, const struct programme *programme,
                               const char *directory)
{
    uint8_t secret[BADGE_SECRET_KEY_BYTES];
    struct store_edition edition;
    enum parvis_status status = store_edition_get(store, &edition);
    if (status != PARVIS_NOT_FOUND)
        return status == PARVIS_OK ? PARVIS_CONFLICT : status;
    edition = programme->edition;
    badge_generate_keys(edition.public_key, secret);
    edition.tag = badge_tag(edition.public_key);
    status = write_key(directory, secret);
    sodium_memzero(secret, sizeof secret);
    return status == PARVIS_OK ? write_rows(store, programme, &edition) : status;
}

enum parvis_status init_edition(const struct programme *programme, const char *directory)
{
    struct making making = {.directory = directory};
    struct store *store = NULL;
    enum parvis_status status = make_directory(&making);
    if (status == PARVIS_OK)
        status = store_open(directory, true, &store);
    if (status == PARVIS_OK)
        status = store_begin(store);
    if (status == PARVIS_OK) {
        status = fill(store, programme, directory);
        if (status == PARVIS_OK)
            status = store_commit(store);
        else
            store_rollback(store);
    }
    store_close(store);
    if (status != PARVIS_OK)
        undo(&making);
    return status;
}
