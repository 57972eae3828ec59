/* SPDX-License-Identifier: EUPL-1.2 */
/* The way to the server. */
#include "link.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <curl/curl.h>

#include "parvis/clock.h"
#include "pin.h"
#include "sse.h"

#define CONNECT_S 4
#define ANSWER_S 8   /* a check-in takes milliseconds; then the person is told to wait */
#define SILENCE_S 40 /* the feed's clock ticks every 15 s */
#define RETRY_MS_MIN 250
#define RETRY_MS_MAX 5000
#define SYNC_S 30
#define ANSWER_BYTES_MAX (1024 * 1024)
#define JSON "application/json"

/* What comes back to a request. */
struct body {
    char *bytes; /* NUL-terminated; owned; NULL: nothing came yet */
    size_t size, capacity;
};

/* A connection that is kept open, with one request at a time. Names of people and proofs travel on
 * it, so its buffers are wiped before they are freed. */
struct lane {
    CURL *handle;
    struct curl_slist *headers;
    char *path;    /* of the last request */
    char *request; /* the bytes that it sends; NULL: none */
    size_t request_size;
    struct body answer;
    bool running;
};

enum lane_of { LANE_FEED, LANE_CHECK_IN, LANE_DOCUMENT, LANE_POST, LANE_SYNC, LANES };

struct link {
    struct link_events events;
    void *user;
    char *server, *ca_file, *token; /* token NULL: none */
    char staff[160];                /* a header of the next link_post; "": none */
    CURLM *multi;
    struct lane lanes[LANES]; /* by enum lane_of */
    struct pin pin;
    struct sse sse;
    bool following, online;
    int64_t after, retry_at, retry_ms; /* of the feed */
};

static void wipe_text(char *text)
{
    if (text)
        explicit_bzero(text, strlen(text));
}

static void free_body(struct body *body)
{
    if (body->bytes)
        explicit_bzero(body->bytes, body->size);
    free(body->bytes);
    *body = (struct body){0};
}

static void free_headers(struct curl_slist *headers)
{
    for (struct curl_slist *line = headers; line; line = line->next)
        wipe_text(line->data);
    curl_slist_free_all(headers);
}

/* ---- what comes in ---- */

static void set_online(struct link *link, bool online)
{
    if (link->online != online && link->events.online)
        link->events.online(online, link->user);
    link->online = online;
}

static void on_event(const char *name, const char *data, void *user)
{
    struct link *link = user;
    set_online(link, true);
    /* An event came, so the server works: when this connection ends, the next try comes soon. */
    link->retry_ms = RETRY_MS_MIN;
    link->events.feed(name, data, link->user);
}

static size_t on_feed_bytes(char *bytes, size_t size, size_t count, void *user)
{
    struct link *link = user;
    long status = 0;
    curl_easy_getinfo(link->lanes[LANE_FEED].handle, CURLINFO_RESPONSE_CODE, &status);
    if (status != 200)
        return 0; /* ends the transfer: asked again later */
    return sse_feed(&link->sse, bytes, size * count, on_event, link) == 0 ? size * count : 0;
}

static size_t on_body_bytes(char *bytes, size_t size, size_t count, void *user)
{
    struct body *body = user;
    size_t length = size * count, wanted = body->size + length + 1;
    if (wanted > ANSWER_BYTES_MAX)
        return 0;
    if (wanted > body->capacity) { /* not realloc: it may leave names behind where it moves from */
        char *grown = malloc(2 * wanted);
        if (!grown)
            return 0;
        if (body->bytes) {
            memcpy(grown, body->bytes, body->size);
            explicit_bzero(body->bytes, body->size);
        }
        free(body->bytes);
        *body = (struct body){.bytes = grown, .size = body->size, .capacity = 2 * wanted};
    }
    memcpy(body->bytes + body->size, bytes, length);
    body->size += length;
    body->bytes[body->size] = '\0';
    return length;
}

/* ---- a lane's life ---- */

