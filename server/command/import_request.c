/* SPDX-License-Identifier: EUPL-1.2 */
/* Reads the request, runs the import, writes its report as JSON. */
#include "import_request.h"

#include <sodium.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include "command.h"
#include "import_operations.h"
#include "parvis/clock.h"
#include "parvis/json.h"
#include "perform.h"
#include "store_access.h"

#define FILES_MAX 32
#define NAME_BYTES_MAX 400  /* of a file, as messages call it */
#define FINDINGS_SHOWN 2000 /* a screen's list; the rest is counted */

struct wanted {
    struct import_file files[FILES_MAX];
    const char *names[FILES_MAX];
    size_t count;
    const char *motive; /* NULL: none */
    bool check;
    struct operation_actor actor;
};

static int complain(const char *field, const char *title)
{
    cJSON *problem = cJSON_CreateObject();
    cJSON_AddStringToObject(problem, "field", field);
    cJSON_AddStringToObject(problem, "title", title);
    char *text = cJSON_PrintUnformatted(problem);
    fputs(text ? text : "{}", stdout);
    free(text);
    cJSON_Delete(problem);
    return IMPORT_REQUEST_INVALID;
}

/* ---- the request ---- */

/* Base64 in place: the bytes are shorter than their text. */
static bool decode(char *text, size_t *ret_size)
{
    size_t length = strlen(text);
    return sodium_base642bin((unsigned char *)text, length + 1, text, length, NULL, ret_size, NULL,
                             sodium_base64_VARIANT_ORIGINAL) == 0;
}

static bool read_file(const cJSON *item, struct wanted *wanted, struct json_fault *fault)
{
    struct given {
        const char *name, *content;
    } given = {0};
    static const struct json_field fields[] = {
        {"name", JSON_TEXT, offsetof(struct given, name), true, 1, NAME_BYTES_MAX},
        {"content", JSON_TEXT, offsetof(struct given, content), true, 0, 0}};
    size_t size = 0;
    if (json_read(item, fields, 2, &given, fault) != PARVIS_OK) {
        if (!*fault->field)
            snprintf(fault->field, sizeof fault->field, "files");
        return false;
    }
    char *content = cJSON_GetObjectItemCaseSensitive(item, "content")->valuestring;
    if (!decode(content, &size)) {
        snprintf(fault->field, sizeof fault->field, "content");
        snprintf(fault->reason, sizeof fault->reason, "must be base64");
        return false;
    }
    wanted->names[wanted->count] = given.name;
    wanted->files[wanted->count++] = (struct import_file){
        .kind = IMPORT_UNKNOWN, .name = given.name, .bytes = content, .size = size};
    return true;
}

static bool read_wanted(const cJSON *tree, struct wanted *wanted, struct json_fault *fault)
{
    struct given {
        bool check;
        const char *motive;
        const cJSON *files;
    } given = {0};
    static const struct json_field fields[] = {
        {"check", JSON_BOOLEAN, offsetof(struct given, check), true, 0, 0},
        {"motive", JSON_TEXT, offsetof(struct given, motive), false, 1, 2000},
        {"files", JSON_ARRAY, offsetof(struct given, files), true, 1, FILES_MAX}};
    if (json_read(tree, fields, 3, &given, fault) != PARVIS_OK)
        return false;
    wanted->check = given.check;
    wanted->motive = given.motive;
    for (const cJSON *item = given.files->child; item; item = item->next)
        if (!read_file(item, wanted, fault))
            return false;
    return true;
}

/* The tree of the request, which owns the files' bytes. NULL: complained of. */
static cJSON *read_request(int file, struct wanted *wanted)
{
    struct stat about;
    struct json_fault fault = {"", "cannot be read"};
    cJSON *tree = NULL;
    void *text = MAP_FAILED;
    if (fstat(file, &about) == 0 && about.st_size > 0)
        text = mmap(NULL, (size_t)about.st_size, PROT_READ, MAP_PRIVATE, file, 0);
    bool good = text != MAP_FAILED &&
                json_parse(text, (size_t)about.st_size, &tree, &fault) == PARVIS_OK &&
                read_wanted(tree, wanted, &fault);
    if (text != MAP_FAILED)
        munmap(text, (size_t)about.st_size);
    if (good)
        return tree;
    char title[256];
    snprintf(title, sizeof title, "%s %s", *fault.field ? fault.field : "The body", fault.reason);
    complain(fault.field, title);
    cJSON_Delete(tree);
    return NULL;
}

/* ---- the report ---- */

static void add_counts(cJSON *object, const struct report_counts *counts)
{
    cJSON_AddNumberToObject(object, "rows", (double)counts->rows);
    cJSON_AddNumberToObject(object, "added", (double)counts->added);
    cJSON_AddNumberToObject(object, "changed", (double)counts->changed);
    cJSON_AddNumberToObject(object, "unchanged", (double)counts->unchanged);
    cJSON_AddNumberToObject(object, "gone", (double)counts->gone);
    cJSON_AddNumberToObject(object, "kept", (double)counts->kept);
}

