/* SPDX-License-Identifier: EUPL-1.2 */
/* The programme as a list in the order of the day: every export is made from it. */
#ifndef PARVIS_EXPORT_ENTRIES_H
#define PARVIS_EXPORT_ENTRIES_H

#include <stdio.h>

#include "export.h"

struct entry {
    const char *kind; /* session, pitch, demonstration, meeting; static */
    int64_t id, from_at, to_at;
    char title[256], subtitle[256], place[128], track[64];
    bool cancelled;
    int64_t seq, at; /* seq and instant of its last change */
};
struct entries {
    struct entry *items;
    size_t count, capacity;
    enum text_language language;
    const struct model *model;
    const struct model_person *person; /* of this person; NULL: the public programme */
    int64_t company;                   /* the company whose team the person belongs to; 0: none */
};

/* Loads the public programme, or one person's entries. The caller clears it. */
void entries_load(const struct model *model, enum text_language language,
                  struct entries *ret_entries);
void entries_load_person(const struct model *model, const struct model_person *person,
                         int64_t company, enum text_language language, struct entries *ret_entries);
void entries_clear(struct entries *entries);

/* A room's name as part of a URL: "Grande scène" → "grande-scene". */
void entry_slug(const char *text, char *slug, size_t size);
/* The entry's UUID (RFC 9562, version 8), which never changes: derived from edition, kind and
 * id. */
void entry_uuid(const struct model *model, const struct entry *entry, char ret_uuid[37]);

/* Write the documents. Malloc'd text, the caller's; NULL: no memory. `base`: as in exports_get. */
char *export_calendar(const struct entries *entries, const char *name);
char *export_xml(const struct entries *entries, const char *base);
char *export_json(const struct entries *entries, const char *base);
char *export_csv(const struct entries *entries);
/* A change, as kept for the Atom feed. */
struct told {
    int64_t seq, at;
    char *text[2]; /* by language: French, English; owned */
};
char *export_atom(const struct model *model, const struct told *told, size_t count,
                  enum text_language language, const char *base);

#endif
