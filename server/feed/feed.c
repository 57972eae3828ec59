/* SPDX-License-Identifier: EUPL-1.2 */
/* Channels and readers: sends framed batches to every reader of an audience, in slices. */
#include "feed.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <event2/event.h>

#include "feed_batch.h"
#include "model.h"
#include "parvis/array.h"
#include "parvis/clock.h"
#include "parvis/log.h"

/* Batches that are kept for readers who come back: at ten batches a second some seven minutes. */
#define FEED_KEPT_MAX 4096
/* Streams served in one turn of the loop: half a millisecond, so a check-in waits no longer. */
#define SLICE_STREAMS 32
#define HEARTBEAT_S 15
#define RETRY_MS 1000 /* how soon an EventSource asks again */

/* One audience: its batches, and its readers. */
struct channel {
    struct feed *feed;
    enum kind_audience audience;
    struct feed_draft draft;               /* of the batch that comes */
    struct feed_batch kept[FEED_KEPT_MAX]; /* batch n is at n % FEED_KEPT_MAX */
    uint64_t batches;                      /* batches made so far: the number of the next one */
    uint64_t oldest;                       /* the first that is kept */
    int64_t forgotten_seq;                 /* changes up to here are no longer kept */
    struct event *broadcast;
    struct reader *readers; /* newest first */
    struct reader *cursor;  /* the round goes on here */
    uint64_t round_batches; /* `batches` when the round began: it sends these to all readers */
    bool running;           /* a round is under way */
    bool again;             /* a reader that the round has passed has something to send */
};

/* A stream that follows; in its channel's list for its whole life. */
struct reader {
    struct channel *channel;
    struct http_stream *stream;
    struct feed_owner owner;
    struct feed_right right;
    struct reader *previous, *next;             /* in its channel */
    struct reader *previous_known, *next_known; /* among those with a credential */
    uint64_t next_batch;                        /* number of the next batch to send to it */
    uint64_t judged;                            /* the feed's `rights` when it was judged last */
    bool nudged;                                /* owes it an `event: mine` */
    bool closed;                                /* its stream was closed; reader_ended comes */
};

struct feed {
    struct model *model; /* borrowed */
    feed_judge_fn *judge;
    void *judge_data;
    struct event *each_second;
    int seconds; /* since the last heartbeat */
    struct channel channels[AUDIENCE_COUNT];
    struct reader *known; /* those with a credential, newest first */
    uint64_t rights;  /* grows when rights may have changed: readers judged under a lower number are
                         judged again before they are sent anything */
    bool rights_move; /* the batch being framed changes rights */
    int64_t next_expires_at; /* real clock: when the next right ends; INT64_MAX: none does */
    int64_t framed_seq;      /* of the last change that was framed; 0: none since feed_publish */
    int64_t *stands;         /* companies of stands with a kiosk, for the batch being framed */
    size_t stand_count, stand_capacity;
    bool stands_known, stands_failed;
    struct feed_counters counters;
};

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

/* ---- sending ---- */

/* A reader that missed a batch for lack of memory must not go on as if it had it. */
static void end_reader(struct reader *reader)
{
    reader->closed = true;
    http_stream_close(reader->stream);
}

/* Takes over the reference; NULL: no memory. */
static void send_own(struct reader *reader, struct http_blob *blob)
{
    if (!blob) {
        end_reader(reader);
        return;
    }
    reader->channel->feed->counters.sent_bytes += http_blob_size(blob);
    http_stream_send(reader->stream, blob);
    http_blob_unref(blob);
}

static void send_batch(struct reader *reader, const struct feed_batch *batch)
{
    reader->channel->feed->counters.sent_bytes +=
        feed_batch_send(batch, reader->right.hearing.company, reader->stream);
}

/* All readers of a snapshot share the agenda's bytes; only the frame around them is each reader's
 * own. */
static void send_snapshot(struct reader *reader)
{
    static const char end[] = "\n\n";
    struct model *model = reader->channel->feed->model;
    struct http_blob *agenda = model_agenda_bytes(model, reader->right.hearing);
    struct http_blob *head =
        frame_text("id: %lld\nevent: snapshot\ndata: ", (long long)model_seq(model));
    struct http_blob *tail = http_blob_new(end, sizeof end - 1);
    if (agenda && head && tail) {
        struct http_part parts[] = {{head, 0, http_blob_size(head)},
                                    {agenda, 0, http_blob_size(agenda)},
                                    {tail, 0, http_blob_size(tail)}};
        for (size_t i = 0; i < 3; i++)
            reader->channel->feed->counters.sent_bytes += parts[i].size;
        http_stream_send_parts(reader->stream, parts, 3);
    } else {
        end_reader(reader);
    }
    http_blob_unref(head);
    http_blob_unref(agenda);
    http_blob_unref(tail);
}

