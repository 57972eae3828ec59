/* SPDX-License-Identifier: EUPL-1.2 */
/* parvis wishes: what somebody's wishes count for and why, what became of them, whom they might
 * meet besides, and the points that an organiser gives. */
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "operator.h"
#include "parvis/clock.h"
#include "plan.h"
#include "store_import.h"
#include "store_wishes.h"

#define MOTIVE_CHARS_MIN 5
#define SUGGESTIONS_MAX 5

struct wishes_arguments {
    const char *directory, *who, *motive;
    int points;
    bool boosts, suggests;
};

/* The person or the company that the command is about. */
struct subject {
    int64_t person, company; /* one of them; the other 0 */
    bool buyer;
};

static bool find_subject(struct store *store, const char *who, struct subject *ret_subject)
{
    *ret_subject = (struct subject){0};
    if (store_find_company(store, who, &ret_subject->company) == PARVIS_OK)
        return true;
    return store_find_person(store, who, &ret_subject->person, &ret_subject->buyer) == PARVIS_OK;
}

/* ---- the list ---- */

/* A wish as it is told. */
struct line {
    const struct store_pair *pair;
    struct weight_facts facts;
    int weight;
};

static int compare_lines(const void *a, const void *b)
{
    const struct line *left = a, *right = b;
    if (left->weight != right->weight)
        return right->weight - left->weight;
    return left->pair < right->pair ? -1 : left->pair > right->pair;
}

static const struct store_meeting *meeting_of(const struct plan *plan,
                                              const struct store_pair *pair)
{
    for (size_t i = 0; i < plan->meeting_count; i++)
        if (plan->meetings[i].buyer == pair->buyer && plan->meetings[i].company == pair->company)
            return &plan->meetings[i];
    return NULL;
}

static const char *other_name(const struct plan *plan, const struct subject *subject,
                              const struct store_pair *pair)
{
    if (subject->company) {
        for (size_t i = 0; i < plan->buyer_count; i++)
            if (plan->buyers[i].id == pair->buyer)
                return plan->buyers[i].name;
        return "";
    }
    const struct store_kept *company = day_company(&plan->day, pair->company);
    return company ? company->name : "";
}

/* "10:20 A3", "refusé", "–". */
static void print_outcome(const struct plan *plan, const struct store_pair *pair)
{
    enum text_language language = text_language_from_environment();
    const struct store_meeting *meeting = meeting_of(plan, pair);
    const struct store_day_slot *slot = meeting ? day_slot(&plan->day, meeting->slot) : NULL;
    char time[6];
    if (slot && meeting_state_is_held(meeting->state)) {
        clock_format_hhmm(slot->from_at, time);
        printf("  %s %-9s", time, meeting->place);
    } else {
        command_print_padded(
            text_label(language, pair->refused ? "wishes.refused" : "wishes.not_held"), 17);
    }
}

static void print_line(const struct plan *plan, const struct subject *subject,
                       const struct line *line)
{
    char *why = weight_explain(&line->facts, text_language_from_environment());
    printf("  %3d", line->pair->refused ? 0 : line->weight);
    print_outcome(plan, line->pair);
    command_print_padded(other_name(plan, subject, line->pair), 34);
    printf("%s\n", line->pair->refused ? "" : why);
    free(why);
}

static int print_wishes(struct plan *plan, const struct subject *subject)
{
    struct line *lines = calloc(plan->pair_count + 1, sizeof *lines);
    size_t count = 0;
    if (!lines)
        return command_failed(PARVIS_NO_MEMORY);
    for (size_t i = 0; i < plan->pair_count; i++) {
        const struct store_pair *pair = &plan->pairs[i];
        if (subject->company ? pair->company != subject->company : pair->buyer != subject->person)
            continue;
        lines[count].pair = pair;
        meeting_weights_facts(plan->weights, pair, &lines[count].facts);
        lines[count].weight = weight_of(&lines[count].facts);
        count++;
    }
    qsort(lines, count, sizeof *lines, compare_lines);
    if (count == 0)
        command_say(stdout, "wishes.none", NULL);
    for (size_t i = 0; i < count; i++)
        print_line(plan, subject, &lines[i]);
    free(lines);
    return 0;
}

/* ---- suggestions ---- */

static bool is_wished(const struct plan *plan, int64_t buyer, int64_t company)
{
    for (size_t i = 0; i < plan->pair_count; i++)
        if (plan->pairs[i].buyer == buyer && plan->pairs[i].company == company)
            return true;
    return false;
}

