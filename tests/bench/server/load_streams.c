/* SPDX-License-Identifier: EUPL-1.2 */
/* Many readers of an event stream in one process. Each reader's bytes pass a small line matcher
 * that counts whole events having a line with the marker; a change is timed from just before its
 * request is written to the moment when the last reader has the event's blank line. */
#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "load.h"

#define BATCH 512
#define IN_FLIGHT_MAX 128 /* connections being made at once: below any listen backlog */
#define OPEN_MS_MAX 60000
#define ROUND_MS_MAX 30000

enum reader_state { READER_CONNECTING, READER_ASKED, READER_OPEN, READER_GONE };

/* One stream. */
struct reader {
    int fd;
    uint8_t state;     /* enum reader_state */
    uint8_t matched;   /* characters of the marker that the line has so far; 255: not this line */
    bool line_empty;   /* nothing on the line yet */
    bool event_marked; /* a line of this event had the marker */
    unsigned events;   /* marked events that are whole */
};

struct crowd {
    const struct load_options *options;
    struct reader *readers;
    int epoll;
    size_t marker_size;
    unsigned open, gone, begun;
    unsigned target, reached;  /* events awaited of each reader; how many have them */
    int64_t first_us, last_us; /* of the present round */
    struct load_times *each;   /* when each reader got it, from the round's start; NULL: not now */
    int64_t round_us;          /* the round's start */
    uint64_t bytes;
};

/* ---- reading ---- */

static void end_event(struct crowd *crowd, struct reader *reader)
{
    if (!reader->event_marked)
        return;
    reader->event_marked = false;
    if (++reader->events != crowd->target)
        return;
    crowd->last_us = load_now_us();
    if (crowd->each)
        load_times_add(crowd->each, crowd->last_us - crowd->round_us);
    crowd->reached++;
}

static void take_byte(struct crowd *crowd, struct reader *reader, char byte)
{
    if (byte == '\r')
        return;
    if (byte == '\n') {
        if (reader->line_empty)
            end_event(crowd, reader);
        reader->line_empty = true;
        reader->matched = 0;
        return;
    }
    reader->line_empty = false;
    if (reader->matched == 255)
        return;
    if (crowd->options->marker[reader->matched] != byte) {
        reader->matched = 255;
    } else if (++reader->matched == crowd->marker_size) {
        reader->event_marked = true;
        reader->matched = 255;
    }
}

static void lose(struct crowd *crowd, struct reader *reader)
{
    if (reader->state == READER_OPEN)
        crowd->open--;
    reader->state = READER_GONE;
    crowd->gone++;
    close(reader->fd);
}

static void take_bytes(struct crowd *crowd, struct reader *reader, const char *bytes, size_t size)
{
    if (reader->state == READER_ASKED) {
        if (size < 12 || memcmp(bytes, "HTTP/1.1 200", 12) != 0) {
            fprintf(stderr, "load: no stream: %.*s\n", (int)(size < 200 ? size : 200), bytes);
            lose(crowd, reader);
            return;
        }
        reader->state = READER_OPEN;
        crowd->open++;
    }
    for (size_t i = 0; i < size;) {
        if (reader->matched == 255) { /* the rest of the line says nothing */
            const char *end = memchr(bytes + i, '\n', size - i);
            if (!end)
                return;
            i = (size_t)(end - bytes);
        }
        take_byte(crowd, reader, bytes[i++]);
    }
}

static void receive(struct crowd *crowd, struct reader *reader)
{
    static char bytes[65536];
    ssize_t size = recv(reader->fd, bytes, sizeof bytes, 0);
    if (size > 0) {
        crowd->bytes += (uint64_t)size;
        take_bytes(crowd, reader, bytes, (size_t)size);
    } else if (size == 0 || errno != EAGAIN) {
        lose(crowd, reader);
    }
}

/* ---- opening ---- */

static void begin_reader(struct crowd *crowd)
{
    struct reader *reader = &crowd->readers[crowd->begun];
    unsigned source = crowd->options->addresses ? 1 + crowd->begun % crowd->options->addresses : 0;
    crowd->begun++;
    reader->line_empty = true;
    reader->fd = load_connect(crowd->options->port, source);
    struct epoll_event event = {.events = EPOLLIN | EPOLLOUT, .data.ptr = reader};
    if (epoll_ctl(crowd->epoll, EPOLL_CTL_ADD, reader->fd, &event) < 0)
        load_die("epoll_ctl");
}

static void ask(struct crowd *crowd, struct reader *reader)
{
    char request[1024];
    const struct load_options *options = crowd->options;
    int size =
        snprintf(request, sizeof request,
                 "GET %s HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n%s%s%s\r\n",
                 options->path, options->token ? "Authorization: Bearer " : "",
                 options->token ? options->token : "", options->token ? "\r\n" : "");
    if (send(reader->fd, request, (size_t)size, MSG_NOSIGNAL) != size) {
        lose(crowd, reader);
        return;
    }
    reader->state = READER_ASKED;
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = reader};
    epoll_ctl(crowd->epoll, EPOLL_CTL_MOD, reader->fd, &event);
}