static void send_hello(struct reader *reader)
{
    send_own(reader, frame_text("retry: %d\nevent: hello\ndata: {\"seq\":%lld,\"now\":%lld,"
                                "\"audience\":\"%s\"}\n\n",
                                RETRY_MS, (long long)model_seq(reader->channel->feed->model),
                                (long long)clock_event_ms(),
                                kind_audience_name(reader->channel->audience)));
}

/* ---- a channel's readers ---- */

/* Enters the reader into the channel of its right, behind all batches published so far. */
static void link_reader(struct feed *feed, struct reader *reader)
{
    struct channel *channel = &feed->channels[reader->right.hearing.audience];
    reader->channel = channel;
    reader->previous = NULL;
    reader->next = channel->readers;
    if (reader->next)
        reader->next->previous = reader;
    channel->readers = reader;
    reader->next_batch = channel->batches;
    feed->counters.streams[channel->audience]++;
}

static void unlink_reader(struct reader *reader)
{
    struct channel *channel = reader->channel;
    /* If a reader leaves, the round under way goes on with the next one. */
    if (channel->cursor == reader)
        channel->cursor = reader->next;
    if (reader->previous)
        reader->previous->next = reader->next;
    else
        channel->readers = reader->next;
    if (reader->next)
        reader->next->previous = reader->previous;
    channel->feed->counters.streams[channel->audience]--;
}

static void link_known(struct feed *feed, struct reader *reader)
{
    if (!reader->owner.credential)
        return;
    reader->next_known = feed->known;
    if (reader->next_known)
        reader->next_known->previous_known = reader;
    feed->known = reader;
}

static void unlink_known(struct feed *feed, struct reader *reader)
{
    if (reader->previous_known)
        reader->previous_known->next_known = reader->next_known;
    else if (feed->known == reader)
        feed->known = reader->next_known;
    if (reader->next_known)
        reader->next_known->previous_known = reader->previous_known;
}

/* ---- rights ---- */

/* Asks the judge, and notes when the right ends. */
static bool ask_judge(struct feed *feed, const struct feed_owner *owner, struct feed_right *right)
{
    *right = (struct feed_right){.hearing = {AUDIENCE_PUBLIC, 0}};
    if (!feed->judge(owner, right, feed->judge_data))
        return false;
    if (right->expires_at && right->expires_at < feed->next_expires_at)
        feed->next_expires_at = right->expires_at;
    return true;
}

/* Judges the reader: it goes on, begins anew in another audience's channel, or ends. */
static void judge_again(struct reader *reader)
{
    struct feed *feed = reader->channel->feed;
    struct feed_right right;
    /* First: the judge is asked once for this generation of rights. */
    reader->judged = feed->rights;
    if (!ask_judge(feed, &reader->owner, &right)) {
        feed->counters.ended++;
        end_reader(reader);
        return;
    }
    /* The right is the same; only its end may have changed. */
    bool same = right.hearing.audience == reader->right.hearing.audience &&
                right.hearing.company == reader->right.hearing.company;
    if (same) {
        reader->right = right;
        return;
    }
    unlink_reader(reader);
    reader->right = right;
    link_reader(feed, reader);
    send_hello(reader);
    send_snapshot(reader);
}

/* ---- broadcasting ---- */

static struct feed_batch *batch_at(struct channel *channel, uint64_t number)
{
    return &channel->kept[number % FEED_KEPT_MAX];
}

/* Whether the reader may be sent to; every send asks this first. It may move the reader to another
 * channel. */
static bool may_go_on(struct reader *reader)
{
    if (!reader->closed && reader->judged != reader->channel->feed->rights)
        judge_again(reader);
    return !reader->closed;
}

static void catch_up(struct reader *reader)
{
    if (!may_go_on(reader))
        return;
    /* After the judge, who may have moved the reader to another channel. */
    struct channel *channel = reader->channel;
    while (reader->next_batch < channel->batches)
        send_batch(reader, batch_at(channel, reader->next_batch++));
    if (reader->nudged)
        send_own(reader, frame_text("event: mine\ndata: {}\n\n"));
    reader->nudged = false;
}

