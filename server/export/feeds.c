/* SPDX-License-Identifier: EUPL-1.2 */
/* Atom: what changed lately; CSV: the programme as a table. */
#include <stdlib.h>
#include <string.h>

#include "entries.h"
#include "parvis/clock.h"
#include "parvis/csv.h"

char *export_csv(const struct entries *entries)
{
    char *text = NULL, at[20];
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    if (!stream)
        return NULL;
    fprintf(stream, "\xef\xbb\xbf%s\r\n", text_label(entries->language, "export.columns"));
    for (size_t i = 0; i < entries->count; i++) {
        const struct entry *entry = &entries->items[i];
        clock_format_local(entry->from_at, at);
        csv_cell(stream, at, ";");
        clock_format_local(entry->to_at, at);
        csv_cell(stream, at, ";");
        csv_cell(stream, entry->place, ";");
        csv_cell(stream, entry->subtitle, ";");
        csv_cell(stream, entry->title, ";");
        csv_cell(stream, entry->track, ";");
        csv_cell(stream, entry->cancelled ? text_label(entries->language, "export.cancelled") : "",
                 "\r\n");
    }
    return fclose(stream) == 0 ? text : NULL;
}

static void escaped(FILE *stream, const char *text)
{
    for (; *text; text++) {
        if (*text == '&')
            fputs("&amp;", stream);
        else if (*text == '<')
            fputs("&lt;", stream);
        else if ((unsigned char)*text >= 0x20)
            fputc(*text, stream);
    }
}

char *export_atom(const struct model *model, const struct told *told, size_t count,
                  enum text_language language, const char *base)
{
    const struct store_edition *edition = model_edition(model);
    char *text = NULL, at[25];
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    if (!stream)
        return NULL;
    /* RFC 4151: a name that nobody else's feed has, whatever the host is called tomorrow. */
    fprintf(stream,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"%s\">\n"
            "<id>tag:parvis.invalid,%s:%06x</id>\n<title>",
            language == TEXT_FR ? "fr" : "en", edition->date, (unsigned)edition->tag);
    escaped(stream, edition->name);
    clock_format_utc(count > 0 ? told[0].at : edition->opens_at, at);
    fprintf(stream, "</title>\n<updated>%s</updated>\n<author><name>Parvis</name></author>\n", at);
    fputs("<link rel=\"self\" href=\"", stream);
    escaped(stream, base);
    fputs("/export/changes.atom\"/>\n<link href=\"", stream);
    escaped(stream, base);
    fputs("/\"/>\n", stream);
    for (size_t i = 0; i < count; i++) {
        clock_format_utc(told[i].at, at);
        fprintf(stream, "<entry>\n<id>tag:parvis.invalid,%s:%06x/%lld</id>\n<title>", edition->date,
                (unsigned)edition->tag, (long long)told[i].seq);
        escaped(stream, told[i].text[language == TEXT_FR ? 0 : 1]);
        fprintf(stream, "</title>\n<updated>%s</updated>\n<link href=\"", at);
        escaped(stream, base);
        fputs("/\"/>\n</entry>\n", stream);
    }
    fputs("</feed>\n", stream);
    return fclose(stream) == 0 ? text : NULL;
}
