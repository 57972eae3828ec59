/* SPDX-License-Identifier: EUPL-1.2 */
/* One run: decode the files, find out their kinds, read them in the order in which they depend on
 * one another, hold the selection's rules, commit or roll back. */
#include "import.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "import_internal.h"
#include "parvis/clock.h"
#include "store_programme.h"
#include "store_selection.h"
#include "table.h"

/* A file of the run, opened. */
struct opened {
    char *text; /* owned UTF-8 */
    size_t size;
    struct table table;         /* owned; of the CSV kinds */
    struct programme programme; /* owned; of edition.json */
    bool good;                  /* decoded, and a table where it must be one */
};

/* ---- loading ---- */

static enum parvis_status read_all(int file, size_t size, char **ret_bytes, size_t *ret_size)
{
    char *bytes = malloc(size + 1);
    size_t used = 0;
    if (!bytes)
        return PARVIS_NO_MEMORY;
    while (used < size) {
        ssize_t got = read(file, bytes + used, size - used);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        used += (size_t)got;
    }
    if (used < size) {
        free(bytes);
        return PARVIS_IO;
    }
    bytes[size] = '\0';
    *ret_bytes = bytes;
    *ret_size = size;
    return PARVIS_OK;
}

enum parvis_status import_load(const char *path, char **ret_bytes, size_t *ret_size)
{
    struct stat about;
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* a FIFO must not hang us */
    if (file < 0)
        return errno == ENOENT || errno == ENOTDIR ? PARVIS_NOT_FOUND
               : errno == EACCES                   ? PARVIS_FORBIDDEN
                                                   : PARVIS_IO;
    enum parvis_status status = PARVIS_OK;
    if (fstat(file, &about) != 0)
        status = PARVIS_IO;
    else if (!S_ISREG(about.st_mode))
        status = PARVIS_INVALID;
    else if (about.st_size > (off_t)IMPORT_FILE_BYTES_MAX)
        status = PARVIS_BUSY;
    if (status == PARVIS_OK)
        status = read_all(file, (size_t)about.st_size, ret_bytes, ret_size);
    close(file);
    return status;
}

/* ---- opening ---- */

static void blame_file(struct import_run *run, size_t index, int line, const char *key)
{
    struct report_place place = {.file = index, .line = line};
    report_add(&run->result->report, REPORT_ERROR, &place, key, NULL);
}

static bool looks_like_json(const char *text)
{
    text += strspn(text, " \t\n");
    return *text == '{' || *text == '[';
}

/* The kind whose columns the headings name best. */
static enum import_kind recognise(const struct table *table)
{
    enum import_kind best = IMPORT_UNKNOWN;
    int most = 0;
    for (int kind = IMPORT_APPLICATIONS; kind < IMPORT_KINDS; kind++) {
        int score = sheet_score(import_form((enum import_kind)kind), table);
        if (score > most) {
            most = score;
            best = (enum import_kind)kind;
        }
    }
    return best;
}

static void open_table(struct import_run *run, size_t index, struct opened *opened)
{
    struct import_file *file = &run->files[index];
    struct table_fault fault;
    enum parvis_status status = table_read(opened->text, opened->size, &opened->table, &fault);
    if (status == PARVIS_INVALID)
        blame_file(run, index, fault.line, fault.key);
    else if (!import_did(run, status))
        return;
    opened->good = status == PARVIS_OK;
    file->delimiter = opened->table.delimiter;
    if (opened->good && file->kind == IMPORT_UNKNOWN) {
        file->kind = recognise(&opened->table);
        if (file->kind == IMPORT_UNKNOWN) {
            blame_file(run, index, opened->table.rows[0].line, "import.file.unknown");
            opened->good = false;
        }
    }
    if (opened->good && opened->table.row_count == 1) {
        blame_file(run, index, opened->table.rows[0].line, "import.file.no_rows");
        opened->good = false;
    }
}

