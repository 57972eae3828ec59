/* SPDX-License-Identifier: EUPL-1.2 */
/* The journal's records, and the scans' states that follow from them. */
#include "journal.h"
#include "parvis/array.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#define HEAD_BYTES 11 /* size, kind, sequence */
#define CHAIN_BYTES 8
#define SCAN_BYTES 50 /* of a scan's body before its sealed text */
#define STATUS_MAX 32 /* enum check_in_status has thirteen, and may grow a little */

static const uint8_t magic[8] = {'p', 'a', 'r', 'v', 'i', 's', 'j', '1'};

static void put_number(uint8_t *bytes, uint64_t number, int count)
{
    for (int i = 0; i < count; i++)
        bytes[i] = (uint8_t)(number >> (8 * i));
}

static uint64_t get_number(const uint8_t *bytes, int count)
{
    uint64_t number = 0;
    for (int i = count - 1; i >= 0; i--)
        number = number << 8 | bytes[i];
    return number;
}

static void next_chain(const uint8_t chain[CHAIN_BYTES], const uint8_t *bytes, size_t size,
                       uint8_t ret_chain[CHAIN_BYTES])
{
    /* libsodium's shortest BLAKE2b has 16 bytes; half of it is enough against chance. */
    uint8_t hash[crypto_generichash_BYTES_MIN];
    crypto_generichash_state state;
    crypto_generichash_init(&state, NULL, 0, sizeof hash);
    crypto_generichash_update(&state, chain, CHAIN_BYTES);
    crypto_generichash_update(&state, bytes, size);
    crypto_generichash_final(&state, hash, sizeof hash);
    memcpy(ret_chain, hash, CHAIN_BYTES);
}

void journal_clean_up(struct journal *journal)
{
    for (size_t i = 0; i < journal->count; i++)
        free(journal->scans[i].sealed);
    free(journal->scans);
    *journal = (struct journal){0};
}

/* ---- the header ---- */

void journal_begin(struct journal *journal, const uint8_t id[JOURNAL_ID_BYTES],
                   uint8_t ret_header[JOURNAL_HEADER_BYTES])
{
    static const uint8_t nothing[CHAIN_BYTES];
    journal_clean_up(journal);
    memcpy(journal->id, id, JOURNAL_ID_BYTES);
    memcpy(ret_header, magic, sizeof magic);
    memcpy(ret_header + 8, id, JOURNAL_ID_BYTES);
    next_chain(nothing, ret_header, 16, journal->chain);
    memcpy(ret_header + 16, journal->chain, CHAIN_BYTES);
}

enum parvis_status journal_begin_from(struct journal *journal,
                                      const uint8_t header[JOURNAL_HEADER_BYTES])
{
    uint8_t wanted[JOURNAL_HEADER_BYTES];
    struct journal fresh = {0};
    journal_begin(&fresh, header + 8, wanted);
    if (memcmp(wanted, header, sizeof wanted) != 0)
        return PARVIS_CORRUPT;
    journal_clean_up(journal);
    *journal = fresh;
    return PARVIS_OK;
}

/* ---- records out ---- */

static size_t write_scan(const struct journal_scan *scan, uint8_t *body)
{
    memcpy(body, scan->id, JOURNAL_SCAN_ID_BYTES);
    memcpy(body + 16, scan->key, SEAL_ROW_KEY_BYTES);
    put_number(body + 32, (uint64_t)scan->device_at, 8);
    put_number(body + 40, (uint64_t)scan->at, 8);
    body[48] = scan->leaving;
    body[49] = scan->said;
    memcpy(body + SCAN_BYTES, scan->sealed, scan->sealed_size);
    return SCAN_BYTES + scan->sealed_size;
}

size_t journal_write(const struct journal *journal, const struct journal_record *record,
                     uint8_t ret_bytes[JOURNAL_RECORD_MAX])
{
    uint8_t *body = ret_bytes + HEAD_BYTES;
    uint64_t seq = record->kind == JOURNAL_SCAN ? journal->count + 1 : record->scan.seq;
    size_t size = 1;
    if (record->kind == JOURNAL_SCAN) {
        size = write_scan(&record->scan, body);
    } else {
        body[0] = record->parked ? 0xff : record->status;
        if (record->parked) {
            size_t length = strnlen(record->scan.reason, JOURNAL_REASON_CHARS);
            memcpy(body + 1, record->scan.reason, length);
            size = 1 + length;
        }
    }
    put_number(ret_bytes, size, 2);
    ret_bytes[2] = (uint8_t)record->kind;
    put_number(ret_bytes + 3, seq, 8);
    next_chain(journal->chain, ret_bytes, HEAD_BYTES + size, body + size);
    return HEAD_BYTES + size + CHAIN_BYTES;
}

/* ---- records in ---- */

