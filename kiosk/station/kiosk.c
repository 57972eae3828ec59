/* SPDX-License-Identifier: EUPL-1.2 */
/* The kiosk at work: one thread, one loop. life.h holds the states with a person. */
#include "kiosk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "kiosk_state.h"
#include "parvis/clock.h"
#include "parvis/log.h"
#include "parvis/notify.h"
#include "programme.h"
#include "stop_signals.h"

#define KEPT_MS 30000 /* how long F1 to F4 stay on after the person's last touch or answer */

/* ---- what the server says ---- */

static void carry_out(struct kiosk *kiosk, struct intent intent)
{
    kiosk_carry_out(&intent, kiosk);
}

static void set_zone(struct kiosk *kiosk)
{
    const cJSON *edition = agenda_edition(kiosk->agenda);
    if (edition && clock_set_zone(json_text(edition, "timezone")) != PARVIS_OK)
        log_warning("kiosk", "the edition's time zone is not known here");
}

/* Notes when the organisers' newest line came: one that comes while the kiosk runs blinks a while.
 */
static void note_message(struct kiosk *kiosk, bool new)
{
    const cJSON *notice = programme_notice(kiosk->agenda, kiosk_now(kiosk), true);
    int64_t id = json_integer(notice, "id");
    if (id != kiosk->notice)
        kiosk->notice_at = new ? kiosk_now(kiosk) : 0;
    kiosk->notice = id;
}

/* An event of the feed: it changes the agenda and the door's roster. */
static void hear_change(struct kiosk *kiosk, const char *name, const char *data)
{
    bool names_changed = false;
    if (strcmp(name, "snapshot") == 0) {
        if (agenda_replace(kiosk->agenda, data) == PARVIS_OK)
            set_zone(kiosk);
    } else if (strcmp(name, "change") == 0) {
        if (agenda_apply(kiosk->agenda, data, &names_changed) != PARVIS_OK)
            log_warning("kiosk", "a change was not understood");
    }
    door_hear(kiosk->door, name, data);
    /* The document alone has new names: the next connection asks for a snapshot. */
    link_set_after(kiosk->link, names_changed ? -1 : agenda_seq(kiosk->agenda));
    note_message(kiosk, strcmp(name, "change") == 0);
    if (strcmp(name, "clock") != 0)
        names_want(&kiosk->names);
    kiosk->drawn = false;
}

static void on_feed(const char *name, const char *data, void *user)
{
    struct kiosk *kiosk = user;
    struct intent intent;
    if (remote_hear(&kiosk->remote, name, data, &intent))
        carry_out(kiosk, intent);
    else
        hear_change(kiosk, name, data);
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
    struct kiosk *kiosk = user;
    remote_refused(&kiosk->remote);
    door_turn_away(kiosk->door);
    kiosk->drawn = false;
}

static void on_posted(const char *path, long status, const char *body, void *user)
{
    struct kiosk *kiosk = user;
    carry_out(kiosk, remote_posted(&kiosk->remote, path, status, body));
    switch (errand_answered(&kiosk->errand, path, status)) {
    case ERRAND_LINK:
        kiosk_take_link(kiosk, status, body);
        return;
    case ERRAND_REGISTRATION:
        carry_out(kiosk, desk_registered(&kiosk->desk, status, body));
        return;
    case ERRAND_BADGE:
        kiosk_take_badge(kiosk, status, body);
        return;
    case ERRAND_VISITOR:
        carry_out(kiosk, visitor_answered(&kiosk->visitor, status, body));
        return;
    case ERRAND_QUESTION:
        carry_out(kiosk, desk_questioned(&kiosk->desk, status, body));
        return;
    case ERRAND_PROOF:
        desk_proven(&kiosk->desk, status, body);
        return;
    case ERRAND_NONE:
        return;
    }
}

static void on_document(const char *path, long status, const char *body, void *user)
{
    struct kiosk *kiosk = user;
    if (names_take(&kiosk->names, path, status, body))
        kiosk->drawn = false;
    kiosk_take_day(kiosk, path, status, body);
}

static void on_answer(long status, const char *body, void *user)
{
    struct kiosk *kiosk = user;
    kiosk_answer(kiosk, door_answered(kiosk->door, status, body));
}

static void on_synced(const char *path, long status, const char *body, void *user)
{
    struct kiosk *kiosk = user;
    door_synced(kiosk->door, path, status, body);
}

/* ---- the loop ---- */

