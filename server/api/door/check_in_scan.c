/* SPDX-License-Identifier: EUPL-1.2 */
/* One scan: from the request's JSON, and into the answer's. */
#include "check_in_scan.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "parvis/check_in_merge.h"
#include "parvis/clock.h"
#include "parvis/seal.h"
#include "parvis/staff.h"
#include "parvis/text.h"

#define SCAN_TEXT_MAX 4096           /* a scanner may read any paper that somebody holds up */
#define INSTANT_MAX 9007199254740991 /* 2^53 - 1: what a JSON number holds exactly */

/* A scan while it is read. */
struct scan_work {
    struct check_in_scan *scan;
    struct scan_telling *telling;
    bool malformed; /* telling->fault says how; ignore the rest */
};

struct scan_order {
    const char *scan_id, *badge, *sealed, *direction, *journal, *said;
    int64_t person, occurred_at, device, seq, device_at;
    bool leaving;        /* the direction is "out" */
    char *opened;        /* owned: the text that `sealed` holds; it is `badge` then */
    const char *voucher; /* part of it: the PIN's voucher for `person`; NULL: none */
};

static const struct json_field scan_fields[] = {
    {"scan_id", JSON_TEXT, offsetof(struct scan_order, scan_id), true, 8, STORE_SCAN_ID_CHARS},
    {"badge", JSON_TEXT, offsetof(struct scan_order, badge), false, 0, SCAN_TEXT_MAX},
    {"person", JSON_INTEGER, offsetof(struct scan_order, person), false, 1, INT32_MAX},
    {"occurred_at", JSON_INTEGER, offsetof(struct scan_order, occurred_at), true, 0, INSTANT_MAX},
    {"direction", JSON_TEXT, offsetof(struct scan_order, direction), false, 2, 3},
    {"device", JSON_INTEGER, offsetof(struct scan_order, device), false, 1, INT32_MAX},
    {"sealed", JSON_TEXT, offsetof(struct scan_order, sealed), false, 1, 2 * SCAN_TEXT_MAX},
    {"journal", JSON_TEXT, offsetof(struct scan_order, journal), false, STORE_JOURNAL_CHARS,
     STORE_JOURNAL_CHARS},
    {"seq", JSON_INTEGER, offsetof(struct scan_order, seq), false, 1, INT32_MAX},
    {"device_at", JSON_INTEGER, offsetof(struct scan_order, device_at), false, 0, INSTANT_MAX},
    {"said", JSON_TEXT, offsetof(struct scan_order, said), false, 1, 24},
};

static void blame(struct scan_work *work, const char *field, const char *reason)
{
    struct json_fault *fault = &work->telling->fault;
    work->malformed = true;
    snprintf(fault->field, sizeof fault->field, "%s", field);
    snprintf(fault->reason, sizeof fault->reason, "%s", reason);
}