static bool make_lane(struct link *link, enum lane_of of, long timeout_s)
{
    struct lane *lane = &link->lanes[of];
    CURL *handle = lane->handle = curl_easy_init();
    if (!handle)
        return false;
    /* The kiosk has threads: resolving a name must not use alarms. */
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_S);
    curl_easy_setopt(handle, CURLOPT_TCP_NODELAY, 1L);
    curl_easy_setopt(handle, CURLOPT_TCP_KEEPALIVE, 1L);
    /* Whatever a configuration or an answer names, no file is read. */
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(handle, CURLOPT_TIMEOUT, timeout_s);
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, on_body_bytes);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, &lane->answer);
    if (link->ca_file)
        curl_easy_setopt(handle, CURLOPT_CAINFO, link->ca_file);
    if (link->pin.set)
        pin_apply(&link->pin, handle);
    return true;
}

/* Ends the lane's request, if there is one, and wipes the bytes that it sent. */
static void stop_lane(struct link *link, struct lane *lane)
{
    if (lane->running)
        curl_multi_remove_handle(link->multi, lane->handle);
    lane->running = false;
    if (lane->request)
        explicit_bzero(lane->request, lane->request_size);
    free(lane->request);
    lane->request = NULL;
}

static void free_lane(struct link *link, struct lane *lane)
{
    stop_lane(link, lane);
    curl_easy_cleanup(lane->handle);
    free_headers(lane->headers);
    free_body(&lane->answer);
    free(lane->path);
}

static void add_header(struct lane *lane, const char *line)
{
    struct curl_slist *longer = curl_slist_append(lane->headers, line);
    lane->headers = longer ? longer : lane->headers;
}

/* Sets the headers of the next request; `name`: the header that gives the media type. */
static void set_headers(struct link *link, struct lane *lane, const char *name, const char *type)
{
    char line[256];
    free_headers(lane->headers);
    lane->headers = NULL;
    snprintf(line, sizeof line, "%s: %s", name, type);
    add_header(lane, line);
    add_header(lane, "Expect:"); /* so that the body goes without a round trip first */
    if (link->token) {
        snprintf(line, sizeof line, "Authorization: Bearer %s", link->token);
        add_header(lane, line);
        explicit_bzero(line, sizeof line);
    }
    if (lane == &link->lanes[LANE_POST] && *link->staff)
        add_header(lane, link->staff);
    curl_easy_setopt(lane->handle, CURLOPT_HTTPHEADER, lane->headers);
}

/* Starts the lane's request, once its headers and body are set. */
static void start_lane(struct link *link, struct lane *lane, const char *path)
{
    char url[1024];
    free(lane->path);
    lane->path = strdup(path);
    snprintf(url, sizeof url, "%s%s", link->server, path);
    curl_easy_setopt(lane->handle, CURLOPT_URL, url);
    lane->running = curl_multi_add_handle(link->multi, lane->handle) == CURLM_OK;
}

/* Asks for a document, in place of the lane's present request. */
static void ask_for(struct link *link, enum lane_of of, const char *path)
{
    struct lane *lane = &link->lanes[of];
    stop_lane(link, lane);
    free_body(&lane->answer);
    set_headers(link, lane, "Accept", "application/json");
    curl_easy_setopt(lane->handle, CURLOPT_HTTPGET, 1L);
    start_lane(link, lane, path);
}

/* Sends bytes of this media type, in place of the lane's present request. */
static void send_bytes(struct link *link, enum lane_of of, const char *path, const char *type,
                       const void *bytes, size_t size)
{
    struct lane *lane = &link->lanes[of];
    stop_lane(link, lane);
    free_body(&lane->answer);
    lane->request = malloc(size + 1); /* + 1, since malloc(0) may give NULL */
    if (!lane->request)
        return;
    memcpy(lane->request, bytes, size);
    lane->request_size = size;
    set_headers(link, lane, "Content-Type", type);
    curl_easy_setopt(lane->handle, CURLOPT_POST, 1L);
    curl_easy_setopt(lane->handle, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)size);
    /* Not copied by libcurl: the lane keeps the bytes until the answer, and wipes them. */
    curl_easy_setopt(lane->handle, CURLOPT_POSTFIELDS, lane->request);
    start_lane(link, lane, path);
}

