/* SPDX-License-Identifier: EUPL-1.2 */
/* parvis selection: shows the funnel, and changes decisions under the rules. */
#include "selection.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "fields.h"
#include "perform.h"
#include "selection_operations.h"
#include "store_import.h"

/* --decide SIRET=pitch|stand|none. */
struct asked_decision {
    char siret[FIELD_SIRET_CHARS + 1];
    enum selection_decision decision;
};

struct selection_arguments {
    const char *directory;
    bool list;
    struct asked_decision asked[SELECTION_DECISIONS_MAX];
    size_t asked_count;
    const char *motive; /* of breaking a rule; NULL: none */
};

/* ---- showing ---- */

static void print_phase(size_t count, int depth, const char *key, const char *region)
{
    char *label =
        text_sayf(text_language_from_environment(), key, "region", region ? region : "", NULL);
    printf("%*s%4zu  %s\n", depth * 4, "", count, label);
    free(label);
}

static void print_funnel(const struct selection *selection, const struct store_edition *edition)
{
    struct selection_funnel funnel = selection_count(selection->applications, selection->count);
    print_phase(funnel.received, 0, "selection.funnel.received", NULL);
    print_phase(funnel.not_marketable, 1, "selection.funnel.not_marketable", NULL);
    print_phase(funnel.not_public_fit, 1, "selection.funnel.not_public_fit", NULL);
    print_phase(funnel.outside_region, 1, "selection.funnel.outside_region", edition->region);
    print_phase(funnel.passed, 0, "selection.funnel.passed", NULL);
    print_phase(funnel.seen, 0, "selection.funnel.seen", NULL);
    if (funnel.unmarked)
        print_phase(funnel.unmarked, 1, "selection.funnel.unmarked", NULL);
    if (funnel.seen > funnel.kept)
        print_phase(funnel.seen - funnel.kept, 1, "selection.funnel.not_kept", NULL);
    print_phase(funnel.kept, 0, "selection.funnel.kept", NULL);
    print_phase(funnel.pitch, 1, "selection.funnel.pitch", NULL);
    print_phase(funnel.stand, 1, "selection.funnel.stand", NULL);
}

static const char *state_key(const struct selection_application *application)
{
    if (application->decision == SELECTION_PITCH)
        return "selection.state.pitch";
    if (application->decision == SELECTION_STAND)
        return "selection.state.stand";
    switch (selection_sort_of(application)) {
    case SELECTION_NOT_MARKETABLE:
        return "selection.state.not_marketable";
    case SELECTION_NOT_PUBLIC_FIT:
        return "selection.state.not_public_fit";
    case SELECTION_OUTSIDE_REGION:
        return "selection.state.outside_region";
    case SELECTION_PASSED:
        break;
    }
    return application->mark < 0 ? "selection.state.waiting" : "selection.state.not_kept";
}

/* Columns are counted in characters: printf's width counts bytes. */
static void print_padded(const char *text, int width)
{
    int characters = 0;
    for (const char *at = text; *at; at++)
        characters += ((unsigned char)*at & 0xc0) != 0x80;
    printf("%s%*s", text, characters < width ? width - characters : 1, "");
}

static void print_list(const struct selection *selection)
{
    enum text_language language = text_language_from_environment();
    for (size_t i = 0; i < selection->count; i++) {
        const struct selection_entry *entry = &selection->entries[i];
        int64_t mark = entry->application.mark;
        if (mark >= 0)
            printf("%4lld%s%lld  ", (long long)(mark / 10), language == TEXT_EN ? "." : ",",
                   (long long)(mark % 10));
        else
            printf("     –  ");
        print_padded(text_label(language, state_key(&entry->application)), 21);
        print_padded(entry->siret, 16);
        print_padded(entry->name, 30);
        printf("%s\n", entry->segment);
    }
}

static int show(struct store *store, const struct store_edition *edition, bool list)
{
    struct selection selection;
    enum parvis_status status = selection_load(store, edition, &selection);
    if (status != PARVIS_OK)
        return command_failed(status);
    print_funnel(&selection, edition);
    if (list) {
        puts("");
        print_list(&selection);
    }
    selection_clear(&selection);
    return 0;
}

/* ---- deciding ---- */

static void print_report(const struct report *report)
{
    for (size_t i = 0; i < report->count; i++) {
        const struct report_finding *finding = &report->findings[i];
        char *line = report_say(finding, NULL, text_language_from_environment());
        command_say(stderr,
                    finding->severity == REPORT_ERROR ? "command.import.error"
                                                      : "command.selection.override",
                    "finding", line, NULL);
        free(line);
    }
}

