/* SPDX-License-Identifier: EUPL-1.2 */
/* candidatures.csv: the companies that applied. */
#include <stdlib.h>
#include <string.h>

#include "constraints.h"
#include "fields.h"
#include "import_internal.h"

#define NAME_BYTES 200
#define TEXT_BYTES 4000

/* What is remembered over the file's rows. */
struct applications {
    struct import_run *run;
    struct sheet *sheet;
    struct keys names;  /* folded company names → line */
    struct keys listed; /* every SIRET of the file, before the first row is read */
};

/* Two companies may swap names in a corrected file: all new names are freed first. */
static void release_names(struct applications *reading)
{
    struct import_run *run = reading->run;
    struct sheet *sheet = reading->sheet;
    for (size_t i = 1; i < sheet->table->row_count && run->status == PARVIS_OK; i++) {
        char siret[FIELD_SIRET_CHARS + 1];
        sheet->row = &sheet->table->rows[i];
        const char *text = sheet_text(sheet, APPLICATION_SIRET);
        if (!*text || field_siret(text, siret) != NULL)
            continue;
        keys_add(&reading->listed, siret, sheet->row->line);
        char *folded = text_fold(sheet_text(sheet, APPLICATION_NAME));
        if (*folded)
            import_did(run, store_release_company_name(run->store, siret, folded));
        free(folded);
    }
}

static int64_t read_day_time(struct applications *reading, int64_t at)
{
    const struct store_edition *edition = &reading->run->edition;
    if (at && (at < store_doors_at(edition) || at > edition->closes_at))
        sheet_fault(reading->sheet, APPLICATION_CONSTRAINTS, "import.constraints.outside_day");
    return at;
}

static void read_constraints(struct applications *reading, struct store_application *row,
                             char **ret_unrecognised)
{
    struct sheet *sheet = reading->sheet;
    const char *text = sheet_short_text(sheet, APPLICATION_CONSTRAINTS, TEXT_BYTES);
    struct constraints found = constraints_read(text, reading->run->edition.date);
    row->constraints = text;
    row->need_amperes = found.amperes;
    row->need_screen = found.screen;
    row->need_step_free = found.step_free;
    row->arrives_at = read_day_time(reading, found.arrives_at);
    row->leaves_at = read_day_time(reading, found.leaves_at);
    row->pitch_not_before_at = read_day_time(reading, found.pitch_not_before_at);
    row->unrecognised = found.unrecognised;
    *ret_unrecognised = found.unrecognised;
    if (row->arrives_at && row->leaves_at && row->arrives_at >= row->leaves_at)
        sheet_warn(sheet, APPLICATION_CONSTRAINTS, "import.person.never_there", NULL, NULL);
    if (*found.unrecognised) {
        struct report_place place = sheet_place(sheet, APPLICATION_CONSTRAINTS);
        place.value = found.unrecognised;
        report_add(sheet->report, REPORT_NOTE, &place, "import.constraints.unrecognised", NULL);
    }
}

/* A French postcode of four digits has lost its zero; abroad (Belgium) they have four. */
static void check_postcode(struct applications *reading, const struct store_company *company)
{
    char *region = text_fold(company->region), *own = text_fold(reading->run->edition.region);
    if (strlen(company->postcode) == 4 && strcmp(region, own) == 0)
        sheet_warn(reading->sheet, APPLICATION_POSTCODE, "import.value.postcode", NULL, NULL);
    free(region);
    free(own);
}

/* Texts are borrowed from the table, but for *ret_unrecognised, which the caller frees. */
static void read_row(struct applications *reading, struct store_company *company, char *siret,
                     struct store_application *row, char **ret_unrecognised)
{
    struct sheet *sheet = reading->sheet;
    sheet_siret(sheet, APPLICATION_SIRET, siret);
    *company = (struct store_company){
        .name = sheet_short_text(sheet, APPLICATION_NAME, NAME_BYTES),
        .siret = siret,
        .segment = sheet_short_text(sheet, APPLICATION_SEGMENT, NAME_BYTES),
        .town = sheet_short_text(sheet, APPLICATION_TOWN, NAME_BYTES),
        .postcode = sheet_short_text(sheet, APPLICATION_POSTCODE, 16),
        .region = sheet_short_text(sheet, APPLICATION_REGION, NAME_BYTES),
    };
    *row = (struct store_application){
        .received_at = sheet_date(sheet, APPLICATION_RECEIVED),
        .solution = sheet_short_text(sheet, APPLICATION_SOLUTION, TEXT_BYTES),
        .keywords = sheet_short_text(sheet, APPLICATION_KEYWORDS, TEXT_BYTES),
        .marketable = sheet_yes_no(sheet, APPLICATION_MARKETABLE, false),
        .public_fit = sheet_yes_no(sheet, APPLICATION_PUBLIC_FIT, false),
        .mark = sheet_decimal(sheet, APPLICATION_MARK, 10, 0, 200, -1),
        .wants_demonstration = sheet_yes_no(sheet, APPLICATION_DEMONSTRATION, false),
        .wants_stand = sheet_yes_no(sheet, APPLICATION_STAND, true),
        .title = sheet_short_text(sheet, APPLICATION_TITLE, NAME_BYTES),
        .first_name = sheet_short_text(sheet, APPLICATION_FIRST_NAME, NAME_BYTES),
        .last_name = sheet_short_text(sheet, APPLICATION_LAST_NAME, NAME_BYTES),
        .email = sheet_email(sheet, APPLICATION_EMAIL),
        .phone = sheet_short_text(sheet, APPLICATION_PHONE, 64),
    };
    check_postcode(reading, company);
    read_constraints(reading, row, ret_unrecognised);
}

