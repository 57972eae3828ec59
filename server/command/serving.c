/* SPDX-License-Identifier: EUPL-1.2 */
/* What a running server tells the commands. */
#include "serving.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netdb.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cjson/cJSON.h>

#include "parvis/file.h"
#include "parvis/log.h"

#define BYTES_MAX 4096

static void path_of(const char *directory, char path[4096])
{
    snprintf(path, 4096, "%s/serving.json", directory);
}

enum parvis_status serving_hold(const char *directory)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/serving.lock", directory);
    int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file >= 0 && flock(file, LOCK_EX | LOCK_NB) == 0)
        return PARVIS_OK; /* stays open: the kernel lets go of it with the process */
    enum parvis_status status = file >= 0 && errno == EWOULDBLOCK ? PARVIS_BUSY : PARVIS_IO;
    if (status == PARVIS_IO)
        log_error("serve", "%s: %s", path, strerror(errno));
    if (file >= 0)
        close(file);
    return status;
}

static char *print(const struct serving *serving)
{
    char hex[65];
    cJSON *tree = cJSON_CreateObject();
    sodium_bin2hex(hex, sizeof hex, serving->fingerprint, sizeof serving->fingerprint);
    cJSON_AddNumberToObject(tree, "pid", (double)getpid());
    cJSON_AddStringToObject(tree, "address", serving->address);
    cJSON_AddNumberToObject(tree, "port", serving->port);
    if (serving->tls)
        cJSON_AddStringToObject(tree, "fingerprint", hex);
    cJSON_AddNumberToObject(tree, "clock_offset_ms", (double)serving->clock_offset_ms);
    char *text = cJSON_Print(tree);
    cJSON_Delete(tree);
    return text;
}

enum parvis_status serving_write(const char *directory, const struct serving *serving)
{
    char *text = print(serving);
    if (!text)
        return PARVIS_NO_MEMORY;
    enum parvis_status status = file_replace("serve", directory, "serving.json", text);
    free(text);
    return status;
}

void serving_remove(const char *directory)
{
    char path[4096];
    path_of(directory, path);
    unlink(path);
}

static bool fill(const cJSON *tree, struct serving *serving)
{
    const cJSON *address = cJSON_GetObjectItemCaseSensitive(tree, "address");
    const cJSON *port = cJSON_GetObjectItemCaseSensitive(tree, "port");
    const cJSON *offset = cJSON_GetObjectItemCaseSensitive(tree, "clock_offset_ms");
    const cJSON *pid = cJSON_GetObjectItemCaseSensitive(tree, "pid");
    const cJSON *print = cJSON_GetObjectItemCaseSensitive(tree, "fingerprint");
    if (!cJSON_IsString(address) || !cJSON_IsNumber(port) || !cJSON_IsNumber(offset) ||
        !cJSON_IsNumber(pid) || pid->valuedouble < 1)
        return false;
    if (kill((pid_t)pid->valuedouble, 0) != 0 && errno == ESRCH)
        return false; /* it was killed, and could not take its file away */
    snprintf(serving->address, sizeof serving->address, "%s", address->valuestring);
    serving->port = port->valueint;
    serving->clock_offset_ms = (int64_t)offset->valuedouble;
    serving->tls = cJSON_IsString(print);
    return !serving->tls || (strlen(print->valuestring) == 64 &&
                             sodium_hex2bin(serving->fingerprint, 32, print->valuestring, 64, NULL,
                                            NULL, NULL) == 0);
}

enum parvis_status serving_read(const char *directory, struct serving *ret_serving)
{
    char path[4096], text[BYTES_MAX + 1];
    struct serving serving = {0};
    path_of(directory, path);
    FILE *file = fopen(path, "re");
    if (!file)
        return PARVIS_NOT_FOUND;
    size_t size = fread(text, 1, BYTES_MAX, file);
    fclose(file);
    text[size] = '\0';
    cJSON *tree = cJSON_Parse(text);
    bool good = fill(tree, &serving);
    cJSON_Delete(tree);
    if (!good)
        return PARVIS_NOT_FOUND;
    *ret_serving = serving;
    return PARVIS_OK;
}

/* This machine's first IPv4 address that others can reach. */
static bool find_address(char address[64])
{
    struct ifaddrs *all = NULL;
    bool found = false;
    if (getifaddrs(&all) != 0)
        return false;
    for (const struct ifaddrs *at = all; at && !found; at = at->ifa_next)
        if (at->ifa_addr && at->ifa_addr->sa_family == AF_INET && !(at->ifa_flags & IFF_LOOPBACK) &&
            (at->ifa_flags & IFF_UP))
            found = getnameinfo(at->ifa_addr, sizeof(struct sockaddr_in), address, 64, NULL, 0,
                                NI_NUMERICHOST) == 0;
    freeifaddrs(all);
    return found;
}

void serving_url(const struct serving *serving, char ret_url[128])
{
    char address[64];
    bool every = strcmp(serving->address, "0.0.0.0") == 0 || strcmp(serving->address, "::") == 0;
    if (!every || !find_address(address))
        snprintf(address, sizeof address, "%s", every ? "127.0.0.1" : serving->address);
    bool bare = strchr(address, ':') != NULL; /* IPv6 */
    snprintf(ret_url, 128, "%s://%s%s%s:%d", serving->tls ? "https" : "http", bare ? "[" : "",
             address, bare ? "]" : "", serving->port);
}

void serving_own_files(const char *directory, struct serving_files *ret_files)
{
    snprintf(ret_files->certificate, sizeof ret_files->certificate, "%s/certificate.pem",
             directory);
    snprintf(ret_files->key, sizeof ret_files->key, "%s/certificate.key", directory);
}

bool serving_is_loopback(const char *address)
{
    struct in_addr four;
    struct in6_addr six;
    if (inet_pton(AF_INET, address, &four) == 1)
        return ntohl(four.s_addr) >> 24 == IN_LOOPBACKNET;
    return inet_pton(AF_INET6, address, &six) == 1 && IN6_IS_ADDR_LOOPBACK(&six);
}
