/* The documents of docs/api.md, rendered when somebody asks after a change. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "model_internal.h"
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

typedef bool row_filter_fn(const struct model_row *row);

/* ,"name":[body,body…] */
static void write_rows(struct writer *writer, const struct model *model, const char *kind,
                       const char *name, row_filter_fn *filter)
{
    const struct model_table *table = model_table_of(model, kind);
    const char *separator = "";
    fprintf(writer->stream, ",\"%s\":[", name);
    for (size_t i = 0; i < table->count; i++) {
        if (filter && !filter(&table->rows[i]))
            continue;
        fprintf(writer->stream, "%s%s", separator, table->rows[i].body);
        separator = ",";
    }
    fputc(']', writer->stream);
}

/* A meeting is the public's from its call to its end. */
static bool is_public_meeting(const char *body)
{
    return strstr(body, "\"state\":\"called\"") || strstr(body, "\"state\":\"running\"");
}

static bool filter_meeting(const struct model_row *row)
{
    return is_public_meeting(row->body);
}

bool model_public_body(const struct store_change *change, const char **ret_body)
{
    for (size_t i = 0; i < store_kind_count; i++) {
        if (strcmp(store_kinds[i].name, change->kind) != 0)
            continue;
        if (!store_kinds[i].is_public)
            return false;
        bool hidden = change->body && strcmp(change->kind, "meeting") == 0 &&
                      !is_public_meeting(change->body);
        *ret_body = hidden ? NULL : change->body;
        return true;
    }
    return false;
}

/* ---- organisations: those that stand in anything of the agenda ---- */

/* A set of ids, as a sorted array without doubles once it is finished. */
struct id_set {
    int64_t *ids;
    size_t count, capacity;
};

static void add_id(struct id_set *set, int64_t id)
{
    if (id == 0)
        return;
    if (set->count == set->capacity) {
        size_t capacity = set->capacity ? 2 * set->capacity : 64;
        int64_t *ids = realloc(set->ids, capacity * sizeof *ids);
        if (!ids)
            return; /* a name is missing on the screen, nothing worse */
        set->ids = ids;
        set->capacity = capacity;
    }
    set->ids[set->count++] = id;
}

static int compare_ids(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
    return (left > right) - (left < right);
}

/* The ids that `member` has in the rows of a kind. */
static void add_member(struct id_set *set, const struct model *model, const char *kind,
                       const char *member, row_filter_fn *filter)
{
    const struct model_table *table = model_table_of(model, kind);
    for (size_t i = 0; i < table->count; i++) {
        if (filter && !filter(&table->rows[i]))
            continue;
        cJSON *body = cJSON_Parse(table->rows[i].body);
        const cJSON *item = cJSON_GetObjectItemCaseSensitive(body, member);
        if (cJSON_IsNumber(item))
            add_id(set, (int64_t)item->valuedouble);
        cJSON_Delete(body);
    }
}

static bool filter_kept(const struct model_row *row)
{
    return !strstr(row->body, "\"decision\":null");
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

static void write_organisations(struct writer *writer, const struct model *model)
{
    struct id_set set = {0};
    const char *separator = "";
    add_member(&set, model, "application", "id", filter_kept);
    add_member(&set, model, "pitch", "company", NULL);
    add_member(&set, model, "stand", "company", NULL);
    add_member(&set, model, "demonstration", "company", NULL);
    add_member(&set, model, "meeting", "company", filter_meeting);
    add_member(&set, model, "meeting", "organisation", filter_meeting);
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

static struct http_blob *render_agenda(const struct model *model)
{
    struct writer writer;
    const char *edition = model_body(model, "edition", 1);
    if (!open_writer(&writer))
        return NULL;
    fprintf(writer.stream, "{\"seq\":%lld,\"clock_offset_ms\":%lld,\"edition\":%s",
            (long long)model->public_seq, (long long)clock_offset(), edition ? edition : "null");
    write_organisations(&writer, model);
    write_rows(&writer, model, "session", "sessions", NULL);
    write_rows(&writer, model, "slot", "slots", NULL);
    write_rows(&writer, model, "pitch", "pitches", NULL);
    write_rows(&writer, model, "stand", "stands", NULL);
    write_rows(&writer, model, "demonstration", "demonstrations", NULL);
    write_rows(&writer, model, "meeting", "meetings", filter_meeting);
    write_rows(&writer, model, "notice", "notices", NULL);
    fputc('}', writer.stream);
    return close_writer(&writer);
}

static struct http_blob *render_rows(const struct model *model, const char *kind, const char *name)
{
    struct writer writer;
    if (!open_writer(&writer))
        return NULL;
    fprintf(writer.stream, "{\"seq\":%lld", (long long)model->public_seq);
    write_rows(&writer, model, kind, name, NULL);
    fputc('}', writer.stream);
    return close_writer(&writer);
}

static struct http_blob *render(const struct model *model, enum model_document which)
{
    switch (which) {
    case DOCUMENT_AGENDA:
        return render_agenda(model);
    case DOCUMENT_PITCHES:
        return render_rows(model, "pitch", "pitches");
    case DOCUMENT_STANDS:
        return render_rows(model, "stand", "stands");
    case DOCUMENT_DEMONSTRATIONS:
        return render_rows(model, "demonstration", "demonstrations");
    case DOCUMENT_MEETINGS:
        return render_rows(model, "meeting", "meetings");
    case DOCUMENT_COUNT:
        break;
    }
    return NULL;
}

static struct http_document *document(struct model *model, enum model_document which)
{
    if (!model->documents[which]) {
        struct http_blob *bytes = render(model, which);
        if (!bytes)
            return NULL;
        model->documents[which] = http_document_new(bytes, "application/json", NULL, true);
        if (which == DOCUMENT_AGENDA && model->documents[which])
            model->agenda = http_blob_ref(bytes);
        http_blob_unref(bytes);
    }
    return model->documents[which] ? http_document_ref(model->documents[which]) : NULL;
}

struct http_blob *model_agenda_bytes(struct model *model)
{
    http_document_unref(document(model, DOCUMENT_AGENDA));
    return model->agenda ? http_blob_ref(model->agenda) : NULL;
}

struct http_document *model_document_agenda(struct model *model)
{
    return document(model, DOCUMENT_AGENDA);
}

struct http_document *model_document_pitches(struct model *model)
{
    return document(model, DOCUMENT_PITCHES);
}

struct http_document *model_document_stands(struct model *model)
{
    return document(model, DOCUMENT_STANDS);
}

struct http_document *model_document_demonstrations(struct model *model)
{
    return document(model, DOCUMENT_DEMONSTRATIONS);
}

struct http_document *model_document_meetings(struct model *model)
{
    return document(model, DOCUMENT_MEETINGS);
}
