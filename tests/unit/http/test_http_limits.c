/* SPDX-License-Identifier: EUPL-1.2 */
/* Every bound of struct http_limits: sizes, counts, places, times. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "harness.h"
#include "parvis/clock.h"
#include "web.h"

#define HELLO "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n"

static struct web *web;
static struct answer answer;
static struct http_limits limits;

static void prepare(void)
{
    limits = web_limits();
}

static void start(void)
{
    web = web_start(&limits, NULL, NULL);
}

static void stop(void)
{
    web_end(web);
}

/* ---- a fair turn ---- */

#define PIPELINED 100

/* A hundred requests in one piece. */
static const char *pipelined(const char *request)
{
    static char text[16384];
    text[0] = '\0';
    for (int i = 0; i < PIPELINED; i++)
        strcat(text, request);
    return text;
}

/* Who asks once is answered between the requests of who asks a hundred times at once. */
START_TEST(pipelined_requests_wait_their_turn)
{
    start();
    int greedy = web_connect(web), modest = web_connect(web);
    static const char later[] = "GET /later HTTP/1.1\r\nHost: a\r\n\r\n";
    const char *many = pipelined(HELLO);
    /* Both are there before the loop turns. */
    ck_assert_int_eq(send(greedy, many, strlen(many), 0), (ssize_t)strlen(many));
    ck_assert_int_eq(send(modest, later, sizeof later - 1, 0), sizeof later - 1);
    while (!web->later)
        event_base_loop(web->base, EVLOOP_ONCE);
    ck_assert_uint_le(web->handled, 3 * limits.turn_requests_max + 1);
    http_respond(web->later, 200, "text/plain", "x", 1);
    for (int i = 0; i < PIPELINED; i++) {
        web_read(web, greedy, &answer, false);
        ck_assert_str_eq(answer.body, "hello");
    }
    close(greedy);
    close(modest);
    stop();
}
END_TEST

START_TEST(a_half_closed_client_gets_all_that_it_pipelined)
{
    start();
    int fd = web_connect(web);
    web_say(web, fd, pipelined(HELLO));
    shutdown(fd, SHUT_WR);
    for (int i = 0; i < PIPELINED; i++) {
        web_read(web, fd, &answer, false);
        ck_assert_str_eq(answer.body, "hello");
    }
    ck_assert(web_closes(web, fd, WEB_SOON_MS));
    close(fd);
    stop();
}
END_TEST

