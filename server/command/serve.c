/* SPDX-License-Identifier: EUPL-1.2 */
/* parvis serve: makes the server's parts in order, runs the loop, destroys them in reverse. */
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <signal.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include <event2/event.h>

#include "api.h"
#include "attempts.h"
#include "badge_key.h"
#include "command.h"
#include "event_clock.h"
#include "export.h"
#include "kiosk_reports.h"
#include "kiosk_watch.h"
#include "parvis/clock.h"
#include "parvis/log.h"
#include "parvis/notify.h"
#include "planning.h"
#include "rights.h"
#include "serving.h"
#include "staff_proof.h"
#include "store_verify.h"
#include "workers.h"

#define PORT_DEFAULT 8017
/* Deadlines and the writer's word come before requests and streams (http.h). */
#define PRIORITIES 2
/* A stop that takes longer is ended by force: the unit's own time-out is longer still. */
#define STOP_MS 5000

struct serve_options {
    const char *directory, *address, *certificate, *key, *at;
    long port;
    long connections, per_address;
    bool as_if_today;
    bool plain_http; /* asked for explicitly: no TLS beyond this machine */
};

struct serve {
    const struct serve_options *options;
    struct event_base *base;
    struct store *store; /* the loading connection; closed once the model is full */
    struct api api;
    struct event *on_term, *on_int, *on_hup, *each_second;
    int64_t stop_at;    /* monotonic ms; 0: not stopping */
    int64_t clock_step; /* that was told last */
    int result;
};

/* ---- the loop's callbacks ---- */

/* A change that the model cannot apply is not published: the documents would differ from the
 * log. */
static enum parvis_status changes_durable(const struct store_change_list *changes, void *data)
{
    struct serve *serve = data;
    for (size_t i = 0; i < changes->count; i++) {
        /* Before the model applies it: the feed must see the old row, to tell readers that lose it
         * that it is gone. */
        feed_frame(serve->api.feed, &changes->items[i]);
        enum parvis_status status = model_apply(serve->api.model, &changes->items[i]);
        if (status == PARVIS_OK)
            continue;
        log_error("serve", "change %lld of %s %lld does not fit the read model (%s)",
                  (long long)changes->items[i].seq, changes->items[i].kind,
                  (long long)changes->items[i].id, parvis_status_name(status));
        return status;
    }
    feed_publish(serve->api.feed);
    api_mine_nudge(&serve->api, changes);
    exports_note(serve->api.exports, changes);
    kiosk_watch(&serve->api, changes);
    return PARVIS_OK;
}

static void server_stopped(void *data)
{
    struct serve *serve = data;
    event_base_loopbreak(serve->base);
}

static void stop(struct serve *serve)
{
    if (serve->api.stopping)
        return;
    serve->api.stopping = true;
    serve->stop_at = clock_monotonic_ms() + STOP_MS;
    worker_free(serve->api.errands);
    planning_stop(serve->api.planning);
    notify_service_manager("STOPPING=1");
    log_info("serve", "stopping");
    http_server_stop(serve->api.http, server_stopped, serve);
}

/* After a failed fsync the disk's content is unknown, and a model that differs from the log is
 * wrong: logs it and stops, so that the restart checks the database and reads it anew. */
static void commit_failed(enum parvis_status status, void *data)
{
    struct serve *serve = data;
    log_error("serve", "a commit failed (%s): nothing more is acknowledged",
              parvis_status_name(status));
    serve->api.broken = true;
    serve->result = 1;
    stop(serve);
}

static void on_stop_signal(evutil_socket_t signal_number, short what, void *data)
{
    (void)signal_number;
    (void)what;
    stop(data);
}

/* For the commands of this machine; a server that cannot say it serves all the same. */
static void tell_commands(const struct serve *serve)
{
    const char *directory = command_directory(serve->options->directory);
    struct serving serving = {.port = http_server_port(serve->api.http),
                              .clock_offset_ms = clock_event_ms() - clock_wall_ms()};
    snprintf(serving.address, sizeof serving.address, "%s", serve->options->address);
    serving.tls = http_server_fingerprint(serve->api.http, serving.fingerprint);
    if (serving_write(directory, &serving) != PARVIS_OK)
        log_warning("serve", "pairing codes need --server");
}

static void on_hangup(evutil_socket_t signal_number, short what, void *data)
{
    struct serve *serve = data;
    (void)signal_number;
    (void)what;
    enum parvis_status status = http_server_reload_tls(serve->api.http);
    log_info("serve", "certificate read again: %s", parvis_status_name(status));
    tell_commands(serve);
}

