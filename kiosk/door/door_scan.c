/* SPDX-License-Identifier: EUPL-1.2 */
/* A scan at the door: read, kept, answered; and sent until the server has it. */
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "answer.h"
#include "door_internal.h"
#include "parvis/check_in_merge.h"
#include "parvis/clock.h"
#include "parvis/json.h"
#include "parvis/log.h"
#include "parvis/staff.h"
#include "parvis/units.h"

#define ANSWER_MS 900              /* then the kiosk answers in the server's place */
#define UNTOLD_MS (10 * MINUTE_MS) /* how long a scan whose answer nobody saw is taken up again */
#define TEXT_MAX (JOURNAL_SEALED_MAX - SEAL_SCAN_OVERHEAD - SEAL_SCAN_OF_MAX)

static int64_t doors_at(const struct door *door)
{
    const cJSON *edition = agenda_edition(door->agenda);
    return json_integer(edition, "opens_at") - json_integer(edition, "doors_min") * MINUTE_MS;
}

static int64_t closes_at(const struct door *door)
{
    return json_integer(agenda_edition(door->agenda), "closes_at");
}

/* ---- reading ---- */

static void forget_scan(struct door *door)
{
    if (door->day)
        explicit_bzero(door->day, strlen(door->day));
    free(door->day);
    door->day = NULL;
    json_wipe(door->scan.about);
    cJSON_Delete(door->scan.about);
    sodium_memzero(&door->scan, sizeof door->scan);
}

static void name_scan(struct door_scan *scan, const uint8_t id[JOURNAL_SCAN_ID_BYTES])
{
    memcpy(scan->id_bytes, id, sizeof scan->id_bytes);
    sodium_bin2hex(scan->id, sizeof scan->id, id, sizeof scan->id_bytes);
}

/* Gives the scan its time and an id of its own. */
static void stamp_scan(struct door *door)
{
    uint8_t id[JOURNAL_SCAN_ID_BYTES];
    struct timekeeper_clocks clocks = timekeeper_read();
    randombytes_buf(id, sizeof id);
    name_scan(&door->scan, id);
    door->scan.at = timekeeper_stamp(&door->keeper, clocks);
    door->scan.device_at = clocks.real_ms;
}

static void read_scan(struct door *door, const char *text)
{
    uint8_t public_key[BADGE_PUBLIC_KEY_BYTES];
    struct door_scan *scan = &door->scan;
    stamp_scan(door);
    scan->verdict = BADGE_UNREADABLE;
    if (door_public_key(door, public_key))
        scan->verdict = badge_verify(text, strlen(text), public_key, &scan->serial);
    if (scan->verdict != BADGE_GENUINE ||
        !badge_read(text, strlen(text), &scan->serial, scan->signature))
        return;
    seal_row_key(scan->serial, scan->signature, scan->key);
    scan->known =
        door->roster && roster_find(door->roster, scan->key, &scan->row, NULL) == PARVIS_OK;
}

/* ---- keeping ---- */

/* Seals the text together with the scan's id, time and direction. Returns the length of the sealed
 * bytes; 0: the agenda has no key.
 */
static size_t seal_kept(const struct door *door, const char *text,
                        uint8_t ret_sealed[JOURNAL_SEALED_MAX])
{
    uint8_t public_key[BADGE_PUBLIC_KEY_BYTES];
    char whole[SEAL_SCAN_OF_MAX + TEXT_MAX];
    const struct seal_scan_of of = {
        .id = door->scan.id, .at = door->scan.at, .leaving = door->leaving};
    size_t head = seal_scan_of_write(&of, whole), length = strnlen(text, TEXT_MAX);
    memcpy(whole + head, text, length);
    bool sealed = door_public_key(door, public_key) &&
                  seal_scan(public_key, whole, head + length, ret_sealed) == PARVIS_OK;
    sodium_memzero(whole, sizeof whole);
    return sealed ? head + length + SEAL_SCAN_OVERHEAD : 0;
}

