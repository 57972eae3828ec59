/* SPDX-License-Identifier: EUPL-1.2 */
/* Batches of changes as one audience hears them: framed once, sent to all, kept for readers who
 * come back. Used by feed.c alone. */
#ifndef PARVIS_FEED_BATCH_H
#define PARVIS_FEED_BATCH_H

#include <stdbool.h>
#include <stdio.h>

#include "http.h"
#include "kinds.h"
#include "model.h"

/* A frame that the stands of one company hear, between two of the frames that all stands hear. */
struct feed_own {
    int64_t company;
    size_t at;          /* where it stands in the batch's `frames` */
    size_t start, size; /* its bytes in the batch's `own` */
};

/* One batch, or a tick of the clock. */
struct feed_batch {
    struct http_blob *frames; /* what the whole audience hears; NULL: nothing */
    struct http_blob *own;    /* the stands' own frames; NULL: there are none */
    struct feed_own *owns;    /* by company, then in the order of the log; owned */
    size_t own_count;
    int64_t last_seq;     /* 0: a tick */
    int64_t published_us; /* monotonic */
};
void feed_batch_clear(struct feed_batch *batch);

/* A batch that is being framed. */
struct feed_text { /* one growing text */
    FILE *stream;  /* NULL: nothing was written yet */
    char *text;
    size_t size;
};
struct feed_draft {
    struct feed_text frames, own;
    struct feed_own *owns;
    size_t own_count, own_capacity;
    bool failed; /* out of memory: the batch cannot be told */
};

/* The companies of the stands that have a kiosk. */
struct feed_stands {
    const int64_t *companies; /* ascending */
    size_t count;
};
/* Appends what an audience hears of a change. `before`: the row's body before it, NULL when there
 * was none. */
void feed_draft_add(struct feed_draft *draft, enum kind_audience audience,
                    const struct store_change *change, const char *before);
/* Appends what these stands hear of it because it is their own. */
void feed_draft_add_own(struct feed_draft *draft, const struct feed_stands *stands,
                        const struct store_change *change, const char *before);
/* Moves what was framed into a batch and empties the draft. False: out of memory. */
bool feed_draft_finish(struct feed_draft *draft, struct feed_batch *ret_batch);
void feed_draft_clear(struct feed_draft *draft);

/* Sends it to a stream; `company`: whose own frames the reader hears, 0: nobody's. Returns how many
 * bytes. */
size_t feed_batch_send(const struct feed_batch *batch, int64_t company, struct http_stream *stream);
/* The frames of a batch that come after `after`, for who was cut in its midst: a new blob, NULL
 * when there are none. False: out of memory. */
bool feed_batch_after(const struct feed_batch *batch, int64_t company, int64_t after,
                      struct http_blob **ret_frames);
/* Lets two batches with the same bytes share them: hosts and organisers mostly hear the same. */
void feed_batch_share(struct feed_batch *batch, const struct feed_batch *other);

#endif
