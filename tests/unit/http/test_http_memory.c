/* SPDX-License-Identifier: EUPL-1.2 */
/* Lack of memory at every place where the HTTP server asks for some: the n-th allocation of a story
 * fails, for each n, until the story passes. Nothing crashes, nothing leaks (the sanitizer sees),
 * and afterwards the server serves as before. Linked with --wrap for malloc, calloc, realloc. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "harness.h"
#include "web.h"

static long until_failure = -1; /* allocations left before one fails; -1: none will */
static bool failed;
static bool making; /* counts now; else only while the loop turns: Check allocates too */
static struct web *web;
static struct answer answer;

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);

static bool fails_now(void)
{
    if ((!making && !(web && web->turning)) || until_failure < 0 || until_failure-- > 0)
        return false;
    failed = true;
    return true;
}

void *__wrap_malloc(size_t size)
{
    return fails_now() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
    return fails_now() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *old, size_t size)
{
    return fails_now() ? NULL : __real_realloc(old, size);
}

static void arm(long n)
{
    failed = false;
    until_failure = n;
}

static void disarm(void)
{
    until_failure = -1;
}

/* ---- requests ---- */

static void say_and_read(const char *text)
{
    char bytes[4096];
    int64_t until = web_now() + 300;
    int fd = web_connect(web);
    web_say(web, fd, text);
    while (web_now() < until && recv(fd, bytes, sizeof bytes, MSG_DONTWAIT) < 0)
        web_turn(web, 0);
    close(fd);
    web_turn(web, 1);
}

static void story(void)
{
    static char long_head[6000], long_path[1500];
    int size = sprintf(long_head, "GET /document HTTP/1.1\r\nHost: a\r\nX: ");
    memset(long_head + size, 'x', 4000);
    sprintf(long_head + size + 4000, "\r\n\r\n");
    size = sprintf(long_path, "GET /people/");
    memset(long_path + size, 'x', 1200);
    sprintf(long_path + size + 1200, "/badges/2?q=%%41 HTTP/1.1\r\nHost: a\r\nX-Many: 1\r\n"
                                     "X-Many: 2\r\n\r\n");
    const char *requests[] = {
        "GET /document HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\n\r\n",
        long_head,
        long_path,
        "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n"
        "\r\n",
        "GET /headers HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /secret HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /feed HTTP/1.1\r\nHost: a\r\n\r\n",
    };
    for (size_t i = 0; i < sizeof requests / sizeof *requests; i++)
        say_and_read(requests[i]);
}

START_TEST(requests_without_memory)
{
    struct http_limits limits = web_limits();
    long n = 0;
    do {
        ck_assert_int_lt(n, 200);
        web = web_start(&limits, NULL, NULL);
        arm(n++);
        story();
        disarm();
        web_ask(web, "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n", &answer);
        ck_assert_int_eq(answer.status, 200);
        ck_assert_uint_eq(http_server_counters(web->server).connections_now, 0);
        ck_assert_uint_eq(http_server_counters(web->server).streams_now, 0);
        web_end(web);
        web = NULL;
    } while (failed);
    ck_assert_int_gt(n, 10);
}
END_TEST

/* ---- making ---- */

static void answer_ok(struct http_request *request, void *data)
{
    (void)data;
    http_respond(request, 200, NULL, NULL, 0);
}

static bool make_server(struct event_base *base)
{
    static const struct http_route routes[] = {{HTTP_METHOD_GET, "/a", answer_ok, 0, 0, "a", NULL}};
    struct http_limits limits = web_limits();
    struct http_server *server = http_server_new(base, &limits, routes, 1, NULL, NULL);
    bool made = server && http_server_listen(server, "127.0.0.1", 0, NULL, NULL) == PARVIS_OK;
    http_server_free(server);
    return made;
}

static bool make_document(void)
{
    static char text[5000];
    memset(text, 'x', sizeof text);
    struct http_blob *blob = http_blob_new(text, sizeof text);
    struct http_document *document =
        blob ? http_document_new(blob, "text/plain", NULL, true) : NULL;
    http_blob_unref(blob);
    http_document_unref(document);
    return document != NULL;
}

START_TEST(making_without_memory)
{
    long n = 0;
    bool made = false;
    struct event_base *base = event_base_new();
    do {
        ck_assert_int_lt(n, 100);
        arm(n++);
        making = true;
        made = make_server(base);
        making = false;
        ck_assert(made || failed);
    } while (failed);
    ck_assert(made);
    n = 0;
    do {
        ck_assert_int_lt(n, 100);
        arm(n++);
        making = true;
        made = make_document();
        making = false;
        ck_assert(made || failed);
    } while (failed);
    ck_assert(made);
    disarm();
    event_base_free(base);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("http memory");
    TCase *memory = tcase_create("memory");
    tcase_add_test(memory, requests_without_memory);
    tcase_add_test(memory, making_without_memory);
    suite_add_tcase(suite, memory);
    return test_run(suite);
}
