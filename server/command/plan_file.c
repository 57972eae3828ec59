/* SPDX-License-Identifier: EUPL-1.2 */
/* Reads an instance of the planner from a file: see plan_file.h. */
#include "plan_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "parvis/text.h"

#define PEOPLE_MAX 100000
#define WISHES_MAX 2000000
#define NUMBER_MAX                                                                                 \
    1000000 /* of tables, weights, breaks: far beyond any event, far below overflow */
#define PARALLEL_MAX 1000

struct named {
    const char *id;
    int index;
};

static int compare_ids(const void *a, const void *b)
{
    return strcmp(((const struct named *)a)->id, ((const struct named *)b)->id);
}

/* The order of the file where ids are equal, so that the later one is blamed. */
static int compare_names(const void *a, const void *b)
{
    int order = compare_ids(a, b);
    return order ? order : ((const struct named *)a)->index - ((const struct named *)b)->index;
}

static bool read_person(struct plan_file *file, const cJSON *item, int index, struct named *named)
{
    static const char *const known[] = {"id", "off", "max", "parallel", "side", NULL};
    struct plan_reader *reader = &file->reader;
    struct planner_participant *person = &file->people[index];
    char place[48];
    int max = -1;
    snprintf(place, sizeof place, "participants[%d]", index);
    if (!plan_reader_members(reader, item, place, known))
        return false;
    const cJSON *id = cJSON_GetObjectItemCaseSensitive(item, "id");
    if (!cJSON_IsString(id))
        return plan_reader_blame(
            reader, id ? "command.plan.file.text" : "command.plan.file.missing", place, "id");
    if (!plan_reader_slots(reader, item, place, "off", file->in.slots, &person->off) ||
        !plan_reader_integer(reader, item, place, "max", 0, NUMBER_MAX, &max) ||
        !plan_reader_integer(reader, item, place, "parallel", 1, PARALLEL_MAX, &person->parallel))
        return false;
    person->max = max > 0 ? max : 0;
    if (max == 0) /* no meeting at all, which to the planner is never to be there */
        person->off = ~(uint64_t)0;
    *named = (struct named){id->valuestring, index};
    return true;
}

static bool read_people(struct plan_file *file, const cJSON *array, struct named *names)
{
    const cJSON *item;
    int count = 0;
    cJSON_ArrayForEach(item, array)
    {
        if (!read_person(file, item, count, &names[count]))
            return false;
        count++;
    }
    qsort(names, (size_t)count, sizeof *names, compare_names);
    for (int i = 1; i < count; i++) {
        char place[48];
        if (strcmp(names[i - 1].id, names[i].id) != 0)
            continue;
        snprintf(place, sizeof place, "participants[%d]", names[i].index);
        return plan_reader_blame_text(&file->reader, "command.plan.file.same_id", place, "id",
                                      names[i].id);
    }
    return true;
}

static bool read_end(struct plan_file *file, const cJSON *wish, const char *place, const char *name,
                     const struct named *names, int *ret_index)
{
    struct plan_reader *reader = &file->reader;
    const cJSON *id = cJSON_GetObjectItemCaseSensitive(wish, name);
    if (!cJSON_IsString(id))
        return plan_reader_blame(
            reader, id ? "command.plan.file.text" : "command.plan.file.missing", place, name);
    struct named wanted = {id->valuestring, 0};
    const struct named *found =
        bsearch(&wanted, names, (size_t)file->in.participant_count, sizeof *names, compare_ids);
    if (!found)
        return plan_reader_blame_text(reader, "command.plan.file.nobody", place, name,
                                      id->valuestring);
    *ret_index = found->index;
    return true;
}

