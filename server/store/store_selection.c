/* SPDX-License-Identifier: EUPL-1.2 */
/* The selection's statements. */
#include "store_selection.h"
#include "store_statement.h"

#include <stdio.h>
#include <string.h>

enum parvis_status store_candidates_each(struct store *store, store_candidate_fn *each, void *data)
{
    sqlite3_stmt *row = store_statement(
        store, "SELECT organisation_id, coalesce(siret, ''), name, segment, town, region,"
               " marketable, public_fit, coalesce(mark, -1), coalesce(decision, '')"
               " FROM application JOIN organisation ON id = organisation_id"
               " ORDER BY coalesce(mark, -1) DESC, folded");
    enum parvis_status status;
    while ((status = store_step(store, row)) == PARVIS_OK) {
        struct store_candidate candidate = {
            .organisation = sqlite3_column_int64(row, 0),
            .siret = store_column_text(row, 1),
            .name = store_column_text(row, 2),
            .segment = store_column_text(row, 3),
            .town = store_column_text(row, 4),
            .region = store_column_text(row, 5),
            .marketable = sqlite3_column_int(row, 6) != 0,
            .public_fit = sqlite3_column_int(row, 7) != 0,
            .mark = sqlite3_column_int64(row, 8),
            .decision = store_column_text(row, 9),
        };
        if (!each(&candidate, data)) {
            sqlite3_reset(row);
            return PARVIS_OK;
        }
    }
    return status == PARVIS_NOT_FOUND ? PARVIS_OK : status;
}

enum parvis_status store_decision_held(struct store *store, int64_t organisation,
                                       const char **ret_held)
{
    static const char *const helds[] = {"", "pitch", "stand", "demonstration", "meeting"};
    sqlite3_stmt *row = store_statement(
        store, "SELECT CASE WHEN EXISTS (SELECT 1 FROM pitch WHERE company_id = :id) THEN 1"
               " WHEN EXISTS (SELECT 1 FROM stand WHERE company_id = :id) THEN 2"
               " WHEN EXISTS (SELECT 1 FROM demonstration WHERE company_id = :id) THEN 3"
               " WHEN EXISTS (SELECT 1 FROM meeting WHERE company_id = :id) THEN 4 ELSE 0 END");
    store_bind_integer(row, ":id", organisation);
    enum parvis_status status = store_step(store, row);
    if (status != PARVIS_OK)
        return status;
    *ret_held = helds[sqlite3_column_int(row, 0)];
    sqlite3_reset(row);
    return PARVIS_OK;
}

/* Runs `select` for the company's row and, when there is one, `write` by its id. */
static enum parvis_status take_back(struct store *store, const char *kind, const char *select,
                                    const char *write, int64_t organisation,
                                    struct store_change_list *changes)
{
    sqlite3_stmt *row = store_statement(store, select);
    store_bind_integer(row, ":company", organisation);
    enum parvis_status status = store_step(store, row);
    if (status != PARVIS_OK)
        return status == PARVIS_NOT_FOUND ? PARVIS_OK : status;
    int64_t id = sqlite3_column_int64(row, 0);
    sqlite3_reset(row);
    row = store_statement(store, write);
    store_bind_integer(row, ":id", id);
    return store_write(store, row, kind, id, changes);
}

/* PARVIS_CONFLICT: the company's pitch has begun, or it has meetings. */
static enum parvis_status check_free(struct store *store, int64_t organisation, bool kept,
                                     bool pitches)
{
    sqlite3_stmt *row = store_statement(
        store, "SELECT (NOT :pitches AND EXISTS (SELECT 1 FROM pitch WHERE company_id = :id"
               " AND state <> 'ready')) OR (NOT :kept AND EXISTS (SELECT 1 FROM meeting"
               " WHERE company_id = :id AND state <> 'cancelled'))");
    store_bind_integer(row, ":id", organisation);
    store_bind_integer(row, ":kept", kept);
    store_bind_integer(row, ":pitches", pitches);
    enum parvis_status status = store_step(store, row);
    if (status == PARVIS_OK && sqlite3_column_int(row, 0) != 0)
        status = PARVIS_CONFLICT;
    sqlite3_reset(row);
    return status;
}

