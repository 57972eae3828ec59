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
#include "parvis/clock.h"
#include "password.h"
#include "store_access.h"

#define PASSWORD_CHARS_MIN 10

struct user_options {
    const char *directory, *name, *role;
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

static enum parvis_status write_user(struct store *store, const struct user_options *options,
                                     const char *hash)
{
    enum parvis_status status = store_begin(store);
    if (status != PARVIS_OK)
        return status;
    if (options->revoke)
        status = store_user_revoke(store, options->name, clock_real_ms(), NULL);
    else
        status = store_user_put(store, options->name, options->role, hash, clock_real_ms(), NULL);
    if (status == PARVIS_OK)
        return store_commit(store);
    store_rollback(store);
    return status;
}

static int put_user(struct store *store, const struct user_options *options)
{
    char password[256], hash[128];
    if (!options->from_input)
        password_new(password);
    else if (!read_password(password, sizeof password))
        return command_fail("command.user.short_password", NULL);
    enum parvis_status status = api_hash_password(password, hash);
    if (status == PARVIS_OK)
        status = write_user(store, options, hash);
    if (status == PARVIS_OK && !options->from_input)
        command_say(stdout, "command.user.made", "name", options->name, "role", options->role,
                    "password", password, NULL);
    else if (status == PARVIS_OK)
        command_say(stdout, "command.user.set", "name", options->name, "role", options->role, NULL);
    sodium_memzero(password, sizeof password);
    return status == PARVIS_OK ? 0 : command_failed(status);
}

static int revoke_user(struct store *store, const struct user_options *options)
{
    enum parvis_status status = write_user(store, options, NULL);
    if (status == PARVIS_NOT_FOUND)
        return command_fail("command.user.unknown", "name", options->name, NULL);
    if (status != PARVIS_OK)
        return command_failed(status);
    command_say(stdout, "command.user.revoked", "name", options->name, NULL);
    return 0;
}

static bool is_role(const char *role)
{
    return strcmp(role, "organiser") == 0 || strcmp(role, "host") == 0 ||
           strcmp(role, "viewer") == 0;
}

/* What one types at the console's door: something, and nothing invisible. */
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
    struct user_options options = {.role = "organiser"};
    for (int option; (option = command_option(argc, argv, longs)) != -1;) {
        switch (option) {
        case 'd':
            options.directory = optarg;
            break;
        case 'r':
            if (!is_role(optarg))
                return command_misused("user");
            options.role = optarg;
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
