/* SPDX-License-Identifier: EUPL-1.2 */
/* Rows and cells by libcsv, fed a line at a time so that each row knows where it starts. */
#include "table.h"

#include <csv.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* What libcsv's callbacks work on. */
struct reading {
    struct table *table;
    int line;       /* being fed */
    int row_line;   /* where the open row starts */
    int field_line; /* where the open field starts */
    bool open;      /* a row has begun and not ended */
    enum parvis_status status;
    struct table_fault *fault;
};

/* Makes room for `count` items of `size` bytes; false and the status on lack of memory. */
static bool reserve(struct reading *reading, void **items, size_t *room, size_t count, size_t size)
{
    if (count <= *room)
        return true;
    size_t wanted = *room ? 2 * *room : 256;
    if (wanted < count)
        wanted = count;
    void *grown = realloc(*items, wanted * size);
    if (!grown) {
        reading->status = PARVIS_NO_MEMORY;
        return false;
    }
    *items = grown;
    *room = wanted;
    return true;
}

static void blame(struct reading *reading, const char *key, int line)
{
    if (reading->status != PARVIS_OK)
        return;
    reading->status = PARVIS_INVALID;
    *reading->fault = (struct table_fault){.key = key, .line = line};
}

/* Bytes of the white space that `text` starts with: ASCII, no-break space, narrow no-break space.
 */
static size_t leading_space(const char *text, size_t length)
{
    if (length >= 1 && strchr(" \t\n", text[0]) && text[0])
        return 1;
    if (length >= 2 && memcmp(text, "\u00a0", 2) == 0)
        return 2;
    return length >= 3 && memcmp(text, "\u202f", 3) == 0 ? 3 : 0;
}

static size_t trailing_space(const char *text, size_t length)
{
    if (length >= 1 && leading_space(text + length - 1, 1))
        return 1;
    if (length >= 2 && leading_space(text + length - 2, 2) == 2)
        return 2;
    return length >= 3 && leading_space(text + length - 3, 3) == 3 ? 3 : 0;
}

static void take_field(void *data, size_t length, void *user)
{
    struct reading *reading = user;
    struct table *table = reading->table;
    const char *text = data;
    if (reading->status != PARVIS_OK)
        return;
    for (size_t space; (space = leading_space(text, length)) > 0; length -= space)
        text += space;
    for (size_t space; (space = trailing_space(text, length)) > 0;)
        length -= space;
    if (length > TABLE_CELL_BYTES_MAX) {
        blame(reading, "import.table.long_cell", reading->field_line);
        return;
    }
    /* The next field begins where this one ended: a quoted cell may go over lines. */
    reading->field_line = reading->line;
    if (!reserve(reading, (void **)&table->text, &table->text_room, table->text_size + length + 1,
                 1) ||
        !reserve(reading, (void **)&table->cells, &table->cells_room, table->cell_count + 1,
                 sizeof *table->cells))
        return;
    /* An offset and no pointer: the text moves when it grows. */
    table->cells[table->cell_count++] = table->text_size;
    if (length > 0)
        memcpy(table->text + table->text_size, text, length);
    table->text_size += length;
    table->text[table->text_size++] = '\0';
}

static bool row_is_empty(const struct table *table, size_t first)
{
    for (size_t i = first; i < table->cell_count; i++)
        if (table->text[table->cells[i]])
            return false;
    return true;
}

/* Rows of empty cells are what spreadsheets leave under a table: they are no rows. */
static void take_row(int terminator, void *user)
{
    struct reading *reading = user;
    struct table *table = reading->table;
    (void)terminator;
    reading->open = false;
    if (reading->status != PARVIS_OK)
        return;
    size_t first = 0;
    if (table->row_count > 0) {
        const struct table_row *last = &table->rows[table->row_count - 1];
        first = last->first + last->count;
    }
    if (row_is_empty(table, first)) {
        table->cell_count = first;
        return;
    }
    /* One more than there may be: the heading is a row as well. */
    if (table->row_count == TABLE_ROWS_MAX + 1)
        blame(reading, "import.table.many_rows", reading->row_line);
    else if (table->cell_count - first > TABLE_COLUMNS_MAX)
        blame(reading, "import.table.many_columns", reading->row_line);
    if (reading->status != PARVIS_OK || !reserve(reading, (void **)&table->rows, &table->rows_room,
                                                 table->row_count + 1, sizeof *table->rows))
        return;
    table->rows[table->row_count++] = (struct table_row){
        .line = reading->row_line, .first = first, .count = table->cell_count - first};
}

