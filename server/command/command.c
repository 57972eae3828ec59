/* SPDX-License-Identifier: EUPL-1.2 */
/* What the commands share: the edition's directory, messages, help. */
#include "command.h"

#include <errno.h>
#include <getopt.h>
#include <libgen.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "parvis/clock.h"
#include "parvis/kiosk_screen.h"
#include "parvis/limits.h"
#include "store_ledger.h"
#include "store_programme.h"

const char *command_directory(const char *option)
{
    const char *variable = getenv("PARVIS_DATA");
    if (option)
        return option;
    return variable && *variable ? variable : "parvis-data";
}

void command_say(FILE *stream, const char *key, ...)
{
    va_list arguments;
    va_start(arguments, key);
    char *message = text_sayv(text_language_from_environment(), key, arguments);
    va_end(arguments);
    fprintf(stream, "%s\n", message);
    free(message);
}

int command_fail(const char *key, ...)
{
    va_list arguments;
    va_start(arguments, key);
    char *message = text_sayv(text_language_from_environment(), key, arguments);
    va_end(arguments);
    fprintf(stderr, "parvis: %s\n", message);
    free(message);
    return 1;
}

const char *command_reason(enum parvis_status status)
{
    static const char *const keys[] = {
        [PARVIS_NO_MEMORY] = "command.reason.no_memory",
        [PARVIS_NOT_FOUND] = "command.reason.absent",
        [PARVIS_INVALID] = "command.reason.invalid",
        [PARVIS_CONFLICT] = "command.reason.conflict",
        [PARVIS_FORBIDDEN] = "command.reason.forbidden",
        [PARVIS_BUSY] = "command.reason.busy",
        [PARVIS_FULL] = "command.reason.full",
        [PARVIS_CORRUPT] = "command.reason.corrupt",
        [PARVIS_TOO_NEW] = "command.reason.too_new",
    };
    const char *key = (size_t)status < sizeof keys / sizeof *keys ? keys[status] : NULL;
    return text_label(text_language_from_environment(), key ? key : "command.reason.io");
}

int command_failed(enum parvis_status status)
{
    return command_fail("command.failed", "reason", command_reason(status), NULL);
}

int command_unreadable(const char *path, enum parvis_status status)
{
    const char *key = status == PARVIS_BUSY        ? "command.file.huge"
                      : status == PARVIS_NOT_FOUND ? "command.file.absent"
                      : status == PARVIS_FORBIDDEN ? "command.file.forbidden"
                      : status == PARVIS_INVALID   ? "command.file.not_a_file"
                                                   : "command.file.unreadable";
    return command_fail(key, "file", path, NULL);
}

/* Why a file cannot be written, from its folder: libraries that draw do not hand errno on. */
static const char *write_fault(const char *path)
{
    struct stat about;
    char *copy = strdup(path);
    const char *key = "command.file.full";
    if (stat(path, &about) == 0 && S_ISDIR(about.st_mode))
        key = "command.file.is_folder";
    else if (copy && access(dirname(copy), W_OK) != 0)
        key = errno == ENOENT || errno == ENOTDIR ? "command.file.no_folder"
                                                  : "command.file.may_not_write";
    else if (access(path, W_OK) != 0 && errno == EACCES)
        key = "command.file.may_not_write";
    free(copy);
    return key;
}

int command_unwritable(const char *path)
{
    struct stat about;
    const char *key = write_fault(path);
    if (lstat(path, &about) == 0 && S_ISREG(about.st_mode))
        unlink(path); /* a partial file would be taken for the whole */
    return command_fail(key, "file", path, NULL);
}

int command_help(const char *name)
{
    char key[64], screens[256];
    snprintf(key, sizeof key, "command.%s.help", name);
    if (strcmp(text_label(text_language_from_environment(), key), key) == 0) {
        command_say(stderr, "command.unknown", "name", name, NULL);
        return 2;
    }
    kiosk_screen_hall_words(screens, sizeof screens);
    char *help = text_sayf(text_language_from_environment(), key, "screens", screens, NULL);
    fputs(help, stdout);
    free(help);
    return 0;
}

/* The option that command_option read last, for command_misused; getopt keeps its state in globals
 * too. */
static struct {
    char name[64];     /* "--port"; empty: nothing is being read */
    const char *value; /* NULL: it takes none */
    bool said;         /* its fault was told already */
} reading;

static void tell_fault(const char *key, const char *name)
{
    command_say(stderr, key, "name", name, "option", reading.name, "value",
                reading.value ? reading.value : "", NULL);
    reading.said = true;
}

