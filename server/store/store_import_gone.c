/* SPDX-License-Identifier: EUPL-1.2 */
/* Finds the rows that files refer to, lists the rows that came from files, and deletes those that
 * files no longer have. */
#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "store_import.h"
#include "store_statement.h"

enum parvis_status store_find_company(struct store *store, const char *siret,
                                      int64_t *ret_organisation)
{
    sqlite3_stmt *row =
        store_statement(store, "SELECT organisation_id FROM application JOIN organisation"
                               " ON id = organisation_id WHERE siret = :siret");
    store_bind_text(row, ":siret", siret);
    return store_step_integer(store, row, ret_organisation);
}

enum parvis_status store_find_person(struct store *store, const char *code, int64_t *ret_id,
                                     bool *ret_buyer)
{
    sqlite3_stmt *row =
        store_statement(store, "SELECT id, role = 'buyer' FROM person WHERE code = :code");
    store_bind_text(row, ":code", code);
    enum parvis_status status = store_step(store, row);
    if (status == PARVIS_OK) {
        *ret_id = sqlite3_column_int64(row, 0);
        *ret_buyer = sqlite3_column_int(row, 1) != 0;
        sqlite3_reset(row);
    }
    return status;
}

enum parvis_status store_siret_of(struct store *store, const char *folded, char ret_siret[15])
{
    sqlite3_stmt *row =
        store_statement(store, "SELECT siret FROM organisation WHERE folded = :folded");
    store_bind_text(row, ":folded", folded);
    enum parvis_status status = store_step(store, row);
    if (status != PARVIS_OK && status != PARVIS_NOT_FOUND)
        return status;
    snprintf(ret_siret, 15, "%s", status == PARVIS_OK ? store_column_text(row, 0) : "");
    sqlite3_reset(row);
    return PARVIS_OK;
}

enum parvis_status store_correct_siret(struct store *store, const char *folded, const char *siret)
{
    /* The put that follows records the row. */
    sqlite3_stmt *row =
        store_statement(store, "UPDATE organisation SET siret = :siret WHERE folded = :folded");
    store_bind_text(row, ":siret", siret);
    store_bind_text(row, ":folded", folded);
    return store_run(store, row);
}

enum parvis_status store_count_strange_wishes(struct store *store, int64_t *ret_count)
{
    sqlite3_stmt *row = store_statement(store, "SELECT count(*) FROM wish JOIN person ON"
                                               " person.id = buyer_id WHERE role <> 'buyer'");
    return store_step_integer(store, row, ret_count);
}

/* Each kind: id, label and what refers to the row; and its DELETE. Most telling reason first. */
static const struct imported_kind {
    const char *kind;
    const char *each;
    const char *delete;
} imported_kinds[] = {
    {"wish",
     "SELECT wish.id, coalesce(code, '') || ' → ' || coalesce(siret, name), '' FROM wish"
     " JOIN person ON person.id = buyer_id JOIN organisation ON organisation.id = company_id",
     "DELETE FROM wish WHERE id = :id"},
    {"person",
     "SELECT id, code, CASE"
     " WHEN EXISTS (SELECT 1 FROM presence WHERE person_id = person.id AND state <> 'expected')"
     " THEN 'presence'"
     " WHEN EXISTS (SELECT 1 FROM meeting WHERE buyer_id = person.id) THEN 'meeting'"
     " WHEN EXISTS (SELECT 1 FROM scan WHERE person_id = person.id) THEN 'scan'"
     " WHEN EXISTS (SELECT 1 FROM presence WHERE person_id = person.id) THEN 'scan'"
     " WHEN EXISTS (SELECT 1 FROM badge WHERE person_id = person.id) THEN 'badge'"
     " WHEN EXISTS (SELECT 1 FROM link WHERE person_id = person.id) THEN 'link'"
     " WHEN EXISTS (SELECT 1 FROM wish WHERE buyer_id = person.id) THEN 'wish'"
     " ELSE '' END FROM person WHERE code IS NOT NULL AND walk_in = 0 AND erased_at IS NULL",
     "DELETE FROM person WHERE id = :id"},
    {"need",
     "SELECT need.id, name || ' : ' || text, '' FROM need"
     " JOIN organisation ON organisation.id = organisation_id",
     "DELETE FROM need WHERE id = :id"},
    {"stand", "SELECT id, code, iif(company_id IS NULL, '', 'company') FROM stand",
     "DELETE FROM stand WHERE id = :id"},
    {"application",
     "SELECT organisation_id, coalesce(siret, name), CASE"
     " WHEN EXISTS (SELECT 1 FROM pitch WHERE company_id = organisation_id) THEN 'pitch'"
     " WHEN EXISTS (SELECT 1 FROM stand WHERE company_id = organisation_id) THEN 'stand'"
     " WHEN EXISTS (SELECT 1 FROM demonstration WHERE company_id = organisation_id)"
     " THEN 'demonstration'"
     " WHEN EXISTS (SELECT 1 FROM meeting WHERE company_id = organisation_id) THEN 'meeting'"
     " WHEN decision IS NOT NULL THEN 'decision'"
     " WHEN EXISTS (SELECT 1 FROM wish WHERE company_id = organisation_id) THEN 'wish'"
     " ELSE '' END FROM application JOIN organisation ON id = organisation_id",
     "DELETE FROM application WHERE organisation_id = :id"},
};