static struct remote_facts remote_facts(const struct kiosk *kiosk)
{
    return (struct remote_facts){.width = kiosk->output->width,
                                 .height = kiosk->output->height,
                                 .pending = door_state(kiosk->door).pending,
                                 .printer = devices_printer_word(kiosk->devices),
                                 .last_scan_at = kiosk->last_scan_at,
                                 .called_at = desk_unanswered_call(&kiosk->desk),
                                 .now = kiosk_now(kiosk),
                                 .pins = desk_pin_tries(&kiosk->desk),
                                 .online = kiosk->online,
                                 .calm = kiosk_is_calm(kiosk)};
}

/* Switches off what the last person asked for by F1 to F4. */
static void forget_access(struct kiosk *kiosk)
{
    const struct access *access = &kiosk->access;
    bool any = access->speak || access->large || access->contrast || access->longer;
    bool anybody = kiosk->life.state != KIOSK_CALM && kiosk->life.state != KIOSK_DESK;
    if (!any || anybody || clock_monotonic_ms() - access->touched_at < KEPT_MS)
        return;
    speech_stop(kiosk->speech);
    kiosk->access = (struct access){0};
    kiosk->drawn = false;
}

static void take_turn(struct kiosk *kiosk)
{
    const struct desk_facts desk = kiosk_desk_facts(kiosk);
    kiosk_turn_passage(kiosk);
    names_turn(&kiosk->names, kiosk->link, kiosk->agenda);
    carry_out(kiosk, desk_turn(&kiosk->desk, &desk));
    carry_out(kiosk, visitor_turn(&kiosk->visitor));
    errand_turn(&kiosk->errand, kiosk->link, kiosk->online);
    const struct remote_facts facts = remote_facts(kiosk);
    carry_out(kiosk, remote_turn(&kiosk->remote, &facts));
    forget_access(kiosk);
}

/* Serves the devices; draws anew when the idle screen, or a person who waits for a print, would see
 * a change. */
static void turn_devices(struct kiosk *kiosk)
{
    const struct showing *showing = life_shown(&kiosk->life);
    bool ready = door_is_ready(kiosk->door); /* until then scans wait in the devices */
    bool changed = ready && devices_turn(kiosk->devices);
    const char *trouble = devices_advice(kiosk->devices);
    trouble = trouble ? trouble : devices_trouble(kiosk->devices);
    changed = changed || trouble != kiosk->trouble;
    kiosk->trouble = trouble;
    if (changed && (!life_has_passage(&kiosk->life) || (showing && showing->printed)))
        kiosk->drawn = false;
}

static void take_input(struct kiosk *kiosk)
{
    if (!input_take(&kiosk->input))
        kiosk->end = KIOSK_CLOSED;
    kiosk_take_waiting(kiosk);
    turn_devices(kiosk);
    input_take_line(&kiosk->input, !life_has_passage(&kiosk->life) && door_is_ready(kiosk->door));
}

static bool is_over(const struct kiosk *kiosk)
{
    const struct remote *remote = &kiosk->remote;
    if (kiosk->end != KIOSK_GOES_ON || stop_signals_came() || remote->revoked ||
        (remote->again && kiosk_is_calm(kiosk)))
        return true;
    bool calm = kiosk_is_calm(kiosk) && kiosk->queue.count == 0 && kiosk->drawn &&
                door_is_settled(kiosk->door) && !names_are_awaited(&kiosk->names) &&
                kiosk->visitor.outcome != VISITOR_ASKED;
    bool drawn_once =
        kiosk->config->once && agenda_edition(kiosk->agenda) && !kiosk->config->from_stdin;
    return calm && (drawn_once || devices_are_over(kiosk->devices) || input_is_over(&kiosk->input));
}

/* When the loop must do something without a descriptor's waking it (monotonic ms); INT64_MAX:
 * nothing is due. */
static int64_t due_at(const struct kiosk *kiosk)
{
    switch (kiosk->life.state) {
    case KIOSK_CALM:
    case KIOSK_DESK:
        return input_has_line(&kiosk->input) ? 0 : kiosk->draw_at;
    case KIOSK_SHOWING:
        return kiosk->life.since + kiosk_hold_ms(kiosk);
    default:
        return INT64_MAX;
    }
}

