/* SPDX-License-Identifier: EUPL-1.2 */
/* parvis user: who may sign in to the console. */
#include <getopt.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <termios.h>
#include <unistd.h>

#include "api.h"
#include "command.h"
#include "password.h"
#include "perform.h"
#include "store_access.h"
#include "user_operations.h"

#define PASSWORD_CHARS_MIN 10

struct user_options {
    const char *directory, *name;
    enum user_role role;
    bool revoke, list, from_input;
};

/* One line of standard input, without echo on a terminal. */
static bool read_password(char *password, size_t size)
{
    struct termios before, silent;
    bool terminal = isatty(STDIN_FILENO) && tcgetattr(STDIN_FILENO, &before) == 0;
    if (terminal) {
        silent = before;
        silent.c_lflag &= ~(tcflag_t)ECHO;
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
        command_say(stderr, "command.user.ask", NULL);
    }
    /* The terminal gets its echo back before anything is judged or said. */
    bool got = fgets(password, (int)size, stdin) != NULL;
    if (terminal)
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
    if (got)
        password[strcspn(password, "\r\n")] = '\0';
    return got && strlen(password) >= PASSWORD_CHARS_MIN;
}

static bool print_user(const struct store_access_row *row, void *data)
{
    (void)data;
    command_print_padded(row->name, 25);
    printf("%-10s %s\n", row->role,
           row->revoked_at ? text_label(text_language_from_environment(), "command.revoked") : "");
    return true;
}

static int put_user(struct store *store, const struct user_options *options)
{
    char password[256];
    struct user_add order = {.role = options->role, .replace = true};
    struct operation_refusal refusal = {0};
    const char *role = user_role_name(options->role);
    if (!options->from_input)
        password_new(password);
    else if (!read_password(password, sizeof password))
        return command_fail("command.user.short_password", NULL);
    snprintf(order.name, sizeof order.name, "%s", options->name);
    enum parvis_status status = api_hash_password(password, order.hash);
    if (status == PARVIS_OK)
        status = command_perform(store, &user_add_form, &order, &refusal);
    if (status == PARVIS_OK && !options->from_input)
        command_say(stdout, "command.user.made", "name", options->name, "role", role, "password",
                    password, NULL);
    else if (status == PARVIS_OK)
        command_say(stdout, "command.user.set", "name", options->name, "role", role, NULL);
    sodium_memzero(password, sizeof password);
    return status == PARVIS_OK ? 0 : command_refused(status, &refusal);
}

static int revoke_user(struct store *store, const struct user_options *options)
{
    struct user_revoke order = {0};
    struct operation_refusal refusal = {0};
    snprintf(order.name, sizeof order.name, "%s", options->name);
    enum parvis_status status = command_perform(store, &user_revoke_form, &order, &refusal);
    if (status == PARVIS_NOT_FOUND)
        return command_fail("command.user.unknown", "name", options->name, NULL);
    if (status != PARVIS_OK)
        return command_refused(status, &refusal);
    command_say(stdout, "command.user.revoked", "name", options->name, NULL);
    return 0;
}

/* Whether a name can be typed at sign-in: not empty, without control characters. */
static bool is_name(const char *name)
{
    for (const char *at = name; *at; at++)
        if ((unsigned char)*at < ' ' || *at == 0x7f)
            return false;
    return *name && strlen(name) <= 128 && text_check_utf8(name, strlen(name)) == PARVIS_OK;
}

int command_user(int argc, char **argv)
{
    static const struct option longs[] = {
        {"data", required_argument, NULL, 'd'},
        {"role", required_argument, NULL, 'r'},
        {"password-stdin", no_argument, NULL, 'p'},
        {"help", no_argument, NULL, 'h'},
        {NULL, 0, NULL, 0},
    };
    struct user_options options = {.role = USER_ORGANISER};
    for (int option; (option = command_option(argc, argv, longs)) != -1;) {
        switch (option) {
        case 'd':
            options.directory = optarg;
            break;
        case 'r':
            if (!user_role_parse(optarg, &options.role))
                return command_misused("user");
            break;
        case 'p':
            options.from_input = true;
            break;
        case 'h':
            return command_help("user");
        default:
            return command_misused("user");
        }
    }
    const char *verb = optind < argc ? argv[optind++] : "";
    options.list = strcmp(verb, "list") == 0;
    if (!options.list && strcmp(verb, "add") != 0 && strcmp(verb, "revoke") != 0)
        return command_misused("user");
    options.revoke = strcmp(verb, "revoke") == 0;
    options.name = optind < argc ? argv[optind++] : NULL;
    if (optind < argc || (!options.list && !options.name) ||
        (options.name && !is_name(options.name)))
        return command_misused("user");
    struct store *store = command_open(command_directory(options.directory));
    if (!store)
        return 1;
    int result = 0;
    if (options.list)
        result = store_user_each(store, print_user, NULL) == PARVIS_OK ? 0 : 1;
    else
        result = options.revoke ? revoke_user(store, &options) : put_user(store, &options);
    store_close(store);
    return result;
}
