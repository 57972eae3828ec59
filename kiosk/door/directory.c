/* SPDX-License-Identifier: EUPL-1.2 */
/* The people by name, for the staff. */
#include "directory.h"

#include <pthread.h>
#include <sodium.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "agenda.h"
#include "parvis/array.h"
#include "parvis/json.h"
#include "parvis/log.h"
#include "parvis/match.h"
#include "parvis/staff.h"
#include "parvis/text.h"
#include "parvis/units.h"

#define PEOPLE_MAX 20000
#define FREE_TRIES 5
#define PAUSE_MS 30000 /* after so many wrong ones; doubled with each further one */
#define PAUSE_MS_MAX HOUR_MS
#define PIN_CHARS_MAX 15

struct entry {
    struct directory_person person;
    cJSON *about; /* owned */
    char *words;  /* owned: folded */
};

struct directory {
    enum directory_state state;
    int wrong;           /* PINs since the last right one */
    int64_t wrong_since; /* monotonic ms: the first of them */
    int64_t not_before;
    struct entry *entries; /* owned */
    size_t count, capacity;
    /* the try under way: these belong to the thread until `done` */
    pthread_t thread;
    bool threaded;
    atomic_bool done;
    char pin[PIN_CHARS_MAX + 1];
    uint8_t salt[STAFF_SALT_BYTES], key[STAFF_KEY_BYTES];
    enum parvis_status made;
    char *check; /* owned: what the right key opens */
};

enum parvis_status directory_new(struct directory **ret_directory)
{
    struct directory *directory = calloc(1, sizeof *directory);
    if (!directory)
        return PARVIS_NO_MEMORY;
    *ret_directory = directory;
    return PARVIS_OK;
}

static void join(struct directory *directory)
{
    if (directory->threaded)
        pthread_join(directory->thread, NULL);
    directory->threaded = false;
    sodium_memzero(directory->pin, sizeof directory->pin);
}

void directory_lock(struct directory *directory)
{
    join(directory);
    for (size_t i = 0; i < directory->count; i++) {
        struct entry *entry = &directory->entries[i];
        json_wipe(entry->about);
        cJSON_Delete(entry->about);
        sodium_memzero(entry->words, strlen(entry->words));
        free(entry->words);
    }
    free(directory->entries);
    directory->entries = NULL;
    directory->count = directory->capacity = 0;
    sodium_memzero(directory->key, sizeof directory->key);
    free(directory->check);
    directory->check = NULL;
    directory->state = DIRECTORY_LOCKED;
}

void directory_free(struct directory *directory)
{
    if (!directory)
        return;
    directory_lock(directory);
    free(directory);
}

/* ---- the PIN ---- */

bool directory_takes(const struct directory *directory, int64_t now)
{
    return now >= directory->not_before;
}

struct directory_tries directory_tries(const struct directory *directory, int64_t now)
{
    int64_t wait_ms = directory->not_before - now;
    return (struct directory_tries){.wrong = directory->wrong,
                                    .age_ms = directory->wrong ? now - directory->wrong_since : 0,
                                    .wait_ms = wait_ms > 0 ? wait_ms : 0};
}

void directory_forgive(struct directory *directory)
{
    directory->wrong = 0;
    directory->not_before = 0;
}

static void *make_key(void *data)
{
    struct directory *directory = data;
    directory->made = staff_key(directory->pin, directory->salt, directory->key);
    atomic_store(&directory->done, true);
    return NULL;
}

static bool read_salt(struct door *door, uint8_t ret_salt[STAFF_SALT_BYTES])
{
    char *hex = door_staff_salt(door);
    size_t size = 0;
    bool read =
        hex &&
        sodium_hex2bin(ret_salt, STAFF_SALT_BYTES, hex, strlen(hex), NULL, &size, NULL) == 0 &&
        size == STAFF_SALT_BYTES;
    free(hex);
    return read;
}

const uint8_t *directory_key(const struct directory *directory)
{
    return directory->state == DIRECTORY_OPEN ? directory->key : NULL;
}

const char *directory_salt(const struct directory *directory,
                           char ret_hex[2 * STAFF_SALT_BYTES + 1])
{
    return sodium_bin2hex(ret_hex, 2 * STAFF_SALT_BYTES + 1, directory->salt,
                          sizeof directory->salt);
}