/* Setting the machine's clock does not move the day; the hosts see the step in /api/status. */
static void watch_clock(struct serve *serve)
{
    int64_t step = event_clock_step();
    if (llabs(step - serve->clock_step) < EVENT_CLOCK_STEP_MS)
        return;
    serve->clock_step = step;
    if (step)
        log_warning("serve",
                    "the machine's clock was set by %lld s: the event's clock goes on as before",
                    (long long)(step / 1000));
    tell_commands(serve);
}

static void on_second(evutil_socket_t fd, short what, void *data)
{
    struct serve *serve = data;
    (void)fd;
    (void)what;
    /* A client that takes nothing, or a handler that never answers, must not keep the unit from
     * ending. */
    if (serve->stop_at && clock_monotonic_ms() > serve->stop_at)
        event_base_loopbreak(serve->base);
    else if (!serve->api.stopping && !serve->api.broken) {
        api_day_tick(&serve->api);
        api_requests_tick(&serve->api);
    }
    watch_clock(serve);
    notify_watchdog();
}

/* ---- making the parts ---- */

/* --at: the event's clock starts there. --as-if-today: the event's day, this hour. */
static enum parvis_status set_clock(const struct serve_options *options,
                                    const struct store_edition *edition)
{
    int64_t wanted = clock_real_ms();
    char local[20], time[9];
    if (options->as_if_today) {
        clock_format_local(wanted, local);
        memcpy(time, local + 11, 9);
        if (clock_parse_local(edition->date, time, &wanted) != PARVIS_OK)
            return PARVIS_INVALID;
    } else if (options->at && clock_parse_instant(options->at, &wanted) != PARVIS_OK) {
        return PARVIS_INVALID;
    }
    clock_set_offset(wanted - clock_real_ms());
    return PARVIS_OK;
}

/* Each connection takes a descriptor; the usual soft limit of 1,024 would be met at the door. */
static void raise_descriptors(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < limit.rlim_max) {
        limit.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_NOFILE, &limit);
    }
}

/* The exports tell what changed lately: out of the log's end. */
static enum parvis_status load_exports(struct serve *serve)
{
    struct store_change_list recent = {0};
    int64_t after = store_last_seq(serve->store) - EXPORTS_RECENT_MAX;
    enum parvis_status status =
        store_changes_after(serve->store, after > 0 ? after : 0, EXPORTS_RECENT_MAX, &recent);
    if (status == PARVIS_OK) {
        serve->api.exports = exports_new(serve->api.model, &recent);
        status = serve->api.exports ? PARVIS_OK : PARVIS_NO_MEMORY;
    }
    store_changes_clear(&recent);
    return status;
}

static enum parvis_status load(struct serve *serve)
{
    const char *directory = command_directory(serve->options->directory);
    struct store_edition edition;
    enum parvis_status status = store_edition_get(serve->store, &edition);
    if (status != PARVIS_OK)
        return status;
    if (!badge_key_load(directory, &edition, serve->api.secret_key))
        return PARVIS_INVALID;
    event_clock_start(directory);
    status = set_clock(serve->options, &edition);
    if (status != PARVIS_OK) {
        command_fail("command.serve.bad_time", "value",
                     serve->options->at ? serve->options->at : "", NULL);
        return status;
    }
    status = model_new(&serve->api.model);
    if (status == PARVIS_OK)
        status = model_load(serve->api.model, serve->store);
    if (status == PARVIS_OK)
        status = load_exports(serve);
    return status;
}

static enum parvis_status listen_on(struct serve *serve)
{
    const struct serve_options *options = serve->options;
    struct http_limits limits = http_limits_default();
    if (options->connections) {
        limits.connections_max = (size_t)options->connections;
        /* Any connection may be a stream: raising the one limit raises both. */
        limits.streams_max = (size_t)options->connections;
    }
    if (options->per_address)
        limits.connections_per_address_max = (size_t)options->per_address;
    serve->api.http = http_server_new(serve->base, &limits, api_routes, api_route_count,
                                      api_authorise, &serve->api);
    if (!serve->api.http)
        return PARVIS_NO_MEMORY;
    enum parvis_status status =
        http_server_listen(serve->api.http, options->address, (uint16_t)options->port,
                           options->certificate, options->key);
    if (status == PARVIS_INVALID) {
        command_fail("command.serve.no_certificate", "certificate", options->certificate, "key",
                     options->key, NULL);
    } else if (status != PARVIS_OK) {
        char port[16];
        snprintf(port, sizeof port, "%ld", options->port);
        command_fail("command.serve.no_port", "address", options->address, "port", port, NULL);
    }
    return status;
}

