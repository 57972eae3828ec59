/* SPDX-License-Identifier: EUPL-1.2 */
/* Sends the journal's scans to the server, and notes its answers. */
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "door_internal.h"
#include "parvis/clock.h"
#include "parvis/json.h"
#include "parvis/log.h"

/* ---- the journal ---- */

enum parvis_status door_append(struct door *door, const struct journal_record *record, bool durable)
{
    enum parvis_status status = journal_file_append(&door->file, record, durable);
    door->full = status == PARVIS_BUSY;
    return status;
}

/* Appends what became of a scan: said, told or settled. */
enum parvis_status door_note(struct door *door, enum journal_kind kind, uint64_t seq,
                             uint8_t status, bool durable)
{
    struct journal_record record = {.kind = kind, .status = status};
    record.scan.seq = seq;
    return door_append(door, &record, durable);
}

void door_park(struct door *door, uint64_t seq, const char *reason)
{
    struct journal_record record = {.kind = JOURNAL_SETTLED, .parked = true};
    record.scan.seq = seq;
    snprintf(record.scan.reason, sizeof record.scan.reason, "%s", reason);
    if (door_append(door, &record, false) != PARVIS_OK)
        log_warning("kiosk", "a scan that was refused could not be parked: it will be sent again");
}

/* ---- out ---- */

cJSON *door_item(const struct door *door, const struct journal_scan *scan)
{
    char id[SCAN_ID_CHARS + 1], journal[2 * JOURNAL_ID_BYTES + 1];
    cJSON *item = cJSON_CreateObject();
    sodium_bin2hex(id, sizeof id, scan->id, sizeof scan->id);
    sodium_bin2hex(journal, sizeof journal, door->file.journal.id, JOURNAL_ID_BYTES);
    cJSON_AddStringToObject(item, "scan_id", id);
    cJSON_AddNumberToObject(item, "occurred_at", (double)scan->at);
    cJSON_AddStringToObject(item, "direction", scan->leaving ? "out" : "in");
    cJSON_AddStringToObject(item, "journal", journal);
    cJSON_AddNumberToObject(item, "seq", (double)scan->seq);
    cJSON_AddNumberToObject(item, "device_at", (double)scan->device_at);
    if (scan->said)
        cJSON_AddStringToObject(item, "said",
                                check_in_status_name((enum check_in_status)(scan->said - 1)));
    return item;
}

void door_add_sealed(cJSON *item, const struct journal_scan *scan)
{
    char *sealed = seal_to_base64(scan->sealed, scan->sealed_size);
    cJSON_AddStringToObject(item, "sealed", sealed ? sealed : "");
    free(sealed);
}

char *door_batch(struct door *door, int64_t now)
{
    const struct journal_scan *scans[OUTBOX_BATCH_MAX];
    uint64_t except = door->scan.asking ? door->scan.seq : 0;
    size_t count = outbox_next(&door->outbox, &door->file.journal, except, now, scans);
    if (count == 0)
        return NULL;
    cJSON *batch = cJSON_CreateObject(), *array = cJSON_AddArrayToObject(batch, "scans");
    for (size_t i = 0; i < count; i++) {
        cJSON *item = door_item(door, scans[i]);
        door_add_sealed(item, scans[i]);
        cJSON_AddItemToArray(array, item);
        door->sent_said[i] = scans[i]->said != 0;
    }
    char *json = cJSON_PrintUnformatted(batch);
    cJSON_Delete(batch);
    return json;
}

/* ---- back ---- */

static void settle_one(struct door *door, size_t i, const cJSON *answer)
{
    enum check_in_status status;
    const char *word = json_text(answer, "status");
    uint64_t seq = door->outbox.sent[i];
    const struct journal_scan *scan = journal_scan_of(&door->file.journal, seq);
    if (!scan || scan->outcome != JOURNAL_OPEN || (scan->said && !door->sent_said[i]))
        return; /* the kiosk has answered since it sent this: it sends again, with its answer */
    if (check_in_status_parse(word, &status) && status != CHECK_IN_SCAN_ID_REUSED) {
        if (door_note(door, JOURNAL_SETTLED, seq, (uint8_t)(status + 1), false) != PARVIS_OK)
            log_warning("kiosk", "an answer could not be noted: the scan will be sent again");
    } else if (*word) {
        const char *title = json_text(answer, "title");
        door_park(door, seq, *title ? title : word);
    }
}

void door_settle(struct door *door, long status, const char *body)
{
    int64_t now = clock_monotonic_ms();
    enum outbox_verdict verdict = outbox_ended(&door->outbox, status, now);
    if (verdict == OUTBOX_PARK) {
        char reason[32];
        snprintf(reason, sizeof reason, "HTTP %ld", status);
        door_park(door, door->outbox.sent[0], reason);
    }
    if (verdict == OUTBOX_REJECTED)
        door_turn_away(door);
    else if (verdict == OUTBOX_TAKEN)
        door->rejected = false;
    if (verdict != OUTBOX_TAKEN)
        return;
    cJSON *document = cJSON_Parse(body);
    const cJSON *answer = cJSON_GetObjectItemCaseSensitive(document, "answers");
    size_t i = 0;
    door->trusted = true;
    for (answer = answer ? answer->child : NULL; answer && i < door->outbox.sent_count;
         answer = answer->next)
        settle_one(door, i++, answer);
    json_wipe(document);
    cJSON_Delete(document);
}
