/* SPDX-License-Identifier: EUPL-1.2 */
/* parvis agendas: everyone's day on paper, one A5 page each, in the order in which the desk hands
 * them out: buyers by last name, then companies by name. */
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "badges.h"
#include "command.h"
#include "meeting_view.h"
#include "parvis/clock.h"
#include "parvis/text.h"
#include "store_badge.h"

struct agendas_arguments {
    const char *directory, *pdf, *person;
};

/* A line with its texts. */
struct line {
    int64_t from_at;
    char time[16], what[2 * STORE_NAME_CHARS + 128], place[32];
};

/* A page with its texts. */
struct page {
    char name[2 * STORE_NAME_CHARS + 2], organisation[256];
    const char *code; /* borrowed */
    char *key;        /* owned; sorts: '1' buyers, '2' companies */
    struct line *lines;
    struct agenda_line *drawn;
    size_t count, room;
};

struct pages {
    enum text_language language;
    struct meeting_view view;
    struct store_wearer *wearers;
    size_t wearer_count;
    struct page *pages;
    size_t count;
};

static void add_line(struct page *page, int64_t from_at, int64_t to_at, const char *what,
                     const char *place)
{
    if (page->count == page->room)
        return;
    struct line *line = &page->lines[page->count++];
    char from[6], to[6];
    clock_format_hhmm(from_at, from);
    clock_format_hhmm(to_at, to);
    line->from_at = from_at;
    snprintf(line->time, sizeof line->time, "%s–%s", from, to);
    snprintf(line->what, sizeof line->what, "%s", what);
    snprintf(line->place, sizeof line->place, "%s", place);
}

static const struct store_wearer *find_wearer(const struct pages *pages, int64_t person)
{
    for (size_t i = 0; i < pages->wearer_count; i++)
        if (pages->wearers[i].person == person)
            return &pages->wearers[i];
    return NULL;
}

static bool is_to_be_held(const struct store_meeting *meeting)
{
    return meeting_state_is_held(meeting->state) && meeting->state != MEETING_NO_SHOW;
}

/* `buyer` or `company`: the other is 0. */
static void add_meetings(struct page *page, const struct pages *pages, int64_t buyer,
                         int64_t company)
{
    for (size_t i = 0; i < pages->view.meeting_count; i++) {
        const struct store_meeting *meeting = &pages->view.meetings[i];
        const struct store_day_slot *slot = day_slot(&pages->view.day, meeting->slot);
        char what[2 * STORE_NAME_CHARS + 128] = "";
        if (!slot || !is_to_be_held(meeting) ||
            (buyer ? meeting->buyer != buyer : meeting->company != company))
            continue;
        const struct store_kept *other = day_company(&pages->view.day, meeting->company);
        const struct store_wearer *wearer = find_wearer(pages, meeting->buyer);
        if (buyer && other)
            snprintf(what, sizeof what, "%s", other->name);
        else if (!buyer && wearer)
            snprintf(what, sizeof what, "%s %s, %.100s", wearer->first_name, wearer->last_name,
                     wearer->organisation);
        add_line(page, slot->from_at, slot->to_at, what, meeting->place);
    }
}

static void add_programme(struct page *page, const struct pages *pages, int64_t company, bool jury)
{
    const struct day *day = &pages->view.day;
    for (size_t i = 0; i < day->pitch_count; i++) {
        const struct pitch *pitch = &day->pitches[i];
        if (jury || pitch->company == company)
            add_line(page, pitch->planned_from_at, pitch->planned_to_at,
                     text_label(pages->language, jury ? "agendas.jury" : "agendas.pitch"), "");
    }
    for (size_t i = 0; i < day->demonstration_count; i++)
        if (day->demonstrations[i].company == company)
            add_line(page, day->demonstrations[i].from_at, day->demonstrations[i].to_at,
                     text_label(pages->language, "agendas.demonstration"), "");
}

static int compare_lines(const void *a, const void *b)
{
    const struct line *left = a, *right = b;
    return (left->from_at > right->from_at) - (left->from_at < right->from_at);
}

/* NULL: no memory. */
static struct page *new_page(struct pages *pages, char pile, const char *sorted_by)
{
    struct page *page = &pages->pages[pages->count];
    char key[2 * STORE_NAME_CHARS + 4];
    char *folded = text_fold(sorted_by);
    snprintf(key, sizeof key, "%c %s", pile, folded);
    free(folded);
    page->key = strdup(key);
    page->room = pages->view.day.slot_count + DAY_BUSY_MAX; /* a meeting a slot, and the rest */
    page->lines = calloc(page->room, sizeof *page->lines);
    page->drawn = calloc(page->room, sizeof *page->drawn);
    page->code = "";
    if (!page->key || !page->lines || !page->drawn)
        return NULL;
    pages->count++;
    return page;
}

static void finish_page(struct page *page)
{
    qsort(page->lines, page->count, sizeof *page->lines, compare_lines);
    for (size_t i = 0; i < page->count; i++)
        page->drawn[i] =
            (struct agenda_line){page->lines[i].time, page->lines[i].what, page->lines[i].place};
}

