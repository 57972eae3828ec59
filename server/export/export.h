/* SPDX-License-Identifier: EUPL-1.2 */
/* The programme for other people's programs, at stable addresses: iCalendar (RFC 5545, RFC 7986) by
 * libical, schedule.xml and schedule.json (the form of frab, pretalx and c3voc), Atom (RFC 4287),
 * CSV (RFC 4180). Made from the read model, kept until the public programme changes. Loop thread
 * only. No person's name is in a public export. */
#ifndef PARVIS_EXPORT_H
#define PARVIS_EXPORT_H

#include "change.h"
#include "model.h"
#include "parvis/text.h"

struct exports;

enum export_form {
    EXPORT_CALENDAR, /* text/calendar */
    EXPORT_XML,      /* schedule.xml */
    EXPORT_JSON,     /* schedule.json */
    EXPORT_ATOM,     /* what changed lately */
    EXPORT_CSV,
};

/* How many of the log's last changes are enough to tell what changed lately. */
#define EXPORTS_RECENT_MAX 2000
/* `model` is borrowed. `recent`: the last changes of the log, oldest first. NULL: no memory. */
struct exports *exports_new(struct model *model, const struct store_change_list *recent);
void exports_free(struct exports *exports); /* NULL allowed */
/* After the model was moved by them: what the Atom feed tells. */
void exports_note(struct exports *exports, const struct store_change_list *changes);

/* A document; a reference that the caller gives back. `base`: scheme and host as the reader wrote
 * them, "https://parvis.example". `room`: one room's calendar, by its slug; NULL: the whole. NULL:
 * no such room, or no memory. */
struct http_document *exports_get(struct exports *exports, enum export_form form,
                                  enum text_language language, const char *base, const char *room);

/* One person's calendar: their meetings, pitch, jury, demonstration. `company` 0: not of a stand's
 * team. */
struct http_document *exports_person(struct exports *exports, const struct model_person *person,
                                     int64_t company, enum text_language language);

#endif
