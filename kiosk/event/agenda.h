/* SPDX-License-Identifier: EUPL-1.2 */
/* The event as the kiosk knows it: the rows of the feed, by kind and id. */
#ifndef PARVIS_KIOSK_AGENDA_H
#define PARVIS_KIOSK_AGENDA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cjson/cJSON.h>

#include "parvis/json.h"
#include "parvis/status.h"

struct agenda;

enum parvis_status agenda_new(struct agenda **ret_agenda) PARVIS_MUST_CHECK;
void agenda_free(struct agenda *agenda); /* NULL allowed */

/* Replaces everything by a document of /api/agenda. PARVIS_INVALID: `json` is not of that form;
 * nothing changed. */
enum parvis_status agenda_replace(struct agenda *agenda, const char *json) PARVIS_MUST_CHECK;
/* Applies one change of the feed. *ret_names_changed: an organisation's name may have changed, so
 * the caller should ask for the document again. */
enum parvis_status agenda_apply(struct agenda *agenda, const char *json,
                                bool *ret_names_changed) PARVIS_MUST_CHECK;

/* The document as it is now, in the form that agenda_replace takes: malloc'd, the caller's. NULL:
 * none was received yet. */
char *agenda_text(const struct agenda *agenda);
/* The number of the last change that it holds; -1: no document was received yet. */
int64_t agenda_seq(const struct agenda *agenda);
/* Rows of a kind ("pitches", "meetings", …): an array, never NULL; borrowed. Their members are read
 * by json_text, json_integer and json_true. */
const cJSON *agenda_rows(const struct agenda *agenda, const char *name);
/* The edition, or NULL before the first document. */
const cJSON *agenda_edition(const struct agenda *agenda);
/* An organisation's name; "" when it is not known. */
const char *agenda_name(const struct agenda *agenda, int64_t organisation);

#endif
