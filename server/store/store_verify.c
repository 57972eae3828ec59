/* SPDX-License-Identifier: EUPL-1.2 */
/* The invariants, as queries whose every row is a broken rule. */
#include "store_verify.h"

#include <stdio.h>
#include <string.h>

#include "kinds.h"
#include "store_internal.h"

struct rule {
    const char *name;
    const char *sql; /* first column: what is concerned */
};

/* The numbers are those of the invariants in docs/architecture.md. */
static const struct rule rules[] = {
    {"foreign_keys", "SELECT \"table\" || ' ' || rowid || ' -> ' || parent"
                     " FROM pragma_foreign_key_check"},
    /* 1: nobody is in two places at once. Two meetings in a slot are excluded by unique indexes. */
    {"meeting_pitch", "SELECT 'meeting ' || meeting.id FROM meeting JOIN slot ON slot.id = slot_id"
                      " JOIN pitch USING (company_id) WHERE meeting.state <> 'cancelled'"
                      " AND slot.from_at < planned_to_at AND planned_from_at < slot.to_at"},
    {"meeting_demonstration",
     "SELECT 'meeting ' || meeting.id FROM meeting JOIN slot ON slot.id = slot_id"
     " JOIN demonstration USING (company_id) WHERE meeting.state <> 'cancelled'"
     " AND slot.from_at < demonstration.to_at AND demonstration.from_at < slot.to_at"},
    {"pitch_demonstration",
     "SELECT 'company ' || company_id FROM pitch JOIN demonstration USING (company_id)"
     " WHERE planned_from_at < to_at AND from_at < planned_to_at"},
    {"meeting_jury", "SELECT DISTINCT 'meeting ' || meeting.id FROM meeting"
                     " JOIN slot ON slot.id = slot_id JOIN person ON person.id = buyer_id"
                     " JOIN pitch ON slot.from_at < planned_to_at AND planned_from_at < slot.to_at"
                     " WHERE meeting.state <> 'cancelled' AND person.jury"},
    {"meeting_absence",
     "SELECT 'meeting ' || meeting.id FROM meeting JOIN slot ON slot.id = slot_id"
     " JOIN person ON person.id = buyer_id WHERE state NOT IN ('cancelled','no_show')"
     " AND (slot.from_at < coalesce(arrives_at, slot.from_at)"
     " OR slot.to_at > coalesce(leaves_at, slot.to_at))"},
    {"meeting_company_absence",
     "SELECT 'meeting ' || meeting.id FROM meeting JOIN slot ON slot.id = slot_id"
     " JOIN application ON organisation_id = company_id WHERE state NOT IN ('cancelled','no_show')"
     " AND (slot.from_at < coalesce(arrives_at, slot.from_at)"
     " OR slot.to_at > coalesce(leaves_at, slot.to_at))"},
    {"meeting_place", "SELECT DISTINCT a.place || ', slot ' || a.slot_id FROM meeting a"
                      " JOIN meeting b USING (slot_id, place) WHERE a.id < b.id"
                      " AND a.company_id <> b.company_id"
                      " AND a.state <> 'cancelled' AND b.state <> 'cancelled'"},
    {"meeting_refused", "SELECT DISTINCT 'meeting ' || meeting.id FROM meeting"
                        " JOIN wish USING (buyer_id, company_id) WHERE priority = 0"
                        " AND meeting.state IN ('planned','called')"},
    /* 2: a kept company pitches or has a stand, and its stand meets its needs. */
    {"kept_nowhere", "SELECT 'company ' || organisation_id FROM application, edition"
                     " WHERE pitches_published AND decision IS NOT NULL"
                     " AND organisation_id NOT IN (SELECT company_id FROM pitch)"
                     " AND organisation_id NOT IN (SELECT company_id FROM stand"
                     " WHERE company_id IS NOT NULL)"
                     " AND organisation_id NOT IN (SELECT subject FROM override"
                     " WHERE subject IS NOT NULL)"},
    {"stand_needs", "SELECT code FROM stand JOIN application ON organisation_id = company_id"
                    " WHERE (amperes < need_amperes OR screen < need_screen"
                    " OR step_free < need_step_free) AND NOT EXISTS (SELECT 1 FROM override"
                    " WHERE subject IN (stand.id, company_id) AND rule LIKE 'stand%')"},
    {"stand_not_kept", "SELECT code FROM stand JOIN application ON organisation_id = company_id"
                       " WHERE decision IS NULL"},
    /* 3: the number of pitches, once published. */
    {"pitch_count", "SELECT count(*) || ' / ' || pitches FROM pitch, edition"
                    " WHERE pitches_published GROUP BY pitches HAVING count(*) <> pitches"
                    " AND NOT EXISTS (SELECT 1 FROM override WHERE rule LIKE '%pitch_count')"},
    {"pitch_order", "SELECT position FROM pitch GROUP BY position HAVING count(*) > 1"},
    /* 4: one arrival of a person counts. */
    {"arrivals", "SELECT 'person ' || person_id FROM scan WHERE status = 'admitted'"
                 " AND annulled_at IS NULL GROUP BY person_id HAVING count(*) > 1"},
    {"presence_scan", "SELECT 'person ' || presence.person_id FROM presence JOIN scan"
                      " ON scan.number = presence.scan WHERE scan.person_id <> presence.person_id"
                      " OR scan.before_state IS NULL"},
    {"arrived_unseen", "SELECT 'person ' || person_id FROM scan WHERE status = 'admitted'"
                       " AND annulled_at IS NULL AND person_id NOT IN"
                       " (SELECT person_id FROM presence WHERE state <> 'expected')"},
    {"badge_count", "SELECT 'person ' || person_id FROM badge WHERE revoked_at IS NULL"
                    " GROUP BY person_id HAVING count(*) > 1"},
    /* 5: the log has no hole. */
    {"log_gap", "SELECT count(*) || ' / ' || max(seq) FROM change HAVING count(*) <> max(seq)"},
    /* 6: an erased person is nowhere. */
    {"erased", "SELECT 'person ' || id FROM person JOIN person_traces USING (id)"
               " WHERE erased_at IS NOT NULL"},
    {"erased_open",
     "SELECT 'person ' || person.id FROM person WHERE erased_at IS NOT NULL AND ("
     "EXISTS (SELECT 1 FROM badge WHERE person_id = person.id AND revoked_at IS NULL)"
     " OR EXISTS (SELECT 1 FROM link WHERE person_id = person.id AND revoked_at IS NULL)"
     " OR EXISTS (SELECT 1 FROM phone WHERE person_id = person.id AND revoked_at IS NULL)"
     " OR EXISTS (SELECT 1 FROM lead WHERE person_id = person.id)"
     " OR EXISTS (SELECT 1 FROM contact WHERE person_id = person.id AND taken_back_at IS NULL))"},
};

