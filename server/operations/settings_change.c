/* SPDX-License-Identifier: EUPL-1.2 */
/* Changes the edition's row, after checking that it contradicts nothing. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "edition_operations.h"
#include "store_day.h"
#include "store_programme.h"
#include "store_settings.h"

static void take_text(char *target, size_t size, bool given, const char *text)
{
    if (given)
        snprintf(target, size, "%s", text);
}

static void take_number(int *target, bool given, int64_t value)
{
    if (given)
        *target = (int)value;
}

/* As the row keeps them: a JSON array of codes. */
static void take_languages(struct store_edition *edition, const struct settings_change *order)
{
    size_t used = 0, size = sizeof edition->languages;
    char *out = edition->languages;
    for (size_t i = 0; i < order->languages_count; i++)
        used += (size_t)snprintf(out + used, size - used, "%s\"%s\"", used ? "," : "[",
                                 text_language_code(order->languages[i]));
    snprintf(out + used, size - used, "]");
}

static void take(struct store_edition *edition, const struct settings_change *order)
{
    take_text(edition->name, sizeof edition->name, order->given.name, order->name);
    take_text(edition->venue, sizeof edition->venue, order->given.venue, order->venue);
    take_text(edition->region, sizeof edition->region, order->given.region, order->region);
    if (order->given.languages)
        take_languages(edition, order);
    if (order->given.called_names)
        edition->called_names_public = order->called_names == CALL_PUBLIC;
    if (order->given.opens_at)
        edition->opens_at = order->opens_at;
    if (order->given.closes_at)
        edition->closes_at = order->closes_at;
    take_number(&edition->doors_min, order->given.doors_min, order->doors_min);
    take_number(&edition->call_min, order->given.call_min, order->call_min);
    take_number(&edition->annul_min, order->given.annul_min, order->annul_min);
    take_number(&edition->pitches, order->given.pitches, order->pitches);
    take_number(&edition->kept_min, order->given.kept_min, order->kept_min);
    take_number(&edition->kept_max, order->given.kept_max, order->kept_max);
}

static enum parvis_status refuse_room(struct operation *operation, const char *room)
{
    struct reason reason;
    reason_set(&reason, "settings.outside");
    reason_add_text(&reason, "room", room);
    return operation_refuse(operation, &reason);
}

/* Sessions and slots must lie between the opening and the end. */
static enum parvis_status check_hours(struct operation *operation,
                                      const struct store_edition *edition)
{
    struct store_room_session *sessions = NULL;
    struct store_day_slot *slots = NULL;
    size_t count = 0, slot_count = 0;
    enum parvis_status status = store_room_sessions(operation->store, &sessions, &count);
    if (status == PARVIS_OK)
        status = store_day_slots(operation->store, &slots, &slot_count);
    for (size_t i = 0; i < count && status == PARVIS_OK; i++)
        if (sessions[i].from_at < edition->opens_at || sessions[i].to_at > edition->closes_at)
            status = refuse_room(operation, sessions[i].room);
    for (size_t i = 0; i < slot_count && status == PARVIS_OK; i++)
        if (slots[i].from_at < edition->opens_at || slots[i].to_at > edition->closes_at)
            status = operation_refuse_key(operation, "settings.slots_outside");
    free(sessions);
    free(slots);
    return status;
}

/* A published running order has exactly the edition's number of pitches (invariant 3). */
static enum parvis_status check_numbers(struct operation *operation,
                                        const struct store_edition *before,
                                        const struct store_edition *edition)
{
    struct store_pitch *pitches = NULL;
    struct reason reason;
    size_t count = 0;
    if (edition->kept_min > edition->kept_max || edition->pitches > edition->kept_max)
        return operation_refuse_key(operation, "settings.numbers");
    if (!edition->pitches_published || before->pitches == edition->pitches)
        return PARVIS_OK;
    enum parvis_status status = store_pitches(operation->store, &pitches, &count);
    free(pitches);
    if (status != PARVIS_OK || count == (size_t)edition->pitches)
        return status;
    reason_set(&reason, "settings.pitches_published");
    reason_add_number(&reason, "count", (int64_t)count);
    return operation_refuse(operation, &reason);
}

static enum parvis_status run(struct operation *operation, void *data)
{
    struct settings_change *order = data;
    struct store_edition before, *edition = &order->changed;
    enum store_outcome outcome;
    enum parvis_status status = store_edition_get(operation->store, &before);
    if (status != PARVIS_OK)
        return status;
    order->edition = 1;
    *edition = before;
    take(edition, order);
    if (edition->opens_at >= edition->closes_at)
        return operation_refuse_key(operation, "settings.hours");
    status = check_hours(operation, edition);
    if (status == PARVIS_OK)
        status = check_numbers(operation, &before, edition);
    if (status == PARVIS_OK)
        status = store_edition_put(operation->store, edition, false, operation->changes, &outcome);
    return status == PARVIS_OK
               ? store_called_names_set(operation->store, edition->called_names_public,
                                        operation->changes)
               : status;
}

const struct operation_form settings_change_form = {
    .action = "settings", .kind = "edition", .size = sizeof(struct settings_change), .run = run};
