/* SPDX-License-Identifier: EUPL-1.2 */
/* Notices: lines of text that a host puts on the screens. */
#ifndef PARVIS_NOTICE_OPERATIONS_H
#define PARVIS_NOTICE_OPERATIONS_H

#include "operation.h"

#define NOTICE_CHARS 280

enum notice_audience {
    NOTICE_ALL,   /* every screen and phone */
    NOTICE_STAGE, /* the speaker's timer alone: noted as "stage.message" */
};

/* Shows a notice in both languages for `minutes`. Refuses nothing. */
struct notice_add {
    int64_t notice; /* out */
    char fr[4 * NOTICE_CHARS + 1], en[4 * NOTICE_CHARS + 1];
    int64_t minutes;
    enum notice_audience audience;
};
extern const struct operation_form notice_add_form;

/* Takes a notice off. PARVIS_NOT_FOUND: no such notice. Refuses nothing. */
struct notice_delete {
    int64_t notice;
};
extern const struct operation_form notice_delete_form;

#endif
