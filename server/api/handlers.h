/* SPDX-License-Identifier: EUPL-1.2 */
/* Declares every handler and answer function that routes.def names; docs/api.md says what each
 * does. */
#ifndef PARVIS_API_HANDLERS_H
#define PARVIS_API_HANDLERS_H

#include "http.h"
#include "operate.h"

#define ROUTE(method, pattern, handler, role, limit, doc) http_handler_fn handler;
#define OPERATION(method, pattern, operation, body, answer, role, limit, doc) api_answer_fn answer;
#define PREPARED(method, pattern, handler, operation, body, answer, role, limit, doc)              \
    http_handler_fn handler;                                                                       \
    api_answer_fn answer;
#include "routes.def"
#undef PREPARED
#undef ROUTE
#undef OPERATION

#endif
