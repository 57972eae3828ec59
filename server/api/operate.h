/* SPDX-License-Identifier: EUPL-1.2 */
/* A route that changes the day: its path and body become an operation's order (server/operations),
 * the writer performs it, and the answer tells the row as it is then. What is refused is answered
 * with the status of the refusal, its code, and its reason in the reader's language.
 *
 * routes.def says all that an ordinary one needs. One that knows more than its body (a secret that
 * is told once, what the model says of who asks) has a handler of its own:
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

/* Loop thread, once the operation is durable and the model has moved: the answer's JSON, malloc'd.
 * May set http_status, or refuse (api_operation_refuse). */
typedef char *api_answer_fn(struct api_operation *operation);

/* What a route's line of routes.def declares; http_route's `detail`. */
struct api_order {
    const struct operation_form *form;
    bool reads_body;
    const struct json_member *members; /* of the body, made from its schema (request_fields.h) */
    size_t member_count;
    api_answer_fn *answer;
};

#define API_SECRET_CHARS 128 /* above a token, a password, a PIN */

/* An operation on its way through the writer. */
struct api_operation {
    struct commit_command head; /* first */
    struct api *api;
    struct http_request *request; /* NULL: nobody's, the day's clock */
    const struct api_order *declared;
    enum text_language language; /* of refusals: the request's Accept-Language */
    int http_status;             /* of the answer: 200 unless its function sets another */
    struct operation operation;
    struct api_refusal {
        enum parvis_status status; /* PARVIS_OK: it is not refused */
        char code[48], field[48];  /* "": the status's own; of no member */
        char title[256];           /* "": the status's own */
    } refusal;                     /* private to operate.c */
    /* Loop thread, last, whatever became of it; NULL: nothing. The order is still there. */
    void (*ended)(struct api_operation *operation);
    void *kept; /* what the handler keeps for its answer; `ended` frees it; NULL: nothing */
    char secret[API_SECRET_CHARS]; /* what the answer tells this once; wiped with the operation */
    _Alignas(max_align_t) unsigned char order[]; /* the form's own struct */
};

/* The handler of an ordinary route: made, and submitted. */
http_handler_fn api_operate;

/* Made for the request by its route's declaration: the order has its form's defaults, the members
 * of the body, and as its subject the path's :id. NULL: the request was answered. */
struct api_operation *api_operation_new(struct api *api, struct http_request *request);
/* The same of nobody's request: the day's clock. NULL: no memory. */
struct api_operation *api_operation_alone(struct api *api, const struct api_order *declared);
/* Hands it to the writer. The request is answered when it is durable: PARVIS_OK by http_status with
 * what its declaration's function makes of it; else 404, 409, 422, 403 or 503 by the status, with
 * the reason; 503 with Retry-After when the queue is full. It frees itself. */
void api_operation_submit(struct api_operation *operation);
/* In an answer's function: what was written stays, and the request is refused all the same. Returns
 * NULL, which the function returns. */
char *api_operation_refuse(struct api_operation *operation, enum parvis_status status,
                           const char *code, const char *field, const char *title);
/* Frees one whose request was answered otherwise. */
void api_operation_drop(struct api_operation *operation);

/* `{"<kind>": <the row that the order is about, as the model has it>}`; null: it is gone. */
api_answer_fn api_answer_row;
/* 204. */
api_answer_fn api_answer_nothing;
/* Rows of one kind as the model has them: `{"<name>":[…]}`, malloc'd. */
char *api_rows_text(const struct model *model, const char *name, const char *kind,
                    const int64_t *ids, size_t count);

#endif
