/* SPDX-License-Identifier: EUPL-1.2 */
/* The documents, kept until the programme changes; the changes that the Atom feed tells. */
#include "export.h"

#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "entries.h"
#include "kinds.h"
#include "parvis/clock.h"
#include "parvis/json.h"

#define KEPT_MAX 64 /* documents: forms × languages × rooms × host names */
#define TOLD_MAX 50 /* entries of the Atom feed */

struct kept {
    enum export_form form;
    enum text_language language;
    char base[128], room[64];
    struct http_document *document; /* owned */
};

struct exports {
    struct model *model; /* borrowed */
    struct kept kept[KEPT_MAX];
    size_t kept_count;
    int64_t seq;                /* of the programme that `kept` shows */
    struct told told[TOLD_MAX]; /* a ring: the next one goes to told_count % TOLD_MAX */
    size_t told_count;          /* ever */
    struct {
        int64_t id;
        enum pitch_state state;
    } pitches[64]; /* as they were told last */
};

/* ---- what changed ---- */

/* A running order that moves by a minute is no news; a pitch that begins, ends or is skipped is. */
static bool pitch_moved(struct exports *exports, int64_t id, enum pitch_state state)
{
    size_t count = sizeof exports->pitches / sizeof *exports->pitches;
    for (size_t i = 0; i < count; i++) {
        if (exports->pitches[i].id != id && exports->pitches[i].id != 0)
            continue;
        bool moved = exports->pitches[i].id != 0 && exports->pitches[i].state != state;
        exports->pitches[i].id = id;
        exports->pitches[i].state = state;
        return moved;
    }
    return false;
}

static void tell(struct exports *exports, const struct store_change *change, char *fr, char *en)
{
    struct told *place = &exports->told[exports->told_count % TOLD_MAX];
    free(place->text[0]); /* the oldest, or nothing */
    free(place->text[1]);
    *place = (struct told){change->seq, change->at, {fr, en}};
    exports->told_count++;
}

/* Collects the kept changes, newest first; the texts are borrowed. Returns how many. */
static size_t told_lately(const struct exports *exports, struct told ret_told[TOLD_MAX])
{
    size_t count = exports->told_count < TOLD_MAX ? exports->told_count : TOLD_MAX;
    for (size_t i = 0; i < count; i++)
        ret_told[i] = exports->told[(exports->told_count - 1 - i) % TOLD_MAX];
    return count;
}

static void tell_pitch(struct exports *exports, const struct store_change *change,
                       const cJSON *body)
{
    char key[64], time[6];
    enum pitch_state state;
    const struct model_organisation *company =
        model_organisation(exports->model, json_integer(body, "company"));
    if (!pitch_state_parse(json_text(body, "state"), &state) ||
        !pitch_moved(exports, change->id, state) || !company)
        return;
    snprintf(key, sizeof key, "export.change.pitch.%s", pitch_state_name(state));
    clock_format_hhmm(json_integer(body, "projected_from_at"), time);
    tell(exports, change, text_sayf(TEXT_FR, key, "name", company->name, "time", time, NULL),
         text_sayf(TEXT_EN, key, "name", company->name, "time", time, NULL));
}

static void tell_session(struct exports *exports, const struct store_change *change,
                         const cJSON *body)
{
    char key[64], time[6];
    snprintf(key, sizeof key, "web.common.session.%s", json_text(body, "kind"));
    clock_format_hhmm(json_integer(body, "from_at"), time);
    const char *title = json_text(body, "title"), *room = json_text(body, "room");
    tell(exports, change,
         text_sayf(TEXT_FR, "export.change.session", "title",
                   *title ? title : text_label(TEXT_FR, key), "time", time, "room", room, NULL),
         text_sayf(TEXT_EN, "export.change.session", "title",
                   *title ? title : text_label(TEXT_EN, key), "time", time, "room", room, NULL));
}

static void tell_notice(struct exports *exports, const struct store_change *change,
                        const cJSON *body)
{
    tell(exports, change, strdup(json_text(body, "fr")), strdup(json_text(body, "en")));
}

/* The changes that count as news; others only show in the programme. */
static const struct {
    enum kind_id kind;
    void (*tell)(struct exports *exports, const struct store_change *change, const cJSON *body);
} news[] = {{KIND_PITCH, tell_pitch}, {KIND_SESSION, tell_session}, {KIND_NOTICE, tell_notice}};

/* The feed is public: it has only rows that the table of kinds gives to the public. */
static void note(struct exports *exports, const struct store_change *change)
{
    const struct hearing anybody = {AUDIENCE_PUBLIC, 0};
    for (size_t i = 0; i < sizeof news / sizeof *news; i++) {
        const struct kind *kind = &kinds[news[i].kind];
        if (strcmp(kind->name, change->kind) != 0 || !change->body ||
            !model_is_told(kind, anybody, change->body))
            continue;
        cJSON *body = cJSON_Parse(change->body);
        news[i].tell(exports, change, body);
        cJSON_Delete(body);
    }
}