void directory_open(struct directory *directory, struct door *door, const char *pin, int64_t now)
{
    if (directory->state == DIRECTORY_OPENING || !directory_takes(directory, now))
        return;
    directory_lock(directory);
    if (!read_salt(door, directory->salt))
        return;
    directory->check = door_staff_check(door);
    snprintf(directory->pin, sizeof directory->pin, "%s", pin);
    atomic_store(&directory->done, false);
    directory->threaded = pthread_create(&directory->thread, NULL, make_key, directory) == 0;
    directory->state = directory->threaded ? DIRECTORY_OPENING : DIRECTORY_WRONG;
}

/* ---- the names ---- */

static char *words_of(const cJSON *about)
{
    char text[1024];
    snprintf(text, sizeof text, "%s %s %s", json_text(about, "last_name"),
             json_text(about, "first_name"), json_text(about, "organisation"));
    char *words = text_fold(text);
    sodium_memzero(text, sizeof text);
    return words;
}

static bool add_name(const struct roster_name *name, void *data)
{
    struct directory *directory = data;
    char *text = NULL;
    if (directory->count == PEOPLE_MAX ||
        !array_make_room(&directory->entries, directory->count, &directory->capacity,
                         sizeof *directory->entries))
        return false;
    if (staff_open(directory->key, name->named, &text) != PARVIS_OK)
        return true; /* sealed by another PIN: it is being fetched anew */
    cJSON *about = cJSON_Parse(text);
    sodium_memzero(text, strlen(text));
    free(text);
    if (!about)
        return true;
    struct entry *entry = &directory->entries[directory->count++];
    *entry =
        (struct entry){.person = {.id = name->person, .about = about, .presence = name->presence},
                       .about = about,
                       .words = words_of(about)};
    memcpy(entry->person.key, name->key, sizeof entry->person.key);
    return true;
}

static bool is_right(const struct directory *directory)
{
    char *text = NULL;
    bool right = directory->made == PARVIS_OK &&
                 staff_open(directory->key, directory->check, &text) == PARVIS_OK &&
                 strcmp(text, STAFF_CHECK) == 0;
    free(text);
    return right;
}

static void note_wrong(struct directory *directory, int64_t now)
{
    if (directory->wrong == 0)
        directory->wrong_since = now;
    int over = ++directory->wrong - FREE_TRIES;
    if (over >= 0)
        directory->not_before =
            now + (over < 7 ? (int64_t)PAUSE_MS << over : (int64_t)PAUSE_MS_MAX);
    directory_lock(directory);
    directory->state = DIRECTORY_WRONG;
    log_warning("kiosk", "a wrong PIN of the staff, the %d. in a row", directory->wrong);
}

enum directory_state directory_turn(struct directory *directory, struct door *door, int64_t now)
{
    if (directory->state != DIRECTORY_OPENING || !atomic_load(&directory->done))
        return directory->state;
    join(directory);
    if (!is_right(directory)) {
        note_wrong(directory, now);
        return directory->state;
    }
    directory->wrong = 0;
    door_each_name(door, add_name, directory);
    directory->state = DIRECTORY_OPEN;
    return directory->state;
}

/* ---- searching ---- */

struct found {
    const struct entry *entry;
    int score;
};

static bool is_before(const struct found *a, const struct found *b)
{
    if (a->score != b->score)
        return a->score < b->score;
    return strcmp(a->entry->words, b->entry->words) < 0;
}

size_t directory_search(const struct directory *directory, const char *typed,
                        const struct directory_person **ret_people, size_t max)
{
    struct found best[16];
    size_t count = 0;
    char *query = text_fold(typed);
    if (max > sizeof best / sizeof *best)
        max = sizeof best / sizeof *best;
    for (size_t i = 0; i < directory->count; i++) {
        struct found found = {.entry = &directory->entries[i],
                              .score = match_words(query, directory->entries[i].words)};
        size_t at = count;
        while (at > 0 && is_before(&found, &best[at - 1]))
            at--;
        if (found.score >= MATCH_NONE || at == max)
            continue;
        count += count < max;
        memmove(&best[at + 1], &best[at], (count - at - 1) * sizeof *best);
        best[at] = found;
    }
    for (size_t i = 0; i < count; i++)
        ret_people[i] = &best[i].entry->person;
    sodium_memzero(query, strlen(query));
    free(query);
    return count;
}
