/* SPDX-License-Identifier: EUPL-1.2 */
/* Event streams: what goes out, what ends them, what a slow reader costs. */
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "harness.h"
#include "web.h"

#define FEED "GET /feed HTTP/1.1\r\nHost: a\r\nAccept: text/event-stream\r\n\r\n"

static struct web *web;
static struct answer answer;
static struct http_limits limits;
static char text[1u << 20];

static void prepare(void)
{
    limits = web_limits();
    text[0] = '\0';
}

static void start(void)
{
    web = web_start(&limits, NULL, NULL);
}

static void stop(void)
{
    web_end(web);
}

static int follow(void)
{
    int fd = web_connect(web);
    web_say(web, fd, FEED);
    text[0] = '\0';
    ck_assert(web_read_until(web, fd, text, sizeof text, "\r\n\r\n", WEB_SOON_MS));
    return fd;
}

static void send_text(struct http_stream *stream, const char *bytes)
{
    struct http_blob *blob = http_blob_new(bytes, strlen(bytes));
    http_stream_send(stream, blob);
    http_blob_unref(blob);
}

START_TEST(events_arrive_at_once)
{
    start();
    int fd = follow();
    ck_assert_ptr_nonnull(strstr(text, "HTTP/1.1 200 OK\r\n"));
    ck_assert_ptr_nonnull(strstr(text, "Content-Type: text/event-stream\r\n"));
    ck_assert_ptr_nonnull(strstr(text, "Cache-Control: no-store\r\n"));
    ck_assert_ptr_nonnull(strstr(text, "Connection: close\r\n"));
    ck_assert_ptr_null(strstr(text, "Content-Length"));
    ck_assert_ptr_null(strstr(text, "Transfer-Encoding"));
    ck_assert_uint_eq(http_server_counters(web->server).streams_now, 1);
    text[0] = '\0';
    send_text(web->streams[0], "id: 1\ndata: a\n\n");
    send_text(web->streams[0], "id: 2\ndata: b\n\n");
    ck_assert(web_read_until(web, fd, text, sizeof text, "b\n\n", WEB_SOON_MS));
    ck_assert_str_eq(text, "id: 1\ndata: a\n\nid: 2\ndata: b\n\n");
    close(fd);
    web_until(web, web->end_count == 1);
    ck_assert_str_eq(web->ended[0], "closed");
    ck_assert_uint_eq(http_server_counters(web->server).streams_now, 0);
    stop();
}
END_TEST

/* No deadline of requests, idle connections or answers holds for a stream that is read. */
START_TEST(a_stream_outlives_every_limit)
{
    start();
    int fd = follow();
    for (int i = 0; i < 5; i++) {
        web_turn(web, 250);
        text[0] = '\0';
        send_text(web->streams[0], "data: still\n\n");
        ck_assert(web_read_until(web, fd, text, sizeof text, "still\n\n", WEB_SOON_MS));
    }
    ck_assert_uint_eq(web->end_count, 0);
    close(fd);
    stop();
}
END_TEST

START_TEST(input_closes_a_stream)
{
    start();
    int fd = follow();
    web_say(web, fd, "x");
    web_until(web, web->end_count == 1);
    ck_assert_str_eq(web->ended[0], "closed");
    ck_assert(web_closes(web, fd, WEB_SOON_MS));
    close(fd);
    stop();
}
END_TEST

START_TEST(a_request_after_a_stream_is_not_run)
{
    start();
    int fd = web_connect(web);
    web_say(web, fd, FEED "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n");
    ck_assert(web_closes(web, fd, WEB_SOON_MS));
    ck_assert_uint_eq(web->handled, 1);
    ck_assert_str_eq(web->ended[0], "closed");
    close(fd);
    stop();
}
END_TEST

/* Sends 1 KiB events until the stream ends; how many bytes it took in. */
static size_t flood(size_t max)
{
    static char event[1025];
    memset(event, 'x', 1024);
    memcpy(event, "data: ", 6);
    memcpy(event + 1022, "\n\n", 2);
    struct http_blob *blob = http_blob_new(event, 1024);
    size_t sent = 0;
    while (!web->end_count && sent < max) {
        http_stream_send(web->streams[0], blob);
        sent += 1024;
        if (sent % 65536 == 0)
            web_turn(web, 2);
    }
    http_blob_unref(blob);
    return sent;
}

