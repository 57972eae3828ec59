/* SPDX-License-Identifier: EUPL-1.2 */
/* Becoming one of the event's kiosks:
 *
 *   WAITING ──a code──▶ ASKING ──200──▶ enrolled
 *      ▲                 │  ▲
 *      └──── refused ────┘  └── not reached: asked again under the same nonce, for half a minute
 */
#include "enrol.h"

#include <fcntl.h>
#include <poll.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "agenda.h"
#include "canvas.h"
#include "devices.h"
#include "link.h"
#include "parvis/clock.h"
#include "parvis/log.h"
#include "parvis/notify.h"
#include "parvis/units.h"
#include "recent.h"
#include "screens.h"
#include "stop_signals.h"

#define TURN_MS 40
#define KEY_PAUSE_MS 600   /* as at the door: a scanner types a code in far less */
#define AGAIN_MS 1000      /* between two askings */
#define ASKING_MS 30000    /* then the screen says that the server is out of reach */
#define REASON_MS 20000    /* how long a reason stays on the screen */
#define DRIFT_MS MINUTE_MS /* the picture moves once a minute, against burn-in */
#define ENROLMENT "/api/kiosks/enrolment"

struct enrolment {
    const struct config *config;
    struct output *output;
    struct identity *identity;
    struct canvas canvas;
    struct link *link; /* NULL: nothing is asked */
    struct devices *devices;
    struct recent recent; /* codes in view */
    struct pairing_code code;
    char nonce[65];
    bool asking, enrolled, closed, drawn;
    bool failed;                /* the screen takes no frame */
    int64_t asked_at, again_at; /* monotonic */
    const char *reason;         /* why the last code was not taken; NULL: nothing to say */
    int64_t reason_at, drawn_at;
    char typed[PAIRING_CHARS_MAX + 1];
    size_t typed_length;
    int64_t typed_at;
    bool input_ended;
};

/* Reports an answer as one line of JSON, for a program that drives the kiosk by standard input. */
static void report(const struct enrolment *enrolment, const char *word)
{
    if (!enrolment->config->from_stdin)
        return;
    printf("{\"pairing\":\"%s\"}\n", word);
    fflush(stdout);
}

static void stop_asking(struct enrolment *enrolment)
{
    enrolment->asking = false;
    sodium_memzero(&enrolment->code, sizeof enrolment->code);
}

/* `word`: of kiosk.pairing.refused.<word> in the catalogue. */
static void refuse(struct enrolment *enrolment, const char *word)
{
    stop_asking(enrolment);
    report(enrolment, word);
    log_warning("kiosk", "the pairing code was not taken: %s", word);
    if (enrolment->output->operations->sound)
        enrolment->output->operations->sound(enrolment->output, SOUND_RED);
    enrolment->reason = word;
    enrolment->reason_at = clock_monotonic_ms();
    enrolment->drawn = false;
}

/* ---- asking ---- */

static void ask(struct enrolment *enrolment)
{
    char secret[PAIRING_SECRET_CHARS + 1], body[256];
    pairing_write_secret(enrolment->code.secret, secret);
    snprintf(body, sizeof body, "{\"secret\":\"%s\",\"nonce\":\"%s\"}", secret, enrolment->nonce);
    link_post(enrolment->link, ENROLMENT, "application/json", body, strlen(body));
    enrolment->again_at = INT64_MAX; /* until the answer is there */
    sodium_memzero(secret, sizeof secret);
    sodium_memzero(body, sizeof body);
}

static bool take_identity(struct enrolment *enrolment, const char *body)
{
    struct identity identity = {.pinned = enrolment->code.tls};
    bool restart;
    cJSON *answer = cJSON_Parse(body);
    const cJSON *token = cJSON_GetObjectItemCaseSensitive(answer, "token");
    bool good = cJSON_IsString(token) && strlen(token->valuestring) < sizeof identity.token;
    if (good) {
        snprintf(identity.token, sizeof identity.token, "%s", token->valuestring);
        sodium_memzero(token->valuestring, strlen(token->valuestring));
        pairing_server(&enrolment->code, identity.server);
        memcpy(identity.fingerprint, enrolment->code.fingerprint, sizeof identity.fingerprint);
        if (link_key(enrolment->link))
            memcpy(identity.key, link_key(enrolment->link), sizeof identity.key);
        identity_take_settings(&identity, cJSON_GetObjectItemCaseSensitive(answer, "settings"),
                               &restart);
        good = *identity.role != '\0';
    }
    cJSON_Delete(answer);
    if (good)
        *enrolment->identity = identity;
    sodium_memzero(&identity, sizeof identity);
    return good;
}

