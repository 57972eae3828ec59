/* SPDX-License-Identifier: EUPL-1.2 */
/* decisions.csv and voeux.csv: the files that refer to companies and people of the others. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fields.h"
#include "import_internal.h"
#include "parvis/text.h"
#include "store_selection.h"

/* The company of a SIRET. False: none; that is reported as an error, unless the row that should
 * have added it has an error itself. */
static bool find_company(struct import_run *run, struct sheet *sheet, size_t column,
                         const char *siret, const char *key, int64_t *ret_id)
{
    bool given = run->file_of[IMPORT_APPLICATIONS] != REPORT_NO_FILE;
    bool listed = keys_find(&run->sirets, siret) != 0;
    enum parvis_status status =
        given && !listed ? PARVIS_NOT_FOUND : store_find_company(run->store, siret, ret_id);
    if (status == PARVIS_NOT_FOUND) {
        if (listed || (given && run->sirets.count == 0))
            sheet->good = false; /* told where it is wrong */
        else
            sheet_fault(sheet, column, key);
        return false;
    }
    return import_did(run, status);
}

/* ---- decisions ---- */

/* What the organisers decided of a company. */
enum said { SAID_PITCH, SAID_STAND, SAID_NOT_KEPT, SAID_KEPT, SAID_NONSENSE };

static enum said read_decision(const char *text)
{
    static const struct {
        const char *word;
        enum said said;
    } words[] = {
        {"pitch", SAID_PITCH},
        {"stand", SAID_STAND},
        {"non", SAID_NOT_KEPT},
        {"non retenue", SAID_NOT_KEPT},
        {"non retenu", SAID_NOT_KEPT},
        {"refusee", SAID_NOT_KEPT},
        {"refuse", SAID_NOT_KEPT},
        {"no", SAID_NOT_KEPT},
        {"none", SAID_NOT_KEPT},
        {"retenue", SAID_KEPT},
        {"retenu", SAID_KEPT},
        {"kept", SAID_KEPT},
        {"oui", SAID_KEPT},
    };
    char *folded = text_fold(text);
    enum said said = SAID_NONSENSE;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i].word, folded) == 0)
            said = words[i].said;
    free(folded);
    return said;
}

static void write_decision(struct import_run *run, struct sheet *sheet, int64_t company,
                           enum said said)
{
    const char *decision = said == SAID_PITCH ? "pitch" : said == SAID_STAND ? "stand" : NULL;
    enum store_outcome outcome = STORE_UNCHANGED;
    enum parvis_status status =
        store_decide(run->store, company, decision, run->options->changes, &outcome);
    if (status == PARVIS_CONFLICT) {
        sheet_fault(sheet, DECISION_VALUE, "import.decision.held");
        return;
    }
    if (!import_did(run, status))
        return;
    run->decided = run->decided || outcome != STORE_UNCHANGED;
    import_count(run, IMPORT_DECISIONS, company, outcome);
}

static void import_decision(struct import_run *run, struct sheet *sheet)
{
    char siret[FIELD_SIRET_CHARS + 1];
    int64_t company = 0;
    sheet_siret(sheet, DECISION_SIRET, siret);
    if (*siret)
        import_is_twice(&run->decision_lines, sheet, DECISION_SIRET, siret, "import.twice.siret");
    enum said said = read_decision(sheet_text(sheet, DECISION_VALUE));
    if (said == SAID_NONSENSE && *sheet_text(sheet, DECISION_VALUE))
        sheet_fault(sheet, DECISION_VALUE, "import.value.decision");
    if (!*siret ||
        !find_company(run, sheet, DECISION_SIRET, siret, "import.decision.unknown", &company))
        return;
    if (sheet->good && said == SAID_KEPT) {
        struct report_place place = sheet_place(sheet, DECISION_VALUE);
        import_did(run, selection_refuse(run->store, "selection.kept_nowhere", company,
                                         &run->options->motive, &place, sheet->report,
                                         run->options->changes));
    }
    if (sheet->good)
        write_decision(run, sheet, company, said);
}