static bool add_buyer(struct pages *pages, const struct store_buyer *buyer)
{
    const struct store_wearer *wearer = find_wearer(pages, buyer->id);
    char sorted_by[2 * STORE_NAME_CHARS + 2];
    if (!wearer)
        return true;
    snprintf(sorted_by, sizeof sorted_by, "%s %s", wearer->last_name, wearer->first_name);
    struct page *page = new_page(pages, '1', sorted_by);
    if (!page)
        return false;
    snprintf(page->name, sizeof page->name, "%s %s", wearer->first_name, wearer->last_name);
    snprintf(page->organisation, sizeof page->organisation, "%s", wearer->organisation);
    page->code = wearer->code;
    add_meetings(page, pages, buyer->id, 0);
    add_programme(page, pages, 0, buyer->jury);
    finish_page(page);
    return true;
}

static bool add_company(struct pages *pages, const struct store_kept *company)
{
    struct page *page = new_page(pages, '2', company->name);
    if (!page)
        return false;
    const struct store_place *stand = day_place_of(&pages->view.day, company->id);
    snprintf(page->name, sizeof page->name, "%s", company->name);
    snprintf(page->organisation, sizeof page->organisation, "%s", company->segment);
    page->code = stand ? stand->code : "";
    add_meetings(page, pages, 0, company->id);
    add_programme(page, pages, company->id, false);
    finish_page(page);
    return true;
}

static enum parvis_status make_pages(struct pages *pages, const char *only)
{
    const struct meeting_view *view = &pages->view;
    pages->pages = calloc(view->buyer_count + view->day.company_count + 1, sizeof *pages->pages);
    bool good = pages->pages != NULL;
    for (size_t i = 0; good && i < view->buyer_count; i++)
        if (!only || strcmp(view->buyers[i].code, only) == 0)
            good = add_buyer(pages, &view->buyers[i]);
    for (size_t i = 0; good && !only && i < view->day.company_count; i++)
        good = add_company(pages, &view->day.companies[i]);
    return good ? PARVIS_OK : PARVIS_NO_MEMORY;
}

static int compare_pages(const void *a, const void *b)
{
    return strcmp(((const struct page *)a)->key, ((const struct page *)b)->key);
}

static enum parvis_status draw(struct pages *pages, const char *path)
{
    struct agenda_sheet *sheets = calloc(pages->count + 1, sizeof *sheets);
    if (!sheets)
        return PARVIS_NO_MEMORY;
    qsort(pages->pages, pages->count, sizeof *pages->pages, compare_pages);
    for (size_t i = 0; i < pages->count; i++) {
        const struct page *page = &pages->pages[i];
        sheets[i] = (struct agenda_sheet){.name = page->name,
                                          .organisation = page->organisation,
                                          .code = page->code,
                                          .lines = page->drawn,
                                          .line_count = page->count};
    }
    enum parvis_status status =
        badges_draw_agendas(sheets, pages->count, pages->view.day.edition.name,
                            text_label(pages->language, "agendas.empty"), path);
    free(sheets);
    return status;
}

static void clear_pages(struct pages *pages)
{
    for (size_t i = 0; i < pages->count; i++) {
        free(pages->pages[i].key);
        free(pages->pages[i].lines);
        free(pages->pages[i].drawn);
    }
    free(pages->pages);
    free(pages->wearers);
    meeting_view_clear(&pages->view);
}

static int tell(enum parvis_status status, const struct pages *pages, const char *path)
{
    char number[24];
    if (status == PARVIS_NOT_FOUND)
        return command_fail("badges.no_module", NULL);
    if (status != PARVIS_OK)
        return command_unwritable(path);
    snprintf(number, sizeof number, "%zu", pages->count);
    command_say(stderr, "agendas.drawn", "count", number, "path", path, NULL);
    return 0;
}

static int run(const struct agendas_arguments *arguments)
{
    struct pages pages = {0};
    struct store *store = command_open(command_directory(arguments->directory));
    if (!store)
        return 1;
    int result = 0;
    enum parvis_status status = meeting_view_load(store, &pages.view);
    if (status == PARVIS_OK)
        status = store_wearers(store, &pages.wearers, &pages.wearer_count);
    pages.language = strncmp(pages.view.day.edition.languages, "[\"en", 4) == 0 ? TEXT_EN : TEXT_FR;
    if (status == PARVIS_OK)
        status = make_pages(&pages, arguments->person);
    if (status != PARVIS_OK)
        result = command_failed(status);
    else if (pages.count == 0)
        result = command_fail("badges.nobody", NULL);
    else
        result = tell(draw(&pages, arguments->pdf), &pages, arguments->pdf);
    clear_pages(&pages);
    store_close(store);
    return result;
}

int command_agendas(int argc, char **argv)
{
    static const struct option longs[] = {{"data", required_argument, NULL, 'd'},
                                          {"pdf", required_argument, NULL, 'p'},
                                          {"person", required_argument, NULL, 'o'},
                                          {"help", no_argument, NULL, 'h'},
                                          {NULL, 0, NULL, 0}};
    struct agendas_arguments arguments = {NULL, NULL, NULL};
    for (int option; (option = command_option(argc, argv, longs)) != -1;) {
        if (option == 'd')
            arguments.directory = optarg;
        else if (option == 'p')
            arguments.pdf = optarg;
        else if (option == 'o')
            arguments.person = optarg;
        else
            return option == 'h' ? command_help("agendas") : command_misused("agendas");
    }
    if (optind != argc || !arguments.pdf)
        return command_misused("agendas");
    return run(&arguments);
}
