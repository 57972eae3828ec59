/* SPDX-License-Identifier: EUPL-1.2 */
/* Sets up a tty for a serial scanner. */
#ifndef PARVIS_KIOSK_SERIAL_H
#define PARVIS_KIOSK_SERIAL_H

#include "parvis/status.h"

/* Sets raw bytes, 8N1 at `speed` baud (0: 9600, as scanners are delivered; over USB the speed means
 * nothing). PARVIS_INVALID: there is no such speed. PARVIS_IO: the tty refuses it. */
enum parvis_status serial_set_up(int fd, int speed) PARVIS_MUST_CHECK;

#endif
