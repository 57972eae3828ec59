/* SPDX-License-Identifier: EUPL-1.2 */
/* TLS: what is agreed, what is refused, how long it may take; the same requests as without. */
#include <fcntl.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "harness.h"
#include "web.h"

#define HELLO "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n"

static char folder[] = "/tmp/parvis-http-XXXXXX";
static char certificate[64], key[64];
static struct web *web;
static struct http_limits limits;
static SSL_CTX *context;

/* A self-signed certificate for `name`. */
static void make_certificate(const char *name)
{
    char command[512];
    snprintf(command, sizeof command,
             "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 "
             "-subj /CN=%s -keyout %s -out %s 2>/dev/null",
             name, key, certificate);
    ck_assert_int_eq(system(command), 0); /* NOLINT(cert-env33-c): a test's own constant */
}

static void make_folder(void)
{
    ck_assert_ptr_nonnull(mkdtemp(folder));
    snprintf(certificate, sizeof certificate, "%s/cert.pem", folder);
    snprintf(key, sizeof key, "%s/key.pem", folder);
    make_certificate("first");
}

static void remove_folder(void)
{
    unlink(certificate);
    unlink(key);
    rmdir(folder);
}

static void start(void)
{
    limits = web_limits();
    limits.handshake_ms_max = 400;
    limits.request_ms_max = 600;
    web = web_start(&limits, certificate, key);
    context = SSL_CTX_new(TLS_client_method());
}

static void stop(void)
{
    SSL_CTX_free(context);
    web_end(web);
}

static SSL *begin(void)
{
    int fd = web_connect(web);
    fcntl(fd, F_SETFL, O_NONBLOCK);
    SSL *tls = SSL_new(context);
    SSL_set_fd(tls, fd);
    SSL_set_connect_state(tls);
    return tls;
}

static void end(SSL *tls)
{
    int fd = SSL_get_fd(tls);
    if (SSL_is_init_finished(tls))
        SSL_shutdown(tls); /* a session that ends without it is not resumed */
    SSL_free(tls);
    close(fd);
    ERR_clear_error();
}

static bool agree(SSL *tls)
{
    int64_t until = web_now() + 2000;
    while (web_now() < until) {
        int result = SSL_do_handshake(tls);
        if (result == 1)
            return true;
        if (SSL_get_error(tls, result) != SSL_ERROR_WANT_READ)
            return false;
        web_turn(web, 1);
    }
    return false;
}

/* Reads until `until` is there. */
static bool hear(SSL *tls, char *text, size_t capacity, const char *until)
{
    size_t size = 0;
    int64_t end_at = web_now() + 2000;
    text[0] = '\0';
    while (web_now() < end_at && size + 1 < capacity) {
        int got = SSL_read(tls, text + size, (int)(capacity - size - 1));
        if (got > 0) {
            size += (size_t)got;
            text[size] = '\0';
            if (strstr(text, until))
                return true;
        } else if (SSL_get_error(tls, got) != SSL_ERROR_WANT_READ) {
            return false;
        } else {
            web_turn(web, 1);
        }
    }
    return false;
}

START_TEST(requests_and_streams)
{
    static char text[200000];
    SSL *tls = begin();
    ck_assert(agree(tls));
    for (int i = 0; i < 3; i++) {
        SSL_write(tls, HELLO, sizeof HELLO - 1);
        ck_assert(hear(tls, text, sizeof text, "\r\n\r\nhello"));
    }
    const char document[] = "GET /document HTTP/1.1\r\nHost: a\r\n\r\n";
    SSL_write(tls, document, sizeof document - 1);
    ck_assert(hear(tls, text, sizeof text, "\r\n\r\n"));
    const char mirror[] = "GET /x HTTP/1.1\r\nHost: a\r\n\r\n";
    SSL_write(tls, mirror, sizeof mirror - 1);
    ck_assert(hear(tls, text, sizeof text, "tls=1\n"));
    const char feed[] = "GET /feed HTTP/1.1\r\nHost: a\r\n\r\n";
    SSL_write(tls, feed, sizeof feed - 1);
    ck_assert(hear(tls, text, sizeof text, "text/event-stream"));
    struct http_blob *blob = http_blob_new("data: 1\n\n", 9);
    http_stream_send(web->streams[0], blob);
    http_stream_send(web->streams[0], blob);
    http_blob_unref(blob);
    ck_assert(hear(tls, text, sizeof text, "data: 1\n\ndata: 1\n\n"));
    SSL_write(tls, "x", 1); /* input closes a stream under TLS too */
    ck_assert(!hear(tls, text, sizeof text, "never"));
    ck_assert_str_eq(web->ended[0], "closed");
    end(tls);
}
END_TEST