START_TEST(a_client_that_leaves_takes_its_waiting_requests_along)
{
    struct linger reset = {.l_onoff = 1, .l_linger = 0};
    start();
    int fd = web_connect(web);
    web_say(web, fd, pipelined(HELLO));
    setsockopt(fd, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
    close(fd);
    web_until(web, http_server_counters(web->server).connections_now == 0);
    stop();
}
END_TEST

/* The kernel holds little for a reader that does not read, so few answers are made for it: what was
 * made fits into both ends' buffers and the one answer that waits. */
START_TEST(who_reads_nothing_gets_little)
{
    static const char ask[] = "GET /document HTTP/1.1\r\nHost: a\r\n\r\n";
    int small = 4096;
    limits.write_ms_max = 10000;
    start();
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
    web_connect_socket(web, fd);
    web_say(web, fd, pipelined(ask));
    web_until(web, web->handled > 0);
    web_turn(web, 200);
    ck_assert_uint_lt(http_server_counters(web->server).bytes_out, 4 * limits.kernel_bytes_max);
    close(fd);
    stop();
}
END_TEST

/* ---- sizes ---- */

START_TEST(header_bytes)
{
    static char text[20000];
    start();
    int size = sprintf(text, "GET /hello HTTP/1.1\r\nHost: a\r\nX: ");
    memset(text + size, 'x', limits.header_bytes_max - (size_t)size - 4);
    strcpy(text + limits.header_bytes_max - 4, "\r\n\r\n");
    web_ask(web, text, &answer);
    ck_assert_int_eq(answer.status, 200); /* exactly the limit */
    strcpy(text + limits.header_bytes_max - 4, "x\r\n\r\n");
    web_ask(web, text, &answer);
    ck_assert_int_eq(answer.status, 431); /* one more */
    ck_assert(answer.closed);
    memset(text, 'x', sizeof text - 1);
    memcpy(text, "GET /", 5);
    web_ask(web, text, &answer);
    ck_assert_int_eq(answer.status, 414); /* not even one line */
    ck_assert(answer.closed);
    ck_assert_uint_eq(http_server_counters(web->server).refused_limits, 2);
    stop();
}
END_TEST

START_TEST(header_count)
{
    static char text[20000];
    start();
    for (size_t count = limits.headers_max; count <= limits.headers_max + 1; count++) {
        int size = sprintf(text, "GET /hello HTTP/1.1\r\nHost: a\r\n");
        for (size_t i = 1; i < count; i++)
            size += sprintf(text + size, "X: y\r\n");
        strcpy(text + size, "\r\n");
        web_ask(web, text, &answer);
        ck_assert_int_eq(answer.status, count == limits.headers_max ? 200 : 431);
    }
    stop();
}
END_TEST

START_TEST(target_length)
{
    static char text[20000];
    start();
    for (size_t length = limits.target_bytes_max; length <= limits.target_bytes_max + 1; length++) {
        int size = sprintf(text, "GET /hello?");
        memset(text + size, 'q', length - 7);
        strcpy(text + 4 + length, " HTTP/1.1\r\nHost: a\r\n\r\n");
        web_ask(web, text, &answer);
        ck_assert_int_eq(answer.status, length == limits.target_bytes_max ? 200 : 414);
    }
    stop();
}
END_TEST

/* A body over its route's size is refused on its announcement, before a byte of it is read. */
START_TEST(announced_body)
{
    start();
    web_ask(web, "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 4097\r\n\r\n", &answer);
    ck_assert_int_eq(answer.status, 413);
    ck_assert(answer.closed);
    ck_assert_uint_eq(web->handled, 0);
    stop();
}
END_TEST

START_TEST(chunked_body)
{
    static char text[20000];
    start();
    for (size_t length = 4096; length <= 4097; length++) {
        int size = sprintf(text,
                           "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                           "%zx\r\n",
                           length);
        memset(text + size, 'x', length);
        strcpy(text + size + length, "\r\n0\r\n\r\n");
        web_ask(web, text, &answer);
        ck_assert_int_eq(answer.status, length == 4096 ? 200 : 413);
        ck_assert_int_eq(answer.closed, length != 4096);
    }
    stop();
}
END_TEST

/* Chunk extensions are thrown away, but not without end. */
START_TEST(chunk_framing)
{
    static char text[65536];
    start();
    int size = sprintf(text, "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                             "1;");
    memset(text + size, 'x', sizeof text - (size_t)size - 1);
    web_ask(web, text, &answer);
    ck_assert_int_eq(answer.status, 400);
    ck_assert(answer.closed);
    stop();
}
END_TEST

/* A client that is refused in the middle of its upload still reads why. */
START_TEST(refusal_survives_an_upload)
{
    static char bytes[300000];
    start();
    memset(bytes, 'x', sizeof bytes);
    int fd = web_connect(web);
    web_say(web, fd, "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 300000\r\n\r\n");
    web_write(web, fd, bytes, sizeof bytes);
    web_read(web, fd, &answer, false);
    ck_assert_int_eq(answer.status, 413);
    ck_assert(web_closes(web, fd, WEB_SOON_MS));
    close(fd);
    stop();
}
END_TEST

/* ---- places ---- */

#define KNOWN "GET /hello HTTP/1.1\r\nHost: a\r\nX-Role: host\r\n\r\n"

/* Connects as a client that the authoriser knows. */
static int connect_known(void)
{
    int fd = web_connect(web);
    web_say(web, fd, KNOWN);
    web_read(web, fd, &answer, false);
    ck_assert_int_eq(answer.status, 200);
    return fd;
}

/* Whether the server still answers there. */
static void assert_answered(int fd)
{
    web_say(web, fd, HELLO);
    web_read(web, fd, &answer, false);
    ck_assert_int_eq(answer.status, 200);
}

START_TEST(connections_in_all)
{
    limits.connections_max = 2;
    start();
    int first = connect_known(), second = connect_known(), third = web_connect(web);
    web_read(web, third, &answer, false);
    ck_assert_int_eq(answer.status, 503);
    ck_assert_ptr_nonnull(web_header(&answer, "Retry-After"));
    ck_assert(web_closes(web, third, WEB_SOON_MS));
    close(second);
    web_until(web, http_server_counters(web->server).connections_now == 1);
    web_ask(web, HELLO, &answer); /* the place is free again */
    ck_assert_int_eq(answer.status, 200);
    close(first);
    close(third);
    stop();
}
END_TEST

START_TEST(connections_by_address)
{
    limits.connections_per_address_max = 2;
    start();
    int first = connect_known(), second = connect_known(), third = web_connect(web);
    web_read(web, third, &answer, false);
    ck_assert_int_eq(answer.status, 429);
    ck_assert(web_closes(web, third, WEB_SOON_MS));
    close(first);
    close(second);
    close(third);
    web_until(web, http_server_counters(web->server).connections_now == 0);
    web_ask(web, HELLO, &answer);
    ck_assert_int_eq(answer.status, 200);
    web_until(web, http_server_counters(web->server).connections_now == 0);
    stop();
}
END_TEST

/* Two places, in all or of one address: the stranger who was silent for longest gives way, and who
 * is known keeps theirs. */
static void assert_the_longest_idle_gives_way(void)
{
    start();
    int known = connect_known(), stranger = web_connect(web);
    int comer = web_connect(web);
    ck_assert(web_closes(web, stranger, WEB_SOON_MS));
    assert_answered(comer);
    assert_answered(known);
    ck_assert_uint_eq(http_server_counters(web->server).gave_way, 1);
    ck_assert_uint_eq(http_server_counters(web->server).refused_limits, 0);
    close(known);
    close(stranger);
    close(comer);
    stop();
}

START_TEST(the_longest_idle_stranger_gives_way)
{
    limits.connections_max = 2;
    assert_the_longest_idle_gives_way();
}
END_TEST

START_TEST(the_longest_idle_stranger_of_an_address_gives_way)
{
    limits.connections_per_address_max = 2;
    assert_the_longest_idle_gives_way();
}
END_TEST

/* Asking is a sign of life, half a request is none. */
START_TEST(who_asked_last_stays)
{
    limits.connections_max = 3;
    start();
    int slow = web_connect(web), first = web_connect(web), second = web_connect(web);
    assert_answered(first);
    web_say(web, slow, "GET /hello HTT");
    int comer = web_connect(web);
    ck_assert(web_closes(web, slow, WEB_SOON_MS));
    int next = web_connect(web);
    ck_assert(web_closes(web, second, WEB_SOON_MS));
    assert_answered(first);
    assert_answered(comer);
    assert_answered(next);
    int all[] = {slow, first, second, comer, next};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        close(all[i]);
    stop();
}
END_TEST

/* Whose request is with its handler does not give way. */
START_TEST(who_awaits_an_answer_stays)
{
    limits.connections_max = 1;
    start();
    int waiting = web_connect(web);
    web_say(web, waiting, "GET /later HTTP/1.1\r\nHost: a\r\n\r\n");
    web_until(web, web->later);
    int comer = web_connect(web);
    web_read(web, comer, &answer, false);
    ck_assert_int_eq(answer.status, 503);
    http_respond(web->later, 200, "text/plain", "x", 1);
    web_read(web, waiting, &answer, false);
    ck_assert_str_eq(answer.body, "x");
    close(waiting);
    close(comer);
    stop();
}
END_TEST

/* The wheel turns every 15 ms and the listener is tried again at most as often; turns of the loop
 * beyond these find nothing to do. */
static void ck_assert_nothing_spins(void)
{
    int busy = 0, turns = 0;
    int64_t from_us = clock_monotonic_us();
    for (int64_t until = web_now() + 200; web_now() < until; turns++) {
        event_base_get_max_events(web->base, EVENT_BASE_COUNT_ACTIVE, 1);
        web_turn(web, 0);
        busy += event_base_get_max_events(web->base, EVENT_BASE_COUNT_ACTIVE, 0) > 0;
    }
    int64_t wheel_turns = (clock_monotonic_us() - from_us) / 15000 + 1;
    ck_assert_msg(busy <= 2 * wheel_turns + 4, "%d of %d turns", busy, turns);
}

/* Without descriptors nobody is let in, nothing spins, and who waits gets in later. */
START_TEST(out_of_descriptors)
{
    struct rlimit old;
    start();
    int first = web_connect(web);
    int waiting = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    getrlimit(RLIMIT_NOFILE, &old);
    struct rlimit none = {.rlim_cur = (rlim_t)waiting + 1, .rlim_max = old.rlim_max};
    ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &none), 0);
    web_connect_socket(web, waiting);
    web_say(web, first, HELLO); /* who is in is served */
    web_read(web, first, &answer, false);
    ck_assert_int_eq(answer.status, 200);
    ck_assert_nothing_spins();
    ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &old), 0);
    web_turn(web, 100);
    web_say(web, waiting, HELLO);
    web_read(web, waiting, &answer, false);
    ck_assert_int_eq(answer.status, 200);
    close(first);
    close(waiting);
    stop();
}
END_TEST

