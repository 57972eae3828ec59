/* SPDX-License-Identifier: EUPL-1.2 */
/* Printers that listen on a TCP port (9100, "raw" or "JetDirect" printing). */
#include <errno.h>
#include <netdb.h>
#include <poll.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "parvis/clock.h"
#include "print_way.h"

/* Waits for `events` until `until` (monotonic ms). */
static bool await(int fd, short events, int64_t until)
{
    struct pollfd waited = {.fd = fd, .events = events};
    int64_t left = until - clock_monotonic_ms();
    return left > 0 && poll(&waited, 1, (int)left) == 1 && waited.revents & events;
}

static int connect_to(const struct addrinfo *address)
{
    int error = 0, fd = socket(address->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    socklen_t size = sizeof error;
    if (fd < 0)
        return -1;
    if (connect(fd, address->ai_addr, address->ai_addrlen) == 0)
        return fd;
    if (errno == EINPROGRESS && await(fd, POLLOUT, clock_monotonic_ms() + WAY_CONNECT_MS) &&
        getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size) == 0 && error == 0)
        return fd;
    close(fd);
    return -1;
}

static int connect_by_name(const char *host, const char *port)
{
    const struct addrinfo wanted = {.ai_socktype = SOCK_STREAM};
    struct addrinfo *found = NULL;
    int fd = -1;
    if (getaddrinfo(host, port, &wanted, &found) != 0)
        return -1;
    for (const struct addrinfo *address = found; address && fd < 0; address = address->ai_next)
        fd = connect_to(address);
    freeaddrinfo(found);
    return fd;
}

static bool send_all(int fd, const void *bytes, size_t size)
{
    int64_t until = clock_monotonic_ms() + WAY_SEND_MS;
    for (size_t sent = 0; sent < size;) {
        ssize_t now = send(fd, (const char *)bytes + sent, size - sent, MSG_NOSIGNAL);
        if (now > 0)
            sent += (size_t)now;
        else if ((errno != EAGAIN && errno != EINTR) || !await(fd, POLLOUT, until))
            return false;
    }
    return true;
}

/* Reads until `enough` bytes came, of at most `size`; how many did. */
static size_t receive(int fd, char *to, size_t size, size_t enough)
{
    int64_t until = clock_monotonic_ms() + WAY_ANSWER_MS;
    size_t have = 0;
    while (have < enough && have < size && await(fd, POLLIN, until)) {
        ssize_t got = recv(fd, to + have, size - have, 0);
        if (got <= 0)
            break;
        have += (size_t)got;
    }
    return have;
}

/* ---- ZPL: ~HS answers three lines between STX and ETX ---- */

/* The n-th field (from 0) of the line that begins after the n-th STX, as a number; 0: none. */
static long field(const char *answer, int line, int index)
{
    const char *at = answer;
    for (int i = 0; i <= line && at; i++)
        at = strchr(i ? at + 1 : at, '\x02');
    for (int i = 0; i < index && at; i++)
        at = strchr(at + 1, ',');
    return at ? strtol(at + 1, NULL, 10) : 0;
}

/* A printer that does not answer may print all the same. */
static enum printer_state ask_zpl(int fd)
{
    char answer[256];
    if (!send_all(fd, "~HS", 3))
        return PRINTER_GONE;
    size_t size = receive(fd, answer, sizeof answer - 1, 82); /* the length of the three lines */
    answer[size] = '\0';
    if (field(answer, 0, 1) == 1)
        return PRINTER_NO_PAPER;
    bool paused = field(answer, 0, 2) == 1, open = field(answer, 1, 2) == 1;
    bool no_ribbon = field(answer, 1, 3) == 1;
    return paused || open || no_ribbon ? PRINTER_BLOCKED : PRINTER_READY;
}

/* ---- ESC/POS: DLE EOT n answers one byte, in which bits 1 and 4 are set and 0 and 7 are not ----
 */

/* -1: no answer, or not such a byte. */
static int ask_byte(int fd, char number)
{
    const char question[] = {0x10, 0x04, number};
    char answer;
    if (!send_all(fd, question, sizeof question) || receive(fd, &answer, 1, 1) != 1)
        return -1;
    return (answer & 0x93) == 0x12 ? (unsigned char)answer : -1;
}

static enum printer_state ask_escpos(int fd)
{
    int paper = ask_byte(fd, 4);
    if (paper < 0)
        return PRINTER_READY; /* it does not answer, and may print all the same */
    if (paper & 0x60)
        return PRINTER_NO_PAPER;
    int offline = ask_byte(fd, 2);
    if (offline >= 0 && offline & 0x20)
        return PRINTER_NO_PAPER;
    return offline >= 0 && offline & 0x44 ? PRINTER_BLOCKED : PRINTER_READY;
}

static enum printer_state go(const char *host, const char *port, const struct print_bytes *bytes,
                             enum printer_state (*ask)(int fd))
{
    int fd = connect_by_name(host, port);
    if (fd < 0)
        return PRINTER_GONE;
    enum printer_state state = ask(fd);
    if (state == PRINTER_READY && bytes && !send_all(fd, bytes->bytes, bytes->size))
        state = PRINTER_GONE;
    shutdown(fd, SHUT_WR); /* and what was sent still arrives */
    close(fd);
    return state;
}

enum printer_state way_socket_zpl(const char *host, const char *port,
                                  const struct print_bytes *bytes)
{
    return go(host, port, bytes, ask_zpl);
}

enum printer_state way_socket_escpos(const char *host, const char *port,
                                     const struct print_bytes *bytes)
{
    return go(host, port, bytes, ask_escpos);
}
