/* SPDX-License-Identifier: EUPL-1.2 */
/* What the server remembers of kiosks. */
#include "kiosk_reports.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

/* A scan that let somebody in, and what was opened by it. */
struct noted_scan {
    struct kiosk_scan scan;
    int64_t at;     /* monotonic */
    unsigned taken; /* kiosk_opening, as bits */
};

/* One device. An event has few, so they are kept in a list. */
struct kiosk_entry {
    int64_t device;
    bool heard;
    struct kiosk_health health;
    int64_t heard_at;                     /* monotonic */
    int64_t answered_at;                  /* the call that a host has answered; 0: none */
    int64_t asked_at;                     /* for a picture; 0: not */
    struct http_blob *picture;            /* owned reference */
    int64_t picture_at, picture_taken_at; /* event clock; monotonic */
    struct noted_scan scans[KIOSK_SCANS_MAX];
    size_t next_scan; /* index for the next one, which replaces the oldest */
};

struct api_kiosks {
    struct kiosk_entry *entries;
    size_t count, capacity;
};

struct api_kiosks *kiosks_new(void)
{
    return calloc(1, sizeof(struct api_kiosks));
}

void kiosks_free(struct api_kiosks *kiosks)
{
    if (!kiosks)
        return;
    for (size_t i = 0; i < kiosks->count; i++)
        http_blob_unref(kiosks->entries[i].picture);
    free(kiosks->entries);
    free(kiosks);
}

static struct kiosk_entry *find(const struct api_kiosks *kiosks, int64_t device)
{
    for (size_t i = 0; i < kiosks->count; i++)
        if (kiosks->entries[i].device == device)
            return &kiosks->entries[i];
    return NULL;
}

/* The entry of a device, made when there is none; NULL: no memory. */
static struct kiosk_entry *entry_of(struct api_kiosks *kiosks, int64_t device)
{
    struct kiosk_entry *entry = find(kiosks, device);
    if (entry)
        return entry;
    if (kiosks->count == kiosks->capacity) {
        size_t capacity = kiosks->capacity ? kiosks->capacity * 2 : 16;
        struct kiosk_entry *grown = realloc(kiosks->entries, capacity * sizeof *grown);
        if (!grown)
            return NULL;
        kiosks->entries = grown;
        kiosks->capacity = capacity;
    }
    kiosks->entries[kiosks->count] = (struct kiosk_entry){.device = device};
    return &kiosks->entries[kiosks->count++];
}

enum parvis_status kiosks_note(struct api_kiosks *kiosks, int64_t device,
                               const struct kiosk_health *health, int64_t now)
{
    struct kiosk_entry *entry = entry_of(kiosks, device);
    if (!entry)
        return PARVIS_NO_MEMORY;
    entry->health = *health;
    if (health->help_at && health->help_at == entry->answered_at)
        entry->health.help_at = 0;
    entry->heard = true;
    entry->heard_at = now;
    return PARVIS_OK;
}

const struct kiosk_health *kiosks_health(const struct api_kiosks *kiosks, int64_t device)
{
    const struct kiosk_entry *entry = find(kiosks, device);
    return entry && entry->heard ? &entry->health : NULL;
}

bool kiosks_is_heard(const struct api_kiosks *kiosks, int64_t device, int64_t now)
{
    const struct kiosk_entry *entry = find(kiosks, device);
    return entry && entry->heard && now - entry->heard_at < KIOSK_SILENT_MS;
}

void kiosks_answer_help(struct api_kiosks *kiosks, int64_t device)
{
    struct kiosk_entry *entry = find(kiosks, device);
    if (!entry || !entry->health.help_at)
        return;
    entry->answered_at = entry->health.help_at;
    entry->health.help_at = 0;
}

void kiosks_forget_pins(struct api_kiosks *kiosks, int64_t device)
{
    struct kiosk_entry *entry = find(kiosks, device);
    if (entry)
        entry->health.pin_wrong = entry->health.pin_since = entry->health.pin_until = 0;
}

/* ---- pictures ---- */

static void drop_picture(struct kiosk_entry *entry)
{
    http_blob_unref(entry->picture);
    entry->picture = NULL;
}