static bool is_scan_id(const char *id)
{
    return id &&
           id[strspn(id, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-")] ==
               '\0';
}

/* Checks that a field's declaration cannot express. */
static void check_order(const struct scan_origin *origin, const struct scan_order *order,
                        struct scan_work *work)
{
    if (!is_scan_id(order->scan_id))
        blame(work, "scan_id", "may have letters, digits and - only");
    else if (!!order->badge + !!order->person + !!order->sealed != 1)
        blame(work, "badge", "or person or sealed must be given, and one of them only");
    else if (!order->leaving && strcmp(order->direction, "in") != 0)
        blame(work, "direction", "must be \"in\" or \"out\"");
    else if (order->device && order->device != origin->device)
        blame(work, "device", "is not the token's");
}

/* Further members of a scan from a kiosk's journal. */
static void check_journal(const struct scan_origin *origin, const struct scan_order *order,
                          struct scan_work *work)
{
    const char *journal = order->journal ? order->journal : "";
    if (journal[strspn(journal, "0123456789abcdef")] || (*journal && !origin->device))
        blame(work, "journal", "must be a device's own, in hexadecimal");
    else if (!*journal != !order->seq)
        blame(work, "seq", "and journal go together");
    else if (order->said && !check_in_status_parse(order->said, &work->scan->said))
        blame(work, "said", "must be a status");
    else if (order->said && !*journal)
        blame(work, "said", "is for scans of a journal");
    if (work->malformed)
        return;
    struct check_in_scan *scan = work->scan;
    scan->has_said = order->said != NULL;
    scan->device_seq = order->seq;
    scan->device_at = order->device_at;
    snprintf(scan->journal, sizeof scan->journal, "%s", journal);
}

static bool is_voucher(const char *text)
{
    size_t length = strspn(text, "0123456789abcdef");
    return length == 2 * STAFF_MAC_BYTES && !text[length];
}

/* Reads the person's number behind SEAL_BY_NAME: digits alone, so that each number has one
 * spelling; then a space and the PIN's voucher, or nothing. False: another form. */
static bool read_by_name(const char *text, struct scan_order *order)
{
    size_t length = strspn(text, "0123456789");
    const char *rest = text + length;
    if (length == 0 || length > 10 || *text == '0' ||
        (*rest && (*rest != ' ' || !is_voucher(rest + 1))))
        return false;
    int64_t number = strtoll(text, NULL, 10);
    order->person = number <= INT32_MAX ? number : 0;
    order->voucher = *rest ? rest + 1 : NULL;
    return order->person;
}

/* Reads the opened text: a badge's, or a person's number. */
static void read_opened(struct scan_order *order, struct scan_work *work)
{
    const struct seal_scan_of of = {
        .id = order->scan_id, .at = order->occurred_at, .leaving = order->leaving};
    const char *text = seal_scan_of_check(&of, order->opened, &work->telling->bound);
    if (!text) {
        blame(work, "sealed", "belongs to another scan");
        work->scan->forbidden = true; /* somebody plays a journal back */
        return;
    }
    bool by_name = strncmp(text, SEAL_BY_NAME, strlen(SEAL_BY_NAME)) == 0;
    if (by_name && !read_by_name(text + strlen(SEAL_BY_NAME), order))
        blame(work, "sealed", "names nobody");
    else if (strlen(text) > SCAN_TEXT_MAX)
        blame(work, "sealed", "is longer than a badge's text may be");
    order->badge = by_name ? NULL : text;
}

/* Puts the opened text into the member that would carry it unsealed. */
static void open_sealed(struct api *api, struct scan_order *order, struct scan_work *work)
{
    size_t size = 0;
    if (!order->sealed || work->malformed)
        return;
    uint8_t *bytes = seal_from_base64(order->sealed, &size);
    if (!bytes || seal_open_scan(model_edition(api->model)->public_key, api->secret_key, bytes,
                                 size, &order->opened) != PARVIS_OK)
        blame(work, "sealed", "does not open with this edition's key");
    free(bytes);
    if (!work->malformed)
        read_opened(order, work);
}

/* Whether the voucher shows that the staff, with the door's PIN, let this person in. The scan may
 * have waited for hours at a door off the network, so a proof of now cannot be required. */
static bool is_vouched_for(const struct api *api, const struct scan_origin *origin,
                           const struct scan_order *order)
{
    uint8_t wanted[STAFF_MAC_BYTES];
    char hex[2 * STAFF_MAC_BYTES + 1];
    const struct model_device *device = model_device(api->model, origin->device);
    if (!device || !device->staff || !order->voucher)
        return false;
    staff_vouch(device->staff_key, order->scan_id, order->person, order->leaving, wanted);
    sodium_bin2hex(hex, sizeof hex, wanted, sizeof wanted);
    return sodium_memcmp(hex, order->voucher, sizeof hex - 1) == 0;
}

/* Whether the sender may make this scan. The only place that decides it, after the seal is opened,
 * for sealed and open scans. */
static void judge_content(const struct api *api, const struct scan_origin *origin,
                          const struct scan_order *order, struct scan_work *work)
{
    if (work->malformed || !order->person || origin->staff || is_vouched_for(api, origin, order))
        return;
    blame(work, "person", "is for the staff: no PIN of this door's was given for it");
    work->scan->forbidden = true;
    work->scan->person = order->person;
}

/* A kiosk's scan that cannot be read is parked with the members that can be read. */
static void note_place(const cJSON *item, struct check_in_scan *scan)
{
    const cJSON *journal = cJSON_GetObjectItemCaseSensitive(item, "journal");
    const cJSON *seq = cJSON_GetObjectItemCaseSensitive(item, "seq");
    const cJSON *occurred_at = cJSON_GetObjectItemCaseSensitive(item, "occurred_at");
    const cJSON *said = cJSON_GetObjectItemCaseSensitive(item, "said");
    if (cJSON_IsNumber(occurred_at) && occurred_at->valuedouble > 0 &&
        occurred_at->valuedouble <= INSTANT_MAX)
        scan->facts.occurred_at = (int64_t)occurred_at->valuedouble;
    if (!cJSON_IsString(journal) || !cJSON_IsNumber(seq) ||
        strspn(journal->valuestring, "0123456789abcdef") != STORE_JOURNAL_CHARS)
        return;
    snprintf(scan->journal, sizeof scan->journal, "%s", journal->valuestring);
    scan->device_seq = seq->valueint;
    scan->has_said = cJSON_IsString(said) && check_in_status_parse(said->valuestring, &scan->said);
}

static void take_fault(const cJSON *item, struct scan_work *work)
{
    const struct json_fault *fault = &work->telling->fault;
    snprintf(work->scan->wrong, sizeof work->scan->wrong, "%s %s", fault->field, fault->reason);
    note_place(item, work->scan);
}

/* The server keeps the signatures of its badges. Ed25519 is deterministic, so equal bytes prove the
 * signature at a hundredth of the cost of a check. */
static enum badge_verdict verify(struct api *api, const char *text, uint64_t *ret_serial)
{
    uint8_t signature[BADGE_SIGNATURE_BYTES];
    uint64_t serial;
    size_t length = strlen(text);
    if (badge_read(text, length, &serial, signature)) {
        const struct model_badge *badge = model_badge_by_serial(api->model, serial);
        if (badge && sodium_memcmp(badge->signature, signature, sizeof signature) == 0) {
            *ret_serial = serial;
            return BADGE_GENUINE;
        }
    }
    return badge_verify(text, length, model_edition(api->model)->public_key, ret_serial);
}

/* A digest over the scan's content, so that one id cannot name two scans. */
static void digest(const struct scan_origin *origin, const struct scan_order *order,
                   uint8_t ret_digest[STORE_DIGEST_BYTES])
{
    crypto_generichash_state state;
    int64_t numbers[4] = {origin->device, order->person, order->occurred_at, order->leaving};
    crypto_generichash_init(&state, NULL, 0, STORE_DIGEST_BYTES);
    crypto_generichash_update(&state, (const unsigned char *)numbers, sizeof numbers);
    if (order->badge)
        crypto_generichash_update(&state, (const unsigned char *)order->badge,
                                  strlen(order->badge));
    crypto_generichash_final(&state, ret_digest, STORE_DIGEST_BYTES);
}

static void take_order(struct api *api, const struct scan_origin *origin,
                       const struct scan_order *order, struct scan_work *work)
{
    const struct store_edition *edition = model_edition(api->model);
    const char *badge = order->badge ? order->badge : ""; /* never genuine */
    struct check_in_scan *scan = work->scan;
    scan->by_name = order->person != 0;
    scan->person = order->person;
    scan->facts = (struct check_in_facts){
        .verdict = scan->by_name ? BADGE_GENUINE : verify(api, badge, &scan->serial),
        .leaving = order->leaving,
        .occurred_at = order->occurred_at,
        .doors_at = store_doors_at(edition),
        .closes_at = edition->closes_at,
    };
    digest(origin, order, scan->digest);
}

void scan_read(struct api *api, const struct scan_origin *origin, const cJSON *item,
               struct check_in_scan *scan, struct scan_telling *telling)
{
    struct scan_order order = {.direction = "in"};
    struct scan_work work = {.scan = scan, .telling = telling};
    if (json_read(item, scan_fields, sizeof scan_fields / sizeof *scan_fields, &order,
                  &telling->fault) != PARVIS_OK)
        work.malformed = true;
    order.leaving = strcmp(order.direction, "out") == 0;
    if (order.scan_id)
        snprintf(scan->id, sizeof scan->id, "%s", order.scan_id);
    if (!work.malformed)
        check_order(origin, &order, &work);
    if (!work.malformed)
        check_journal(origin, &order, &work);
    telling->sealed = order.sealed != NULL;
    open_sealed(api, &order, &work);
    judge_content(api, origin, &order, &work);
    if (work.malformed)
        take_fault(item, &work);
    else
        take_order(api, origin, &order, &work);
    if (order.opened)
        sodium_memzero(order.opened, strlen(order.opened));
    free(order.opened);
}

/* ---- what it opens ---- */

void scan_note(struct api *api, int64_t device, const struct check_in_scan *scan,
               const struct scan_telling *telling)
{
    bool let_in =
        scan->number && (scan->status == CHECK_IN_ADMITTED || scan->status == CHECK_IN_RETURNED);
    int64_t age_ms = scan->facts.received_at - scan->facts.occurred_at;
    bool own = device && (!telling->sealed || telling->bound);
    if (!own || !let_in || age_ms > KIOSK_SCAN_MS)
        return;
    struct kiosk_scan made = {.number = scan->number, .person = scan->person};
    memcpy(made.id, scan->id, sizeof made.id);
    kiosks_note_scan(api->kiosks, device, &made, clock_monotonic_ms());
}

/* The scan must still be what made the person be inside: it was not annulled, and nobody has seen
 * them at another door since. */
static bool opens(struct api *api, int64_t device, const struct model_person *person,
                  const char *scan_id, enum kiosk_opening what)
{
    struct kiosk_scan asked = {.number = person->scan, .person = person->id};
    if (!scan_id || strlen(scan_id) > STORE_SCAN_ID_CHARS || person->presence != CHECK_IN_INSIDE)
        return false;
    snprintf(asked.id, sizeof asked.id, "%s", scan_id);
    return kiosks_take(api->kiosks, device, &asked, what, clock_monotonic_ms());
}

bool scan_opens(struct api *api, struct http_request *request, const struct model_person *person,
                const char *scan_id, enum kiosk_opening what)
{
    int64_t device = api_identity(request)->device;
    if (!device || opens(api, device, person, scan_id, what))
        return true;
    http_refuse(request, 403, "not_let_in_here",
                "Only by the scan with which this kiosk let them in within the last minute, once",
                NULL);
    return false;
}

/* ---- the answer ---- */

static void write_person(struct json_text *json, const struct model *model,
                         const struct model_person *person)
{
    json_text_raw(json, "{\"id\":");
    json_text_integer(json, person->id);
    json_text_raw(json, ",\"first_name\":");
    json_text_string(json, person->first_name);
    json_text_raw(json, ",\"last_name\":");
    json_text_string(json, person->last_name);
    json_text_raw(json, ",\"organisation\":");
    json_text_string(json, model_affiliation(model, person));
    json_text_raw(json, ",\"role\":");
    json_text_string(json, person->role);
    json_text_raw(json, ",\"language\":");
    json_text_string(json, person->language);
    json_text_raw(json, "}");
}

/* The time in the message, if it has one. */
static int64_t said_time(const struct model *model, const struct check_in_scan *scan)
{
    const struct store_edition *edition = model_edition(model);
    if (scan->status == CHECK_IN_NOT_YET_OPEN)
        return store_doors_at(edition);
    if (scan->status == CHECK_IN_CLOSED)
        return edition->closes_at;
    return scan->first_at;
}

static void write_say(struct json_text *json, const struct model *model,
                      const struct check_in_scan *scan, const struct model_person *person)
{
    static const char *const tags[] = {"{\"fr\":", ",\"en\":", ",\"nl\":"};
    char key[64], time[6] = "", name[512];
    int64_t at = said_time(model, scan);
    bool dutch = person && strcmp(person->language, "nl") == 0;
    bool names = check_in_is_green(scan->status) || scan->status == CHECK_IN_NOT_IN;
    snprintf(key, sizeof key, names && !person ? "kiosk.alone.%s" : "check_in.%s",
             check_in_status_name(scan->status));
    if (at)
        clock_format_hhmm(at, time);
    snprintf(name, sizeof name, "%s %s", person ? person->first_name : "",
             person ? person->last_name : "");
    for (int language = TEXT_FR; language <= (dutch ? TEXT_NL : TEXT_EN); language++) {
        char *said = text_sayf((enum text_language)language, key, "name", name, "time", time,
                               "place", scan->first_place, NULL);
        json_text_raw(json, tags[language]);
        json_text_string(json, said);
        free(said);
    }
    json_text_raw(json, "}");
}

static void write_refused(struct json_text *json, const struct check_in_scan *scan,
                          const struct json_fault *fault)
{
    char title[256];
    snprintf(title, sizeof title, "%s %s", *fault->field ? fault->field : "The scan",
             fault->reason);
    json_text_raw(json, "{\"scan_id\":");
    if (*scan->id)
        json_text_string(json, scan->id);
    else
        json_text_raw(json, "null");
    json_text_raw(json, ",\"status\":\"refused\",\"code\":\"invalid_field\",\"title\":");
    json_text_string(json, title);
    json_text_raw(json, ",\"field\":");
    json_text_string(json, fault->field);
    json_text_raw(json, "}");
}

void scan_answer(struct json_text *json, const struct model *model,
                 const struct check_in_scan *scan, const struct scan_telling *telling)
{
    if (*scan->wrong) {
        write_refused(json, scan, &telling->fault);
        return;
    }
    bool may_name = scan->person && !telling->sealed;
    const struct model_person *person = may_name ? model_person(model, scan->person) : NULL;
    if (person && person->erased)
        person = NULL;
    json_text_raw(json, "{\"scan_id\":");
    json_text_string(json, scan->id);
    json_text_raw(json, ",\"status\":");
    json_text_string(json, check_in_status_name(scan->status));
    json_text_raw(json, ",\"at\":");
    json_text_integer(json, scan->at);
    json_text_raw(json, ",\"person\":");
    if (person)
        write_person(json, model, person);
    else
        json_text_raw(json, "null");
    json_text_raw(json, ",\"first\":");
    if (scan->first_at) {
        json_text_raw(json, "{\"at\":");
        json_text_integer(json, scan->first_at);
        json_text_raw(json, ",\"place\":");
        json_text_string(json, scan->first_place);
        json_text_raw(json, "}");
    } else {
        json_text_raw(json, "null");
    }
    json_text_raw(json, ",\"say\":");
    write_say(json, model, scan, person);
    json_text_raw(json, "}");
}
