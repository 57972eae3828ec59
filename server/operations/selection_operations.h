/* SPDX-License-Identifier: EUPL-1.2 */
/* An organiser's decisions on the applications, under the rules of the selection. */
#ifndef PARVIS_SELECTION_OPERATIONS_H
#define PARVIS_SELECTION_OPERATIONS_H

#include "operation.h"
#include "report.h"
#include "selection_rules.h"

#define SELECTION_DECISIONS_MAX 200
#define SELECTION_MOTIVE_CHARS 500

struct selection_choice {
    int64_t company; /* its organisation */
    enum selection_decision decision;
};

/* Applies all decisions or none, and reports everything that is against them. With a motive the
 * rules may be broken this once; the override is recorded under the actor's name. Refuses: unknown
 * (a company did not apply), decision_held (its pitch has begun, or meetings are planned), and,
 * without a motive, selection_rule with the first broken rule's own key (selection.…). */
struct selection_decide {
    int64_t company; /* out: the first one's */
    struct selection_choice decisions[SELECTION_DECISIONS_MAX];
    size_t decisions_count;
    char motive[4 * SELECTION_MOTIVE_CHARS + 1]; /* "": none */
    /* out, owned by the order: every decision held back, every rule broken, with a motive or
     * without */
    struct report report;
};
extern const struct operation_form selection_decide_form;

#endif
