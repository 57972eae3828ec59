/* parvis kiosk: devices and their tokens. */
#include <fcntl.h>
#include <getopt.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "command.h"
#include "parvis/clock.h"
#include "store_access.h"
#include "token.h"

struct kiosk_options {
    const char *directory, *role, *token_file, *verb, *name;
};

static bool is_role(const char *role)
{
    static const char *const roles[] = {"door", "screen", "stage", "stand"};
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (strcmp(roles[i], role) == 0)
            return true;
    return false;
}

static bool print_device(const struct store_access_row *row, void *data)
{
    (void)data;
    printf("%-24s %-8s %s\n", row->name, row->role,
           row->revoked_at ? text_label(text_language_from_environment(), "command.revoked") : "");
    return true;
}

static enum parvis_status write_device(struct store *store, const struct kiosk_options *options,
                                       const uint8_t *hash)
{
    enum parvis_status status = store_begin(store);
    if (status != PARVIS_OK)
        return status;
    int64_t now = clock_real_ms();
    status = hash ? store_device_put(store, options->name, options->role, hash, now, NULL)
                  : store_device_revoke(store, options->name, now, NULL);
    if (status == PARVIS_OK)
        return store_commit(store);
    store_rollback(store);
    return status;
}

/* The token's file is readable by its owner alone, from its first byte. */
static bool save_token(const char *path, const char *token)
{
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file < 0 || fchmod(file, 0600) != 0) {
        if (file >= 0)
            close(file);
        return false;
    }
    bool written = dprintf(file, "%s\n", token) == TOKEN_CHARS + 1 && fsync(file) == 0;
    return close(file) == 0 && written;
}

static int add_device(struct store *store, const struct kiosk_options *options)
{
    char token[TOKEN_CHARS + 1];
    uint8_t hash[TOKEN_HASH_BYTES];
    token_new(token);
    token_hash(token, hash);
    if (options->token_file && !save_token(options->token_file, token))
        return command_fail("command.kiosk.no_file", "file", options->token_file, NULL);
    enum parvis_status status = write_device(store, options, hash);
    if (status != PARVIS_OK)
        return command_fail("command.failed", "reason", parvis_status_name(status), NULL);
    if (options->token_file)
        command_say(stdout, "command.kiosk.saved", "name", options->name, "role", options->role,
                    "file", options->token_file, NULL);
    else
        command_say(stdout, "command.kiosk.made", "name", options->name, "role", options->role,
                    "token", token, NULL);
    sodium_memzero(token, sizeof token);
    return 0;
}

static int revoke_device(struct store *store, const struct kiosk_options *options)
{
    enum parvis_status status = write_device(store, options, NULL);
    if (status == PARVIS_NOT_FOUND)
        return command_fail("command.kiosk.unknown", "name", options->name, NULL);
    if (status != PARVIS_OK)
        return command_fail("command.failed", "reason", parvis_status_name(status), NULL);
    command_say(stdout, "command.kiosk.revoked", "name", options->name, NULL);
    return 0;
}

static int run(const struct kiosk_options *options)
{
    struct store *store = command_open(command_directory(options->directory));
    if (!store)
        return 1;
    int result;
    if (strcmp(options->verb, "list") == 0)
        result = store_device_each(store, print_device, NULL) == PARVIS_OK ? 0 : 1;
    else if (strcmp(options->verb, "revoke") == 0)
        result = revoke_device(store, options);
    else
        result = add_device(store, options);
    store_close(store);
    return result;
}

int command_kiosk(int argc, char **argv)
{
    static const struct option longs[] = {
        {"data", required_argument, NULL, 'd'},
        {"role", required_argument, NULL, 'r'},
        {"token-file", required_argument, NULL, 't'},
        {"help", no_argument, NULL, 'h'},
        {NULL, 0, NULL, 0},
    };
    struct kiosk_options options = {.role = "door", .verb = ""};
    for (int option; (option = getopt_long(argc, argv, "h", longs, NULL)) != -1;) {
        switch (option) {
        case 'd':
            options.directory = optarg;
            break;
        case 'r':
            options.role = optarg;
            break;
        case 't':
            options.token_file = optarg;
            break;
        case 'h':
            return command_help("kiosk");
        default:
            return command_misused("kiosk");
        }
    }
    options.verb = optind < argc ? argv[optind++] : "";
    options.name = optind < argc ? argv[optind++] : NULL;
    bool list = strcmp(options.verb, "list") == 0;
    bool known = list || strcmp(options.verb, "add") == 0 || strcmp(options.verb, "revoke") == 0;
    if (!known || optind < argc || list == (options.name != NULL) || !is_role(options.role) ||
        (options.name && (!*options.name || strlen(options.name) > 100)))
        return command_misused("kiosk");
    return run(&options);
}
