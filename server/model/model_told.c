/* SPDX-License-Identifier: EUPL-1.2 */
/* Cuts a row's body to what an audience may read, by the table of kinds. Bodies are objects of one
 * level, written by the store's views (schemas/sql/views.sql), so members are copied as text:
 * parsing ten thousand rows into trees would hold up the loop. */
#include <stdlib.h>
#include <string.h>

#include "model_internal.h"

/* A piece of a body's text; borrowed. */
struct piece {
    const char *start;
    size_t length;
};

/* A member: its name without the quotes, and its value's text. */
struct member {
    struct piece name, value;
};

static const char *skip_string(const char *at)
{
    for (at++; *at && *at != '"'; at++)
        if (*at == '\\' && at[1])
            at++;
    return *at ? at + 1 : at;
}

/* To the comma or bracket behind a value. */
static const char *skip_value(const char *at)
{
    int depth = 0;
    while (*at && !(depth == 0 && (*at == ',' || *at == '}'))) {
        if (*at == '"') {
            at = skip_string(at);
            continue;
        }
        depth += (*at == '{' || *at == '[') - (*at == '}' || *at == ']');
        at++;
    }
    return at;
}

/* Reads the member behind *at, which is the object's bracket or a comma; false: there is none. */
static bool next_member(const char **at, struct member *member)
{
    const char *name = *at + 1;
    if (!**at || **at == '}' || *name != '"')
        return false;
    const char *end = skip_string(name);
    if (*end != ':')
        return false;
    member->name = (struct piece){name + 1, (size_t)(end - name) - 2};
    member->value.start = end + 1;
    *at = skip_value(end + 1);
    member->value.length = (size_t)(*at - member->value.start);
    return **at != '\0'; /* cut short: it is no object */
}

/* Whether a body is one object and nothing else, without a control character: it goes into the feed
 * and into documents as it stands. */
bool model_is_body(const char *body)
{
    struct member member;
    const char *at = body;
    if (*body != '{')
        return false;
    while (next_member(&at, &member))
        if (member.value.length == 0)
            return false;
    if (*at == '{')
        at++; /* an empty object */
    if (at[0] != '}' || at[1] != '\0')
        return false;
    for (at = body; *at; at++)
        if ((unsigned char)*at < ' ')
            return false;
    return true;
}

static bool is_text(struct piece piece, const char *text)
{
    return strncmp(piece.start, text, piece.length) == 0 && text[piece.length] == '\0';
}

static bool find_member(const char *body, const char *name, struct piece *ret_value)
{
    struct member member;
    if (!body || *body != '{')
        return false;
    for (const char *at = body; next_member(&at, &member);)
        if (is_text(member.name, name)) {
            *ret_value = member.value;
            return true;
        }
    return false;
}

static int64_t number_of(const char *body, const char *name)
{
    struct piece value;
    return find_member(body, name, &value) ? strtoll(value.start, NULL, 10) : 0;
}

int64_t model_company_of(const struct kind *kind, const char *body)
{
    return kind->concerns & CONCERNS_COMPANY ? number_of(body, "company") : 0;
}

/* The row's state as a word; the table names plain words alone. */
static const char *read_state(const struct kind *kind, const char *body, char *word, size_t size)
{
    struct piece value;
    if (!find_member(body, kind->told_by ? kind->told_by : "state", &value) || value.length < 2 ||
        *value.start != '"' || value.length - 2 >= size)
        return NULL;
    memcpy(word, value.start + 1, value.length - 2);
    word[value.length - 2] = '\0';
    return word;
}

/* The members of a body that the hearing may read; false: none. */
static bool find_told(const struct kind *kind, struct hearing hearing, const char *body,
                      const char *const **ret_members)
{
    char word[32];
    if (!body || *body != '{')
        return false;
    const char *state = kind->parts ? read_state(kind, body, word, sizeof word) : NULL;
    int64_t company = hearing.company ? model_company_of(kind, body) : 0;
    return kind_is_heard(kind, hearing, state, company, ret_members);
}

bool model_is_told(const struct kind *kind, struct hearing hearing, const char *body)
{
    return find_told(kind, hearing, body, NULL);
}

bool model_is_listed(const struct kind *kind, const char *body)
{
    char word[32];
    return kind_is_listed(kind, kind->listed ? read_state(kind, body, word, sizeof word) : NULL);
}

static bool is_among(const char *const *members, struct piece name)
{
    for (; *members; members++)
        if (is_text(name, *members))
            return true;
    return false;
}

bool model_tell(FILE *stream, const struct kind *kind, struct hearing hearing, const char *body)
{
    const char *const *members = NULL;
    struct member member;
    if (!find_told(kind, hearing, body, &members))
        return false;
    if (!members) {
        fputs(body, stream);
        return true;
    }
    char separator = '{';
    for (const char *at = body; next_member(&at, &member);) {
        if (!is_among(members, member.name))
            continue;
        fprintf(stream, "%c\"%.*s\":%.*s", separator, (int)member.name.length, member.name.start,
                (int)member.value.length, member.value.start);
        separator = ',';
    }
    fputs(separator == '{' ? "{}" : "}", stream);
    return true;
}

int64_t model_told_number(const struct kind *kind, struct hearing hearing, const char *body,
                          const char *name)
{
    const char *const *members = NULL;
    if (!find_told(kind, hearing, body, &members))
        return 0;
    if (members && !is_among(members, (struct piece){name, strlen(name)}))
        return 0;
    return number_of(body, name);
}
