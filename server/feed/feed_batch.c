/* SPDX-License-Identifier: EUPL-1.2 */
/* Framing (WHATWG HTML 9.2.5), and the stands' own frames among those of all. */
#define _GNU_SOURCE /* memmem */
#include "feed_batch.h"
#include "parvis/array.h"

#include <stdlib.h>
#include <string.h>

/* ---- texts ---- */

/* The stream, opened at its first use; NULL: no memory. */
static FILE *open_text(struct feed_text *text)
{
    if (!text->stream)
        text->stream = open_memstream(&text->text, &text->size);
    return text->stream;
}

static size_t length_of(struct feed_text *text)
{
    return text->stream ? (size_t)ftello(text->stream) : 0;
}

/* Closes it into a blob; NULL in *ret_blob: nothing was written. False: no memory. */
static bool close_text(struct feed_text *text, struct http_blob **ret_blob)
{
    *ret_blob = NULL;
    if (!text->stream)
        return true;
    bool good = fclose(text->stream) == 0;
    /* The buffer is the blob's now; an empty one is ours to free. */
    if (good && text->size > 0)
        good = (*ret_blob = http_blob_adopt(text->text, text->size)) != NULL;
    else
        free(text->text);
    *text = (struct feed_text){0};
    return good;
}

static void drop_text(struct feed_text *text)
{
    if (text->stream)
        fclose(text->stream);
    free(text->text);
    *text = (struct feed_text){0};
}

/* ---- what an audience may read of a change ---- */

enum told {
    TOLD_NOTHING,
    TOLD_GONE, /* the row is gone, or they may no longer read it */
    TOLD_ROW,
};

static enum told told_of(const struct kind *kind, struct hearing hearing, const char *before,
                         const char *after)
{
    if (model_is_told(kind, hearing, after))
        return TOLD_ROW;
    if (kind->kept & KEPT_BODY)
        return model_is_told(kind, hearing, before) ? TOLD_GONE : TOLD_NOTHING;
    /* The model has no earlier body: kinds read by state or owner keep theirs. */
    return !after && kind_is_heard(kind, hearing, NULL, 0, NULL) ? TOLD_GONE : TOLD_NOTHING;
}

static bool write_frame(struct feed_text *text, const struct kind *kind, struct hearing hearing,
                        const struct store_change *change, enum told told)
{
    FILE *stream = open_text(text);
    if (!stream)
        return false;
    fprintf(stream,
            "id: %lld\nevent: change\n"
            "data: {\"seq\":%lld,\"at\":%lld,\"kind\":\"%s\",\"id\":%lld,\"body\":",
            (long long)change->seq, (long long)change->seq, (long long)change->at, kind->name,
            (long long)change->id);
    if (told == TOLD_GONE)
        fputs("null", stream);
    else
        model_tell(stream, kind, hearing, change->body);
    return fputs("}\n\n", stream) >= 0;
}

/* ---- stands ---- */

static int compare_ids(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
    return (left > right) - (left < right);
}

static bool has_stand(const struct feed_stands *stands, int64_t company)
{
    return company && stands->count > 0 &&
           bsearch(&company, stands->companies, stands->count, sizeof company, compare_ids);
}

static struct feed_own *new_own(struct feed_draft *draft)
{
    if (!array_make_room(&draft->owns, draft->own_count, &draft->own_capacity, sizeof *draft->owns))
        return NULL;
    return &draft->owns[draft->own_count++];
}

/* Adds one company's own frame for a change, at its place among the frames for all stands. */
static void add_own(struct feed_draft *draft, int64_t company, const struct store_change *change,
                    const char *before)
{
    const struct kind *kind = &kinds[kind_of(change->kind)];
    struct hearing hearing = {AUDIENCE_STAND, company};
    enum told told = told_of(kind, hearing, before, change->body);
    size_t start = length_of(&draft->own);
    if (told == TOLD_NOTHING)
        return;
    draft->failed |= !write_frame(&draft->own, kind, hearing, change, told);
    struct feed_own *own = new_own(draft);
    if (!own) {
        draft->failed = true;
        return;
    }
    *own = (struct feed_own){.company = company,
                             .at = length_of(&draft->frames),
                             .start = start,
                             .size = length_of(&draft->own) - start};
}

void feed_draft_add(struct feed_draft *draft, enum kind_audience audience,
                    const struct store_change *change, const char *before)
{
    const struct kind *kind = &kinds[kind_of(change->kind)];
    struct hearing hearing = {audience, 0};
    enum told told = told_of(kind, hearing, before, change->body);
    if (told != TOLD_NOTHING)
        draft->failed |= !write_frame(&draft->frames, kind, hearing, change, told);
}

void feed_draft_add_own(struct feed_draft *draft, const struct feed_stands *stands,
                        const struct store_change *change, const char *before)
{
    const struct kind *kind = &kinds[kind_of(change->kind)];
    int64_t was = model_company_of(kind, before), is = model_company_of(kind, change->body);
    if (has_stand(stands, is))
        add_own(draft, is, change, before);
    /* When a row passes from one company to another, the first must be told that it is gone. */
    if (was != is && has_stand(stands, was))
        add_own(draft, was, change, before);
}

/* ---- batches ---- */

