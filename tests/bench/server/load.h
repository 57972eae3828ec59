/* SPDX-License-Identifier: EUPL-1.2 */
/* The load generator of `./dev bench server`: one thread, epoll, nothing but the sockets API, so
 * that what is measured is the server. Three kinds of work: `get` and `post` keep connections busy
 * or paced, `streams` opens many event streams and times what reaches the last of them. Each
 * prints one line of JSON. */
#ifndef LOAD_H
#define LOAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What the command line says; see load.c for the options. */
struct load_options {
    const char *path;        /* of the request */
    const char *token;       /* Authorization: Bearer …; NULL: none */
    const char *badges_path; /* post: file of badge texts, one a line */
    const char
        *publish_path;     /* streams: file with the raw request that makes a change; NULL: hold */
    const char *marker;    /* streams: how a line of the awaited event begins */
    uint16_t port;         /* server, on 127.0.0.1 */
    uint16_t publish_port; /* streams: where the change is sent; 0: `port` */
    unsigned clients;      /* connections */
    unsigned addresses;    /* streams: source addresses 127.0.1.1, … */
    unsigned rounds;       /* streams: changes to time */
    double seconds;        /* get, post: how long */
    double rate;           /* get, post: requests a second in all; 0: as fast as it goes */
    int64_t offset_ms;     /* post: event clock minus this machine's */
    int64_t interval_ms;   /* streams: between two changes */
    bool gzip;             /* get: accept it */
};

/* Runs requests on kept connections and prints the figures; returns the exit status. */
int load_requests(const struct load_options *options, bool post);
/* Opens the streams; then times changes, or holds them until standard input ends. */
int load_streams(const struct load_options *options);

/* ---- shared (load.c) ---- */
int64_t load_now_us(void); /* monotonic */
/* Connects to 127.0.0.1:port without blocking, from 127.0.1.`source` when it is not 0; exits with
 * the reason when the system refuses. */
int load_connect(uint16_t port, unsigned source);
/* Reads a whole file into malloc'd memory, NUL-ended; exits with the reason. */
char *load_read_file(const char *path, size_t *ret_size);
/* Says what failed, with errno, and exits 1. */
void load_die(const char *what) __attribute__((noreturn));

/* Microseconds measured one by one, for exact percentiles. */
struct load_times {
    uint32_t *us;           /* owned */
    size_t count, capacity; /* of `us` */
};
void load_times_add(struct load_times *times, int64_t us);
/* Value at `part` (0 … 1) in milliseconds, 0 when empty; sorts on first use. */
double load_times_ms(struct load_times *times, double part);

#endif