/* Puts the company. When its name is that of a SIRET which the file has no more, the SIRET was
 * corrected: it stays the same company, with its people, decisions and wishes. */
static enum parvis_status put_company(struct applications *reading,
                                      const struct store_company *company, int64_t *ret_id,
                                      enum store_outcome *ret_outcome)
{
    struct import_run *run = reading->run;
    char siret[FIELD_SIRET_CHARS + 1];
    int64_t known;
    struct store_change_list *changes = run->options->changes;
    enum parvis_status status =
        store_put_company(run->store, company, changes, ret_id, ret_outcome);
    if (status != PARVIS_CONFLICT ||
        store_siret_of(run->store, company->folded, siret) != PARVIS_OK ||
        keys_find(&reading->listed, siret) ||
        store_find_company(run->store, company->siret, &known) != PARVIS_NOT_FOUND)
        return status;
    status = store_correct_siret(run->store, company->folded, company->siret);
    if (status == PARVIS_OK)
        status = store_put_company(run->store, company, changes, ret_id, ret_outcome);
    if (status == PARVIS_OK && *ret_outcome == STORE_UNCHANGED) {
        *ret_outcome = STORE_CHANGED;
        status = store_record(run->store, "organisation", *ret_id, changes);
    }
    return status;
}

static void write_row(struct applications *reading, const struct store_company *company,
                      struct store_application *row)
{
    struct import_run *run = reading->run;
    enum store_outcome about_company, about_application;
    int64_t id = 0;
    enum parvis_status status = put_company(reading, company, &id, &about_company);
    if (status == PARVIS_CONFLICT) {
        sheet_fault(reading->sheet, APPLICATION_NAME, "import.company.name_taken");
        return;
    }
    if (!import_did(run, status))
        return;
    row->organisation = id;
    keys_add(&run->touched, company->folded, 1);
    status = store_put_application(run->store, row, run->options->changes, &about_application);
    if (!import_did(run, status))
        return;
    /* The file's row is both: a new town changes it as much as a new mark. */
    if (about_application == STORE_UNCHANGED && about_company != STORE_UNCHANGED)
        about_application = STORE_CHANGED;
    import_count(run, IMPORT_APPLICATIONS, id, about_application);
}

static void import_row(struct applications *reading)
{
    struct store_company company;
    struct store_application row;
    char siret[FIELD_SIRET_CHARS + 1], *unrecognised = NULL;
    read_row(reading, &company, siret, &row, &unrecognised);
    char *folded = text_fold(company.name);
    company.folded = folded;
    if (*siret)
        import_is_twice(&reading->run->sirets, reading->sheet, APPLICATION_SIRET, siret,
                        "import.twice.siret");
    if (*folded)
        import_is_twice(&reading->names, reading->sheet, APPLICATION_NAME, folded,
                        "import.twice.company");
    else if (*company.name)
        sheet_fault(reading->sheet, APPLICATION_NAME, "import.value.no_letters");
    if (reading->sheet->good)
        write_row(reading, &company, &row);
    free(folded);
    free(unrecognised);
}

void import_applications(struct import_run *run, struct sheet *sheet)
{
    struct applications reading = {.run = run, .sheet = sheet};
    release_names(&reading);
    for (size_t i = 1; i < sheet->table->row_count && run->status == PARVIS_OK; i++) {
        sheet_go(sheet, i);
        import_row(&reading);
    }
    keys_clear(&reading.names);
    keys_clear(&reading.listed);
}
