/* SPDX-License-Identifier: EUPL-1.2 */
/* parvis badges: issues, draws, revokes. */
#include "badges.h"

#include <fcntl.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "badge_key.h"
#include "badge_operations.h"
#include "command.h"
#include "parvis/badge.h"
#include "parvis/clock.h"
#include "qr_code.h"
#include "store_badge.h"

#define PNG_SCALE 12 /* pixels a module: 540 × 540 */

struct badges_arguments {
    const char *directory, *pdf, *svg, *png, *role, *person, *revoke, *reissue;
    bool text;
};

/* A wearer with the key that it is sorted by. */
struct sorted {
    const struct store_wearer *wearer;
    char *key; /* owned */
};

/* ---- finding ---- */

static const struct store_wearer *find_wearer(const struct store_wearer *wearers, size_t count,
                                              const char *code)
{
    char *end;
    long long id = strtoll(code, &end, 10);
    for (size_t i = 0; i < count; i++)
        if (strcmp(wearers[i].code, code) == 0 ||
            (*end == '\0' && wearers[i].person == id)) /* walk-ins have no code */
            return &wearers[i];
    return NULL;
}

static bool is_chosen(const struct store_wearer *wearer, const struct badges_arguments *arguments)
{
    char id[24];
    snprintf(id, sizeof id, "%" PRId64, wearer->person);
    if (arguments->role && strcmp(wearer->role, arguments->role) != 0)
        return false;
    return !arguments->person || strcmp(wearer->code, arguments->person) == 0 ||
           strcmp(id, arguments->person) == 0;
}

static int compare_keys(const void *a, const void *b)
{
    return strcmp(((const struct sorted *)a)->key, ((const struct sorted *)b)->key);
}

/* The chosen ones that have a badge, by last and first name. */
static struct sorted *choose(const struct store_wearer *wearers, size_t count,
                             const struct badges_arguments *arguments, size_t *ret_count)
{
    size_t chosen = 0;
    struct sorted *rows = calloc(count + 1, sizeof *rows);
    for (size_t i = 0; rows && i < count; i++) {
        char name[2 * STORE_NAME_CHARS + 2];
        if (!wearers[i].has_badge || !is_chosen(&wearers[i], arguments))
            continue;
        snprintf(name, sizeof name, "%s %s", wearers[i].last_name, wearers[i].first_name);
        rows[chosen++] = (struct sorted){&wearers[i], text_fold(name)};
    }
    if (rows)
        qsort(rows, chosen, sizeof *rows, compare_keys);
    *ret_count = chosen;
    return rows;
}

static void free_sorted(struct sorted *rows, size_t count)
{
    for (size_t i = 0; rows && i < count; i++)
        free(rows[i].key);
    free(rows);
}

static void write_text(const struct store_wearer *wearer, char text[BADGE_TEXT_CHARS + 1])
{
    badge_write(wearer->serial, wearer->signature, text);
}

/* ---- issuing and revoking ---- */

static enum parvis_status issue(struct operation *operation,
                                const uint8_t key[BADGE_SECRET_KEY_BYTES], int64_t person)
{
    struct badge_issue order = {.person = person};
    memcpy(order.key, key, sizeof order.key);
    enum parvis_status status = operation_perform(&badge_issue_form, operation, &order);
    badge_issue_form.clear(&order);
    return status;
}

/* Issues a badge to each person who has none. */
static enum parvis_status issue_missing(struct operation *operation,
                                        const uint8_t key[BADGE_SECRET_KEY_BYTES],
                                        const struct badges_arguments *arguments, size_t *ret_count)
{
    struct store_wearer *wearers = NULL;
    size_t count = 0, issued = 0;
    enum parvis_status status = store_wearers(operation->store, &wearers, &count);
    for (size_t i = 0; i < count && status == PARVIS_OK; i++)
        if (!wearers[i].has_badge && is_chosen(&wearers[i], arguments)) {
            status = issue(operation, key, wearers[i].person);
            issued++;
        }
    free(wearers);
    if (status == PARVIS_OK)
        *ret_count = issued;
    return status;
}

/* The person of a code, or of a walk-in's number. PARVIS_NOT_FOUND. */
static enum parvis_status find_person(struct store *store, const char *code, int64_t *ret_person)
{
    struct store_wearer *wearers = NULL;
    size_t count = 0;
    enum parvis_status status = store_wearers(store, &wearers, &count);
    const struct store_wearer *wearer = find_wearer(wearers, count, code);
    if (status == PARVIS_OK && !wearer)
        status = PARVIS_NOT_FOUND;
    if (status == PARVIS_OK)
        *ret_person = wearer->person;
    free(wearers);
    return status;
}