START_TEST(a_reader_that_does_not_read_is_cut_at_the_cap)
{
    limits.stream_queue_ms_max = 60000;
    start();
    int fd = follow();
    int64_t from = web_now();
    size_t sent = flood(64u << 20);
    ck_assert_str_eq(web->ended[0], "too slow");
    ck_assert_uint_eq(http_server_counters(web->server).streams_cut, 1);
    ck_assert_msg(sent < 12u << 20, "%zu bytes went out", sent);
    ck_assert_int_lt(web_now() - from, 3000);
    /* its last words were not read either */
    web_until(web, http_server_counters(web->server).connections_now == 0);
    close(fd);
    stop();
}
END_TEST

START_TEST(a_cut_reader_that_wakes_up_is_told)
{
    static char all[16u << 20];
    limits.stream_queue_ms_max = 60000;
    start();
    int fd = follow();
    flood(64u << 20);
    ck_assert_str_eq(web->ended[0], "too slow");
    ck_assert(web_read_until(web, fd, all, sizeof all, NULL, WEB_SOON_MS));
    size_t size = strlen(all);
    ck_assert_str_eq(all + size - 28, "\n\nevent: too_slow\ndata: {}\n\n");
    close(fd);
    stop();
}
END_TEST

START_TEST(old_bytes_end_a_stream)
{
    limits.stream_queue_bytes_max = 64u << 20;
    start();
    int fd = follow();
    flood(4u << 20);
    ck_assert_uint_eq(web->end_count, 0);
    web_turn(web, 1000);
    ck_assert_str_eq(web->ended[0], "too old");
    close(fd);
    stop();
}
END_TEST

/* Behind all the time, but moving: each byte is out in time. */
START_TEST(a_slow_reader_that_moves_is_kept)
{
    static char bytes[400000], event[16385];
    limits.stream_queue_bytes_max = 64u << 20;
    start();
    int fd = follow();
    flood(8u << 20);
    memset(event, 'x', sizeof event - 1);
    int64_t from = web_now();
    while (web_now() - from < 1500) {
        if (recv(fd, bytes, sizeof bytes, MSG_DONTWAIT) > 0)
            send_text(web->streams[0], event);
        web_turn(web, 10);
        ck_assert_uint_eq(web->end_count, 0);
    }
    close(fd);
    stop();
}
END_TEST

START_TEST(places_for_streams_are_counted)
{
    limits.streams_max = 1;
    start();
    int fd = follow();
    web_ask(web, FEED, &answer);
    ck_assert_int_eq(answer.status, 503);
    ck_assert_ptr_nonnull(web_header(&answer, "Retry-After"));
    ck_assert(!answer.closed);
    close(fd);
    web_until(web, http_server_counters(web->server).streams_now == 0);
    fd = follow();
    close(fd);
    stop();
}
END_TEST

/* An eighth of the places is not for strangers. */
START_TEST(strangers_leave_places_for_known_streams)
{
    static const char known[] = "GET /feed HTTP/1.1\r\nHost: a\r\nX-Role: host\r\n\r\n";
    int fds[8];
    limits.streams_max = 8;
    start();
    for (int i = 0; i < 7; i++)
        fds[i] = follow();
    web_ask(web, FEED, &answer);
    ck_assert_int_eq(answer.status, 503);
    fds[7] = web_connect(web);
    web_say(web, fds[7], known);
    text[0] = '\0';
    ck_assert(web_read_until(web, fds[7], text, sizeof text, "\r\n\r\n", WEB_SOON_MS));
    ck_assert_ptr_nonnull(strstr(text, " 200 "));
    close(fds[0]);
    web_until(web, web->end_count > 0);
    fds[0] = follow(); /* a stranger's place is free again */
    for (int i = 0; i < 8; i++)
        close(fds[i]);
    stop();
}
END_TEST

