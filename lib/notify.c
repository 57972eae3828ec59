/* SPDX-License-Identifier: EUPL-1.2 */
/* A datagram to the service manager. */
#include "parvis/notify.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "parvis/clock.h"

void notify_service_manager(const char *state)
{
    const char *path = getenv("NOTIFY_SOCKET");
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    size_t length = path ? strlen(path) : 0;
    if (length == 0 || length >= sizeof address.sun_path || (path[0] != '/' && path[0] != '@'))
        return;
    memcpy(address.sun_path, path, length);
    if (address.sun_path[0] == '@')
        address.sun_path[0] = '\0'; /* an abstract name */
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return;
    /* An abstract name has no NUL at its end: its length is part of the name. */
    socklen_t size = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length);
    ssize_t sent =
        sendto(fd, state, strlen(state), MSG_NOSIGNAL, (const struct sockaddr *)&address, size);
    (void)sent; /* it fails when the manager is gone, and then nobody needs it */
    close(fd);
}

void notify_watchdog(void)
{
    static int64_t last; /* one process, one loop that is watched */
    const char *period = getenv("WATCHDOG_USEC");
    int64_t now = clock_monotonic_ms();
    /* Thrice a period, so that one late turn of the loop does not look like its end. */
    if (!period || !*period || (last && now - last < strtoll(period, NULL, 10) / 3000))
        return;
    last = now;
    notify_service_manager("WATCHDOG=1");
}