static int compare_owns(const void *a, const void *b)
{
    const struct feed_own *left = a, *right = b;
    if (left->company != right->company)
        return left->company < right->company ? -1 : 1;
    /* Within a company by the log's order: qsort keeps none for equal keys. */
    return (left->start > right->start) - (left->start < right->start);
}

bool feed_draft_finish(struct feed_draft *draft, struct feed_batch *ret_batch)
{
    struct feed_batch batch = {.owns = draft->owns, .own_count = draft->own_count};
    bool good = !draft->failed;
    good = close_text(&draft->frames, &batch.frames) && good;
    good = close_text(&draft->own, &batch.own) && good;
    /* Emptied in any case: a batch that failed leaves nothing to the next. */
    *draft = (struct feed_draft){0};
    if (!good) {
        feed_batch_clear(&batch);
        return false;
    }
    if (batch.own_count > 0)
        qsort(batch.owns, batch.own_count, sizeof *batch.owns, compare_owns);
    *ret_batch = batch;
    return true;
}

void feed_draft_clear(struct feed_draft *draft)
{
    drop_text(&draft->frames);
    drop_text(&draft->own);
    free(draft->owns);
    *draft = (struct feed_draft){0};
}

void feed_batch_clear(struct feed_batch *batch)
{
    http_blob_unref(batch->frames);
    http_blob_unref(batch->own);
    free(batch->owns);
    *batch = (struct feed_batch){0};
}

/* The first of a company's own frames; own_count: it has none here. */
static size_t first_own(const struct feed_batch *batch, int64_t company)
{
    size_t low = 0, high = batch->own_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (batch->owns[middle].company < company)
            low = middle + 1;
        else
            high = middle;
    }
    return low < batch->own_count && batch->owns[low].company == company ? low : batch->own_count;
}

static size_t frames_size(const struct feed_batch *batch)
{
    return batch->frames ? http_blob_size(batch->frames) : 0;
}

/* Calls `each` with the parts of a reader's batch in the log's order: the stand's own frames, and
 * the common ones between them, which are not copied. */
typedef void piece_fn(struct http_part part, void *data);
static void each_piece(const struct feed_batch *batch, int64_t company, piece_fn *each, void *data)
{
    size_t at = 0, end = frames_size(batch);
    size_t i = company ? first_own(batch, company) : batch->own_count;
    for (; i < batch->own_count && batch->owns[i].company == company; i++) {
        const struct feed_own *own = &batch->owns[i];
        if (own->at > at)
            each((struct http_part){batch->frames, at, own->at - at}, data);
        each((struct http_part){batch->own, own->start, own->size}, data);
        at = own->at;
    }
    if (end > at)
        each((struct http_part){batch->frames, at, end - at}, data);
}

struct sending {
    struct http_stream *stream;
    struct http_part parts[HTTP_PARTS_MAX];
    size_t count, bytes;
};

static void send_gathered(struct sending *sending)
{
    if (sending->count > 0)
        http_stream_send_parts(sending->stream, sending->parts, sending->count);
    sending->count = 0;
}

static void gather(struct http_part part, void *data)
{
    struct sending *sending = data;
    if (sending->count == HTTP_PARTS_MAX)
        send_gathered(sending);
    sending->parts[sending->count++] = part;
    sending->bytes += part.size;
}

size_t feed_batch_send(const struct feed_batch *batch, int64_t company, struct http_stream *stream)
{
    struct sending sending = {.stream = stream};
    each_piece(batch, company, gather, &sending);
    send_gathered(&sending);
    return sending.bytes;
}

static void append(struct http_part part, void *data)
{
    FILE *stream = data;
    fwrite((const char *)http_blob_data(part.blob) + part.at, 1, part.size, stream);
}

/* Each frame begins with its id and ends with an empty line; JSON has none. */
static const char *find_after(const char *at, const char *end, int64_t after)
{
    while (at < end && strncmp(at, "id: ", 4) == 0 && strtoll(at + 4, NULL, 10) <= after) {
        const char *next = memmem(at, (size_t)(end - at), "\n\n", 2);
        at = next ? next + 2 : end;
    }
    return at;
}

bool feed_batch_after(const struct feed_batch *batch, int64_t company, int64_t after,
                      struct http_blob **ret_frames)
{
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    *ret_frames = NULL;
    if (!stream)
        return false;
    each_piece(batch, company, append, stream);
    bool good = fclose(stream) == 0;
    const char *rest = good ? find_after(text, text + size, after) : NULL;
    if (good && rest < text + size)
        good = (*ret_frames = http_blob_new(rest, (size_t)(text + size - rest))) != NULL;
    free(text);
    return good;
}

static void share_blob(struct http_blob **blob, struct http_blob *other)
{
    /* Equal bytes of two audiences, as of most changes, are kept once. */
    if (!*blob || !other || http_blob_size(*blob) != http_blob_size(other) ||
        memcmp(http_blob_data(*blob), http_blob_data(other), http_blob_size(other)) != 0)
        return;
    http_blob_unref(*blob);
    *blob = http_blob_ref(other);
}

void feed_batch_share(struct feed_batch *batch, const struct feed_batch *other)
{
    share_blob(&batch->frames, other->frames);
    share_blob(&batch->own, other->own);
}
