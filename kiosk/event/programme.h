/* SPDX-License-Identifier: EUPL-1.2 */
/* Questions that screens ask of the agenda. Rows are borrowed until the agenda changes. */
#ifndef PARVIS_KIOSK_PROGRAMME_H
#define PARVIS_KIOSK_PROGRAMME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "agenda.h"

#define PROGRAMME_ROWS_MAX 256 /* of one list; what a day has at the most is far less */

bool row_has_state(const cJSON *row, const char *state);

/* The pitch on stage or in questions; NULL: none. */
const cJSON *programme_on_stage(const struct agenda *agenda);
/* Milliseconds that the phase of a pitch on stage has left; negative: over its time. */
int64_t programme_left_ms(const cJSON *pitch, int64_t now);
/* Ready pitches in the order of the day; how many. */
size_t programme_next_pitches(const struct agenda *agenda, const cJSON *rows[PROGRAMME_ROWS_MAX]);
/* What the programme says is on now, demonstrations apart; NULL: nothing. */
const cJSON *programme_session(const struct agenda *agenda, int64_t now);
/* The line that was put up last and still counts; NULL: none. `on_stage`: those for the speaker
 * alone count too. */
const cJSON *programme_notice(const struct agenda *agenda, int64_t now, bool on_stage);

/* Meetings called (first, by the organisation's name) and running (by place); how many. */
size_t programme_meetings_now(const struct agenda *agenda, const cJSON *rows[PROGRAMME_ROWS_MAX]);
/* Those of `meetings` (rows of the agenda, or of /api/stands/:id/meetings, which are one company's)
 * that are a company's and neither over nor cancelled, in the order of the day. */
size_t programme_meetings_of(const struct agenda *agenda, const cJSON *meetings, int64_t company,
                             int64_t now, const cJSON *rows[PROGRAMME_ROWS_MAX]);
/* The slot with this id; NULL: unknown. */
const cJSON *programme_slot(const struct agenda *agenda, int64_t id);
/* When the first slot after `now` begins; 0: there is none. */
int64_t programme_next_slot_at(const struct agenda *agenda, int64_t now);
/* The stand with this code; NULL: unknown. */
const cJSON *programme_stand(const struct agenda *agenda, const char *code);

/* "7:05", or "+0:12" over the time. Whole seconds, rounded up while time is left, so that 0:00 is
 * the moment when it is over. */
void programme_countdown(int64_t left_ms, char out[24]);

#endif
