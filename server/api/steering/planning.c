/* SPDX-License-Identifier: EUPL-1.2 */
/* One plan at a time: searched, previewed, accepted or discarded. */
#include "planning.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "handlers.h"
#include "model.h"
#include "parvis/clock.h"
#include "parvis/limits.h"
#include "plan_json.h"
#include "plan_operations.h"
#include "workers.h"

#define SECONDS_DEFAULT 2
#define SECONDS_MAX 60
#define FLOOR_DEFAULT 2 /* meetings that everybody should get, as in `parvis plan` */

enum planning_state { PLANNING_RUNNING, PLANNING_READY, PLANNING_FAILED, PLANNING_ACCEPTED };

/* One plan. While its search runs, the loop may read only the atomics. */
struct planning_job {
    struct api_work work; /* first */
    struct api *api;
    int64_t id;
    enum planning_state state;
    int64_t started_ms; /* monotonic */
    bool accepting;     /* the writer has the plan: do not discard it */
    atomic_bool cancelled;
    atomic_llong weight, bound; /* of the best so far */
    struct plan_request request;
    struct plan plan;
    bool planned; /* `plan` is to be cleared */
    enum parvis_status status;
    char *outcome; /* JSON of a ready plan, made by the planner's thread */
};

struct planning {
    struct planning_job *job; /* NULL: none was asked for, or it was discarded */
    int64_t last_id;
};

enum parvis_status planning_new(struct planning **ret_planning)
{
    struct planning *planning = calloc(1, sizeof *planning);
    if (!planning)
        return PARVIS_NO_MEMORY;
    *ret_planning = planning;
    return PARVIS_OK;
}

static void free_job(struct planning_job *job)
{
    if (!job)
        return;
    if (job->planned)
        plan_clear(&job->plan);
    free(job->outcome);
    free(job);
}

void planning_free(struct planning *planning)
{
    if (!planning)
        return;
    free_job(planning->job);
    free(planning);
}

void planning_stop(struct planning *planning)
{
    if (planning && planning->job)
        atomic_store(&planning->job->cancelled, true);
}

/* ---- the planner's thread ---- */

static bool is_cancelled(void *data)
{
    return atomic_load(&((struct planning_job *)data)->cancelled);
}

static void note_better(int64_t weight, int64_t bound, void *data)
{
    struct planning_job *job = data;
    atomic_store(&job->weight, weight);
    atomic_store(&job->bound, bound);
}

static void search(struct api_work *work)
{
    struct planning_job *job = (struct planning_job *)work;
    struct plan_watch watch = {.should_stop = is_cancelled, .improved = note_better, .data = job};
    struct store *store = NULL;
    job->status = store_open(job->api->directory, false, &store);
    if (job->status != PARVIS_OK)
        return;
    job->planned = true;
    job->status = plan_load(store, &job->plan);
    job->request.now = clock_event_ms(); /* the loop sets the rest */
    if (job->status == PARVIS_OK)
        job->status = plan_meetings(&job->plan, &job->request, &watch);
    store_close(store);
    if (job->status == PARVIS_OK && !is_cancelled(job)) {
        note_better(job->plan.outcome.weight, job->plan.outcome.bound, job);
        job->outcome = plan_json(&job->plan, &job->request);
    }
}

static void search_done(struct api_work *work)
{
    struct planning_job *job = (struct planning_job *)work;
    struct planning *planning = job->api->planning;
    if (planning->job != job) { /* let go meanwhile */
        free_job(job);
        return;
    }
    job->state = job->status == PARVIS_OK ? PLANNING_READY : PLANNING_FAILED;
}

/* ---- what it is told as ---- */

static cJSON *job_json(const struct planning_job *job)
{
    static const char *const names[] = {"running", "ready", "failed", "accepted"};
    cJSON *plan = cJSON_CreateObject();
    cJSON_AddNumberToObject(plan, "id", (double)job->id);
    cJSON_AddStringToObject(plan, "state", names[job->state]);
    cJSON_AddNumberToObject(plan, "seconds", job->request.seconds);
    int64_t spent_ms = clock_monotonic_ms() - job->started_ms;
    cJSON_AddNumberToObject(plan, "spent_ms",
                            job->state == PLANNING_RUNNING ? (double)spent_ms : 0);
    cJSON_AddNumberToObject(plan, "weight", (double)atomic_load(&job->weight));
    cJSON_AddNumberToObject(plan, "bound", (double)atomic_load(&job->bound));
    cJSON_AddItemToObject(plan, "outcome",
                          job->state != PLANNING_RUNNING && job->outcome /* else the planner's */
                              ? cJSON_CreateRaw(job->outcome)
                              : cJSON_CreateNull());
    return plan;
}

static void respond(struct http_request *request, int status, const struct planning_job *job)
{
    cJSON *answer = cJSON_CreateObject();
    cJSON_AddItemToObject(answer, "plan", job ? job_json(job) : cJSON_CreateNull());
    http_respond_json(request, status, api_print(answer));
}

void api_get_plan(struct http_request *request, void *data)
{
    respond(request, 200, ((struct api *)data)->planning->job);
}

/* ---- asking for one ---- */

