/* SPDX-License-Identifier: EUPL-1.2 */
/* The programme for other programs, at stable URLs: iCalendar (RFC 5545, RFC 7986) by libical,
 * schedule.xml and schedule.json (the form of frab, pretalx and c3voc), Atom (RFC 4287), CSV (RFC
 * 4180). Documents are made from the read model and kept until the public programme changes. A
 * public export has no person's name. Loop thread only. */
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

/* How many of the log's last changes exports_new needs for EXPORT_ATOM. */
#define EXPORTS_RECENT_MAX 2000
/* `model` is borrowed. `recent`: the last changes of the log, oldest first. NULL: no memory. */
struct exports *exports_new(struct model *model, const struct store_change_list *recent);
void exports_free(struct exports *exports); /* NULL allowed */
/* Adds changes to the Atom feed. Call it after the model has applied them. */
void exports_note(struct exports *exports, const struct store_change_list *changes);

/* A document; the caller owns a reference (http_document_unref). `base`: scheme and host of the
 * reader's request, "https://parvis.example". `room`: the slug of a room, for its calendar alone;
 * NULL: all rooms. Returns NULL: no such room, or no memory. */
struct http_document *exports_get(struct exports *exports, enum export_form form,
                                  enum text_language language, const char *base, const char *room);

/* A person's calendar: their meetings, pitch, jury, demonstration. `company`: the company whose
 * team the person belongs to; 0: none. Reference and NULL as above. */
struct http_document *exports_person(struct exports *exports, const struct model_person *person,
                                     int64_t company, enum text_language language);

#endif
