/* The demonstration room: its slots, who shows in which, and for how many seats. */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "demonstrations.h"
#include "handlers.h"
#include "plan.h"
#include "reading.h"
#include "steering.h"
#include "store_settings.h"

/* ---- reading ---- */

static const struct store_demonstration *in_slot(const struct day *day,
                                                 const struct demonstration_slot *slot)
{
    for (size_t i = 0; i < day->demonstration_count; i++)
        if (day->demonstrations[i].session == slot->session &&
            day->demonstrations[i].from_at == slot->from_at)
            return &day->demonstrations[i];
    return NULL;
}

static enum parvis_status read_slots(struct api_reading *reading, struct store *store)
{
    struct demonstration_slot slots[MATCHING_MAX];
    struct day day;
    enum parvis_status status = day_load(store, &day);
    cJSON *answer = cJSON_CreateObject();
    cJSON *list = cJSON_AddArrayToObject(answer, "slots");
    cJSON *wanting = cJSON_AddArrayToObject(answer, "wanting");
    size_t count = status == PARVIS_OK ? plan_demonstration_slots(&day, slots) : 0;
    for (size_t i = 0; i < count; i++) {
        const struct store_demonstration *there = in_slot(&day, &slots[i]);
        cJSON *row = cJSON_CreateObject();
        cJSON_AddNumberToObject(row, "session", (double)slots[i].session);
        cJSON_AddNumberToObject(row, "from_at", (double)slots[i].from_at);
        cJSON_AddNumberToObject(row, "to_at", (double)slots[i].to_at);
        cJSON_AddNumberToObject(row, "seats", there ? there->seats : slots[i].seats);
        cJSON_AddItemToObject(row, "demonstration",
                              there ? cJSON_CreateNumber((double)there->id) : cJSON_CreateNull());
        cJSON_AddItemToArray(list, row);
    }
    for (size_t i = 0; status == PARVIS_OK && i < day.company_count; i++)
        if (day.companies[i].wants_demonstration)
            cJSON_AddItemToArray(wanting, cJSON_CreateNumber((double)day.companies[i].id));
    day_clear(&day);
    reading->answer = api_print(answer);
    return status;
}

void api_get_demonstration_slots(struct http_request *request, void *data)
{
    struct api_reading *reading = api_reading_new(data, request, read_slots);
    if (reading)
        api_reading_submit(reading);
}

/* ---- writing ---- */

struct show_command {
    struct steering_command steering; /* first; other: the company, slot: the instant */
    int64_t session;
    int seats;
};

static enum parvis_status refuse(struct show_command *command, const char *key, const char *who)
{
    struct reason reason;
    reason_set(&reason, key);
    reason_add_text(&reason, "who", who);
    return steering_refuse(&command->steering, &reason);
}

/* Nobody is in two places at once: pitch, absence, and the meetings that are to come. */
static enum parvis_status check_free(struct show_command *command, struct store *store,
                                     struct day *day, const struct store_kept *company,
                                     const struct demonstration_slot *slot)
{
    struct busy busy[DAY_BUSY_MAX];
    struct reason reason;
    struct store_meeting *meetings = NULL;
    size_t count = 0, kept = 0;
    for (size_t i = 0; i < day->demonstration_count; i++) /* its own is to move */
        if (day->demonstrations[i].company != company->id)
            day->demonstrations[kept++] = day->demonstrations[i];
    day->demonstration_count = kept;
    size_t busy_count = day_company_busy(day, company, busy);
    const struct busy *found = busy_find(busy, busy_count, slot->from_at, slot->to_at);
    if (found) {
        meeting_busy_reason(found, company->name, &reason);
        return steering_refuse(&command->steering, &reason);
    }
    enum parvis_status status = store_meetings(store, &meetings, &count);
    for (size_t i = 0; i < count && status == PARVIS_OK; i++) {
        const struct store_day_slot *met = day_slot(day, meetings[i].slot);
        bool to_come = strcmp(meetings[i].state, "planned") == 0 ||
                       strcmp(meetings[i].state, "called") == 0 ||
                       strcmp(meetings[i].state, "running") == 0;
        if (meetings[i].company == company->id && to_come && met && met->from_at < slot->to_at &&
            slot->from_at < met->to_at)
            status = refuse(command, "demonstration.meets", company->name);
    }
    free(meetings);
    return status;
}

static const struct demonstration_slot *find_slot(const struct demonstration_slot *slots,
                                                  size_t count, int64_t session, int64_t from_at)
{
    for (size_t i = 0; i < count; i++)
        if (slots[i].session == session && slots[i].from_at == from_at)
            return &slots[i];
    return NULL;
}

