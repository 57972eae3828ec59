/* The feed: changes framed once, the same bytes to everyone, in slices. */
#define _GNU_SOURCE /* memmem */
#include "feed.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <event2/event.h>

#include "parvis/clock.h"

/* Batches that are kept for readers who come back: at ten batches a second some seven minutes. */
#define FEED_KEPT_MAX 4096
/* Streams served in one turn of the loop: half a millisecond, so a check-in waits no longer. */
#define SLICE_STREAMS 32
#define HEARTBEAT_S 15
#define RETRY_MS 1000 /* how soon an EventSource asks again */

/* One batch of changes as an audience sees it, or a tick of the clock. */
struct batch {
    struct http_blob *frames;
    int64_t last_seq;     /* 0: a tick */
    int64_t published_us; /* monotonic */
};

/* One audience: what it is told, and who follows. */
struct channel {
    struct feed *feed;
    enum feed_audience audience;
    struct batch kept[FEED_KEPT_MAX]; /* batch n is at n % FEED_KEPT_MAX */
    uint64_t batches;                 /* made so far: the number of the next */
    int64_t forgotten_seq;            /* changes up to here are no longer kept */
    struct event *broadcast;
    struct reader *readers; /* newest first */
    struct reader *cursor;  /* the round goes on here */
    uint64_t round_batches; /* `batches` when the round began: what it brings to everyone */
    bool running;           /* a round is under way */
    bool again;             /* somebody was nudged whom the round has passed */
};

/* Somebody who follows; in its channel's list from beginning to end. */
struct reader {
    struct channel *channel;
    struct http_stream *stream;
    struct feed_reader who;
    struct reader *previous, *next;
    uint64_t next_batch; /* number of the first batch that was not sent to it */
    bool nudged;         /* to be told that something of theirs changed */
};

struct feed {
    struct model *model; /* borrowed */
    struct event *heartbeat;
    struct channel channels[2]; /* by audience */
    struct feed_counters counters;
};

/* ---- framing (WHATWG HTML 9.2.5) ---- */

static struct http_blob *finish_frames(FILE *stream, char **text, size_t *size)
{
    if (fclose(stream) != 0 || *size == 0) {
        free(*text);
        return NULL;
    }
    return http_blob_adopt(*text, *size);
}

static void frame_change(FILE *stream, const struct store_change *change, const char *body)
{
    fprintf(stream,
            "id: %lld\nevent: change\n"
            "data: {\"seq\":%lld,\"at\":%lld,\"kind\":\"%s\",\"id\":%lld,\"body\":%s}\n\n",
            (long long)change->seq, (long long)change->seq, (long long)change->at, change->kind,
            (long long)change->id, body ? body : "null");
}

/* Accounts and sessions are nobody's to follow; nor is who gave whom an address, or visited whom.
 */
static bool is_secret(const char *kind)
{
    static const char *const kinds[] = {"user", "sign_in", "link", "phone", "contact", "lead"};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i], kind) == 0)
            return true;
    return false;
}

static struct http_blob *frame_batch(const struct store_change_list *changes,
                                     enum feed_audience audience)
{
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    if (!stream)
        return NULL;
    for (size_t i = 0; i < changes->count; i++) {
        const struct store_change *change = &changes->items[i];
        const char *body = change->body;
        if (is_secret(change->kind) ||
            (audience == FEED_PUBLIC && !model_public_body(change, &body)))
            continue;
        frame_change(stream, change, body);
    }
    return finish_frames(stream, &text, &size);
}

static struct http_blob *frame_text(const char *format, ...) __attribute__((format(printf, 1, 2)));
static struct http_blob *frame_text(const char *format, ...)
{
    char text[256];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    return length > 0 ? http_blob_new(text, (size_t)length) : NULL;
}

static struct http_blob *frame_snapshot(struct model *model)
{
    struct http_blob *agenda = model_agenda_bytes(model);
    char *text = NULL;
    size_t size = 0;
    FILE *stream = agenda ? open_memstream(&text, &size) : NULL;
    if (!stream) {
        http_blob_unref(agenda);
        return NULL;
    }
    fprintf(stream, "id: %lld\nevent: snapshot\ndata: ", (long long)model_seq(model));
    fwrite(http_blob_data(agenda), 1, http_blob_size(agenda), stream);
    fputs("\n\n", stream);
    http_blob_unref(agenda);
    return finish_frames(stream, &text, &size);
}