/* ---- the feed ---- */

static void start_feed(struct link *link)
{
    char path[64] = "/api/feed";
    struct lane *lane = &link->lanes[LANE_FEED];
    if (link->after >= 0)
        snprintf(path, sizeof path, "/api/feed?after=%lld", (long long)link->after);
    sse_reset(&link->sse);
    set_headers(link, lane, "Accept", "text/event-stream");
    start_lane(link, lane, path);
}

static void feed_ended(struct link *link, long status)
{
    link->retry_at = clock_monotonic_ms() + link->retry_ms;
    link->retry_ms = link->retry_ms * 2 < RETRY_MS_MAX ? link->retry_ms * 2 : RETRY_MS_MAX;
    set_online(link, false);
    if (status == 401 && link->events.refused)
        link->events.refused(link->user);
}

void link_follow(struct link *link, int64_t after)
{
    link->after = after;
    link->following = true;
    link->retry_at = 0;
}

void link_set_after(struct link *link, int64_t after)
{
    link->after = after;
}

/* ---- what is asked and sent ---- */

void link_check_in(struct link *link, const char *json)
{
    send_bytes(link, LANE_CHECK_IN, "/api/check-ins", JSON, json, strlen(json));
}

bool link_is_busy(const struct link *link)
{
    return link->lanes[LANE_CHECK_IN].running;
}

void link_drop_check_in(struct link *link)
{
    stop_lane(link, &link->lanes[LANE_CHECK_IN]);
    free_body(&link->lanes[LANE_CHECK_IN].answer);
}

void link_get(struct link *link, const char *path)
{
    ask_for(link, LANE_DOCUMENT, path);
}

void link_show_staff(struct link *link, const char *proof)
{
    explicit_bzero(link->staff, sizeof link->staff);
    if (*proof)
        snprintf(link->staff, sizeof link->staff, "X-Parvis-Staff: %s", proof);
}

void link_post(struct link *link, const char *path, const char *type, const void *bytes,
               size_t size)
{
    send_bytes(link, LANE_POST, path, type, bytes, size);
    link_show_staff(link, "");
}

bool link_is_posting(const struct link *link)
{
    return link->lanes[LANE_POST].running;
}

void link_sync(struct link *link, const char *path, const char *json)
{
    if (json)
        send_bytes(link, LANE_SYNC, path, JSON, json, strlen(json));
    else
        ask_for(link, LANE_SYNC, path);
}

bool link_sync_is_busy(const struct link *link)
{
    return link->lanes[LANE_SYNC].running;
}

bool link_is_impostor(const struct link *link)
{
    return link->pin.broken;
}

const uint8_t *link_key(const struct link *link)
{
    return link->pin.key_known ? link->pin.key : NULL;
}

/* ---- the loop's turn ---- */

/* Tells how a request ended. The answer is first taken out of the lane, since the function that is
 * told may begin the lane's next request. */
static void lane_ended(struct link *link, enum lane_of of, CURLcode result)
{
    struct lane *lane = &link->lanes[of];
    link_answer_fn *const told[LANES] = {[LANE_DOCUMENT] = link->events.document,
                                         [LANE_POST] = link->events.posted,
                                         [LANE_SYNC] = link->events.synced};
    struct body answer = lane->answer;
    char *path = lane->path;
    const char *text = answer.size ? answer.bytes : "";
    long status = 0;
    if (result == CURLE_OK || of == LANE_FEED) /* a feed is refused by ending it at once */
        curl_easy_getinfo(lane->handle, CURLINFO_RESPONSE_CODE, &status);
    lane->answer = (struct body){0};
    lane->path = NULL;
    stop_lane(link, lane);
    if (of == LANE_FEED)
        feed_ended(link, status);
    else if (of == LANE_CHECK_IN)
        link->events.answer(status, text, link->user);
    else if (told[of])
        told[of](path ? path : "", status, text, link->user);
    free_body(&answer);
    free(path);
}

