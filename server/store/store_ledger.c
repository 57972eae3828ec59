/* SPDX-License-Identifier: EUPL-1.2 */
/* The ledger of erasures. */
#include "store_ledger.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "parvis/file.h"
#include "parvis/log.h"
#include "store_erase.h"
#include "store_internal.h"

#define LINE_FORMAT "%" PRId64 " %" PRId64 " %" PRId64 "\n"
#define LINE_CHARS_MAX 64 /* three numbers of at most 20 characters */

struct erasure {
    int64_t person, known_at, erased_at;
};

struct ledger {
    struct erasure *items; /* owned */
    size_t count;
};

static bool has(const struct ledger *ledger, const struct erasure *erasure)
{
    for (size_t i = 0; i < ledger->count; i++)
        if (ledger->items[i].person == erasure->person &&
            ledger->items[i].known_at == erasure->known_at)
            return true;
    return false;
}

static enum parvis_status add(struct ledger *ledger, const struct erasure *erasure)
{
    struct erasure *items = realloc(ledger->items, (ledger->count + 1) * sizeof *items);
    if (!items)
        return PARVIS_NO_MEMORY;
    ledger->items = items;
    ledger->items[ledger->count++] = *erasure;
    return PARVIS_OK;
}

static enum parvis_status read_lines(FILE *file, const char *path, struct ledger *ledger)
{
    char line[128];
    enum parvis_status status = PARVIS_OK;
    for (int number = 1; status == PARVIS_OK && fgets(line, sizeof line, file); number++) {
        struct erasure erasure;
        if (sscanf(line, "%" SCNd64 " %" SCNd64 " %" SCNd64, // NOLINT(cert-err34-c)
                   &erasure.person, &erasure.known_at, &erasure.erased_at) == 3) {
            status = add(ledger, &erasure);
        } else {
            log_error("store", "%s:%d: three numbers are expected", path, number);
            status = PARVIS_IO;
        }
    }
    return status == PARVIS_OK && ferror(file) ? PARVIS_IO : status;
}

/* Nobody, if there is no file yet. */
static enum parvis_status read_ledger(const struct store *store, struct ledger *ledger)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/erasures.txt", store->directory);
    FILE *file = fopen(path, "re");
    if (!file && errno == ENOENT)
        return PARVIS_OK;
    if (!file) {
        log_error("store", "%s: %s", path, strerror(errno));
        return PARVIS_IO;
    }
    enum parvis_status status = read_lines(file, path, ledger);
    fclose(file);
    return status;
}

/* Everyone of the database who is erased and whom the ledger does not have: *ret_added. */
static enum parvis_status add_erased(struct store *store, struct ledger *ledger, bool *ret_added)
{
    /* One walk through the log, however many they are. */
    sqlite3_stmt *row = store_statement(
        store,
        "WITH known AS MATERIALIZED (SELECT id, min(at) AS at FROM change"
        " WHERE kind = 'person' AND id IN (SELECT id FROM person WHERE erased_at IS NOT NULL)"
        " GROUP BY id)"
        " SELECT person.id, known.at, person.erased_at FROM person JOIN known USING (id)");
    enum parvis_status status, added = PARVIS_OK;
    *ret_added = false;
    while ((status = store_step(store, row)) == PARVIS_OK && added == PARVIS_OK) {
        struct erasure erasure = {.person = sqlite3_column_int64(row, 0),
                                  .known_at = sqlite3_column_int64(row, 1),
                                  .erased_at = sqlite3_column_int64(row, 2)};
        if (has(ledger, &erasure))
            continue;
        added = add(ledger, &erasure);
        *ret_added = true;
    }
    sqlite3_reset(row);
    return added != PARVIS_OK || status == PARVIS_NOT_FOUND ? added : status;
}

static enum parvis_status replace(const struct store *store, const struct ledger *ledger)
{
    size_t size = ledger->count * LINE_CHARS_MAX + 1, length = 0;
    char *text = calloc(1, size);
    if (!text)
        return PARVIS_NO_MEMORY;
    for (size_t i = 0; i < ledger->count; i++) {
        const struct erasure *item = &ledger->items[i];
        length += (size_t)snprintf(text + length, size - length, LINE_FORMAT, item->person,
                                   item->known_at, item->erased_at);
    }
    enum parvis_status status = file_replace("store", store->directory, "erasures.txt", text);
    free(text);
    return status;
}

static enum parvis_status complete(struct store *store, struct ledger *ledger)
{
    bool added;
    enum parvis_status status = add_erased(store, ledger, &added);
    return status == PARVIS_OK && added ? replace(store, ledger) : status;
}

enum parvis_status store_ledger_write(struct store *store)
{
    struct ledger ledger = {0};
    enum parvis_status status = read_ledger(store, &ledger);
    if (status == PARVIS_OK)
        status = complete(store, &ledger);
    free(ledger.items);
    return status;
}

/* Whether the database has them, by the same number and since the same instant, and not erased. */
static enum parvis_status is_back(struct store *store, const struct erasure *erasure,
                                  bool *ret_back)
{
    int64_t found = 0;
    sqlite3_stmt *row = store_statement(
        store, "SELECT count(*) FROM person WHERE id = :person AND erased_at IS NULL AND :known ="
               " (SELECT min(at) FROM change WHERE kind = 'person' AND change.id = person.id)");
    store_bind_integer(row, ":person", erasure->person);
    store_bind_integer(row, ":known", erasure->known_at);
    enum parvis_status status = store_step_integer(store, row, &found);
    *ret_back = found > 0;
    return status;
}

static enum parvis_status erase_again(struct store *store, const struct ledger *ledger,
                                      size_t *ret_count)
{
    enum parvis_status status = PARVIS_OK;
    for (size_t i = 0; i < ledger->count && status == PARVIS_OK; i++) {
        bool back;
        status = is_back(store, &ledger->items[i], &back);
        if (status != PARVIS_OK || !back)
            continue;
        status =
            store_person_erase(store, ledger->items[i].person, ledger->items[i].erased_at, NULL);
        *ret_count += status == PARVIS_OK;
    }
    return status;
}

static enum parvis_status replay(struct store *store, const struct ledger *ledger,
                                 size_t *ret_count)
{
    enum parvis_status status = store_begin(store);
    if (status != PARVIS_OK)
        return status;
    status = erase_again(store, ledger, ret_count);
    if (status == PARVIS_OK)
        return store_commit(store);
    store_rollback(store);
    return status;
}

enum parvis_status store_ledger_replay(struct store *store, size_t *ret_count)
{
    struct ledger ledger = {0};
    *ret_count = 0;
    enum parvis_status status = read_ledger(store, &ledger);
    if (status == PARVIS_OK && ledger.count > 0)
        status = replay(store, &ledger, ret_count);
    if (status == PARVIS_OK)
        status = complete(store, &ledger);
    free(ledger.items);
    return status;
}
