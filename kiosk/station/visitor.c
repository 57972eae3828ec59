/* Visitors of a stand. */
#include "visitor.h"

#include <stdio.h>
#include <string.h>

#include "kiosk_state.h"
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

static void become(struct kiosk *kiosk, enum visitor_outcome outcome)
{
    static const char *const words[] = {"", "asked", "noted", "no_badge", "alone"};
    kiosk->visitor.outcome = outcome;
    kiosk->visitor.at = clock_monotonic_ms();
    kiosk->drawn = false;
    if (outcome == VISITOR_NONE || outcome == VISITOR_ASKED)
        return;
    if (kiosk->output->operations->sound)
        kiosk->output->operations->sound(kiosk->output,
                                         outcome == VISITOR_NOTED ? SOUND_GREEN : SOUND_RED);
    if (kiosk->config->report)
        printf("{\"visitor\":\"%s\"}\n", words[outcome]);
    fflush(stdout);
}

void visitor_scan(struct kiosk *kiosk, const char *text)
{
    uint64_t serial;
    uint8_t signature[BADGE_SIGNATURE_BYTES];
    if (kiosk->visitor.outcome == VISITOR_ASKED)
        return;
    forget(&kiosk->visitor);
    kiosk->visitor.language = kiosk->config->language;
    kiosk->remote.last_scan_at = kiosk_now(kiosk);
    if (!badge_read(text, strlen(text), &serial, signature)) {
        become(kiosk, VISITOR_NO_BADGE);
        return;
    }
    if (!kiosk->online || !*kiosk->config->token) {
        become(kiosk, VISITOR_ALONE);
        return;
    }
    cJSON *order = cJSON_CreateObject();
    cJSON_AddStringToObject(order, "badge", text);
    if (errand_begin(&kiosk->errand, ERRAND_VISITOR, 0, order))
        become(kiosk, VISITOR_ASKED);
}

void visitor_answered(struct kiosk *kiosk, long status, const char *body)
{
    cJSON *answer = status == 200 ? cJSON_Parse(body) : NULL;
    const cJSON *visitor = cJSON_GetObjectItemCaseSensitive(answer, "visitor");
    if (kiosk->visitor.outcome == VISITOR_ASKED && visitor) {
        snprintf(kiosk->visitor.first_name, sizeof kiosk->visitor.first_name, "%s",
                 row_text(visitor, "first_name"));
        kiosk->visitor.language = text_language_of(row_text(visitor, "language"));
        become(kiosk, VISITOR_NOTED);
    } else if (kiosk->visitor.outcome == VISITOR_ASKED) {
        become(kiosk, status == 422 ? VISITOR_NO_BADGE : VISITOR_ALONE);
    }
    json_wipe(answer);
    cJSON_Delete(answer);
}

void visitor_turn(struct kiosk *kiosk)
{
    int64_t past = clock_monotonic_ms() - kiosk->visitor.at;
    if (kiosk->visitor.outcome == VISITOR_ASKED && past > ANSWER_MS) {
        errand_end(&kiosk->errand);
        become(kiosk, VISITOR_ALONE);
    } else if (kiosk->visitor.outcome > VISITOR_ASKED && past > SHOWN_MS) {
        forget(&kiosk->visitor);
        kiosk->drawn = false;
    }
}

char *visitor_words(const struct kiosk *kiosk, bool *ret_good)
{
    static const char *const keys[] = {[VISITOR_NONE] = "kiosk.visitor.how",
                                       [VISITOR_ASKED] = "kiosk.visitor.asked",
                                       [VISITOR_NOTED] = "kiosk.visitor.noted",
                                       [VISITOR_NO_BADGE] = "kiosk.visitor.no_badge",
                                       [VISITOR_ALONE] = "kiosk.visitor.alone"};
    const struct visitor *visitor = &kiosk->visitor;
    const struct device_config *devices = &kiosk->config->devices;
    bool reads = devices->scanner_count > 0 || devices->camera || kiosk->config->from_stdin;
    if (kiosk->config->screen != SCREEN_STAND || (!reads && visitor->outcome == VISITOR_NONE))
        return NULL;
    *ret_good = visitor->outcome == VISITOR_NOTED;
    enum text_language language =
        visitor->outcome == VISITOR_NONE ? kiosk->config->language : visitor->language;
    return text_sayf(language, keys[visitor->outcome], "name", visitor->first_name, NULL);
}