static enum parvis_status settle(struct show_command *command, struct store *store, struct day *day,
                                 struct store_change_list *changes)
{
    struct demonstration_slot slots[MATCHING_MAX];
    struct store_demonstration wanted = {0};
    size_t count = plan_demonstration_slots(day, slots);
    const struct store_kept *company = day_company(day, command->steering.other);
    const struct demonstration_slot *slot =
        find_slot(slots, count, command->session, command->steering.slot);
    if (!company || !slot)
        return steering_unknown(&command->steering, company ? "from_at" : "company");
    const struct store_demonstration *there = in_slot(day, slot);
    if (there && there->company != company->id)
        return refuse(command, "demonstration.taken",
                      day_company(day, there->company) ? day_company(day, there->company)->name
                                                       : "");
    for (size_t i = 0; i < day->demonstration_count; i++)
        if (day->demonstrations[i].company == company->id)
            wanted = day->demonstrations[i];
    enum parvis_status status = check_free(command, store, day, company, slot);
    if (status != PARVIS_OK)
        return status;
    wanted = (struct store_demonstration){.id = wanted.id,
                                          .company = company->id,
                                          .session = slot->session,
                                          .from_at = slot->from_at,
                                          .to_at = slot->to_at,
                                          .seats = wanted.id ? wanted.seats : slot->seats};
    status = wanted.id ? store_demonstration_put(store, &wanted, changes)
                       : store_demonstration_add(store, &wanted, changes);
    command->steering.id = wanted.id;
    return status;
}

static enum parvis_status run_show(struct commit_command *head, struct store *store, int64_t now,
                                   struct store_change_list *changes)
{
    struct day day;
    (void)now;
    enum parvis_status status = day_load(store, &day);
    if (status == PARVIS_OK)
        status = settle((struct show_command *)head, store, &day, changes);
    day_clear(&day);
    return status;
}

void api_post_demonstration(struct http_request *request, void *data)
{
    struct order {
        int64_t company, session, from_at;
    } order = {0};
    static const struct json_field fields[] = {
        {"company", JSON_INTEGER, offsetof(struct order, company), true, 1, INT64_MAX},
        {"session", JSON_INTEGER, offsetof(struct order, session), true, 1, INT64_MAX},
        {"from_at", JSON_INTEGER, offsetof(struct order, from_at), true, 0, INT64_MAX}};
    if (!api_read_body(request, fields, 3, &order))
        return;
    struct show_command *command = (struct show_command *)steering_new_sized(
        data, request, "demonstration", run_show, sizeof *command);
    if (!command)
        return;
    command->steering.other = order.company;
    command->steering.slot = order.from_at;
    command->session = order.session;
    steering_note(&command->steering, "demonstration.slot");
    api_command_submit(command);
}

static enum parvis_status find_show(struct store *store, int64_t id,
                                    struct store_demonstration *ret_found)
{
    struct store_demonstration *rows = NULL;
    size_t count = 0;
    enum parvis_status status = store_demonstrations(store, &rows, &count);
    if (status == PARVIS_OK) {
        status = PARVIS_NOT_FOUND;
        for (size_t i = 0; i < count; i++)
            if (rows[i].id == id) {
                *ret_found = rows[i];
                status = PARVIS_OK;
            }
    }
    free(rows);
    return status;
}

static enum parvis_status run_seats(struct commit_command *head, struct store *store, int64_t now,
                                    struct store_change_list *changes)
{
    struct show_command *command = (struct show_command *)head;
    struct store_demonstration show;
    (void)now;
    enum parvis_status status = find_show(store, command->steering.id, &show);
    if (status != PARVIS_OK || show.seats == command->seats)
        return status;
    show.seats = command->seats;
    return store_demonstration_put(store, &show, changes);
}

void api_post_demonstration_seats(struct http_request *request, void *data)
{
    int64_t seats = 0;
    static const struct json_field fields[] = {{"seats", JSON_INTEGER, 0, true, 1, 10000}};
    if (!api_read_body(request, fields, 1, &seats))
        return;
    struct show_command *command = (struct show_command *)steering_new_sized(
        data, request, "demonstration", run_seats, sizeof *command);
    if (!command || !steering_read_id(&command->steering))
        return;
    command->seats = (int)seats;
    steering_note(&command->steering, "demonstration.seats");
    api_command_submit(command);
}

static enum parvis_status run_cancel(struct commit_command *head, struct store *store, int64_t now,
                                     struct store_change_list *changes)
{
    struct show_command *command = (struct show_command *)head;
    struct store_demonstration show;
    (void)now;
    enum parvis_status status = find_show(store, command->steering.id, &show);
    return status == PARVIS_OK ? store_demonstration_delete(store, show.id, changes) : status;
}

void api_delete_demonstration(struct http_request *request, void *data)
{
    struct show_command *command = (struct show_command *)steering_new_sized(
        data, request, "demonstration", run_cancel, sizeof *command);
    if (!command || !steering_read_id(&command->steering))
        return;
    steering_note(&command->steering, "demonstration.cancel");
    api_command_submit(command);
}
