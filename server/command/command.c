/* What the commands share: the edition's directory, messages, help. */
#include "command.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "parvis/clock.h"

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

int command_help(const char *name)
{
    char key[64];
    snprintf(key, sizeof key, "command.%s.help", name);
    const char *help = text_label(text_language_from_environment(), key);
    if (strcmp(help, key) == 0) {
        command_say(stderr, "command.unknown", "name", name, NULL);
        return 2;
    }
    fputs(help, stdout);
    return 0;
}

int command_misused(const char *name)
{
    command_say(stderr, "command.misused", "name", name, NULL);
    return 2;
}

struct store *command_open(const char *directory)
{
    struct store *store = NULL;
    struct store_edition edition;
    enum parvis_status status = store_open(directory, false, &store);
    if (status == PARVIS_OK && store_edition_get(store, &edition) == PARVIS_OK)
        status = clock_set_zone(edition.timezone);
    switch (status) {
    case PARVIS_OK:
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
                     parvis_status_name(status), NULL);
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
