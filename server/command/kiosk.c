/* SPDX-License-Identifier: EUPL-1.2 */
/* parvis kiosk: devices and their tokens. */
#include <fcntl.h>
#include <getopt.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "command.h"
#include "kiosk_pair.h"
#include "parvis/clock.h"
#include "parvis/kiosk_screen.h"
#include "store_access.h"
#include "token.h"

/* One of a list of words that ends with NULL. */
static bool is_one_of(const char *word, const char *const *words)
{
    while (*words && strcmp(*words, word) != 0)
        words++;
    return *words != NULL;
}

static bool print_device(const struct store_access_row *row, void *data)
{
    const char *key = row->revoked_at ? "command.revoked" : "command.kiosk.waiting";
    bool plain = !row->revoked_at && row->enrolled_at;
    (void)data;
    command_print_padded(row->name, 25);
    printf("%-8s %s\n", row->role, plain ? "" : text_label(text_language_from_environment(), key));
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
        return command_unwritable(options->token_file);
    enum parvis_status status = write_device(store, options, hash);
    if (status != PARVIS_OK)
        return command_failed(status);
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
        return command_failed(status);
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
    else if (options->pair)
        result = kiosk_pair(store, options);
    else
        result = add_device(store, options);
    store_close(store);
    return result;
}

/* False: there is no such option. */
static bool take_option(struct kiosk_options *options, int option)
{
    const struct {
        int option;
        const char **place;
    } texts[] = {
        {'d', &options->directory}, {'r', &options->role},        {'t', &options->token_file},
        {'s', &options->server},    {'c', &options->certificate}, {'g', &options->png},
        {'w', &options->shows},     {'a', &options->stand},       {'l', &options->language}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (texts[i].option == option) {
            *texts[i].place = optarg;
            return true;
        }
    if (option == 'p')
        options->pair = true;
    else if (option == 'x')
        options->leaving = true;
    return option == 'p' || option == 'x';
}

/* What only a kiosk that is paired can be told: who has a token file says it to parvis-kiosk. */
static bool asks_for_settings(const struct kiosk_options *options)
{
    return options->stand || options->leaving || options->server || options->certificate ||
           options->png;
}

static bool are_good(const struct kiosk_options *options)
{
    static const char *const verbs[] = {"list", "add", "revoke", NULL};
    static const char *const roles[] = {"door", "screen", "stage", "stand", NULL};
    static const char *const languages[] = {"fr", "en", NULL};
    bool list = strcmp(options->verb, "list") == 0;
    if (!is_one_of(options->verb, verbs) || list == (options->name != NULL) ||
        !is_one_of(options->role, roles) || !kiosk_screen_is_of_hall(options->shows) ||
        !is_one_of(options->language, languages) || (options->pair && options->token_file) ||
        (!options->pair && asks_for_settings(options)))
        return false;
    return !options->name || (*options->name && strlen(options->name) <= 100);
}

int command_kiosk(int argc, char **argv)
{
    static const struct option longs[] = {
        {"data", required_argument, NULL, 'd'},
        {"role", required_argument, NULL, 'r'},
        {"token-file", required_argument, NULL, 't'},
        {"pair", no_argument, NULL, 'p'},
        {"server", required_argument, NULL, 's'},
        {"certificate", required_argument, NULL, 'c'},
        {"png", required_argument, NULL, 'g'},
        {"shows", required_argument, NULL, 'w'},
        {"stand", required_argument, NULL, 'a'},
        {"exit", no_argument, NULL, 'x'},
        {"lang", required_argument, NULL, 'l'},
        {"help", no_argument, NULL, 'h'},
        {NULL, 0, NULL, 0},
    };
    struct kiosk_options options = {
        .role = "door", .verb = "", .shows = "agenda", .language = "fr"};
    for (int option; (option = command_option(argc, argv, longs)) != -1;) {
        if (option == 'h')
            return command_help("kiosk");
        if (!take_option(&options, option))
            return command_misused("kiosk");
    }
    options.verb = optind < argc ? argv[optind++] : "";
    options.name = optind < argc ? argv[optind++] : NULL;
    if (optind < argc || !are_good(&options))
        return command_misused("kiosk");
    return run(&options);
}
