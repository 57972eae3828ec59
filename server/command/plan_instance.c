/* parvis plan --instance: the planner alone, on a file, for anyone to try. docs/planner.md
 * describes the file. */
#include <errno.h>
#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "command.h"
#include "parvis/clock.h"
#include "plan_instance.h"
#include "planner.h"

#define FILE_BYTES_MAX (256L << 20) /* 3,000 people and a million wishes are some 60 MiB */
#define SECONDS_DEFAULT 10.0
#define PEOPLE_MAX 100000
#define WISHES_MAX 2000000

struct options {
    const char *in, *out;
    double seconds;
    uint64_t seed;
    bool progress;
};

/* An instance as read, and the first thing that is wrong with it. */
struct instance_file {
    cJSON *tree;
    struct planner_participant *people;
    struct planner_wish *wishes;
    struct planner_instance in;
    char fault[256]; /* "": none */
};

static bool blame(struct instance_file *file, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
static bool blame(struct instance_file *file, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(file->fault, sizeof file->fault, format, arguments);
    va_end(arguments);
    return false;
}

/* ---- reading ---- */

/* An integer member; absent or null: `*ret_value` stays. `place` names the object. */
static bool read_integer(struct instance_file *file, const cJSON *object, const char *place,
                         const char *name, int min, int max, int *ret_value)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, name);
    if (!item || cJSON_IsNull(item))
        return true;
    if (!cJSON_IsNumber(item) || item->valuedouble < min || item->valuedouble > max ||
        item->valuedouble != (double)(int)item->valuedouble)
        return blame(file, "%s.%s: must be an integer from %d to %d", place, name, min, max);
    *ret_value = (int)item->valuedouble;
    return true;
}

static bool read_mask(struct instance_file *file, const cJSON *object, const char *place,
                      const char *name, uint64_t *ret_mask)
{
    const cJSON *array = cJSON_GetObjectItemCaseSensitive(object, name), *item;
    int index = 0;
    if (!array || cJSON_IsNull(array))
        return true;
    if (!cJSON_IsArray(array))
        return blame(file, "%s.%s: must be an array of slots", place, name);
    cJSON_ArrayForEach(item, array)
    {
        if (!cJSON_IsNumber(item) || item->valuedouble < 0 || item->valuedouble >= file->in.slots ||
            item->valuedouble != (double)item->valueint)
            return blame(file, "%s.%s[%d]: must be a slot from 0 to %d", place, name, index,
                         file->in.slots - 1);
        *ret_mask |= (uint64_t)1 << item->valueint;
        index++;
    }
    return true;
}

struct named {
    const char *id;
    int index;
};

static int compare_names(const void *a, const void *b)
{
    return strcmp(((const struct named *)a)->id, ((const struct named *)b)->id);
}

static bool read_people(struct instance_file *file, const cJSON *array, struct named *names)
{
    const cJSON *item;
    int index = 0;
    cJSON_ArrayForEach(item, array)
    {
        char place[48];
        snprintf(place, sizeof place, "participants[%d]", index);
        const cJSON *id = cJSON_GetObjectItemCaseSensitive(item, "id");
        struct planner_participant *person = &file->people[index];
        if (!cJSON_IsString(id))
            return blame(file, "%s.id: must be a text", place);
        if (!read_mask(file, item, place, "off", &person->off) ||
            !read_integer(file, item, place, "max", 0, 1000000, &person->max) ||
            !read_integer(file, item, place, "parallel", 1, 1000, &person->parallel))
            return false;
        names[index] = (struct named){id->valuestring, index};
        index++;
    }
    qsort(names, (size_t)index, sizeof *names, compare_names);
    for (int i = 1; i < index; i++)
        if (strcmp(names[i - 1].id, names[i].id) == 0)
            return blame(file, "participants[%d].id: \"%.60s\" is there twice", names[i].index,
                         names[i].id);
    return true;
}

