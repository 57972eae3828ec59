/* SPDX-License-Identifier: EUPL-1.2 */
/* Random mutations of the requests in tests/fuzz/http, cut into random pieces, against a real
 * server: it stays alive, every answer is well formed, and every connection and request is given
 * back. The corpus is the regression test: whatever once failed is a file there.
 *
 * See harness.h for other seeds and longer runs. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "harness.h"
#include "mutation.h"
#include "web.h"

#define RUNS test_rounds(8000)

static struct web *web;
static char answers[1u << 20];

static const char *const tokens[] = {
    "\r\n",
    "\n",
    "\r",
    "\r\n\r\n",
    "0\r\n\r\n",
    " ",
    "\t",
    ":",
    "%00",
    "%252e",
    "%2f",
    "../",
    "//",
    ";",
    "0x",
    "-1",
    "ffffffffffffffff",
    "\x7f",
    "\xff",
    "Host: b\r\n",
    "HTTP/1.0",
    "HTTP/2.0",
    "HEAD ",
    "POST ",
    "?",
    "#",
    "*",
    "Connection: close\r\n",
    "Content-Length: 5\r\n",
    "Transfer-Encoding: chunked\r\n",
    "Expect: 100-continue\r\n",
    "Transfer-Encoding : chunked\r\n",
    "Content-Length: 18446744073709551616\r\n",
};

/* ---- judging ---- */

/* The end of one well-formed answer, or NULL. */
static const char *skip_answer(const char *at, const char *end)
{
    int status, used = 0;
    const char *body = memmem(at, (size_t)(end - at), "\r\n\r\n", 4);
    if (!body || sscanf(at, "HTTP/1.1 %3d %n", &status, &used) != 1 || !used || status < 100 ||
        status > 599)
        return NULL;
    body += 4;
    bool closes = false, streams = false;
    size_t length = 0;
    for (const char *line = strstr(at, "\r\n") + 2; line < body - 2;
         line = strstr(line, "\r\n") + 2) {
        size_t name = strspn(line, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-");
        if (!name || line[name] != ':' || line[name + 1] != ' ')
            return NULL;
        sscanf(line, "Content-Length: %zu", &length);
        closes |= strncmp(line, "Connection: close\r\n", 19) == 0;
        streams |= strncmp(line, "Content-Type: text/event-stream\r\n", 33) == 0;
    }
    bool headless = body == end || strncmp(body, "HTTP/1.1 ", 9) == 0; /* of a HEAD */
    if (!headless)
        body += length;
    if (body > end || (closes && body != end) || (streams && !closes && !headless))
        return NULL;
    return body;
}

static bool answers_are_well_formed(size_t size)
{
    const char *at = answers;
    while (at && at < answers + size)
        at = skip_answer(at, answers + size);
    return at != NULL;
}

static size_t receive_all(int fd)
{
    size_t size = 0;
    int64_t until = web_now() + TEST_WAIT_MS;
    while (web_now() < until) {
        ssize_t got = recv(fd, answers + size, sizeof answers - size - 1, MSG_DONTWAIT);
        if (got > 0)
            size += (size_t)got;
        else if (got == 0)
            break;
        else
            web_turn(web, 0);
    }
    ck_assert_msg(web_now() < until, "the server did not close");
    answers[size] = '\0';
    return size;
}

static void print_case(const struct mutation_text *text)
{
    fprintf(stderr, "case: ");
    for (size_t i = 0; i < text->size; i++) {
        unsigned char byte = (unsigned char)text->bytes[i];
        fprintf(stderr, byte >= 0x20 && byte < 0x7f && byte != '\\' ? "%c" : "\\x%02x", byte);
    }
    fprintf(stderr, "\nanswers: %s\n", answers);
}

static void run(const struct mutation_text *text)
{
    int fd = web_connect(web);
    for (size_t at = 0; at < text->size;) {
        size_t size = 1 + mutation_below(mutation_below(4) ? 2000 : 20);
        if (size > text->size - at)
            size = text->size - at;
        web_write(web, fd, text->bytes + at, size);
        at += size;
    }
    shutdown(fd, SHUT_WR);
    size_t size = receive_all(fd);
    close(fd);
    if (!answers_are_well_formed(size)) {
        print_case(text);
        ck_abort_msg("an answer is not well formed");
    }
    web_until(web, http_server_counters(web->server).connections_now == 0);
    web->stream_count = 0;
}

START_TEST(mutated_requests)
{
    static struct mutation_text text;
    struct http_limits limits = web_limits();
    limits.request_ms_max = 2000;
    web = web_start(&limits, NULL, NULL);
    mutation_read_corpus(PARVIS_SOURCE_DIR "/tests/fuzz/http", ".http");
    mutation_begin();
    for (size_t i = 0; i < mutation_corpus_count(); i++)
        run(mutation_corpus(i));
    for (int i = 0; i < RUNS; i++) {
        mutation_make(&text, tokens, sizeof tokens / sizeof *tokens);
        run(&text);
    }
    struct http_counters counters = http_server_counters(web->server);
    printf("%d mutated requests: %llu reached a route or its refusal, %llu framing and %llu limit "
           "refusals\n",
           RUNS, (unsigned long long)counters.requests,
           (unsigned long long)counters.refused_framing,
           (unsigned long long)counters.refused_limits);
    ck_assert_uint_gt(counters.refused_framing, 0);
    web_end(web);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("fuzz http");
    TCase *cases = tcase_create("requests");
    tcase_add_test(cases, mutated_requests);
    suite_add_tcase(suite, cases);
    return test_run(suite);
}
