/* SPDX-License-Identifier: EUPL-1.2 */
/* Accepting a server by one certificate alone. */
#include "pin.h"

#include <string.h>

#include <openssl/crypto.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

void pin_set(struct pin *pin, const uint8_t *sha256, const uint8_t *key)
{
    *pin = (struct pin){.set = sha256 != NULL, .key_known = key != NULL};
    if (sha256)
        memcpy(pin->sha256, sha256, sizeof pin->sha256);
    if (key)
        memcpy(pin->key, key, sizeof pin->key);
}

static bool hash_key(const X509 *certificate, uint8_t ret_sha256[32])
{
    unsigned char *der = NULL;
    unsigned size = 0;
    int length = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate), &der);
    bool good =
        length > 0 && EVP_Digest(der, (size_t)length, ret_sha256, &size, EVP_sha256(), NULL) == 1;
    OPENSSL_free(der);
    return good && size == 32;
}

static bool is_known(struct pin *pin, const X509 *shown)
{
    uint8_t sha256[32], key[32];
    unsigned size = 0;
    if (!shown || X509_digest(shown, EVP_sha256(), sha256, &size) != 1 || size != sizeof sha256 ||
        !hash_key(shown, key))
        return false;
    if (CRYPTO_memcmp(sha256, pin->sha256, sizeof sha256) == 0) {
        memcpy(pin->key, key, sizeof key); /* so that a renewed certificate will be accepted */
        pin->key_known = true;
        return true;
    }
    return pin->key_known && CRYPTO_memcmp(key, pin->key, sizeof key) == 0;
}

/* In place of the chain's check (SSL_CTX_set_cert_verify_callback(3)); the handshake itself proves
 * that the server has the certificate's key. */
static int check(X509_STORE_CTX *context, void *data)
{
    struct pin *pin = data;
    bool good = is_known(pin, X509_STORE_CTX_get0_cert(context));
    pin->broken = !good;
    X509_STORE_CTX_set_error(context, good ? X509_V_OK : X509_V_ERR_CERT_REJECTED);
    return good;
}

static CURLcode on_context(CURL *handle, void *context, void *data)
{
    (void)handle;
    SSL_CTX_set_cert_verify_callback(context, check, data);
    return CURLE_OK;
}

void pin_apply(struct pin *pin, CURL *handle)
{
    curl_easy_setopt(handle, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(handle, CURLOPT_SSL_VERIFYHOST, 0L);
    /* Without the callback the kiosk must not connect: a CA file that does not exist prevents it.
     */
    if (curl_easy_setopt(handle, CURLOPT_SSL_CTX_FUNCTION, on_context) != CURLE_OK ||
        curl_easy_setopt(handle, CURLOPT_SSL_CTX_DATA, pin) != CURLE_OK)
        curl_easy_setopt(handle, CURLOPT_CAINFO, "/nonexistent");
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "https");
}
