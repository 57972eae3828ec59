/* SPDX-License-Identifier: EUPL-1.2 */
/* What handlers ask of a request and say in answers: routes, parameters, documents, problems. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <zlib.h>

#include "harness.h"
#include "http_internal.h"
#include "web.h"

static struct web *web;
static struct answer answer;

static void start(void)
{
    struct http_limits limits = web_limits();
    web = web_start(&limits, NULL, NULL);
}

static void stop(void)
{
    web_end(web);
}

/* One request of a method and target, with further header lines. */
static void ask(const char *method_and_target, const char *headers)
{
    char text[4096];
    snprintf(text, sizeof text, "%s HTTP/1.1\r\nHost: a\r\n%s\r\n", method_and_target, headers);
    int fd = web_connect(web);
    web_say(web, fd, text);
    web_read(web, fd, &answer, strncmp(text, "HEAD", 4) == 0);
    close(fd);
    web_turn(web, 1);
}

#define ck_header(name, expected) ck_assert_str_eq(web_header(&answer, name), expected)

/* ---- routes ---- */

START_TEST(parameters)
{
    ask("GET /people/42/badges/%C3%A9t%C3%A9?q=a%20b+c&q=second",
        "X-Many: 1\r\nx-many: 2\r\nCookie: a=b; parvis_session=xyz; c=d\r\n");
    ck_assert_int_eq(answer.status, 200);
    ck_assert_str_eq(answer.body, "integer=0:42\naddress=127.0.0.1\ntls=0\n"
                                  "0=/people/42/badges/été\n1=42\n2=été\n3=-\n4=a b c\n5=1, 2\n"
                                  "6=xyz\n");
}
END_TEST

START_TEST(rest_of_a_path)
{
    ask("GET /files/a/b.js?x=1", "");
    ck_assert_ptr_nonnull(strstr(answer.body, "3=a/b.js\n"));
    ask("GET /files/", "");
    ck_assert_ptr_nonnull(strstr(answer.body, "3=\n"));
    ask("GET /other/place", "");
    ck_assert_ptr_nonnull(strstr(answer.body, "3=other/place\n"));
}
END_TEST

START_TEST(integers)
{
    const char *bad[] = {"0", "-1", "+1", "1x", "01", "99999999999999999999", "%31x"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        char target[64];
        snprintf(target, sizeof target, "GET /people/%s", bad[i]);
        ask(target, "");
        ck_assert_msg(strstr(answer.body, "integer=3:-1") != NULL, "%s: %s", bad[i], answer.body);
    }
}
END_TEST

START_TEST(literals_win_over_parameters)
{
    ask("GET /people/next", "");
    ck_assert_str_eq(answer.body, "hello");
    ask("GET /people/other", "");
    ck_assert_ptr_nonnull(strstr(answer.body, "1=other\n"));
}
END_TEST

START_TEST(methods)
{
    ask("POST /hello", "Content-Length: 0\r\n");
    ck_assert_int_eq(answer.status, 405);
    ck_header("Allow", "GET, HEAD, OPTIONS");
    ask("PATCH /people/1", "");
    ck_assert_int_eq(answer.status, 405);
    ck_header("Allow", "GET, HEAD, DELETE, OPTIONS");
    ask("GET /only-put", ""); /* and not the page of the "*" route */
    ck_assert_int_eq(answer.status, 405);
    ck_header("Allow", "PUT, OPTIONS");
    ask("TRACE /hello", "");
    ck_assert_int_eq(answer.status, 405);
    ask("OPTIONS /secret", "");
    ck_assert_int_eq(answer.status, 204);
    ck_header("Allow", "GET, HEAD, POST, OPTIONS");
    ck_assert_ptr_null(web_header(&answer, "Content-Length"));
    ask("OPTIONS *", "");
    ck_assert_int_eq(answer.status, 204);
    ck_header("Allow", "GET, HEAD, POST, PUT, DELETE, OPTIONS");
}
END_TEST

static void answer_ok(struct http_request *request, void *data)
{
    (void)data;
    http_respond(request, 200, NULL, NULL, 0);
}

