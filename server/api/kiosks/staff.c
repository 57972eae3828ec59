/* SPDX-License-Identifier: EUPL-1.2 */
/* The routes by which a door exchanges an answer by the staff's PIN for a proof (staff_proof.h). */
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "api.h"
#include "handlers.h"
#include "parvis/clock.h"
#include "parvis/log.h"
#include "staff_proof.h"

/* The device that asks; NULL: it has no PIN, and the request was answered. */
static const struct model_device *door_with_pin(struct api *api, struct http_request *request)
{
    const struct model_device *device = model_device(api->model, api_identity(request)->device);
    if (device && device->staff)
        return device;
    http_refuse(request, 409, "no_pin", "This door has no PIN for the staff", NULL);
    return NULL;
}

void api_post_staff_question(struct http_request *request, void *data)
{
    struct api *api = data;
    char question[STAFF_QUESTION_CHARS + 1], salt[2 * STAFF_SALT_BYTES + 1];
    const struct model_device *device = door_with_pin(api, request);
    if (!device)
        return;
    if (staff_proofs_ask(api->staff, device, question) != PARVIS_OK) {
        http_refuse(request, 503, "busy", "No memory just now: try again", NULL);
        return;
    }
    sodium_bin2hex(salt, sizeof salt, device->staff_salt, STAFF_SALT_BYTES);
    cJSON *answer = cJSON_CreateObject();
    cJSON_AddStringToObject(answer, "salt", salt);
    cJSON_AddStringToObject(answer, "question", question);
    http_respond_json(request, 200, api_print(answer));
}

static void respond_grant(struct http_request *request, struct staff_grant *grant)
{
    cJSON *answer = cJSON_CreateObject();
    cJSON_AddStringToObject(answer, "proof", grant->proof);
    cJSON_AddStringToObject(answer, "mark", grant->mark);
    cJSON_AddNumberToObject(answer, "valid_s", (double)(STAFF_PROOF_MS / 1000));
    http_respond_json(request, 200, api_print(answer));
    sodium_memzero(grant, sizeof *grant);
}

static void refuse_guess(struct http_request *request, enum staff_verdict verdict, int64_t wait_ms)
{
    char seconds[24], title[96];
    long long wait_s = (long long)(wait_ms + 999) / 1000;
    snprintf(seconds, sizeof seconds, "%lld", wait_s);
    if (wait_s)
        http_response_header(request, "Retry-After", seconds);
    if (verdict == STAFF_WRONG) {
        http_refuse(request, 403, "wrong_pin", "That is not the staff's PIN", NULL);
        return;
    }
    snprintf(title, sizeof title, "Too many wrong PINs: wait %lld s and try again", wait_s);
    http_refuse(request, 429, "too_many_attempts", title, NULL);
}

void api_post_staff_proof(struct http_request *request, void *data)
{
    struct api *api = data;
    struct {
        const char *answer, *mark;
    } order = {NULL, NULL};
    static const struct json_field fields[] = {
        {"answer", JSON_TEXT, 0, true, 2 * STAFF_MAC_BYTES, 2 * STAFF_MAC_BYTES},
        {"mark", JSON_TEXT, sizeof(char *), false, STAFF_MARK_CHARS, STAFF_MARK_CHARS}};
    const struct model_device *device = door_with_pin(api, request);
    struct staff_guess guess = {.address = http_request_address(request)};
    struct staff_grant grant;
    int64_t wait_ms = 0;
    size_t size = 0;
    if (!device || !api_read_body(request, fields, 2, &order))
        return;
    if (sodium_hex2bin(guess.answer, sizeof guess.answer, order.answer, strlen(order.answer), NULL,
                       &size, NULL) != 0 ||
        size != sizeof guess.answer) {
        http_refuse(request, 422, "invalid_field", "answer must be hexadecimal", "answer");
        return;
    }
    guess.mark = order.mark;
    enum staff_verdict verdict =
        staff_proofs_judge(api->staff, device, &guess, clock_monotonic_ms(), &grant, &wait_ms);
    if (verdict == STAFF_RIGHT) {
        respond_grant(request, &grant);
        return;
    }
    if (verdict == STAFF_WRONG)
        log_warning("api", "kiosk %lld: a wrong PIN of the staff", (long long)device->id);
    refuse_guess(request, verdict, wait_ms);
}
