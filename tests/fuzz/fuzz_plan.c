/* SPDX-License-Identifier: EUPL-1.2 */
/* Instance files of `parvis plan --instance`: random mutations of those in tests/fuzz/plan, and
 * each member of each of them made wrong in every way. A file that is refused is refused by the
 * place where it is wrong; one that is read is within its limits, and its plan keeps every rule. */
#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "harness.h"
#include "mutation.h"
#include "plan_file.h"
#include "story.h"

#define RUNS test_rounds(800)
#define CORPUS PARVIS_SOURCE_DIR "/tests/fuzz/plan"

static const char *const tokens[] = {
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "null",
    "true",
    "-1",
    "0",
    "1",
    "2.5",
    "1e99",
    "64",
    "65",
    "\"id\":",
    "\"off\":",
    "\"max\":",
    "\"slots\":",
    "\"a\":",
    "\"b\":",
    "\"all\":",
    "\"after\":[0]",
    "\"fixed\":0",
    "\"weight\":",
    "\"tables\":1",
    "\"parallel\":2",
    "\"fairness\":0",
    "\"off_breaks\":true",
    "\\u0000",
    "\xc3",
    "\n",
    "{\"id\":\"z\"},",
    "{\"a\":\"a\",\"b\":\"b\"},",
    "\"previous\":[{\"wish\":0,\"slot\":0}]",
};

/* ---- judging ---- */

static const char places[] =
    "^((slots|tables|all|fairness|off_breaks|participants|wishes|previous)|"
    "(participants|wishes|previous)\\[[0-9]+\\]"
    "(\\.[a-z]+(\\[[0-9]+\\])?)?)?$";

/* The message names the place, or a line of the file. */
static void ck_says_where(const struct plan_fault *fault)
{
    static regex_t form;
    static bool is_made;
    if (!is_made)
        ck_assert_int_eq(regcomp(&form, places, REG_EXTENDED | REG_NOSUB), 0);
    is_made = true;
    ck_assert_ptr_nonnull(fault->key);
    ck_assert_msg(regexec(&form, fault->place, 0, NULL, 0) == 0, "place %s", fault->place);
    char *message = plan_fault_say(fault);
    ck_assert_msg(strcmp(message, fault->key) != 0, "no text for %s", fault->key);
    ck_assert_msg(strncmp(message, fault->place, strlen(fault->place)) == 0, "%s", message);
    free(message);
}

static void ck_within_limits(const struct planner_instance *in)
{
    ck_assert(in->slots >= 1 && in->slots <= SLOTS_MAX && in->tables >= 0);
    for (int i = 0; i < in->wish_count; i++) {
        const struct planner_wish *wish = &in->wishes[i];
        ck_assert(wish->a >= 0 && wish->a < in->participant_count);
        ck_assert(wish->b >= 0 && wish->b < in->participant_count && wish->a != wish->b);
        ck_assert(wish->weight >= 0 && wish->fixed >= -1 && wish->fixed < in->slots);
        ck_assert(in->slots == 64 || wish->slots >> in->slots == 0);
        ck_assert(wish->previous >= -1 && wish->previous < in->slots);
        for (int k = 0; k < wish->after_count; k++)
            ck_assert(wish->after[k] >= 0 && wish->after[k] < in->wish_count);
    }
}

static bool stop_at_zero(void *data)
{
    int *left = data;
    return --*left < 0;
}

/* Plans a little, and judges the plan where the judge has room for it. */
static void ck_planned(const struct planner_instance *in)
{
    static struct story story;
    int left = 300;
    struct planner_options options = {
        .seed = 1, .rounds = 100, .should_stop = stop_at_zero, .data = &left};
    bool judged = in->participant_count <= STORY_PEOPLE_MAX && in->wish_count <= STORY_WISHES_MAX;
    for (int i = 0; i < in->wish_count; i++)
        judged = judged && in->wishes[i].after_count <= 2;
    if (!judged)
        return;
    story = (struct story){.in = *in};
    for (int i = 0; i < in->participant_count; i++)
        story.people[i] = in->participants[i];
    for (int i = 0; i < in->wish_count; i++) {
        story.wishes[i] = in->wishes[i];
        for (int k = 0; k < in->wishes[i].after_count; k++)
            story.after[i][k] = in->wishes[i].after[k];
    }
    story_rebind(&story);
    if (planner_solve(&story.in, &options, &story.solution, NULL) != PARVIS_OK)
        return;
    const char *fault = story_fault(&story);
    ck_assert_msg(!fault, "the plan breaks a rule: %s", fault ? fault : "");
    ck_assert_int_le(story.solution.weight, story.solution.bound);
}