void exports_note(struct exports *exports, const struct store_change_list *changes)
{
    for (size_t i = 0; i < changes->count; i++)
        note(exports, &changes->items[i]);
}

/* ---- life ---- */

struct exports *exports_new(struct model *model, const struct store_change_list *recent)
{
    struct exports *exports = calloc(1, sizeof *exports);
    if (!exports)
        return NULL;
    exports->model = model;
    exports_note(exports, recent);
    return exports;
}

static void forget(struct exports *exports)
{
    for (size_t i = 0; i < exports->kept_count; i++)
        http_document_unref(exports->kept[i].document);
    exports->kept_count = 0;
}

void exports_free(struct exports *exports)
{
    if (!exports)
        return;
    forget(exports);
    for (size_t i = 0; i < TOLD_MAX; i++) {
        free(exports->told[i].text[0]);
        free(exports->told[i].text[1]);
    }
    free(exports);
}

/* ---- documents ---- */

static const char *const types[] = {
    [EXPORT_CALENDAR] = "text/calendar; charset=utf-8",
    [EXPORT_XML] = "application/xml",
    [EXPORT_JSON] = "application/json",
    [EXPORT_ATOM] = "application/atom+xml",
    [EXPORT_CSV] = "text/csv; charset=utf-8",
};

static struct http_document *document_of(char *text, enum export_form form, const char *cache)
{
    struct http_blob *bytes = text ? http_blob_adopt(text, strlen(text)) : NULL;
    struct http_document *document =
        bytes ? http_document_new(bytes, types[form], cache, true) : NULL;
    http_blob_unref(bytes);
    return document;
}

/* Keeps the entries of one room; false: there is none of this slug. `name`: as people call it. */
static bool keep_room(struct entries *entries, const char *room, char *name, size_t size)
{
    size_t kept = 0;
    char slug[64];
    for (size_t i = 0; i < entries->count; i++) {
        entry_slug(entries->items[i].place, slug, sizeof slug);
        if (strcmp(slug, room) == 0)
            entries->items[kept++] = entries->items[i];
    }
    entries->count = kept;
    if (kept > 0)
        snprintf(name, size, "%s", entries->items[0].place);
    return kept > 0;
}

static char *render(struct exports *exports, const struct kept *key)
{
    struct entries entries;
    struct told told[TOLD_MAX];
    char name[512], room[128];
    char *text = NULL;
    const struct store_edition *edition = model_edition(exports->model);
    if (key->form == EXPORT_ATOM)
        return export_atom(exports->model, told, told_lately(exports, told), key->language,
                           key->base);
    entries_load(exports->model, key->language, &entries);
    snprintf(name, sizeof name, "%s", edition->name);
    bool found = !*key->room || keep_room(&entries, key->room, room, sizeof room);
    if (found && *key->room)
        snprintf(name, sizeof name, "%s · %s", edition->name, room);
    if (found && key->form == EXPORT_CALENDAR)
        text = export_calendar(&entries, name);
    else if (found && key->form == EXPORT_XML)
        text = export_xml(&entries, key->base);
    else if (found && key->form == EXPORT_JSON)
        text = export_json(&entries, key->base);
    else if (found)
        text = export_csv(&entries);
    entries_clear(&entries);
    return text;
}

static bool is_same(const struct kept *a, const struct kept *b)
{
    return a->form == b->form && a->language == b->language && strcmp(a->base, b->base) == 0 &&
           strcmp(a->room, b->room) == 0;
}

struct http_document *exports_get(struct exports *exports, enum export_form form,
                                  enum text_language language, const char *base, const char *room)
{
    struct kept key = {.form = form, .language = language};
    if (!model_edition(exports->model))
        return NULL;
    snprintf(key.base, sizeof key.base, "%s", base);
    snprintf(key.room, sizeof key.room, "%s", room ? room : "");
    if (exports->seq != model_public_seq(exports->model) || exports->kept_count == KEPT_MAX)
        forget(exports);
    exports->seq = model_public_seq(exports->model);
    for (size_t i = 0; i < exports->kept_count; i++)
        if (is_same(&exports->kept[i], &key))
            return http_document_ref(exports->kept[i].document);
    key.document = document_of(render(exports, &key), form, NULL);
    if (!key.document)
        return NULL;
    exports->kept[exports->kept_count++] = key;
    return http_document_ref(key.document);
}

struct http_document *exports_person(struct exports *exports, const struct model_person *person,
                                     int64_t company, enum text_language language)
{
    struct entries entries;
    char name[512];
    const struct store_edition *edition = model_edition(exports->model);
    if (!edition)
        return NULL;
    entries_load_person(exports->model, person, company, language, &entries);
    snprintf(name, sizeof name, "%s · %s", edition->name, person->first_name);
    char *text = export_calendar(&entries, name);
    entries_clear(&entries);
    return document_of(text, EXPORT_CALENDAR, "private, no-cache");
}