/* No descriptor tells of a window's keys: a door, where scanners type, looks every FRAME_MS. */
static int wait_ms(const struct kiosk *kiosk)
{
    int most =
        devices_wait_ms(kiosk->devices, kiosk->config->screen == SCREEN_CHECK_IN ? FRAME_MS : 100);
    int64_t left = due_at(kiosk) - clock_monotonic_ms();
    return left < 0 ? 0 : left < most ? (int)left : most;
}

/* How it ended: an exit status, or what kiosk.h says. */
static int result_of(const struct kiosk *kiosk)
{
    if (kiosk->end == KIOSK_FAILED)
        return 1;
    if (kiosk->remote.revoked)
        return KIOSK_REVOKED;
    return kiosk->remote.again && kiosk->end != KIOSK_CLOSED ? KIOSK_AGAIN : 0;
}

static void run(struct kiosk *kiosk)
{
    link_follow(kiosk->link, door_after(kiosk->door));
    while (!is_over(kiosk)) {
        bool listening = kiosk->input.reads_lines && !kiosk->input.lines_ended &&
                         !life_has_passage(&kiosk->life) && !input_has_line(&kiosk->input);
        take_turn(kiosk);
        kiosk_draw(kiosk);
        notify_watchdog(); /* only a loop that draws is alive */
        const int inputs[LINK_INPUTS] = {listening ? STDIN_FILENO : -1,
                                         door_is_ready(kiosk->door) ? devices_fd(kiosk->devices)
                                                                    : -1};
        link_turn(kiosk->link, wait_ms(kiosk), inputs);
        take_input(kiosk);
    }
}

/* ---- making it ---- */

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

static bool open_link(struct kiosk *kiosk)
{
    static const struct link_events events = {.feed = on_feed,
                                              .online = on_online,
                                              .answer = on_answer,
                                              .document = on_document,
                                              .synced = on_synced,
                                              .posted = on_posted,
                                              .refused = on_refused};
    const struct config *config = kiosk->config;
    const struct link_options options = {.server = config->server,
                                         .token = *config->token ? config->token : NULL,
                                         .ca_file = config->ca_file,
                                         .fingerprint = config->fingerprint,
                                         .key = config->key};
    return link_new(&options, &events, kiosk, &kiosk->link) == PARVIS_OK;
}

/* The screens that show names may ask for them, with a token. */
static struct names names_for(const struct config *config)
{
    static const enum names_of of[SCREEN_COUNT] = {/* the others: of nobody */
                                                   [SCREEN_MEETINGS] = NAMES_OF_CALLED,
                                                   [SCREEN_STAND] = NAMES_OF_STAND};
    return (struct names){.of = *config->token ? of[config->screen] : NAMES_OF_NOBODY,
                          .stand = config->stand};
}

static bool make_parts(struct kiosk *kiosk)
{
    const struct config *config = kiosk->config;
    recent_init(&kiosk->recent);
    input_init(&kiosk->input, kiosk->output, &kiosk->targets, kiosk_carry_out, kiosk);
    kiosk->names = names_for(config);
    if (agenda_new(&kiosk->agenda) != PARVIS_OK ||
        !canvas_init(&kiosk->canvas, kiosk->output->width, kiosk->output->height) ||
        !open_link(kiosk) || !open_door(kiosk) ||
        devices_new(&config->devices, &input_events, &kiosk->input, &kiosk->devices) != PARVIS_OK)
        return false;
    kiosk->canvas.targets = &kiosk->targets;
    kiosk->desk.door = kiosk->door;
    kiosk->desk.language = config->language;
    remote_init(&kiosk->remote, config, kiosk->link);
    if (config->from_stdin)
        input_read_lines(&kiosk->input);
    return true;
}

static void free_parts(struct kiosk *kiosk)
{
    devices_free(kiosk->devices);
    door_free(kiosk->door);
    link_free(kiosk->link);
    canvas_clean_up(&kiosk->canvas);
    agenda_free(kiosk->agenda);
    speech_free(kiosk->speech);
    errand_end(&kiosk->errand);
    names_clean_up(&kiosk->names);
    desk_clean_up(&kiosk->desk);
    input_clean_up(&kiosk->input);
    life_clean_up(&kiosk->life);
    explicit_bzero(&kiosk->queue, sizeof kiosk->queue);
}

int kiosk_run(const struct config *config, struct output *output)
{
    struct kiosk kiosk = {.config = config, .output = output};
    int result = 1;
    if (make_parts(&kiosk)) {
        run(&kiosk);
        result = result_of(&kiosk);
    }
    free_parts(&kiosk);
    return result;
}
