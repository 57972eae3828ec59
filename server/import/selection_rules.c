/* SPDX-License-Identifier: EUPL-1.2 */
/* The rules of the selection. */
#include "selection_rules.h"

const char *selection_decision_word(enum selection_decision decision)
{
    static const char *const words[] = {
        [SELECTION_NOT_KEPT] = NULL, [SELECTION_PITCH] = "pitch", [SELECTION_STAND] = "stand"};
    return words[decision];
}

enum selection_sort selection_sort_of(const struct selection_application *application)
{
    if (!application->marketable)
        return SELECTION_NOT_MARKETABLE;
    if (!application->public_fit)
        return SELECTION_NOT_PUBLIC_FIT;
    return application->in_region ? SELECTION_PASSED : SELECTION_OUTSIDE_REGION;
}

struct selection_funnel selection_count(const struct selection_application *applications,
                                        size_t count)
{
    struct selection_funnel funnel = {.received = count};
    for (size_t i = 0; i < count; i++) {
        const struct selection_application *application = &applications[i];
        enum selection_sort sort = selection_sort_of(application);
        funnel.not_marketable += sort == SELECTION_NOT_MARKETABLE;
        funnel.not_public_fit += sort == SELECTION_NOT_PUBLIC_FIT;
        funnel.outside_region += sort == SELECTION_OUTSIDE_REGION;
        funnel.passed += sort == SELECTION_PASSED;
        funnel.seen += application->mark >= 0;
        funnel.unmarked += sort == SELECTION_PASSED && application->mark < 0;
        funnel.pitch += application->decision == SELECTION_PITCH;
        funnel.stand += application->decision == SELECTION_STAND;
    }
    funnel.kept = funnel.pitch + funnel.stand;
    return funnel;
}

/* Why this kept application should not be, NULL when nothing is wrong. */
static const char *broken_rule(const struct selection_application *application)
{
    switch (selection_sort_of(application)) {
    case SELECTION_NOT_MARKETABLE:
        return "selection.not_marketable";
    case SELECTION_NOT_PUBLIC_FIT:
        return "selection.not_public_fit";
    case SELECTION_OUTSIDE_REGION:
        return "selection.outside_region";
    case SELECTION_PASSED:
        break;
    }
    return application->mark < 0 ? "selection.no_mark" : NULL;
}

size_t selection_check(const struct selection_application *applications, size_t count,
                       const struct selection_limits *limits,
                       struct selection_violation *ret_violations)
{
    size_t found = 0;
    struct selection_funnel funnel = selection_count(applications, count);
    if (funnel.kept == 0)
        return 0;
    for (size_t i = 0; i < count; i++) {
        const struct selection_application *application = &applications[i];
        const char *rule =
            application->decision == SELECTION_NOT_KEPT ? NULL : broken_rule(application);
        if (rule)
            ret_violations[found++] = (struct selection_violation){
                .rule = rule, .organisation = application->organisation};
    }
    if (funnel.kept < (size_t)limits->kept_min || funnel.kept > (size_t)limits->kept_max)
        ret_violations[found++] = (struct selection_violation){.rule = "selection.kept_count"};
    if (funnel.pitch != (size_t)limits->pitches)
        ret_violations[found++] = (struct selection_violation){.rule = "selection.pitch_count"};
    return found;
}
