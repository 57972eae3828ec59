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

/* Whose stream it is, to be told something or sent away; zero: a user's or nobody's. */
struct feed_reader {
    int64_t device;
    int64_t enrolled_at; /* when its token began */
    int64_t person;      /* a phone's: it is told by feed_nudge */
    int64_t company;     /* of whose team that person is; 0: none */
};

/* Turns a request into a stream: hello, then a snapshot or the missed changes, then what comes.
 * `after` < 0: never followed before. Answers 503 itself when there is no place. */
void feed_open(struct feed *feed, struct http_request *request, enum feed_audience audience,
               int64_t after, struct feed_reader who);

/* Sends one event to the streams of a device, beside the log. `name` and `json` without line
 * breaks; copied. Returns how many streams it has. */
size_t feed_tell(struct feed *feed, int64_t device, const char *name, const char *json);
/* Ends the streams of a device, but for those whose token began at `kept_enrolled_at` (-1: none is
 * kept); returns how many. */
size_t feed_drop(struct feed *feed, int64_t device, int64_t kept_enrolled_at);
/* Whether a device follows. */
bool feed_is_followed_by(const struct feed *feed, int64_t device);

/* Tells the phones of these people, and of the teams of these companies (both ascending), by
 * `event: mine`: it carries nothing, and the phone reads its own agenda again. After feed_publish
 * of what concerns them. */
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