static void open_file(struct import_run *run, size_t index, struct opened *opened)
{
    struct import_file *file = &run->files[index];
    struct charset_fault fault;
    if (file->size > IMPORT_FILE_BYTES_MAX) {
        blame_file(run, index, 0, "import.file.huge");
        return;
    }
    enum parvis_status status = charset_decode(file->bytes, file->size, &opened->text,
                                               &opened->size, &file->charset, &fault);
    if (status == PARVIS_INVALID)
        blame_file(run, index, fault.line, fault.key);
    else
        import_did(run, status);
    if (status != PARVIS_OK)
        return;
    if (file->kind == IMPORT_UNKNOWN && looks_like_json(opened->text))
        file->kind = IMPORT_PROGRAMME;
    if (file->kind == IMPORT_PROGRAMME)
        opened->good = programme_read(opened->text, opened->size, index, &run->result->report,
                                      &opened->programme);
    else
        open_table(run, index, opened);
}

/* Which file is which kind; a kind comes once. */
static void assign(struct import_run *run, size_t index)
{
    enum import_kind kind = run->files[index].kind;
    if (kind == IMPORT_UNKNOWN)
        return;
    if (run->file_of[kind] != REPORT_NO_FILE) {
        struct report_place place = {.file = index};
        report_add(&run->result->report, REPORT_ERROR, &place, "import.file.twice", "other",
                   run->files[run->file_of[kind]].name, NULL);
        return;
    }
    run->file_of[kind] = index;
    run->result->counts[kind].given = true;
}

/* ---- reading ---- */

static void tell_dates(struct import_run *run, const struct programme *programme, size_t file)
{
    bool moved = strcmp(programme->edition.date, run->edition.date) != 0 ||
                 strcmp(programme->edition.timezone, run->edition.timezone) != 0;
    bool both = run->file_of[IMPORT_PARTICIPANTS] != REPORT_NO_FILE &&
                run->file_of[IMPORT_APPLICATIONS] != REPORT_NO_FILE;
    struct report_place place = {.file = file, .column = "date", .value = programme->edition.date};
    if (moved && !both)
        report_add(&run->result->report, REPORT_WARNING, &place, "import.programme.moved", NULL);
}

void import_programme(struct import_run *run, const struct programme *programme, size_t file)
{
    struct report_counts *counts = &run->result->counts[IMPORT_PROGRAMME];
    struct store_tally tally = {0};
    enum store_outcome outcome;
    struct store_change_list *changes = run->options->changes;
    struct report_place place = {.file = file, .column = "meetings"}, whole = {.file = file};
    bool planned = false;
    tell_dates(run, programme, file);
    if (!import_did(run,
                    store_edition_put(run->store, &programme->edition, false, changes, &outcome)) ||
        !import_did(run, store_sessions_put(run->store, programme->sessions,
                                            programme->session_count, changes, &tally)))
        return;
    if (tally.kept)
        report_add(&run->result->report, REPORT_WARNING, &whole, "import.kept.session", NULL);
    enum parvis_status status =
        store_slots_put(run->store, programme->slots, programme->slot_count, changes, &tally);
    if (status == PARVIS_CONFLICT) {
        place.line = 0;
        report_add(&run->result->report, REPORT_ERROR, &place, "import.programme.slots_held", NULL);
        return;
    }
    if (!import_did(run, status) || !import_did(run, store_edition_get(run->store, &run->edition)))
        return;
    bool moved = outcome == STORE_CHANGED || tally.changed > 0 || tally.gone > 0;
    if (moved && import_did(run, store_plan_exists(run->store, &planned)) && planned)
        report_add(&run->result->report, REPORT_WARNING, &whole, "import.programme.plan_again",
                   NULL);
    counts->rows = 1 + programme->session_count + programme->slot_count;
    counts->added = tally.added;
    counts->changed = tally.changed + (outcome == STORE_CHANGED);
    counts->unchanged = tally.unchanged + (outcome == STORE_UNCHANGED);
    counts->gone = tally.gone;
    counts->kept = tally.kept;
}

static void read_kind(struct import_run *run, enum import_kind kind, struct opened *opened)
{
    static void (*const readers[IMPORT_KINDS])(struct import_run *, struct sheet *) = {
        [IMPORT_APPLICATIONS] = import_applications, [IMPORT_NEEDS] = import_needs,
        [IMPORT_PARTICIPANTS] = import_participants, [IMPORT_STANDS] = import_stands,
        [IMPORT_DECISIONS] = import_decisions,       [IMPORT_WISHES] = import_wishes,
    };
    struct sheet sheet;
    size_t file = run->file_of[kind];
    if (file == REPORT_NO_FILE || !opened[file].good || run->status != PARVIS_OK)
        return;
    if (kind == IMPORT_PROGRAMME) {
        import_programme(run, &opened[file].programme, file);
        return;
    }
    run->result->counts[kind].rows = opened[file].table.row_count - 1;
    if (sheet_open(&sheet, import_form(kind), &opened[file].table, file, &run->result->report))
        readers[kind](run, &sheet);
}

