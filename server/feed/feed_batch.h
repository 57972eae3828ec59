/* SPDX-License-Identifier: EUPL-1.2 */
/* Batches of changes as one audience reads them: framed once, sent to all its streams, kept for
 * readers that reconnect. Used by feed.c alone. */
#ifndef PARVIS_FEED_BATCH_H
#define PARVIS_FEED_BATCH_H

#include <stdbool.h>
#include <stdio.h>

#include "http.h"
#include "kinds.h"
#include "model.h"

/* A frame for one company's stands alone, placed between two frames for all stands. */
struct feed_own {
    int64_t company;
    size_t at;          /* its place: byte offset in the batch's `frames` */
    size_t start, size; /* its bytes in the batch's `own` */
};

/* One batch, or a tick of the clock. */
struct feed_batch {
    struct http_blob *frames; /* for the whole audience; NULL: none */
    struct http_blob *own;    /* for single companies' stands; NULL: none */
    struct feed_own *owns;    /* parts of `own` by company, then in the log's order; owned */
    size_t own_count;
    int64_t last_seq;     /* 0: a tick */
    int64_t published_us; /* monotonic */
};
void feed_batch_clear(struct feed_batch *batch);

/* A batch that is being framed. */
struct feed_text { /* a growing text */
    FILE *stream;  /* NULL: nothing was written yet */
    char *text;
    size_t size;
};
struct feed_draft {
    struct feed_text frames, own;
    struct feed_own *owns;
    size_t own_count, own_capacity;
    bool failed; /* out of memory: the batch is incomplete */
};

/* The companies of the stands that have a kiosk. */
struct feed_stands {
    const int64_t *companies; /* ascending */
    size_t count;
};
/* Appends what an audience may read of a change. `before`: the row's body before the change; NULL:
 * none. */
void feed_draft_add(struct feed_draft *draft, enum kind_audience audience,
                    const struct store_change *change, const char *before);
/* Appends what each of these stands may read of the change because the row concerns its company. */
void feed_draft_add_own(struct feed_draft *draft, const struct feed_stands *stands,
                        const struct store_change *change, const char *before);
/* Moves the frames into a batch and empties the draft. False: out of memory. */
bool feed_draft_finish(struct feed_draft *draft, struct feed_batch *ret_batch);
void feed_draft_clear(struct feed_draft *draft);

/* Sends the batch to a stream, with the own frames of `company` (0: none). Returns the number of
 * bytes. */
size_t feed_batch_send(const struct feed_batch *batch, int64_t company, struct http_stream *stream);
/* The frames of a batch after seq `after`, for a reader that was cut in the middle of it: a new
 * blob, the caller's reference; NULL when there are none. False: out of memory. */
bool feed_batch_after(const struct feed_batch *batch, int64_t company, int64_t after,
                      struct http_blob **ret_frames);
/* Shares the bytes of two equal batches: hosts and organisers mostly read the same. */
void feed_batch_share(struct feed_batch *batch, const struct feed_batch *other);

#endif