static void take_events(struct crowd *crowd, int timeout_ms)
{
    struct epoll_event events[BATCH];
    int count = epoll_wait(crowd->epoll, events, BATCH, timeout_ms);
    for (int i = 0; i < count; i++) {
        struct reader *reader = events[i].data.ptr;
        if (reader->state == READER_CONNECTING && events[i].events & EPOLLOUT)
            ask(crowd, reader);
        else if (reader->state != READER_GONE)
            receive(crowd, reader);
    }
}

static bool open_all(struct crowd *crowd)
{
    int64_t until = load_now_us() + OPEN_MS_MAX * 1000LL;
    unsigned wanted = crowd->options->clients;
    while (crowd->open + crowd->gone < wanted && load_now_us() < until) {
        while (crowd->begun < wanted && crowd->begun - crowd->open - crowd->gone < IN_FLIGHT_MAX)
            begin_reader(crowd);
        take_events(crowd, 100);
    }
    return crowd->open == wanted;
}

/* Reads what still comes (snapshots, greetings) until nothing did for `quiet_ms`. */
static void settle(struct crowd *crowd, int64_t quiet_ms)
{
    int64_t last_us = load_now_us();
    uint64_t bytes = crowd->bytes;
    while (load_now_us() - last_us < quiet_ms * 1000) {
        take_events(crowd, 20);
        if (crowd->bytes != bytes) {
            bytes = crowd->bytes;
            last_us = load_now_us();
        }
    }
}

/* ---- holding, timing ---- */

static bool input_ended(void)
{
    char byte;
    struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
    return poll(&input, 1, 0) > 0 && read(STDIN_FILENO, &byte, 1) <= 0;
}

static void print_opened(const struct crowd *crowd, double seconds)
{
    printf("{\"open\":%u,\"gone\":%u,\"seconds\":%.3f}\n", crowd->open, crowd->gone, seconds);
    fflush(stdout);
}

static int hold(struct crowd *crowd)
{
    while (!input_ended())
        take_events(crowd, 200);
    printf("{\"open\":%u,\"gone\":%u,\"bytes\":%llu}\n", crowd->open, crowd->gone,
           (unsigned long long)crowd->bytes);
    return crowd->gone ? 1 : 0;
}

/* Sends the change; its answer is read between the rounds. */
static void publish(int fd, const char *request, size_t size)
{
    static char answer[65536];
    while (recv(fd, answer, sizeof answer, 0) > 0)
        ;
    if (send(fd, request, size, MSG_NOSIGNAL) != (ssize_t)size)
        load_die("publishing");
}

/* The event counts of readers differ at the start; all shall have one more. */
static void begin_round(struct crowd *crowd, struct load_times *each)
{
    for (unsigned i = 0; i < crowd->options->clients; i++)
        crowd->readers[i].events = 0;
    crowd->target = 1;
    crowd->reached = 0;
    crowd->each = each;
    crowd->round_us = load_now_us();
}

static int time_changes(struct crowd *crowd)
{
    size_t size;
    struct load_times each = {0}, last = {0};
    char *request = load_read_file(crowd->options->publish_path, &size);
    uint16_t port = crowd->options->publish_port;
    int fd = load_connect(port ? port : crowd->options->port, 0);
    settle(crowd, 300);
    for (unsigned round = 0; round < crowd->options->rounds; round++) {
        begin_round(crowd, &each);
        publish(fd, request, size);
        int64_t until = crowd->round_us + ROUND_MS_MAX * 1000LL;
        while (crowd->reached < crowd->open && load_now_us() < until)
            take_events(crowd, 100);
        if (crowd->reached < crowd->open) {
            fprintf(stderr, "load: %u of %u readers got change %u\n", crowd->reached, crowd->open,
                    round);
            return 1;
        }
        load_times_add(&last, crowd->last_us - crowd->round_us);
        crowd->each = NULL;
        settle(crowd, crowd->options->interval_ms);
    }
    printf("{\"open\":%u,\"gone\":%u,\"rounds\":%zu,\"last_p50_ms\":%.3f,\"last_max_ms\":%.3f,"
           "\"each_p50_ms\":%.3f,\"each_p99_ms\":%.3f,\"bytes\":%llu}\n",
           crowd->open, crowd->gone, last.count, load_times_ms(&last, 0.5), load_times_ms(&last, 1),
           load_times_ms(&each, 0.5), load_times_ms(&each, 0.99), (unsigned long long)crowd->bytes);
    close(fd);
    free(request);
    free(each.us);
    free(last.us);
    return crowd->gone ? 1 : 0;
}

int load_streams(const struct load_options *options)
{
    struct crowd crowd = {.options = options, .marker_size = strlen(options->marker)};
    int64_t start_us = load_now_us();
    crowd.readers = calloc(options->clients, sizeof *crowd.readers);
    crowd.epoll = epoll_create1(EPOLL_CLOEXEC);
    if (!crowd.readers || crowd.epoll < 0)
        load_die("epoll");
    bool all = open_all(&crowd);
    print_opened(&crowd, (double)(load_now_us() - start_us) / 1e6);
    int status = !all ? 1 : options->publish_path ? time_changes(&crowd) : hold(&crowd);
    for (unsigned i = 0; i < crowd.begun; i++)
        if (crowd.readers[i].state != READER_GONE)
            close(crowd.readers[i].fd);
    free(crowd.readers);
    close(crowd.epoll);
    return status;
}
