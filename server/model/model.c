/* SPDX-License-Identifier: EUPL-1.2 */
/* The read model's state, and how it applies a change. */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>
#include <sodium.h>

#include "model_internal.h"
#include "parvis/array.h"
#include "parvis/badge.h"
#include "store.h"

/* ---- tables ---- */

struct model_table *model_table_of(const struct model *model, const char *kind)
{
    enum kind_id id = kind_of(kind);
    assert(id < KIND_COUNT); /* callers name kinds themselves */
    return &model->tables[id];
}

/* Where the id is, or would be. */
static size_t place_of(const struct model_table *table, int64_t id)
{
    size_t low = 0, high = table->count;
    /* Rows are loaded by ascending id and new ones have the highest: most go to the end at once. */
    if (high > 0 && table->rows[high - 1].id < id)
        return high;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (table->rows[middle].id < id)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static struct model_row *find_row(const struct model_table *table, int64_t id)
{
    size_t place = place_of(table, id);
    return place < table->count && table->rows[place].id == id ? &table->rows[place] : NULL;
}

struct model_row *model_row_of(const struct model *model, const char *kind, int64_t id)
{
    return find_row(model_table_of(model, kind), id);
}

static struct model_row *put_row(struct model_table *table, int64_t id)
{
    size_t place = place_of(table, id);
    if (place < table->count && table->rows[place].id == id)
        return &table->rows[place];
    if (!array_make_room(&table->rows, table->count, &table->capacity, sizeof *table->rows))
        return NULL;
    memmove(table->rows + place + 1, table->rows + place,
            (table->count - place) * sizeof *table->rows);
    table->count++;
    table->rows[place] = (struct model_row){.id = id};
    return &table->rows[place];
}

static void free_typed(const char *kind, void *typed)
{
    if (typed && strcmp(kind, "person") == 0)
        free(((struct person_row *)typed)->place);
    free(typed);
}

static void drop_row(struct model_table *table, const char *kind, int64_t id)
{
    struct model_row *row = find_row(table, id);
    if (!row)
        return;
    free(row->body);
    free_typed(kind, row->typed);
    size_t place = (size_t)(row - table->rows);
    memmove(row, row + 1, (table->count - place - 1) * sizeof *row);
    table->count--;
}

/* ---- indexes ---- */

static size_t index_place(const struct model_index *index, uint64_t key)
{
    /* Fibonacci hashing: serials and ids that follow one another spread over the whole table. */
    size_t place = (key * 0x9E3779B97F4A7C15u >> 20) & (index->capacity - 1);
    while (index->places[place].key && index->places[place].key != key)
        place = (place + 1) & (index->capacity - 1);
    return place;
}

static bool index_grow(struct model_index *index)
{
    struct model_index bigger = {.capacity = index->capacity ? 2 * index->capacity : 64};
    bigger.places = calloc(bigger.capacity, sizeof *bigger.places);
    if (!bigger.places)
        return false;
    for (size_t i = 0; i < index->capacity; i++)
        if (index->places[i].key)
            bigger.places[index_place(&bigger, index->places[i].key)] = index->places[i];
    bigger.count = index->count;
    free(index->places);
    *index = bigger;
    return true;
}

static bool index_put(struct model_index *index, uint64_t key, int64_t id)
{
    if (key == 0)
        return true;
    /* At least half empty, so that a search for an absent key ends soon. */
    if (2 * (index->count + 1) > index->capacity && !index_grow(index))
        return false;
    size_t place = index_place(index, key);
    index->count += index->places[place].key == 0;
    index->places[place].key = key;
    index->places[place].id = id;
    return true;
}

/* 0: no such key. The key of a deleted row may still be here; its id then finds no row. */
static int64_t index_get(const struct model_index *index, uint64_t key)
{
    if (index->capacity == 0 || key == 0)
        return 0;
    size_t place = index_place(index, key);
    return index->places[place].key == key ? index->places[place].id : 0;
}

static uint64_t token_key(const uint8_t hash[32])
{
    uint64_t key;
    memcpy(&key, hash, sizeof key);
    /* Never 0, which marks an empty place. Two hashes may share their first eight bytes: the caller
     * compares the whole. */
    return key ? key : 1;
}

static bool index_row(struct model *model, const char *kind, const struct model_row *row)
{
    if (strcmp(kind, "badge") == 0) {
        const struct model_badge *badge = row->typed;
        bool good = index_put(&model->badge_by_serial, badge->serial, badge->id);
        /* A change of an older badge must not replace the person's valid one. */
        if (!badge->revoked_at)
            good = index_put(&model->badge_by_person, (uint64_t)badge->person, badge->id) && good;
        return good;
    }
    if (strcmp(kind, "device") == 0)
        return index_put(&model->device_by_token,
                         token_key(((struct device_row *)row->typed)->token_hash), row->id);
    if (strcmp(kind, "sign_in") == 0)
        return index_put(&model->sign_in_by_token,
                         token_key(((struct sign_in_row *)row->typed)->token_hash), row->id);
    if (strcmp(kind, "link") == 0)
        return index_put(&model->link_by_token,
                         token_key(((struct link_row *)row->typed)->token_hash), row->id);
    if (strcmp(kind, "phone") == 0)
        return index_put(&model->phone_by_token,
                         token_key(((struct phone_row *)row->typed)->token_hash), row->id);
    return true;
}

/* ---- life ---- */

enum parvis_status model_new(struct model **ret_model)
{
    struct model *model = calloc(1, sizeof *model);
    struct model_table *tables = calloc(KIND_COUNT, sizeof *tables);
    if (!model || !tables) {
        free(model);
        free(tables);
        return PARVIS_NO_MEMORY;
    }
    model->tables = tables;
    *ret_model = model;
    return PARVIS_OK;
}

static void forget_documents(struct model *model)
{
    for (size_t audience = 0; audience < AUDIENCE_COUNT; audience++) {
        struct model_documents *documents = &model->documents[audience];
        for (size_t i = 0; i < KIND_COUNT; i++)
            http_document_unref(documents->rows[i]);
        http_document_unref(documents->agenda);
        http_blob_unref(documents->agenda_bytes);
        *documents = (struct model_documents){0};
    }
}

void model_free(struct model *model)
{
    if (!model)
        return;
    for (size_t i = 0; i < KIND_COUNT; i++) {
        struct model_table *table = &model->tables[i];
        while (table->count > 0)
            drop_row(table, kinds[i].name, table->rows[table->count - 1].id);
        free(table->rows);
    }
    free(model->tables);
    free(model->badge_by_serial.places);
    free(model->badge_by_person.places);
    free(model->device_by_token.places);
    free(model->sign_in_by_token.places);
    free(model->link_by_token.places);
    free(model->phone_by_token.places);
    forget_documents(model);
    model_search_reset(model);
    free(model);
}

/* ---- changes ---- */

/* "…"name":123…" in a body that our own view wrote: no escape stands before these members. */
static int64_t scan_number(const char *body, const char *name)
{
    const char *at = strstr(body, name);
    return at ? strtoll(at + strlen(name), NULL, 10) : 0;
}

/* A storm of check-ins comes through here, so the JSON is not parsed into a tree. */
static enum parvis_status move_presence(struct model *model, const struct store_change *change)
{
    struct model_row *row = model_row_of(model, "person", change->id);
    if (!row)
        return PARVIS_OK; /* the person is gone since */
    struct person_row *person = row->typed;
    const char *body = change->body ? change->body : "";
    const char *place = strstr(body, "\"place\":\"");
    bool in = strstr(body, "\"state\":\"in\""), out = strstr(body, "\"state\":\"out\"");
    /* An annulled arrival leaves a presence row; the person is expected again. */
    if (change->body && !in && !out && !strstr(body, "\"state\":\"expected\""))
        return PARVIS_CORRUPT;
    size_t length = place ? strcspn(place += 9, "\"\\") : 0;
    if (!place || strncmp(person->person.place, place, length) != 0 ||
        person->person.place[length]) {
        char *copy = strndup(place ? place : "", length);
        if (!copy)
            return PARVIS_NO_MEMORY;
        free(person->place);
        person->person.place = person->place = copy;
    }
    person->person.presence = in ? CHECK_IN_INSIDE : out ? CHECK_IN_OUTSIDE : CHECK_IN_EXPECTED;
    person->person.first_at = scan_number(body, "\"first_at\":");
    person->person.moved_at = scan_number(body, "\"at\":");
    person->person.scan = scan_number(body, "\"scan\":");
    return PARVIS_OK;
}

static enum parvis_status read_edition(struct model *model, const char *body, int64_t seq)
{
    cJSON *tree = cJSON_Parse(body);
    struct store_edition edition = model->edition;
    const struct {
        const char *name;
        char *target;
        size_t size;
    } texts[] = {{"name", edition.name, sizeof edition.name},
                 {"date", edition.date, sizeof edition.date},
                 {"timezone", edition.timezone, sizeof edition.timezone},
                 {"venue", edition.venue, sizeof edition.venue}};
    size_t read = 0;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const cJSON *item = cJSON_GetObjectItemCaseSensitive(tree, texts[i].name);
        snprintf(texts[i].target, texts[i].size, "%s",
                 cJSON_IsString(item) ? item->valuestring : "");
    }
    const cJSON *key = cJSON_GetObjectItemCaseSensitive(tree, "public_key");
    bool good = cJSON_IsString(key) &&
                sodium_hex2bin(edition.public_key, sizeof edition.public_key, key->valuestring,
                               strlen(key->valuestring), NULL, &read, NULL) == 0 &&
                read == sizeof edition.public_key;
    cJSON_Delete(tree);
    if (!good)
        return PARVIS_CORRUPT;
    edition.opens_at = scan_number(body, "\"opens_at\":");
    edition.closes_at = scan_number(body, "\"closes_at\":");
    edition.doors_min = (int)scan_number(body, "\"doors_min\":");
    edition.slot_min = (int)scan_number(body, "\"slot_min\":");
    edition.gap_min = (int)scan_number(body, "\"gap_min\":");
    edition.call_min = (int)scan_number(body, "\"call_min\":");
    edition.annul_min = (int)scan_number(body, "\"annul_min\":");
    edition.called_names_public = strstr(body, "\"called_names\":\"public\"") != NULL;
    edition.tag = badge_tag(edition.public_key);
    if (edition.called_names_public != model->edition.called_names_public)
        model->called_names_seq = seq;
    model->edition = edition;
    return PARVIS_OK;
}

