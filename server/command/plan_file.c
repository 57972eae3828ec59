/* Reads an instance of the planner from a file: see plan_file.h. */
#include "plan_file.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#define FILE_BYTES_MAX (256L << 20) /* 3,000 people and a million wishes are some 60 MiB */
#define PEOPLE_MAX 100000
#define WISHES_MAX 2000000

static bool blame(struct plan_file *file, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
static bool blame(struct plan_file *file, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(file->fault, sizeof file->fault, format, arguments);
    va_end(arguments);
    return false;
}

/* An integer member; absent or null: `*ret_value` stays. `place` names the object. */
static bool read_integer(struct plan_file *file, const cJSON *object, const char *place,
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

static bool read_mask(struct plan_file *file, const cJSON *object, const char *place,
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

static bool read_people(struct plan_file *file, const cJSON *array, struct named *names)
{
    const cJSON *item;
    int index = 0;
    cJSON_ArrayForEach(item, array)
    {
        char place[48];
        snprintf(place, sizeof place, "participants[%d]", index);
        const cJSON *id = cJSON_GetObjectItemCaseSensitive(item, "id");
        struct planner_participant *person = &file->people[index];
        int max = -1;
        if (!cJSON_IsString(id))
            return blame(file, "%s.id: must be a text", place);
        if (!read_mask(file, item, place, "off", &person->off) ||
            !read_integer(file, item, place, "max", 0, 1000000, &max) ||
            !read_integer(file, item, place, "parallel", 1, 1000, &person->parallel))
            return false;
        person->max = max > 0 ? max : 0;
        if (max == 0) /* no meeting at all, which to the planner is never to be there */
            person->off = ~(uint64_t)0;
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

static bool read_end(struct plan_file *file, const cJSON *wish, const char *place, const char *name,
                     const struct named *names, int *ret_index)
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

/* What a wish waits for; file->after has room for the waits of all wishes. */
static bool read_after(struct plan_file *file, const cJSON *item, const char *place,
                       struct planner_wish *wish)
{
    const cJSON *after = cJSON_GetObjectItemCaseSensitive(item, "after"), *before;
    if (!after || cJSON_IsNull(after))
        return true;
    if (!cJSON_IsArray(after))
        return blame(file, "%s.after: must be an array of wishes", place);
    wish->after = file->after + file->after_count;
    cJSON_ArrayForEach(before, after)
    {
        if (!cJSON_IsNumber(before) || before->valuedouble < 0 ||
            before->valuedouble >= file->in.wish_count ||
            before->valuedouble != (double)before->valueint)
            return blame(file, "%s.after[%d]: must be a wish from 0 to %d", place,
                         wish->after_count, file->in.wish_count - 1);
        file->after[file->after_count++] = before->valueint;
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

static bool read_wishes(struct plan_file *file, const cJSON *array, const struct named *names)
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
        if (!read_after(file, item, place, wish))
            return false;
    }
    return true;
}

static bool read_previous(struct plan_file *file)
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
        if (file->wishes[wish].previous >= 0)
            return blame(file, "%s.wish: is there twice", place);
        file->wishes[wish].previous = slot;
    }
    return true;
}

static bool read_flag(struct plan_file *file, const char *name, bool *ret_flag)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(file->tree, name);
    if (item && !cJSON_IsNull(item) && !cJSON_IsBool(item))
        return blame(file, "instance.%s: must be true or false", name);
    *ret_flag = cJSON_IsTrue(item);
    return true;
}

/* What is said once, of the whole instance. */
static bool read_rules(struct plan_file *file)
{
    struct planner_instance *in = &file->in;
    in->fairness = -1;
    if (!read_integer(file, file->tree, "instance", "slots", 1, PLANNER_SLOTS_MAX, &in->slots) ||
        !read_integer(file, file->tree, "instance", "tables", 0, 1000000, &in->tables) ||
        !read_integer(file, file->tree, "instance", "fairness", 0, 1000000, &in->fairness) ||
        !read_flag(file, "all", &in->all) || !read_flag(file, "off_breaks", &in->off_breaks))
        return false;
    in->has_fairness = in->fairness >= 0;
    return in->slots > 0 || blame(file, "instance.slots: is missing");
}

static bool read_tree(struct plan_file *file)
{
    const cJSON *people = cJSON_GetObjectItemCaseSensitive(file->tree, "participants");
    const cJSON *wishes = cJSON_GetObjectItemCaseSensitive(file->tree, "wishes");
    int people_count = cJSON_GetArraySize(people), wish_count = cJSON_GetArraySize(wishes);
    if (!cJSON_IsObject(file->tree) || !cJSON_IsArray(people) || !cJSON_IsArray(wishes))
        return blame(file, "participants and wishes: must be arrays");
    if (people_count > PEOPLE_MAX || wish_count > WISHES_MAX)
        return blame(file, "more than %d participants or %d wishes", PEOPLE_MAX, WISHES_MAX);
    if (!read_rules(file))
        return false;
    file->people = calloc((size_t)people_count + 1, sizeof *file->people);
    file->wishes = calloc((size_t)wish_count + 1, sizeof *file->wishes);
    file->after = calloc(count_after(wishes) + 1, sizeof *file->after);
    struct named *names = calloc((size_t)people_count + 1, sizeof *names);
    if (!file->people || !file->wishes || !file->after || !names) {
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
    *file = (struct plan_file){.fault = ""};
}

bool plan_file_read(const char *path, struct plan_file *file)
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