/* By a timer of 0 ms, not by event_active: libevent empties its queue of active events, new ones
 * included, before it polls again, so all slices would run before the next request is read. */
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

/* A round for everyone, now or after the one that is under way. */
static void rouse(struct channel *channel)
{
    channel->again = true;
    if (!channel->running && channel->readers)
        start_round(channel);
}

/* One slice; then the loop looks at requests before the next. Batches published during a round go
 * out with its later slices; a further round sends them to the readers served before. */
static void on_broadcast(evutil_socket_t fd, short what, void *data)
{
    struct channel *channel = data;
    (void)fd;
    (void)what;
    for (int served = 0; channel->cursor && served < SLICE_STREAMS; served++) {
        struct reader *reader = channel->cursor;
        /* Before it is served: serving may take the reader off the list. */
        channel->cursor = reader->next;
        catch_up(reader);
    }
    if (channel->cursor) {
        next_slice(channel);
        return;
    }
    channel->running = false;
    if (channel->round_batches > channel->oldest)
        channel->feed->counters.last_broadcast_us =
            (uint64_t)(clock_monotonic_us() -
                       batch_at(channel, channel->round_batches - 1)->published_us);
    if (channel->round_batches < channel->batches || channel->again)
        start_round(channel);
}

/* Takes over the batch. */
static void publish(struct channel *channel, struct feed_batch batch)
{
    struct feed_batch *place = batch_at(channel, channel->batches);
    if (channel->batches - channel->oldest == FEED_KEPT_MAX) {
        /* A tick has no seq: a reader may miss it. */
        if (place->last_seq)
            channel->forgotten_seq = place->last_seq;
        channel->oldest++;
    }
    feed_batch_clear(place);
    batch.published_us = clock_monotonic_us();
    *place = batch;
    channel->batches++;
    if (!channel->running && channel->readers)
        start_round(channel);
}

/* Out of memory: the batch is lost. All readers of the audience begin anew with a snapshot. */
static void lose(struct channel *channel, int64_t last_seq)
{
    log_error("feed", "no memory to tell %s of changes: its readers begin again",
              kind_audience_name(channel->audience));
    while (channel->oldest < channel->batches)
        feed_batch_clear(batch_at(channel, channel->oldest++));
    channel->forgotten_seq = last_seq;
    for (struct reader *reader = channel->readers; reader; reader = reader->next) {
        reader->next_batch = channel->batches;
        end_reader(reader);
    }
}

/* ---- publishing ---- */

static bool note_stand(const struct model_device *device, void *data)
{
    struct feed *feed = data;
    const struct model_stand *stand =
        device->revoked_at ? NULL : model_row(feed->model, "stand", device->stand);
    if (!stand || !stand->company || device->role != DEVICE_STAND)
        return true;
    if (!array_make_room(&feed->stands, feed->stand_count, &feed->stand_capacity,
                         sizeof *feed->stands)) {
        feed->stands_failed = true;
        return false;
    }
    feed->stands[feed->stand_count++] = stand->company;
    return true;
}

static int compare_ids(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
    return (left > right) - (left < right);
}

/* The companies whose own frames must be made; computed once a batch, if it has a row for stands. A
 * kiosk that gets a stand meanwhile begins with a snapshot. */
static void know_stands(struct feed *feed)
{
    if (feed->stands_known)
        return;
    feed->stands_known = true;
    feed->stand_count = 0;
    model_each_device(feed->model, note_stand, feed);
    if (feed->stand_count > 0)
        qsort(feed->stands, feed->stand_count, sizeof *feed->stands, compare_ids);
}

void feed_frame(struct feed *feed, const struct store_change *change)
{
    enum kind_id id = kind_of(change->kind);
    if (id == KIND_COUNT)
        return; /* nobody hears of it; the model refuses it too */
    const struct kind *kind = &kinds[id];
    const char *before =
        kind->kept & KEPT_BODY ? model_body(feed->model, kind->name, change->id) : NULL;
    for (int i = 0; i < AUDIENCE_COUNT; i++)
        feed_draft_add(&feed->channels[i].draft, (enum kind_audience)i, change, before);
    if (kind_is_own(kind, AUDIENCE_STAND)) {
        know_stands(feed);
        struct feed_stands stands = {feed->stands, feed->stand_count};
        feed_draft_add_own(&feed->channels[AUDIENCE_STAND].draft, &stands, change, before);
    }
    feed->rights_move |= kind->moves_rights;
    feed->framed_seq = change->seq;
    feed->counters.changes++;
}

