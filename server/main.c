/* SPDX-License-Identifier: EUPL-1.2 */
/* `parvis <command>`: the server and the organisers' command in one program. */
#include <poll.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "parvis/text.h"
#include "parvis/version.h"

struct named_command {
    const char *name;
    int (*run)(int argc, char **argv);
};

/* In the order of an event's life, which is the order of `parvis --help`. */
static const struct named_command commands[] = {
    {"init", command_init},
    {"import", command_import},
    {"selection", command_selection},
    {"wishes", command_wishes},
    {"plan", command_plan},
    {"badges", command_badges},
    {"agendas", command_agendas},
    {"links", command_links},
    {"user", command_user},
    {"kiosk", command_kiosk},
    {"certificate", command_certificate},
    {"serve", command_serve},
    {"status", command_status},
    {"backup", command_backup},
    {"verify", command_verify},
};

static int print_help(FILE *stream)
{
    enum text_language language = text_language_from_environment();
    fputs(text_label(language, "command.usage"), stream);
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        char key[64];
        snprintf(key, sizeof key, "command.%s.summary", commands[i].name);
        fprintf(stream, "  %-13s%s\n", commands[i].name, text_label(language, key));
    }
    fputs(text_label(language, "command.usage.end"), stream);
    return 0;
}

/* What was printed is out, or the command failed: a list that a full disk cut short must not pass
 * for the whole. A reader that left (`| head`) had what it wanted. */
static int finish(int result)
{
    struct pollfd output = {.fd = STDOUT_FILENO};
    if (fflush(stdout) == 0 && !ferror(stdout))
        return result;
    bool reader_left = poll(&output, 1, 0) == 1 && (output.revents & POLLERR);
    if (result != 0 || reader_left)
        return result;
    return command_fail("command.output", NULL);
}

int main(int argc, char **argv)
{
    signal(SIGPIPE, SIG_IGN); /* a reader who left is an error return, not an end */
    if (sodium_init() < 0) {
        fputs("parvis: libsodium does not start\n", stderr);
        return 1;
    }
    if (argc < 2) {
        print_help(stderr);
        return 2;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 ||
        strcmp(argv[1], "help") == 0)
        return argc > 2 ? command_help(argv[2]) : print_help(stdout);
    if (strcmp(argv[1], "--version") == 0) {
        printf("parvis %s\n", parvis_version());
        return finish(0);
    }
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        if (strcmp(argv[1], commands[i].name) == 0)
            return finish(commands[i].run(argc - 1, argv + 1));
    command_say(stderr, "command.unknown", "name", argv[1], NULL);
    return 2;
}