/* ---- times ---- */

/* One byte each 20 ms: never idle, and yet over in request_ms_max. */
static int64_t trickle(int fd, const char *text)
{
    int64_t from = web_now();
    for (size_t i = 0; web_now() - from < 3000; i++) {
        char byte = text[i % strlen(text)];
        if (send(fd, &byte, 1, MSG_NOSIGNAL) < 0)
            break;
        web_turn(web, 20);
        if (recv(fd, &byte, 1, MSG_DONTWAIT | MSG_PEEK) >= 0)
            break;
    }
    return web_now() - from;
}

START_TEST(a_byte_at_a_time_in_the_head)
{
    start();
    int fd = web_connect(web);
    web_say(web, fd, "GET /hello HTTP/1.1\r\nHost: a\r\n");
    int64_t took = trickle(fd, "X: y\r\n");
    ck_assert_msg(took >= 200 && took < 2000, "%lld ms", (long long)took);
    web_read(web, fd, &answer, false);
    ck_assert_int_eq(answer.status, 408);
    ck_assert_uint_eq(http_server_counters(web->server).timed_out, 1);
    ck_assert(web_closes(web, fd, WEB_SOON_MS));
    close(fd);
    stop();
}
END_TEST

START_TEST(a_byte_at_a_time_in_the_body)
{
    start();
    int fd = web_connect(web);
    web_say(web, fd, "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 4000\r\n\r\n");
    int64_t took = trickle(fd, "x");
    ck_assert_msg(took >= 200 && took < 2000, "%lld ms", (long long)took);
    web_read(web, fd, &answer, false);
    ck_assert_int_eq(answer.status, 408);
    ck_assert_uint_eq(web->handled, 0);
    close(fd);
    stop();
}
END_TEST

