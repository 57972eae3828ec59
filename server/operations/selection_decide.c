/* SPDX-License-Identifier: EUPL-1.2 */
/* Applies all decisions of one order, then checks the rules on the whole selection. */
#include "selection.h"
#include "selection_operations.h"
#include "store_selection.h"

/* The company's number of register, by which an organiser knows it. */
static struct report_place place_of(const char *siret)
{
    return (struct report_place){.file = REPORT_NO_FILE, .value = siret};
}

static enum parvis_status note_held(struct operation *operation, struct selection_decide *order,
                                    int64_t company)
{
    char siret[15] = "";
    enum parvis_status status = store_applicant_siret(operation->store, company, siret);
    struct report_place place = place_of(siret);
    if (status == PARVIS_OK)
        report_add(&order->report, REPORT_ERROR, &place, "import.decision.held", NULL);
    return status;
}

static enum parvis_status decide_all(struct operation *operation, struct selection_decide *order)
{
    enum parvis_status status = PARVIS_OK;
    for (size_t i = 0; i < order->decisions_count && status == PARVIS_OK; i++) {
        enum store_outcome outcome;
        const struct selection_choice *choice = &order->decisions[i];
        status =
            store_decide(operation->store, choice->company,
                         selection_decision_word(choice->decision), operation->changes, &outcome);
        if (status == PARVIS_NOT_FOUND)
            return operation_unknown(operation, "decisions");
        if (status == PARVIS_CONFLICT)
            status = note_held(operation, order, choice->company);
    }
    return status;
}

static struct report_place entry_place(const struct selection_entry *entry, void *data)
{
    (void)data;
    return place_of(entry ? entry->siret : NULL);
}

static enum parvis_status hold_rules(struct operation *operation, struct selection_decide *order)
{
    struct store_edition edition;
    const struct selection_motive motive = {*order->motive ? order->motive : NULL,
                                            operation->actor.name};
    const struct selection_holding holding = {.store = operation->store,
                                              .edition = &edition,
                                              .motive = &motive,
                                              .decided = true,
                                              .place = entry_place,
                                              .report = &order->report,
                                              .changes = operation->changes};
    enum parvis_status status = store_edition_get(operation->store, &edition);
    return status == PARVIS_OK ? selection_hold(&holding) : status;
}

/* By the first error. */
static enum parvis_status refuse_first(struct operation *operation, const struct report *report,
                                       const char *code)
{
    struct reason reason;
    const struct report_finding *first = report->findings;
    while (first->severity != REPORT_ERROR)
        first++;
    reason_set(&reason, first->key);
    for (size_t i = 0; i < first->argument_count; i++)
        reason_add_text(&reason, first->arguments[i].name, first->arguments[i].value);
    operation->refusal.code = code;
    return operation_refuse(operation, &reason);
}

static enum parvis_status run(struct operation *operation, void *data)
{
    struct selection_decide *order = data;
    order->company = order->decisions[0].company;
    report_clear(&order->report); /* the report of an earlier run of the order */
    enum parvis_status status = decide_all(operation, order);
    if (status != PARVIS_OK)
        return status;
    if (order->report.errors > 0)
        return refuse_first(operation, &order->report, "decision_held");
    status = hold_rules(operation, order);
    return status == PARVIS_OK && order->report.errors > 0
               ? refuse_first(operation, &order->report, "selection_rule")
               : status;
}

static void clear(void *data)
{
    struct selection_decide *order = data;
    report_clear(&order->report);
}

const struct operation_form selection_decide_form = {.action = "selection.decide",
                                                     .kind = "application",
                                                     .size = sizeof(struct selection_decide),
                                                     .run = run,
                                                     .clear = clear};
