/* SPDX-License-Identifier: EUPL-1.2 */
/* A tty as a serial scanner wants it. */
#ifndef PARVIS_KIOSK_SERIAL_H
#define PARVIS_KIOSK_SERIAL_H

#include "parvis/status.h"

/* Raw bytes, 8N1 at `speed` baud (0: 9600, what scanners come with; over USB it means nothing).
 * PARVIS_INVALID: no such speed; PARVIS_IO: the tty does not take it. */
enum parvis_status serial_set_up(int fd, int speed) PARVIS_MUST_CHECK;

#endif