struct verification {
    store_finding_fn *found;
    void *data;
    int checks;
};

static void tell(struct verification *verification, const char *rule, const char *detail)
{
    struct store_finding finding = {.rule = rule, .detail = detail};
    verification->found(&finding, verification->data);
}

static enum parvis_status tell_rows(struct store *store, sqlite3_stmt *row, const char *rule,
                                    struct verification *verification)
{
    enum parvis_status status;
    verification->checks++;
    while ((status = store_step(store, row)) == PARVIS_OK)
        tell(verification, rule, store_column_text(row, 0));
    return status == PARVIS_NOT_FOUND ? PARVIS_OK : status;
}

static enum parvis_status check_integrity(struct store *store, struct verification *verification)
{
    sqlite3_stmt *row = store_statement(store, "PRAGMA integrity_check");
    enum parvis_status status;
    verification->checks++;
    while ((status = store_step(store, row)) == PARVIS_OK)
        if (strcmp(store_column_text(row, 0), "ok") != 0)
            tell(verification, "integrity", store_column_text(row, 0));
    return status == PARVIS_NOT_FOUND ? PARVIS_OK : status;
}

enum parvis_status store_check_file(struct store *store, char ret_fault[STORE_FAULT_CHARS + 1])
{
    sqlite3_stmt *row = store_statement(store, "PRAGMA quick_check(1)");
    enum parvis_status status = store_step(store, row);
    ret_fault[0] = '\0';
    if (status == PARVIS_OK && strcmp(store_column_text(row, 0), "ok") != 0) {
        snprintf(ret_fault, STORE_FAULT_CHARS + 1, "%s", store_column_text(row, 0));
        status = PARVIS_CORRUPT;
    }
    sqlite3_reset(row);
    return status;
}

void store_unlogged_sql(const char *kind, char sql[STORE_UNLOGGED_SQL_BYTES])
{
    /* SQLite takes the other columns of a lone max() from the row that has it. */
    snprintf(sql, STORE_UNLOGGED_SQL_BYTES,
             "WITH logged AS (SELECT id, body, max(seq) FROM change WHERE kind = '%s' GROUP BY id)"
             " SELECT view.id, view.body FROM %s_body AS view LEFT JOIN logged USING (id)"
             " WHERE logged.body IS NOT view.body"
             " UNION ALL SELECT id, NULL FROM logged WHERE body IS NOT NULL"
             " AND id NOT IN (SELECT id FROM %s_body)",
             kind, kind, kind);
}

/* 5: the last body that the log has of every row is the row's own view. */
static enum parvis_status check_replay(struct store *store, const char *kind,
                                       struct verification *verification)
{
    char rows[STORE_UNLOGGED_SQL_BYTES], sql[sizeof rows + 64];
    sqlite3_stmt *row = NULL;
    store_unlogged_sql(kind, rows);
    snprintf(sql, sizeof sql, "SELECT '%s ' || id FROM (%s)", kind, rows);
    int result = sqlite3_prepare_v2(store->database, sql, -1, &row, NULL);
    enum parvis_status status = store_status(result);
    if (status == PARVIS_OK)
        status = tell_rows(store, row, "replay", verification);
    sqlite3_finalize(row);
    return status;
}

enum parvis_status store_verify(struct store *store, store_finding_fn *found, void *data,
                                int *ret_checks)
{
    struct verification verification = {.found = found, .data = data};
    /* One snapshot, so that a server at work cannot make two checks disagree. */
    enum parvis_status status = store_run(store, store_statement(store, "BEGIN"));
    if (status != PARVIS_OK)
        return status;
    status = check_integrity(store, &verification);
    for (size_t i = 0; i < sizeof rules / sizeof *rules && status == PARVIS_OK; i++)
        status =
            tell_rows(store, store_statement(store, rules[i].sql), rules[i].name, &verification);
    for (size_t i = 0; i < KIND_COUNT && status == PARVIS_OK; i++)
        status = check_replay(store, kinds[i].name, &verification);
    store_rollback(store);
    if (status == PARVIS_OK)
        *ret_checks = verification.checks;
    return status;
}