/* A corrected name keeps the person's presence. */
static void keep_presence(struct person_row *fresh, struct person_row *before)
{
    fresh->person.place = "";
    if (!before)
        return;
    fresh->person.presence = before->person.presence;
    fresh->person.first_at = before->person.first_at;
    fresh->person.moved_at = before->person.moved_at;
    fresh->person.scan = before->person.scan;
    fresh->place = before->place;
    fresh->person.place = before->person.place;
    before->place = NULL;
}

static enum parvis_status put_typed(struct model *model, const struct row_form *form,
                                    const struct store_change *change, struct model_row *row)
{
    void *typed = row_new(form, change->body, change->directory);
    if (!typed)
        return PARVIS_CORRUPT;
    if (strcmp(change->kind, "person") == 0)
        keep_presence(typed, row->typed);
    free_typed(change->kind, row->typed);
    row->typed = typed;
    return index_row(model, change->kind, row) ? PARVIS_OK : PARVIS_NO_MEMORY;
}

static enum parvis_status put_change(struct model *model, enum kind_id kind,
                                     const struct store_change *change)
{
    const struct row_form *form = kinds[kind].kept & KEPT_ROW ? row_form_of(kind) : NULL;
    bool body = kinds[kind].kept & KEPT_BODY;
    if (!form && !body)
        return PARVIS_OK; /* needs, scans: nothing reads them from the model */
    struct model_table *table = &model->tables[kind];
    /* So that a failure leaves no row without a body behind. */
    bool known = find_row(table, change->id) != NULL;
    struct model_row *row = put_row(table, change->id);
    char *copy = row && body ? strdup(change->body) : NULL;
    enum parvis_status status = row && (copy || !body) ? PARVIS_OK : PARVIS_NO_MEMORY;
    if (status == PARVIS_OK && form)
        status = put_typed(model, form, change, row);
    if (status != PARVIS_OK) {
        free(copy);
        if (row && !known)
            drop_row(table, change->kind, change->id);
        return status;
    }
    free(row->body);
    row->body = copy;
    row->seq = change->seq;
    row->at = change->at;
    return PARVIS_OK;
}

