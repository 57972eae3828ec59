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
#include "perform.h"
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
    struct kiosk_token order = {.role = options->role};
    struct operation_refusal refusal = {0};
    const char *role = device_role_name(options->role);
    snprintf(order.name, sizeof order.name, "%s", options->name);
    token_new(token);
    token_hash(token, order.token_hash);
    if (options->token_file && !save_token(options->token_file, token))
        return command_unwritable(options->token_file);
    enum parvis_status status = command_perform(store, &kiosk_token_form, &order, &refusal);
    if (status != PARVIS_OK)
        return command_refused(status, &refusal);
    if (options->token_file)
        command_say(stdout, "command.kiosk.saved", "name", options->name, "role", role, "file",
                    options->token_file, NULL);
    else
        command_say(stdout, "command.kiosk.made", "name", options->name, "role", role, "token",
                    token, NULL);
    sodium_memzero(token, sizeof token);
    return 0;
}

static int revoke_device(struct store *store, const struct kiosk_options *options)
{
    struct kiosk_revoke order = {0};
    struct operation_refusal refusal = {0};
    snprintf(order.name, sizeof order.name, "%s", options->name);
    enum parvis_status status = command_perform(store, &kiosk_revoke_form, &order, &refusal);
    if (status == PARVIS_NOT_FOUND)
        return command_fail("command.kiosk.unknown", "name", options->name, NULL);
    /* revoked before: that is what was wanted */
    if (status != PARVIS_OK && status != PARVIS_CONFLICT)
        return command_refused(status, &refusal);
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

static bool take_screen(struct kiosk_options *options, const char *word)
{
    return kiosk_screen_is_of_hall(word) && kiosk_screen_find(word, &options->shows);
}

/* Kiosks speak French or English. */
static bool take_language(struct kiosk_options *options, const char *code)
{
    options->language = text_language_of(code);
    return options->language != TEXT_NL && strcmp(text_language_code(options->language), code) == 0;
}

static bool take_text(struct kiosk_options *options, int option, const char *value)
{
    const struct {
        int option;
        const char **place;
    } texts[] = {{'d', &options->directory},   {'t', &options->token_file}, {'s', &options->server},
                 {'c', &options->certificate}, {'g', &options->png},        {'a', &options->stand}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (texts[i].option == option) {
            *texts[i].place = value;
            return true;
        }
    return false;
}

/* False: there is no such option, or none of its words. */
static bool take_option(struct kiosk_options *options, int option, const char *value)
{
    switch (option) {
    case 'p':
        options->pair = true;
        return true;
    case 'x':
        options->leaving = true;
        return true;
    case 'r':
        return device_role_parse(value, &options->role);
    case 'w':
        return take_screen(options, value);
    case 'l':
        return take_language(options, value);
    default:
        return take_text(options, option, value);
    }
}

/* Whether an option is given that only pairing can use; with a token file such settings are given
 * to parvis-kiosk itself. */
static bool asks_for_settings(const struct kiosk_options *options)
{
    return options->stand || options->leaving || options->server || options->certificate ||
           options->png;
}

static bool are_good(const struct kiosk_options *options)
{
    static const char *const verbs[] = {"list", "add", "revoke", NULL};
    bool list = strcmp(options->verb, "list") == 0;
    if (!is_one_of(options->verb, verbs) || list == (options->name != NULL) ||
        (options->pair && options->token_file) || (!options->pair && asks_for_settings(options)))
        return false;
    return !options->name || (*options->name && strlen(options->name) <= KIOSK_NAME_CHARS);
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
    struct kiosk_options options = {.verb = "", .shows = SCREEN_AGENDA};
    for (int option; (option = command_option(argc, argv, longs)) != -1;) {
        if (option == 'h')
            return command_help("kiosk");
        if (!take_option(&options, option, optarg))
            return command_misused("kiosk");
    }
    options.verb = optind < argc ? argv[optind++] : "";
    options.name = optind < argc ? argv[optind++] : NULL;
    if (optind < argc || !are_good(&options))
        return command_misused("kiosk");
    return run(&options);
}
