/* SPDX-License-Identifier: EUPL-1.2 */
/* parvis status: the state of the day at a glance. */
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "command.h"
#include "model.h"
#include "parvis/clock.h"
#include "parvis/json.h"

static const char *label(const char *area, const char *name)
{
    static char key[64]; /* one label at a time, one thread */
    snprintf(key, sizeof key, "status.%s.%s", area, name);
    return text_label(text_language_from_environment(), key);
}

static void print_arrivals(const cJSON *arrivals)
{
    const cJSON *role;
    puts(label("title", "arrivals"));
    cJSON_ArrayForEach(role, arrivals)
    {
        int64_t expected = json_integer(role, "expected"), in = json_integer(role, "in");
        int64_t filled = expected ? in * 20 / expected : 0, out = json_integer(role, "out");
        fputs("  ", stdout);
        command_print_padded(label("role", role->string), 15);
        printf("%4lld / %-4lld ", (long long)in, (long long)expected);
        for (int i = 0; i < 20; i++)
            fputs(i < filled ? "█" : "░", stdout);
        if (out > 0)
            printf("  (%lld %s)", (long long)out, label("title", "out"));
        putchar('\n');
    }
}

static void print_counts(const char *area, const cJSON *counts)
{
    const cJSON *item;
    puts(label("title", area));
    cJSON_ArrayForEach(item, counts) if (item->valuedouble != 0)
    {
        fputs("  ", stdout);
        command_print_padded(label(area, item->string), 15);
        printf("%4d\n", (int)item->valuedouble);
    }
}

static bool print_pitch(int64_t id, const char *body, void *data)
{
    const struct model *model = data;
    cJSON *pitch = cJSON_Parse(body);
    const struct model_organisation *organisation =
        model_organisation(model, json_integer(pitch, "company"));
    char from[6], now[6];
    (void)id;
    clock_format_hhmm(json_integer(pitch, "planned_from_at"), from);
    clock_format_hhmm(json_integer(pitch, "projected_from_at"), now);
    printf("  %s%s%s  ", from, strcmp(from, now) ? " → " : "", strcmp(from, now) ? now : "");
    command_print_padded(organisation ? organisation->name : "", 29);
    puts(label("pitch", json_text(pitch, "state")));
    cJSON_Delete(pitch);
    return true;
}

static void print_status(struct model *model, const cJSON *status)
{
    const struct store_edition *edition = model_edition(model);
    printf("%s, %s, %s\n\n", edition->name, edition->date, edition->venue);
    print_arrivals(cJSON_GetObjectItemCaseSensitive(status, "arrivals"));
    puts(label("title", "pitches"));
    model_each(model, "pitch", print_pitch, model);
    print_counts("meetings", cJSON_GetObjectItemCaseSensitive(status, "meetings"));
}

static int show(struct store *store, bool json)
{
    struct model *model = NULL;
    enum parvis_status status = model_new(&model);
    if (status == PARVIS_OK)
        status = model_load(model, store);
    char *text = status == PARVIS_OK && model_edition(model)
                     ? model_status_json(model, clock_event_ms())
                     : NULL;
    cJSON *tree = text ? cJSON_Parse(text) : NULL;
    if (tree && json)
        puts(text);
    else if (tree)
        print_status(model, tree);
    cJSON_Delete(tree);
    free(text);
    model_free(model);
    return tree ? 0 : command_failed(status);
}

int command_status(int argc, char **argv)
{
    static const struct option longs[] = {
        {"data", required_argument, NULL, 'd'},
        {"json", no_argument, NULL, 'j'},
        {"help", no_argument, NULL, 'h'},
        {NULL, 0, NULL, 0},
    };
    const char *directory = NULL;
    bool json = false;
    for (int option; (option = command_option(argc, argv, longs)) != -1;) {
        if (option == 'd')
            directory = optarg;
        else if (option == 'j')
            json = true;
        else
            return option == 'h' ? command_help("status") : command_misused("status");
    }
    if (optind != argc)
        return command_misused("status");
    struct store *store = command_open(command_directory(directory));
    if (!store)
        return 1;
    int result = show(store, json);
    store_close(store);
    return result;
}