START_TEST(closing_tells_the_owner_later)
{
    start();
    int fd = follow();
    struct http_stream *stream = web->streams[0];
    http_stream_close(stream);
    ck_assert_uint_eq(web->end_count, 0);
    send_text(stream, "data: nothing\n\n"); /* ended: goes nowhere */
    ck_assert(web_closes(web, fd, WEB_SOON_MS));
    web_turn(web, 5);
    ck_assert_uint_eq(web->end_count, 1);
    close(fd);
    stop();
}
END_TEST

static void note_stopped(void *data)
{
    ((struct web *)data)->stopped = true;
}

START_TEST(stopping_says_goodbye)
{
    start();
    int fd = follow();
    http_server_stop(web->server, note_stopped, web);
    ck_assert_uint_eq(web->end_count, 0);
    text[0] = '\0';
    ck_assert(web_read_until(web, fd, text, sizeof text, NULL, WEB_SOON_MS));
    ck_assert_str_eq(text, "event: goodbye\ndata: {}\n\n");
    web_until(web, web->end_count == 1);
    ck_assert_str_eq(web->ended[0], "stopping");
    close(fd);
    web_until(web, web->stopped);
    stop();
}
END_TEST

START_TEST(freeing_the_server_ends_its_streams)
{
    start();
    int fd = follow();
    http_server_free(web->server);
    web->server = NULL;
    ck_assert_uint_eq(web->end_count, 1);
    close(fd);
    stop();
}
END_TEST

START_TEST(head_of_a_stream)
{
    start();
    int fd = web_connect(web);
    web_say(web, fd, "HEAD /feed HTTP/1.1\r\nHost: a\r\n\r\n");
    web_read(web, fd, &answer, true);
    ck_assert_int_eq(answer.status, 200);
    ck_assert_str_eq(web_header(&answer, "Content-Type"), "text/event-stream");
    ck_assert_uint_eq(web->stream_count, 0);
    close(fd);
    stop();
}
END_TEST

/* Memory of our own (heap, libevent's included) for a stream that waits. */
START_TEST(an_idle_stream_is_small)
{
    int fds[WEB_STREAMS_MAX];
    start();
    fds[0] = follow();
    size_t before = mallinfo2().uordblks;
    for (size_t i = 1; i < WEB_STREAMS_MAX; i++)
        fds[i] = follow();
    size_t each = (mallinfo2().uordblks - before) / (WEB_STREAMS_MAX - 1);
    ck_assert_msg(each < 2048, "%zu bytes a stream", each);
    for (size_t i = 0; i < WEB_STREAMS_MAX; i++)
        close(fds[i]);
    web_until(web, web->end_count == WEB_STREAMS_MAX);
    stop();
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("http streams");
    TCase *streams = tcase_create("streams");
    tcase_add_checked_fixture(streams, prepare, NULL);
    tcase_add_test(streams, events_arrive_at_once);
    tcase_add_test(streams, a_stream_outlives_every_limit);
    tcase_add_test(streams, input_closes_a_stream);
    tcase_add_test(streams, a_request_after_a_stream_is_not_run);
    tcase_add_test(streams, places_for_streams_are_counted);
    tcase_add_test(streams, strangers_leave_places_for_known_streams);
    tcase_add_test(streams, closing_tells_the_owner_later);
    tcase_add_test(streams, stopping_says_goodbye);
    tcase_add_test(streams, freeing_the_server_ends_its_streams);
    tcase_add_test(streams, head_of_a_stream);
    tcase_add_test(streams, an_idle_stream_is_small);
    suite_add_tcase(suite, streams);
    TCase *slow = tcase_create("slow readers");
    tcase_add_checked_fixture(slow, prepare, NULL);
    tcase_add_test(slow, a_reader_that_does_not_read_is_cut_at_the_cap);
    tcase_add_test(slow, a_cut_reader_that_wakes_up_is_told);
    tcase_add_test(slow, old_bytes_end_a_stream);
    tcase_add_test(slow, a_slow_reader_that_moves_is_kept);
    suite_add_tcase(suite, slow);
    return test_run(suite);
}