static void collect_ends(struct link *link)
{
    CURLMsg *message;
    int left;
    while ((message = curl_multi_info_read(link->multi, &left))) {
        CURL *handle = message->easy_handle; /* the message is gone with the handle */
        CURLcode result = message->data.result;
        for (int of = 0; message->msg == CURLMSG_DONE && of < LANES; of++)
            if (link->lanes[of].handle == handle) {
                lane_ended(link, (enum lane_of)of, result);
                break;
            }
    }
}

void link_turn(struct link *link, int wait_ms, const int input_fds[LINK_INPUTS])
{
    struct curl_waitfd inputs[LINK_INPUTS];
    unsigned count = 0;
    int running = 0;
    for (size_t i = 0; i < LINK_INPUTS; i++)
        if (input_fds[i] >= 0)
            inputs[count++] = (struct curl_waitfd){.fd = input_fds[i], .events = CURL_WAIT_POLLIN};
    if (link->following && !link->lanes[LANE_FEED].running &&
        clock_monotonic_ms() >= link->retry_at)
        start_feed(link);
    curl_multi_perform(link->multi, &running);
    collect_ends(link);
    curl_multi_poll(link->multi, inputs, count, wait_ms, NULL);
    curl_multi_perform(link->multi, &running);
    collect_ends(link);
}

/* ---- making it ---- */

static bool make_lanes(struct link *link)
{
    static const long timeouts_s[LANES] = {[LANE_CHECK_IN] = ANSWER_S,
                                           [LANE_DOCUMENT] = ANSWER_S,
                                           [LANE_POST] = ANSWER_S,
                                           [LANE_SYNC] =
                                               SYNC_S}; /* the feed has none: it goes on for ever */
    link->multi = curl_multi_init();
    for (int of = 0; of < LANES; of++)
        if (!make_lane(link, (enum lane_of)of, timeouts_s[of]))
            return false;
    CURL *feed = link->lanes[LANE_FEED].handle;
    curl_easy_setopt(feed, CURLOPT_WRITEFUNCTION, on_feed_bytes);
    curl_easy_setopt(feed, CURLOPT_WRITEDATA, link);
    curl_easy_setopt(feed, CURLOPT_LOW_SPEED_LIMIT, 1L);
    curl_easy_setopt(feed, CURLOPT_LOW_SPEED_TIME, (long)SILENCE_S);
    return link->multi;
}

enum parvis_status link_new(const struct link_options *options, const struct link_events *events,
                            void *user, struct link **ret_link)
{
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
        return PARVIS_NO_MEMORY;
    struct link *link = calloc(1, sizeof *link);
    if (!link)
        return PARVIS_NO_MEMORY;
    *link = (struct link){.events = *events, .user = user, .after = -1, .retry_ms = RETRY_MS_MIN};
    link->server = strdup(options->server);
    link->ca_file = options->ca_file ? strdup(options->ca_file) : NULL;
    link->token = options->token ? strdup(options->token) : NULL;
    pin_set(&link->pin, options->fingerprint, options->key);
    if (!link->server || (options->token && !link->token) || !make_lanes(link)) {
        link_free(link);
        return PARVIS_NO_MEMORY;
    }
    *ret_link = link;
    return PARVIS_OK;
}

void link_free(struct link *link)
{
    if (!link)
        return;
    for (int of = 0; of < LANES; of++)
        free_lane(link, &link->lanes[of]);
    curl_multi_cleanup(link->multi);
    sse_clean_up(&link->sse);
    wipe_text(link->token);
    explicit_bzero(link->staff, sizeof link->staff);
    free(link->token);
    free(link->server);
    free(link->ca_file);
    free(link);
}