static enum parvis_status set_decision(struct store *store, int64_t organisation,
                                       const char *decision, struct store_change_list *changes)
{
    sqlite3_stmt *row = store_statement(
        store, "UPDATE application SET decision = :decision WHERE organisation_id = :id");
    store_bind_integer(row, ":id", organisation);
    store_bind_text(row, ":decision", decision);
    return store_write(store, row, "application", organisation, changes);
}

enum parvis_status store_applicant_siret(struct store *store, int64_t organisation,
                                         char ret_siret[15])
{
    sqlite3_stmt *row =
        store_statement(store, "SELECT siret FROM organisation JOIN application ON"
                               " organisation_id = organisation.id WHERE organisation.id = :id");
    store_bind_integer(row, ":id", organisation);
    enum parvis_status status = store_step(store, row);
    if (status != PARVIS_OK)
        return status;
    snprintf(ret_siret, 15, "%s", store_column_text(row, 0));
    sqlite3_reset(row);
    return PARVIS_OK;
}

enum parvis_status store_decide(struct store *store, int64_t organisation, const char *decision,
                                struct store_change_list *changes, enum store_outcome *ret_outcome)
{
    bool pitches = decision && strcmp(decision, "pitch") == 0, same, first;
    sqlite3_stmt *row = store_statement(store, "SELECT decision IS :decision, decision IS NULL "
                                               "FROM application WHERE organisation_id = :id");
    store_bind_integer(row, ":id", organisation);
    store_bind_text(row, ":decision", decision);
    enum parvis_status status = store_step(store, row);
    if (status != PARVIS_OK)
        return status;
    same = sqlite3_column_int(row, 0) != 0;
    first = sqlite3_column_int(row, 1) != 0;
    sqlite3_reset(row);
    if (!same)
        status = check_free(store, organisation, decision != NULL, pitches);
    if (status == PARVIS_OK && !same && !pitches)
        status = take_back(store, "pitch", "SELECT id FROM pitch WHERE company_id = :company",
                           "DELETE FROM pitch WHERE id = :id", organisation, changes);
    if (status == PARVIS_OK && !same && !decision)
        status =
            take_back(store, "stand", "SELECT id FROM stand WHERE company_id = :company",
                      "UPDATE stand SET company_id = NULL WHERE id = :id", organisation, changes);
    if (status == PARVIS_OK && !same && !decision)
        status = take_back(store, "demonstration",
                           "SELECT id FROM demonstration WHERE company_id = :company",
                           "DELETE FROM demonstration WHERE id = :id", organisation, changes);
    if (status == PARVIS_OK && !same)
        status = set_decision(store, organisation, decision, changes);
    if (status == PARVIS_OK)
        *ret_outcome = same ? STORE_UNCHANGED : first ? STORE_ADDED : STORE_CHANGED;
    return status;
}

enum parvis_status store_override_add(struct store *store, const char *rule, int64_t subject,
                                      const char *motive, const char *by_user, int64_t at,
                                      struct store_change_list *changes)
{
    sqlite3_stmt *row =
        store_statement(store, "INSERT INTO override (rule, subject, motive, by_user, at)"
                               " VALUES (:rule, nullif(:subject, 0), :motive, :by_user, :at)");
    store_bind_text(row, ":rule", rule);
    store_bind_integer(row, ":subject", subject);
    store_bind_text(row, ":motive", motive);
    store_bind_text(row, ":by_user", by_user);
    store_bind_integer(row, ":at", at);
    enum parvis_status status = store_run(store, row);
    if (status != PARVIS_OK)
        return status;
    return store_record(store, "override", store_last_rowid(store), changes);
}

enum parvis_status store_override_has(struct store *store, const char *rule, int64_t subject,
                                      bool *ret_has)
{
    sqlite3_stmt *row =
        store_statement(store, "SELECT EXISTS (SELECT 1 FROM override WHERE rule = :rule"
                               " AND coalesce(subject, 0) = :subject)");
    store_bind_text(row, ":rule", rule);
    store_bind_integer(row, ":subject", subject);
    enum parvis_status status = store_step(store, row);
    if (status != PARVIS_OK)
        return status;
    *ret_has = sqlite3_column_int(row, 0) != 0;
    sqlite3_reset(row);
    return PARVIS_OK;
}
