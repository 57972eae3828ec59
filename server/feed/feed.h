/* SPDX-License-Identifier: EUPL-1.2 */
/* The feed: Server-Sent Events to everyone who follows (docs/api.md, "The feed"). Loop thread only.
 * A change is framed once for each audience of the table of kinds, and the same bytes go to every
 * stream of it; a stand hears its own company's rows in their place. Broadcasts run in slices
 * between which requests are answered, so that ten thousand screens never make the door wait;
 * streams that cannot keep up are cut by http_stream_send's caps.
 *
 * DESIGN: a stream keeps the credential under which it was opened. Whenever rights may have moved
 * (a change of a kind that `moves_rights`, or the time at which one ends) every stream is judged
 * again by the function that let it in, before anything more is sent to it: it goes on, is moved to
 * another audience with a snapshot, or ends. */
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

/* Whose stream it is, and by what it was opened. */
struct feed_owner {
    unsigned credential;    /* what the hash is of: the judge's own word; 0: nobody's stream */
    uint8_t token_hash[32]; /* of the token or cookie that the request showed */
    int64_t device;         /* told by feed_tell; 0: none */
    int64_t person;         /* a phone's, told by feed_nudge; 0: none */
};

/* What that owner may have now. */
struct feed_right {
    struct hearing hearing;
    int64_t since_seq;  /* the change that gave it: who knows less begins with a snapshot */
    int64_t expires_at; /* real clock, ms; 0: it does not end by time */
    int64_t team;       /* the company of whose team the person is; 0: none */
};

/* Says what an owner may hear; false: nothing any more, the stream ends. */
typedef bool feed_judge_fn(const struct feed_owner *owner, struct feed_right *ret_right,
                           void *data);

/* `model` is borrowed and must outlive the feed. Keeps the last FEED_KEPT_MAX batches framed in
 * memory for readers who come back; who is further behind gets a snapshot. Starts the heartbeat
 * (`clock` every 15 s). */
enum parvis_status feed_new(struct event_base *base, struct model *model, feed_judge_fn *judge,
                            void *data, struct feed **ret_feed) PARVIS_MUST_CHECK;
/* Tells every reader the event's clock at once, as a heartbeat does: it was moved. */
void feed_tell_clock(struct feed *feed);
/* Every stream must have ended (http_server_stop). NULL allowed. */
void feed_free(struct feed *feed);

/* Frames one change for all audiences. Call before the model is moved by it: what is no longer
 * heard is told as gone to those who heard it. */
void feed_frame(struct feed *feed, const struct store_change *change);
/* Queues what was framed for everyone; call after the model was moved by all of it. */
void feed_publish(struct feed *feed);

/* Turns a request into a stream: hello, then a snapshot or the missed changes, then what comes.
 * `after` < 0: never followed before. Answers itself when the judge refuses (401) or when there is
 * no place (503). */
void feed_open(struct feed *feed, struct http_request *request, const struct feed_owner *owner,
               int64_t after);

/* Sends one event to the streams of a device, beside the log. `name` and `json` without line
 * breaks; copied. Returns how many streams it has. */
size_t feed_tell(struct feed *feed, int64_t device, const char *name, const char *json);
/* Whether a device follows. */
bool feed_is_followed_by(const struct feed *feed, int64_t device);

/* Tells the phones of these people, and of the teams of these companies (both ascending), by
 * `event: mine`: it carries nothing, and the phone reads its own agenda again. After feed_publish
 * of what concerns them. */
void feed_nudge(struct feed *feed, const int64_t *people, size_t people_count,
                const int64_t *companies, size_t company_count);

/* Figures for /metrics. */
struct feed_counters {
    size_t streams[AUDIENCE_COUNT]; /* now, by audience */
    uint64_t changes, sent_bytes, cut;
    uint64_t ended;             /* streams whose right ended */
    uint64_t last_broadcast_us; /* from feed_publish to the last stream's send */
};
struct feed_counters feed_counters(const struct feed *feed);

#endif
