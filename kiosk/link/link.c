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

/* What comes back to a request. */
struct body {
    char *bytes; /* NUL-terminated; owned; NULL: nothing came yet */
    size_t size, capacity;
};

struct link {
    struct link_events events;
    void *user;
    char *server, *ca_file;
    CURLM *multi;
    CURL *feed, *post, *get, *send, *sync; /* one handle each, kept for their connections */
    struct curl_slist *feed_headers, *post_headers, *send_headers;
    char staff[160]; /* a header of the next link_post; "": none */
    bool feed_running, post_running, get_running, send_running, sync_running, following, online;
    struct pin pin;
    char *token; /* NULL: none */
    int64_t after, retry_at, retry_ms;
    struct sse sse;
    char *request, *path, *send_path, *sync_path, *sync_request; /* what is asked */
    struct body answer, document, sent, synced;
};

static void set_online(struct link *link, bool online)
{
    if (link->online != online && link->events.online)
        link->events.online(online, link->user);
    link->online = online;
}

/* ---- what comes in ---- */

static void on_event(const char *name, const char *data, void *user)
{
    struct link *link = user;
    set_online(link, true);
    link->retry_ms = RETRY_MS_MIN;
    link->events.feed(name, data, link->user);
}

static size_t on_feed_bytes(char *bytes, size_t size, size_t count, void *user)
{
    struct link *link = user;
    long status = 0;
    curl_easy_getinfo(link->feed, CURLINFO_RESPONSE_CODE, &status);
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

/* Names of people were in it: nothing of them stays in memory. */
static void wipe_body(struct body *body)
{
    if (body->bytes)
        explicit_bzero(body->bytes, body->size);
    body->size = 0;
}

/* What opens a person's row was in it. */
static void wipe_text(char *text)
{
    if (text)
        explicit_bzero(text, strlen(text));
}

/* ---- handles ---- */

static CURL *make_handle(struct link *link, struct curl_slist *headers)
{
    CURL *handle = curl_easy_init();
    if (!handle)
        return NULL;
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_S);
    curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(handle, CURLOPT_TCP_NODELAY, 1L);
    curl_easy_setopt(handle, CURLOPT_TCP_KEEPALIVE, 1L);
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
    if (link->ca_file)
        curl_easy_setopt(handle, CURLOPT_CAINFO, link->ca_file);
    if (link->pin.set)
        pin_apply(&link->pin, handle);
    return handle;
}

static struct curl_slist *make_headers(const char *token, const char *first, const char *second)
{
    char line[256];
    struct curl_slist *headers = curl_slist_append(NULL, first);
    if (second)
        headers = curl_slist_append(headers, second);
    if (token) {
        snprintf(line, sizeof line, "Authorization: Bearer %s", token);
        headers = curl_slist_append(headers, line);
    }
    return headers;
}