/* Head and body share one limit: a slow head leaves the body less. */
START_TEST(head_and_body_share_the_time)
{
    limits.request_ms_max = 1200;
    start();
    int64_t from = web_now();
    int fd = web_connect(web);
    web_turn(web, 600);
    web_say(web, fd, "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n");
    web_read(web, fd, &answer, false);
    ck_assert_int_eq(answer.status, 408);
    ck_assert_int_lt(web_now() - from, 1700);
    close(fd);
    stop();
}
END_TEST

START_TEST(who_says_nothing_is_closed)
{
    start();
    int fd = web_connect(web);
    int64_t from = web_now();
    ck_assert(web_closes(web, fd, WEB_SOON_MS));
    int64_t took = web_now() - from;
    ck_assert_msg(took >= 250 && took < 2000, "%lld ms", (long long)took);
    close(fd);
    stop();
}
END_TEST

START_TEST(a_kept_connection_is_closed_when_idle)
{
    limits.request_ms_max = 5000;
    limits.idle_ms_max = 600;
    start();
    int fd = web_connect(web);
    for (int i = 0; i < 5; i++) { /* each request begins the idle time anew */
        web_say(web, fd, HELLO);
        web_read(web, fd, &answer, false);
        ck_assert_int_eq(answer.status, 200);
        web_turn(web, 200);
    }
    int64_t from = web_now();
    ck_assert(web_closes(web, fd, WEB_SOON_MS));
    ck_assert_int_lt(web_now() - from, 1500);
    ck_assert_uint_eq(http_server_counters(web->server).timed_out, 0);
    close(fd);
    stop();
}
END_TEST

