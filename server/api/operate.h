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
 * May set command.http_status. */
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
    struct api_command command; /* first */
    const struct api_order *declared;
    enum text_language language; /* of refusals: the request's Accept-Language */
    struct operation operation;
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
/* Hands it to the writer, which answers the request and frees it. */
void api_operation_submit(struct api_operation *operation);
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
