/* The kiosk at work. One thread, one loop:
 *
 *   IDLE ──scan──▶ ASKING ──answer──▶ SHOWING ──hold over──▶ IDLE
 *
 * The door (door.h) keeps the scan, and answers by itself when the server does not. */
#include "kiosk.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "kiosk_state.h"
#include "parvis/clock.h"
#include "parvis/json.h"
#include "parvis/log.h"
#include "parvis/notify.h"
#include "programme.h"
#include "stop_signals.h"

int64_t kiosk_now(const struct kiosk *kiosk)
{
    return door_now(kiosk->door);
}

bool kiosk_is_calm(const struct kiosk *kiosk)
{
    return kiosk->state == KIOSK_IDLE && kiosk->desk.page == DESK_CLOSED;
}

static void move(struct kiosk *kiosk, enum kiosk_state state)
{
    kiosk->state = state;
    kiosk->state_at = clock_monotonic_ms();
    kiosk->drawn = false;
}

/* ---- what the server says ---- */

static void set_zone(struct kiosk *kiosk)
{
    const cJSON *edition = agenda_edition(kiosk->agenda);
    if (edition && clock_set_zone(row_text(edition, "timezone")) != PARVIS_OK)
        log_warning("kiosk", "the edition's time zone is not known here");
}

/* A message that comes while the kiosk runs blinks for a while. */
static void note_message(struct kiosk *kiosk, bool new)
{
    const cJSON *notice = programme_notice(kiosk->agenda, kiosk_now(kiosk), true);
    int64_t id = row_integer(notice, "id");
    if (id != kiosk->notice)
        kiosk->notice_at = new ? kiosk_now(kiosk) : 0;
    kiosk->notice = id;
}

static void on_feed(const char *name, const char *data, void *user)
{
    struct kiosk *kiosk = user;
    bool names_changed = false;
    if (remote_hear(kiosk, name, data))
        return;
    if (strcmp(name, "snapshot") == 0) {
        if (agenda_replace(kiosk->agenda, data) == PARVIS_OK)
            set_zone(kiosk);
    } else if (strcmp(name, "change") == 0) {
        if (agenda_apply(kiosk->agenda, data, &names_changed) != PARVIS_OK)
            log_warning("kiosk", "a change was not understood");
    }
    door_hear(kiosk->door, name, data);
    /* New names are in the document alone: the next connection asks for all of it. */
    link_set_after(kiosk->link, names_changed ? -1 : agenda_seq(kiosk->agenda));
    note_message(kiosk, strcmp(name, "change") == 0);
    if (strcmp(name, "clock") != 0)
        names_want(&kiosk->names);
    kiosk->drawn = false;
}

static void on_online(bool online, void *user)
{
    struct kiosk *kiosk = user;
    log_info("kiosk", online ? "the server is there" : "the server is gone");
    kiosk->online = online;
    door_set_online(kiosk->door, online);
    kiosk->drawn = false;
}

static void on_refused(void *user)
{
    remote_refused(user);
}

/* The link for one's phone: only while its person is there. */
static void take_link(struct kiosk *kiosk, long status, const char *body)
{
    cJSON *answer = status == 201 ? cJSON_Parse(body) : NULL;
    const char *path = row_text(answer, "path");
    if (kiosk->state == KIOSK_SHOWING && *path) {
        snprintf(kiosk->phone, sizeof kiosk->phone, "%s%s", kiosk->config->server, path);
        kiosk->drawn = false;
    }
    json_wipe(answer);
    cJSON_Delete(answer);
}

static void on_posted(const char *path, long status, const char *body, void *user)
{
    struct kiosk *kiosk = user;
    remote_posted(kiosk, path, status, body);
    switch (errand_answered(&kiosk->errand, path, status)) {
    case ERRAND_LINK:
        take_link(kiosk, status, body);
        return;
    case ERRAND_REGISTRATION:
        desk_registered(kiosk, status, body);
        return;
    case ERRAND_BADGE:
        kiosk_take_badge(kiosk, status, body);
        return;
    case ERRAND_VISITOR:
        visitor_answered(kiosk, status, body);
        return;
    case ERRAND_QUESTION:
        desk_questioned(kiosk, status, body);
        return;
    case ERRAND_PROOF:
        desk_proven(kiosk, status, body);
        return;
    case ERRAND_NONE:
        return;
    }
}

/* ---- a scan ---- */