static enum parvis_status keep_scan(struct door *door, const char *text, uint8_t said)
{
    uint8_t sealed[JOURNAL_SEALED_MAX];
    struct door_scan *scan = &door->scan;
    struct journal_record record = {.kind = JOURNAL_SCAN,
                                    .scan = {.device_at = scan->device_at,
                                             .at = scan->at,
                                             .leaving = door->leaving,
                                             .said = said,
                                             .sealed = sealed}};
    record.scan.sealed_size = seal_kept(door, text, sealed);
    if (record.scan.sealed_size == 0)
        return PARVIS_IO;
    memcpy(record.scan.id, scan->id_bytes, sizeof record.scan.id);
    memcpy(record.scan.key, scan->key, sizeof record.scan.key);
    enum parvis_status status = door_append(door, &record, true);
    if (status == PARVIS_OK)
        scan->seq = door->file.journal.count;
    return status;
}

/* ---- the kiosk's own answer ---- */

static struct check_in_decision decide_alone(const struct door *door)
{
    const struct door_scan *scan = &door->scan;
    const struct decide_facts facts = {.verdict = scan->verdict,
                                       .row = scan->known ? &scan->row : NULL,
                                       .leaving = door->leaving,
                                       .at = scan->at,
                                       .doors_at = doors_at(door),
                                       .closes_at = closes_at(door)};
    return decide(&facts);
}

/* Takes the person whom the staff found out of the scan; NULL: there is none. */
static cJSON *take_about(struct door_scan *scan)
{
    cJSON *about = scan->about;
    scan->about = NULL;
    return about;
}

/* Opens the person's sealed body with the badge's key: returns the person, keeps their day for
 * door_day. */
static cJSON *open_person(struct door *door)
{
    char *sealed = NULL, *body = NULL;
    struct roster_row row;
    struct door_scan *scan = &door->scan;
    cJSON *tree = NULL, *person = NULL;
    if (scan->person)
        return take_about(scan);
    if (scan->verdict != BADGE_GENUINE || !door->roster ||
        roster_find(door->roster, scan->key, &row, &sealed) != PARVIS_OK)
        return NULL;
    if (sealed && *sealed &&
        seal_open_body(scan->serial, scan->signature, sealed, &body) == PARVIS_OK)
        tree = cJSON_Parse(body);
    if (tree) {
        person = cJSON_DetachItemFromObjectCaseSensitive(tree, "person");
        door->day = cJSON_PrintUnformatted(cJSON_GetObjectItemCaseSensitive(tree, "agenda"));
        json_wipe(tree->child);
    }
    if (body)
        explicit_bzero(body, strlen(body));
    cJSON_Delete(tree);
    free(body);
    free(sealed);
    return person;
}

static cJSON *make_answer(struct door *door, enum check_in_status status)
{
    struct door_scan *scan = &door->scan;
    bool about =
        check_in_is_green(status) || status == CHECK_IN_ALREADY_IN || status == CHECK_IN_NOT_IN;
    const struct answer_facts facts = {.scan_id = scan->id,
                                       .status = status,
                                       .at = scan->at,
                                       .person = about ? open_person(door) : NULL,
                                       .first_at =
                                           status == CHECK_IN_ALREADY_IN ? scan->row.first_at : 0,
                                       .place = scan->row.place,
                                       .doors_at = doors_at(door),
                                       .closes_at = closes_at(door)};
    cJSON *answer = answer_new(&facts);
    sodium_memzero(scan->signature, sizeof scan->signature);
    return answer;
}

static void move_row(struct door *door, const struct check_in_decision *decision)
{
    struct door_scan *scan = &door->scan;
    if (!door->roster || scan->verdict != BADGE_GENUINE ||
        (!decision->moves && !decision->first_moves))
        return;
    struct roster_row row = scan->row;
    decide_apply(&row, decision, scan->at, door->place);
    roster_move(door->roster, scan->key, &row);
}

/* A scan that cannot be written to the journal is refused: nobody is let in by it. */
static cJSON *refuse_unkept(struct door *door, enum parvis_status status)
{
    forget_scan(door);
    return answer_of_word(status == PARVIS_BUSY ? "disk_full" : "disk_failed");
}