/* Discards the present plan; a running search frees itself when it ends. */
static void let_go(struct planning *planning)
{
    struct planning_job *job = planning->job;
    planning->job = NULL;
    if (!job)
        return;
    atomic_store(&job->cancelled, true);
    if (job->state != PLANNING_RUNNING)
        free_job(job);
}

static void refuse(struct http_request *request, const char *code, const char *key)
{
    enum text_language language = text_language_of(http_request_header(request, "Accept-Language"));
    http_refuse(request, 409, code, text_label(language, key), NULL);
}

static bool count_row(const void *row, void *data)
{
    (void)row;
    ++*(int64_t *)data;
    return true;
}

/* An edition of an earlier version may have more slots than the planner takes. True: answered. */
static bool refuse_slots(struct http_request *request, const struct api *api)
{
    struct reason reason;
    int64_t count = 0;
    model_each_row(api->model, "slot", count_row, &count);
    if (count <= SLOTS_MAX)
        return false;
    reason_set(&reason, "plan.slots_many");
    reason_add_number(&reason, "count", count);
    reason_add_number(&reason, "max", SLOTS_MAX);
    char *title =
        reason_say(&reason, text_language_of(http_request_header(request, "Accept-Language")));
    http_refuse(request, 409, "plan_slots_many", title, NULL);
    free(title);
    return true;
}

void api_post_plan(struct http_request *request, void *data)
{
    struct api *api = data;
    struct planning *planning = api->planning;
    struct order {
        int64_t seconds, at_once;
        bool even;
    } order = {.seconds = SECONDS_DEFAULT};
    static const struct json_field fields[] = {
        {"seconds", JSON_INTEGER, offsetof(struct order, seconds), false, 1, SECONDS_MAX},
        {"at_once", JSON_INTEGER, offsetof(struct order, at_once), false, 0, 10000},
        {"even", JSON_BOOLEAN, offsetof(struct order, even), false, 0, 0}};
    if (!api_read_body(request, fields, sizeof fields / sizeof *fields, &order))
        return;
    if (planning->job && (planning->job->state == PLANNING_RUNNING || planning->job->accepting)) {
        refuse(request, "plan_running", "plan.running");
        return;
    }
    if (refuse_slots(request, api))
        return;
    let_go(planning);
    struct planning_job *job = calloc(1, sizeof *job);
    if (!job) {
        http_refuse(request, 503, "busy", "No memory just now: try again", NULL);
        return;
    }
    job->work = (struct api_work){.run = search, .done = search_done};
    job->api = api;
    job->id = ++planning->last_id;
    job->request = (struct plan_request){.seconds = (double)order.seconds,
                                         .at_once = (int)order.at_once,
                                         .floor = FLOOR_DEFAULT,
                                         .even = order.even};
    job->started_ms = clock_monotonic_ms();
    if (api_workers_submit(api->planners, &job->work) != PARVIS_OK) {
        free(job);
        http_response_header(request, "Retry-After", "1");
        http_refuse(request, 503, "busy", "The planner is busy: try again", NULL);
        return;
    }
    planning->job = job;
    respond(request, 202, job);
}

/* The plan of the path; NULL: answered 404. */
static struct planning_job *asked_job(struct api *api, struct http_request *request)
{
    int64_t id = 0;
    struct planning_job *job = api->planning->job;
    if (http_request_parameter_integer(request, "id", &id) == PARVIS_OK && job && job->id == id)
        return job;
    http_refuse(request, 404, "no_such_plan", "This plan is no longer there", NULL);
    return NULL;
}

void api_delete_plan(struct http_request *request, void *data)
{
    struct api *api = data;
    struct planning_job *job = asked_job(api, request);
    if (!job)
        return;
    if (job->accepting) {
        refuse(request, "plan_accepting", "plan.accepting");
        return;
    }
    let_go(api->planning);
    http_respond(request, 204, NULL, NULL, 0);
}

/* ---- accepting it ---- */

static struct planning_job *job_of(const struct api_operation *operation)
{
    return operation->api->planning->job; /* stays while `accepting` */
}

char *api_answer_plan(struct api_operation *operation)
{
    struct planning_job *job = job_of(operation);
    cJSON *answer = cJSON_CreateObject();
    job->state = PLANNING_ACCEPTED;
    cJSON_AddItemToObject(answer, "plan", job_json(job));
    return api_print(answer);
}

static void acceptance_ended(struct api_operation *operation)
{
    struct planning_job *job = job_of(operation);
    const struct plan_accept *order = (const void *)operation->order;
    job->accepting = false;
    if (order->spoilt)
        job->state = PLANNING_FAILED;
}

void api_post_plan_acceptance(struct http_request *request, void *data)
{
    struct api *api = data;
    struct planning_job *job = asked_job(api, request);
    if (!job)
        return;
    if (job->state != PLANNING_READY || job->accepting) {
        refuse(request, "plan_not_ready", "plan.not_ready");
        return;
    }
    struct api_operation *operation = api_operation_new(api, request);
    if (!operation)
        return;
    ((struct plan_accept *)(void *)operation->order)->proposal = &job->plan;
    operation->ended = acceptance_ended;
    job->accepting = true;
    api_operation_submit(operation);
}
