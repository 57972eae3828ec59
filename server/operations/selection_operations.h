/* SPDX-License-Identifier: EUPL-1.2 */
/* What an organiser decides of the applications, under the rules of the selection. */
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

/* Takes all the decisions or none, and says all that is against them. A motive breaks the rules
 * this once; it is recorded as an override under the name of who asked. Refuses: unknown (a company
 * did not apply), decision_held (its pitch has begun, or meetings are planned), and without a
 * motive selection_rule with the first broken rule's own key (selection.…).
 */
struct selection_decide {
    int64_t company; /* out: the first one's */
    struct selection_choice decisions[SELECTION_DECISIONS_MAX];
    size_t decisions_count;
    char motive[4 * SELECTION_MOTIVE_CHARS + 1]; /* "": none */
    /* out: every decision that is held and every rule that is broken, or was broken by the motive;
     * owned by the order */
    struct report report;
};
extern const struct operation_form selection_decide_form;

#endif