static void take_answer(struct enrolment *enrolment, const char *body)
{
    if (!take_identity(enrolment, body)) {
        refuse(enrolment, "not_understood");
    } else if (identity_save(enrolment->config->state, enrolment->identity) != PARVIS_OK) {
        /* The code is used up all the same: the technician must be told why. */
        refuse(enrolment, "not_kept");
    } else {
        enrolment->enrolled = true;
        report(enrolment, "enrolled");
    }
}

/* The server's own word for a refusal, or that it was not understood. */
static const char *refusal_of(const char *body)
{
    static const char *const words[] = {"code_unknown", "code_used", "code_expired"};
    const char *found = "not_understood";
    cJSON *problem = cJSON_Parse(body);
    const char *code = json_text(problem, "code");
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i], code) == 0)
            found = words[i];
    cJSON_Delete(problem);
    return found;
}

static void on_posted(const char *path, long status, const char *body, void *user)
{
    struct enrolment *enrolment = user;
    int64_t now = clock_monotonic_ms();
    (void)path;
    if (link_is_impostor(enrolment->link))
        refuse(enrolment, "other_certificate");
    else if (status == 200)
        take_answer(enrolment, body);
    else if (status != 0 && status != 503)
        refuse(enrolment, refusal_of(body));
    else if (now - enrolment->asked_at > ASKING_MS)
        refuse(enrolment, "out_of_reach");
    else
        enrolment->again_at = now + AGAIN_MS;
}

static void on_feed(const char *name, const char *data, void *user)
{
    (void)name; /* no feed is followed before the kiosk is enrolled */
    (void)data;
    (void)user;
}

static enum parvis_status open_link(struct enrolment *enrolment)
{
    static const struct link_events events = {.feed = on_feed, .posted = on_posted};
    char server[PAIRING_URL_CHARS_MAX + 1];
    pairing_server(&enrolment->code, server);
    const struct link_options options = {
        .server = server,
        .ca_file = enrolment->config->ca_file,
        .fingerprint = enrolment->code.tls ? enrolment->code.fingerprint : NULL};
    link_free(enrolment->link);
    enrolment->link = NULL;
    return link_new(&options, &events, enrolment, &enrolment->link);
}

static void take_text(struct enrolment *enrolment, const char *text)
{
    uint8_t random[32];
    if (enrolment->asking || !*text)
        return;
    if (pairing_read(text, &enrolment->code) != PARVIS_OK) {
        refuse(enrolment, "not_a_code");
        return;
    }
    randombytes_buf(random, sizeof random);
    sodium_bin2hex(enrolment->nonce, sizeof enrolment->nonce, random, sizeof random);
    if (open_link(enrolment) != PARVIS_OK) {
        refuse(enrolment, "not_understood");
        return;
    }
    enrolment->asking = true;
    enrolment->reason = NULL;
    enrolment->drawn = false;
    enrolment->asked_at = clock_monotonic_ms();
    ask(enrolment);
}

/* ---- input ---- */

static void on_key(char key, void *user)
{
    struct enrolment *enrolment = user;
    int64_t now = clock_monotonic_ms();
    if ((key > 0 && key <= OUTPUT_ACTIONS) || key == '\b' || key == '\x1b')
        return; /* for persons at the door */
    if (now - enrolment->typed_at > KEY_PAUSE_MS)
        enrolment->typed_length = 0;
    enrolment->typed_at = now;
    if (key != '\n') {
        if (enrolment->typed_length < PAIRING_CHARS_MAX)
            enrolment->typed[enrolment->typed_length++] = key;
        return;
    }
    enrolment->typed[enrolment->typed_length] = '\0';
    enrolment->typed_length = 0;
    take_text(enrolment, enrolment->typed);
}

