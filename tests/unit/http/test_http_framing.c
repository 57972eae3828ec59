/* SPDX-License-Identifier: EUPL-1.2 */
/* What two servers could read differently is answered 400 (or the status that fits) and the
 * connection closes; what is well formed in odd ways is served. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "harness.h"
#include "http_target.h"
#include "web.h"

/* A request and what must come of it. `more` goes after the first bytes: a smuggled request must
 * not be answered. */
struct refusal {
    const char *why;
    int status;
    const char *bytes;
};

#define GET "GET /hello HTTP/1.1\r\n"
#define HOST "Host: a\r\n"
#define POST "POST /echo HTTP/1.1\r\nHost: a\r\n"
#define CHUNKED POST "Transfer-Encoding: chunked\r\n\r\n"
#define SMUGGLED GET HOST "\r\n"

static const struct refusal refusals[] = {
    /* lengths */
    {"two lengths", 400, POST "Content-Length: 1\r\nContent-Length: 2\r\n\r\na" SMUGGLED},
    {"the same length twice", 400, POST "Content-Length: 1\r\nContent-Length: 1\r\n\r\na" SMUGGLED},
    {"a list of lengths", 400, POST "Content-Length: 1, 1\r\n\r\na"},
    {"length and chunks", 400,
     POST "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" SMUGGLED},
    {"chunks and length", 400,
     POST "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n" SMUGGLED},
    {"signed length", 400, POST "Content-Length: +1\r\n\r\na"},
    {"negative length", 400, POST "Content-Length: -1\r\n\r\na"},
    {"hexadecimal length", 400, POST "Content-Length: 0x1\r\n\r\na"},
    {"length with a gap", 400, POST "Content-Length: 1 1\r\n\r\na"},
    {"empty length", 400, POST "Content-Length: \r\n\r\na"},
    {"length beyond 64 bits", 400, POST "Content-Length: 18446744073709551617\r\n\r\na"},
    /* codings */
    {"unknown coding", 400, POST "Transfer-Encoding: gzip\r\n\r\n"},
    {"coding before chunked", 400, POST "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"},
    {"coding after chunked", 400, POST "Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n"},
    {"identity coding", 400, POST "Transfer-Encoding: identity\r\n\r\n"},
    {"chunked twice", 400, POST "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n"},
    {"two coding lines", 400,
     POST "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
    {"nearly chunked", 400, POST "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"},
    {"empty coding", 400, POST "Transfer-Encoding:\r\n\r\n0\r\n\r\n"},
    {"vertical tab before chunked", 400, POST "Transfer-Encoding: \vchunked\r\n\r\n0\r\n\r\n"},
    {"space before the colon", 400, POST "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n" SMUGGLED},
    {"chunks in HTTP/1.0", 400,
     "POST /echo HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
    /* chunk sizes */
    {"0x before a chunk size", 400, CHUNKED "0x5\r\nhello\r\n0\r\n\r\n"},
    {"space after a chunk size", 400, CHUNKED "5 \r\nhello\r\n0\r\n\r\n"},
    {"space before an extension", 400, CHUNKED "5 ;a\r\nhello\r\n0\r\n\r\n"},
    {"space before a chunk size", 400, CHUNKED " 5\r\nhello\r\n0\r\n\r\n"},
    {"negative chunk size", 400, CHUNKED "-5\r\nhello\r\n0\r\n\r\n"},
    {"signed chunk size", 400, CHUNKED "+5\r\nhello\r\n0\r\n\r\n"},
    {"chunk size beyond 64 bits", 400, CHUNKED "10000000000000005\r\nhello\r\n0\r\n\r\n"},
    {"empty chunk size", 400, CHUNKED "\r\nhello\r\n0\r\n\r\n"},
    {"bare LF after a chunk size", 400, CHUNKED "5\nhello\r\n0\r\n\r\n"},
    {"bare LF in an extension", 400, CHUNKED "5;a\nhello\r\n0\r\n\r\n"},
    {"bare LF in a quoted extension", 400, CHUNKED "5;a=\"\n\"\r\nhello\r\n0\r\n\r\n"},
    {"bare CR after a chunk size", 400, CHUNKED "5\rXhello\r\n0\r\n\r\n"},
    {"bare LF after a chunk", 400, CHUNKED "5\r\nhello\n0\r\n\r\n"},
    {"no CRLF after a chunk", 400, CHUNKED "5\r\nhelloXX0\r\n\r\n"},
    {"bare LF at the end", 400, CHUNKED "5\r\nhello\r\n0\r\n\n" SMUGGLED},
    {"fields after the body", 400, CHUNKED "5\r\nhello\r\n0\r\nContent-Length: 5\r\n\r\n"},
    /* lines */
    {"bare LF lines", 400, "GET /hello HTTP/1.1\nHost: a\n\n"},
    {"one bare LF", 400, GET "Host: a\nX: y\r\n\r\n"},
    {"bare LF after the request line", 400, "GET /hello HTTP/1.1\nHost: a\r\n\r\n"},
    {"bare LF for the empty line", 400, GET HOST "\n"},
    {"bare CR in a value", 400, GET HOST "X: a\rb\r\n\r\n"},
    {"two CR", 400, GET HOST "X: a\r\r\n\r\n"},
    {"a folded line", 400, GET HOST "X: a\r\n b\r\n\r\n"},
    {"a folded line with a tab", 400, GET HOST "X: a\r\n\tb\r\n\r\n"},
    {"space before the first name", 400, GET " Host: a\r\n\r\n"},
    {"a name with a space", 400, GET HOST "A b: c\r\n\r\n"},
    {"an empty name", 400, GET HOST ": c\r\n\r\n"},
    {"a line without colon", 400, GET HOST "Abc\r\n\r\n"},
    {"a control character in a value", 400, GET HOST "X: \x01\r\n\r\n"},
    {"DEL in a value", 400, GET HOST "X: \x7f\r\n\r\n"},
    {"two empty lines before", 400, "\r\n\r\n" SMUGGLED},
    /* Host */
    {"no Host", 400, GET "\r\n"},
    {"two Hosts", 400, GET HOST HOST "\r\n"},
    {"two different Hosts", 400, GET HOST "Host: b\r\n\r\n"},
    {"an empty Host", 400, GET "Host:\r\n\r\n"},
    {"a Host with a space", 400, GET "Host: a b\r\n\r\n"},
    {"a Host with a path", 400, GET "Host: a/b\r\n\r\n"},
    {"a Host with a user", 400, GET "Host: u@a\r\n\r\n"},
    {"two Hosts in one line", 400, GET "Host: a,b\r\n\r\n"},
    /* the request line */
    {"two spaces", 400, "GET  /hello HTTP/1.1\r\n" HOST "\r\n"},
    {"a tab", 400, "GET\t/hello HTTP/1.1\r\n" HOST "\r\n"},
    {"a space at the end", 400, "GET /hello HTTP/1.1 \r\n" HOST "\r\n"},
    {"a space before", 400, " GET /hello HTTP/1.1\r\n" HOST "\r\n"},
    {"a small method", 400, "get /hello HTTP/1.1\r\n" HOST "\r\n"},
    {"no such method", 400, "STEAL /hello HTTP/1.1\r\n" HOST "\r\n"},
    {"another protocol", 400, "GET /hello RTSP/1.0\r\n" HOST "\r\n"},
    {"a third protocol", 400, "SOURCE /hello ICE/1.0\r\n" HOST "\r\n"},
    {"a long version", 400, "GET /hello HTTP/1.10\r\n" HOST "\r\n"},
    {"HTTP/1.2", 400, "GET /hello HTTP/1.2\r\n" HOST "\r\n"},
    {"HTTP/0.9", 505, "GET /hello\r\n" HOST "\r\n"},
    {"HTTP/2.0 as text", 505, "GET /hello HTTP/2.0\r\n" HOST "\r\n"},
    {"HTTP/2's preface", 505, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"},
    {"a TLS hello", 400, "\x16\x03\x01\x02\x01"},
    /* targets */
    {"no slash", 400, "GET hello HTTP/1.1\r\n" HOST "\r\n"},
    {"a star", 400, "GET * HTTP/1.1\r\n" HOST "\r\n"},
    {"a tunnel", 400, "CONNECT a:443 HTTP/1.1\r\n" HOST "\r\n"},
    {"another host than Host", 400, "GET http://b/hello HTTP/1.1\r\n" HOST "\r\n"},
    {"another port than Host", 400, "GET http://a:1/hello HTTP/1.1\r\n" HOST "\r\n"},
    {"a user in the target", 400, "GET http://a@a/hello HTTP/1.1\r\n" HOST "\r\n"},
    {"another scheme", 400, "GET ftp://a/hello HTTP/1.1\r\n" HOST "\r\n"},
    {"a fragment", 400, "GET /hello#x HTTP/1.1\r\n" HOST "\r\n"},
    {"a NUL escape", 400, "GET /hello%00x HTTP/1.1\r\n" HOST "\r\n"},
    {"a control escape", 400, "GET /hello%0d%0ax HTTP/1.1\r\n" HOST "\r\n"},
    {"an escaped DEL", 400, "GET /hello%7f HTTP/1.1\r\n" HOST "\r\n"},
    {"a slash escape", 400, "GET /people%2fnext HTTP/1.1\r\n" HOST "\r\n"},
    {"a backslash escape", 400, "GET /people%5Cnext HTTP/1.1\r\n" HOST "\r\n"},
    {"a backslash", 400, "GET /people\\next HTTP/1.1\r\n" HOST "\r\n"},
    {"a twice escaped dot", 400, "GET /%252e%252e/x HTTP/1.1\r\n" HOST "\r\n"},
    {"a twice escaped slash", 400, "GET /people%252fnext HTTP/1.1\r\n" HOST "\r\n"},
    {"dots", 400, "GET /files/../hello HTTP/1.1\r\n" HOST "\r\n"},
    {"dots at the end", 400, "GET /files/.. HTTP/1.1\r\n" HOST "\r\n"},
    {"one dot", 400, "GET /./hello HTTP/1.1\r\n" HOST "\r\n"},
    {"escaped dots", 400, "GET /files/%2e%2E/hello HTTP/1.1\r\n" HOST "\r\n"},
    {"half an escape", 400, "GET /hello%4 HTTP/1.1\r\n" HOST "\r\n"},
    {"no escape", 400, "GET /hello%zz HTTP/1.1\r\n" HOST "\r\n"},
    {"not UTF-8", 400, "GET /hello%ff HTTP/1.1\r\n" HOST "\r\n"},
    {"overlong UTF-8", 400, "GET /hello%c0%af HTTP/1.1\r\n" HOST "\r\n"},
    {"raw bytes above ASCII", 400, "GET /h\xc3\xa9llo HTTP/1.1\r\n" HOST "\r\n"},
    {"a NUL in the query", 400, "GET /hello?q=%00 HTTP/1.1\r\n" HOST "\r\n"},
    {"a bad escape in the query", 400, "GET /hello?q=%g0 HTTP/1.1\r\n" HOST "\r\n"},
    /* bodies where none may be */
    {"GET with a body", 413, GET HOST "Content-Length: 3\r\n\r\nabc"},
    {"GET with chunks", 413, GET HOST "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
    {"HEAD with a body", 413,
     "HEAD /hello HTTP/1.1\r\n" HOST "Content-Length: 44\r\n\r\n" SMUGGLED},
    {"unknown expectation", 417, POST "Expect: 200-ok\r\nContent-Length: 1\r\n\r\na"},
};

static struct web *web;
static struct answer answer;

static void start(void)
{
    struct http_limits limits = web_limits();
    limits.request_ms_max = 20000; /* what is tried here is the bytes, on however slow a machine */
    web = web_start(&limits, NULL, NULL);
}

static void stop(void)
{
    web_end(web);
}

START_TEST(refused_and_closed)
{
    const struct refusal *refusal = &refusals[_i];
    web_ask(web, refusal->bytes, &answer);
    ck_assert_msg(answer.status == refusal->status, "%s: %d, not %d\n%s", refusal->why,
                  answer.status, refusal->status, answer.body);
    ck_assert_msg(answer.closed, "%s: left open", refusal->why);
    ck_assert_uint_eq(web->handled, 0);
    ck_assert_str_eq(web_header(&answer, "Connection"), "close");
    ck_assert_str_eq(web_header(&answer, "Content-Type"), "application/problem+json");
}
END_TEST

/* The same refusals when the bytes come one at a time. */
START_TEST(refused_byte_by_byte)
{
    const struct refusal *refusal = &refusals[_i];
    int fd = web_connect(web);
    for (const char *at = refusal->bytes; *at; at++)
        web_write(web, fd, at, 1);
    web_read(web, fd, &answer, false);
    ck_assert_msg(answer.status == refusal->status, "%s: %d, not %d", refusal->why, answer.status,
                  refusal->status);
    ck_assert_uint_eq(web->handled, 0);
    ck_assert(web_closes(web, fd, WEB_SOON_MS));
    close(fd);
}
END_TEST

START_TEST(nul_bytes_are_refused)
{
    static const char in_target[] = "GET /hel\0lo HTTP/1.1\r\nHost: a\r\n\r\n";
    static const char in_value[] = "GET /hello HTTP/1.1\r\nHost: a\0b\r\n\r\n";
    static const char in_name[] = "GET /hello HTTP/1.1\r\nHost: a\r\nX\0: b\r\n\r\n";
    static const char in_size[] = CHUNKED "5\0\r\nhello\r\n0\r\n\r\n";
    const struct {
        const char *bytes;
        size_t size;
    } all[] = {{in_target, sizeof in_target - 1},
               {in_value, sizeof in_value - 1},
               {in_name, sizeof in_name - 1},
               {in_size, sizeof in_size - 1}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        web_ask_bytes(web, all[i].bytes, all[i].size, &answer);
        ck_assert_int_eq(answer.status, 400);
        ck_assert(answer.closed);
    }
    ck_assert_uint_eq(web->handled, 0);
}
END_TEST

struct served {
    const char *why;
    const char *bytes;
    const char *body;
    bool closes;
};

static const struct served well_formed[] = {
    {"plain", GET HOST "\r\n", "hello", false},
    {"one empty line before", "\r\n" GET HOST "\r\n", "hello", false},
    {"the whole address", "GET http://a/hello HTTP/1.1\r\n" HOST "\r\n", "hello", false},
    {"the whole address in capitals", "GET HTTP://A/hello HTTP/1.1\r\n" HOST "\r\n", "hello",
     false},
    {"white space around values", GET "Host: \t a \t \r\nX:\r\n\r\n", "hello", false},
    {"bytes above ASCII in a value", GET HOST "X: \xe9\r\n\r\n", "hello", false},
    {"a tab in a value", GET HOST "X: a\tb\r\n\r\n", "hello", false},
    {"an offer to upgrade", GET HOST "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n\r\n",
     "hello", false},
    {"a web socket", GET HOST "Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n", "hello", false},
    {"close", GET HOST "Connection: close\r\n\r\n", "hello", true},
    {"HTTP/1.0", "GET /hello HTTP/1.0\r\n\r\n", "hello", true},
    {"HTTP/1.0 that would stay", "GET /hello HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", "hello",
     true},
    {"a body", POST "Content-Length: 5\r\n\r\nhello", "hello", false},
    {"a body with leading zeros", POST "Content-Length: 005\r\n\r\nhello", "hello", false},
    {"an empty body", POST "Content-Length: 0\r\n\r\n", "", false},
    {"no body", POST "\r\n", "", false},
    {"chunks", CHUNKED "2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n", "hello", false},
    {"chunks in capitals", POST "TRANSFER-ENCODING: Chunked\r\n\r\nA\r\n0123456789\r\n0\r\n\r\n",
     "0123456789", false},
    {"a chunk extension", CHUNKED "5;a=b\r\nhello\r\n0\r\n\r\n", "hello", false},
    {"zeros before a chunk size", CHUNKED "0005\r\nhello\r\n0\r\n\r\n", "hello", false},
    {"no chunk", CHUNKED "0\r\n\r\n", "", false},
    {"escapes", "GET /h%65ll%6F HTTP/1.1\r\n" HOST "\r\n", "hello", false},
};

START_TEST(served)
{
    const struct served *expected = &well_formed[_i];
    web_ask(web, expected->bytes, &answer);
    ck_assert_msg(answer.status == 200, "%s: %d %s", expected->why, answer.status, answer.body);
    ck_assert_str_eq(answer.body, expected->body);
    ck_assert_msg(answer.closed == expected->closes, "%s: closed %d", expected->why, answer.closed);
}
END_TEST

START_TEST(served_byte_by_byte)
{
    const struct served *expected = &well_formed[_i];
    int fd = web_connect(web);
    for (const char *at = expected->bytes; *at; at++)
        web_write(web, fd, at, 1);
    web_read(web, fd, &answer, false);
    ck_assert_msg(answer.status == 200, "%s: %d %s", expected->why, answer.status, answer.body);
    ck_assert_str_eq(answer.body, expected->body);
    close(fd);
}
END_TEST

START_TEST(pipelined_requests_are_answered_in_turn)
{
    int fd = web_connect(web);
    web_say(web, fd,
            GET HOST "\r\n" POST "Content-Length: 3\r\n\r\nabc" CHUNKED
                     "3\r\ndef\r\n0\r\n\r\n" GET HOST "\r\n");
    const char *bodies[] = {"hello", "abc", "def", "hello"};
    for (size_t i = 0; i < 4; i++) {
        web_read(web, fd, &answer, false);
        ck_assert_int_eq(answer.status, 200);
        ck_assert_str_eq(answer.body, bodies[i]);
    }
    close(fd);
}
END_TEST

/* While an answer is awaited the next request waits too, and its bytes are not read without end. */
START_TEST(pipelining_is_held_back)
{
    int fd = web_connect(web);
    web_say(web, fd, "GET /later HTTP/1.1\r\n" HOST "\r\n" GET HOST "\r\n");
    web_until(web, web->later);
    ck_assert_uint_eq(web->handled, 1);
    http_respond(web->later, 200, "text/plain", "later", 5);
    ck_assert_uint_eq(web->handled, 1); /* never from inside the answer to the one before */
    web_read(web, fd, &answer, false);
    ck_assert_str_eq(answer.body, "later");
    web_read(web, fd, &answer, false);
    ck_assert_str_eq(answer.body, "hello");
    close(fd);
}
END_TEST

START_TEST(a_body_is_asked_for_when_expected)
{
    char text[4096] = "";
    int fd = web_connect(web);
    web_say(web, fd, POST "Expect: 100-continue\r\nContent-Length: 5\r\n\r\n");
    ck_assert(
        web_read_until(web, fd, text, sizeof text, "HTTP/1.1 100 Continue\r\n\r\n", WEB_SOON_MS));
    web_say(web, fd, "hello");
    web_read(web, fd, &answer, false);
    ck_assert_str_eq(answer.body, "hello");
    close(fd);
}
END_TEST

START_TEST(a_refused_body_is_not_asked_for)
{
    int fd = web_connect(web);
    web_say(web, fd, POST "Expect: 100-continue\r\nContent-Length: 5000\r\n\r\n");
    web_read(web, fd, &answer, false);
    ck_assert_int_eq(answer.status, 413);
    ck_assert(web_closes(web, fd, WEB_SOON_MS));
    close(fd);
    web_ask(web,
            "POST /secret HTTP/1.1\r\n" HOST "Expect: 100-continue\r\nContent-Length: 5\r\n\r\n",
            &answer);
    ck_assert_int_eq(answer.status, 401);
    ck_assert(answer.closed);
}
END_TEST

START_TEST(paths_decode_once)
{
    char fine[][32] = {"/a%20b", "/100%25", "/%C3%A9", "/a.b/..c", "/a;b", "//"};
    const char *decoded[] = {"/a b", "/100%", "/é", "/a.b/..c", "/a;b", "//"};
    for (size_t i = 0; i < sizeof decoded / sizeof *decoded; i++) {
        ck_assert_msg(http_target_decode_path(fine[i]), "%s", decoded[i]);
        ck_assert_str_eq(fine[i], decoded[i]);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("http framing");
    TCase *refusing = tcase_create("refused");
    tcase_add_checked_fixture(refusing, start, stop);
    tcase_add_loop_test(refusing, refused_and_closed, 0, sizeof refusals / sizeof *refusals);
    tcase_add_loop_test(refusing, refused_byte_by_byte, 0, sizeof refusals / sizeof *refusals);
    tcase_add_test(refusing, nul_bytes_are_refused);
    suite_add_tcase(suite, refusing);
    TCase *serving = tcase_create("served");
    tcase_add_checked_fixture(serving, start, stop);
    tcase_add_loop_test(serving, served, 0, sizeof well_formed / sizeof *well_formed);
    tcase_add_loop_test(serving, served_byte_by_byte, 0, sizeof well_formed / sizeof *well_formed);
    tcase_add_test(serving, pipelined_requests_are_answered_in_turn);
    tcase_add_test(serving, pipelining_is_held_back);
    tcase_add_test(serving, a_body_is_asked_for_when_expected);
    tcase_add_test(serving, a_refused_body_is_not_asked_for);
    tcase_add_test(serving, paths_decode_once);
    suite_add_tcase(suite, serving);
    return test_run(suite);
}