static void add_text(cJSON *object, const char *name, const char *text)
{
    cJSON_AddItemToObject(object, name, text ? cJSON_CreateString(text) : cJSON_CreateNull());
}

static cJSON *file_json(const struct import_file *file, const struct import_result *result)
{
    char delimiter[2] = {file->delimiter};
    bool known = file->kind != IMPORT_UNKNOWN;
    static const struct report_counts none = {0};
    cJSON *row = cJSON_CreateObject();
    cJSON_AddStringToObject(row, "name", file->name);
    /* "import.kind.stands" → "stands" */
    add_text(row, "kind", known ? strrchr(import_kind_key(file->kind), '.') + 1 : NULL);
    cJSON_AddStringToObject(row, "charset", charset_name(file->charset));
    add_text(row, "delimiter", file->delimiter ? delimiter : NULL);
    add_counts(row, known ? &result->counts[file->kind] : &none);
    return row;
}

static cJSON *finding_json(const struct report_finding *finding, enum text_language language)
{
    static const char *const severities[] = {"error", "warning", "note"};
    cJSON *row = cJSON_CreateObject();
    char *reason = report_reason(finding, language);
    cJSON_AddStringToObject(row, "severity", severities[finding->severity]);
    cJSON_AddItemToObject(row, "file",
                          finding->file == REPORT_NO_FILE
                              ? cJSON_CreateNull()
                              : cJSON_CreateNumber((double)finding->file));
    cJSON_AddItemToObject(row, "line",
                          finding->line ? cJSON_CreateNumber(finding->line) : cJSON_CreateNull());
    add_text(row, "column", finding->column);
    add_text(row, "value", finding->value);
    cJSON_AddStringToObject(row, "reason", reason);
    cJSON_AddBoolToObject(row, "rule", strncmp(finding->key, "selection.", 10) == 0);
    free(reason);
    return row;
}

static void print_report(const struct wanted *wanted, const struct import_result *result,
                         bool imported, enum text_language language)
{
    const struct report *report = &result->report;
    cJSON *answer = cJSON_CreateObject();
    size_t shown = report->count < FINDINGS_SHOWN ? report->count : FINDINGS_SHOWN;
    size_t all = report->errors + report->warnings + report->notes;
    cJSON_AddBoolToObject(answer, "check", wanted->check);
    cJSON_AddBoolToObject(answer, "imported", imported);
    cJSON_AddNumberToObject(answer, "errors", (double)report->errors);
    cJSON_AddNumberToObject(answer, "warnings", (double)report->warnings);
    cJSON_AddNumberToObject(answer, "notes", (double)report->notes);
    cJSON *files = cJSON_AddArrayToObject(answer, "files");
    for (size_t i = 0; i < wanted->count; i++)
        cJSON_AddItemToArray(files, file_json(&wanted->files[i], result));
    cJSON *made = cJSON_AddObjectToObject(answer, "organisations");
    cJSON_AddNumberToObject(made, "added", (double)result->organisations.added);
    cJSON_AddNumberToObject(made, "changed", (double)result->organisations.changed);
    cJSON_AddNumberToObject(made, "gone", (double)result->organisations.gone);
    cJSON *findings = cJSON_AddArrayToObject(answer, "findings");
    for (size_t i = 0; i < shown; i++)
        cJSON_AddItemToArray(findings, finding_json(&report->findings[i], language));
    cJSON_AddNumberToObject(answer, "more", (double)(all - shown));
    char *text = cJSON_PrintUnformatted(answer);
    cJSON_Delete(answer);
    if (!text)
        abort();
    fputs(text, stdout);
    free(text);
}

static bool find_user(const struct store_access_row *row, void *data)
{
    struct operation_actor *actor = data;
    if (row->id != actor->user)
        return true;
    snprintf(actor->name, sizeof actor->name, "%s", row->name);
    return false;
}

static bool is_told(enum parvis_status status)
{
    return status == PARVIS_OK || status == PARVIS_CANCELLED || status == PARVIS_INVALID;
}

static int run(const struct import_request *request, struct wanted *wanted)
{
    struct import_files order = {.files = wanted->files,
                                 .count = wanted->count,
                                 .motive = wanted->motive,
                                 .check = wanted->check};
    struct store *store = command_open(request->directory);
    if (!store)
        return IMPORT_REQUEST_BUSY;
    wanted->actor.user = request->by_user;
    enum parvis_status status = store_user_each(store, find_user, &wanted->actor);
    if (status == PARVIS_OK) {
        status = command_perform_as(store, &wanted->actor, &import_files_form, &order, NULL);
        if (is_told(status))
            print_report(wanted, &order.result, status == PARVIS_OK, request->language);
        import_result_clear(&order.result);
    }
    store_close(store);
    return is_told(status) ? 0 : IMPORT_REQUEST_BUSY;
}

int import_request_run(const struct import_request *request)
{
    struct wanted wanted = {0};
    cJSON *tree = read_request(request->file, &wanted);
    if (!tree)
        return IMPORT_REQUEST_INVALID;
    int code = run(request, &wanted);
    cJSON_Delete(tree);
    return code;
}
