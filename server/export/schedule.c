/* SPDX-License-Identifier: EUPL-1.2 */
/* schedule.xml and schedule.json as frab, pretalx and c3voc exchange them: one day, its rooms,
 * their events. */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cjson/cJSON.h>

#include "entries.h"
#include "parvis/clock.h"
#include "parvis/units.h"

/* The numbers of events are one series: kinds do not meet. */
static long long number(const struct entry *entry)
{
    int kind = strcmp(entry->kind, "session") == 0 ? 1 : strcmp(entry->kind, "pitch") == 0 ? 2 : 3;
    return (long long)entry->id * 4 + kind;
}

/* "2017-11-20T10:00:00+01:00" in the venue's zone. */
static void iso(int64_t ms, char out[32])
{
    time_t seconds = (time_t)(ms / 1000);
    struct tm local;
    localtime_r(&seconds, &local);
    size_t length = strftime(out, 32, "%Y-%m-%dT%H:%M:%S%z", &local);
    /* +0100 → +01:00 */
    memmove(out + length - 1, out + length - 2, 3);
    out[length - 2] = ':';
}

static void span(int64_t ms, char out[16])
{
    /* Rounded up: a calendar must not let an entry end before it does. */
    long long minutes = (long long)((ms + MINUTE_MS - 1) / MINUTE_MS);
    snprintf(out, 16, "%02lld:%02lld", minutes / 60 % 100, minutes % 60);
}

/* "innovember2017": small letters and digits. */
static void acronym(const struct model *model, char *out, size_t size)
{
    const struct store_edition *edition = model_edition(model);
    char slug[128];
    size_t length = 0;
    entry_slug(edition->name, slug, sizeof slug);
    for (const char *at = slug; *at && length + 5 < size; at++)
        if (*at != '-')
            out[length++] = *at;
    snprintf(out + length, size - length, "%.4s", edition->date);
}

static void slug_of(const struct entry *entry, char *slug, size_t size)
{
    char title[128];
    entry_slug(entry->title, title, sizeof title);
    snprintf(slug, size, "%s-%lld-%s", entry->kind, (long long)entry->id, title);
}

/* The rooms in the order in which the day uses them; returns how many. */
#define ROOMS_MAX 64
static size_t rooms(const struct entries *entries, const char *names[ROOMS_MAX])
{
    size_t count = 0;
    for (size_t i = 0; i < entries->count; i++) {
        size_t known = 0;
        while (known < count && strcmp(names[known], entries->items[i].place) != 0)
            known++;
        if (known == count && count < ROOMS_MAX)
            names[count++] = entries->items[i].place;
    }
    return count;
}

static int64_t version(const struct entries *entries)
{
    int64_t seq = 0;
    for (size_t i = 0; i < entries->count; i++)
        if (entries->items[i].seq > seq)
            seq = entries->items[i].seq;
    return seq;
}

/* ---- XML ---- */

static void escaped(FILE *stream, const char *text)
{
    for (; *text; text++) {
        switch (*text) {
        case '&':
            fputs("&amp;", stream);
            break;
        case '<':
            fputs("&lt;", stream);
            break;
        case '>':
            fputs("&gt;", stream);
            break;
        case '"':
            fputs("&quot;", stream);
            break;
        /* Control characters are none of XML's, not even escaped (XML 1.0, 2.2): they are left
         * out. */
        default:
            if ((unsigned char)*text >= 0x20 || *text == '\t' || *text == '\n')
                fputc(*text, stream);
        }
    }
}

static void element(FILE *stream, const char *name, const char *text)
{
    fprintf(stream, "<%s>", name);
    escaped(stream, text);
    fprintf(stream, "</%s>\n", name);
}

static const char *language_name(enum text_language language)
{
    return language == TEXT_FR ? "fr" : "en";
}

static void write_event(FILE *stream, const struct entries *entries, const struct entry *entry,
                        const char *base)
{
    char uuid[37], at[32], hour[6], length[16], slug[256], url[512];
    entry_uuid(entries->model, entry, uuid);
    iso(entry->from_at, at);
    clock_format_hhmm(entry->from_at, hour);
    span(entry->to_at - entry->from_at, length);
    slug_of(entry, slug, sizeof slug);
    snprintf(url, sizeof url, "%s/", base);
    fprintf(stream, "<event guid=\"%s\" id=\"%lld\">\n", uuid, number(entry));
    element(stream, "room", entry->place);
    element(stream, "title", entry->title);
    element(stream, "subtitle", entry->subtitle);
    element(stream, "type", entry->kind);
    element(stream, "date", at);
    element(stream, "start", hour);
    element(stream, "duration", length);
    element(stream, "abstract",
            entry->cancelled ? text_label(entries->language, "export.cancelled") : "");
    element(stream, "slug", slug);
    element(stream, "track", entry->track);
    element(stream, "language", language_name(entries->language));
    element(stream, "url", url);
    fputs("</event>\n", stream);
}

static void write_conference(FILE *stream, const struct entries *entries, const char *base)
{
    const struct store_edition *edition = model_edition(entries->model);
    char name[64];
    acronym(entries->model, name, sizeof name);
    fputs("<conference>\n", stream);
    element(stream, "title", edition->name);
    element(stream, "acronym", name);
    element(stream, "start", edition->date);
    element(stream, "end", edition->date);
    element(stream, "days", "1");
    element(stream, "timeslot_duration", "00:05");
    element(stream, "base_url", base);
    element(stream, "time_zone_name", edition->timezone);
    fputs("</conference>\n", stream);
}

