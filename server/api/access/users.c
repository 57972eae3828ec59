/* SPDX-License-Identifier: EUPL-1.2 */
/* The console's accounts. A password is made here and told once; the operations get its hash
 * alone. */
#include <assert.h>
#include <stdlib.h>

#include "handlers.h"
#include "password.h"
#include "user_operations.h"
#include "workers.h"

/* ---- reading ---- */

static cJSON *user_json(const struct model_user *user)
{
    cJSON *row = cJSON_CreateObject();
    cJSON_AddNumberToObject(row, "id", (double)user->id);
    cJSON_AddStringToObject(row, "name", user->name);
    cJSON_AddStringToObject(row, "role", user_role_name(user->role));
    cJSON_AddItemToObject(row, "revoked_at",
                          user->revoked_at ? cJSON_CreateNumber((double)user->revoked_at)
                                           : cJSON_CreateNull());
    return row;
}

struct listing {
    const struct model *model;
    cJSON *users;
};

static bool list_user(int64_t id, const char *body, void *data)
{
    struct listing *listing = data;
    const struct model_user *user = model_user(listing->model, id);
    (void)body;
    if (user)
        cJSON_AddItemToArray(listing->users, user_json(user));
    return true;
}

void api_get_users(struct http_request *request, void *data)
{
    struct api *api = data;
    cJSON *answer = cJSON_CreateObject();
    struct listing listing = {api->model, cJSON_AddArrayToObject(answer, "users")};
    model_each(api->model, "user", list_user, &listing);
    http_respond_json(request, 200, api_print(answer));
}

/* ---- answers ---- */

char *api_answer_user(struct api_operation *operation)
{
    int64_t id = operation_subject(operation->order);
    const struct model_user *user = model_user(operation->api->model, id);
    cJSON *answer = cJSON_CreateObject();
    cJSON_AddItemToObject(answer, "user", user ? user_json(user) : cJSON_CreateNull());
    if (*operation->secret)
        cJSON_AddStringToObject(answer, "password", operation->secret);
    return api_print(answer);
}

char *api_answer_new_user(struct api_operation *operation)
{
    operation->http_status = 201;
    return api_answer_user(operation);
}

/* ---- a password on its way: hashing takes the worker some 20 ms ---- */

struct hashing {
    struct api_work work; /* first */
    struct api_operation *operation;
    char *hash; /* inside the order */
    enum parvis_status status;
};

static void hash_password(struct api_work *work)
{
    struct hashing *hashing = (struct hashing *)work;
    hashing->status = api_hash_password(hashing->operation->secret, hashing->hash);
}

static void password_hashed(struct api_work *work)
{
    struct hashing *hashing = (struct hashing *)work;
    if (hashing->status == PARVIS_OK) {
        api_operation_submit(hashing->operation);
    } else {
        http_refuse(hashing->operation->request, 503, "busy", "No memory just now: try again",
                    NULL);
        api_operation_drop(hashing->operation);
    }
    free(hashing);
}

/* Makes a password, puts its hash into the order, and submits that. */
static void submit_with_password(struct api *api, struct api_operation *operation, char *hash)
{
    static_assert(PASSWORD_BYTES <= API_SECRET_CHARS, "it is told by the answer");
    struct hashing *hashing = calloc(1, sizeof *hashing);
    password_new(operation->secret);
    if (hashing) {
        hashing->work = (struct api_work){.run = hash_password, .done = password_hashed};
        hashing->operation = operation;
        hashing->hash = hash;
    }
    if (hashing && api_workers_submit(api->workers, &hashing->work) == PARVIS_OK)
        return;
    free(hashing);
    http_response_header(operation->request, "Retry-After", "1");
    http_refuse(operation->request, 503, "busy", "Too much at once: try again", NULL);
    api_operation_drop(operation);
}

void api_post_user(struct http_request *request, void *data)
{
    struct api_operation *operation = api_operation_new(data, request);
    if (operation)
        submit_with_password(data, operation, ((struct user_add *)(void *)operation->order)->hash);
}

void api_post_user_password(struct http_request *request, void *data)
{
    struct api_operation *operation = api_operation_new(data, request);
    if (operation)
        submit_with_password(data, operation,
                             ((struct user_password *)(void *)operation->order)->hash);
}