/* ---- the selection's rules ---- */

static struct report_place decision_place(const struct selection_entry *entry, void *data)
{
    struct import_run *run = data;
    size_t decisions = run->file_of[IMPORT_DECISIONS];
    if (decisions == REPORT_NO_FILE)
        return (struct report_place){.file = run->file_of[IMPORT_APPLICATIONS],
                                     .value = entry ? entry->siret : NULL};
    return (struct report_place){.file = decisions,
                                 .line =
                                     entry ? (int)keys_find(&run->decision_lines, entry->siret) : 0,
                                 .value = entry ? entry->siret : NULL};
}

/* The rules concern the whole selection: checked only if applications and decisions have no
 * errors. */
static bool selection_is_whole(const struct import_run *run)
{
    return import_is_good(run, IMPORT_PROGRAMME) && import_is_good(run, IMPORT_APPLICATIONS) &&
           import_is_good(run, IMPORT_DECISIONS);
}

static void hold_selection(struct import_run *run)
{
    bool concerned = run->file_of[IMPORT_DECISIONS] != REPORT_NO_FILE ||
                     run->file_of[IMPORT_APPLICATIONS] != REPORT_NO_FILE ||
                     run->file_of[IMPORT_PROGRAMME] != REPORT_NO_FILE;
    struct selection_holding holding = {.store = run->store,
                                        .edition = &run->edition,
                                        .motive = &run->options->motive,
                                        .decided = run->decided,
                                        .place = decision_place,
                                        .data = run,
                                        .report = &run->result->report,
                                        .changes = run->options->changes};
    if (concerned && run->status == PARVIS_OK && selection_is_whole(run))
        import_did(run, selection_hold(&holding));
}

/* ---- the whole ---- */

static void run_files(struct import_run *run)
{
    struct opened *opened = calloc(run->file_count + 1, sizeof *opened);
    if (!opened)
        abort();
    for (size_t i = 0; i < run->file_count; i++) {
        open_file(run, i, &opened[i]);
        assign(run, i);
    }
    for (int kind = 0; kind < IMPORT_KINDS; kind++)
        read_kind(run, (enum import_kind)kind, opened);
    if (run->status == PARVIS_OK)
        import_gone(run);
    hold_selection(run);
    for (size_t i = 0; i < run->file_count; i++) {
        free(opened[i].text);
        table_clear(&opened[i].table);
        programme_clear(&opened[i].programme);
    }
    free(opened);
}

static void clear_run(struct import_run *run)
{
    keys_clear(&run->sirets);
    keys_clear(&run->codes);
    keys_clear(&run->touched);
    keys_clear(&run->decision_lines);
    for (size_t kind = 0; kind < IMPORT_KINDS; kind++)
        free(run->seen[kind].items);
}

enum parvis_status import_run(struct store *store, struct import_file *files, size_t count,
                              const struct import_options *options,
                              struct import_result *ret_result)
{
    struct import_run run = {.store = store,
                             .options = options,
                             .files = files,
                             .file_count = count,
                             .result = ret_result};
    *ret_result = (struct import_result){0};
    for (size_t kind = 0; kind < IMPORT_KINDS; kind++)
        run.file_of[kind] = REPORT_NO_FILE;
    if (import_did(&run, store_edition_get(store, &run.edition)) &&
        import_did(&run, programme_use_zone(run.edition.timezone)))
        run_files(&run);
    report_sort(&ret_result->report);
    clear_run(&run);
    if (run.status != PARVIS_OK)
        return run.status;
    return ret_result->report.errors > 0 ? PARVIS_INVALID : PARVIS_OK;
}

void import_result_clear(struct import_result *result)
{
    report_clear(&result->report);
    *result = (struct import_result){0};
}
