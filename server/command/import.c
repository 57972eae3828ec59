/* SPDX-License-Identifier: EUPL-1.2 */
/* parvis import: reads the organisers' files, says all that is wrong with them, or imports them. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "import_operations.h"
#include "import_request.h"
#include "parvis/clock.h"
#include "perform.h"

#define FILES_MAX 32 /* seven kinds; more can only be a glob gone wrong */

struct import_arguments {
    const char *directory;
    struct import_file files[FILES_MAX];
    const char *names[FILES_MAX]; /* as messages call them: the paths given */
    char *bytes[FILES_MAX];       /* owned */
    size_t count;
    const char *motive; /* NULL: none */
    bool check;
};

static void print_finding(const struct report_finding *finding, const char *const *names)
{
    static const char *const keys[] = {"command.import.error", "command.import.warning",
                                       "command.import.note"};
    char *line = report_say(finding, names, text_language_from_environment());
    command_say(stderr, keys[finding->severity], "finding", line, NULL);
    free(line);
}

static void print_counts(const char *message, const char *kind, const struct report_counts *counts)
{
    char numbers[6][24];
    const size_t values[6] = {counts->rows, counts->added, counts->changed,
                              counts->gone, counts->kept,  counts->unchanged};
    for (size_t i = 0; i < 6; i++)
        snprintf(numbers[i], sizeof numbers[i], "%zu", values[i]);
    command_say(stdout, message, "kind", text_label(text_language_from_environment(), kind), "rows",
                numbers[0], "added", numbers[1], "changed", numbers[2], "gone", numbers[3], "kept",
                numbers[4], "unchanged", numbers[5], NULL);
}

static void print_all_counts(const struct import_arguments *arguments,
                             const struct import_result *result)
{
    for (size_t i = 0; i < arguments->count; i++) {
        const struct import_file *file = &arguments->files[i];
        if (file->kind == IMPORT_UNKNOWN)
            continue;
        char delimiter[4] = {file->delimiter};
        if (file->delimiter == '\t')
            strcpy(delimiter, "TAB");
        command_say(stdout, file->delimiter ? "command.import.file" : "command.import.json", "file",
                    file->name, "charset", charset_name(file->charset), "delimiter", delimiter,
                    NULL);
        print_counts("command.import.counts", import_kind_key(file->kind),
                     &result->counts[file->kind]);
    }
    const struct report_counts *made = &result->organisations;
    if (made->added || made->changed || made->gone)
        print_counts("command.import.organisations", "", made);
}

static int print_result(const struct import_arguments *arguments, enum parvis_status status,
                        const struct import_result *result, int64_t took_ms)
{
    char errors[24], warnings[24], more[24], took[24];
    const struct report *report = &result->report;
    snprintf(errors, sizeof errors, "%zu", report->errors);
    snprintf(warnings, sizeof warnings, "%zu", report->warnings);
    snprintf(took, sizeof took, "%lld", (long long)took_ms);
    for (size_t i = 0; i < report->count; i++)
        print_finding(&report->findings[i], arguments->names);
    size_t all = report->errors + report->warnings + report->notes;
    snprintf(more, sizeof more, "%zu", all - report->count);
    if (all > report->count)
        command_say(stderr, "command.import.more", "count", more, NULL);
    if (status == PARVIS_INVALID)
        return command_fail("command.import.refused", "errors", errors, "warnings", warnings, NULL);
    if (status == PARVIS_BUSY)
        return command_fail("command.busy", "directory", arguments->directory, NULL);
    if (status != PARVIS_OK && status != PARVIS_CANCELLED)
        return command_failed(status);
    print_all_counts(arguments, result);
    command_say(stdout, status == PARVIS_OK ? "command.import.done" : "command.import.checked",
                "warnings", warnings, "ms", took, NULL);
    return 0;
}