/* ---- broadcasting ---- */

static void send_blob(struct reader *reader, struct http_blob *blob)
{
    if (!blob)
        return;
    reader->channel->feed->counters.sent_bytes += http_blob_size(blob);
    http_stream_send(reader->stream, blob);
}

static void send_own(struct reader *reader, struct http_blob *blob)
{
    send_blob(reader, blob);
    http_blob_unref(blob);
}

static struct batch *batch_at(struct channel *channel, uint64_t number)
{
    return &channel->kept[number % FEED_KEPT_MAX];
}

static void catch_up(struct reader *reader)
{
    struct channel *channel = reader->channel;
    while (reader->next_batch < channel->batches)
        send_blob(reader, batch_at(channel, reader->next_batch++)->frames);
    if (reader->nudged)
        send_own(reader, frame_text("event: mine\ndata: {}\n\n"));
    reader->nudged = false;
}

/* By a timer of no time, not by event_active: libevent empties a queue, what was added meanwhile
 * included, before it polls again, and every slice would run before the next request is read. */
static void next_slice(struct channel *channel)
{
    static const struct timeval now = {0, 0};
    event_add(channel->broadcast, &now);
}

static void start_round(struct channel *channel)
{
    channel->running = true;
    channel->cursor = channel->readers;
    channel->round_batches = channel->batches;
    channel->again = false;
    next_slice(channel);
}

/* One slice; then the loop looks at requests before the next. What is published during a round
 * goes along with its later slices, and a round of its own brings it to the others. */
static void on_broadcast(evutil_socket_t fd, short what, void *data)
{
    struct channel *channel = data;
    (void)fd;
    (void)what;
    for (int served = 0; channel->cursor && served < SLICE_STREAMS; served++) {
        struct reader *reader = channel->cursor;
        channel->cursor = reader->next;
        catch_up(reader);
    }
    if (channel->cursor) {
        next_slice(channel);
        return;
    }
    channel->running = false;
    if (channel->round_batches > 0)
        channel->feed->counters.last_broadcast_us =
            (uint64_t)(clock_monotonic_us() -
                       batch_at(channel, channel->round_batches - 1)->published_us);
    if (channel->round_batches < channel->batches || channel->again)
        start_round(channel);
}

/* Takes over the reference to `frames`; NULL: the audience sees nothing of it. */
static void publish(struct channel *channel, struct http_blob *frames, int64_t last_seq)
{
    if (!frames)
        return;
    struct batch *batch = batch_at(channel, channel->batches);
    if (batch->last_seq)
        channel->forgotten_seq = batch->last_seq;
    http_blob_unref(batch->frames);
    *batch = (struct batch){
        .frames = frames, .last_seq = last_seq, .published_us = clock_monotonic_us()};
    channel->batches++;
    if (!channel->running && channel->readers)
        start_round(channel);
}

void feed_publish(struct feed *feed, const struct store_change_list *changes)
{
    if (changes->count == 0)
        return;
    int64_t last_seq = changes->items[changes->count - 1].seq;
    feed->counters.changes += changes->count;
    publish(&feed->channels[FEED_PUBLIC], frame_batch(changes, FEED_PUBLIC), last_seq);
    publish(&feed->channels[FEED_STAFF], frame_batch(changes, FEED_STAFF), last_seq);
}

/* A tick goes the way of a batch, in slices, so that ten thousand clocks make nobody wait. */
static void on_heartbeat(evutil_socket_t fd, short what, void *data)
{
    struct feed *feed = data;
    (void)fd;
    (void)what;
    struct http_blob *tick =
        frame_text("event: clock\ndata: {\"now\":%lld}\n\n", (long long)clock_event_ms());
    if (!tick)
        return;
    publish(&feed->channels[FEED_PUBLIC], http_blob_ref(tick), 0);
    publish(&feed->channels[FEED_STAFF], tick, 0);
}

/* ---- readers ---- */

