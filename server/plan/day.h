/* SPDX-License-Identifier: EUPL-1.2 */
/* The day's rows, read at once inside a transaction, in the form that the rules take; and when each
 * company and buyer is busy. Shared by the operations and `parvis plan`. */
#ifndef PARVIS_PLAN_DAY_H
#define PARVIS_PLAN_DAY_H

#include "meeting_rules.h"
#include "pitch.h"
#include "store_meeting.h"

#define DAY_BUSY_MAX 72 /* every pitch twice, demonstration, arrival, departure \ */

struct day {
    struct store_edition edition;
    struct store_day_session *sessions;
    struct store_day_slot *slots;
    struct store_kept *companies; /* best mark first */
    struct store_place *places;
    struct store_demonstration *demonstrations;
    struct store_pitch *stored; /* the running order as the database has it */
    struct pitch *pitches;      /* the same, for the rules; by position */
    struct pitch_session *stages;
    size_t session_count, slot_count, company_count, place_count, demonstration_count, pitch_count,
        stored_count, stage_count; /* a plan may change pitch_count but not stored_count */
};

/* Reads the day. The caller clears it with day_clear, on failure too. */
enum parvis_status day_load(struct store *store, struct day *ret_day) PARVIS_MUST_CHECK;
void day_clear(struct day *day);

/* By id; NULL: none. */
const struct store_kept *day_company(const struct day *day, int64_t id);
const struct store_day_slot *day_slot(const struct day *day, int64_t id);
const struct pitch_session *day_stage(const struct day *day, int64_t id);
struct store_place *day_place(struct day *day, int64_t id);
/* The company's stand; NULL: none. */
const struct store_place *day_place_of(const struct day *day, int64_t company);
/* The times that a company asked for, for pitch_fits. */
struct pitch_presence day_presence(const struct store_kept *company);

/* Projects the running order's times and writes the pitches that differ from the stored ones. No
 * time is projected beyond the edition's end. */
enum parvis_status day_save_pitches(struct store *store, struct day *day, int64_t now,
                                    struct store_change_list *changes) PARVIS_MUST_CHECK;

/* Writes the times when the company or buyer is busy; returns how many, at most DAY_BUSY_MAX. A
 * pitch counts at its planned time and, until it is done, at its projected time too. */
size_t day_company_busy(const struct day *day, const struct store_kept *company,
                        struct busy ret_busy[DAY_BUSY_MAX]);
size_t day_buyer_busy(const struct day *day, const struct store_buyer *buyer,
                      struct busy ret_busy[DAY_BUSY_MAX]);

#endif
