/* SPDX-License-Identifier: EUPL-1.2 */
/* Headings and typed cells. */
#include "sheet.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fields.h"
#include "parvis/clock.h"
#include "parvis/text.h"

/* ---- headings ---- */

/* Whether `folded` is one of the texts that '|' separates in `list`. */
static bool is_listed(const char *list, const char *folded)
{
    size_t length = strlen(folded);
    for (const char *at = list; at && *at;) {
        size_t size = strcspn(at, "|");
        if (size == length && memcmp(at, folded, size) == 0)
            return true;
        at += size + (at[size] == '|');
    }
    return false;
}

/* The form's column that a heading names, -1: none. */
static int find_column(const struct sheet_form *form, const char *heading)
{
    int found = -1;
    char *folded = text_fold(heading);
    for (size_t i = 0; i < form->count && found < 0 && *folded; i++) {
        struct sheet_column column = form->column(i);
        char *own = text_fold(column.heading);
        if (strcmp(own, folded) == 0 || is_listed(column.synonyms, folded))
            found = (int)i;
        free(own);
    }
    free(folded);
    return found;
}

int sheet_score(const struct sheet_form *form, const struct table *table)
{
    bool seen[SHEET_COLUMNS_MAX] = {false};
    int score = 0;
    for (size_t i = 0; i < table->rows[0].count; i++) {
        int column = find_column(form, table_cell(table, &table->rows[0], i));
        if (column >= 0 && !seen[column]) {
            seen[column] = true;
            score++;
        }
    }
    for (size_t i = 0; i < form->count; i++)
        /* A heading that must be there is missing: it is not this kind of file, however many others
         * fit. */
        if (form->column(i).required && !seen[i])
            return -1;
    return score;
}

static void match_heading(struct sheet *sheet, size_t at, bool *usable)
{
    const struct table_row *heading = &sheet->table->rows[0];
    const char *text = table_cell(sheet->table, heading, at);
    struct report_place place = {.file = sheet->file, .line = heading->line, .column = text};
    int column = find_column(sheet->form, text);
    if (column < 0) {
        /* A heading without text is what a trailing delimiter leaves. */
        if (*text)
            report_add(sheet->report, REPORT_WARNING, &place, "import.heading.unknown", NULL);
    } else if (sheet->place[column] >= 0) {
        /* A heading given twice is an error: which column is meant cannot be guessed. */
        *usable = false;
        report_add(sheet->report, REPORT_ERROR, &place, "import.heading.twice", "first",
                   table_cell(sheet->table, heading, (size_t)sheet->place[column]), NULL);
    } else {
        sheet->place[column] = (int)at;
    }
}

bool sheet_open(struct sheet *sheet, const struct sheet_form *form, const struct table *table,
                size_t file, struct report *report)
{
    bool usable = true;
    *sheet = (struct sheet){.form = form, .table = table, .file = file, .report = report};
    for (size_t i = 0; i < SHEET_COLUMNS_MAX; i++)
        sheet->place[i] = -1;
    for (size_t i = 0; i < table->rows[0].count; i++)
        match_heading(sheet, i, &usable);
    for (size_t i = 0; i < form->count; i++) {
        if (!form->column(i).required || sheet->place[i] >= 0)
            continue;
        struct report_place place = {
            .file = file, .line = table->rows[0].line, .column = form->column(i).heading};
        report_add(report, REPORT_ERROR, &place, "import.heading.missing", NULL);
        usable = false;
    }
    return usable;
}

/* ---- rows ---- */

static void check_length(struct sheet *sheet)
{
    char cells[24], headings[24];
    size_t count = sheet->table->rows[0].count;
    bool beyond = false;
    for (size_t i = count; i < sheet->row->count; i++)
        beyond = beyond || *table_cell(sheet->table, sheet->row, i);
    if (!beyond)
        return;
    struct report_place place = {.file = sheet->file, .line = sheet->row->line};
    snprintf(cells, sizeof cells, "%zu", sheet->row->count);
    snprintf(headings, sizeof headings, "%zu", count);
    report_add(sheet->report, REPORT_ERROR, &place, "import.row.long", "cells", cells, "headings",
               headings, NULL);
    sheet->good = false;
}

/* Spreadsheets leave trailing empty cells out, so a short row is wrong only when it lacks something
 * that must be there. */
static bool check_short(struct sheet *sheet)
{
    char cells[24], headings[24];
    size_t count = sheet->table->rows[0].count;
    bool lacks = false;
    for (size_t i = 0; i < sheet->form->count; i++)
        lacks = lacks || (sheet->form->column(i).filled && sheet->place[i] >= 0 &&
                          (size_t)sheet->place[i] >= sheet->row->count);
    if (!lacks)
        return true;
    struct report_place place = {.file = sheet->file, .line = sheet->row->line};
    snprintf(cells, sizeof cells, "%zu", sheet->row->count);
    snprintf(headings, sizeof headings, "%zu", count);
    report_add(sheet->report, REPORT_ERROR, &place, "import.row.short", "cells", cells, "headings",
               headings, NULL);
    sheet->good = false;
    return false;
}

void sheet_go(struct sheet *sheet, size_t number)
{
    sheet->row = &sheet->table->rows[number];
    sheet->good = true;
    check_length(sheet);
    if (!check_short(sheet))
        return;
    for (size_t i = 0; i < sheet->form->count; i++)
        if (sheet->form->column(i).filled && !*sheet_text(sheet, i))
            sheet_fault(sheet, i, "import.value.empty");
}