static size_t *reader_count(struct channel *channel)
{
    struct feed_counters *counters = &channel->feed->counters;
    return channel->audience == FEED_PUBLIC ? &counters->streams_public : &counters->streams_staff;
}

static void link_reader(struct channel *channel, struct reader *reader)
{
    reader->next = channel->readers;
    if (reader->next)
        reader->next->previous = reader;
    channel->readers = reader;
    ++*reader_count(channel);
}

static void reader_ended(struct http_stream *stream, const char *reason, void *data)
{
    struct reader *reader = data;
    struct channel *channel = reader->channel;
    (void)stream;
    if (strncmp(reason, "too", 3) == 0)
        channel->feed->counters.cut++;
    if (channel->cursor == reader)
        channel->cursor = reader->next;
    if (reader->previous)
        reader->previous->next = reader->next;
    else
        channel->readers = reader->next;
    if (reader->next)
        reader->next->previous = reader->previous;
    --*reader_count(channel);
    free(reader);
}

/* The number of the first kept batch that goes beyond `after`; false: not all that followed is
 * kept, or `after` is of a log that is not ours. */
static bool find_batch(struct channel *channel, int64_t after, uint64_t *ret_number)
{
    if (after < channel->forgotten_seq || after > model_seq(channel->feed->model))
        return false;
    uint64_t oldest = channel->batches > FEED_KEPT_MAX ? channel->batches - FEED_KEPT_MAX : 0;
    uint64_t number = channel->batches;
    while (number > oldest) {
        const struct batch *batch = batch_at(channel, number - 1);
        if (batch->last_seq && batch->last_seq <= after)
            break;
        number--;
    }
    *ret_number = number;
    return true;
}

/* The frames of a batch that come after `after`: who was cut in its midst gets the rest alone. Each
 * frame begins with its id and ends with an empty line; JSON has none. */
static struct http_blob *frames_after(struct http_blob *frames, int64_t after)
{
    const char *at = (const char *)http_blob_data(frames);
    const char *end = at + http_blob_size(frames);
    while (at < end && strncmp(at, "id: ", 4) == 0 && strtoll(at + 4, NULL, 10) <= after) {
        const char *next = memmem(at, (size_t)(end - at), "\n\n", 2);
        at = next ? next + 2 : end;
    }
    return at < end ? http_blob_new(at, (size_t)(end - at)) : NULL;
}

static void send_missed(struct reader *reader, uint64_t number, int64_t after)
{
    struct channel *channel = reader->channel;
    for (; number < channel->batches; number++) {
        const struct batch *batch = batch_at(channel, number);
        if (batch->last_seq && batch->frames)
            send_own(reader, frames_after(batch->frames, after));
    }
}

static void greet(struct reader *reader, int64_t after)
{
    struct channel *channel = reader->channel;
    struct model *model = channel->feed->model;
    uint64_t number = 0;
    send_own(reader, frame_text("retry: %d\nevent: hello\ndata: {\"seq\":%lld,\"now\":%lld,"
                                "\"audience\":\"%s\"}\n\n",
                                RETRY_MS, (long long)model_seq(model), (long long)clock_event_ms(),
                                channel->audience == FEED_PUBLIC ? "public" : "staff"));
    if (after >= 0 && find_batch(channel, after, &number))
        send_missed(reader, number, after);
    else
        send_own(reader, frame_snapshot(model));
    reader->next_batch = channel->batches;
}

void feed_open(struct feed *feed, struct http_request *request, enum feed_audience audience,
               int64_t after, struct feed_reader who)
{
    struct reader *reader = calloc(1, sizeof *reader);
    if (!reader) {
        http_refuse(request, 503, "busy", "No memory just now: try again", NULL);
        return;
    }
    reader->channel = &feed->channels[audience];
    reader->who = who;
    reader->stream = http_stream_begin(request, reader_ended, reader);
    if (!reader->stream) {
        free(reader);
        return;
    }
    link_reader(reader->channel, reader);
    greet(reader, after);
}

/* ---- phones ---- */

static int compare_ids(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
    return (left > right) - (left < right);
}

static bool has_id(const int64_t *ids, size_t count, int64_t id)
{
    return id && count > 0 && bsearch(&id, ids, count, sizeof id, compare_ids);
}

