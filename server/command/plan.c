/* SPDX-License-Identifier: EUPL-1.2 */
/* parvis plan: running order, stands, demonstrations and meetings, in one transaction. */
#include "plan.h"
#include "plan_instance.h"
#include "plan_print.h"
#include "planner.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "parvis/clock.h"
#include "perform.h"
#include "plan_operations.h"
#include "store_selection.h"

#define SECONDS_DEFAULT 2.0
#define SECONDS_MAX 3600.0
#define ROUNDS_MAX 1000000000 /* hours, on any machine */
#define FLOOR_DEFAULT 2       /* meetings that everybody should get */
#define ATTEMPTS 3            /* attempts, when others change the day during planning */

struct plan_arguments {
    const char *directory;
    int parts;
    struct plan_request request;
    bool check;
};

static size_t count_pitches(const struct plan *plan)
{
    size_t count = 0;
    for (size_t i = 0; i < plan->day.company_count; i++)
        count += plan->day.companies[i].pitches;
    return count;
}

static size_t count_places(const struct plan *plan)
{
    size_t count = 0;
    for (size_t i = 0; i < plan->day.stage_count; i++)
        count += (size_t)plan->day.stages[i].slots;
    return count;
}

/* Invariant 3: exactly the edition's number of pitches, or a motive recorded by the selection. */
static bool has_all_pitches(struct store *store, const struct plan *plan)
{
    bool overridden = false;
    return count_pitches(plan) == (size_t)plan->day.edition.pitches ||
           (store_override_has(store, "selection.pitch_count", 0, &overridden) == PARVIS_OK &&
            overridden);
}

static int refuse_count(const struct plan *plan)
{
    char have[24], want[24];
    snprintf(have, sizeof have, "%zu", count_pitches(plan));
    snprintf(want, sizeof want, "%d", plan->day.edition.pitches);
    return command_fail("plan.pitch_count", "have", have, "want", want, NULL);
}

static int refuse_more(const char *key, size_t count, int max)
{
    char count_text[24], max_text[24];
    snprintf(count_text, sizeof count_text, "%zu", count);
    snprintf(max_text, sizeof max_text, "%d", max);
    return command_fail(key, "count", count_text, "max", max_text, NULL);
}

/* Refuses an edition that no plan can serve: an earlier version accepted it, or a motive allows
 * more pitches. 0: it can be planned. */
static int refuse_size(const struct plan *plan, int parts)
{
    if (parts & PLAN_MEETINGS && plan->day.slot_count > SLOTS_MAX)
        return refuse_more("plan.slots_many", plan->day.slot_count, SLOTS_MAX);
    if (parts & PLAN_PITCHES && count_pitches(plan) > PITCHES_MAX)
        return refuse_more("plan.pitches_many", count_pitches(plan), PITCHES_MAX);
    if (parts & PLAN_PITCHES && count_places(plan) > STAGE_SLOTS_MAX)
        return refuse_more("plan.places_many", count_places(plan), STAGE_SLOTS_MAX);
    return 0;
}

static int refuse_status(enum parvis_status status, const char *part)
{
    if (status == PARVIS_INVALID)
        return command_fail(part, NULL);
    return command_failed(status);
}

/* PARVIS_BUSY: the day has changed since the plan's snapshot. */
static enum parvis_status write_plan(struct store *store, struct plan *plan, int parts)
{
    struct plan_accept order = {.proposal = plan, .parts = parts};
    enum parvis_status status = command_perform(store, &plan_accept_form, &order, NULL);
    return status == PARVIS_CONFLICT ? PARVIS_BUSY : status;
}

static void print_tally(const struct plan *plan, bool check)
{
    const struct plan_tally *tally = &plan->tally;
    if (check) {
        command_say(stdout, "plan.checked", NULL);
        return;
    }
    size_t all = tally->pitches + tally->stands + tally->demonstrations + tally->added +
                 tally->moved + tally->dropped;
    if (all == 0) {
        command_say(stdout, "plan.unchanged", NULL);
        return;
    }
    char figures[6][24];
    const size_t values[6] = {tally->pitches, tally->stands, tally->demonstrations,
                              tally->added,   tally->moved,  tally->dropped};
    for (int i = 0; i < 6; i++)
        snprintf(figures[i], sizeof figures[i], "%zu", values[i]);
    command_say(stdout, "plan.written", "pitches", figures[0], "stands", figures[1],
                "demonstrations", figures[2], "added", figures[3], "moved", figures[4], "dropped",
                figures[5], NULL);
}

/* Whether both stands and meetings are the plan's to choose. */
static bool takes_walks(const struct plan *plan, int parts)
{
    return parts & PLAN_STANDS && parts & PLAN_MEETINGS && plan->planned_count > 0;
}

/* Shows the search's progress on a terminal. */
struct progress {
    int64_t from_ms, shown_ms; /* monotonic */
};

static bool show_progress(void *data)
{
    struct progress *progress = data;
    int64_t now = clock_monotonic_ms();
    if (now - progress->shown_ms >= 100) {
        progress->shown_ms = now;
        fprintf(stderr, "\r%.1f s", (double)(now - progress->from_ms) / 1000);
    }
    return false;
}

