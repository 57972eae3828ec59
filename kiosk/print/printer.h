/* SPDX-License-Identifier: EUPL-1.2 */
/* The kiosk's printer, on a thread of its own, so that the door never waits for it. A job that
 * cannot be printed now is dropped, and the person is told: no name lies in a queue. */
#ifndef PARVIS_KIOSK_PRINTER_H
#define PARVIS_KIOSK_PRINTER_H

#include <stdbool.h>

#include "parvis/status.h"
#include "print_job.h"

enum printer_state {
    PRINTER_UNKNOWN, /* not asked yet */
    PRINTER_READY,
    PRINTER_PRINTING, /* a job is on its way */
    PRINTER_GONE,     /* it does not answer */
    PRINTER_NO_PAPER,
    PRINTER_BLOCKED, /* open, paused, or waiting for somebody to act */
};

/* How the last job fared. */
enum printer_outcome { PRINTER_NOTHING_YET, PRINTER_DONE, PRINTER_NOT_DONE };

struct printer;

/* `address`: "zpl:HOST[:9100]", "escpos:HOST[:9100]", "cups:QUEUE" or "cups:QUEUE@SERVER" (a host,
 * host:port or a socket's path); copied. The thread asks the printer for its state every ten
 * seconds. PARVIS_INVALID: `address` has none of these forms. PARVIS_NOT_FOUND: the module
 * parvis-cups.so is not there. */
enum parvis_status printer_new(const char *address, struct printer **ret_printer) PARVIS_MUST_CHECK;
/* Ends the thread, and waits for it at most as long as a job may take. NULL allowed. */
void printer_free(struct printer *printer);

/* Gives a job to the thread. PARVIS_BUSY: the job before is on its way. PARVIS_INVALID: this
 * printer cannot print it. */
enum parvis_status printer_print(struct printer *printer,
                                 const struct print_job *job) PARVIS_MUST_CHECK;

/* Becomes readable when printer_turn has something to do. */
int printer_fd(const struct printer *printer);
/* Takes what the thread told. True: the state or the outcome has changed. */
bool printer_turn(struct printer *printer);
/* As of the last turn. */
enum printer_state printer_state(const struct printer *printer);
enum printer_outcome printer_outcome(const struct printer *printer);

#endif