static bool read_end(struct instance_file *file, const cJSON *wish, const char *place,
                     const char *name, const struct named *names, int *ret_index)
{
    const cJSON *id = cJSON_GetObjectItemCaseSensitive(wish, name);
    struct named wanted = {cJSON_IsString(id) ? id->valuestring : "", 0};
    const struct named *found =
        bsearch(&wanted, names, (size_t)file->in.participant_count, sizeof *names, compare_names);
    if (!found)
        return blame(file, "%s.%s: names no participant", place, name);
    *ret_index = found->index;
    return true;
}

static bool read_wishes(struct instance_file *file, const cJSON *array, const struct named *names)
{
    const cJSON *item;
    int index = 0;
    cJSON_ArrayForEach(item, array)
    {
        char place[48];
        snprintf(place, sizeof place, "wishes[%d]", index);
        struct planner_wish *wish = &file->wishes[index++];
        *wish = (struct planner_wish){.weight = 1, .fixed = -1, .previous = -1};
        if (!read_end(file, item, place, "a", names, &wish->a) ||
            !read_end(file, item, place, "b", names, &wish->b) ||
            !read_integer(file, item, place, "weight", 0, 1000000, &wish->weight) ||
            !read_mask(file, item, place, "slots", &wish->slots) ||
            !read_integer(file, item, place, "fixed", 0, file->in.slots - 1, &wish->fixed))
            return false;
        if (wish->a == wish->b)
            return blame(file, "%s: both ends are one participant", place);
        if (cJSON_GetArraySize(cJSON_GetObjectItemCaseSensitive(item, "after")) > 0)
            return blame(file, "%s.after: this planner does not know it yet", place);
    }
    return true;
}

static bool read_previous(struct instance_file *file)
{
    const cJSON *item;
    int index = 0;
    cJSON_ArrayForEach(item, cJSON_GetObjectItemCaseSensitive(file->tree, "previous"))
    {
        char place[48];
        int wish = -1, slot = -1;
        snprintf(place, sizeof place, "previous[%d]", index++);
        if (!read_integer(file, item, place, "wish", 0, file->in.wish_count - 1, &wish) ||
            !read_integer(file, item, place, "slot", 0, file->in.slots - 1, &slot))
            return false;
        if (wish < 0 || slot < 0)
            return blame(file, "%s: needs wish and slot", place);
        file->wishes[wish].previous = slot;
    }
    return true;
}

/* What the file asks for beyond this planner is said, not ignored. */
static bool check_known(struct instance_file *file)
{
    const cJSON *fairness = cJSON_GetObjectItemCaseSensitive(file->tree, "fairness");
    if (fairness && !cJSON_IsNull(fairness))
        return blame(file, "fairness: this planner does not know it yet");
    return true;
}

static bool read_tree(struct instance_file *file)
{
    const cJSON *people = cJSON_GetObjectItemCaseSensitive(file->tree, "participants");
    const cJSON *wishes = cJSON_GetObjectItemCaseSensitive(file->tree, "wishes");
    int people_count = cJSON_GetArraySize(people), wish_count = cJSON_GetArraySize(wishes);
    if (!cJSON_IsObject(file->tree) || !cJSON_IsArray(people) || !cJSON_IsArray(wishes))
        return blame(file, "participants and wishes: must be arrays");
    if (people_count > PEOPLE_MAX || wish_count > WISHES_MAX)
        return blame(file, "more than %d participants or %d wishes", PEOPLE_MAX, WISHES_MAX);
    if (!read_integer(file, file->tree, "instance", "slots", 1, PLANNER_SLOTS_MAX,
                      &file->in.slots) ||
        !read_integer(file, file->tree, "instance", "tables", 0, 1000000, &file->in.tables) ||
        !check_known(file))
        return false;
    if (file->in.slots == 0)
        return blame(file, "instance.slots: is missing");
    file->people = calloc((size_t)people_count + 1, sizeof *file->people);
    file->wishes = calloc((size_t)wish_count + 1, sizeof *file->wishes);
    struct named *names = calloc((size_t)people_count + 1, sizeof *names);
    if (!file->people || !file->wishes || !names) {
        free(names);
        return blame(file, "no memory");
    }
    file->in.participants = file->people;
    file->in.wishes = file->wishes;
    file->in.participant_count = people_count;
    file->in.wish_count = wish_count;
    bool good =
        read_people(file, people, names) && read_wishes(file, wishes, names) && read_previous(file);
    free(names);
    return good;
}

