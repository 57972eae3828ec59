/* The feed: Server-Sent Events to everyone who follows (docs/api.md, "The feed"). Loop thread only.
 * A change is framed once for each audience and the same bytes go to every stream. Broadcasts run
 * in slices between which requests are answered, so that ten thousand screens never make the door
 * wait; streams that cannot keep up are cut by http_stream_send's caps. */
#ifndef PARVIS_FEED_H
#define PARVIS_FEED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "http.h"
#include "model.h"
#include "parvis/status.h"

struct event_base;
struct feed;

enum feed_audience {
    FEED_PUBLIC, /* public kinds, called meetings, no check-ins */
    FEED_STAFF,  /* everything but directory sides, users and sign-ins */
};

/* `model` is borrowed and must outlive the feed. Keeps the last FEED_KEPT_MAX changes framed in
 * memory for readers who come back; who is further behind gets a snapshot. Starts the heartbeat
 * (`clock` every 15 s). */
enum parvis_status feed_new(struct event_base *base, struct model *model,
                            struct feed **ret_feed) PARVIS_MUST_CHECK;
/* Every stream must have ended (http_server_stop). NULL allowed. */
void feed_free(struct feed *feed);

/* Queues a batch for everyone; call after the model was moved by it. */
void feed_publish(struct feed *feed, const struct store_change_list *changes);

/* Turns a request into a stream: hello, then a snapshot or the missed changes, then what comes.
 * `after` < 0: never followed before. Answers 503 itself when there is no place. */
void feed_open(struct feed *feed, struct http_request *request, enum feed_audience audience,
               int64_t after);

/* As feed_open for the public, for one person's phone: besides what the public sees it is told
 * `event: mine` when something of `person`, or of the team of `company` (0: none), changed. It
 * carries nothing: the phone reads its agenda again. */
void feed_open_mine(struct feed *feed, struct http_request *request, int64_t person,
                    int64_t company, int64_t after);
/* Tells the phones of these people, and of the teams of these companies; both ascending. After
 * feed_publish of what concerns them. */
void feed_nudge(struct feed *feed, const int64_t *people, size_t people_count,
                const int64_t *companies, size_t company_count);

/* Figures for /metrics. */
struct feed_counters {
    size_t streams_public, streams_staff;
    uint64_t changes, sent_bytes, cut;
    uint64_t last_broadcast_us; /* from feed_publish to the last stream's send */
};
struct feed_counters feed_counters(const struct feed *feed);

#endif
