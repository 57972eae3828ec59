/* SPDX-License-Identifier: EUPL-1.2 */
/* The rules of the door: what a scan means, decided from given facts. Pure: no clock, no database.
 *
 * A person has one arrival, however many doors see the badge; every scan is kept. A kiosk that was
 * off the network sends its scans late: when such a scan happened before the known arrival, the
 * arrival moves back to the scan's time, and the scan itself is answered 'already in'. */
#ifndef PARVIS_CHECK_IN_H
#define PARVIS_CHECK_IN_H

#include <stdbool.h>
#include <stdint.h>

#include "parvis/badge.h"

/* Every answer to a scan; check_in_status_name gives the API's word for it. */
enum check_in_status {
    CHECK_IN_ADMITTED,       /* first arrival */
    CHECK_IN_RETURNED,       /* came back after leaving */
    CHECK_IN_LEFT,           /* exit noted */
    CHECK_IN_ALREADY_IN,     /* the badge is inside */
    CHECK_IN_NOT_IN,         /* exit of somebody who is not inside */
    CHECK_IN_UNREADABLE,     /* not a Parvis badge */
    CHECK_IN_FORGED,         /* this edition's tag, wrong signature */
    CHECK_IN_WRONG_EDITION,  /* another edition's badge */
    CHECK_IN_UNKNOWN,        /* well signed, but no such badge or person here */
    CHECK_IN_REVOKED,        /* replaced or withdrawn */
    CHECK_IN_NOT_YET_OPEN,   /* before the doors open */
    CHECK_IN_CLOSED,         /* after the edition's end */
    CHECK_IN_SCAN_ID_REUSED, /* a fault of the device: it gave two scans one id */
};
#define CHECK_IN_STATUS_COUNT 13

/* "admitted", "already_in"…; static storage. The message for the host is the catalogue's
 * "check_in.<name>". */
const char *check_in_status_name(enum check_in_status status);
/* The status of a name; false: no such name. */
bool check_in_status_parse(const char *name, enum check_in_status *ret_status);

enum check_in_presence { CHECK_IN_EXPECTED, CHECK_IN_INSIDE, CHECK_IN_OUTSIDE };
/* "expected", "in", "out", as the database and the API say it. */
const char *check_in_presence_name(enum check_in_presence presence);
enum check_in_presence check_in_presence_parse(const char *name); /* anything else: expected */

/* What is known when a scan is judged. Instants in ms. */
struct check_in_facts {
    enum badge_verdict verdict; /* of the text; BADGE_GENUINE when let in by name */
    bool known;                 /* the badge is in the list and its person not erased */
    bool revoked;
    bool leaving;        /* the scan is an exit */
    int64_t occurred_at; /* by the device's clock, as the device sent it */
    int64_t received_at; /* by the server's clock */
    int64_t doors_at, closes_at;
    enum check_in_presence presence;
    int64_t first_at; /* first arrival; 0: never seen */
};

/* What the facts lead to. */
struct check_in_decision {
    enum check_in_status status;
    bool moves;                      /* the person's presence changes */
    enum check_in_presence presence; /* to this */
    bool first_moves;                /* the first arrival is set to `first_at` */
    int64_t first_at;
};

struct check_in_decision check_in_decide(const struct check_in_facts *facts);

/* The instant at which a scan counts as having happened: occurred_at, unless it lies before the
 * doors opened or after received_at; then received_at. */
int64_t check_in_effective_at(const struct check_in_facts *facts);

#endif
