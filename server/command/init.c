/* SPDX-License-Identifier: EUPL-1.2 */
/* parvis init: makes an edition from edition.json. */
#include "init.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

#include "charset.h"
#include "command.h"
#include "import.h"

static void print_findings(const struct report *report, const char *file)
{
    enum text_language language = text_language_from_environment();
    for (size_t i = 0; i < report->count; i++) {
        char *line = report_say(&report->findings[i], &file, language);
        command_say(stderr, "command.import.error", "finding", line, NULL);
        free(line);
    }
}

/* Reads and checks the file; false: everything that is wrong was told. */
static bool read_edition(const char *path, struct programme *ret_programme)
{
    struct report report = {0};
    struct charset_fault fault;
    enum charset charset;
    char *bytes = NULL, *text = NULL;
    size_t size = 0, length = 0;
    bool good = false;
    enum parvis_status status = import_load(path, &bytes, &size);
    if (status != PARVIS_OK) {
        command_unreadable(path, status);
        return false;
    }
    status = charset_decode(bytes, size, &text, &length, &charset, &fault);
    if (status == PARVIS_INVALID) {
        struct report_place place = {.line = fault.line};
        report_add(&report, REPORT_ERROR, &place, fault.key, NULL);
    } else if (status == PARVIS_OK) {
        good = programme_read(text, length, 0, &report, ret_programme);
    }
    report_sort(&report);
    print_findings(&report, path);
    report_clear(&report);
    free(text);
    free(bytes);
    return good;
}

static int make(const char *path, const char *directory)
{
    char slots[24], sessions[24];
    struct programme programme;
    if (!read_edition(path, &programme))
        return command_fail("command.init.nothing", NULL);
    enum parvis_status status = init_edition(&programme, directory);
    snprintf(slots, sizeof slots, "%zu", programme.slot_count);
    snprintf(sessions, sizeof sessions, "%zu", programme.session_count);
    int result = 0;
    if (status == PARVIS_OK)
        command_say(stdout, "command.init.done", "name", programme.edition.name, "date",
                    programme.edition.date, "directory", directory, "sessions", sessions, "slots",
                    slots, NULL);
    else if (status == PARVIS_CONFLICT)
        result = command_fail("command.init.exists", "directory", directory, NULL);
    else
        result = command_failed(status);
    programme_clear(&programme);
    return result;
}

int command_init(int argc, char **argv)
{
    const char *directory;
    int result = command_read_data(argc, argv, 1, &directory);
    if (result != -1)
        return result;
    return make(argv[optind], directory);
}