/* Reads a copy of exactly that size, so that a sanitizer sees a byte too far. */
static bool read_text(const char *bytes, size_t size, struct plan_file *file)
{
    char *copy = malloc(size + 1);
    ck_assert_ptr_nonnull(copy);
    memcpy(copy, bytes, size);
    copy[size] = '\0';
    bool good = plan_file_parse(copy, size, file);
    free(copy);
    return good;
}

static bool judge(const struct mutation_text *text)
{
    struct plan_file file = {.tree = NULL};
    bool good = read_text(text->bytes, text->size, &file);
    if (good) {
        ck_within_limits(&file.in);
        ck_planned(&file.in);
    } else {
        ck_says_where(&file.reader.fault);
    }
    plan_file_clear(&file);
    return good;
}

/* One of the corpus with other digits: most of these are instances, and none that anybody made. */
static void change_digits(struct mutation_text *text)
{
    uint32_t which = mutation_below((uint32_t)mutation_corpus_count());
    *text = *mutation_corpus(which);
    for (uint32_t i = 2 + mutation_below(400); i > 0; i--) {
        char *byte = &text->bytes[mutation_below((uint32_t)text->size)];
        if (*byte >= '0' && *byte <= '9')
            *byte = (char)('0' + mutation_below(10));
    }
}

START_TEST(mutated_instances_are_read_or_refused_by_their_place)
{
    static struct mutation_text text;
    int read = 0, refused = 0;
    mutation_begin();
    mutation_read_corpus(CORPUS, ".json");
    for (size_t i = 0; i < mutation_corpus_count(); i++)
        ck_assert_msg(judge(mutation_corpus(i)), "number %zu of the corpus is refused", i);
    for (int i = 0; i < RUNS; i++) {
        if (mutation_below(2))
            mutation_make(&text, tokens, sizeof tokens / sizeof *tokens);
        else
            change_digits(&text);
        if (judge(&text))
            read++;
        else
            refused++;
    }
    printf("%d mutated instances were read, %d refused\n", read, refused);
    ck_assert_int_ge(read, RUNS / 20);
    ck_assert_int_ge(refused, RUNS / 20);
}
END_TEST

/* ---- each member wrong in every way ---- */

enum form { OBJECT, LIST, INTEGER, ELEMENT, FLAG, ID, END, HINT };

struct member {
    const char *name;
    enum form form;
    bool is_required;
};

static const struct member members[] = {
    {"participants", LIST, true},
    {"wishes", LIST, true},
    {"previous", LIST, false},
    {"tables", INTEGER, false},
    {"all", FLAG, false},
    {"fairness", INTEGER, false},
    {"off_breaks", FLAG, false},
    {"id", ID, true},
    {"off", LIST, false},
    {"max", INTEGER, false},
    {"parallel", INTEGER, false},
    {"side", HINT, false},
    {"a", END, true},
    {"b", END, true},
    {"weight", INTEGER, false},
    {"after", LIST, false},
    {"fixed", INTEGER, false},
    {"wish", INTEGER, true},
    {"slot", INTEGER, true},
};

/* The form of the node at a place; `slots` is a number of the whole and a list of a wish. */
static struct member form_of(const cJSON *item, const char *place)
{
    if (!item->string)
        return (struct member){"", cJSON_IsObject(item) ? OBJECT : ELEMENT, true};
    if (strcmp(item->string, "slots") == 0)
        return (struct member){"slots", *place == 's' ? INTEGER : LIST, *place == 's'};
    for (size_t i = 0; i < sizeof members / sizeof *members; i++)
        if (strcmp(members[i].name, item->string) == 0)
            return members[i];
    ck_abort_msg("%s is no member", item->string);
    return members[0];
}