static enum parvis_status take_scan(struct journal *journal, uint64_t seq, const uint8_t *body,
                                    size_t size)
{
    if (size <= SCAN_BYTES || size > SCAN_BYTES + JOURNAL_SEALED_MAX || seq != journal->count + 1 ||
        body[48] > 1 || body[49] > STATUS_MAX)
        return PARVIS_CORRUPT;
    struct journal_scan scan = {.seq = seq,
                                .device_at = (int64_t)get_number(body + 32, 8),
                                .at = (int64_t)get_number(body + 40, 8),
                                .leaving = body[48],
                                .said = body[49],
                                .sealed_size = size - SCAN_BYTES};
    memcpy(scan.id, body, sizeof scan.id);
    memcpy(scan.key, body + 16, sizeof scan.key);
    scan.sealed = malloc(scan.sealed_size);
    if (!scan.sealed || !array_make_room(&journal->scans, journal->count, &journal->capacity,
                                         sizeof *journal->scans)) {
        free(scan.sealed);
        return PARVIS_NO_MEMORY;
    }
    memcpy(scan.sealed, body + SCAN_BYTES, scan.sealed_size);
    journal->scans[journal->count++] = scan;
    journal->open_count++;
    return PARVIS_OK;
}

static void settle(struct journal *journal, struct journal_scan *scan, const uint8_t *body,
                   size_t size)
{
    bool parked = body[0] == 0xff;
    scan->outcome = parked ? JOURNAL_PARKED : JOURNAL_COUNTED;
    scan->status = parked ? 0 : body[0];
    memcpy(scan->reason, body + 1, parked ? size - 1 : 0);
    /* The server has judged it: the sealed text is never sent again. */
    free(scan->sealed);
    scan->sealed = NULL;
    journal->open_count--;
    journal->parked_count += parked;
    while (journal->open_from < journal->count &&
           journal->scans[journal->open_from].outcome != JOURNAL_OPEN)
        journal->open_from++;
}

static enum parvis_status take_note(struct journal *journal, enum journal_kind kind, uint64_t seq,
                                    const uint8_t *body, size_t size)
{
    bool parked = kind == JOURNAL_SETTLED && body[0] == 0xff;
    if (seq < 1 || seq > journal->count || size < 1 || size > 1 + JOURNAL_REASON_CHARS ||
        (!parked && (size != 1 || body[0] > STATUS_MAX)))
        return PARVIS_CORRUPT;
    struct journal_scan *scan = &journal->scans[seq - 1];
    /* A scan may have two such records, after a crash between writing and sending: the first
     * outcome holds. */
    if (kind == JOURNAL_SAID && scan->outcome == JOURNAL_OPEN)
        scan->said = body[0];
    if (kind == JOURNAL_TOLD)
        scan->told = body[0];
    if (kind == JOURNAL_SETTLED && scan->outcome == JOURNAL_OPEN)
        settle(journal, scan, body, size);
    return PARVIS_OK;
}

enum parvis_status journal_take(struct journal *journal, const uint8_t *bytes, size_t size,
                                size_t *ret_used)
{
    uint8_t chain[CHAIN_BYTES];
    if (size < HEAD_BYTES + 1 + CHAIN_BYTES)
        return PARVIS_CORRUPT;
    size_t body = (size_t)get_number(bytes, 2);
    size_t used = HEAD_BYTES + body + CHAIN_BYTES;
    if (body < 1 || used > JOURNAL_RECORD_MAX || used > size)
        return PARVIS_CORRUPT;
    next_chain(journal->chain, bytes, HEAD_BYTES + body, chain);
    if (memcmp(chain, bytes + HEAD_BYTES + body, sizeof chain) != 0)
        return PARVIS_CORRUPT;
    uint64_t seq = get_number(bytes + 3, 8);
    enum parvis_status status = PARVIS_CORRUPT;
    if (bytes[2] == JOURNAL_SCAN)
        status = take_scan(journal, seq, bytes + HEAD_BYTES, body);
    else if (bytes[2] >= JOURNAL_SAID && bytes[2] <= JOURNAL_SETTLED)
        status = take_note(journal, (enum journal_kind)bytes[2], seq, bytes + HEAD_BYTES, body);
    if (status != PARVIS_OK)
        return status;
    /* Last, since a record that is not taken must leave the chain for the next one to join. */
    memcpy(journal->chain, chain, sizeof chain);
    *ret_used = used;
    return PARVIS_OK;
}

/* ---- asking ---- */

const struct journal_scan *journal_scan_of(const struct journal *journal, uint64_t seq)
{
    return seq >= 1 && seq <= journal->count ? &journal->scans[seq - 1] : NULL;
}

const struct journal_scan *journal_untold(const struct journal *journal,
                                          const uint8_t key[SEAL_ROW_KEY_BYTES], bool leaving,
                                          int64_t since)
{
    for (size_t i = journal->count; i > 0; i--) {
        const struct journal_scan *scan = &journal->scans[i - 1];
        if (scan->at < since)
            return NULL;
        if (memcmp(scan->key, key, SEAL_ROW_KEY_BYTES) != 0)
            continue; /* the last of this badge decides */
        bool untold = !scan->told && scan->outcome != JOURNAL_PARKED;
        return untold && scan->leaving == leaving ? scan : NULL;
    }
    return NULL;
}

size_t journal_open_scans(const struct journal *journal, uint64_t except,
                          const struct journal_scan **ret_scans, size_t max)
{
    size_t count = 0;
    for (size_t i = journal->open_from; i < journal->count && count < max; i++)
        if (journal->scans[i].outcome == JOURNAL_OPEN && journal->scans[i].seq != except)
            ret_scans[count++] = &journal->scans[i];
    return count;
}