START_TEST(nothing_there)
{
    static const struct http_route few[] = {{HTTP_METHOD_GET, "/a", answer_ok, 0, 0, "a", NULL},
                                            {HTTP_METHOD_GET, "/a/:b", answer_ok, 0, 0, "b", NULL}};
    struct http_limits limits = web_limits();
    http_server_free(web->server);
    web->server = http_server_new(web->base, &limits, few, 2, NULL, NULL);
    ck_assert_int_eq(http_server_listen(web->server, "127.0.0.1", 0, NULL, NULL), PARVIS_OK);
    const char *none[] = {"GET /", "GET /a/", "GET /a/b/", "GET /a/b/c", "GET /ab", "GET //a"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        ask(none[i], "");
        ck_assert_msg(answer.status == 404, "%s: %d", none[i], answer.status);
        ck_assert_str_eq(answer.body, "{\"type\":\"about:blank\",\"status\":404,\"code\":"
                                      "\"not_found\",\"title\":\"There is nothing here\"}");
    }
    ask("OPTIONS /b", "");
    ck_assert_int_eq(answer.status, 404);
    ask("GET /a", "");
    ck_assert_int_eq(answer.status, 200);
}
END_TEST

START_TEST(roles)
{
    ask("GET /secret", "");
    ck_assert_int_eq(answer.status, 401);
    ck_header("WWW-Authenticate", "Bearer");
    ask("GET /secret", "X-Role: viewer\r\n");
    ck_assert_int_eq(answer.status, 403);
    ck_assert_uint_eq(web->handled, 0);
    ask("GET /secret", "X-Role: host\r\n");
    ck_assert_int_eq(answer.status, 200);
    ck_assert_uint_eq(web->released, 3); /* identities */
}
END_TEST

/* ---- answers ---- */

START_TEST(every_answer_has_its_headers)
{
    const char *targets[] = {"GET /hello", "GET /document", "POST /field", "GET /feed"};
    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
        ask(targets[i], "");
        struct tm when;
        ck_assert_ptr_nonnull(
            strptime(web_header(&answer, "Date"), "%a, %d %b %Y %H:%M:%S GMT", &when));
        ck_assert_int_le(llabs((long long)timegm(&when) - (long long)time(NULL)), 2);
        ck_header("X-Content-Type-Options", "nosniff");
        ck_header("Referrer-Policy", "no-referrer");
        ck_assert_ptr_nonnull(
            strstr(web_header(&answer, "Content-Security-Policy"), "frame-ancestors 'none'"));
        ck_assert_ptr_nonnull(web_header(&answer, "Cache-Control"));
    }
}
END_TEST

START_TEST(problems)
{
    ask("POST /field", "");
    ck_assert_int_eq(answer.status, 422);
    ck_header("Content-Type", "application/problem+json");
    ck_header("Cache-Control", "no-store");
    ck_assert_str_eq(answer.body,
                     "{\"type\":\"about:blank\",\"status\":422,\"code\":\"invalid_field\","
                     "\"title\":\"Le « nom » manque\",\"field\":\"name\"}");
}
END_TEST

START_TEST(added_headers)
{
    ask("GET /headers", "");
    ck_assert_int_eq(answer.status, 201);
    ck_header("Set-Cookie", "a=1; HttpOnly");
    ck_header("Cache-Control", "max-age=60");
    ck_assert_ptr_null(strstr(answer.head, "no-store"));
    ck_assert_str_eq(answer.body, "{\"ok\":true}");
    size_t count = 0;
    for (const char *at = answer.head; (at = strstr(at, "X-Long: ")); at++)
        count++;
    ck_assert_uint_eq(count, 40);
}
END_TEST

START_TEST(head_has_no_body)
{
    int fd = web_connect(web);
    web_say(web, fd,
            "HEAD /document HTTP/1.1\r\nHost: a\r\n\r\n"
            "HEAD /hello HTTP/1.1\r\nHost: a\r\n\r\n"
            "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n");
    web_read(web, fd, &answer, true);
    ck_header("Content-Length", "60000");
    web_read(web, fd, &answer, true);
    ck_header("Content-Length", "5");
    web_read(web, fd, &answer, false);
    ck_assert_str_eq(answer.body, "hello");
    close(fd);
}
END_TEST

/* ---- documents ---- */

START_TEST(a_document_is_packed_for_who_takes_it)
{
    static unsigned char unpacked[70000];
    ask("GET /document", "");
    ck_assert_uint_eq(answer.body_size, 60000);
    ck_header("Vary", "Accept-Encoding");
    ck_header("Cache-Control", "no-cache");
    ck_assert_ptr_null(web_header(&answer, "Content-Encoding"));
    static char plain[60000];
    memcpy(plain, answer.body, sizeof plain);
    ask("GET /document", "Accept-Encoding: br, gzip\r\n");
    ck_header("Content-Encoding", "gzip");
    ck_header("Vary", "Accept-Encoding");
    ck_assert_uint_lt(answer.body_size, 6000);
    z_stream stream = {.next_in = (Bytef *)answer.body,
                       .avail_in = (uInt)answer.body_size,
                       .next_out = unpacked,
                       .avail_out = sizeof unpacked};
    ck_assert_int_eq(inflateInit2(&stream, 15 + 16), Z_OK);
    ck_assert_int_eq(inflate(&stream, Z_FINISH), Z_STREAM_END);
    inflateEnd(&stream);
    ck_assert_uint_eq(stream.total_out, sizeof plain);
    ck_assert_mem_eq(unpacked, plain, sizeof plain);
}
END_TEST

