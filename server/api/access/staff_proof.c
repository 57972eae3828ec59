/* SPDX-License-Identifier: EUPL-1.2 */
/* Proofs of the staff's PIN. */
#include "staff_proof.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "parvis/units.h"

#define GUESSERS_KEPT 8 /* of one door; a new one replaces the one that guessed longest ago */

struct guesser {
    uint64_t who; /* keyed hash of a mark or an address; 0: empty */
    int wrong;    /* since the last right one */
    int64_t last_at, not_before;
};

/* A door with a PIN. An event has few, so they are kept in a list. */
struct staff_entry {
    int64_t device, enrolled_at;    /* of the token of the door that it belongs to */
    uint8_t salt[STAFF_SALT_BYTES]; /* of the PIN that it stands for */
    char question[STAFF_QUESTION_CHARS + 1];
    uint8_t proof[TOKEN_HASH_BYTES];
    int64_t proof_until; /* 0: none was given */
    struct guesser guessers[GUESSERS_KEPT];
    int wrong; /* by strangers, in the hour that began at hour_at */
    int64_t hour_at;
    int tries; /* wrong ones in all, since they were last forgiven */
    int64_t tries_since;
};

struct staff_proofs {
    uint8_t key[32]; /* of marks and hashes: made anew at each start */
    struct staff_entry *entries;
    size_t count, capacity;
};

struct staff_proofs *staff_proofs_new(void)
{
    struct staff_proofs *proofs = calloc(1, sizeof *proofs);
    if (proofs)
        randombytes_buf(proofs->key, sizeof proofs->key);
    return proofs;
}

void staff_proofs_free(struct staff_proofs *proofs)
{
    if (!proofs)
        return;
    sodium_memzero(proofs->key, sizeof proofs->key);
    free(proofs->entries);
    free(proofs);
}

/* ---- a door's entry ---- */

static struct staff_entry *find(const struct staff_proofs *proofs, int64_t device)
{
    for (size_t i = 0; i < proofs->count; i++)
        if (proofs->entries[i].device == device)
            return &proofs->entries[i];
    return NULL;
}

static bool stands_for(const struct staff_entry *entry, const struct model_device *device)
{
    return device->staff && !device->revoked_at && entry->enrolled_at == device->enrolled_at &&
           memcmp(entry->salt, device->staff_salt, sizeof entry->salt) == 0;
}

static void ask_anew(struct staff_entry *entry)
{
    uint8_t bytes[STAFF_QUESTION_CHARS / 2];
    randombytes_buf(bytes, sizeof bytes);
    sodium_bin2hex(entry->question, sizeof entry->question, bytes, sizeof bytes);
}

static struct staff_entry *add(struct staff_proofs *proofs)
{
    if (proofs->count == proofs->capacity) {
        size_t capacity = proofs->capacity ? proofs->capacity * 2 : 8;
        struct staff_entry *grown = reallocarray(proofs->entries, capacity, sizeof *grown);
        if (!grown)
            return NULL;
        proofs->entries = grown;
        proofs->capacity = capacity;
    }
    return &proofs->entries[proofs->count++];
}

/* The entry of a door; a new PIN or a new pairing begins a new one. NULL: no memory. */
static struct staff_entry *entry_of(struct staff_proofs *proofs, const struct model_device *device)
{
    struct staff_entry *entry = find(proofs, device->id);
    if (entry && stands_for(entry, device))
        return entry;
    if (!entry)
        entry = add(proofs);
    if (!entry)
        return NULL;
    *entry = (struct staff_entry){.device = device->id, .enrolled_at = device->enrolled_at};
    memcpy(entry->salt, device->staff_salt, sizeof entry->salt);
    ask_anew(entry);
    return entry;
}

enum parvis_status staff_proofs_ask(struct staff_proofs *proofs, const struct model_device *device,
                                    char ret_question[STAFF_QUESTION_CHARS + 1])
{
    const struct staff_entry *entry = entry_of(proofs, device);
    if (!entry)
        return PARVIS_NO_MEMORY;
    memcpy(ret_question, entry->question, sizeof entry->question);
    return PARVIS_OK;
}

/* ---- who guesses ---- */

/* Bound to the PIN and the pairing: a new one of either ends the mark. */
static void make_mark(const struct staff_proofs *proofs, const struct staff_entry *entry,
                      char ret_mark[STAFF_MARK_CHARS + 1])
{
    uint8_t hash[STAFF_MARK_CHARS / 2];
    crypto_generichash_state state;
    crypto_generichash_init(&state, proofs->key, sizeof proofs->key, sizeof hash);
    crypto_generichash_update(&state, (const uint8_t *)&entry->device, sizeof entry->device);
    crypto_generichash_update(&state, (const uint8_t *)&entry->enrolled_at,
                              sizeof entry->enrolled_at);
    crypto_generichash_update(&state, entry->salt, sizeof entry->salt);
    crypto_generichash_final(&state, hash, sizeof hash);
    sodium_bin2hex(ret_mark, STAFF_MARK_CHARS + 1, hash, sizeof hash);
}

static bool is_marked(const struct staff_proofs *proofs, const struct staff_entry *entry,
                      const char *shown)
{
    char mark[STAFF_MARK_CHARS + 1];
    make_mark(proofs, entry, mark);
    return shown && strlen(shown) == STAFF_MARK_CHARS &&
           sodium_memcmp(mark, shown, STAFF_MARK_CHARS) == 0;
}