/* Whether this is no fault there, or one that is rightly seen elsewhere. */
static bool is_harmless(struct member member, const char *value)
{
    switch (member.form) {
    case OBJECT:
        return strcmp(value, "{}") == 0;
    case LIST:
        return strcmp(value, "[]") == 0 || (strcmp(value, "null") == 0 && !member.is_required);
    case INTEGER:
        return strcmp(value, "null") == 0 && !member.is_required;
    case FLAG:
        return strcmp(value, "true") == 0 || strcmp(value, "null") == 0;
    case ID:
        return *value == '"';
    case HINT:
        return true;
    case ELEMENT:
    case END:
        break;
    }
    return false;
}

static int tried;

/* The tree as it is now is refused at `place`; NULL: it is read. */
static void ck_tree(cJSON *root, const char *place, const char *what)
{
    struct plan_file file = {.tree = NULL};
    char *text = cJSON_PrintUnformatted(root);
    bool good = read_text(text, strlen(text), &file);
    ck_assert_msg(good == !place, "%s: %s: %s", place, what, text);
    if (place) {
        ck_says_where(&file.reader.fault);
        ck_assert_msg(strcmp(file.reader.fault.place, place) == 0, "%s, not %s: %s",
                      file.reader.fault.place, place, what);
    }
    tried++;
    free(text);
    plan_file_clear(&file);
}

static void put_wrong_values(cJSON *root, cJSON *item, const char *place)
{
    static const char *const values[] = {"\"x\"", "-1", "1e9", "0.5", "true", "[]", "{}", "null"};
    struct member member = form_of(item, place);
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        cJSON saved = *item, *value = cJSON_Parse(values[i]);
        if (!is_harmless(member, values[i])) {
            item->type = value->type;
            item->child = value->child;
            item->valuestring = value->valuestring;
            item->valuedouble = value->valuedouble;
            ck_tree(root, place, values[i]);
            *item = saved;
        }
        cJSON_Delete(value);
    }
}

/* Without the member; with it twice. */
static void remove_and_repeat(cJSON *root, cJSON *parent, cJSON *item, const char *place)
{
    bool needed = form_of(item, place).is_required;
    cJSON *twin = cJSON_Duplicate(item, true);
    cJSON_AddItemToObject(parent, item->string, twin);
    ck_tree(root, place, "twice");
    cJSON_DetachItemViaPointer(parent, twin);
    char *name = item->string;
    item->string = twin->string; /* a name that nobody knows, for as long as it is removed */
    item->string[0] = '_';
    ck_tree(root, needed ? place : NULL, "removed");
    item->string = name;
    cJSON_Delete(twin);
}

static void visit(cJSON *root, cJSON *parent, cJSON *item, const char *place)
{
    cJSON *child;
    int index = 0;
    char inner[128];
    if (item != root)
        put_wrong_values(root, item, place);
    if (item->string)
        remove_and_repeat(root, parent, item, place);
    cJSON_ArrayForEach(child, item)
    {
        if (child->string)
            snprintf(inner, sizeof inner, "%s%s%s", place, *place ? "." : "", child->string);
        else
            snprintf(inner, sizeof inner, "%s[%d]", place, index++);
        visit(root, item, child, inner);
    }
}

START_TEST(each_member_made_wrong_is_named)
{
    mutation_read_corpus(CORPUS, ".json");
    for (size_t i = 0; i < mutation_corpus_count(); i++) {
        const struct mutation_text *text = mutation_corpus(i);
        cJSON *root = cJSON_ParseWithLength(text->bytes, text->size);
        ck_assert_ptr_nonnull(root);
        visit(root, NULL, root, "");
        cJSON_Delete(root);
    }
    ck_assert_int_gt(tried, 1000);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("fuzz plan");
    TCase *cases = tcase_create("instances");
    tcase_add_test(cases, mutated_instances_are_read_or_refused_by_their_place);
    tcase_add_test(cases, each_member_made_wrong_is_named);
    suite_add_tcase(suite, cases);
    return test_run(suite);
}
