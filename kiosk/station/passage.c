/* SPDX-License-Identifier: EUPL-1.2 */
/* From the scan to the end of the answer. The door (door.h) keeps the scan, and answers by itself
 * when the server does not. */
#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "kiosk_state.h"
#include "parvis/clock.h"
#include "parvis/json.h"
#include "parvis/log.h"
#include "parvis/units.h"

#define LONGER_MS MINUTE_MS /* at least, for a person who asked for more time beforehand */
#define EXTENSION_MS 20000
#define DAY_PATH_CHARS 96 /* of /api/people/:id/agenda?scan=: two ids of the longest */
#define PRINTED_MS 12000  /* at least, so that the person sees how the print fared */

void kiosk_move(struct kiosk *kiosk, enum kiosk_state state)
{
    if (kiosk->life.state == KIOSK_SHOWING) { /* the person's requests end with their answer */
        speech_stop(kiosk->speech);
        errand_end(&kiosk->errand);
        kiosk->access.touched_at = clock_monotonic_ms();
    }
    if (kiosk->life.state == KIOSK_DESK)
        kiosk->targets.count = 0;
    life_move(&kiosk->life, state);
    assert((state == KIOSK_DESK) == (kiosk->desk.page != DESK_CLOSED));
    kiosk->drawn = false;
}

/* ---- a scan ---- */

static void begin(struct kiosk *kiosk, enum kiosk_state state, enum passage_by by)
{
    kiosk->last_scan_at = kiosk_now(kiosk);
    kiosk_move(kiosk, state);
    life_passage(&kiosk->life)->by = by;
}

static void scan_at_door(struct kiosk *kiosk, const char *text, enum passage_by by)
{
    desk_close(&kiosk->desk); /* a badge closes the help pages */
    begin(kiosk, KIOSK_WAITING, by);
    struct passage *passage = life_passage(&kiosk->life);
    snprintf(passage->text, sizeof passage->text, "%s", text);
}

static void scan_at_stand(struct kiosk *kiosk, const char *text)
{
    bool can_ask = kiosk->online && *kiosk->config->token;
    struct intent intent = visitor_scan(&kiosk->visitor, text, kiosk->config->language, can_ask);
    if (intent.what != INTENT_NOTHING)
        kiosk->last_scan_at = kiosk_now(kiosk);
    kiosk_carry_out(&intent, kiosk);
}

void kiosk_scan(struct kiosk *kiosk, const char *text, enum passage_by by)
{
    if (*text && kiosk->config->screen == SCREEN_CHECK_IN)
        scan_at_door(kiosk, text, by);
    else if (*text && kiosk->config->screen == SCREEN_STAND)
        scan_at_stand(kiosk, text);
}

void kiosk_admit(struct kiosk *kiosk, const struct door_admission *admission)
{
    begin(kiosk, KIOSK_ASKING, PASSAGE_BY_NAME);
    kiosk_answer(kiosk, door_admit(kiosk->door, admission));
}

/* ---- the answer ---- */

static void report(const struct kiosk *kiosk, const char *status)
{
    if (!kiosk->config->report)
        return;
    printf("{\"scan_id\":\"%s\",\"status\":\"%s\",\"ms\":%lld,\"asked\":%s}\n",
           door_scan_id(kiosk->door), status,
           (long long)(clock_monotonic_ms() - kiosk->life.passage.begun_at),
           door_asked(kiosk->door) ? "true" : "false");
    fflush(stdout);
}

/* Whether the person is shown their day, too. */
static bool comes_in(const struct kiosk *kiosk)
{
    const struct showing *showing = life_shown(&kiosk->life);
    return kiosk_is_green(json_text(showing->answer, "status")) && !kiosk->config->leaving &&
           kiosk_shown_person(kiosk) != 0;
}

static bool read_day(struct kiosk *kiosk, const char *json)
{
    return welcome_read(&life_showing(&kiosk->life)->welcome, json, kiosk->agenda,
                        kiosk_language(kiosk), kiosk_now(kiosk)) == PARVIS_OK;
}

/* When the kiosk answered by itself, it takes the day from the roster. */
static void take_own_day(struct kiosk *kiosk)
{
    const char *day = comes_in(kiosk) ? door_day(kiosk->door) : NULL;
    if (day && !read_day(kiosk, day))
        log_warning("kiosk", "a person's day was not understood");
}

void kiosk_answer(struct kiosk *kiosk, cJSON *answer)
{
    if (!answer)
        return;
    bool registered = life_passage(&kiosk->life)->by == PASSAGE_BY_REGISTERING;
    const char *status = json_text(answer, "status");
    report(kiosk, status);
    kiosk_move(kiosk, KIOSK_SHOWING);
    *life_showing(&kiosk->life) = (struct showing){.answer = answer, .badge_due = registered};
    struct intent sound = intent_of(kiosk_is_green(status) ? INTENT_GREEN : INTENT_RED);
    kiosk_carry_out(&sound, kiosk);
    kiosk_speak(kiosk);
    take_own_day(kiosk);
}