static bool is_blank(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (text[i] != ' ' && text[i] != '\t' && text[i] != '\n')
            return false;
    return true;
}

static void feed_line(struct csv_parser *parser, struct reading *reading, const char *text,
                      size_t length)
{
    if (!reading->open) {
        if (is_blank(text, length))
            return;
        reading->open = true;
        reading->row_line = reading->field_line = reading->line;
    }
    if (csv_parse(parser, text, length, take_field, take_row, reading) != length)
        reading->status = csv_error(parser) == CSV_ENOMEM ? PARVIS_NO_MEMORY : PARVIS_INVALID;
}

/* The sign that the first line has most, outside quotes; ';' when it has none. */
static char find_delimiter(const char *text, size_t length)
{
    static const char signs[] = {';', ',', '\t'};
    size_t found[3] = {0}, best = 0;
    bool quoted = false;
    for (size_t i = 0; i < length && (quoted || text[i] != '\n'); i++) {
        if (text[i] == '"')
            quoted = !quoted;
        for (size_t sign = 0; sign < 3 && !quoted; sign++)
            found[sign] += text[i] == signs[sign];
    }
    for (size_t sign = 1; sign < 3; sign++)
        if (found[sign] > found[best])
            best = sign;
    return signs[best];
}

/* Skips blank lines and Excel's "sep=;" before the heading. */
static size_t find_heading(const char *text, size_t length, int *ret_line, char *ret_delimiter)
{
    size_t start = 0;
    char announced = '\0';
    *ret_line = 1;
    while (start < length) {
        const char *end = memchr(text + start, '\n', length - start);
        size_t size = end ? (size_t)(end - (text + start)) : length - start;
        bool directive = !announced && size == 5 && memcmp(text + start, "sep=", 4) == 0;
        if (directive && strchr(";,\t", text[start + 4]))
            announced = text[start + 4];
        else if (!is_blank(text + start, size))
            break;
        start += size + (end != NULL);
        ++*ret_line;
    }
    *ret_delimiter = announced ? announced : find_delimiter(text + start, length - start);
    return start;
}

static enum parvis_status feed(struct csv_parser *parser, struct reading *reading, const char *text,
                               size_t length)
{
    for (size_t start = 0; start < length && reading->status == PARVIS_OK; reading->line++) {
        const char *end = memchr(text + start, '\n', length - start);
        size_t size = end ? (size_t)(end - (text + start)) + 1 : length - start;
        feed_line(parser, reading, text + start, size);
        start += size;
    }
    if (reading->open && reading->status == PARVIS_OK)
        csv_parse(parser, "\n", 1, take_field, take_row, reading); /* no line end at the end */
    if (reading->open)
        /* A line end did not close the row: a quote is open since that line. */
        blame(reading, "import.table.open_quote", reading->field_line);
    if (reading->table->row_count == 0)
        blame(reading, "import.charset.empty", 0);
    return reading->status;
}

enum parvis_status table_read(const char *text, size_t length, struct table *ret_table,
                              struct table_fault *fault)
{
    struct csv_parser parser;
    struct table table = {0};
    struct reading reading = {.table = &table, .fault = fault};
    size_t start = find_heading(text, length, &reading.line, &table.delimiter);
    if (csv_init(&parser, 0) != 0)
        return PARVIS_NO_MEMORY;
    csv_set_delim(&parser, (unsigned char)table.delimiter);
    enum parvis_status status = feed(&parser, &reading, text + start, length - start);
    csv_free(&parser);
    if (status != PARVIS_OK) {
        table_clear(&table);
        return status;
    }
    *ret_table = table;
    return PARVIS_OK;
}

const char *table_cell(const struct table *table, const struct table_row *row, size_t column)
{
    return column < row->count ? table->text + table->cells[row->first + column] : "";
}

void table_clear(struct table *table)
{
    free(table->text);
    free(table->cells);
    free(table->rows);
    *table = (struct table){0};
}