static void report(const struct kiosk *kiosk, const char *status)
{
    if (!kiosk->config->report)
        return;
    printf("{\"scan_id\":\"%s\",\"status\":\"%s\",\"ms\":%lld}\n", door_scan_id(kiosk->door),
           status, (long long)(clock_monotonic_ms() - kiosk->state_at));
    fflush(stdout);
}

static void play(struct kiosk *kiosk, enum output_sound sound)
{
    if (kiosk->output->operations->sound)
        kiosk->output->operations->sound(kiosk->output, sound);
}

/* A burst of scans without a hold is a test: the first picture of each answer is enough. */
static bool worth_drawing(struct kiosk *kiosk)
{
    const char *status = row_text(kiosk->answer, "status");
    if (kiosk->config->hold_ms > 0)
        return true;
    unsigned hash = 5381;
    for (const char *at = status; *at; at++)
        hash = hash * 33 + (unsigned char)*at;
    bool *shown = &kiosk->shown_status[hash % 32];
    bool first = !*shown;
    *shown = true;
    return first;
}

/* What a person who came in is shown of their day; a burst of scans shows nobody's. */
static void ask_for_day(struct kiosk *kiosk)
{
    const cJSON *person = cJSON_GetObjectItemCaseSensitive(kiosk->answer, "person");
    bool comes = kiosk_is_green(row_text(kiosk->answer, "status")) && !kiosk->config->leaving;
    const char *day = door_day(kiosk->door); /* the kiosk answered by itself: it has the day too */
    char path[64];
    if (!comes || kiosk->config->hold_ms == 0 || row_integer(person, "id") == 0)
        return;
    snprintf(path, sizeof path, "/api/people/%lld/agenda", (long long)row_integer(person, "id"));
    (void)errand_begin(&kiosk->errand, ERRAND_LINK, row_integer(person, "id"), NULL);
    if (!day)
        link_get(kiosk->link, path);
    else if (welcome_read(&kiosk->welcome, day, kiosk->agenda, kiosk_language(kiosk),
                          kiosk_now(kiosk)) != PARVIS_OK)
        log_warning("kiosk", "a person's day was not understood");
}

static bool is_of_person_shown(const struct kiosk *kiosk, const char *path)
{
    const cJSON *person = cJSON_GetObjectItemCaseSensitive(kiosk->answer, "person");
    char wanted[64];
    snprintf(wanted, sizeof wanted, "/api/people/%lld/agenda",
             (long long)row_integer(person, "id"));
    return kiosk->state == KIOSK_SHOWING && strcmp(path, wanted) == 0;
}

static void on_document(const char *path, long status, const char *body, void *user)
{
    struct kiosk *kiosk = user;
    if (names_take(&kiosk->names, path, status, body))
        kiosk->drawn = false;
    if (status == 200 && is_of_person_shown(kiosk, path) &&
        welcome_read(&kiosk->welcome, body, kiosk->agenda, kiosk_language(kiosk),
                     kiosk_now(kiosk)) == PARVIS_OK) {
        log_info("kiosk", "the day of who came in: %zu entries", kiosk->welcome.count);
        move(kiosk, KIOSK_SHOWING); /* from here on there is more to read */
        kiosk_speak(kiosk);
    }
}

/* Nothing of a person stays in memory. */
static void forget_person(struct kiosk *kiosk)
{
    kiosk_end_access(kiosk);
    errand_end(&kiosk->errand);
    explicit_bzero(kiosk->phone, sizeof kiosk->phone);
    welcome_clear(&kiosk->welcome);
    json_wipe(kiosk->answer);
    cJSON_Delete(kiosk->answer);
    kiosk->answer = NULL;
}

/* NULL: there is none yet. */
static void show_answer(struct kiosk *kiosk, cJSON *answer)
{
    if (!answer)
        return;
    forget_person(kiosk);
    kiosk->answer = answer;
    report(kiosk, row_text(answer, "status"));
    play(kiosk, kiosk_is_green(row_text(answer, "status")) ? SOUND_GREEN : SOUND_RED);
    move(kiosk, KIOSK_SHOWING);
    kiosk->drawn = !worth_drawing(kiosk);
    kiosk_speak(kiosk);
    ask_for_day(kiosk);
    if (kiosk->drawn)
        door_told(kiosk->door);
}

static void on_answer(long status, const char *body, void *user)
{
    struct kiosk *kiosk = user;
    show_answer(kiosk, door_answered(kiosk->door, status, body));
}