/* What a wish waits for; file->after has room for the waits of all wishes. */
static bool read_after(struct plan_file *file, const cJSON *item, const char *place,
                       struct planner_wish *wish)
{
    const cJSON *after = NULL, *before;
    if (!plan_reader_array(&file->reader, item, place, "after", &after))
        return false;
    wish->after = file->after + file->after_count;
    cJSON_ArrayForEach(before, after)
    {
        if (!plan_reader_element(&file->reader, before, place, "after", wish->after_count,
                                 file->in.wish_count - 1, &file->after[file->after_count]))
            return false;
        file->after_count++;
        wish->after_count++;
    }
    return true;
}

/* How many waits all wishes have. */
static size_t count_after(const cJSON *wishes)
{
    const cJSON *item;
    size_t count = 0;
    cJSON_ArrayForEach(item, wishes) count +=
        (size_t)cJSON_GetArraySize(cJSON_GetObjectItemCaseSensitive(item, "after"));
    return count;
}

static bool read_wish(struct plan_file *file, const cJSON *item, int index,
                      const struct named *names)
{
    static const char *const known[] = {"a", "b", "weight", "slots", "after", "fixed", NULL};
    struct plan_reader *reader = &file->reader;
    struct planner_wish *wish = &file->wishes[index];
    char place[48];
    snprintf(place, sizeof place, "wishes[%d]", index);
    *wish = (struct planner_wish){.weight = 1, .fixed = -1, .previous = -1};
    if (!plan_reader_members(reader, item, place, known) ||
        !read_end(file, item, place, "a", names, &wish->a) ||
        !read_end(file, item, place, "b", names, &wish->b) ||
        !plan_reader_integer(reader, item, place, "weight", 0, NUMBER_MAX, &wish->weight) ||
        !plan_reader_slots(reader, item, place, "slots", file->in.slots, &wish->slots) ||
        !plan_reader_integer(reader, item, place, "fixed", 0, file->in.slots - 1, &wish->fixed) ||
        !read_after(file, item, place, wish))
        return false;
    return wish->a != wish->b || plan_reader_blame_text(reader, "command.plan.file.self", place,
                                                        NULL, plan_file_person(file, wish->a));
}

static bool read_previous(struct plan_file *file)
{
    static const char *const known[] = {"wish", "slot", NULL};
    struct plan_reader *reader = &file->reader;
    const cJSON *array = NULL, *item;
    int index = 0;
    if (!plan_reader_array(reader, file->tree, "", "previous", &array))
        return false;
    cJSON_ArrayForEach(item, array)
    {
        char place[48];
        int wish = -1, slot = -1;
        snprintf(place, sizeof place, "previous[%d]", index++);
        if (!plan_reader_members(reader, item, place, known) ||
            !plan_reader_integer(reader, item, place, "wish", 0, file->in.wish_count - 1, &wish) ||
            !plan_reader_integer(reader, item, place, "slot", 0, file->in.slots - 1, &slot))
            return false;
        if (wish < 0 || slot < 0)
            return plan_reader_blame(reader, "command.plan.file.missing", place,
                                     wish < 0 ? "wish" : "slot");
        if (file->wishes[wish].previous >= 0)
            return plan_reader_blame(reader, "command.plan.file.wish_twice", place, "wish");
        file->wishes[wish].previous = slot;
    }
    return true;
}

/* What is said once, of the whole instance. */
static bool read_rules(struct plan_file *file)
{
    static const char *const known[] = {"slots",    "tables",     "all",
                                        "fairness", "off_breaks", "participants",
                                        "wishes",   "previous",   NULL};
    struct plan_reader *reader = &file->reader;
    struct planner_instance *in = &file->in;
    in->fairness = -1;
    if (!plan_reader_members(reader, file->tree, "", known) ||
        !plan_reader_integer(reader, file->tree, "", "slots", 1, SLOTS_MAX, &in->slots) ||
        !plan_reader_integer(reader, file->tree, "", "tables", 0, NUMBER_MAX, &in->tables) ||
        !plan_reader_integer(reader, file->tree, "", "fairness", 0, NUMBER_MAX, &in->fairness) ||
        !plan_reader_flag(reader, file->tree, "", "all", &in->all) ||
        !plan_reader_flag(reader, file->tree, "", "off_breaks", &in->off_breaks))
        return false;
    in->has_fairness = in->fairness >= 0;
    return in->slots > 0 || plan_reader_blame(reader, "command.plan.file.missing", "", "slots");
}