START_TEST(an_answer_that_nobody_takes)
{
    start();
    int fd = web_connect(web);
    web_say(web, fd, "GET /big HTTP/1.1\r\nHost: a\r\n\r\n");
    web_turn(web, 900);
    ck_assert_uint_eq(http_server_counters(web->server).connections_now, 0);
    ck_assert_uint_eq(http_server_counters(web->server).timed_out, 1);
    close(fd);
    stop();
}
END_TEST

/* Slower in all than write_ms_max, but always taking some. */
START_TEST(an_answer_that_is_taken_slowly)
{
    static char bytes[200000];
    start();
    int fd = web_connect(web);
    web_say(web, fd, "GET /big HTTP/1.1\r\nHost: a\r\n\r\n");
    size_t size = 0;
    int64_t from = web_now();
    while (size < (8u << 20)) {
        ssize_t got = recv(fd, bytes, sizeof bytes, MSG_DONTWAIT);
        ck_assert_int_ne(got, 0);
        size += got > 0 ? (size_t)got : 0;
        web_turn(web, 15);
        ck_assert_int_lt(web_now() - from, 20000);
    }
    ck_assert_int_gt(web_now() - from, 500);
    close(fd);
    stop();
}
END_TEST

/* ---- the clean stop ---- */

static void note_stopped(void *data)
{
    ((struct web *)data)->stopped = true;
}

START_TEST(stopping_lets_answers_out)
{
    start();
    int idle = web_connect(web), waiting = web_connect(web), fresh = web_connect(web);
    web_say(web, idle, HELLO);
    web_read(web, idle, &answer, false);
    web_say(web, waiting, "GET /later HTTP/1.1\r\nHost: a\r\n\r\n");
    web_until(web, web->later);
    http_server_stop(web->server, note_stopped, web);
    ck_assert(web_closes(web, idle, WEB_SOON_MS));
    ck_assert(web_closes(web, fresh, WEB_SOON_MS));
    ck_assert(!web->stopped);
    http_respond(web->later, 200, "text/plain", "at last", 7);
    web_read(web, waiting, &answer, false);
    ck_assert_str_eq(answer.body, "at last");
    ck_assert_str_eq(web_header(&answer, "Connection"), "close");
    close(waiting);
    web_until(web, web->stopped);
    close(idle);
    close(fresh);
    stop();
}
END_TEST

START_TEST(stopping_an_empty_server)
{
    start();
    http_server_stop(web->server, note_stopped, web);
    web_until(web, web->stopped);
    stop();
}
END_TEST

