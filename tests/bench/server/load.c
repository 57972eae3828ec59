/* SPDX-License-Identifier: EUPL-1.2 */
/* The load generator's command line, and what its kinds of work share. */
#define _GNU_SOURCE
#include "load.h"

#include <arpa/inet.h>
#include <errno.h>
#include <getopt.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

int64_t load_now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

void load_die(const char *what)
{
    fprintf(stderr, "load: %s: %s\n", what, strerror(errno));
    exit(1);
}

int load_connect(uint16_t port, unsigned source)
{
    int one = 1;
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(port)};
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0)
        load_die("socket");
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    if (source) {
        struct sockaddr_in from = {.sin_family = AF_INET};
        from.sin_addr.s_addr = htonl(0x7f000100u + source);
        setsockopt(fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &one, sizeof one);
        if (bind(fd, (struct sockaddr *)&from, sizeof from) < 0)
            load_die("bind");
    }
    if (connect(fd, (struct sockaddr *)&to, sizeof to) < 0 && errno != EINPROGRESS)
        load_die("connect");
    return fd;
}

char *load_read_file(const char *path, size_t *ret_size)
{
    FILE *file = fopen(path, "rb");
    if (!file || fseek(file, 0, SEEK_END) < 0)
        load_die(path);
    long size = ftell(file);
    char *bytes = malloc((size_t)size + 1);
    rewind(file);
    if (!bytes || fread(bytes, 1, (size_t)size, file) != (size_t)size)
        load_die(path);
    fclose(file);
    bytes[size] = '\0';
    *ret_size = (size_t)size;
    return bytes;
}

void load_times_add(struct load_times *times, int64_t us)
{
    if (times->count == times->capacity) {
        times->capacity = times->capacity ? times->capacity * 2 : 4096;
        times->us = realloc(times->us, times->capacity * sizeof *times->us);
        if (!times->us)
            load_die("memory");
    }
    times->us[times->count++] = us < 0 ? 0 : (uint32_t)us;
}

static int compare_us(const void *a, const void *b)
{
    uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;
    return (left > right) - (left < right);
}

double load_times_ms(struct load_times *times, double part)
{
    if (!times->count)
        return 0;
    qsort(times->us, times->count, sizeof *times->us, compare_us);
    size_t at = (size_t)(part * (double)(times->count - 1) + 0.5);
    return times->us[at] / 1000.0;
}

static const char usage[] =
    "load get|post|streams --port N [options]\n"
    "  --path P            request path\n"
    "  --clients N         connections (64)\n"
    "  --seconds S         get, post: how long (5)\n"
    "  --rate R            get, post: requests a second in all; 0: as fast as it goes\n"
    "  --gzip              get: accept gzip\n"
    "  --token T           bearer token\n"
    "  --badges FILE       post: badge texts, one a line\n"
    "  --offset-ms N       post: event clock minus this machine's\n"
    "  --addresses N       streams: spread over source addresses\n"
    "  --marker TEXT       streams: how a line of the awaited event begins\n"
    "  --publish FILE      streams: raw request that makes a change; without it, hold\n"
    "  --publish-port N    streams: where to send it (--port)\n"
    "  --rounds N          streams: changes to time (10)\n"
    "  --interval-ms N     streams: between two changes (500)\n";

enum option_code {
    OPTION_PORT = 1,
    OPTION_PATH,
    OPTION_CLIENTS,
    OPTION_SECONDS,
    OPTION_RATE,
    OPTION_GZIP,
    OPTION_TOKEN,
    OPTION_BADGES,
    OPTION_OFFSET,
    OPTION_ADDRESSES,
    OPTION_MARKER,
    OPTION_PUBLISH,
    OPTION_PUBLISH_PORT,
    OPTION_ROUNDS,
    OPTION_INTERVAL,
};

static const struct option long_options[] = {
    {"port", required_argument, NULL, OPTION_PORT},
    {"path", required_argument, NULL, OPTION_PATH},
    {"clients", required_argument, NULL, OPTION_CLIENTS},
    {"seconds", required_argument, NULL, OPTION_SECONDS},
    {"rate", required_argument, NULL, OPTION_RATE},
    {"gzip", no_argument, NULL, OPTION_GZIP},
    {"token", required_argument, NULL, OPTION_TOKEN},
    {"badges", required_argument, NULL, OPTION_BADGES},
    {"offset-ms", required_argument, NULL, OPTION_OFFSET},
    {"addresses", required_argument, NULL, OPTION_ADDRESSES},
    {"marker", required_argument, NULL, OPTION_MARKER},
    {"publish", required_argument, NULL, OPTION_PUBLISH},
    {"publish-port", required_argument, NULL, OPTION_PUBLISH_PORT},
    {"rounds", required_argument, NULL, OPTION_ROUNDS},
    {"interval-ms", required_argument, NULL, OPTION_INTERVAL},
    {0},
};

static bool take_option(struct load_options *options, int code, const char *value)
{
    switch ((enum option_code)code) {
    case OPTION_PORT:
        options->port = (uint16_t)atoi(value);
        return true;
    case OPTION_PATH:
        options->path = value;
        return true;
    case OPTION_CLIENTS:
        options->clients = (unsigned)atoi(value);
        return true;
    case OPTION_SECONDS:
        options->seconds = atof(value);
        return true;
    case OPTION_RATE:
        options->rate = atof(value);
        return true;
    case OPTION_GZIP:
        options->gzip = true;
        return true;
    case OPTION_TOKEN:
        options->token = value;
        return true;
    case OPTION_BADGES:
        options->badges_path = value;
        return true;
    case OPTION_OFFSET:
        options->offset_ms = atoll(value);
        return true;
    case OPTION_ADDRESSES:
        options->addresses = (unsigned)atoi(value);
        return true;
    case OPTION_MARKER:
        options->marker = value;
        return true;
    case OPTION_PUBLISH:
        options->publish_path = value;
        return true;
    case OPTION_PUBLISH_PORT:
        options->publish_port = (uint16_t)atoi(value);
        return true;
    case OPTION_ROUNDS:
        options->rounds = (unsigned)atoi(value);
        return true;
    case OPTION_INTERVAL:
        options->interval_ms = atoll(value);
        return true;
    }
    return false;
}

/* Ten thousand streams need as many descriptors. */
static void raise_descriptor_limit(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        limit.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_NOFILE, &limit);
    }
}

int main(int argc, char **argv)
{
    int code;
    struct load_options options = {.path = "/",
                                   .clients = 64,
                                   .seconds = 5,
                                   .rounds = 10,
                                   .interval_ms = 500,
                                   .marker = "data:"};
    while ((code = getopt_long(argc, argv, "", long_options, NULL)) != -1)
        if (!take_option(&options, code, optarg)) {
            fputs(usage, stderr);
            return 2;
        }
    const char *kind = optind < argc ? argv[optind] : "";
    raise_descriptor_limit();
    if (options.port && options.clients && strcmp(kind, "get") == 0)
        return load_requests(&options, false);
    if (options.port && options.clients && strcmp(kind, "post") == 0 && options.badges_path)
        return load_requests(&options, true);
    if (options.port && options.clients && strcmp(kind, "streams") == 0)
        return load_streams(&options);
    fputs(usage, stderr);
    return 2;
}
