/* SPDX-License-Identifier: EUPL-1.2 */
/* The door: opening its files, hearing the feed, writing, asking the server. */
#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "door_internal.h"
#include "parvis/check_in_merge.h"
#include "parvis/clock.h"
#include "parvis/json.h"
#include "parvis/log.h"

#define FLUSH_MS 2000
#define SYNC_PATH "/api/check-ins"

/* ---- opening ---- */

static void resume_clock(struct door *door)
{
    char boot[CLOCK_BOOT_ID_CHARS + 1], *kept = roster_text(door->roster, "boot");
    clock_boot_id(boot);
    const struct timekeeper keeper = {
        .known = roster_number(door->roster, "clock_known", 0) != 0,
        .sure = roster_number(door->roster, "clock_sure", 0) != 0,
        .event_at = roster_number(door->roster, "event_at", 0),
        .boot_at = roster_number(door->roster, "boot_at", 0),
        .offset_ms = roster_number(door->roster, "offset_ms", 0),
    };
    timekeeper_resume(&door->keeper, &keeper, kept && *boot && strcmp(kept, boot) == 0);
    free(kept);
}

/* Applies the kiosk's own scans to the roster again: the journal was synced, the roster perhaps
 * not. */
static void replay_journal(struct door *door)
{
    const struct journal *journal = &door->file.journal;
    for (size_t i = 0; i < journal->count; i++) {
        const struct journal_scan *scan = &journal->scans[i];
        uint8_t status = scan->said ? scan->said : scan->status;
        struct roster_row row = {0};
        if (scan->at > door->keeper.last_ms)
            door->keeper.last_ms = scan->at;
        if (!status || !check_in_is_green((enum check_in_status)(status - 1)) ||
            sodium_is_zero(scan->key, sizeof scan->key))
            continue;
        enum parvis_status found = roster_find(door->roster, scan->key, &row, NULL);
        if (found == PARVIS_OK && row.moved_at >= scan->at)
            continue; /* the server has told more since */
        struct check_in_decision decision = {.moves = true,
                                             .presence =
                                                 scan->leaving ? CHECK_IN_OUTSIDE : CHECK_IN_INSIDE,
                                             .first_moves = !scan->leaving && row.first_at == 0,
                                             .first_at = scan->at};
        decide_apply(&row, &decision, scan->at, door->place);
        roster_move(door->roster, scan->key, &row);
    }
}

/* cache/ holds what can be fetched again, and is removed when the kiosk is revoked; the journal
 * stays. */
static enum parvis_status open_kept(struct door *door, const char *directory)
{
    char cache[4096];
    enum parvis_status status = PARVIS_OK;
    if (mkdir(directory, 0700) != 0 && errno != EEXIST)
        return PARVIS_IO;
    snprintf(cache, sizeof cache, "%s/cache", directory);
    if (mkdir(cache, 0700) != 0 && errno != EEXIST)
        return PARVIS_IO;
    if (door->scans)
        status = journal_file_open(&door->file, directory);
    if (status == PARVIS_OK)
        status = roster_open(cache, &door->roster);
    if (status != PARVIS_OK)
        return status;
    char *agenda = roster_text(door->roster, "agenda");
    if (agenda && agenda_replace(door->agenda, agenda) != PARVIS_OK)
        log_warning("kiosk", "the agenda that was kept cannot be read");
    free(agenda);
    door->heard_at = roster_number(door->roster, "heard_at", 0);
    door->offline_at = door->heard_at;
    resume_clock(door);
    roster_sync_resume(&door->sync, door->roster);
    replay_journal(door);
    return PARVIS_OK;
}

enum parvis_status door_new(const struct door_options *options, struct agenda *agenda,
                            struct link *link, struct door **ret_door)
{
    struct door *door = calloc(1, sizeof *door);
    if (!door)
        return PARVIS_NO_MEMORY;
    *door = (struct door){.agenda = agenda,
                          .link = link,
                          .leaving = options->leaving,
                          .scans = options->scans,
                          .trusted = true,
                          .file = {.file = -1, .lock = -1}};
    snprintf(door->place, sizeof door->place, "%s", options->place);
    enum parvis_status status =
        options->directory ? open_kept(door, options->directory) : PARVIS_OK;
    if (status != PARVIS_OK) {
        door_free(door);
        return status;
    }
    *ret_door = door;
    return PARVIS_OK;
}

/* ---- hearing ---- */

static bool is_behind(const struct door *door)
{
    return door->file.journal.open_count > 0;
}

static void learn_clock(struct door *door, const char *data, bool fresh)
{
    cJSON *event = cJSON_Parse(data);
    int64_t now = json_integer(event, "now");
    if (now > 0)
        timekeeper_learn(&door->keeper, timekeeper_read(), now, fresh);
    cJSON_Delete(event);
}

/* The roster of another edition is of no use: it is dropped. */
static void check_edition(struct door *door)
{
    const char *key = json_text(agenda_edition(door->agenda), "public_key");
    char *kept = roster_text(door->roster, "public_key");
    if (kept && strcmp(kept, key) != 0)
        roster_drop_before(door->roster, INT64_MAX);
    free(kept);
    roster_keep_text(door->roster, "public_key", key);
}

void door_hear(struct door *door, const char *event, const char *data)
{
    bool snapshot = strcmp(event, "snapshot") == 0;
    door->heard = true;
    if (strcmp(event, "hello") == 0)
        learn_clock(door, data, true);
    else if (strcmp(event, "clock") == 0)
        learn_clock(door, data, false);
    door->heard_at = door_now(door);
    if (!door->roster)
        return;
    if (snapshot) {
        check_edition(door);
        roster_sync_whole(&door->sync);
        roster_keep_number(door->roster, "complete", 0);
    } else if (strcmp(event, "change") == 0) {
        roster_sync_change(&door->sync, door->roster, data, is_behind(door));
    }
    if (snapshot || strcmp(event, "change") == 0)
        door->agenda_moved = true;
}

