/* SPDX-License-Identifier: EUPL-1.2 */
/* The documents of docs/api.md, rendered when somebody asks after a change. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "model_internal.h"
#include "parvis/array.h"
#include "parvis/clock.h"

/* JSON text as it grows; a failed stream gives no document. */
struct writer {
    FILE *stream;
    char *text;
    size_t size;
};

static bool open_writer(struct writer *writer)
{
    writer->text = NULL;
    writer->stream = open_memstream(&writer->text, &writer->size);
    return writer->stream != NULL;
}

static struct http_blob *close_writer(struct writer *writer)
{
    if (fclose(writer->stream) != 0) {
        free(writer->text);
        return NULL;
    }
    return http_blob_adopt(writer->text, writer->size);
}

/* Which rows a document has, of those that the hearing may read. */
typedef bool row_filter_fn(const struct kind *kind, struct hearing hearing, const char *body);

/* The agenda has the rows that the table of kinds lists there, and a stand's own rows. */
static bool is_in_agenda(const struct kind *kind, struct hearing hearing, const char *body)
{
    return model_is_told(kind, hearing, body) &&
           (kind_is_own(kind, hearing.audience) || model_is_listed(kind, body));
}

/* ,"name":[body,body…] */
static void write_rows(struct writer *writer, const struct model *model, enum kind_id kind,
                       struct hearing hearing, row_filter_fn *filter)
{
    const struct model_table *table = &model->tables[kind];
    fprintf(writer->stream, ",\"%s\":[", kinds[kind].list);
    bool first = true;
    for (size_t i = 0; i < table->count; i++) {
        if (!filter(&kinds[kind], hearing, table->rows[i].body))
            continue;
        if (!first)
            fputc(',', writer->stream);
        model_tell(writer->stream, &kinds[kind], hearing, table->rows[i].body);
        first = false;
    }
    fputc(']', writer->stream);
}

/* ---- organisations: those that the agenda refers to ---- */

/* A set of ids, as a sorted array without doubles once it is finished. */
struct id_set {
    int64_t *ids;
    size_t count, capacity;
};

static void add_id(struct id_set *set, int64_t id)
{
    if (id == 0)
        return;
    if (!array_make_room(&set->ids, set->count, &set->capacity, sizeof *set->ids))
        return; /* a name is missing on the screen, nothing worse */
    set->ids[set->count++] = id;
}

static int compare_ids(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
    return (left > right) - (left < right);
}

/* Collects the companies and organisations that the readable rows of a kind name. */
static void add_named(struct id_set *set, const struct model *model, enum kind_id kind,
                      struct hearing hearing)
{
    const struct model_table *table = &model->tables[kind];
    for (size_t i = 0; i < table->count; i++) {
        const char *body = table->rows[i].body;
        if (!is_in_agenda(&kinds[kind], hearing, body))
            continue;
        add_id(set, model_told_number(&kinds[kind], hearing, body, "company"));
        add_id(set, model_told_number(&kinds[kind], hearing, body, "organisation"));
    }
}

/* Kept companies are always included, even before they have a stand or a pitch. */
static void add_kept(struct id_set *set, const struct model *model)
{
    const struct model_table *table = &model->tables[KIND_APPLICATION];
    for (size_t i = 0; i < table->count; i++)
        if (!strstr(table->rows[i].body, "\"decision\":null"))
            add_id(set, table->rows[i].id);
}

static void write_text(FILE *stream, const char *text)
{
    cJSON *item = cJSON_CreateString(text);
    char *json = item ? cJSON_PrintUnformatted(item) : NULL;
    fputs(json ? json : "\"\"", stream);
    free(json);
    cJSON_Delete(item);
}

static void write_organisation(FILE *stream, const struct model *model, int64_t id,
                               const char **separator)
{
    const struct model_organisation *organisation = model_organisation(model, id);
    const char *body = model_body(model, "organisation", id);
    if (!organisation || !body)
        return;
    fprintf(stream, "%s%.*s,\"name\":", *separator, (int)(strlen(body) - 1), body);
    write_text(stream, organisation->name);
    fputs(",\"town\":", stream);
    write_text(stream, organisation->town);
    fputc('}', stream);
    *separator = ",";
}