static void on_synced(const char *path, long status, const char *body, void *user)
{
    struct kiosk *kiosk = user;
    door_synced(kiosk->door, path, status, body);
}

static void take_scan(struct kiosk *kiosk)
{
    kiosk->unread = false;
    show_answer(kiosk, door_scan(kiosk->door, kiosk->last_scan));
}

static void begin(struct kiosk *kiosk)
{
    desk_close(kiosk);
    kiosk->remote.last_scan_at = kiosk_now(kiosk);
    kiosk->wait_told = kiosk->walk_in = kiosk->by_name = false;
    move(kiosk, KIOSK_ASKING);
}

void kiosk_begin_scan(struct kiosk *kiosk, const char *text)
{
    bool again =
        !kiosk->config->from_stdin && !recent_note(&kiosk->recent, text, clock_monotonic_ms());
    if (again || !*text)
        return;
    if (kiosk->config->screen != SCREEN_CHECK_IN) {
        if (kiosk->config->screen == SCREEN_STAND)
            visitor_scan(kiosk, text);
        return;
    }
    snprintf(kiosk->last_scan, sizeof kiosk->last_scan, "%s", text);
    desk_forget_proof(kiosk);
    begin(kiosk);
    kiosk->unread = true;
}

void kiosk_admit(struct kiosk *kiosk, const struct door_admission *admission)
{
    explicit_bzero(kiosk->last_scan, sizeof kiosk->last_scan);
    begin(kiosk);
    kiosk->by_name = true;
    show_answer(kiosk, door_admit(kiosk->door, admission));
}

void kiosk_leave_answer(struct kiosk *kiosk)
{
    if (kiosk->state != KIOSK_SHOWING)
        return;
    forget_person(kiosk);
    desk_forget_proof(kiosk);
    explicit_bzero(kiosk->last_scan, sizeof kiosk->last_scan);
    move(kiosk, KIOSK_IDLE);
}

/* ---- the loop ---- */

static void take_turn(struct kiosk *kiosk)
{
    int64_t now = clock_monotonic_ms();
    if (kiosk->state == KIOSK_ASKING && kiosk->unread && door_is_ready(kiosk->door))
        take_scan(kiosk);
    show_answer(kiosk, door_turn(kiosk->door));
    names_turn(&kiosk->names, kiosk->link, kiosk->agenda);
    desk_turn(kiosk);
    visitor_turn(kiosk);
    errand_turn(&kiosk->errand, kiosk->link, kiosk->online);
    remote_turn(kiosk);
    kiosk_forget_access(kiosk);
    kiosk_print_walk_in(kiosk);
    if (kiosk->state == KIOSK_SHOWING && kiosk->drawn &&
        now - kiosk->state_at >= kiosk_hold_ms(kiosk))
        kiosk_leave_answer(kiosk);
}

static bool is_over(const struct kiosk *kiosk)
{
    if (kiosk->closed || kiosk->failed || stop_signals_came() || kiosk->remote.revoked ||
        (kiosk->remote.again && kiosk_is_calm(kiosk)))
        return true;
    bool calm = kiosk_is_calm(kiosk) && kiosk->waiting_count == 0 && kiosk->drawn &&
                door_is_settled(kiosk->door) && !names_are_awaited(&kiosk->names) &&
                kiosk->visitor.outcome != VISITOR_ASKED;
    if (kiosk->config->once && calm && agenda_edition(kiosk->agenda) && !kiosk->config->from_stdin)
        return true;
    if (devices_are_over(kiosk->devices) && calm)
        return true;
    return kiosk->config->from_stdin && kiosk->input_ended && kiosk->lines_size == 0 && calm;
}

/* Keys of a window are looked at no later than after FRAME_MS, where there are scans. */
static int wait_ms(const struct kiosk *kiosk)
{
    if (kiosk->config->from_stdin && kiosk->config->hold_ms == 0)
        return kiosk->state == KIOSK_ASKING ? 100 : kiosk->lines_size ? 0 : 20;
    int64_t left = kiosk->draw_at - clock_monotonic_ms();
    int most =
        devices_wait_ms(kiosk->devices, kiosk->config->screen == SCREEN_CHECK_IN ? FRAME_MS : 100);
    return left < 0 ? 0 : left < most ? (int)left : most;
}