static enum parvis_status search_meetings(struct plan *plan, const struct plan_request *request)
{
    struct progress progress = {.from_ms = clock_monotonic_ms()};
    struct plan_watch watch = {.should_stop = show_progress, .data = &progress};
    bool terminal = isatty(STDERR_FILENO);
    enum parvis_status status = plan_meetings(plan, request, terminal ? &watch : NULL);
    if (terminal)
        fputs("\r          \r", stderr);
    return status;
}

/* One attempt. *ret_again: another process changed the day meanwhile. */
static int attempt(struct store *store, const struct plan_arguments *arguments, bool *ret_again)
{
    struct plan plan;
    int result = 0;
    enum parvis_status status = plan_load(store, &plan);
    if (status != PARVIS_OK)
        result = refuse_status(status, "plan.too_large");
    else if ((result = refuse_size(&plan, arguments->parts)) != 0)
        status = PARVIS_INVALID;
    else if (arguments->parts & PLAN_PITCHES && !has_all_pitches(store, &plan))
        result = refuse_count(&plan);
    else if ((status = plan_programme(&plan, arguments->parts)) != PARVIS_OK)
        result = refuse_status(status, "plan.no_room");
    else if (arguments->parts & PLAN_MEETINGS &&
             (status = search_meetings(&plan, &arguments->request)) != PARVIS_OK)
        result = refuse_status(status, "plan.too_large");
    else if (takes_walks(&plan, arguments->parts) && (status = plan_walks(&plan)) != PARVIS_OK)
        result = refuse_status(status, "plan.too_large");
    else if (!arguments->check)
        status = write_plan(store, &plan, arguments->parts);
    *ret_again = result == 0 && status == PARVIS_BUSY;
    if (result == 0 && status == PARVIS_OK) {
        plan_print(&plan, &arguments->request, arguments->parts);
        print_tally(&plan, arguments->check);
    } else if (result == 0 && !*ret_again) {
        result = refuse_status(status, "plan.too_large");
    }
    plan_clear(&plan);
    return result;
}

static int run(const struct plan_arguments *arguments)
{
    struct store *store = command_open(command_directory(arguments->directory));
    if (!store)
        return 1;
    bool again = true;
    int result = 0;
    for (int i = 0; i < ATTEMPTS && again && result == 0; i++)
        result = attempt(store, arguments, &again);
    if (result == 0 && again)
        result = command_fail("plan.moving", NULL);
    store_close(store);
    return result;
}

static bool read_part(const char *name, int *parts)
{
    static const struct {
        const char *name;
        int part;
    } names[] = {{"stands", PLAN_STANDS},
                 {"pitches", PLAN_PITCHES},
                 {"demonstrations", PLAN_DEMONSTRATIONS},
                 {"meetings", PLAN_MEETINGS}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i].name, name) == 0) {
            *parts |= names[i].part;
            return true;
        }
    return false;
}

static bool read_seconds(const char *text, double *ret_seconds)
{
    char *end;
    double seconds = strtod(text, &end);
    if (end == text || *end || !(seconds > 0) || seconds > SECONDS_MAX)
        return false;
    *ret_seconds = seconds;
    return true;
}

static bool read_rounds(const char *text, int64_t *ret_rounds)
{
    char *end;
    *ret_rounds = strtoll(text, &end, 10);
    return end != text && *end == '\0' && *ret_rounds > 0 && *ret_rounds <= ROUNDS_MAX;
}

static bool read_floor(const char *text, int *ret_floor)
{
    char *end;
    long floor = strtol(text, &end, 10);
    *ret_floor = (int)floor;
    return end != text && *end == '\0' && floor >= 0 && floor <= SLOTS_MAX;
}

static bool is_instance(int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        if (strncmp(argv[i], "--instance", 10) == 0)
            return true;
    return false;
}

int command_plan(int argc, char **argv)
{
    static const struct option longs[] = {
        {"data", required_argument, NULL, 'd'},
        {"only", required_argument, NULL, 'o'},
        {"seconds", required_argument, NULL, 's'},
        {"check", no_argument, NULL, 'c'},
        {"even", no_argument, NULL, 'e'},
        {"floor", required_argument, NULL, 'f'},
        {"rounds", required_argument, NULL, 'r'},
        {"help", no_argument, NULL, 'h'},
        {NULL, 0, NULL, 0},
    };
    struct plan_arguments arguments = {
        .request = {.seconds = SECONDS_DEFAULT, .floor = FLOOR_DEFAULT}};
    bool good = true;
    if (is_instance(argc, argv))
        return command_plan_instance(argc, argv);
    for (int option; (option = command_option(argc, argv, longs)) != -1;) {
        if (option == 'd')
            arguments.directory = optarg;
        else if (option == 'o')
            good = read_part(optarg, &arguments.parts);
        else if (option == 's')
            good = read_seconds(optarg, &arguments.request.seconds);
        else if (option == 'r')
            good = read_rounds(optarg, &arguments.request.rounds);
        else if (option == 'f')
            good = read_floor(optarg, &arguments.request.floor);
        else if (option == 'e')
            arguments.request.even = true;
        else if (option == 'c')
            arguments.check = true;
        else
            return option == 'h' ? command_help("plan") : command_misused("plan");
        if (!good)
            return command_misused("plan");
    }
    if (optind < argc)
        return command_misused("plan");
    if (arguments.parts == 0)
        arguments.parts = PLAN_ALL;
    return run(&arguments);
}
