/* Who may sign in: added, given another role or password, revoked. A password is made here and told
 * once; nobody locks oneself out, and somebody who may everything is always left. */
#include <sodium.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "handlers.h"
#include "parvis/clock.h"
#include "password.h"
#include "steering.h"
#include "store_access.h"
#include "workers.h"

static bool is_role(const char *role)
{
    return strcmp(role, "organiser") == 0 || strcmp(role, "host") == 0 ||
           strcmp(role, "viewer") == 0;
}

/* ---- reading ---- */

static cJSON *user_json(const struct model_user *user)
{
    cJSON *row = cJSON_CreateObject();
    cJSON_AddNumberToObject(row, "id", (double)user->id);
    cJSON_AddStringToObject(row, "name", user->name);
    cJSON_AddStringToObject(row, "role", user->role);
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

/* ---- writing ---- */

struct user_command {
    struct steering_command steering; /* first */
    char name[129], role[16];         /* as it is to be */
    char password[PASSWORD_BYTES];    /* told once; "" when it stays */
    char hash[128];
    bool add;
};

static enum parvis_status refuse(struct user_command *command, const char *key)
{
    struct reason reason;
    reason_set(&reason, key);
    return steering_refuse(&command->steering, &reason);
}

static bool count_organiser(const struct store_access_row *row, void *data)
{
    *(int *)data += !row->revoked_at && strcmp(row->role, "organiser") == 0;
    return true;
}

/* Somebody who may everything must be left, and nobody takes one's own rights. */
static enum parvis_status check_left(struct user_command *command, struct store *store)
{
    int organisers = 0;
    if (command->steering.command.by_user == command->steering.id)
        return refuse(command, "user.oneself");
    enum parvis_status status = store_user_each(store, count_organiser, &organisers);
    return status == PARVIS_OK && organisers == 0 ? refuse(command, "user.last_organiser") : status;
}

static bool find_named(const struct store_access_row *row, void *data)
{
    struct user_command *command = data;
    bool found =
        command->add ? strcmp(row->name, command->name) == 0 : row->id == command->steering.id;
    if (!found)
        return true;
    command->steering.other = row->id;
    command->steering.state = row->revoked_at != 0;
    snprintf(command->name, sizeof command->name, "%s", row->name);
    if (!*command->role)
        snprintf(command->role, sizeof command->role, "%s", row->role);
    return false;
}

static enum parvis_status run_put(struct commit_command *head, struct store *store, int64_t now,
                                  struct store_change_list *changes)
{
    struct user_command *command = (struct user_command *)head;
    (void)now; /* an account's age is not the event's */
    enum parvis_status status = store_user_each(store, find_named, command);
    bool known = command->steering.other != 0, revoked = command->steering.state != 0;
    if (status != PARVIS_OK)
        return status;
    if (command->add && known && !revoked)
        return refuse(command, "user.name_taken");
    if (!command->add && (!known || revoked))
        return PARVIS_NOT_FOUND;
    status = store_user_put(store, command->name, command->role, command->hash, clock_real_ms(),
                            changes);
    if (status == PARVIS_OK && command->add)
        status = store_user_each(store, find_named, command);
    if (command->add)
        command->steering.id = command->steering.other;
    return status;
}

static enum parvis_status run_role(struct commit_command *head, struct store *store, int64_t now,
                                   struct store_change_list *changes)
{
    struct user_command *command = (struct user_command *)head;
    (void)now;
    enum parvis_status status =
        store_user_role(store, command->steering.id, command->role, changes);
    return status == PARVIS_OK ? check_left(command, store) : status;
}

static enum parvis_status run_revoke(struct commit_command *head, struct store *store, int64_t now,
                                     struct store_change_list *changes)
{
    struct user_command *command = (struct user_command *)head;
    (void)now;
    enum parvis_status status = store_user_each(store, find_named, command);
    if (status == PARVIS_OK && (!command->steering.other || command->steering.state))
        return PARVIS_NOT_FOUND;
    if (status == PARVIS_OK)
        status = store_user_revoke(store, command->name, clock_real_ms(), changes);
    return status == PARVIS_OK ? check_left(command, store) : status;
}

static char *render_user(struct api_command *head)
{
    struct user_command *command = (struct user_command *)head;
    const struct model_user *user = model_user(head->api->model, command->steering.id);
    cJSON *answer = cJSON_CreateObject();
    cJSON_AddItemToObject(answer, "user", user ? user_json(user) : cJSON_CreateNull());
    if (*command->password)
        cJSON_AddStringToObject(answer, "password", command->password);
    return api_print(answer);
}

static void release_user(struct api_command *head)
{
    struct user_command *command = (struct user_command *)head;
    sodium_memzero(command->password, sizeof command->password);
}

static struct user_command *user_new(struct api *api, struct http_request *request,
                                     commit_run_fn *run, const char *action)
{
    struct user_command *command =
        (struct user_command *)steering_new_sized(api, request, "user", run, sizeof *command);
    if (!command)
        return NULL;
    steering_note(&command->steering, action);
    command->steering.command.render = render_user;
    command->steering.command.release = release_user;
    return command;
}

/* ---- a password on its way: hashing takes the worker some 20 ms ---- */

struct hashing {
    struct api_work work; /* first */
    struct user_command *command;
    enum parvis_status status;
};

static void hash_password(struct api_work *work)
{
    struct hashing *hashing = (struct hashing *)work;
    hashing->status = api_hash_password(hashing->command->password, hashing->command->hash);
}

static void password_hashed(struct api_work *work)
{
    struct hashing *hashing = (struct hashing *)work;
    if (hashing->status == PARVIS_OK) {
        api_command_submit(hashing->command);
    } else {
        http_refuse(hashing->command->steering.command.request, 503, "busy",
                    "No memory just now: try again", NULL);
        steering_drop(&hashing->command->steering);
    }
    free(hashing);
}

static void put_with_password(struct api *api, struct user_command *command)
{
    struct hashing *hashing = calloc(1, sizeof *hashing);
    password_new(command->password);
    if (hashing) {
        hashing->work = (struct api_work){.run = hash_password, .done = password_hashed};
        hashing->command = command;
    }
    if (hashing && api_workers_submit(api->workers, &hashing->work) == PARVIS_OK)
        return;
    free(hashing);
    http_response_header(command->steering.command.request, "Retry-After", "1");
    http_refuse(command->steering.command.request, 503, "busy", "Too much at once: try again",
                NULL);
    steering_drop(&command->steering);
}

/* ---- the routes ---- */

static bool refuse_role(struct http_request *request, const char *role)
{
    if (is_role(role))
        return false;
    http_refuse(request, 422, "invalid_field", "role is organiser, host or viewer", "role");
    return true;
}

void api_post_user(struct http_request *request, void *data)
{
    struct order {
        const char *name, *role;
    } order = {NULL, NULL};
    static const struct json_field fields[] = {
        {"name", JSON_TEXT, offsetof(struct order, name), true, 1, 64},
        {"role", JSON_TEXT, offsetof(struct order, role), true, 1, 15}};
    if (!api_read_body(request, fields, 2, &order) || refuse_role(request, order.role))
        return;
    struct user_command *command = user_new(data, request, run_put, "user.add");
    if (!command)
        return;
    command->add = true;
    command->steering.command.http_status = 201;
    snprintf(command->name, sizeof command->name, "%s", order.name);
    snprintf(command->role, sizeof command->role, "%s", order.role);
    put_with_password(data, command);
}

void api_post_user_password(struct http_request *request, void *data)
{
    if (!api_read_body(request, (const struct json_field[1]){{0}}, 0, NULL))
        return;
    struct user_command *command = user_new(data, request, run_put, "user.password");
    if (command && steering_read_id(&command->steering))
        put_with_password(data, command);
}

void api_post_user_role(struct http_request *request, void *data)
{
    const char *role = NULL;
    static const struct json_field fields[] = {{"role", JSON_TEXT, 0, true, 1, 15}};
    if (!api_read_body(request, fields, 1, &role) || refuse_role(request, role))
        return;
    struct user_command *command = user_new(data, request, run_role, "user.role");
    if (!command || !steering_read_id(&command->steering))
        return;
    snprintf(command->role, sizeof command->role, "%s", role);
    api_command_submit(command);
}

void api_post_user_revocation(struct http_request *request, void *data)
{
    if (!api_read_body(request, (const struct json_field[1]){{0}}, 0, NULL))
        return;
    struct user_command *command = user_new(data, request, run_revoke, "user.revoke");
    if (command && steering_read_id(&command->steering))
        api_command_submit(command);
}