/* Which companies the numbers are; those that are none are put into the order's report. */
static enum parvis_status find_companies(struct store *store,
                                         const struct selection_arguments *arguments,
                                         struct selection_decide *order)
{
    enum parvis_status status = PARVIS_OK;
    for (size_t i = 0; i < arguments->asked_count && status == PARVIS_OK; i++) {
        const struct asked_decision *asked = &arguments->asked[i];
        struct selection_choice *choice = &order->decisions[order->decisions_count];
        struct report_place place = {.file = REPORT_NO_FILE, .value = asked->siret};
        choice->decision = asked->decision;
        status = store_find_company(store, asked->siret, &choice->company);
        if (status == PARVIS_OK) {
            order->decisions_count++;
        } else if (status == PARVIS_NOT_FOUND) {
            report_add(&order->report, REPORT_ERROR, &place, "import.decision.unknown", NULL);
            status = PARVIS_OK;
        }
    }
    return status;
}

static int decide(struct store *store, const struct selection_arguments *arguments)
{
    struct selection_decide order = {0};
    struct operation_refusal refusal = {0};
    int result = 0;
    snprintf(order.motive, sizeof order.motive, "%s", arguments->motive ? arguments->motive : "");
    enum parvis_status status = find_companies(store, arguments, &order);
    if (status == PARVIS_OK && order.report.errors == 0)
        status = command_perform(store, &selection_decide_form, &order, &refusal);
    print_report(&order.report);
    if (order.report.errors > 0)
        result = command_fail("command.selection.refused", NULL);
    else if (status != PARVIS_OK)
        result = command_refused(status, &refusal);
    report_clear(&order.report);
    return result;
}

/* ---- arguments ---- */

static bool read_choice(const char *text, enum selection_decision *ret_decision)
{
    for (int i = SELECTION_NOT_KEPT; i <= SELECTION_STAND; i++) {
        const char *word = selection_decision_word((enum selection_decision)i);
        if (strcmp(word ? word : "none", text) == 0) {
            *ret_decision = (enum selection_decision)i;
            return true;
        }
    }
    return false;
}

static bool read_decision(struct selection_arguments *arguments, const char *text)
{
    char siret[64];
    const char *sign = strchr(text, '=');
    if (!sign || arguments->asked_count == SELECTION_DECISIONS_MAX)
        return false;
    struct asked_decision *asked = &arguments->asked[arguments->asked_count];
    int length = snprintf(siret, sizeof siret, "%.*s", (int)(sign - text), text);
    if (length <= 0 || (size_t)length >= sizeof siret || field_siret(siret, asked->siret) != NULL)
        return false;
    if (!read_choice(sign + 1, &asked->decision))
        return false;
    arguments->asked_count++;
    return true;
}

static int run(const struct selection_arguments *arguments)
{
    struct store_edition edition;
    struct store *store = command_open(command_directory(arguments->directory));
    if (!store)
        return 1;
    int result = 0;
    enum parvis_status status = store_edition_get(store, &edition);
    if (status == PARVIS_NOT_FOUND)
        result = command_fail("command.no_edition", "directory",
                              command_directory(arguments->directory), NULL);
    else if (status != PARVIS_OK)
        result = command_failed(status);
    else if (arguments->asked_count > 0)
        result = decide(store, arguments);
    if (result == 0)
        result = show(store, &edition, arguments->list);
    store_close(store);
    return result;
}

static bool is_motive(const char *text)
{
    return !text || (*text && strlen(text) <= (size_t)4 * SELECTION_MOTIVE_CHARS);
}

int command_selection(int argc, char **argv)
{
    static const struct option longs[] = {
        {"data", required_argument, NULL, 'd'},   {"list", no_argument, NULL, 'l'},
        {"decide", required_argument, NULL, 'e'}, {"override", required_argument, NULL, 'o'},
        {"help", no_argument, NULL, 'h'},         {NULL, 0, NULL, 0},
    };
    struct selection_arguments arguments = {0};
    bool good = true;
    for (int option; (option = command_option(argc, argv, longs)) != -1;) {
        if (option == 'd')
            arguments.directory = optarg;
        else if (option == 'l')
            arguments.list = true;
        else if (option == 'e')
            good = read_decision(&arguments, optarg);
        else if (option == 'o')
            arguments.motive = optarg;
        else
            return option == 'h' ? command_help("selection") : command_misused("selection");
        if (!good)
            return command_misused("selection");
    }
    /* --decide A=pitch B=stand: the rest of the decisions may follow without the option. */
    while (optind < argc && arguments.asked_count > 0)
        good = read_decision(&arguments, argv[optind++]) && good;
    if (!good || optind < argc || !is_motive(arguments.motive))
        return command_misused("selection");
    return run(&arguments);
}