const char *sheet_text(struct sheet *sheet, size_t column)
{
    if (sheet->place[column] < 0)
        return "";
    return table_cell(sheet->table, sheet->row, (size_t)sheet->place[column]);
}

struct report_place sheet_place(const struct sheet *sheet, size_t column)
{
    struct report_place place = {.file = sheet->file, .line = sheet->row->line};
    if (sheet->place[column] >= 0) {
        size_t at = (size_t)sheet->place[column];
        place.column = table_cell(sheet->table, &sheet->table->rows[0], at);
        place.value = table_cell(sheet->table, sheet->row, at);
    }
    return place;
}

void sheet_fault(struct sheet *sheet, size_t column, const char *key)
{
    sheet_fault_with(sheet, column, key, NULL, NULL);
}

void sheet_fault_with(struct sheet *sheet, size_t column, const char *key, const char *name,
                      const char *value)
{
    struct report_place place = sheet_place(sheet, column);
    sheet->good = false;
    report_add(sheet->report, REPORT_ERROR, &place, key, name, value, NULL);
}

void sheet_warn(struct sheet *sheet, size_t column, const char *key, const char *name,
                const char *value)
{
    struct report_place place = sheet_place(sheet, column);
    report_add(sheet->report, REPORT_WARNING, &place, key, name, value, NULL);
}

/* ---- typed cells ---- */

const char *sheet_short_text(struct sheet *sheet, size_t column, size_t max)
{
    char limit[24];
    const char *text = sheet_text(sheet, column);
    if (strlen(text) <= max)
        return text;
    snprintf(limit, sizeof limit, "%zu", max);
    sheet_fault_with(sheet, column, "import.value.long", "max", limit);
    return "";
}

bool sheet_yes_no(struct sheet *sheet, size_t column, bool otherwise)
{
    const char *text = sheet_text(sheet, column), *fault;
    if (*text && (fault = field_yes_no(text, &otherwise)))
        sheet_fault(sheet, column, fault);
    return otherwise;
}

/* A bound as the operator writes it: 200 tenths are "20". */
static void write_bound(char *out, size_t size, int64_t value, int64_t scale)
{
    snprintf(out, size, "%lld", (long long)(value / scale));
}

static void fault_in_range(struct sheet *sheet, size_t column, const char *key, int64_t min,
                           int64_t max, int64_t scale)
{
    char low[24], high[24];
    struct report_place place = sheet_place(sheet, column);
    write_bound(low, sizeof low, min, scale);
    write_bound(high, sizeof high, max, scale);
    sheet->good = false;
    report_add(sheet->report, REPORT_ERROR, &place, key, "min", low, "max", high, NULL);
}

int64_t sheet_integer(struct sheet *sheet, size_t column, int64_t min, int64_t max,
                      int64_t otherwise)
{
    const char *text = sheet_text(sheet, column), *fault;
    if (*text && (fault = field_integer(text, min, max, &otherwise)))
        fault_in_range(sheet, column, fault, min, max, 1);
    return otherwise;
}

int64_t sheet_decimal(struct sheet *sheet, size_t column, int64_t scale, int64_t min, int64_t max,
                      int64_t otherwise)
{
    const char *text = sheet_text(sheet, column), *fault;
    if (*text && (fault = field_decimal(text, scale, min, max, &otherwise)))
        fault_in_range(sheet, column, fault, min, max, scale);
    return otherwise;
}

int64_t sheet_amperes(struct sheet *sheet, size_t column)
{
    int64_t amperes = 0;
    const char *text = sheet_text(sheet, column), *fault;
    if (*text && (fault = field_amperes(text, &amperes)))
        sheet_fault(sheet, column, fault);
    return amperes;
}

const char *sheet_email(struct sheet *sheet, size_t column)
{
    const char *text = sheet_text(sheet, column), *fault;
    if (*text && (fault = field_email(text)))
        sheet_fault(sheet, column, fault);
    return text;
}

void sheet_siret(struct sheet *sheet, size_t column, char ret_siret[15])
{
    const char *text = sheet_text(sheet, column), *fault;
    ret_siret[0] = '\0';
    if (*text && (fault = field_siret(text, ret_siret))) {
        char digits[24];
        size_t count = 0;
        for (const char *at = text; *at; at++)
            count += *at >= '0' && *at <= '9';
        snprintf(digits, sizeof digits, "%zu", count);
        sheet_fault_with(sheet, column, fault, "count", digits);
    }
}

int64_t sheet_date(struct sheet *sheet, size_t column)
{
    int64_t at = 0;
    const char *text = sheet_text(sheet, column), *fault;
    if (*text && (fault = field_date(text, &at)))
        sheet_fault(sheet, column, fault);
    return at;
}

int64_t sheet_time(struct sheet *sheet, size_t column, const char *date, int64_t opens_at,
                   int64_t closes_at)
{
    int64_t at = 0;
    const char *text = sheet_text(sheet, column), *fault;
    if (!*text)
        return 0;
    if ((fault = field_time(text, date, &at))) {
        sheet_fault(sheet, column, fault);
    } else if (at < opens_at || at > closes_at) {
        char from[6], to[6];
        struct report_place place = sheet_place(sheet, column);
        clock_format_hhmm(opens_at, from);
        clock_format_hhmm(closes_at, to);
        sheet->good = false;
        report_add(sheet->report, REPORT_ERROR, &place, "import.value.outside_day", "from", from,
                   "to", to, NULL);
    }
    return at;
}
