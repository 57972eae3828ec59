/* SPDX-License-Identifier: EUPL-1.2 */
/* besoins.csv and stands.csv: what buyers look for, and the hall's places. */
#define _GNU_SOURCE /* asprintf */
#include <stdio.h>
#include <stdlib.h>

#include "import_internal.h"

#define NAME_BYTES 200
#define TEXT_BYTES 4000
#define BUDGET_CENTS_MAX 1000000000000 /* ten thousand million euros */
#define HALL_CM_MAX 100000             /* a kilometre */

static void import_need(struct import_run *run, struct sheet *sheet, struct keys *seen)
{
    struct store_need row = {
        .segment = sheet_short_text(sheet, NEED_SEGMENT, NAME_BYTES),
        .text = sheet_short_text(sheet, NEED_TEXT, TEXT_BYTES),
        .due = sheet_short_text(sheet, NEED_DUE, NAME_BYTES),
        .budget_cents = sheet_decimal(sheet, NEED_BUDGET, 100, 0, BUDGET_CENTS_MAX, -1),
    };
    const char *name = sheet_short_text(sheet, NEED_BUYER, NAME_BYTES);
    const char *type = sheet_short_text(sheet, NEED_TYPE, NAME_BYTES);
    char *folded = text_fold(name), *key = NULL;
    if (asprintf(&key, "%s\n%s", folded, row.text) < 0)
        abort();
    if (*name && !*folded)
        sheet_fault(sheet, NEED_BUYER, "import.value.no_letters");
    if (sheet->good)
        import_is_twice(seen, sheet, NEED_TEXT, key, "import.twice.need");
    free(folded);
    free(key);
    if (!sheet->good)
        return;
    int64_t id;
    enum store_outcome outcome;
    row.organisation = import_organisation(run, name, "buyer", type);
    if (row.organisation &&
        import_did(run, store_put_need(run->store, &row, run->options->changes, &id, &outcome)))
        import_count(run, IMPORT_NEEDS, id, outcome);
}

void import_needs(struct import_run *run, struct sheet *sheet)
{
    struct keys seen = {0};
    for (size_t i = 1; i < sheet->table->row_count && run->status == PARVIS_OK; i++) {
        sheet_go(sheet, i);
        import_need(run, sheet, &seen);
    }
    keys_clear(&seen);
}

static void import_stand(struct import_run *run, struct sheet *sheet, struct keys *seen)
{
    struct store_stand row = {
        .code = sheet_short_text(sheet, STAND_CODE, 16),
        .zone = sheet_short_text(sheet, STAND_ZONE, NAME_BYTES),
        .x_cm = sheet_decimal(sheet, STAND_X, 100, 0, HALL_CM_MAX, 0),
        .y_cm = sheet_decimal(sheet, STAND_Y, 100, 0, HALL_CM_MAX, 0),
        .amperes = sheet_amperes(sheet, STAND_AMPERES),
        .screen = sheet_yes_no(sheet, STAND_SCREEN, false),
        .step_free = sheet_yes_no(sheet, STAND_STEP_FREE, false),
    };
    int64_t id;
    enum store_outcome outcome;
    if (*row.code)
        import_is_twice(seen, sheet, STAND_CODE, row.code, "import.twice.stand");
    if (sheet->good &&
        import_did(run, store_put_stand(run->store, &row, run->options->changes, &id, &outcome)))
        import_count(run, IMPORT_STANDS, id, outcome);
}

void import_stands(struct import_run *run, struct sheet *sheet)
{
    struct keys seen = {0};
    for (size_t i = 1; i < sheet->table->row_count && run->status == PARVIS_OK; i++) {
        sheet_go(sheet, i);
        import_stand(run, sheet, &seen);
    }
    keys_clear(&seen);
}