/* Loads every file; each that cannot be read is named. */
static bool load_files(struct import_arguments *arguments)
{
    bool good = true;
    for (size_t i = 0; i < arguments->count; i++) {
        struct import_file *file = &arguments->files[i];
        enum parvis_status status = import_load(file->name, &arguments->bytes[i], &file->size);
        file->bytes = arguments->bytes[i];
        if (status == PARVIS_OK)
            continue;
        command_unreadable(file->name, status);
        good = false;
    }
    return good;
}

static int run(struct import_arguments *arguments)
{
    int code = 1;
    arguments->directory = command_directory(arguments->directory);
    int64_t start = clock_monotonic_ms();
    if (load_files(arguments)) {
        struct store *store = command_open(arguments->directory);
        if (store) {
            struct import_files order = {.files = arguments->files,
                                         .count = arguments->count,
                                         .motive = arguments->motive,
                                         .check = arguments->check};
            enum parvis_status status = command_perform(store, &import_files_form, &order, NULL);
            code = print_result(arguments, status, &order.result, clock_monotonic_ms() - start);
            import_result_clear(&order.result);
            store_close(store);
        }
    }
    for (size_t i = 0; i < arguments->count; i++)
        free(arguments->bytes[i]);
    return code;
}

static bool add_file(struct import_arguments *arguments, enum import_kind kind, const char *path)
{
    if (arguments->count == FILES_MAX)
        return false;
    arguments->names[arguments->count] = path;
    arguments->files[arguments->count++] = (struct import_file){.kind = kind, .name = path};
    return true;
}

static bool read_request_option(int option, const char *value, struct import_request *request)
{
    if (option == 'r')
        request->file = atoi(value); // NOLINT(cert-err34-c): the server's own number
    else if (option == 'u')
        request->by_user = atoll(value); // NOLINT(cert-err34-c)
    else if (option == 'l')
        request->language = text_language_of(value);
    else if (option == 'k')
        clock_set_offset(atoll(value)); // NOLINT(cert-err34-c)
    else
        return false;
    return true;
}

int command_import(int argc, char **argv)
{
    static const struct option longs[] = {
        {"programme", required_argument, NULL, IMPORT_PROGRAMME},
        {"applications", required_argument, NULL, IMPORT_APPLICATIONS},
        {"needs", required_argument, NULL, IMPORT_NEEDS},
        {"participants", required_argument, NULL, IMPORT_PARTICIPANTS},
        {"stands", required_argument, NULL, IMPORT_STANDS},
        {"decisions", required_argument, NULL, IMPORT_DECISIONS},
        {"wishes", required_argument, NULL, IMPORT_WISHES},
        {"data", required_argument, NULL, 'd'},
        {"check", no_argument, NULL, 'c'},
        {"override", required_argument, NULL, 'o'},
        {"help", no_argument, NULL, 'h'},
        /* the server's own call (import_request.h) */
        {"request", required_argument, NULL, 'r'},
        {"by-user", required_argument, NULL, 'u'},
        {"language", required_argument, NULL, 'l'},
        {"clock-offset", required_argument, NULL, 'k'},
        {NULL, 0, NULL, 0},
    };
    struct import_arguments arguments = {0};
    struct import_request request = {.file = -1, .language = TEXT_FR};
    bool fits = true;
    for (int option; (option = command_option(argc, argv, longs)) != -1;) {
        if (option >= 0 && option < IMPORT_KINDS)
            fits = add_file(&arguments, (enum import_kind)option, optarg) && fits;
        else if (option == 'd')
            arguments.directory = optarg;
        else if (option == 'c')
            arguments.check = true;
        else if (option == 'o')
            arguments.motive = optarg;
        else if (!read_request_option(option, optarg, &request))
            return option == 'h' ? command_help("import") : command_misused("import");
    }
    request.directory = command_directory(arguments.directory);
    if (request.file >= 0)
        return import_request_run(&request);
    while (optind < argc)
        fits = add_file(&arguments, IMPORT_UNKNOWN, argv[optind++]) && fits;
    bool empty_motive = arguments.motive && !*arguments.motive;
    if (!fits || arguments.count == 0 || empty_motive)
        return command_misused("import");
    return run(&arguments);
}
