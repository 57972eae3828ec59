/* SPDX-License-Identifier: EUPL-1.2 */
/* How many connections each peer address holds. An IPv6 peer counts by its /64, which is what one
 * household or phone is given; an IPv4 peer seen through an IPv6 socket counts as IPv4. */
#ifndef PARVIS_HTTP_ADDRESS_H
#define PARVIS_HTTP_ADDRESS_H

#include <stddef.h>
#include <sys/socket.h>

struct http_addresses;
struct http_yielding_list;
struct http_address; /* one address that holds at least one connection */

/* NULL: no memory. */
struct http_addresses *http_addresses_new(void);
/* Every address must have been left. NULL allowed. */
void http_addresses_free(struct http_addresses *addresses);

/* Counts one connection more. NULL: the address has `max` already, or there is no memory. */
struct http_address *http_address_enter(struct http_addresses *addresses,
                                        const struct sockaddr *peer, size_t max);
/* The address, if it holds a connection; NULL: it holds none. */
struct http_address *http_address_find(struct http_addresses *addresses,
                                       const struct sockaddr *peer);
/* Its connections of unknown clients, the longest idle first. */
struct http_yielding_list *http_address_yielding(struct http_address *address);
/* How many of its connections are streams of unknown clients; the caller counts. */
size_t *http_address_stranger_streams(struct http_address *address);
/* Counts one less; the address is freed with its last. */
void http_address_leave(struct http_addresses *addresses, struct http_address *address);

/* The peer as text ("192.0.2.7", "2001:db8::1"), without its port. `size` ≥ INET6_ADDRSTRLEN. */
void http_address_text(const struct sockaddr *peer, char *text, size_t size);

#endif
