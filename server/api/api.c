/* SPDX-License-Identifier: EUPL-1.2 */
/* Shared by every route: the caller's identity, and reading bodies. */
#include "api.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "api_request.h"

const struct api_identity *api_identity(const struct http_request *request)
{
    const struct api_request *state = http_request_identity(request);
    return state && state->known ? &state->identity : NULL;
}

char *api_print(cJSON *tree)
{
    char *text = cJSON_PrintUnformatted(tree);
    cJSON_Delete(tree);
    if (!text)
        abort();
    return text;
}

/* ---- bodies ---- */

bool api_is_json(struct http_request *request)
{
    const char *type = http_request_header(request, "Content-Type");
    static const char wanted[] = "application/json";
    if (!type || strncasecmp(type, wanted, sizeof wanted - 1) != 0)
        return false;
    char next = type[sizeof wanted - 1];
    return next == '\0' || next == ';' || next == ' ';
}

static void refuse_body(struct http_request *request, const struct json_fault *fault)
{
    char title[256];
    bool whole = fault->field[0] == '\0';
    snprintf(title, sizeof title, "%s %s", whole ? "The body" : fault->field, fault->reason);
    http_refuse(request, whole ? 400 : 422, whole ? "invalid_json" : "invalid_field", title,
                whole ? NULL : fault->field);
}

/* The body's tree, owned by the request; NULL: the request was answered. */
static const cJSON *parse_body(struct http_request *request)
{
    struct json_fault fault = {"", ""};
    cJSON *tree = NULL;
    size_t length = 0;
    if (!api_is_json(request)) {
        http_refuse(request, 415, "not_json", "Send the body as Content-Type: application/json",
                    NULL);
        return NULL;
    }
    const char *body = http_request_body(request, &length);
    if (json_parse(body ? body : "", length, &tree, &fault) != PARVIS_OK) {
        refuse_body(request, &fault);
        return NULL;
    }
    struct api_request *state = http_request_identity(request);
    cJSON_Delete(state->body);
    state->body = tree;
    return tree;
}

const cJSON *api_read_body(struct http_request *request, const struct json_field *fields,
                           size_t count, void *target)
{
    struct json_fault fault;
    const cJSON *tree = parse_body(request);
    if (tree && fields && json_read(tree, fields, count, target, &fault) != PARVIS_OK) {
        refuse_body(request, &fault);
        return NULL;
    }
    return tree;
}

bool api_read_members(struct http_request *request, const struct json_member *members, size_t count,
                      void *target)
{
    struct json_fault fault;
    const cJSON *tree = parse_body(request);
    if (!tree)
        return false;
    if (json_read_members(tree, members, count, target, &fault) == PARVIS_OK)
        return true;
    refuse_body(request, &fault);
    return false;
}
