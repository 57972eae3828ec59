/* SPDX-License-Identifier: EUPL-1.2 */
/* The service manager's protocol (systemd's sd_notify(3), "Notes": a datagram to $NOTIFY_SOCKET):
 * one send, for which libsystemd's 0.9 MB is not needed. Without a manager nothing happens. */
#ifndef PARVIS_NOTIFY_H
#define PARVIS_NOTIFY_H

/* "READY=1", "STOPPING=1", "WATCHDOG=1". */
void notify_service_manager(const char *state);

/* "WATCHDOG=1" when the manager asked for it ($WATCHDOG_USEC), at most once in a third of the time
 * that it gives; call at least every second while all is well. */
void notify_watchdog(void);

#endif
