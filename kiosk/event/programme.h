/* SPDX-License-Identifier: EUPL-1.2 */
/* What screens read out of the agenda. Rows are borrowed until the agenda changes; functions that
 * fill `rows` return how many there are. Times are of the event's clock, in ms. */
#ifndef PARVIS_KIOSK_PROGRAMME_H
#define PARVIS_KIOSK_PROGRAMME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "agenda.h"

#define PROGRAMME_ROWS_MAX 256 /* of one list; a day has far fewer */

bool row_has_state(const cJSON *row, const char *state);

/* The pitch on stage or in questions; NULL: none. */
const cJSON *programme_on_stage(const struct agenda *agenda);
/* How many ms the present phase of a pitch on stage has left; negative: it is over its time. */
int64_t programme_left_ms(const cJSON *pitch, int64_t now);
/* The pitches that are ready, in the order of the day. */
size_t programme_next_pitches(const struct agenda *agenda, const cJSON *rows[PROGRAMME_ROWS_MAX]);
/* The session that is on now by the programme, without demonstrations; NULL: none. */
const cJSON *programme_session(const struct agenda *agenda, int64_t now);
/* The newest line of the organisers that has not run out; NULL: none. `on_stage`: lines for the
 * speaker alone count too. */
const cJSON *programme_notice(const struct agenda *agenda, int64_t now, bool on_stage);

/* The meetings that are called, by the organisation's name, then those running, by place. */
size_t programme_meetings_now(const struct agenda *agenda, const cJSON *rows[PROGRAMME_ROWS_MAX]);
/* A company's meetings that are neither over nor cancelled, in the order of the day. `meetings`:
 * rows of the agenda, or of /api/stands/:id/meetings, which are all of that company. */
size_t programme_meetings_of(const struct agenda *agenda, const cJSON *meetings, int64_t company,
                             int64_t now, const cJSON *rows[PROGRAMME_ROWS_MAX]);
/* The slot with this id; NULL: unknown. */
const cJSON *programme_slot(const struct agenda *agenda, int64_t id);
/* When the first slot after `now` begins; 0: there is none. */
int64_t programme_next_slot_at(const struct agenda *agenda, int64_t now);
/* The stand with this code; NULL: unknown. */
const cJSON *programme_stand(const struct agenda *agenda, const char *code);

/* Writes "7:05", or "+0:12" over the time. Seconds are rounded up while time is left, so that 0:00
 * appears at the moment when the time is over. */
void programme_countdown(int64_t left_ms, char out[24]);

#endif
