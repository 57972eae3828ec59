/* SPDX-License-Identifier: EUPL-1.2 */
/* The request to the server for the person in front of the kiosk. */
#include "errand.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "link.h"
#include "parvis/clock.h"
#include "parvis/json.h"

#define AGAIN_MS 700

void errand_end(struct errand *errand)
{
    if (errand->body)
        explicit_bzero(errand->body, strlen(errand->body));
    free(errand->body);
    explicit_bzero(errand, sizeof *errand);
}

bool errand_begin(struct errand *errand, enum errand_kind kind, int64_t person, cJSON *form)
{
    static const char *const paths[] = {[ERRAND_REGISTRATION] = "/api/people",
                                        [ERRAND_VISITOR] = "/api/kiosk/visitors",
                                        [ERRAND_QUESTION] = "/api/kiosk/staff/question",
                                        [ERRAND_PROOF] = "/api/kiosk/staff/proof"};
    errand_end(errand);
    if (person)
        snprintf(errand->path, sizeof errand->path, "/api/people/%lld/%s", (long long)person,
                 kind == ERRAND_LINK ? "link" : "badges");
    else
        snprintf(errand->path, sizeof errand->path, "%s", paths[kind]);
    errand->body = form ? cJSON_PrintUnformatted(form) : strdup("{}");
    json_wipe(form);
    cJSON_Delete(form);
    errand->kind = errand->body ? kind : ERRAND_NONE;
    return errand->body;
}

void errand_show_staff(struct errand *errand, const char *proof)
{
    snprintf(errand->staff, sizeof errand->staff, "%s", proof);
}

void errand_turn(struct errand *errand, struct link *link, bool online)
{
    if (errand->kind == ERRAND_NONE || errand->sent || !online || link_is_posting(link) ||
        clock_monotonic_ms() < errand->not_before)
        return;
    link_show_staff(link, errand->staff);
    link_post(link, errand->path, "application/json", errand->body, strlen(errand->body));
    errand->sent = true;
}

enum errand_kind errand_answered(struct errand *errand, const char *path, long status)
{
    enum errand_kind kind = errand->kind;
    if (!errand->sent || strcmp(path, errand->path) != 0)
        return ERRAND_NONE;
    /* A registration is not sent again: the server may have taken it. */
    bool early = status == 503 || (kind == ERRAND_LINK && (status == 409 || status == 0));
    if (early) {
        errand->sent = false;
        errand->not_before = clock_monotonic_ms() + AGAIN_MS;
        return ERRAND_NONE;
    }
    errand_end(errand);
    return kind;
}