START_TEST(tags)
{
    char plain[128], packed[128], condition[512];
    ask("GET /document", "");
    snprintf(plain, sizeof plain, "%s", web_header(&answer, "ETag"));
    ask("GET /document", "Accept-Encoding: gzip\r\n");
    snprintf(packed, sizeof packed, "%s", web_header(&answer, "ETag"));
    ck_assert_str_ne(plain, packed);
    ck_assert(plain[0] == '"' && packed[0] == '"');

    const char *const matching[] = {"%s", "W/%s", "\"x\", %s", "\"x\" , W/\"y\",%s", "*"};
    for (size_t i = 0; i < sizeof matching / sizeof *matching; i++) {
        char list[256];
        const char *place = strstr(matching[i], "%s");
        snprintf(list, sizeof list, "%.*s%s", place ? (int)(place - matching[i]) : 1, matching[i],
                 place ? plain : "");
        snprintf(condition, sizeof condition, "If-None-Match: %s\r\n", list);
        ask("GET /document", condition);
        ck_assert_msg(answer.status == 304, "%s: %d", condition, answer.status);
        ck_header("ETag", plain);
        ck_assert_ptr_null(web_header(&answer, "Content-Length"));
        ck_header("Vary", "Accept-Encoding");
    }
    snprintf(condition, sizeof condition, "If-None-Match: %s\r\nAccept-Encoding: gzip\r\n", packed);
    ask("GET /document", condition);
    ck_assert_int_eq(answer.status, 304);
    ck_header("ETag", packed);
    /* The other form's tag is not this form's. */
    snprintf(condition, sizeof condition, "If-None-Match: %s\r\nAccept-Encoding: gzip\r\n", plain);
    ask("GET /document", condition);
    ck_assert_int_eq(answer.status, 200);
    ask("GET /document", "If-None-Match: \"x\", nonsense\r\n");
    ck_assert_int_eq(answer.status, 200);
}
END_TEST

START_TEST(small_documents_stay_plain)
{
    struct http_blob *blob = http_blob_new("{}", 2);
    http_document_unref(web->document);
    web->document = http_document_new(blob, "text/html; charset=utf-8", "max-age=5", true);
    http_blob_unref(blob);
    ask("GET /document", "Accept-Encoding: gzip\r\n");
    ck_assert_ptr_null(web_header(&answer, "Content-Encoding"));
    ck_assert_ptr_null(web_header(&answer, "Vary"));
    ck_header("Cache-Control", "max-age=5");
    const char *policy = web_header(&answer, "Content-Security-Policy");
    ck_assert_ptr_nonnull(strstr(policy, "default-src 'none'; script-src 'self'"));
    ck_assert_ptr_null(strstr(policy, "unsafe"));
    ck_assert_str_eq(answer.body, "{}");
}
END_TEST

START_TEST(prepared_documents)
{
    struct http_blob *body = http_blob_new("long text", 9), *gzip = http_blob_new("gz", 2);
    http_document_unref(web->document);
    struct http_prepared parts = {
        .body = body, .gzip = gzip, .type = "text/javascript", .etag = "\"abc\""};
    web->document = http_document_prepared(&parts);
    http_blob_unref(body);
    http_blob_unref(gzip);
    ask("GET /document", "");
    ck_header("ETag", "\"abc\"");
    ck_header("Cache-Control", "no-cache");
    ck_assert_ptr_null(strstr(web_header(&answer, "Content-Security-Policy"), "script-src"));
    ck_assert_str_eq(answer.body, "long text");
    ask("GET /document", "Accept-Encoding: gzip\r\n");
    ck_header("ETag", "\"abc-gz\"");
    ck_assert_str_eq(answer.body, "gz");
}
END_TEST

