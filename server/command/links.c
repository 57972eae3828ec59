/* SPDX-License-Identifier: EUPL-1.2 */
/* parvis links: the guests' personal links, told once. */
#include <fcntl.h>
#include <getopt.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "command.h"
#include "parvis/clock.h"
#include "parvis/csv.h"
#include "phone_operations.h"
#include "token.h"

struct links_options {
    const char *directory, *file, *url, *code;
    bool renew;
};

/* One guest of the list, copied: links are written while nobody walks the table. */
struct guest {
    int64_t id;
    char *fields[6]; /* code, first name, last name, e-mail, organisation, language */
};

struct guest_list {
    const struct links_options *options;
    struct guest *guests;
    size_t count, capacity, linked;
    bool failed;
};

static bool wanted(const struct guest_list *list, const struct store_invited *invited)
{
    if (list->options->code)
        return strcmp(list->options->code, invited->code) == 0;
    return list->options->renew || !invited->linked;
}

static bool add_guest(const struct store_invited *invited, void *data)
{
    struct guest_list *list = data;
    if (!wanted(list, invited)) {
        list->linked++;
        return true;
    }
    if (list->count == list->capacity) {
        size_t capacity = list->capacity ? 2 * list->capacity : 64;
        struct guest *guests = realloc(list->guests, capacity * sizeof *guests);
        if (!guests) {
            list->failed = true;
            return false;
        }
        list->guests = guests;
        list->capacity = capacity;
    }
    const char *const fields[6] = {invited->code,  invited->first_name,   invited->last_name,
                                   invited->email, invited->organisation, invited->language};
    struct guest *guest = &list->guests[list->count++];
    guest->id = invited->id;
    for (size_t i = 0; i < 6; i++)
        if (!(guest->fields[i] = strdup(fields[i])))
            list->failed = true;
    return !list->failed;
}

static void free_guests(struct guest_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        for (size_t field = 0; field < 6; field++)
            free(list->guests[i].fields[field]);
    free(list->guests);
}

static enum parvis_status write_link(struct operation *operation, FILE *file, const char *url,
                                     const struct guest *guest)
{
    char token[TOKEN_CHARS + 1];
    struct page_link order = {.person = guest->id};
    token_new(token);
    token_hash(token, order.hash);
    for (size_t field = 0; field < 6; field++)
        csv_cell(file, guest->fields[field], ";");
    fprintf(file, "%s/mine#%s\r\n", url, token);
    sodium_memzero(token, sizeof token);
    return operation_perform(&page_link_form, operation, &order);
}

static enum parvis_status write_links(struct store *store, FILE *file,
                                      const struct guest_list *list)
{
    struct operation operation = {.store = store, .now = clock_event_ms()};
    enum parvis_status status = store_begin(store);
    if (status != PARVIS_OK)
        return status;
    for (size_t i = 0; i < list->count && status == PARVIS_OK; i++)
        status = write_link(&operation, file, list->options->url, &list->guests[i]);
    /* The file is on disk before the commit: an old link must not end before the new one can be
     * read. */
    if (status == PARVIS_OK && (fflush(file) != 0 || fsync(fileno(file)) != 0))
        status = PARVIS_IO;
    if (status == PARVIS_OK)
        return store_commit(store);
    store_rollback(store);
    return status;
}

/* Readable by its owner alone, from its first byte. */
static FILE *open_file(const char *path)
{
    int descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (descriptor >= 0 && fchmod(descriptor, 0600) == 0)
        return fdopen(descriptor, "w");
    if (descriptor >= 0)
        close(descriptor);
    return NULL;
}

static int write_file(struct store *store, const struct guest_list *list)
{
    FILE *file = open_file(list->options->file);
    if (!file)
        return command_unwritable(list->options->file);
    /* The byte order mark, by which spreadsheets recognise UTF-8. */
    fprintf(file, "\xef\xbb\xbf%s\r\n",
            text_label(text_language_from_environment(), "command.links.columns"));
    enum parvis_status status = write_links(store, file, list);
    if (fclose(file) != 0 && status == PARVIS_OK)
        status = PARVIS_IO;
    if (status != PARVIS_OK)
        return status == PARVIS_IO ? command_unwritable(list->options->file)
                                   : command_failed(status);
    char count[24], kept[24];
    snprintf(count, sizeof count, "%zu", list->count);
    snprintf(kept, sizeof kept, "%zu", list->linked);
    command_say(stdout, "command.links.made", "count", count, "kept", kept, "file",
                list->options->file, NULL);
    return 0;
}

static int run(const struct links_options *options)
{
    struct guest_list list = {.options = options};
    struct store *store = command_open(command_directory(options->directory));
    if (!store)
        return 1;
    int result;
    enum parvis_status status = store_invited_each(store, add_guest, &list);
    if (status != PARVIS_OK || list.failed)
        result = command_failed(status);
    else if (options->code && list.count == 0)
        result = command_fail("command.links.unknown", "code", options->code, NULL);
    else
        result = write_file(store, &list);
    free_guests(&list);
    store_close(store);
    return result;
}

int command_links(int argc, char **argv)
{
    static const struct option longs[] = {
        {"data", required_argument, NULL, 'd'},
        {"csv", required_argument, NULL, 'c'},
        {"url", required_argument, NULL, 'u'},
        {"renew", no_argument, NULL, 'r'},
        {"person", required_argument, NULL, 'p'},
        {"help", no_argument, NULL, 'h'},
        {NULL, 0, NULL, 0},
    };
    struct links_options options = {.url = "http://127.0.0.1:8017"};
    for (int option; (option = command_option(argc, argv, longs)) != -1;) {
        switch (option) {
        case 'd':
            options.directory = optarg;
            break;
        case 'c':
            options.file = optarg;
            break;
        case 'u':
            options.url = optarg;
            break;
        case 'r':
            options.renew = true;
            break;
        case 'p':
            options.code = optarg;
            break;
        case 'h':
            return command_help("links");
        default:
            return command_misused("links");
        }
    }
    size_t length = strlen(options.url);
    if (optind < argc || !options.file || length == 0 || options.url[length - 1] == '/' ||
        strncmp(options.url, "http", 4) != 0)
        return command_misused("links");
    return run(&options);
}