static bool read_instance(const char *path, struct instance_file *file)
{
    FILE *stream = fopen(path, "rbe");
    long size = -1;
    if (stream && fseek(stream, 0, SEEK_END) == 0)
        size = ftell(stream);
    if (size < 0 || size > FILE_BYTES_MAX) {
        blame(file, "%s", size < 0 ? strerror(errno) : "is too large");
        if (stream)
            fclose(stream);
        return false;
    }
    rewind(stream);
    char *text = malloc((size_t)size + 1);
    size_t got = text ? fread(text, 1, (size_t)size, stream) : 0;
    fclose(stream);
    const char *end = text;
    if (text) {
        text[got] = '\0';
        file->tree = cJSON_ParseWithOpts(text, &end, 0);
    }
    int line = 1;
    for (const char *at = text; at && at < end; at++)
        line += *at == '\n';
    free(text);
    return file->tree ? read_tree(file) : blame(file, "line %d: is not JSON", line);
}

/* ---- the answer ---- */

/* Breaks and idle slots of one participant: two meetings with free slots of its between them. */
static void count_breaks(const struct planner_instance *in, int person, uint64_t held,
                         bool off_breaks, int *breaks, int *idle)
{
    int last = -1;
    for (int slot = 0; slot < in->slots; slot++) {
        if (!(held >> slot & 1))
            continue;
        int free_slots = 0;
        for (int between = last + 1; last >= 0 && between < slot; between++)
            free_slots += off_breaks || !(in->participants[person].off >> between & 1);
        *breaks += free_slots > 0;
        *idle += free_slots;
        last = slot;
    }
}

static cJSON *solution_json(const struct instance_file *file,
                            const struct planner_solution *solution, double seconds)
{
    const struct planner_instance *in = &file->in;
    int breaks = 0, idle = 0, moved = 0;
    uint64_t *held = calloc((size_t)in->participant_count + 1, sizeof *held);
    cJSON *answer = cJSON_CreateObject();
    cJSON *meetings = cJSON_AddArrayToObject(answer, "meetings");
    for (int i = 0; i < in->wish_count && held; i++) {
        int slot = solution->slot[i];
        moved += in->wishes[i].previous >= 0 && in->wishes[i].previous != slot;
        if (slot < 0)
            continue;
        held[in->wishes[i].a] |= (uint64_t)1 << slot;
        held[in->wishes[i].b] |= (uint64_t)1 << slot;
        cJSON *meeting = cJSON_CreateObject();
        cJSON_AddNumberToObject(meeting, "wish", i);
        cJSON_AddNumberToObject(meeting, "slot", slot);
        cJSON_AddItemToArray(meetings, meeting);
    }
    bool off_breaks = cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(file->tree, "off_breaks"));
    for (int i = 0; i < in->participant_count && held; i++)
        count_breaks(in, i, held[i], off_breaks, &breaks, &idle);
    free(held);
    cJSON_AddNumberToObject(answer, "weight", (double)solution->weight);
    cJSON_AddNumberToObject(answer, "bound", (double)solution->bound);
    cJSON_AddNumberToObject(answer, "breaks", breaks);
    cJSON_AddNumberToObject(answer, "idle", idle);
    cJSON_AddNumberToObject(answer, "moved", moved);
    cJSON_AddNumberToObject(answer, "seconds", seconds);
    return answer;
}