/* An array that must be there, of `max` elements at most. */
static bool read_list(struct plan_file *file, const char *name, int max, const cJSON **ret_array)
{
    const cJSON *array = NULL;
    if (!plan_reader_array(&file->reader, file->tree, "", name, &array))
        return false;
    if (!array)
        return plan_reader_blame(&file->reader, "command.plan.file.missing", "", name);
    if (cJSON_GetArraySize(array) > max)
        return plan_reader_blame_range(&file->reader, "command.plan.file.too_many", "", name, 0,
                                       max);
    *ret_array = array;
    return true;
}

static bool read_all(struct plan_file *file, const cJSON *people, const cJSON *wishes,
                     struct named *names)
{
    const cJSON *item;
    int index = 0;
    if (!read_people(file, people, names))
        return false;
    cJSON_ArrayForEach(item, wishes) if (!read_wish(file, item, index++, names)) return false;
    return read_previous(file);
}

static bool read_tree(struct plan_file *file)
{
    const cJSON *people = NULL, *wishes = NULL;
    if (!read_rules(file) || !read_list(file, "participants", PEOPLE_MAX, &people) ||
        !read_list(file, "wishes", WISHES_MAX, &wishes))
        return false;
    struct planner_instance *in = &file->in;
    in->participant_count = cJSON_GetArraySize(people);
    in->wish_count = cJSON_GetArraySize(wishes);
    size_t people_count = (size_t)in->participant_count, wish_count = (size_t)in->wish_count;
    file->people = calloc(people_count + 1, sizeof *file->people);
    file->wishes = calloc(wish_count + 1, sizeof *file->wishes);
    file->after = calloc(count_after(wishes) + 1, sizeof *file->after);
    struct named *names = calloc(people_count + 1, sizeof *names);
    bool good = file->people && file->wishes && file->after && names;
    if (!good)
        plan_reader_blame(&file->reader, "command.plan.file.no_memory", "", NULL);
    in->participants = file->people;
    in->wishes = file->wishes;
    good = good && read_all(file, people, wishes, names);
    free(names);
    return good;
}

const char *plan_file_person(const struct plan_file *file, int person)
{
    const cJSON *people = cJSON_GetObjectItemCaseSensitive(file->tree, "participants");
    const cJSON *item = person < 0 ? NULL : cJSON_GetArrayItem(people, person);
    const cJSON *id = cJSON_GetObjectItemCaseSensitive(item, "id");
    return cJSON_IsString(id) ? id->valuestring : "";
}

void plan_file_clear(struct plan_file *file)
{
    cJSON_Delete(file->tree);
    free(file->people);
    free(file->wishes);
    free(file->after);
    *file = (struct plan_file){.tree = NULL};
}

/* Blames the line in which `at` stands. */
static bool blame_line(struct plan_file *file, const char *key, const char *text, const char *at)
{
    int line = 1;
    for (; text < at; text++)
        line += *text == '\n';
    return plan_reader_blame_range(&file->reader, key, "", NULL, line, 0);
}

bool plan_file_parse(const char *text, size_t size, struct plan_file *file)
{
    const char *end = text;
    if (text_check_utf8(text, size) != PARVIS_OK)
        return plan_reader_blame(&file->reader, "command.plan.file.not_utf8", "", NULL);
    file->tree = cJSON_ParseWithOpts(text, &end, 0);
    if (!file->tree)
        return blame_line(file, "command.plan.file.not_json", text, end);
    end += strspn(end, " \t\r\n");
    if (end != text + size)
        return blame_line(file, "command.plan.file.after_end", text, end);
    return read_tree(file);
}