void door_set_online(struct door *door, bool online)
{
    if (door->online && !online)
        door->offline_at = door_now(door);
    door->online = online;
    if (!online)
        return;
    /* A server that knew its token only a moment later lets it in after all. */
    door->rejected = false;
    door->trusted = true;
    outbox_wake(&door->outbox);
}

void door_turn_away(struct door *door)
{
    if (!door->rejected)
        log_warning("kiosk", "the server turns this kiosk away");
    door->rejected = true;
}

void door_synced(struct door *door, const char *path, long status, const char *body)
{
    if (strcmp(path, SYNC_PATH) == 0)
        door_settle(door, status, body);
    else if (door->roster)
        roster_sync_take(&door->sync, door->roster, status, body, is_behind(door),
                         clock_monotonic_ms());
}

/* ---- keeping ---- */

static void keep_clock(struct door *door)
{
    char boot[CLOCK_BOOT_ID_CHARS + 1];
    clock_boot_id(boot);
    roster_keep_text(door->roster, "boot", boot);
    roster_keep_number(door->roster, "clock_known", door->keeper.known);
    roster_keep_number(door->roster, "clock_sure", door->keeper.sure);
    roster_keep_number(door->roster, "event_at", door->keeper.event_at);
    roster_keep_number(door->roster, "boot_at", door->keeper.boot_at);
    roster_keep_number(door->roster, "offset_ms", door->keeper.offset_ms);
}

/* The agenda, the roster and the change at which both stand are kept together. */
static void keep(struct door *door)
{
    char *agenda = door->agenda_moved ? agenda_text(door->agenda) : NULL;
    if (agenda)
        roster_keep_text(door->roster, "agenda", agenda);
    free(agenda);
    if (door->heard) {
        roster_keep_number(door->roster, "heard_at", door->heard_at);
        keep_clock(door);
    }
    door->heard = door->agenda_moved = false;
    if (roster_flush(door->roster) != PARVIS_OK)
        door->agenda_moved = true;
}

static void send_or_ask(struct door *door, int64_t now)
{
    char path[ROSTER_PATH_CHARS];
    if (link_sync_is_busy(door->link))
        return;
    char *batch = door->scans ? door_batch(door, now) : NULL;
    if (batch)
        link_sync(door->link, SYNC_PATH, batch);
    else if (door->online && door->scans && door->roster && !door->rejected &&
             roster_sync_next(&door->sync, door->roster, is_behind(door), now, path))
        link_sync(door->link, path, NULL);
    free(batch);
}

void door_work(struct door *door)
{
    int64_t now = clock_monotonic_ms();
    send_or_ask(door, now);
    if (!door->roster || now < door->flush_at)
        return;
    door->flush_at = now + FLUSH_MS;
    keep(door);
}

void door_free(struct door *door)
{
    if (!door)
        return;
    if (door->roster)
        keep(door);
    roster_close(door->roster);
    journal_file_close(&door->file);
    if (door->day)
        explicit_bzero(door->day, strlen(door->day));
    free(door->day);
    json_wipe(door->scan.about);
    cJSON_Delete(door->scan.about);
    sodium_memzero(&door->scan, sizeof door->scan);
    free(door);
}

/* ---- asking ---- */

bool door_public_key(const struct door *door, uint8_t ret_key[BADGE_PUBLIC_KEY_BYTES])
{
    const char *hex = json_text(agenda_edition(door->agenda), "public_key");
    size_t size = 0;
    return sodium_hex2bin(ret_key, BADGE_PUBLIC_KEY_BYTES, hex, strlen(hex), NULL, &size, NULL) ==
               0 &&
           size == BADGE_PUBLIC_KEY_BYTES;
}

bool door_is_ready(const struct door *door)
{
    uint8_t key[BADGE_PUBLIC_KEY_BYTES];
    return door->keeper.known && door_public_key(door, key);
}

int64_t door_now(const struct door *door)
{
    return timekeeper_now(&door->keeper, timekeeper_read());
}

int64_t door_after(const struct door *door)
{
    bool all = agenda_edition(door->agenda) && (!door->scans || door->sync.complete);
    return all ? agenda_seq(door->agenda) : -1;
}

struct door_state door_state(const struct door *door)
{
    return (struct door_state){.online = door->online,
                               .offline_at = door->offline_at,
                               .heard_at = door->heard_at,
                               .pending = door->file.journal.open_count,
                               .parked = door->file.journal.parked_count,
                               .full = door->full,
                               .turned_away = door->rejected};
}

bool door_is_settled(const struct door *door)
{
    return !door->online || door->file.journal.open_count == 0;
}

const char *door_scan_id(const struct door *door)
{
    return door->scan.id;
}

bool door_asked(const struct door *door)
{
    return door->scan.asked_at != 0;
}

const char *door_day(const struct door *door)
{
    return door->day;
}

/* ---- names for the staff ---- */

void door_each_name(struct door *door, roster_name_fn *each, void *data)
{
    if (door->roster)
        roster_each_name(door->roster, each, data);
}

static char *setting(struct door *door, const char *name)
{
    char *text = door->roster ? roster_text(door->roster, name) : NULL;
    return text ? text : calloc(1, 1);
}

char *door_staff_salt(struct door *door)
{
    return setting(door, "staff_salt");
}

char *door_staff_check(struct door *door)
{
    return setting(door, "staff_check");
}

void door_hear_staff(struct door *door, const char *salt)
{
    if (door->roster && door->scans)
        roster_sync_staff(&door->sync, door->roster, salt);
}
