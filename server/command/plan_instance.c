/* SPDX-License-Identifier: EUPL-1.2 */
/* parvis plan --instance: the planner alone, on a file, for anyone to try. docs/planner.md
 * describes the file. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

#include <cjson/cJSON.h>

#include "command.h"
#include "parvis/clock.h"
#include "plan_file.h"
#include "plan_instance.h"
#include "planner.h"

#define SECONDS_DEFAULT 10.0

struct options {
    const char *in, *out;
    double seconds;
    uint64_t seed;
    bool progress;
};

/* Seconds on a clock that only goes forward; milliseconds are too coarse for a plan that takes one.
 */
static double seconds_now(void)
{
    return (double)clock_monotonic_us() * 1e-6;
}

/* ---- the answer ---- */

static cJSON *solution_json(const struct planner_instance *in,
                            const struct planner_solution *solution, double seconds)
{
    cJSON *answer = cJSON_CreateObject();
    cJSON *meetings = cJSON_AddArrayToObject(answer, "meetings");
    for (int i = 0; i < in->wish_count; i++) {
        if (solution->slot[i] < 0)
            continue;
        cJSON *meeting = cJSON_CreateObject();
        cJSON_AddNumberToObject(meeting, "wish", i);
        cJSON_AddNumberToObject(meeting, "slot", solution->slot[i]);
        cJSON_AddItemToArray(meetings, meeting);
    }
    cJSON_AddNumberToObject(answer, "weight", (double)solution->weight);
    cJSON_AddNumberToObject(answer, "bound", (double)solution->bound);
    cJSON_AddNumberToObject(answer, "breaks", solution->breaks);
    cJSON_AddNumberToObject(answer, "breaks_bound", solution->breaks_bound);
    cJSON_AddNumberToObject(answer, "idle", solution->idle);
    cJSON_AddNumberToObject(answer, "moved", solution->moved);
    cJSON_AddNumberToObject(answer, "seconds", seconds);
    return answer;
}

static bool write_answer(const char *path, cJSON *answer)
{
    char *text = cJSON_PrintUnformatted(answer);
    FILE *stream = text ? fopen(path, "we") : NULL;
    bool good = stream && fputs(text, stream) >= 0 && fputc('\n', stream) != EOF;
    if (stream)
        good = fclose(stream) == 0 && good;
    free(text);
    return good;
}

/* ---- why there is none ---- */

/* The message for a fault; where one reason has several cases, each has its own. */
static const char *fault_key(const struct planner_fault *fault)
{
    switch (fault->reason) {
    case PLANNER_FIXED_CLASH:
        if (fault->room < 0)
            return "command.plan.fixed_slots";
        if (fault->participant < 0)
            return "command.plan.fixed_tables";
        return fault->room == 0 ? "command.plan.fixed_off" : "command.plan.fixed_clash";
    case PLANNER_TOO_MANY:
        return "command.plan.too_many";
    case PLANNER_NO_SLOT:
        return "command.plan.no_slot";
    case PLANNER_TOO_FEW_TABLES:
        return "command.plan.too_few_tables";
    case PLANNER_ORDER:
        return "command.plan.order";
    case PLANNER_NOT_FOUND:
    case PLANNER_NO_REASON:
        break;
    }
    return "command.plan.not_found";
}

static int say_fault(const struct plan_file *file, const struct planner_fault *fault)
{
    char wish[16], slot[16], count[16], room[16];
    const struct planner_wish *w = fault->wish < 0 ? NULL : &file->wishes[fault->wish];
    snprintf(wish, sizeof wish, "%d", fault->wish);
    snprintf(slot, sizeof slot, "%d", fault->slot);
    snprintf(count, sizeof count, "%d", fault->count);
    snprintf(room, sizeof room, "%d", fault->room);
    return command_fail(fault_key(fault), "participant", plan_file_person(file, fault->participant),
                        "wish", wish, "a", plan_file_person(file, w ? w->a : -1), "b",
                        plan_file_person(file, w ? w->b : -1), "slot", slot, "count", count, "room",
                        room, NULL);
}

/* ---- the run ---- */

/* What the planner's questions and reports need. */
struct run {
    double from, until; /* seconds_now */
    bool progress;
};

static bool is_over(void *data)
{
    return seconds_now() >= ((const struct run *)data)->until;
}

static double spent(void *data)
{
    const struct run *run = data;
    double whole = run->until - run->from;
    return whole > 0 ? (seconds_now() - run->from) / whole : 1;
}