char *export_xml(const struct entries *entries, const char *base)
{
    const struct store_edition *edition = model_edition(entries->model);
    const char *names[ROOMS_MAX];
    size_t count = rooms(entries, names), size = 0;
    char *text = NULL, opens[32], closes[32];
    FILE *stream = open_memstream(&text, &size);
    if (!stream)
        return NULL;
    iso(edition->opens_at, opens);
    iso(edition->closes_at, closes);
    fprintf(stream,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<schedule>\n"
            "<generator name=\"parvis\" version=\"1\"></generator>\n<version>%lld</version>\n",
            (long long)version(entries));
    write_conference(stream, entries, base);
    fprintf(stream, "<day index=\"1\" date=\"%s\" start=\"%s\" end=\"%s\">\n", edition->date, opens,
            closes);
    for (size_t i = 0; i < count; i++) {
        fputs("<room name=\"", stream);
        escaped(stream, names[i]);
        fputs("\">\n", stream);
        for (size_t j = 0; j < entries->count; j++)
            if (strcmp(entries->items[j].place, names[i]) == 0)
                write_event(stream, entries, &entries->items[j], base);
        fputs("</room>\n", stream);
    }
    fputs("</day>\n</schedule>\n", stream);
    return fclose(stream) == 0 ? text : NULL;
}

/* ---- JSON ---- */

static cJSON *event_json(const struct entries *entries, const struct entry *entry, const char *base)
{
    char uuid[37], at[32], hour[6], length[16], slug[256], url[512];
    cJSON *event = cJSON_CreateObject();
    entry_uuid(entries->model, entry, uuid);
    iso(entry->from_at, at);
    clock_format_hhmm(entry->from_at, hour);
    span(entry->to_at - entry->from_at, length);
    slug_of(entry, slug, sizeof slug);
    snprintf(url, sizeof url, "%s/", base);
    cJSON_AddNumberToObject(event, "id", (double)number(entry));
    cJSON_AddStringToObject(event, "guid", uuid);
    cJSON_AddStringToObject(event, "date", at);
    cJSON_AddStringToObject(event, "start", hour);
    cJSON_AddStringToObject(event, "duration", length);
    cJSON_AddStringToObject(event, "room", entry->place);
    cJSON_AddStringToObject(event, "slug", slug);
    cJSON_AddStringToObject(event, "url", url);
    cJSON_AddStringToObject(event, "title", entry->title);
    cJSON_AddStringToObject(event, "subtitle", entry->subtitle);
    cJSON_AddStringToObject(event, "track", entry->track);
    cJSON_AddStringToObject(event, "type", entry->kind);
    cJSON_AddStringToObject(event, "language", language_name(entries->language));
    cJSON_AddStringToObject(event, "abstract",
                            entry->cancelled ? text_label(entries->language, "export.cancelled")
                                             : "");
    cJSON_AddArrayToObject(event, "persons");
    cJSON_AddArrayToObject(event, "links");
    return event;
}

static cJSON *day_json(const struct entries *entries, const char *base)
{
    const struct store_edition *edition = model_edition(entries->model);
    const char *names[ROOMS_MAX];
    size_t count = rooms(entries, names);
    char at[32];
    cJSON *day = cJSON_CreateObject();
    cJSON_AddNumberToObject(day, "index", 1);
    cJSON_AddStringToObject(day, "date", edition->date);
    iso(edition->opens_at, at);
    cJSON_AddStringToObject(day, "day_start", at);
    iso(edition->closes_at, at);
    cJSON_AddStringToObject(day, "day_end", at);
    cJSON *of_rooms = cJSON_AddObjectToObject(day, "rooms");
    for (size_t i = 0; i < count; i++) {
        cJSON *events = cJSON_AddArrayToObject(of_rooms, names[i]);
        for (size_t j = 0; j < entries->count; j++)
            if (strcmp(entries->items[j].place, names[i]) == 0)
                cJSON_AddItemToArray(events, event_json(entries, &entries->items[j], base));
    }
    return day;
}

char *export_json(const struct entries *entries, const char *base)
{
    const struct store_edition *edition = model_edition(entries->model);
    char name[64], seq[24];
    cJSON *whole = cJSON_CreateObject();
    cJSON *schedule = cJSON_AddObjectToObject(whole, "schedule");
    acronym(entries->model, name, sizeof name);
    snprintf(seq, sizeof seq, "%lld", (long long)version(entries));
    cJSON_AddStringToObject(schedule, "version", seq);
    cJSON_AddStringToObject(schedule, "base_url", base);
    cJSON *conference = cJSON_AddObjectToObject(schedule, "conference");
    cJSON_AddStringToObject(conference, "acronym", name);
    cJSON_AddStringToObject(conference, "title", edition->name);
    cJSON_AddStringToObject(conference, "start", edition->date);
    cJSON_AddStringToObject(conference, "end", edition->date);
    cJSON_AddNumberToObject(conference, "daysCount", 1);
    cJSON_AddStringToObject(conference, "timeslot_duration", "00:05");
    cJSON_AddStringToObject(conference, "time_zone_name", edition->timezone);
    cJSON *days = cJSON_AddArrayToObject(conference, "days");
    cJSON_AddItemToArray(days, day_json(entries, base));
    char *text = cJSON_PrintUnformatted(whole);
    cJSON_Delete(whole);
    return text;
}
