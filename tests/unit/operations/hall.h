/* SPDX-License-Identifier: EUPL-1.2 */
/* A small event for the operations' tests: three companies, two buyers, four slots, two pitches,
 * three stands. The operations run on its database as the writer runs them, without a server. */
#ifndef PARVIS_TEST_HALL_H
#define PARVIS_TEST_HALL_H

#include "operation.h"
#include "store.h"

#define HALL_OPENS_AT INT64_C(1511164800000) /* 09:00 of the venue */
#define HALL_MINUTE_MS INT64_C(60000)

/* Rows that every test finds; see hall.c. */
enum {
    HALL_BUYER = 1, /* Éloïse Béghin of Mairie */
    HALL_COLLEAGUE, /* Paul Maës of the same */
};
enum { HALL_ALPHA = 11, HALL_BETA, HALL_GAMMA }; /* companies: two pitch, Gamma does not */
enum { HALL_PITCH_ALPHA = 1, HALL_PITCH_BETA };  /* 09:00 and 09:15 of the one stage */
/* Slots 0 to 3 begin at 10:00, 10:30, 11:00 and 11:30. A1 has a screen and Gamma, A2 and A3 are
 * free. */
enum { HALL_A1 = 1, HALL_A2, HALL_A3 };

/* Opens and closes it; for a fixture of Check. */
void hall_open(void);
void hall_close(void);
struct store *hall_store(void);
/* The event clock that operations are given. */
void hall_set_clock(int64_t now);

/* Performs it as the user "claire" (1), in a transaction that is kept when it succeeds and rolled
 * back otherwise, and checks that the invariants still hold. */
enum parvis_status hall_perform(const struct operation_form *form, void *order);
/* The same as somebody else, with the id of an order ("": none). */
enum parvis_status hall_perform_as(const struct operation_actor *actor,
                                   const struct operation_once *once,
                                   const struct operation_form *form, void *order);
/* The same without the invariants, for rows that a test put there by hand. */
enum parvis_status hall_perform_unverified(const struct operation_actor *actor,
                                           const struct operation_form *form, void *order);
/* Why the last one was refused: the reason's key, ""; none. Its code and field, as they are told.
 */
const char *hall_refusal(void);
const char *hall_refused_field(void);
/* How many changes the last one wrote, its audit entry included. */
size_t hall_changes(void);

/* One value of the database. */
int64_t hall_number(const char *sql);
const char *hall_text(const char *sql);

#endif
