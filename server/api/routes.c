/* SPDX-License-Identifier: EUPL-1.2 */
/* The table of routes, from routes.def. */
#include "attendee_operations.h"
#include "audit_operations.h"
#include "badge_operations.h"
#include "check_in_operations.h"
#include "clock_operations.h"
#include "demonstration_operations.h"
#include "edition_operations.h"
#include "handlers.h"
#include "kiosk_operations.h"
#include "meeting_operations.h"
#include "notice_operations.h"
#include "operate.h"
#include "people_operations.h"
#include "phone_operations.h"
#include "pitch_operations.h"
#include "plan_operations.h"
#include "request_fields.h"
#include "selection_operations.h"
#include "sign_in_operations.h"
#include "stand_operations.h"
#include "user_operations.h"

#define SMALL 4096            /* one form */
#define BATCH (256 * 1024)    /* 256 scans */
#define FILES (8u << 20)      /* spreadsheets in base64: the largest edition has 2 MB */
#define MOVES (32 * 1024)     /* 256 moves of stands */
#define PICTURE (1024 * 1024) /* a PNG of 1280 pixels across */

#define GET HTTP_METHOD_GET
#define POST HTTP_METHOD_POST
#define DELETE HTTP_METHOD_DELETE

/* The first pass declares each operation's body, the second refers to it. The line number in
 * routes.def, equal in both passes, names it. */
#define JOIN(a, b) a##b
#define NAMED(prefix, line) JOIN(prefix, line)
#define COUNT(array) (sizeof(array) / sizeof *(array))

/* A generated table ends with an empty row; that of an operation without body is empty. */
#define FIELDS_no_body(order)

#define ROUTE(method, pattern, handler, role, limit, doc)
#define OPERATION(method, pattern, operation, body, answer, role, limit, doc)                      \
    static const struct json_member NAMED(members_,                                                \
                                          __LINE__)[] = {FIELDS_##body(struct operation)};         \
    static const struct api_order NAMED(order_, __LINE__) = {                                      \
        &operation##_form, COUNT(NAMED(members_, __LINE__)) > 0, NAMED(members_, __LINE__),        \
        COUNT(NAMED(members_, __LINE__)) - (COUNT(NAMED(members_, __LINE__)) > 0), answer};
#define PREPARED(method, pattern, handler, operation, body, answer, role, limit, doc)              \
    OPERATION(method, pattern, operation, body, answer, role, limit, doc)
#include "routes.def"
#undef PREPARED
#undef ROUTE
#undef OPERATION

#define ROUTE(method, pattern, handler, role, limit, doc)                                          \
    {method, pattern, handler, role, limit, doc, NULL},
#define OPERATION(method, pattern, operation, body, answer, role, limit, doc)                      \
    {method, pattern, api_operate, role, limit, doc, &NAMED(order_, __LINE__)},
#define PREPARED(method, pattern, handler, operation, body, answer, role, limit, doc)              \
    {method, pattern, handler, role, limit, doc, &NAMED(order_, __LINE__)},
const struct http_route api_routes[] = {
#include "routes.def"
};
const size_t api_route_count = COUNT(api_routes);
