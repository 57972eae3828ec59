/* SPDX-License-Identifier: EUPL-1.2 */
/* The findings of an import, and the sentence that each makes. */
#include "report.h"
#include "parvis/array.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The text's first characters, with an ellipsis when it is longer. Control characters become
 * spaces: what a file holds must not steer the operator's terminal. */
static char *shorten(const char *value)
{
    char *out = malloc(4 * REPORT_VALUE_CHARS + 4);
    size_t used = 0, characters = 0;
    if (!out)
        abort();
    for (const unsigned char *at = (const unsigned char *)value; *at; at++) {
        bool begins = (*at & 0xc0) != 0x80;
        if (begins && ++characters > REPORT_VALUE_CHARS)
            break;
        bool control = *at < ' ' || *at == 0x7f || (*at == 0xc2 && at[1] >= 0x80 && at[1] < 0xa0);
        if (used >= 4 * REPORT_VALUE_CHARS)
            break;
        out[used++] = control ? ' ' : (char)*at;
        at += *at == 0xc2 && control;
    }
    while (used > 0 && text_check_utf8(out, used) != PARVIS_OK)
        used--; /* a sequence that was cut off before it came here */
    if (characters > REPORT_VALUE_CHARS) {
        memcpy(out + used, "…", 3);
        used += 3;
    }
    out[used] = '\0';
    return out;
}

static void count_finding(struct report *report, enum report_severity severity)
{
    if (severity == REPORT_ERROR)
        report->errors++;
    else if (severity == REPORT_WARNING)
        report->warnings++;
    else
        report->notes++;
}

static struct report_finding *append(struct report *report)
{
    if (!array_make_room(&report->findings, report->count, &report->capacity,
                         sizeof *report->findings))
        abort();
    return &report->findings[report->count++];
}

void report_add(struct report *report, enum report_severity severity,
                const struct report_place *place, const char *key, ...)
{
    count_finding(report, severity);
    if (report->count >= REPORT_FINDINGS_MAX)
        return;
    struct report_finding finding = {
        .severity = severity,
        .file = place->file,
        .line = place->line,
        .column = place->column ? shorten(place->column) : NULL,
        .value = place->value ? shorten(place->value) : NULL,
        .key = key,
        .order = report->count,
    };
    va_list arguments;
    va_start(arguments, key);
    for (size_t i = 0; i < REPORT_ARGUMENTS_MAX; i++) {
        const char *name = va_arg(arguments, const char *);
        if (!name)
            break;
        const char *value = va_arg(arguments, const char *);
        finding.arguments[finding.argument_count++] =
            (struct report_argument){.name = name, .value = shorten(value ? value : "")};
    }
    va_end(arguments);
    *append(report) = finding;
}

static int compare(const void *left, const void *right)
{
    const struct report_finding *a = left, *b = right;
    if (a->file != b->file)
        return a->file < b->file ? -1 : 1;
    if (a->line != b->line)
        return a->line < b->line ? -1 : 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

void report_sort(struct report *report)
{
    if (report->count > 1)
        qsort(report->findings, report->count, sizeof *report->findings, compare);
}

/* Appends ", ligne 12" and the like: the part `key` with one argument. */
static void put_part(FILE *stream, enum text_language language, const char *key, const char *name,
                     const char *value)
{
    char *part = text_sayf(language, key, name, value, NULL);
    fprintf(stream, "%s%s", ftell(stream) > 0 ? ", " : "", part);
    free(part);
}

char *report_reason(const struct report_finding *finding, enum text_language language)
{
    struct text_value values[REPORT_ARGUMENTS_MAX];
    for (size_t i = 0; i < finding->argument_count; i++)
        values[i] = (struct text_value){.name = finding->arguments[i].name,
                                        .value = finding->arguments[i].value};
    return text_say(language, finding->key, values, finding->argument_count);
}

char *report_say(const struct report_finding *finding, const char *const *files,
                 enum text_language language)
{
    char *out = NULL, line[16];
    size_t size = 0;
    FILE *stream = open_memstream(&out, &size);
    if (!stream)
        abort();
    if (finding->file != REPORT_NO_FILE)
        fputs(files[finding->file], stream);
    snprintf(line, sizeof line, "%d", finding->line);
    if (finding->line > 0)
        put_part(stream, language, "import.at.line", "line", line);
    if (finding->column)
        put_part(stream, language, "import.at.column", "column", finding->column);
    if (finding->value && *finding->value)
        put_part(stream, language, "import.at.value", "value", finding->value);
    if (ftell(stream) > 0)
        fputs(text_label(language, "import.at.reason"), stream);
    char *reason = report_reason(finding, language);
    fputs(reason, stream);
    free(reason);
    if (fclose(stream) != 0)
        abort();
    return out;
}

void report_clear(struct report *report)
{
    for (size_t i = 0; i < report->count; i++) {
        struct report_finding *finding = &report->findings[i];
        free(finding->column);
        free(finding->value);
        for (size_t j = 0; j < finding->argument_count; j++)
            free(finding->arguments[j].value);
    }
    free(report->findings);
    *report = (struct report){0};
}
