/* SPDX-License-Identifier: EUPL-1.2 */
/* The selection: applications with their decisions, and rules broken on purpose (overrides). */
#ifndef PARVIS_STORE_SELECTION_H
#define PARVIS_STORE_SELECTION_H

#include "store_import.h"

/* One application as the selection sees it. Borrowed texts. */
struct store_candidate {
    int64_t organisation;
    const char *siret, *name, *segment, *town, *region;
    bool marketable, public_fit;
    int64_t mark;         /* tenths of 20; -1: not seen by the committee */
    const char *decision; /* "pitch", "stand" or "" */
};
typedef bool store_candidate_fn(const struct store_candidate *row, void *data);
/* Best mark first, then by name. */
enum parvis_status store_candidates_each(struct store *store, store_candidate_fn *each,
                                         void *data) PARVIS_MUST_CHECK;

/* The SIRET of a company that applied. PARVIS_NOT_FOUND. */
enum parvis_status store_applicant_siret(struct store *store, int64_t organisation,
                                         char ret_siret[15]) PARVIS_MUST_CHECK;

/* Sets a decision: "pitch", "stand", or NULL for not kept. Removes what no longer fits it: a pitch
 * still to come, the stand and demonstration of a company that is no longer kept. PARVIS_CONFLICT,
 * nothing changed: the company's pitch has begun, or it has planned meetings. *ret_outcome:
 * STORE_ADDED for a company that was not kept before. */
enum parvis_status store_decide(struct store *store, int64_t organisation, const char *decision,
                                struct store_change_list *changes,
                                enum store_outcome *ret_outcome) PARVIS_MUST_CHECK;
/* What the programme has for a company: "pitch", "stand", "demonstration" or "meeting"; "":
 * nothing. Static storage. */
enum parvis_status store_decision_held(struct store *store, int64_t organisation,
                                       const char **ret_held) PARVIS_MUST_CHECK;

/* Records that a rule was broken on purpose. `subject` 0: none. */
enum parvis_status store_override_add(struct store *store, const char *rule, int64_t subject,
                                      const char *motive, const char *by_user, int64_t at,
                                      struct store_change_list *changes) PARVIS_MUST_CHECK;
/* Whether such an override is recorded. */
enum parvis_status store_override_has(struct store *store, const char *rule, int64_t subject,
                                      bool *ret_has) PARVIS_MUST_CHECK;

#endif