/* Whoever waits for the end gets it: answer, close_notify, end. */
START_TEST(an_end_is_announced)
{
    static char text[4096];
    SSL *tls = begin();
    ck_assert(agree(tls));
    const char ask[] = "GET /hello HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    SSL_write(tls, ask, sizeof ask - 1);
    ck_assert(!hear(tls, text, sizeof text, "never"));
    ck_assert_ptr_nonnull(strstr(text, "\r\n\r\nhello"));
    ck_assert_int_eq(SSL_get_error(tls, 0), SSL_ERROR_ZERO_RETURN);
    end(tls);
}
END_TEST

START_TEST(protocols)
{
    const unsigned char *chosen;
    unsigned length;
    SSL *tls = begin();
    SSL_set_alpn_protos(tls, (const unsigned char *)"\x02h2\x08http/1.1", 12);
    ck_assert(agree(tls));
    SSL_get0_alpn_selected(tls, &chosen, &length);
    ck_assert_uint_eq(length, 8);
    ck_assert_mem_eq(chosen, "http/1.1", 8);
    end(tls);
    tls = begin();
    SSL_set_alpn_protos(tls, (const unsigned char *)"\x02h2", 3);
    ck_assert(!agree(tls));
    end(tls);
}
END_TEST

START_TEST(versions)
{
    SSL *tls = begin();
    SSL_set_max_proto_version(tls, TLS1_2_VERSION);
    ck_assert(agree(tls));
    end(tls);
    tls = begin();
    SSL_set_security_level(tls, 0);
    SSL_set_min_proto_version(tls, TLS1_VERSION);
    SSL_set_max_proto_version(tls, TLS1_1_VERSION);
    ck_assert(!agree(tls));
    end(tls);
}
END_TEST

static SSL_SESSION *kept;

static int keep_session(SSL *tls, SSL_SESSION *session)
{
    (void)tls;
    SSL_SESSION_free(kept);
    kept = session;
    return 1;
}

START_TEST(sessions_are_resumed)
{
    static char text[4096];
    const int versions_tried[] = {TLS1_2_VERSION, TLS1_3_VERSION};
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_CLIENT);
    SSL_CTX_sess_set_new_cb(context, keep_session);
    for (size_t i = 0; i < 2; i++) {
        SSL_CTX_set_max_proto_version(context, versions_tried[i]);
        SSL *tls = begin();
        ck_assert(agree(tls));
        SSL_write(tls, HELLO, sizeof HELLO - 1);
        ck_assert(hear(tls, text, sizeof text, "hello"));
        end(tls);
        ck_assert_ptr_nonnull(kept);
        tls = begin();
        SSL_set_session(tls, kept);
        ck_assert(agree(tls));
        ck_assert_msg(SSL_session_reused(tls) == 1, "TLS %x", versions_tried[i]);
        end(tls);
        SSL_SESSION_free(kept);
        kept = NULL;
    }
}
END_TEST

static void name_of_peer(SSL *tls, char *name, size_t size)
{
    X509 *peer = SSL_get1_peer_certificate(tls);
    ck_assert_ptr_nonnull(peer);
    X509_NAME_get_text_by_NID(X509_get_subject_name(peer), NID_commonName, name, (int)size);
    X509_free(peer);
}

