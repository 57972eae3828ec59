/* SPDX-License-Identifier: EUPL-1.2 */
/* The service manager's protocol (systemd's sd_notify(3), "Notes": a datagram to $NOTIFY_SOCKET):
 * one send(2) does it without libsystemd's 0.9 MB. Without a manager nothing happens. */
#ifndef PARVIS_NOTIFY_H
#define PARVIS_NOTIFY_H

/* Sends one state: "READY=1", "STOPPING=1" or "WATCHDOG=1". */
void notify_service_manager(const char *state);

/* Sends "WATCHDOG=1" if the manager asked for it ($WATCHDOG_USEC), at most once in a third of the
 * time that it allows. Call it at least every second while all is well. */
void notify_watchdog(void);

#endif