static const struct imported_kind *find_kind(const char *kind)
{
    size_t i = 0;
    while (strcmp(imported_kinds[i].kind, kind) != 0) {
        i++;
        assert(i < sizeof imported_kinds / sizeof *imported_kinds);
    }
    return &imported_kinds[i];
}

enum parvis_status store_imported_each(struct store *store, const char *kind,
                                       store_imported_fn *each, void *data)
{
    sqlite3_stmt *row = store_statement(store, find_kind(kind)->each);
    enum parvis_status status;
    while ((status = store_step(store, row)) == PARVIS_OK) {
        struct store_imported imported = {.id = sqlite3_column_int64(row, 0),
                                          .label = store_column_text(row, 1),
                                          .held = store_column_text(row, 2)};
        if (!each(&imported, data)) {
            sqlite3_reset(row);
            return PARVIS_OK;
        }
    }
    return status == PARVIS_NOT_FOUND ? PARVIS_OK : status;
}

enum parvis_status store_imported_delete(struct store *store, const char *kind, int64_t id,
                                         struct store_change_list *changes)
{
    sqlite3_stmt *row = store_statement(store, find_kind(kind)->delete);
    store_bind_integer(row, ":id", id);
    return store_write(store, row, kind, id, changes);
}

static enum parvis_status next_orphan(struct store *store, int64_t *ret_id)
{
    sqlite3_stmt *row = store_statement(
        store, "SELECT id FROM organisation o WHERE"
               " NOT EXISTS (SELECT 1 FROM application WHERE organisation_id = o.id)"
               " AND NOT EXISTS (SELECT 1 FROM person WHERE organisation_id = o.id)"
               " AND NOT EXISTS (SELECT 1 FROM need WHERE organisation_id = o.id)"
               " AND NOT EXISTS (SELECT 1 FROM wish WHERE company_id = o.id) LIMIT 1");
    return store_step_integer(store, row, ret_id);
}

enum parvis_status store_delete_orphans(struct store *store, struct store_change_list *changes,
                                        size_t *ret_count)
{
    size_t count = 0;
    enum parvis_status status;
    int64_t id = 0;
    while ((status = next_orphan(store, &id)) == PARVIS_OK) {
        sqlite3_stmt *row = store_statement(store, "DELETE FROM organisation WHERE id = :id");
        store_bind_integer(row, ":id", id);
        status = store_run(store, row);
        if (status == PARVIS_OK)
            status = store_record(store, "organisation", id, changes);
        if (status != PARVIS_OK)
            return status;
        count++;
    }
    if (status != PARVIS_NOT_FOUND)
        return status;
    *ret_count = count;
    return PARVIS_OK;
}
