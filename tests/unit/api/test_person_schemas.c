/* SPDX-License-Identifier: EUPL-1.2 */
/* The JSON Schemas about people say what the participants' columns are declared to be: the same
 * members, as long, as needed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "harness.h"
#include "person_columns.h"

static cJSON *read_schema(const char *name)
{
    char path[512];
    snprintf(path, sizeof path, PARVIS_SOURCE_DIR "/schemas/json/%s", name);
    FILE *file = fopen(path, "rb");
    ck_assert_msg(file != NULL, "%s", path);
    char *text = calloc(1, 1 << 20);
    size_t size = fread(text, 1, (1 << 20) - 1, file);
    fclose(file);
    cJSON *schema = cJSON_ParseWithLength(text, size);
    free(text);
    ck_assert_msg(schema != NULL, "%s", path);
    return schema;
}

static const cJSON *item(const cJSON *object, const char *name)
{
    return cJSON_GetObjectItemCaseSensitive(object, name);
}

/* Copies the members of a schema into `members`; what is there already stays. */
static void add_members(const cJSON *schema, cJSON *members)
{
    const cJSON *property, *part;
    cJSON_ArrayForEach(property, item(schema, "properties"))
    {
        if (!item(members, property->string))
            cJSON_AddItemToObject(members, property->string, cJSON_Duplicate(property, true));
    }
    cJSON_ArrayForEach(part, item(schema, "allOf"))
    {
        char file[128];
        snprintf(file, sizeof file, "%s", item(part, "$ref")->valuestring + strlen("./"));
        char *pointer = strchr(file, '#');
        if (pointer)
            *pointer++ = '\0';
        cJSON *other = read_schema(file);
        add_members(pointer ? item(item(other, "$defs"), pointer + strlen("/$defs/")) : other,
                    members);
        cJSON_Delete(other);
    }
}

/* Every member of schemas/json/<name>.schema.json, those of its parts included. */
static cJSON *members_of(const char *name)
{
    char file[128];
    snprintf(file, sizeof file, "%s.schema.json", name);
    cJSON *schema = read_schema(file), *members = cJSON_CreateObject();
    add_members(schema, members);
    cJSON_Delete(schema);
    return members;
}

static const struct person_column *column_of(const char *name)
{
    for (size_t i = 0; i < PERSON_COLUMN_COUNT; i++)
        if (strcmp(person_columns[i].name, name) == 0)
            return &person_columns[i];
    return NULL;
}

START_TEST(a_person_has_the_columns_that_the_desk_is_told)
{
    static const char *const others[] = {"id", "presence", "first_at", "badge", "badges"};
    const cJSON *member;
    cJSON *members = members_of("person");
    for (size_t i = 0; i < PERSON_COLUMN_COUNT; i++)
        ck_assert_msg((item(members, person_columns[i].name) != NULL) ==
                          person_columns[i].told_to_desk,
                      "person.schema.json: %s", person_columns[i].name);
    cJSON_ArrayForEach(member, members)
    {
        bool known = column_of(member->string) != NULL;
        for (size_t i = 0; i < sizeof others / sizeof *others; i++)
            known = known || strcmp(others[i], member->string) == 0;
        ck_assert_msg(known, "person.schema.json: %s is no column", member->string);
    }
    cJSON_Delete(members);
}
END_TEST

static bool is_required(const cJSON *schema, const char *name)
{
    const cJSON *one;
    cJSON_ArrayForEach(one, item(schema, "required"))
    {
        if (strcmp(one->valuestring, name) == 0)
            return true;
    }
    return false;
}

static double number(const cJSON *member, const char *name, double otherwise)
{
    const cJSON *value = item(member, name);
    return value ? value->valuedouble : otherwise;
}

/* The form's schema against what the columns say of it. */
static void check_form(const char *name, size_t place_offset)
{
    char file[128];
    snprintf(file, sizeof file, "%s.schema.json", name);
    cJSON *schema = read_schema(file), *members = members_of(name);
    size_t count = 0;
    for (size_t i = 0; i < PERSON_COLUMN_COUNT; i++) {
        const struct person_column *column = &person_columns[i];
        enum person_in_form place =
            *(const enum person_in_form *)(const void *)((const char *)column + place_offset);
        const cJSON *member = item(members, column->name);
        ck_assert_msg((member != NULL) == (place != PERSON_NOT_IN_FORM), "%s: %s", file,
                      column->name);
        if (!member)
            continue;
        count++;
        ck_assert_msg(is_required(schema, column->name) == (place == PERSON_MUST_BE_IN_FORM),
                      "%s: %s", file, column->name);
        if (item(member, "$ref")) /* a closed list: its words say how long */
            continue;
        ck_assert_msg(number(member, "maxLength", 0) == (double)column->form_bytes_max, "%s: %s",
                      file, column->name);
        ck_assert_msg(number(member, "minLength", 0) == (double)column->form_bytes_min, "%s: %s",
                      file, column->name);
    }
    ck_assert_int_eq(cJSON_GetArraySize(members), (int)count);
    cJSON_Delete(members);
    cJSON_Delete(schema);
}

START_TEST(forms_have_the_members_that_their_columns_allow)
{
    check_form("person_request", offsetof(struct person_column, walk_in));
    check_form("person_correction_request", offsetof(struct person_column, correction));
}
END_TEST

START_TEST(the_log_of_people_has_the_columns_that_may_be_in_it)
{
    cJSON *members = members_of("person_body");
    for (size_t i = 0; i < PERSON_COLUMN_COUNT; i++)
        ck_assert_msg((item(members, person_columns[i].name) != NULL) == person_columns[i].in_log,
                      "person_body.schema.json: %s", person_columns[i].name);
    cJSON_Delete(members);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("schemas about people");
    TCase *cases = tcase_create("columns");
    tcase_add_test(cases, a_person_has_the_columns_that_the_desk_is_told);
    tcase_add_test(cases, forms_have_the_members_that_their_columns_allow);
    tcase_add_test(cases, the_log_of_people_has_the_columns_that_may_be_in_it);
    suite_add_tcase(suite, cases);
    return test_run(suite);
}
