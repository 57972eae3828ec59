/* SPDX-License-Identifier: EUPL-1.2 */
/* Requests on kept connections. As fast as it goes, every client sends its next request when the
 * answer of the last is whole. Paced, a request is due at its own instant and its time counts from
 * there, so that a server that stalls cannot hide the wait of those who queue behind. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#include "load.h"

#define HEAD_MAX 4096
#define REQUEST_MAX 2048
#define BATCH 256

/* A badge, and which way it goes next: in, out, in, … so that every scan moves somebody. */
struct badge {
    const char *text; /* borrowed from the file's bytes */
    bool inside;
};

/* One kept connection. */
struct client {
    int fd;
    bool busy;      /* an answer is awaited */
    int64_t due_us; /* when the request in flight was due */
    char request[REQUEST_MAX];
    size_t request_size, sent;
    char answer[HEAD_MAX]; /* head, and the body's beginning */
    size_t answer_size;
    size_t body_left; /* bytes of the body still to come, once `in_body` */
    bool in_body;
    unsigned next_badge; /* of this client's share: index, index + clients, … */
};

struct work {
    const struct load_options *options;
    struct client *clients;
    struct badge *badges;
    size_t badge_count;
    char *badge_bytes;
    int epoll, timer;
    bool post;
    char prefix[17]; /* makes this run's scan ids its own */
    uint64_t scans, bytes, wrong_status, not_moved;
    uint64_t issued, answered;
    int64_t start_us, end_us;
    struct load_times times;
};

/* ---- what is asked ---- */

static void read_badges(struct work *work)
{
    size_t size, capacity = 0;
    work->badge_bytes = load_read_file(work->options->badges_path, &size);
    for (char *line = strtok(work->badge_bytes, "\n"); line; line = strtok(NULL, "\n")) {
        if (work->badge_count == capacity) {
            capacity = capacity ? capacity * 2 : 256;
            work->badges = realloc(work->badges, capacity * sizeof *work->badges);
            if (!work->badges)
                load_die("memory");
        }
        work->badges[work->badge_count++] = (struct badge){.text = line};
    }
    if (work->badge_count < work->options->clients) {
        fprintf(stderr, "load: fewer badges than clients\n");
        exit(1);
    }
}

static void write_post(struct work *work, struct client *client)
{
    struct timespec now;
    char body[1024];
    struct badge *badge = &work->badges[client->next_badge];
    client->next_badge += work->options->clients;
    if (client->next_badge >= work->badge_count)
        client->next_badge = (unsigned)(client - work->clients);
    clock_gettime(CLOCK_REALTIME, &now);
    long long at = (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000 + work->options->offset_ms;
    int size = snprintf(body, sizeof body,
                        "{\"scan_id\":\"%s-%012llu\",\"badge\":\"%s\",\"occurred_at\":%lld,"
                        "\"direction\":\"%s\"}",
                        work->prefix, (unsigned long long)work->scans++, badge->text, at,
                        badge->inside ? "out" : "in");
    badge->inside = !badge->inside;
    client->request_size = (size_t)snprintf(
        client->request, sizeof client->request,
        "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        "Authorization: Bearer %s\r\nContent-Length: %d\r\n\r\n%s",
        work->options->path, work->options->token ? work->options->token : "", size, body);
}

static void write_get(struct work *work, struct client *client)
{
    if (client->request_size)
        return; /* the same each time */
    client->request_size = (size_t)snprintf(
        client->request, sizeof client->request,
        "GET %s HTTP/1.1\r\nHost: localhost\r\n%s%s%s%s\r\n", work->options->path,
        work->options->gzip ? "Accept-Encoding: gzip\r\n" : "",
        work->options->token ? "Authorization: Bearer " : "",
        work->options->token ? work->options->token : "", work->options->token ? "\r\n" : "");
}

/* ---- sending ---- */

static void continue_sending(struct work *work, struct client *client)
{
    ssize_t sent = send(client->fd, client->request + client->sent,
                        client->request_size - client->sent, MSG_NOSIGNAL);
    if (sent < 0 && errno != EAGAIN && errno != ENOTCONN)
        load_die("send");
    if (sent > 0)
        client->sent += (size_t)sent;
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = client};
    if (client->sent < client->request_size)
        event.events |= EPOLLOUT;
    else if (sent == (ssize_t)client->request_size)
        return; /* at one go, as nearly always: the watch need not change */
    epoll_ctl(work->epoll, EPOLL_CTL_MOD, client->fd, &event);
}

