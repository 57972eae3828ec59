/* SPDX-License-Identifier: EUPL-1.2 */
/* Boosts. */
#include "store_wishes.h"

#include "store_internal.h"

static void bind_or_null(sqlite3_stmt *statement, const char *name, int64_t value)
{
    if (value)
        store_bind_integer(statement, name, value);
    else
        store_bind_null(statement, name);
}

static enum parvis_status forget(struct store *store, const struct store_boost *boost)
{
    sqlite3_stmt *row = store_statement(
        store, "DELETE FROM boost WHERE person_id = :person OR organisation_id = :organisation");
    store_bind_integer(row, ":person", boost->person);
    store_bind_integer(row, ":organisation", boost->organisation);
    return store_run(store, row);
}

enum parvis_status store_boost_put(struct store *store, const struct store_boost *boost)
{
    enum parvis_status status = forget(store, boost);
    if (status != PARVIS_OK || boost->points == 0)
        return status;
    sqlite3_stmt *row = store_statement(
        store, "INSERT INTO boost (person_id, organisation_id, points, motive, by_user, at)"
               " VALUES (:person, :organisation, :points, :motive, :by_user, :at)");
    bind_or_null(row, ":person", boost->person);
    bind_or_null(row, ":organisation", boost->organisation);
    store_bind_integer(row, ":points", boost->points);
    store_bind_text(row, ":motive", boost->motive);
    store_bind_text(row, ":by_user", boost->by_user);
    store_bind_integer(row, ":at", boost->at);
    return store_run(store, row);
}