/* The badge of a serial of 16 hexadecimal digits, or all those of somebody. */
static enum parvis_status withdraw(struct operation *operation, const char *what)
{
    enum parvis_status status;
    if (strlen(what) == 16 && strspn(what, "0123456789abcdefABCDEF") == 16) {
        struct badge_revoke order = {0};
        status = store_badge_by_serial(operation->store, strtoull(what, NULL, 16), &order.badge);
        return status == PARVIS_OK ? operation_perform(&badge_revoke_form, operation, &order)
                                   : status;
    }
    struct person_badges_revoke order = {0};
    status = find_person(operation->store, what, &order.person);
    return status == PARVIS_OK ? operation_perform(&person_badges_revoke_form, operation, &order)
                               : status;
}

static enum parvis_status reissue(struct operation *operation,
                                  const uint8_t key[BADGE_SECRET_KEY_BYTES], const char *code)
{
    int64_t person;
    enum parvis_status status = find_person(operation->store, code, &person);
    return status == PARVIS_OK ? issue(operation, key, person) : status;
}

/* Everything that is written, in one transaction. */
static enum parvis_status change(struct store *store, const uint8_t key[BADGE_SECRET_KEY_BYTES],
                                 const struct badges_arguments *arguments, size_t *ret_issued)
{
    struct operation operation = {.store = store, .now = clock_event_ms()};
    enum parvis_status status = store_begin(store);
    if (status != PARVIS_OK)
        return status;
    if (arguments->revoke)
        status = withdraw(&operation, arguments->revoke);
    else if (arguments->reissue)
        status = reissue(&operation, key, arguments->reissue);
    else
        status = issue_missing(&operation, key, arguments, ret_issued);
    if (status == PARVIS_OK)
        return store_commit(store);
    store_rollback(store);
    return status;
}

/* ---- showing ---- */

/* The sheet is made; warns that some names are printed as boxes. */
static void tell_unknown(const struct badge_unknown *unknown, const struct store_wearer *first)
{
    char count[24];
    snprintf(count, sizeof count, "%zu", unknown->count);
    command_say(stderr, "badges.no_font", "count", count, "name",
                *first->first_name ? first->first_name : first->last_name, NULL);
}

static int draw_pdf(const struct sorted *rows, size_t count, const struct store_edition *edition,
                    const char *path)
{
    struct badge_card *cards = calloc(count + 1, sizeof *cards);
    char(*texts)[BADGE_TEXT_CHARS + 1] = calloc(count + 1, sizeof *texts);
    enum text_language language = strncmp(edition->languages, "[\"en", 4) == 0 ? TEXT_EN : TEXT_FR;
    enum parvis_status status = PARVIS_NO_MEMORY;
    struct badge_unknown unknown = {0};
    for (size_t i = 0; cards && texts && i < count; i++) {
        char key[40];
        const struct store_wearer *wearer = rows[i].wearer;
        snprintf(key, sizeof key, "badges.role.%s", wearer->role);
        write_text(wearer, texts[i]);
        cards[i] =
            (struct badge_card){wearer->first_name, wearer->last_name,         wearer->organisation,
                                wearer->role,       text_label(language, key), texts[i]};
    }
    if (cards && texts)
        status = badges_draw_sheets(cards, count, edition->name, path, &unknown);
    free(cards);
    free(texts);
    if (status == PARVIS_NOT_FOUND)
        return command_fail("badges.no_module", NULL);
    if (status != PARVIS_OK)
        return command_unwritable(path);
    if (unknown.count > 0)
        tell_unknown(&unknown, rows[unknown.first].wearer);
    return 0;
}

static int write_svg(const char *text, const char *path)
{
    char *svg = qr_badge_svg(text);
    FILE *file = svg ? fopen(path, "we") : NULL;
    bool good = file && fputs(svg, file) >= 0;
    good = file && fclose(file) == 0 && good;
    free(svg);
    return good ? 0 : command_unwritable(path);
}

static int write_png(const char *text, const char *path)
{
    enum parvis_status status = badges_draw_png(text, PNG_SCALE, path);
    if (status == PARVIS_NOT_FOUND)
        return command_fail("badges.no_module", NULL);
    return status == PARVIS_OK ? 0 : command_unwritable(path);
}

static void print_texts(const struct sorted *rows, size_t count)
{
    char text[BADGE_TEXT_CHARS + 1];
    for (size_t i = 0; i < count; i++) {
        const struct store_wearer *wearer = rows[i].wearer;
        write_text(wearer, text);
        if (*wearer->code)
            printf("%s\t%s\n", wearer->code, text);
        else
            printf("%" PRId64 "\t%s\n", wearer->person, text);
    }
}