/* A handler's request outlives its client; its answer goes nowhere. */
START_TEST(a_client_that_is_gone)
{
    start();
    int fd = web_connect(web);
    web_say(web, fd, "GET /later HTTP/1.1\r\nHost: a\r\n\r\n");
    web_until(web, web->later);
    struct linger reset = {.l_onoff = 1};
    setsockopt(fd, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
    close(fd);
    web_until(web, http_server_counters(web->server).connections_now == 0);
    ck_assert_str_eq(http_request_path(web->later), "/later");
    ck_assert_str_eq(http_request_address(web->later), "127.0.0.1");
    ck_assert_uint_eq(web->released, 0);
    http_refuse(web->later, 409, "conflict", "too late", NULL);
    ck_assert_uint_eq(web->released, 1);
    stop();
}
END_TEST

/* Who shuts its side after asking still gets the answer. */
START_TEST(a_half_closed_client)
{
    start();
    int fd = web_connect(web);
    web_say(web, fd, "GET /later HTTP/1.1\r\nHost: a\r\n\r\n" HELLO);
    shutdown(fd, SHUT_WR);
    web_until(web, web->later);
    http_respond(web->later, 200, "text/plain", "x", 1);
    web_read(web, fd, &answer, false);
    ck_assert_str_eq(answer.body, "x");
    web_read(web, fd, &answer, false);
    ck_assert_str_eq(answer.body, "hello");
    ck_assert(web_closes(web, fd, WEB_SOON_MS));
    close(fd);
    stop();
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("http limits");
    TCase *turns = tcase_create("turns");
    tcase_add_checked_fixture(turns, prepare, NULL);
    tcase_add_test(turns, pipelined_requests_wait_their_turn);
    tcase_add_test(turns, a_half_closed_client_gets_all_that_it_pipelined);
    tcase_add_test(turns, a_client_that_leaves_takes_its_waiting_requests_along);
    tcase_add_test(turns, who_reads_nothing_gets_little);
    suite_add_tcase(suite, turns);
    TCase *sizes = tcase_create("sizes");
    tcase_add_checked_fixture(sizes, prepare, NULL);
    tcase_add_test(sizes, header_bytes);
    tcase_add_test(sizes, header_count);
    tcase_add_test(sizes, target_length);
    tcase_add_test(sizes, announced_body);
    tcase_add_test(sizes, chunked_body);
    tcase_add_test(sizes, chunk_framing);
    tcase_add_test(sizes, refusal_survives_an_upload);
    suite_add_tcase(suite, sizes);
    TCase *places = tcase_create("places");
    tcase_add_checked_fixture(places, prepare, NULL);
    tcase_add_test(places, connections_in_all);
    tcase_add_test(places, connections_by_address);
    tcase_add_test(places, the_longest_idle_stranger_gives_way);
    tcase_add_test(places, the_longest_idle_stranger_of_an_address_gives_way);
    tcase_add_test(places, who_asked_last_stays);
    tcase_add_test(places, who_awaits_an_answer_stays);
    tcase_add_test(places, out_of_descriptors);
    suite_add_tcase(suite, places);
    TCase *times = tcase_create("times");
    tcase_add_checked_fixture(times, prepare, NULL);
    tcase_add_test(times, a_byte_at_a_time_in_the_head);
    tcase_add_test(times, a_byte_at_a_time_in_the_body);
    tcase_add_test(times, head_and_body_share_the_time);
    tcase_add_test(times, who_says_nothing_is_closed);
    tcase_add_test(times, a_kept_connection_is_closed_when_idle);
    tcase_add_test(times, an_answer_that_nobody_takes);
    tcase_add_test(times, an_answer_that_is_taken_slowly);
    suite_add_tcase(suite, times);
    TCase *ends = tcase_create("ends");
    tcase_add_checked_fixture(ends, prepare, NULL);
    tcase_add_test(ends, stopping_lets_answers_out);
    tcase_add_test(ends, stopping_an_empty_server);
    tcase_add_test(ends, a_client_that_is_gone);
    tcase_add_test(ends, a_half_closed_client);
    suite_add_tcase(suite, ends);
    return test_run(suite);
}