static void write_organisations(struct writer *writer, const struct model *model,
                                struct hearing hearing)
{
    struct id_set set = {0};
    const char *separator = "";
    add_kept(&set, model);
    for (size_t kind = 0; kind < KIND_COUNT; kind++)
        if (kinds[kind].list)
            add_named(&set, model, (enum kind_id)kind, hearing);
    if (set.count > 0)
        qsort(set.ids, set.count, sizeof *set.ids, compare_ids);
    fputs(",\"organisations\":[", writer->stream);
    for (size_t i = 0; i < set.count; i++)
        if (i == 0 || set.ids[i] != set.ids[i - 1])
            write_organisation(writer->stream, model, set.ids[i], &separator);
    fputc(']', writer->stream);
    free(set.ids);
}

/* ---- the documents ---- */

static struct http_blob *render_agenda(const struct model *model, struct hearing hearing)
{
    struct writer writer;
    const char *edition = model_body(model, "edition", 1);
    if (!open_writer(&writer))
        return NULL;
    fprintf(writer.stream, "{\"seq\":%lld,\"clock_offset_ms\":%lld,\"edition\":%s",
            (long long)model->public_seq, (long long)clock_offset(), edition ? edition : "null");
    write_organisations(&writer, model, hearing);
    for (size_t kind = 0; kind < KIND_COUNT; kind++)
        if (kinds[kind].list && kind != KIND_ORGANISATION)
            write_rows(&writer, model, (enum kind_id)kind, hearing, is_in_agenda);
    fputc('}', writer.stream);
    return close_writer(&writer);
}

static struct http_blob *render_rows(const struct model *model, enum kind_id kind,
                                     struct hearing hearing)
{
    struct writer writer;
    if (!open_writer(&writer))
        return NULL;
    fprintf(writer.stream, "{\"seq\":%lld", (long long)model->public_seq);
    write_rows(&writer, model, kind, hearing, model_is_told);
    fputc('}', writer.stream);
    return close_writer(&writer);
}

/* A shared cache must not keep a document that not everybody may read. Takes over the reference. */
static struct http_document *make_document(struct http_blob *bytes, struct hearing hearing)
{
    bool everybodys = hearing.audience == AUDIENCE_PUBLIC && !hearing.company;
    struct http_document *document =
        bytes ? http_document_new(bytes, "application/json",
                                  everybodys ? NULL : "private, no-cache", true)
              : NULL;
    http_blob_unref(bytes);
    return document;
}

struct http_blob *model_agenda_bytes(struct model *model, struct hearing hearing)
{
    struct model_documents *documents = &model->documents[hearing.audience];
    if (hearing.company)
        return render_agenda(model, hearing);
    if (!documents->agenda_bytes)
        documents->agenda_bytes = render_agenda(model, hearing);
    return documents->agenda_bytes ? http_blob_ref(documents->agenda_bytes) : NULL;
}

struct http_document *model_document_agenda(struct model *model, struct hearing hearing)
{
    struct model_documents *documents = &model->documents[hearing.audience];
    if (hearing.company)
        return make_document(render_agenda(model, hearing), hearing);
    if (!documents->agenda)
        documents->agenda = make_document(model_agenda_bytes(model, hearing), hearing);
    return documents->agenda ? http_document_ref(documents->agenda) : NULL;
}

struct http_document *model_document_rows(struct model *model, enum kind_id kind,
                                          struct hearing hearing)
{
    struct http_document **kept = &model->documents[hearing.audience].rows[kind];
    if (hearing.company)
        return make_document(render_rows(model, kind, hearing), hearing);
    if (!*kept)
        *kept = make_document(render_rows(model, kind, hearing), hearing);
    return *kept ? http_document_ref(*kept) : NULL;
}
