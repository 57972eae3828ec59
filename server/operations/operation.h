/* SPDX-License-Identifier: EUPL-1.2 */
/* What changes the day: one deed each, in a file of its own, which knows neither HTTP nor JSON.
 *
 * An operation has an order: a struct of its own, without borrowed members, that says what it needs
 * and takes what it gives out. It runs inside the caller's transaction, refuses with a key of the
 * catalogue (never with a text: the caller says it in the reader's language), writes through the
 * store, and is noted in the audit trail by operation_perform.
 *
 *   a route (server/api/operate.h)   writer thread, inside the batch's transaction
 *   a `parvis` command               between store_begin and store_commit
 *   the day's clock                  writer thread, nobody's order
 *
 * One header an area (meeting_operations.h, pitch_operations.h, …) documents the orders: what is
 * refused and why. */
#ifndef PARVIS_OPERATION_H
#define PARVIS_OPERATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "reason.h"
#include "store.h"

/* Who asks. All zero: nobody, the day's clock or a command at the machine itself. */
struct operation_actor {
    int64_t user, device;  /* an account or a kiosk; 0: not one */
    int64_t person, phone; /* an attendee, and the phone of theirs; 0: not one */
    int64_t company;       /* the kept company whose team the attendee is of; 0: none */
    char name[129];        /* of the user or device, for overrides and receipts; "": nobody's */
};

/* Why an operation was refused. */
struct operation_refusal {
    const char *code;     /* for programs; static storage; NULL: the key, '_' for '.' */
    struct reason reason; /* key NULL: the status says enough */
    char field[48];       /* the member of the order that is wrong; "": none */
};

#define OPERATION_ORDER_CHARS 64
#define OPERATION_DIGEST_BYTES 16

/* An id that the sender made, so that a deed which is sent again counts once. */
struct operation_once {
    char id[OPERATION_ORDER_CHARS + 1]; /* "": none */
    uint8_t
        digest[OPERATION_DIGEST_BYTES]; /* of what is asked: one id never stands for two things */
};

/* One deed under way. */
struct operation {
    struct store *store;               /* inside a transaction */
    struct store_change_list *changes; /* takes what is written; NULL: nobody follows */
    int64_t now;                       /* event clock, ms */
    struct operation_actor actor;
    struct operation_once once; /* of an attendee: orders are kept by person */
    /* What the audit trail calls the deed; set from the form before `run`, which may name it better
     * or, with NULL, say that nothing worth a note was done. */
    const char *action;
    int64_t undoes;                   /* the audit entry that it takes back; 0: none */
    const char *scan;                 /* the scan of a check-in, inside the order; NULL: none */
    struct operation_refusal refusal; /* filled when `run` does not return PARVIS_OK */
};

/* Does it. `order` is the form's own struct. PARVIS_OK, or after one of operation_refuse… its
 * status, or the store's; what was written by then is for the caller to roll back. */
typedef enum parvis_status operation_run_fn(struct operation *operation, void *order);

/* What is declared of an operation, once. The first member of every order is an int64_t: the row
 * that the deed is about (of a new one, set by `run`). */
struct operation_form {
    const char *action; /* its name in the audit trail: "meeting.add"; NULL: it is not noted */
    const char *kind;   /* of the row that it is about: "meeting" */
    size_t size;        /* of the order */
    operation_run_fn *run;
    void (*clear)(void *order); /* wipes or frees what the order owns; NULL: nothing */
    bool memory;                /* what it changes is in memory alone: noted without a change */
    const void *defaults;       /* an order as it is before anything is said; NULL: all zero */
};

/* The row that an order is about. */
int64_t operation_subject(const void *order);

/* Runs it and notes it: the deed and its note stand or fall together. Only what a user or a device
 * did, and what changed something, is noted. An order that was done before is PARVIS_OK and changes
 * nothing; one whose id stood for something else is refused (order_reused). */
enum parvis_status operation_perform(const struct operation_form *form, struct operation *operation,
                                     void *order) PARVIS_MUST_CHECK;

/* ---- in `run` ---- */

/* A rule forbids it: PARVIS_CONFLICT, with the rule's reason. */
enum parvis_status operation_refuse(struct operation *operation, const struct reason *reason);
/* The same with a key that takes no arguments. */
enum parvis_status operation_refuse_key(struct operation *operation, const char *key);
/* The same with another status than a conflict's, or a code that is not the key. */
enum parvis_status operation_refuse_as(struct operation *operation, enum parvis_status status,
                                       const char *code, const char *key);
/* A member of the order names nothing that exists: PARVIS_INVALID, "unknown". */
enum parvis_status operation_unknown(struct operation *operation, const char *field);
/* Whether one of these was called: a status of the store's alone has no reason yet. */
bool operation_is_refused(const struct operation *operation);

#endif
