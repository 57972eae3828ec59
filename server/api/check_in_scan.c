/* One scan from the request's JSON to the answer's. */
#include "check_in_scan.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "parvis/clock.h"
#include "parvis/text.h"

#define SCAN_TEXT_MAX 4096 /* what a scanner may read from anybody's paper */

struct scan_order {
    const char *scan_id, *badge, *direction;
    int64_t person, occurred_at, device;
};

static const struct json_field scan_fields[] = {
    {"scan_id", JSON_TEXT, offsetof(struct scan_order, scan_id), true, 8, STORE_SCAN_ID_CHARS},
    {"badge", JSON_TEXT, offsetof(struct scan_order, badge), false, 0, SCAN_TEXT_MAX},
    {"person", JSON_INTEGER, offsetof(struct scan_order, person), false, 1, INT32_MAX},
    {"occurred_at", JSON_INTEGER, offsetof(struct scan_order, occurred_at), true, 0,
     9007199254740991},
    {"direction", JSON_TEXT, offsetof(struct scan_order, direction), false, 2, 3},
    {"device", JSON_INTEGER, offsetof(struct scan_order, device), false, 1, INT32_MAX},
};

static void blame(struct scan_work *work, const char *field, const char *reason)
{
    work->malformed = true;
    snprintf(work->fault.field, sizeof work->fault.field, "%s", field);
    snprintf(work->fault.reason, sizeof work->fault.reason, "%s", reason);
}

