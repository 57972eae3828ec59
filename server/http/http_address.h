/* SPDX-License-Identifier: EUPL-1.2 */
/* How many connections each peer address holds. IPv6 peers are counted by /64, the prefix that one
 * household or phone gets; an IPv4 peer on an IPv6 socket is counted as IPv4. */
#ifndef PARVIS_HTTP_ADDRESS_H
#define PARVIS_HTTP_ADDRESS_H

#include <stddef.h>
#include <sys/socket.h>

struct http_addresses;
struct http_yielding_list;
struct http_address; /* one address that holds at least one connection */

/* NULL: no memory. */
struct http_addresses *http_addresses_new(void);
/* Call it after http_address_leave for every entry. NULL allowed. */
void http_addresses_free(struct http_addresses *addresses);

/* Counts one more connection of the peer's address. NULL: the address has `max` already, or no
 * memory. */
struct http_address *http_address_enter(struct http_addresses *addresses,
                                        const struct sockaddr *peer, size_t max);
/* The peer's address; NULL: it holds no connection. */
struct http_address *http_address_find(struct http_addresses *addresses,
                                       const struct sockaddr *peer);
/* Its connections of unknown clients, the longest idle first. */
struct http_yielding_list *http_address_yielding(struct http_address *address);
/* The number of its streams of unknown clients; the caller counts them up and down here. */
size_t *http_address_stranger_streams(struct http_address *address);
/* Counts one connection less. The last one frees the address. */
void http_address_leave(struct http_addresses *addresses, struct http_address *address);

/* The peer as text ("192.0.2.7", "2001:db8::1"), without its port. `size` ≥ INET6_ADDRSTRLEN. */
void http_address_text(const struct sockaddr *peer, char *text, size_t size);

#endif