static bool rights_ran_out(const struct feed *feed)
{
    return clock_real_ms() >= feed->next_expires_at;
}

static void move_rights(struct feed *feed)
{
    feed->rights++;
    feed->next_expires_at = INT64_MAX; /* each is judged again, and says when it ends */
    for (int i = 0; i < AUDIENCE_COUNT; i++)
        rouse(&feed->channels[i]);
}

void feed_publish(struct feed *feed)
{
    const struct feed_batch *previous = NULL;
    if (!feed->framed_seq)
        return;
    for (int i = 0; i < AUDIENCE_COUNT; i++) {
        struct channel *channel = &feed->channels[i];
        struct feed_batch batch = {0};
        channel->draft.failed |= feed->stands_failed;
        if (!feed_draft_finish(&channel->draft, &batch)) {
            lose(channel, feed->framed_seq);
            continue;
        }
        if (previous)
            feed_batch_share(&batch, previous);
        batch.last_seq = feed->framed_seq;
        if (batch.frames || batch.own) {
            publish(channel, batch);
            previous = batch_at(channel, channel->batches - 1);
        }
    }
    /* Before anything of the batch is sent: readers that may not have it are judged first, and
     * rights that have just expired end now. */
    if (feed->rights_move || rights_ran_out(feed))
        move_rights(feed);
    feed->framed_seq = 0;
    feed->rights_move = feed->stands_known = feed->stands_failed = false;
}

/* A tick is sent like a batch, in slices, so that ten thousand readers make nobody wait. */
void feed_tell_clock(struct feed *feed)
{
    struct http_blob *tick =
        frame_text("event: clock\ndata: {\"now\":%lld}\n\n", (long long)clock_event_ms());
    if (!tick)
        return;
    for (int i = 0; i < AUDIENCE_COUNT; i++)
        publish(&feed->channels[i], (struct feed_batch){.frames = http_blob_ref(tick)});
    http_blob_unref(tick);
}

/* Rights also expire without any change; their streams then end within a second. */
static void on_second(evutil_socket_t fd, short what, void *data)
{
    struct feed *feed = data;
    (void)fd;
    (void)what;
    if (rights_ran_out(feed))
        move_rights(feed);
    if (++feed->seconds < HEARTBEAT_S)
        return;
    feed->seconds = 0;
    feed_tell_clock(feed);
}

/* ---- readers ---- */

static void reader_ended(struct http_stream *stream, const char *reason, void *data)
{
    struct reader *reader = data;
    struct feed *feed = reader->channel->feed;
    (void)stream;
    if (strncmp(reason, "too", 3) == 0)
        feed->counters.cut++;
    unlink_reader(reader);
    unlink_known(feed, reader);
    free(reader);
}

/* The number of the first kept batch with changes after `after`. False: not all later changes are
 * kept, or `after` comes from another log. */
static bool find_batch(struct channel *channel, int64_t after, uint64_t *ret_number)
{
    if (after < channel->forgotten_seq || after > model_seq(channel->feed->model))
        return false;
    uint64_t number = channel->batches;
    while (number > channel->oldest) {
        const struct feed_batch *batch = batch_at(channel, number - 1);
        if (batch->last_seq && batch->last_seq <= after)
            break;
        number--;
    }
    *ret_number = number;
    return true;
}

static void send_missed(struct reader *reader, uint64_t number, int64_t after)
{
    struct channel *channel = reader->channel;
    for (; number < channel->batches; number++) {
        const struct feed_batch *batch = batch_at(channel, number);
        struct http_blob *frames = NULL;
        if (!batch->last_seq)
            continue; /* a tick of then */
        if (!feed_batch_after(batch, reader->right.hearing.company, after, &frames))
            end_reader(reader);
        else if (frames)
            send_own(reader, frames);
    }
}

static void greet(struct reader *reader, int64_t after)
{
    uint64_t number = 0;
    send_hello(reader);
    if (after >= reader->right.since_seq && after >= 0 &&
        find_batch(reader->channel, after, &number))
        send_missed(reader, number, after);
    else
        send_snapshot(reader);
    reader->next_batch = reader->channel->batches;
}