enum parvis_status model_apply(struct model *model, const struct store_change *change)
{
    enum kind_id kind = kind_of(change->kind);
    enum parvis_status status = PARVIS_OK;
    /* Applied already: changes that were loaded from the tables come again by the log. */
    if (change->seq && change->seq <= model->seq)
        return PARVIS_OK;
    if (kind == KIND_COUNT || (change->body && !model_is_body(change->body)))
        return PARVIS_CORRUPT;
    if (kind == KIND_PRESENCE)
        status = move_presence(model, change);
    /* A deleted row. Its keys stay in the indexes, and find nothing. */
    else if (!change->body)
        drop_row(&model->tables[kind], change->kind, change->id);
    else
        status = put_change(model, kind, change);
    if (status == PARVIS_OK && change->body && kind == KIND_EDITION)
        status = read_edition(model, change->body, change->seq);
    if (status != PARVIS_OK)
        return status;
    if (change->seq)
        model->seq = change->seq;
    if (kinds[kind].heard_by & HEARD_BY_PUBLIC) {
        /* Only for public kinds: the public documents' ETags must not change with rows that the
         * public never reads. */
        model->public_seq = model->seq;
        forget_documents(model);
    }
    if (kind == KIND_PERSON || kind == KIND_ORGANISATION)
        model_search_reset(model);
    return PARVIS_OK;
}

