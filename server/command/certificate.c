/* SPDX-License-Identifier: EUPL-1.2 */
/* parvis certificate: a private certificate for a venue that has no name of its own. */
#include <arpa/inet.h>
#include <getopt.h>
#include <ifaddrs.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "http_certificate.h"
#include "serving.h"

#define NAMES_MAX 32     /* a laptop with every card and bridge has some ten */
#define DAYS_DEFAULT 397 /* what browsers accept at most */
#define DAYS_MAX 3650
#define SOON_DAYS 30 /* a certificate that lasts longer is not replaced without --renew */

/* The names of a certificate; zero-initialised: none. */
struct names {
    char text[NAMES_MAX][256];
    const char *pointers[NAMES_MAX];
    size_t count;
};

static void add_name(struct names *names, const char *name)
{
    size_t size = strlen(name) + 1;
    if (names->count == NAMES_MAX || size > sizeof names->text[0])
        return;
    for (size_t i = 0; i < names->count; i++)
        if (strcmp(names->text[i], name) == 0)
            return;
    memcpy(names->text[names->count], name, size);
    names->pointers[names->count] = names->text[names->count];
    names->count++;
}

static void add_addresses(struct names *names)
{
    struct ifaddrs *all = NULL;
    char text[INET6_ADDRSTRLEN];
    if (getifaddrs(&all) != 0)
        return;
    for (const struct ifaddrs *one = all; one; one = one->ifa_next) {
        const void *address = NULL;
        int family = one->ifa_addr ? one->ifa_addr->sa_family : AF_UNSPEC;
        if (family == AF_INET)
            address = &((const struct sockaddr_in *)(const void *)one->ifa_addr)->sin_addr;
        else if (family == AF_INET6)
            address = &((const struct sockaddr_in6 *)(const void *)one->ifa_addr)->sin6_addr;
        if (address && inet_ntop(family, address, text, sizeof text))
            add_name(names, text);
    }
    freeifaddrs(all);
}

/* This machine's own: as the hall's network may call it, and its addresses of now. */
static void add_own(struct names *names)
{
    char host[200], local[220];
    if (gethostname(host, sizeof host) == 0 && *host) {
        host[sizeof host - 1] = '\0';
        add_name(names, host);
        snprintf(local, sizeof local, "%s.local", host);
        add_name(names, local);
    }
    add_name(names, "localhost");
    add_addresses(names);
}

static int make(const struct serving_files *files, const struct names *names, int days)
{
    const struct http_certificate_order order = {.names = names->pointers,
                                                 .name_count = names->count,
                                                 .days = days,
                                                 .certificate_path = files->certificate,
                                                 .key_path = files->key};
    enum parvis_status status = http_certificate_make(&order);
    if (status == PARVIS_INVALID)
        return command_fail("command.certificate.bad_name", "key", files->key, NULL);
    if (status == PARVIS_NO_MEMORY)
        return command_failed(status);
    if (status != PARVIS_OK)
        return command_fail("command.certificate.unwritable", "file", files->certificate, NULL);
    command_say(stdout, "command.certificate.done", "certificate", files->certificate, "key",
                files->key, NULL);
    for (size_t i = 0; i < names->count; i++)
        printf("  %s\n", names->text[i]);
    return 0;
}

int command_certificate(int argc, char **argv)
{
    static const struct option longs[] = {
        {"data", required_argument, NULL, 'd'}, {"name", required_argument, NULL, 'n'},
        {"days", required_argument, NULL, 'y'}, {"renew", no_argument, NULL, 'r'},
        {"help", no_argument, NULL, 'h'},       {NULL, 0, NULL, 0},
    };
    struct names names = {.count = 0};
    struct serving_files files;
    const char *directory = NULL;
    long days = DAYS_DEFAULT;
    int left = 0;
    bool renew = false, good = true;
    for (int option; good && (option = command_option(argc, argv, longs)) != -1;) {
        if (option == 'h')
            return command_help("certificate");
        if (option == 'd')
            directory = optarg;
        else if (option == 'n')
            add_name(&names, optarg);
        else if (option == 'r')
            renew = true;
        else
            good = option == 'y' && command_number(optarg, 1, DAYS_MAX, &days);
    }
    if (!good || optind != argc)
        return command_misused("certificate");
    serving_own_files(command_directory(directory), &files);
    if (!renew && http_certificate_days_left(files.certificate, &left) == PARVIS_OK &&
        left > SOON_DAYS) {
        char text[16];
        snprintf(text, sizeof text, "%d", left);
        return command_fail("command.certificate.good", "file", files.certificate, "days", text,
                            NULL);
    }
    add_own(&names);
    return make(&files, &names, (int)days);
}
