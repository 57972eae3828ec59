/* SPDX-License-Identifier: EUPL-1.2 */
/* TLS: contexts from PEM files and bufferevents over them. TLS 1.2 and 1.3, ALPN "http/1.1",
 * resumption by tickets (the keys live with the context, so a reload ends old tickets). */
#include "http_internal.h"

#include <event2/bufferevent.h>
#include <event2/bufferevent_ssl.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

#include "parvis/log.h"

/* Clients that offer only other protocols are told so (RFC 7301 3.2); those that say nothing are
 * served. */
static int choose_protocol(SSL *tls, const unsigned char **ret_name, unsigned char *ret_length,
                           const unsigned char *offered, unsigned int offered_length, void *data)
{
    static const unsigned char ours[] = "\x08http/1.1";
    unsigned char *name;
    (void)tls;
    (void)data;
    if (SSL_select_next_proto(&name, ret_length, ours, sizeof ours - 1, offered, offered_length) !=
        OPENSSL_NPN_NEGOTIATED)
        return SSL_TLSEXT_ERR_ALERT_FATAL;
    *ret_name = name;
    return SSL_TLSEXT_ERR_OK;
}

static void log_reason(const char *path)
{
    char reason[256];
    ERR_error_string_n(ERR_get_error(), reason, sizeof reason);
    ERR_clear_error();
    log_error("http", "TLS: %s: %s", path, reason);
}

static void set_policy(SSL_CTX *context)
{
    static const unsigned char session_context[] = "parvis";
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    /* TLS 1.2 with forward secrecy and authenticated encryption alone (RFC 9325 4.2): no CBC. */
    SSL_CTX_set_cipher_list(context, "ECDHE+AESGCM:ECDHE+CHACHA20");
    SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION |
                                     SSL_OP_CIPHER_SERVER_PREFERENCE |
                                     SSL_OP_IGNORE_UNEXPECTED_EOF);
    /* Ten thousand idle streams: OpenSSL's two buffers (34 KiB) go back between records. */
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE |
                                  SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    SSL_CTX_set_session_id_context(context, session_context, sizeof session_context - 1);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF); /* tickets need no memory here */
    SSL_CTX_set_alpn_select_cb(context, choose_protocol, NULL);
}

enum parvis_status http_tls_context(const char *certificate_path, const char *key_path,
                                    struct ssl_ctx_st **ret_context)
{
    SSL_CTX *context = SSL_CTX_new(TLS_server_method());
    if (!context)
        return PARVIS_NO_MEMORY;
    set_policy(context);
    if (SSL_CTX_use_certificate_chain_file(context, certificate_path) != 1) {
        log_reason(certificate_path);
        goto free_context;
    }
    if (SSL_CTX_use_PrivateKey_file(context, key_path, SSL_FILETYPE_PEM) != 1 ||
        SSL_CTX_check_private_key(context) != 1) {
        log_reason(key_path);
        goto free_context;
    }
    *ret_context = context;
    return PARVIS_OK;

free_context:
    SSL_CTX_free(context);
    return PARVIS_INVALID;
}

struct bufferevent *http_tls_accept(struct event_base *base, struct ssl_ctx_st *context, int fd)
{
    SSL *tls = SSL_new(context);
    if (!tls)
        return NULL;
    /* Deferred callbacks: OpenSSL's bufferevent otherwise calls back from inside a write. */
    struct bufferevent *bev = bufferevent_openssl_socket_new(
        base, fd, tls, BUFFEREVENT_SSL_ACCEPTING, BEV_OPT_CLOSE_ON_FREE | BEV_OPT_DEFER_CALLBACKS);
    if (!bev) {
        SSL_free(tls);
        return NULL;
    }
    /* Phones go without a farewell; what they asked for is whole or not by its own length. */
    bufferevent_openssl_set_allow_dirty_shutdown(bev, 1);
    return bev;
}

void http_tls_goodbye(struct bufferevent *bev)
{
    SSL *tls = bufferevent_openssl_get_ssl(bev);
    if (tls && SSL_is_init_finished(tls))
        SSL_shutdown(tls);
    ERR_clear_error();
}

void http_tls_free(struct ssl_ctx_st *context)
{
    SSL_CTX_free(context);
}

bool http_tls_fingerprint(struct ssl_ctx_st *context, uint8_t ret_sha256[32])
{
    const X509 *certificate = SSL_CTX_get0_certificate(context);
    unsigned size = 0;
    return certificate && X509_digest(certificate, EVP_sha256(), ret_sha256, &size) == 1 &&
           size == 32;
}