/* `text`: of a scan that is not in the journal yet; NULL: the scan is there. */
static cJSON *answer_alone(struct door *door, const char *text)
{
    struct check_in_decision decision = decide_alone(door);
    uint8_t said = (uint8_t)(decision.status + 1);
    enum parvis_status status = text ? keep_scan(door, text, said)
                                     : door_note(door, JOURNAL_SAID, door->scan.seq, said, true);
    door->scan.asking = false;
    if (status != PARVIS_OK)
        return refuse_unkept(door, status);
    cJSON *answer = make_answer(door, decision.status);
    move_row(door, &decision);
    return answer;
}

/* ---- the server's answer ---- */

static void ask_server(struct door *door, const char *text)
{
    const struct journal_scan *scan = journal_scan_of(&door->file.journal, door->scan.seq);
    cJSON *item = door_item(door, scan);
    if (door->scan.person)
        door_add_sealed(item, scan); /* with the PIN's voucher in it */
    else
        cJSON_AddStringToObject(item, "badge", text);
    char *json = cJSON_PrintUnformatted(item);
    cJSON_Delete(item);
    link_check_in(door->link, json);
    explicit_bzero(json, strlen(json));
    free(json);
    door->scan.asking = true;
    door->scan.asked_at = clock_monotonic_ms();
}

/* Whether to ask the server: it is reached, it answered the last question in time, and it has every
 * earlier scan of this door. A kiosk whose token the server refused always asks, since it may not
 * answer by itself. */
static bool should_ask(const struct door *door, size_t own_open)
{
    if (!door->online || link_is_busy(door->link))
        return false;
    return door->rejected ||
           (door->trusted && door->file.journal.open_count == own_open && !door->outbox.under_way);
}

static const struct journal_scan *find_untold(const struct door *door)
{
    if (door->scan.verdict != BADGE_GENUINE || door->scan.person)
        return NULL;
    const struct journal_scan *scan = journal_untold(&door->file.journal, door->scan.key,
                                                     door->leaving, door->scan.at - UNTOLD_MS);
    bool moved_since = scan && door->scan.row.moved_at > scan->at;
    return moved_since ? NULL : scan;
}

/* Goes on with a scan whose answer nobody saw, because of a crash or a lost answer. */
static cJSON *take_up(struct door *door, const struct journal_scan *before, const char *text)
{
    struct door_scan *scan = &door->scan;
    scan->seq = before->seq;
    scan->at = before->at;
    name_scan(scan, before->id);
    uint8_t decided = before->said ? before->said : before->status;
    if (decided)
        return make_answer(door, (enum check_in_status)(decided - 1));
    if (!should_ask(door, 1))
        return door->rejected ? answer_of_word("not_allowed") : answer_alone(door, NULL);
    ask_server(door, text);
    return NULL;
}

/* `text`: as the journal keeps it and the server gets it. */
static cJSON *answer_scan(struct door *door, const char *text)
{
    const struct journal_scan *before = find_untold(door);
    if (before)
        return take_up(door, before, text);
    bool ask = should_ask(door, 0);
    if (!ask && !door->rejected)
        return answer_alone(door, text);
    enum parvis_status status = keep_scan(door, text, 0);
    if (status != PARVIS_OK)
        return refuse_unkept(door, status);
    if (!ask)
        return answer_of_word("not_allowed");
    ask_server(door, text);
    return NULL;
}

cJSON *door_scan(struct door *door, const char *text)
{
    while (*text > 0 && *text < ' ') /* so that no printed code passes for SEAL_BY_NAME */
        text++;
    forget_scan(door);
    read_scan(door, text);
    return answer_scan(door, text);
}