static bool is_scan_id(const char *id)
{
    return id &&
           id[strspn(id, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-")] ==
               '\0';
}

/* What one field's declaration cannot say. */
static void check_order(const struct scan_origin *origin, const struct scan_order *order,
                        struct scan_work *work)
{
    if (!is_scan_id(order->scan_id))
        blame(work, "scan_id", "may have letters, digits and - only");
    else if (!order->badge == !order->person)
        blame(work, "badge", "or person must be given, and not both");
    else if (strcmp(order->direction, "in") != 0 && strcmp(order->direction, "out") != 0)
        blame(work, "direction", "must be \"in\" or \"out\"");
    else if (order->device && order->device != origin->device)
        blame(work, "device", "is not the token's");
}

/* The server knows the badges that it issued: Ed25519 is deterministic, so equal bytes are a right
 * signature, for a hundredth of the cost of checking one. */
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

/* What was asked, so that one id cannot stand for two scans. */
static void digest(const struct scan_origin *origin, const struct scan_order *order,
                   uint8_t ret_digest[STORE_DIGEST_BYTES])
{
    crypto_generichash_state state;
    int64_t numbers[4] = {origin->device, order->person, order->occurred_at,
                          strcmp(order->direction, "out") == 0};
    crypto_generichash_init(&state, NULL, 0, STORE_DIGEST_BYTES);
    crypto_generichash_update(&state, (const unsigned char *)numbers, sizeof numbers);
    if (order->badge)
        crypto_generichash_update(&state, (const unsigned char *)order->badge,
                                  strlen(order->badge));
    crypto_generichash_final(&state, ret_digest, STORE_DIGEST_BYTES);
}

void scan_read(struct api *api, const struct scan_origin *origin, const cJSON *item,
               struct scan_work *work)
{
    struct scan_order order = {.direction = "in"};
    const struct store_edition *edition = model_edition(api->model);
    if (json_read(item, scan_fields, sizeof scan_fields / sizeof *scan_fields, &order,
                  &work->fault) != PARVIS_OK)
        work->malformed = true;
    if (order.scan_id)
        snprintf(work->id, sizeof work->id, "%s", order.scan_id);
    if (!work->malformed)
        check_order(origin, &order, work);
    if (work->malformed)
        return;
    work->by_name = order.person != 0;
    work->person = order.person;
    work->facts = (struct check_in_facts){
        .verdict = work->by_name ? BADGE_GENUINE : verify(api, order.badge, &work->serial),
        .leaving = strcmp(order.direction, "out") == 0,
        .occurred_at = order.occurred_at,
        .doors_at = edition->opens_at - (int64_t)edition->doors_min * 60000,
        .closes_at = edition->closes_at,
    };
    digest(origin, &order, work->digest);
}

/* ---- writer thread ---- */

/* The same id again: the same answer, if it asks the same thing. */
static void repeat_answer(const struct store_scan *scan, struct scan_work *work)
{
    if (memcmp(scan->digest, work->digest, sizeof work->digest) != 0 ||
        !check_in_status_parse(scan->status, &work->status)) {
        work->status = CHECK_IN_SCAN_ID_REUSED;
        work->at = work->facts.received_at;
        work->person = 0;
        return;
    }
    work->at = scan->received_at;
    work->person = scan->person;
    work->first_at = scan->first_at;
    snprintf(work->first_place, sizeof work->first_place, "%s", scan->first_place);
}

/* Completes the facts from the database. */
static enum parvis_status look_up(struct store *store, struct scan_work *work,
                                  struct store_presence *presence)
{
    enum parvis_status status = PARVIS_NOT_FOUND;
    if (work->by_name)
        status = store_person_look(store, work->person);
    else if (work->facts.verdict == BADGE_GENUINE)
        status = store_badge_look(store, work->serial, &work->person, &work->facts.revoked);
    work->facts.known = status == PARVIS_OK;
    if (status == PARVIS_NOT_FOUND) {
        work->person = 0;
        return PARVIS_OK;
    }
    if (status == PARVIS_OK)
        status = store_presence_get(store, work->person, presence);
    if (status == PARVIS_OK) {
        work->facts.presence = check_in_presence_parse(presence->state);
        work->facts.first_at = presence->first_at;
    }
    return status;
}

static struct store_scan scan_row(const struct scan_origin *origin, const struct scan_work *work,
                                  const struct check_in_decision *decision)
{
    struct store_scan scan = {
        .device = origin->device,
        .serial = work->serial,
        .person = work->person,
        .leaving = work->facts.leaving,
        .occurred_at = work->facts.occurred_at,
        .received_at = work->facts.received_at,
        .first_at = work->first_at,
    };
    memcpy(scan.id, work->id, sizeof scan.id);
    memcpy(scan.digest, work->digest, sizeof scan.digest);
    memcpy(scan.first_place, work->first_place, sizeof scan.first_place);
    snprintf(scan.status, sizeof scan.status, "%s", check_in_status_name(work->status));
    if (decision->moves)
        snprintf(scan.before_state, sizeof scan.before_state, "%s",
                 check_in_presence_name(work->facts.presence));
    return scan;
}

static enum parvis_status move_person(struct store *store, const struct scan_origin *origin,
                                      const struct scan_work *work,
                                      const struct check_in_decision *decision, int64_t scan,
                                      struct store_presence *presence,
                                      struct store_change_list *changes)
{
    if (decision->moves) {
        snprintf(presence->state, sizeof presence->state, "%s",
                 check_in_presence_name(decision->presence));
        presence->at = check_in_effective_at(&work->facts);
        presence->scan = scan;
    }
    if (decision->first_moves) {
        presence->first_at = decision->first_at;
        snprintf(presence->place, sizeof presence->place, "%s", origin->place);
    }
    enum parvis_status status = store_presence_put(store, work->person, presence);
    return status == PARVIS_OK ? store_record(store, "presence", work->person, changes) : status;
}

enum parvis_status scan_commit(struct store *store, const struct scan_origin *origin,
                               int64_t received_at, struct scan_work *work,
                               struct store_change_list *changes)
{
    struct store_scan scan;
    struct store_presence presence = {.state = "expected"};
    work->facts.received_at = received_at;
    enum parvis_status status = store_scan_find(store, work->id, &scan);
    if (status == PARVIS_OK) {
        repeat_answer(&scan, work);
        return PARVIS_OK;
    }
    if (status == PARVIS_NOT_FOUND)
        status = look_up(store, work, &presence);
    if (status != PARVIS_OK)
        return status;
    struct check_in_decision decision = check_in_decide(&work->facts);
    work->status = decision.status;
    work->at = received_at;
    if (decision.status == CHECK_IN_ALREADY_IN) {
        work->first_at = presence.first_at;
        memcpy(work->first_place, presence.place, sizeof work->first_place);
    }
    scan = scan_row(origin, work, &decision);
    status = store_scan_add(store, &scan);
    if (status == PARVIS_OK && (decision.moves || decision.first_moves))
        status = move_person(store, origin, work, &decision, scan.number, &presence, changes);
    if (status == PARVIS_OK && !decision.moves)
        status = store_record(store, "scan", scan.number, changes);
    return status;
}

/* ---- loop thread ---- */

static void write_person(struct json_text *json, const struct model *model,
                         const struct model_person *person)
{
    const struct model_organisation *organisation =
        person->organisation ? model_organisation(model, person->organisation) : NULL;
    json_text_raw(json, "{\"id\":");
    json_text_integer(json, person->id);
    json_text_raw(json, ",\"first_name\":");
    json_text_string(json, person->first_name);
    json_text_raw(json, ",\"last_name\":");
    json_text_string(json, person->last_name);
    json_text_raw(json, ",\"organisation\":");
    json_text_string(json, organisation ? organisation->name : "");
    json_text_raw(json, ",\"role\":");
    json_text_string(json, person->role);
    json_text_raw(json, ",\"language\":");
    json_text_string(json, person->language);
    json_text_raw(json, "}");
}

/* The time that the message names, if it names one. */
static int64_t said_time(const struct model *model, const struct scan_work *work)
{
    const struct store_edition *edition = model_edition(model);
    if (work->status == CHECK_IN_NOT_YET_OPEN)
        return edition->opens_at - (int64_t)edition->doors_min * 60000;
    if (work->status == CHECK_IN_CLOSED)
        return edition->closes_at;
    return work->first_at;
}

static void write_say(struct json_text *json, const struct model *model,
                      const struct scan_work *work, const struct model_person *person)
{
    static const char *const tags[] = {"{\"fr\":", ",\"en\":", ",\"nl\":"};
    char key[64], time[6] = "", name[512];
    int64_t at = said_time(model, work);
    bool dutch = person && strcmp(person->language, "nl") == 0;
    snprintf(key, sizeof key, "check_in.%s", check_in_status_name(work->status));
    if (at)
        clock_format_hhmm(at, time);
    snprintf(name, sizeof name, "%s %s", person ? person->first_name : "",
             person ? person->last_name : "");
    for (int language = TEXT_FR; language <= (dutch ? TEXT_NL : TEXT_EN); language++) {
        char *said = text_sayf((enum text_language)language, key, "name", name, "time", time,
                               "place", work->first_place, NULL);
        json_text_raw(json, tags[language]);
        json_text_string(json, said);
        free(said);
    }
    json_text_raw(json, "}");
}

static void write_refused(struct json_text *json, const struct scan_work *work)
{
    char title[256];
    snprintf(title, sizeof title, "%s %s", *work->fault.field ? work->fault.field : "The scan",
             work->fault.reason);
    json_text_raw(json, "{\"scan_id\":");
    if (*work->id)
        json_text_string(json, work->id);
    else
        json_text_raw(json, "null");
    json_text_raw(json, ",\"status\":\"refused\",\"code\":\"invalid_field\",\"title\":");
    json_text_string(json, title);
    json_text_raw(json, ",\"field\":");
    json_text_string(json, work->fault.field);
    json_text_raw(json, "}");
}

void scan_answer(struct json_text *json, const struct model *model, const struct scan_work *work)
{
    if (work->malformed) {
        write_refused(json, work);
        return;
    }
    const struct model_person *person = work->person ? model_person(model, work->person) : NULL;
    if (person && person->erased)
        person = NULL;
    json_text_raw(json, "{\"scan_id\":");
    json_text_string(json, work->id);
    json_text_raw(json, ",\"status\":");
    json_text_string(json, check_in_status_name(work->status));
    json_text_raw(json, ",\"at\":");
    json_text_integer(json, work->at);
    json_text_raw(json, ",\"person\":");
    if (person)
        write_person(json, model, person);
    else
        json_text_raw(json, "null");
    json_text_raw(json, ",\"first\":");
    if (work->first_at) {
        json_text_raw(json, "{\"at\":");
        json_text_integer(json, work->first_at);
        json_text_raw(json, ",\"place\":");
        json_text_string(json, work->first_place);
        json_text_raw(json, "}");
    } else {
        json_text_raw(json, "null");
    }
    json_text_raw(json, ",\"say\":");
    write_say(json, model, work, person);
    json_text_raw(json, "}");
}