static void start_request(struct work *work, struct client *client, int64_t due_us)
{
    if (work->post)
        write_post(work, client);
    else
        write_get(work, client);
    client->busy = true;
    client->due_us = due_us;
    client->sent = client->answer_size = 0;
    client->in_body = false;
    work->issued++;
    continue_sending(work, client);
}

/* ---- receiving ---- */

/* The body's length by the head's Content-Length; exits when there is none: no server here chunks.
 */
static size_t read_length(const char *head)
{
    const char *line = strcasestr(head, "\r\ncontent-length:");
    if (!line) {
        fprintf(stderr, "load: an answer without Content-Length:\n%.200s\n", head);
        exit(1);
    }
    return strtoul(line + sizeof "\r\ncontent-length:" - 1, NULL, 10);
}

/* Whether the scan moved somebody, which is what all servers are asked to do alike. */
static bool moved(const char *answer)
{
    return strstr(answer, "\"status\":\"admitted\"") || strstr(answer, "\"status\":\"returned\"") ||
           strstr(answer, "\"status\":\"left\"");
}

static void finish_answer(struct work *work, struct client *client)
{
    int64_t now = load_now_us();
    client->busy = false;
    work->answered++;
    client->answer[client->answer_size] = '\0';
    if (strncmp(client->answer, "HTTP/1.1 200", 12) != 0) {
        if (!work->wrong_status++)
            fprintf(stderr, "load: first wrong answer: %.300s\n", client->answer);
    } else if (work->post && !moved(client->answer)) {
        if (!work->not_moved++)
            fprintf(stderr, "load: first scan that moved nobody: %.900s\n", client->answer);
    }
    load_times_add(&work->times, now - client->due_us);
    if (work->options->rate == 0 && now < work->end_us)
        start_request(work, client, now);
}

/* Takes `size` bytes that were appended to the answer's buffer. */
static void take_head(struct work *work, struct client *client)
{
    client->answer[client->answer_size] = '\0';
    char *end = strstr(client->answer, "\r\n\r\n");
    if (!end) {
        if (client->answer_size >= HEAD_MAX - 1) {
            fprintf(stderr, "load: a head that does not end\n");
            exit(1);
        }
        return;
    }
    size_t have = client->answer_size - (size_t)(end + 4 - client->answer);
    size_t length = read_length(client->answer);
    client->in_body = true;
    client->body_left = length - have;
    if (client->body_left == 0)
        finish_answer(work, client);
}

static void receive(struct work *work, struct client *client)
{
    static char rest[65536];
    for (;;) {
        bool keep = client->answer_size < HEAD_MAX - 1;
        char *into = keep ? client->answer + client->answer_size : rest;
        size_t room = keep ? HEAD_MAX - 1 - client->answer_size : sizeof rest;
        ssize_t size = recv(client->fd, into, room, 0);
        if (size < 0 && errno == EAGAIN)
            return;
        if (size <= 0)
            load_die("the server closed a kept connection");
        work->bytes += (uint64_t)size;
        if (keep)
            client->answer_size += (size_t)size;
        if (!client->in_body) {
            take_head(work, client);
        } else {
            client->body_left -= (size_t)size;
            if (client->body_left == 0)
                finish_answer(work, client);
        }
        if (!client->busy || (size_t)size < room)
            return;
    }
}

/* ---- the run ---- */

static void open_clients(struct work *work)
{
    work->clients = calloc(work->options->clients, sizeof *work->clients);
    if (!work->clients)
        load_die("memory");
    for (unsigned i = 0; i < work->options->clients; i++) {
        struct client *client = &work->clients[i];
        client->fd = load_connect(work->options->port, 0);
        client->next_badge = i;
        struct epoll_event event = {.events = EPOLLIN, .data.ptr = client};
        if (epoll_ctl(work->epoll, EPOLL_CTL_ADD, client->fd, &event) < 0)
            load_die("epoll_ctl");
    }
}