void feed_nudge(struct feed *feed, const int64_t *people, size_t people_count,
                const int64_t *companies, size_t company_count)
{
    struct channel *channel = &feed->channels[FEED_PUBLIC];
    for (struct reader *reader = channel->readers; reader; reader = reader->next) {
        if (!reader->who.person || (!has_id(people, people_count, reader->who.person) &&
                                    !has_id(companies, company_count, reader->who.company)))
            continue;
        reader->nudged = true;
        channel->again = true;
    }
    if (channel->again && !channel->running)
        start_round(channel);
}

/* ---- one device ---- */

/* A walk over all readers: ten thousand are some 100 µs, and devices are steered by hand. */
static size_t each_of_device(struct feed *feed, int64_t device,
                             void (*each)(struct reader *reader, void *data), void *data)
{
    size_t count = 0;
    for (int audience = 0; audience < 2; audience++)
        for (struct reader *reader = feed->channels[audience].readers; reader;
             reader = reader->next) {
            if (device == 0 || reader->who.device != device)
                continue;
            count++;
            each(reader, data);
        }
    return count;
}

static void send_frame(struct reader *reader, void *frame)
{
    send_blob(reader, frame);
}

size_t feed_tell(struct feed *feed, int64_t device, const char *name, const char *json)
{
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    if (!stream)
        return 0;
    fprintf(stream, "event: %s\ndata: %s\n\n", name, json);
    struct http_blob *frame = finish_frames(stream, &text, &size);
    size_t count = each_of_device(feed, device, send_frame, frame);
    http_blob_unref(frame);
    return count;
}

struct dropping {
    int64_t kept_enrolled_at;
    size_t dropped;
};

static void drop_old(struct reader *reader, void *data)
{
    struct dropping *dropping = data;
    if (reader->who.enrolled_at == dropping->kept_enrolled_at)
        return;
    dropping->dropped++;
    http_stream_close(reader->stream);
}

size_t feed_drop(struct feed *feed, int64_t device, int64_t kept_enrolled_at)
{
    struct dropping dropping = {.kept_enrolled_at = kept_enrolled_at};
    each_of_device(feed, device, drop_old, &dropping);
    return dropping.dropped;
}

bool feed_is_followed_by(const struct feed *feed, int64_t device)
{
    for (int audience = 0; audience < 2; audience++)
        for (const struct reader *reader = feed->channels[audience].readers; reader;
             reader = reader->next)
            if (device != 0 && reader->who.device == device)
                return true;
    return false;
}

/* ---- life ---- */

static bool open_channel(struct event_base *base, struct feed *feed, enum feed_audience audience)
{
    struct channel *channel = &feed->channels[audience];
    channel->feed = feed;
    channel->audience = audience;
    channel->forgotten_seq = model_seq(feed->model);
    channel->broadcast = event_new(base, -1, 0, on_broadcast, channel);
    return channel->broadcast != NULL;
}

enum parvis_status feed_new(struct event_base *base, struct model *model, struct feed **ret_feed)
{
    struct timeval period = {.tv_sec = HEARTBEAT_S};
    struct feed *feed = calloc(1, sizeof *feed);
    if (!feed)
        return PARVIS_NO_MEMORY;
    feed->model = model;
    feed->heartbeat = event_new(base, -1, EV_PERSIST, on_heartbeat, feed);
    if (!feed->heartbeat || !open_channel(base, feed, FEED_PUBLIC) ||
        !open_channel(base, feed, FEED_STAFF) || event_add(feed->heartbeat, &period) != 0) {
        feed_free(feed);
        return PARVIS_NO_MEMORY;
    }
    *ret_feed = feed;
    return PARVIS_OK;
}

void feed_free(struct feed *feed)
{
    if (!feed)
        return;
    for (int audience = 0; audience < 2; audience++) {
        struct channel *channel = &feed->channels[audience];
        for (size_t i = 0; i < FEED_KEPT_MAX; i++)
            http_blob_unref(channel->kept[i].frames);
        if (channel->broadcast)
            event_free(channel->broadcast);
    }
    if (feed->heartbeat)
        event_free(feed->heartbeat);
    free(feed);
}

struct feed_counters feed_counters(const struct feed *feed)
{
    return feed->counters;
}