cJSON *door_admit(struct door *door, const struct door_admission *admission)
{
    uint8_t voucher[STAFF_MAC_BYTES];
    char text[32 + 2 * STAFF_MAC_BYTES + 1], hex[2 * STAFF_MAC_BYTES + 1];
    struct door_scan *scan = &door->scan;
    forget_scan(door);
    stamp_scan(door);
    scan->verdict = BADGE_GENUINE; /* the staff vouches for it */
    scan->person = admission->person;
    scan->about = admission->about;
    memcpy(scan->key, admission->row_key, sizeof scan->key);
    scan->known =
        door->roster && roster_find(door->roster, scan->key, &scan->row, NULL) == PARVIS_OK;
    staff_vouch(admission->staff_key, scan->id, scan->person, door->leaving, voucher);
    sodium_bin2hex(hex, sizeof hex, voucher, sizeof voucher);
    snprintf(text, sizeof text, SEAL_BY_NAME "%lld %s", (long long)scan->person, hex);
    return answer_scan(door, text);
}

/* Moves the roster's row as the server answered; the feed brings the rest. */
static void follow_answer(struct door *door, enum check_in_status status)
{
    bool in = status == CHECK_IN_ADMITTED || status == CHECK_IN_RETURNED;
    struct check_in_decision decision = {.moves = in || status == CHECK_IN_LEFT,
                                         .presence = in ? CHECK_IN_INSIDE : CHECK_IN_OUTSIDE,
                                         .first_moves = status == CHECK_IN_ADMITTED,
                                         .first_at = door->scan.at};
    move_row(door, &decision);
}

/* Adds the person whom the staff let in to the server's answer, which names nobody, since the scan
 * was sent sealed. Takes the answer over. */
static cJSON *name_person(struct door *door, enum check_in_status status, cJSON *answer)
{
    struct roster_row *row = &door->scan.row;
    const cJSON *first = cJSON_GetObjectItemCaseSensitive(answer, "first");
    if (cJSON_IsObject(first)) { /* the server knows best when and where that was */
        row->first_at = json_integer(first, "at");
        snprintf(row->place, sizeof row->place, "%s", json_text(first, "place"));
    }
    cJSON_Delete(answer);
    return make_answer(door, status);
}

static cJSON *take_answer(struct door *door, const char *body)
{
    enum check_in_status status;
    cJSON *answer = cJSON_Parse(body);
    const char *word = json_text(answer, "status");
    door->scan.asking = door->rejected = false;
    door->trusted = true;
    if (!check_in_status_parse(word, &status)) {
        cJSON_Delete(answer);
        return answer_alone(door, NULL);
    }
    if (status == CHECK_IN_SCAN_ID_REUSED)
        door_park(door, door->scan.seq, word);
    else if (door_note(door, JOURNAL_SETTLED, door->scan.seq, (uint8_t)(status + 1), false) !=
             PARVIS_OK)
        log_warning("kiosk", "an answer could not be noted: the scan will be sent again");
    follow_answer(door, status);
    if (door->scan.person)
        return name_person(door, status, answer);
    sodium_memzero(door->scan.signature, sizeof door->scan.signature);
    return answer;
}

cJSON *door_answered(struct door *door, long status, const char *body)
{
    if (!door->scan.asking)
        return NULL;
    if (status == 200)
        return take_answer(door, body);
    door->trusted = false;
    if (status != 401 && status != 403)
        return answer_alone(door, NULL);
    door_turn_away(door);
    door->scan.asking = false;
    return answer_of_word("not_allowed");
}

void door_told(struct door *door)
{
    const struct journal_scan *scan = journal_scan_of(&door->file.journal, door->scan.seq);
    uint8_t status = scan ? (scan->said ? scan->said : scan->status) : 0;
    if (scan && scan->outcome == JOURNAL_PARKED)
        status = CHECK_IN_SCAN_ID_REUSED + 1;
    if (!status || scan->told)
        return;
    /* Durable, so that an answer that was seen is not given again; no person waits for it now. */
    if (door_note(door, JOURNAL_TOLD, scan->seq, status, true) != PARVIS_OK)
        log_warning("kiosk", "what was shown could not be noted");
}

/* ---- in its turn ---- */

cJSON *door_turn(struct door *door)
{
    bool late = door->scan.asking && clock_monotonic_ms() - door->scan.asked_at > ANSWER_MS;
    door_work(door);
    if (!late)
        return NULL;
    link_drop_check_in(door->link);
    door->trusted = false;
    return answer_alone(door, NULL);
}