static bool set_up(struct link *link, const char *token)
{
    char url[1024];
    link->feed_headers = make_headers(token, "Accept: text/event-stream", NULL);
    link->post_headers = make_headers(token, "Content-Type: application/json", "Expect:");
    link->multi = curl_multi_init();
    link->feed = make_handle(link, link->feed_headers);
    link->post = make_handle(link, link->post_headers);
    link->get = make_handle(link, link->post_headers);
    link->send = make_handle(link, NULL);
    link->sync = make_handle(link, link->post_headers);
    if (!link->multi || !link->feed || !link->post || !link->get || !link->send || !link->sync)
        return false;
    curl_easy_setopt(link->feed, CURLOPT_WRITEFUNCTION, on_feed_bytes);
    curl_easy_setopt(link->feed, CURLOPT_WRITEDATA, link);
    curl_easy_setopt(link->feed, CURLOPT_LOW_SPEED_LIMIT, 1L);
    curl_easy_setopt(link->feed, CURLOPT_LOW_SPEED_TIME, (long)SILENCE_S);
    snprintf(url, sizeof url, "%s/api/check-ins", link->server);
    curl_easy_setopt(link->post, CURLOPT_URL, url);
    curl_easy_setopt(link->post, CURLOPT_TIMEOUT, (long)ANSWER_S);
    curl_easy_setopt(link->post, CURLOPT_WRITEFUNCTION, on_body_bytes);
    curl_easy_setopt(link->post, CURLOPT_WRITEDATA, &link->answer);
    curl_easy_setopt(link->get, CURLOPT_TIMEOUT, (long)ANSWER_S);
    curl_easy_setopt(link->get, CURLOPT_WRITEFUNCTION, on_body_bytes);
    curl_easy_setopt(link->get, CURLOPT_WRITEDATA, &link->document);
    curl_easy_setopt(link->send, CURLOPT_TIMEOUT, (long)ANSWER_S);
    curl_easy_setopt(link->send, CURLOPT_WRITEFUNCTION, on_body_bytes);
    curl_easy_setopt(link->send, CURLOPT_WRITEDATA, &link->sent);
    curl_easy_setopt(link->sync, CURLOPT_TIMEOUT, (long)SYNC_S);
    curl_easy_setopt(link->sync, CURLOPT_WRITEFUNCTION, on_body_bytes);
    curl_easy_setopt(link->sync, CURLOPT_WRITEDATA, &link->synced);
    return true;
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
    if (!link->server || (options->token && !link->token) || !set_up(link, options->token)) {
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
    if (link->feed_running)
        curl_multi_remove_handle(link->multi, link->feed);
    if (link->post_running)
        curl_multi_remove_handle(link->multi, link->post);
    if (link->get_running)
        curl_multi_remove_handle(link->multi, link->get);
    if (link->send_running)
        curl_multi_remove_handle(link->multi, link->send);
    if (link->sync_running)
        curl_multi_remove_handle(link->multi, link->sync);
    curl_easy_cleanup(link->feed);
    curl_easy_cleanup(link->post);
    curl_easy_cleanup(link->get);
    curl_easy_cleanup(link->send);
    curl_easy_cleanup(link->sync);
    curl_multi_cleanup(link->multi);
    curl_slist_free_all(link->feed_headers);
    curl_slist_free_all(link->post_headers);
    curl_slist_free_all(link->send_headers);
    explicit_bzero(link->staff, sizeof link->staff);
    sse_clean_up(&link->sse);
    wipe_text(link->request);
    free(link->request);
    free(link->path);
    free(link->sync_path);
    free(link->sync_request);
    wipe_body(&link->synced);
    free(link->synced.bytes);
    wipe_body(&link->answer);
    wipe_body(&link->document);
    wipe_body(&link->sent);
    free(link->answer.bytes);
    free(link->document.bytes);
    free(link->sent.bytes);
    free(link->send_path);
    free(link->token);
    free(link->server);
    free(link->ca_file);
    free(link);
}

/* ---- the feed ---- */

static void start_feed(struct link *link)
{
    char url[1024];
    if (link->after >= 0)
        snprintf(url, sizeof url, "%s/api/feed?after=%lld", link->server, (long long)link->after);
    else
        snprintf(url, sizeof url, "%s/api/feed", link->server);
    sse_reset(&link->sse);
    curl_easy_setopt(link->feed, CURLOPT_URL, url);
    link->feed_running = curl_multi_add_handle(link->multi, link->feed) == CURLM_OK;
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

static void feed_ended(struct link *link)
{
    long status = 0;
    curl_easy_getinfo(link->feed, CURLINFO_RESPONSE_CODE, &status);
    curl_multi_remove_handle(link->multi, link->feed);
    link->feed_running = false;
    link->retry_at = clock_monotonic_ms() + link->retry_ms;
    link->retry_ms = link->retry_ms * 2 < RETRY_MS_MAX ? link->retry_ms * 2 : RETRY_MS_MAX;
    set_online(link, false);
    if (status == 401 && link->events.refused)
        link->events.refused(link->user);
}

/* ---- check-ins ---- */

void link_check_in(struct link *link, const char *json)
{
    wipe_text(link->request);
    free(link->request);
    link->request = strdup(json);
    wipe_body(&link->answer);
    curl_easy_setopt(link->post, CURLOPT_POSTFIELDS, link->request);
    link->post_running = curl_multi_add_handle(link->multi, link->post) == CURLM_OK;
}

bool link_is_busy(const struct link *link)
{
    return link->post_running;
}

void link_drop_check_in(struct link *link)
{
    if (link->post_running)
        curl_multi_remove_handle(link->multi, link->post);
    link->post_running = false;
    wipe_body(&link->answer);
}

static void post_ended(struct link *link, CURLcode result)
{
    long status = 0;
    if (result == CURLE_OK)
        curl_easy_getinfo(link->post, CURLINFO_RESPONSE_CODE, &status);
    curl_multi_remove_handle(link->multi, link->post);
    link->post_running = false;
    link->events.answer(status, link->answer.size ? link->answer.bytes : "", link->user);
    wipe_body(&link->answer);
}

/* ---- documents ---- */

void link_get(struct link *link, const char *path)
{
    char url[1024];
    if (link->get_running)
        curl_multi_remove_handle(link->multi, link->get);
    free(link->path);
    link->path = strdup(path);
    wipe_body(&link->document);
    snprintf(url, sizeof url, "%s%s", link->server, path);
    curl_easy_setopt(link->get, CURLOPT_URL, url);
    link->get_running = curl_multi_add_handle(link->multi, link->get) == CURLM_OK;
}

static void get_ended(struct link *link, CURLcode result)
{
    long status = 0;
    if (result == CURLE_OK)
        curl_easy_getinfo(link->get, CURLINFO_RESPONSE_CODE, &status);
    curl_multi_remove_handle(link->multi, link->get);
    link->get_running = false;
    if (link->events.document)
        link->events.document(link->path ? link->path : "", status,
                              link->document.size ? link->document.bytes : "", link->user);
    wipe_body(&link->document);
}

/* ---- what is sent ---- */

void link_show_staff(struct link *link, const char *proof)
{
    explicit_bzero(link->staff, sizeof link->staff);
    if (*proof)
        snprintf(link->staff, sizeof link->staff, "X-Parvis-Staff: %s", proof);
}

/* Headers of a request that is over: a proof may be in them. */
static void free_headers(struct curl_slist *headers)
{
    for (struct curl_slist *line = headers; line; line = line->next)
        wipe_text(line->data);
    curl_slist_free_all(headers);
}

void link_post(struct link *link, const char *path, const char *type, const void *bytes,
               size_t size)
{
    char url[1024], line[128];
    free(link->send_path);
    link->send_path = strdup(path);
    wipe_body(&link->sent);
    snprintf(url, sizeof url, "%s%s", link->server, path);
    snprintf(line, sizeof line, "Content-Type: %s", type);
    free_headers(link->send_headers);
    link->send_headers = make_headers(link->token, line, "Expect:");
    if (*link->staff)
        link->send_headers = curl_slist_append(link->send_headers, link->staff);
    link_show_staff(link, "");
    curl_easy_setopt(link->send, CURLOPT_HTTPHEADER, link->send_headers);
    curl_easy_setopt(link->send, CURLOPT_URL, url);
    curl_easy_setopt(link->send, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)size);
    curl_easy_setopt(link->send, CURLOPT_COPYPOSTFIELDS, bytes);
    link->send_running = curl_multi_add_handle(link->multi, link->send) == CURLM_OK;
}

bool link_is_posting(const struct link *link)
{
    return link->send_running;
}

bool link_is_impostor(const struct link *link)
{
    return link->pin.broken;
}

const uint8_t *link_key(const struct link *link)
{
    return link->pin.key_known ? link->pin.key : NULL;
}

static void send_ended(struct link *link, CURLcode result)
{
    long status = 0;
    if (result == CURLE_OK)
        curl_easy_getinfo(link->send, CURLINFO_RESPONSE_CODE, &status);
    curl_multi_remove_handle(link->multi, link->send);
    link->send_running = false;
    if (link->events.posted)
        link->events.posted(link->send_path ? link->send_path : "", status,
                            link->sent.size ? link->sent.bytes : "", link->user);
    wipe_body(&link->sent);
}

/* ---- the lane that nobody waits for ---- */

void link_sync(struct link *link, const char *path, const char *json)
{
    char url[1024];
    free(link->sync_path);
    free(link->sync_request);
    link->sync_path = strdup(path);
    link->sync_request = json ? strdup(json) : NULL;
    wipe_body(&link->synced);
    snprintf(url, sizeof url, "%s%s", link->server, path);
    curl_easy_setopt(link->sync, CURLOPT_URL, url);
    curl_easy_setopt(link->sync, CURLOPT_HTTPGET, 1L);
    if (link->sync_request)
        curl_easy_setopt(link->sync, CURLOPT_POSTFIELDS, link->sync_request);
    if (link->sync_request)
        curl_easy_setopt(link->sync, CURLOPT_POST, 1L);
    link->sync_running = curl_multi_add_handle(link->multi, link->sync) == CURLM_OK;
}

bool link_sync_is_busy(const struct link *link)
{
    return link->sync_running;
}

static void sync_ended(struct link *link, CURLcode result)
{
    long status = 0;
    if (result == CURLE_OK)
        curl_easy_getinfo(link->sync, CURLINFO_RESPONSE_CODE, &status);
    curl_multi_remove_handle(link->multi, link->sync);
    link->sync_running = false;
    if (link->events.synced)
        link->events.synced(link->sync_path ? link->sync_path : "", status,
                            link->synced.size ? link->synced.bytes : "", link->user);
    wipe_body(&link->synced);
}

/* ---- the loop's turn ---- */

static void collect_ends(struct link *link)
{
    CURLMsg *message;
    int left;
    while ((message = curl_multi_info_read(link->multi, &left))) {
        if (message->msg != CURLMSG_DONE)
            continue;
        CURLcode result = message->data.result;
        if (message->easy_handle == link->feed)
            feed_ended(link);
        else if (message->easy_handle == link->get)
            get_ended(link, result);
        else if (message->easy_handle == link->send)
            send_ended(link, result);
        else if (message->easy_handle == link->sync)
            sync_ended(link, result);
        else
            post_ended(link, result);
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
    if (link->following && !link->feed_running && clock_monotonic_ms() >= link->retry_at)
        start_feed(link);
    curl_multi_perform(link->multi, &running);
    collect_ends(link);
    curl_multi_poll(link->multi, inputs, count, wait_ms, NULL);
    curl_multi_perform(link->multi, &running);
    collect_ends(link);
}
