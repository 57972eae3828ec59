/* SPDX-License-Identifier: EUPL-1.2 */
/* `parvis plan`: what it tells. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "parvis/clock.h"
#include "plan_print.h"
#include "plan_share.h"
#include "stands.h"

static void say_number(const char *key, const char *name, size_t number)
{
    char text[24];
    snprintf(text, sizeof text, "%zu", number);
    command_say(stdout, key, name, text, NULL);
}

static void print_order(const struct plan *plan)
{
    enum text_language language = text_language_from_environment();
    say_number("plan.order", "count", plan->day.pitch_count);
    for (size_t i = 0; i < plan->day.pitch_count; i++) {
        const struct pitch *pitch = &plan->day.pitches[i];
        const struct store_kept *company = day_company(&plan->day, pitch->company);
        char from[6], to[6];
        struct reason reason;
        clock_format_hhmm(pitch->planned_from_at, from);
        clock_format_hhmm(pitch->planned_to_at, to);
        printf("  %2d  %s–%s  ", pitch->position, from, to);
        command_print_padded(company ? company->name : "", 34);
        printf("%s\n", company ? company->segment : "");
        struct pitch_presence presence = {0};
        if (company)
            presence = day_presence(company);
        if (company && !pitch_fits(&presence, pitch->planned_from_at, pitch->planned_to_at,
                                   company->name, &reason)) {
            char *why = reason_say(&reason, language);
            command_say(stdout, "plan.order.broken", "reason", why, NULL);
            free(why);
        }
    }
}

/* Why a company has no stand, in the words of the rules. */
static void print_without(const struct plan *plan, size_t index)
{
    const struct day *day = &plan->day;
    struct stand_company *companies = calloc(day->company_count + 1, sizeof *companies);
    struct stand_place *places = calloc(day->place_count + 1, sizeof *places);
    if (companies && places) {
        struct reason reason;
        for (size_t i = 0; i < day->company_count; i++) {
            const struct store_kept *row = &day->companies[i];
            companies[i] = (struct stand_company){.name = row->name,
                                                  .pitches = row->pitches,
                                                  .wants_stand = row->wants_stand,
                                                  .need_amperes = row->need_amperes,
                                                  .need_screen = row->need_screen,
                                                  .need_step_free = row->need_step_free};
        }
        for (size_t i = 0; i < day->place_count; i++)
            places[i] = (struct stand_place){.amperes = day->places[i].amperes,
                                             .screen = day->places[i].screen,
                                             .step_free = day->places[i].step_free};
        stands_explain(companies, day->company_count, places, day->place_count, plan->stand, index,
                       &reason);
        char *why = reason_say(&reason, text_language_from_environment());
        printf("   –  %s\n", why);
        free(why);
    }
    free(companies);
    free(places);
}

static void print_stands(const struct plan *plan)
{
    const struct day *day = &plan->day;
    size_t taken = 0;
    char count[24], total[24];
    for (size_t i = 0; i < day->place_count; i++)
        taken += day->places[i].company != 0;
    snprintf(count, sizeof count, "%zu", taken);
    snprintf(total, sizeof total, "%zu", day->place_count);
    command_say(stdout, "plan.stands", "count", count, "total", total, NULL);
    for (size_t i = 0; i < day->place_count; i++) {
        const struct store_kept *company = day_company(day, day->places[i].company);
        if (!company)
            continue;
        printf("  %-4s", day->places[i].code);
        command_print_padded(company->name, 34);
        printf("%s\n", company->segment);
    }
    for (size_t i = 0; i < day->company_count; i++)
        if (plan->stand[i] == STANDS_NONE &&
            (!day->companies[i].pitches || day->companies[i].wants_stand))
            print_without(plan, i);
}

static void print_demonstrations(const struct plan *plan)
{
    const struct day *day = &plan->day;
    say_number("plan.demonstrations", "count", day->demonstration_count);
    for (size_t i = 0; i < day->demonstration_count; i++) {
        const struct store_kept *company = day_company(day, day->demonstrations[i].company);
        char from[6], to[6];
        clock_format_hhmm(day->demonstrations[i].from_at, from);
        clock_format_hhmm(day->demonstrations[i].to_at, to);
        printf("      %s–%s  %s\n", from, to, company ? company->name : "");
    }
    for (size_t i = 0; i < day->company_count; i++) {
        bool has = false;
        for (size_t k = 0; k < day->demonstration_count; k++)
            has = has || day->demonstrations[k].company == day->companies[i].id;
        if (day->companies[i].wants_demonstration && !has)
            command_say(stdout, "plan.demonstrations.without", "company", day->companies[i].name,
                        NULL);
    }
}

