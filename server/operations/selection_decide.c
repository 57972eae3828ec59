/* SPDX-License-Identifier: EUPL-1.2 */
/* Who is kept: all decisions of one order, and then the rules over the whole. */
#include "selection.h"
#include "selection_operations.h"
#include "store_selection.h"

/* As the table has them; NULL: not kept. */
static const char *const words[] = {
    [SELECTION_NOT_KEPT] = NULL, [SELECTION_PITCH] = "pitch", [SELECTION_STAND] = "stand"};

static enum parvis_status decide_all(struct operation *operation,
                                     const struct selection_decide *order)
{
    enum parvis_status status = PARVIS_OK;
    for (size_t i = 0; i < order->decisions_count && status == PARVIS_OK; i++) {
        enum store_outcome outcome;
        const struct selection_choice *choice = &order->decisions[i];
        status = store_decide(operation->store, choice->company, words[choice->decision],
                              operation->changes, &outcome);
        if (status == PARVIS_NOT_FOUND)
            return operation_unknown(operation, "decisions");
        if (status == PARVIS_CONFLICT)
            return operation_refuse_as(operation, status, "decision_held", "import.decision.held");
    }
    return status;
}

/* The first rule that is broken. */
static enum parvis_status refuse_rule(struct operation *operation, const struct report *report)
{
    struct reason reason;
    const struct report_finding *first = report->findings;
    while (first->severity != REPORT_ERROR)
        first++;
    reason_set(&reason, first->key);
    for (size_t i = 0; i < first->argument_count; i++)
        reason_add_text(&reason, first->arguments[i].name, first->arguments[i].value);
    operation->refusal.code = "selection_rule";
    return operation_refuse(operation, &reason);
}

static struct report_place no_place(const struct selection_entry *entry, void *data)
{
    (void)data;
    return (struct report_place){.file = REPORT_NO_FILE, .value = entry ? entry->siret : NULL};
}

static enum parvis_status hold_rules(struct operation *operation,
                                     const struct selection_decide *order)
{
    struct report report = {0};
    struct store_edition edition;
    const struct selection_motive motive = {*order->motive ? order->motive : NULL,
                                            operation->actor.name};
    const struct selection_holding holding = {.store = operation->store,
                                              .edition = &edition,
                                              .motive = &motive,
                                              .decided = true,
                                              .place = no_place,
                                              .report = &report,
                                              .changes = operation->changes};
    enum parvis_status status = store_edition_get(operation->store, &edition);
    if (status == PARVIS_OK)
        status = selection_hold(&holding);
    if (status == PARVIS_OK && report.errors > 0)
        status = refuse_rule(operation, &report);
    report_clear(&report);
    return status;
}

static enum parvis_status run(struct operation *operation, void *data)
{
    struct selection_decide *order = data;
    order->company = order->decisions[0].company;
    enum parvis_status status = decide_all(operation, order);
    return status == PARVIS_OK ? hold_rules(operation, order) : status;
}

const struct operation_form selection_decide_form = {.action = "selection.decide",
                                                     .kind = "application",
                                                     .size = sizeof(struct selection_decide),
                                                     .run = run};
