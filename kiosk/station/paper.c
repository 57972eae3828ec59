/* SPDX-License-Identifier: EUPL-1.2 */
/* Paper for the person shown: a slip with their day, or a badge. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "kiosk_state.h"
#include "parvis/badge.h"
#include "parvis/clock.h"
#include "parvis/json.h"
#include "parvis/log.h"

/* Whether the badge to print was not scanned, so that the server must make a new one. */
static bool needs_badge(const struct kiosk *kiosk)
{
    return kiosk->config->devices.print == PRINT_BADGE && !*kiosk->life.passage.text;
}

/* Whether the server may be asked for a new badge: the staff let this person in, and the proof of
 * their PIN holds. */
static bool can_ask_for_badge(const struct kiosk *kiosk)
{
    return kiosk->life.passage.by == PASSAGE_BY_NAME && kiosk->online && desk_proof(&kiosk->desk);
}

bool kiosk_can_print(const struct kiosk *kiosk)
{
    struct printer *printer = devices_printer(kiosk->devices);
    const struct showing *showing = life_shown(&kiosk->life);
    if (!printer || !showing || (needs_badge(kiosk) && !can_ask_for_badge(kiosk)))
        return false;
    if (kiosk->errand.kind == ERRAND_BADGE)
        return false; /* a second new badge would revoke the first */
    return !showing->printed && kiosk_is_green(json_text(showing->answer, "status")) &&
           !kiosk->config->leaving &&
           (printer_state(printer) == PRINTER_READY || printer_state(printer) == PRINTER_UNKNOWN);
}

const char *kiosk_print_note(const struct kiosk *kiosk)
{
    struct printer *printer = devices_printer(kiosk->devices);
    const struct showing *showing = life_shown(&kiosk->life);
    if (printer && showing && kiosk->errand.kind == ERRAND_BADGE)
        return "kiosk.print.under_way";
    if (!printer || !showing || !showing->printed)
        return NULL;
    switch (printer_outcome(printer)) {
    case PRINTER_NOTHING_YET:
        return "kiosk.print.under_way";
    case PRINTER_DONE:
        return "kiosk.print.done";
    case PRINTER_NOT_DONE:
        return printer_state(printer) == PRINTER_NO_PAPER ? "kiosk.print.no_paper"
                                                          : "kiosk.print.failed";
    }
    return NULL;
}

/* The badge's text as badges carry it, whatever letter case or blanks the scanner gave. */
static void write_code(const char *scanned, char ret_code[BADGE_TEXT_CHARS + 1])
{
    size_t length = 0;
    for (const char *at = scanned; *at && length < BADGE_TEXT_CHARS; at++)
        if (isalnum((unsigned char)*at))
            ret_code[length++] = (char)toupper((unsigned char)*at);
    ret_code[length] = '\0';
}

static void add_items(const struct welcome *welcome, struct print_job *job)
{
    for (; job->item_count < welcome->count && job->item_count < PRINT_ITEMS_MAX;
         job->item_count++) {
        const struct welcome_item *item = &welcome->items[job->item_count];
        struct print_item *line = &job->items[job->item_count];
        clock_format_hhmm(item->at, line->time);
        line->place = item->place;
        line->what = item->what;
    }
}

static void print(struct kiosk *kiosk)
{
    const struct device_config *devices = &kiosk->config->devices;
    const struct screen_answer answer = kiosk_screen_answer(kiosk);
    const cJSON *edition = agenda_edition(kiosk->agenda);
    struct showing *showing = life_showing(&kiosk->life);
    char code[BADGE_TEXT_CHARS + 1];
    write_code(kiosk->life.passage.text, code);
    struct print_job job = {.kind = devices->print,
                            .language = kiosk_language(kiosk),
                            .edition = edition ? json_text(edition, "name") : "",
                            .first_name = answer.first_name,
                            .last_name = answer.last_name,
                            .organisation = answer.organisation,
                            .role = answer.role,
                            .code = code,
                            .width_mm = devices->label_width_mm,
                            .height_mm = devices->label_height_mm};
    add_items(&showing->welcome, &job);
    enum parvis_status status = printer_print(devices_printer(kiosk->devices), &job);
    showing->printed = status == PARVIS_OK;
    kiosk->drawn = false;
    if (status != PARVIS_OK)
        log_warning("kiosk", "printing: %s", parvis_status_name(status));
}

/* A person whose badge was not scanned gets a new one; the server revokes the old one. */
void kiosk_print(struct kiosk *kiosk)
{
    if (!kiosk_can_print(kiosk))
        return;
    if (!needs_badge(kiosk))
        print(kiosk);
    else if (errand_begin(&kiosk->errand, ERRAND_BADGE, kiosk_shown_person(kiosk), NULL)) {
        errand_show_staff(&kiosk->errand, desk_proof(&kiosk->desk));
        kiosk->drawn = false;
    }
}

void kiosk_take_badge(struct kiosk *kiosk, long status, const char *body)
{
    cJSON *answer = status == 201 ? cJSON_Parse(body) : NULL;
    const char *badge = json_text(answer, "badge");
    if (kiosk->life.state == KIOSK_SHOWING && *badge &&
        json_integer(answer, "person") == kiosk_shown_person(kiosk)) {
        struct passage *passage = life_passage(&kiosk->life);
        snprintf(passage->text, sizeof passage->text, "%s", badge);
        print(kiosk);
    }
    json_wipe(answer);
    cJSON_Delete(answer);
}

void kiosk_print_due(struct kiosk *kiosk)
{
    if (kiosk->life.state != KIOSK_SHOWING || !kiosk->life.showing.badge_due)
        return;
    life_showing(&kiosk->life)->badge_due = false;
    if (kiosk->config->devices.print == PRINT_BADGE)
        kiosk_print(kiosk);
}
