/* SPDX-License-Identifier: EUPL-1.2 */
/* vCard 3.0: escaped values, lines folded at 75 octets. */
#include "vcard.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One content line as it grows. */
struct line {
    FILE *stream;
    size_t octets; /* of the physical line */
};

/* RFC 2426 2.6: a long line goes on after CRLF and a space; a character is never cut. */
static void put(struct line *line, const char *bytes)
{
    for (; *bytes; bytes++) {
        bool begins = ((unsigned char)*bytes & 0xc0) != 0x80;
        if (begins && line->octets >= 71) {
            fputs("\r\n ", line->stream);
            line->octets = 1;
        }
        fputc(*bytes, line->stream);
        line->octets++;
    }
}

/* RFC 2426 5: backslash, comma, semicolon and newline are escaped. */
static void put_value(struct line *line, const char *value)
{
    for (; *value; value++) {
        char text[3] = {*value, '\0', '\0'};
        if (strchr("\\,;", *value)) {
            text[0] = '\\';
            text[1] = *value;
        } else if (*value == '\n') {
            text[0] = '\\';
            text[1] = 'n';
        }
        put(line, text);
    }
}

static void field(FILE *stream, const char *name, const char *value, const char *more)
{
    struct line line = {.stream = stream};
    put(&line, name);
    put(&line, ":");
    put_value(&line, value);
    if (more) {
        put(&line, ";");
        put_value(&line, more);
        put(&line, ";;;");
    }
    fputs("\r\n", stream);
}

char *vcard_text(const struct model_person *person, const char *organisation)
{
    char *text = NULL, name[256];
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    if (!stream)
        abort();
    snprintf(name, sizeof name, "%s %s", person->first_name, person->last_name);
    fputs("BEGIN:VCARD\r\nVERSION:3.0\r\n", stream);
    field(stream, "N", person->last_name, person->first_name);
    field(stream, "FN", name, NULL);
    if (*organisation)
        field(stream, "ORG", organisation, NULL);
    if (*person->position)
        field(stream, "TITLE", person->position, NULL);
    if (*person->email)
        field(stream, "EMAIL;TYPE=INTERNET", person->email, NULL);
    fputs("END:VCARD\r\n", stream);
    if (fclose(stream) != 0)
        abort();
    return text;
}