static bool put_mark(int64_t id, int64_t seq, int64_t at, void *data)
{
    struct model_row *row = find_row(data, id);
    if (row) {
        row->seq = seq;
        row->at = at;
    }
    return true;
}

/* For calendars, which say when each entry last changed. */
static enum parvis_status load_marks(struct model *model, struct store *store)
{
    enum parvis_status status = PARVIS_OK;
    for (size_t i = 0; i < KIND_COUNT && status == PARVIS_OK; i++)
        if (kinds[i].kept & KEPT_MARK)
            status = store_marks(store, kinds[i].name, put_mark, &model->tables[i]);
    return status;
}

static enum parvis_status load_kind(struct model *model, struct store *store, const char *kind)
{
    struct store_change_list list = {0};
    enum parvis_status status = store_state(store, kind, &list);
    for (size_t i = 0; i < list.count && status == PARVIS_OK; i++)
        status = model_apply(model, &list.items[i]);
    store_changes_clear(&list);
    return status;
}

enum parvis_status model_load(struct model *model, struct store *store)
{
    enum parvis_status status = PARVIS_OK;
    /* Read before the rows: changes committed meanwhile are in the rows, and come again by the
     * log. */
    model->seq = model->public_seq = store_last_seq(store);
    for (size_t i = 0; i < KIND_COUNT && status == PARVIS_OK; i++)
        if (kinds[i].kept)
            status = load_kind(model, store, kinds[i].name);
    return status == PARVIS_OK ? load_marks(model, store) : status;
}

/* ---- asking ---- */

int64_t model_seq(const struct model *model)
{
    return model->seq;
}

int64_t model_called_names_seq(const struct model *model)
{
    return model->called_names_seq;
}

int64_t model_public_seq(const struct model *model)
{
    return model->public_seq;
}

void model_mark(const struct model *model, const char *kind, int64_t id, int64_t *ret_seq,
                int64_t *ret_at)
{
    const struct model_row *row = model_row_of(model, kind, id);
    *ret_seq = row ? row->seq : 0;
    *ret_at = row ? row->at : 0;
}

const struct store_edition *model_edition(const struct model *model)
{
    return model_table_of(model, "edition")->count > 0 ? &model->edition : NULL;
}

static const void *typed_of(const struct model *model, const char *kind, int64_t id)
{
    const struct model_row *row = model_row_of(model, kind, id);
    return row ? row->typed : NULL;
}

const struct model_organisation *model_organisation(const struct model *model, int64_t id)
{
    return typed_of(model, "organisation", id);
}

const char *model_affiliation(const struct model *model, const struct model_person *person)
{
    const struct model_organisation *organisation =
        person->organisation ? model_organisation(model, person->organisation) : NULL;
    return organisation ? organisation->name : person->affiliation;
}