/* How it ended: an exit status, or what kiosk.h says. */
static int result_of(const struct kiosk *kiosk)
{
    if (kiosk->failed)
        return 1;
    if (kiosk->remote.revoked)
        return KIOSK_REVOKED;
    return kiosk->remote.again && !kiosk->closed ? KIOSK_AGAIN : 0;
}

static bool open_door(struct kiosk *kiosk)
{
    const struct door_options options = {.directory = kiosk->config->state,
                                         .place = kiosk->config->place,
                                         .leaving = kiosk->config->leaving,
                                         .scans = kiosk->config->screen == SCREEN_CHECK_IN};
    enum parvis_status status = door_new(&options, kiosk->agenda, kiosk->link, &kiosk->door);
    if (status == PARVIS_OK) {
        set_zone(kiosk);
        return true;
    }
    const char *key =
        status == PARVIS_BUSY ? "kiosk.error.state_used" : "kiosk.error.state_unusable";
    char *message = text_sayf(text_language_from_environment(), key, "value",
                              kiosk->config->state ? kiosk->config->state : "", NULL);
    fprintf(stderr, "parvis-kiosk: %s\n", message);
    free(message);
    return false;
}

static void run(struct kiosk *kiosk)
{
    const struct config *config = kiosk->config;
    link_follow(kiosk->link, door_after(kiosk->door));
    while (!is_over(kiosk)) {
        bool listening = config->from_stdin && !kiosk->input_ended && kiosk->state == KIOSK_IDLE &&
                         kiosk->lines_size == 0;
        take_turn(kiosk);
        kiosk_draw(kiosk);
        notify_watchdog(); /* only a loop that draws is alive */
        const int inputs[LINK_INPUTS] = {listening ? STDIN_FILENO : -1,
                                         door_is_ready(kiosk->door) ? devices_fd(kiosk->devices)
                                                                    : -1};
        link_turn(kiosk->link, wait_ms(kiosk), inputs);
        kiosk_take_input(kiosk);
    }
}

/* The screens that show names may ask for them, with a token. */
static struct names names_for(const struct config *config)
{
    static const enum names_of of[] = {[SCREEN_CHECK_IN] = NAMES_OF_NOBODY,
                                       [SCREEN_AGENDA] = NAMES_OF_NOBODY,
                                       [SCREEN_MEETINGS] = NAMES_OF_CALLED,
                                       [SCREEN_STAGE] = NAMES_OF_NOBODY,
                                       [SCREEN_STAND] = NAMES_OF_STAND};
    return (struct names){.of = *config->token ? of[config->screen] : NAMES_OF_NOBODY,
                          .stand = config->stand};
}

int kiosk_run(const struct config *config, struct output *output)
{
    struct kiosk kiosk = {.config = config, .output = output, .names = names_for(config)};
    const struct link_events events = {.feed = on_feed,
                                       .online = on_online,
                                       .answer = on_answer,
                                       .document = on_document,
                                       .synced = on_synced,
                                       .posted = on_posted,
                                       .refused = on_refused};
    const struct link_options options = {.server = config->server,
                                         .token = *config->token ? config->token : NULL,
                                         .ca_file = config->ca_file,
                                         .fingerprint = config->fingerprint,
                                         .key = config->key};
    int result = 1;
    recent_init(&kiosk.recent);
    if (agenda_new(&kiosk.agenda) != PARVIS_OK ||
        !canvas_init(&kiosk.canvas, output->width, output->height) ||
        link_new(&options, &events, &kiosk, &kiosk.link) != PARVIS_OK || !open_door(&kiosk) ||
        devices_new(&config->devices, &kiosk_scanner_events, &kiosk, &kiosk.devices) != PARVIS_OK)
        goto free_all;
    kiosk.canvas.targets = &kiosk.targets;
    if (config->from_stdin)
        fcntl(STDIN_FILENO, F_SETFL, fcntl(STDIN_FILENO, F_GETFL) | O_NONBLOCK);
    run(&kiosk);
    result = result_of(&kiosk);
free_all:
    devices_free(kiosk.devices);
    door_free(kiosk.door);
    link_free(kiosk.link);
    canvas_clean_up(&kiosk.canvas);
    agenda_free(kiosk.agenda);
    forget_person(&kiosk);
    speech_free(kiosk.speech);
    names_clean_up(&kiosk.names);
    desk_clean_up(&kiosk.desk);
    explicit_bzero(kiosk.last_scan, sizeof kiosk.last_scan);
    explicit_bzero(kiosk.typed, sizeof kiosk.typed);
    free(kiosk.lines);
    return result;
}