START_TEST(certificates_are_read_again)
{
    char name[64];
    static char text[4096];
    SSL *old = begin();
    ck_assert(agree(old));
    make_certificate("second");
    ck_assert_int_eq(http_server_reload_tls(web->server), PARVIS_OK);
    SSL *fresh = begin();
    ck_assert(agree(fresh));
    name_of_peer(fresh, name, sizeof name);
    ck_assert_str_eq(name, "second");
    SSL_write(old, HELLO, sizeof HELLO - 1); /* goes on with what it agreed */
    ck_assert(hear(old, text, sizeof text, "hello"));
    end(old);
    end(fresh);
    /* Bad files change nothing. */
    FILE *file = fopen(certificate, "w");
    fputs("not a certificate", file);
    fclose(file);
    ck_assert_int_eq(http_server_reload_tls(web->server), PARVIS_INVALID);
    fresh = begin();
    ck_assert(agree(fresh));
    name_of_peer(fresh, name, sizeof name);
    ck_assert_str_eq(name, "second");
    end(fresh);
    make_certificate("first");
}
END_TEST

START_TEST(bad_files_do_not_listen)
{
    ck_assert_int_eq(http_server_listen(web->server, "127.0.0.1", 0, "/nonexistent/cert.pem", key),
                     PARVIS_INVALID);
    ck_assert_int_eq(http_server_listen(web->server, "127.0.0.1", 0, certificate, certificate),
                     PARVIS_INVALID);
    ck_assert_int_eq(http_server_listen(web->server, "not an address", 0, NULL, NULL), PARVIS_IO);
    ck_assert_int_eq(
        http_server_listen(web->server, "127.0.0.1", http_server_port(web->server), NULL, NULL),
        PARVIS_IO);
}
END_TEST

/* A client hello that comes a byte each 20 ms holds its place for the limit, and no longer. */
START_TEST(a_handshake_by_the_byte)
{
    char hello[2048];
    BIO *in = BIO_new(BIO_s_mem()), *out = BIO_new(BIO_s_mem());
    SSL *tls = SSL_new(context);
    SSL_set_bio(tls, in, out);
    SSL_set_connect_state(tls);
    SSL_do_handshake(tls);
    int size = BIO_read(out, hello, sizeof hello);
    ck_assert_int_gt(size, 100);
    int fd = web_connect(web);
    int64_t from = web_now();
    bool closed = false;
    for (int i = 0; i < size - 1 && !closed; i++) {
        send(fd, hello + i, 1, MSG_NOSIGNAL);
        closed = web_closes(web, fd, 20);
    }
    int64_t took = web_now() - from;
    ck_assert(closed);
    ck_assert_msg(took >= 300 && took < 2000, "%lld ms", (long long)took);
    ck_assert_uint_eq(http_server_counters(web->server).timed_out, 1);
    SSL_free(tls);
    close(fd);
}
END_TEST

/* The handshake's time counts in the first request's. */
START_TEST(handshake_and_request_share_the_time)
{
    int64_t from = web_now();
    SSL *tls = begin();
    web_turn(web, 250);
    ck_assert(agree(tls));
    SSL_write(tls, "GET /", 5);
    ck_assert(!agree(tls) || web_closes(web, SSL_get_fd(tls), WEB_SOON_MS));
    int64_t took = web_now() - from;
    ck_assert_msg(took >= 500 && took < 2500, "%lld ms", (long long)took);
    end(tls);
}
END_TEST

START_TEST(plain_text_is_turned_away)
{
    int fd = web_connect(web);
    web_say(web, fd, HELLO);
    ck_assert(web_closes(web, fd, WEB_SOON_MS));
    ck_assert_uint_eq(web->handled, 0);
    close(fd);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("http tls");
    TCase *tls = tcase_create("tls");
    tcase_add_unchecked_fixture(tls, make_folder, remove_folder);
    tcase_add_checked_fixture(tls, start, stop);
    tcase_add_test(tls, requests_and_streams);
    tcase_add_test(tls, an_end_is_announced);
    tcase_add_test(tls, protocols);
    tcase_add_test(tls, versions);
    tcase_add_test(tls, sessions_are_resumed);
    tcase_add_test(tls, certificates_are_read_again);
    tcase_add_test(tls, bad_files_do_not_listen);
    tcase_add_test(tls, a_handshake_by_the_byte);
    tcase_add_test(tls, handshake_and_request_share_the_time);
    tcase_add_test(tls, plain_text_is_turned_away);
    suite_add_tcase(suite, tls);
    return test_run(suite);
}