void import_decisions(struct import_run *run, struct sheet *sheet)
{
    for (size_t i = 1; i < sheet->table->row_count && run->status == PARVIS_OK; i++) {
        sheet_go(sheet, i);
        import_decision(run, sheet);
    }
}

/* ---- wishes ---- */

/* One end of a wish. */
struct end {
    bool is_company;
    int64_t id;
};

static bool looks_like_siret(const char *text)
{
    size_t digits = 0;
    for (const char *at = text; *at; at++)
        digits += *at >= '0' && *at <= '9';
    return digits >= 9 && (text[0] >= '0' && text[0] <= '9');
}

static bool find_buyer(struct import_run *run, struct sheet *sheet, size_t column, const char *code,
                       int64_t *ret_id)
{
    bool given = run->file_of[IMPORT_PARTICIPANTS] != REPORT_NO_FILE, buyer = false;
    bool listed = keys_find(&run->codes, code) != 0;
    enum parvis_status status =
        given && !listed ? PARVIS_NOT_FOUND : store_find_person(run->store, code, ret_id, &buyer);
    if (status == PARVIS_NOT_FOUND) {
        if (listed || (given && run->codes.count == 0))
            sheet->good = false;
        else
            sheet_fault(sheet, column, "import.wish.person");
        return false;
    }
    if (!import_did(run, status))
        return false;
    if (!buyer)
        sheet_fault(sheet, column, "import.wish.not_buyer");
    return buyer;
}

static bool read_end(struct import_run *run, struct sheet *sheet, size_t column, struct end *end)
{
    char siret[FIELD_SIRET_CHARS + 1];
    const char *text = sheet_text(sheet, column);
    if (!*text)
        return false;
    end->is_company = looks_like_siret(text);
    if (!end->is_company)
        return find_buyer(run, sheet, column, text, &end->id);
    sheet_siret(sheet, column, siret);
    return *siret && find_company(run, sheet, column, siret, "import.wish.company", &end->id);
}

/* 1 to 5, or one of the three words that people say of each other. */
static int wish_priority(struct sheet *sheet)
{
    static const struct {
        const char *folded;
        int priority;
    } words[] = {{"indispensable", 5}, {"must", 5}, {"souhait", 3},   {"souhaite", 3}, {"wish", 3},
                 {"non merci", 0},     {"non", 0},  {"no thanks", 0}, {"no", 0},       {"veto", 0}};
    char *folded = text_fold(sheet_text(sheet, WISH_PRIORITY));
    int priority = -1;
    for (size_t i = 0; folded && i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i].folded, folded) == 0)
            priority = words[i].priority;
    free(folded);
    return priority >= 0 ? priority : (int)sheet_integer(sheet, WISH_PRIORITY, 1, 5, 0);
}

static void import_wish(struct import_run *run, struct sheet *sheet, struct keys *seen)
{
    struct end from = {0}, to = {0};
    char key[64];
    struct store_wish row = {.priority = wish_priority(sheet)};
    bool found = read_end(run, sheet, WISH_FROM, &from);
    found = read_end(run, sheet, WISH_TO, &to) && found;
    if (!found)
        return;
    if (from.is_company == to.is_company) {
        sheet_fault(sheet, WISH_TO,
                    from.is_company ? "import.wish.two_companies" : "import.wish.two_people");
        return;
    }
    row.by_company = from.is_company;
    row.company = from.is_company ? from.id : to.id;
    row.buyer = from.is_company ? to.id : from.id;
    snprintf(key, sizeof key, "%d %lld %lld", row.by_company, (long long)row.buyer,
             (long long)row.company);
    import_is_twice(seen, sheet, WISH_TO, key, "import.twice.wish");
    int64_t id;
    enum store_outcome outcome;
    if (sheet->good &&
        import_did(run, store_put_wish(run->store, &row, run->options->changes, &id, &outcome)))
        import_count(run, IMPORT_WISHES, id, outcome);
}

void import_wishes(struct import_run *run, struct sheet *sheet)
{
    struct keys seen = {0};
    for (size_t i = 1; i < sheet->table->row_count && run->status == PARVIS_OK; i++) {
        sheet_go(sheet, i);
        import_wish(run, sheet, &seen);
    }
    keys_clear(&seen);
}
