/* SPDX-License-Identifier: EUPL-1.2 */
/* Stopping in order. */
#include "stop_signals.h"

#include <signal.h>
#include <stddef.h>

void stop_signals_hold(void)
{
    sigset_t stops;
    sigemptyset(&stops);
    sigaddset(&stops, SIGTERM);
    sigaddset(&stops, SIGINT);
    sigprocmask(SIG_BLOCK, &stops, NULL);
}

bool stop_signals_came(void)
{
    sigset_t waiting;
    sigpending(&waiting);
    return sigismember(&waiting, SIGTERM) == 1 || sigismember(&waiting, SIGINT) == 1;
}
