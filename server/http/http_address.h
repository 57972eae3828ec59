/* How many connections each peer address holds. An IPv6 peer counts by its /64, which is what one
 * household or phone is given; an IPv4 peer seen through an IPv6 socket counts as IPv4. */
#ifndef PARVIS_HTTP_ADDRESS_H
#define PARVIS_HTTP_ADDRESS_H

#include <stddef.h>
#include <sys/socket.h>

struct http_addresses;
struct http_address; /* one address that holds at least one connection */

/* NULL: no memory. */
struct http_addresses *http_addresses_new(void);
/* Every address must have been left. NULL allowed. */
void http_addresses_free(struct http_addresses *addresses);

/* Counts one connection more. NULL: the address has `max` already, or there is no memory. */
struct http_address *http_address_enter(struct http_addresses *addresses,
                                        const struct sockaddr *peer, size_t max);
/* Counts one less; the address is freed with its last. */
void http_address_leave(struct http_addresses *addresses, struct http_address *address);

/* The peer as text ("192.0.2.7", "2001:db8::1"), without its port. `size` ≥ INET6_ADDRSTRLEN. */
void http_address_text(const struct sockaddr *peer, char *text, size_t size);

#endif