static enum parvis_status watch_signals(struct serve *serve)
{
    struct timeval second = {.tv_sec = 1};
    serve->on_term = evsignal_new(serve->base, SIGTERM, on_stop_signal, serve);
    serve->on_int = evsignal_new(serve->base, SIGINT, on_stop_signal, serve);
    serve->on_hup = evsignal_new(serve->base, SIGHUP, on_hangup, serve);
    serve->each_second = event_new(serve->base, -1, EV_PERSIST, on_second, serve);
    if (!serve->on_term || !serve->on_int || !serve->on_hup || !serve->each_second ||
        event_add(serve->on_term, NULL) != 0 || event_add(serve->on_int, NULL) != 0 ||
        event_add(serve->on_hup, NULL) != 0 || event_add(serve->each_second, &second) != 0)
        return PARVIS_NO_MEMORY;
    return PARVIS_OK;
}

static enum parvis_status make_parts(struct serve *serve)
{
    const char *directory = command_directory(serve->options->directory);
    serve->base = event_base_new();
    if (!serve->base || event_base_priority_init(serve->base, PRIORITIES) != 0)
        return PARVIS_NO_MEMORY;
    enum parvis_status status = load(serve);
    if (status != PARVIS_OK)
        return status;
    /* Nobody needs it any more: the writer and the readers open connections of their own. */
    store_close(serve->store);
    serve->store = NULL;
    serve->api.base = serve->base;
    serve->api.directory = directory;
    serve->api.attempts = attempts_new();
    serve->api.kiosks = kiosks_new();
    serve->api.staff = staff_proofs_new();
    status = serve->api.attempts && serve->api.kiosks && serve->api.staff
                 ? api_workers_new(serve->base, &serve->api.workers)
                 : PARVIS_NO_MEMORY;
    if (status == PARVIS_OK)
        status = api_workers_new(serve->base, &serve->api.readers);
    if (status == PARVIS_OK)
        status = api_workers_new(serve->base, &serve->api.planners);
    if (status == PARVIS_OK)
        status = api_workers_new(serve->base, &serve->api.errands);
    if (status == PARVIS_OK)
        status = planning_new(&serve->api.planning);
    if (status == PARVIS_OK)
        status =
            feed_new(serve->base, serve->api.model, rights_judge, &serve->api, &serve->api.feed);
    if (status == PARVIS_OK)
        status = commit_new(serve->base, directory, model_seq(serve->api.model), changes_durable,
                            commit_failed, serve, &serve->api.commit);
    if (status == PARVIS_OK)
        status = watch_signals(serve);
    if (status == PARVIS_OK)
        status = listen_on(serve); /* last: clients that connect are served from now on */
    return status;
}

static void free_parts(struct serve *serve)
{
    worker_free(serve->api.workers); /* may still submit a session */
    worker_free(serve->api.readers);
    planning_stop(serve->api.planning);
    worker_free(serve->api.planners);
    commit_free(serve->api.commit); /* answers what is durable */
    http_server_free(serve->api.http);
    planning_free(serve->api.planning);
    feed_free(serve->api.feed);
    attempts_free(serve->api.attempts);
    exports_free(serve->api.exports);
    kiosks_free(serve->api.kiosks);
    staff_proofs_free(serve->api.staff);
    model_free(serve->api.model);
    struct event *events[] = {serve->on_term, serve->on_int, serve->on_hup, serve->each_second};
    for (size_t i = 0; i < sizeof events / sizeof *events; i++)
        if (events[i])
            event_free(events[i]);
    if (serve->base) {
        /* A connection that was freed with a call of libevent's on its way (a handshake under way)
         * is given back by that call alone: the loop turns once more, with no event of ours. */
        (void)event_base_loop(serve->base, EVLOOP_NONBLOCK);
        event_base_free(serve->base);
    }
    store_close(serve->store);
    sodium_memzero(serve->api.secret_key, sizeof serve->api.secret_key);
}

/* Two servers would each call the meetings and take the other's changes for another program's. */
static int refuse_second(const char *directory, enum parvis_status status)
{
    struct serving other;
    char url[128] = "";
    if (status != PARVIS_BUSY)
        return command_failed(status);
    if (serving_read(directory, &other) == PARVIS_OK)
        serving_url(&other, url);
    return command_fail("command.serve.already", "directory", directory, "url", url, NULL);
}

