/* SPDX-License-Identifier: EUPL-1.2 */
/* A tty as a serial scanner wants it. */
#include "serial.h"

#include <stddef.h>
#include <termios.h>

static const struct {
    int baud;
    speed_t speed;
} speeds[] = {{9600, B9600},   {1200, B1200},   {2400, B2400},   {4800, B4800},
              {19200, B19200}, {38400, B38400}, {57600, B57600}, {115200, B115200}};

enum parvis_status serial_set_up(int fd, int speed)
{
    struct termios tty;
    const size_t count = sizeof speeds / sizeof *speeds;
    size_t at = 0;
    while (at < count && speed != 0 && speeds[at].baud != speed)
        at++;
    if (at == count)
        return PARVIS_INVALID;
    if (tcgetattr(fd, &tty) != 0)
        return PARVIS_IO;
    cfmakeraw(&tty);
    tty.c_cflag |= CLOCAL | CREAD;
    tty.c_cflag &= ~(tcflag_t)(CSTOPB | CRTSCTS);
    tty.c_cc[VMIN] = 1; /* without bytes read gives EAGAIN, and 0 once the device is gone */
    tty.c_cc[VTIME] = 0;
    cfsetspeed(&tty, speeds[at].speed);
    return tcsetattr(fd, TCSANOW, &tty) == 0 ? PARVIS_OK : PARVIS_IO;
}
