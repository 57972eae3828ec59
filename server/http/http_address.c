/* SPDX-License-Identifier: EUPL-1.2 */
/* Connections by address: a chained hash table, keyed at random so that nobody outside can make
 * one long chain. */
#include "http_address.h"

#include "http_internal.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sodium.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define BUCKETS 4096

struct http_address {
    struct http_address *next; /* in the bucket */
    uint64_t key[2];           /* family with the IPv4 address, or the /64 */
    size_t count;              /* connections */
    size_t stranger_streams;   /* of them, streams of unknown clients */
    struct http_yielding_list yielding;
};

struct http_addresses {
    uint64_t seed;
    struct http_address *buckets[BUCKETS];
};

struct http_addresses *http_addresses_new(void)
{
    struct http_addresses *addresses = calloc(1, sizeof *addresses);
    if (addresses)
        randombytes_buf(&addresses->seed, sizeof addresses->seed);
    return addresses;
}

void http_addresses_free(struct http_addresses *addresses)
{
    free(addresses);
}

static void key_of(const struct sockaddr *peer, uint64_t ret_key[2])
{
    uint32_t four = 0;
    ret_key[0] = AF_INET;
    if (peer->sa_family == AF_INET6) {
        const struct in6_addr *six = &((const struct sockaddr_in6 *)(const void *)peer)->sin6_addr;
        if (!IN6_IS_ADDR_V4MAPPED(six)) {
            ret_key[0] = AF_INET6;
            memcpy(&ret_key[1], six, 8);
            return;
        }
        memcpy(&four, &six->s6_addr[12], 4);
    } else if (peer->sa_family == AF_INET) {
        four = ((const struct sockaddr_in *)(const void *)peer)->sin_addr.s_addr;
    }
    ret_key[1] = four;
}

/* The finaliser of SplitMix64 over key and seed. */
static size_t bucket_of(const struct http_addresses *addresses, const uint64_t key[2])
{
    uint64_t x = key[1] ^ (key[0] << 56) ^ addresses->seed;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
    return (x ^ (x >> 31)) % BUCKETS;
}

static struct http_address *find(struct http_addresses *addresses, const uint64_t key[2])
{
    struct http_address *address = addresses->buckets[bucket_of(addresses, key)];
    while (address && memcmp(address->key, key, sizeof address->key) != 0)
        address = address->next;
    return address;
}

static struct http_address *add(struct http_addresses *addresses, const uint64_t key[2])
{
    struct http_address **bucket = &addresses->buckets[bucket_of(addresses, key)];
    struct http_address *address = calloc(1, sizeof *address);
    if (!address)
        return NULL;
    memcpy(address->key, key, sizeof address->key);
    TAILQ_INIT(&address->yielding);
    address->next = *bucket;
    *bucket = address;
    return address;
}

struct http_address *http_address_enter(struct http_addresses *addresses,
                                        const struct sockaddr *peer, size_t max)
{
    uint64_t key[2];
    key_of(peer, key);
    struct http_address *address = find(addresses, key);
    if (!address)
        address = add(addresses, key);
    else if (address->count >= max)
        return NULL;
    if (address)
        address->count++;
    return address;
}

struct http_address *http_address_find(struct http_addresses *addresses,
                                       const struct sockaddr *peer)
{
    uint64_t key[2];
    key_of(peer, key);
    return find(addresses, key);
}

struct http_yielding_list *http_address_yielding(struct http_address *address)
{
    return &address->yielding;
}

size_t *http_address_stranger_streams(struct http_address *address)
{
    return &address->stranger_streams;
}

void http_address_leave(struct http_addresses *addresses, struct http_address *address)
{
    if (--address->count)
        return;
    struct http_address **link = &addresses->buckets[bucket_of(addresses, address->key)];
    while (*link != address)
        link = &(*link)->next;
    *link = address->next;
    free(address);
}

void http_address_text(const struct sockaddr *peer, char *text, size_t size)
{
    const void *bytes = NULL;
    int family = peer->sa_family;
    if (family == AF_INET6) {
        const struct in6_addr *six = &((const struct sockaddr_in6 *)(const void *)peer)->sin6_addr;
        bytes = six;
        if (IN6_IS_ADDR_V4MAPPED(six)) {
            family = AF_INET;
            bytes = &six->s6_addr[12];
        }
    } else if (family == AF_INET) {
        bytes = &((const struct sockaddr_in *)(const void *)peer)->sin_addr;
    }
    if (!bytes || !inet_ntop(family, bytes, text, (socklen_t)size))
        memcpy(text, "unknown", sizeof "unknown"); /* a Unix socket pair, in tests */
}