enum parvis_status kiosks_ask_picture(struct api_kiosks *kiosks, int64_t device, int64_t now)
{
    struct kiosk_entry *entry = entry_of(kiosks, device);
    if (!entry)
        return PARVIS_NO_MEMORY;
    drop_picture(entry);
    entry->asked_at = now;
    return PARVIS_OK;
}

enum parvis_status kiosks_put_picture(struct api_kiosks *kiosks, int64_t device,
                                      struct http_blob *picture, int64_t at, int64_t now)
{
    struct kiosk_entry *entry = find(kiosks, device);
    if (!entry || !entry->asked_at || now - entry->asked_at > KIOSK_PICTURE_WAIT_MS)
        return PARVIS_CONFLICT;
    drop_picture(entry);
    entry->picture = http_blob_ref(picture);
    entry->picture_at = at;
    entry->picture_taken_at = now;
    entry->asked_at = 0;
    return PARVIS_OK;
}

struct http_blob *kiosks_picture(struct api_kiosks *kiosks, int64_t device, int64_t now,
                                 int64_t *ret_at)
{
    struct kiosk_entry *entry = find(kiosks, device);
    if (!entry || !entry->picture)
        return NULL;
    if (now - entry->picture_taken_at > KIOSK_PICTURE_MS) {
        drop_picture(entry);
        return NULL;
    }
    *ret_at = entry->picture_at;
    return entry->picture;
}

/* ---- whom it let in ---- */

void kiosks_note_scan(struct api_kiosks *kiosks, int64_t device, const struct kiosk_scan *scan,
                      int64_t now)
{
    struct kiosk_entry *entry = entry_of(kiosks, device);
    if (!entry)
        return;
    entry->scans[entry->next_scan] = (struct noted_scan){.scan = *scan, .at = now};
    entry->next_scan = (entry->next_scan + 1) % KIOSK_SCANS_MAX;
}

/* Compares in constant time, so that the duration tells nothing of the ids. NULL: this kiosk has no
 * such scan. */
static struct noted_scan *find_scan(const struct api_kiosks *kiosks, int64_t device, const char *id)
{
    struct kiosk_entry *entry = find(kiosks, device);
    struct noted_scan *found = NULL;
    size_t length = strlen(id);
    for (size_t i = 0; entry && length && i < KIOSK_SCANS_MAX; i++)
        if (strlen(entry->scans[i].scan.id) == length &&
            sodium_memcmp(entry->scans[i].scan.id, id, length) == 0)
            found = &entry->scans[i];
    return found;
}

bool kiosks_take(struct api_kiosks *kiosks, int64_t device, const struct kiosk_scan *scan,
                 enum kiosk_opening what, int64_t now)
{
    struct noted_scan *made = find_scan(kiosks, device, scan->id);
    if (!made || made->scan.number != scan->number || made->scan.person != scan->person ||
        now - made->at > KIOSK_SCAN_MS || (made->taken & what))
        return false;
    made->taken |= what;
    return true;
}

void kiosks_give_back(struct api_kiosks *kiosks, int64_t device, const char *scan_id,
                      enum kiosk_opening what)
{
    struct noted_scan *made = find_scan(kiosks, device, scan_id);
    if (made)
        made->taken &= ~(unsigned)what;
}

void kiosks_forget_scans(struct api_kiosks *kiosks, int64_t device)
{
    struct kiosk_entry *entry = find(kiosks, device);
    if (entry)
        memset(entry->scans, 0, sizeof entry->scans);
}

void kiosks_forget(struct api_kiosks *kiosks, int64_t device)
{
    struct kiosk_entry *entry = find(kiosks, device);
    if (!entry)
        return;
    drop_picture(entry);
    *entry = (struct kiosk_entry){.device = device};
}

void kiosks_forget_before(struct api_kiosks *kiosks, int64_t device, int64_t at)
{
    const struct kiosk_entry *entry = find(kiosks, device);
    if (entry && entry->heard && entry->health.seen_at < at)
        kiosks_forget(kiosks, device);
}