int command_option(int argc, char **argv, const struct option *longs)
{
    int index = -1;
    opterr = 0; /* getopt's own words are English alone */
    int option = getopt_long(argc, argv, ":h", longs, &index);
    reading.said = false;
    reading.value = NULL;
    *reading.name = '\0';
    if (option == -1)
        return option;
    if (index >= 0)
        snprintf(reading.name, sizeof reading.name, "--%s", longs[index].name);
    else
        snprintf(reading.name, sizeof reading.name, "%s", argv[optind > 1 ? optind - 1 : 1]);
    if (option == '?' || option == ':')
        tell_fault(option == '?' ? "command.unknown_option" : "command.no_value", argv[0]);
    else if (index >= 0 && longs[index].has_arg != no_argument)
        reading.value = optarg;
    return option == ':' ? '?' : option;
}

/* The help's first paragraph: how the command is called. */
static void print_usage(const char *name)
{
    char key[64];
    snprintf(key, sizeof key, "command.%s.help", name);
    const char *help = text_label(text_language_from_environment(), key);
    const char *end = strstr(help, "\n\n");
    fprintf(stderr, "%.*s\n", (int)(end ? end - help : (ptrdiff_t)strlen(help)), help);
}

int command_misused(const char *name)
{
    if (!reading.said)
        tell_fault(reading.value ? "command.bad_value" : "command.bad_arguments", name);
    print_usage(name);
    command_say(stderr, "command.misused", "name", name, NULL);
    return 2;
}

/* An edition of an earlier version may have more slots than this one can plan: warns, and says what
 * to do before the next plan. */
static void warn_of_slots(struct store *store)
{
    size_t slots = 0;
    char count[24], most[24];
    if (store_slots_count(store, &slots) != PARVIS_OK || slots <= SLOTS_MAX)
        return;
    snprintf(count, sizeof count, "%zu", slots);
    snprintf(most, sizeof most, "%d", SLOTS_MAX);
    command_say(stderr, "command.slots_many", "count", count, "max", most, NULL);
}

int command_read_data(int argc, char **argv, int operands, const char **ret_directory)
{
    static const struct option longs[] = {
        {"data", required_argument, NULL, 'd'},
        {"help", no_argument, NULL, 'h'},
        {NULL, 0, NULL, 0},
    };
    const char *directory = NULL;
    for (int option; (option = command_option(argc, argv, longs)) != -1;) {
        if (option != 'd')
            return option == 'h' ? command_help(argv[0]) : command_misused(argv[0]);
        directory = optarg;
    }
    if (optind != argc - operands)
        return command_misused(argv[0]);
    *ret_directory = command_directory(directory);
    return -1;
}

/* A restored backup may have people who were erased since. */
static enum parvis_status erase_again(struct store *store)
{
    size_t count;
    char number[24];
    enum parvis_status status = store_ledger_replay(store, &count);
    if (status != PARVIS_OK || count == 0)
        return status;
    snprintf(number, sizeof number, "%zu", count);
    command_say(stderr, count == 1 ? "command.erased_again.one" : "command.erased_again.many",
                "count", number, NULL);
    return PARVIS_OK;
}

struct store *command_open(const char *directory)
{
    struct store *store = NULL;
    struct store_edition edition;
    enum parvis_status status = store_open(directory, false, &store);
    if (status == PARVIS_OK)
        status = store_edition_get(store, &edition);
    if (status == PARVIS_OK)
        status = clock_set_zone(edition.timezone);
    if (status == PARVIS_OK)
        status = erase_again(store);
    switch (status) {
    case PARVIS_OK:
        warn_of_slots(store);
        return store;
    case PARVIS_NOT_FOUND:
        command_fail("command.no_edition", "directory", directory, NULL);
        break;
    case PARVIS_TOO_NEW:
        command_fail("command.too_new", "directory", directory, NULL);
        break;
    case PARVIS_BUSY:
        command_fail("command.busy", "directory", directory, NULL);
        break;
    case PARVIS_CORRUPT:
        command_fail("command.corrupt", "directory", directory, NULL);
        break;
    default:
        command_fail("command.cannot_open", "directory", directory, "reason",
                     command_reason(status), NULL);
    }
    store_close(store);
    return NULL;
}

void command_print_padded(const char *text, int width)
{
    int characters = 0;
    for (const char *at = text; *at; at++)
        characters += ((unsigned char)*at & 0xc0) != 0x80;
    printf("%s%*s", text, characters < width ? width - characters : 1, "");
}

bool command_number(const char *text, long min, long max, long *ret_value)
{
    char *end;
    errno = 0;
    long value = strtol(text, &end, 10);
    if (errno || end == text || *end || value < min || value > max)
        return false;
    *ret_value = value;
    return true;
}