/* Companies that a buyer did not ask for, whose offer answers its body's needs the best. */
static int print_suggestions(struct plan *plan, const struct subject *subject)
{
    struct line best[SUGGESTIONS_MAX + 1];
    struct store_pair *pairs = calloc(plan->day.company_count + 1, sizeof *pairs);
    size_t count = 0;
    if (!pairs)
        return command_failed(PARVIS_NO_MEMORY);
    for (size_t i = 0; i < plan->day.company_count; i++) {
        struct line line = {.pair = &pairs[i]};
        pairs[i] =
            (struct store_pair){.buyer = subject->person, .company = plan->day.companies[i].id};
        for (size_t k = 0; k < plan->buyer_count; k++)
            if (plan->buyers[k].id == subject->person)
                pairs[i].buyer_organisation = plan->buyers[k].organisation;
        if (is_wished(plan, subject->person, pairs[i].company))
            continue;
        meeting_weights_facts(plan->weights, &pairs[i], &line.facts);
        line.weight = line.facts.match.points;
        if (line.weight == 0)
            continue;
        best[count++] = line;
        qsort(best, count, sizeof *best, compare_lines);
        count = count > SUGGESTIONS_MAX ? SUGGESTIONS_MAX : count;
    }
    for (size_t i = 0; i < count; i++) {
        char *why = weight_explain_match(&best[i].facts.match, text_language_from_environment());
        printf("  ");
        command_print_padded(other_name(plan, subject, best[i].pair), 34);
        printf("%s\n", why);
        free(why);
    }
    if (count == 0)
        command_say(stdout, "wishes.no_suggestion", NULL);
    free(pairs);
    return 0;
}

/* ---- points ---- */

static int give_points(struct store *store, const struct wishes_arguments *arguments,
                       const struct subject *subject)
{
    char user[128], points[8];
    operator_name(user, sizeof user);
    struct store_boost boost = {.person = subject->person,
                                .organisation = subject->company,
                                .points = arguments->points,
                                .motive = arguments->motive ? arguments->motive : "",
                                .by_user = user,
                                .at = clock_event_ms()};
    enum parvis_status status = store_begin(store);
    if (status == PARVIS_OK)
        status = store_boost_put(store, &boost);
    if (status == PARVIS_OK)
        status = store_commit(store);
    else
        store_rollback(store);
    if (status != PARVIS_OK)
        return command_failed(status);
    snprintf(points, sizeof points, "%+d", arguments->points);
    command_say(stdout, "wishes.boosted", "who", arguments->who, "points", points, NULL);
    return 0;
}

/* ---- the command ---- */

static int run(const struct wishes_arguments *arguments)
{
    struct subject subject;
    struct plan plan;
    struct store *store = command_open(command_directory(arguments->directory));
    if (!store)
        return 1;
    int result = 0;
    if (!find_subject(store, arguments->who, &subject)) {
        result = command_fail("wishes.unknown", "who", arguments->who, NULL);
    } else if (arguments->suggests && !subject.buyer) {
        result = command_fail("wishes.not_buyer", "who", arguments->who, NULL);
    } else if (arguments->boosts) {
        result = give_points(store, arguments, &subject);
    } else {
        enum parvis_status status = plan_load(store, &plan);
        if (status != PARVIS_OK)
            result = command_failed(status);
        else
            result = arguments->suggests ? print_suggestions(&plan, &subject)
                                         : print_wishes(&plan, &subject);
        plan_clear(&plan);
    }
    store_close(store);
    return result;
}

static bool read_points(const char *text, int *ret_points)
{
    char *end;
    long points = strtol(text, &end, 10);
    *ret_points = (int)points;
    return end != text && *end == '\0' && points >= -WEIGHT_BOOST_MAX && points <= WEIGHT_BOOST_MAX;
}

int command_wishes(int argc, char **argv)
{
    static const struct option longs[] = {
        {"data", required_argument, NULL, 'd'},   {"boost", required_argument, NULL, 'b'},
        {"motive", required_argument, NULL, 'm'}, {"suggest", no_argument, NULL, 's'},
        {"help", no_argument, NULL, 'h'},         {NULL, 0, NULL, 0},
    };
    struct wishes_arguments arguments = {0};
    bool good = true;
    for (int option; (option = command_option(argc, argv, longs)) != -1;) {
        if (option == 'd')
            arguments.directory = optarg;
        else if (option == 'm')
            arguments.motive = optarg;
        else if (option == 's')
            arguments.suggests = true;
        else if (option == 'b')
            good = arguments.boosts = read_points(optarg, &arguments.points);
        else
            return option == 'h' ? command_help("wishes") : command_misused("wishes");
        if (!good)
            return command_misused("wishes");
    }
    if (optind + 1 != argc || (arguments.boosts && arguments.suggests))
        return command_misused("wishes");
    arguments.who = argv[optind];
    if (arguments.boosts && arguments.points != 0 &&
        (!arguments.motive || strlen(arguments.motive) < MOTIVE_CHARS_MIN))
        return command_fail("wishes.motive", NULL);
    return run(&arguments);
}
