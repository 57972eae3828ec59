/* SPDX-License-Identifier: EUPL-1.2 */
/* iCalendar by libical: times in UTC, one event an entry. SEQUENCE is the number of the entry's
 * last change in the log: it only grows, so a subscriber always takes the newer form. */
#include <libical/ical.h>
#include <stdlib.h>
#include <string.h>

#include "entries.h"

#define REFRESH_MIN 5 /* how often a subscriber asks again, where its program heeds it */

static struct icaltimetype utc(int64_t ms)
{
    return icaltime_from_timet_with_zone((time_t)(ms / 1000), 0, icaltimezone_get_utc_timezone());
}

static void add_x(icalcomponent *component, const char *name, const char *value)
{
    icalproperty *property = icalproperty_new_x(value);
    icalproperty_set_x_name(property, name);
    icalcomponent_add_property(component, property);
}

static icalcomponent *new_calendar(const struct entries *entries, const char *name)
{
    struct icaldurationtype refresh = icaldurationtype_from_int(REFRESH_MIN * 60);
    icalcomponent *calendar = icalcomponent_new_vcalendar();
    icalproperty *interval = icalproperty_new_refreshinterval(refresh);
    icalproperty_set_parameter(interval, icalparameter_new_value(ICAL_VALUE_DURATION));
    icalcomponent_add_property(calendar, icalproperty_new_version("2.0"));
    icalcomponent_add_property(calendar, icalproperty_new_prodid("-//Parvis//Parvis//FR"));
    icalcomponent_add_property(calendar, icalproperty_new_method(ICAL_METHOD_PUBLISH));
    icalcomponent_add_property(calendar, icalproperty_new_name(name));
    icalcomponent_add_property(calendar, interval);
    add_x(calendar, "X-WR-CALNAME", name);
    add_x(calendar, "X-WR-TIMEZONE", model_edition(entries->model)->timezone);
    add_x(calendar, "X-PUBLISHED-TTL", "PT5M");
    return calendar;
}

/* "B4" is a stand; a room and a table say themselves what they are. */
static void place_text(const struct entries *entries, const struct entry *entry, char *text,
                       size_t size)
{
    const char *venue = model_edition(entries->model)->venue;
    bool stand = strcmp(entry->kind, "meeting") == 0 && strncmp(entry->place, "Table", 5) != 0;
    snprintf(text, size, "%s%s%s%s", stand ? "Stand " : "", entry->place,
             *entry->place && *venue ? ", " : "", venue);
}

static icalcomponent *new_event(const struct entries *entries, const struct entry *entry)
{
    char uid[64], uuid[37], summary[600], place[512];
    icalcomponent *event = icalcomponent_new_vevent();
    entry_uuid(entries->model, entry, uuid);
    snprintf(uid, sizeof uid, "%s@parvis", uuid);
    if (*entry->subtitle)
        snprintf(summary, sizeof summary, "%s : %s", entry->subtitle, entry->title);
    else
        snprintf(summary, sizeof summary, "%s", entry->title);
    place_text(entries, entry, place, sizeof place);
    icalcomponent_add_property(event, icalproperty_new_uid(uid));
    icalcomponent_add_property(event, icalproperty_new_dtstamp(utc(entry->at)));
    icalcomponent_add_property(event, icalproperty_new_lastmodified(utc(entry->at)));
    icalcomponent_add_property(event, icalproperty_new_sequence((int)entry->seq));
    icalcomponent_add_property(event, icalproperty_new_dtstart(utc(entry->from_at)));
    icalcomponent_add_property(event, icalproperty_new_dtend(utc(entry->to_at)));
    icalcomponent_add_property(event, icalproperty_new_summary(summary));
    icalcomponent_add_property(event, icalproperty_new_location(place));
    icalcomponent_add_property(
        event,
        icalproperty_new_status(entry->cancelled ? ICAL_STATUS_CANCELLED : ICAL_STATUS_CONFIRMED));
    return event;
}

char *export_calendar(const struct entries *entries, const char *name)
{
    icalcomponent *calendar = new_calendar(entries, name);
    for (size_t i = 0; i < entries->count; i++)
        icalcomponent_add_component(calendar, new_event(entries, &entries->items[i]));
    char *text = icalcomponent_as_ical_string_r(calendar);
    char *copy = text ? strdup(text) : NULL; /* libical's own allocator stays its own */
    icalmemory_free_buffer(text);
    icalcomponent_free(calendar);
    return copy;
}