/* ---- the rest of the day ---- */

/* The server gives the day and the link for the scan that let the person in: the requests name it.
 */
static void write_day_path(const struct kiosk *kiosk, char out[DAY_PATH_CHARS + 1])
{
    snprintf(out, DAY_PATH_CHARS + 1, "/api/people/%lld/agenda?scan=%s",
             (long long)kiosk_shown_person(kiosk), door_scan_id(kiosk->door));
}

static void ask_for_link(struct kiosk *kiosk)
{
    cJSON *form = cJSON_CreateObject();
    if (form && cJSON_AddStringToObject(form, "scan_id", door_scan_id(kiosk->door)))
        (void)errand_begin(&kiosk->errand, ERRAND_LINK, kiosk_shown_person(kiosk), form);
    else
        cJSON_Delete(form);
}

/* Asks for the day once the answer is on the screen, so that the answer does not wait for it. */
static void ask_for_day(struct kiosk *kiosk)
{
    char path[DAY_PATH_CHARS + 1];
    struct showing *showing = life_showing(&kiosk->life);
    showing->asked = true;
    if (!comes_in(kiosk))
        return;
    ask_for_link(kiosk);
    write_day_path(kiosk, path);
    if (!door_day(kiosk->door))
        link_get(kiosk->link, path);
}

void kiosk_take_day(struct kiosk *kiosk, const char *path, long status, const char *body)
{
    char wanted[DAY_PATH_CHARS + 1];
    write_day_path(kiosk, wanted);
    if (status != 200 || kiosk->life.state != KIOSK_SHOWING || strcmp(path, wanted) != 0 ||
        !read_day(kiosk, body))
        return;
    log_info("kiosk", "the day of who came in: %zu entries",
             life_showing(&kiosk->life)->welcome.count);
    life_prolong(&kiosk->life); /* from here on there is more to read */
    kiosk->drawn = false;
    kiosk_speak(kiosk);
}

void kiosk_take_link(struct kiosk *kiosk, long status, const char *body)
{
    cJSON *answer = status == 201 ? cJSON_Parse(body) : NULL;
    const char *path = json_text(answer, "path");
    if (kiosk->life.state == KIOSK_SHOWING && *path) {
        struct showing *showing = life_showing(&kiosk->life);
        snprintf(showing->phone, sizeof showing->phone, "%s%s", kiosk->config->server, path);
        kiosk->drawn = false;
    }
    json_wipe(answer);
    cJSON_Delete(answer);
}

/* ---- the end ---- */

void kiosk_leave_answer(struct kiosk *kiosk)
{
    if (kiosk->life.state != KIOSK_SHOWING)
        return;
    desk_forget_proof(&kiosk->desk);
    kiosk_move(kiosk, KIOSK_CALM);
}

int64_t kiosk_hold_ms(const struct kiosk *kiosk)
{
    const struct showing *showing = life_shown(&kiosk->life);
    /* With a day there is more to read, and taking out a phone takes time. The next badge ends the
     * answer in any case. */
    int64_t hold = kiosk->config->hold_ms * (*showing->phone ? 4 : showing->welcome.count ? 2 : 1);
    /* So does a new badge: while it is on its way the old one may be revoked already. */
    if ((showing->printed || kiosk->errand.kind == ERRAND_BADGE) && hold < PRINTED_MS)
        hold = PRINTED_MS;
    if (kiosk->access.longer && hold < LONGER_MS)
        hold = LONGER_MS;
    return hold + (int64_t)showing->extensions * EXTENSION_MS;
}

/* Asks the door as soon as the event's key and time are known. */
static void turn_waiting(struct kiosk *kiosk)
{
    if (!door_is_ready(kiosk->door))
        return;
    kiosk_move(kiosk, KIOSK_ASKING);
    kiosk_answer(kiosk, door_scan(kiosk->door, kiosk->life.passage.text));
}

static void turn_showing(struct kiosk *kiosk)
{
    if (!kiosk->drawn)
        return;
    if (clock_monotonic_ms() - kiosk->life.since >= kiosk_hold_ms(kiosk))
        kiosk_leave_answer(kiosk);
    else if (!kiosk->life.showing.asked && kiosk->errand.kind != ERRAND_BADGE)
        ask_for_day(kiosk); /* not during ERRAND_BADGE, whose place the new request would take */
}

void kiosk_turn_passage(struct kiosk *kiosk)
{
    if (kiosk->life.state == KIOSK_WAITING)
        turn_waiting(kiosk);
    else if (kiosk->life.state == KIOSK_ASKING)
        kiosk_answer(kiosk, door_turn(kiosk->door));
    else
        cJSON_Delete(door_turn(kiosk->door)); /* does what is due; nobody waits for an answer */
    kiosk_print_due(kiosk);
    if (kiosk->life.state == KIOSK_SHOWING)
        turn_showing(kiosk);
}