/* A damaged page might first be read at ten o'clock, at the door: checks the whole file now. */
static enum parvis_status check_file(struct store *store)
{
    char fault[STORE_FAULT_CHARS + 1];
    enum parvis_status status = store_check_file(store, fault);
    if (status != PARVIS_OK)
        log_error("serve", "the database file: %s", *fault ? fault : parvis_status_name(status));
    return status;
}

static int run(const struct serve_options *options)
{
    struct serve serve = {.options = options};
    const char *directory = command_directory(options->directory);
    serve.store = command_open(directory);
    if (!serve.store)
        return 1;
    enum parvis_status status = serving_hold(directory);
    if (status != PARVIS_OK) {
        store_close(serve.store);
        return refuse_second(directory, status);
    }
    raise_descriptors();
    status = check_file(serve.store);
    if (status != PARVIS_OK) {
        store_close(serve.store);
        return command_fail("command.corrupt", "directory", directory, NULL);
    }
    status = make_parts(&serve);
    if (status == PARVIS_OK) {
        char port[16];
        tell_commands(&serve);
        snprintf(port, sizeof port, "%u", (unsigned)http_server_port(serve.api.http));
        command_say(stdout, "command.serve.ready", "scheme",
                    options->certificate ? "https" : "http", "address", options->address, "port",
                    port, NULL);
        if (options->plain_http)
            command_say(stderr, "command.serve.plain_warning", NULL);
        /* Flushed, since the parent may read the address from a pipe. */
        fflush(stdout);
        notify_service_manager("READY=1");
        event_base_dispatch(serve.base);
        serving_remove(directory);
        log_info("serve", "stopped");
    } else {
        serve.result = 1;
    }
    free_parts(&serve);
    return serve.result;
}

/* ---- options ---- */

/* Takes one option; false: it is misused. */
static bool take_option(struct serve_options *options, int option)
{
    switch (option) {
    case 'd':
        options->directory = optarg;
        return true;
    case 'l':
        options->address = optarg;
        return true;
    case 'p':
        return command_number(optarg, 0, 65535, &options->port);
    case 'c':
        options->certificate = optarg;
        return true;
    case 'k':
        options->key = optarg;
        return true;
    case 'a':
        options->at = optarg;
        return true;
    case 't':
        options->as_if_today = true;
        return true;
    case 'n':
        return command_number(optarg, 1, 1000000, &options->connections);
    case 'o':
        return command_number(optarg, 1, 1000000, &options->per_address);
    case 'H':
        options->plain_http = true;
        return true;
    case 'v':
        log_set_level(LOG_LEVEL_DEBUG);
        return true;
    default:
        return false;
    }
}

/* Beyond this machine TLS is required, with the given certificate or the folder's own, unless the
 * operator explicitly asks for plain HTTP. */
static bool take_way(struct serve_options *options, const struct serving_files *own)
{
    if (options->certificate || options->plain_http || serving_is_loopback(options->address))
        return true;
    if (access(own->certificate, R_OK) != 0)
        return false;
    options->certificate = own->certificate;
    options->key = own->key;
    return true;
}

int command_serve(int argc, char **argv)
{
    static const struct option longs[] = {
        {"data", required_argument, NULL, 'd'},
        {"listen", required_argument, NULL, 'l'},
        {"port", required_argument, NULL, 'p'},
        {"certificate", required_argument, NULL, 'c'},
        {"key", required_argument, NULL, 'k'},
        {"at", required_argument, NULL, 'a'},
        {"as-if-today", no_argument, NULL, 't'},
        {"plain-http", no_argument, NULL, 'H'},
        {"connections", required_argument, NULL, 'n'},
        {"connections-per-address", required_argument, NULL, 'o'},
        {"verbose", no_argument, NULL, 'v'},
        {"help", no_argument, NULL, 'h'},
        {NULL, 0, NULL, 0},
    };
    struct serve_options options = {.address = "127.0.0.1", .port = PORT_DEFAULT};
    for (int option; (option = command_option(argc, argv, longs)) != -1;) {
        if (option == 'h')
            return command_help("serve");
        if (!take_option(&options, option))
            return command_misused("serve");
    }
    if (optind != argc || !options.certificate != !options.key ||
        (options.at && options.as_if_today) || (options.plain_http && options.certificate))
        return command_misused("serve");
    struct serving_files own;
    serving_own_files(command_directory(options.directory), &own);
    if (!take_way(&options, &own))
        return command_fail("command.serve.plain", "address", options.address, NULL);
    return run(&options);
}