const struct model_person *model_person(const struct model *model, int64_t id)
{
    return typed_of(model, "person", id);
}

const struct model_device *model_device(const struct model *model, int64_t id)
{
    return typed_of(model, "device", id);
}

const struct model_badge *model_badge(const struct model *model, int64_t id)
{
    return typed_of(model, "badge", id);
}

const struct model_user *model_user(const struct model *model, int64_t id)
{
    return typed_of(model, "user", id);
}

const struct model_sign_in *model_sign_in(const struct model *model, int64_t id)
{
    return typed_of(model, "sign_in", id);
}

const struct model_badge *model_badge_by_serial(const struct model *model, uint64_t serial)
{
    const struct model_badge *badge =
        typed_of(model, "badge", index_get(&model->badge_by_serial, serial));
    return badge && badge->serial == serial ? badge : NULL;
}

const struct model_badge *model_badge_of(const struct model *model, int64_t person)
{
    const struct model_badge *badge =
        typed_of(model, "badge", index_get(&model->badge_by_person, (uint64_t)person));
    return badge && badge->person == person && !badge->revoked_at ? badge : NULL;
}

const struct model_device *model_device_by_token(const struct model *model,
                                                 const uint8_t token_hash[32])
{
    const struct device_row *row =
        typed_of(model, "device", index_get(&model->device_by_token, token_key(token_hash)));
    return row && sodium_memcmp(row->token_hash, token_hash, 32) == 0 ? &row->device : NULL;
}

const struct model_sign_in *model_sign_in_by_token(const struct model *model,
                                                   const uint8_t token_hash[32])
{
    const struct sign_in_row *row =
        typed_of(model, "sign_in", index_get(&model->sign_in_by_token, token_key(token_hash)));
    return row && sodium_memcmp(row->token_hash, token_hash, 32) == 0 ? &row->sign_in : NULL;
}

const struct model_link *model_link_by_token(const struct model *model,
                                             const uint8_t token_hash[32])
{
    const struct link_row *row =
        typed_of(model, "link", index_get(&model->link_by_token, token_key(token_hash)));
    return row && sodium_memcmp(row->token_hash, token_hash, 32) == 0 ? &row->link : NULL;
}

const struct model_phone *model_phone_by_token(const struct model *model,
                                               const uint8_t token_hash[32])
{
    const struct phone_row *row =
        typed_of(model, "phone", index_get(&model->phone_by_token, token_key(token_hash)));
    return row && sodium_memcmp(row->token_hash, token_hash, 32) == 0 ? &row->phone : NULL;
}

const void *model_row(const struct model *model, const char *kind, int64_t id)
{
    return typed_of(model, kind, id);
}

void model_each_row(const struct model *model, const char *kind, model_each_row_fn *each,
                    void *data)
{
    const struct model_table *table = model_table_of(model, kind);
    for (size_t i = 0; i < table->count; i++)
        if (!each(table->rows[i].typed, data))
            return;
}

const struct model_user *model_user_by_name(const struct model *model, const char *name)
{
    const struct model_table *table = model_table_of(model, "user");
    for (size_t i = 0; i < table->count; i++) {
        const struct model_user *user = table->rows[i].typed;
        if (strcmp(user->name, name) == 0)
            return user;
    }
    return NULL;
}

const char *model_body(const struct model *model, const char *kind, int64_t id)
{
    const struct model_row *row = model_row_of(model, kind, id);
    return row ? row->body : NULL;
}

void model_each(const struct model *model, const char *kind, model_each_fn *each, void *data)
{
    const struct model_table *table = model_table_of(model, kind);
    for (size_t i = 0; i < table->count; i++)
        if (!each(table->rows[i].id, table->rows[i].body, data))
            return;
}

void model_each_badge(const struct model *model, model_each_badge_fn *each, void *data)
{
    const struct model_table *table = model_table_of(model, "badge");
    for (size_t i = 0; i < table->count; i++)
        if (!each(table->rows[i].typed, data))
            return;
}

void model_each_device(const struct model *model, model_each_device_fn *each, void *data)
{
    const struct model_table *table = model_table_of(model, "device");
    for (size_t i = 0; i < table->count; i++)
        if (!each(table->rows[i].typed, data))
            return;
}