static struct guesser *guesser_of(const struct staff_proofs *proofs, struct staff_entry *entry,
                                  const char *name)
{
    uint64_t who;
    uint8_t hash[crypto_generichash_BYTES_MIN];
    struct guesser *oldest = entry->guessers;
    crypto_generichash(hash, sizeof hash, (const uint8_t *)name, strlen(name), proofs->key,
                       sizeof proofs->key);
    memcpy(&who, hash, sizeof who);
    for (size_t i = 0; i < GUESSERS_KEPT; i++) {
        struct guesser *guesser = &entry->guessers[i];
        if (guesser->who == who)
            return guesser;
        if (guesser->last_at < oldest->last_at)
            oldest = guesser;
    }
    *oldest = (struct guesser){.who = who};
    return oldest;
}

static int64_t pause_ms(int wrong)
{
    int over = wrong - STAFF_FREE_TRIES;
    if (over < 0)
        return 0;
    int64_t pause = over < 10 ? (int64_t)STAFF_PAUSE_MS << over : STAFF_PAUSE_MS_MAX;
    return pause < STAFF_PAUSE_MS_MAX ? pause : STAFF_PAUSE_MS_MAX;
}

/* How long strangers together have to wait. */
static int64_t strangers_wait_ms(struct staff_entry *entry, int64_t now)
{
    if (now - entry->hour_at >= HOUR_MS) {
        entry->hour_at = now;
        entry->wrong = 0;
    }
    return entry->wrong < STAFF_WRONG_AN_HOUR ? 0 : entry->hour_at + HOUR_MS - now;
}

/* ---- answers ---- */

static void grant(const struct staff_proofs *proofs, struct staff_entry *entry, int64_t now,
                  struct staff_grant *ret_grant)
{
    ask_anew(entry); /* an eavesdropper cannot send the same answer again */
    token_new(ret_grant->proof);
    token_hash(ret_grant->proof, entry->proof);
    entry->proof_until = now + STAFF_PROOF_MS;
    make_mark(proofs, entry, ret_grant->mark);
}

static void count_wrong(struct staff_entry *entry, int64_t now)
{
    if (entry->tries == 0)
        entry->tries_since = now;
    entry->tries++;
}

enum staff_verdict staff_proofs_judge(struct staff_proofs *proofs,
                                      const struct model_device *device,
                                      const struct staff_guess *guess, int64_t now,
                                      struct staff_grant *ret_grant, int64_t *ret_wait_ms)
{
    uint8_t wanted[STAFF_MAC_BYTES];
    struct staff_entry *entry = entry_of(proofs, device);
    *ret_wait_ms = 1000;
    if (!entry)
        return STAFF_WAIT;
    bool marked = is_marked(proofs, entry, guess->mark);
    struct guesser *guesser = guesser_of(proofs, entry, marked ? guess->mark : guess->address);
    int64_t all_wait = marked ? 0 : strangers_wait_ms(entry, now),
            own_wait = guesser->not_before - now;
    *ret_wait_ms = all_wait > own_wait ? all_wait : own_wait;
    if (*ret_wait_ms > 0)
        return STAFF_WAIT;
    guesser->last_at = now; /* counted before it is judged */
    guesser->wrong++;
    entry->wrong += !marked;
    guesser->not_before = now + pause_ms(guesser->wrong);
    *ret_wait_ms = pause_ms(guesser->wrong);
    staff_answer(device->staff_key, entry->question, wanted);
    bool right = sodium_memcmp(wanted, guess->answer, sizeof wanted) == 0;
    sodium_memzero(wanted, sizeof wanted);
    if (!right) {
        count_wrong(entry, now);
        return STAFF_WRONG;
    }
    entry->wrong -= !marked;
    *guesser = (struct guesser){.who = guesser->who, .last_at = now};
    grant(proofs, entry, now, ret_grant);
    return STAFF_RIGHT;
}

/* ---- wrong answers: told and forgotten ---- */

struct staff_tries staff_proofs_tries(const struct staff_proofs *proofs,
                                      const struct model_device *device, int64_t now)
{
    const struct staff_entry *entry = find(proofs, device->id);
    if (!entry || !stands_for(entry, device) || entry->tries == 0)
        return (struct staff_tries){0};
    bool hour_is_full = entry->wrong >= STAFF_WRONG_AN_HOUR && now - entry->hour_at < HOUR_MS;
    int64_t until = hour_is_full ? entry->hour_at + HOUR_MS : 0;
    for (size_t i = 0; i < GUESSERS_KEPT; i++)
        if (entry->guessers[i].not_before > now && entry->guessers[i].not_before > until)
            until = entry->guessers[i].not_before;
    return (struct staff_tries){.wrong = entry->tries, .since = entry->tries_since, .until = until};
}

void staff_proofs_forgive(struct staff_proofs *proofs, int64_t device)
{
    struct staff_entry *entry = find(proofs, device);
    if (!entry)
        return;
    memset(entry->guessers, 0, sizeof entry->guessers);
    entry->wrong = entry->tries = 0;
}

bool staff_proofs_holds(const struct staff_proofs *proofs, const struct model_device *device,
                        const char *proof, int64_t now)
{
    uint8_t hash[TOKEN_HASH_BYTES];
    const struct staff_entry *entry = find(proofs, device->id);
    if (!entry || !stands_for(entry, device) || now >= entry->proof_until || !proof ||
        strlen(proof) != TOKEN_CHARS)
        return false;
    token_hash(proof, hash);
    return sodium_memcmp(hash, entry->proof, sizeof hash) == 0;
}
