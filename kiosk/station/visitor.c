/* SPDX-License-Identifier: EUPL-1.2 */
/* Visitors of a stand. */
#include "visitor.h"

#include <stdio.h>
#include <string.h>

#include "agenda.h"
#include "parvis/badge.h"
#include "parvis/clock.h"
#include "parvis/json.h"

#define SHOWN_MS 6000
#define ANSWER_MS 5000

static void forget(struct visitor *visitor)
{
    explicit_bzero(visitor->first_name, sizeof visitor->first_name);
    *visitor = (struct visitor){.outcome = VISITOR_NONE};
}

static struct intent become(struct visitor *visitor, enum visitor_outcome outcome)
{
    static const char *const words[] = {"", "asked", "noted", "no_badge", "alone"};
    struct intent intent = {.what = INTENT_REDRAW, .word = words[outcome]};
    visitor->outcome = outcome;
    visitor->at = clock_monotonic_ms();
    if (outcome != VISITOR_NONE && outcome != VISITOR_ASKED)
        intent.what |= INTENT_REPORT | (outcome == VISITOR_NOTED ? INTENT_GREEN : INTENT_RED);
    return intent;
}

struct intent visitor_scan(struct visitor *visitor, const char *text, enum text_language language,
                           bool can_ask)
{
    uint64_t serial;
    uint8_t signature[BADGE_SIGNATURE_BYTES];
    if (visitor->outcome == VISITOR_ASKED)
        return intent_of(INTENT_NOTHING);
    forget(visitor);
    visitor->language = language;
    if (!badge_read(text, strlen(text), &serial, signature))
        return become(visitor, VISITOR_NO_BADGE);
    if (!can_ask)
        return become(visitor, VISITOR_ALONE);
    struct intent intent = become(visitor, VISITOR_ASKED);
    intent.what |= INTENT_ERRAND;
    intent.errand = ERRAND_VISITOR;
    intent.form = cJSON_CreateObject();
    cJSON_AddStringToObject(intent.form, "badge", text);
    return intent;
}

struct intent visitor_answered(struct visitor *visitor, long status, const char *body)
{
    struct intent intent = intent_of(INTENT_NOTHING);
    cJSON *answer = status == 200 ? cJSON_Parse(body) : NULL;
    const cJSON *noted = cJSON_GetObjectItemCaseSensitive(answer, "visitor");
    if (visitor->outcome == VISITOR_ASKED && noted) {
        snprintf(visitor->first_name, sizeof visitor->first_name, "%s",
                 json_text(noted, "first_name"));
        visitor->language = text_language_of(json_text(noted, "language"));
        intent = become(visitor, VISITOR_NOTED);
    } else if (visitor->outcome == VISITOR_ASKED) {
        intent = become(visitor, status == 422 ? VISITOR_NO_BADGE : VISITOR_ALONE);
    }
    json_wipe(answer);
    cJSON_Delete(answer);
    return intent;
}

struct intent visitor_turn(struct visitor *visitor)
{
    struct intent intent = intent_of(INTENT_NOTHING);
    int64_t past = clock_monotonic_ms() - visitor->at;
    if (visitor->outcome == VISITOR_ASKED && past > ANSWER_MS) {
        intent = become(visitor, VISITOR_ALONE);
        intent.what |= INTENT_DROP_ERRAND;
    } else if (visitor->outcome > VISITOR_ASKED && past > SHOWN_MS) {
        forget(visitor);
        intent.what = INTENT_REDRAW;
    }
    return intent;
}

char *visitor_words(const struct visitor *visitor, enum text_language language, bool *ret_good)
{
    static const char *const keys[] = {[VISITOR_NONE] = "kiosk.visitor.how",
                                       [VISITOR_ASKED] = "kiosk.visitor.asked",
                                       [VISITOR_NOTED] = "kiosk.visitor.noted",
                                       [VISITOR_NO_BADGE] = "kiosk.visitor.no_badge",
                                       [VISITOR_ALONE] = "kiosk.visitor.alone"};
    *ret_good = visitor->outcome == VISITOR_NOTED;
    if (visitor->outcome != VISITOR_NONE)
        language = visitor->language;
    return text_sayf(language, keys[visitor->outcome], "name", visitor->first_name, NULL);
}
