/* SPDX-License-Identifier: EUPL-1.2 */
/* The feed: Server-Sent Events to every reader that follows the day (docs/api.md, "The feed"). Loop
 * thread only. Each change is framed as events once for each audience of the table of kinds, and
 * the same bytes go to every stream of that audience; a stand's stream also gets its own company's
 * rows, in the log's order. A broadcast runs in slices, with requests answered in between, so that
 * ten thousand screens never make the door wait. http_stream_send cuts a stream that reads too
 * slowly.
 *
 * DESIGN: a stream keeps the credential that opened it. When rights may have changed (by a change
 * of a kind with `moves_rights`, or because one expired), the judge that admitted the stream is
 * asked again before anything more is sent: the stream goes on, moves to another audience with a
 * snapshot, or ends. */
#ifndef PARVIS_FEED_H
#define PARVIS_FEED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "http.h"
#include "kinds.h"
#include "model.h"
#include "parvis/status.h"

struct event_base;
struct feed;

/* The owner of a stream, and the credential that opened it. */
struct feed_owner {
    unsigned credential;    /* kind of credential, in the judge's own values; 0: none */
    uint8_t token_hash[32]; /* of the token or cookie that the request showed */
    int64_t device;         /* reached by feed_tell; 0: none */
    int64_t person;         /* of a phone; reached by feed_nudge; 0: none */
};

/* What that owner may read now. */
struct feed_right {
    struct hearing hearing;
    int64_t since_seq;  /* the change that gave it: readers behind it get a snapshot */
    int64_t expires_at; /* real clock, ms; 0: never */
    int64_t team;       /* the company whose team the person belongs to; 0: none */
};

/* Judges what an owner may read now; false: nothing, the stream ends. */
typedef bool feed_judge_fn(const struct feed_owner *owner, struct feed_right *ret_right,
                           void *data);

/* `model` is borrowed and must outlive the feed. Keeps the last FEED_KEPT_MAX batches in memory for
 * readers that reconnect; a reader further behind gets a snapshot. Starts the heartbeat (event
 * `clock` every 15 s). */
enum parvis_status feed_new(struct event_base *base, struct model *model, feed_judge_fn *judge,
                            void *data, struct feed **ret_feed) PARVIS_MUST_CHECK;
/* Sends the event's clock to every reader at once, as a heartbeat does: call it when the clock was
 * moved. */
void feed_tell_clock(struct feed *feed);
/* Every stream must have ended (http_server_stop). NULL allowed. */
void feed_free(struct feed *feed);

/* Frames one change for all audiences. Call it before model_apply: an audience that could read the
 * row before, and cannot after the change, is told that the row is gone. */
void feed_frame(struct feed *feed, const struct store_change *change);
/* Queues the framed changes for every stream. Call it after the model has applied them all. */
void feed_publish(struct feed *feed);

/* Turns a request into a stream: hello, then a snapshot or the missed changes, then each change as
 * it comes. `after`: the last seq that the reader has; below 0: none. Answers the request itself
 * when the judge refuses (401) or no stream is free (503). */
void feed_open(struct feed *feed, struct http_request *request, const struct feed_owner *owner,
               int64_t after);

/* Sends one event, which is not in the log, to a device's streams. `name` and `json` must have no
 * line breaks; they are copied. Returns how many streams the device has. */
size_t feed_tell(struct feed *feed, int64_t device, const char *name, const char *json);
/* Whether a device has a stream. */
bool feed_is_followed_by(const struct feed *feed, int64_t device);

/* Sends `event: mine` to the phones of these people and of these companies' teams (both ascending):
 * it has no data, and the phone reads its own agenda again. Call it after feed_publish. */
void feed_nudge(struct feed *feed, const int64_t *people, size_t people_count,
                const int64_t *companies, size_t company_count);

/* Figures for /metrics. */
struct feed_counters {
    size_t streams[AUDIENCE_COUNT]; /* open now, by audience */
    uint64_t changes, sent_bytes, cut;
    uint64_t ended;             /* streams ended because their right ended */
    uint64_t last_broadcast_us; /* from feed_publish to the last stream's send */
};
struct feed_counters feed_counters(const struct feed *feed);

#endif
