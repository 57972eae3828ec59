/* SPDX-License-Identifier: EUPL-1.2 */
/* A route that changes the day: its path and body become an operation's order (server/operations),
 * the writer performs it, and the answer gives the row as it is then. A refusal is answered with
 * its status, its code, and its reason in the caller's language.
 *
 * An ordinary route needs its line of routes.def alone. A route that adds something to the body (a
 * fresh secret, what the model knows of the caller) has a handler of its own:
 *
 *     struct api_operation *operation = api_operation_new(data, request);
 *     if (!operation)
 *         return;
 *     … fill operation->order further, or refuse and api_operation_drop …
 *     api_operation_submit(operation);
 */
#ifndef PARVIS_API_OPERATE_H
#define PARVIS_API_OPERATE_H

#include <stddef.h>

#include "api.h"
#include "operation.h"
#include "parvis/text.h"

struct api_operation;

/* Loop thread, once the operation is durable and the model has moved: returns the answer's JSON,
 * malloc'd. It may set http_status, or refuse (api_operation_refuse). */
typedef char *api_answer_fn(struct api_operation *operation);

/* An operation's part of a line of routes.def; http_route's `detail` points to it. */
struct api_order {
    const struct operation_form *form;
    bool reads_body;
    const struct json_member *members; /* of the body, made from its schema (request_fields.h) */
    size_t member_count;
    api_answer_fn *answer;
};

#define API_SECRET_CHARS 128 /* longer than a token, a password or a PIN */

/* An operation on its way through the writer. */
struct api_operation {
    struct commit_command head; /* first */
    struct api *api;
    struct http_request *request; /* NULL: the day's clock asks */
    const struct api_order *declared;
    enum text_language language; /* of refusals: the request's Accept-Language */
    int http_status;             /* of the answer: 200 unless the answer function sets another */
    struct operation operation;
    struct api_refusal {
        enum parvis_status status; /* PARVIS_OK: not refused */
        char code[48], field[48];  /* code "": the status's own; field "": no member */
        char title[256];           /* "": the status's own */
    } refusal;                     /* private to operate.c */
    /* Called on the loop thread before the operation is freed, however it ended; NULL: nothing to
     * do. */
    void (*ended)(struct api_operation *operation);
    void *kept;                    /* the handler's own, for its answer; `ended` frees it */
    char secret[API_SECRET_CHARS]; /* told in this answer alone; wiped with the operation */
    _Alignas(max_align_t) unsigned char order[]; /* the form's own struct */
};

/* The handler of an ordinary route: api_operation_new, then api_operation_submit. */
http_handler_fn api_operate;

/* Makes the operation that the request's route declares. Its order has the form's defaults, the
 * body's members, and the path's :id as its subject. NULL: the request was answered. */
struct api_operation *api_operation_new(struct api *api, struct http_request *request);
/* The same without a request, for the day's clock. NULL: no memory. */
struct api_operation *api_operation_alone(struct api *api, const struct api_order *declared);
/* Hands the operation to the writer, and its ownership with it. The request is answered once the
 * operation is durable: with http_status and the answer function's JSON; or, when it failed, with
 * 404, 409, 422, 403 or 503 and the reason; 503 has Retry-After when the writer's queue is full. */
void api_operation_submit(struct api_operation *operation);
/* For an answer function: refuses the request, though the operation's changes stay. Returns NULL,
 * for the answer function to return. */
char *api_operation_refuse(struct api_operation *operation, enum parvis_status status,
                           const char *code, const char *field, const char *title);
/* Frees an operation that was not submitted; its request was answered otherwise. */
void api_operation_drop(struct api_operation *operation);

/* Answers `{"<kind>": <the order's row, as the model has it>}`, or null for a row that is gone. */
api_answer_fn api_answer_row;
/* Answers 204, without a body. */
api_answer_fn api_answer_nothing;
/* Rows of one kind as the model has them: `{"<name>":[…]}`, malloc'd. */
char *api_rows_text(const struct model *model, const char *name, const char *kind,
                    const int64_t *ids, size_t count);

#endif
