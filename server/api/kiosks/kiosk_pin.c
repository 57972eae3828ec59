/* SPDX-License-Identifier: EUPL-1.2 */
/* POST /api/kiosks/:id/pin: the staff's PIN of a kiosk at which people are searched by name. The
 * answer tells it once; the server keeps the derived key, to seal the names (parvis/staff.h). */
#include <assert.h>
#include <sodium.h>
#include <stdlib.h>

#include "handlers.h"
#include "kiosk_operations.h"
#include "kiosk_row.h"
#include "workers.h"

char *api_answer_pin(struct api_operation *operation)
{
    cJSON *answer = kiosk_answer(operation->api, operation_subject(operation->order));
    if (*operation->secret)
        cJSON_AddStringToObject(answer, "pin", operation->secret);
    else
        cJSON_AddNullToObject(answer, "pin");
    return api_print(answer);
}

/* ---- a key on its way: it takes the worker some tenths of a second ---- */

struct pin_work {
    struct api_work work; /* first */
    struct api_operation *operation;
    enum parvis_status status;
};

static struct kiosk_pin *order_of(struct api_operation *operation)
{
    return (struct kiosk_pin *)(void *)operation->order;
}

static void make_key(struct api_work *head)
{
    struct pin_work *work = (struct pin_work *)head;
    struct kiosk_pin *order = order_of(work->operation);
    work->status = staff_key(work->operation->secret, order->salt, order->key);
}

static void refuse_busy(struct api_operation *operation, const char *title)
{
    http_response_header(operation->request, "Retry-After", "1");
    http_refuse(operation->request, 503, "busy", title, NULL);
    api_operation_drop(operation);
}

static void key_is_made(struct api_work *head)
{
    struct pin_work *work = (struct pin_work *)head;
    if (work->status == PARVIS_OK)
        api_operation_submit(work->operation);
    else
        refuse_busy(work->operation, "No memory just now: try again");
    free(work);
}

static void submit_with_pin(struct api *api, struct api_operation *operation)
{
    static_assert(STAFF_PIN_CHARS < API_SECRET_CHARS, "it is told by the answer");
    struct pin_work *work = calloc(1, sizeof *work);
    staff_new_pin(operation->secret);
    randombytes_buf(order_of(operation)->salt, STAFF_SALT_BYTES);
    if (work) {
        work->work = (struct api_work){.run = make_key, .done = key_is_made};
        work->operation = operation;
    }
    if (work && api_workers_submit(api->workers, &work->work) == PARVIS_OK)
        return;
    free(work);
    refuse_busy(operation, "No room just now: try again");
}

void api_post_kiosk_pin(struct http_request *request, void *data)
{
    struct api_operation *operation = api_operation_new(data, request);
    if (operation && order_of(operation)->set)
        submit_with_pin(data, operation);
    else if (operation)
        api_operation_submit(operation);
}