static void show(const struct planner_solution *solution, void *data)
{
    const struct run *run = data;
    char weight[24], bound[24], moved[16], breaks[16], breaks_bound[16], idle[16], seconds[24];
    if (!run->progress)
        return;
    snprintf(weight, sizeof weight, "%lld", (long long)solution->weight);
    snprintf(bound, sizeof bound, "%lld", (long long)solution->bound);
    snprintf(moved, sizeof moved, "%d", solution->moved);
    snprintf(breaks, sizeof breaks, "%d", solution->breaks);
    snprintf(breaks_bound, sizeof breaks_bound, "%d", solution->breaks_bound);
    snprintf(idle, sizeof idle, "%d", solution->idle);
    snprintf(seconds, sizeof seconds, "%.3f", seconds_now() - run->from);
    command_say(stderr, "command.plan.progress", "seconds", seconds, "weight", weight, "bound",
                bound, "moved", moved, "breaks", breaks, "breaks_bound", breaks_bound, "idle", idle,
                NULL);
}

static int solve(const struct options *options, struct plan_file *file)
{
    struct run run = {.from = seconds_now(), .progress = options->progress};
    run.until = run.from + options->seconds;
    struct planner_fault fault;
    struct planner_solution solution = {.slot =
                                            calloc((size_t)file->in.wish_count + 1, sizeof(int))};
    if (!solution.slot)
        return command_fail("command.failed", "reason", "no memory", NULL);
    struct planner_options planner_options = {.seed = options->seed,
                                              .should_stop = is_over,
                                              .spent = spent,
                                              .improved = show,
                                              .data = &run};
    enum parvis_status status = planner_solve(&file->in, &planner_options, &solution, &fault);
    int result = 0;
    double seconds = seconds_now() - run.from;
    if (status == PARVIS_CONFLICT) {
        result = say_fault(file, &fault);
    } else if (status != PARVIS_OK) {
        result = command_failed(status);
    } else {
        cJSON *answer = solution_json(&file->in, &solution, seconds);
        if (!write_answer(options->out, answer))
            result = command_fail("command.plan.no_out", "file", options->out, NULL);
        cJSON_Delete(answer);
    }
    free(solution.slot);
    return result;
}

/* ---- options ---- */

static bool take_option(struct options *options, int option)
{
    char *end = NULL;
    switch (option) {
    case 'i':
        options->in = optarg;
        return true;
    case 'o':
        options->out = optarg;
        return true;
    case 's':
        options->seconds = strtod(optarg, &end);
        return *end == '\0' && options->seconds >= 0 && options->seconds < 1e6;
    case 'n':
        options->seed = strtoull(optarg, &end, 10);
        return *end == '\0' && end != optarg;
    case 'p':
        options->progress = true;
        return true;
    default:
        return false;
    }
}

/* Reads the instance; says what is wrong with it, and the first member that nobody knows. */
static bool read_instance(const char *path, struct plan_file *file)
{
    char count[16];
    bool good = plan_file_read(path, file);
    if (!good) {
        char *fault = plan_fault_say(&file->reader.fault);
        command_fail("command.plan.bad_instance", "file", path, "fault", fault, NULL);
        free(fault);
    }
    if (good && file->reader.unknown_count > 0) {
        snprintf(count, sizeof count, "%d", file->reader.unknown_count);
        command_say(stderr, file->reader.unknown.key, "file", path, "place",
                    file->reader.unknown.place, "count", count, NULL);
    }
    return good;
}

int command_plan_instance(int argc, char **argv)
{
    static const struct option longs[] = {
        {"instance", required_argument, NULL, 'i'}, {"out", required_argument, NULL, 'o'},
        {"seconds", required_argument, NULL, 's'},  {"seed", required_argument, NULL, 'n'},
        {"progress", no_argument, NULL, 'p'},       {NULL, 0, NULL, 0},
    };
    struct options options = {.seconds = SECONDS_DEFAULT, .seed = 1};
    optind = 1;
    for (int option; (option = command_option(argc, argv, longs)) != -1;)
        if (!take_option(&options, option))
            return command_misused("plan");
    if (!options.in || !options.out || optind != argc)
        return command_misused("plan");
    struct plan_file file = {.tree = NULL};
    int result = read_instance(options.in, &file) ? solve(&options, &file) : 1;
    plan_file_clear(&file);
    return result;
}