static bool write_answer(const char *path, cJSON *answer)
{
    char *text = cJSON_PrintUnformatted(answer);
    FILE *stream = text ? fopen(path, "we") : NULL;
    bool good = stream && fputs(text, stream) >= 0 && fputc('\n', stream) != EOF;
    if (stream)
        good = fclose(stream) == 0 && good;
    free(text);
    return good;
}

struct deadline {
    int64_t at; /* monotonic ms */
};

static bool is_over(void *data)
{
    return clock_monotonic_ms() >= ((const struct deadline *)data)->at;
}

/* Whether every wish is held, where the file asks for that. */
static bool holds_all(const struct instance_file *file, const struct planner_solution *solution)
{
    if (!cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(file->tree, "all")))
        return true;
    for (int i = 0; i < file->in.wish_count; i++)
        if (solution->slot[i] < 0)
            return false;
    return true;
}

static int solve(const struct options *options, struct instance_file *file)
{
    int64_t started = clock_monotonic_ms();
    struct deadline deadline = {.at = started + (int64_t)(options->seconds * 1000)};
    struct planner_solution solution = {.slot =
                                            calloc((size_t)file->in.wish_count + 1, sizeof(int))};
    if (!solution.slot)
        return command_fail("command.failed", "reason", "no memory", NULL);
    int64_t rounds = 2000LL * file->in.wish_count + 400000;
    struct planner_options planner_options = {
        .seed = options->seed, .rounds = rounds, .should_stop = is_over, .data = &deadline};
    enum parvis_status status = planner_solve(&file->in, &planner_options, &solution, NULL);
    int result = 0;
    double seconds = (double)(clock_monotonic_ms() - started) / 1000;
    if (status == PARVIS_CONFLICT) {
        result = command_fail("command.plan.impossible", NULL);
    } else if (status != PARVIS_OK) {
        result = command_fail("command.failed", "reason", parvis_status_name(status), NULL);
    } else if (!holds_all(file, &solution)) {
        result = command_fail("command.plan.not_all", NULL);
    } else {
        cJSON *answer = solution_json(file, &solution, seconds);
        if (options->progress)
            fprintf(stderr, "%lld / %lld, %.2f s\n", (long long)solution.weight,
                    (long long)solution.bound, seconds);
        if (!write_answer(options->out, answer))
            result = command_fail("command.plan.no_out", "file", options->out, NULL);
        cJSON_Delete(answer);
    }
    free(solution.slot);
    return result;
}

/* ---- options ---- */

static bool take_option(struct options *options, int option)
{
    char *end = NULL;
    switch (option) {
    case 'i':
        options->in = optarg;
        return true;
    case 'o':
        options->out = optarg;
        return true;
    case 's':
        options->seconds = strtod(optarg, &end);
        return *end == '\0' && options->seconds >= 0 && options->seconds < 1e6;
    case 'n':
        options->seed = strtoull(optarg, &end, 10);
        return *end == '\0' && end != optarg;
    case 'p':
        options->progress = true;
        return true;
    default:
        return false;
    }
}

int command_plan_instance(int argc, char **argv)
{
    static const struct option longs[] = {
        {"instance", required_argument, NULL, 'i'}, {"out", required_argument, NULL, 'o'},
        {"seconds", required_argument, NULL, 's'},  {"seed", required_argument, NULL, 'n'},
        {"progress", no_argument, NULL, 'p'},       {NULL, 0, NULL, 0},
    };
    struct options options = {.seconds = SECONDS_DEFAULT, .seed = 1};
    optind = 1;
    for (int option; (option = getopt_long(argc, argv, "", longs, NULL)) != -1;)
        if (!take_option(&options, option))
            return command_misused("plan");
    if (!options.in || !options.out || optind != argc)
        return command_misused("plan");
    struct instance_file file = {.fault = ""};
    int result = 1;
    if (read_instance(options.in, &file))
        result = solve(&options, &file);
    else
        command_fail("command.plan.bad_instance", "file", options.in, "fault", file.fault, NULL);
    cJSON_Delete(file.tree);
    free(file.people);
    free(file.wishes);
    return result;
}