void feed_open(struct feed *feed, struct http_request *request, const struct feed_owner *owner,
               int64_t after)
{
    struct feed_right right;
    if (!ask_judge(feed, owner, &right)) {
        http_refuse(request, 401, "unauthorised", "Sign in first", NULL);
        return;
    }
    struct reader *reader = calloc(1, sizeof *reader);
    if (!reader) {
        http_refuse(request, 503, "busy", "No memory just now: try again", NULL);
        return;
    }
    reader->owner = *owner;
    reader->right = right;
    reader->judged = feed->rights;
    reader->stream = http_stream_begin(request, reader_ended, reader);
    if (!reader->stream) {
        free(reader);
        return;
    }
    link_reader(feed, reader);
    link_known(feed, reader);
    greet(reader, after);
}

/* ---- phones ---- */

static bool has_id(const int64_t *ids, size_t count, int64_t id)
{
    return id && count > 0 && bsearch(&id, ids, count, sizeof id, compare_ids);
}

void feed_nudge(struct feed *feed, const int64_t *people, size_t people_count,
                const int64_t *companies, size_t company_count)
{
    for (struct reader *reader = feed->known; reader; reader = reader->next_known) {
        if (!reader->owner.person || (!has_id(people, people_count, reader->owner.person) &&
                                      !has_id(companies, company_count, reader->right.team)))
            continue;
        reader->nudged = true;
        rouse(reader->channel);
    }
}

/* ---- one device ---- */

size_t feed_tell(struct feed *feed, int64_t device, const char *name, const char *json)
{
    char *text = NULL;
    size_t size = 0, count = 0;
    FILE *stream = open_memstream(&text, &size);
    if (!stream)
        return 0;
    fprintf(stream, "event: %s\ndata: %s\n\n", name, json);
    struct http_blob *frame = fclose(stream) == 0 ? http_blob_adopt(text, size) : NULL;
    for (struct reader *reader = feed->known; frame && reader; reader = reader->next_known) {
        if (device == 0 || reader->owner.device != device || !may_go_on(reader))
            continue;
        count++;
        send_own(reader, http_blob_ref(frame));
    }
    http_blob_unref(frame);
    return count;
}

bool feed_is_followed_by(const struct feed *feed, int64_t device)
{
    for (const struct reader *reader = feed->known; reader; reader = reader->next_known)
        if (device != 0 && reader->owner.device == device && !reader->closed)
            return true;
    return false;
}

/* ---- life ---- */

static bool open_channel(struct event_base *base, struct feed *feed, enum kind_audience audience)
{
    struct channel *channel = &feed->channels[audience];
    channel->feed = feed;
    channel->audience = audience;
    channel->forgotten_seq = model_seq(feed->model);
    channel->broadcast = event_new(base, -1, 0, on_broadcast, channel);
    return channel->broadcast != NULL;
}

enum parvis_status feed_new(struct event_base *base, struct model *model, feed_judge_fn *judge,
                            void *data, struct feed **ret_feed)
{
    struct timeval second = {.tv_sec = 1};
    struct feed *feed = calloc(1, sizeof *feed);
    if (!feed)
        return PARVIS_NO_MEMORY;
    feed->model = model;
    feed->judge = judge;
    feed->judge_data = data;
    feed->next_expires_at = INT64_MAX;
    feed->each_second = event_new(base, -1, EV_PERSIST, on_second, feed);
    bool good = feed->each_second && event_add(feed->each_second, &second) == 0;
    for (int i = 0; i < AUDIENCE_COUNT; i++)
        good = open_channel(base, feed, (enum kind_audience)i) && good;
    if (!good) {
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
    for (int audience = 0; audience < AUDIENCE_COUNT; audience++) {
        struct channel *channel = &feed->channels[audience];
        for (size_t i = 0; i < FEED_KEPT_MAX; i++)
            feed_batch_clear(&channel->kept[i]);
        feed_draft_clear(&channel->draft);
        if (channel->broadcast)
            event_free(channel->broadcast);
    }
    if (feed->each_second)
        event_free(feed->each_second);
    free(feed->stands);
    free(feed);
}

struct feed_counters feed_counters(const struct feed *feed)
{
    return feed->counters;
}
