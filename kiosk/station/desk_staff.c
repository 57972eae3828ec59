/* SPDX-License-Identifier: EUPL-1.2 */
/* The staff at the desk: their PIN, the names that it opens, and the server's proof that it was
 * given. */
#include <assert.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "agenda.h"
#include "desk_internal.h"
#include "parvis/clock.h"
#include "parvis/json.h"
#include "parvis/log.h"
#include "parvis/staff.h"

/* ---- the PIN ---- */

bool desk_can_search(const struct desk *desk)
{
    char *salt = door_staff_salt(desk->door);
    bool can = salt && *salt;
    free(salt);
    return can;
}

void desk_try_pin(struct desk *desk)
{
    int64_t now = clock_monotonic_ms();
    if (!desk->directory && directory_new(&desk->directory) != PARVIS_OK)
        return;
    bool takes = directory_takes(desk->directory, now);
    if (takes)
        directory_open(desk->directory, desk->door, desk->digits, now);
    desk->note = takes ? "kiosk.desk.pin.under_way" : "kiosk.desk.pin.wait";
    explicit_bzero(desk->digits, sizeof desk->digits);
    desk->digit_count = 0;
}

/* Opens the search, and asks the server for the question whose answer brings the proof. While the
 * server is gone there is no proof, and nothing that the staff can then do needs one. */
static struct intent open_search(struct desk *desk, bool online)
{
    struct intent intent = desk_turn_to(desk, DESK_SEARCH);
    if (online) {
        intent.what |= INTENT_ERRAND;
        intent.errand = ERRAND_QUESTION;
    }
    return intent;
}

static struct intent say_wrong(struct desk *desk)
{
    bool said = !desk->note || strcmp(desk->note, "kiosk.desk.pin.under_way") != 0;
    if (said)
        return intent_of(INTENT_NOTHING);
    desk->note = "kiosk.desk.pin.wrong";
    return intent_of(INTENT_REDRAW | INTENT_HEARTBEAT); /* the console counts them, too */
}

struct directory_tries desk_pin_tries(const struct desk *desk)
{
    return desk->directory ? directory_tries(desk->directory, clock_monotonic_ms())
                           : (struct directory_tries){0};
}

struct intent desk_unlock(struct desk *desk)
{
    log_info("kiosk", "the console lifts the lock of the staff's PIN");
    if (!desk->directory)
        return intent_of(INTENT_HEARTBEAT);
    directory_forgive(desk->directory);
    if (desk->page == DESK_PIN && desk->note && strcmp(desk->note, "kiosk.desk.pin.wait") == 0)
        desk->note = NULL;
    return intent_of(INTENT_REDRAW | INTENT_HEARTBEAT);
}

struct intent desk_turn_directory(struct desk *desk, bool online)
{
    if (desk->page != DESK_PIN || !desk->directory)
        return intent_of(INTENT_NOTHING);
    switch (directory_turn(desk->directory, desk->door, clock_monotonic_ms())) {
    case DIRECTORY_OPEN:
        return open_search(desk, online);
    case DIRECTORY_WRONG:
        return say_wrong(desk);
    default:
        return intent_of(INTENT_NOTHING);
    }
}

/* ---- the proof that the PIN was given ---- */

/* The PIN's key; NULL: the directory is not open. */
static const uint8_t *key_of(const struct desk *desk)
{
    return desk->directory ? directory_key(desk->directory) : NULL;
}

static cJSON *answer_to(const char *question, const uint8_t *key, const char *mark)
{
    uint8_t answer[STAFF_MAC_BYTES];
    char hex[2 * STAFF_MAC_BYTES + 1];
    cJSON *form = cJSON_CreateObject();
    staff_answer(key, question, answer);
    sodium_bin2hex(hex, sizeof hex, answer, sizeof answer);
    cJSON_AddStringToObject(form, "answer", hex);
    if (*mark)
        cJSON_AddStringToObject(form, "mark", mark);
    return form;
}

struct intent desk_questioned(struct desk *desk, long status, const char *body)
{
    char salt[2 * STAFF_SALT_BYTES + 1];
    struct intent intent = intent_of(INTENT_NOTHING);
    const uint8_t *key = key_of(desk);
    cJSON *asked = status == 200 ? cJSON_Parse(body) : NULL;
    const char *question = json_text(asked, "question");
    /* Another salt: the PIN was changed, and what this key answers would count as a guess. */
    if (key && *question &&
        strcmp(directory_salt(desk->directory, salt), json_text(asked, "salt")) == 0) {
        intent.what = INTENT_ERRAND;
        intent.errand = ERRAND_PROOF;
        intent.form = answer_to(question, key, desk->pass.mark);
    }
    cJSON_Delete(asked);
    return intent;
}

void desk_proven(struct desk *desk, long status, const char *body)
{
    struct staff_pass *pass = &desk->pass;
    cJSON *answer = status == 200 ? cJSON_Parse(body) : NULL;
    if (answer && key_of(desk)) {
        snprintf(pass->proof, sizeof pass->proof, "%s", json_text(answer, "proof"));
        snprintf(pass->mark, sizeof pass->mark, "%s", json_text(answer, "mark"));
        pass->until = clock_monotonic_ms() + json_integer(answer, "valid_s") * 1000;
        log_info("kiosk", "the server took the staff's PIN");
    } else if (status != 200) {
        log_warning("kiosk", "the server did not take the staff's PIN: HTTP %ld", status);
    }
    json_wipe(answer);
    cJSON_Delete(answer);
}

const char *desk_proof(const struct desk *desk)
{
    const struct staff_pass *pass = &desk->pass;
    return *pass->proof && clock_monotonic_ms() < pass->until ? pass->proof : NULL;
}

void desk_forget_proof(struct desk *desk)
{
    explicit_bzero(desk->pass.proof, sizeof desk->pass.proof);
    desk->pass.until = 0;
}

/* ---- the names ---- */

void desk_search(struct desk *desk)
{
    const struct directory_person *found[DESK_PEOPLE_MAX];
    desk->found_count = directory_search(desk->directory, desk->fields[0], found, DESK_PEOPLE_MAX);
    for (size_t i = 0; i < desk->found_count; i++)
        desk->found[i] = *found[i];
    desk->note =
        desk->found_count == 0 && strlen(desk->fields[0]) > 2 ? "kiosk.desk.search.nobody" : NULL;
}

struct intent desk_admit(struct desk *desk, size_t which)
{
    struct intent intent = intent_of(INTENT_NOTHING);
    const struct directory_person *person = &desk->found[which];
    if (which >= desk->found_count)
        return intent;
    intent.what = INTENT_ADMIT;
    intent.admission = (struct door_admission){.person = person->id,
                                               .about = cJSON_Duplicate(person->about, true)};
    memcpy(intent.admission.row_key, person->key, sizeof intent.admission.row_key);
    memcpy(intent.admission.staff_key, key_of(desk), sizeof intent.admission.staff_key);
    desk_close_pages(desk); /* forgets all names but this one, which the intent now owns */
    return intent;
}
