/* SPDX-License-Identifier: EUPL-1.2 */
/* What an organiser changes of a living edition: its settings, its sessions, the meetings' grid,
 * whether guests may ask for meetings. A change that contradicts a plan already made is refused. */
#ifndef PARVIS_EDITION_OPERATIONS_H
#define PARVIS_EDITION_OPERATIONS_H

#include "operation.h"
#include "parvis/limits.h"
#include "parvis/text.h"

#define EDITION_NAME_CHARS 60 /* of an edition's name, a venue, a region or a room */
#define SESSION_TITLE_CHARS 120
#define GRID_WINDOWS_MAX 24 /* as in edition.json */
#define EDITION_LANGUAGES_MAX 3

/* Who sees which two organisations meet, once a meeting is called. */
enum call_audience {
    CALL_HALL,   /* the hall's own screens */
    CALL_PUBLIC, /* everybody */
};

/* Changes the settings that are given; the others stay.
 * Refuses: settings.hours (the day would end before it opens), settings.outside,
 * settings.slots_outside (a session or slots would be outside the hours), settings.numbers (they
 * contradict one another), settings.pitches_published (the running order has another number of
 * pitches). */
struct settings_change {
    int64_t edition; /* out: 1 */
    struct {
        bool name, venue, region, languages, called_names, opens_at, closes_at, doors_min, call_min,
            annul_min, pitches, kept_min, kept_max;
    } given;
    char name[4 * EDITION_NAME_CHARS + 1], venue[4 * EDITION_NAME_CHARS + 1],
        region[4 * EDITION_NAME_CHARS + 1];
    enum text_language languages[EDITION_LANGUAGES_MAX]; /* the first is the main one */
    size_t languages_count;
    enum call_audience called_names;
    int64_t opens_at, closes_at; /* event clock, ms */
    int64_t doors_min, call_min, annul_min, pitches, kept_min, kept_max;
    struct store_edition changed; /* out: the settings afterwards */
};
extern const struct operation_form settings_change_form;

/* Sets whether guests may ask one another for meetings; noted as "booking.open" or "booking.close".
 * Refuses nothing. */
struct booking_set {
    int64_t edition; /* out: 1 */
    bool open;
};
extern const struct operation_form booking_set_form;

/* Changes the parts of a session that are given; the others stay. A new number of seats holds for
 * its demonstrations too.
 * Refuses: settings.session_hours (backwards, or outside the day), settings.room_taken,
 * settings.planned_from (pitches or demonstrations are planned from its times), unknown (seats for
 * a session whose kind has none). */
struct session_change {
    int64_t session;
    struct {
        bool room, title, from_at, to_at, seats, everywhere;
    } given;
    char room[4 * EDITION_NAME_CHARS + 1];
    char title[4 * SESSION_TITLE_CHARS + 1]; /* "": the kind's name serves */
    int64_t from_at, to_at, seats;
    bool everywhere; /* renames the room in every session held there */
};
extern const struct operation_form session_change_form;

/* A part of the day that is cut into slots. */
struct grid_window {
    int64_t from_at, to_at;
};

/* Makes the meetings' slots anew from windows of the day.
 * Refuses: grid.windows (they overlap, or are outside the day), grid.many (more than SLOTS_MAX),
 * grid.none, grid.held (a slot that would change has meetings). */
struct grid_make {
    int64_t edition;           /* out: 1 */
    int64_t slot_min, gap_min; /* minutes of a meeting, and between two meetings */
    struct grid_window windows[GRID_WINDOWS_MAX];
    size_t windows_count;
    size_t slots; /* out: how many there are */
};
extern const struct operation_form grid_make_form;

#endif