static int show(struct store *store, const struct store_edition *edition,
                const struct badges_arguments *arguments)
{
    struct store_wearer *wearers = NULL;
    size_t count = 0, chosen = 0;
    char text[BADGE_TEXT_CHARS + 1], number[24];
    int result = 0;
    if (store_wearers(store, &wearers, &count) != PARVIS_OK)
        return command_fail("command.failed", "reason", "io", NULL);
    struct sorted *rows = choose(wearers, count, arguments, &chosen);
    if (!rows || (chosen == 0 && (arguments->person || arguments->role))) {
        result = command_fail("badges.nobody", NULL);
    } else {
        if (arguments->text)
            print_texts(rows, chosen);
        if (arguments->pdf)
            result = draw_pdf(rows, chosen, edition, arguments->pdf);
        if (arguments->pdf && result == 0) {
            snprintf(number, sizeof number, "%zu", chosen);
            command_say(stderr, "badges.drawn", "count", number, "path", arguments->pdf, NULL);
        }
        if (chosen == 1)
            write_text(rows[0].wearer, text);
        if (arguments->svg && result == 0)
            result = write_svg(text, arguments->svg);
        if (arguments->png && result == 0)
            result = write_png(text, arguments->png);
    }
    free_sorted(rows, chosen);
    free(wearers);
    return result;
}

static int say_failure(enum parvis_status status)
{
    if (status == PARVIS_NOT_FOUND)
        return command_fail("badges.unknown", NULL);
    if (status == PARVIS_CONFLICT)
        return command_fail("badges.not_valid", NULL);
    return command_failed(status);
}

static int run(const struct badges_arguments *arguments)
{
    struct store_edition edition;
    uint8_t key[64];
    size_t issued = 0;
    const char *directory = command_directory(arguments->directory);
    struct store *store = command_open(directory);
    if (!store)
        return 1;
    enum parvis_status status = store_edition_get(store, &edition);
    int result =
        status == PARVIS_OK ? !badge_key_load(directory, &edition, key) : say_failure(status);
    if (result == 0 && (status = change(store, key, arguments, &issued)) != PARVIS_OK)
        result = say_failure(status);
    explicit_bzero(key, sizeof key);
    if (result == 0 && (arguments->revoke || arguments->reissue)) {
        command_say(stderr, arguments->revoke ? "badges.revoked" : "badges.reissued", "who",
                    arguments->revoke ? arguments->revoke : arguments->reissue, NULL);
    } else if (result == 0 && issued > 0) {
        char number[24];
        snprintf(number, sizeof number, "%zu", issued);
        command_say(stderr, "badges.issued", "count", number, NULL);
    }
    if (result == 0 && !arguments->revoke)
        result = show(store, &edition, arguments);
    store_close(store);
    return result;
}

/* One code needs one person; --reissue names it as --person does. */
static bool is_consistent(const struct badges_arguments *arguments)
{
    if (arguments->revoke && (arguments->reissue || arguments->pdf || arguments->svg ||
                              arguments->png || arguments->text))
        return false;
    return arguments->person || (!arguments->svg && !arguments->png);
}

int command_badges(int argc, char **argv)
{
    static const struct option longs[] = {
        {"data", required_argument, NULL, 'd'},
        {"pdf", required_argument, NULL, 'p'},
        {"svg", required_argument, NULL, 's'},
        {"png", required_argument, NULL, 'n'},
        {"role", required_argument, NULL, 'r'},
        {"person", required_argument, NULL, 'w'},
        {"revoke", required_argument, NULL, 'v'},
        {"reissue", required_argument, NULL, 'i'},
        {"text", no_argument, NULL, 't'},
        {"help", no_argument, NULL, 'h'},
        {NULL, 0, NULL, 0},
    };
    struct badges_arguments arguments = {0};
    for (int option; (option = command_option(argc, argv, longs)) != -1;) {
        switch (option) {
        case 'd':
            arguments.directory = optarg;
            break;
        case 'p':
            arguments.pdf = optarg;
            break;
        case 's':
            arguments.svg = optarg;
            break;
        case 'n':
            arguments.png = optarg;
            break;
        case 'r':
            arguments.role = optarg;
            break;
        case 'w':
            arguments.person = optarg;
            break;
        case 'v':
            arguments.revoke = optarg;
            break;
        case 'i':
            arguments.reissue = arguments.person = optarg;
            break;
        case 't':
            arguments.text = true;
            break;
        default:
            return option == 'h' ? command_help("badges") : command_misused("badges");
        }
    }
    if (optind < argc || !is_consistent(&arguments))
        return command_misused("badges");
    return run(&arguments);
}