static void on_touch(int x, int y, bool down, void *user)
{
    (void)x; /* nothing can be touched before the kiosk is enrolled */
    (void)y;
    (void)down;
    (void)user;
}

/* What a scanner or the camera read; one code held up is read once. */
static void on_code(const char *text, void *user)
{
    struct enrolment *enrolment = user;
    if (recent_note(&enrolment->recent, text, clock_monotonic_ms()))
        take_text(enrolment, text);
}

/* Reads one byte at a time, since the lines after the code are for the door to read. */
static void read_line(struct enrolment *enrolment)
{
    struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
    char byte;
    while (!enrolment->asking && !enrolment->input_ended && poll(&input, 1, 0) > 0) {
        ssize_t got = read(STDIN_FILENO, &byte, 1);
        if (got <= 0) {
            enrolment->input_ended = true;
            on_key('\n', enrolment);
            return;
        }
        enrolment->typed_at = clock_monotonic_ms(); /* a pipe has no pauses that mean something */
        on_key(byte, enrolment);
    }
}

static void take_input(struct enrolment *enrolment)
{
    const struct output_operations *operations = enrolment->output->operations;
    const struct output_events events = {.key = on_key, .touch = on_touch};
    if (!operations->take_input(enrolment->output, &events, enrolment))
        enrolment->closed = true;
    devices_turn(enrolment->devices);
    if (enrolment->config->from_stdin)
        read_line(enrolment);
}

/* ---- the loop ---- */

static void draw(struct enrolment *enrolment)
{
    int64_t now = clock_monotonic_ms();
    if (enrolment->reason && now - enrolment->reason_at > REASON_MS) {
        enrolment->reason = NULL;
        enrolment->drawn = false;
    }
    if (enrolment->drawn && now - enrolment->drawn_at < DRIFT_MS)
        return;
    const struct screen_pairing state = {.language = enrolment->config->language,
                                         .now = now,
                                         .asking = enrolment->asking,
                                         .reason = enrolment->reason};
    screen_pairing(&enrolment->canvas, &state);
    cairo_surface_flush(enrolment->canvas.surface);
    if (enrolment->output->operations->show(enrolment->output, enrolment->canvas.surface,
                                            "pairing") != PARVIS_OK)
        enrolment->failed = true;
    enrolment->drawn = true;
    enrolment->drawn_at = now;
}

static void take_turn(struct enrolment *enrolment)
{
    draw(enrolment);
    notify_watchdog();
    if (enrolment->asking && clock_monotonic_ms() >= enrolment->again_at)
        ask(enrolment);
    const int inputs[LINK_INPUTS] = {devices_fd(enrolment->devices), -1};
    int wait_ms = devices_wait_ms(enrolment->devices, TURN_MS);
    if (enrolment->link)
        link_turn(enrolment->link, wait_ms, inputs);
    else
        poll(&(struct pollfd){.fd = inputs[0], .events = POLLIN}, 1, wait_ms);
    take_input(enrolment);
}

int enrol_run(const struct config *config, struct output *output, struct identity *identity)
{
    struct enrolment enrolment = {.config = config, .output = output, .identity = identity};
    int result = 1;
    const struct scanner_events scans = {.code = on_code, .key = on_key};
    recent_init(&enrolment.recent);
    if (!canvas_init(&enrolment.canvas, output->width, output->height))
        return 1;
    if (devices_new(&config->devices, &scans, &enrolment, &enrolment.devices) != PARVIS_OK) {
        canvas_clean_up(&enrolment.canvas);
        return 1;
    }
    while (!enrolment.enrolled && !enrolment.closed && !enrolment.failed && !stop_signals_came()) {
        take_turn(&enrolment);
        if (config->once && enrolment.drawn && !config->from_stdin)
            break;
        if (enrolment.input_ended && !enrolment.asking && enrolment.drawn)
            break;
    }
    if (enrolment.enrolled)
        result = -1;
    else if (!enrolment.input_ended && !enrolment.failed)
        result = 0;
    devices_free(enrolment.devices); /* the door takes them up again */
    link_free(enrolment.link);
    canvas_clean_up(&enrolment.canvas);
    sodium_memzero(&enrolment, sizeof enrolment);
    return result;
}