static struct client *find_idle(struct work *work)
{
    for (unsigned i = 0; i < work->options->clients; i++)
        if (!work->clients[i].busy)
            return &work->clients[i];
    return NULL;
}

static int64_t due_at(const struct work *work, uint64_t index)
{
    return work->start_us + (int64_t)((double)index * 1e6 / work->options->rate);
}

/* Paced: starts what is due, and sets the alarm for the next. */
static void start_due(struct work *work)
{
    struct client *client;
    int64_t due;
    while ((due = due_at(work, work->issued)) <= load_now_us() && due < work->end_us &&
           (client = find_idle(work)))
        start_request(work, client, due);
    int64_t wait = due - load_now_us();
    if (wait < 1)
        wait = 1000; /* all are busy, or it is over: look again */
    struct itimerspec alarm = {.it_value = {wait / 1000000, wait % 1000000 * 1000}};
    timerfd_settime(work->timer, 0, &alarm, NULL);
}

static void take_events(struct work *work, int timeout_ms)
{
    uint64_t expirations;
    struct epoll_event events[BATCH];
    int count = epoll_wait(work->epoll, events, BATCH, timeout_ms);
    for (int i = 0; i < count; i++) {
        struct client *client = events[i].data.ptr;
        if (!client) {
            if (read(work->timer, &expirations, sizeof expirations) < 0 && errno != EAGAIN)
                load_die("timerfd");
            continue;
        }
        if (events[i].events & EPOLLOUT && client->busy)
            continue_sending(work, client);
        if (events[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR))
            receive(work, client);
    }
}

static void run(struct work *work)
{
    work->start_us = load_now_us();
    work->end_us = work->start_us + (int64_t)(work->options->seconds * 1e6);
    if (work->options->rate == 0)
        for (unsigned i = 0; i < work->options->clients; i++)
            start_request(work, &work->clients[i], load_now_us());
    while (load_now_us() < work->end_us || work->answered < work->issued) {
        if (work->options->rate > 0)
            start_due(work);
        take_events(work, 100);
        if (load_now_us() > work->end_us + 20000000) {
            fprintf(stderr, "load: answers are missing after 20 s\n");
            exit(1);
        }
    }
}

int load_requests(const struct load_options *options, bool post)
{
    struct work work = {.options = options, .post = post};
    uint64_t random;
    if (getrandom(&random, sizeof random, 0) != sizeof random)
        load_die("getrandom");
    snprintf(work.prefix, sizeof work.prefix, "%016llx", (unsigned long long)random);
    work.epoll = epoll_create1(EPOLL_CLOEXEC);
    work.timer = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = NULL};
    if (work.epoll < 0 || work.timer < 0 ||
        epoll_ctl(work.epoll, EPOLL_CTL_ADD, work.timer, &event) < 0)
        load_die("epoll");
    if (post)
        read_badges(&work);
    open_clients(&work);
    run(&work);
    double seconds = (double)(load_now_us() - work.start_us) / 1e6;
    printf(
        "{\"requests\":%llu,\"seconds\":%.3f,\"per_second\":%.1f,\"wrong\":%llu,\"not_moved\":%llu,"
        "\"bytes\":%llu,\"p50_ms\":%.3f,\"p90_ms\":%.3f,\"p99_ms\":%.3f,\"max_ms\":%.3f}\n",
        (unsigned long long)work.answered, seconds, (double)work.answered / seconds,
        (unsigned long long)work.wrong_status, (unsigned long long)work.not_moved,
        (unsigned long long)work.bytes, load_times_ms(&work.times, 0.5),
        load_times_ms(&work.times, 0.9), load_times_ms(&work.times, 0.99),
        load_times_ms(&work.times, 1));
    for (unsigned i = 0; i < options->clients; i++)
        close(work.clients[i].fd);
    free(work.clients);
    free(work.badges);
    free(work.badge_bytes);
    free(work.times.us);
    close(work.timer);
    close(work.epoll);
    return 0;
}
