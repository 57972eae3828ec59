/* SPDX-License-Identifier: EUPL-1.2 */
/* What a test plugs into a kiosk: `plug pty` makes a pseudo-terminal, writes the path of its other
 * end, and sends it what comes on standard input; `plug uinput NAME` makes an input device of the
 * kernel, writes its path, and types the characters a-z, 0-9 and line ends that come on standard
 * input as a US keyboard would. At the end of the input it is pulled out. Exit status 77: the
 * kernel has no uinput for us. */
#include <fcntl.h>
#include <linux/input.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include <libevdev/libevdev-uinput.h>

#define EXIT_SKIPPED 77

static int plug_pty(void)
{
    char bytes[4096];
    struct termios raw;
    int master = posix_openpt(O_RDWR | O_NOCTTY);
    if (master < 0 || grantpt(master) != 0 || unlockpt(master) != 0)
        return EXIT_FAILURE;
    const char *name = ptsname(master);
    int other = open(name, O_RDWR | O_NOCTTY); /* until the kiosk has it, so that nothing is lost */
    tcgetattr(other, &raw);
    cfmakeraw(&raw);
    tcsetattr(other, TCSANOW, &raw);
    printf("%s\n", name);
    fflush(stdout);
    for (ssize_t got; (got = read(STDIN_FILENO, bytes, sizeof bytes)) > 0;)
        if (write(master, bytes, (size_t)got) != got)
            return EXIT_FAILURE;
    return EXIT_SUCCESS;
}

static void press(struct libevdev_uinput *device, unsigned code)
{
    for (int value = 1; value >= 0; value--) {
        libevdev_uinput_write_event(device, EV_KEY, code, value);
        libevdev_uinput_write_event(device, EV_SYN, SYN_REPORT, 0);
    }
}

static void type(struct libevdev_uinput *device, char character)
{
    static const struct {
        unsigned first;
        const char *signs;
    } rows[] = {{KEY_1, "1234567890"},
                {KEY_Q, "qwertyuiop"},
                {KEY_ENTER, "\n"},
                {KEY_A, "asdfghjkl"},
                {KEY_Z, "zxcvbnm"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *at = character ? strchr(rows[i].signs, character) : NULL;
        if (at)
            press(device, rows[i].first + (unsigned)(at - rows[i].signs));
    }
}

static int plug_uinput(const char *name)
{
    struct libevdev *described = libevdev_new();
    struct libevdev_uinput *device = NULL;
    libevdev_set_name(described, name);
    for (unsigned code = KEY_ESC; code <= KEY_F10; code++)
        libevdev_enable_event_code(described, EV_KEY, code, NULL);
    if (libevdev_uinput_create_from_device(described, LIBEVDEV_UINPUT_OPEN_MANAGED, &device) != 0) {
        libevdev_free(described);
        return EXIT_SKIPPED;
    }
    printf("%s\n", libevdev_uinput_get_devnode(device));
    fflush(stdout);
    for (int character; (character = getchar()) != EOF;)
        type(device, (char)character);
    libevdev_uinput_destroy(device);
    libevdev_free(described);
    return EXIT_SUCCESS;
}

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "pty") == 0)
        return plug_pty();
    if (argc == 3 && strcmp(argv[1], "uinput") == 0)
        return plug_uinput(argv[2]);
    return EXIT_FAILURE;
}