START_TEST(a_prepared_document_may_have_a_policy_of_its_own)
{
    struct http_blob *body = http_blob_new("long text", 9);
    struct http_prepared parts = {.body = body,
                                  .type = "text/javascript",
                                  .etag = "\"abc\"",
                                  .policy = "script-src 'wasm-unsafe-eval'"};
    http_document_unref(web->document);
    web->document = http_document_prepared(&parts);
    http_blob_unref(body);
    ask("GET /document", "");
    ck_header("Content-Security-Policy", "script-src 'wasm-unsafe-eval'");
    ck_header("X-Content-Type-Options", "nosniff");
    ask("GET /document", "If-None-Match: \"abc\"\r\n");
    ck_assert_int_eq(answer.status, 304);
    ck_header("Content-Security-Policy", "script-src 'wasm-unsafe-eval'");
}
END_TEST

START_TEST(accepting_gzip)
{
    const struct {
        const char *value;
        bool takes;
    } all[] = {{"gzip", true},           {"GZip", true},
               {"br, gzip", true},       {"gzip;q=0", false},
               {"gzip; q=0.0", false},   {"gzip;q=0.001", true},
               {"gzip ; q=0.5", true},   {"*", true},
               {"*;q=0", false},         {"gzip;q=0, *", false},
               {"identity", false},      {"", false},
               {"gzipped", false},       {"br;q=1.0, gzip;q=0.8, *;q=0.1", true},
               {"deflate, , gzip", true}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        ck_assert_msg(http_negotiate_gzip(all[i].value) == all[i].takes, "%s", all[i].value);
    ck_assert(!http_negotiate_gzip(NULL));
}
END_TEST

/* An answer larger than the socket takes at once arrives whole, whatever waits behind it. */
START_TEST(large_answers_arrive_whole)
{
    static char bytes[65536];
    size_t size = 0;
    int fd = web_connect(web);
    web_say(web, fd,
            "GET /big HTTP/1.1\r\nHost: a\r\n\r\nGET /hello HTTP/1.1\r\nHost: a\r\n"
            "Connection: close\r\n\r\n");
    for (;;) {
        ssize_t got = recv(fd, bytes, sizeof bytes, MSG_DONTWAIT);
        if (got == 0)
            break;
        if (got > 0)
            size += (size_t)got;
        web_turn(web, 0);
    }
    ck_assert_uint_gt(size, (8u << 20) + 500);
    ck_assert_uint_lt(size, (8u << 20) + 2000);
    ck_assert_uint_eq(http_server_counters(web->server).bytes_out, size);
    ck_assert_uint_eq(http_server_counters(web->server).requests, 2);
    close(fd);
}
END_TEST

START_TEST(memory_of_a_request)
{
    struct http_request *request;
    int fd = web_connect(web);
    web_say(web, fd, "GET /later HTTP/1.1\r\nHost: a\r\n\r\n");
    web_until(web, web->later);
    request = web->later;
    for (size_t size = 1; size < 100000; size *= 3) {
        char *bytes = http_request_alloc(request, size);
        ck_assert_ptr_nonnull(bytes);
        ck_assert_uint_eq((uintptr_t)bytes % _Alignof(max_align_t), 0);
        for (size_t i = 0; i < size; i++)
            ck_assert_int_eq(bytes[i], 0);
        memset(bytes, 'x', size);
    }
    http_respond(request, 200, NULL, NULL, 0);
    close(fd);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("http answers");
    TCase *routes = tcase_create("routes");
    tcase_add_checked_fixture(routes, start, stop);
    tcase_add_test(routes, parameters);
    tcase_add_test(routes, rest_of_a_path);
    tcase_add_test(routes, integers);
    tcase_add_test(routes, literals_win_over_parameters);
    tcase_add_test(routes, methods);
    tcase_add_test(routes, nothing_there);
    tcase_add_test(routes, roles);
    suite_add_tcase(suite, routes);
    TCase *answers = tcase_create("answers");
    tcase_add_checked_fixture(answers, start, stop);
    tcase_add_test(answers, every_answer_has_its_headers);
    tcase_add_test(answers, problems);
    tcase_add_test(answers, added_headers);
    tcase_add_test(answers, head_has_no_body);
    tcase_add_test(answers, large_answers_arrive_whole);
    tcase_add_test(answers, memory_of_a_request);
    suite_add_tcase(suite, answers);
    TCase *documents = tcase_create("documents");
    tcase_add_checked_fixture(documents, start, stop);
    tcase_add_test(documents, a_document_is_packed_for_who_takes_it);
    tcase_add_test(documents, tags);
    tcase_add_test(documents, small_documents_stay_plain);
    tcase_add_test(documents, prepared_documents);
    tcase_add_test(documents, a_prepared_document_may_have_a_policy_of_its_own);
    tcase_add_test(documents, accepting_gzip);
    suite_add_tcase(suite, documents);
    return test_run(suite);
}
