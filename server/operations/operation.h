/* SPDX-License-Identifier: EUPL-1.2 */
/* Operations: everything that changes the day. Each is one deed, in a file that knows neither HTTP
 * nor JSON.
 *
 * An operation takes an order: a struct of its own, with what it needs and room for its results. It
 * runs inside the caller's transaction and writes through the store. It refuses with a key of the
 * catalogue, which the caller says in the reader's language. operation_perform notes it in the
 * audit trail.
 *
 *   a route (server/api/operate.h)   writer thread, inside the batch's transaction
 *   a `parvis` command               between store_begin and store_commit
 *   the day's clock                  writer thread, nobody's order
 *
 * One header an area (meeting_operations.h, pitch_operations.h, …) documents its orders: what each
 * does, and what it refuses and why. */
#ifndef PARVIS_OPERATION_H
#define PARVIS_OPERATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "reason.h"
#include "store.h"

/* Who asks for the operation. All zero: the day's clock, or a command at the machine itself. */
struct operation_actor {
    int64_t user, device;  /* a console's user, or a kiosk; 0: none */
    int64_t person, phone; /* an attendee and their phone; 0: none */
    int64_t company;       /* the attendee's company, if it was kept; 0: none */
    char name[129];        /* of the user or device, for overrides and receipts; "": none */
};

/* Why an operation was refused. */
struct operation_refusal {
    const char *code;     /* for programs; static storage; NULL: the key, '_' for '.' */
    struct reason reason; /* key NULL: the status alone is the reason */
    char field[48];       /* the member of the order that is wrong; "": none */
};

#define OPERATION_ORDER_CHARS 64
#define OPERATION_DIGEST_BYTES 16

/* An id made by the sender, so that an order sent twice is done once. */
struct operation_once {
    char id[OPERATION_ORDER_CHARS + 1];     /* "": none */
    uint8_t digest[OPERATION_DIGEST_BYTES]; /* over the order: one id never names two orders */
};

/* One operation under way. */
struct operation {
    struct store *store;               /* inside a transaction */
    struct store_change_list *changes; /* collects the changes written; NULL: not wanted */
    int64_t now;                       /* event clock, ms */
    struct operation_actor actor;
    struct operation_once once; /* of an attendee's order; kept by person */
    /* The deed's name in the audit trail. Set from the form before `run`; `run` may set a better
     * one, or NULL when nothing worth a note was done. */
    const char *action;
    int64_t undoes;                   /* the audit entry that it undoes; 0: none */
    const char *scan;                 /* the scan of a check-in, inside the order; NULL: none */
    struct operation_refusal refusal; /* filled when `run` does not return PARVIS_OK */
};

/* Does the deed. `order` is the form's own struct. Returns PARVIS_OK, the status of an
 * operation_refuse… call, or the store's; on failure the caller rolls back what was written. */
typedef enum parvis_status operation_run_fn(struct operation *operation, void *order);

/* An operation's declaration. The first member of every order is an int64_t: the id of the row that
 * the deed is about (for a new row, `run` sets it). */
struct operation_form {
    const char *action; /* its name in the audit trail: "meeting.add"; NULL: it is not noted */
    const char *kind;   /* of the row that the deed is about: "meeting" */
    size_t size;        /* of the order */
    operation_run_fn *run;
    void (*clear)(void *order); /* wipes or frees what the order owns; NULL: nothing */
    bool memory;                /* it changes memory alone: noted though no row changed */
    const void *defaults;       /* an order before anything is filled in; NULL: all zero */
};

/* The id of the row that an order is about. */
int64_t operation_subject(const void *order);

/* Runs the operation and notes it in the same transaction. It is noted only if a user or a device
 * asked and something changed. An order that was done before (operation_once) gives PARVIS_OK and
 * changes nothing; an id that named another order is refused (order_reused). */
enum parvis_status operation_perform(const struct operation_form *form, struct operation *operation,
                                     void *order) PARVIS_MUST_CHECK;

/* ---- in `run` ---- */

/* Refuses because a rule forbids the deed: PARVIS_CONFLICT, with the rule's reason, copied. */
enum parvis_status operation_refuse(struct operation *operation, const struct reason *reason);
/* The same with a key that takes no arguments. */
enum parvis_status operation_refuse_key(struct operation *operation, const char *key);
/* The same with another status than PARVIS_CONFLICT, or a code that differs from the key. */
enum parvis_status operation_refuse_as(struct operation *operation, enum parvis_status status,
                                       const char *code, const char *key);
/* Refuses because a member of the order names nothing that exists: PARVIS_INVALID, code
 * "unknown". */
enum parvis_status operation_unknown(struct operation *operation, const char *field);
/* Whether one of these was called; a failure of the store alone has no reason yet. */
bool operation_is_refused(const struct operation *operation);

#endif