/* ---- meetings ---- */

static const char *buyer_name(const struct plan *plan, int64_t id)
{
    for (size_t i = 0; i < plan->buyer_count; i++)
        if (plan->buyers[i].id == id)
            return plan->buyers[i].name;
    return "";
}

/* "→ 11:15 Avabat in place of Zeynep Duhamel, who keeps 5 (weight -3)" */
static void print_exchange(const struct plan *plan, const struct plan_few *few)
{
    const struct store_kept *company = day_company(&plan->day, few->company);
    char time[6], keeps[24], change[24];
    if (!few->company || !company)
        return;
    clock_format_hhmm(plan->day.slots[few->slot].from_at, time);
    snprintf(keeps, sizeof keeps, "%d", few->keeps);
    snprintf(change, sizeof change, "%+d", few->change);
    command_say(stdout, "plan.few.exchange", "time", time, "company", company->name, "other",
                buyer_name(plan, few->instead_of), "keeps", keeps, "change", change, NULL);
}

static void print_few(const struct plan *plan, int floor)
{
    static const char *const lacks[] = {[PLAN_LACK_SLOTS] = "plan.few.slots",
                                        [PLAN_LACK_WISHES] = "plan.few.wishes",
                                        [PLAN_LACK_SEATS] = "plan.few.seats"};
    enum text_language language = text_language_from_environment();
    if (plan->outcome.few_count > 0)
        say_number("plan.few", "floor", (size_t)floor);
    for (size_t i = 0; i < plan->outcome.few_count; i++) {
        const struct plan_few *few = &plan->outcome.few[i];
        printf("      %-6s ", plan->buyers[few->buyer].code);
        command_print_padded(plan->buyers[few->buyer].name, 28);
        printf("%d / %d  %s\n", few->held, few->wished, text_label(language, lacks[few->lack]));
        print_exchange(plan, few);
    }
}

/* The other way to share, where there is one. */
static void print_shares(const struct plan *plan, const struct plan_request *request)
{
    char floor[24], below[24], weight[24], cost[24];
    snprintf(floor, sizeof floor, "%d", request->floor);
    snprintf(below, sizeof below, "%zu",
             request->even ? plan->outcome.below : plan->outcome.even_below);
    snprintf(weight, sizeof weight, "%lld", (long long)plan->outcome.even_weight);
    snprintf(cost, sizeof cost, "%.2f",
             plan->outcome.bound > 0
                 ? 100.0 * (double)(plan->outcome.bound - plan->outcome.even_weight) /
                       (double)plan->outcome.bound
                 : 0.0);
    if (request->even)
        command_say(stdout, "plan.share.even", "floor", floor, "below", below, NULL);
    else if (plan->outcome.even_below < plan->outcome.below)
        command_say(stdout, "plan.share.offer", "floor", floor, "below", below, "weight", weight,
                    "cost", cost, NULL);
}

static void print_meetings(const struct plan *plan, const struct plan_request *request)
{
    char held[24], wishes[24], weight[24], bound[24], gap[24];
    snprintf(held, sizeof held, "%zu", plan->planned_count);
    snprintf(wishes, sizeof wishes, "%zu", plan->pair_count);
    snprintf(weight, sizeof weight, "%lld", (long long)plan->outcome.weight);
    snprintf(bound, sizeof bound, "%lld", (long long)plan->outcome.bound);
    snprintf(gap, sizeof gap, "%.2f",
             plan->outcome.bound > 0
                 ? 100.0 * (double)(plan->outcome.bound - plan->outcome.weight) /
                       (double)plan->outcome.bound
                 : 0.0);
    command_say(stdout, "plan.meetings", "held", held, "wishes", wishes, NULL);
    command_say(stdout,
                plan->outcome.weight == plan->outcome.bound ? "plan.meetings.best"
                                                            : "plan.meetings.near",
                "weight", weight, "bound", bound, "gap", gap, NULL);
    if (plan->outcome.kept_meetings && plan->meeting_count)
        command_say(stdout, "plan.meetings.kept", NULL);
    print_shares(plan, request);
    print_few(plan, request->floor);
}

void plan_print(const struct plan *plan, const struct plan_request *request, int parts)
{
    if (parts & PLAN_PITCHES)
        print_order(plan);
    if (parts & PLAN_STANDS)
        print_stands(plan);
    if (parts & PLAN_DEMONSTRATIONS)
        print_demonstrations(plan);
    if (parts & PLAN_MEETINGS)
        print_meetings(plan, request);
}
