/* SPDX-License-Identifier: EUPL-1.2 */
/* The programme as a list. */
#include "entries.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "parvis/array.h"
#include "parvis/units.h"

#define COPY(target, text) ((void)snprintf((target), sizeof(target), "%s", (text)))

static struct entry *add(struct entries *entries)
{
    if (!array_make_room(&entries->items, entries->count, &entries->capacity,
                         sizeof *entries->items))
        abort();
    struct entry *entry = &entries->items[entries->count++];
    memset(entry, 0, sizeof *entry);
    return entry;
}

static struct entry *add_row(struct entries *entries, const char *kind, int64_t id, int64_t from_at,
                             int64_t to_at)
{
    struct entry *entry = add(entries);
    entry->kind = kind;
    entry->id = id;
    entry->from_at = from_at;
    entry->to_at = to_at;
    model_mark(entries->model, kind, id, &entry->seq, &entry->at);
    return entry;
}

static void name_company(const struct entries *entries, struct entry *entry, int64_t company)
{
    const struct model_organisation *organisation = model_organisation(entries->model, company);
    COPY(entry->title, organisation ? organisation->name : "");
    COPY(entry->track, organisation ? organisation->segment : "");
}

static void name_room(const struct entries *entries, struct entry *entry, int64_t session)
{
    const struct model_session *row = model_row(entries->model, "session", session);
    COPY(entry->place, row ? row->room : "");
}

static const char *label(const struct entries *entries, const char *key)
{
    return text_label(entries->language, key);
}

/* ---- the public programme ---- */

struct pitch_count {
    int64_t session;
    bool found;
};

static bool find_pitch(const void *row, void *data)
{
    struct pitch_count *count = data;
    count->found = ((const struct model_pitch *)row)->session == count->session;
    return !count->found;
}

/* A session of pitches is its pitches, once there are any; the same of demonstrations. */
static bool add_session(const void *row, void *data)
{
    const struct model_session *session = row;
    struct entries *entries = data;
    struct pitch_count pitches = {.session = session->id};
    char key[64];
    if (strcmp(session->kind, "pitch") == 0)
        model_each_row(entries->model, "pitch", find_pitch, &pitches);
    if (pitches.found)
        return true;
    struct entry *entry =
        add_row(entries, "session", session->id, session->from_at, session->to_at);
    snprintf(key, sizeof key, "web.common.session.%s", session->kind);
    COPY(entry->title, *session->title ? session->title : label(entries, key));
    COPY(entry->place, session->room);
    return true;
}

/* Those of a person are their own company's, and every one when they sit in the jury. */
static bool is_theirs(const struct entries *entries, int64_t company, bool jury)
{
    return !entries->person || (entries->company && company == entries->company) ||
           (jury && entries->person->jury);
}

static bool add_pitch(const void *row, void *data)
{
    const struct model_pitch *pitch = row;
    struct entries *entries = data;
    if (!is_theirs(entries, pitch->company, true))
        return true;
    int64_t from_at = pitch->started_at ? pitch->started_at : pitch->projected_from_at;
    int64_t to_at = pitch->ended_at ? pitch->ended_at : pitch->projected_to_at;
    /* A minute at least: formats that count seconds want an end that is later (RFC 5545 3.8.2.2).
     */
    if (to_at < from_at + MINUTE_MS)
        to_at = from_at + MINUTE_MS;
    struct entry *entry = add_row(entries, "pitch", pitch->id, from_at, to_at);
    name_company(entries, entry, pitch->company);
    name_room(entries, entry, pitch->session);
    COPY(entry->subtitle, label(entries, "export.pitch"));
    entry->cancelled = pitch->state == PITCH_SKIPPED;
    return true;
}

static bool add_demonstration(const void *row, void *data)
{
    const struct model_demonstration *show = row;
    struct entries *entries = data;
    if (!is_theirs(entries, show->company, false))
        return true;
    struct entry *entry = add_row(entries, "demonstration", show->id, show->from_at, show->to_at);
    name_company(entries, entry, show->company);
    name_room(entries, entry, show->session);
    COPY(entry->subtitle, label(entries, "export.demonstration"));
    return true;
}

static int compare(const void *a, const void *b)
{
    const struct entry *left = a, *right = b;
    if (left->from_at != right->from_at)
        return left->from_at < right->from_at ? -1 : 1;
    int kind = strcmp(left->kind, right->kind);
    return kind ? kind : (left->id > right->id) - (left->id < right->id);
}

static void sort(struct entries *entries)
{
    if (entries->count > 0)
        qsort(entries->items, entries->count, sizeof *entries->items, compare);
}

void entries_load(const struct model *model, enum text_language language,
                  struct entries *ret_entries)
{
    *ret_entries = (struct entries){.model = model, .language = language};
    model_each_row(model, "session", add_session, ret_entries);
    model_each_row(model, "pitch", add_pitch, ret_entries);
    model_each_row(model, "demonstration", add_demonstration, ret_entries);
    sort(ret_entries);
}

/* ---- a person's ---- */

static bool add_meeting(const void *row, void *data)
{
    const struct model_meeting *meeting = row;
    struct entries *entries = data;
    bool buyer = meeting->buyer == entries->person->id;
    bool company = entries->company && meeting->company == entries->company;
    const struct model_slot *slot = model_row(entries->model, "slot", meeting->slot);
    if (!slot || (!buyer && !company))
        return true;
    struct entry *entry = add_row(entries, "meeting", meeting->id, slot->from_at, slot->to_at);
    name_company(entries, entry, buyer ? meeting->company : meeting->organisation);
    COPY(entry->subtitle, label(entries, "export.meeting"));
    COPY(entry->place, meeting->place);
    entry->cancelled = meeting->state == MEETING_CANCELLED || meeting->state == MEETING_NO_SHOW;
    return true;
}

void entries_load_person(const struct model *model, const struct model_person *person,
                         int64_t company, enum text_language language, struct entries *ret_entries)
{
    *ret_entries = (struct entries){
        .model = model, .language = language, .person = person, .company = company};
    model_each_row(model, "meeting", add_meeting, ret_entries);
    model_each_row(model, "pitch", add_pitch, ret_entries);
    model_each_row(model, "demonstration", add_demonstration, ret_entries);
    sort(ret_entries);
}

void entries_clear(struct entries *entries)
{
    free(entries->items);
    entries->items = NULL;
    entries->count = entries->capacity = 0;
}

/* ---- names in addresses ---- */

void entry_slug(const char *text, char *slug, size_t size)
{
    char *folded = text_fold(text);
    snprintf(slug, size, "%s", folded);
    free(folded);
    for (char *at = slug; *at; at++)
        if (*at == ' ')
            *at = '-';
}

void entry_uuid(const struct model *model, const struct entry *entry, char ret_uuid[37])
{
    const struct store_edition *edition = model_edition(model);
    uint8_t hash[16];
    char name[64], hex[33];
    snprintf(name, sizeof name, "parvis export v1 %s %lld", entry->kind, (long long)entry->id);
    crypto_generichash(hash, sizeof hash, (const unsigned char *)name, strlen(name),
                       edition->public_key, sizeof edition->public_key);
    hash[6] = (uint8_t)((hash[6] & 0x0f) | 0x80); /* version 8: made as its maker likes */
    hash[8] = (uint8_t)((hash[8] & 0x3f) | 0x80); /* the RFC's variant */
    sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
    snprintf(ret_uuid, 37, "%.8s-%.4s-%.4s-%.4s-%.12s", hex, hex + 8, hex + 12, hex + 16, hex + 20);
}
